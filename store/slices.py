"""The tables of a run council by council: where each one's rows lie, and a digest of all that is its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from checks.personal import masked_value
from store.folder import RunFolder

_COUNCIL = b'"council": "'
_OWN = ("evidence.jsonl", "pages.jsonl", "done.json")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One council's rows of one table: where they lie in the file, and the SHA-256 of their bytes."""

    spans: tuple[_Span, ...]
    digest: str


class RunSlices:
    """Reads a run's tables by council; each table is gone through once, and then only what is asked for."""

    def __init__(self, run: RunFolder) -> None:
        self.run = run
        self._tables: dict[str, dict[str, _Part]] = {}

    @cached_property
    def _masked(self) -> bool:
        return self.run.tables_masked()

    def rows(self, table: str, gss: str) -> Iterator[dict[str, Any]]:
        """Return one council's rows as `RunFolder.rows` does. Raises `StoreError` where none was judged."""
        part = self._parts(table).get(gss)
        if part is None:
            return
        with (self.run.path / f"{table}.jsonl").open("rb") as file:
            for span in part.spans:
                file.seek(span.start)
                for line in file.read(span.end - span.start).splitlines():
                    row = json.loads(line)
                    yield row if self._masked else masked_value(row)

    def councils(self, table: str) -> tuple[str, ...]:
        """Return the GSS codes of the councils that *table* has rows of."""
        return tuple(self._parts(table))

    def digest(self, gss: str, *tables: str) -> str:
        """Return the SHA-256 of everything that the run holds of one council: its rows and its folder."""
        whole = hashlib.sha256(f"{self.run.id}\n{gss}\n{self._masked}\n".encode())
        for table in tables:
            part = self._parts(table).get(gss) if self.run.has_table(table) else None
            whole.update(f"{table} {part.digest if part else ''}\n".encode())
        for name in _OWN:
            path = self.run.path / "councils" / gss / name
            data = path.read_bytes() if path.is_file() else b""
            whole.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
        return whole.hexdigest()

    def _parts(self, table: str) -> dict[str, _Part]:
        if table not in self._tables:
            self.run.rows(table)  # Says what to do where there is none.
            self._tables[table] = _index(self.run.path / f"{table}.jsonl")
        return self._tables[table]


def _index(path: Path) -> dict[str, _Part]:
    """Find each council's lines. A quote within a text is escaped, so that no text can pass for the key."""
    data = path.read_bytes()
    spans: dict[bytes, list[_Span]] = {}
    start = begun = 0
    known = head = b""
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        # A line that begins as the one before, up to and with its council, is of the same council.
        if head and data.startswith(head, start):
            start = end
            continue
        at = data.find(_COUNCIL, start, end)
        gss = data[at + len(_COUNCIL) : data.find(b'"', at + len(_COUNCIL), end)] if at >= 0 else b""
        if gss != known:
            if start > begun:
                spans.setdefault(known, []).append(_Span(begun, start))
            begun, known = start, gss
        head = data[start : at + len(_COUNCIL) + len(gss) + 1] if at >= 0 else b""
        start = end
    if start > begun:
        spans.setdefault(known, []).append(_Span(begun, start))
    return {
        gss.decode("utf-8", "replace"): _Part(tuple(some), _digest(data, some)) for gss, some in spans.items()
    }


def _digest(data: bytes, spans: list[_Span]) -> str:
    whole = hashlib.sha256()
    for span in spans:
        whole.update(memoryview(data)[span.start : span.end])
    return whole.hexdigest()
