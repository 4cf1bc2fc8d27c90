"""The run folder: the only code that reads and writes runs/.

runs/<id>/
  run.json              manifest, written last: no manifest, no finished run
  councils.csv          the councils asked for, as given
  councils/<gss>/       evidence.jsonl pages.jsonl done.json; appears whole by one rename
  blobs/ab/<sha256>     HTML (gzip), axe results (gzip), pictures: each once
  surveys.csv answers.csv findings.csv pages.csv statements.csv measures.csv
                        (+ .jsonl)
  events.jsonl          what happened when, line by line: for watching a run
  summary.json, .md     what became of the run, in a few lines
  purged.json           what was let go of since, and when
"""

from __future__ import annotations

from store.files import StoreError, now, out_of_room
from store.folder import RunFolder
from store.holding import held, is_held
from store.requests import Asked
from store.retention import FIRST, Kind, Purge, carry_out, plan_purge, sweep
from store.rows import answer_of, answer_row, measure_of, row_of, statement_point_of, survey_of, survey_row
from store.shelf import RunCard, RunState, card_of, cards_of
from store.tables import (
    ANSWER_COLUMNS,
    FINDING_COLUMNS,
    LATER_TABLES,
    PAGE_COLUMNS,
    SURVEY_COLUMNS,
    TABLES,
    csv_text,
    plain,
)
from store.visits import CouncilVisit, CouncilWriter, Sighting

__all__ = [
    "ANSWER_COLUMNS",
    "FINDING_COLUMNS",
    "FIRST",
    "LATER_TABLES",
    "PAGE_COLUMNS",
    "SURVEY_COLUMNS",
    "TABLES",
    "Asked",
    "CouncilVisit",
    "CouncilWriter",
    "Kind",
    "Purge",
    "RunCard",
    "RunFolder",
    "RunState",
    "Sighting",
    "StoreError",
    "answer_of",
    "answer_row",
    "card_of",
    "cards_of",
    "carry_out",
    "csv_text",
    "held",
    "is_held",
    "measure_of",
    "now",
    "out_of_room",
    "plain",
    "plan_purge",
    "row_of",
    "statement_point_of",
    "survey_of",
    "survey_row",
    "sweep",
]
