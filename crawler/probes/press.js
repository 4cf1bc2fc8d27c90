// What must be known of a control before it may be pressed.
(selector) => {
  const steps = selector.split('>>>').map((step) => step.trim());
  let scope = document;
  let element = null;
  for (const step of steps) {
    element = scope && scope.querySelector(step);
    scope = element && element.shadowRoot;
  }
  if (!element) return null;
  const text = (value) => (value || '').replace(/\s+/g, ' ').trim().slice(0, 200);
  const form = element.form || element.closest('form');
  const fields = form ? [...form.elements].filter((field) => !['hidden', 'submit', 'button', 'image', 'reset', 'fieldset']
    .includes(field.type) && field.checkVisibility({visibilityProperty: true})) : [];
  return {
    name: text(element.getAttribute('aria-label') || element.innerText || element.value || element.title),
    tag: element.localName, type: element.type || '', href: element.getAttribute('href') || '',
    sends: Boolean(form) && (element.type === 'submit' || element.type === 'image'), fields: fields.length,
    disabled: element.matches(':disabled'), visible: element.checkVisibility({visibilityProperty: true}),
  };
}
