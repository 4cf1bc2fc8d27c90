// Runs before every page's own scripts while a form is walked, and only tells: that a form is being sent, by whom,
// and what scripts ask for. The lines of defence stand outside the page and trust none of it.
((name, release) => {
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
  // To the network a form sent by GET is a page like any other: it is held until one is permitted.
  let held = Boolean(release);
  const holds = (form, submitter) => held && method(form, submitter).toLowerCase() !== 'post';
  if (release) Object.defineProperty(window, release, {value: () => { held = false; }});
  addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    sent('submit', event.target, event.submitter);
    if (holds(event.target, event.submitter)) event.preventDefault();
  }, true);
  for (const own of ['submit', 'requestSubmit']) {
    const real = HTMLFormElement.prototype[own];
    if (!real) continue;
    HTMLFormElement.prototype[own] = function (...rest) {
      sent(own, this, rest[0] || null);
      return own === 'submit' && holds(this, null) ? undefined : real.apply(this, rest);
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
  // These ask outside any page. The socket of a worker is nothing that the browser's route handler sees: where
  // the gateway does not open TLS there are no workers.
  const outside = ['SharedWorker', 'RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'];
  for (const one of release ? outside : [...outside, 'Worker']) {
    try { Object.defineProperty(window, one, {value: undefined, configurable: false}); } catch {}
  }
})
