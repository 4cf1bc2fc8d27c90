"""Earlier runs, each kept as what the history shows: stars and scores by council, counts by question."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checks.model import CouncilType, Outcome
from reports.edition import CouncilResult, Edition, SurveyResult
from reports.figures import Tally, tally
from reports.overall import Overall, league_order, standings

Result = tuple[int | None, float | None]


@dataclass(frozen=True, slots=True)
class PastCouncil:
    """One council in one run: stars and score overall (with range and place), by journey and by mark."""

    overall: Result
    low: float | None
    high: float | None
    place: int | None
    of: int | None
    journeys: Mapping[str, Result]
    accessibility: Result
    mobile: Result


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run scored under the edition's methodology.

    `tallies` are by journey and question: the tally over the councils that run the service, and the version
    of the question that was asked.
    """

    id: str
    started: str
    ended: str
    councils: Mapping[str, PastCouncil]
    tallies: Mapping[str, Mapping[str, tuple[Tally, int]]]


@dataclass(frozen=True, slots=True)
class PastSurvey:
    """One survey that counts: in order what was asked, what came out, at which version of the rule."""

    questions: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PastPart:
    """What a past run is counted from, of one council alone: `result` has no place yet.

    `visited` is when its visit began and ended; `journeys` are those that the run has surveys of there.
    """

    name: str
    type: CouncilType
    opted_out: bool
    visited: tuple[str, str] | None
    overall: Overall
    result: PastCouncil
    surveys: Mapping[str, PastSurvey]
    journeys: tuple[str, ...]


def past_part(one: CouncilResult, journeys: Iterable[str]) -> PastPart:
    """Return what the history keeps of one council; *journeys* are those that the run has surveys of."""
    return PastPart(
        name=one.name,
        type=one.council.type,
        opted_out=bool(one.opted_out),
        visited=(one.visit.started, one.visit.ended) if one.visit else None,
        overall=one.overall,
        result=PastCouncil(
            overall=(one.overall.stars, one.overall.score),
            low=one.overall.low,
            high=one.overall.high,
            place=None,
            of=None,
            journeys={key: (some.score.stars, some.score.score) for key, some in one.surveys.items()},
            accessibility=(one.accessibility.stars, one.accessibility.share),
            mobile=(one.mobile.stars, one.mobile.share),
        ),
        surveys={key: _survey(some) for key, some in one.surveys.items() if some.score.counts},
        journeys=tuple(journeys),
    )


def past_of(
    run: str, manifest: Mapping[str, Any], journeys: Sequence[str], parts: Mapping[str, PastPart]
) -> PastRun:
    """Return what the history keeps of a run; *parts* are by GSS code, *journeys* in the site's order."""
    ordered: dict[str, PastPart] = {}
    councils: dict[str, PastCouncil] = {}
    for kind in CouncilType:
        codes = [gss for gss, one in parts.items() if one.type is kind]
        league = [parts[gss] for gss in codes]
        places = standings(league)
        # As in the table of that type: what is listed of a run has the same order as in its own edition.
        for at in itertools.chain(*league_order(league)):
            gss, one, standing = codes[at], league[at], places.get(at)
            ordered[gss] = one
            if standing and not one.opted_out:
                councils[gss] = replace(one.result, place=standing.place, of=standing.of)
            elif not one.opted_out:
                councils[gss] = one.result
    present = {journey for one in ordered.values() for journey in one.journeys}
    visits = [one.visited for one in ordered.values() if one.visited]
    return PastRun(
        id=run,
        started=str(manifest.get("started") or min((began for began, _ in visits), default="")),
        ended=str(manifest.get("ended") or max((ended for _, ended in visits), default="")),
        councils=councils,
        tallies={journey: _tallies(journey, ordered) for journey in journeys if journey in present},
    )


def past_run(edition: Edition) -> PastRun:
    """Return what the history keeps of *edition*."""
    journeys = [one.id for one in edition.journeys]
    parts = {one.council.gss: past_part(one, journeys) for one in edition.councils}
    return past_of(edition.run.id, edition.manifest, journeys, parts)


def _survey(one: SurveyResult) -> PastSurvey:
    answers = one.survey.answers
    return PastSurvey(
        tuple(answer.question for answer in answers),
        tuple(answer.outcome for answer in answers),
        tuple(answer.version for answer in answers),
    )


def _tallies(journey: str, parts: Mapping[str, PastPart]) -> dict[str, tuple[Tally, int]]:
    outcomes: dict[str, list[Outcome]] = {}
    versions: dict[str, int] = {}
    for part in parts.values():
        one = part.surveys.get(journey)
        if one is None:
            continue
        versions.update(zip(one.questions, one.versions, strict=True))
        for question, outcome in zip(one.questions, one.outcomes, strict=True):
            outcomes.setdefault(question, []).append(outcome)
    return {question: (tally(some), versions[question]) for question, some in outcomes.items()}
