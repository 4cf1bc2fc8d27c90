"""A No of what a page lacks is given only of a page that was read whole."""

from __future__ import annotations

import pytest

from checks.absence import lacking, page_beyond, unread_frame
from checks.model import Cause, Council, CouncilType, Device, Evidence, Outcome
from checks.registry import pack_of
from checks.views import PageView, SurveyView

HOME = "https://www.elmford.example/"
TASK = HOME + "streets/rubbish"
PROSE = (
    "<p>Anybody may tell us of rubbish that was left where it should not be.</p>"
    "<p>A crew looks at each place and takes away what it finds there.</p>"
    "<p>What lies on private ground is for the owner of that ground.</p>"
)
LINKS = "".join(
    f"<li><a href='/streets/{n}'>{n}</a></li>" for n in ("Litter", "Graffiti", "Gritting", "Dogs")
)
ONWARD = "<li><a href='/streets/fly'>Report fly-tipping</a></li>"


def _task(body: str, *more: Evidence, **facets: object) -> PageView:
    council = Council("E07000001", "Elmford", CouncilType.DISTRICT, "England", "", HOME)
    page = f"<html><body><main>{body}</main></body></html>"
    evidence = _evidence("task", TASK, html=page, http={"status": 200, "content_type": "text/html"}, **facets)
    survey = SurveyView(council, pack_of("report-fly-tipping").journey, (evidence, *more))
    assert survey.task is not None
    return survey.task


def _evidence(step: str, url: str, **facets: object) -> Evidence:
    return Evidence(
        "r", "E07000001", "report-fly-tipping", step, Device.HTTP, url, url, "2026-11-22T10:00:00Z", 1, facets
    )


def test_a_page_read_whole_is_answered_no() -> None:
    verdict = lacking(_task(f"<h1>Streets</h1>{PROSE}"), confidence=0.8)
    assert (verdict.outcome, verdict.confidence, len(verdict.spots)) == (Outcome.NO, 0.8, 1)


@pytest.mark.parametrize(
    ("frame", "unread"),
    [
        ("<iframe src='/apps/notice'></iframe>", True),
        ("<iframe src='https://forms.other.example/x' title='Tell us'></iframe>", True),
        ("<iframe src='https://www.youtube.com/embed/x'></iframe>", False),
        ("<iframe src='/where' title='Map of our depots'></iframe>", False),
        ("<iframe src='/apps/notice' hidden></iframe>", False),
        ("<iframe src='/count' width='1' height='1'></iframe>", False),
        ("<iframe src='about:blank'></iframe>", False),
        ("<iframe></iframe>", False),
    ],
)
def test_a_frame_that_nobody_opened_may_hold_the_words(frame: str, unread: bool) -> None:
    task = _task(f"<h1>Fly-tipping</h1>{PROSE}{frame}")
    assert (unread_frame(task) is not None) is unread
    verdict = lacking(task, confidence=0.8)
    assert verdict.cause is (Cause.NOT_MEASURED if unread else None)


def test_a_frame_that_a_browser_or_the_route_opened_hides_nothing() -> None:
    body = f"<h1>Fly-tipping</h1>{PROSE}<iframe src='/apps/notice'></iframe>"
    assert unread_frame(_task(body, frames=[])) is None
    form = _evidence("form-1", HOME + "apps/notice", html="<form><label>Where <input></label></form>")
    assert unread_frame(_task(body, form)) is None


@pytest.mark.parametrize(
    ("body", "beyond"),
    [
        (f"<h1>Street care</h1><ul>{LINKS}{ONWARD}</ul>", True),
        (f"<h1>Street care</h1>{PROSE}<ul>{LINKS}{ONWARD}</ul>", False),
        (f"<h1>Report fly-tipping</h1><ul>{LINKS}{ONWARD}</ul>", False),
        (f"<h1>Street care</h1><ul>{LINKS}</ul>", False),
        (f"<h1>Street care</h1><ul>{ONWARD}</ul>", False),
    ],
)
def test_a_list_of_links_is_not_the_page_to_answer_no_of(body: str, beyond: bool) -> None:
    task = _task(body)
    assert (page_beyond(task) is not None) is beyond
    assert lacking(task, confidence=0.8).cause is (Cause.NOT_FOUND_BY_US if beyond else None)


def test_the_page_behind_a_list_that_does_not_open_is_broken() -> None:
    way = {"step": "start", "url": HOME + "streets/fly", "status": 404, "cause": "page-broken"}
    walk = _evidence("walk", HOME, route={"steps": [way], "end": "dead-end"})
    task = _task(f"<h1>Street care</h1><ul>{LINKS}{ONWARD}</ul>", walk)
    assert lacking(task, confidence=0.8).cause is Cause.PAGE_BROKEN


def test_a_form_behind_the_list_was_read() -> None:
    form = _evidence("form-1", HOME + "streets/fly", html="<main><form><input name=where></form></main>")
    task = _task(f"<h1>Street care</h1><ul>{LINKS}{ONWARD}</ul>", form)
    assert page_beyond(task) is None


def test_a_page_that_was_cut_short_is_no_evidence_of_absence() -> None:
    task = _task(f"<h1>Streets</h1>{PROSE}")
    cut = _evidence("task", TASK, html=task.html, http={"status": 200, "truncated": True})
    assert lacking(PageView(cut, task.council, task.journey), confidence=0.8).cause is Cause.PAGE_BROKEN


def test_a_page_whose_words_all_seem_furniture_is_for_a_person() -> None:
    menu = " ".join(f"<a href='/{n}'>Service number {n}</a>" for n in range(40))
    html = f"<html><body><nav>{menu}</nav><main><p>Skip to content</p></main></body></html>"
    task = _task("")
    page = _evidence("task", TASK, html=html, http={"status": 200})
    assert lacking(PageView(page, task.council, task.journey), confidence=0.8).cause is Cause.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("nation", "switch", "held"),
    [
        ("Wales", '<a href="/en/lamp">English</a>', True),
        ("Wales", "", False),
        ("England", '<a href="/en/lamp">English</a>', False),
    ],
)
def test_a_page_in_welsh_beside_one_in_english_is_no_evidence_of_absence(
    nation: str, switch: str, held: bool
) -> None:
    body = (
        "<h1>Golau stryd</h1><p>Rhowch wybod i ni am olau stryd nad yw'n gweithio yn eich ardal chi.</p>"
        "<p>Dywedwch wrthym ble mae'r golau a beth sydd o'i le arno,"
        " a byddwn yn ei drwsio cyn gynted a phosibl.</p>"
    )
    evidence = _evidence(
        "task",
        TASK,
        html=f"<html><body><header>{switch}</header><main>{body}</main></body></html>",
        http={"status": 200, "content_type": "text/html"},
    )
    council = Council("W06000001", "Tregwyn", CouncilType.WELSH_UNITARY, nation, "", HOME)
    page = SurveyView(council, pack_of("report-street-light").journey, (evidence,)).task
    assert page is not None
    verdict = lacking(page, confidence=0.8)
    assert (verdict.cause is Cause.NOT_MEASURED) is held
