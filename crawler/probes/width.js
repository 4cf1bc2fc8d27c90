// How far the content reaches at the present width, and what reaches too far. `width` is the width asked for:
// under phone emulation innerWidth grows with the overflow and cannot be compared with.
(width) => {
  const root = document.scrollingElement || document.documentElement;
  const text = (value) => value.replace(/\s+/g, ' ').trim();
  // What scrolls or is cut inside a box of its own does not widen the page.
  const boxed = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [];
  if (root.scrollWidth > width && document.body) {
    const all = document.body.getElementsByTagName('*');
    const over = [];
    for (let i = 0; i < all.length && i < 6000; i += 1) {
      const box = all[i].getBoundingClientRect();
      if (box.width > 0 && box.height > 0 && box.right + scrollX > width + 1) over.push([all[i], box]);
    }
    const parents = new Set(over.map(([element]) => element.parentElement));
    for (const [element, box] of over) {
      if (wide.length >= 10) break;
      if (parents.has(element) || !element.checkVisibility({visibilityProperty: true}) || boxed(element)) continue;
      const name = text(element.innerText || element.alt || '').slice(0, 80);
      wide.push({selector: path(element), snippet: name || `<${element.localName}>`, right: Math.round(box.right + scrollX)});
    }
  }
  const cut = [document.documentElement, document.body].some(
    (element) => element && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX));
  return {width, scroll_width: root.scrollWidth, cut, wide};
}
