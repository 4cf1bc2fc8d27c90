"""What moved between two runs, and whether it is more than the noise of looking twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model import Answer, Outcome
from reports.error_rates import ErrorRates
from reports.methodology import Methodology
from reports.results import SurveyResult
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two surveys of one council and journey, answer by answer, before anything is made of it.

    `decided` are the scored questions that both runs decided at the same version: whether each was Yes
    before, and is now. `new_rule` and `untested` count the other scored questions that both runs have.
    """

    decided: tuple[tuple[str, bool, bool], ...]
    new_rule: int
    untested: int


def paired(now: SurveyResult, before: SurveyResult, methodology: Methodology) -> Pair:
    """Hold two surveys of one council and journey against one another."""
    decided: list[tuple[str, bool, bool]] = []
    new_rule = untested = 0
    known: Mapping[str, Answer] = {answer.question: answer for answer in before.survey.answers}
    for answer in now.survey.answers:
        old = known.get(answer.question)
        if old is None or not methodology.weight_of(answer.question):
            continue
        if old.version != answer.version:
            new_rule += 1
        elif Outcome.COULD_NOT_TEST in (old.outcome, answer.outcome):
            untested += old.outcome is not answer.outcome
        elif Outcome.NOT_APPLICABLE not in (old.outcome, answer.outcome):
            decided.append((answer.question, old.outcome is Outcome.YES, answer.outcome is Outcome.YES))
    return Pair(tuple(decided), new_rule, untested)


def movement(pairs: Iterable[Pair], methodology: Methodology, rates: ErrorRates) -> Movement:
    """Return what moved over all *pairs*: one survey's, or those of all journeys of a council."""
    items: list[Item] = []
    was = yes = whole = to_yes = to_no = new_rule = untested = 0
    for pair in pairs:
        new_rule += pair.new_rule
        untested += pair.untested
        for question, had, good in pair.decided:
            weight = methodology.weight_of(question)
            items.append(Item(weight, good, rates.rate(question)))
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
