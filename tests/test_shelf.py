"""Runs are listed as they stand, written by one process at a time, and purged of nothing that is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from betterserved import app
from checks.model import Outcome
from reports.edition import load_edition
from reports.ledger import add_review
from reports.methodology import load
from reports.resting import EvidenceReader
from reports.reviews import Review
from reports.site import build
from store import (
    FIRST,
    Kind,
    RunFolder,
    RunState,
    StoreError,
    answer_of,
    card_of,
    cards_of,
    carry_out,
    held,
    plan_purge,
)
from tests.synthetic_run import councils, make_run

DAYS = 400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two judged runs: one ended 400 days ago, the other today."""
    runs = tmp_path_factory.mktemp("shelf")
    for name, age in (("old", DAYS), ("new", 0)):
        run = make_run(runs / name, asked=councils()[:4])
        ended = (datetime.now(UTC) - timedelta(days=age)).strftime("%Y-%m-%dT%H:%M:%SZ")
        record = {"run": name, "started": ended, "ended": ended, "journeys": None}
        run.write_crawl_record({**(run.crawl_record() or {}), **record})
    return runs


@pytest.fixture
def runs(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "runs"))


def command(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    return done.exit_code, done.output


def files_of(run: Path) -> dict[str, bytes]:
    return {str(one.relative_to(run)): one.read_bytes() for one in run.rglob("*") if one.is_file()}


def test_states(runs: Path) -> None:
    old, new = cards_of(runs)
    assert (old.id, old.state, old.purged) == ("old", RunState.JUDGED, "")
    assert old.finished == old.councils == 4
    assert old.size == sum(map(len, files_of(runs / "old").values()))
    (runs / "new" / "run.json").unlink()
    assert card_of(runs / "new").state is RunState.NOT_JUDGED
    gone = RunFolder.open(runs / "new").finished()[0]
    shutil.rmtree(runs / "new" / "councils" / gone)
    assert card_of(runs / "new").state is RunState.UNFINISHED
    status, said = command("runs", str(runs))
    assert status == 0
    assert "unfinished" in said and "--run-id new --resume" in said
    assert f"{new.finished - 1} of {new.councils}" in said


def test_listed_as_json(runs: Path) -> None:
    status, said = command("runs", str(runs), "--json")
    assert status == 0
    assert [(one["id"], one["state"]) for one in json.loads(said)] == [("old", "judged"), ("new", "judged")]


def test_a_folder_without_runs_is_refused(tmp_path: Path) -> None:
    for words in (["runs"], ["purge", "--older-than", "0"]):
        status, said = command(*words, str(tmp_path))
        assert status == 2
        assert "holds no runs" in said


HOLDER = """
import sys, time
from pathlib import Path
from store import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_run_is_written_by_one_process_at_a_time(runs: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(runs / "old")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert card_of(runs / "old").state is RunState.VISITING
        with pytest.raises(StoreError, match="another process"), held(runs / "old"):
            pass
        run = RunFolder.open(runs / "old")
        before = files_of(run.path)
        with pytest.raises(StoreError, match="another process"):
            carry_out(run, plan_purge(run, FIRST))
        assert files_of(run.path) == before
        other.kill()
    # However the other ended, its lock went with it.
    with held(runs / "old"):
        pass


def test_pictures_and_pages_go_and_answers_stay(runs: Path) -> None:
    before = files_of(runs / "old")
    status, said = command("purge", str(runs), "--older-than", "180")
    assert status == 0
    assert "Nothing was deleted" in said
    assert files_of(runs / "old") == before
    fresh = files_of(runs / "new")
    assert command("purge", str(runs), "--older-than", "180", "--yes")[0] == 0
    assert files_of(runs / "new") == fresh
    after = files_of(runs / "old")
    assert set(after) - set(before) == {"purged.json"}
    gone = set(before) - set(after)
    assert gone
    assert all(name.startswith("blobs/") for name in gone)
    assert {name: after[name] for name in before if name not in gone} == {
        name: before[name] for name in before if name not in gone
    }
    noted = json.loads(after["purged.json"])["purges"]
    assert [(one["kinds"], one["files"]) for one in noted] == [(["pictures", "pages"], len(gone))]
    assert card_of(runs / "old").purged == noted[0]["at"][:10]
    # Again: nothing is left to do, and nothing is noted twice.
    assert "nothing left" in command("purge", str(runs), "--older-than", "180", "--yes")[1]
    assert files_of(runs / "old") == after


def test_a_purged_run_is_still_published_and_says_why_it_cannot_be_judged(runs: Path, tmp_path: Path) -> None:
    run = RunFolder.open(runs / "old")
    carry_out(run, plan_purge(run, FIRST))
    assert build([run, RunFolder.open(runs / "new")], tmp_path / "site").pages > 10
    assert build([run], tmp_path / "alone").pictures == 0
    status, said = command("check", str(run.path))
    assert status == 2
    assert "purged" in said


def test_what_several_lines_share_goes_only_with_the_last(runs: Path) -> None:
    run = RunFolder.open(runs / "old")
    gss = run.finished()[0]
    path = run.path / "councils" / gss / "evidence.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    page = next(row["facets"]["html"]["blob"] for row in rows if "blob" in row["facets"].get("html", {}))
    rows[0]["facets"]["axe"] = {"blob": page}
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert run.blob_path(page) not in plan_purge(run, [Kind.PAGES]).files


def decided(run: RunFolder) -> Review:
    """Return a decision on an answer of *run* that rests on a page."""
    reader = EvidenceReader(run)
    answer = next(one for one in map(answer_of, run.rows("answers")) if reader.page(one))
    return Review(
        run.id, answer.council, answer.journey, answer.question, Outcome.NO, "A. Person", "Seen", datetime.now(UTC).date(),
        answer.outcome, answer.version, reader.hash(answer),
    )  # fmt: skip


def test_what_a_decision_rests_on_stays(runs: Path) -> None:
    run = RunFolder.open(runs / "old")
    review = decided(run)
    add_review(runs / "reviews.csv", review)
    assert command("purge", str(runs), "--older-than", "180", "--yes")[0] == 0
    assert review.key in load_edition(run, load(), reviews=[review]).decided.holding


def test_a_decision_on_a_purged_page_lapses_and_says_why(runs: Path) -> None:
    run = RunFolder.open(runs / "new")
    review = replace(decided(run), run="elsewhere")
    assert review.key in load_edition(run, load(), reviews=[review]).decided.holding
    carry_out(run, plan_purge(run, FIRST))
    lapsed = load_edition(run, load(), reviews=[review]).decided.lapsed
    assert [one.review for one in lapsed] == [review]
    assert "purged" in lapsed[0].why


def test_what_is_kept(runs: Path, tmp_path: Path) -> None:
    before = files_of(runs / "old")
    status, said = command("purge", str(runs), "--older-than", "180", "--keep", "old", "--yes")
    assert (status, "kept: --keep" in said) == (0, True)
    build([RunFolder.open(runs / "old")], tmp_path / "site")
    status, said = command(
        "purge", str(runs), "--older-than", "180", "--site", str(tmp_path / "site"), "--yes"
    )
    assert (status, "shows it" in said) == (0, True)
    assert command("purge", str(runs), "--older-than", "180", "--keep", "odl", "--yes")[0] == 2
    assert command("purge", str(runs), "--older-than", "180", "--site", str(runs), "--yes")[0] == 2
    (runs / "old" / "run.json").unlink()
    assert "kept: not judged" in command("purge", str(runs), "--older-than", "180", "--yes")[1]
    del before["run.json"]
    assert files_of(runs / "old") == before


def test_what_a_deletion_that_was_cut_short_left_is_no_run_and_goes(runs: Path) -> None:
    (runs / "old").rename(runs / ".old.purged")
    assert [one.id for one in cards_of(runs)] == ["new"]
    assert command("purge", str(runs), "--older-than", "180", "--yes")[0] == 0
    assert not (runs / ".old.purged").exists()


def test_listing_writes_nothing(runs: Path) -> None:
    before = sorted(one.name for one in runs.iterdir())
    assert command("runs", str(runs))[0] == 0
    assert sorted(one.name for one in runs.iterdir()) == before


def test_a_whole_run_goes_at_once(runs: Path) -> None:
    assert command("purge", str(runs), "--older-than", "180", "--kind", "run", "--yes")[0] == 0
    assert [one.id for one in cards_of(runs)] == ["new"]
    assert not [one for one in runs.iterdir() if one.is_dir() and one.name != "new"]
