"""Writes docs/checks.md, and one journey's page, from the registry; takes a question's docstring apart."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from checks.model import Device, Question
from checks.registry import Block, JourneyPack

_PARTS = ("What it asks", "Why it matters", "How to fix")
_PART = re.compile(rf"^(?P<part>{'|'.join(_PARTS)}):[ \n]*", re.M)
_WHERE = {
    "walk": "the whole journey",
    "home": "the home page",
    "landing": "the service landing page",
    "task": "the task page",
    "form": "the first step of the form",
}
_DEVICES = {Device.DESKTOP: "desktop", Device.PHONE: "phone", Device.HTTP: "page source"}


class DocumentationError(ValueError):
    """A question's docstring lacks one of its three parts."""


@dataclass(frozen=True, slots=True)
class QuestionDoc:
    """The three parts of a question's docstring, each on one line of text."""

    asks: str
    matters: str
    fix: str


def question_doc(question: Question) -> QuestionDoc:
    """Take the docstring of *question* apart. Raises `DocumentationError` naming the part that is missing."""
    pieces = _PART.split(question.doc)
    found = {pieces[i]: " ".join(pieces[i + 1].split()) for i in range(1, len(pieces) - 1, 2)}
    for part in _PARTS:
        if not found.get(part):
            raise DocumentationError(f"{question.id}: its docstring has no part {part + ':'!r}")
    return QuestionDoc(*(found[part] for part in _PARTS))


def checks_page(core: Iterable[Question], blocks: Iterable[Block]) -> str:
    """Return the text of docs/checks.md: every question of the shared blocks, in the order of the registry.

    A journey's own questions are left to its file: a journey is added without an edit anywhere else.
    """
    core, blocks = tuple(core), tuple(blocks)
    lines = [
        "# Checks",
        "",
        "Written from the code by `python -m checks.documentation`: edit a question's docstring instead.",
        "",
        f"{len(core)} questions are asked in every survey; {sum(len(block.questions) for block in blocks)} "
        "more are asked of some councils and scored apart.",
        "",
        "Each journey has questions of its own, in its file in `checks/journeys/`. The published site has",
        "a page for each; `python -m checks.documentation report-fly-tipping` prints those of one journey.",
        "",
        "## Core block: asked in every survey",
        "",
    ]
    for question in core:
        lines += _entry(question)
    for block in blocks:
        lines += [f"## {block.title}: `{block.id}`", ""]
        for question in block.questions:
            lines += _entry(question)
    return "\n".join(lines).rstrip() + "\n"


def journey_page(pack: JourneyPack) -> str:
    """Return the questions of one journey, in the order in which they are asked."""
    lines = [f"# {pack.journey.title}: `{pack.journey.id}`", "", pack.journey.summary, ""]
    for question in pack.questions:
        lines += _entry(question)
    return "\n".join(lines).rstrip() + "\n"


def _entry(question: Question) -> list[str]:
    doc = question_doc(question)
    device = f" on a {_DEVICES[question.device]}" if question.device is not None else ""
    needs = ", ".join(f"`{facet}`" for facet in question.needs) or "nothing but the walk itself"
    rows = [
        f"### `{question.id}`",
        "",
        f"**{question.words}** Version {question.version}.",
        "",
        f"- What it asks: {doc.asks}",
        f"- Why it matters: {doc.matters}",
        f"- How to fix: {doc.fix}",
        f"- Seen on: {_WHERE[question.at]}{device}; needs {needs}.",
        f"- Yes: {question.yes}",
        f"- No: {question.no}",
    ]
    if question.source:
        rows.append(f"- Source: {question.source}")
    return [*rows, ""]


def _main() -> None:
    from checks.registry import blocks, core_questions, pack_of

    asked = sys.argv[1:]
    try:
        pages = [journey_page(pack_of(one)) for one in asked] or [checks_page(core_questions(), blocks())]
    except KeyError as error:
        sys.exit(str(error.args[0]))
    print("\n".join(pages), end="")


if __name__ == "__main__":
    _main()
