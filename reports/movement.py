"""What moved between two runs, and whether it is more than the noise of looking twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.model import Answer, Outcome
from reports.edition import CouncilResult, SurveyResult
from reports.error_rates import ErrorRates
from reports.methodology import Methodology
from reports.said import said
from reports.statistics import Item, noise_threshold

BETTER, WORSE = said("better"), said("worse")
SAME, UNKNOWN = said("no clear change"), said("not comparable")


@dataclass(frozen=True, slots=True)
class Movement:
    """Two results compared over the scored questions that both runs decided at the same version.

    `before` and `now` are scores, 0-100, over those `compared` questions alone; `threshold` is the difference
    that two looks at an unchanged site could make (95 per cent). Why answers differ: `to_yes` and `to_no` the
    site changed; `new_rule` our check changed; `untested` one of the two runs could not test it.
    """

    compared: int
    before: float | None
    now: float | None
    threshold: float
    to_yes: int
    to_no: int
    new_rule: int
    untested: int

    @property
    def change(self) -> float | None:
        """Points of score gained."""
        return None if self.now is None or self.before is None else round(self.now - self.before, 1)

    @property
    def verdict(self) -> str:
        """`better` or `worse` only beyond the threshold."""
        change = self.change
        if change is None:
            return UNKNOWN
        if abs(change) <= self.threshold:
            return SAME
        return BETTER if change > 0 else WORSE


def council_movement(
    now: CouncilResult, before: CouncilResult, methodology: Methodology, rates: ErrorRates
) -> Movement:
    """Compare two results of a council over all journeys that it runs in both."""
    return _compare(
        [(one, before.surveys[one.journey.id]) for one in now.asked if one.journey.id in before.surveys],
        methodology,
        rates,
    )


def survey_movement(
    now: SurveyResult, before: SurveyResult, methodology: Methodology, rates: ErrorRates
) -> Movement:
    """Compare two surveys of one council and journey."""
    return _compare([(now, before)], methodology, rates)


def _compare(
    pairs: list[tuple[SurveyResult, SurveyResult]], methodology: Methodology, rates: ErrorRates
) -> Movement:
    items: list[Item] = []
    was = yes = whole = to_yes = to_no = new_rule = untested = 0
    for now, before in pairs:
        known: Mapping[str, Answer] = {answer.question: answer for answer in before.survey.answers}
        for answer in now.survey.answers:
            weight = methodology.weight_of(answer.question)
            old = known.get(answer.question)
            if not weight or old is None:
                continue
            if old.version != answer.version:
                new_rule += 1
                continue
            if Outcome.COULD_NOT_TEST in (old.outcome, answer.outcome):
                untested += old.outcome is not answer.outcome
                continue
            if Outcome.NOT_APPLICABLE in (old.outcome, answer.outcome):
                continue
            good, had = answer.outcome is Outcome.YES, old.outcome is Outcome.YES
            items.append(Item(weight, good, rates.rate(answer.question)))
            whole += weight
            yes += weight * good
            was += weight * had
            to_yes += good and not had
            to_no += had and not good
    return Movement(
        compared=len(items),
        before=round(100 * was / whole, 1) if whole else None,
        now=round(100 * yes / whole, 1) if whole else None,
        threshold=round(noise_threshold(items), 1),
        to_yes=to_yes,
        to_no=to_no,
        new_rule=new_rule,
        untested=untested,
    )
