"""The table of answers as an edition counts them: the run's own, with people's decisions in their places."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from reports.decisions import Decision, reviewed
from reports.edition import Edition
from store import ANSWER_COLUMNS, answer_row, csv_text, plain

_NAMED = ("run", "council", "journey", "question")
_AFTER_NAMES = b', "outcome": '


def write_answers(edition: Edition, folder: Path, left_out: Collection[str]) -> None:
    """Write the answers as this edition counts them; what the rules had said is in the reviews."""
    if left_out or not edition.run.tables_masked() or not _spliced(edition, folder):
        _rewritten(edition, folder, left_out)


def _decided_row(decision: Decision) -> dict[str, Any]:
    row = answer_row(reviewed(decision.machine, decision.review))
    return {key: plain(value) for key, value in row.items()}


def _rewritten(edition: Edition, folder: Path, left_out: Collection[str]) -> None:
    with (folder / "answers.jsonl").open("w", encoding="utf-8", errors="replace") as lines:

        def rows() -> Iterator[dict[str, Any]]:
            for row in edition.run.rows("answers"):
                if row["council"] in left_out:
                    continue
                decision = edition.decided.holding.get((row["council"], row["journey"], row["question"]))
                if decision:
                    row = _decided_row(decision)
                lines.write(_line(row))
                yield row

        text = csv_text(ANSWER_COLUMNS, rows())
    (folder / "answers.csv").write_text(text, "utf-8", "replace", "")


def _spliced(edition: Edition, folder: Path) -> bool:
    """Copy the run's two files but for the rows that people decided; say whether each of these was met once.

    To read and write 200,000 rows anew takes seconds, and next to none is anybody's decision. The two files
    have the same rows in the same order.
    """
    wanted: Mapping[bytes, Decision] = {
        _names(one.machine.run, *key): one for key, one in edition.decided.holding.items()
    }
    source = edition.run.path
    header = csv_text(ANSWER_COLUMNS, ()).encode()
    met = 0
    with (
        (source / "answers.jsonl").open("rb") as lines,
        (source / "answers.csv").open("rb") as table,
        (folder / "answers.jsonl").open("wb") as new_lines,
        (folder / "answers.csv").open("wb") as new_table,
    ):
        if table.readline() != header:
            return False
        new_table.write(header)
        for line in lines:
            record = _record(table)
            decision = wanted.get(line[: line.find(_AFTER_NAMES)])
            if decision is not None:
                met += 1
                row = _decided_row(decision)
                line = _line(row).encode("utf-8", "replace")
                record = csv_text(ANSWER_COLUMNS, [row]).encode("utf-8", "replace").removeprefix(header)
            new_lines.write(line)
            new_table.write(record)
        return met == len(wanted) and not table.read(1)


def _names(*names: str) -> bytes:
    """Return how the row of an answer begins, as `_line` writes it."""
    return _line(dict(zip(_NAMED, names, strict=True))).rstrip("}\n").encode("utf-8", "replace")


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _record(table: Any) -> bytes:
    """Read one row of CSV: it ends with the first line after which every quote that was opened is closed."""
    record: bytes = table.readline()
    while record.count(b'"') % 2:
        more = table.readline()
        if not more:
            break
        record += more
    return record
