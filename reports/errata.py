"""Corrections of a published edition: decisions that changed an answer, and notes written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.model import Outcome
from reports.decisions import Decided
from reports.reviews import cells_of
from store.inputs import BadCell, bad_rows, day_fault, read_table, too_wide, unknown_columns

FILE = "errata.csv"
NEEDED = ("date", "correction")
# Whom it is about, where it is about one council.
ADDED = ("council",)


@dataclass(frozen=True, slots=True)
class Note:
    """A correction written down by hand; `council` is a GSS code or empty."""

    date: date
    council: str
    text: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction. `before` and `after` are outcomes of the answer, None where it is about none."""

    date: date
    council: str
    journey: str
    question: str
    before: Outcome | None
    after: Outcome | None
    reason: str


def load_notes(path: Path) -> tuple[Note, ...]:
    """Read a file of corrections. Raises `InputError` with a line for each fault of the file."""
    table = read_table(path, NEEDED, "a file of corrections")
    rows = [(number, cells_of(table, cells)) for number, cells in table.rows]
    faults = [*unknown_columns(table, (*NEEDED, *ADDED)), *too_wide(table)]
    for number, row in rows:
        faults.extend(BadCell(number, one, "", "must not be empty") for one in NEEDED if not row[one])
        if row["date"] and (fault := day_fault(row["date"])):
            faults.append(BadCell(number, "date", row["date"], fault))
    if faults:
        raise bad_rows(path, faults)
    return tuple(
        Note(date.fromisoformat(row["date"]), row.get("council", ""), row["correction"]) for _, row in rows
    )


def errata(decided: Decided, notes: Sequence[Note], published: date | None) -> tuple[Erratum, ...]:
    """Return the corrections of an edition published on that day, newest first; a draft has none.

    A decision dated later than the publication corrects the edition where it changes what had been published:
    the decision that held on that day, else the rule's answer.
    """
    if published is None:
        return ()
    found = [Erratum(one.date, one.council, "", "", None, None, one.text) for one in notes]
    found.extend(_corrected(decided, published))
    return tuple(sorted(found, key=lambda one: (one.date, one.council, one.question), reverse=True))


def _corrected(decided: Decided, published: date) -> Iterator[Erratum]:
    for decision in decided.holding.values():
        review = decision.review
        known = [one for one in decision.earlier if one.date <= published]
        before = known[-1].outcome if known else decision.machine.outcome
        if review.date > published and review.outcome is not before:
            yield Erratum(review.date, *review.key, before, review.outcome, review.reason)
