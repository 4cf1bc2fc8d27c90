"""Every journey's cases, judged by the real judge, and what the case files must hold."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from checks.judge import judge_survey
from checks.model import Applies, Cause, Council, CouncilType, Device, Evidence, Missing, Outcome, Survey
from checks.registry import all_questions, blocks, pack_of, packs
from tests.case_files import SITE, VISITED_AT, case_files, lint, read_cases

FILES = {path.stem: read_cases(path) for path in case_files()}
CASES = [case for group in FILES.values() for case in group]


@cache
def _judged(index: int) -> Survey:
    case = CASES[index]
    council = Council(
        gss="E06000001",
        name=case.settings.get("council-name", "Anytown Borough Council"),
        type=CouncilType(case.settings.get("council-type", "unitary")),
        nation=case.settings.get("nation", "England"),
        region="",
        homepage="https://www.anytown.gov.uk/",
    )
    return judge_survey(
        council, pack_of(case.journey), case.evidence, run="cases", as_of=case.as_of, strict=True
    )


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case.id for case in CASES])
def test_case(index: int) -> None:
    case, survey = CASES[index], _judged(index)
    asked = Applies.SIGNPOST if case.path.stem == "signpost" else Applies.YES
    assert survey.applies is asked, f"{case.path.name}, line {case.line}: the journey does not apply"
    answers = {answer.question: answer for answer in survey.answers}
    wrong = []
    for one in case.expected:
        if one.question == "channel":
            decision = survey.decision
            got = decision.channel or decision.cause
            why, place = "; ".join(decision.reasons), str(got)
            ok = got is not None and got.value == one.outcome
        else:
            answer = answers[one.question]
            place = f"{answer.outcome.value} {answer.cause.value if answer.cause else ''}".strip()
            why, ok = answer.detail, place == f"{one.outcome} {one.cause}".strip()
        if not ok:
            wrong.append(
                f"{case.path.name}, line {one.line}: {one.question} is {place}, not {one.outcome}: {why}"
            )
    assert not wrong, "\n".join(wrong)


def test_case_files_are_complete() -> None:
    questions = {question.id: question.doc for question in all_questions()}
    assert not (
        found := lint(
            FILES,
            {pack.journey.id: pack.journey for pack in packs()},
            questions,
            [one.id for one in blocks()],
        )
    ), "\n".join(found)


_UNREAD = [
    (pack.journey.id, cause)
    for pack in packs()
    for cause in (Cause.TIMEOUT, Cause.BLOCKED, Cause.ROBOTS, Cause.SERVER_ERROR, Cause.UNREACHABLE)
]


@pytest.mark.parametrize(("journey", "cause"), _UNREAD, ids=[f"{id}: {cause}" for id, cause in _UNREAD])
def test_no_question_is_answered_of_pages_that_could_not_be_read(journey: str, cause: Cause) -> None:
    """Each question has this could-not-test case, whatever the case files hold besides."""
    missing = {
        "html": Missing(cause, "It could not be read."),
        "http": Missing(cause, "It could not be read."),
    }
    evidence = [
        Evidence(run="cases", council="E06000001", journey=journey, step=step, device=device, requested_url=f"{SITE}/{step}",
                 final_url=f"{SITE}/{step}", fetched_at=VISITED_AT, clicks=None, facets=dict(missing))
        for step in ("home", "landing", "task", "form-1")
        for device in Device
    ]  # fmt: skip
    council = Council("E06000001", "Anytown Borough Council", CouncilType.UNITARY, "England", "", f"{SITE}/")
    survey = judge_survey(
        council, pack_of(journey), evidence, run="cases", as_of=date(2026, 11, 22), strict=True
    )
    answered = {
        one.question: one.outcome.value for one in survey.answers if one.outcome is not Outcome.COULD_NOT_TEST
    }
    # Asked only of those who have a key to a search engine.
    assert answered == {"core/search-engine": "not-applicable"}
    own = {one.cause for one in survey.answers if one.question.startswith(journey)}
    assert cause in own
