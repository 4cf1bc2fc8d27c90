// The rendered document as HTML. Open shadow roots are written as <shadow-root> elements, first in their host,
// so that a parser meets their content as a visitor does.
(limit) => {
  const hosts = (root) => {
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) return true;
    return false;
  };
  const copy = (node) => {
    const twin = node.cloneNode(false);
    if (node.shadowRoot) {
      const shadow = document.createElement('shadow-root');
      for (const child of node.shadowRoot.childNodes) shadow.append(copy(child));
      twin.append(shadow);
    }
    for (const child of node.childNodes) twin.append(copy(child));
    return twin;
  };
  const root = document.documentElement;
  if (!root) return '';
  const html = hosts(document) ? copy(root).outerHTML : root.outerHTML;
  const type = document.doctype ? `<!DOCTYPE ${document.doctype.name}>\n` : '';
  return (type + html).slice(0, limit);
}
