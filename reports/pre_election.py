"""Pre-election periods, in which no edition is published unless forced (methodology, section 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from checks.reading_time import take_working_days
from reports.reviews import cells_of
from store.inputs import BadCell, InputError, bad_rows, day_fault, read_table, too_wide, unknown_columns

FILE = "pre-election.csv"
NEEDED = ("from", "until", "election")
# A notice of election is published 25 working days before the poll at the latest: the Local Elections
# (Principal Areas) (England and Wales) Rules 2006, schedule 2, rule 1.
NOTICE = 25
_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A pre-election period, both days included."""

    first: date
    last: date
    election: str

    def holds(self, day: date) -> bool:
        """Say whether *day* is in it."""
        return self.first <= day <= self.last


def ordinary_period(year: int) -> Period:
    """Return the period before the ordinary local elections of *year*, which some councils have every year.

    It begins when the notice of election is published at the latest, and ends with the poll on the first
    Thursday in May: section 37 of the Representation of the People Act 1983.
    """
    may = date(year, 5, 1)
    poll = may + timedelta(days=(_THURSDAY - may.weekday()) % 7)
    return Period(take_working_days(poll, NOTICE), poll, f"the local elections of {poll.isoformat()}")


def load_periods(path: Path) -> tuple[Period, ...]:
    """Read further periods, as before a general election. Raises `InputError` with a line for each fault."""
    table = read_table(path, NEEDED, "a file of pre-election periods")
    rows = [(number, cells_of(table, cells)) for number, cells in table.rows]
    faults = [*unknown_columns(table, NEEDED), *too_wide(table)]
    for number, row in rows:
        faults.extend(_faults(number, row))
    if faults:
        raise bad_rows(path, faults)
    return tuple(
        Period(date.fromisoformat(row["from"]), date.fromisoformat(row["until"]), row["election"])
        for _, row in rows
    )


def _faults(number: int, row: Mapping[str, str]) -> Iterator[BadCell]:
    wrong = {name: day_fault(row[name]) for name in ("from", "until")}
    for name, fault in wrong.items():
        if fault:
            yield BadCell(number, name, row[name], fault)
    if not any(wrong.values()) and row["until"] < row["from"]:
        yield BadCell(number, "until", row["until"], f"is before {row['from']}, on which the period begins")
    if not row["election"]:
        yield BadCell(number, "election", "", "must not be empty")


def refuse_before_elections(day: date, further: Sequence[Period] = (), *, force: bool = False) -> str:
    """Raise `InputError` where *day* is in a pre-election period; with *force* return a note that says so.

    "" where it is in none. *further* are periods besides those of the ordinary local elections.
    """
    found = next((one for one in (ordinary_period(day.year), *further) if one.holds(day)), None)
    if found is None:
        return ""
    said = f"{day} is in the pre-election period of {found.election} ({found.first} to {found.last})"
    if force:
        return f"{said}; published all the same, as --force asks"
    raise InputError(
        f"--published {day}: {said}, in which no edition is published. Choose a day after it, or give --force"
    )
