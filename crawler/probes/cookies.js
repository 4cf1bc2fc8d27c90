// Finds a cookie banner by what it says and how it stands, and the controls in it by their words. `press` true
// presses the one that refuses. Nothing here ever accepts, and nothing that would send a form is pressed.
({press, words}) => {
  const text = (value, length) => (value || '').replace(/\s+/g, ' ').trim().slice(0, length);
  const tell = Object.fromEntries(Object.entries(words).map(([key, value]) => [key, new RegExp(value, 'iu')]));
  const view = {width: document.documentElement.clientWidth || innerWidth, height: innerHeight};
  const every = (scope, found = []) => {
    for (const element of scope.querySelectorAll('*')) {
      if (found.length > 6000) break;
      found.push(element);
      if (element.shadowRoot) every(element.shadowRoot, found);
    }
    return found;
  };
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0
      && element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  };
  const words_of = (element) => text((element.shadowRoot ? element.shadowRoot.textContent : '') + ' ' + (element.innerText || ''), 3000);
  const all = every(document);
  const control = 'button,a,[role=button],input[type=button],input[type=submit]';
  const name = (element) => text(element.getAttribute('aria-label') || element.innerText || element.value || element.title, 120);
  const up = (element) => element.parentElement || (element.getRootNode().host ?? null);

  // A banner is the nearest box round a control that speaks of cookies or consent and is not the page's own text:
  // it stands over or before the page, or says of itself that it is about cookies.
  const banner_of = (element) => {
    for (let box = up(element), depth = 0; box && box !== document.body && depth < 9; box = up(box), depth += 1) {
      if (box === document.documentElement || box.localName === 'main' || box.localName === 'footer') return null;
      const said = words_of(box);
      if (!tell.cookies.test(said)) continue;
      const own = `${box.id} ${typeof box.className === 'string' ? box.className : ''} ${box.getAttribute('aria-label') || ''}`;
      let outer = box;
      for (let next = box, far = 0; next && next !== document.body && far < 9; next = up(next), far += 1) {
        const position = getComputedStyle(next).position;
        if (position === 'fixed' || position === 'sticky') return next;
        if (['dialog', 'alertdialog'].includes(next.getAttribute('role')) || next.localName === 'dialog') return next;
        if (next.parentElement === document.body) outer = next;
      }
      if (tell.named.test(own)) return box;
      // In the flow, before the page's content, and short: a strip at the top.
      const top = outer.getBoundingClientRect().top + scrollY;
      if (said.length < 1200 && top < view.height / 2 && !outer.querySelector('main,h1,nav')
        && outer.parentElement === document.body) return outer;
    }
    return null;
  };

  let banner = null;
  const found = {refuse: null, accept: null, settings: null};
  for (const element of all) {
    if (!element.matches(control) || !visible(element)) continue;
    const says = name(element);
    const kind = tell.refuse.test(says) ? 'refuse' : tell.settings.test(says) ? 'settings' : tell.accept.test(says) ? 'accept' : '';
    if (!kind || found[kind]) continue;
    const box = banner_of(element);
    if (!box || (banner && box !== banner && !box.contains(banner) && !banner.contains(box))) continue;
    banner = !banner || box.contains(banner) ? box : banner;
    found[kind] = element;
  }
  if (!banner) return {banner: false, selector: '', text: '', covers: 0, refuse: '', accept: false, settings: false, pressed: false, sends: false};

  const box = banner.getBoundingClientRect();
  const width = Math.max(0, Math.min(box.right, view.width) - Math.max(box.left, 0));
  const height = Math.max(0, Math.min(box.bottom, view.height) - Math.max(box.top, 0));
  const refuse = found.refuse;
  const sends = Boolean(refuse) && Boolean(refuse.form) && (refuse.type === 'submit' || refuse.type === 'image');
  const leaves = Boolean(refuse) && refuse.localName === 'a' && /^https?:/.test(refuse.href || '')
    && refuse.href.split('#')[0] !== location.href.split('#')[0];
  let pressed = false;
  if (press && refuse && !sends && !leaves) {
    refuse.click();
    pressed = true;
  }
  return {
    banner: true, selector: path(banner), text: text(words_of(banner), 300),
    covers: Math.round(width * height / (view.width * view.height) * 1000) / 1000,
    refuse: refuse ? name(refuse) : '', accept: Boolean(found.accept), settings: Boolean(found.settings),
    pressed, sends: sends || leaves,
  };
}
