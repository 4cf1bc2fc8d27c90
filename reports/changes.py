"""What changed between two runs, or between two judgements of the same evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from checks.model import Answer
from store import RunFolder

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not what it was."""

    council: str
    journey: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The answers compared, those that changed, and those that could not be compared.

    `new_rule` counts answers whose question has another version: never a change of the council's.
    `only_now` and `only_before` count answers that the other run does not have.
    """

    compared: int
    changed: tuple[Change, ...]
    new_rule: int
    only_now: int
    only_before: int

    def kinds(self) -> Mapping[tuple[str, str], int]:
        """Return how many answers went from one outcome to another, most frequent first."""
        counted = Counter((change.before, change.after) for change in self.changed)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def changes(now: RunFolder, before: RunFolder) -> Changes:
    """Compare the answers of two runs, question by question. Raises `StoreError` where one has none."""
    return compare(now.rows("answers"), before.rows("answers"))


def changed_answers(now: Iterable[Answer], before: Iterable[Answer]) -> Changes:
    """Compare the answers of two runs that were read already."""
    return compare(map(_row, now), map(_row, before))


def _row(answer: Answer) -> dict[str, Any]:
    return {
        "council": answer.council,
        "journey": answer.journey,
        "question": answer.question,
        "outcome": answer.outcome.value,
        "version": answer.version,
    }


def compare(now: Iterable[Mapping[str, Any]], before: Iterable[Mapping[str, Any]]) -> Changes:
    """Compare two sets of answer rows; only answers to the same version of a question count."""
    old = {_key(row): (row["outcome"], row["version"]) for row in before}
    found: list[Change] = []
    compared = new_rule = only_now = 0
    for row in now:
        outcome, version = old.pop(_key(row), (None, None))
        if outcome is None:
            only_now += 1
        elif version != row["version"]:
            new_rule += 1
        else:
            compared += 1
            if outcome != row["outcome"]:
                found.append(Change(*_key(row), before=outcome, after=row["outcome"]))
    return Changes(compared, tuple(found), new_rule, only_now, len(old))


def show_changes(console: Console, found: Changes, other: str, *, limit: int = 40) -> None:
    """Print which answers changed since the run *other*, at most *limit* of them one by one."""
    console.print(
        f"Against {other}: {len(found.changed):,} of {found.compared:,} answers changed.", markup=False
    )
    for (before, after), count in found.kinds().items():
        console.print(f"  {count:,} from {before} to {after}", markup=False)
    apart = (
        (found.new_rule, "not compared, because the question has another version"),
        (found.only_now, "new"),
        (found.only_before, "gone"),
    )
    for count, what in apart:
        if count:
            console.print(f"  {count:,} {what}", markup=False)
    if not found.changed:
        return
    # Ids are for copying: folded in a narrow terminal, never cut.
    names = ("council", "journey", "question", "before", "now")
    table = Table(*(Column(name, overflow="fold") for name in names), box=None)
    for change in found.changed[:limit]:
        table.add_row(change.council, change.journey, change.question, change.before, change.after)
    console.print(table)
    if len(found.changed) > limit:
        console.print(f"  and {len(found.changed) - limit:,} more", markup=False)


def _key(row: Mapping[str, Any]) -> _Key:
    return row["council"], row["journey"], row["question"]
