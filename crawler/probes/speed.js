// What the browser noted while the page loaded: paints, shifts of the layout, tasks that held up the phone.
async () => {
  const noted = async (type) => new Promise((resolve) => {
    const found = [];
    let watcher;
    const end = () => { if (watcher) watcher.disconnect(); resolve(found); };
    try {
      watcher = new PerformanceObserver((list) => { found.push(...list.getEntries()); });
      watcher.observe({ type, buffered: true });
    } catch (error) { end(); return; }
    setTimeout(end, 60);
  });
  const [paints, shifts, tasks] = await Promise.all(
    ['largest-contentful-paint', 'layout-shift', 'longtask'].map(noted));
  const first = performance.getEntriesByName('first-contentful-paint')[0];
  const last = paints[paints.length - 1];
  const element = last && last.element;
  return {
    first: first ? first.startTime : null,
    largest: last ? last.startTime : null,
    html: element ? element.outerHTML.slice(0, 200) : '',
    // Nobody touches the page here: what the browser takes for input is the phone's own screen being set up.
    shifts: shifts.slice(0, 500).map((one) => [one.startTime, one.value]),
    tasks: tasks.slice(0, 500).map((one) => [one.startTime, one.duration]),
  };
}
