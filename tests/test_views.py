"""Pages are read as residents meet them, whatever their markup, and junk never raises."""

from __future__ import annotations

from datetime import date

import pytest
from channel_pages import LOGIN, TASK, gone, govuk_style, portlets, seen, survey, walk, webforms
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.contacts import normal_number
from checks.model import Cause, Device, Missing
from checks.views import PageView, day_of

BODY = (
    "<p>Call us on <strong>01632</strong> 960 123 (option 2) or 999 if in danger. Fax: 01632 960 999.</p>"
    '<p>Email <a href="mailto:Streets@Ambleford.gov.uk?subject=x">the team</a>.</p>'
    '<p><a href="/forms/ft">Report it</a> or <a href="/f.pdf">download the form (PDF)</a></p>'
)


def view(html, **facets):
    return PageView(seen("task", html, **facets))


@pytest.mark.parametrize("page", [govuk_style, webforms, portlets])
def test_content_is_told_from_furniture(page):
    seen_page = view(page("Report fly-tipping", BODY))
    assert seen_page.heading == "Report fly-tipping"
    assert "Report fly-tipping" in seen_page.title
    assert [phone.number for phone in seen_page.phones if not phone.short] == ["01632960123"]
    assert [email.address for email in seen_page.emails] == ["streets@ambleford.gov.uk"]
    assert [link.text for link in seen_page.own_links if not link.document][-1] == "Report it"
    assert [link.url for link in seen_page.documents] == ["https://www.ambleford.gov.uk/f.pdf"]
    assert "01632 960000" not in seen_page.text
    assert "01632 960000" in seen_page.whole_text
    assert seen_page.task_forms == ()


def test_content_outside_main_counts_where_main_holds_little():
    html = (
        '<body><div id="main"><h1>Bulky waste</h1></div><div class="tabs"><div class="tab">'
        + "<p>We collect large items from your home for a charge. Book at least two days ahead.</p>" * 4
        + "</div></div></body>"
    )
    assert "Book at least two days ahead" in view(html).text


def test_a_contact_box_beside_main_is_the_pages_own():
    box = '<div class="sidebar-box"><h2>Contact waste services</h2><p>Telephone: 01632 960555</p></div>'
    html = govuk_style("Bulky waste", "<p>We collect large items from your home.</p>" * 5).replace(
        "<footer>", box + "<footer>"
    )
    assert [phone.number for phone in view(html).phones] == ["01632960555"]


def test_a_look_up_named_search_is_not_the_site_search():
    form = (
        '<div class="search-form"><form><label for="pc">Enter your postcode</label><input '
        'id="pc"><button>Go</button></form></div>'
    )
    page = view(govuk_style("Bin day", "<p>Find your day.</p>" + form))
    assert [f.purpose for f in page.forms if f.place == "main"] == ["task"]


def test_forms_by_purpose():
    html = govuk_style(
        "Report it",
        LOGIN + '<form><p>Was this page useful?</p><input type="radio" name="u" id="y"><label '
        'for="y">Yes</label></form>' + '<form><label>Sign up for our newsletter <input type="email" '
        'name="e"></label><button>Subscribe</button></form>'
        + '<form action="/start"><button>Start now</button></form>',
    )
    assert {form.purpose for form in view(html).forms} == {
        "search",
        "login",
        "feedback",
        "newsletter",
        "start",
    }
    assert view(html).password is not None


def test_fields_are_read_by_meaning():
    page = view(
        govuk_style(
            "Report",
            '<form method="post"><label for="a">Your full name (optional)</label><input id="a" name="qe15">'
            '<label for="b">Email *</label><input id="b" type="email" autocomplete="email">'
            "<table><tr><td>House number and street</td><td><input name='ctl00$x'></td></tr></table>"
            '<fieldset><legend>What is it?</legend><label><input type="radio" name="k" '
            'value="1">Asbestos</label>'
            '<label><input type="radio" name="k" value="2">Needles</label></fieldset>'
            '<label for="p">Add a photo</label><input type="file" id="p" accept="image/*">'
            '<input name="website" title="Leave this field blank"><input type="hidden" name="h">'
            "<button>Next</button></form>",
        )
    )
    form = page.task_forms[0]
    assert [field.label for field in form.required("email", "name")] == ["Email *"]
    assert form.field("address").label == "House number and street"
    assert form.field("name").optional
    assert "Asbestos" in page.options()
    assert page.has_upload()
    assert page.field("website") is None
    assert not page.has_map()


def test_unmarked_fields_are_required_where_only_the_optional_are_marked():
    page = view(
        "<form><label>Street<input name=a></label><label>Phone (optional)<input name=b></label></form>"
    )
    assert [field.label for field in page.required()] == ["Street"]


def test_frames_are_part_of_what_is_seen():
    frames = [
        {
            "url": "https://forms.example/x",
            "name": "",
            "html": "<form><label>Postcode<input></label></form>",
            "selector": "iframe",
        }
    ]
    page = view(portlets("Report", "<iframe></iframe>"), frames=frames)
    assert page.field("postcode") is not None
    assert page.task_forms[0].frame == 0


def test_buttons_that_only_go_somewhere_are_links():
    page = view(
        "<button onclick=\"window.location.href='/apply/now'\">Apply</button><input type=button "
        "value=Go onclick=\"location='/x'\">"
    )
    assert [link.url for link in page.links] == [
        "https://www.ambleford.gov.uk/apply/now",
        "https://www.ambleford.gov.uk/x",
    ]


def test_names_of_image_links():
    page = view(
        '<a href="/r"><img src="b.png" alt="Report a pothole"></a><a href="/s" aria-label="Search">🔍</a>'
    )
    assert [link.name for link in page.links] == ["Report a pothole", "Search"]


def test_masked_and_spelt_addresses():
    masked = bytes([7, *(byte ^ 7 for byte in b"a@b.gov.uk")]).hex()
    page = view(f'<p><a href="/cdn-cgi/l/email-protection#{masked}">x</a> or bins [at] town [dot] gov.uk</p>')
    assert {email.address for email in page.emails} == {"a@b.gov.uk", "bins@town.gov.uk"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+44 (0)1632 960123", "01632960123"),
        ("0300 123 4567", "03001234567"),
        ("(01632) 960 123", "01632960123"),
        ("020 7946 0000", "02079460000"),
        ("101", "101"),
        ("12345", ""),
        ("0632 960123", ""),
        ("07700 900123", "07700900123"),
    ],
)
def test_british_numbers(text, number):
    assert normal_number(text) == number


def test_numbers_that_are_no_telephones():
    assert view("<p>Sort code 20-00-00, account 01234567, ref 0123456789012345, £0.20</p>").phones == ()


def test_a_spot_finds_its_element_alone():
    page = view(govuk_style("Report", BODY + BODY))
    for link in page.own_links:
        found = page.soup.select(page.spot(link).selector)
        assert found == [link.element] and found[0] is link.element


def test_survey_prefers_the_best_rendering():
    plain, phone = (
        seen("task", "<h1>Http</h1>", device=Device.HTTP),
        seen("task", "<h1>Phone</h1>", device=Device.PHONE),
    )
    empty = seen("task", gone(Cause.TIMEOUT), device=Device.DESKTOP)
    both = survey(plain, phone, empty)
    assert both.task.heading == "Phone"
    assert both.page("task", Device.DESKTOP).html == ""
    assert both.landing is None


def test_survey_facets_and_form():
    form = '<form><label>Street<input name="a"></label><label>Details<textarea></textarea></label></form>'
    whole = survey(seen("task", form), walk(search={"queries": []}))
    assert whole.form.step == "task"
    assert whole.search == {"queries": []}
    assert isinstance(whole.route, Missing)
    assert survey(seen("task", "<p>x</p>")).form is None


def test_days_are_londons():
    assert day_of("2026-06-30T23:30:00Z") == date(2026, 7, 1)
    assert day_of("rubbish") == date.min


PARTS = st.sampled_from(
    ["<main>", "</main>", "<h1>", "<form>", "</form>", "<input ", "type='password'>", "<label for=x>", "<a href='http://[::'>", "<base href='//'>",
     "<iframe>", "\x00", "&#xFFFFFF;", "<div hidden>", "<table>", "<select><option>", "0163296", "@", "text ", "<![CDATA[", "<!--", "-->", "<svg>"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(PARTS, max_size=40),
    st.one_of(st.none(), st.text(), st.lists(st.integers()), st.just([{"html": 3}])),
)
def test_junk_never_raises(parts, junk):
    page = view("".join(parts), frames=junk, layout=junk, http=junk)
    for name in (
        "title", "heading", "headings", "text", "whole_text", "links", "phones", "emails", "documents", "forms", "fields", "buttons",
        "password", "lang", "controls", "main", "status", "map_element",
    ):  # fmt: skip
        getattr(page, name)
    assert page.url == TASK


def test_deep_and_wide_pages_are_bounded():
    assert len(view("<div>" * 20_000 + "x").blocks) <= 20_000
    assert len(view("<a href=/x>x</a>" * 5_000).links) <= 2_000
    assert len(view("<form>" + "<input name=a>" * 2_000 + "</form>").fields) <= 300


def test_a_menu_named_main_does_not_shut_out_the_content():
    menu = "".join(
        f"<li><div class=menu><a href='/{n}'>A long name of menu entry {n}</a></div></li>" for n in range(80)
    )
    seen_page = view(
        f"<body><div><ul class=main>{menu}</ul></div><div class=story><h1>Return a ladder</h1>{LADDER}</div></body>"
    )
    assert "borrowed ladder" in seen_page.text
    assert "menu entry 7" not in seen_page.text


@pytest.mark.parametrize("names", ["brandHeader Header", "with-menu wrap"])
def test_what_holds_most_of_the_prose_is_no_menu_and_no_header(names):
    menu = "".join(f"<li><a href='/{n}'>A long name of menu entry {n}</a></li>" for n in range(60))
    seen_page = view(
        f"<body><div class='top'><ul>{menu}{menu}</ul></div><div class='{names}'><ul>{menu}</ul>"
        f"<div><h1>Return a ladder</h1>{LADDER}</div></div></body>"
    )
    assert "borrowed ladder" in seen_page.text


LADDER = (
    "<p>You can bring back a borrowed ladder on any day of the week from eight until six o'clock.</p>"
    "<p>Please clean it before you do so, and tell the keeper about everything that is loose or broken.</p>"
)
