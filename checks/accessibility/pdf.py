"""Judges a PDF that stands in for a page of the task: tags, title, language, text, names of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

UNTAGGED = Rule(
    "pdf-untagged",
    "1.3.1",
    "A",
    "serious",
    "The document is tagged: headings, lists and tables are marked as such",
    "Export it anew from its source with tags on, or better, put it on a web page.",
    "WCAG 2.2, 1.3.1; PDF/UA-1, 7.1; techniques PDF6, PDF9, PDF21",
    sure=True,
)
SCANNED = Rule(
    "pdf-scanned",
    "1.4.5",
    "AA",
    "critical",
    "The document holds text, not pictures of text",
    "Publish the text itself; a scan can be read by nobody who cannot see it.",
    "WCAG 2.2, 1.1.1 and 1.4.5; technique PDF7",
)
LOCKED = Rule(
    "pdf-locked",
    "4.1.2",
    "A",
    "critical",
    "The document’s security lets assistive technology read it",
    "Allow text access for screen readers, or take the security off.",
    "PDF/UA-1, 7.16; WCAG 2.2, 4.1.2",
    sure=True,
)
TITLE = Rule(
    "pdf-title",
    "2.4.2",
    "A",
    "moderate",
    "The document has a title, and shows it instead of the file’s name",
    "Give the document a title in its properties and have it shown.",
    "WCAG 2.2, 2.4.2; technique PDF18; PDF/UA-1, 7.1",
    sure=True,
)
LANGUAGE = Rule(
    "pdf-language",
    "3.1.1",
    "A",
    "serious",
    "The document says in which language it is written",
    "Set the document's language in its properties.",
    "WCAG 2.2, 3.1.1; technique PDF16",
    sure=True,
)
FIELDS = Rule(
    "pdf-field-names",
    "4.1.2",
    "A",
    "serious",
    "Every field of the form has a name that says what to write in it",
    "Give each field a tooltip (TU) with the words of its label.",
    "WCAG 2.2, 4.1.2; techniques PDF12, PDF10",
)
ALTERNATIVES = Rule(
    "pdf-pictures",
    "1.1.1",
    "A",
    "serious",
    "Pictures of a tagged document have an alternative text",
    "Write an alternative text for each figure, or mark it as decoration.",
    "WCAG 2.2, 1.1.1; technique PDF1; PDF/UA-1, 7.3",
)
HEADINGS = Rule(
    "pdf-headings",
    "2.4.10",
    "AAA",
    "moderate",
    "A document of several pages has headings, in order",
    "Mark headings as such, from level 1 down, leaving none out.",
    "PDF/UA-1, 7.4.2; technique PDF9",
)
BOOKMARKS = Rule(
    "pdf-bookmarks",
    "2.4.5",
    "AA",
    "minor",
    "A long document has bookmarks",
    "Export it with bookmarks made of its headings.",
    "WCAG 2.2, 2.4.5; technique PDF2",
)
RULES = (UNTAGGED, SCANNED, LOCKED, TITLE, LANGUAGE, FIELDS, ALTERNATIVES, HEADINGS, BOOKMARKS)

# Shorter documents can be leafed through.
LONG, SEVERAL = 21, 3
NAMES_SHOWN = 5


def pdf_flaws(pdf: Any) -> Iterator[Flaw]:
    """Yield what a `pdf` facet shows to be wrong (nothing where it is missing): one flaw a rule."""
    facet = as_mapping(pdf)
    if not facet:
        return
    for rule, detail, doubt in _found(facet):
        fact = {"selector": "document", "html": str(facet.get("title") or "PDF document")}
        yield replace(own_flaw(rule, fact, detail, doubt=doubt), engine="pdf")


def _found(facet: Any) -> Iterator[tuple[Rule, str, bool]]:
    pages, read = _whole(facet.get("pages")), as_mapping(facet.get("read"))
    pictures, text = _whole(read.get("pictures")), _whole(read.get("text"))
    scanned = pictures > 0 and text == 0
    if facet.get("assistive") is False:
        yield LOCKED, "The document’s security forbids screen readers to read it.", False
    if scanned:
        yield SCANNED, f"The {pictures} pages read hold pictures and no text.", False
    elif pictures:
        yield SCANNED, f"{pictures} of the {_whole(read.get('pages'))} pages read hold pictures alone.", True
    if facet.get("tagged") is False:
        # Where there is no text there is nothing to tag: the scan is the fault.
        yield UNTAGGED, "The document has no tags.", scanned or not text
    if not str(facet.get("title") or "").strip():
        yield TITLE, "The document has no title.", False
    elif facet.get("shows_title") is False:
        yield TITLE, f"The title “{facet['title']}” is not shown: readers show the file’s name.", True
    if not str(facet.get("language") or "").strip():
        # Parts may have a language each.
        yield LANGUAGE, "The document names no language.", bool(facet.get("languages")) or not text
    yield from _parts(facet, pages)


def _parts(facet: Any, pages: int) -> Iterator[tuple[Rule, str, bool]]:
    fields = [as_mapping(one) for one in as_list(facet.get("fields"))]
    nameless = [one for one in fields if not str(one.get("label") or "").strip()]
    if nameless:
        shown = ", ".join(f"“{one.get('name')}”" for one in nameless[:NAMES_SHOWN])
        yield FIELDS, f"{len(nameless)} of {len(fields)} fields have no name for people: {shown}.", False
    if _whole(facet.get("figures_without_words")):
        of = f"{facet['figures_without_words']} of {facet.get('figures')}"
        yield ALTERNATIVES, f"{of} pictures have no alternative text.", False
    levels = [one for one in as_list(facet.get("headings")) if isinstance(one, int)]
    if facet.get("tagged") and pages >= SEVERAL and not levels:
        yield HEADINGS, f"None of {pages} pages has a heading.", False
    elif any(after > before + 1 for before, after in pairwise(levels) if before):
        yield HEADINGS, "A level of heading is left out.", False
    if pages >= LONG and not _whole(facet.get("bookmarks")):
        yield BOOKMARKS, f"The document has {pages} pages and no bookmarks.", False


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0
