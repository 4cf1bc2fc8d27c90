"""The walk of one council: task page found, click path shortest, route followed, evidence whole."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from fake_site import COUNCIL, HOST, FakeFetcher, html

from checks.digest import digest
from checks.model import HOME, LANDING, TASK, WALK, Cause, Council, CouncilType, Device, Missing
from checks.registry import pack_of
from checks.wayfinding import search_form
from crawler.explore import _Trip
from crawler.fetching import Fetched, PageLog
from crawler.govuk_links import LinkRow
from crawler.options import CrawlOptions
from crawler.reader import PageRead, Reader
from crawler.signposts import kin_of
from crawler.visit import AUDITS
from crawler.walk import walk_council, with_script_links
from crawler.wayfinders import search_for
from store import RunFolder

FLY = pack_of("report-fly-tipping").journey
FORM = (
    '<form method="post" action="/report"><label for="w">Where is the rubbish?</label>'
    '<input id="w" name="where"><label for="t">What has been dumped?</label><textarea id="t" name="t"></textarea>'
    "<button>Continue</button></form>"
)
NAV = '<a href="/waste">Bins, rubbish and street cleaning</a> <a href="/tax">Council tax</a>'
SITE = {
    "/": html("Welcome", "<p>Find what you need.</p>", NAV),
    "/waste": html(
        "Bins, rubbish and street cleaning",
        '<ul><li><a href="/bins">Bin collections</a></li><li><a href="/fly">Fly-tipping</a></li></ul>',
        NAV,
    ),
    "/fly": html(
        "Report fly-tipping",
        "<p>Fly-tipping is rubbish dumped on land without permission. Tell us and we will clear it within "
        '3 working days.</p><p><a href="/report">Report dumped rubbish</a></p>',
        NAV,
    ),
    "/report": html("Report fly-tipping: where is it?", FORM, NAV),
    "/bins": html("Bin collections", "<p>When we collect your bin.</p>", NAV),
    "/tax": html("Council tax", "<p>Pay and manage your council tax.</p>", NAV),
}


def walk(tmp_path: Path, pages, rows=(), journey=FLY, **options):
    run = RunFolder.create(tmp_path / "run")
    log = PageLog("run", COUNCIL.gss)
    fetcher = FakeFetcher(pages, log)
    visit = asyncio.run(
        walk_council(
            COUNCIL,
            [journey],
            rows,
            run="run",
            fetcher=fetcher,
            log=log,
            writer=run.council_writer(COUNCIL.gss),
            options=CrawlOptions(**{"browser": False, **options}),
        )
    )
    evidence = {(one.step, one.device): one for one in run.evidence(COUNCIL.gss)}
    return visit, evidence, fetcher, run


def test_finds_the_page_and_the_form_by_links_alone(tmp_path):
    visit, evidence, fetcher, _ = walk(tmp_path, SITE)
    crawl = evidence[WALK, Device.HTTP].facet("crawl")
    assert crawl["task_url"] == f"{HOST}/fly"
    assert [step["url"] for step in crawl["path"]] == [f"{HOST}/", f"{HOST}/waste", f"{HOST}/fly"]
    assert crawl["clicks"] == 2
    assert crawl["exhausted"]
    assert crawl["candidates"][0]["reasons"]
    assert evidence[LANDING, Device.HTTP].final_url == f"{HOST}/waste"
    assert evidence[TASK, Device.HTTP].clicks == 2
    route = evidence[WALK, Device.HTTP].facet("route")
    assert route["end"] == "form"
    assert evidence["form-1", Device.HTTP].final_url == f"{HOST}/report"
    assert evidence["form-1", Device.HTTP].clicks == 3
    assert visit.cause == ""
    assert len(fetcher.asked) == len(set(fetcher.asked)), "an address was asked for twice"


def test_search_and_a_to_z_are_left_missing_where_the_site_has_none(tmp_path):
    _, evidence, _, _ = walk(tmp_path, SITE)
    for facet in ("search", "a-to-z"):
        missing = evidence[WALK, Device.HTTP].facet(facet)
        assert isinstance(missing, Missing)
        assert missing.cause is Cause.NOT_FOUND_BY_US


@pytest.mark.parametrize("cause", [Cause.UNREACHABLE, Cause.TIMEOUT, Cause.BLOCKED, Cause.ROBOTS])
def test_a_site_that_cannot_be_read_says_why_and_stops_asking(tmp_path, cause):
    visit, evidence, fetcher, _ = walk(tmp_path, {"/": cause})
    assert visit.cause == cause.value
    assert evidence[WALK, Device.HTTP].facet("crawl")["home"]["cause"] == cause.value
    assert not evidence[WALK, Device.HTTP].facet("crawl")["exhausted"]
    assert len(fetcher.asked) == 1
    assert isinstance(evidence[HOME, Device.HTTP].facet("html"), Missing)


def test_govuk_link_leads_in_where_the_home_page_cannot_be_read(tmp_path):
    rows = [LinkRow(url=f"{HOST}/fly", lgsl=587, lgil=17, title="Fly-tipping")]
    visit, evidence, _, _ = walk(tmp_path, {**SITE, "/": 404}, rows)
    crawl = evidence[WALK, Device.HTTP].facet("crawl")
    # An answer of 404 is no host that cannot be reached.
    assert evidence[WALK, Device.HTTP].facet("search").cause is Cause.NOT_FOUND_BY_US
    assert crawl["task_url"] == f"{HOST}/fly"
    assert crawl["clicks"] is None
    assert visit.cause == ""


def test_a_dead_end_is_tried_again_a_minute_later_before_it_counts(tmp_path):
    _, evidence, fetcher, _ = walk(tmp_path, {**SITE, "/report": 404})
    route = evidence[WALK, Device.HTTP].facet("route")
    assert route["end"] == "dead-end"
    assert [one["status"] for one in route["attempts"]] == [404, 404]
    assert fetcher.waited > 59
    assert ("form-1", Device.HTTP) not in evidence


def test_a_pdf_behind_a_plain_address_is_known_by_its_type(tmp_path):
    _, evidence, _, _ = walk(tmp_path, {**SITE, "/report": "%PDF-1.7"})
    assert evidence[WALK, Device.HTTP].facet("route")["end"] == "document"


def test_the_budget_is_kept_and_exhaustion_is_not_claimed(tmp_path):
    many = {
        f"/r{i}": html(f"Report it {i}", f'<a href="/r{i + 1}">Report a problem {i}</a>') for i in range(500)
    }
    site = {"/": html("Welcome", '<a href="/r0">Report a problem</a>'), **many}
    _, evidence, fetcher, _ = walk(tmp_path, site, page_budget=20)
    crawl = evidence[WALK, Device.HTTP].facet("crawl")
    assert len(fetcher.asked) <= 20
    assert not crawl["task_url"] or crawl["candidates"]


def test_the_same_site_gives_the_same_evidence(tmp_path):
    def lines(name):
        _, _, _, run = walk(tmp_path / name, SITE)
        text = (run.path / "councils" / COUNCIL.gss / "evidence.jsonl").read_text()
        import re

        return re.sub(r"20\d\d-\d\d-\d\dT[\d:]+Z", "T", text)

    assert lines("a") == lines("b")


def test_the_home_page_is_never_the_tasks_page(tmp_path):
    home = html(
        "Welcome", '<p>Report fly-tipping here or there.</p><a href="/gone">Report fly-tipping</a>', NAV
    )
    _, evidence, _, _ = walk(tmp_path, {"/": home, "/waste": SITE["/bins"], "/tax": SITE["/tax"]})
    crawl = evidence[WALK, Device.HTTP].facet("crawl")
    assert crawl["task_url"] != f"{HOST}/"
    assert all(one["url"] != f"{HOST}/" for one in crawl["candidates"])


def test_a_button_that_posts_stops_the_walk_and_is_not_pressed(tmp_path):
    begin = '<form method="post" action="/forms/9"><button>Begin this form</button></form>'
    _, evidence, fetcher, _ = walk(tmp_path, {**SITE, "/fly": html("Report fly-tipping", begin, NAV)})
    route = evidence[WALK, Device.HTTP].facet("route")
    assert route["end"] == "stopped"
    assert "Begin this form" in route["detail"]
    assert [one["cause"] for one in route["attempts"]] == ["policy-stop"]
    assert not any("/forms/9" in url for url in fetcher.asked)


def test_where_the_way_in_fails_a_look_up_on_the_page_is_not_the_form(tmp_path):
    lookup = '<form action="/near"><label>Post code <input name="pc"></label><button>Find</button></form>'
    page = html(
        "Report fly-tipping",
        '<p><a href="/report">Report fly-tipping online</a></p><h2>Near you</h2>' + lookup,
        NAV,
    )
    _, evidence, _, _ = walk(tmp_path, {**SITE, "/fly": page, "/report": 404})
    assert evidence[WALK, Device.HTTP].facet("route")["end"] == "dead-end"


def test_the_way_by_the_menus_is_sought_for_a_page_that_the_govuk_link_led_to(tmp_path):
    page = html(
        "Report fly-tipping",
        '<nav aria-label="Breadcrumb"><a href="/">Home</a> <a href="/around">Around you</a></nav>'
        '<p>Tell us and we clear it within 3 working days.</p><p><a href="/report">Report dumped rubbish</a></p>',
    )
    pages = {
        "/": html("Welcome", "<p>Hello.</p>", '<a href="/around">Around you</a>'),
        "/around": html("Around you", '<p><a href="/fly">Rubbish left about</a></p>'),
        "/fly": page,
        "/report": SITE["/report"],
    }
    lgsl, lgil = FLY.lgsl[0], FLY.lgil[0]
    _, evidence, _, _ = walk(tmp_path, pages, [LinkRow(f"{HOST}/fly", lgsl, lgil, "")])
    crawl = evidence[WALK, Device.HTTP].facet("crawl")
    assert [step["url"] for step in crawl["path"]] == [f"{HOST}/", f"{HOST}/around", f"{HOST}/fly"]


def test_links_that_a_script_adds_to_the_home_page_count_as_its_links():
    home = asyncio.run(Reader(FakeFetcher(SITE, PageLog("run", COUNCIL.gss)), 9).read(f"{HOST}/"))
    shown = replace(
        home, digest=digest(html("Welcome", "<p>Hello.</p>", '<a href="/fly">Dumping</a>'), home.url)
    )

    class Shown:
        async def rendered(self, page):
            return shown

    merged = asyncio.run(with_script_links(Shown(), home))
    assert [one.says for one in merged.digest.links if one.place != "footer"] == [
        "Bins, rubbish and street cleaning",
        "Council tax",
        "Dumping",
    ]


POTHOLE = pack_of("report-pothole").journey
COUNTY_HOME = "http://www.eastshire.example/"
COUNTY_PAGE = f"{COUNTY_HOME}roads/report-a-pothole"
DISTRICT = replace(COUNCIL, type=CouncilType.DISTRICT, parent_gss="E10999999")
COUNTY = Council("E10999999", "Eastshire County Council", CouncilType.COUNTY, "England", "", COUNTY_HOME)
UNRELATED = Council(
    "E10999998", "Westshire County Council", CouncilType.COUNTY, "England", "", "http://www.west.example/"
)


def signposted(tmp_path: Path, page: str, there: dict[str, str | int | Cause], **options):
    """Walk a district for potholes; return the facet, and the addresses asked for."""
    site = {
        "/": html("Welcome", '<p><a href="/roads">Roads and streets</a></p>'),
        "/roads": html("Roads and streets", '<p><a href="/potholes">Potholes</a></p>'),
        "/potholes": html("Potholes", page),
        **there,
    }
    run = RunFolder.create(tmp_path / "run")
    log = PageLog("run", DISTRICT.gss)
    fetcher = FakeFetcher(site, log)
    asyncio.run(
        walk_council(
            DISTRICT,
            [POTHOLE],
            (),
            run="run",
            fetcher=fetcher,
            log=log,
            writer=run.council_writer(DISTRICT.gss),
            options=CrawlOptions(browser=False, **options),
            kin=kin_of(DISTRICT, [DISTRICT, COUNTY, UNRELATED]),
        )
    )
    facets = next(one for one in run.evidence(DISTRICT.gss) if one.step == WALK).facets
    assert [one["gss"] for one in facets["crawl"]["kin"]] == [COUNTY.gss]
    return facets["signpost"], fetcher.asked


def test_the_county_page_that_a_district_points_to_is_opened(tmp_path):
    page = (
        f'<p>Eastshire County Council repairs potholes. <a href="{COUNTY_PAGE}">Report one to them</a> or see '
        f'<a href="{COUNTY_HOME}">their website</a>.</p>'
    )
    facet, asked = signposted(
        tmp_path, page, {COUNTY_PAGE: html("Report a pothole", "<p>Tell us where.</p>")}
    )
    (row,) = facet["links"]
    assert (row["url"], row["whose"], row["status"]) == (COUNTY_PAGE, [COUNTY.gss], 200)
    assert row["heading"] == "Report a pothole" and row["fits"] >= 0.5
    assert COUNTY_HOME not in asked, "the page itself was right: no second link is needed"


def test_a_home_page_is_opened_where_no_page_is_linked(tmp_path):
    page = f'<p>The county repairs potholes: <a href="{COUNTY_HOME}">Eastshire</a>.</p>'
    facet, _ = signposted(tmp_path, page, {COUNTY_HOME: html("Welcome to Eastshire", "<p>Services.</p>")})
    (row,) = facet["links"]
    assert (row["final_url"], row["status"], row["heading"]) == (COUNTY_HOME, 200, "Welcome to Eastshire")


def test_a_dead_signpost_is_recorded_with_its_status(tmp_path):
    page = f'<p>Eastshire County Council repairs potholes: <a href="{COUNTY_PAGE}">report a pothole</a>.</p>'
    facet, _ = signposted(tmp_path, page, {COUNTY_PAGE: 404})
    assert [(row["url"], row["status"]) for row in facet["links"]] == [(COUNTY_PAGE, 404)]


def test_without_a_page_there_is_nothing_to_follow(tmp_path):
    facet, _ = signposted(tmp_path, "", {"/roads": html("Roads", ""), "/": html("Welcome", "<p>Hello.</p>")})
    assert isinstance(facet, Missing) and facet.cause is Cause.NOT_FOUND_BY_US


def guide(path, title, body):
    parts = {"/fly": "What it is", "/fly/who": "Who clears it", "/fly/report": "Report it"}
    items = "".join(
        f"<li>{text}</li>" if at == path else f'<li><a href="{at}">{text}</a></li>'
        for at, text in parts.items()
    )
    return html("Fly-tipping", f"<h2>Contents</h2><ol>{items}</ol><h2>{title}</h2>{body}", NAV)


GUIDE = {
    **SITE,
    "/fly": guide("/fly", "What it is", "<p>Rubbish dumped on land without permission is fly-tipping.</p>"),
    "/fly/who": guide("/fly/who", "Who clears it", "<p>We clear it within 3 working days.</p>"),
    "/fly/report": guide("/fly/report", "Report it", '<p>Use the <a href="/report">online form</a>.</p>'),
}


def test_all_parts_of_a_guide_are_read_and_the_way_in_is_found_on_any_of_them(tmp_path):
    _, evidence, fetcher, _ = walk(tmp_path, GUIDE)
    route = evidence[WALK, Device.HTTP].facet("route")
    task = evidence[TASK, Device.HTTP].final_url
    others = [evidence[f"part-{n}", Device.HTTP].final_url for n in (1, 2)]
    assert sorted([task, *others]) == [f"{HOST}{path}" for path in ("/fly", "/fly/report", "/fly/who")]
    assert ("part-3", Device.HTTP) not in evidence
    assert route["end"] == "form"
    assert evidence["form-1", Device.HTTP].final_url == f"{HOST}/report"
    assert len(fetcher.asked) == len(set(fetcher.asked))


def test_the_way_to_any_part_of_a_guide_is_the_way_to_the_task(tmp_path):
    _, evidence, _, _ = walk(tmp_path, GUIDE)
    crawl = evidence[WALK, Device.HTTP].facet("crawl")
    assert crawl["clicks"] == 2 and crawl["path"][-1]["url"] == f"{HOST}/fly"


def test_a_neighbour_that_does_not_name_the_page_as_a_part_is_none(tmp_path):
    lone = html("Graffiti", "<p>We remove graffiti.</p>", NAV)
    site = {**GUIDE, "/fly/who": lone, "/fly/report": lone}
    _, evidence, _, _ = walk(tmp_path, site)
    assert ("part-1", Device.HTTP) not in evidence


def test_a_list_of_results_that_comes_late_is_read_again():
    """A search that a script draws may be read before its answer came; an empty list is looked at once more."""
    form = search_form(digest('<form action="/find"><input type="search" name="q"></form>', f"{HOST}/"))
    empty = html("Search", "<p>Please wait.</p>")
    full = html("Search", '<ul><li><a href="/fly">Report fly-tipping</a></li></ul>')

    class Slow:
        async def read(self, url: str) -> PageRead:
            return page_read(url, empty)

        async def rendered(self, page: PageRead) -> PageRead:
            return page_read(page.url, full)

    assert form is not None
    row = asyncio.run(search_for(Slow(), form, page_read(f"{HOST}/", SITE["/"]), "fly tipping", "task"))
    assert row["by_script"] and [one["text"] for one in row["results"]] == ["Report fly-tipping"]


def page_read(url: str, text: str) -> PageRead:
    fetched = Fetched(url, url, 200, "text/html", "", {}, (), 1, len(text), "2026-11-22T10:00:00Z", None, "")
    return PageRead(fetched, digest(text, url), b"", url, rendered=True, shell=True)


@pytest.mark.parametrize("audits", [True, False])
def test_without_audits_pages_are_only_looked_at(tmp_path: Path, audits: bool) -> None:
    _, _, fetcher, _ = walk(tmp_path, SITE, browser=True, audits=audits)
    assert fetcher.looked
    for request in fetcher.looked:
        assert {"layout", "picture"} <= request.facets
        assert (request.facets >= AUDITS) == audits and bool(request.facets & AUDITS) == audits


PLANNING = pack_of("comment-on-planning-application").journey
FIND = "<form><label for='q'>Reference or street</label><input id='q' name='q'><button>Search</button></form>"


def planned(tmp_path: Path, case: str) -> tuple[list[str], list[str]]:
    """Walk to a register of planning applications; return the steps kept and the addresses asked for."""
    rows = "".join(f"<li><a href='/case/{n}'>26/0{n} Porch at {n} Elm Row</a></li>" for n in (41, 42))
    pages = {
        "/": html("Testham", "<p>Hello</p>", "<a href='/plans'>Comment on a planning application</a>"),
        "/plans": html(
            "Comment on a planning application", "<p>All are here.</p><a href='/find'>Search the register</a>"
        ),
        "/find": html("Find", f"{FIND}<p><a href='/week'>This week's applications</a></p>"),
        "/week": html("This week", f"<ul>{rows}</ul>"),
        "/case/41": html("Porch", case),
        "/case/42": html("Porch", case),
        "/case/41/say": html(
            "Your view", "<form method='post'><label for='t'>Say</label><textarea id='t'></textarea></form>"
        ),
    }
    _, evidence, fetcher, _ = walk(tmp_path, pages, journey=PLANNING)
    return [step for step, _ in evidence], [url.removeprefix(HOST) for url in fetcher.asked]


def test_a_case_and_the_form_on_it_are_opened_by_links_alone(tmp_path):
    steps, asked = planned(tmp_path, "<p><a href='/case/41/say'>Have your say</a></p>")
    assert [one for one in steps if one.startswith(("case", "deed"))] == ["case-1", "deed"]
    assert "/case/42" in asked and not any("?" in url for url in asked)


def test_two_cases_are_opened_where_nobody_can_act_on_the_first(tmp_path):
    steps, _ = planned(tmp_path, "<p>Being considered.</p>")
    assert [one for one in steps if one.startswith(("case", "deed"))] == ["case-1", "case-2"]


def test_where_the_way_in_fails_a_page_that_only_tells_of_something_is_no_way(tmp_path):
    page = html(
        "Report fly-tipping",
        "<p><a href='/gone'>Report fly-tipping now</a></p><p><a href='/more'>Report on fly-tipping</a></p>",
        NAV,
    )
    pages = {
        **SITE,
        "/fly": page,
        "/more": html("How we do", "<p>We cleared 400 heaps of rubbish last year.</p>"),
    }
    _, evidence, fetcher, _ = walk(tmp_path, pages)
    route = evidence[WALK, Device.HTTP].facets["route"]
    assert route["end"] == "dead-end" and len(route["attempts"]) == 2 and fetcher.waited


def test_of_a_page_in_two_languages_the_english_one_is_judged(tmp_path):
    def switch(href, text):
        return f'{NAV} <a href="{href}">{text}</a>'

    welsh = html(
        "Rhoi gwybod am dipio anghyfreithlon",
        "<p>Sbwriel sydd wedi cael ei adael ar dir heb ganiatâd yw tipio anghyfreithlon. Rhowch wybod i ni ac fe "
        'wnawn ni ei glirio.</p><p><a href="/report">Rhoi gwybod am dipio anghyfreithlon</a></p>',
        switch("/mess", "English"),
    )
    english = html(
        "Dumped rubbish",
        "<p>Tell us about fly-tipping, rubbish that somebody has left on land without permission, and we will clear "
        'it within 3 working days.</p><p><a href="/report">Tell us</a></p>',
        switch("/cy/tipio", "Cymraeg"),
    )
    site = {
        **SITE,
        "/": html(
            "Welcome", '<p><a href="/cy/tipio">Tipio anghyfreithlon</a> <a href="/mess">Mess</a></p>', NAV
        ),
        "/cy/tipio": welsh,
        "/mess": english,
    }
    del site["/fly"]
    _, evidence, _, _ = walk(tmp_path, site)
    assert evidence[WALK, Device.HTTP].facet("crawl")["task_url"] == f"{HOST}/mess"


def test_a_home_page_that_names_the_task_does_not_end_the_search_for_its_page():
    home = html(
        "Report fly-tipping and more to Testham",
        '<p>Report fly-tipping: tell us about rubbish dumped on land.</p><p><a href="/parks">Parks</a> '
        '<a href="/mess">Rubbish that was dumped</a></p>',
        NAV,
    )
    trip = _Trip(COUNCIL, [FLY], Reader(FakeFetcher({}, PageLog("run", COUNCIL.gss)), 10))
    trip.out.own = (f"{HOST}/",)
    for path, best in (("/", {}), ("/fly", {FLY.id: pytest.approx(1.0, abs=0.3)})):
        page = page_read(f"{HOST}{path}", home)
        trip.out.atlas.home = trip.out.atlas.home or page.key
        trip.visit(page, page.url, "menu", 0)
        assert trip.best == best


def test_the_browser_goes_through_the_setting_up_of_a_session_itself():
    pages = {
        "/form": "-> /form?session-check",
        "/form?session-check": html("Which bin?", "<form method=post><button>Continue</button></form>"),
        "/old": "-> /new?from=old",
        "/new?from=old": html("New", "<p>Here.</p>"),
    }
    reader = Reader(FakeFetcher(pages, PageLog("run", COUNCIL.gss)), 9)
    assert asyncio.run(reader.read(f"{HOST}/form")).address == f"{HOST}/form"
    assert asyncio.run(reader.read(f"{HOST}/form")).url == f"{HOST}/form?session-check"
    assert asyncio.run(reader.read(f"{HOST}/old")).address == f"{HOST}/new?from=old"
