"""What one run says of one council and of each of its journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checks.model import Council, Finding, Journey, Measure, StatementPoint, Survey
from reports.marks import Mark
from reports.overall import Overall, Standing
from reports.said import named, said
from reports.scoring import Score
from reports.welsh_names import welsh_name
from store import CouncilVisit, Sighting


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """One council's journey with what it is worth and what was seen on the way, in the order of the visit.

    Its answers are as people decided them; `confirmed` are the questions whose No a person gave.
    """

    survey: Survey
    journey: Journey
    score: Score
    sightings: tuple[Sighting, ...]
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CouncilResult:
    """Everything known of one council in one run; `visit` is None where it was never visited.

    `statement` holds the points of its accessibility statement, () where the run did not ask for one.
    `opted_out` is the day on which it asked to be left out, "" where it did not: nothing else is then known.
    """

    council: Council
    visit: CouncilVisit | None
    surveys: Mapping[str, SurveyResult]
    findings: tuple[Finding, ...]
    accessibility: Mark
    mobile: Mark
    overall: Overall
    standing: Standing | None
    statement: tuple[StatementPoint, ...] = ()
    measures: tuple[Measure, ...] = ()
    opted_out: str = ""

    @property
    def name(self) -> str:
        """The council's full name, which pages in Welsh give in Welsh."""
        return named(self.council.name, welsh_name(self.council))

    @property
    def asked(self) -> tuple[SurveyResult, ...]:
        """The surveys of services that this council runs."""
        return tuple(one for one in self.surveys.values() if one.score.counts)


def worded(journey: Journey) -> Journey:
    """Return *journey* with words that pages in another language can say."""
    return replace(journey, title=said(journey.title), task=said(journey.task))
