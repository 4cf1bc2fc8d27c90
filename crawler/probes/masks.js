// What of a page may be about people or somebody else's: its texts, portraits, maps, frames and comments, each with
// its boxes `[x, y, width, height]` in CSS px from the top left of the document. Judged in Python; reads only.
({delicate, map, listed, comments, avatar, most, near: reach}) => {
  const wanted = new RegExp(delicate, 'gi');
  const mapped = new RegExp(map, 'i');
  const headed = new RegExp(listed, 'i');
  const commented = new RegExp(comments, 'i');
  const pictured = new RegExp(avatar, 'i');
  const found = [];
  const box = (at) => [Math.floor(at.left + scrollX), Math.floor(at.top + scrollY), Math.ceil(at.width) + 1, Math.ceil(at.height) + 1];
  const large = (element, wide, high) => {
    const at = element.getBoundingClientRect();
    return at.width >= wide && at.height >= high && element.checkVisibility({visibilityProperty: true, opacityProperty: true}) ? at : null;
  };
  const add = (kind, boxes, more = {}) => { if (found.length < most) found.push({kind, boxes: boxes.filter((one) => one[2] > 1 && one[3] > 1), ...more}); };
  const attribute = (element, name) => (element.getAttribute(name) || '').slice(0, 300);
  // Words of an id or class, `reportsMap` and `reports-map` alike.
  const named = (element) => `${attribute(element, 'id')} ${attribute(element, 'class')}`.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ');
  const said = (element) => `${attribute(element, 'aria-label')} ${attribute(element, 'title')} ${attribute(element, 'aria-roledescription')}`;
  // The text of a card or row around something, its parts told apart: climbs until more than a few words are said.
  const nearby = (node) => {
    let up = node.nodeType === 1 ? node : node.parentElement;
    let text = '';
    for (let steps = 0; up && up !== document.body && steps < 8; steps += 1, up = up.parentElement) {
      if (up.textContent.length > reach * 2) break;
      const parts = [];
      const walker = document.createTreeWalker(up, NodeFilter.SHOW_TEXT);
      for (let one = walker.nextNode(); one; one = walker.nextNode()) {
        if (!/^(script|style)$/i.test(one.parentElement.localName)) parts.push(one.data.replace(/\s+/g, ' '));
      }
      const whole = parts.filter((part) => part.trim()).map((part) => part.trim()).join(', ');
      if (text && whole.length > reach) break;
      text = whole;
    }
    return text.slice(0, reach * 3);
  };
  const texts = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && found.length < most; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || node.data.length < 5 || /^(script|style|noscript|template)$/.test(parent.localName)) continue;
      let around = null;
      for (const match of node.data.matchAll(wanted)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const boxes = [...range.getClientRects()].slice(0, 6).map(box);
        if (!boxes.length || !parent.checkVisibility({visibilityProperty: true})) continue;
        around = around ?? nearby(node);
        add('text', boxes, {found: match[0], text: node.data.replace(/\s+/g, ' ').slice(0, 600), near: around});
      }
    }
  };
  const person = (element) => element.closest('[itemtype*="schema.org/Person" i],[typeof~="Person"],[typeof~="schema:Person"],[typeof~="foaf:Person"],.h-card,.vcard');
  const library = '.leaflet-container,.ol-viewport,.mapboxgl-map,.maplibregl-map,.gm-style,.esri-view,.esri-view-root,.cesium-viewer,.h-map';
  const visit = (root) => {
    texts(root);
    const tiles = new Map();
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      const tag = element.localName;
      if (tag === 'img' || (tag === 'svg' && attribute(element, 'role') === 'img') || attribute(element, 'role') === 'img') {
        const at = large(element, 24, 24);
        if (!at) continue;
        if (tag === 'img' && at.width === at.height && [256, 512].includes(at.width)) {
          // A grid of square tiles moves within a window that cuts it off.
          let up = element.parentElement;
          while (up && up !== document.body && getComputedStyle(up).overflowX === 'visible') up = up.parentElement;
          if (up && up !== document.body) tiles.set(up, (tiles.get(up) || 0) + 1);
        }
        // A map drawn elsewhere as one picture says so in its address.
        const drawn = () => attribute(element, 'src').startsWith('http') && /\b(?:static ?map|maps?)\b/i.test(attribute(element, 'src').replace(/[^a-z]+/gi, ' '));
        if (mapped.test(said(element)) || (at.width >= 150 && at.height >= 100 && (mapped.test(attribute(element, 'alt')) || drawn()))) add('map', [box(at)]);
        else if (at.width < 700) {
          const ratio = at.width / at.height;
          add('image', [box(at)], {alt: attribute(element, 'alt') || attribute(element, 'aria-label'), near: nearby(element.closest('figure') || element),
            person: Boolean(person(element)), avatar: pictured.test(`${named(element)} ${attribute(element, 'src').slice(-120).replace(/[-_/.]+/g, ' ')}`),
            portrait: ratio > 0.5 && ratio < 1.7 && at.width >= 30});
        }
      } else if (tag === 'iframe' || tag === 'object' || tag === 'embed') {
        const at = large(element, 50, 40);
        if (at) add('frame', [box(at)], {url: String(element.src || element.data || '').slice(0, 1000), text: `${said(element)} ${attribute(element, 'name')} ${named(element)}`});
      } else if (tag === 'canvas') {
        const at = large(element, 200, 120);
        let up = element;
        for (let steps = 0; at && up && up !== document.body && steps < 5; steps += 1, up = up.parentElement) {
          if (mapped.test(`${named(up)} ${said(up)}`)) { add('map', [box(at)]); break; }
        }
      } else if (element.matches(library)) {
        const at = large(element, 60, 60);
        if (at) add('map', [box(at)]);
      } else if (/^(region|application|img|figure|group)$/.test(attribute(element, 'role')) || tag === 'figure' || tag === 'section') {
        const at = large(element, 150, 100);
        if (at && mapped.test(said(element)) && element.querySelector('canvas,svg,img,iframe')) {
          // The fields beside the map stay to be seen: then only what is drawn is hidden.
          if (!element.querySelector('input:not([type=hidden]),select,textarea')) add('map', [box(at)]);
          else for (const drawn of element.querySelectorAll('canvas,svg,img,iframe')) { const one = large(drawn, 100, 80); if (one) add('map', [box(one)]); }
        }
      }
      if (/^h[1-6]$/.test(tag) && headed.test(element.textContent.slice(0, 120))) {
        const level = Number(tag[1]);
        let start = element;
        while (start.parentElement && start.parentElement !== document.body && !start.nextElementSibling) start = start.parentElement;
        for (let next = start.nextElementSibling, steps = 0; next && steps < 12; next = next.nextElementSibling, steps += 1) {
          const inner = next.matches('h1,h2,h3,h4,h5,h6') ? next : next.querySelector('h1,h2,h3,h4,h5,h6');
          if (inner && inner === next && Number(inner.localName[1]) <= level) break;
          const lists = next.matches('ul,ol,dl,table') ? [next] : [...next.querySelectorAll('ul,ol,dl,table')];
          const items = lists.length ? lists : next.matches('article,div') && next.querySelector('article,time') ? [next] : [];
          for (const one of items.slice(0, 4)) {
            const at = large(one, 60, 16);
            if (at && !one.querySelector('input:not([type=hidden]),select,textarea')) add('list', [box(at)]);
          }
        }
      } else if (/^(div|ul|ol|section|article|table)$/.test(tag)) {
        const own = /schema\.org\/(Comment|Review|UserComments)\b/i.test(attribute(element, 'itemtype'));
        const items = own ? [] : commented.test(named(element)) ? [...element.children].filter((one) => one.matches('li,article,div,tr,tbody,dl')) : [];
        const at = own || items.length > 1 ? large(element, 60, 16) : null;
        if (at && !element.querySelector('input:not([type=hidden]),select,textarea')) add('list', [box(at)]);
        else if (at) for (const one of items) { const each = large(one, 60, 16); if (each && !one.querySelector('input:not([type=hidden]),textarea,select') && one.textContent.trim()) add('list', [box(each)]); }
      }
    }
    for (const [window_, count] of tiles) {
      const at = count >= 3 ? large(window_, 60, 60) : null;
      if (at) add('map', [box(at)]);
    }
  };
  visit(document);
  return found;
}
