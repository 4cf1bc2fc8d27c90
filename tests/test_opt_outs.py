"""Councils that asked to be left out: never visited, never scored, and named as left out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checks.model import Council
from crawler.options import CrawlOptions
from crawler.run import crawl
from reports.desk import Desk
from reports.edition import load_edition
from reports.judging import check_run
from reports.methodology import load
from reports.register import Register
from reports.site import build
from store import TABLES, RunFolder
from store.inputs import InputError
from store.opt_outs import load_opt_outs, marked, opt_outs_beside, opted_out
from tests.synthetic_run import councils, make_run

DAY = "2026-11-03"


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "opt-outs.csv"
    path.write_text("\n".join(["council,name,date", *rows]) + "\n")
    return path


def test_a_wish_that_slipped_into_another_row_is_refused(tmp_path: Path) -> None:
    first, second, *_ = councils()
    path = _file(
        tmp_path,
        f"{first.gss},{second.name},{DAY}",
        f"X99999999,{first.name.upper()},{DAY}",
        "X99999998,Elsewhere Council,3 November,more",
        ",,",
    )
    with pytest.raises(InputError) as caught:
        load_opt_outs(path, councils())
    for part in (
        f"row 2, column name, value '{second.name}': {first.gss} is {first.name}",
        f"row 3, column council, value 'X99999999': {first.name.upper()} has the code {first.gss}",
        "row 4, column date, value '3 November': not a date",
        "row 4, column 4",
    ):
        assert part in str(caught.value), part


def test_a_council_of_another_list_is_no_fault(tmp_path: Path) -> None:
    path = _file(tmp_path, f"X99999999,Elsewhere Council,{DAY}")
    assert load_opt_outs(path, councils()) == {"X99999999": DAY}
    assert opt_outs_beside(tmp_path, None, councils()) == {"X99999999": DAY}
    assert opt_outs_beside(tmp_path / "none", None, councils()) == {}
    with pytest.raises(InputError, match="does not exist"):
        opt_outs_beside(tmp_path, tmp_path / "none.csv", councils())


def test_who_opted_out_is_not_visited_and_the_run_is_whole(tmp_path: Path) -> None:
    # The only council opted out, so the crawler has nobody to visit: its address leads nowhere.
    asked = marked(
        [Council("X1", "Vale", councils()[0].type, "England", "", "http://127.0.0.1:9/")], {"X1": DAY}
    )
    options = CrawlOptions(browser=False, allow_private=True)
    summary = crawl(asked, (), options=options, out=tmp_path, run_id="q4")
    run = RunFolder.open(summary.path)
    assert (summary.councils, summary.could_not_test, summary.failed) == (0, {}, {})
    assert run.waiting() == () and run.pages("X1") == [] and run.requests("X1") == []
    assert "left out on 2026-11-03" in run.visit("X1").detail
    assert opted_out(run.councils()[0]) == DAY
    judged = check_run(run, methodology=load())
    assert (judged.councils, judged.waiting) == (0, 0)
    assert run.manifest() is not None
    assert run.read_table("surveys") == run.read_table("pages") == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two runs that had visited a county, which then asked to be left out."""
    folder = tmp_path_factory.mktemp("opted-out")
    runs = [make_run(folder / f"q{seed}", seed=seed, started=f"2026-0{seed}-20T08:00:00Z") for seed in (1, 2)]
    build(runs, folder / "site", register=Register(opt_outs={"X00000001": DAY}))
    return folder / "site"


def test_nothing_of_it_is_in_the_open_data_but_its_name(built: Path) -> None:
    for path in sorted((built / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("council") == "X00000001"]
        if path.stem == "councils":
            assert [(row["opted_out"], row["stars"], row["score_low"]) for row in rows] == [(DAY, "", "")]
        elif path.stem != "areas":
            assert rows == [], path.name
    for name in TABLES:
        lines = built / "data" / f"{name}.jsonl"
        assert not lines.exists() or "X00000001" not in lines.read_text("utf-8")


def test_it_is_named_in_every_table_of_its_type_and_has_one_page(built: Path) -> None:
    for path in [built / "league" / "county.html", *(built / "league" / "county").glob("*.html")]:
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        section = page.find(id="h-opted-out").find_parent("section")  # type: ignore[union-attr]
        assert "Marshire County Council , on 3 November 2026" in section.get_text(" ", strip=True)  # type: ignore[union-attr]
        assert "Marshire" not in " ".join(one.get_text() for one in page.select("table"))
        # Marshire and Northwold are the only counties.
        assert page.select_one(".lead").get_text().startswith("1 council")  # type: ignore[union-attr]
    own = sorted((built / "councils").glob("X00000001*"))
    assert [one.name for one in own] == [
        "X00000001-marshire-county-council",
        "X00000001-marshire-county-council.html",
    ]
    assert "asked to be left out on 3 November 2026" in own[-1].read_text("utf-8")
    assert [one.name for one in own[0].iterdir()] == ["badge.svg"]
    assert ">opted out<" in (own[0] / "badge.svg").read_text("utf-8")
    home = BeautifulSoup((built / "index.html").read_text("utf-8"), "lxml")
    assert "1 : asked to be left out" in home.get_text(" ", strip=True)


def test_other_councils_are_scored_as_if_it_were_not_there(tmp_path: Path) -> None:
    run = make_run(tmp_path / "q1", seed=1)
    plain, without = load_edition(run, load()), load_edition(run, load(), opt_outs={"X00000001": DAY})
    scores = [{one.name: one.overall for one in some.councils} for some in (plain, without)]
    assert scores[0].pop("Marshire County Council").parts > 0
    gone = scores[1].pop("Marshire County Council")
    assert (gone.stars, gone.low, gone.high) == (None, None, None)
    assert scores[0] == scores[1]


def test_nobody_is_asked_to_decide_its_answers(tmp_path: Path) -> None:
    asked = councils()[:2]
    run = make_run(tmp_path / "runs" / "q1", seed=1, asked=asked)
    every = Desk(run, load(), tmp_path / "reviews.csv", "A. Person").left
    _file(tmp_path / "runs", f"{asked[0].gss},{asked[0].name},{DAY}")
    assert 0 < Desk(run, load(), tmp_path / "reviews.csv", "A. Person").left < every
