// Runs before every page's own scripts. A form sent by GET looks to the network like any page, so the guard
// cannot tell it from a link: here the sending itself is held. POSTs are left to the guard, which logs them.
(() => {
  const holds = (form, submitter) => {
    const method = (submitter && submitter.getAttribute('formmethod')) || form.getAttribute('method') || 'get';
    return method.toLowerCase() !== 'post';
  };
  addEventListener('submit', (event) => {
    if (holds(event.target, event.submitter)) event.preventDefault();
  }, true);
  const send = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function submit() {
    if (!holds(this, null)) send.call(this);
  };
})();
