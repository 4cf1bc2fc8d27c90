// The page's language and title, its headings, and its blocks of text with how they are set.
({most, blocks: limit}) => {
  const {style, text, every, seen, silent, fact, block, channels} = seeing(most);
  const all = every(document);
  const root = document.documentElement;

  const headings = [];
  for (const element of all) {
    if (headings.length >= 200) break;
    if (!element.matches('h1,h2,h3,h4,h5,h6,[role=heading]') || !element.checkVisibility({visibilityProperty: true})) continue;
    const level = Number(element.getAttribute('aria-level')) || Number(element.localName[1]) || 2;
    headings.push(fact(element, {level, text: text(element.textContent), size: parseFloat(style(element).fontSize)}));
  }

  // Runs of text by the block that holds them.
  const runs = new Map();
  const walk = (scope) => {
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), count = 0; node && count < 6000; node = walker.nextNode(), count += 1) {
      if (!/\S/.test(node.data)) continue;
      const parent = node.parentElement;
      if (!parent || /^(script|style|noscript|template|textarea|option|title)$/.test(parent.localName)) continue;
      const holder = block(parent);
      if (!runs.has(holder)) runs.set(holder, []);
      runs.get(holder).push(node);
    }
  };
  walk(document.body || root);
  for (const element of all) if (element.shadowRoot) walk(element.shadowRoot);

  const lineCount = (nodes) => {
    const range = document.createRange();
    const tops = new Set();
    let widest = 0;
    for (const node of nodes.slice(0, 20)) {
      range.selectNodeContents(node);
      for (const box of [...range.getClientRects()].slice(0, 60)) {
        if (box.width > 0) tops.add(Math.round(box.top / 4));
        widest = Math.max(widest, box.width);
      }
    }
    return [Math.max(1, tops.size), widest];
  };
  const texts = [];
  for (const [holder, nodes] of runs) {
    if (texts.length >= limit) break;
    if (!seen(holder) || silent(holder)) continue;
    const whole = text(nodes.map((node) => node.data).join(' '), 1200);
    if (!/[\p{L}\p{N}]/u.test(whole)) continue;
    const own = style(holder);
    const letters = {all: 0, capital: 0, lower: 0, italic: 0, least: 0, bold: 0};
    for (const node of nodes.slice(0, 100)) {
      const set = style(node.parentElement);
      const count = (node.data.match(/\p{L}/gu) || []).length;
      if (!count || !seen(node.parentElement)) continue;
      letters.all += count;
      const raised = set.textTransform === 'uppercase';
      letters.capital += raised ? count : (node.data.match(/\p{Lu}/gu) || []).length;
      letters.lower += raised ? 0 : (node.data.match(/\p{Ll}/gu) || []).length;
      if (set.fontStyle === 'italic') letters.italic += count;
      if (Number(set.fontWeight) >= 600) letters.bold += count;
      const size = parseFloat(set.fontSize);
      if (size > 0 && !node.parentElement.closest('sup,sub') && (!letters.least || size < letters.least)) letters.least = size;
    }
    const [lines, widest] = whole.length > 60 ? lineCount(nodes) : [1, 0];
    const marked = holder.closest('[lang]');
    const parts = [];
    for (const part of holder.querySelectorAll('[lang],q,i,em,cite')) {
      if (parts.length >= 10) break;
      const words = text(part.textContent, 300);
      if (words) parts.push(fact(part, {text: words, lang: (part.closest('[lang]') || root).getAttribute('lang') || ''}));
    }
    const next = holder.nextElementSibling;
    texts.push(fact(holder, {
      tag: holder.localName, text: whole, length: whole.length, lines, widest: Math.round(widest),
      size: parseFloat(own.fontSize), line_height: own.lineHeight === 'normal' ? 0 : parseFloat(own.lineHeight),
      align: own.textAlign, direction: own.direction, unicode_bidi: own.unicodeBidi, letters,
      lang: marked ? marked.getAttribute('lang') : '', lang_own: Boolean(marked && marked !== root), parts,
      weight: Number(own.fontWeight), heading: Boolean(holder.closest('h1,h2,h3,h4,h5,h6,[role=heading]')),
      control: Boolean(holder.closest('a,button,label,legend,th,dt,caption,figcaption,summary,[role=button],[role=tab],select,nav,header,footer')),
      link: Boolean(holder.querySelector('a,button')), next: next ? next.localName : '',
      next_text: next ? text(next.textContent, 120) : '', next_size: next ? parseFloat(style(next).fontSize) : 0,
      next_weight: next ? Number(style(next).fontWeight) : 0,
      colour: own.color,
      breaks: [...holder.children].filter((child) => child.localName === 'br').length,
      pieces: nodes.slice(0, 40).map((node) => text(node.data, 60)).filter(Boolean),
    }));
  }

  // Items of one list or row that differ from their siblings in colour alone.
  const tinted = [];
  for (const list of all) {
    if (tinted.length >= 10) break;
    if (!list.matches('ul,ol,tbody,dl') || list.children.length < 2 || list.children.length > 60 || !seen(list)) continue;
    const kinds = new Map();
    const looks = new Set();
    for (const item of list.children) {
      const own = style(item);
      kinds.set(own.color, (kinds.get(own.color) || 0) + 1);
      looks.add([own.fontWeight, own.fontStyle, own.textDecorationLine, own.backgroundImage, own.listStyleType, item.querySelector('img,svg') ? 1 : 0,
        getComputedStyle(item, '::before').content, getComputedStyle(item, '::after').content].join());
    }
    if (kinds.size > 1 && kinds.size <= 4 && looks.size === 1) tinted.push(fact(list, {colours: [...kinds.keys()].map((colour) => channels(colour))}));
  }

  // Neighbours that stand in one row on the screen, the other way round than in the source.
  const reversed = [];
  for (const parent of runs.size < 3000 ? new Set([...runs.keys()].map((holder) => holder.parentElement).filter(Boolean)) : []) {
    if (reversed.length >= 10) break;
    const items = [...parent.children].filter((child) => seen(child) && /\p{L}/u.test(child.textContent));
    if (items.length < 2 || items.length > 12 || style(parent).direction === 'rtl') continue;
    const boxes = items.map((item) => item.getBoundingClientRect());
    let row = [0];
    for (let i = 1; i <= items.length; i += 1) {
      const same = i < items.length && Math.abs(boxes[i].top - boxes[i - 1].top) < 8 && boxes[i].right <= boxes[i - 1].left + 1;
      if (same) row.push(i);
      else {
        if (row.length >= 2) reversed.push(fact(items[row[0]], {
          words: row.map((place) => text(items[place].textContent, 60)), count: row.length,
          links: row.filter((place) => items[place].matches('a,button,input') || items[place].querySelector('a,button,input,select')).length,
        }));
        row = [i];
      }
    }
  }

  // Text that has to be scrolled sideways to be read, in a box of its own.
  const sideways = [];
  for (const element of all) {
    if (sideways.length >= 10) break;
    if (element.scrollWidth <= element.clientWidth + 8 || element.clientWidth < 100) continue;
    const own = style(element);
    if (!['auto', 'scroll'].includes(own.overflowX) || !seen(element) || element === document.body || element === root) continue;
    if (element.matches('textarea,pre,code,input,[role=region],[tabindex]') || element.querySelector('table,pre,code,svg,canvas,img,video,iframe,[role=grid],[role=tablist],[role=img]')) continue;
    let long = null;
    for (const [holder, nodes] of runs) {
      if (!element.contains(holder) && holder !== element) continue;
      if (nodes.map((node) => node.data).join(' ').length < 120 || style(holder).whiteSpace === 'pre') continue;
      if (lineCount(nodes)[1] > element.clientWidth + 8) { long = holder; break; }
    }
    if (long) sideways.push(fact(element, {text: text(long.textContent), client: element.clientWidth, scroll: element.scrollWidth}));
  }

  const title = document.querySelector('head title, title');
  return {
    language: root.getAttribute('lang') || '', title: text(document.title), titles: title ? 1 : 0, site: text(document.querySelector('meta[property="og:site_name"]')?.content, 100),
    html: opening(root), headings, texts, tinted, reversed, sideways,
    blocks: runs.size, home: location.pathname.length <= 1,
  };
}
