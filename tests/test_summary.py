"""What a run leaves for the team, and the limits that ring a bell."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from betterserved import app
from reports.summary import THRESHOLDS, as_json, as_markdown, counts_of, exceeded, read_thresholds, summarise
from store import RunFolder
from store.inputs import InputError
from tests.synthetic_run import councils, make_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    made = make_run(tmp_path_factory.mktemp("summary") / "q4", asked=councils()[:6])
    record = {"started": "2026-11-20T18:00:00Z", "ended": "2026-11-22T06:30:00Z", "sessions": [{}, {}]}
    made.write_crawl_record({**(made.crawl_record() or {}), **record})
    done = made.path / "councils" / made.finished()[0] / "done.json"
    done.write_text(json.dumps(json.loads(done.read_text()) | {"cause": "blocked"}))
    shutil.rmtree(made.path / "councils" / made.finished()[-1])
    return made


def test_counts_are_those_of_the_tables(run: RunFolder) -> None:
    summary = summarise(run)
    assert (summary.councils, summary.unvisited, summary.hours, summary.sessions) == (6, 1, 36.5, 2)
    assert summary.untested["blocked"] == 1
    answers = run.read_table("answers")
    assert sum(summary.answers.values()) == len(answers)
    for outcome, count in summary.answers.items():
        assert count == sum(row["outcome"] == outcome for row in answers)
    assert summary.needs_review == sum(row["cause"] == "needs-review" for row in answers)
    asked = [row for row in run.read_table("surveys") if row["applies"] == "yes"]
    assert summary.surveys == len(asked)
    assert summary.stars.get("4", 0) == sum(row["stars"] == 4 for row in asked)


def test_the_message_says_what_matters_and_names_cannot_break_it(run: RunFolder) -> None:
    blocked = next(one for one in run.councils() if one.gss == run.finished()[0])
    said = as_markdown(summarise(run))
    assert "36.5 hours, taken up again 1 time" in said
    assert f"{blocked.name} (blocked)" in said
    assert "--run-id q4 --resume" in said
    hostile = [("[x](http://evil.example) *a* <img>\n# b", "blocked")]
    line = as_markdown(replace(summarise(run), named=tuple(hostile)))
    assert "\\[x\\](http://evil.example) \\*a\\* \\<img\\> \\# b (blocked)" in line


@pytest.mark.parametrize(
    "word", ["blocked", "blocked=", "blocked=-1", "=5%", "blocked=5 percent", "blokced=5%"]
)
def test_a_limit_that_cannot_be_read_is_one_clear_line(word: str) -> None:
    with pytest.raises(InputError, match="--fail-on") as raised:
        read_thresholds([word])
    assert "\n" not in str(raised.value)
    if word == "blokced=5%":
        assert "did you mean blocked" in str(raised.value)


def test_each_name_can_be_over_and_under_its_limit(run: RunFolder) -> None:
    summary = summarise(run)
    counts = counts_of(summary)
    shares = as_json(summary)["per_cent"]
    for name in THRESHOLDS:
        assert exceeded(summary, read_thresholds([f"{name}={counts[name]}", f"{name}=100%"])) == []
        if counts[name]:
            assert len(exceeded(summary, read_thresholds([f"{name}={counts[name] - 1}", f"{name}=0%"]))) == 2
    assert shares["blocked"] == pytest.approx(100 / 6, abs=0.01)
    assert counts["unvisited"] and counts["blocked"] and counts["undecided"]


def test_check_leaves_the_summary_and_ends_with_3_over_a_limit(run: RunFolder) -> None:
    def check(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["check", str(run.path), *words])
        return done.exit_code, done.output

    assert check("--fail-on", "nonsense")[0] == 2
    assert not (run.path / "summary.md").exists()
    status, said = check("--fail-on", "blocked=0", "--fail-on", "crashed=100%")
    assert (status, "blocked: 1 council (" in said, "crashed" in said.split("Next:")[1]) == (3, True, False)
    assert json.loads((run.path / "summary.json").read_text())["councils"] == 6
    assert (run.path / "summary.md").read_text().startswith("## Run q4")
    assert check("--fail-on", "blocked=50%")[0] == 0
