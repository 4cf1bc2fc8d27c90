"""One SQLite file of a run's open data, for Datasette or a spreadsheet's query tool."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.model import Council
from store import LATER_TABLES, TABLES, RunFolder, StoreError
from store.files import whole_file

# Columns that are not text; every other column is.
_TYPES = {
    "clicks": "INTEGER",
    "stars": "INTEGER",
    "score": "REAL",
    "score_low": "REAL",
    "score_high": "REAL",
    "coverage": "REAL",
    "decided": "INTEGER",
    "not_applicable": "INTEGER",
    "could_not_test": "INTEGER",
    "duration_s": "REAL",
    "confidence": "REAL",
    "version": "INTEGER",
    "pages": "INTEGER",
    "status": "INTEGER",
    "ms": "INTEGER",
    "bytes": "INTEGER",
    "number": "INTEGER",
    "value": "REAL",
}
_INDEXES = {
    "surveys": (("council", "journey"), ("journey", "stars"), ("council_type",)),
    "answers": (("council", "journey"), ("question", "outcome")),
    "findings": (("council", "journey"), ("rule",)),
    "pages": (("council",), ("cause",)),
    "statements": (("council",), ("id", "outcome")),
    "measures": (("council", "journey"), ("measure",)),
}
_COUNCIL_COLUMNS = ("gss", "name", "type", "nation", "region", "homepage", "parent_gss")


def export_sqlite(run: RunFolder, target: Path) -> dict[str, int]:
    """Write the tables of open data, councils and manifest of *run* to *target*; return rows by table.

    The file appears whole or not at all, and replaces an earlier one. What the JSON Lines hold beyond
    the contract's columns is in the column `more`, as JSON. Raises `StoreError`.
    """
    refuse_other_files(target)
    with whole_file(target) as partial:
        return _write(run, partial)


def refuse_other_files(target: Path) -> None:
    """Raise `StoreError` where *target* is no SQLite file of ours, or cannot be one."""
    if target.exists() and not _is_ours(target):
        raise StoreError(f"{target} is there already and is not an SQLite file; it is left as it is")
    if not target.parent.is_dir():
        raise StoreError(f"{target.parent} is not a folder: make it first")


def _write(run: RunFolder, path: Path) -> dict[str, int]:
    counts = {}
    connection = sqlite3.connect(path)
    try:
        with connection:
            counts["councils"] = _councils(connection, run.councils())
            for name, columns in TABLES.items():
                counts[name] = _table(connection, name, columns, _rows_of(run, name))
            counts["manifest"] = _manifest(connection, run.manifest() or {})
        connection.execute("ANALYZE")
    finally:
        connection.close()
    return counts


def _rows_of(run: RunFolder, name: str) -> list[dict[str, Any]]:
    """Return a table's rows; a run judged before there was such a table has none."""
    return run.read_table(name) if name not in LATER_TABLES or run.has_table(name) else []


def _councils(connection: sqlite3.Connection, councils: Sequence[Council]) -> int:
    columns = ", ".join(
        "gss TEXT PRIMARY KEY" if name == "gss" else f"{name} TEXT" for name in _COUNCIL_COLUMNS
    )
    connection.execute(f"CREATE TABLE councils ({columns}, more TEXT)")
    rows = [
        (*(str(getattr(council, name)) for name in _COUNCIL_COLUMNS), _json(council.extra))
        for council in councils
    ]
    return _insert(connection, "councils", len(_COUNCIL_COLUMNS) + 1, rows)


def _table(
    connection: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> int:
    typed = [
        f"{column} {_TYPES.get(column, 'TEXT')}"
        + (" REFERENCES councils(gss)" if column == "council" else "")
        for column in columns
    ]
    connection.execute(f"CREATE TABLE {name} ({', '.join(typed)}, more TEXT)")
    known = frozenset(columns)
    values = (
        (
            *(row.get(column) for column in columns),
            _json({key: value for key, value in row.items() if key not in known}),
        )
        for row in rows
    )
    count = _insert(connection, name, len(columns) + 1, values)
    for indexed in _INDEXES[name]:
        connection.execute(f"CREATE INDEX {name}_{'_'.join(indexed)} ON {name} ({', '.join(indexed)})")
    return count


def _manifest(connection: sqlite3.Connection, manifest: Mapping[str, Any]) -> int:
    connection.execute("CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT)")
    rows = [(key, value if isinstance(value, str) else json.dumps(value)) for key, value in manifest.items()]
    return _insert(connection, "manifest", 2, rows)


def _insert(connection: sqlite3.Connection, table: str, width: int, rows: Iterable[Sequence[object]]) -> int:
    places = ", ".join("?" * width)
    return connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows).rowcount


def _json(values: Mapping[str, Any]) -> str:
    filled = {key: value for key, value in values.items() if value not in ("", None, [])}
    return json.dumps(filled, ensure_ascii=False) if filled else ""


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(16)
    return start in (b"", b"SQLite format 3\x00")
