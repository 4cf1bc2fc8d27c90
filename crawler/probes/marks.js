// How the page is marked up: obsolete and misused elements, doubled ids, focus and colour set by hand, empty blocks.
({most}) => {
  const {style, text, every, shown, seen, silent, fact} = seeing(most);
  const found = {obsolete: [], access_keys: [], doubled: [], focusable: [], articles: [], empty: [], drawn: [], abbreviations: [], coloured: [], decorative: []};
  const add = (list, element, more) => { if (found[list].length < 20) found[list].push(fact(element, more)); };
  const ids = new Map();
  const interactive = 'a[href],area[href],button,input,select,textarea,summary,details,iframe,audio,video,object,embed,[contenteditable=""],[contenteditable=true],label';
  const said = new Set();
  for (const element of every(document)) {
    const tag = element.localName;
    if (element.id && element.getRootNode() === document) {
      if (ids.has(element.id)) { if (ids.get(element.id) === 1) add('doubled', element, {id: element.id.slice(0, 80)}); ids.set(element.id, ids.get(element.id) + 1); } else ids.set(element.id, 1);
    }
    if (/^(font|center|big|strike|tt|basefont|acronym|dir|frameset|nobr|spacer|applet)$/.test(tag)) add('obsolete', element, {tag});
    if (element.hasAttribute('accesskey') && element.getAttribute('accesskey').trim()) add('access_keys', element, {key: element.getAttribute('accesskey').slice(0, 20)});
    if (tag === 'abbr') {
      const words = text(element.textContent, 40);
      const first = !said.has(words);
      said.add(words);
      const parent = text(element.parentElement?.textContent, 600);
      add('abbreviations', element, {text: words, title: text(element.title), first, around: parent});
    }
    if (!shown(element)) {
      if (tag === 'p' && !/\S/.test(element.textContent) && !element.children.length && element.checkVisibility({visibilityProperty: true})) add('empty', element, {});
      continue;
    }
    if (tag === 'p' && !/\S/.test(element.textContent) && !element.children.length && !element.id && !element.hasAttribute('role') && !element.hasAttribute('aria-live')) add('empty', element, {});
    const tab = element.getAttribute('tabindex');
    if (tab !== null && Number(tab) >= 0 && !element.matches(interactive)) {
      const role = element.getAttribute('role') || '';
      const scrolls = (element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(style(element).overflowY)) || (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(style(element).overflowX));
      const handled = [...element.attributes].some((one) => /^on/.test(one.name)) || element.hasAttribute('aria-label') || element.hasAttribute('aria-haspopup') || element.hasAttribute('aria-expanded') || element.hasAttribute('aria-controls') || element.isContentEditable;
      add('focusable', element, {role, scrolls, handled, custom: tag.includes('-'), text: text(element.textContent, 80), cursor: style(element).cursor, dialog: Boolean(element.closest('[role=dialog],dialog'))});
    }
    if (tag === 'article') {
      const aside = 'nav,h1,h2,h3,h4,h5,h6,[role=navigation]';
      const other = [...element.querySelectorAll('img,svg,video,form')].some((one) => !one.closest(aside));
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let words = other;
      for (let node = walker.nextNode(); node && !words; node = walker.nextNode()) words = /\p{L}{2}/u.test(node.data) && !node.parentElement.closest(aside);
      if (element.querySelector('nav,[role=navigation]') && !words) add('articles', element, {});
    }
    if (tag === 'pre' || (tag === 'textarea' && element.readOnly)) {
      const words = element.textContent;
      const marks = (words.match(/[^\p{L}\p{N}\s.,;:'"!?]/gu) || []).length;
      add('drawn', element, {length: words.trim().length, marks, lines: words.trim().split('\n').length, code: Boolean(element.querySelector('code,samp,kbd,var')), name: text(element.getAttribute('aria-label')), silent: silent(element), role: element.getAttribute('role') || '', sample: words.slice(0, 300)});
    }
    const inline = element.getAttribute('style');
    if (inline && /(^|;)\s*color\s*:/i.test(inline) && !/background/i.test(inline) && /\S/.test(element.textContent) && seen(element)) add('coloured', element, {style: inline.slice(0, 120)});
  }
  found.doubled = found.doubled.map((one) => ({...one, times: ids.get(one.id)}));
  return found;
}
