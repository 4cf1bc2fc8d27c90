// An element's opening tag, written from its attributes: a copy of an <img> would ask the server for it again.
(element) => {
  const attributes = [...element.attributes].slice(0, 20).map((one) => ` ${one.name}="${one.value.slice(0, 120).replace(/"/g, '&quot;')}"`);
  return `<${element.localName}${attributes.join('')}>`.slice(0, 200);
}
