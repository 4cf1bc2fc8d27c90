// After the walk: what it set up is taken away, and the focus with it.
() => {
  const watch = window.__keys;
  if (!watch) return null;
  removeEventListener('submit', watch.onSubmit, true);
  HTMLFormElement.prototype.submit = watch.submit;
  window.open = watch.open;
  delete window.__keys;
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  return {submitted: watch.submitted, opened: watch.opened};
}
