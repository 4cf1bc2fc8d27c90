"""A signal ends a crawl cleanly however early it comes, and the next session says what it was told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checks.model import Council, CouncilType
from checks.registry import pack_of
from crawler.options import CrawlOptions, told_options
from crawler.record import record_of_end, record_of_start
from store import CouncilVisit, RunFolder
from tests.test_cli import summary

ROOT = Path(__file__).resolve().parents[1]
COUNCILS = """gss,name,type,nation,region,homepage,parent_gss
E06000099,Vale Council,unitary,England,,http://127.0.0.1:9/,
"""
# The process sends itself a signal at the first call of the function named on the command line.
STOPPED = """
import os, signal, sys
import {module} as module
from betterserved import app

# A shell that runs the tests in the background has its children ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
true = module.{name}
def struck(*args, **more):
    os.kill(os.getpid(), {signal:d})
    return true(*args, **more)
module.{name} = struck
sys.argv = ["betterserved", *{arguments!r}]
app()
"""
ARGUMENTS = [
    "councils.csv",
    "--out",
    "runs",
    "--run-id",
    "q4",
    "--no-browser",
    "--journey",
    "pay-council-tax",
]


def betterserved(folder: Path, *arguments: str, strike: tuple[str, str, int] | None = None):
    (folder / "councils.csv").write_text(COUNCILS)
    code = "from betterserved import app; app()"
    if strike:
        module, name, number = strike
        code = STOPPED.format(module=module, name=name, signal=number, arguments=list(arguments))
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("place", "number"),
    [
        (("crawler.run", "settings_for"), signal.SIGTERM),
        (("crawler.run", "settings_for"), signal.SIGINT),
        (("crawler.run", "SurveySpider.from_crawler"), signal.SIGTERM),
        (("crawler.spider", "SurveySpider.interrupt"), signal.SIGTERM),
    ],
    ids=["before-the-reactor", "before-the-reactor-int", "before-the-spider", "never"],
)
def test_a_signal_that_comes_early_ends_the_crawl_cleanly(tmp_path, place, number):
    done = betterserved(tmp_path, "crawl", *ARGUMENTS, strike=(*place, number))
    run = RunFolder.open(tmp_path / "runs" / "q4")
    record = run.crawl_record()
    assert record is not None
    if place[1] == "SurveySpider.interrupt":
        # Nothing called it, so nothing struck: what the other cases show is not a matter of course.
        assert done.returncode == 0 and not record["interrupted"]
        return
    assert done.returncode == 128 + number, done.stderr
    assert "--run-id q4 --resume" in done.stderr
    assert "Traceback" not in done.stderr
    assert record["interrupted"] and record["sessions"][-1]["interrupted"]
    assert run.finished() == ()
    again = betterserved(tmp_path, "crawl", *ARGUMENTS, "--resume")
    assert again.returncode == 0, again.stderr
    assert run.finished() == ("E06000099",)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_killed_while_it_was_judged_goes_on(tmp_path, number):
    site = ["--site", "site"]
    done = betterserved(
        tmp_path, "run", *ARGUMENTS, *site, strike=("reports.judging", "judge_council", number)
    )
    run = RunFolder.open(tmp_path / "runs" / "q4")
    assert done.returncode == (-number if number == signal.SIGKILL else 128 + number), done.stderr
    assert run.finished() == ("E06000099",) and run.manifest() is None
    (run.path / ".answers.csv.1.partial").write_text("half")
    again = betterserved(tmp_path, "run", *ARGUMENTS, *site, "--resume", "--delay", "0.5")
    assert again.returncode == 0, again.stderr
    assert "--delay 0.5 (was --delay 1.5)" in again.stdout
    manifest = run.manifest()
    assert manifest is not None and manifest["counts"]["surveys"] == 1
    assert [one.get("options") for one in manifest["sessions"]] == [None, {"delay": 0.5}]
    assert (tmp_path / "site" / "index.html").exists()
    assert not list(run.path.glob(".*.partial"))


def test_the_record_keeps_what_a_killed_run_was_told(tmp_path):
    pack, first = pack_of("pay-council-tax"), CrawlOptions(page_budget=20)
    started = record_of_start({}, "q4", [pack.journey], first, "2026-11-22T01:00:00Z")
    assert started["interrupted"] and started["ended"] == ""
    assert started["options"] == told_options(first) and started["journeys"] == ["pay-council-tax"]
    # It was killed: the next session finds that record.
    ended = record_of_end(
        started, summary(tmp_path), [pack.journey], CrawlOptions(), "2026-11-22T02:00:00Z", {"axe": "4.12.1"}
    )
    assert ended["started"] == "2026-11-22T01:00:00Z" and not ended["interrupted"]
    assert ended["options"]["page_budget"] == 20
    killed, last = ended["sessions"]
    assert killed["interrupted"] and killed["ended"] == ""
    assert not last["interrupted"] and last["options"] == {"page_budget": 150}


def test_a_killed_run_is_not_resumed_with_other_journeys(tmp_path):
    (tmp_path / "councils.csv").write_text(COUNCILS)
    run = RunFolder.create(tmp_path / "runs" / "q4")
    vale = Council("E06000099", "Vale Council", CouncilType.UNITARY, "England", "", "http://127.0.0.1:9/")
    run.write_councils([vale])
    run.write_crawl_record(
        record_of_start({}, "q4", [pack_of("report-missed-bin").journey], CrawlOptions(), "")
    )
    run.council_writer(vale.gss).finish(CouncilVisit(vale.gss, "unreachable", "", 0, 0, "", "", 0.0))
    done = betterserved(tmp_path, "crawl", *ARGUMENTS, "--resume")
    assert done.returncode == 2 and "other journeys: report-missed-bin" in done.stderr
