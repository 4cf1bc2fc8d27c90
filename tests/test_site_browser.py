"""The published site in a real browser: axe finds nothing, nothing overflows, nothing is asked of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect, sync_playwright

from crawler.chromium import NoBrowserError, find_browser
from reports.site import build
from tests.synthetic_run import make_run

try:
    CHOICE = find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    old = make_run(folder / "old", seed=2, started="2026-05-20T08:00:00Z")
    build([make_run(folder / "new", hostile=True), old], folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHOICE.path), args=["--no-sandbox"])
        yield started
        started.close()


def _page_kinds(site: Path) -> list[Path]:
    scorecards = sorted((site / "councils").glob("*.html"))
    surveys = sorted((site / "councils").glob("*/*.html"))
    fixed = (
        "index",
        "league/district",
        "league/county",
        "league/district/pay-council-tax",
        "league/unitary/accessibility",
        "changes",
        "compare",
        "places/index",
        "platforms/index",
        "questions/index",
        "journeys/report-fly-tipping",
        "questions/core/site-search",
    )
    named = [site / f"{name}.html" for name in (*fixed, "methodology", "data", "about", "errata")]
    named += [one for kind in ("places", "platforms") for one in sorted((site / kind).glob("*.html"))[:2]]
    named += sorted((site / "councils").glob("*/requests.html"))[:2]
    return [*named, scorecards[0], scorecards[3], scorecards[7], surveys[0], surveys[9], *_in_welsh(site)]


def _in_welsh(site: Path) -> list[Path]:
    """Return a page of each kind whose Welsh words may be too long, or stand beside English ones."""
    folder = site / "cy"
    card = sorted((folder / "councils").glob("*.html"))[0]
    kinds = ("index", "league/welsh-unitary", "methodology", "data", "compare", "platforms/index")
    survey = next(one for one in sorted(card.with_suffix("").glob("*.html")) if one.stem != "requests")
    return [
        *(folder / f"{name}.html" for name in kinds),
        card,
        survey,
        card.with_suffix("") / "requests.html",
    ]


# What the other colours of a page may change.
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_every_kind_of_page_passes_axe_and_fits(
    site: Path, browser: Browser, width: int, scheme: str
) -> None:
    # The pages' own policy lets no script in, that of axe included.
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in _page_kinds(site):
        page.goto(path.as_uri())
        found = Axe().run(page).response["violations"]
        page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
        found += Axe().run(page, options=_COLOURS).response["violations"]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert asked
    assert all(url.startswith("file:") for url in asked)
    context.close()


def test_the_style_sheet_is_let_in_by_the_pages_own_policy(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto((site / "index.html").as_uri())
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.mast')).backgroundColor")
        == "rgb(11, 61, 73)"
    )
    assert refused == []
    page.close()


def test_a_scorecard_prints_on_one_sheet(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    for path in (*sorted((site / "councils").glob("*.html"))[2:8], *(site / "cy/councils").glob("*.html")):
        page.goto(path.as_uri())
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
        assert len(sheets) == 1, path.name
    page.close()


def test_a_table_can_be_sorted_and_filtered_and_needs_no_script_to_be_whole(
    site: Path, browser: Browser
) -> None:
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto((site / "league/district.html").as_uri())
    assert not bare.locator("form.filters").is_visible()
    page = browser.new_page()
    page.goto((site / "league/district.html").as_uri())
    names = "table.league tbody tr:not([hidden]) th"
    assert page.locator(names).all_inner_texts() == bare.locator(names).all_inner_texts()
    page.locator("table.league").first.get_by_role("button", name="Council").click()
    ranked = page.locator("table.league").first.locator("tbody th").all_inner_texts()
    assert ranked == sorted(ranked, key=str.casefold)
    head = page.locator("table.league").first.locator("[aria-sort]")
    assert head.get_attribute("aria-sort") == "ascending"
    page.get_by_role("searchbox").fill("brindle")
    assert page.locator(names).all_inner_texts() == ["Brindle Vale Borough Council"]
    assert "1 of 5 councils" in page.locator("output").inner_text()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("output")).to_have_text(re.compile(r"^All"))
    assert page.locator(names).count() == 5
    page.close()
    bare.context.close()


def test_two_councils_are_put_side_by_side(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(next((site / "councils").glob("*abbotswick*.html")).as_uri())
    page.get_by_role("link", name="Compare Abbotswick District Council with any other council").click()
    expect(page.locator("#c-head-1")).to_have_text("Abbotswick District Council")
    # Beside it stands another of its type until one is chosen.
    expect(page.locator("#c-head-2")).to_have_text("Brindle Vale Borough Council")
    page.get_by_label("Second council").select_option(label="Marshire County Council, County councils")
    expect(page.locator("#c-types")).to_be_visible()
    stars = page.locator("#c-rows tr").first.locator("td")
    card = BeautifulSoup(next((site / "councils").glob("*marshire*.html")).read_text("utf-8"), "lxml")
    verdict = card.select_one(".verdict")
    assert verdict is not None
    assert stars.nth(1).inner_text().count("★") == verdict.get_text().count("★")
    assert page.locator("#c-rows tr").count() == 6 + len(list((site / "journeys").glob("*.html")))
    page.locator("#c-rows a").last.click()
    page.wait_for_url("**/councils/*marshire*/*.html")
    assert faults == []
    page.close()


def test_a_council_is_found_by_a_part_of_its_name(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("searchbox").fill("larkham")
    assert page.locator(".index li:not([hidden])").count() == 1
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/councils/*larkham*")
    page.close()
