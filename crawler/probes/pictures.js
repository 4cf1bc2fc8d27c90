// Pictures, films, sounds and frames: their names, sizes and files, and words that a style sheet puts in.
({most}) => {
  const {style, text, every, shown, seen, silent, fact, box, name} = seeing(most);
  const pictures = [];
  const media = [];
  const grounds = [];
  const inserted = [];
  const windows = [];
  const file = (url) => {
    if (/^data:/.test(url || '')) return '';
    try { return decodeURIComponent((url || '').split(/[?#]/)[0].split('/').pop()).slice(0, 120); } catch { return ''; }
  };
  const address = (image) => /url\("?([^")]*)"?\)/.exec(image)?.[1] || '';
  const near = (element) => {
    const figure = element.closest('figure,li,td,p,a');
    return text(figure ? figure.textContent : element.parentElement?.textContent, 300);
  };
  for (const element of every(document)) {
    const tag = element.localName;
    if (['script', 'style', 'link', 'meta', 'br', 'option', 'path', 'g'].includes(tag)) continue;
    const role = element.getAttribute('role') || '';
    if (pictures.length < 150 && (tag === 'img' || tag === 'canvas' || (tag === 'input' && element.type === 'image') || role === 'img' || (tag === 'svg' && element.hasAttribute('aria-label')))) {
      if (!element.closest('svg') || tag === 'svg') {
        const link = element.closest('a,button');
        const source = element.currentSrc || element.src || '';
        pictures.push(fact(element, {
          tag, role, alt: element.getAttribute('alt'), name: text(element.getAttribute('aria-label')) || (element.hasAttribute('alt') ? text(element.alt) : name(element)),
          title: text(element.getAttribute('title')), file: file(source), data: /^data:/.test(source), svg_words: /^data:image\/svg/.test(source) && /(<|%3c)text\b/i.test(source), ...box(element), natural: [element.naturalWidth || 0, element.naturalHeight || 0],
          shown: seen(element), silent: silent(element), link: Boolean(link), link_words: link ? text(link.textContent) : '', near: near(element),
          caption: text(element.closest('figure')?.querySelector('figcaption')?.textContent),
        }));
      }
    }
    if (media.length < 30 && (tag === 'video' || tag === 'audio' || tag === 'object' || tag === 'embed')) {
      if (tag === 'object' || shown(element) || element.controls) {
        const around = element.closest('figure,section,article,main,body') || document.body;
        media.push(fact(element, {
          tag, controls: Boolean(element.controls), autoplay: Boolean(element.autoplay), muted: Boolean(element.muted), loop: Boolean(element.loop),
          tracks: [...element.querySelectorAll('track')].map((track) => track.kind), params: [...element.querySelectorAll('param')].slice(0, 10).map((param) => [param.name.toLowerCase().slice(0, 40), param.value.toLowerCase().slice(0, 40)]),
          nearby: [...around.querySelectorAll('a,summary,button,h2,h3,h4')].slice(0, 300).some((other) => /transcript|text version|audio descri|subtitle|captions?\b|trawsgrifiad/i.test(other.textContent)),
        }));
      }
    }
    if (windows.length < 20 && tag === 'iframe' && seen(element)) {
      let inner = '';
      try { inner = text(`${element.contentDocument.title} ${element.contentDocument.querySelector('h1')?.textContent || ''} ${(element.contentDocument.body?.innerText || '').slice(0, 300)}`, 500); } catch { inner = ''; }
      windows.push(fact(element, {title: text(element.title), url: (element.src || '').slice(0, 300), inner, ...box(element)}));
    }
    if (element.getClientRects().length === 0) continue;
    const image = style(element).backgroundImage;
    if (grounds.length < 40 && image !== 'none' && image.includes('url(')) {
      const own = style(element);
      const bounds = box(element);
      grounds.push(fact(element, {
        file: file(address(image)), data: /url\("?data:/.test(image), repeat: own.backgroundRepeat, size: own.backgroundSize, position: own.backgroundPosition, ...bounds, pad: parseFloat(own.paddingLeft) || 0,
        text: text(element.innerText), name: text(element.getAttribute('aria-label') || element.title), role, control: element.matches('a,button,input,select,textarea') || Boolean(element.closest('a,button')),
        decorative: silent(element), children: element.children.length, inner: Boolean(element.querySelector('img,svg,[aria-label]')) || /[\p{L}]/u.test([...element.querySelectorAll('*')].filter((inner) => !seen(inner)).map((inner) => inner.textContent).join('')),
      }));
    }
    if (inserted.length < 40 && !silent(element)) {
      for (const where of ['::before', '::after']) {
        const set = getComputedStyle(element, where);
        const content = set.content;
        if (!content || content === 'none' || content === 'normal' || content[0] !== '"') continue;
        // A font of pictures draws its own signs, in the area of Unicode that no script uses or by ligature.
        const words = content.replace(/^"|"(?: \/ ".*")?$/g, '').replace(/\\./g, '').trim();
        if (!/\p{L}{2,}/u.test(words) || set.display === 'none' || set.visibility !== 'visible' || Number(set.opacity) === 0 || parseFloat(set.fontSize) === 0) continue;
        inserted.push(fact(element, {words: text(words, 120), where, font: set.fontFamily.slice(0, 100), spoken: / \/ "/.test(content), attribute: [...element.attributes].some((one) => one.value.trim() === words && one.name !== 'style')}));
      }
    }
  }
  return {pictures, media, windows, grounds, inserted};
}
