"""The way in from a task's page, on pages of many makes."""

import pytest

from checks.digest import digest
from checks.registry import pack_of
from checks.route import next_step

FLY = pack_of("report-fly-tipping").journey
BIN = pack_of("report-missed-bin").journey
PERMIT = pack_of("apply-resident-parking-permit").journey
TAX = pack_of("pay-council-tax").journey
SITE = "https://www.foo.gov.uk"

HEADER = (
    "<header><form action='/search'><input type=search name=q aria-label=Search><button>Search</button></form>"
    "<nav><a href='/bins'>Bins</a><a href='/report'>Report it</a><a href='/pay'>Pay</a></nav></header>"
)
FOOTER = (
    "<form action='/feedback' method=post><h2>Was this page helpful?</h2><label>Tell us why <textarea name=why></textarea>"
    "</label><button>Send feedback</button></form><footer><a href='/contact'>Contact us</a><a href='/forms'>All forms</a>"
    "<form method=post action='/news'><label>E-mail <input type=email name=e></label><button>Sign up for our newsletter"
    "</button></form></footer>"
)


def step(html, journey=FLY, title="Report fly-tipping", path="/fly-tipping", frame=True):
    inner = f"{HEADER}<main><h1>{title}</h1>{html}</main>{FOOTER}" if frame else html
    page = digest(f"<html><head><title>{title} | Foo</title></head><body>{inner}</body></html>", SITE + path)
    return next_step(page, journey)


FIELDS = (
    "<label>Where is it? <input name=where></label><label>What is it? <textarea name=what></textarea></label>"
)


@pytest.mark.parametrize(
    "html",
    [
        f"<form method=post action='/s'>{FIELDS}<button>Next</button></form>",
        f"<form method=post action='/s'><input type=hidden name=t value=1>{FIELDS}<input type=submit value=Continue></form>",
        f"<div id=app>{FIELDS}<button type=button>Next</button></div>",
        "<form method=get action='/around'><label>Street name or postcode <input name=pc></label><button>Go</button></form>",
        "<form method=post><fieldset><legend>Which bin?</legend><label><input type=radio name=b>Green</label>"
        "<label><input type=radio name=b>Black</label></fieldset><button>Next</button></form>",
        f"<form method=post action='/s'>{FIELDS}<button>Next</button></form><a href='/more'>More information on fly-tipping"
        "</a>",
    ],
)
def test_a_form_of_the_task_is_here(html):
    assert step(html).kind == "form-here"


def test_a_page_of_one_big_form_is_no_task_form_for_its_search_box():
    html = (
        "<form method=post action='/fly-tipping'><input type=hidden name=__VIEWSTATE value=x><div class=header>"
        "<input name='ctl00$txtSearch' title=Search><input type=submit value=Search></div><div id=content>"
        "<h1>Fly-tipping</h1><p>You can <a href='/forms/12'>report it online</a>.</p></div></form>"
    )
    found = step(html, frame=False)
    assert (found.kind, found.url) == ("follow", f"{SITE}/forms/12")


def test_a_page_of_one_big_form_with_fields_in_its_content_is_the_form():
    html = (
        "<form method=post action='/fly-tipping'><input type=hidden name=__VIEWSTATE value=x><div class=header>"
        "<input name='ctl00$txtSearch' title=Search><input type=submit value=Search></div><div id=content>"
        f"<h1>Report fly-tipping</h1>{FIELDS}<input type=submit value=Next></div></form>"
    )
    assert step(html, frame=False).kind == "form-here"


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<a class=btn href='/f/1'>Start now</a>", "/f/1"),
        ("<p>Please fill in <a href='/f/1'>our form</a> to tell us.</p>", "/f/1"),
        ("<a href='/more'>Find out more about fly-tipping</a><a href='/f/1'>Report it</a>", "/f/1"),
        ("<a href='/f/2'>Report graffiti</a><a href='/f/1'>Report fly-tipping</a><a href='/f/3'>Report a pothole</a>", "/f/1"),
        ("<a href='/track'>Track an existing report</a><a href='/f/1'>Make a new report</a>", "/f/1"),
        ("<a href='/b'>Businesses: report fly-tipping</a><a href='/f/1'>Residents: report fly-tipping</a>", "/f/1"),
        ("<details><summary>How to tell us</summary><a href='/f/1'>Tell us online</a></details>", "/f/1"),
        ("<nav class=cta><ul><li><a href='/f/1'>Report fly-tipping</a></ul></nav>", "/f/1"),
        ("<button onclick=\"location.href='/f/1'\">Report it now</button>", "/f/1"),
        ("<a href='/f/1'><img alt='Report it online' src=b.png></a>", "/f/1"),
        ("<form action='/f/1'><button>Start now</button></form>", "/f/1"),
        ("<a href='https://www.facebook.com/x'>Report it</a><a href='/print?print=1'>Print</a><a href='/f/1'>Report</a>", "/f/1"),
        ("<a href='/form.pdf'>Report form (PDF)</a><a href='/f/1'>Online form</a>", "/f/1"),
        ("<p>Find out what <a href='/law'>the law says about fly-tipping</a>.</p><p>Use <a href='/f/1'>our online reporting "
         "service</a>.</p>", "/f/1"),
    ],
)  # fmt: skip
def test_the_control_to_follow(html, path):
    found = step(html)
    assert (found.kind, found.url) == ("follow", SITE + path)
    assert found.reasons


@pytest.mark.parametrize(
    ("html", "path"),
    [
        (
            "<a href='/r'>Renew your permit</a><a href='/a'>Apply for a permit</a><a href='/v'>Visitor permits</a>",
            "/a",
        ),
        (
            "<a href='/t'>Terms and conditions</a><a href='/a'>Apply online</a><a href='/c'>Change your vehicle</a>",
            "/a",
        ),
        ("<a href='/r'>Report a problem with this page</a><a href='/a'>Get a residents' permit</a>", "/a"),
    ],
)
def test_apply_before_renew_and_the_rest(html, path):
    assert step(html, PERMIT, "Residents' parking permits").url == SITE + path


def test_a_supplier_is_followed_and_its_frame_too():
    found = step("<a href='https://foo.forms.example/x'>Report it online</a>")
    assert (found.kind, found.url) == ("follow", "https://foo.forms.example/x")
    framed = step("<iframe src='https://foo.forms.example/form/9' title='Report form'></iframe>")
    assert (framed.kind, framed.how, framed.url) == ("follow", "frame", "https://foo.forms.example/form/9")


def test_a_film_and_a_map_are_no_way_in():
    html = "<iframe src='https://www.youtube.com/embed/1'></iframe><iframe src='https://www.google.com/maps/x'></iframe>"
    assert step(html + "<p>Ring us.</p>").kind == "none"


def test_a_button_that_only_a_script_works():
    found = step("<div role=button tabindex=0 id=begin>Start your report</div>")
    assert (found.kind, found.how, found.url, found.selector) == ("follow", "script", "", "#begin")


LOGIN = "<form method=post><label>E-mail <input name=u></label><label>Password <input type=password name=p></label><button>Sign in</button></form>"


def test_sign_in_only():
    assert step(LOGIN, title="Sign in", path="/login").kind == "sign-in"
    html = "<p>You need an account to report. Please sign in or register.</p><a href='/login'>Sign in</a><a href='/reg'>Register</a>"
    assert step(html).kind == "sign-in"


def test_a_way_without_an_account_is_taken():
    found = step(LOGIN + "<a href='/guest'>Continue without an account</a>", title="Sign in", path="/login")
    assert (found.kind, found.url) == ("follow", f"{SITE}/guest")


def test_a_login_box_in_the_header_is_no_sign_in():
    html = f"<header>{LOGIN}</header><main><h1>Report fly-tipping</h1><a href='/f/1'>Report fly-tipping online</a></main>"
    assert step(html, frame=False).url == f"{SITE}/f/1"


def test_a_document_is_the_last_resort():
    found = step(
        "<p>Print and post our <a href='/f.pdf'>application form (PDF, 90KB)</a>.</p>",
        PERMIT,
        "Residents' permits",
    )
    assert (found.kind, found.url) == ("document", f"{SITE}/f.pdf")
    policy = step("<p>Read our <a href='/p.pdf'>parking policy</a>.</p>", PERMIT, "Residents' permits")
    assert policy.kind == "none"


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("https://www.gov.uk/report-flytipping", "national"),
        ("https://www.nidirect.gov.uk/x", "national"),
        ("https://www.mygov.scot/x", "national"),
        ("https://www.bar.gov.uk/fly-tipping", "other"),
    ],
)
def test_hand_over(url, authority):
    found = step(f"<p>Another body does this. <a href='{url}'>Report fly-tipping</a></p>")
    assert (found.kind, found.authority) == ("hand-over", authority)


def test_the_councils_own_other_host_is_no_hand_over():
    assert step("<a href='https://my.foo.gov.uk/x'>Report fly-tipping</a>").kind == "follow"


def test_a_telephone_only_page_has_no_way_in():
    found = step(
        "<p>To report fly-tipping ring <a href='tel:01632960000'>01632 960000</a>.</p><a href='/law'>The law</a>"
    )
    assert found.kind == "none"


def test_a_look_up_of_something_else_gives_way_to_the_tasks_own_link():
    html = (
        "<h2>Find your bin collection day</h2><form action='/days'><label>Postcode <input name=pc></label><button>Find</button>"
        "</form><h2>Missed bins</h2><a href='/f/1'>Report a missed bin</a>"
    )
    found = step(html, BIN, "Missed bin collections")
    assert (found.kind, found.url) == ("follow", f"{SITE}/f/1")


def test_pay_online():
    html = "<h2>Online</h2><a href='https://pay.supplier.example/foo'>Pay online now</a><a href='/dd'>Set up a direct debit</a>"
    assert step(html, TAX, "Pay your council tax").url == "https://pay.supplier.example/foo"


def test_welsh():
    html = "<p>Gallwch <a href='/cy/f'>rhoi gwybod ar-lein</a>.</p><a href='/cy/b'>Biniau</a>"
    assert step(html, FLY, "Tipio anghyfreithlon").url == f"{SITE}/cy/f"


def test_alternatives_are_kept():
    found = step(
        "<a href='/f/1'>Report fly-tipping</a><p>Or <a href='/app'>report fly-tipping with our app</a></p>"
    )
    assert f"{SITE}/app" in [one.url for one in found.alternatives]


@pytest.mark.parametrize("url", ["/logout", "/case/submit", "/slot?action=book&id=2"])
def test_an_address_that_commits_is_never_the_way(url):
    assert step(f"<a href='{url}'>Fly-tipping case</a>").url != SITE + url


@pytest.mark.parametrize(
    "html",
    [
        "<p>Barchester County Council looks after this. You can find it <a href='https://www.barchester.example/x'>on the "
        "Barchester County Council website</a>.</p>",
        "<p>The county council deals with this. Please use <a href='https://www.barchester.example/x'>their website</a>.</p>",
    ],
)
def test_a_council_named_in_the_sentence_is_a_hand_over(html):
    found = step(html)
    assert (found.kind, found.authority, found.url) == (
        "hand-over",
        "other",
        "https://www.barchester.example/x",
    )


def test_the_councils_own_name_on_a_suppliers_host_is_no_hand_over():
    found = step("<p><a href='https://pay.supplier.example/x'>Report fly-tipping to Foo Council</a></p>")
    assert found.kind == "follow"


def test_a_form_in_mid_sentence_beats_neighbours_and_denials():
    html = (
        "<p>Most people pay monthly; for one payment use <a href='/form/65'>a card here</a>.</p><h2>Related pages</h2>"
        "<a href='/x/cannot-pay'>If you cannot pay your council tax</a><a href='/x/how'>How your council tax is set</a>"
    )
    assert step(html, TAX, "How to pay your council tax").url == f"{SITE}/form/65"


def test_an_earlier_page_of_a_guide_is_no_way_in():
    html = (
        "<p>Have your bill ready.</p><nav><h2>Contents</h2><a href='/guide/1'>Ways to pay</a><a href='/guide/1'>Previous: Ways "
        "to pay</a></nav>"
    )
    assert step(html, TAX, "Council tax payments", "/guide/2").kind == "none"


def test_a_button_that_posts_nothing_is_the_way_in_but_is_never_pressed():
    found = step("<p>Words.</p><form method=post action='/forms/9'><button>Begin this form »</button></form>")
    assert (found.kind, found.how, found.url) == ("follow", "post", f"{SITE}/forms/9")


def test_a_rating_is_not_taken_before_the_link_that_applies():
    rating = (
        "<form method=post action=/r><label><input type=radio name=didyoufind>Yes</label><label><input type=radio "
        "name=didyoufind>No</label><label>First name <input name=f></label><label>Last name <input name=l></label>"
        "<label>Comments <textarea name=c></textarea></label><label>Email address <input name=e></label>"
        "<label>Reason <input name=w></label><button>Submit</button></form>"
    )
    found = step("<p><a href='https://permits.bar.com/new'>Apply for a resident parking permit</a></p>" + rating, PERMIT,
                 "Resident parking permits", "/permits")  # fmt: skip
    assert found.url == "https://permits.bar.com/new"


def test_a_look_up_of_the_site_does_not_go_before_the_way_in():
    nearby = (
        "<h2>Your area</h2><form action='/near'><label>Postcode <input name=pc></label><label>Address "
        "<select name=a><option>1</select></label><button>Set</button></form>"
    )
    found = step("<p>Buy your <a href='https://permits.bar.com/buy'>parking permit online</a>.</p>" + nearby, PERMIT,
                 "Parking permits", "/permits")  # fmt: skip
    assert found.url == "https://permits.bar.com/buy"


@pytest.mark.parametrize(
    "where", ["<nav><h2>Do it online</h2>{}</nav>", "<h2>Further information</h2><p>{}</p>"]
)
def test_a_link_that_names_the_task_outright_counts_in_a_menu_and_among_neighbours(where):
    link = where.format("<a href='/a?id=7'>Report fly-tipping</a>")
    html = f"<html><body>{HEADER}<div><h1>Fly-tipping</h1><p>It is a crime.</p>{link}</div></body></html>"
    assert next_step(digest(html, SITE + "/fly"), FLY).url == f"{SITE}/a?id=7"


@pytest.mark.parametrize("says", ["Guest house permits", "Leave feedback for this page", "Website help"])
def test_a_guest_house_feedback_and_help_are_no_way_in(says):
    found = step(
        f"<p>See <a href='/services/council/x'>{says}</a>.</p>",
        PERMIT,
        "Resident parking permits",
        "/permits",
    )
    assert found.kind == "none"


def test_reporting_something_is_no_way_to_a_permit():
    found = step(
        "<p>Print and send the form.</p><p><a href='/forms/fault'>Report a fault</a></p>"
        "<p><a href='/f/apply.doc'>Application form (Word)</a></p>",
        PERMIT,
        "Residents parking permits",
        "/p",
    )
    assert found.kind == "document"


@pytest.mark.parametrize("says", ["Council Tax Online Payments", "Pay Council Tax", "Online Payments"])
def test_council_tax_is_no_other_council(says):
    found = step(
        f"<p><a href='https://www.payhere.com/foo/pay'>{says}</a></p><p>Ring us.</p>",
        TAX,
        "Pay Council Tax",
        "/ct",
    )
    assert (found.kind, found.authority) == ("follow", "")


def test_another_council_is_still_told_by_its_name():
    found = step(
        "<p>Ask <a href='https://www.barshire.org/pay'>Barshire County Council</a>.</p>",
        TAX,
        "Pay Council Tax",
        "/ct",
    )
    assert (found.kind, found.authority) == ("hand-over", "other")


def test_awards_for_citizens_are_no_form():
    found = step("<p><a href='/council/citizen_awards/intro.aspx'>Citizen of Honour Awards</a></p>")
    assert found.kind == "none"


@pytest.mark.parametrize("name", ["search_box", "site_search_text", "ctl00$search_term"])
def test_a_search_box_without_a_label_is_no_form_of_the_task(name):
    found = step(
        f"<form action='/search/search.aspx'><input type=text name='{name}'><button>GO</button></form><p>Words.</p>"
    )
    assert found.kind == "none"


def _lone(body: str, heading: str = "Large things: have them fetched"):
    html = f"<html><head><title>{heading}</title></head><body><main><h1>{heading}</h1><p>We come on Mondays.</p>{body}</main></body></html>"
    return next_step(
        digest(html, "https://www.ambleford.gov.uk/large"), pack_of("order-bulky-waste-collection").journey
    )


def test_the_only_link_to_a_form_is_the_way_in_whatever_it_says():
    form = '<p><a href="/eforms/Form.aspx?fid=8">Pick your things</a></p>'
    assert _lone(form).url.endswith("fid=8")
    assert _lone('<p><a href="/prices">Pick your things</a></p>').kind == "none"
    assert _lone('<p><a href="/eforms/Form.aspx?fid=8">Contact us online</a></p>').kind == "none"
    assert _lone(f'{form}<p><a href="/eforms/Form.aspx?fid=9">Something more</a></p>').kind == "none"


def test_where_there_is_nothing_to_pay_nobody_is_bid_pay():
    body = '<p>There is nothing to pay at <a href="/tip">the tip</a>. When ready you can <a href="/eforms/f?form=3">set a day here</a>.</p>'
    assert _lone(body, "Bulky waste collection").url.endswith("form=3")
