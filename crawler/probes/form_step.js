// What one step of a form shows: its fields, controls, headings, progress, summary and what guards it. Reads only.
({limits, words, parts}) => {
  const {style, text, every, shown, seen, name, labels} = seeing(limits.elements);
  const tell = Object.fromEntries(Object.entries(words).map(([key, value]) => [key, new RegExp(value, 'i')]));
  const all = every(document);
  // A field named `parentElement` or `matches` hides its form's own: what touches forms goes by the prototypes.
  const own_ = (prototype, key) => Object.getOwnPropertyDescriptor(prototype, key).get;
  const parentOf = own_(Node.prototype, 'parentElement');
  const tagOf = own_(Element.prototype, 'localName');
  const contentOf = own_(Node.prototype, 'textContent');
  const {getAttribute, matches, querySelector, querySelectorAll} = Element.prototype;
  const is = (element, selector) => matches.call(element, selector);
  const attribute = (element, key, length = 300) => text(getAttribute.call(element, key) || '', length);
  const absolute = (address) => {
    try {
      return new URL(address, document.baseURI).href.slice(0, 2000);
    } catch {
      return '';
    }
  };
  const named = (element) => `${attribute(element, 'id', 100)} ${attribute(element, 'class', 200)} ${attribute(element, 'aria-label', 100)}`
    .replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const up = (element) => parentOf.call(element) || (Node.prototype.getRootNode.call(element).host ?? null);
  const closest = (element, selector) => {
    for (let at = element; at; at = up(at)) if (is(at, selector)) return at;
    return null;
  };

  // The part of the page an element stands in, by landmarks and by what authors call them.
  const places = new Map();
  const own = (element) => {
    const tag = tagOf.call(element);
    const role = attribute(element, 'role', 20);
    if (tag === 'search' || role === 'search') return 'search';
    // A bar of two buttons is a way through a form, whatever its element.
    if ((tag === 'nav' || role === 'navigation') && !closest(element, 'form') && !(querySelector.call(element, 'button,input') && querySelectorAll.call(element, 'a[href]').length < 3)) return 'nav';
    if (role === 'banner' || role === 'contentinfo') return role === 'banner' ? 'header' : 'footer';
    if ((tag === 'header' || tag === 'footer') && !(up(element) && closest(up(element), 'main,article,section,form,[role=main]'))) return tag;
    if (tag === 'aside' || role === 'complementary') return 'aside';
    return byName(element);
  };
  // What authors call the parts of a page, where no element or role says it.
  const byName = (element) => {
    if (!is(element, 'div,section,form,dialog,ul,aside,header,footer') || querySelector.call(element, 'h1,main') || !named(element).trim()) return '';
    // `has-feedback`, `no-header`: what an element has, or is not, is no name of its own.
    const called = `${attribute(element, 'id')} ${attribute(element, 'class')}`.replace(/(^|\s)(has|no|with|without|valid|invalid)[-_]\S+/gi, ' ');
    const mine = new Set(`${called} ${attribute(element, 'aria-label', 100)}`.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean));
    for (const one of called.toLowerCase().split(/\s+/)) mine.add(one.replace(/[^a-z0-9]/g, ''));
    const found = Object.entries(parts).find(([, names]) => names.some((one) => mine.has(one)));
    if (!found || text(contentOf.call(element), 4000).length > text(document.body.textContent, 8000).length / 2) return '';
    const boxes = [...querySelectorAll.call(element, 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]),select,textarea')];
    if (boxes.length > 3 || (boxes.length && tell.lookup.test(`${text(contentOf.call(element), 2000)} ${boxes.map(opening).join(' ')}`))) return '';
    const links = querySelectorAll.call(element, 'a[href]').length;
    // The foot of a card or a form holds its buttons, and is no foot of the page.
    if (['header', 'footer', 'nav'].includes(found[0]) && links < 3) return '';
    if (found[0] === 'search' && boxes.length !== 1) return '';
    // A form beside the task has something to send it with: fields alone are the task's.
    if (['feedback', 'newsletter', 'chat', 'share', 'cookie'].includes(found[0]) && boxes.length && !querySelector.call(element, 'button,input[type=submit],input[type=button],input[type=image],[role=button]')) return '';
    return found[0];
  };
  const place = (element) => {
    const path = [];
    let found = 'main';
    for (let at = element; at && at !== document.body && at !== document.documentElement; at = up(at)) {
      if (places.has(at)) { found = places.get(at); break; }
      path.push(at);
    }
    for (const at of path.reverse()) {
      const mine = own(at);
      found = mine && (found === 'main' || found === 'aside') ? mine : found;
      places.set(at, found);
    }
    return found;
  };
  const framed = (element) => !['main', 'aside', 'related'].includes(place(element));

  // --- Forms and fields
  const formElements = all.filter((element) => element instanceof HTMLFormElement).slice(0, limits.forms);
  const formOf = (element) => {
    const owner = element.form instanceof HTMLFormElement ? element.form : closest(element, 'form');
    return formElements.indexOf(owner);
  };
  const headingBefore = (element) => {
    let found = '';
    for (const one of all) {
      if (one === element) break;
      if (/^(h[1-6]|legend)$/.test(one.localName)) found = one;
    }
    return found ? text(found.textContent, 120) : '';
  };
  const forms = formElements.map((element) => ({
    selector: path(element), action: absolute(getAttribute.call(element, 'action') || location.href), method: (attribute(element, 'method', 10) || 'get').toLowerCase(),
    enctype: attribute(element, 'enctype', 60), target: attribute(element, 'target', 60), id: attribute(element, 'id', 100), role: attribute(element, 'role', 20),
    words: text(`${attribute(element, 'class', 200)} ${attribute(element, 'aria-label', 100)} ${attribute(element, 'name', 100)}`),
    heading: headingBefore(element), place: place(element), wraps: querySelector.call(element, 'h1,main,header,footer') !== null,
  }));

  const tied = (element, key) => (element.getAttribute(key) || '').split(/\s+/).filter(Boolean).slice(0, 6)
    .map((id) => element.getRootNode().getElementById?.(id)).filter(Boolean);
  const isField = (element) => element.matches('input:not([type=submit]):not([type=button]):not([type=reset]):not([type=image]),select,textarea');
  const inner = (element) => {
    // Words of an element, those of fields, choices and scripts left out.
    let said = '';
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), count = 0; node && count < 120; node = walker.nextNode(), count += 1) {
      if (!node.parentElement?.closest('select,option,textarea,script,style,button,noscript,template')) said += ` ${node.data}`;
    }
    return text(said, 300);
  };
  // Words that stand right before an element which nothing names: before it in its line, cell or row.
  const before = (element) => {
    for (let at = element, depth = 0; at && depth < 4 && !at.matches('form,fieldset,body,main'); at = at.parentElement, depth += 1) {
      for (let node = at.previousSibling, count = 0; node && count < 6; node = node.previousSibling, count += 1) {
        if (node.nodeType === 3 && node.data.trim()) return text(node.data);
        if (node.nodeType !== 1) continue;
        if (isField(node) || node.querySelector('input:not([type=hidden]),select,textarea')) return '';
        if (node.localName !== 'br' && inner(node)) return inner(node);
      }
    }
    return '';
  };
  const choice = (element) => element.localName === 'input' && ['radio', 'checkbox'].includes(element.type);
  const ownLabels = (element) => [...(element.labels || [])];
  const fieldSeen = (element) => {
    if (element.type === 'hidden') return false;
    if (seen(element) && !closest(element, '[inert]')) return true;
    // Radio buttons, ticks and file choosers are often drawn by their label.
    return (choice(element) || element.type === 'file') && ownLabels(element).some((one) => seen(one) && inner(one));
  };
  const label = (element) => labels(element) || text(ownLabels(element).map((one) => one.textContent).join(' ')) || name(element)
    || (choice(element) && element.nextSibling ? text(element.nextSibling.textContent) : '') || before(element);
  const groupOf = (element) => {
    const holder = closest(element, 'fieldset,[role=group],[role=radiogroup]');
    if (holder) {
      const legend = holder.querySelector(':scope > legend') || holder.querySelector('legend');
      const words = (legend && text(legend.textContent, 300)) || attribute(holder, 'aria-label') || text(tied(holder, 'aria-labelledby').map((one) => one.textContent).join(' '));
      if (words) return words;
    }
    if (!choice(element)) return '';
    // Without a fieldset: the words before the first of the choices of one name.
    const mates = all.filter((one) => choice(one) && one.name === element.name && one.form === element.form);
    let common = element.parentElement;
    while (common && mates.length > 1 && !mates.every((one) => common.contains(one)) && !common.matches('form,body')) common = common.parentElement;
    if (!common || common.matches('form,body') || mates.length < 2) return mates.length > 1 ? before(mates[0]) : '';
    for (const node of common.childNodes) {
      if (node.nodeType === 3 && node.data.trim()) return text(node.data);
      if (node.nodeType === 1 && (mates.includes(node) || node.contains(mates[0]) || node.localName === 'label')) break;
      if (node.nodeType === 1 && inner(node)) return inner(node);
    }
    return before(common);
  };
  const hiddenByCraft = (element) => {
    // There for a machine and not for people: moved off the page, cut away, see-through, or no size of its own.
    if (!element.checkVisibility({visibilityProperty: true})) return false;
    const box = element.getBoundingClientRect();
    return box.width < 2 || box.height < 2 || box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || !seen(element);
  };
  const decoy = (element, said) => {
    if (element.type === 'hidden' || choice(element)) return false;
    if (tell.trap.test(`${said} ${attribute(element, 'name', 100)}`)) return true;
    if (closest(element, '[aria-hidden=true]') && (element.tabIndex < 0 || !fieldSeen(element))) return true;
    if (fieldSeen(element) || element.type === 'file') return false;
    if (hiddenByCraft(element)) return true;
    let around = element.parentElement;
    while (around && around.checkVisibility() === false && around.parentElement && around.parentElement.checkVisibility() === false) around = around.parentElement;
    return Boolean(around) && !around.matches('form') && around.querySelectorAll('input:not([type=hidden]),select,textarea,button').length === 1;
  };
  const errorOf = (element) => {
    const said = [...tied(element, 'aria-errormessage'), ...tied(element, 'aria-describedby')]
      .find((one) => tell.error.test(named(one)) && seen(one) && inner(one));
    return said ? inner(said) : '';
  };
  const fieldElements = all.filter(isField);
  const fields = [...fieldElements.filter((one) => one.type !== 'hidden'), ...fieldElements.filter((one) => one.type === 'hidden')]
    .slice(0, limits.fields).map((element) => {
      const said = element.type === 'hidden' ? '' : label(element);
      const group = groupOf(element);
      const visible = fieldSeen(element);
      const hint = text(tied(element, 'aria-describedby').filter((one) => !tell.error.test(named(one))).map((one) => one.textContent).join(' '), 300);
      const kind = element.localName === 'input' ? element.type : element.localName;
      return {
        selector: path(element), form: formOf(element), tag: element.localName, type: kind, name: attribute(element, 'name', 200), id: attribute(element, 'id', 200),
        label: text(said, 300), group: text(group, 300), hint, required: element.required === true || element.getAttribute('aria-required') === 'true'
          || closest(element, '[role=radiogroup][aria-required=true]') !== null,
        required_said: tell.required.test(said) || (choice(element) && tell.required.test(group)), autocomplete: attribute(element, 'autocomplete', 80),
        inputmode: attribute(element, 'inputmode', 20), pattern: attribute(element, 'pattern', 200), maxlength: attribute(element, 'maxlength', 10), minlength: attribute(element, 'minlength', 10),
        min: attribute(element, 'min', 30), max: attribute(element, 'max', 30),
        options: element.localName === 'select' ? [...element.options].filter((one) => !one.disabled).slice(0, limits.options).map((one) => ({value: one.value.slice(0, 200), text: text(one.textContent, 120)})) : [],
        value: element.type === 'password' || element.type === 'file' ? '' : String(element.value ?? '').slice(0, 200), checked: element.checked === true,
        visible, disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true', readonly: element.readOnly === true,
        invalid: element.getAttribute('aria-invalid') === 'true', error: errorOf(element), decoy: decoy(element, said), place: place(element),
        placeholder: attribute(element, 'placeholder', 120),
      };
    });

  // --- Progress: what counts the steps or lists them
  const inFrame = (element) => !['main', 'aside', 'nav', 'related'].includes(place(element));
  const widgets = all.filter((element) => tell.progress.test(named(element)) && !tell.notProgress.test(named(element)) && !element.matches('body,html,main,form,input,select,button,a,h1')
    && shown(element) && !inFrame(element) && !element.querySelector('input:not([type=hidden]),select,textarea')).slice(0, 30);
  const counting = (said) => tell.count.test(said) || tell.ordinal.test(said) || tell.after.test(said) || tell.remaining.test(said) || tell.last.test(said);
  const progressTexts = new Set();
  for (const element of all) {
    if (progressTexts.size >= 12) break;
    if (!element.matches('p,li,span,div,strong,b,em,small,h1,h2,h3,h4,legend,caption,td,th,dt,dd,output,label,title') || inFrame(element)) continue;
    const direct = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!direct || closest(element, 'a,button,option')) continue;
    const said = text(element.textContent, 160);
    // Cut to a pixel it still tells a screen reader where the form stands.
    if (said.length < 121 && counting(said) && shown(element)) progressTexts.add(said);
  }
  for (const element of widgets) {
    const said = text(element.textContent, 160);
    if (said.length < 60 && (tell.bare.test(said) || counting(said))) progressTexts.add(said);
    if (counting(attribute(element, 'aria-label'))) progressTexts.add(attribute(element, 'aria-label'));
  }

  const currentMark = (element) => {
    const marked = (one) => ['step', 'true', 'page', 'location'].includes(one.getAttribute('aria-current') || '') || one.getAttribute('aria-selected') === 'true' || tell.current.test(named(one));
    if (marked(element)) return true;
    return [...element.querySelectorAll('*')].slice(0, 12).some(marked);
  };
  const doneMark = (element) => {
    const marked = (one) => tell.done.test(named(one));
    return marked(element) || [...element.querySelectorAll('*')].slice(0, 12).some(marked);
  };
  const itemsOf = (element) => {
    const list = element.matches('ol,ul') ? element : element.querySelector('ol,ul');
    if (list) return [...list.children].filter((one) => one.localName === 'li');
    let holder = element;
    while (holder.children.length === 1) holder = holder.children[0];
    return [...holder.children].filter((one) => text(one.textContent, 200));
  };
  const stepsIn = (element) => {
    const items = itemsOf(element).filter((one) => shown(one));
    if (items.length < 2 || items.length > 20 || items.some((one) => text(one.textContent, 400).length > 120)) return [];
    return items.map((one) => {
      const hiddenWords = text(one.textContent, 160);
      const current = currentMark(one) || tell.saysCurrent.test(hiddenWords);
      return {text: text(hiddenWords.replace(tell.saysState, ' '), 120), current, done: !current && (doneMark(one) || tell.saysDone.test(hiddenWords))};
    });
  };
  let steps = [];
  let listed = null;
  // The numbers 1 to n before anything is asked, one of them marked and none after it a way to go there, count
  // the steps whatever their list is called. Pages of a list of results are links.
  const numbered = (element) => {
    const items = [...element.children];
    if (items.length < 2 || items.length > 12 || items.some((one, at) => one.localName !== 'li' || text(one.textContent, 20) !== String(at + 1))) return false;
    const marks = items.map(currentMark);
    const at = marks.indexOf(true);
    const asked = fieldElements.find((one) => fieldSeen(one) && !framed(one));
    return marks.filter(Boolean).length === 1 && !items.slice(at + 1).some((one) => one.querySelector('a,button,[role=button],[onclick]'))
      && asked !== undefined && Boolean(element.compareDocumentPosition(asked) & 4) && !closest(element, 'fieldset,label,[role=group],[role=radiogroup]')
      && !tell.notProgress.test(named(element));
  };
  const lists = [...widgets, ...all.filter((element) => element.matches('ol,ul') && (element.querySelector('[aria-current=step]') || numbered(element)) && shown(element) && !inFrame(element))];
  for (const element of lists) {
    const found = stepsIn(element);
    const better = found.filter((one) => one.current).length > 0 && !steps.some((one) => one.current);
    if (found.length && (!steps.length || better)) {
      steps = found;
      listed = element;
    }
  }

  let bar = null;
  for (const element of all) {
    const role = element.getAttribute('role');
    const native = element.localName === 'progress';
    const drawn = /(^|[\s_-])progress[\s_-]*bar|(^|\s)bar(\s|$)/.test(named(element)) && /width:\s*[\d.]+%/.test(element.getAttribute('style') || '');
    if ((role !== 'progressbar' && !native && !drawn) || !shown(element) || inFrame(element)) continue;
    const width = /width:\s*([\d.]+)%/.exec(element.getAttribute('style') || '');
    const now = native ? element.value : parseFloat(element.getAttribute('aria-valuenow') ?? (width ? width[1] : ''));
    const most = native ? element.max : parseFloat(element.getAttribute('aria-valuemax') ?? '100');
    if (!Number.isFinite(now) || !Number.isFinite(most) || most <= 0) continue;
    bar = {now, max: most, text: text(`${attribute(element, 'aria-valuetext')} ${attribute(element, 'aria-label')} ${inner(element)}`, 160)};
    break;
  }

  // --- Controls
  // The entries of the list of steps are no way on. A part that is only named after progress may hold the buttons.
  const inProgress = (element) => (listed !== null && listed.contains(element)) || closest(element, '[role=tablist]') !== null;
  const isButton = (element) => element.matches('button,input[type=submit],input[type=button],input[type=image],input[type=reset],[role=button]');
  const painted = (element) => {
    const look = style(element);
    const clear = (colour) => colour === 'transparent' || /^rgba\(.*,\s*0\)$/.test(colour);
    const border = parseFloat(look.borderTopWidth) > 0 && parseFloat(look.borderLeftWidth) > 0 && look.borderTopStyle !== 'none';
    return look.display !== 'inline' && (!clear(look.backgroundColor) || border);
  };
  const openDialog = (element) => {
    const dialog = closest(element, 'dialog,[role=dialog],[role=alertdialog]');
    return !dialog || (dialog.localName === 'dialog' ? dialog.open : shown(dialog));
  };
  const drawnWords = (element) => text(element.localName === 'input' ? (element.getAttribute('value') || '') : element.innerText, 200);
  const controlOf = (element) => {
    const owner = element.form instanceof HTMLFormElement ? element.form : closest(element, 'form');
    const anchor = element.localName === 'a';
    const sends = !anchor && owner && (element.localName === 'input' || element.localName === 'button') && ['submit', 'image'].includes(element.type);
    const visible = seen(element) && openDialog(element);
    return {
      selector: path(element), form: formOf(element), tag: element.localName, type: ['button', 'input'].includes(element.localName) ? element.type : '',
      role: attribute(element, 'role', 20), text: visible ? name(element) : name(element) || text(element.textContent || element.value, 200), drawn: drawnWords(element),
      name: attribute(element, 'name', 120), value: attribute(element, 'value', 200),
      action: owner && !anchor ? absolute(sends && element.hasAttribute('formaction') ? element.getAttribute('formaction') : getAttribute.call(owner, 'action') || location.href) : '',
      method: owner && !anchor ? ((sends && attribute(element, 'formmethod', 10)) || attribute(owner, 'method', 10) || 'get').toLowerCase() : '',
      href: anchor && element.hasAttribute('href') ? absolute(element.getAttribute('href')) : '', target: attribute(element, 'target', 60) || attribute(element, 'formtarget', 60), rel: attribute(element, 'rel', 60),
      visible, disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true', painted: anchor && painted(element), place: place(element),
    };
  };
  const buttons = all.filter((element) => isButton(element) && !inProgress(element));
  const links = all.filter((element) => element.localName === 'a' && !isButton(element) && (element.hasAttribute('href') || element.hasAttribute('onclick')) && !inProgress(element)
    && (!framed(element) || closest(element, 'form')) && shown(element) && text(element.textContent, 200).split(' ').length <= 10);
  // What stands in the frame of the site fills no place that a control of the task needs.
  const controls = [...buttons.filter((one) => !framed(one)), ...links, ...buttons.filter((one) => framed(one))].slice(0, limits.controls).map(controlOf);

  // --- What the page says
  const headings = all.filter((element) => element.matches('h1,h2,h3,h4,h5,h6,[role=heading]') && !framed(element) && shown(element) && text(element.textContent)).slice(0, 30)
    .map((element) => ({level: Number(/^h([1-6])$/.exec(element.localName)?.[1] || element.getAttribute('aria-level') || 2), text: text(element.textContent, 300)}));
  const worded = (element) => element.matches('p,li,dd,dt,label,legend,small,strong,span,div,td,figcaption,output,summary') && !framed(element)
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 2) && !closest(element, 'button,select,script,style,noscript,template,a');
  const said = new Set();
  const blocks = all.filter((element) => worded(element) && shown(element));
  const inForm = (element) => closest(element, 'form') !== null && !closest(element, 'label');
  for (const element of [...blocks.filter(inForm), ...blocks.filter((one) => !inForm(one))]) {
    if (said.size >= limits.texts) break;
    const words_ = text(element.textContent, 300);
    if (words_.length > 3 && ![...said].some((one) => one.includes(words_))) said.add(words_);
  }

  const cells = (row) => [...row.children].filter((one) => one.matches('td,th'));
  const rows = all.filter((element) => !framed(element) && shown(element) && ((element.localName === 'dt')
    || (element.localName === 'tr' && cells(element).length >= 2 && cells(element).length <= 3 && !element.querySelector('input,select,textarea') && !element.closest('thead')
      && element.querySelector('td')))).length;
  const changes = all.filter((element) => element.matches('a,button,input[type=submit],[role=button]') && !framed(element) && shown(element)
    && tell.change.test(name(element) || drawnWords(element))).length;
  const errors = [];
  for (const element of all) {
    if (errors.length >= 10) break;
    if ((element.getAttribute('role') === 'alert' || tell.error.test(named(element))) && !framed(element) && seen(element) && !element.matches('input,select,textarea,form,body,html,main')) {
      const words_ = inner(element);
      if (words_ && !errors.some((one) => one.includes(words_) || words_.includes(one))) errors.push(words_);
    }
  }

  // --- What guards it
  const host = (address) => {
    try {
      return new URL(address, document.baseURI).hostname;
    } catch {
      return '';
    }
  };
  const captcha = [];
  for (const element of all) {
    if (captcha.length >= 5) break;
    const frame = element.localName === 'iframe' && tell.captchaHost.test(element.getAttribute('src') || '');
    const box = /(^|[\s_-])(g-recaptcha|h-captcha|cf-turnstile|frc-captcha|mtcaptcha|captcha)([\s_-]|$)/.test(named(element)) && !element.matches('script,style');
    const fieldOf = element.localName === 'input' && element.type !== 'hidden' && /captcha/i.test(`${attribute(element, 'name', 100)} ${attribute(element, 'id', 100)}`);
    const image = element.localName === 'img' && /captcha/i.test(`${element.getAttribute('src') || ''} ${element.getAttribute('alt') || ''}`);
    // The badge of an invisible CAPTCHA hangs at the edge of every page of a site.
    if ((frame || box || fieldOf || image) && style(element).position !== 'fixed' && !closest(element, '.grecaptcha-badge') && !framed(element)) {
      captcha.push(text(`${element.localName} ${attribute(element, 'class', 60)} ${host(element.getAttribute('src') || '')}`, 120));
    }
  }
  const payment = [];
  for (const element of all) {
    if (payment.length >= 5) break;
    const address = element.localName === 'iframe' ? element.getAttribute('src') : element instanceof HTMLFormElement ? getAttribute.call(element, 'action') : '';
    const payHost = address && tell.paymentHost.test(host(address)) && host(address) !== location.hostname;
    const card = element.matches('input,select') && /\bcc-/.test(attribute(element, 'autocomplete', 80)) && fieldSeen(element);
    if (payHost || card) payment.push(text(payHost ? host(address) : attribute(element, 'autocomplete', 80), 120));
  }
  const visibleFields = fieldElements.filter((element) => !framed(element) && fieldSeen(element));
  return {
    url: location.href.slice(0, 2000), title: text(document.title, 300), lang: attribute(document.documentElement, 'lang', 20),
    headings, texts: [...said], forms, fields, controls, progress: {texts: [...progressTexts].slice(0, 12), steps, bar},
    summary: {rows, changes}, errors, captcha, payment,
    uploads: visibleFields.filter((one) => one.type === 'file').length, passwords: visibleFields.filter((one) => one.type === 'password').length,
    codes: visibleFields.filter((one) => /one-time-code/.test(one.getAttribute('autocomplete') || '')).length,
    maps: all.filter((one) => /(^|\s)(leaflet-container|ol-viewport|mapboxgl-map|maplibregl-map|gm-style|esri-view|esri-map)(\s|$)/.test(attribute(one, 'class', 200))).slice(0, 20).length,
  };
}
