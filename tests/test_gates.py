"""Bot gates are told from pages, and pages that carry a gate's script from gates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.gates import bot_gate

PROSE = "<p>" + "Tell us where the rubbish is and we will clear it within five working days. " * 40 + "</p>"

GATES = [
    (403, {"cf-mitigated": "challenge"}, "<title>Just a moment...</title>"),
    (
        503,
        {},
        "<html><head><title>Just a "
        "moment...</title></head><body><script>window._cf_chl_opt={}</script></body>",
    ),
    (
        200,
        {},
        '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head><body></body></html>',
    ),
    (
        200,
        {},
        '<html><body><iframe src="/_Incapsula_Resource?CWUDNSAI=9">Request unsuccessful. '
        "Incapsula incident ID: 12-34</iframe></body></html>",
    ),
    (403, {}, "<h2>The request is blocked.</h2>0abc Azure"),
    (200, {}, "<h1>Access Denied</h1>You don't have permission. Reference&#32;#18.abc errors.edgesuite.net"),
    (202, {"x-amzn-waf-action": "challenge"}, ""),
    (
        200,
        {},
        "The requested URL was rejected. Please consult with your administrator. Your support ID is: 1",
    ),
    (200, {}, '<body><p>Please verify you are human</p><div class="h-captcha"></div></body>'),
    (200, {}, '<body><div class="g-recaptcha"></div><button>Continue</button></body>'),
    (401, {}, "<h1>Unauthorized</h1>"),
    (429, {}, ""),
    (403, {}, "<h1>Forbidden</h1>"),
    (
        200,
        {},
        "<html><head><title>Pardon our interruption</title></head><body><div id='c'></div></body></html>",
    ),
    (200, {}, "<title>One moment, please...</title><p>Please wait while we verify your request.</p>"),
    (200, {}, "<h1>Access to this page has been denied</h1><p>Reference 7</p>"),
    (200, {}, "<h1>Web Page Blocked!</h1><p>Attack ID 2</p>"),
]
PAGES = [
    (
        200,
        {},
        f'<script src="/_Incapsula_Resource?x"></script><main><h1>Report fly-tipping</h1>{PROSE}</main>',
    ),
    (200, {}, "<h1>Just a moment</h1><p>Our mayor's blog.</p>" + PROSE),
    (200, {}, '<form><label>Your name <input name="n"></label><div class="g-recaptcha"></div></form>'),
    (200, {"server": "cloudflare"}, "<h1>Pay council tax</h1>" + PROSE),
    (404, {}, "<h1>Page not found</h1>"),
    (500, {}, "<h1>Server error</h1>"),
    (200, {}, ""),
    (None, {}, ""),
    (200, {}, "<h1>Blocked drains</h1><p>Tell us about a blocked drain.</p>"),
    (200, {}, "<h1>One moment, please read this first</h1>" + PROSE),
]


@pytest.mark.parametrize(("status", "headers", "html"), GATES)
def test_gates_are_named(status, headers, html):
    assert bot_gate(status, headers, html)


@pytest.mark.parametrize(("status", "headers", "html"), PAGES)
def test_pages_are_let_through(status, headers, html):
    assert bot_gate(status, headers, html) is None


def test_hostile_markup_is_read_in_one_pass():
    page = "_cf_chl" + "<script>" * 30_000 + "<" * 60_000
    assert bot_gate(200, {}, page)


@given(st.integers(100, 599), st.text(max_size=500))
def test_junk_never_raises(status, html):
    answer = bot_gate(status, {}, html)
    assert answer is None or answer
