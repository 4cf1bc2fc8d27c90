// Forms: each field with its label, hint, group and place; groups, legends, labels without a field; messages of errors.
({most}) => {
  const {style, text, every, shown, seen, fact, box, name, labels} = seeing(most);
  const all = every(document);
  const worded = (element) => {
    // The words a visitor sees in an element, those of fields and their options left out.
    let said = '';
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), count = 0; node && count < 200; node = walker.nextNode(), count += 1) {
      const parent = node.parentElement;
      if (parent.closest('select,option,textarea,script,style,button') || !parent.checkVisibility({visibilityProperty: true})) continue;
      said += ` ${node.data}`;
    }
    return text(said, 300);
  };
  const tied = (element, attribute) => (element.getAttribute(attribute) || '').split(/\s+/).filter(Boolean)
    .map((id) => element.getRootNode().getElementById(id)).filter(Boolean);
  const isField = (element) => element.matches('input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset]):not([type=image]),select,textarea');
  const fields = [];
  for (const element of all) {
    if (fields.length >= 150) break;
    if (!isField(element)) continue;
    const kind = element.localName === 'input' ? element.type : element.localName;
    const visible = shown(element);
    const label = [...(element.labels || [])];
    const group = element.closest('fieldset,[role=group],[role=radiogroup]');
    const groupName = group ? text(group.querySelector(':scope > legend')?.textContent) || text(group.getAttribute('aria-label')) || text(tied(group, 'aria-labelledby').map((one) => one.textContent).join(' ')) : '';
    const own = style(element);
    const form = element.form || element.closest('form');
    const button = form && [...form.querySelectorAll('button,input[type=submit],input[type=image]')].find((one) => shown(one));
    // Words between the label and the field, or after it and before the next, that nothing ties to it.
    let hint = '';
    let hintAt = null;
    const described = [...tied(element, 'aria-describedby'), ...tied(element, 'aria-labelledby'), ...tied(element, 'aria-details'), ...tied(element, 'aria-errormessage')];
    if (label.length === 1 && visible && !['radio', 'checkbox'].includes(kind) && seen(label[0]) && !label[0].contains(element)) {
      let at = label[0].nextElementSibling;
      const between = [];
      while (at && at !== element && !at.contains(element) && between.length < 4) { between.push(at); at = at.nextElementSibling; }
      if (at && (at === element || (at.contains(element) && at.querySelectorAll('input,select,textarea').length === 1))) {
        for (const one of between) {
          if (!seen(one) || one.matches('label,button,a,input,select,textarea,br,svg,img,script,fieldset') || one.querySelector('a,button,input,select,textarea')) continue;
          if (described.some((known) => known === one || known.contains(one) || one.contains(known))) continue;
          const words = text(one.textContent, 200);
          if (/\p{L}{2,}.*\p{L}{2,}/u.test(words)) { hint = words; hintAt = one; break; }
        }
      }
    }
    const first = label[0];
    fields.push(fact(element, {
      kind, tag: element.localName, field: (element.getAttribute('name') || '').slice(0, 80), id: element.id.slice(0, 80), name: name(element), label: labels(element), labels: label.length,
      visible, on: seen(element), placeholder: text(element.getAttribute('placeholder')), title: text(element.title), value: (['radio', 'checkbox'].includes(kind) ? element.value : '').slice(0, 60),
      required: element.required || element.getAttribute('aria-required') === 'true', invalid: element.getAttribute('aria-invalid') || '', pattern: (element.getAttribute('pattern') || '').slice(0, 120),
      autocomplete: (element.getAttribute('autocomplete') || '').slice(0, 60), inputmode: (element.getAttribute('inputmode') || '').slice(0, 20),
      described: text(described.map((one) => one.textContent).join(' ')), group: groupName, group_at: group ? path(group) : '', form: form ? path(form) : '', search: Boolean(element.closest('[role=search],search')) || kind === 'search', button: button ? name(button) : '',
      near: worded(element.parentElement || element), hint, hint_at: hintAt ? fact(hintAt) : null,
      label_at: first && seen(first) && !first.contains(element) ? {...box(first), font: parseFloat(style(first).fontSize)} : null, label_words: first ? worded(first) : '', ...box(element),
      paint: [own.borderTopColor, own.borderTopWidth, own.borderTopStyle, own.backgroundColor, own.outlineColor, own.boxShadow].join('|'), icon: own.backgroundImage !== 'none',
      row: text(element.closest('tr')?.textContent, 120),
    }));
  }

  const groups = all.filter((element) => element.localName === 'fieldset').slice(0, 60).filter((element) => shown(element)).map((element) => {
    const legend = element.querySelector(':scope > legend');
    return fact(element, {
      name: text(legend?.textContent) || text(element.getAttribute('aria-label')) || text(tied(element, 'aria-labelledby').map((one) => one.textContent).join(' ')),
      legend: Boolean(legend), pictured: Boolean(legend && legend.querySelector('img[alt]:not([alt=""]),svg[aria-label]')), fields: element.querySelectorAll('input:not([type=hidden]),select,textarea').length,
      choices: element.querySelectorAll('input[type=radio],input[type=checkbox]').length, role: element.getAttribute('role') || '',
    });
  });

  const strays = [];
  const shared = [];
  const targets = new Map();
  for (const label of all) {
    if (label.localName !== 'label' || !shown(label)) continue;
    const wanted = label.getAttribute('for');
    if (wanted && !label.control && strays.length < 20 && !document.getElementById(wanted)) strays.push(fact(label, {wanted: wanted.slice(0, 80)}));
    if (label.control) targets.set(label.control, [...(targets.get(label.control) || []), label]);
  }
  for (const [control, several] of targets) if (several.length > 1 && shared.length < 20) shared.push(fact(several[1], {field: path(control), words: several.map((one) => text(one.textContent, 60))}));

  const buttons = all.filter((element) => element.matches('button,input[type=submit],input[type=button],input[type=image],[role=button]') && shown(element)).slice(0, 80)
    .map((element) => fact(element, {name: name(element), kind: element.type || '', image: element.type === 'image', form: element.form ? path(element.form) : ''}));

  // What a page that was sent back with faults says of them.
  const alerts = [];
  for (const element of all) {
    if (alerts.length >= 20) break;
    if (!element.matches('[role=alert],[role=alertdialog],[aria-live=assertive],[class*=error i],[id*=error i],[class*=invalid i]') || !seen(element)) continue;
    if (isField(element) || element.matches('form,fieldset,body,main,html') || element.querySelectorAll('input,select,textarea').length > 3) continue;
    const words = worded(element);
    if (!words) continue;
    const form = element.closest('form') || document.querySelector('form');
    const beside = (element.closest('label') || element.parentElement)?.querySelectorAll('input:not([type=hidden]),select,textarea') || [];
    const field = element.closest('label')?.control || (beside.length === 1 || [...beside].every((one) => one.name && one.name === beside[0].name) ? beside[0] : null) || null;
    alerts.push(fact(element, {
      text: words, role: element.getAttribute('role') || '', links: [...element.querySelectorAll('a[href^="#"]')].length, form: form ? path(form) : '',
      near: field && !element.querySelector('input,select,textarea') ? path(field) : '', inside: element.querySelectorAll('input:not([type=hidden]),select,textarea').length,
    }));
  }
  return {fields, groups, strays, shared, buttons, alerts};
}
