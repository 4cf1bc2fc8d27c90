"""Counts and means over many councils: every percentage with its denominator, nothing imputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model import Applies, Channel, Outcome
from reports.edition import CouncilResult, SurveyResult
from reports.scoring import percent


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many things have each number of stars; `none` have no stars."""

    stars: Mapping[int, int]
    none: int

    @property
    def ranked(self) -> int:
        """How many have stars."""
        return sum(self.stars.values())

    @property
    def total(self) -> int:
        """How many there are."""
        return self.ranked + self.none


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcomes of one question over many surveys; `percent` is Yes of Yes + No, down to a tenth."""

    yes: int
    no: int
    not_applicable: int
    could_not_test: int

    @property
    def decided(self) -> int:
        """How many were Yes or No."""
        return self.yes + self.no

    @property
    def percent(self) -> float | None:
        """Per cent Yes of those decided; None where none was."""
        return percent(self.yes, self.decided)


@dataclass(frozen=True, slots=True)
class Online:
    """How many councils let residents do a task online without an account.

    `told` councils run the service and it could be told how it is done there; of `untold` it could not.
    """

    online: int
    told: int
    untold: int


@dataclass(frozen=True, slots=True)
class Average:
    """Mean stars and mean score of the surveys that have stars, and how many they are."""

    stars: float | None
    score: float | None
    count: int


def distribution(stars: Iterable[int | None]) -> Distribution:
    """Count stars."""
    counted = Counter(stars)
    return Distribution({number: counted[number] for number in (4, 3, 2, 1)}, counted[None])


def surveys_of(councils: Iterable[CouncilResult], journey: str) -> list[SurveyResult]:
    """Return the surveys of one journey at the councils that run the service."""
    found = (council.surveys.get(journey) for council in councils)
    return [one for one in found if one is not None and one.score.counts]


def signposts_of(councils: Iterable[CouncilResult], journey: str) -> list[SurveyResult]:
    """Return the surveys of one journey at the councils that only point to the council that runs it."""
    found = (council.surveys.get(journey) for council in councils)
    return [one for one in found if one is not None and one.survey.applies is Applies.SIGNPOST]


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Count outcomes."""
    counted = Counter(outcomes)
    return Tally(*(counted[one] for one in Outcome))


def tallies(surveys: Iterable[SurveyResult]) -> dict[str, Tally]:
    """Return the tally of every question asked in *surveys*."""
    outcomes: dict[str, list[Outcome]] = {}
    for one in surveys:
        for answer in one.survey.answers:
            outcomes.setdefault(answer.question, []).append(answer.outcome)
    return {question: tally(some) for question, some in outcomes.items()}


def channels(surveys: Iterable[SurveyResult]) -> Counter[Channel | None]:
    """Count how the task can be done; None where that could not be told."""
    return Counter(one.survey.decision.channel for one in surveys)


def online(surveys: Iterable[SurveyResult]) -> Online:
    """Count the surveys whose channel is `online`; one that kept us out is not told."""
    counted = channels(surveys)
    untold = counted[None] + counted[Channel.BLOCKED]
    return Online(counted[Channel.ONLINE], counted.total() - untold, untold)


def average(surveys: Iterable[SurveyResult]) -> Average:
    """Return the means over the surveys that have stars."""
    starred = [one.score for one in surveys if one.score.stars is not None]
    if not starred:
        return Average(None, None, 0)
    stars = sum(one.stars or 0 for one in starred) / len(starred)
    score = sum(one.score or 0 for one in starred) / len(starred)
    return Average(round(stars, 2), round(score, 1), len(starred))
