// How far the content reaches at the present width, and what reaches too far. `width` is the width asked for:
// under phone emulation innerWidth grows with the overflow and cannot be compared with. In a frame, whose width is
// its own, nothing is asked for.
(asked) => {
  const root = document.scrollingElement || document.documentElement;
  const width = asked || root.clientWidth;
  const text = (value) => value.replace(/\s+/g, ' ').trim();
  // What scrolls or is cut inside a box of its own does not widen the page.
  const boxed = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  };
  let wide = [];
  if (root.scrollWidth > width && document.body) {
    const all = document.body.getElementsByTagName('*');
    const over = [];
    for (let i = 0; i < all.length && i < 6000; i += 1) {
      const box = all[i].getBoundingClientRect();
      if (box.width > 0 && box.height > 0 && box.right + scrollX > width + 1) over.push([all[i], box]);
    }
    const parents = new Set(over.map(([element]) => element.parentElement));
    for (const [element, box] of over) {
      if (parents.has(element) || !element.checkVisibility({visibilityProperty: true}) || boxed(element)) continue;
      const name = text(element.innerText || element.alt || '').slice(0, 80);
      wide.push({element, snippet: name || `<${element.localName}>`, right: Math.round(box.right + scrollX)});
    }
    // Where no box is too wide a word in one may be.
    const held = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let i = 0; !wide.length && i < 4000 && held.nextNode(); i += 1) {
      const element = held.currentNode.parentElement;
      if (!element || !held.currentNode.data.trim() || boxed(element) || getComputedStyle(element).overflowX !== 'visible') continue;
      range.selectNodeContents(held.currentNode);
      const box = range.getBoundingClientRect();
      if (box.right + scrollX > width + 1 && box.height > 0 && element.checkVisibility({visibilityProperty: true}))
        wide.push({element, snippet: text(element.innerText || '').slice(0, 80), right: Math.round(box.right + scrollX)});
    }
    // Those that reach farthest say why the page is as wide as it is.
    const farthest = [...wide].sort((a, b) => b.right - a.right).slice(0, 10);
    wide = wide.filter((one) => farthest.includes(one))
      .map(({element, snippet, right}) => ({selector: path(element), snippet, right}));
  }
  const cut = [document.documentElement, document.body].some(
    (element) => element && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX));
  return {width, scroll_width: root.scrollWidth, cut, wide};
}
