// The rendered document as HTML. Open shadow roots are written as <shadow-root> elements, first in their host,
// so that a parser meets their content as a visitor does.
(limit) => {
  const hosts = (root) => {
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) return true;
    return false;
  };
  // Copied into a document of its own, where pictures are not loaded again.
  const inert = document.implementation.createHTMLDocument('');
  const copy = (node) => {
    const twin = inert.importNode(node, false);
    if (node.shadowRoot) {
      const shadow = inert.createElement('shadow-root');
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
