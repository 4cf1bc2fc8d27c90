"""Earlier runs, each kept as what the history shows: stars and scores by council, counts by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.edition import CouncilResult, Edition
from reports.figures import Tally, surveys_of, tallies

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


def past_run(edition: Edition) -> PastRun:
    """Return what the history keeps of *edition*."""
    found: dict[str, dict[str, tuple[Tally, int]]] = {}
    for journey in edition.journeys:
        surveys = surveys_of(edition.councils, journey.id)
        versions = {answer.question: answer.version for one in surveys for answer in one.survey.answers}
        found[journey.id] = {
            question: (tally, versions[question]) for question, tally in tallies(surveys).items()
        }
    return PastRun(
        id=edition.run.id,
        started=edition.started,
        ended=edition.ended,
        councils={one.council.gss: _council(one) for one in edition.councils if not one.opted_out},
        tallies=found,
    )


def _council(one: CouncilResult) -> PastCouncil:
    return PastCouncil(
        overall=(one.overall.stars, one.overall.score),
        low=one.overall.low,
        high=one.overall.high,
        place=one.standing.place if one.standing else None,
        of=one.standing.of if one.standing else None,
        journeys={key: (some.score.stars, some.score.score) for key, some in one.surveys.items()},
        accessibility=(one.accessibility.stars, one.accessibility.share),
        mobile=(one.mobile.stars, one.mobile.share),
    )
