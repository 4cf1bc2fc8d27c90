// Where elements stand on the page, by selector: [x, y, width, height] in CSS px from its top left.
(selectors) => {
  const found = {};
  for (const selector of selectors) {
    try {
      let root = document;
      let left = window.scrollX;
      let top = window.scrollY;
      let box = null;
      for (const part of selector.split(' >>> ')) {
        const element = root.querySelector(part);
        if (!element) break;
        const seen = element.getBoundingClientRect();
        box = [seen.left + left, seen.top + top, seen.width, seen.height];
        if (element.shadowRoot) {
          root = element.shadowRoot;
        } else {
          // A frame of another site keeps its elements to itself: then the frame is the place.
          let inner = null;
          try { inner = element.contentDocument; } catch (error) { inner = null; }
          if (!inner) break;
          left += seen.left + element.clientLeft;
          top += seen.top + element.clientTop;
          root = inner;
        }
      }
      if (box && box[2] > 0 && box[3] > 0) found[selector] = box.map(Math.round);
    } catch (error) { /* No selector that this browser can read. */ }
  }
  return found;
}
