"""Judges markup: text made to look like what it is not, obsolete elements, focus and colour set by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.accessibility.facts import Document, number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

FAKE_HEADING = Rule(
    "fake-heading",
    "1.3.1",
    "A",
    "moderate",
    "What looks like a heading is one",
    "Mark it as h2 to h6.",
    "WCAG 2.2, 1.3.1 Info and Relationships; failure F2",
)
FAKE_LIST = Rule(
    "fake-list",
    "1.3.1",
    "A",
    "moderate",
    "What looks like a list is one",
    "Mark it up with ul or ol and li.",
    "WCAG 2.2, 1.3.1 Info and Relationships; failure F2, technique H48",
    sure=True,
)
OBSOLETE = Rule(
    "obsolete-element",
    "",
    "",
    "minor",
    "Elements are those of today's HTML",
    "Use style sheets for looks, and elements that say what the text is.",
    "HTML, obsolete features; technique G115",
)
ACCESS_KEY = Rule(
    "access-key",
    "",
    "",
    "minor",
    "The page leaves the keys to the browser and to assistive technology",
    "Take the accesskey attribute away.",
    "WebAIM on accesskey: keys clash with those of browsers and screen readers",
    twins=("accesskeys",),
)
DOUBLED = Rule(
    "duplicate-id",
    "",
    "",
    "minor",
    "Each id stands once in the page",
    "Give each element an id of its own.",
    "HTML, the id attribute; WCAG 2.2 has dropped 4.1.1",
    twins=("duplicate-id", "duplicate-id-aria"),
)
FOCUSABLE = Rule(
    "focus-without-purpose",
    "",
    "",
    "minor",
    "Only what can be used takes the focus",
    "Take tabindex away from what cannot be used.",
    "HTML, the tabindex attribute; WAI-ARIA Authoring Practices, keyboard navigation",
)
ARTICLE = Rule(
    "article-of-links",
    "",
    "",
    "minor",
    "An article is a composition of its own",
    "Use nav or div for a list of links.",
    "HTML, the article element",
)
EMPTY_PARAGRAPH = Rule(
    "empty-paragraph",
    "",
    "",
    "minor",
    "Paragraphs hold text",
    "Make space with style sheets.",
    "HTML: elements with palpable content; technique C18",
)
DRAWN = Rule(
    "drawing-in-text",
    "1.1.1",
    "A",
    "moderate",
    "A drawing made of letters has a text alternative",
    "Use a picture with a text alternative, or label the drawing.",
    "WCAG 2.2, 1.1.1 Non-text Content; failure F72",
)
ABBREVIATION = Rule(
    "abbreviation",
    "3.1.4",
    "AAA",
    "minor",
    "An abbreviation is written out where it first stands",
    "Write the words out beside the abbreviation.",
    "WCAG 2.2, 3.1.4 Abbreviations; techniques G97, H28",
)
COLOURED = Rule(
    "colour-without-ground",
    "",
    "",
    "minor",
    "Colours are set in style sheets, with the ground they stand on",
    "Set colours in the style sheet, and the ground with the text.",
    "WCAG 2.2, failure F24; separation of content and looks",
)
STRAY_TAG = Rule(
    "stray-end-tag",
    "",
    "",
    "minor",
    "Start tags and end tags match",
    "Put the tags into pairs.",
    "HTML, parsing; WCAG 2.2 has dropped 4.1.1",
)
RULES = (
    FAKE_HEADING,
    FAKE_LIST,
    OBSOLETE,
    ACCESS_KEY,
    DOUBLED,
    FOCUSABLE,
    ARTICLE,
    EMPTY_PARAGRAPH,
    DRAWN,
    ABBREVIATION,
    COLOURED,
    STRAY_TAG,
)

_BULLET = re.compile(r"^(?:[*•·‣▪●○◦–—+>»-]|\(?(?:\d{1,2}|[a-hA-H])[.)])\s+\S")
_ROLES = re.compile(
    r"button|link|tab|menu|slider|checkbox|radio|switch|option|grid|row|cell|tree|textbox|combobox"
    r"|listbox|spinbutton|searchbox|region|application|group|scrollbar|tabpanel|dialog|img|figure",
    re.I,
)


def mark_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with the markup of one document."""
    texts = page.listed("texts")
    usual = _usual(texts)
    for one in texts:
        yield from _heading(one, usual)
        yield from _list(one)
    for one in page.listed("obsolete"):
        yield own_flaw(OBSOLETE, one, f"The element {word(one, 'tag')} is obsolete.")
    for one in page.listed("access_keys"):
        yield own_flaw(ACCESS_KEY, one, f"The key “{word(one, 'key')}” is taken.")
    for one in page.listed("doubled"):
        yield own_flaw(DOUBLED, one, f"The id “{word(one, 'id')}” stands {number(one, 'times'):.0f} times.")
    for one in page.listed("focusable"):
        role = word(one, "role")
        if (
            not one.get("scrolls")
            and not one.get("handled")
            and not one.get("custom")
            and not one.get("dialog")
            and not _ROLES.search(role)
            and word(one, "cursor") != "pointer"
        ):
            yield own_flaw(FOCUSABLE, one, "It takes the focus, and nothing can be done with it.")
    for one in page.listed("articles"):
        yield own_flaw(ARTICLE, one, "The article holds nothing but a menu.")
    for one in page.listed("empty"):
        yield own_flaw(EMPTY_PARAGRAPH, one, "The paragraph is empty.")
    for one in page.listed("drawn"):
        yield from _drawn(one)
    yield from _abbreviations(page)
    for one in page.listed("coloured"):
        yield own_flaw(COLOURED, one, f"The element sets {word(one, 'style')} for itself.")
    for one in page.listed("stray_tags"):
        yield own_flaw(STRAY_TAG, one, f"An end tag </{word(one, 'tag')}> ends nothing.")


def _usual(texts: list[Mapping[str, Any]]) -> float:
    """Return the size of most running text, 16 px where there is none."""
    sizes: dict[float, float] = {}
    for one in texts:
        if not one.get("control") and not one.get("heading") and number(one, "length") >= 40:
            sizes[number(one, "size")] = sizes.get(number(one, "size"), 0) + number(one, "length")
    return max(sizes, key=lambda size: sizes[size]) if sizes else 16.0


def _heading(one: Mapping[str, Any], usual: float) -> Iterator[Flaw]:
    """A short line on its own, larger and bolder than the text that follows it."""
    text = word(one, "text")
    if (
        one.get("heading")
        or one.get("control")
        or one.get("link")
        or not word(one, "next_text")
        or word(one, "tag") in ("li", "td", "dd", "figcaption", "blockquote", "address", "time", "label")
    ):
        return
    letters = as_mapping(one.get("letters"))
    bold = number(letters, "all") > 0 and number(letters, "bold") >= 0.95 * number(letters, "all")
    larger = number(one, "size") >= 1.15 * max(usual, number(one, "next_size"))
    plain = number(one, "next_weight") < 600 and word(one, "next") in ("p", "ul", "ol", "div", "dl", "table")
    short = (
        3 <= len(text) <= 70 and len(text.split()) <= 10 and not re.search(r"[.!?:;,]$|^[£$€\d]|\d{4,}", text)
    )
    if (
        bold
        and larger
        and plain
        and short
        and number(one, "lines") <= 2
        and len(word(one, "next_text")) > len(text)
    ):
        yield own_flaw(FAKE_HEADING, one, f"“{text}” looks like a heading and is none.")


def _list(one: Mapping[str, Any]) -> Iterator[Flaw]:
    pieces = [str(piece) for piece in as_list(one.get("pieces"))]
    marked = [piece for piece in pieces if _BULLET.match(piece)]
    signs = {re.sub(r"[\da-hA-H]", "1", piece.split()[0]) for piece in marked}
    if (
        number(one, "breaks") >= 2
        and len(marked) >= 3
        and len(signs) == 1
        and len(marked) >= 0.75 * len(pieces)
    ):
        yield own_flaw(
            FAKE_LIST, one, f"{len(marked)} lines begin with “{marked[0].split()[0]}” and are no list."
        )


def _drawn(one: Mapping[str, Any]) -> Iterator[Flaw]:
    length, marks = number(one, "length"), number(one, "marks")
    if one.get("code") or one.get("silent") or word(one, "name") or word(one, "role") == "img":
        return
    if re.search(r"</?\w+|\w\(\w*\)|[{};]\s*$|^\s*[$#] \w", word(one, "sample"), re.M):
        return  # Code, if not marked as such.
    bare = len(re.sub(r"\s", "", word(one, "sample")))
    if (length >= 20 and number(one, "lines") >= 3 and marks > 0.5 * max(1, bare)) or (
        length >= 10 and marks > 0.4 * max(1, bare)
    ):
        yield own_flaw(DRAWN, one, "The preformatted text seems to be a drawing.", doubt=True)


def _abbreviations(page: Document) -> Iterator[Flaw]:
    for one in page.listed("abbreviations"):
        text = word(one, "text")
        around = word(one, "around")
        if (
            not one.get("first")
            or word(one, "title")
            or not re.fullmatch(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*", text)
        ):
            continue
        initials = [found[0] for found in re.findall(r"\b[A-Za-z]\w+", around)]
        spelled = "".join(initials).upper()
        if text.upper() not in spelled and not re.search(
            rf"\(\s*{re.escape(text)}\s*\)|{re.escape(text)}\s*\(", around
        ):
            yield own_flaw(ABBREVIATION, one, f"“{text}” is not written out.")
