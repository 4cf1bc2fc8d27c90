// Content that the style sheets show while the pointer is over something, and whether the focus shows it too.
({most}) => {
  const {fact, shown, seen, text, style} = seeing(6000);
  const shows = (rule) => {
    const set = rule.style;
    return (set.display && set.display !== 'none') || set.visibility === 'visible' || (set.opacity !== '' && Number(set.opacity) > 0.5)
      || (set.left && !/^-\d{3,}/.test(set.left)) || (set.top && !/^-\d{3,}/.test(set.top)) || (set.maxHeight && set.maxHeight !== '0px') || (set.height && set.height !== '0px' && set.height !== '0')
      || (set.clip && set.clip !== '') || set.transform !== '' || (set.clipPath && set.clipPath !== '');
  };
  const hovers = [];
  const focuses = [];
  const read = (rules, depth = 0) => {
    for (const rule of rules) {
      if (hovers.length > 300) return;
      if (rule.selectorText && rule.style) {
        const parts = rule.selectorText.split(/,(?![^(]*\))/);
        for (const part of parts) {
          if (part.includes(':hover') && shows(rule)) hovers.push(part.trim());
          if (/:focus|:target|:checked|\[open|\[aria-|\.(is-)?(open|active|show|expanded|visible|focus|hover|sfhover)/i.test(part) && shows(rule)) focuses.push(part.trim());
        }
      }
      if (rule.cssRules && depth < 4 && (!rule.media || matchMedia(rule.media.mediaText).matches)) read(rule.cssRules, depth + 1);
    }
  };
  for (const sheet of [...document.styleSheets].slice(0, 60)) {
    try { if (!sheet.disabled && (!sheet.media || !sheet.media.mediaText || matchMedia(sheet.media.mediaText).matches)) read(sheet.cssRules); } catch { /* a sheet of another origin cannot be read */ }
  }
  const all = (selector) => { try { return [...document.querySelectorAll(selector)]; } catch { return []; } };
  const found = [];
  const done = new Set();
  for (const selector of hovers) {
    if (found.length >= most) break;
    const at = selector.lastIndexOf(':hover');
    const rest = selector.slice(at + 6);
    // What is shown must be something else than what is pointed at.
    if (!/^[^\s>+~]*[\s>+~]/.test(rest)) continue;
    const plain = selector.replace(/:hover/g, '');
    const pointed = selector.slice(0, at).replace(/:hover/g, '') + (/^[^\s>+~]*/.exec(rest) || [''])[0];
    for (const target of all(plain).slice(0, 5)) {
      if (found.length >= most || done.has(target) || (shown(target) && seen(target))) continue;
      const words = text(target.textContent, 120);
      if (!/\p{L}{2}/u.test(words) && !target.querySelector('img[alt],a,button')) continue;
      if (target.closest('[hidden],template,dialog:not([open]),details:not([open])')) continue;
      // Hidden by something above it that the pointer does not lift.
      const above = target.parentElement;
      if (above && !above.checkVisibility({visibilityProperty: false})) continue;
      done.add(target);
      const trigger = all(pointed).find((one) => one.contains(target) || one.parentElement === target.parentElement || one.parentElement?.contains(target)) || null;
      if (!trigger) continue;
      const stand = trigger.contains(target) ? trigger : trigger.parentElement;
      const control = trigger.matches('a[href],button,input,summary,[tabindex]') ? trigger
        : [...trigger.querySelectorAll('a[href],button,input,summary,[tabindex]:not([tabindex^="-"])')].find((one) => !target.contains(one)) || null;
      const scripted = Boolean(stand && [trigger, ...trigger.querySelectorAll('*')].slice(0, 40).some((one) => !target.contains(one) && (one.hasAttribute('aria-expanded') || one.hasAttribute('aria-haspopup') || one.hasAttribute('aria-controls') || one.hasAttribute('onfocus') || one.hasAttribute('onclick') || one.hasAttribute('onkeydown'))));
      const styled = focuses.some((one) => all(one.replace(/:focus(-within|-visible)?|:target|:checked|\[(open|aria-)[^\]]*\]/gi, '').replace(/\.(is-)?(open|active|show|expanded|visible|focus|hover|sfhover)\b/gi, '')).includes(target));
      const described = [...document.querySelectorAll('[aria-describedby],[aria-labelledby]')].some((one) => target.id && `${one.getAttribute('aria-describedby')} ${one.getAttribute('aria-labelledby')}`.split(/\s+/).includes(target.id));
      // Does it come when the control takes the focus?
      let appears = false;
      if (control && !styled) {
        const before = document.activeElement;
        control.focus({preventScroll: true});
        appears = shown(target) && seen(target);
        control.blur();
        if (before && before !== document.body) before.focus({preventScroll: true});
      }
      found.push(fact(target, {words, trigger: fact(trigger), control: Boolean(control), scripted, styled, described, appears, links: target.querySelectorAll('a[href],button').length, rule: selector.slice(0, 150)}));
    }
  }
  return found;
}
