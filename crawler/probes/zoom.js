// Text that is cut or covered once it is set twice as large (`scale` 2) or spaced as WCAG 1.4.12 says (`scale` 1).
// With `scale` 0 nothing is changed: what is cut now.
// What is changed is put back before the script ends, so that no other probe meets it.
({scale, most}) => {
  const {fact, seen, text, silent, style} = seeing(4000);
  const holders = new Set();
  const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), count = 0; node && count < 3000; node = walker.nextNode(), count += 1) {
    if (!/[\p{L}\p{N}]{2}/u.test(node.data)) continue;
    const parent = node.parentElement;
    if (parent && !/^(script|style|noscript|template|option|textarea|title)$/.test(parent.localName)) holders.add(parent);
  }
  // Boxes that cut what does not fit, with the words in them that can be read now.
  const cuts = (element) => { const set = getComputedStyle(element); return ['hidden', 'clip'].includes(set.overflowX) || ['hidden', 'clip'].includes(set.overflowY); };
  const boxes = new Map();
  for (const holder of holders) {
    if (!seen(holder) || silent(holder)) continue;
    for (let up = holder, depth = 0; up && up !== document.body && depth < 6; up = up.parentElement, depth += 1) {
      if (cuts(up)) { if (!boxes.has(up)) boxes.set(up, []); boxes.get(up).push(holder); break; }
    }
    if (boxes.size > 60) break;
  }
  const lost = (box, inside) => {
    const outer = box.getBoundingClientRect();
    const set = getComputedStyle(box);
    const down = ['hidden', 'clip'].includes(set.overflowY);
    const across = ['hidden', 'clip'].includes(set.overflowX);
    const range = document.createRange();
    let gone = 0;
    for (const holder of inside) {
      for (const node of holder.childNodes) {
        if (node.nodeType !== 3 || !/\S/.test(node.data)) continue;
        range.selectNodeContents(node);
        for (const line of [...range.getClientRects()].slice(0, 60)) {
          if (line.width < 2) continue;
          const tall = Math.max(1, line.height);
          if (down && (line.bottom - outer.bottom > tall * 0.45 || outer.top - line.top > tall * 0.45)) gone += 1;
          // What has begun inside and runs out of the box is lost by so many ems.
          else if (across && line.left < outer.right && line.right - outer.right > 12) gone += 1 + Math.floor((line.right - outer.right) / (2 * tall));
        }
      }
    }
    return gone;
  };
  const before = new Map([...boxes].map(([box, inside]) => [box, lost(box, inside)]));
  // Described as the page has them, before anything is changed.
  const plain = new Map([...boxes.keys()].map((box) => [box, fact(box, {text: text(box.textContent, 120)})]));
  const kept = new Map();
  const set = (element, name, value) => {
    if (!kept.has(element)) kept.set(element, element.getAttribute('style'));
    element.style.setProperty(name, value, 'important');
  };
  if (!scale) return [...before].map(([box, gone]) => fact(box, {lines: gone, text: text(box.textContent, 120), ellipsis: getComputedStyle(box).textOverflow === 'ellipsis', clamp: getComputedStyle(box).webkitLineClamp !== 'none'}));
  const found = [];
  const place = [scrollX, scrollY];
  try {
    const touched = [...new Set([...holders, ...boxes.keys()])].slice(0, 1500);
    const sizes = touched.map((element) => [element, style(element).fontSize, style(element).lineHeight]);
    for (const [element, size, height] of sizes) {
      if (scale > 1) {
        set(element, 'font-size', `${parseFloat(size) * scale}px`);
        if (height !== 'normal') set(element, 'line-height', `${parseFloat(height) * scale}px`);
      } else {
        set(element, 'line-height', `${Math.max(1.5 * parseFloat(size), parseFloat(height) || 0)}px`);
        set(element, 'letter-spacing', '0.12em');
        set(element, 'word-spacing', '0.16em');
      }
    }
    for (const [box, inside] of boxes) {
      if (found.length >= most) break;
      const gone = lost(box, inside);
      if (gone > before.get(box)) {
        const own = getComputedStyle(box);
        found.push({
          ...plain.get(box), lines: gone, before: before.get(box), ellipsis: own.textOverflow === 'ellipsis', clamp: own.webkitLineClamp !== 'none', w: Math.round(box.getBoundingClientRect().width), h: Math.round(box.getBoundingClientRect().height),
          control: Boolean(box.closest('button,a,select,input')), carousel: Boolean(box.closest('[class*=carousel i],[class*=slider i],[aria-roledescription]')),
        });
      }
    }
  } finally {
    for (const [element, written] of kept) {
      // Reading it first makes Chromium write it: one that was never written out is emptied, not removed.
      if (written === null) { element.getAttribute('style'); element.removeAttribute('style'); }
      else element.setAttribute('style', written);
    }
    scrollTo(place[0], place[1]);
  }
  return found;
}
