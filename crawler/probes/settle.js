// Resolves once the document has not changed for `quiet` ms, or after `cap` ms: true if it came to rest.
({quiet, cap}) => new Promise((resolve) => {
  let timer = 0;
  const end = (settled) => {
    observer.disconnect();
    clearTimeout(timer);
    clearTimeout(limit);
    resolve(settled);
  };
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => end(true), quiet);
  });
  const limit = setTimeout(() => end(false), cap);
  timer = setTimeout(() => end(true), quiet);
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
})
