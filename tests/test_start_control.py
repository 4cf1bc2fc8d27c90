"""The control that starts the task is told from all others on a page."""

import pytest
from channel_pages import govuk_style, seen, survey

from checks.core.task_page import start_in_view
from checks.model import Device, Outcome

PAGE = govuk_style(
    "Report fly-tipping",
    "<p>Tell us where it is.</p><p><a href='/report/fly-tipping'>Report fly-tipping online</a></p>",
)
MENU = {
    "tag": "button",
    "name": "Toggle menu",
    "text": "Menu",
    "x": 0,
    "y": 26,
    "w": 40,
    "h": 40,
    "visible": True,
}
RATE = {"tag": "button", "name": "Rate", "text": "Rate", "x": 0, "y": 2345, "w": 40, "h": 40, "visible": True}


def way(y, **changes):
    return {
        "tag": "a",
        "name": "Report fly-tipping online",
        "href": "https://www.ambleford.gov.uk/report/fly-tipping",
        "x": 0,
        "y": y,
        "w": 200,
        "h": 40,
        "visible": True,
        **changes,
    }


def verdict(controls, page=PAGE):
    layout = {
        "viewport": {"width": 390, "height": 844},
        "controls": controls,
        "start": [MENU, RATE],
        "widths": [],
    }
    view = survey(seen("task", page, device=Device.PHONE, layout=layout))
    return start_in_view(view.task)


@pytest.mark.parametrize(("y", "outcome"), [(400, Outcome.YES), (3000, Outcome.NO)])
def test_the_link_that_leads_in_counts_not_the_menu_nor_the_rating(y, outcome):
    found = verdict([MENU, RATE, way(y)])
    assert found.outcome is outcome
    assert found.spots[0].snippet == "Report fly-tipping online"


def test_the_words_do_where_the_address_is_not_known():
    assert verdict([MENU, way(2900, href="")]).outcome is Outcome.NO


def test_a_start_that_was_not_measured_is_left_to_a_person():
    assert verdict([MENU, RATE]).outcome is Outcome.COULD_NOT_TEST
    assert verdict([way(400, visible=False)]).outcome is Outcome.COULD_NOT_TEST


def test_a_page_without_a_way_in_has_no_start():
    page = govuk_style("Report fly-tipping", "<p>Ring us on 01632 960 123.</p>")
    assert verdict([MENU, RATE], page).outcome is Outcome.NOT_APPLICABLE


def test_a_form_on_the_page_starts_at_its_first_field():
    page = govuk_style(
        "Report fly-tipping",
        "<form method=post><label>Where is it? <input name=w></label><label>What is it? <textarea name=x></textarea>"
        "</label><button>Send</button></form>",
    )
    fields = [
        {"tag": "input", "name": "Search", "y": 10, "visible": True},
        {"tag": "input", "name": "Where is it?", "y": 2000, "visible": True},
        {"tag": "textarea", "name": "What is it?", "y": 2100, "visible": True},
    ]
    assert verdict([MENU, *fields], page).outcome is Outcome.NO
