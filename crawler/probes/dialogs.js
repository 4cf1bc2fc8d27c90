// Controls that may open a dialog over the page, and the dialogs that stand open; `what` says which is asked for.
({what, place, most}) => {
  const {fact, shown, seen, text, name, box, silent} = seeing(6000);
  const watch = window.__dialogs || (window.__dialogs = {openers: [], known: new Set(), open: null, place: [scrollX, scrollY]});
  const layers = () => {
    const found = [];
    for (const element of document.querySelectorAll('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true],body *')) {
      if (found.length > 200) break;
      if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
      const named = element.matches('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]');
      if (!named) {
        const set = getComputedStyle(element);
        if (set.position !== 'fixed' && !(set.position === 'absolute' && Number(set.zIndex) >= 100)) continue;
      }
      const at = element.getBoundingClientRect();
      if (at.width < 120 || at.height < 40 || at.width * at.height < 0.01 * innerWidth * innerHeight) continue;
      if (!/\p{L}{2}/u.test(element.textContent)) continue;
      found.push(element);
    }
    return found;
  };
  const focusable = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]:not([tabindex^="-"])';
  if (what === 'openers') {
    watch.known = new Set(layers());
    const quick = /^#|^javascript:|^$/;
    for (const element of document.querySelectorAll('button,a,[role=button],[onclick],[aria-haspopup=dialog],[data-toggle],[data-bs-toggle]')) {
      if (watch.openers.length >= most) break;
      if (!seen(element) || silent(element) || element.matches(':disabled') || element.closest('dialog,[role=dialog]')) continue;
      if (element.localName === 'a' && !quick.test(element.getAttribute('href') || '')) continue;
      if (element.localName === 'a' && /^#./.test(element.getAttribute('href')) && !element.matches('[onclick],[role=button],[data-toggle],[data-bs-toggle],[aria-haspopup],[aria-controls]')) {
        const target = document.getElementById(element.getAttribute('href').slice(1));
        if (!target || shown(target)) continue;
      }
      if (element.type === 'submit' && element.form) continue;
      if (element.form && element.form.querySelector('input:not([type=hidden]),select,textarea')) continue;
      if (element.matches('[aria-expanded]') && !element.matches('[aria-haspopup=dialog]')) continue;
      watch.openers.push(element);
    }
    return watch.openers.map((element, at) => fact(element, {place: at, name: name(element)}));
  }
  if (what === 'focus') {
    const element = watch.openers[place];
    if (!element || !element.isConnected || !seen(element)) return null;
    watch.opener = element;
    if (element.matches(focusable)) { element.focus({preventScroll: true}); return {keys: document.activeElement === element}; }
    return {keys: false};
  }
  if (what === 'click') { watch.openers[place].click(); return true; }
  const inside = () => {
    let active = document.activeElement;
    while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
    return Boolean(watch.open && active && watch.open.contains(active));
  };
  if (what === 'opened') {
    const fresh = layers().filter((element) => !watch.known.has(element));
    // The innermost of nested layers that still holds all the words: a backdrop round a window is one dialog.
    watch.open = fresh.find((element) => element.matches('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')) || fresh[0] || null;
    if (!watch.open) return null;
    const closes = /^\W*(x|×|✕|✖|╳|close|dismiss|cancel|hide|cau|back|no thanks|got it)\b|^\W*[x×✕✖╳]\W*$|close|dismiss/i;
    const closers = [...watch.open.querySelectorAll('*')].filter((element) => shown(element) && element.children.length <= 3 && closes.test(`${name(element) || text(element.textContent, 40)} ${element.title}`) && text(element.textContent, 60).length < 40);
    const close = closers.find((element) => element.matches(`${focusable}`)) || closers.find((element) => getComputedStyle(element).cursor === 'pointer' || element.hasAttribute('onclick')) || null;
    watch.close = close;
    const cover = watch.open.getBoundingClientRect();
    return fact(watch.open, {
      role: watch.open.getAttribute('role') || watch.open.localName, modal: watch.open.matches('[aria-modal=true],:modal'), named: watch.open.matches('dialog,[role=dialog],[role=alertdialog],[aria-modal=true]'), inside: inside(),
      focusable: [...watch.open.querySelectorAll(focusable)].filter((element) => shown(element)).length, close: close ? fact(close, {reached: close.matches(focusable) || Boolean(close.closest(focusable)) || Boolean(close.querySelector(focusable))}) : null,
      share: Math.round(cover.width * cover.height / (innerWidth * innerHeight) * 100) / 100, ...box(watch.open),
      live: Boolean(watch.open.closest('[role=status],[role=alert],[aria-live]')), menu: watch.open.matches('[role=menu],[role=listbox],[role=tooltip],nav,ul') || Boolean(watch.open.querySelector(':scope > [role=menu],:scope > [role=listbox]')),
    });
  }
  if (what === 'inside') return {open: Boolean(watch.open && shown(watch.open)), inside: inside(), body: document.activeElement === document.body, at: document.activeElement ? path(document.activeElement) : ''};
  if (what === 'shut') {
    if (watch.open && watch.open.localName === 'dialog' && watch.open.open) watch.open.close();
    else if (watch.close) watch.close.click();
    return {open: Boolean(watch.open && shown(watch.open)), back: document.activeElement === watch.opener};
  }
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  scrollTo({left: watch.place[0], top: watch.place[1], behavior: 'instant'});
  delete window.__dialogs;
  return true;
}
