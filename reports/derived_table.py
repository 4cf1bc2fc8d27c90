"""What a derived table of the open data is, and what several of them say in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.edition import CouncilResult
from reports.frame import Frame
from reports.statistics import wilson

COUNCIL = "GSS code of the council."
INTERVAL = {
    "percent": "Yes in per cent of decided; empty where nothing was decided.",
    "percent_low": "Lower end of Wilson's 95 % interval, per cent.",
    "percent_high": "Upper end of Wilson's 95 % interval, per cent.",
}


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived table: what it is, its columns with their meaning, and how its rows are made."""

    about: str
    columns: Mapping[str, str]
    rows: Callable[[Frame], Iterator[dict[str, Any]]]
    # Where a council's rows are all its own: those rows. What the run holds of it is all that they rest on.
    own: Callable[[Frame, CouncilResult], Iterator[dict[str, Any]]] | None = None


def share_of(part: int, whole: int) -> dict[str, float | None]:
    """Return a percentage with its interval, to a tenth; nothing is said of nothing."""
    if not whole:
        return {"percent": None, "percent_low": None, "percent_high": None}
    low, high = wilson(part, whole)
    return {
        "percent": part * 1000 // whole / 10,
        "percent_low": round(100 * low, 1),
        "percent_high": round(100 * high, 1),
    }
