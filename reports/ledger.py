"""Writes reviews.csv: a row more or a row less, and always a whole file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reports.reviews import ADDED, NEEDED, Review, cells_of, load_reviews
from store import csv_text
from store.files import write_whole
from store.inputs import read_table

_ALL = (*NEEDED, *ADDED)


def add_review(path: Path, review: Review) -> tuple[Review, ...]:
    """Add a row, in place of one of the same day, run and answer; return what the file then holds.

    What others have written meanwhile is kept. Raises `InputError` where the file holds a fault.
    """
    return _write(path, [*_others(path, review), _row(review)])


def drop_review(path: Path, review: Review) -> tuple[Review, ...]:
    """Take a row away again; return what the file then holds. Raises `InputError`."""
    return _write(path, _others(path, review))


def _others(path: Path, review: Review) -> list[dict[str, str]]:
    if not path.exists():
        return []
    load_reviews(path)
    table = read_table(path, NEEDED, "a reviews file")
    rows = [cells_of(table, cells) for _, cells in table.rows]
    own = _row(review)
    same = ("run", "council", "journey", "question", "date")
    return [row for row in rows if any(row[name] != own[name] for name in same)]


def _row(review: Review) -> dict[str, str]:
    return {
        **{name: str(getattr(review, name)) for name in NEEDED if name not in ("outcome", "date")},
        "outcome": review.outcome.value,
        "date": review.date.isoformat(),
        "machine": review.machine.value if review.machine else "",
        "version": "" if review.version is None else str(review.version),
        "evidence": review.evidence,
    }


def _write(path: Path, rows: list[Mapping[str, str]] | list[dict[str, str]]) -> tuple[Review, ...]:
    write_whole(path, csv_text(_ALL, rows).encode("utf-8", "replace"))
    return load_reviews(path)
