// Tables: their cells, headers and what they hold, and what names them.
({most}) => {
  const {text, shown, fact, every, name} = seeing(most);
  const tables = [];
  for (const table of every(document)) {
    if (tables.length >= 40) break;
    if (table.localName !== 'table' || !shown(table)) continue;
    const rows = [...table.rows].slice(0, 200);
    const own = (cell) => cell.closest('table') === table;
    const cells = rows.flatMap((row) => [...row.cells].filter(own)).slice(0, 1500);
    // The grid of HTML's table model: how many slots each row fills, cells that span rows included.
    const fills = [];
    const down = [];
    let over = false;
    rows.forEach((row, place) => {
      let wide = 0;
      for (let column = 0; column < down.length; column += 1) if (down[column] > 0) wide += 1;
      const left = down.map((count) => Math.max(0, count - 1));
      let at = 0;
      for (const cell of row.cells) {
        while (down[at] > 0) at += 1;
        const span = Math.min(cell.colSpan || 1, 100);
        for (let i = 0; i < span; i += 1) {
          if (down[at + i] > 0) over = true;
          left[at + i] = Math.max(left[at + i] || 0, (cell.rowSpan || (rows.length - place)) - 1);
        }
        wide += span;
        at += span;
      }
      fills.push(wide);
      for (let column = 0; column < Math.max(left.length, down.length); column += 1) down[column] = left[column] || 0;
    });
    const heads = cells.filter((cell) => cell.localName === 'th' || /^(column|row)header$/.test(cell.getAttribute('role') || ''));
    const data = cells.filter((cell) => !heads.includes(cell));
    const empty = (cell) => !/\S/.test(cell.textContent) && !cell.querySelector('img,svg,input,select,button,a,canvas,[role=img]') && !cell.getAttribute('aria-label');
    const inRowWithData = heads.filter((cell) => [...cell.parentElement.cells].some((other) => data.includes(other) && !empty(other)));
    const spanned = rows.some((row) => [...row.cells].some((cell) => cell.rowSpan > 1));
    const counts = spanned ? [] : rows.filter((row) => row.cells.length > 1 && [...row.cells].some((cell) => data.includes(cell))).map((row) => row.cells.length);
    let before = table.previousElementSibling;
    for (let up = table; !before && up.parentElement && up.parentElement.children.length === 1; up = up.parentElement) before = up.parentElement.previousElementSibling;
    const captioned = table.caption ? text(table.caption.textContent) : '';
    tables.push(fact(table, {
      rows: rows.length, columns: Math.max(0, ...fills), fills: [...new Set(fills.filter((count, place) => rows[place].cells.length))].slice(0, 10), overlap: over, counts: [...new Set(counts)].slice(0, 10),
      heads: heads.length, data: data.length, scoped: heads.filter((cell) => cell.hasAttribute('scope')).length, headed: cells.filter((cell) => cell.hasAttribute('headers')).length,
      row_heads: inRowWithData.length, column_heads: heads.length - inRowWithData.length, thead: table.tHead ? table.tHead.rows.length : 0,
      empty: data.filter((cell) => empty(cell)).length, corner: Boolean(cells[0] && empty(cells[0])), empty_first: data.filter((cell) => empty(cell)).slice(0, 1).map((cell) => fact(cell))[0] || null,
      columns_empty: data.length > 0 && fills.length > 1 && [...Array(Math.max(...fills, 0)).keys()].some((column) => rows.every((row) => !row.cells[column] || row.cells[column].localName === 'th' || empty(row.cells[column]))),
      caption: captioned, named: captioned || text(table.getAttribute('aria-label')) || (table.hasAttribute('aria-labelledby') ? name(table) : '') || text(table.title) || text(table.getAttribute('summary')),
      before: before && /^h[2-6]$/.test(before.localName) ? text(before.textContent, 100) : '',
      role: table.getAttribute('role') || '', nested: Boolean(table.parentElement.closest('table')),
      holds: {
        tables: cells.filter((cell) => cell.querySelector('table')).length, headings: data.filter((cell) => cell.querySelector('h1,h2,h3,h4,h5,h6')).length,
        lists: data.filter((cell) => cell.querySelector('ul,ol')).length, forms: data.filter((cell) => cell.querySelector('form,fieldset')).length,
        landmarks: data.filter((cell) => cell.querySelector('nav,main,header,footer,[role=navigation],[role=main]')).length,
        fields: data.filter((cell) => cell.querySelector('input:not([type=hidden]),select,textarea')).length,
        digits: data.filter((cell) => /^[\s£$€%.,:\d/-]*\d[\s£$€%.,:\d/a-z-]*$/i.test(cell.textContent) && cell.textContent.length < 30).length,
      },
      bold_first: rows.length > 1 && rows[0].cells.length > 1 && [...rows[0].cells].every((cell) => cell.localName === 'td' && /\S/.test(cell.textContent)
        && (Number(getComputedStyle(cell).fontWeight) >= 600 || (cell.children.length === 1 && /^(b|strong)$/.test(cell.firstElementChild.localName) && text(cell.firstElementChild.textContent) === text(cell.textContent)))),
    }));
  }
  return {tables};
}
