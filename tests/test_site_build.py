"""Building the site: what it replaces and leaves alone; and what is told of councils beside its pages."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from checks.model import Applies, Cause, ChannelDecision, Council, Survey
from checks.registry import packs
from reports.edition import Edition, load_edition
from reports.mending import way_up, what_to_mend
from reports.methodology import load
from reports.scoring import scored_rows
from reports.site import BuildSummary, SiteError, build
from reports.terminal import table_of
from reports.words import TYPE_WORDS
from store import CouncilVisit, RunFolder, StoreError
from tests.parsed_site import rows_of
from tests.synthetic_run import councils, make_run


@dataclass(frozen=True)
class Built:
    """A folder with a run, `r`, and its site, `site`; and what its build said."""

    folder: Path
    summary: BuildSummary

    def copy(self, folder: Path) -> RunFolder:
        """Put the run and its site into *folder*, which is empty, and return the run."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return RunFolder.open(folder / "r")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Four councils, built once; tests take copies."""
    folder = tmp_path_factory.mktemp("once")
    run = make_run(folder / "r", asked=councils()[:4])
    return Built(folder, build([run], folder / "site"))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return load_edition(make_run(tmp_path_factory.mktemp("edition") / "r"), load())


def test_a_second_build_replaces_the_first_and_leaves_no_litter(once: Built, tmp_path: Path) -> None:
    run = once.copy(tmp_path)
    first = once.summary
    stale = tmp_path / "site" / "stale.html"
    stale.write_text("old")
    second = build([run], tmp_path / "site")
    assert (first.pages, first.pictures) == (second.pages, second.pictures)
    assert not stale.exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r", "site"]


def test_a_folder_that_is_not_a_site_is_left_alone(tmp_path: Path) -> None:
    run = make_run(tmp_path / "r", asked=councils()[:1])
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    with pytest.raises(SiteError, match="not a site of ours"):
        build([run], tmp_path / "home")
    assert (tmp_path / "home" / "letter.txt").read_text() == "dear"


def test_a_build_that_fails_leaves_the_site_as_it_was(once: Built, tmp_path: Path) -> None:
    run = once.copy(tmp_path)
    before = (tmp_path / "site" / "index.html").read_bytes()
    (run.path / "answers.jsonl").unlink()
    with pytest.raises(StoreError, match="betterserved check"):
        build([run], tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r", "site"]


def test_the_same_run_makes_the_same_site(once: Built, tmp_path: Path) -> None:
    build([RunFolder.open(once.folder / "r")], tmp_path / "b")
    first, second = (
        {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (once.folder / "site", tmp_path / "b")
    )
    assert len(first) > 100
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_a_picture_that_is_none_is_not_published(tmp_path: Path) -> None:
    run = make_run(tmp_path / "r", asked=councils()[2:4], pictures=(b"<svg onload=alert(1)>",))
    assert build([run], tmp_path / "site").pictures == 0
    assert not (tmp_path / "site" / "pictures").exists()


def test_a_run_in_which_nobody_could_be_reached_makes_an_honest_site(tmp_path: Path) -> None:
    run = _unreachable(tmp_path / "r", councils())
    summary = build([run], tmp_path / "site")
    assert summary.warnings == ()
    home = BeautifulSoup((tmp_path / "site" / "index.html").read_text("utf-8"), "lxml")
    text = " ".join(home.get_text(" ").split())
    assert f"{len(councils())} : the site could not be reached" in text
    assert "★" not in text
    assert "it could not be told how this is done" in text
    for row in rows_of(tmp_path / "site", "councils"):
        assert (row["stars"], row["place"], row["score"]) == ("", "", "")
        assert row["not_ranked"]


def _unreachable(path: Path, asked: list[Council]) -> RunFolder:
    run = RunFolder.create(path)
    run.write_councils(asked)
    surveys = []
    for council in asked:
        times = ("2026-11-22T08:00:00Z", "2026-11-22T08:00:04Z")
        writer = run.council_writer(council.gss)
        writer.finish(CouncilVisit(council.gss, "unreachable", "no such host", 1, 0, *times, 4.0))
        for pack in packs():
            applies = pack.journey.applies_to(council)
            if applies is not Applies.NO:
                decision = ChannelDecision(None, Cause.UNREACHABLE, frozenset(), 0.0, ())
                surveys.append(
                    Survey(
                        run.id,
                        council.gss,
                        council.name,
                        council.type,
                        pack.journey.id,
                        applies,
                        decision,
                        "",
                        "",
                        None,
                        "",
                        times[0],
                        4.0,
                        (),
                    )
                )
    run.write_table("surveys", scored_rows(surveys, load()))
    for name in ("answers", "findings", "pages"):
        run.write_table(name, ())
    run.write_manifest({"run": run.id, "started": "2026-11-22T08:00:00Z", "ended": "2026-11-22T08:01:00Z"})
    return run


# What to mend first -------------------------------------------------------------------------------


def test_the_way_up_is_a_way_up_and_no_longer_than_needed(edition: Edition) -> None:
    found = 0
    for council in edition.councils:
        for one in council.asked:
            up = way_up(one, edition.methodology)
            if up is None:
                continue
            found += 1
            stars, changes = up
            wrong = {answer.question for answer in one.survey.answers if answer.outcome == "no"}
            assert one.score.stars is not None
            assert stars > one.score.stars
            assert set(changes) <= wrong
            assert len(set(changes)) == len(changes)
    assert found > 10


def test_what_to_mend_first_brings_something_and_the_best_comes_first(edition: Edition) -> None:
    mends = [what_to_mend(council, edition.methodology) for council in edition.councils]
    assert any(mends)
    for some in mends:
        assert all(mend.points > 0 for mend in some)
        gains = [
            ((mend.overall[1] or 0) - (mend.overall[0] or 0), len(mend.raised), mend.points) for mend in some
        ]
        assert gains == sorted(gains, reverse=True)


def test_the_terminal_shows_every_council_under_its_type(tmp_path: Path) -> None:
    edition = load_edition(make_run(tmp_path / "r", hostile=True), load())
    console = Console(width=160, record=True, file=io.StringIO())
    console.print(table_of(edition))
    text = console.export_text()
    for league in edition.leagues:
        assert TYPE_WORDS[league.type][1] in text
        for council in league.councils:
            assert council.name[:16] in text
