"""The accessibility statement, judged point by point as the 2018 regulations and GDS's monitoring ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.accessibility.statement_points import CHECKS
from checks.accessibility.statement_scene import Page, Scene
from checks.model import Outcome
from checks.page_view import PageView

# Numbers of accessibility.md's list; ids are published.
IDS = (
    "linked statement heading scope commitment web-page one-page status-heading one-status status-fits "
    "version non-accessible subheadings criteria-listed fix-dates out-of-scope preparation prepared reviewed "
    "within-a-year tested feedback response-time enforcement board no-placeholders no-parsing page-audit"
).split()


@dataclass(frozen=True, slots=True)
class Point:
    """One of the 28 checks: its number, id, outcome, and in a sentence what was seen."""

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
    headings = [(text, tag) for _, text, tag in page.headings if page.in_main(tag)]
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


def statement_links(page: PageView) -> Iterator[str]:
    """Yield the addresses that a page calls its accessibility statement, the likeliest first."""
    ranked = []
    for link in page.links:
        words = f"{link.text} {link.name}"
        if link.url and re.search(r"accessibility|hygyrchedd", words, re.I):
            ranked.append((not re.search(r"statement|datganiad", words, re.I), link.url))
    yield from dict.fromkeys(url for _, url in sorted(ranked, key=lambda one: one[0]))
