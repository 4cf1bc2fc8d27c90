// Runs before every page's own scripts while a form is walked, and only tells: that a form is being sent, by whom,
// and what scripts ask for. The lines of defence stand outside the page and trust none of it.
((name) => {
  const binding = window[name];
  if (typeof binding !== 'function') return;
  try { delete window[name]; } catch {}
  const tell = (what, method, url) => {
    try { binding({what, method: String(method || 'GET'), url: String(url || '')}).catch(() => 0); } catch {}
  };
  const method = (form, submitter) =>
    (submitter && submitter.getAttribute('formmethod')) || form.getAttribute('method') || 'get';
  const action = (form, submitter) =>
    (submitter && submitter.hasAttribute('formaction') && submitter.formAction) ||
    new URL(form.getAttribute('action') || '', document.baseURI).href;
  const sent = (what, form, submitter) => {
    try { tell(what, method(form, submitter), action(form, submitter)); } catch { tell(what, '', ''); }
  };
  addEventListener('submit', (event) => {
    if (event.target instanceof HTMLFormElement) sent('submit', event.target, event.submitter);
  }, true);
  for (const own of ['submit', 'requestSubmit']) {
    const real = HTMLFormElement.prototype[own];
    if (!real) continue;
    HTMLFormElement.prototype[own] = function (...rest) {
      sent(own, this, rest[0] || null);
      return real.apply(this, rest);
    };
  }
  const fetched = window.fetch;
  window.fetch = function (input, options) {
    const request = input && typeof input === 'object' && 'url' in input ? input : null;
    tell('fetch', (options && options.method) || (request && request.method), request ? request.url : input);
    return fetched.apply(this, arguments);
  };
  const opened = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (how, url) {
    tell('xhr', how, url);
    return opened.apply(this, arguments);
  };
  // A worker that pages share asks outside any page.
  try { Object.defineProperty(window, 'SharedWorker', {value: undefined, configurable: false}); } catch {}
})
