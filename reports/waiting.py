"""The answers that wait for a person, ranked by what a Yes or a No would do to stars and score."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.model import Answer, Cause, Outcome
from reports.edition import CouncilResult, Edition, SurveyResult
from reports.marks import mobile_mark
from reports.methodology import Methodology
from reports.overall import overall
from reports.precision import NEEDED as CHECKED_NEEDED
from reports.replies import Reply, Verdict
from reports.reviews import Key
from reports.scoring import score_survey

# A decided answer below this confidence is worth a look; below checks.verdicts.THRESHOLD it is not decided.
UNSURE = 0.85
CHALLENGED, LAPSED, STALE = "challenged", "lapsed", "out of date"
DOUBT, LOW, TRIAL = "needs review", "low confidence", "on trial"
_KINDS = (CHALLENGED, LAPSED, STALE, DOUBT, LOW, TRIAL)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a survey and its council would have: stars (None: none) and score in per cent (None: unknown)."""

    stars: int | None
    score: float | None
    overall: int | None
    overall_score: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that waits for a person, why, and what it would be worth decided each way."""

    answer: Answer
    kind: str
    now: Effect
    if_yes: Effect
    if_no: Effect

    @property
    def key(self) -> Key:
        """The answer's place."""
        return self.answer.council, self.answer.journey, self.answer.question

    @property
    def rank(self) -> tuple[float, ...]:
        """What the queue is sorted by: challenged or not; stars overall and of the survey; points; why."""
        ways = (self.now, self.if_yes, self.if_no)
        return (
            self.kind != CHALLENGED,
            -_spread(one.overall for one in ways),
            -_spread(one.stars for one in ways),
            -_spread(one.score for one in ways),
            _KINDS.index(self.kind),
            _lot(self.key),
        )


def waiting(edition: Edition, checked: Mapping[str, int], replies: Sequence[Reply] = ()) -> list[Waiting]:
    """Return what waits for a person in *edition*, most effect first.

    An answer that an open or upheld reply is about waits before all others, until a person decided it.
    *checked* counts by question the decisions of machines that people have checked. Of a question on trial as
    many decided answers wait as it still needs, drawn by lot, so that the sample favours no kind of answer.
    """
    lapsed = {one.review.key for one in edition.decided.lapsed}
    challenges: dict[str, list[Reply]] = {}
    for reply in replies:
        if reply.verdict is not Verdict.REFUSED:
            challenges.setdefault(reply.council, []).append(reply)
    found: list[Waiting] = []
    trial: list[Waiting] = []
    for council in edition.councils:
        for one in council.surveys.values():
            for answer, kind in _kinds(one, edition, lapsed, challenges.get(council.council.gss, ())):
                effects = _effects(council, one, answer, edition.methodology)
                (trial if kind == TRIAL else found).append(Waiting(answer, kind, *effects))
    need = Counter({item.answer.question: CHECKED_NEEDED for item in trial})
    need.subtract({question: count for question, count in checked.items() if question in need})
    for drawn in sorted(trial, key=lambda item: _lot(item.key)):
        if need[drawn.answer.question] > 0:
            need[drawn.answer.question] -= 1
            found.append(drawn)
    return sorted(found, key=lambda item: item.rank)


def decide(
    council: CouncilResult, journey: str, question: str, outcome: Outcome, methodology: Methodology
) -> CouncilResult:
    """Return *council* as it would be with one answer decided by a person. Its standing is left as it is."""
    one = council.surveys[journey]
    unknown = outcome is Outcome.COULD_NOT_TEST
    answers = tuple(
        replace(answer, outcome=outcome, cause=(answer.cause or Cause.NEEDS_REVIEW) if unknown else None)
        if answer.question == question
        else answer
        for answer in one.survey.answers
    )
    survey = replace(one.survey, answers=answers)
    confirmed = one.confirmed | {question} if outcome is Outcome.NO else one.confirmed - {question}
    score = score_survey(survey, methodology, one.journey, confirmed=confirmed)
    surveys = {**council.surveys, journey: replace(one, survey=survey, score=score, confirmed=confirmed)}
    mobile = council.mobile
    if question in methodology.mobile_questions:
        mobile = mobile_mark([x.survey for x in surveys.values() if x.score.counts], methodology)
    scores = {key: x.score for key, x in surveys.items()}
    whole = overall(scores, council.accessibility, mobile, methodology)
    return replace(council, surveys=surveys, mobile=mobile, overall=whole)


def effect(council: CouncilResult, journey: str) -> Effect:
    """Return what a survey and its council have."""
    score, whole = council.surveys[journey].score, council.overall
    return Effect(score.stars, score.score, whole.stars, whole.score)


def _kinds(
    one: SurveyResult, edition: Edition, lapsed: Collection[Key], replies: Sequence[Reply]
) -> Iterator[tuple[Answer, str]]:
    """Yield the answers of a survey that wait, with the reason."""
    stale, held = edition.methodology.out_of_date_question, edition.decided.holding
    for answer in one.survey.answers:
        key = answer.council, answer.journey, answer.question
        if key in held:
            continue
        decided = answer.outcome in (Outcome.YES, Outcome.NO)
        weight = edition.methodology.weight_of(answer.question) if one.score.counts else 0
        if any(reply.about(*key) for reply in replies):
            yield answer, CHALLENGED
        elif key in lapsed:
            yield answer, LAPSED
        elif answer.question == stale and answer.outcome is Outcome.NO and weight:
            yield answer, STALE
        elif answer.cause is Cause.NEEDS_REVIEW:
            yield answer, DOUBT
        elif decided and answer.confidence < UNSURE:
            yield answer, LOW
        elif decided and not edition.methodology.weight_of(answer.question):
            yield answer, TRIAL


def _effects(
    council: CouncilResult, one: SurveyResult, answer: Answer, methodology: Methodology
) -> tuple[Effect, Effect, Effect]:
    """Return what there is now, and what a Yes and a No would make of it."""
    journey, now = one.survey.journey, effect(council, one.survey.journey)
    if not methodology.weight_of(answer.question) or not one.score.counts:
        return now, now, now
    yes, no = (
        effect(decide(council, journey, answer.question, outcome, methodology), journey)
        for outcome in (Outcome.YES, Outcome.NO)
    )
    return now, yes, no


def _spread(values: Iterable[float | None]) -> float:
    """Return how far apart values lie; to have none at all is farther than any."""
    known: Collection[float] = [value or 0 for value in values]
    return max(known) - min(known)


def _lot(key: Key) -> int:
    """Return a number that is the same for the same answer and favours none."""
    return int.from_bytes(hashlib.sha256("/".join(key).encode()).digest()[:6], "big")
