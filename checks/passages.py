"""Cuts a page's own words into passages: a sentence or list item with the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import Tag

from checks.content import OWN_PLACES, Block
from checks.memo import remembered
from checks.views import PageView

PASSAGE_LIMIT = 4000
SENTENCE_LIMIT = 1200
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 dt summary legend caption".split())
# A stop ends a sentence where a capital, a figure or a quotation follows; "Mr. Smith" may be cut, harmlessly.
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[\"'“‘(£A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|inc|incl|No|Tel|Mr|Mrs|Ms|Dr|St|Rd|Ave|etc|p\.m|a\.m)\.)$", re.I
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, list item or cell of the page's own words.

    `heading` is the nearest heading above, `lead` the sentence that introduces the list it stands in
    ("You will need:"), `element` the block that holds it. `role` is `heading`, `item`, `cell` or `text`.
    """

    text: str
    heading: str
    lead: str
    element: Tag
    role: str

    @property
    def full(self) -> str:
        """Heading, lead and text together: what a reader has in mind when reading the text."""
        return " | ".join(part for part in (self.heading, self.lead, self.text) if part)


@remembered(64)
def passages_on(page: PageView) -> tuple[Passage, ...]:
    """Return the passages of the page's own words in reading order, then those of its guide's other parts.

    Same view, same tuple.
    """
    return tuple(passage for view in (page, *page.parts) for passage in passages_of(view.blocks))


def passages_of(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Return the passages of *blocks*, those of the page's furniture left out."""
    found: list[Passage] = []
    for passage in _walk(blocks):
        found.append(passage)
        if len(found) >= PASSAGE_LIMIT:
            break
    return tuple(found)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, each at most `SENTENCE_LIMIT` characters."""
    kept = ""
    for piece in _SENTENCE.split(text):
        kept = f"{kept} {piece}".strip() if kept else piece.strip()
        if kept and not _ABBREVIATION.search(kept):
            yield kept[:SENTENCE_LIMIT]
            kept = ""
    if kept:
        yield kept[:SENTENCE_LIMIT]


def _walk(blocks: Iterable[Block]) -> Iterator[Passage]:
    heading = lead = ""
    for block in blocks:
        if block.place not in OWN_PLACES:
            continue
        if _is_heading(block):
            heading, lead = block.text[:200], ""
            yield Passage(block.text[:SENTENCE_LIMIT], heading, "", block.element, "heading")
            continue
        role = _role(block.element)
        last = ""
        for sentence in sentences(block.text):
            last = sentence
            yield Passage(sentence, heading, lead if role == "item" else "", block.element, role)
        if role == "text":
            lead = last if last.endswith((":", ";", "-", "–")) or len(last) < 90 else ""


def _is_heading(block: Block) -> bool:
    element = block.element
    if element.name in _HEADINGS or element.get("role") == "heading":
        return True
    if element.name == "th":
        return False
    if len(block.text) > 100 or block.text.endswith((".", ",", ";")):
        return False
    # A short paragraph set wholly in bold does a heading's work on many pages.
    strong = element.find(("strong", "b"))
    return (
        element.name in ("p", "div")
        and isinstance(strong, Tag)
        and " ".join(strong.get_text(" ", strip=True).split()).rstrip(":") == block.text.rstrip(":")
    )


def _role(element: Tag) -> str:
    if element.name in ("td", "th"):
        return "cell"
    if element.name in ("li", "dd") or element.find_parent("li") is not None:
        return "item"
    return "text"
