"""Finds the page's own contact box where it stands in a side column among menus and related links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

# Columns in which a page's contact box is often set; the site's own header and footer are none of them.
_COLUMNS = frozenset({"nav", "related", "outside"})
_HEADING = re.compile(r"^h[2-6]$")
_HEADED = re.compile(
    r"\W*(?:contact(?: (?:us|details|information|the \w+(?: \w+)?|for this \w+))?"
    r"|(?:get|keep|stay) in touch|who to contact"
    r"|talk to us|ask us|need (?:more )?help\??|more help|enquiries"
    r"|cysylltu(?: â ni)?|cysylltwch(?: â ni)?|manylion cyswllt)"
    r"\W*",
    re.I,
)
_REACHED = re.compile(r"\b0\d(?:[ ()-]?\d){8,9}\b|[\w.+-]+@[\w-]+\.[\w.]+|\bmailto:|\btel:", re.I)
# A longer part is no box: a column, or the page.
BOX_LENGTH, BOX_PARTS = 900, 12


def mark_contact_boxes(tags: list[Tag], places: dict[int, str], lengths: dict[int, int]) -> None:
    """Put in *places* as `contact` what stands under a heading "Contact" in a side column and says how.

    *lengths* are the characters of text in each element, by `id`.
    """
    for tag in tags:
        if not _HEADING.match(tag.name) or places.get(id(tag)) not in _COLUMNS:
            continue
        if not _HEADED.fullmatch(tag.get_text(" ", strip=True)[:80]):
            continue
        box = list(_under(tag, lengths))
        if not any(_REACHED.search(str(part)[:4000]) for part in box):
            continue
        for part in (tag, *box):
            for one in (part, *(inner for inner in part.descendants if isinstance(inner, Tag))):
                if places.get(id(one)) in _COLUMNS:
                    places[id(one)] = "contact"


def _under(heading: Tag, lengths: dict[int, int]) -> Iterator[Tag]:
    """Yield the elements after a heading up to the next; after its wrapper where it stands alone in it."""
    start, parent = heading, heading.parent
    size = lengths.get(id(heading), 0)
    while (
        isinstance(parent, Tag) and lengths.get(id(parent), 0) == size and parent.name not in ("body", "html")
    ):
        start, parent = parent, parent.parent
    for sibling in start.find_next_siblings(limit=BOX_PARTS):
        if re.match(r"^h[1-6]$", sibling.name) or lengths.get(id(sibling), 0) > BOX_LENGTH:
            return
        yield sibling
