"""The accessibility statement, judged point by point as the 2018 regulations and GDS's monitoring ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from checks.accessibility.statement_points import CHECKS
from checks.accessibility.statement_scene import Page, Scene
from checks.accessibility.statement_words import COMMITTED, NOT_COMPLIANT, REGULATIONS
from checks.model import Outcome
from checks.page_view import PageView

# What each point says of a statement without a fault, in order; ids are published.
WORDS = {
    "linked": "The home page and every page visited link the statement.",
    "statement": "It is a statement, not a page about text size and colours.",
    "heading": "Its heading is “Accessibility statement” with the site’s name.",
    "scope": "It says which site it applies to.",
    "commitment": "It makes the commitment that the regulations word, and names them.",
    "web-page": "It is a web page, not a file.",
    "one-page": "It is whole on one page.",
    "status-heading": "It has the heading “Compliance status”.",
    "one-status": "It gives one status (fully, partially or not compliant), with version and level of WCAG.",
    "status-fits": "Its status does not contradict what was seen.",
    "version": "It is written against WCAG 2.2.",
    "non-accessible": "It has the heading “Non-accessible content”.",
    "subheadings": "It parts non-compliance, disproportionate burden and what is out of scope.",
    "criteria-listed": "It lists the failing success criteria by number, among them those that we saw fail.",
    "fix-dates": "The dates by which it promises to mend something are still to come.",
    "out-of-scope": "It declares nothing out of scope that the regulations cover.",
    "preparation": "It has the heading “Preparation of this accessibility statement”.",
    "prepared": "It says when it was prepared.",
    "reviewed": "It says when it was last reviewed.",
    "within-a-year": "It was prepared or reviewed within the last year.",
    "tested": "It says how, by whom and when the site was tested.",
    "feedback": "It has the heading “Feedback and contact information”, with a way to get in touch.",
    "response-time": "It says how soon an answer comes.",
    "enforcement": "It has the heading “Enforcement procedure”.",
    "board": "It names the body that enforces the regulations, and links to help with complaints.",
    "no-placeholders": "No words of a template are left to fill in.",
    "no-parsing": "It does not cite criterion 4.1.1, which WCAG 2.2 removed.",
    "page-audit": "The statement’s own page passes the audit.",
}
IDS = tuple(WORDS)


@dataclass(frozen=True, slots=True)
class Point:
    """One of the 28 checks: its number, its id in `WORDS`, outcome, and in a sentence what was seen."""

    number: int
    id: str
    outcome: Outcome
    detail: str


def judge_statement(page: PageView, scene: Scene) -> tuple[Point, ...]:
    """Return the 28 points of a statement page. A file in place of a page answers the sixth alone."""
    kind = str(page.http.get("content_type") or "")
    if kind and "html" not in kind and "xml" not in kind:
        rest = "The statement is a file, which was not read."
        return tuple(
            Point(n, one, Outcome.NO, f"It is a file: {kind}.")
            if n == 6
            else _linked(scene)
            if n == 1
            else Point(n, one, Outcome.COULD_NOT_TEST, rest)
            for n, one in enumerate(IDS, 1)
        )
    read = _read(page, scene)
    found = [_linked(scene)]
    for number, check in enumerate(CHECKS, 2):
        outcome, detail = check(read)
        found.append(Point(number, IDS[number - 1], outcome, detail))
    return tuple(found)


def no_statement(scene: Scene) -> tuple[Point, ...]:
    """Return the points where no statement was found: the first is No, the rest do not arise."""
    why = "No accessibility statement was found."
    points = [Point(n, one, Outcome.NOT_APPLICABLE, why) for n, one in enumerate(IDS, 1)]
    return (Point(1, IDS[0], Outcome.NO, f"No page of {scene.site} that was visited links one."), *points[1:])


def _read(page: PageView, scene: Scene) -> Page:
    headings = [(text, tag) for _, text, tag in page.headings if text and page.in_main(tag)]
    known = {id(tag): text for text, tag in headings}
    sections: list[tuple[str, list[str]]] = [("", [])]
    for block in page.blocks:
        if id(block.element) in known:
            sections.append((known[id(block.element)], []))
        else:
            sections[-1][1].append(block.text)
    links = tuple((link.url or link.href, f"{link.text} {link.name}") for link in page.own_links)
    told = tuple((heading, "\n".join(lines)) for heading, lines in sections)
    text = "\n".join(f"{heading}\n{words}" for heading, words in told)
    return Page(text, tuple(text for text, _ in headings), told, links, scene)


def _linked(scene: Scene) -> Point:
    if scene.home and scene.linked >= scene.visited:
        return Point(1, IDS[0], Outcome.YES, f"The home page and all {scene.visited} pages visited link it.")
    where = "the home page does not" if not scene.home else f"{scene.visited - scene.linked} pages do not"
    return Point(1, IDS[0], Outcome.NO, f"Of the pages visited, {where} link it.")


class LinkWords(Protocol):
    """A link as the crawler or a check sees it."""

    @property
    def url(self) -> str:
        """The absolute address, "" where it cannot be used."""

    @property
    def text(self) -> str:
        """What is seen."""

    @property
    def name(self) -> str:
        """What assistive technology says."""


# The link says that a statement is behind it; it says no more than "accessibility"; it says something of it.
NAMES_STATEMENT, SAYS_ACCESSIBILITY, MENTIONS_ACCESSIBILITY = 0, 1, 2
_ACCESSIBILITY = re.compile(r"accessibility|hygyrchedd", re.I)
_STATEMENT = re.compile(r"statement|datganiad", re.I)
_ALONE = re.compile(
    r"\W*(?:(?:our|web|website|site|digital|the|about|on|this|of)\W+)*(?:accessibility|hygyrchedd)"
    r"(?:\W+(?:of|on|for|this|our|the|web|website|site|information|help|policy|notice))*\W*",
    re.I,
)


def statement_links(links: Iterable[LinkWords]) -> Iterator[tuple[int, str]]:
    """Yield (how plainly it is named, address) of what a page calls its statement, the likeliest first."""
    ranked: dict[str, int] = {}
    for link in links:
        for words in (link.text, link.name):
            if link.url and _ACCESSIBILITY.search(words):
                plainly = (
                    NAMES_STATEMENT
                    if _STATEMENT.search(words)
                    else SAYS_ACCESSIBILITY
                    if _ALONE.fullmatch(words)
                    else MENTIONS_ACCESSIBILITY
                )
                ranked[link.url] = min(plainly, ranked.get(link.url, plainly))
    yield from sorted(((rank, url) for url, rank in ranked.items()), key=lambda one: one[0])


def reads_as_statement(headings: Sequence[str], text: str) -> bool:
    """Say whether a page's headings and main text are those of a statement under the regulations.

    A heading that names one is enough where the page then says how far the site complies, commits itself
    or names the regulations; a page that cites them in passing (a tender, a policy) has no such heading.
    """
    named = any(_ACCESSIBILITY.search(one) for one in headings)
    states = any(pattern.search(text) for pattern in NOT_COMPLIANT.values())
    return named and bool(states or REGULATIONS.search(text) or COMMITTED.search(text))
