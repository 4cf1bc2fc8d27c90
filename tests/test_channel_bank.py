"""Every wording of `channel_bank` in three kinds of markup: the right channel, or at worst an honest unknown."""

from __future__ import annotations

import pytest
from channel_bank import BANK, Case
from channel_pages import council, crawl, govuk_style, portlets, route, seen, survey, walk, webforms

from checks.channel import decide_channel
from checks.model import ChannelDecision
from checks.registry import pack_of

TASK = "https://www.ambleford.gov.uk/a/task"
MARKUPS = {"semantic": govuk_style, "webforms": webforms, "portlets": portlets}


def decided(case: Case, markup: str) -> ChannelDecision:
    make = MARKUPS[markup]
    body = _inside(case.body, markup)
    framed = {
        "frames": [
            {
                "url": "https://forms.supplier.example/f/1",
                "name": "",
                "html": f"<body>{case.frame}</body>",
                "selector": "iframe",
            }
        ]
    }
    on_task, on_next = (framed, {}) if case.beyond is None else ({}, framed)
    evidence = [seen("task", make(case.heading, body), TASK, **(on_task if case.frame else {}))]
    if case.beyond is not None:
        heading, inner = case.beyond
        html = make(heading, _inside(inner, markup)) if heading or inner else "<html><body></body></html>"
        http = {"status": case.status, "content_type": "text/html", "headers": {}}
        evidence.append(seen("start", html, case.at, http=http, **(on_next if case.frame else {})))
        steps = {
            "step": "start",
            "url": case.at,
            "control": "",
            "how": "link",
            "status": case.status,
            "cause": "",
        }
        evidence.append(walk(crawl=crawl(task_url=TASK), route=route("none", steps)))
    return decide_channel(survey(*evidence, who=council(), what=pack_of(case.journey).journey))


def _inside(body: str, markup: str) -> str:
    # A page that is one form has no forms inside it.
    return body.replace("<form", "<div").replace("</form", "</div") if markup == "webforms" else body


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("case", BANK, ids=[case.id for case in BANK])
def test_wording(case, markup):
    decision = decided(case, markup)
    assert decision.channel is case.channel, decision
