"""CSV files that people hand us: read strictly, with every fault named by file, row, column and value."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.IGNORECASE)
_SHOWN = 80
_CLOSE_ENOUGH = 60


class InputError(ValueError):
    """Something the person gave cannot be used; the text says what, where, and what to do."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """One fault in a table. `row` counts the file's lines from 1, so the header is usually row 1."""

    row: int
    column: str
    value: str
    problem: str

    def __str__(self) -> str:
        """Return `row 7, column homepage, value 'x': problem`."""
        shown = self.value if len(self.value) <= _SHOWN else self.value[: _SHOWN - 3] + "..."
        return f"row {self.row}, column {self.column}, value {shown!r}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its column names and its rows, each with the line on which it starts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """Return a row as a mapping; cells that are not there are empty."""
        padded = [*row, *[""] * (len(self.columns) - len(row))]
        return dict(zip(self.columns, padded, strict=False))


def read_table(path: Path, needed: Sequence[str], what: str, *, lenient: bool = False) -> Table:
    """Read a CSV file with a header that has the *needed* columns; blank lines are left out.

    *what* names the kind of file in the messages. With *lenient*, bytes that are not UTF-8 become
    U+FFFD instead of an error. Column names are matched without regard to case or outer spaces.
    Raises `InputError`, one line, where the file cannot be read or is something else.
    """
    text = _text(path, what, lenient)
    if not text.strip():
        raise InputError(f"{path} is empty: {what} has a header with {', '.join(needed)}")
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=not lenient)
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((start, tuple(cell.strip() for cell in row)))
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}, row {start}: not a readable CSV file ({error})") from None
    columns = _columns(path, rows[0][1], needed, what)
    return Table(columns, tuple(rows[1:]))


def fault_of_url(url: str) -> str:
    """Return what is wrong with a web address, or an empty text: only http and https with a host will do."""
    if re.search(r"[\s\x00-\x1f\x7f]", url):
        return "a web address holds no spaces or control characters"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return f"not a web address ({error})"
    if parts.scheme not in ("http", "https"):
        return "must start with http:// or https://"
    if not host:
        return "has no host name"
    if parts.username is not None or parts.password is not None:
        return "must not hold a user name or password"
    if ":" not in host and not _HOST.fullmatch(_ascii(host)):
        return f"{host!r} is not a host name"
    return ""


def nearest(name: str, known: Iterable[str], limit: int = 3) -> str:
    """Return `; did you mean A or B?`, or an empty text where nothing known comes near *name*."""
    found = process.extract(
        name, [str(one) for one in known], scorer=fuzz.WRatio, processor=str.casefold, limit=limit
    )
    close = [text for text, score, _ in found if score >= _CLOSE_ENOUGH]
    return f"; did you mean {' or '.join(close)}?" if close else ""


def unknown_columns(table: Table, known: Sequence[str]) -> Iterator[BadCell]:
    """Yield a fault for each column that such a file does not have."""
    for name in table.columns:
        if name not in known:
            yield BadCell(
                1, name, name, f"no such column{nearest(name, known)}; there are: {', '.join(known)}"
            )


def too_wide(table: Table) -> Iterator[BadCell]:
    """Yield a fault for each row with more cells than the header."""
    width = len(table.columns)
    for number, cells in table.rows:
        if any(cells[width:]):
            problem = f"the row has {len(cells)} cells and the header {width}; quote cells with commas"
            yield BadCell(number, str(width + 1), ",".join(cells[width:]), problem)


def day_fault(text: str) -> str:
    """Return what is wrong with a day, or an empty text."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return "not a date such as 2026-11-22"
    return ""


def bad_rows(path: Path, faults: Sequence[BadCell]) -> InputError:
    """Return the error that lists every fault of one file."""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = "".join(f"\n  {path}, {fault}" for fault in sorted(faults, key=lambda one: one.row))
    return InputError(f"{path} has {count}; nothing was started.{lines}")


def _text(path: Path, what: str, lenient: bool) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: give the path of {what}") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder: give the path of {what}") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f'{path} is in UTF-16: save it as "CSV UTF-8"')
    try:
        return data.decode("utf-8-sig", "replace" if lenient else "strict")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise InputError(
            f'{path}, row {row}: byte 0x{byte:02X} is not UTF-8; save it as "CSV UTF-8"'
        ) from None


def _columns(path: Path, header: Sequence[str], needed: Sequence[str], what: str) -> tuple[str, ...]:
    spelling: Mapping[str, str] = {name.casefold(): name for name in needed}
    columns = tuple(spelling.get(name.casefold(), name) for name in header)
    missing = [name for name in needed if name not in columns]
    if missing:
        hint = ""
        for mark, word in ((";", "semicolons"), ("\t", "tabs")):
            if len(columns) == 1 and mark in columns[0]:
                hint = f"; it seems to be separated by {word}: save it with commas"
        raise InputError(f"{path} is not {what}: its header has no column {', '.join(missing)}{hint}")
    twins = sorted({name for name in columns if name and columns.count(name) > 1})
    if twins:
        raise InputError(f"{path}: the header names {', '.join(twins)} more than once")
    return columns


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""
