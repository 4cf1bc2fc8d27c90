// Accessible names: the steps of accname-1.2 that decide in practice. Given the page's computed styles and a way
// to cut texts, returns `name(element)` and `labels(element)` (the words of its <label>s).
(style, text) => {
  const inside = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.getAttribute('aria-hidden') === 'true') return '';
    if (!node.checkVisibility({visibilityProperty: true}) && node.localName !== 'slot') return '';
    const label = node.getAttribute('aria-label');
    if (label && label.trim()) return ` ${label} `;
    if (node.localName === 'img' || node.localName === 'area') return ` ${node.getAttribute('alt') || ''} `;
    if (node.localName === 'svg') {
      const title = node.querySelector('title');
      return title ? ` ${title.textContent} ` : '';
    }
    if (node.localName === 'slot') return [...node.assignedNodes()].map(inside).join('');
    const parts = [...(node.shadowRoot || node).childNodes].map(inside).join('');
    return style(node).display.startsWith('inline') ? parts : ` ${parts} `;
  };
  const labels = (element) => text([...(element.labels || [])].map(inside).join(' '));
  const name = (element) => {
    const scope = element.getRootNode();
    const ids = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean);
    const by = text(ids.map((id) => scope.getElementById && scope.getElementById(id))
      .filter(Boolean).map((node) => text(node.getAttribute('aria-label')) || text(node.textContent)).join(' '));
    if (by) return by;
    const said = text(element.getAttribute('aria-label'));
    if (said) return said;
    const tag = element.localName;
    if (tag === 'input' && ['submit', 'reset', 'button'].includes(element.type)) {
      const value = element.getAttribute('value');
      if (value !== null && text(value)) return text(value);
      if (value === null && element.type !== 'button') return element.type === 'submit' ? 'Submit' : 'Reset';
    } else if (tag === 'input' && element.type === 'image') {
      const alt = text(element.alt) || text(element.getAttribute('value'));
      if (alt) return alt;
    }
    if (['input', 'select', 'textarea', 'meter', 'output', 'progress'].includes(tag)) {
      return labels(element) || text(element.title) || text(element.getAttribute('placeholder'));
    }
    return (tag === 'button' && labels(element)) || text([...(element.shadowRoot || element).childNodes].map(inside).join(''))
      || text(element.title);
  };
  return {name, labels};
}
