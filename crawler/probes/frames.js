// Where a frame stands in its parent: called on the frame's element.
(element) => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const visible = style.visibility === 'visible' && element.checkVisibility({opacityProperty: true});
  return {
    x: box.x + element.clientLeft, y: box.y + element.clientTop, w: box.width, h: box.height,
    sx: scrollX, sy: scrollY, visible, selector: path(element), name: element.name || element.title || '',
  };
}
