"""What a survey is worth: score, range, coverage, stars and the gates that capped them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.model import Answer, Applies, Cause, Channel, Journey, Outcome, Survey
from checks.registry import packs
from reports.methodology import Methodology
from reports.said import said
from reports.words import cause_words
from store import survey_row

NO_STARS_CHANNELS = frozenset({Channel.BLOCKED, Channel.NOT_OFFERED})


@dataclass(frozen=True, slots=True)
class Score:
    """What one survey is worth under one methodology (methodology.md, section 7).

    `points` and `possible` are the weight of Yes and of Yes + No; `untested` the weight that could
    not be tested. `score`, `low` and `high` are per cent, rounded down to a tenth so that no score seems to
    reach a band that it does not reach; `score` is None where nothing was decided. `coverage` is 0-1.
    `stars` is None where the survey is not ranked, and `not_ranked` then says why in one sentence.
    `capped_by` is `essential` or `out-of-date` where that gate took stars away. The ids of scored
    questions: `could_not_test` stay in the weight, `left_out` leave it (the run did not go there).
    """

    points: int
    possible: int
    untested: int
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    stars: int | None
    capped_by: str
    not_ranked: str
    essential: Outcome
    decided: tuple[str, ...]
    not_applicable: tuple[str, ...]
    could_not_test: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether the survey belongs to the council's weight: False where the service is not its own."""
        return not self.not_ranked.startswith(DOES_NOT_APPLY)


DOES_NOT_APPLY = "Does not apply"


def score_survey(
    survey: Survey, methodology: Methodology, journey: Journey, *, confirmed: Collection[str] = ()
) -> Score:
    """Score *survey*. *confirmed* holds the ids of questions whose No a reviewer has confirmed.

    A scored question without an answer counts as untested: it is unknown, not absent.
    """
    answers = {answer.question: answer for answer in survey.answers}
    sorted_ids: dict[str, list[str]] = {"yes": [], "no": [], "na": [], "unknown": [], "left": []}
    for question in methodology.scored_questions(journey.id):
        sorted_ids[_place(answers.get(question))].append(question)
    yes, no, unknown = (sum(map(methodology.weight_of, sorted_ids[key])) for key in ("yes", "no", "unknown"))
    decided, remaining = yes + no, yes + no + unknown
    essential = answers.get(journey.essential)
    outcome = essential.outcome if essential else Outcome.COULD_NOT_TEST
    not_ranked = _not_ranked(survey, methodology, journey, essential, decided, remaining)
    stars, capped_by = None, ""
    if not not_ranked:
        stars = methodology.stars_for(yes, decided)
        for gate, cap in _gates(outcome, answers, methodology, confirmed):
            if stars > cap:
                stars, capped_by = cap, gate
    return Score(
        points=yes,
        possible=decided,
        untested=unknown,
        score=percent(yes, decided),
        low=percent(yes, remaining),
        high=percent(yes + unknown, remaining),
        coverage=round(decided / remaining, 3) if remaining else 0.0,
        stars=stars,
        capped_by=capped_by,
        not_ranked=not_ranked,
        essential=outcome,
        decided=tuple(sorted_ids["yes"] + sorted_ids["no"]),
        not_applicable=tuple(sorted_ids["na"]),
        could_not_test=tuple(sorted_ids["unknown"]),
        left_out=tuple(sorted_ids["left"]),
    )


def percent(part: int, whole: int) -> float | None:
    """Return *part* of *whole* in per cent, rounded down to a tenth; None of nothing."""
    return (part * 1000 // whole) / 10 if whole else None


def scored_rows(
    surveys: Iterable[Survey],
    methodology: Methodology,
    *,
    confirmed: Mapping[tuple[str, str], Collection[str]] | None = None,
) -> Iterator[dict[str, Any]]:
    """Return full rows of surveys for `store.RunFolder.write_table`, scored under *methodology*.

    *confirmed* maps (council, journey) to the questions that a reviewer has confirmed.
    Raises `KeyError` for a survey of a journey that is not installed.
    """
    journeys = {pack.journey.id: pack.journey for pack in packs()}
    for survey in surveys:
        reviewed = (confirmed or {}).get((survey.council, survey.journey), ())
        score = score_survey(survey, methodology, journeys[survey.journey], confirmed=reviewed)
        yield scored_row(survey, score, methodology)


def scored_row(survey: Survey, score: Score, methodology: Methodology) -> dict[str, Any]:
    """Return one row of surveys: what was judged, and what it is worth."""
    return {
        **survey_row(survey),
        "stars": score.stars,
        "score": score.score,
        "score_low": score.low,
        "score_high": score.high,
        "coverage": score.coverage,
        # A council that does not run the service is not asked it.
        "essential": score.essential if score.counts else Outcome.NOT_APPLICABLE,
        "capped_by": score.capped_by,
        # JSON Lines only: the contract's CSV has no columns for these.
        "not_ranked": score.not_ranked,
        "points": score.points,
        "possible": score.possible,
        "untested": score.untested,
        "scored_decided": len(score.decided),
        "scored_not_applicable": len(score.not_applicable),
        "scored_could_not_test": len(score.could_not_test),
        "left_out": "|".join(score.left_out),
        "methodology": methodology.id,
    }


def _place(answer: Answer | None) -> str:
    """Say where a scored question belongs: `yes`, `no`, `na`, `unknown`, or `left` out of the weight."""
    if answer is None:
        return "unknown"
    if answer.outcome is Outcome.COULD_NOT_TEST:
        return "left" if beyond_the_run(answer) else "unknown"
    return {Outcome.YES: "yes", Outcome.NO: "no", Outcome.NOT_APPLICABLE: "na"}[answer.outcome]


def beyond_the_run(answer: Answer) -> bool:
    """Say whether a question was not tested because the run, by its depth or options, does not go there."""
    if answer.cause is Cause.NOT_MEASURED:
        return True
    return answer.cause is Cause.POLICY_STOP and answer.step.startswith("form")


def _gates(
    essential: Outcome, answers: Mapping[str, Answer], methodology: Methodology, confirmed: Collection[str]
) -> Iterator[tuple[str, int]]:
    if essential is Outcome.NO:
        yield "essential", methodology.essential_cap
    stale = methodology.out_of_date_question
    if stale in confirmed and stale in answers and answers[stale].outcome is Outcome.NO:
        yield "out-of-date", methodology.out_of_date_cap


def _not_ranked(
    survey: Survey,
    methodology: Methodology,
    journey: Journey,
    essential: Answer | None,
    decided: int,
    remaining: int,
) -> str:
    """Return why the survey has no stars, or an empty text."""
    channel = survey.decision.channel
    if survey.applies is Applies.SIGNPOST:
        return said("Does not apply: another council runs this service; signposting is scored apart.")
    if survey.applies is Applies.NO:
        return said("Does not apply: this council does not run the service.")
    if channel is Channel.NOT_OFFERED:
        return said("Does not apply: the council says that it does not provide this service.")
    if journey.id not in methodology.journeys:
        return said(
            "The journey is on trial: methodology {methodology} does not name it.", methodology=methodology.id
        )
    if channel is None:
        return said(
            "How the task can be done could not be told: {cause}.", cause=cause_words(survey.decision.cause)
        )
    if channel in NO_STARS_CHANNELS:
        return said("The site kept our visitor out before anything could be judged.")
    if essential is None or essential.outcome is Outcome.COULD_NOT_TEST:
        cause = essential.cause if essential else Cause.NOT_MEASURED
        return said("The essential question could not be tested: {cause}.", cause=cause_words(cause))
    if not decided:
        return said("No scored question could be decided.")
    if decided * 100 < methodology.coverage * remaining:
        share = decided * 100 // remaining
        return said(
            "Only {share} % of the questions' weight could be tested; {needed} % are needed.",
            share=share,
            needed=methodology.coverage,
        )
    return ""
