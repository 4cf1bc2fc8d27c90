// Links: what each is called, where it leads, how it looks beside the text it stands in, and what stands next to it.
({most, links: limit}) => {
  const {style, text, every, shown, seen, silent, fact, block, contrast, name} = seeing(most);
  const found = [];
  const spaced = (first, second) => {
    const one = first.getBoundingClientRect();
    const two = second.getBoundingClientRect();
    return Math.abs(one.top - two.top) < 4 ? two.left - one.right : 999;
  };
  let heading = '';
  for (const element of every(document)) {
    if (found.length >= limit) break;
    if (/^h[1-6]$/.test(element.localName) && !element.querySelector('a')) heading = text(element.textContent, 120);
    if (!element.matches('a[href],area[href]') || !shown(element)) continue;
    const called = name(element);
    const own = style(element);
    const holder = block(element);
    const around = style(holder === element ? element.parentElement || element : holder);
    const hidden = [...element.querySelectorAll('*')].filter((inner) => !inner.checkVisibility({visibilityProperty: true}) && !inner.closest('svg')
      && !silent(inner) && /\p{L}{2}/u.test(inner.textContent)).map((inner) => text(inner.textContent, 80)).join(' ');
    const rest = holder === element ? '' : text([...holder.childNodes].filter((node) => node !== element && !(node.contains && node.contains(element)))
      .map((node) => node.textContent).join(' '), 300);
    const item = element.parentElement && element.parentElement.closest('li,td,th,dd,figure,article');
    const described = (element.getAttribute('aria-describedby') || '').split(/\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent || '').join(' ');
    const row = element.closest('tr');
    let before = element.previousSibling;
    let between = '';
    while (before && before.nodeType === 3) { between = before.data + between; before = before.previousSibling; }
    const neighbour = before && before.nodeType === 1 && before.localName === 'a' && shown(before) ? before : null;
    const next = element.nextElementSibling;
    const follows = text((element.nextSibling && element.nextSibling.nodeType === 3 ? element.nextSibling.data : '')
      + (next && /^(span|small|em|i|b|strong)$/.test(next.localName) ? next.textContent : ''), 80);
    const pictures = [...element.querySelectorAll('img,svg,[role=img]')].filter((inner) => shown(inner));
    const boxed = (set) => own.display !== 'inline' || set.backgroundImage !== 'none' || parseFloat(set.borderBottomWidth) > 0
      || (set.backgroundColor !== 'rgba(0, 0, 0, 0)' && set.backgroundColor !== around.backgroundColor);
    const underlined = [element, ...element.querySelectorAll('*')].some((inner) => style(inner).textDecorationLine.includes('underline'))
      || around.textDecorationLine.includes('underline');
    found.push(fact(element, {
      name: called, text: text(element.innerText), href: (element.getAttribute('href') || '').slice(0, 500), url: String(element.href?.baseVal ?? element.href ?? '').slice(0, 500),
      target: (element.getAttribute('target') || '').slice(0, 40), title: text(element.getAttribute('title')), hidden,
      rest, item: item ? text(item.textContent, 300) : '', row: row ? text(row.textContent, 200) : '', described: text(described), heading,
      follows, pictures: pictures.length, alts: pictures.map((inner) => text(inner.getAttribute('alt') || inner.getAttribute('aria-label') || '', 80)).slice(0, 5),
      download: element.hasAttribute('download'), seen: seen(element), silent: silent(element), place: Boolean(element.closest('nav,header,footer,[role=navigation],[role=banner],[role=contentinfo]')),
      wordless: !/[\p{L}\p{N}]/u.test(called), inline: own.display === 'inline',
      adjacent: neighbour ? {
        same: neighbour.href === element.href, between: text(between, 20) || [getComputedStyle(neighbour, '::after').content, getComputedStyle(element, '::before').content].filter((one) => one && one !== 'none' && one !== 'normal').join(''), gap: Math.round(spaced(neighbour, element)),
        plain: style(neighbour).display === 'inline' && own.display === 'inline', pictures: neighbour.querySelectorAll('img,svg').length,
        name: name(neighbour),
      } : null,
      look: {
        underlined, boxed: boxed(own), weight: Number(own.fontWeight) - Number(around.fontWeight), style: own.fontStyle !== around.fontStyle,
        size: Math.round((parseFloat(own.fontSize) - parseFloat(around.fontSize)) * 10) / 10, contrast: contrast(own.color, around.color), same: own.color === around.color,
        words: (rest.match(/\p{L}{2,}/gu) || []).length,
      },
    }));
  }
  return {links: found};
}
