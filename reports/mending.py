"""What to mend first: the changes that would raise a council's stars and score most, found by re-scoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from checks.model import Outcome, Survey
from reports.cache import Cache
from reports.edition import CouncilResult, SurveyResult
from reports.marks import mobile_mark
from reports.methodology import Methodology
from reports.overall import overall
from reports.scoring import Score, score_survey

LIMIT = 6
# What an earlier build kept of the mends of a council.
MENDS = "mends"


@dataclass(frozen=True, slots=True)
class Mend:
    """One question put right in all the `journeys` where it is No, and what that alone would bring.

    `raised` maps journeys whose stars would rise to the stars they would have; `overall` is the overall stars
    before and after (None where the council is not ranked); `points` the score points gained in all.
    """

    question: str
    journeys: tuple[str, ...]
    raised: dict[str, int]
    overall: tuple[int | None, int | None]
    points: float


def what_to_mend(result: CouncilResult, methodology: Methodology, limit: int = LIMIT) -> tuple[Mend, ...]:
    """Return the best single changes for a council, best first; each is scored anew, by itself."""
    wrong: dict[str, list[SurveyResult]] = defaultdict(list)
    for one in result.asked:
        for question in _wrong(one, methodology):
            wrong[question].append(one)
    found = [_mend(result, question, where, methodology) for question, where in wrong.items()]
    return tuple(sorted(found, key=_worth)[:limit])


def kept_mends(result: CouncilResult, methodology: Methodology, key: str, cache: Cache) -> tuple[Mend, ...]:
    """Return `what_to_mend`, from an earlier build where *key*, what *result* was read from, is the same."""
    kept: tuple[Mend, ...] | None = cache.get(MENDS, result.council.gss, key)
    if kept is None:
        kept = what_to_mend(result, methodology)
        cache.put(MENDS, result.council.gss, key, kept)
    return kept


def way_up(one: SurveyResult, methodology: Methodology) -> tuple[int, tuple[str, ...]] | None:
    """Return the next number of stars of a survey and the fewest changes that reach it, or None.

    The heaviest questions go first, and before them the essential one where it holds the survey back. Only
    answers that are No can be mended; what could not be tested stays unknown.
    """
    if one.score.stars is None or one.score.stars == 4:
        return None
    wrong = _wrong(one, methodology)
    if one.score.capped_by == "essential":
        wrong.sort(key=lambda question: question != one.journey.essential)
    if one.journey.essential not in wrong and one.score.capped_by == "essential":
        wrong.insert(0, one.journey.essential)
    for count in range(1, len(wrong) + 1):
        better = _rescore(one, wrong[:count], methodology)
        if better.stars is not None and better.stars > one.score.stars:
            return better.stars, tuple(wrong[:count])
    return None


def _wrong(one: SurveyResult, methodology: Methodology) -> list[str]:
    """Return the scored questions answered No, heaviest first."""
    found = [
        answer.question
        for answer in one.survey.answers
        if answer.outcome is Outcome.NO and methodology.weight_of(answer.question)
    ]
    return sorted(found, key=lambda question: (-methodology.weight_of(question), question))


def _mend(result: CouncilResult, question: str, where: list[SurveyResult], methodology: Methodology) -> Mend:
    scores = {journey: one.score for journey, one in result.surveys.items()}
    raised = {}
    points = 0.0
    for one in where:
        better = _rescore(one, (question,), methodology)
        scores[one.survey.journey] = better
        points += (better.score or 0) - (one.score.score or 0)
        if (better.stars or 0) > (one.score.stars or 0):
            raised[one.survey.journey] = better.stars or 0
    mobile = result.mobile
    if question in (*methodology.mobile_questions, methodology.mobile_cap_question):
        mended = {one.survey.journey for one in where}
        mobile = mobile_mark(
            [
                _mended(one.survey, (question,)) if one.survey.journey in mended else one.survey
                for one in result.asked
            ],
            methodology,
        )
    after = result.overall.stars
    # Overall stars rest on stars alone: where none rises, neither do they.
    if raised or mobile.stars != result.mobile.stars:
        after = overall(scores, result.accessibility, mobile, methodology).stars
    journeys = tuple(one.survey.journey for one in where)
    return Mend(question, journeys, raised, (result.overall.stars, after), round(points, 1))


def _worth(mend: Mend) -> tuple[float, float, float, str]:
    before, after = mend.overall
    return (-((after or 0) - (before or 0)), -len(mend.raised), -mend.points, mend.question)


def _rescore(one: SurveyResult, questions: Collection[str], methodology: Methodology) -> Score:
    mended = _mended(one.survey, questions)
    return score_survey(mended, methodology, one.journey, confirmed=one.confirmed)


def _mended(survey: Survey, questions: Collection[str]) -> Survey:
    """Return *survey* as it would be if *questions* were answered Yes."""
    return replace(
        survey,
        answers=tuple(
            replace(answer, outcome=Outcome.YES, cause=None) if answer.question in questions else answer
            for answer in survey.answers
        ),
    )
