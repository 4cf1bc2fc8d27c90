// A short sign of the state a page is in: what is on it, what has been chosen and typed, where it stands.
() => {
  let sum = 5381;
  const add = (value) => { for (let i = 0; i < value.length; i += 1) sum = ((sum * 33) ^ value.charCodeAt(i)) | 0; };
  add(location.href);
  add(document.documentElement ? document.documentElement.outerHTML : '');
  for (const field of document.querySelectorAll('input,select,textarea,details,dialog')) {
    add(`${field.value || ''}${field.checked ? 1 : 0}${field.open ? 1 : 0}${field.selectedIndex ?? ''}`);
  }
  for (const element of document.querySelectorAll('*')) if (element.shadowRoot) add(element.shadowRoot.innerHTML);
  return `${sum}:${document.querySelectorAll('*').length}:${Math.round(scrollX)}:${Math.round(scrollY)}:${innerWidth}x${innerHeight}`;
}
