"""The tables of open data: their columns, and how a value is written in CSV and JSON Lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

SURVEY_COLUMNS = (
    "run council council_name council_type journey applies channel channel_cause flags task_url start_url "
    "clicks platform stars score score_low score_high coverage decided not_applicable could_not_test "
    "essential capped_by visited_at duration_s"
).split()
ANSWER_COLUMNS = (
    "run council journey question outcome cause confidence step device url detail version".split()
)
FINDING_COLUMNS = "run council journey step device engine rule wcag impact selector snippet pages url".split()
PAGE_COLUMNS = "run council url final_url status how fetched_at ms bytes cause".split()
STATEMENT_COLUMNS = "run council number id outcome cause detail url".split()
MEASURE_COLUMNS = "run council journey step device url measure value unit".split()
TABLES: Mapping[str, Sequence[str]] = {
    "surveys": SURVEY_COLUMNS,
    "answers": ANSWER_COLUMNS,
    "findings": FINDING_COLUMNS,
    "pages": PAGE_COLUMNS,
    "statements": STATEMENT_COLUMNS,
    "measures": MEASURE_COLUMNS,
}

# Runs judged by earlier versions have none of these.
LATER_TABLES = frozenset({"statements", "measures"})


def plain(value: Any) -> Any:
    """Return *value* as open data writes it: enums as text, flags joined with `|`, None as empty."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list) and value and all(isinstance(one, StrEnum) for one in value):
        return "|".join(one.value for one in value)
    if isinstance(value, list) and not value:
        return ""
    return value


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return CSV with a header; cells that a spreadsheet would run as a formula are quoted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Return a CSV cell; text from a page that a spreadsheet would run as a formula gets a leading quote."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    # A bare carriage return would end the row: csv quotes only what its own line ending holds.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\n")) else text
