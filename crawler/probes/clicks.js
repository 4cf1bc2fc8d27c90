// Called on an element that listens for clicks: can the keyboard reach it, or something that does the same?
(element) => {
  const {fact, shown, seen, text, silent, style} = seeing(3000);
  if (!(element instanceof Element) || !shown(element)) return null;
  const focusable = 'a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,iframe,audio[controls],video[controls],[tabindex]:not([tabindex^="-"]),[contenteditable=""],[contenteditable=true]';
  const box = element.getBoundingClientRect();
  return fact(element, {
    tag: element.localName, role: element.getAttribute('role') || '', self: element.matches(focusable), tabindex: element.getAttribute('tabindex') || '', above: Boolean(element.parentElement && element.parentElement.closest(`${focusable},label`)),
    below: Boolean(element.querySelector(focusable)), label: element.localName === 'label', silent: silent(element), seen: seen(element), words: text(element.textContent, 80), picture: Boolean(element.querySelector('img,svg,canvas') || element.matches('img,svg')),
    cursor: style(element).cursor, share: Math.round(box.width * box.height / (innerWidth * innerHeight) * 100) / 100, disabled: element.matches(':disabled,[aria-disabled=true]'),
    heading: /^h[1-6]$|^d[td]$|^li$|^summary$|^td$|^th$/.test(element.localName), custom: element.localName.includes('-'), children: element.children.length,
    named: text(element.getAttribute('aria-label') || element.title, 80),
  });
}
