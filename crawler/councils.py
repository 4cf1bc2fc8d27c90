"""Who is assessed: councils.csv, checked in full before anything starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checks.model import Council, CouncilType
from store.inputs import BadCell, InputError, bad_rows, fault_of_url, nearest, read_table

NEEDED = ("gss", "name", "type", "nation", "region", "homepage", "parent_gss")
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
_FILLED = ("gss", "name", "type", "nation", "homepage")
# A council's code names its folder in the run, so it may hold nothing that a path could be made of.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


def load_councils(path: Path) -> tuple[Council, ...]:
    """Read and check a councils file; the councils come in the file's order.

    Needed columns: `NEEDED`; all others are kept as text in `Council.extra`. Raises `InputError`
    listing every bad cell of the file with its row, column and value.
    """
    table = read_table(path, NEEDED, "a councils file")
    faults: list[BadCell] = []
    rows: list[tuple[int, dict[str, str]]] = []
    for number, cells in table.rows:
        if any(cells[len(table.columns) :]):
            problem = (
                f"the row has {len(cells)} cells and the header {len(table.columns)}; quote cells with commas"
            )
            faults.append(
                BadCell(number, f"{len(table.columns) + 1}", ",".join(cells[len(table.columns) :]), problem)
            )
        rows.append((number, table.cells(cells)))
    if not rows:
        raise InputError(f"{path} lists no council: add at least one row below the header")
    faults.extend(_faults(rows))
    if faults:
        raise bad_rows(path, faults)
    return tuple(_council(row) for _, row in rows)


def select_councils(
    councils: Sequence[Council], wanted: Sequence[str] = (), types: Sequence[str] = ()
) -> tuple[Council, ...]:
    """Return the councils named by *wanted* (GSS codes, current or former, or names) and of one of *types*.

    Nothing wanted means all of them. Raises `InputError` naming every unknown one with the nearest
    that exist, and where nothing is left.
    """
    problems: list[str] = []
    chosen_types: set[CouncilType] = set()
    for name in types:
        if name in tuple(CouncilType):
            chosen_types.add(CouncilType(name))
        else:
            problems.append(
                f"no council type {name!r}{nearest(name, CouncilType)}; there are: {', '.join(CouncilType)}"
            )
    chosen: set[str] = set()
    for name in wanted:
        found = _named(councils, name)
        if len(found) == 1:
            chosen.add(found[0].gss)
        elif found:
            several = ", ".join(f"{one.name} ({one.gss})" for one in found[:6])
            problems.append(f"{name!r} could be any of: {several}; give the GSS code")
        else:
            known = [text for council in councils for text in (council.name, council.gss)]
            problems.append(f"no council {name!r} in the file{nearest(name, known)}")
    if problems:
        raise InputError("\n".join(problems))
    left = tuple(
        council
        for council in councils
        if (not wanted or council.gss in chosen) and (not chosen_types or council.type in chosen_types)
    )
    if not left:
        raise InputError("no council is left: none of those named is of the type asked for")
    return left


def former_codes(council: Council) -> tuple[str, ...]:
    """Return the GSS codes the council's area had before (optional column `former_gss`, joined with `;`)."""
    return tuple(code.strip() for code in council.extra.get("former_gss", "").split(";") if code.strip())


def _faults(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Iterable[BadCell]:
    first: dict[str, int] = {}
    codes = {row["gss"] for _, row in rows}
    for number, row in rows:
        for column in _FILLED:
            if not row[column]:
                yield BadCell(number, column, "", "must not be empty")
        for column, problem in _problems(row, codes):
            yield BadCell(number, column, row[column], problem)
        # Folded, because two codes that differ only in case would share a folder on some disks.
        code = row["gss"].casefold()
        if code and code in first:
            yield BadCell(number, "gss", row["gss"], f"the same code is in row {first[code]}")
        first.setdefault(code, number)


def _problems(row: Mapping[str, str], codes: set[str]) -> Iterable[tuple[str, str]]:
    if row["gss"] and not _CODE.fullmatch(row["gss"]):
        yield "gss", "a code holds only letters and digits, as E07000223"
    if re.search(r"[\x00-\x1f\x7f]", row["name"]):
        yield "name", "holds a line break or control character"
    if row["type"] and row["type"] not in tuple(CouncilType):
        yield (
            "type",
            f"not a council type{nearest(row['type'], CouncilType)}; there are: {', '.join(CouncilType)}",
        )
    if row["nation"] and _nation(row["nation"]) is None:
        yield "nation", f"must be one of {', '.join(NATIONS)}"
    if row["homepage"] and (fault := fault_of_url(row["homepage"])):
        yield "homepage", fault
    if row["parent_gss"] and row["parent_gss"] == row["gss"]:
        yield "parent_gss", "a council cannot be its own parent"
    elif row["parent_gss"] and row["parent_gss"] not in codes:
        yield "parent_gss", "no council in this file has that code; add its row or leave the cell empty"


def _nation(text: str) -> str | None:
    return next((nation for nation in NATIONS if nation.casefold() == text.casefold()), None)


def _council(row: Mapping[str, str]) -> Council:
    return Council(
        gss=row["gss"],
        name=row["name"],
        type=CouncilType(row["type"]),
        nation=_nation(row["nation"]) or row["nation"],
        region=row["region"],
        homepage=row["homepage"],
        parent_gss=row["parent_gss"],
        extra={name: value for name, value in row.items() if name and name not in NEEDED},
    )


def _named(councils: Sequence[Council], wanted: str) -> list[Council]:
    """Return the councils that *wanted* names: by code or whole name, else by its first words."""
    key = wanted.strip().casefold()
    exact = [council for council in councils if key in {name.casefold() for name in _names(council)}]
    if exact or not key:
        return exact
    return [council for council in councils if f"{council.name.casefold()} ".startswith(f"{key} ")]


def _names(council: Council) -> tuple[str, ...]:
    other = (council.extra.get(column, "") for column in ("short_name", "slug", "welsh_name"))
    return (council.gss, council.name, *former_codes(council), *(name for name in other if name))
