"""Results by the software that councils buy: no web team is blamed for its supplier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.model import Outcome
from reports.edition import CouncilResult, SurveyResult
from reports.facets import platforms_of
from reports.figures import Average, Online, Tally, average, online, tally
from reports.present import clip

PHONE, BARRIERS = "core/works-on-phone", "core/no-serious-barriers"


@dataclass(frozen=True, slots=True)
class Platform:
    """The surveys on whose route a platform was met. `good` of `mean.count` have three stars or more."""

    name: str
    councils: tuple[CouncilResult, ...]
    surveys: tuple[SurveyResult, ...]
    online: Online
    mean: Average
    good: int
    phone: Tally
    barriers: Tally


def platforms(councils: Iterable[CouncilResult]) -> tuple[Platform, ...]:
    """Return the platforms met on the way, those of most councils first."""
    seen: dict[str, list[CouncilResult]] = {}
    for council in councils:
        for name in platforms_of(council):
            seen.setdefault(name, []).append(council)
    found = [_platform(name, some) for name, some in seen.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.councils), one.name.casefold())))


def _platform(name: str, councils: list[CouncilResult]) -> Platform:
    surveys = [
        one
        for council in councils
        for one in council.asked
        if name in {clip(part, 60) for part in one.survey.platform.split("|")}
    ]
    return Platform(
        name=name,
        councils=tuple(councils),
        surveys=tuple(surveys),
        online=online(surveys),
        mean=average(surveys),
        good=sum((one.score.stars or 0) >= 3 for one in surveys),
        phone=_tally(surveys, PHONE),
        barriers=_tally(surveys, BARRIERS),
    )


def _tally(surveys: Iterable[SurveyResult], question: str) -> Tally:
    outcomes: list[Outcome] = [
        answer.outcome for one in surveys for answer in one.survey.answers if answer.question == question
    ]
    return tally(outcomes)
