"""The digest of a page: links as a resident sees them, regions, forms, shells, bounds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.digest import digest

URL = "https://www.foo.gov.uk/waste/page"


def body(html, **head):
    return digest(f"<html><head><title>T</title></head><body>{html}</body></html>", URL)


def links(html):
    return {link.url.removeprefix("https://www.foo.gov.uk"): link for link in body(html).links}


def test_facts_of_the_head():
    page = digest(
        '<html lang="cy"><head><title> Biniau\n | Foo </title><base href="/base/"><meta name="robots" content="noindex,'
        'nofollow"><link rel="canonical" href="/c"><meta http-equiv="refresh" content="0; url=/new"></head>'
        "<body><a href=x>X</a></body></html>",
        URL,
    )
    assert (page.title, page.lang, page.nofollow) == ("Biniau | Foo", "cy", True)
    assert page.canonical_url == "https://www.foo.gov.uk/c"
    assert page.refresh == "https://www.foo.gov.uk/new"
    assert page.links[0].url == "https://www.foo.gov.uk/base/x"


def test_a_link_in_mid_sentence_keeps_its_sentence_and_heading():
    link = links(
        "<main><h1>Street lights</h1><h2>Faults</h2><p>We own 9,000 lamps. Please use our <a href='/f'>report form</a> "
        "to tell us. Thank you.</p></main>"
    )["/f"]
    assert link.sentence == "Please use our report form to tell us."
    assert (link.heading, link.place, link.text) == ("Faults", "main", "report form")


def test_a_list_inherits_the_words_that_lead_into_it():
    link = links("<main><p>Report these online:</p><ul><li><a href='/f'>Potholes</a></li></ul></main>")["/f"]
    assert link.sentence.startswith("Report these online:")


def test_an_image_link_and_a_tile_have_names():
    found = links(
        "<a href='/i'><img src=x alt='Pay your bill'></a><a href='/t'><h3>Bins</h3><p>Days and problems</p></a>"
        "<a href='/n' aria-label='Read more about parking'>Read more</a>"
    )
    assert (found["/i"].text, found["/i"].says) == ("", "Pay your bill")
    assert found["/t"].text == "Bins Days and problems"
    assert found["/n"].name == "Read more about parking"


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<button onclick=\"location.href='/go'\">Start</button>", "/go"),
        (
            "<button type=button onclick=\"window.open('go.aspx?id=1','_blank')\">Start</button>",
            "/waste/go.aspx?id=1",
        ),
        ("<div class='btn' data-href='/go'>Start</div>", "/go"),
        ("<a href='#' onclick=\"window.location='/go'; return false\">Start</a>", "/go"),
        ("<a href=\"javascript:openWindow('/go')\">Start</a>", "/go"),
        ("<input type=button value=Start onclick=\"document.location.href='/go'\">", "/go"),
        ("<form action='/go'><input type=submit value='Start'></form>", "/go"),
        (
            "<form action='/go' method=GET><input type=hidden name=a value=1><button>Start</button></form>",
            "/go?a=1",
        ),
        ("<map><area href='/go' alt='Start'></map>", "/go"),
    ],
)
def test_hidden_ways_are_links(html, path):
    found = links(f"<main>{html}</main>")
    assert path in found
    assert found[path].says == "Start"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=\"javascript:__doPostBack('ctl00$lnk','')\">Start</a>",
        "<a href='mailto:a@b.gov.uk'>Mail</a>",
        "<a href='tel:01632960000'>Call</a>",
        "<a href='javascript:void(0)'>Start</a>",
        "<a href='#form'>Start</a>",
        "<a href='ftp://x/y'>Start</a>",
        "<form method=post action='/go'><button>Send</button></form>",
        "<form action='/go'><input name=q><button>Go</button></form>",
        "<a>Nothing</a>",
    ],
)
def test_what_cannot_be_followed_is_no_link(html):
    assert not body(html).links


def test_a_postback_and_a_script_button_are_controls_with_a_selector():
    page = body(
        "<main><a href=\"javascript:__doPostBack('x','')\">Report</a><div role=button tabindex=0 id=go>Start</div>"
        "<p><button>Later</button></p></main>"
    )
    assert [(one.text, one.type) for one in page.controls] == [
        ("Report", "postback"),
        ("Start", "button"),
        ("Later", "button"),
    ]
    assert page.controls[1].selector == "#go"
    assert page.controls[2].selector == "body > main:nth-child(1) > p:nth-child(3) > button:nth-child(1)"


def test_contacts_are_kept():
    page = body("<a href='tel:+44 1632 960000'>Ring</a><a href='mailto:bins@foo.gov.uk?subject=x'>Write</a>")
    assert (page.phones, page.emails) == (("+44 1632 960000",), ("bins@foo.gov.uk",))


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<nav><a href='/a'>A</a></nav>", "nav"),
        ("<ul class='main-menu'><li><a href='/a'>A</a></ul>", "nav"),
        ("<div id='siteHeader' role=banner><a href='/a'>A</a></div>", "header"),
        ("<div class='global-footer-links'><a href='/a'>A</a></div>", "footer"),
        ("<footer><nav><a href='/a'>A</a></nav></footer>", "footer"),
        ("<ol class='lgd-breadcrumbs'><li><a href='/a'>A</a></ol>", "breadcrumb"),
        ("<div id='ccc'><a href='/a'>A</a></div>", "banner"),
        ("<div class='cookie-notice'><a href='/a'>A</a></div>", "banner"),
        ("<main><nav class='cta'><a href='/a'>A</a></nav></main>", "aside"),
        ("<main><header><a href='/a'>A</a></header></main>", "main"),
        ("<main><p><a href='/z'>Z</a></p></main><div class=contact><a href='/a'>A</a></div>", "aside"),
        ("<div class='content'><a href='/a'>A</a></div>", "main"),
        ("<body class='has-nav nav-open'><p><a href='/a'>A</a></p></body>", "main"),
        (
            "<div class='header'><p>You can tell us about any of these problems with your bin on <a href='/a'>A</a> today"
            "</p></div>",
            "main",
        ),
    ],
)
def test_regions(html, place):
    assert links(html)["/a"].place == place


def test_content_is_found_outside_main_and_furniture_is_not():
    page = body(
        "<header>Foo Council</header><nav><ul><li><a href='/x'>Bins</a></li></ul></nav><div id=tabs><p>We collect on "
        "Monday.</p></div><main><h1>Bins</h1><p>Leave it out.</p></main><footer>Copyright Foo</footer>"
    )
    assert page.text == "Bins\nLeave it out.\nWe collect on Monday."
    assert page.h1 == "Bins"


def test_forms_and_labels():
    page = body(
        "<main><form id=f method=post action='/s'><h2>About you</h2><label for=n>Your name</label><input id=n name=n required>"
        "<label>Street <select name=s><option>A<option>B</select></label><input type=hidden name=t value=1>"
        "<input type=submit value=Next></form><input form=f name=late aria-label='Later'></main>"
    )
    (form,) = page.forms
    assert (form.method, form.action) == ("post", "https://www.foo.gov.uk/s")
    assert [(one.name, one.type, one.label, one.required) for one in form.fields] == [
        ("n", "text", "Your name", True),
        ("s", "select", "Street", False),
        ("t", "hidden", "", False),
        ("late", "text", "Later", False),
    ]
    assert form.fields[1].options == 2
    assert [button.text for button in form.buttons] == ["Next"]
    assert page.text.split("\n") == ["About you", "Your name", "Street"]


@pytest.mark.parametrize(
    ("html", "shell"),
    [
        ("<div id=root></div><script src=a.js></script>", True),
        (
            "<app-main></app-main><noscript>Please enable JavaScript to run this app.</noscript><script></script>",
            True,
        ),
        (
            "<header><a href='/'>Home</a><a href='/a'>A</a></header><div id=app></div><noscript>You need JavaScript</noscript>"
            "<script src=x></script>",
            True,
        ),
        ("<p>Nothing here.</p>", False),
        (
            "<main><p>"
            + "Words of a page. " * 40
            + "</p></main><noscript>JavaScript</noscript><script></script>",
            False,
        ),
        ("<form action='/x'><input name=pc></form><script></script>", False),
        ("<iframe src='/form'></iframe><script></script>", False),
    ],
)
def test_shells(html, shell):
    assert body(html).shell is shell


def test_frames():
    page = body(
        "<iframe src='/f' title='Report form'></iframe><iframe src='/t' width=0 height=0></iframe><iframe></iframe>"
    )
    assert [(frame.url, frame.title, frame.hidden) for frame in page.frames] == [
        ("https://www.foo.gov.uk/f", "Report form", False),
        ("https://www.foo.gov.uk/t", "", True),
    ]


def test_a_huge_page_is_bounded():
    page = body("<main>" + "<p><a href='/x'>" + "y" * 5000 + "</a> word</p>" * 5000 + "</main>")
    assert len(page.links) <= 1500
    assert len(page.text) <= 20_000
    assert all(len(link.text) <= 300 and len(link.sentence) <= 300 for link in page.links)


def test_deep_nesting_does_not_break_it():
    assert digest("<div>" * 50_000 + "<a href='/x'>x</a>", URL).url == URL


_TAGS = st.sampled_from(
    "a p div form input button select option label nav main footer iframe h1 script noscript table td li ul svg br".split()
)
_JUNK = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.builds("<{}>".format, _TAGS),
        st.builds("</{}>".format, _TAGS),
        st.builds(
            '<{} href="{}" onclick="{}" class="{}" id="{}" type="{}">'.format,
            _TAGS,
            *[st.text(max_size=15)] * 5,
        ),
    ),
    max_size=60,
)


@settings(max_examples=200, deadline=None)
@given(_JUNK)
def test_junk_never_raises_and_is_bounded(parts):
    page = digest("".join(parts), URL)
    assert len(page.title) <= 300
    assert len(page.text) <= 20_000
    assert len(page.links) <= 1500 + 40
    assert all(link.url.startswith(("http://", "https://")) and "#" not in link.url for link in page.links)


PROSE = (
    "<p>You can bring back a borrowed ladder on any day of the week from eight until six o'clock.</p>"
    "<p>Please clean it before you do so, and tell the keeper about everything that is loose or broken.</p>"
)


@pytest.mark.parametrize(
    "opening",
    ["<div class='page with-footer'>", "<div class='brand Header'>", "<div id=nav class='wide menu'>"],
)
def test_a_wrapper_of_the_page_is_no_part_of_it(opening):
    menu = "<ul class=menu>" + "".join(f"<li><a href='/{n}'>Menu {n}</a>" for n in range(5)) + "</ul>"
    page = digest(
        f"<body>{opening}{menu}<div><h1>Return a ladder</h1>{PROSE}<a href=/r>Start</a></div>"
        "<div class=footer><a href=/c>Contact</a></div></div></body>",
        "https://foo.gov.uk/a",
    )
    assert "borrowed ladder" in page.text
    assert {link.url[-2:]: link.place for link in page.links}["/r"] in ("main", "aside")
    assert {link.url[-2:]: link.place for link in page.links}["/c"] == "footer"


def test_a_footer_with_all_the_prose_of_a_page_of_links_stays_a_footer():
    links = "".join(f"<li><a href='/{n}'>Matter {n}</a></li>" for n in range(30))
    page = digest(
        f"<body><h1>Matters</h1><ul>{links}</ul><div class=footer>{PROSE}</div></body>",
        "https://foo.gov.uk/a",
    )
    assert "borrowed ladder" not in page.text
