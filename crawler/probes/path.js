// A CSS selector that leads to an element: from the nearest unique id, at most six steps; `>>>` enters a shadow root.
function path(element) {
  const scope = element.getRootNode();
  const steps = [];
  for (let node = element; node && node.nodeType === 1 && steps.length < 6; node = node.parentElement) {
    if (node.id && scope.querySelectorAll('#' + CSS.escape(node.id)).length === 1) {
      steps.unshift('#' + CSS.escape(node.id));
      break;
    }
    let place = 1;
    for (let before = node.previousElementSibling; before; before = before.previousElementSibling)
      if (before.localName === node.localName) place += 1;
    steps.unshift(`${CSS.escape(node.localName)}:nth-of-type(${place})`);
  }
  const here = steps.join(' > ');
  return scope.host ? `${path(scope.host)} >>> ${here}` : here;
}
