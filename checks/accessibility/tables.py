"""Judges tables: whether data have headers, whether the grid holds, and tables that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.accessibility.facts import Document, number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

WITHOUT_HEADERS = Rule(
    "table-without-headers",
    "1.3.1",
    "A",
    "serious",
    "A table of data has header cells",
    "Mark the cells that name rows or columns as th.",
    "WCAG 2.2, 1.3.1 Info and Relationships; failure F91",
    sure=True,
    twins=("td-has-header",),
)
ONLY_HEADERS = Rule(
    "table-only-headers",
    "1.3.1",
    "",
    "moderate",
    "A table's header cells head some data",
    "Mark the cells that hold data as td, or do not use a table.",
    "HTML, the th element",
    twins=("th-has-data-cells",),
)
SCOPE = Rule(
    "table-scope",
    "1.3.1",
    "",
    "moderate",
    "In a table with headers of rows and of columns, each says which it heads",
    'Give header cells scope="col" or scope="row".',
    "WCAG 2.2, 1.3.1 Info and Relationships; technique H63",
)
NESTED = Rule(
    "nested-table",
    "1.3.1",
    "",
    "moderate",
    "Tables do not stand inside tables",
    "Part the tables, each with its own caption.",
    "WAI tables tutorial: keep tables simple",
)
UNEVEN = Rule(
    "uneven-rows",
    "1.3.1",
    "",
    "moderate",
    "All rows of a table fill the same number of columns",
    "Make every row fill the same number of columns, with colspan where a cell is wider.",
    "HTML, the table model: no row may leave slots of the grid empty",
)
CAPTION = Rule(
    "table-caption",
    "",
    "",
    "minor",
    "A table of data has a name",
    "Give the table a caption.",
    "WCAG 2.2, technique H39",
)
LAYOUT = Rule(
    "layout-table",
    "1.3.1",
    "",
    "moderate",
    "Tables hold data, not the page's layout",
    'Lay the page out with style sheets; until then give the table role="presentation".',
    "HTML, the table element: tables must not be used as layout aids; failure F46",
)
EMPTY = Rule(
    "empty-cells",
    "",
    "",
    "minor",
    "Every cell of data says something",
    "Write what an empty cell means: none, not known, not applicable.",
    "WAI tables tutorial",
)
RULES = (WITHOUT_HEADERS, ONLY_HEADERS, SCOPE, NESTED, UNEVEN, CAPTION, LAYOUT, EMPTY)


def table_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with the tables of one document."""
    for one in page.listed("tables"):
        if word(one, "role") in ("presentation", "none"):
            continue
        if _is_layout(one):
            yield own_flaw(LAYOUT, one, "The table's cells hold parts of a page: headings, menus or forms.")
        else:
            yield from _data(one)


def _is_layout(one: Mapping[str, Any]) -> bool:
    holds = as_mapping(one.get("holds"))
    if number(one, "heads") or word(one, "caption") or number(one, "thead") or one.get("nested"):
        return False
    parts = number(holds, "headings") + number(holds, "landmarks") + number(holds, "forms")
    return parts >= 1 and number(one, "data") > 0 and parts + number(holds, "lists") >= 2


def _data(one: Mapping[str, Any]) -> Iterator[Flaw]:
    holds = as_mapping(one.get("holds"))
    heads, data = number(one, "heads"), number(one, "data")
    rows, columns = number(one, "rows"), number(one, "columns")
    if heads and not data and rows:
        yield own_flaw(ONLY_HEADERS, one, f"All {heads:.0f} cells are headers.")
        return
    if not heads and rows >= 2 and columns >= 2:
        claims = word(one, "caption") or number(one, "thead") or one.get("bold_first")
        numbers = number(holds, "digits") >= max(2.0, 0.4 * data)
        if (claims or numbers) and not number(holds, "fields") and not number(holds, "tables"):
            yield own_flaw(WITHOUT_HEADERS, one, f"None of {data:.0f} cells is a header.", doubt=not claims)
    both = number(one, "row_heads") > 0 and number(one, "column_heads") > 0
    if both and not number(one, "scoped") and not number(one, "headed") and number(one, "row_heads") >= 2:
        yield own_flaw(SCOPE, one, "It has headers of rows and of columns, and none says which it heads.")
    if number(holds, "tables"):
        yield own_flaw(NESTED, one, "A cell of the table holds a table.")
    fills = [count for count in as_list(one.get("fills")) if isinstance(count, int)]
    counts = [count for count in as_list(one.get("counts")) if isinstance(count, int)]
    if heads and (len(set(fills)) > 1 or len(set(counts)) > 1):
        told = " or ".join(str(count) for count in sorted(set(fills if len(set(fills)) > 1 else counts)))
        yield own_flaw(UNEVEN, one, f"Its rows fill {told} columns.")
    is_data = heads > 0 and rows >= 2 and data >= 2
    if is_data and not word(one, "named") and not word(one, "before") and not one.get("nested"):
        yield own_flaw(CAPTION, one, f"A table of {rows:.0f} rows has no caption and no heading before it.")
    if (
        is_data
        and number(one, "empty")
        and number(one, "empty") > (1 if one.get("corner") and _corner_counts(one) else 0)
    ):
        yield own_flaw(
            EMPTY,
            as_mapping(one.get("empty_first")) or one,
            f"{number(one, 'empty'):.0f} cells of data are empty.",
        )


def _corner_counts(one: Mapping[str, Any]) -> bool:
    first = as_mapping(one.get("empty_first"))
    return word(first, "html").lstrip().startswith("<td")
