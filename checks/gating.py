"""What the channel, a broken page or missing evidence does to a question before any check is called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from checks.faults import fault_of
from checks.model import (
    HOME,
    LANDING,
    TASK,
    Cause,
    Channel,
    Device,
    Missing,
    Question,
    Spot,
    Verdict,
    form_step,
)
from checks.verdicts import could_not_test, no, not_applicable, snippet
from checks.views import DEVICES, PageView, SurveyView, as_list, as_mapping

FORM_OPENS, NO_ACCOUNT = "core/form-opens", "core/no-account"
SEARCH_ENGINE = "search-engine"
# A second visit counts as another attempt only if it came this much later, in seconds.
ATTEMPT_GAP_S = 60.0
# Asked of the ways that lead to the page: decided by the walk even where there is no page.
FINDABILITY = frozenset(
    f"core/{name}"
    for name in ("home-page", "three-clicks", "landing-page", "site-search", "everyday-words", "a-to-z")
) | {"signpost/found-by-search"}
# Asked of a council that does not run the service: without a page for it, it points nowhere.
POINTS_NOWHERE = frozenset(("signpost/names-council", "signpost/deep-link"))
# The council offers the service itself, whatever its tier: there is nobody to point to.
OWN_SERVICE = (Channel.ONLINE, Channel.SIGN_IN_REQUIRED, Channel.DOCUMENT_FORM, Channel.CLOSED_NOW)
OFFLINE = {
    Channel.DOCUMENT_FORM: "the task is done with a document to download",
    Channel.EMAIL_ONLY: "the task is done by e-mail",
    Channel.PHONE_ONLY: "the task is done by telephone",
    Channel.IN_PERSON_OR_POST: "the task is done in person or by post",
    Channel.INFORMATION_ONLY: "the page gives no way to do the task",
    Channel.LOOKUP_ONLY: "something can be looked up, but the task itself cannot be done",
}
HANDED_OVER = {
    Channel.NATIONAL_SERVICE: "the task is handed over to a national service",
    Channel.OTHER_AUTHORITY: "another body is responsible",
}


def of_the_form(question: Question) -> bool:
    """Say whether a question is about the form, which a task without one does not have."""
    return question.at == "form" or question.id in (FORM_OPENS, NO_ACCOUNT)


def answered_by_channel(question: Question, survey: SurveyView) -> Verdict | None:
    """Return what methodology.md section 2 says of a question under this survey's channel, else None."""
    decision = survey.decision
    channel = decision.channel if decision is not None else None
    spots = decision.spots[:3] if decision is not None else ()
    if channel is Channel.NOT_FOUND:
        return _without_page(question, survey, spots)
    if question.id.startswith("signpost/") and channel in OWN_SERVICE:
        why = f"The council offers the service itself ({channel}): there is nobody to point to."
        return not_applicable(why, *spots)
    if not of_the_form(question):
        return None
    if channel in OFFLINE:
        why = f"There is no online form: {OFFLINE[channel]}."
        return _said(no(*spots), why) if question.id == FORM_OPENS else not_applicable(why, *spots)
    if channel in HANDED_OVER:
        return not_applicable(f"Judged up to the hand-over: {HANDED_OVER[channel]}.", *spots)
    if channel is Channel.SIGN_IN_REQUIRED:
        why = "Nothing can be done before signing in or registering."
        if question.id in (FORM_OPENS, NO_ACCOUNT):
            return _said(no(*spots), why)
        return could_not_test(Cause.POLICY_STOP, f"{why} We never sign in.", *spots)
    if channel is Channel.CLOSED_NOW:
        return could_not_test(Cause.NOT_MEASURED, "The service was closed at the time of the visit.", *spots)
    if channel is Channel.BROKEN:
        return _broken(question, survey, spots)
    if channel is Channel.BLOCKED:
        return could_not_test(Cause.BLOCKED, "A bot gate, CAPTCHA or robots rule stood in the way.", *spots)
    return None


def answered_without_key(question: Question, survey: SurveyView) -> Verdict | None:
    """Return not-applicable for what only a key of the user's can answer, where none was given, else None."""
    if SEARCH_ENGINE in question.needs:
        facet = survey.facet(SEARCH_ENGINE)
        if isinstance(facet, Missing) and facet.cause is Cause.NOT_MEASURED:
            return not_applicable("No search engine was asked: that needs a key, and none was given.")
    return None


def answered_by_absence(question: Question, survey: SurveyView) -> Verdict | None:
    """Return could-not-test with its cause where the question has nothing to be asked of, else None."""
    if question.at == "walk":
        return _missing_of_walk(question, survey)
    pages = pages_for(question, survey)
    if pages:
        return None
    steps = steps_of(question.at)
    seen = [page for step in steps for device in _devices(question) if (page := survey.page(step, device))]
    if seen:
        lacking = [
            value for page in seen for need in question.needs
            if isinstance(value := page.evidence.facet(need), Missing)
        ]  # fmt: skip
        if lacking:
            return could_not_test(lacking[0].cause, snippet(lacking[0].detail))
        fault = next((found for page in seen if (found := fault_of(page))), None)
        if fault:
            return could_not_test(fault.cause, fault.why, Spot("html", fault.why, seen[0].url))
    if question.at == "landing" and _straight_from_home(survey):
        return not_applicable("The home page links straight to the task: no landing page stands between.")
    cause, why = absence(survey, steps[0] if question.at != "form" else form_step(1), question.device)
    return could_not_test(cause, why)


def pages_for(question: Question, survey: SurveyView) -> list[PageView]:
    """Return the pages a question can be asked of, the best first: whole, and with every facet it needs."""
    found = []
    for step in steps_of(question.at):
        for device in _devices(question):
            page = survey.page(step, device)
            if page is None or (question.at == "form" and step != form_step(1) and not page.task_forms):
                continue
            if any(isinstance(page.evidence.facet(need), Missing) for need in question.needs):
                continue
            if fault_of(page) is None:
                found.append(page)
        if found:
            break
    return found


def steps_of(view: str) -> tuple[str, ...]:
    """Return the steps whose page a view may be: a form may stand on the start or the task page itself."""
    if view == "form":
        return (form_step(1), "start", TASK)
    return ({"home": HOME, "landing": LANDING, "task": TASK}.get(view, view),)


def absence(survey: SurveyView, step: str, device: Device | None = None) -> tuple[Cause, str]:
    """Return why there is no page of a step: the route's cause, the crawl's, else not measured."""
    crawl, route = survey.crawl, survey.route
    stopped = site_cause(survey)
    if stopped is not None:
        return stopped
    if device is not None and survey.best(step) is not None:
        screen = device.value or "plain"
        return Cause.NOT_MEASURED, f"The page was not opened on a {screen} screen in this run."
    if isinstance(crawl, Missing):
        return crawl.cause, snippet(crawl.detail or "The site was not crawled.")
    if survey.task is None and not as_mapping(crawl).get("task_url"):
        if as_mapping(crawl).get("stopped") == "blocked":
            return Cause.BLOCKED, "The site turned us away before we reached the task's page."
        return Cause.NOT_FOUND_BY_US, "We did not reach the task's page, and cannot say that there is none."
    if step.startswith("form") or step == "start":
        if isinstance(route, Missing):
            return route.cause, snippet(route.detail or "The way into the form was not followed.")
        for row in as_list(as_mapping(route).get("steps")):
            cause = cause_of(as_mapping(row).get("cause"))
            if cause is not None:
                address = as_mapping(row).get("url") or "an unknown address"
                return cause, snippet(f"The way in stopped at {address}.")
        if as_mapping(route).get("end") == "stopped":
            detail = str(as_mapping(route).get("detail") or "We stopped rather than risk sending something.")
            return Cause.POLICY_STOP, snippet(detail)
    return Cause.NOT_MEASURED, f"The step {step} was not visited."


def site_cause(survey: SurveyView) -> tuple[Cause, str] | None:
    """Return why nothing of the site could be seen, None where it answered or a page was found."""
    crawl = survey.crawl
    if survey.task is not None or (survey.home is not None and fault_of(survey.home) is None):
        return None
    if isinstance(crawl, Missing):
        return crawl.cause, snippet(crawl.detail or "The site was not crawled.")
    if as_mapping(crawl).get("task_url"):
        return None
    home = as_mapping(as_mapping(crawl).get("home"))
    cause = cause_of(home.get("cause"))
    if cause is None:
        return None
    return cause, snippet(f"The home page {home.get('url') or ''} could not be read ({cause.value}).")


def cause_of(value: object) -> Cause | None:
    """Return a facet's cause as a `Cause`, None where there is none."""
    try:
        return Cause(str(value)) if value else None
    except ValueError:
        return None


def failed_twice(survey: SurveyView) -> bool:
    """Say whether the way in failed on two attempts at least a minute apart, and never opened."""
    times = []
    for row in as_list(as_mapping(survey.route).get("attempts")):
        attempt = as_mapping(row)
        status = attempt.get("status")
        if not attempt.get("cause") and isinstance(status, int) and status < 400:
            return False
        try:
            times.append(datetime.fromisoformat(str(attempt.get("at")).replace("Z", "+00:00")).timestamp())
        except (ValueError, OverflowError):
            continue
    return len(times) >= 2 and max(times) - min(times) >= ATTEMPT_GAP_S


def _missing_of_walk(question: Question, survey: SurveyView) -> Verdict | None:
    # `html` is the default need and means nothing to the walk as a whole.
    for need in question.needs:
        value = survey.facet(need) if need != "html" else None
        if isinstance(value, Missing):
            return could_not_test(value.cause, snippet(value.detail or f"{need} was not collected"))
    needs_page = set(question.needs) - {"govuk"} or question.id != "core/govuk-link"
    if needs_page and not as_mapping(survey.crawl).get("task_url") and survey.task is None:
        return could_not_test(*absence(survey, TASK))
    return None


def _devices(question: Question) -> tuple[Device, ...]:
    return DEVICES if question.device is None else (question.device,)


def _straight_from_home(survey: SurveyView) -> bool:
    crawl = as_mapping(survey.crawl)
    direct = not crawl.get("landing_url") and len(as_list(crawl.get("path"))) == 2
    return bool(crawl.get("task_url")) and direct


def _without_page(question: Question, survey: SurveyView, spots: Iterable[Spot]) -> Verdict | None:
    why = "There is no page for the task on the site: the crawl, the site's search or its A-Z were exhausted."
    if question.id == FORM_OPENS or question.id in POINTS_NOWHERE:
        return _said(no(*spots), why)
    if question.id in FINDABILITY:
        name = "a-to-z" if question.id == "core/a-to-z" else "search" if "search" in question.needs else None
        value = survey.facet(name) if name else None
        if isinstance(value, Missing):
            if name == "a-to-z" and value.cause is Cause.NOT_FOUND_BY_US:
                return not_applicable("The site has no A-Z.")
            return could_not_test(value.cause, snippet(value.detail))
        return _said(no(*spots), why)
    return None if question.id == "core/govuk-link" else not_applicable(why)


def _broken(question: Question, survey: SurveyView, spots: tuple[Spot, ...]) -> Verdict:
    if question.id == FORM_OPENS and failed_twice(survey):
        return _said(no(*spots), "The way in failed on two visits at least a minute apart.")
    return could_not_test(Cause.PAGE_BROKEN, "The way into the form failed.", *spots)


def _said(verdict: Verdict, message: str) -> Verdict:
    return Verdict(verdict.outcome, verdict.spots, {}, verdict.confidence, verdict.cause, message)
