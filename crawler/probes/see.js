// What the scripts that read a page's structure share: styles and visibility, short texts, and how an element is
// described in a fact (`selector`, `html`: its opening tag and first words).
(most) => {
  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const text = (value, length = 200) => (value || '').slice(0, length * 8).replace(/\s+/g, ' ').trim().slice(0, length);
  const every = (scope, found = []) => {
    for (const element of scope.querySelectorAll('*')) {
      if (found.length >= most) break;
      found.push(element);
      if (element.shadowRoot) every(element.shadowRoot, found);
    }
    return found;
  };
  const shown = (element) => {
    if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  // Cut to a pixel or moved off the page: there for screen readers only.
  const seen = (element) => {
    if (!shown(element)) return false;
    const box = element.getBoundingClientRect();
    if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
    for (let up = element, depth = 0; up && depth < 4; up = up.parentElement, depth += 1) {
      const own = style(up);
      if (own.clip !== 'auto' && /rect\((0|1)px[, ]+(0|1)px/.test(own.clip)) return false;
      if (/inset\((50|100)%/.test(own.clipPath)) return false;
      const around = up.getBoundingClientRect();
      if (around.width <= 2 && around.height <= 2 && own.overflow !== 'visible') return false;
    }
    return true;
  };
  const silent = (element) => Boolean(element.closest('[aria-hidden=true]'));
  const markup = (element) => opening(element) + text(element.textContent, 80);
  const fact = (element, more) => ({selector: path(element), html: markup(element), ...more});
  const box = (element) => {
    const at = element.getBoundingClientRect();
    return {x: Math.round(at.left + scrollX), y: Math.round(at.top + scrollY), w: Math.round(at.width), h: Math.round(at.height)};
  };
  const block = (element) => {
    let up = element;
    while (up.parentElement && /^(inline|contents|ruby)/.test(style(up).display)) up = up.parentElement;
    return up;
  };
  // Relative luminance and contrast by WCAG 2; colours as computed, `rgb(...)`.
  const channels = (colour) => {
    const found = /^rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)(?:[,/ ]+([\d.]+))?\)$/.exec(colour);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3]), found[4] === undefined ? 1 : Number(found[4])] : null;
  };
  const luminance = ([red, green, blue]) => {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const contrast = (one, other) => {
    const [first, second] = [channels(one), channels(other)];
    if (!first || !second) return 0;
    const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
    return Math.round((high + 0.05) / (low + 0.05) * 100) / 100;
  };
  return {style, text, every, shown, seen, silent, markup, fact, box, block, channels, contrast, ...naming(style, text)};
}
