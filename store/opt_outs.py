"""opt-outs.csv: councils that asked to be left out; they are named, never visited and never scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from checks.model import Council
from store.inputs import BadCell, InputError, bad_rows, day_fault, read_table, too_wide, unknown_columns

FILE = "opt-outs.csv"
NEEDED = ("council", "name", "date")
# The column of a list of councils that says the same; `load_opt_outs` fills it in.
COLUMN = "opted_out"


def opted_out(council: Council) -> str:
    """Return the day on which *council* asked to be left out, as 2026-11-22; "" where it did not."""
    return str(council.extra.get(COLUMN) or "")


def load_opt_outs(path: Path, councils: Sequence[Council]) -> dict[str, str]:
    """Read the file: GSS code of each council that opted out, with the day.

    A row must agree with the code and the name of *councils*, where either is there: a wish that slipped into
    another row would have the wrong council visited. Raises `InputError` with a line for each fault.
    """
    table = read_table(path, NEEDED, "a file of councils that opted out")
    rows = [(number, table.cells(cells)) for number, cells in table.rows]
    faults = [*unknown_columns(table, NEEDED), *too_wide(table), *_faults(rows, councils)]
    if faults:
        raise bad_rows(path, faults)
    return {row["council"]: row["date"] for _, row in rows}


def opt_outs_beside(folder: Path, given: Path | None, councils: Sequence[Council]) -> dict[str, str]:
    """Return the opt-outs of the file *given*, else of the one in *folder*, which holds the runs; {} without.

    Raises `InputError`.
    """
    if given is not None and not given.is_file():
        raise InputError(f"{given} does not exist: give the path of {FILE}")
    path = given or folder / FILE
    return load_opt_outs(path, councils) if path.is_file() else {}


def marked(councils: Iterable[Council], wishes: Mapping[str, str]) -> tuple[Council, ...]:
    """Return *councils*, those of *wishes* with the day of their wish in the column `opted_out`."""
    return tuple(
        replace(one, extra={**one.extra, COLUMN: wishes[one.gss]}) if one.gss in wishes else one
        for one in councils
    )


def _faults(rows: Sequence[tuple[int, Mapping[str, str]]], councils: Sequence[Council]) -> Iterator[BadCell]:
    names = {one.gss: one.name for one in councils}
    codes = {_plain(one.name): one.gss for one in councils}
    for number, row in rows:
        code, name = row["council"], row["name"]
        for column in ("council", "name"):
            if not row[column]:
                yield BadCell(number, column, "", "must not be empty")
        if code in names and name and _plain(names[code]) != _plain(name):
            yield BadCell(number, "name", name, f"{code} is {names[code]} in the list of councils")
        elif code and code not in names and _plain(name) in codes:
            found = codes[_plain(name)]
            yield BadCell(number, "council", code, f"{name} has the code {found} in the list of councils")
        if fault := day_fault(row["date"]):
            yield BadCell(number, "date", row["date"], fault)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
