"""How often the answers to a question are wrong: measured where it was, assumed where it was not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("error_rates.json")
# Until anything was measured one answer in twenty is taken to be wrong; that belief weighs as much as twenty
# checked decisions, so a handful of lucky ones does not make a rule infallible.
ASSUMED_WRONG, ASSUMED_OF = 1, 20


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Checked decisions of each question: (wrong, checked). `source` says in words where they come from."""

    source: str
    checked: Mapping[str, tuple[int, int]]

    def rate(self, question: str) -> float:
        """Return the share, 0-1, of a question's decisions that are wrong."""
        wrong, checked = self.checked.get(question, (0, 0))
        return (wrong + ASSUMED_WRONG) / (checked + ASSUMED_OF)

    def with_checks(self, checked: Mapping[str, tuple[int, int]]) -> ErrorRates:
        """Return the rates with more checked decisions, (wrong, checked) by question."""
        both = dict(self.checked)
        for question, (wrong, count) in checked.items():
            known = both.get(question, (0, 0))
            both[question] = known[0] + wrong, known[1] + count
        return ErrorRates(self.source, both)


@cache
def load_rates(path: Path = _FILE) -> ErrorRates:
    """Load the measured error rates of this version."""
    raw = json.loads(path.read_text("utf-8"))
    return ErrorRates(raw["source"], {one: (row[0], row[1]) for one, row in raw["questions"].items()})
