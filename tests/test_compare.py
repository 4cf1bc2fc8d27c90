"""Any two councils side by side: figures are those of the open data, and names stay text."""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

import betterserved
from checks.registry import journey_ids
from reports.present import number
from reports.register import Register
from reports.site import build
from reports.view_compare import DATA
from reports.words import CHANNEL_WORDS
from tests.synthetic_run import councils, make_run

NAME = '</script><script>"alert(1)"\u2028 & Council'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    asked = councils()
    asked[4] = replace(asked[4], name=NAME)
    run = make_run(folder / "q1", asked=asked)
    build([run], folder / "site", register=Register(opt_outs={asked[5].gss: "2026-11-03"}))
    return folder / "site"


@pytest.fixture(scope="module")
def data(site: Path) -> dict[str, Any]:
    text = (site / DATA).read_text("ascii")
    assert text.startswith('"use strict";\nvar COMPARE = {') and text.endswith("};\n")
    found: dict[str, Any] = json.loads(text.partition("= ")[2].rstrip(";\n"))
    return found


def _rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_figures_are_those_of_the_open_data(site: Path, data: dict[str, Any]) -> None:
    shown = {one[0].split("-")[0]: one for one in data["councils"]}
    surveys = {(row["council"], row["journey"]): row for row in _rows(site, "surveys")}
    known = [row for row in _rows(site, "councils") if not row["opted_out"]]
    assert set(shown) == {row["council"] for row in known} and len(shown) == len(councils()) - 1
    words = [CHANNEL_WORDS[channel][0] for channel in CHANNEL_WORDS]
    assert data["channels"] == words
    for row in known:
        _, _, _, stars, score, place, online, marks, cells, _ = shown[row["council"]]
        assert stars == int(row["stars"] or 0)
        assert marks == [int(row["accessibility"] or 0), int(row["mobile"] or 0)]
        assert place == ([int(row[one]) for one in ("place", "tied", "of")] if row["place"] else 0)
        ends = [number(float(row[one])) for one in ("score", "score_low", "score_high") if row[one]]
        assert score == (ends if row["stars"] else 0)
        own = [surveys.get((row["council"], journey)) for journey in journey_ids()]
        run = [one for one in own if one and one["applies"] == "yes" and one["channel"] != "not-offered"]
        told = [one for one in run if one["channel"] not in ("", "blocked")]
        assert online == [sum(one["channel"] == "online" for one in told), len(told)]
        for one, cell in zip(own, cells, strict=True):
            if one not in run:
                assert cell == 0
                continue
            assert one is not None
            assert cell[0] == int(one["stars"] or 0)
            assert cell[1] == (float(one["score"]) if one["stars"] else None)
            channel = list(CHANNEL_WORDS)[cell[2]].value if cell[2] >= 0 else ""
            assert channel == one["channel"]


def test_no_name_ends_the_script(site: Path, data: dict[str, Any]) -> None:
    text = (site / DATA).read_text("ascii")
    assert text.count("\n") == 2
    assert any("alert(1)" in one[1] for one in data["councils"])
    script = (site / "compare.js").read_text("utf-8")
    assert "innerHTML" not in script and "insertAdjacent" not in script and "eval" not in script


def test_the_page_says_where_to_look_without_a_script(site: Path) -> None:
    page = BeautifulSoup((site / "compare.html").read_text("utf-8"), "lxml")
    section = page.find(id="h-other").find_parent("section")  # type: ignore[union-attr]
    assert len(section.select("ul a")) == 8  # type: ignore[union-attr]
    assert page.select_one("form.compare[hidden]") and page.select_one("#c-region[hidden]")


def test_every_scorecard_leads_to_it_with_itself_chosen(site: Path, data: dict[str, Any]) -> None:
    for one in data["councils"]:
        card = BeautifulSoup((site / "councils" / f"{one[0]}.html").read_text("utf-8"), "lxml")
        assert card.find("a", href=f"../compare.html?with={one[0]}") is not None


def test_the_open_data_fit_one_sqlite_file_with_their_types(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "edition.db"
    result = CliRunner().invoke(betterserved.app, ["export", str(site), "--sqlite", str(target)])
    assert result.exit_code == 0, result.output
    connection = sqlite3.connect(target)
    try:
        for path in {*(site / "data").glob("*.csv")} - {site / "data" / "dictionary.csv"}:
            rows = connection.execute(f'SELECT * FROM "{path.stem}"').fetchall()
            assert len(rows) == len(_rows(site, path.stem)), path.stem
        shown = connection.execute('SELECT council, stars, score, "of" FROM councils').fetchall()
        assert connection.execute(
            "SELECT count(*) FROM dictionary WHERE \"table\" = 'trends'"
        ).fetchone() != (0,)
    finally:
        connection.close()
    for row, (gss, stars, score, of) in zip(_rows(site, "councils"), shown, strict=True):
        assert gss == row["council"]
        assert [stars, score, of] == [
            float(row[one]) if row[one] else None for one in ("stars", "score", "of")
        ]
    (site / "data" / "trends.jsonl").write_text('{"run": 1}\n')
    broken = CliRunner().invoke(betterserved.app, ["export", str(site / "data"), "--sqlite", str(target)])
    assert broken.exit_code == 2 and "build the site again" in broken.output
    assert [one.name for one in tmp_path.iterdir()] == ["edition.db"]
