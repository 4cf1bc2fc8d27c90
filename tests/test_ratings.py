"""A form that asks what one thinks of the page is never the task's."""

import pytest
from channel_pages import seen

from checks.digest import digest
from checks.form_kinds import form_kind
from checks.views import PageView

GRADES = "".join(
    f"<label><input type=radio name=score value={at}>{word}</label>"
    for at, word in enumerate(["Poor", "Not good", "Good", "Very good", "Excellent"])
)
WHO = (
    "<label>Your name <input name=who></label><label>Email address <input name=mail type=email></label>"
    "<label>Title <input name=subject></label><label>Comments <textarea name=said></textarea></label>"
)


def page(form):
    return f"<html><body><main><h1>Allotments</h1><p>Words.</p><form method=post action=/x>{form}</form></main></body></html>"


@pytest.mark.parametrize(
    "form",
    [
        GRADES + WHO + "<button>Submit</button>",
        "<label>Stars <select name=vote><option>Give it 1/5<option>Give it 5/5</select></label>"
        "<label>Leave this field empty <input name=web></label><button>Rate</button>",
        "<label><input type=radio name=did_you_find>Yes</label><label><input type=radio name=did_you_find>No</label>"
        + WHO
        + "<label>Reason <input name=reason></label><button>Submit</button>",
        "<p>Was the content of this page useful to you?</p><label>Is this page useful? <input name=a></label>"
        + WHO
        + "<label>Reason <input name=reason></label><label>Part <input name=part></label><button>Go</button>",
    ],
)
def test_ratings_are_feedback_in_both_readings(form):
    html = page(form)
    assert [form_kind(one) for one in digest(html, "https://foo.gov.uk/a").forms] == ["feedback"]
    assert PageView(seen("task", html)).task_forms == ()


@pytest.mark.parametrize(
    "form",
    [
        WHO + "<label>Street <input name=street></label><button>Submit</button>",
        "<label>Where is it? Address <input name=where></label><label>How bad is it?"
        "<select name=bad><option>Poor<option>Good<option>Excellent</select></label>"
        "<label>Anything else? <input name=use></label><button>Report it</button>",
    ],
)
def test_a_form_that_asks_where_is_the_tasks(form):
    html = page(form)
    assert [form_kind(one) for one in digest(html, "https://foo.gov.uk/a").forms] == ["task"]
    assert len(PageView(seen("task", html)).task_forms) == 1
