// Boxes, names and covers of one frame's controls, with what the page as a whole looks like.
({most, elements}) => {
  const text = (value, length = 200) => (value || '').replace(/\s+/g, ' ').trim().slice(0, length);
  const root = document.scrollingElement || document.documentElement;
  const view = {width: root.clientWidth || innerWidth, height: innerHeight};
  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const every = (scope, found = []) => {
    for (const element of scope.querySelectorAll('*')) {
      if (found.length >= elements) break;
      found.push(element);
      if (element.shadowRoot) every(element.shadowRoot, found);
    }
    return found;
  };

  const {name, labels} = naming(style, text);

  const all = every(document);
  const shown = (element, box) => box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0
    && element.checkVisibility({visibilityProperty: true});

  // Fixed and sticky boxes that lie over the view.
  const overlays = [];
  const covering = [];
  for (const element of all) {
    const position = style(element).position;
    if (position !== 'fixed' && position !== 'sticky') continue;
    const box = element.getBoundingClientRect();
    if (!shown(element, box) || style(element).pointerEvents === 'none' || style(element).opacity === '0') continue;
    const width = Math.min(box.right, view.width) - Math.max(box.left, 0);
    const height = Math.min(box.bottom, view.height) - Math.max(box.top, 0);
    if (width <= 0 || height <= 0) continue;
    const covers = width * height / (view.width * view.height);
    if (covers < 0.02 || covering.some((other) => other.contains(element))) continue;
    covering.push(element);
    overlays.push({selector: path(element), covers: Math.round(covers * 1000) / 1000, position});
  }
  const wall = overlays.find((overlay) => overlay.covers > 0.9 && overlay.position === 'fixed');

  const at = (x, y) => {
    let element = document.elementFromPoint(x, y);
    while (element && element.shadowRoot) {
      const deeper = element.shadowRoot.elementFromPoint(x, y);
      if (!deeper || deeper === element) break;
      element = deeper;
    }
    return element;
  };
  const related = (element, other) => {
    for (let up = other; up; up = up.parentElement || (up.getRootNode().host ?? null)) if (up === element) return true;
    for (let up = element; up; up = up.parentElement || (up.getRootNode().host ?? null)) if (up === other) return true;
    const label = other.closest && other.closest('label');
    return Boolean(label && label.control === element);
  };
  const hiddenBy = (element, box) => {
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x >= view.width || y >= view.height) {
      return wall && !related(element, document.querySelector(wall.selector) || document.body) ? wall.selector : '';
    }
    const top = at(x, y);
    return !top || related(element, top) ? '' : path(top);
  };

  // Beyond the edge of a page that does not scroll sideways. A box that scrolls by itself brings its content.
  const clips = (element) => ['hidden', 'clip'].includes(style(element).overflowX);
  const pageClips = clips(document.documentElement) || Boolean(document.body && clips(document.body));
  const cutOff = (element, box) => {
    if (box.left < view.width || !(pageClips || root.scrollWidth <= view.width)) return false;
    for (let up = element.parentElement || (element.getRootNode().host ?? null); up && up !== document.body;
      up = up.parentElement || (up.getRootNode().host ?? null)) {
      if (style(up).overflowX !== 'visible') return false;
    }
    return true;
  };

  // A link is in a sentence if words stand beside it in the same block (WCAG 2.5.8, exception "inline").
  const inSentence = (element) => {
    if (style(element).display !== 'inline') return false;
    let block = element.parentElement;
    while (block && style(block).display === 'inline') block = block.parentElement;
    if (!block) return false;
    let others = '';
    for (const node of block.childNodes) {
      if (node.nodeType === 3) others += node.data;
      else if (node.nodeType === 1 && !node.contains(element) && !node.matches('a,button,br')
        && style(node).display === 'inline') others += node.textContent;
    }
    return /\p{L}{2,}/u.test(others);
  };
  const painted = (element) => {
    const own = style(element);
    const clear = (colour) => colour === 'transparent' || /^rgba\(.*,\s*0\)$/.test(colour);
    const border = parseFloat(own.borderTopWidth) > 0 && parseFloat(own.borderLeftWidth) > 0 && own.borderTopStyle !== 'none';
    return own.display !== 'inline' && (!clear(own.backgroundColor) || own.backgroundImage !== 'none' || border);
  };

  const wanted = 'a[href],button,input:not([type=hidden]),select,textarea,summary,area[href],[role=button],[role=link],'
    + '[role=checkbox],[role=radio],[role=tab],[role=menuitem],[role=switch],[role=combobox],[role=textbox],'
    + '[role=searchbox],[role=listbox],[role=option],[contenteditable=""],[contenteditable=true],[onclick],'
    + '[tabindex]:not([tabindex^="-"])';
  const controls = [];
  const start = [];
  for (const element of all) {
    if (controls.length >= most) break;
    if (!element.matches(wanted)) continue;
    const box = element.getBoundingClientRect();
    const visible = shown(element, box);
    const control = {
      selector: path(element), tag: element.localName,
      type: (element.localName === 'input' || element.localName === 'button') ? element.type : '',
      role: text(element.getAttribute('role'), 40), name: name(element), text: text(element.innerText),
      href: text(element.href && element.href.baseVal === undefined ? element.href : '', 2000),
      x: Math.round(box.left + scrollX), y: Math.round(box.top + scrollY),
      w: Math.round(box.width * 10) / 10, h: Math.round(box.height * 10) / 10,
      inline: visible && inSentence(element), visible,
      disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
      autocomplete: text(element.getAttribute('autocomplete'), 80), inputmode: text(element.getAttribute('inputmode'), 40),
      label: labels(element), required: Boolean(element.required) || element.getAttribute('aria-required') === 'true',
      html: visible && (box.width < 24 || box.height < 24) ? opening(element) : '',
      hidden_by: visible ? hiddenBy(element, box) : '', cut_off: visible && cutOff(element, box),
    };
    controls.push(control);
    const action = ['a', 'button'].includes(control.tag) || control.role === 'button' || control.role === 'link'
      || (control.tag === 'input' && ['submit', 'button', 'image'].includes(control.type));
    if (action && visible && start.length < 40 && (control.tag !== 'a' || painted(element))
      && !element.closest('header,nav,footer,[role=banner],[role=navigation],[role=contentinfo],[role=search]')) {
      start.push(controls.length - 1);
    }
  }

  let least = 0;
  const seen = new Set();
  const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), count = 0; node && count < 4000; node = walker.nextNode(), count += 1) {
    const parent = node.parentElement;
    if (!parent || seen.has(parent) || !/[\p{L}\p{N}]{2,}/u.test(node.data)) continue;
    seen.add(parent);
    if (parent.closest('sup,sub') || !shown(parent, parent.getBoundingClientRect())) continue;
    const size = parseFloat(style(parent).fontSize);
    if (size > 0 && (least === 0 || size < least)) least = size;
  }

  const meta = document.querySelector('meta[name="viewport" i]');
  return {
    viewport: {width: innerWidth, height: innerHeight},
    meta_viewport: meta ? text(meta.getAttribute('content'), 300) : '',
    controls, start, text_px_min: least, overlays,
  };
}
