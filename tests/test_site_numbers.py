"""Every kind of page against the open data beside it: no number stands on a page that is not in the files."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from checks.registry import all_questions
from reports.present import day
from reports.register import Register
from reports.site import build
from reports.words import CHANNEL_WORDS, TYPE_WORDS
from tests.synthetic_run import councils, make_run

STARS = ("4", "3", "2", "1")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbers")
    old = make_run(folder / "old", seed=2, started="2026-05-20T08:00:00Z")
    new = make_run(folder / "new", seed=1)
    build([new, old], folder / "site", register=Register(opt_outs={councils()[6].gss: "2026-11-03"}))
    return folder / "site"


@pytest.fixture(scope="module")
def data(site: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in (site / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="module")
def surveys(site: Path) -> dict[tuple[str, str], dict[str, Any]]:
    lines = (site / "data" / "surveys.jsonl").read_text("utf-8").splitlines()
    return {(row["council"], row["journey"]): row for row in map(json.loads, lines)}


def _page(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path).read_text("utf-8"), "lxml")


def _said(tag: Any) -> str:
    """Return the text of a tag on one line."""
    return " ".join(tag.get_text(" ").split())


def _table(page: BeautifulSoup, caption: str) -> list[tuple[str, list[str], Tag]]:
    """Return the rows of a table: what its head says, what its cells say, and the row."""
    found = page.find(id=caption)
    assert found is not None, caption
    table = found.find_parent("table")
    assert isinstance(table, Tag)
    return [
        (_said(row.select_one("th")), [_said(cell) for cell in row.find_all("td")], row)
        for row in table.select("tbody tr")
    ]


def _short(number: str | float | None) -> str:
    return "–" if number in (None, "") else f"{float(number):g}"


def _runs_it(row: dict[str, Any]) -> bool:
    return row["applies"] == "yes" and row["channel"] != "not-offered"


def _scorecards(
    site: Path, data: dict[str, list[dict[str, str]]]
) -> list[tuple[dict[str, str], BeautifulSoup]]:
    return [
        (row, _page(site, str(path.relative_to(site))))
        for row in data["councils"]
        for path in (site / "councils").glob(f"{row['council']}-*.html")
        if not row["opted_out"]
    ]


def test_home_counts_stars_by_type_and_region_as_the_councils_do(site: Path, data: Any) -> None:
    home = _page(site, "index.html")
    names = {TYPE_WORDS[one.type][1]: one.type.value for one in councils()}
    regions = {one.gss: one.region for one in councils()}
    for caption, group in (
        ("cap-types", lambda row: row["council_type"]),
        ("cap-regions", lambda row: regions[row["council"]]),
    ):
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for row in data["councils"]:
            counted[group(row)][row["stars"]] += 1
        rows = _table(home, caption)
        assert len(rows) == len(counted)
        for head, cells, _ in rows:
            known = counted[names.get(head, head)]
            assert cells[1:] == [str(known[one]) for one in (*STARS, "")] + [str(known.total())], head
    verdicts = Counter(row["verdict"] for row in data["movements"] if not row["journey"])
    told = _said(home.find(id="h-changes").find_parent("section"))  # type: ignore[union-attr]
    counts = re.search(r"(\d+) councils? did better and (\d+) did worse .* at (\d+) no change", told)
    assert counts is not None
    better, worse, same = map(int, counts.groups())
    assert (better, worse, same) == (verdicts["better"], verdicts["worse"], verdicts["no clear change"])
    assert f"websites of {sum(not row['opted_out'] for row in data['councils'])} councils" in _said(home)
    whole = sum(_runs_it(row) for row in data["surveys"])
    assert f": {whole:,} surveys in all" in _said(home)


def test_the_scorecards_tables_are_those_of_the_surveys(site: Path, data: Any, surveys: Any) -> None:
    titles = {_said(page.h1): key for key, page in _journeys(site)}
    types = {row["council"]: row["council_type"] for row in data["councils"]}

    def mean(journey: str, kind: str = "") -> str:
        some = [
            row["stars"]
            for (gss, key), row in surveys.items()
            if key == journey and row["stars"] is not None and kind in ("", types[gss])
        ]
        return f"{sum(some) / len(some):.2f}" if some else "–"

    seen = 0
    for row, page in _scorecards(site, data):
        verdict = page.select_one(".verdict")
        assert verdict is not None
        if row["stars"]:
            assert verdict.get_text().count("★") == int(row["stars"])
            assert f"Score {_short(row['score'])}" in _said(verdict)
            assert f"({_short(row['score_low'])}–{_short(row['score_high'])})" in _said(verdict)
            assert f"of {row['of']}" in _said(verdict)
            assert f"({float(row['mean']):.2f})" in _said(page)
        else:
            # Where the whole site could not be tested, that is the reason given.
            assert "Not ranked" in _said(verdict)
            assert row["not_ranked"] in _said(page) or "Nothing could be tested" in _said(page)
        for mark, caption in (("accessibility", "h-access"), ("mobile", "h-mobile")):
            section = page.find(id=caption).find_parent("section")  # type: ignore[union-attr]
            if row[mark]:
                assert f"{row[f'{mark}_good']} of {row[f'{mark}_of']}" in _said(section)
                assert section.p.get_text().count("★") == int(row[mark])  # type: ignore[union-attr]
        for head, cells, line in _table(page, "cap-journeys"):
            journey = titles[head]
            known = surveys[row["council"], journey]
            channel = next(
                (CHANNEL_WORDS[one][0] for one in CHANNEL_WORDS if one.value == known["channel"]), "Not known"
            )
            assert cells[0] == channel
            if known["stars"] is not None:
                assert line.get_text().count("★") == known["stars"]
                assert cells[2].split()[0] == _short(known["score"])
            assert cells[-3:-1] == [mean(journey, row["council_type"]), mean(journey)]
            tested = int(known["coverage"] * 1000) / 10
            assert cells[-1] == (f"{_short(tested)} %" if _runs_it(known) else "–")
            seen += 1
    assert seen > 100


def _journeys(site: Path) -> list[tuple[str, BeautifulSoup]]:
    return [
        (path.stem, _page(site, f"journeys/{path.name}"))
        for path in sorted((site / "journeys").glob("*.html"))
    ]


def test_a_survey_page_says_what_its_row_says(site: Path, data: Any, surveys: Any) -> None:
    seen = 0
    for (gss, journey), row in surveys.items():
        page = _page(site, str(next((site / "councils").glob(f"{gss}-*/{journey}.html")).relative_to(site)))
        if not _runs_it(row):
            continue
        told = _said(page.select_one("main"))
        if row["possible"]:
            assert f"{row['points']} of {row['possible']} points of weight" in told
        assert (
            f"{row['scored_decided']} were decided, {row['scored_not_applicable']} do not apply, "
            f"{row['scored_could_not_test']} could not be tested and "
            f"{len([one for one in row['left_out'].split('|') if one])} lie beyond this run"
        ) in told
        assert f"{_short(int(row['coverage'] * 1000) / 10)} % of the weight was tested" in told
        verdict = _said(page.select_one(".verdict"))
        if row["stars"]:
            assert f"Score {_short(row['score'])}" in verdict and verdict.count("★") == row["stars"]
        else:
            assert verdict == "Not ranked"
        seen += 1
    assert seen > 100


def test_points_can_be_counted_from_answers_and_weights(data: Any, surveys: Any) -> None:
    weights = {row["question"]: int(row["weight"] or 0) for row in data["questions"]}
    assert len(weights) == len(all_questions())
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in data["answers"]:
        counted[row["council"], row["journey"]][row["outcome"]] += weights[row["question"]]
    for key, row in surveys.items():
        if _runs_it(row) and row["possible"]:
            assert row["points"] == counted[key]["yes"]
            assert row["possible"] == counted[key]["yes"] + counted[key]["no"]


def test_a_journeys_page_counts_as_the_surveys_do(site: Path, surveys: Any) -> None:
    names = {TYPE_WORDS[one.type][1]: one.type.value for one in councils()}
    for key, page in _journeys(site):
        own = [row for (_, journey), row in surveys.items() if journey == key and _runs_it(row)]
        ways = Counter(row["channel"] or "" for row in own)
        for head, cells, _ in _table(page, "cap-how"):
            channel = next((one.value for one in CHANNEL_WORDS if CHANNEL_WORDS[one][0] == head), "")
            assert cells[0] == f"{ways[channel]} of {len(own)}"
        for head, cells, _ in _table(page, "cap-stars"):
            some = [row["stars"] for row in own if row["council_type"] == names[head]]
            counts = Counter(some)
            assert cells[1:7] == [str(counts[int(one)]) for one in STARS] + [
                str(counts[None]),
                str(len(some)),
            ]
            known = [one for one in some if one is not None]
            assert cells[7] == (f"{sum(known) / len(known):.2f}" if known else "–")
        for line in page.select("ol.best li"):
            path = str(line.a["href"])  # type: ignore[index]
            row = surveys[path.split("/")[2].split("-")[0], key]
            assert row["stars"] == 4 and f"score {_short(row['score'])}" in _said(line)


def test_a_questions_page_counts_as_tallies_and_trends_do(site: Path, data: Any) -> None:
    tallies = {(row["journey"], row["question"]): row for row in data["tallies"] if not row["council_type"]}
    trends: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in data["trends"]:
        trends[row["question"]][row["run"]].update(yes=int(row["yes"]), decided=int(row["decided"]))
    weights = {row["question"]: row["weight"] for row in data["questions"]}
    titles = {_said(page.h1): key for key, page in _journeys(site)}
    seen = 0
    for question in all_questions():
        page = _page(site, f"questions/{question.id}.html")
        weight = weights[question.id]
        assert (f"with weight {weight} of 3" if weight else "On trial") in _said(page.select_one(".lead"))
        if not trends[question.id]:
            continue
        for head, cells, _ in _table(page, "cap-results"):
            row = tallies[titles[head], question.id]
            decided = int(row["yes"]) + int(row["no"])
            assert cells[1] == (f"{row['yes']} of {decided}" if decided else cells[1])
            assert cells[3:5] == [row["could_not_test"], row["not_applicable"]]
        over = _table(page, "cap-time")
        for (_, cells, _), run in zip(over, ("new", "old"), strict=True):
            known = trends[question.id][run]
            if known["decided"]:
                assert cells[1] == f"{known['yes']} of {known['decided']}"
                assert cells[0].split()[0] == _short(known["yes"] * 1000 // known["decided"] / 10)
            seen += 1
        assert len(page.select("svg.chart circle")) in (0, len(over))
    assert seen > 100


def test_the_page_of_changes_says_what_movements_say(site: Path, data: Any) -> None:
    page = _page(site, "changes.html")
    whole = [row for row in data["movements"] if not row["journey"]]
    added = {
        key: f"{sum(int(row[key]) for row in whole):,}"
        for key in ("compared", "to_yes", "to_no", "new_rule", "untested")
    }
    told = _said(page.select_one("main"))
    assert f"are compared: {added['compared']} answers" in told
    assert f"{added['to_yes']} from No to Yes, {added['to_no']} from Yes to No" in told
    assert f"{added['new_rule']}: the question has another version" in told
    assert f"{added['untested']}: one of the two runs could not decide" in told
    names = {row["council_name"]: row["council"] for row in data["councils"]}
    moved = {row["council"]: row for row in whole if row["verdict"] in ("better", "worse")}
    for line in page.select("section[aria-labelledby=h-councils] tbody tr"):
        row = moved.pop(names[_said(line.th)])
        cells = [_said(cell) for cell in line.find_all("td")]
        assert cells[:2] == [_short(row["before"]), _short(row["now"])]
        assert cells[3:] == [row["verdict"], _short(row["threshold"]), row["to_yes"], row["to_no"]]
    assert not moved


def test_the_log_of_requests_is_counted_from_its_table(site: Path, data: Any) -> None:
    by_council: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in data["requests"]:
        by_council[row["council"]].append(row)
    for row, _ in _scorecards(site, data):
        own = by_council[row["council"]]
        page = _page(
            site, str(next((site / "councils").glob(f"{row['council']}-*/requests.html")).relative_to(site))
        )
        asked = [one for one in own if one["verdict"] == "asked" and one["kind"] != "parts"]
        parts = sum(int(one["times"]) for one in own if one["kind"] == "parts")
        kept = sum(int(one["times"]) for one in own if one["verdict"] != "asked")
        told = _said(page.select_one(".lead"))
        assert re.search(rf"\b{len(asked)} address(es)? (was|were) asked for", told)
        assert re.search(rf"brought {parts:,} files? more", told)
        rows = _table(page, "cap-days")
        assert sum(int(cells[-1].replace(",", "")) for _, cells, _ in rows) == kept
        assert sum(int(cells[-2].replace(",", "")) for _, cells, _ in rows) == parts


def test_a_feed_says_what_the_history_says(site: Path, data: Any) -> None:
    history = {(row["council"], row["run"]): row for row in data["history"] if row["table"] == "overall"}
    for row, _ in _scorecards(site, data):
        feed = next((site / "councils").glob(f"{row['council']}-*/feed.xml")).read_text("utf-8")
        for run in ("new", "old"):
            known = history[row["council"], run]
            said = "not ranked"
            if known["stars"]:
                stars = "1 star" if known["stars"] == "1" else f"{known['stars']} stars"
                said = f"{stars} of 4, score {_short(known['score'])}"
            assert f"{day(known['ended'])}: {said}</title>" in feed
