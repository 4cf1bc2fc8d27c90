"""The published site: nothing from a page escapes, nothing is broken, every number is in the open data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from checks.model import Outcome
from checks.not_yet_asked import not_yet_asked
from checks.registry import all_questions, journey_ids
from reports.errata import Note
from reports.methodology import load
from reports.opendata import COUNCIL_COLUMNS, DICTIONARY
from reports.present import clip, safe_link
from reports.register import Register
from reports.replies import Reply, Verdict
from reports.reviews import Review
from reports.site import MARKER, build
from store import TABLES, RunFolder
from tests.parsed_site import parsed, rows_of
from tests.synthetic_run import HOSTILE, HOSTILE_URLS, councils, make_run

WEIGHT_LIMIT = 150_000
# Every element and attribute that the templates use; a page can bring in nothing else.
ELEMENTS = set(
    "a article b bdi body br caption code dd div dl dt em figcaption figure footer h1 h2 h3 head header html img li "
    "link main meta nav ol p q rect section span strong svg table tbody td tfoot th thead title tr ul "
    "button defs details form input label option output path script select small summary use "
    "circle line polygon polyline text".split()
)
ATTRIBUTES = set(
    "alt aria-current aria-hidden aria-label aria-labelledby charset class colspan content height href http-equiv id "
    "hreflang lang loading name rel role scope src tabindex type width x y "
    "autocomplete d data-all data-c data-down data-one data-s data-some defer for hidden title value viewbox "
    "aria-live cx cy points r text-anchor x1 x2 y1 y2".split()
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two runs whose every text and address is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    old = make_run(folder / "old", seed=2, started="2026-05-20T08:00:00Z")
    asked = councils()
    asked[4] = replace(asked[4], name='<script>"Copper & down"</script> Council', extra={"welsh_name": "<b>"})
    new = make_run(folder / "new", seed=1, hostile=True, asked=asked)
    build([new, old], folder / "site", contact="replies@assessor.example", register=_register(new))
    return folder / "site"


def _register(run: RunFolder) -> Register:
    """Decisions of hostile people: one that holds, one that lapsed."""
    rows = [row for row in run.rows("answers") if row["outcome"] == "no"]
    held, lapsed = rows[0], rows[-1]
    reviews = (
        Review(
            at,
            row["council"],
            row["journey"],
            row["question"],
            Outcome.YES,
            HOSTILE[0],
            HOSTILE[1],
            load().date,
        )
        for at, row in ((run.id, held), ("gone", lapsed))
    )
    replies = (
        Reply(held["council"], "", held["question"], HOSTILE[2], Verdict.UPHELD, HOSTILE[3], load().date),
        Reply(lapsed["council"], "", lapsed["question"], HOSTILE[1], Verdict.OPEN, "", load().date),
    )
    # Published the day before the decisions: what they changed is a correction.
    day = load().date - timedelta(days=1)
    return Register(tuple(reviews), replies, (Note(load().date, "", HOSTILE[0]),), day)


@pytest.fixture(scope="module")
def pages(built: Path) -> Iterator[dict[str, BeautifulSoup]]:
    with parsed(built) as pages:
        yield pages


def _tags(page: BeautifulSoup) -> Iterator[Tag]:
    return (one for one in page.find_all(True) if isinstance(one, Tag))


@pytest.mark.slow
def test_there_is_a_page_for_everything(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    surveys = (built / "data" / "surveys.jsonl").read_text("utf-8").splitlines()
    own = {"index.html", "methodology.html", "data.html", "about.html"}
    leagues = {path for path in pages if path.startswith("league/")}
    scorecards = {path for path in pages if path.startswith("councils/") and path.count("/") == 1}
    questions = {path for path in pages if path.startswith("questions/")}
    assert own <= set(pages)
    assert sum(path.count("/") == 1 for path in leagues) == 8
    inner = {path.split("/")[2] for path in leagues if path.count("/") == 2}
    assert inner == {f"{one}.html" for one in ("accessibility", "mobile", *journey_ids())}
    assert len(scorecards) == len(councils())
    assert len(questions) == len(all_questions()) + 1
    assert {"changes.html", "places/index.html", "platforms/index.html", "questions/index.html"} <= set(pages)
    for name in ("feed.xml", "badge.svg"):
        assert len(list(built.glob(f"councils/*/{name}"))) == len(councils())
    below = [path for path in pages if path.startswith("councils/") and path.count("/") == 2]
    asked = [path for path in below if path.endswith("/requests.html")]
    assert len(below) == len(surveys) + len(asked) and len(asked) == len(councils())


def test_nothing_of_a_page_becomes_markup(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for tag in _tags(page):
            assert tag.name in ELEMENTS, f"{path}: <{tag.name}>"
            assert set(tag.attrs) <= ATTRIBUTES, f"{path}: {tag.name} {sorted(tag.attrs)}"
    # The texts are there all the same, as text.
    survey = next(page for path, page in pages.items() if path.endswith("report-fly-tipping.html"))
    shown = " ".join(page.get_text(" ") for page in pages.values())
    assert survey.find("code") is not None
    for text in HOSTILE[:5]:
        assert clip(text) in shown


def test_no_link_runs_anything_or_says_where_it_comes_from(pages: dict[str, BeautifulSoup]) -> None:
    outside = 0
    for path, page in pages.items():
        for link in page.find_all("a"):
            target = urlsplit(str(link["href"]))
            assert target.scheme in ("", "http", "https", "mailto"), f"{path}: {link['href']}"
            assert "@" not in target.netloc
            if target.scheme in ("http", "https"):
                outside += 1
                assert link["rel"] == ["nofollow", "noreferrer"], f"{path}: {link['href']}"
    assert outside


@pytest.mark.parametrize("url", [url for url in HOSTILE_URLS if "onmouseover" not in url])
def test_an_unsafe_address_is_text_only(url: str) -> None:
    link = safe_link(url)
    assert link.href == ""
    assert len(link.text) <= 160


def test_pages_ask_nobody_else_for_anything(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None
        assert "default-src 'self'" in str(policy["content"])
        scripts = page.find_all("script")
        allowed = "'self'" if scripts else "'none'"
        assert f"script-src {allowed};" in str(policy["content"])
        for tag in scripts:
            # Our own, from beside the page, and nothing in the page itself.
            assert str(tag["src"]).split("/")[-1] in ("table.js", "find.js", "compare.js", "compare-data.js")
            assert not tag.get_text(strip=True)
        for tag in page.find_all(["img", "link"]):
            address = str(tag.get("src") or tag.get("href"))
            assert urlsplit(address).scheme == "", f"{path}: {address}"


@pytest.mark.slow
def test_no_link_is_broken_and_every_picture_is_there(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    @cache
    def file_at(folder: Path, address: str) -> Path:
        return folder.joinpath(unquote(address)).resolve()

    ids: dict[str, set[str]] = {}
    for path, page in pages.items():
        own = [str(tag["id"]) for tag in page.find_all(id=True)]
        ids[path] = set(own)
        assert len(ids[path]) == len(own), f"{path}: an id occurs twice"
    pictures = 0
    for path, page in pages.items():
        for tag in page.find_all(["a", "img", "link", "script"]):
            address = urlsplit(str(tag.get("href") or tag.get("src")))
            if address.scheme:
                continue
            here = built / path
            target = file_at(here.parent, address.path) if address.path else here
            assert target.is_file(), f"{path}: {address.path}"
            if address.fragment:
                assert address.fragment in ids[str(target.relative_to(built.resolve()))], f"{path}: {address}"
            pictures += tag.name == "img"
    assert pictures


def test_pages_are_light(built: Path) -> None:
    heavy = [path for path in built.rglob("*.html") if path.stat().st_size > WEIGHT_LIMIT]
    assert not heavy


def test_every_page_says_what_was_measured_when_and_how_to_reply(pages: dict[str, BeautifulSoup]) -> None:
    english = ("Fictional councils.", "Provisional.", "20 November 2026", "axe-core 4.12.1", "How to reply")
    welsh = ("Cynghorau ffuglennol.", "Dros dro.", "20 Tachwedd 2026", "axe-core 4.12.1", "Sut i ymateb")
    for path, page in pages.items():
        text = " ".join(page.get_text(" ").split())
        for words in welsh if path.startswith("cy/") else english:
            assert words in text, f"{path}: {words}"
        assert page.find("a", href="mailto:replies@assessor.example") is not None
        assert len(page.find_all("h1")) == 1
        assert page.html is not None
        assert page.html.get("lang") == ("cy" if path.startswith("cy/") else "en-GB")


def test_no_page_calls_anything_accessible_or_compliant(pages: dict[str, BeautifulSoup]) -> None:
    for path in ("index.html", "league/unitary.html"):
        assert "compliant" not in pages[path].get_text().lower()
    said = pages["methodology.html"].get_text().lower()
    assert "never call a page, a site or a council accessible or compliant" in said


def test_the_methodology_lists_what_nobody_asks_yet(pages: dict[str, BeautifulSoup]) -> None:
    section = pages["methodology.html"].find(id="not-yet-asked")
    assert section is not None
    ids = [code.get_text() for code in section.find_all("code")]
    assert ids == [one.id for one in not_yet_asked()]
    assert "report-fly-tipping/outside-the-area" in ids


def test_how_right_the_rules_are_is_told_with_its_range(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    rows = rows_of(built, "precision")
    assert rows
    shown = {
        row.select_one("code").get_text(): row.select("td")[-1].get_text(" ", strip=True)  # type: ignore[union-attr]
        for row in pages["methodology.html"].select("table tbody tr")
        if row.select_one("th.question a")
    }
    assert {key: text for key, text in shown.items() if text != "–"} == {
        row["question"]: f"{row['right']} of {row['checked']} "
        f"({round(float(row['percent_low']))}–{round(float(row['percent_high']))} %)"
        for row in rows
    }
    told = " ".join(pages["methodology.html"].find(id="precision").get_text(" ").split())  # type: ignore[union-attr]
    assert f"Of {len(all_questions())} questions {len(rows)} were checked" in told
    assert "its checks count for nothing" in told
    for row in rows:
        assert row["may_be_named"] == "no"
        page = pages[f"questions/{row['question']}.html"].get_text(" ")
        assert f"People bore out {row['right']} of {row['checked']}" in page
        assert "counts for nothing" in page


def test_the_league_tables_say_what_the_open_data_say(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    data = {row["council_name"]: row for row in rows_of(built, "councils")}
    assert list(rows_of(built, "councils")[0]) == COUNCIL_COLUMNS
    seen = []
    for path, page in pages.items():
        if not path.startswith("league/") or path.count("/") > 1:
            continue
        for row in page.select("table.league tbody tr"):
            name = row.select_one("th").get_text()  # type: ignore[union-attr]
            known = data[name]
            seen.append(name)
            cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
            if known["stars"]:
                place = cells[0].split()[0]
                assert place.rstrip("=") == known["place"]
                assert ("=" in place) is (int(known["tied"]) > 1)
                assert cells[2].count("★") == int(known["stars"])
                assert float(cells[3].split()[0]) == float(known["score"])
            else:
                assert cells[0]
    assert Counter(seen) == Counter(list(data))


def test_every_league_table_says_what_standings_say(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    known = {(row["table"], row["council_name"]): row for row in rows_of(built, "standings")}
    seen = 0
    for path, page in pages.items():
        if not path.startswith("league/"):
            continue
        table = path.removesuffix(".html").split("/")[2] if path.count("/") == 2 else "overall"
        for number, body in enumerate(page.select("table.grouped tbody"), 1):
            for row in body.select("tr"):
                data = known.pop((table, row.select_one("th").get_text()))  # type: ignore[union-attr]
                cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
                place, *interval = cells[0].split()
                low, high = data["place_low"], data["place_high"]
                assert place.rstrip("=") == data["place"]
                assert interval == [low if low == high else f"{low}–{high}"]
                assert cells[1] == data["tie_group"] == str(number)
                assert cells[2].count("★") == int(data["stars"])
                assert float(cells[3].split()[0]) == float(data["score"])
                seen += 1
    assert seen > 20
    assert not known, "a council stands in the data and in no table"


def test_not_ranked_councils_are_listed_by_name_with_reasons(pages: dict[str, BeautifulSoup]) -> None:
    found = 0
    for path, page in pages.items():
        caption = page.find(id="cap-unranked") if path.startswith("league/") else None
        if caption is None:
            continue
        rows = caption.find_parent("table").select("tbody tr")  # type: ignore[union-attr]
        names = [row.select_one("th").get_text() for row in rows]  # type: ignore[union-attr]
        assert names == sorted(names, key=str.casefold)
        for row in rows:
            assert len(row.select_one("td.why").get_text(strip=True)) > 10  # type: ignore[union-attr]
            found += 1
    assert found


def test_the_questions_of_a_journey_count_as_the_answers_do(
    built: Path, pages: dict[str, BeautifulSoup]
) -> None:
    journey = "report-missed-bin"
    runs_it = {
        row["council"]
        for row in rows_of(built, "surveys")
        if row["journey"] == journey and row["applies"] == "yes" and row["channel"] != "not-offered"
    }
    counts: dict[str, Counter[str]] = {}
    for row in rows_of(built, "answers"):
        if row["journey"] == journey and row["council"] in runs_it:
            counts.setdefault(row["question"], Counter())[row["outcome"]] += 1
    words = {
        question.words: question.id
        for question in all_questions()
        if question.id.startswith(("core/", journey))
    }
    checked = 0
    for row in pages[f"journeys/{journey}.html"].select("tbody tr"):
        name = row.select_one("th.question")
        if name is None:
            continue
        outcomes = counts[words[name.get_text()]]
        cells = [cell.get_text(strip=True) for cell in row.find_all("td")]
        decided = outcomes["yes"] + outcomes["no"]
        assert cells[1] == f"{outcomes['yes']} of {decided}"
        assert cells[3:5] == [str(outcomes["could-not-test"]), str(outcomes["not-applicable"])]
        if decided:
            assert float(cells[0].split()[0]) == outcomes["yes"] * 1000 // decided / 10
        checked += 1
    assert checked == len(counts)


def test_the_home_page_counts_what_can_be_done_online(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    surveys = rows_of(built, "surveys")
    for card in pages["index.html"].select(".card"):
        journey = str(card.select_one("h3 a")["href"]).split("/")[-1].removesuffix(".html")  # type: ignore[index]
        own = [row for row in surveys if row["journey"] == journey and row["applies"] == "yes"]
        told = [row for row in own if row["channel"] not in ("", "blocked", "not-offered")]
        online = sum(row["channel"] == "online" for row in told)
        figure = card.select_one(".figure").get_text(" ", strip=True)  # type: ignore[union-attr]
        assert figure == f"{online} of {len(told)} councils"


def test_a_survey_page_has_every_answer(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    answers = Counter((row["council"], row["journey"]) for row in rows_of(built, "answers"))
    for path, page in pages.items():
        if path.startswith("councils/") and path.count("/") == 2:
            council = path.split("/")[1].split("-")[0]
            journey = path.split("/")[2].removesuffix(".html")
            assert len(page.select("article.answer")) == answers[council, journey], path


def test_the_dictionary_has_every_column() -> None:
    assert list(DICTIONARY["councils"]) == COUNCIL_COLUMNS
    for name, columns in TABLES.items():
        assert sorted(DICTIONARY[name]) == sorted(columns)


def test_the_manifest_keeps_the_assessors_machine_to_itself(built: Path) -> None:
    text = (built / "data" / "run.json").read_text("utf-8")
    assert "127.0.0.1" not in text
    assert json.loads(text)["methodology"]["sha256"] == load().sha256


def test_changes_are_shown_against_the_run_before(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    text = pages["league/district.html"].get_text(" ")
    assert "Change" in text
    moved = [page.find(id="h-changes") for path, page in pages.items() if path.startswith("councils/")]
    assert any(moved)


def test_the_newest_run_is_shown_whatever_the_order(built: Path) -> None:
    assert json.loads((built / MARKER).read_text("utf-8"))["run"] == "new"


# The open data beside the pages -------------------------------------------------------------------


def test_the_data_package_describes_every_table_as_it_is(built: Path) -> None:
    package = json.loads((built / "data" / "datapackage.json").read_text("utf-8"))
    assert {one["name"] for one in package["resources"]} == {one.stem for one in built.glob("data/*.csv")} - {
        "dictionary"
    }
    councils_known = {row["council"] for row in rows_of(built, "councils")}
    for resource in package["resources"]:
        rows = rows_of(built, resource["name"])
        fields = {one["name"]: one["type"] for one in resource["schema"]["fields"]}
        assert rows, resource["name"]
        assert list(rows[0]) == list(fields) or set(rows[0]) == set(fields)
        for row in rows:
            for name, kind in fields.items():
                if row[name] and kind == "integer":
                    int(row[name])
                elif row[name] and kind == "number":
                    float(row[name])
        if "primaryKey" in resource["schema"]:
            keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
            assert len(set(keys)) == len(keys), resource["name"]
        if "foreignKeys" in resource["schema"]:
            assert {row["council"] for row in rows} <= councils_known


def test_platforms_and_areas_say_what_their_tables_say(built: Path, pages: dict[str, BeautifulSoup]) -> None:
    known = {row["platform"]: row for row in rows_of(built, "platforms")}
    shown = pages["platforms/index.html"].select("tbody tr")
    assert len(shown) == len(known) > 0
    for row in shown:
        data = known[row.select_one("th").get_text()]  # type: ignore[union-attr]
        cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        assert cells[:2] == [data["councils"], data["surveys"]]
        assert (float(cells[2]) if data["mean_stars"] else cells[2]) == (
            float(data["mean_stars"]) if data["mean_stars"] else "–"
        )
        for cell, part, whole in (
            (cells[3], "three_or_more", "starred"),
            (cells[4], "online", "told"),
            (cells[5], "fits_phone", "fits_phone_of"),
            (cells[6], "no_barrier", "no_barrier_of"),
        ):
            assert (f"{data[part]} of {data[whole]}" in cell) is (data[whole] != "0")
    areas = {row["area_name"]: row for row in rows_of(built, "areas")}
    seen = 0
    for path, page in pages.items():
        if path.startswith("places/") and path != "places/index.html":
            for row in page.select("table.areas tbody tr"):
                data = areas[row.select_one("th").get_text()]  # type: ignore[union-attr]
                cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
                assert cells[0] == (f"{float(data['mean_stars']):.2f}" if data["mean_stars"] else "–")
                assert cells[1] == (f"{data['online']} of {data['told']}" if data["told"] != "0" else "–")
                seen += 1
    assert seen >= 5


def test_a_scorecards_history_and_change_are_in_the_data(
    built: Path, pages: dict[str, BeautifulSoup]
) -> None:
    history = {
        (row["council"], row["run"]): row for row in rows_of(built, "history") if row["table"] == "overall"
    }
    moved = {row["council"]: row for row in rows_of(built, "movements") if not row["journey"]}
    checked = 0
    for path, page in pages.items():
        if not path.startswith("councils/") or path.count("/") > 1:
            continue
        gss = path.split("/")[1].split("-")[0]
        caption = page.find(id="cap-history")
        assert caption is not None
        rows = caption.find_parent("table").select("tbody tr")  # type: ignore[union-attr]
        for row, run in zip(rows, ("new", "old"), strict=True):
            data = history[gss, run]
            cells = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
            assert cells[0].count("★") == int(data["stars"] or 0)
            low, high = (data[f"score_{end}"].removesuffix(".0") for end in ("low", "high"))
            between = f" ({low}–{high})" if data["score"] and low != high else ""
            assert cells[1] == (data["score"].removesuffix(".0") or "–") + between
            assert cells[2] == (f"{data['place']} of {data['of']}" if data["place"] else "–")
        change = moved[gss]
        said = " ".join(page.find(id="h-changes").find_parent("section").get_text(" ").split())  # type: ignore[union-attr]
        if change["change"]:
            assert f"from {change['before'].removesuffix('.0')} to {change['now'].removesuffix('.0')}" in said
            assert change["verdict"] in said
            checked += 1
    assert checked > 5
