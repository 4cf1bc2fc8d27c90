"""Every channel on three differently built sites, with the hard negatives that stand beside them."""

from __future__ import annotations

import pytest
from channel_pages import (
    DAY,
    FIELDS,
    HOME,
    LOGIN,
    TASK,
    XFP,
    bins,
    council,
    crawl,
    gone,
    govuk_style,
    journey,
    permit,
    portlets,
    route,
    seen,
    survey,
    walk,
    webforms,
)  # fmt: skip
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.channel import decide_channel
from checks.model import Cause, Channel, CouncilType, Device, Flag
from checks.registry import pack_of
from checks.verdicts import THRESHOLD

CTA = (
    '<p>Tell us about it.</p><p><a class="button" '
    'href="https://forms.ambleford.gov.uk/fly-tipping">Report it online</a></p>'
)
NOT_FOUND_HTML = govuk_style("Page not found", "<p>The page you are looking for does not exist.</p>")
SEARCHED = {"page": HOME, "action": "/search", "param": "q", "queries": [
    {"query": "report fly-tipping", "kind": "task", "url": HOME + "search?q=x", "status": 200, "cause": "", "results": []}]}  # fmt: skip
A_TO_Z = {
    "url": HOME + "a-z",
    "letters": [{"letter": "F", "url": HOME + "a-z/f", "status": 200, "links": []}],
}
GATE = (
    "<html><head><title>Just a "
    "moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
)
INCAPSULA = '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head><body></body></html>'
COUNTY = '<a href="https://www.eastshire.gov.uk/roads/report">Eastshire County Council</a>'


def online():
    frame = [
        {
            "url": "https://ambleford-self.achieveservice.com/fillform",
            "name": "",
            "html": f"<body>{FIELDS}</body>",
            "selector": "iframe",
        }
    ]
    yield (
        "own form host",
        survey(
            seen("task", govuk_style("Report fly-tipping", CTA)),
            seen(
                "form-1",
                govuk_style("Report fly-tipping", XFP),
                "https://forms.ambleford.gov.uk/xfp/form/142",
            ),
        ),
    )
    yield (
        "form on the task page itself",
        survey(
            seen(
                "task",
                webforms("Report fly-tipping", FIELDS.replace("<form", "<div").replace("</form", "</div")),
            )
        ),
    )
    yield (
        "framed supplier form",
        survey(
            seen("task", portlets("Report dumped rubbish", CTA)),
            seen(
                "form-1",
                portlets("Report dumped rubbish", "<iframe src='/fillform'></iframe>"),
                TASK + "/form",
                frames=frame,
            ),
        ),
    )
    yield (
        "guest way round a log-in",
        survey(
            seen("task", govuk_style("Report fly-tipping", CTA)),
            seen(
                "start",
                govuk_style("Sign in", LOGIN + '<a href="/guest">Or, continue without an account</a>'),
                "https://self.ambleford.gov.uk/login",
            ),
        ),
    )
    yield "only a link seen", survey(seen("task", govuk_style("Report fly-tipping", CTA), device=Device.HTTP))


def sign_in_required():
    yield (
        "log-in behind the link",
        survey(
            seen("task", govuk_style("Report fly-tipping", CTA)),
            seen(
                "form-1", govuk_style("Sign in to your account", LOGIN), "https://my.ambleford.gov.uk/login"
            ),
        ),
    )
    yield (
        "register on a supplier's site",
        survey(
            seen(
                "task",
                webforms(
                    "Residents' parking permits",
                    '<p><a href="https://secure.permits.example/apply">Apply for a resident permit</a></p>',
                ),
            ),
            seen(
                "start",
                webforms("Log in or register", LOGIN.replace("<form", "<div").replace("</form", "</div")),
                "https://secure.permits.example/apply",
            ),
            what=permit(),
        ),
    )
    yield (
        "e-mail first, password later",
        survey(
            seen("task", portlets("Report fly-tipping", CTA)),
            seen(
                "form-1",
                portlets(
                    "Sign in or create an account",
                    '<form><label>Email<input type="email" name="username"></label><button>Sign '
                    "in</button></form>",
                ),
                "https://my.ambleford.gov.uk/",
            ),
        ),
    )


def other_authority():
    told = "<p>Potholes and roads are the responsibility of Eastshire County Council. "
    road = journey(
        id="report-pothole",
        title="Report a pothole",
        objects={"en": ("pothole", "potholes")},
        actions={"en": ("report",)},
    )
    yield (
        "county's job, linked",
        survey(seen("task", govuk_style("Potholes", told + f"Report it to {COUNTY}.</p>")), what=road),
    )
    yield (
        "we do not deal with it",
        survey(
            seen(
                "task",
                webforms(
                    "Report a pothole",
                    f"<p>Ambleford District Council is not responsible for roads. Please contact "
                    f"{COUNTY}, who look after them.</p>",
                ),
            ),
            what=road,
        ),
    )
    yield (
        "hand-over followed",
        survey(
            seen(
                "task",
                portlets("Report a pothole", f"<p>Roads are managed by the county council. {COUNTY}</p>"),
            ),
            walk(
                crawl=crawl(task_url=TASK),
                route=route(
                    "hand-over",
                    {
                        "step": "start",
                        "url": "https://www.eastshire.gov.uk/roads/report",
                        "status": 200,
                        "cause": "",
                    },
                ),
            ),
            what=road,
        ),
    )


def national_service():
    badge = journey(
        id="apply-for-blue-badge",
        title="Apply for a Blue Badge",
        objects={"en": ("blue badge",)},
        actions={"en": ("apply",)},
    )
    link = '<p><a role="button" href="https://www.gov.uk/apply-blue-badge">Apply or renew now</a></p>'
    yield "GOV.UK button", survey(seen("task", govuk_style("Apply for a Blue Badge", link)), what=badge)
    yield (
        "followed to GOV.UK",
        survey(
            seen("task", webforms("Blue Badge", "<p>Apply for a Blue Badge on GOV.UK.</p>" + link)),
            seen(
                "start",
                govuk_style("Apply for a Blue Badge", "<a href='/start'>Start now</a>"),
                "https://www.gov.uk/apply-blue-badge",
            ),
            what=badge,
        ),
    )
    yield (
        "Scotland",
        survey(
            seen(
                "task",
                portlets(
                    "Blue badges",
                    '<p>Apply through <a href="https://www.mygov.scot/apply-blue-badge">mygov.scot</a>.</p>',
                ),
            ),
            walk(
                crawl=crawl(task_url=TASK),
                route=route(
                    "hand-over",
                    {
                        "step": "start",
                        "url": "https://www.mygov.scot/apply-blue-badge",
                        "status": 200,
                        "cause": "",
                    },
                ),
            ),
            what=badge,
        ),
    )


def lookup_only():
    lookup = (
        '<form action="/zone"><label for="pc">Postcode</label><input id="pc" '
        'name="postcode"><button>Find your zone</button></form>'
    )
    yield (
        "zone finder",
        survey(
            seen(
                "task", govuk_style("Resident parking zones", "<p>Check which zone you live in.</p>" + lookup)
            ),
            what=permit(),
        ),
    )
    yield (
        "webforms zone finder",
        survey(
            seen(
                "task",
                webforms(
                    "Residents' parking",
                    '<p>Find out which zone your street is in.</p><label for="st">Street '
                    'name</label><input type="text" id="st" name="ctl00$txtStreet"><input '
                    'type="submit" value="Search streets">',
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "behind a link",
        survey(
            seen(
                "task",
                portlets(
                    "Parking permit zones",
                    '<p><a href="/zones/find">Check your parking permit zone online</a></p>',
                ),
            ),
            seen("start", portlets("Find a zone", lookup), "https://www.ambleford.gov.uk/zones/find"),
            what=permit(),
        ),
    )


def document_form():
    pdf = (
        '<p>Please <a href="/docs/permit-form.pdf">download the application form (PDF, 120 '
        "KB)</a>, print it and send it back.</p>"
    )
    yield "pdf", survey(seen("task", govuk_style("Resident parking permits", pdf)), what=permit())
    yield (
        "word, phone beside it",
        survey(
            seen(
                "task",
                webforms(
                    "Apply for a resident parking permit",
                    '<p><a href="/f/Permit.doc">Resident permit application form</a> '
                    "[38KB]</p><p>Ring us on 01632 960111 if you need help.</p>",
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "address without an extension",
        survey(
            seen(
                "task",
                portlets("Resident parking permit", '<p><a href="/download/881">Apply for a permit</a></p>'),
            ),
            seen("start", gone(Cause.NOT_MEASURED, "a file"), "https://www.ambleford.gov.uk/download/881"),
            walk(
                crawl=crawl(task_url=TASK),
                route=route(
                    "document",
                    {
                        "step": "start",
                        "url": "https://www.ambleford.gov.uk/download/881",
                        "status": 200,
                        "cause": "",
                    },
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "calendar for bin days",
        survey(
            seen(
                "task",
                govuk_style(
                    "Bin collection days", '<p><a href="/c/2026.pdf">Collection calendar 2026 (PDF)</a></p>'
                ),
            ),
            what=bins(),
        ),
    )


def email_only():
    yield (
        "mailto",
        survey(
            seen(
                "task",
                govuk_style(
                    "Report fly-tipping",
                    "<p>Email us at <a "
                    'href="mailto:cleansing@ambleford.gov.uk">cleansing@ambleford.gov.uk</a>.</p>',
                ),
            )
        ),
    )
    yield (
        "plain text, phone in the footer",
        survey(
            seen(
                "task",
                webforms(
                    "Fly-tipping",
                    "<p>To report fly-tipping please email streets@ambleford.gov.uk with the place.</p>",
                ),
            )
        ),
    )
    yield (
        "spelt out",
        survey(
            seen(
                "task",
                portlets(
                    "Report dumped rubbish",
                    "<p>Send an e-mail to streets [at] ambleford.gov.uk with a photo.</p>",
                ),
            )
        ),
    )


def phone_only():
    yield (
        "call us",
        survey(
            seen(
                "task",
                govuk_style(
                    "Report fly-tipping",
                    "<p>To report fly-tipping call us on <strong>01632</strong> 960 123. If you see "
                    "it happening call the police on 101.</p>",
                ),
            )
        ),
    )
    yield (
        "general contact form is no channel",
        survey(
            seen(
                "task",
                webforms(
                    "Fly-tipping",
                    "<p>Please telephone 01632 960123. For anything else <a "
                    'href="/contact-us">contact us</a>.</p>',
                ),
            )
        ),
    )
    yield (
        "form for businesses only",
        survey(
            seen(
                "task",
                portlets(
                    "Report dumped rubbish",
                    f"<p>Residents: ring 01632 960123.</p><h2>Businesses</h2>{FIELDS}",
                ),
            )
        ),
    )


def in_person_or_post():
    yield (
        "visit",
        survey(
            seen(
                "task",
                govuk_style(
                    "Resident parking permits",
                    "<p>To apply for a permit, visit our customer service centre at the Town Hall "
                    "with two proofs of address.</p>",
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "write",
        survey(
            seen(
                "task",
                webforms(
                    "Residents' parking permit",
                    "<p>Apply by post: write to us at Parking, Town Hall, Ambleford AM1 1AA.</p>",
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "in person",
        survey(
            seen(
                "task",
                portlets(
                    "Parking permit", "<p>You must apply in person at our office in the High Street.</p>"
                ),
            ),
            what=permit(),
        ),
    )


def information_only():
    about = (
        "<p>Fly-tipping is the illegal dumping of waste on land. It is a crime, and offenders "
        "can be fined. We clear it from public land within five working days.</p>"
    )
    yield "plain", survey(seen("task", govuk_style("Fly-tipping", about)))
    yield (
        "only the police's number",
        survey(
            seen(
                "task",
                webforms(
                    "Fly-tipping",
                    about + "<p>If you see it happening, call the police on 101 or Crimestoppers on 0800 "
                    "555 111.</p>",
                ),
            )
        ),
    )
    yield (
        "contacts in the footer only",
        survey(seen("task", portlets("Dumped rubbish and fly-tipping", about))),
    )


def not_offered():
    yield (
        "does not provide",
        survey(
            seen(
                "task",
                govuk_style(
                    "Resident parking permits",
                    "<p>Ambleford District Council does not offer resident parking permits. There "
                    "are no residents' parking zones in the district.</p>",
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "withdrawn",
        survey(
            seen(
                "task",
                webforms(
                    "Residents' parking",
                    "<p>This scheme has been withdrawn. We no longer issue parking permits.</p>",
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "we do not",
        survey(
            seen(
                "task",
                portlets(
                    "Parking permit",
                    "<p>We do not provide a resident parking permit scheme anywhere in our area.</p>",
                ),
            ),
            what=permit(),
        ),
    )


def closed_now():
    yield (
        "season",
        survey(
            seen(
                "task",
                govuk_style(
                    "Residents' parking permits",
                    "<p>Applications for parking permits are now closed. They will reopen on 1 April.</p>",
                ),
            ),
            what=permit(),
        ),
    )
    yield (
        "maintenance behind the link",
        survey(
            seen("task", webforms("Report fly-tipping", CTA)),
            seen(
                "form-1",
                webforms(
                    "Report fly-tipping",
                    "<p>This form is currently unavailable while we carry out essential "
                    "maintenance. Please come back after 8am on Monday.</p>",
                ),
                "https://forms.ambleford.gov.uk/fly-tipping",
            ),
        ),
    )
    yield (
        "hours",
        survey(
            seen("task", portlets("Report fly-tipping", CTA)),
            seen(
                "start",
                portlets(
                    "Report dumped rubbish",
                    "<p>Online reporting is closed. This service is only available between 8am and "
                    "6pm, Monday to Friday.</p>",
                ),
                "https://forms.ambleford.gov.uk/r",
            ),
        ),
    )


def broken():
    yield (
        "404 behind the link",
        survey(
            seen("task", govuk_style("Report fly-tipping", CTA)),
            seen(
                "form-1",
                NOT_FOUND_HTML,
                "https://forms.ambleford.gov.uk/x",
                http={"status": 404, "headers": {}},
            ),
        ),
    )
    yield (
        "soft 404",
        survey(
            seen("task", webforms("Report fly-tipping", CTA)),
            seen("form-1", NOT_FOUND_HTML, "https://forms.ambleford.gov.uk/x"),
        ),
    )
    yield (
        "error with 200",
        survey(
            seen("task", portlets("Report fly-tipping", CTA)),
            seen(
                "start",
                portlets(
                    "Error", "<p>Sorry, an unexpected error has occurred. The form could not be loaded.</p>"
                ),
                "https://forms.ambleford.gov.uk/x",
            ),
        ),
    )
    yield (
        "session expired, same title",
        survey(
            seen("task", govuk_style("Report fly-tipping", CTA)),
            seen(
                "form-1",
                govuk_style("Report fly-tipping", "<p>Your session has expired.</p>"),
                "https://forms.ambleford.gov.uk/x",
            ),
        ),
    )


def blocked():
    yield (
        "Cloudflare",
        survey(seen("task", GATE, http={"status": 403, "headers": {"cf-mitigated": "challenge"}})),
    )
    yield (
        "stub with 200 before the form",
        survey(
            seen("task", govuk_style("Report fly-tipping", CTA)),
            seen("form-1", INCAPSULA, "https://forms.ambleford.gov.uk/x"),
        ),
    )
    yield (
        "site gated",
        survey(
            walk(
                crawl=crawl(
                    pages=1,
                    exhausted=False,
                    home={"url": HOME, "final_url": HOME, "status": 403, "cause": "blocked"},
                )
            )
        ),
    )
    yield "robots", survey(seen("task", gone(Cause.ROBOTS, "robots.txt disallows it")))


def not_found():
    yield (
        "search answered",
        survey(walk(crawl=crawl(), search=SEARCHED, **{"a-to-z": gone(Cause.NOT_FOUND_BY_US)})),
    )
    yield "A-Z answered", survey(walk(crawl=crawl(), search=gone(Cause.POLICY_STOP), **{"a-to-z": A_TO_Z}))
    yield (
        "both, only a weak candidate",
        survey(
            walk(
                crawl=crawl(candidates=[{"url": HOME + "n", "score": 0.2, "kind": "news"}]),
                search=SEARCHED,
                **{"a-to-z": A_TO_Z},
            )
        ),
    )


GROUPS = {
    Channel.ONLINE: online, Channel.SIGN_IN_REQUIRED: sign_in_required, Channel.OTHER_AUTHORITY: other_authority,
    Channel.NATIONAL_SERVICE: national_service, Channel.LOOKUP_ONLY: lookup_only, Channel.DOCUMENT_FORM: document_form,
    Channel.EMAIL_ONLY: email_only, Channel.PHONE_ONLY: phone_only, Channel.IN_PERSON_OR_POST: in_person_or_post,
    Channel.INFORMATION_ONLY: information_only, Channel.NOT_OFFERED: not_offered, Channel.CLOSED_NOW: closed_now,
    Channel.BROKEN: broken, Channel.BLOCKED: blocked, Channel.NOT_FOUND: not_found,
}  # fmt: skip
CASES = [
    pytest.param(channel, view, id=f"{channel.value}: {name}")
    for channel, make in GROUPS.items()
    for name, view in make()
]


def test_every_channel_has_three_cases():
    assert set(GROUPS) == set(Channel)
    assert all(len(list(make())) >= 3 for make in GROUPS.values())


@pytest.mark.parametrize(("channel", "view"), CASES)
def test_channel(channel, view):
    decision = decide_channel(view)
    assert decision.channel is channel, decision
    assert decision.cause is None
    assert decision.confidence >= THRESHOLD
    assert decision.reasons


@pytest.mark.parametrize(
    ("cause", "view"),
    [
        (Cause.UNREACHABLE, survey(walk(crawl=crawl(exhausted=False, home={"url": HOME, "status": None, "cause": "unreachable"})))),
        (Cause.NOT_FOUND_BY_US, survey(walk(crawl=crawl(exhausted=False), search=SEARCHED))),
        (Cause.NOT_FOUND_BY_US, survey(walk(crawl=crawl(), search=gone(Cause.POLICY_STOP), **{"a-to-z": gone(Cause.NOT_FOUND_BY_US)}))),
        (Cause.NEEDS_REVIEW, survey(walk(crawl=crawl(candidates=[{"url": TASK, "score": 0.66, "kind": "task"}]), search=SEARCHED))),
        (Cause.TIMEOUT, survey(walk(crawl=gone(Cause.TIMEOUT, "the home page never answered")))),
        (Cause.NOT_MEASURED, survey(seen("task", '<html><body><div id="app"></div><script '
                                                 'src="/a.js"></script></body></html>', device=Device.HTTP))),
        (Cause.UNREACHABLE, survey(seen("task", govuk_style("Report fly-tipping", CTA)), seen("form-1", gone(Cause.UNREACHABLE, "no such host"), "https://gone.example/"))),
    ],
)  # fmt: skip
def test_no_channel_has_a_cause(cause, view):
    decision = decide_channel(view)
    assert decision.channel is None
    assert decision.cause is cause


def test_a_form_in_the_footer_is_not_the_task():
    page = govuk_style("Report fly-tipping", "<p>Ring us on 01632 960123.</p>").replace(
        "<footer>",
        '<footer><form action="/subscribe"><label>E-mail <input name="e" '
        'type="email"></label><button>Subscribe</button></form>',
    )
    assert decide_channel(survey(seen("task", page))).channel is Channel.PHONE_ONLY


def test_a_feedback_form_in_the_content_is_not_the_task():
    form = (
        "<h2>Was this page helpful?</h2><form><label>Comments <textarea "
        'name="c"></textarea></label><button>Send</button></form>'
    )
    page = govuk_style("Report fly-tipping", "<p>Ring us on 01632 960123.</p>" + form)
    assert decide_channel(survey(seen("task", page))).channel is Channel.PHONE_ONLY


def test_a_banner_about_other_times_does_not_close_the_service():
    notice = "<p>Our online forms will be unavailable on Saturday from 8am for planned maintenance.</p>"
    view = survey(
        seen("task", govuk_style("Report fly-tipping", notice + CTA)),
        seen("form-1", govuk_style("Report fly-tipping", XFP), "https://forms.ambleford.gov.uk/x"),
    )
    assert decide_channel(view).channel is Channel.ONLINE


def test_flags():
    captcha = XFP.replace("</form>", '<div class="g-recaptcha" data-sitekey="k"></div></form>')
    body = (
        CTA + '<p>Or <a href="/f.pdf">download the form (PDF)</a>. You do not need to sign in. <a '
        'hreflang="cy" href="/cy">Cymraeg</a></p>'
    )
    view = survey(
        seen("task", govuk_style("Report fly-tipping", body)),
        seen("form-1", govuk_style("Report fly-tipping", captcha), "https://forms.supplier.example/x"),
    )
    assert decide_channel(view).flags == {
        Flag.CAPTCHA, Flag.PDF_ALTERNATIVE, Flag.SIGN_IN_OPTIONAL, Flag.THIRD_PARTY_HOST, Flag.WELSH,
    }  # fmt: skip


def test_payment_and_map_only():
    tax = journey(
        id="pay-council-tax",
        title="Pay council tax",
        objects={"en": ("council tax",)},
        actions={"en": ("pay",)},
    )
    pay = (
        '<form><label>Account number <input name="a"></label><label>Amount to pay <input '
        'name="m"></label><button>Continue</button></form>'
    )
    view = survey(seen("task", govuk_style("Pay council tax", pay)), what=tax)
    assert Flag.PAYMENT in decide_channel(view).flags
    map_page = (
        '<div id="map" class="leaflet-container"></div><form><label>What is it? <select '
        'name="k"><option>Sofa</option></select></label><button>Next</button></form>'
    )
    view = survey(
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("form-1", govuk_style("Report fly-tipping", map_page), TASK + "/map"),
    )
    decision = decide_channel(view)
    assert (decision.channel, Flag.MAP_ONLY in decision.flags) == (Channel.ONLINE, True)


def test_a_county_page_on_a_county_site_is_its_own():
    kind = council(CouncilType.COUNTY, "Ambleford County Council")
    page = govuk_style(
        "Report fly-tipping", "<p>Ambleford County Council is responsible for this.</p>" + FIELDS
    )
    assert decide_channel(survey(seen("task", page), who=kind)).channel is Channel.ONLINE


JUNK = st.one_of(st.none(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=5), max_size=3),
                 st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3))  # fmt: skip
TAGS = ["<form>", "</form>", "<input type=password>", "<a href='http://[x'>", "<iframe>", "<main>", "</main>", "<h1>", "&#0;", "<select><option>",
        "closed", "call 01632 960123", "<base href='::'>", "<div hidden>", "<label for=a>", "<table><tr><td>", "\x00", "report fly-tipping"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(TAGS), max_size=25),
    st.dictionaries(st.sampled_from(["http", "frames", "layout", "axe"]), JUNK),
    JUNK,
    JUNK,
)
def test_junk_never_raises(parts, facets, crawl_facet, route_facet):
    html = "".join(parts)
    page = seen("task", html, **facets)
    form = seen("form-1", html[::-1], "https://x", **facets)
    decision = decide_channel(
        survey(page, form, walk(crawl=crawl_facet, route=route_facet, search=crawl_facet))
    )
    assert (decision.channel is None) == (decision.cause is not None)


def test_a_nearly_certain_way_online_holds_back_the_telephone():
    body = (
        "<p>Roads and trunk roads are the responsibility of Eastshire County Council.</p>"
        '<p>Fly-tipping: <a href="/go/17">Get started</a></p><p>You can also ring 01632 960123.</p>'
    )
    decision = decide_channel(survey(seen("task", govuk_style("Street problems", body))))
    assert decision.channel is not Channel.PHONE_ONLY


def test_same_evidence_same_decision():
    view = next(online())[1]
    assert decide_channel(view) == decide_channel(survey(*view.evidence))
    assert DAY


def test_an_account_number_to_have_ready_is_no_account():
    words = "<p>You will need to have your council tax account number with you.</p>"
    first = decide_channel(
        survey(seen("task", govuk_style("Report fly-tipping", CTA + words), device=Device.HTTP))
    )
    assert first.channel is Channel.ONLINE


PLACE_FIRST = (
    '<form action="/where"><label for="where">Street or postcode</label>'
    '<input id="where" name="where"><button>Go</button></form>'
)


@pytest.mark.parametrize(
    ("control", "heading", "channel"),
    [
        ("Start now", "Where is it?", Channel.ONLINE),
        ("Show us the place", "Bags left in the road: dumped rubbish", Channel.ONLINE),
        ("Check whose road it is", "Find out who looks after a road", Channel.LOOKUP_ONLY),
    ],
)
def test_a_place_asked_first_begins_a_report_but_a_look_up_only_informs(control, heading, channel):
    form = "https://www.ambleford.gov.uk/f/7"
    found = survey(
        seen("task", govuk_style("Dumped rubbish", f'<p>Tell us.</p><p><a href="/f/7">{control}</a></p>')),
        seen("form-1", govuk_style(heading, PLACE_FIRST), form),
        walk(
            crawl=crawl(task_url=TASK),
            route=route("form", {"step": "form-1", "url": form, "control": control, "how": "link"}),
        ),
        what=pack_of("report-fly-tipping").journey,
    )
    assert decide_channel(found).channel is channel


def test_hours_of_offices_close_no_service():
    notice = "<p>Offices close at noon on Christmas Eve and open again on Monday 4 January.</p>"
    contact = "<p>Write to fly@ambleford.gov.uk to tell us where the rubbish is.</p>"
    found = survey(
        seen("task", govuk_style("Report dumped rubbish", notice + contact)),
        what=pack_of("report-fly-tipping").journey,
    )
    assert decide_channel(found).channel is Channel.EMAIL_ONLY


PORTAL_SEARCH = (
    '<div class="box"><form action="/web/find" method="get"><input title="Search" type="text" '
    'name="_12_WAR_finder_keywords" placeholder="Search..."><button>Search</button></form></div>'
)


def test_a_portals_search_of_the_site_is_not_the_first_question():
    form = "https://www.ambleford.gov.uk/f/7"
    found = survey(
        seen("task", govuk_style("Report dumped rubbish", '<p><a href="/f/7">Report it</a></p>')),
        seen("start", govuk_style("Sign in", PORTAL_SEARCH + LOGIN), form),
        what=pack_of("report-fly-tipping").journey,
    )
    assert decide_channel(found).channel is Channel.SIGN_IN_REQUIRED


@pytest.mark.parametrize(
    "said",
    [
        "This is not a service that Ambleford District Council provides.",
        "We do not run a scheme of this kind.",
    ],
)
def test_a_council_without_the_scheme_says_so_in_many_ways(said):
    page = govuk_style("Resident parking permits", f"<p>Some towns have permits.</p><p>{said}</p>")
    assert decide_channel(survey(seen("task", page), what=permit())).channel is Channel.NOT_OFFERED


def test_finding_an_application_is_the_first_step_of_commenting_on_it():
    form = "https://www.ambleford.gov.uk/f/7"
    box = '<form action="/r"><label for="r">Reference or address</label><input id="r" name="r"><button>Go</button></form>'
    found = survey(
        seen(
            "task",
            govuk_style("Comment on a planning application", '<p><a href="/f/7">Go to the register</a></p>'),
        ),
        seen("form-1", govuk_style("Search for an application", box), form),
        walk(
            crawl=crawl(task_url=TASK),
            route=route(
                "form", {"step": "form-1", "url": form, "control": "Go to the register", "how": "link"}
            ),
        ),
        what=pack_of("comment-on-planning-application").journey,
    )
    assert decide_channel(found).channel is Channel.ONLINE


def test_a_way_without_an_account_that_was_taken_makes_signing_in_optional():
    form = "https://my.ambleford.gov.uk/f/2"
    found = survey(
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("start", govuk_style("Log in", LOGIN), "https://my.ambleford.gov.uk/login"),
        seen("form-1", govuk_style("Report fly-tipping", XFP), form),
        walk(
            crawl=crawl(task_url=TASK),
            route=route("form", {"step": "form-1", "url": form, "control": "Carry on without an account"}),
        ),
    )
    decision = decide_channel(found)
    assert (decision.channel, Flag.SIGN_IN_OPTIONAL in decision.flags) == (Channel.ONLINE, True)


@pytest.mark.parametrize(
    ("label", "pays"), [("How much is there?", False), ("Amount to pay (£)", True), ("Amount", True)]
)
def test_how_much_rubbish_there_is_is_no_payment(label, pays):
    asks = f'<form><label>{label} <input name="q"></label><label>Where? <input name="w"></label><button>Next</button></form>'
    found = survey(
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("form-1", govuk_style("Report fly-tipping", asks), "https://forms.ambleford.gov.uk/x"),
    )
    assert (Flag.PAYMENT in decide_channel(found).flags) is pays


def test_a_frame_that_only_counts_visits_makes_no_supplier():
    counter = [
        {
            "url": "https://stats.example/c",
            "name": "",
            "html": "<body><img src='/p.gif'></body>",
            "selector": "iframe",
        }
    ]
    found = survey(
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen(
            "form-1",
            govuk_style("Report fly-tipping", XFP),
            "https://forms.ambleford.gov.uk/x",
            frames=counter,
        ),
    )
    assert Flag.THIRD_PARTY_HOST not in decide_channel(found).flags


def test_a_form_that_only_closed_has_no_flags_of_a_form():
    shut = "<p>This form is closed for maintenance until Monday.</p><p>You will need a debit card to pay.</p>"
    found = survey(
        seen("task", govuk_style("Report fly-tipping", CTA)),
        seen("form-1", govuk_style("Report fly-tipping", shut), "https://forms.supplier.example/x"),
    )
    decision = decide_channel(found)
    assert (decision.channel, decision.flags) == (Channel.CLOSED_NOW, frozenset())


def test_what_a_neighbours_form_showed_says_nothing_of_this_task():
    words = '<p>For other questions see <a href="/enquiry">our enquiry form</a>.</p><p>Ring us on 01632 960123 to report it.</p>'
    enquiry = govuk_style("General enquiry", XFP)
    found = survey(
        seen("task", govuk_style("Report fly-tipping", words)),
        seen("form-1", enquiry, "https://www.ambleford.gov.uk/enquiry"),
        walk(
            crawl=crawl(task_url=TASK),
            route=route(
                "form",
                {"step": "form-1", "url": "https://www.ambleford.gov.uk/enquiry", "control": "enquiry form"},
            ),
        ),
    )
    assert decide_channel(found).channel is Channel.PHONE_ONLY


def test_a_question_answered_by_links_opens_online():
    form = "https://www.ambleford.gov.uk/service/4"
    choices = (
        f'<p>Question 1 of 5</p><h2>Was it put out by 7am?</h2><ul><li><a href="{form}?a=1">It was</a></li>'
        f'<li><a href="{form}?a=2">It was not</a></li></ul>'
    )
    found = survey(
        seen("task", govuk_style("Report fly-tipping", f'<p><a href="{form}">Report fly-tipping</a></p>')),
        seen("start", govuk_style("Your report", choices), form),
        walk(
            crawl=crawl(task_url=TASK),
            route=route("none", {"step": "start", "url": form, "control": "Report"}),
        ),
    )
    assert decide_channel(found).channel is Channel.ONLINE


def test_a_form_that_only_a_browser_draws_is_likely_where_it_is_named():
    form = "https://s.supplier.example/service/9"
    way = (
        f'<p>Tell us.</p><p><a href="{form}">Report fly-tipping</a></p><p>You can also ring 01632 960123.</p>'
    )
    shell = "<html><head><title>Report fly-tipping</title></head><body><p>Loading</p><script src='/a.js'></script></body></html>"
    found = survey(
        seen("task", govuk_style("Report fly-tipping", way), device=Device.HTTP),
        seen("start", shell, form, device=Device.HTTP),
        walk(crawl=crawl(task_url=TASK), route=route("none", {"step": "start", "url": form})),
    )
    assert decide_channel(found).channel is Channel.ONLINE


def test_a_line_of_the_site_that_the_home_page_has_too_is_no_contact_of_the_page():
    line = "<div class='base'><p>Guildhall, High Street, Ambleford. Switchboard 01632 960777</p></div>"
    about = "<p>Fly-tipping is a crime, and we prosecute. Crews clear the verges every week, by day and by night.</p>"
    plain = "<html><head><title>{0}</title></head><body><div id='c'><h1>{0}</h1>{1}</div>{2}</body></html>"
    found = survey(
        seen("home", plain.format("Welcome", "<p>Find our services here.</p>", line), HOME),
        seen("task", plain.format("Fly-tipping", about, line)),
    )
    assert decide_channel(found).channel is Channel.INFORMATION_ONLY


GUIDE = (
    '<ol class="contents"><li><a href="/g/fly">About</a></li><li><a href="/g/fly/2">Report it</a></li></ol>'
)


def guide(first: str, second: str, *more):
    """A task page in two parts: /g/fly and /g/fly/2."""
    at = "https://www.ambleford.gov.uk/g/fly"
    return survey(
        seen("task", govuk_style("Fly-tipping", GUIDE + first), at),
        seen("part-1", govuk_style("Fly-tipping: report it", GUIDE + second), at + "/2"),
        *more,
    )


ABOUT = "<p>Fly-tipping is rubbish left on land without a licence. People who do it are fined, and their vans taken.</p>"


@pytest.mark.parametrize(
    ("first", "second", "channel"),
    [
        (ABOUT, "<p>To report it, call us on 01632 960123.</p>", Channel.PHONE_ONLY),
        (ABOUT, "<p>Write to streets@ambleford.gov.uk and say where it is.</p>", Channel.EMAIL_ONLY),
        (ABOUT, CTA, Channel.ONLINE),
        (ABOUT, ABOUT, Channel.INFORMATION_ONLY),
    ],
)
def test_a_guide_is_one_text(first, second, channel):
    assert decide_channel(guide(first, second)).channel is channel


def test_a_search_of_which_nobody_can_tell_what_follows_is_held_back():
    form = "https://www.ambleford.gov.uk/f/7"
    box = '<form action="/r"><label for="r">Reference or address</label><input id="r" name="r"><button>Search</button></form>'
    task = govuk_style(
        "Planning applications", f'<p>All since 1974.</p><p><a href="{form}">Go to the register</a></p>'
    )
    steps = {"step": "form-1", "url": form, "control": "Go to the register", "how": "link"}
    found = survey(
        seen("task", task),
        seen("form-1", govuk_style("Applications", box), form),
        walk(crawl=crawl(task_url=TASK), route=route("form", steps)),
        what=pack_of("comment-on-planning-application").journey,
    )
    decision = decide_channel(found)
    assert (decision.channel, decision.cause) == (None, Cause.NEEDS_REVIEW)
