"""A task that begins with a search: what a case behind it, or else the pages' words, say of acting on it."""

from __future__ import annotations

import pytest
from channel_pages import LOGIN, crawl, gone, govuk_style, portlets, route, seen, survey, walk

from checks.cases import begins_with_search, cases_on, deed_on, is_deed, is_over, list_of_cases
from checks.channel import decide_channel
from checks.digest import digest
from checks.model import Cause, Channel
from checks.registry import journey_ids, pack_of
from checks.route import next_step

PLAN = pack_of("comment-on-planning-application").journey
TASK = "https://www.ambleford.gov.uk/building/look"
FIND = "https://planning.ambleford.gov.uk/find"
CASE = "https://planning.ambleford.gov.uk/app/{}"
SEARCH = '<form><label for="q">Application number or street</label><input id="q" name="q"><button>Look up</button></form>'
SAYS = (
    '<form method="post"><fieldset><legend>Are you for or against?</legend><label><input type="radio" name="s">For</label>'
    '<label><input type="radio" name="s">Against</label></fieldset><label for="t">Your remarks</label><textarea id="t" '
    'name="t"></textarea><label for="n">Your name</label><input id="n" name="n"><button>Next</button></form>'
)
ROWS = "".join(f'<li><a href="/app/{n}">2026/0{n}/FUL Porch at {n} Elm Row</a></li>' for n in (311, 312, 313))


def judged(body: str, *more, heading: str = "Planning applications", make=govuk_style, search: str = SEARCH):
    steps = {
        "step": "form-1",
        "url": FIND,
        "control": "Look up an application",
        "how": "link",
        "status": 200,
        "cause": "",
    }
    return decide_channel(
        survey(
            seen("task", make(heading, f'{body}<p><a href="{FIND}">Look up an application</a></p>'), TASK),
            seen("form-1", make("Find a case", search), FIND),
            walk(crawl=crawl(task_url=TASK), route=route("form", steps)),
            *more,
            what=PLAN,
        )
    )


def case(number: int, body: str):
    return seen(f"case-{number}", portlets(f"Porch at {number} Elm Row", body), CASE.format(number))


def test_only_a_task_of_finding_and_acting_begins_with_a_search():
    assert [one for one in journey_ids() if begins_with_search(pack_of(one).journey)] == [PLAN.id]


@pytest.mark.parametrize(
    ("deed", "channel"),
    [
        (seen("deed", govuk_style("Say what you think", SAYS), CASE.format("1/say")), Channel.ONLINE),
        (seen("deed", govuk_style("Sign in", LOGIN), CASE.format("1/say")), Channel.SIGN_IN_REQUIRED),
        (seen("deed", gone(Cause.ROBOTS), CASE.format("1/say")), Channel.ONLINE),
    ],
)
def test_the_form_on_a_case_decides(deed, channel):
    control = '<p><a href="/app/1/say">Send us your views</a></p>'
    assert judged("<p>All cases since 1990.</p>", case(1, control), deed).channel is channel


def test_cases_that_can_only_be_read_are_looked_up():
    read = "<p>Received 3 November 2026. Being looked at.</p><p><a href='/app/1/papers'>Papers (4)</a></p>"
    assert judged("<p>Have your say.</p>", case(1, read), case(2, read)).channel is Channel.LOOKUP_ONLY


def test_a_case_past_its_time_says_nothing_of_the_service():
    past = "<p>Granted 3 November 2026. The time to comment has passed.</p>"
    told = "<p>You can object to a proposal here.</p>"
    assert judged(told, case(1, past), case(2, past)).channel is Channel.ONLINE


@pytest.mark.parametrize(
    ("body", "channel"),
    [
        ("<p>Read the drawings and tell us what you think.</p>", Channel.ONLINE),
        ("<p>You may object to it or support it there.</p>", Channel.ONLINE),
        ("<p>To object, write to the Head of Planning, Guildhall, Ambleford, and quote the number.</p>", Channel.LOOKUP_ONLY),
        ("<p>Comments can only be sent by email to plans@ambleford.gov.uk.</p>", Channel.LOOKUP_ONLY),
        ("<p>The list goes back to 1974.</p>", None),
    ],
)  # fmt: skip
def test_without_a_case_the_words_of_the_page_decide(body, channel):
    assert judged(body).channel is channel


@pytest.mark.parametrize(
    ("text", "follow"),
    [
        ("Find an application", True),
        ("Look at the plans", True),
        ("Go to the register", True),
        ("Open the planning database", True),
        ("Planning policy", False),
        ("Planning committee dates", False),
    ],
)
def test_what_leads_to_the_search_is_the_way_in(text, follow):
    page = govuk_style("Planning applications", f'<p><a href="{FIND}">{text}</a></p>')
    step = next_step(digest(page, TASK), PLAN)
    assert (step.kind == "follow" and step.url == FIND) is follow


def test_to_say_what_one_thinks_of_a_plan_is_not_to_rate_the_page():
    body = f'<p>The drawings are <a href="{FIND}">in the register</a>, where you say what you think.</p>'
    assert next_step(digest(govuk_style("Planning applications", body), TASK), PLAN).url == FIND
    rated = f'<p><a href="{FIND}">Tell us what you think of this page</a></p>'
    assert next_step(digest(govuk_style("Planning applications", rated), TASK), PLAN).kind == "none"


def test_a_heading_of_how_it_is_done_is_no_list_of_neighbours():
    body = f'<details><summary>More about how it is done</summary><p><a href="{FIND}">Find an application</a></p></details>'
    assert next_step(digest(govuk_style("Planning applications", body), TASK), PLAN).url == FIND
    near = '<h2>More about planning</h2><ul><li><a href="/building/files">Planning files</a></li></ul>'
    assert next_step(digest(govuk_style("Planning applications", near), TASK), PLAN).kind == "none"


def test_a_list_that_needs_no_typing_is_found_and_its_cases():
    page = digest(
        govuk_style(
            "Find", f'{SEARCH}<p><a href="/news/new">News</a> <a href="/recent">Received this week</a></p>'
        ),
        FIND,
    )
    assert (link := list_of_cases(page)) is not None and link.url.endswith("/recent")
    rows = digest(
        govuk_style(
            "This week", f'<ul>{ROWS}</ul><p><a href="/recent?p=2">2</a> <a href="/recent?p=3">3</a></p>'
        ),
        FIND,
    )
    assert [one.url for one in cases_on(rows)] == [CASE.format(311), CASE.format(312)]
    assert list_of_cases(digest(govuk_style("Find", SEARCH), FIND)) is None
    assert not cases_on(digest(govuk_style("Find", "<p><a href='/help'>Help</a></p>"), FIND))


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Make a comment", True), ("Object or support", True), ("Have your say on this", True), ("Submit your objection", True), ("Support", True), ("Council tax support", False),
        ("View comments (3)", False), ("Public comments", False), ("How to comment", False), ("Documents (3)", False),
    ],
)  # fmt: skip
def test_a_deed_is_told_from_reading_those_of_others(text, deed):
    assert is_deed(text) is deed
    page = digest(govuk_style("Porch", f'<p><a href="/app/1/x">{text}</a></p>'), CASE.format(1))
    assert (deed_on(page) is not None) is deed


def test_over():
    assert is_over("Decision: refused on 2 May") and not is_over("Comments by 4 December. Being considered")
