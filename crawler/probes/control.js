(element) => {
  // A field of the form may be named like one of the form's own properties and hide it: ask the prototypes.
  const attribute = (one, name) => Element.prototype.getAttribute.call(one, name);
  const own = (name) => Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name).get;
  const absolute = (text) => { try { return new URL(text || document.URL, document.baseURI).href; } catch { return ''; } };
  const link = element.closest('a[href]');
  const named = attribute(element, 'form');
  const form = named ? document.getElementById(named) : element.closest('form');
  const isForm = form instanceof HTMLFormElement;
  const type = (attribute(element, 'type') || '').toLowerCase();
  const submits = isForm && ((element.tagName === 'BUTTON' && type !== 'button' && type !== 'reset')
    || (element.tagName === 'INPUT' && (type === 'submit' || type === 'image')));
  const all = isForm ? [...own('elements').call(form)] : [];
  // A browser sends the name of the button that was pressed and of no other.
  const presses = (one) => one.tagName === 'BUTTON'
    || (one.tagName === 'INPUT' && /^(submit|image|button|reset)$/i.test(attribute(one, 'type') || ''));
  const names = all.filter((one) => !presses(one)).map((one) => attribute(one, 'name'));
  const buttons = all.filter((one) => presses(one) && one !== element).map((one) => attribute(one, 'name'));
  const name = attribute(element, 'name');
  const picture = type === 'image' ? [`${name || ''}.x`, `${name || ''}.y`, 'x', 'y'] : [];
  const href = link ? attribute(link, 'href').trim() : '';
  return {
    tag: element.tagName.toLowerCase(),
    type,
    submits,
    buttons: [...new Set(buttons)].filter(Boolean).slice(0, 1000),
    names: [...new Set([...names, name, ...picture])].filter(Boolean).slice(0, 1000),
    action: isForm ? absolute((submits && attribute(element, 'formaction')) || attribute(form, 'action')) : '',
    method: (isForm ? (submits && attribute(element, 'formmethod')) || attribute(form, 'method') || 'get' : '').toLowerCase(),
    href: link && !/^(javascript:|#|$)/i.test(href) ? absolute(href) : '',
    rel: link ? attribute(link, 'rel') || '' : '',
    target: (link && attribute(link, 'target')) || (submits && attribute(element, 'formtarget')) || (isForm && attribute(form, 'target')) || '',
    page: document.URL,
  };
}
