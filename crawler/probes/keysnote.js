// One stop of the walk: what has the focus, and whether it shows.
() => {
  const watch = window.__keys;
  if (!watch) return {gone: true};
  let element = document.activeElement;
  while (element && element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body || element === document.documentElement) return {outside: true};
  const before = watch.before.get(element);
  const after = watch.look(element);
  const changed = before ? before.findIndex((one, place) => one !== after[place]) : -1;
  const set = getComputedStyle(element);
  const ring = set.outlineStyle !== 'none' && parseFloat(set.outlineWidth) > 0 && !/rgba\(.*, 0\)/.test(set.outlineColor);
  const at = element.getBoundingClientRect();
  const x = at.left + Math.min(at.width / 2, 40);
  const y = at.top + Math.min(at.height / 2, 12);
  const top = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? document.elementFromPoint(x, y) : null;
  const related = (one, other) => one && other && (one.contains(other) || other.contains(one) || (other.closest && other.closest('label')?.control === one));
  let cover = '';
  if (top && !related(element, top)) {
    for (let up = top; up && up !== document.body; up = up.parentElement) {
      const position = getComputedStyle(up).position;
      if ((position === 'fixed' || position === 'sticky') && !up.contains(element)) {
        const over = up.getBoundingClientRect();
        if (over.left <= at.left && over.top <= at.top && over.right >= at.right && over.bottom >= at.bottom) cover = path(up);
        break;
      }
    }
  }
  return watch.fact(element, {
    tag: element.localName, type: element.type || '', role: element.getAttribute('role') || '', name: watch.name(element), ...watch.box(element), tabindex: element.tabIndex,
    known: watch.known.indexOf(element), fresh: !before, changed, ring, auto: ring && set.outlineStyle === 'auto', width: ring ? parseFloat(set.outlineWidth) : 0,
    hidden: watch.silent(element), off: at.width < 1 || at.height < 1 || at.right + scrollX <= 0 || at.bottom + scrollY <= 0 || !element.checkVisibility({visibilityProperty: true, opacityProperty: true}),
    cover, dialog: Boolean(element.closest('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')), frame: element.localName === 'iframe',
    submitted: watch.submitted, opened: watch.opened, place: [Math.round(at.left + scrollX), Math.round(at.top + scrollY), Math.round(at.width), Math.round(at.height)],
    parent: element.parentElement ? path(element.parentElement) : '',
  });
}
