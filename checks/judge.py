"""Judges a survey: asks each question of the right page, or says why it could not be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from checks.channel import decide_channel
from checks.gating import (
    answered_by_absence,
    answered_by_channel,
    answered_without_key,
    pages_for,
    site_cause,
)
from checks.messages import MESSAGE_LIMIT, cut, fill
from checks.model import (
    START,
    TASK,
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    Council,
    Evidence,
    Outcome,
    Question,
    Spot,
    Survey,
    Verdict,
    form_step,
)
from checks.platforms import recognise_page
from checks.registry import JourneyPack, blocks, core_questions
from checks.verdicts import THRESHOLD, could_not_test, snippet
from checks.views import PageView, SurveyView, as_list, as_mapping
from checks.walked import over_steps

SPOT_LIMIT = 10
SELECTOR_LIMIT = 300
URL_LIMIT = 2000


def judge_survey(
    council: Council,
    pack: JourneyPack,
    evidence: Iterable[Evidence],
    *,
    run: str,
    as_of: date | None,
    strict: bool = False,
) -> Survey:
    """Judge one council's journey from its evidence: the channel, and an answer to every question.

    A council that does not run the service where the other tier does is asked the signposting block alone.
    The same evidence gives the same survey. A check that crashes is answered could-not-test; under *strict*
    its error is raised instead. `as_of`: the day against which dates are judged, None for that of the visit.
    """
    journey = pack.journey
    listed = tuple(evidence)
    applies = journey.applies_to(council)
    survey = SurveyView(council, journey, listed, as_of)
    if applies is Applies.NO:
        nothing = ChannelDecision(None, None, frozenset(), 1.0, ("This council does not run the service.",))
        return _survey(survey, run, applies, nothing, ())
    survey.decision = _decide(survey, strict)
    own = applies is Applies.YES
    if own and survey.decision.channel is Channel.NOT_OFFERED:
        return _survey(survey, run, Applies.NO, survey.decision, ())
    apart = (one for block in blocks() if block.asked_of(council, applies) for one in block.questions)
    questions = (*(core_questions() if own else ()), *(pack.questions if own else ()), *apart)
    answers = tuple(_answer(question, survey, run, strict) for question in questions)
    return _survey(survey, run, applies, survey.decision, answers)


def _decide(survey: SurveyView, strict: bool) -> ChannelDecision:
    try:
        return decide_channel(survey)
    except Exception as error:
        if strict:
            raise
        return ChannelDecision(None, Cause.CHECK_CRASHED, frozenset(), 0.0, (_named(error),))


def _answer(question: Question, survey: SurveyView, run: str, strict: bool) -> Answer:
    page: PageView | None = None
    stopped = site_cause(survey)
    given = answered_without_key(question, survey)
    if given is None and stopped and question.needs != ("govuk",):
        given = could_not_test(*stopped)
    verdict = given or answered_by_channel(question, survey) or answered_by_absence(question, survey)
    detail = verdict.message if verdict else ""
    if verdict is None:
        pages = pages_for(question, survey) if question.at != "walk" else []
        page = pages[0] if pages else None
        try:
            verdict = question.judge(page if page is not None else survey)
            if not isinstance(verdict, Verdict):
                raise TypeError(f"{question.id} returned {type(verdict).__name__}, not a Verdict")
            if page is not None:
                verdict, page = over_steps(question, page, verdict, question.judge)
            detail = _sentence(question, verdict)
        except Exception as error:
            if strict:
                raise
            verdict = could_not_test(Cause.CHECK_CRASHED, _named(error))
            detail = verdict.message
        verdict, detail = _doubted(verdict, detail, page, survey, question)
    return _row(question, survey, page, verdict, detail, run)


def _sentence(question: Question, verdict: Verdict) -> str:
    if verdict.message:
        return verdict.message
    if verdict.outcome is Outcome.YES:
        return fill(question.yes, verdict.words)
    return fill(question.no, verdict.words) if verdict.outcome is Outcome.NO else ""


def _doubted(
    verdict: Verdict, detail: str, page: PageView | None, survey: SurveyView, question: Question
) -> tuple[Verdict, str]:
    """Hold back an answer that is not certain enough, or a No of a page that was not read to its end."""
    if verdict.outcome not in (Outcome.YES, Outcome.NO):
        return verdict, detail
    if verdict.confidence < THRESHOLD:
        why = f"Uncertain ({verdict.confidence:.2f}): {detail}"
        return _unknown(verdict, Cause.NEEDS_REVIEW), why
    if (
        verdict.outcome is Outcome.NO
        and not verdict.spots
        and page is not None
        and page.http.get("truncated")
    ):
        return _unknown(verdict, Cause.PAGE_BROKEN), "The page was too large to read to its end."
    undecided = survey.decision is not None and survey.decision.channel is None
    if verdict.outcome is Outcome.NO and undecided and question.id == "core/form-opens":
        return _unknown(verdict, Cause.NEEDS_REVIEW), f"How the task is done could not be told. {detail}"
    return verdict, detail


def _unknown(verdict: Verdict, cause: Cause) -> Verdict:
    return replace(verdict, outcome=Outcome.COULD_NOT_TEST, cause=cause)


def _row(
    question: Question, survey: SurveyView, page: PageView | None, verdict: Verdict, detail: str, run: str
) -> Answer:
    outcome = verdict.outcome
    cause = (verdict.cause or Cause.NEEDS_REVIEW) if outcome is Outcome.COULD_NOT_TEST else None
    spots = tuple(
        Spot(spot.selector[:SELECTOR_LIMIT], snippet(spot.snippet), spot.url[:URL_LIMIT])
        for spot in verdict.spots[:SPOT_LIMIT]
    )
    decided = outcome in (Outcome.YES, Outcome.NO)
    url = page.url if page is not None else (spots[0].url if spots and spots[0].url else _url(survey, TASK))
    return Answer(
        run=run,
        council=survey.council.gss,
        journey=survey.journey.id,
        question=question.id,
        outcome=outcome,
        cause=cause,
        confidence=round(min(1.0, max(0.0, verdict.confidence)), 3)
        if decided or verdict.confidence < 1
        else 1.0,
        step=page.step if page is not None else _step_of(question),
        device=page.device.value if page is not None else (question.device.value if question.device else ""),
        url=url[:URL_LIMIT],
        detail=cut(detail, MESSAGE_LIMIT),
        version=question.version,
        spots=spots,
    )


def _step_of(question: Question) -> str:
    return {"walk": "", "form": form_step(1)}.get(question.at, question.at)


def _survey(
    survey: SurveyView, run: str, applies: Applies, decision: ChannelDecision, answers: tuple[Answer, ...]
) -> Survey:
    times = sorted(moment for one in survey.evidence if (moment := _moment(one.fetched_at)) is not None)
    stamps = sorted(one.fetched_at for one in survey.evidence if one.fetched_at)
    clicks = as_mapping(survey.crawl).get("clicks")
    return Survey(
        run=run,
        council=survey.council.gss,
        council_name=survey.council.name,
        council_type=survey.council.type,
        journey=survey.journey.id,
        applies=applies,
        decision=decision,
        task_url=_url(survey, TASK),
        start_url=_url(survey, START),
        clicks=clicks if isinstance(clicks, int) and not isinstance(clicks, bool) else None,
        platform=_platform(survey),
        visited_at=stamps[0] if stamps else "",
        duration_s=round((times[-1] - times[0]).total_seconds(), 1) if times else 0.0,
        answers=answers,
    )


def _url(survey: SurveyView, step: str) -> str:
    """Return the address of the task page, or of the way to start as the route names it."""
    if step == START:
        for row in as_list(as_mapping(survey.route).get("steps")):
            if as_mapping(row).get("step") in (START, form_step(1)):
                return str(as_mapping(row).get("url") or "")[:URL_LIMIT]
    page = survey.best(step)
    if page is not None:
        return page.url[:URL_LIMIT]
    return str(as_mapping(survey.crawl).get("task_url") or "")[:URL_LIMIT] if step == TASK else ""


def _platform(survey: SurveyView) -> str:
    names: dict[str, None] = {}
    for page in survey.pages:
        if page.step not in ("home", "landing"):
            names.update(dict.fromkeys(recognise_page(page)))
    return "|".join(names)


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    except ValueError:
        return None


def _named(error: Exception) -> str:
    return cut(f"{type(error).__name__}: {error}", 200)
