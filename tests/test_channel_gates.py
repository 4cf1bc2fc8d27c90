"""A gate or a robots rule before the task's own page, or before its way in."""

from __future__ import annotations

import pytest
from channel_pages import TASK, crawl, govuk_style, route, seen, survey, walk

from checks.channel import decide_channel
from checks.model import Cause, Channel

FORM = "https://www.ambleford.gov.uk/tell/4"


def row(text: str, url: str = FORM, cause: str = "blocked") -> dict[str, str]:
    return {"url": url, "text": text, "via": "menu", "cause": cause}


def govuk(cause: str) -> dict[str, object]:
    one = {
        "url": FORM,
        "lgsl": 587,
        "lgil": 8,
        "status": None,
        "final_url": FORM,
        "title": "",
        "cause": cause,
        "whose": "",
    }
    return {"rows": [one]}


ASKED = {
    "queries": [
        {
            "query": "fly-tipping",
            "kind": "task",
            "url": "https://www.ambleford.gov.uk/s",
            "status": 200,
            "cause": "",
            "results": [],
        }
    ]
}

LETTERS = {
    "url": "https://www.ambleford.gov.uk/a-z",
    "letters": [{"letter": "F", "url": "https://www.ambleford.gov.uk/a-z/f", "status": 200, "links": []}],
}


@pytest.mark.parametrize(
    ("facets", "channel", "cause"),
    [
        ({"crawl": crawl(exhausted=False, gated=[row("Report fly-tipping")])}, Channel.BLOCKED, None),
        ({"crawl": crawl(exhausted=False, gated=[row("Dumped rubbish", cause="robots")])}, Channel.BLOCKED, None),
        ({"crawl": crawl(exhausted=False), "govuk": govuk("robots")}, Channel.BLOCKED, None),
        # A gate before something else says nothing of this task.
        ({"crawl": crawl(exhausted=False, gated=[row("Council meetings")])}, None, Cause.NOT_FOUND_BY_US),
        ({"crawl": crawl(exhausted=False), "govuk": govuk("timeout")}, None, Cause.NOT_FOUND_BY_US),
        # The budget is spent, but nothing that promised the task was left.
        ({"crawl": crawl(exhausted=False, stopped="budget", left=0.2), "search": ASKED}, Channel.NOT_FOUND, None),
        ({"crawl": crawl(exhausted=False, stopped="budget", left=0.36), "search": ASKED}, None, Cause.NOT_FOUND_BY_US),
        ({"crawl": crawl(exhausted=False, stopped="budget", left=0.36), "search": ASKED, "a-to-z": LETTERS}, Channel.NOT_FOUND, None),
        ({"crawl": crawl(exhausted=False, stopped="budget", left=0.6), "search": ASKED}, None, Cause.NOT_FOUND_BY_US),
        ({"crawl": crawl(exhausted=False, stopped="budget", left=0.2)}, None, Cause.NOT_FOUND_BY_US),
    ],
)  # fmt: skip
def test_without_a_task_page(facets, channel, cause):
    decision = decide_channel(
        survey(seen("home", govuk_style("Ambleford", "<p>Welcome</p>")), walk(**facets))
    )
    assert (decision.channel, decision.cause) == (channel, cause)


def test_the_way_in_is_behind_a_gate():
    page = govuk_style("Street cleaning", f'<p>We sweep.</p><p><a href="{FORM}">Report fly-tipping</a></p>')
    tried = {"url": FORM, "status": 403, "cause": "blocked", "at": ""}
    facets = {"crawl": crawl(task_url=TASK), "route": route("dead-end", attempts=[tried])}
    assert decide_channel(survey(seen("task", page), walk(**facets))).channel is Channel.BLOCKED


def test_the_page_that_names_the_task_is_behind_a_gate():
    page = govuk_style("Clinical waste", "<p>Ring 01632 960222 to have needles fetched.</p>")
    facets = {"crawl": crawl(task_url=TASK, gated=[row("Report fly-tipping")]), "route": route("none")}
    assert decide_channel(survey(seen("task", page), walk(**facets))).channel is Channel.BLOCKED
    named = govuk_style("Report fly-tipping", "<p>Ring 01632 960222 and say where it is.</p>")
    assert decide_channel(survey(seen("task", named), walk(**facets))).channel is Channel.PHONE_ONLY
