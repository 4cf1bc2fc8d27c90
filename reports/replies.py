"""replies.csv: what councils replied about answers and what was decided, read strictly.

A reply never changes an answer by itself: that takes a row of reviews.csv.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from reports.reviews import cells_of, journey_fault, question_fault
from store.inputs import BadCell, bad_rows, day_fault, read_table, too_wide, unknown_columns

FILE = "replies.csv"
NEEDED = ("council", "question", "words", "decision", "date")
# Without it a reply is about the question in every journey of that council.
ADDED = ("journey",)


class Verdict(StrEnum):
    """What was decided about a reply; each begins the cell `decision`, a reason may follow after a colon."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly upheld"
    REFUSED = "not upheld"


@dataclass(frozen=True, slots=True)
class Reply:
    """A council's words about its answers to one question, and what was decided; `date` is the reply's."""

    council: str
    journey: str
    question: str
    words: str
    verdict: Verdict
    reason: str
    date: date

    def about(self, council: str, journey: str, question: str) -> bool:
        """Say whether the reply is about that answer."""
        return (self.council, self.question) == (council, question) and self.journey in ("", journey)


def load_replies(path: Path) -> tuple[Reply, ...]:
    """Read a replies file. Raises `InputError` with a line for each fault of the file."""
    table = read_table(path, NEEDED, "a replies file")
    rows = [(number, cells_of(table, cells)) for number, cells in table.rows]
    faults = [*unknown_columns(table, (*NEEDED, *ADDED)), *too_wide(table)]
    for number, row in rows:
        faults.extend(_faults(number, row))
    if faults:
        raise bad_rows(path, faults)
    return tuple(_reply(row) for _, row in rows)


def _faults(number: int, row: Mapping[str, str]) -> Iterator[BadCell]:
    journey = row.get("journey", "")
    for column in ("council", "question", "words", "date"):
        if not row[column]:
            yield BadCell(number, column, "", "must not be empty")
    if journey and (fault := journey_fault(journey)):
        yield BadCell(number, "journey", journey, fault)
    if row["question"] and (fault := question_fault(journey, row["question"])):
        yield BadCell(number, "question", row["question"], fault)
    if row["date"] and (fault := day_fault(row["date"])):
        yield BadCell(number, "date", row["date"], fault)
    if _verdict(row["decision"]) is None:
        known = ", ".join(Verdict)
        yield BadCell(number, "decision", row["decision"], f"must begin with one of {known}, or be empty")


def _verdict(cell: str) -> Verdict | None:
    """Return the verdict that a cell begins with; an empty one is open."""
    first = " ".join(cell.partition(":")[0].casefold().split()) or Verdict.OPEN
    return Verdict(first) if first in tuple(Verdict) else None


def _reply(row: Mapping[str, str]) -> Reply:
    return Reply(
        council=row["council"],
        journey=row.get("journey", ""),
        question=row["question"],
        words=row["words"],
        verdict=_verdict(row["decision"]) or Verdict.OPEN,
        reason=row["decision"].partition(":")[2].strip(),
        date=date.fromisoformat(row["date"]),
    )
