// After the walk: what it set up is taken away, and the focus with it.
() => {
  const watch = window.__keys;
  if (!watch) return null;
  removeEventListener('submit', watch.onSubmit, true);
  HTMLFormElement.prototype.submit = watch.submit;
  window.open = watch.open;
  delete window.__keys;
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  scrollTo({left: watch.place[0], top: watch.place[1], behavior: 'instant'});
  return {submitted: watch.submitted, opened: watch.opened};
}
