"""Site search, A to Z, sitemap and guides."""

import pytest

from checks.digest import digest
from checks.wayfinding import (
    SearchForm,
    a_to_z_link,
    letter_links,
    next_in_guide,
    search_form,
    search_results,
    search_url,
    sitemap_urls,
)

SITE = "https://www.foo.gov.uk"


def page(html, path="/"):
    return digest(f"<html><body>{html}</body></html>", SITE + path)


@pytest.mark.parametrize(
    ("html", "param"),
    [
        ("<form action='/search'><input type=search name=q><button>Search</button></form>", "q"),
        ("<form role=search action='/search'><label>Find <input name=keys></label></form>", "keys"),
        ("<form action='/search'><input name=utf8 type=hidden value=y><input name=SearchText placeholder='Search site'></form>",
         "SearchText"),
        ("<form action='/search'><select name=in><option>All</select><input name=query></form>", "query"),
        ("<header><form action='/s'><input name=s title='What are you looking for?'></form></header><form action='/days'>"
         "<label>Postcode <input name=pc></label></form>", "s"),
    ],
)  # fmt: skip
def test_a_get_search(html, param):
    form = search_form(page(html))
    assert form is not None
    assert (form.how, form.param) == ("get", param)


@pytest.mark.parametrize(
    ("html", "how"),
    [
        ("<form method=post action='/search'><input name=q title=Search></form>", "post"),
        ("<form method=post><header><input name='ctl00$txtSearch' title='Search this site'><input type=submit value=Search>"
         "</header><main><p>Hello</p></main></form>", "post"),
        ("<header><input type=search placeholder=Search><button>Go</button></header>", "script"),
        ("<form action='/search'><input type=search aria-label=Search></form>", "script"),
    ],
)  # fmt: skip
def test_a_search_that_cannot_be_asked_by_an_address(html, how):
    form = search_form(page(html))
    assert form is not None
    assert form.how == how
    with pytest.raises(ValueError, match="cannot be asked"):
        search_url(form, "x")


@pytest.mark.parametrize(
    "html",
    [
        "<form action='/days'><label>Postcode <input name=pc></label><button>Search</button></form>",
        "<form method=post action='/s'><label>Your name <input name=text></label></form>",
        "<form action='/nl'><label>E-mail <input type=email name=e></label></form>",
        "<p>Nothing</p>",
    ],
)
def test_no_search(html):
    assert search_form(page(html)) is None


def test_the_address_of_a_search():
    form = SearchForm(SITE + "/search?site=1&q=old", "q", (("lang", "en"),))
    assert search_url(form, "missed bin & more") == SITE + "/search?site=1&lang=en&q=missed+bin+%26+more"


HOME = "<header><nav><a href='/bins'>Bins and waste</a><a href='/pay'>Pay for it</a></nav></header>"
RESULT = "<li><h3><a href='/r/{0}'>Result number {0}</a></h3><p>Words about {0}</p></li>"


def test_results_come_without_furniture_and_at_most_ten():
    results = "".join(RESULT.format(n) for n in range(14))
    html = (
        f"{HOME}<main><h1>Search results</h1><a href='/search?q=x&type=news'>News only</a><ol>{results}</ol>"
        "<a href='/search?q=x&page=2'>2</a><a href='/search?q=x&page=2'>Next</a></main><footer><a href='/c'>Cookies policy</a>"
        "</footer>"
    )
    form = SearchForm(SITE + "/search", "q")
    found = search_results(page(html, "/search?q=x"), form, page(HOME))
    assert [one.url.removeprefix(SITE) for one in found] == [f"/r/{n}" for n in range(10)]
    assert found[0].text == "Result number 0"


def test_results_without_a_landmark_are_told_by_the_home_page():
    menu = "<div><a href='/bins'>Bins and waste</a><a href='/jobs'>Jobs and careers</a></div>"
    html = f"{menu}<div><a href='/r/1'>Report a missed bin</a></div>"
    found = search_results(page(html, "/search?q=x"), None, page(menu))
    assert [one.url for one in found] == [f"{SITE}/r/1"]


def test_no_results():
    html = f"{HOME}<main><h1>Search</h1><p>Nothing was found for x.</p></main>"
    assert search_results(page(html, "/search?q=x"), None, page(HOME)) == []


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<a href='/az'>A to Z of services</a>", "/az"),
        ("<a href='/atoz'>A-Z</a>", "/atoz"),
        ("<a href='/x'>Services A–Z</a>", "/x"),
        ("<a href='/a'>A to Z of councillors</a><a href='/b'>A to Z</a>", "/b"),
        ("<a href='/a_to_z'>All services</a>", "/a_to_z"),
        ("<a href='/cy'>A i Y</a>", "/cy"),
        ("<a href='/amazing'>Amazing days out</a>", ""),
    ],
)
def test_a_to_z(html, path):
    assert a_to_z_link(page(html)).removeprefix(SITE) == path


def test_letters():
    html = "".join(f"<a href='/az/{letter}'>{letter.upper()}</a> " for letter in "abcdefg")
    found = letter_links(page(html))
    assert found["C"] == f"{SITE}/az/c"
    assert letter_links(page("<a href='/x'>A</a><a href='/y'>B</a>")) == {}


def test_sitemaps():
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc> https://www.foo.gov.uk/a </loc></url><url><loc>ftp://x</loc></url></urlset>"
    )
    assert sitemap_urls(xml) == ([f"{SITE}/a"], [])
    index = f"<sitemapindex><sitemap><loc>{SITE}/s1.xml</loc></sitemap></sitemapindex>"
    assert sitemap_urls(index) == ([], [f"{SITE}/s1.xml"])


def test_a_sitemap_that_means_harm_gives_nothing():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>http://x/&b;</loc>'
        "</url></urlset>"
    )
    assert sitemap_urls(bomb) == ([], [])
    assert sitemap_urls("not xml at all") == ([], [])
    assert sitemap_urls("") == ([], [])
    many = "<urlset>" + f"<url><loc>{SITE}/a</loc></url>" * 30_000 + "</urlset>"
    assert len(sitemap_urls(many)[0]) == 20_000


def test_a_broken_sitemap_gives_what_was_read():
    assert sitemap_urls(f"<urlset><url><loc>{SITE}/a</loc></url><url><loc>{SITE}")[0] == [f"{SITE}/a"]


def test_next_in_a_guide():
    html = (
        "<main><h1>Overview</h1><nav><a href='/permits/guide/who'>Who can apply</a><a href='/permits/guide/apply'>Apply</a></nav>"
        "<a href='/elsewhere/x'>Other</a><a rel=next href='/permits/guide/who'>Next: Who can apply</a></main>"
    )
    found = [one.url.removeprefix(SITE) for one in next_in_guide(page(html, "/permits/guide/overview"))]
    assert found == ["/permits/guide/who", "/permits/guide/apply"]


def test_a_popular_page_that_the_search_finds_is_a_result():
    home = digest(
        "<main><h2>Popular</h2><ul><li><a href='/tax'>Pay your council tax</a></li></ul></main>"
        "<footer><a href='/contact'>Contact</a></footer>",
        "http://www.a.example/",
    )
    page = digest(
        "<main><h1>Search results</h1><ol><li><a href='/news/tax'>Council tax frozen</a><p>The rate for this year.</p></li>"
        "<li><a href='/tax'>Pay your council tax</a><p>Ways to pay.</p></li>"
        "<li><a href='/rates'>Business rates</a><p>For firms.</p></li></ol></main>",
        "http://www.a.example/search?q=pay+council+tax",
    )
    assert [one.url.rsplit("/", 1)[-1] for one in search_results(page, None, home)] == ["tax", "tax", "rates"]


def test_a_menu_inside_the_content_is_no_result():
    menu = "".join(f"<li><a href='/m{i}'>Menu item number {i}</a></li>" for i in range(6))
    home = digest(f"<div><ul>{menu}</ul><p>Welcome</p></div>", "http://www.a.example/")
    page = digest(
        f"<div><ul>{menu}</ul><h1>Results</h1><p><a href='/found'>A page that was found</a> about it.</p></div>",
        "http://www.a.example/search?q=x",
    )
    assert [one.url for one in search_results(page, None, home)] == ["http://www.a.example/found"]


def test_a_popular_page_found_under_its_own_heading_is_a_result():
    home = digest("<main><p><a href='/tax'>Pay your council tax</a></p></main>", "http://www.a.example/")
    items = "".join(
        f"<article><h3><a href='{path}'>{text}</a></h3><p>About it.</p></article>"
        for path, text in (
            ("/news", "Tax frozen again"),
            ("/tax", "Pay your council tax"),
            ("/rates", "Business rates"),
        )
    )
    page = digest(f"<main><h1>Search</h1>{items}</main>", "http://www.a.example/search?q=pay+council+tax")
    assert [one.url for one in search_results(page, None, home)] == [
        f"http://www.a.example/{path}" for path in ("news", "tax", "rates")
    ]


def test_popular_pages_at_the_head_of_the_results_are_no_menu():
    popular = (("/tax", "Pay your council tax"), ("/bands", "Council tax bands"), ("/move", "Moving home"))
    links = "".join(f"<li><a href='{path}'>{text}</a></li>" for path, text in popular)
    home = digest(f"<main><h2>Popular</h2><ul>{links}</ul></main>", "http://www.a.example/")
    items = "".join(
        f"<div><h2><a href='{path}'>{text}</a></h2><p>About it.</p></div>"
        for path, text in (*popular, ("/rates", "Business rates"))
    )
    page = digest(
        f"<main><p>You are here: <a href='/'>Home</a></p><h1>Search</h1>{items}</main>",
        "http://www.a.example/search?q=tax",
    )
    assert [one.url.removeprefix("http://www.a.example") for one in search_results(page, None, home)] == [
        "/tax", "/bands", "/move", "/rates",
    ]  # fmt: skip
