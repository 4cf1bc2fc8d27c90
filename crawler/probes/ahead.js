// Runs before every page's own scripts. What a page has fetched ahead of a visit (speculation rules, `prefetch`,
// `prerender`) is asked for by the browser itself, past the route handler: it is taken out before it is read.
(() => {
  const rules = (one) => one.localName === 'script' && (one.getAttribute('type') || '').trim().toLowerCase() === 'speculationrules';
  const link = (one) => one.localName === 'link' && /\b(?:prefetch|prerender)\b/i.test(one.getAttribute('rel') || '');
  const clear = (one) => {
    if (one.nodeType !== 1) return;
    for (const each of [one, ...one.querySelectorAll('script[type], link[rel]')]) {
      if (rules(each) || link(each)) each.remove();
    }
  };
  new MutationObserver((records) => {
    for (const record of records) record.addedNodes.forEach(clear);
  }).observe(document, {childList: true, subtree: true});
})();
