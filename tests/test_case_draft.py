"""Drafting a case from evidence: what is taken out, and that the draft is a case that passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.case_draft import NothingToDraft, draft_case
from checks.judge import judge_survey
from checks.model import Council, CouncilType, Device, Evidence
from checks.redaction import Redactor
from checks.registry import pack_of
from checks.scaffold import UNFINISHED
from tests.case_files import read_cases

HOME = "https://www.elmford.gov.uk/"
COUNCIL = Council("E07000123", "Elmford District Council", CouncilType.DISTRICT, "England", "East", HOME)
TASK = """<!doctype html><html lang=en><head><title>Report fly-tipping - Elmford</title>
<script>var key = "abc"</script><link rel=stylesheet href=/s.css></head><body class="page x1">
<nav><a href="/">Home</a></nav><main id=content data-track="9f8e7d"><h1>Report fly-tipping</h1>
<!-- built by jane.roe -->
<p>Ring Elmford on 01234 567891 or write to jane.roe@elmford.gov.uk. Cllr Jane Roe is in charge.</p>
<p>Case officer: John Q Public. We clear it within 5 working days. It is free.</p>
<form action="/report?sid=8f14e45fceea167a5a36dedd4bea2543" method=post>
<input type=hidden name=__VIEWSTATE value="dDwtMTY3NzE5MjIyNTt0PDtsPGk8MT4">
<label for=w>Where is it?</label><input id=w name=where required><button>Continue</button></form>
<p>```</p><img src="https://pictures.elmford.gov.uk/a.png" alt="Photo by jane.roe@elmford.gov.uk"></main></body></html>"""


def _evidence(step: str, url: str, **facets: object) -> Evidence:
    return Evidence(
        "r1",
        COUNCIL.gss,
        "report-fly-tipping",
        step,
        Device.HTTP,
        url,
        url,
        "2026-11-22T10:00:00Z",
        2,
        facets,
    )


def _draft() -> str:
    crawl = {
        "task_url": HOME + "fly",
        "clicks": 2,
        "path": [],
        "candidates": [{"url": HOME + str(n)} for n in range(9)],
    }
    walk = _evidence("walk", HOME, crawl=crawl)
    task = _evidence("task", HOME + "fly", html=TASK, http={"status": 200, "content_type": "text/html"})
    return draft_case(COUNCIL, pack_of("report-fly-tipping"), [walk, task])


def test_nothing_that_names_people_councils_or_sessions_is_left() -> None:
    text = _draft()
    for secret in (
        "jane", "roe", "john", "567891", "elmford", "8f14e45", "dDwtMTY3", "var key", "9f8e7d", "s.css",
    ):  # fmt: skip
        assert secret.lower() not in text.lower(), secret
    for kept in (
        "Report fly-tipping",
        "within 5 working days",
        "Where is it?",
        "01632 960000",
        "someone@anytown.gov.uk",
    ):
        assert kept in text


def test_the_draft_is_refused_until_it_is_rewritten_and_then_passes(tmp_path: Path) -> None:
    text = _draft()
    assert UNFINISHED in text
    file = tmp_path / "draft.md"
    file.write_text(text, encoding="utf-8")
    (case,) = read_cases(file)
    stand_in = Council(
        "E06000001",
        case.settings["council-name"],
        CouncilType.DISTRICT,
        "England",
        "",
        "https://www.anytown.gov.uk/",
    )
    survey = judge_survey(
        stand_in, pack_of(case.journey), case.evidence, run="x", as_of=case.as_of, strict=True
    )
    got = {answer.question: answer.outcome.value for answer in survey.answers}
    said = {one.question: one.outcome for one in case.expected if one.question != "channel"}
    assert said == got
    assert said["core/what-happens-next"] == said["core/cost"] == "yes"
    assert survey.decision.channel is not None


def test_a_survey_without_a_page_gives_no_draft() -> None:
    with pytest.raises(NothingToDraft, match="Elmford"):
        draft_case(COUNCIL, pack_of("report-fly-tipping"), [])


@pytest.mark.parametrize(
    ("url", "redacted"),
    [
        (HOME + "a/b?q=bins&token=12", "https://www.anytown.gov.uk/a/b?q=bins&token=TOKEN"),
        ("/a/b#part", "/a/b"),
        ("https://elmford.forms.example/x", "https://other-1.example/x"),
        ("https://www.gov.uk/apply-blue-badge", "https://www.gov.uk/apply-blue-badge"),
        ("mailto:Jane.Roe@elmford.gov.uk?subject=Jane", "mailto:someone@anytown.gov.uk"),
        ("tel:+441234567891", "tel:01632960000"),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
    ],
)
def test_addresses(url: str, redacted: str) -> None:
    assert Redactor(HOME, COUNCIL.name).url(url) == redacted


def test_the_same_number_gets_the_same_stand_in() -> None:
    redact = Redactor(HOME, COUNCIL.name)
    assert (
        redact.text("01234 567891, 01234 567892, (01234) 567891")
        == "01632 960000, 01632 960001, 01632 960000"
    )
    assert (
        redact.text("Ring 999 or 101; costs £12.50; within 20 days")
        == "Ring 999 or 101; costs £12.50; within 20 days"
    )
