// Before the walk: what Tab should reach, and how each of those looks without focus. Kept on the page as
// `__keys` until `keysEnd` takes it away.
({most}) => {
  const {fact, every, shown, box, name, text, silent} = seeing(6000);
  const tabbable = (element) => {
    if (element.tabIndex < 0 || element.matches(':disabled') || element.inert || element.closest('[inert]')) return false;
    if (!element.matches('a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,iframe,audio[controls],video[controls],[tabindex],[contenteditable=""],[contenteditable=true]')) return false;
    return element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0;
  };
  const sign = (set) => [set.outlineStyle, set.outlineWidth, set.outlineColor, set.outlineOffset, set.boxShadow, set.borderTopColor, set.borderTopWidth, set.borderTopStyle, set.borderBottomColor,
    set.borderBottomWidth, set.borderBottomStyle, set.borderLeftColor, set.borderLeftWidth, set.borderRightColor, set.backgroundColor, set.backgroundImage, set.color, set.textDecorationLine, set.textDecorationColor,
    set.textDecorationThickness, set.opacity, set.transform, set.filter, set.fontWeight, set.clip, set.left, set.top, set.visibility, set.display, set.width].join('|');
  const sides = (element) => ['::before', '::after'].map((where) => { const set = getComputedStyle(element, where); return set.content === 'none' || set.content === 'normal' ? '' : sign(set); }).join('~');
  // A hidden radio button shows its focus on its label, a menu item on its parts: neighbours count.
  const look = (element) => {
    const near = [element, ...(element.labels || []), element.nextElementSibling, element.parentElement, element.parentElement?.parentElement, element.parentElement?.parentElement?.parentElement, ...[...element.children].slice(0, 4)].filter(Boolean);
    return near.map((one) => `${sign(getComputedStyle(one))}~${sides(one)}`);
  };
  const watch = {
    look, fact, box, name, text, silent, before: new Map(), submitted: 0, opened: 0,
    known: every(document).filter(tabbable).slice(0, 400),
  };
  for (const element of watch.known.slice(0, most)) watch.before.set(element, look(element));
  watch.onSubmit = (event) => { watch.submitted += 1; event.preventDefault(); event.stopImmediatePropagation(); };
  addEventListener('submit', watch.onSubmit, true);
  watch.submit = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function submit() { watch.submitted += 1; };
  watch.open = window.open;
  window.open = () => { watch.opened += 1; return null; };
  watch.place = [scrollX, scrollY];
  window.__keys = watch;
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  getSelection().removeAllRanges();
  const first = document.body || document.documentElement;
  // The walk begins at the top: a place that takes no focus of its own.
  first.setAttribute('tabindex', '-1');
  first.focus({preventScroll: true});
  first.removeAttribute('tabindex');
  // HTML sends the focus to these before all others, wherever they stand.
  const early = watch.known.filter((one, place) => one.tabIndex > 0 && watch.known.slice(0, place).some((other) => other.tabIndex === 0 || other.tabIndex > one.tabIndex));
  return {count: watch.known.length, positive: early.slice(0, 5).map((one) => fact(one, {tabindex: one.tabIndex}))};
}
