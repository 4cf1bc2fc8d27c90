// What the walk asks for between its keys; `what` says which.
({what, place, known, most}) => {
  const watch = window.__keys;
  if (!watch) return null;
  const one = watch.known[place];
  const places = (fits) => watch.known.map((element, at) => [element, at]).filter(([element]) => fits(element)).slice(0, most).map(([, at]) => at);
  const counts = () => ({submitted: watch.submitted, opened: watch.opened});
  if (what === 'over') {
    const next = watch.known.findIndex((element, at) => at > Math.max(...known));
    if (next < 0) return false;
    watch.known[next].focus({preventScroll: true});
    return document.activeElement === watch.known[next];
  }
  if (what === 'lists') return places((element) => element.localName === 'select' && !element.multiple && element.options.length > 1);
  if (what === 'buttons') return places((element) => element.getAttribute('role') === 'button' && !['button', 'input', 'summary'].includes(element.localName));
  if (what === 'list') {
    one.focus({preventScroll: true});
    watch.index = one.selectedIndex;
    return {...watch.fact(one), ...counts()};
  }
  if (what === 'listed') {
    one.selectedIndex = watch.index;
    return counts();
  }
  if (what === 'button') {
    one.focus({preventScroll: true});
    watch.pressed = {prevented: false, clicked: false, active: document.activeElement === one};
    watch.onKey = (event) => {
      if (event.key !== ' ') return;
      if (event.defaultPrevented) watch.pressed.prevented = true;
      event.preventDefault();
    };
    watch.onClick = () => { watch.pressed.clicked = true; };
    addEventListener('keydown', watch.onKey);
    addEventListener('keyup', watch.onKey);
    addEventListener('click', watch.onClick, true);
    watch.size = document.documentElement.outerHTML.length;
    return {...watch.fact(one), name: watch.name(one), native: one.hasAttribute('href')};
  }
  if (what === 'buttoned') {
    removeEventListener('keydown', watch.onKey);
    removeEventListener('keyup', watch.onKey);
    removeEventListener('click', watch.onClick, true);
    return {...watch.pressed, moved: document.documentElement.outerHTML.length !== watch.size};
  }
  if (what === 'blur') {
    watch.back = document.activeElement;
    watch.back.blur();
    return true;
  }
  if (watch.back) watch.back.focus({preventScroll: true});
  return true;
}
