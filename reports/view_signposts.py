"""Signposting on a scorecard: what a council that does not run a service says of the one that does."""

from __future__ import annotations

from typing import Any

from checks.model import Applies, Outcome, Question
from checks.registry import blocks
from reports.edition import CouncilResult, SurveyResult
from reports.frame import Frame, question_path
from reports.present import share
from reports.said import said
from reports.words import CHANNEL_WORDS, OUTCOME_WORDS, cause_words

BLOCK = "signpost"


def points_on(one: SurveyResult) -> bool:
    """Say whether the council was only asked to point to the council that runs the service."""
    return one.survey.applies is Applies.SIGNPOST


def signpost_section(frame: Frame, council: CouncilResult) -> dict[str, Any] | None:
    """Return the scorecard's section on signposting, apart from the stars; None where none was asked."""
    surveys = [one for one in council.surveys.values() if points_on(one)]
    if not surveys:
        return None
    outcomes = [answer.outcome for one in surveys for answer in one.survey.answers]
    yes, no = outcomes.count(Outcome.YES), outcomes.count(Outcome.NO)
    questions = _questions()
    return {
        "share": share(yes, yes + no) if yes + no else "",
        "questions": [{"words": said(one.words), "path": question_path(one.id)} for one in questions],
        "rows": [_row(frame, council, one, questions) for one in surveys],
    }


def _questions() -> tuple[Question, ...]:
    return next((block.questions for block in blocks() if block.id == BLOCK), ())


def _row(
    frame: Frame, council: CouncilResult, one: SurveyResult, questions: tuple[Question, ...]
) -> dict[str, Any]:
    answers = {answer.question: answer for answer in one.survey.answers}
    decision = one.survey.decision
    shown = []
    for question in questions:
        answer = answers.get(question.id)
        outcome = answer.outcome if answer else Outcome.COULD_NOT_TEST
        why = cause_words(answer.cause) if answer and answer.cause else ""
        shown.append({"outcome": outcome.value, "words": OUTCOME_WORDS[outcome], "why": why})
    return {
        "title": one.journey.title,
        "path": frame.survey_path(council.council.gss, one.journey.id),
        "channel": CHANNEL_WORDS[decision.channel][0] if decision.channel else said("Not known"),
        "answers": shown,
    }
