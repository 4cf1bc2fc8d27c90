"""Finds the date that a page gives for something, in a sentence, under a heading or in a table."""

from __future__ import annotations

import re

from bs4 import Tag

from checks.passages import Passage, passages_on
from checks.reading_time import dates
from checks.views import PageView

YEAR, ROW_LIMIT = 365, 600


def dated_passage(
    page: PageView, pattern: re.Pattern[str], but_not: re.Pattern[str] | None = None
) -> Passage | None:
    """Return the passage with a date, not a year past, of whose row, sentence or heading *pattern* speaks.

    A passage that holds *but_not* does not count.
    """
    for one in passages_on(page):
        if but_not and but_not.search(one.text):
            continue
        if one.role != "heading" and pattern.search(_around(one)):
            for day in dates(one.text, page.as_of):
                if (page.as_of - day.last).days < YEAR:
                    return one
    return None


def _around(one: Passage) -> str:
    """Return what a date is read with: in a table its row and the head of its column, else its heading."""
    cell = one.element if one.element.name in ("td", "th") else one.element.find_parent(("td", "th"))
    row = cell.find_parent("tr") if isinstance(cell, Tag) else None
    table = row.find_parent("table") if isinstance(row, Tag) else None
    if not (isinstance(cell, Tag) and isinstance(row, Tag) and isinstance(table, Tag)):
        return one.full
    top = table.find("tr")
    heads = top.find_all(("td", "th")) if isinstance(top, Tag) else []
    at = next((index for index, other in enumerate(row.find_all(("td", "th"))) if other is cell), 0)
    head = heads[at].get_text(" ") if at < len(heads) else ""
    return f"{head} {row.get_text(' ')[:ROW_LIMIT]}"
