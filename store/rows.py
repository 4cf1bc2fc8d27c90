"""The rows of open data and of the list of councils: from the model, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from checks.model import (
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    Council,
    CouncilType,
    Finding,
    Flag,
    Measure,
    Outcome,
    PageVisit,
    Spot,
    StatementPoint,
    Survey,
)
from store.tables import ANSWER_COLUMNS, MEASURE_COLUMNS, STATEMENT_COLUMNS


def survey_row(survey: Survey) -> dict[str, Any]:
    """Return the part of a surveys row that judging knows; scoring fills in the rest."""
    decision = survey.decision
    counts = dict.fromkeys(Outcome, 0)
    for answer in survey.answers:
        counts[answer.outcome] += 1
    return {
        "run": survey.run,
        "council": survey.council,
        "council_name": survey.council_name,
        "council_type": survey.council_type,
        "journey": survey.journey,
        "applies": survey.applies,
        "channel": decision.channel,
        "channel_cause": decision.cause if decision.channel is None else None,
        "flags": sorted(decision.flags),
        "task_url": survey.task_url,
        "start_url": survey.start_url,
        "clicks": survey.clicks,
        "platform": survey.platform,
        "decided": counts[Outcome.YES] + counts[Outcome.NO],
        "not_applicable": counts[Outcome.NOT_APPLICABLE],
        "could_not_test": counts[Outcome.COULD_NOT_TEST],
        "visited_at": survey.visited_at,
        "duration_s": round(survey.duration_s, 1),
        "channel_confidence": round(decision.confidence, 3),
        "channel_reasons": list(decision.reasons),
        "channel_spots": [shallow(spot) for spot in decision.spots],
    }


def answer_row(answer: Answer) -> dict[str, Any]:
    """Return one row of answers, its spots included (JSON Lines only)."""
    row = shallow(answer)
    row["spots"] = [shallow(spot) for spot in answer.spots]
    row["confidence"] = round(answer.confidence, 3)
    return row


def row_of(item: Finding | Measure | PageVisit | StatementPoint) -> dict[str, Any]:
    """Return one row of findings, measures, pages or statements."""
    return shallow(item)


def survey_of(row: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> Survey:
    """Rebuild a survey from its rows, so that open data alone can be scored and published again."""
    decision = ChannelDecision(
        channel=Channel(row["channel"]) if row["channel"] else None,
        cause=Cause(row["channel_cause"]) if row["channel_cause"] else None,
        flags=frozenset(Flag(flag) for flag in row["flags"].split("|") if flag),
        confidence=row.get("channel_confidence", 1.0),
        reasons=tuple(row.get("channel_reasons", ())),
        spots=tuple(Spot(**spot) for spot in row.get("channel_spots", ())),
    )
    return Survey(
        run=row["run"],
        council=row["council"],
        council_name=row["council_name"],
        council_type=CouncilType(row["council_type"]),
        journey=row["journey"],
        applies=Applies(row["applies"]),
        decision=decision,
        task_url=row["task_url"],
        start_url=row["start_url"],
        clicks=row["clicks"],
        platform=row["platform"],
        visited_at=row["visited_at"],
        duration_s=row["duration_s"],
        answers=tuple(answer_of(one) for one in answers),
    )


def answer_of(row: Mapping[str, Any]) -> Answer:
    """Rebuild an answer from its JSON Lines row."""
    known = {name: row[name] for name in ANSWER_COLUMNS}
    known["outcome"] = Outcome(row["outcome"])
    known["cause"] = Cause(row["cause"]) if row["cause"] else None
    return Answer(**known, spots=tuple(Spot(**spot) for spot in row.get("spots", ())))


def statement_point_of(row: Mapping[str, Any]) -> StatementPoint:
    """Rebuild a point of a statement from its JSON Lines row."""
    known = {name: row[name] for name in STATEMENT_COLUMNS}
    known["outcome"] = Outcome(row["outcome"])
    known["cause"] = Cause(row["cause"]) if row["cause"] else None
    return StatementPoint(**known)


def measure_of(row: Mapping[str, Any]) -> Measure:
    """Rebuild a measure from its JSON Lines row."""
    return Measure(**{name: row[name] for name in MEASURE_COLUMNS})


def shallow(item: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name, without looking into them."""
    return {one.name: getattr(item, one.name) for one in fields(item)}


def council_row(council: Council) -> dict[str, str]:
    """Return the row of councils.csv without its extra columns."""
    return {
        "gss": council.gss,
        "name": council.name,
        "type": council.type.value,
        "nation": council.nation,
        "region": council.region,
        "homepage": council.homepage,
        "parent_gss": council.parent_gss,
    }


def council_of(row: dict[str, str]) -> Council:
    """Rebuild a council from its row; columns that are not known become `extra`."""
    known = {name: row.pop(name) for name in _council_row_names()}
    return Council(**{**known, "type": CouncilType(known["type"])}, extra=row)  # type: ignore[arg-type]


def _council_row_names() -> tuple[str, ...]:
    return ("gss", "name", "type", "nation", "region", "homepage", "parent_gss")
