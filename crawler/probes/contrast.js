// Text whose ground is a picture or a gradient: where its letters stand and how they are painted. `hide` makes them
// clear for a picture of the ground, `show` puts them back.
({what, targets, most}) => {
  const {fact, seen, text, style, channels} = seeing(1);
  const ground = window.__ground || (window.__ground = {kept: new Map(), place: [scrollX, scrollY]});
  if (what === 'show') {
    for (const [element, written] of ground.kept) {
      // Reading it first makes Chromium write it: one that was never written out is emptied, not removed.
      if (written === null) { element.getAttribute('style'); element.removeAttribute('style'); }
      else element.setAttribute('style', written);
    }
    scrollTo({left: ground.place[0], top: ground.place[1], behavior: 'instant'});
    delete window.__ground;
    return true;
  }
  const set = (element, name, value) => {
    if (!ground.kept.has(element)) ground.kept.set(element, element.getAttribute('style'));
    element.style.setProperty(name, value, 'important');
  };
  const found = [];
  for (const target of targets.slice(0, most)) {
    let element = null;
    try { element = document.querySelector(target); } catch { continue; }
    if (!element || !seen(element)) continue;
    const own = style(element);
    const colour = channels(own.webkitTextFillColor || own.color);
    // Shadows and strokes change what the eye sees: those are left to a person.
    if (!colour || own.textShadow !== 'none' || parseFloat(own.webkitTextStrokeWidth) > 0 || own.mixBlendMode !== 'normal') continue;
    const plain = fact(element, {text: text(element.textContent, 80)});
    let opacity = 1;
    for (let up = element; up; up = up.parentElement) opacity *= Number(getComputedStyle(up).opacity);
    const letters = [];
    const range = document.createRange();
    for (const node of element.childNodes) {
      if (node.nodeType !== 3) continue;
      for (let i = 0; i < node.data.length && letters.length < 120; i += 1) {
        if (!/[\p{L}\p{N}]/u.test(node.data[i])) continue;
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const at = range.getBoundingClientRect();
        if (at.width > 0 && at.height > 0) letters.push([at.left, at.top, at.width, at.height]);
      }
    }
    if (!letters.length) continue;
    const at = element.getBoundingClientRect();
    if (at.width > 900 || at.height > 250 || at.top < 0 || at.bottom > innerHeight) { element.scrollIntoView({block: 'center', behavior: 'instant'}); }
    const now = element.getBoundingClientRect();
    // Letters that something cuts off or covers are not on the screen, nor what stands beside it where the page is
    // wider than that: a picture of the screen has nothing there.
    const right = visualViewport.scale < 1 ? 0 : visualViewport.width + 1;
    const onScreen = letters.filter(([x, y, w, h]) => {
      if (x + now.left - at.left + w > right) return false;
      const top = document.elementFromPoint(x + now.left - at.left + w / 2, y + now.top - at.top + h / 2);
      return top && (top === element || element.contains(top));
    });
    if (!onScreen.length) continue;
    // A clip of the screen is asked for in px of the page.
    const [dx, dy] = [now.left - at.left + scrollX, now.top - at.top + scrollY];
    if (what === 'hide') for (const one of [element, ...element.querySelectorAll('*')].slice(0, 50)) { set(one, '-webkit-text-fill-color', 'transparent'); set(one, 'transition', 'none'); set(one, 'text-decoration-color', 'transparent'); }
    found.push({
      ...plain, colour: colour.slice(0, 3), alpha: colour[3] * opacity, letters: onScreen.map(([x, y, w, h]) => [x + dx, y + dy, w, h]),
      size: parseFloat(own.fontSize), weight: Number(own.fontWeight), clip: [now.left + scrollX, now.top + scrollY, now.width, now.height],
    });
    break;  // One at a time: each is scrolled into view for its picture.
  }
  return found[0] || null;
}
