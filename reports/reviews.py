"""reviews.csv: what people decided about answers, read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.model import Outcome
from checks.registry import all_questions, journey_ids
from store.inputs import (
    BadCell,
    InputError,
    Table,
    bad_rows,
    day_fault,
    nearest,
    read_table,
    too_wide,
    unknown_columns,
)

FILE = "reviews.csv"
NEEDED = ("run", "council", "journey", "question", "outcome", "reviewer", "reason", "date")
# What the review page adds: the machine's outcome, the version of its rule, and what the decision rests on.
ADDED = ("machine", "version", "evidence")
# A spreadsheet would run a cell that begins so; the quote before it is ours and not the person's.
_GUARDED = re.compile(r"'(?=[=+\-@\t])")
_RUN = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,100}")
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """One person's decision about one answer; `machine`, `version` and `evidence` may be unknown."""

    run: str
    council: str
    journey: str
    question: str
    outcome: Outcome
    reviewer: str
    reason: str
    date: date
    machine: Outcome | None = None
    version: int | None = None
    evidence: str = ""

    @property
    def key(self) -> Key:
        """The answer it is about, in whatever run."""
        return self.council, self.journey, self.question


def load_reviews(path: Path) -> tuple[Review, ...]:
    """Read a reviews file. Raises `InputError` with a line for each fault of the file.

    Columns: `NEEDED`, and `ADDED` where they are known. A later row about the same answer of the same run
    replaces an earlier one; two rows of one day that contradict each other are a fault.
    """
    table = read_table(path, NEEDED, "a reviews file")
    rows = [(number, cells_of(table, cells)) for number, cells in table.rows]
    faults = [*unknown_columns(table, (*NEEDED, *ADDED)), *too_wide(table), *_faults(rows)]
    if faults:
        raise bad_rows(path, faults)
    return tuple(_review(row) for _, row in rows)


def cells_of(table: Table, cells: tuple[str, ...]) -> dict[str, str]:
    """Return a row by column, without the quotes that keep spreadsheets from running a cell."""
    return {name: _GUARDED.sub("", cell) for name, cell in table.cells(cells).items()}


def question_fault(journey: str, question: str) -> str:
    """Return what is wrong with a question's id in a survey of *journey*, or an empty text."""
    known = {one.id for one in all_questions()}
    if question not in known:
        return f"no such question{nearest(question, known)}"
    prefix = question.partition("/")[0]
    if journey and prefix in journey_ids() and prefix != journey:
        return f"not a question of {journey}"
    return ""


def journey_fault(journey: str) -> str:
    """Return what is wrong with a journey's id, or an empty text."""
    if journey not in journey_ids():
        return f"no such journey{nearest(journey, journey_ids())}"
    return ""


def _faults(rows: list[tuple[int, dict[str, str]]]) -> Iterator[BadCell]:
    decided: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, row in rows:
        empty = [column for column in NEEDED if not row[column]]
        for column in empty:
            yield BadCell(number, column, "", "must not be empty")
        for column, problem in _problems(row).items():
            if problem and column not in empty:
                yield BadCell(number, column, row[column], problem)
        key = tuple(row[name] for name in ("run", "council", "journey", "question", "date"))
        earlier, outcome = decided.setdefault(key, (number, row["outcome"]))
        if outcome != row["outcome"]:
            problem = f"row {earlier} decides the same answer on the same day otherwise: {outcome}"
            yield BadCell(number, "outcome", row["outcome"], problem)


def _problems(row: Mapping[str, str]) -> dict[str, str]:
    outcomes = f"must be one of {', '.join(Outcome)}"
    version, evidence, machine = (row.get(name, "") for name in ("version", "evidence", "machine"))
    found = {
        "run": "" if _RUN.fullmatch(row["run"]) else "not the name of a run",
        "journey": journey_fault(row["journey"]),
        "question": question_fault(row["journey"], row["question"]),
        "outcome": "" if row["outcome"] in tuple(Outcome) else outcomes,
        "date": day_fault(row["date"]),
        "machine": "" if not machine or machine in tuple(Outcome) else outcomes,
        "version": "" if not version or version.isdecimal() else "not a whole number",
        "evidence": "" if re.fullmatch(r"(?:[0-9a-f]{64})?", evidence) else "not a SHA-256 in hex",
    }
    return {column: problem for column, problem in found.items() if column in row}


def _review(row: Mapping[str, str]) -> Review:
    machine, version = row.get("machine", ""), row.get("version", "")
    return Review(
        **{name: row[name] for name in ("run", "council", "journey", "question", "reviewer", "reason")},
        outcome=Outcome(row["outcome"]),
        date=date.fromisoformat(row["date"]),
        machine=Outcome(machine) if machine else None,
        version=int(version) if version else None,
        evidence=row.get("evidence", ""),
    )


def found_beside(run: Path, given: Path | None, name: str) -> Path | None:
    """Return the file *given*, else the one of that *name* beside the folder of a run, if it is there."""
    if given is not None:
        if not given.is_file():
            raise InputError(f"{given} does not exist: give the path of {name}")
        return given
    beside = run.absolute().parent / name
    return beside if beside.is_file() else None
