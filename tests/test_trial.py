"""`try` shows answers with their evidence, and nothing from a page can steer the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from checks.model import (
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    CouncilType,
    Device,
    Evidence,
    Flag,
    Missing,
    Outcome,
    Spot,
    Survey,
)
from checks.registry import pack_of
from reports.trial import plain, show_trial

URL = "https://vale.example/tip"
YES = Answer(
    run="try",
    council="TRY",
    journey="report-fly-tipping",
    question="core/form-opens",
    outcome=Outcome.YES,
    cause=None,
    confidence=0.9,
    step="form-1",
    device="phone",
    url=URL,
    detail="The form opens at “Where?”.",
    version=1,
    spots=(Spot("#where", "Where?", URL),),
)
UNKNOWN = replace(
    YES, question="core/cost", outcome=Outcome.COULD_NOT_TEST, cause=Cause.TIMEOUT, spots=(), detail=""
)
DECISION = ChannelDecision(Channel.ONLINE, None, frozenset({Flag.CAPTCHA}), 0.91, ("The form opens.",))
SURVEY = Survey(
    "try",
    "TRY",
    "vale.example",
    CouncilType.UNITARY,
    "report-fly-tipping",
    Applies.YES,
    DECISION,
    URL,
    URL,
    2,
    "",
    "2026-11-22T02:00:00Z",
    4.0,
    (YES, UNKNOWN),
)


def walk(crawl: object) -> Evidence:
    return Evidence(
        "try", "TRY", "report-fly-tipping", "walk", Device.HTTP, URL, URL, "", None, {"crawl": crawl}
    )


def shown(survey: Survey, *evidence: Evidence) -> str:
    console = Console(file=io.StringIO(), width=160, force_terminal=True, color_system=None)
    show_trial(console, pack_of("report-fly-tipping"), survey, evidence)
    return console.file.getvalue()


def test_answers_come_with_their_reasons():
    candidate = {"url": URL, "title": "Tell us", "score": 0.8, "reasons": ["title names it", "holds a form"]}
    text = shown(SURVEY, walk({"pages": 12, "candidates": [candidate]}))
    for part in (
        f"{URL}, 2 clicks from the home page; 12 pages read",
        "0.80",
        "title names it; holds a form",
        "Online (online)",
        "Confidence 0.91; has a CAPTCHA",
        "- The form opens.",
        "[core/form-opens]",
        "The form opens at “Where?”.",
        "form, step 1, phone",
        "#where: Where?",
        "the site took too long to answer",
        "Yes: 1, No: 0, Not applicable: 0, Could not test: 1",
    ):
        assert part in text, part


def test_a_site_that_was_not_reached_says_so():
    decision = ChannelDecision(None, Cause.UNREACHABLE, frozenset(), 1.0, ())
    text = shown(
        replace(SURVEY, decision=decision, task_url="", clicks=None), walk(Missing(Cause.UNREACHABLE, "DNS"))
    )
    assert "Not looked for: the site could not be reached (DNS)" in text
    assert "could not be told: the site could not be reached" in text
    assert "nothing was seen" in shown(SURVEY)


def test_hostile_text_is_shown_as_text():
    hostile = "\x1b]0;owned\x07[bold red]x[/]\u202etxt\n\rline" + "a" * 500
    spot = Spot(hostile, hostile, hostile)
    answer = replace(YES, detail=hostile, url=hostile, spots=(spot,))
    decision = replace(DECISION, reasons=(hostile,), spots=(spot,))
    candidate = {"url": hostile, "title": hostile, "score": 0.1, "reasons": [hostile]}
    survey = replace(SURVEY, answers=(answer,), decision=decision, task_url=hostile, council_name=hostile)
    text = shown(survey, walk({"pages": 1, "candidates": [candidate]}))
    assert "[bold red]x[/]" in text
    assert "\x1b]" not in text and "\x07" not in text and "\u202e" not in text
    assert len(plain(hostile)) <= 160
