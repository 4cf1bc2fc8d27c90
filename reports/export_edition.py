"""One SQLite file of an edition: the tables of its open data, as people decided and as it was scored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reports.export import refuse_other_files
from store import StoreError
from store.files import read_lines, whole_file

PACKAGE = "datapackage.json"
_TYPES = {"integer": "INTEGER", "number": "REAL"}
_INDEXED = ("council", "journey", "question")


def published_data(path: Path) -> Path | None:
    """Return the folder of open data where *path* is that of a published site, or this folder itself."""
    return next((one for one in (path, path / "data") if (one / PACKAGE).is_file()), None)


def export_edition(data: Path, target: Path) -> dict[str, int]:
    """Write every table of the folder *data*, and its dictionary, to *target*; return rows by table.

    The file appears whole or not at all, and replaces an earlier one. Empty cells are NULL.
    Raises `StoreError`.
    """
    refuse_other_files(target)
    with whole_file(target) as partial:
        return _write(data, partial)


def _write(data: Path, path: Path) -> dict[str, int]:
    package = json.loads((data / PACKAGE).read_text("utf-8"))
    connection = sqlite3.connect(path)
    try:
        with connection:
            counts = {}
            meanings = []
            for one in package["resources"]:
                fields = one["schema"]["fields"]
                rows = _rows(data / f"{one['name']}.jsonl", [field["name"] for field in fields])
                types = {field["name"]: _TYPES.get(field["type"], "TEXT") for field in fields}
                counts[one["name"]] = _table(connection, one["name"], types, rows)
                meanings += [(one["name"], field["name"], field["description"]) for field in fields]
            columns = dict.fromkeys(("table", "column", "meaning"), "TEXT")
            counts["dictionary"] = _table(connection, "dictionary", columns, meanings)
        connection.execute("ANALYZE")
    finally:
        connection.close()
    return counts


def _table(
    connection: sqlite3.Connection, name: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> int:
    columns = ", ".join(f"{_quoted(column)} {kind}" for column, kind in types.items())
    connection.execute(f"CREATE TABLE {_quoted(name)} ({columns})")
    marks = ", ".join("?" * len(types))
    count = connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", rows).rowcount
    known = ", ".join(_quoted(one) for one in _INDEXED if one in types)
    if known:
        connection.execute(f"CREATE INDEX {_quoted(f'{name}_by')} ON {_quoted(name)} ({known})")
    return max(0, count)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[list[Any]]:
    """Yield the rows of a table: its JSON Lines hold types, and texts as they are."""
    try:
        for row in read_lines(path):
            yield [_value(row[name]) for name in columns]
    except (OSError, KeyError, ValueError) as error:
        raise StoreError(
            f"{path} is not as {PACKAGE} describes it ({error}): build the site again"
        ) from error


def _value(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else None
    return None if value == "" else value


def _quoted(name: str) -> str:
    """Return a name as SQL writes it: `of`, `table` and `no` are words of the language too."""
    return '"' + name.replace('"', '""') + '"'
