"""The command line: help with examples, one clear line for bad input, and nothing written then."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import betterserved
from checks.model import Council, CouncilType
from checks.registry import journey_ids
from crawler import job
from crawler.asked import (
    checked,
    chosen_packs,
    chosen_run_id,
    council_of_site,
    other_options,
    refuse_another_list,
)
from crawler.options import CrawlOptions, CrawlSummary, Visited, told_options
from crawler.run import _summary
from store import CouncilVisit, RunFolder
from store.inputs import InputError

ROOT = Path(__file__).parent.parent
COMMANDS = sorted(get_command(betterserved.app).commands)
HEADER = "gss,name,type,nation,region,homepage,parent_gss\n"
GOOD = "E06000099,Vale Council,unitary,England,,https://www.vale.example/,\n"


@pytest.fixture
def cli(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "councils.csv").write_text(HEADER + GOOD)

    def invoke(*arguments: str):
        return CliRunner().invoke(betterserved.app, list(arguments))

    return invoke


def test_the_commands_are_those_of_the_guide():
    assert COMMANDS == [
        "case",
        "check",
        "crawl",
        "demo",
        "doctor",
        "export",
        "new",
        "purge",
        "report",
        "review",
        "run",
        "runs",
        "try",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example_and_the_exit_codes(cli, command):
    result = cli(command, "--help")
    assert result.exit_code == 0
    assert f"betterserved {command}" in result.output.split("Examples:")[1]
    assert "Exit status: 0 finished" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "none.csv"], "none.csv does not exist"),
        (["run", "councils.csv", "--council", "Vael Council"], "did you mean Vale Council"),
        (["run", "councils.csv", "--type", "county"], "no council is left"),
        (["run", "councils.csv", "--type", "countie"], "did you mean county"),
        (["run", "councils.csv", "--journey", "report-fly-tiping"], "did you mean report-fly-tipping"),
        (["run", "councils.csv", "--methodology", "1066-1"], "1066-1.toml: cannot be read"),
        (["run", "councils.csv", "--proxy", "localhost:80"], "--proxy localhost:80: must start with http"),
        (["run", "councils.csv", "--contact-url", "me"], "--contact-url me: must start with http"),
        (["run", "councils.csv", "--chromium", "none"], "--chromium none: there is no such program"),
        (["run", "councils.csv", "--links", "councils.csv"], "is not GOV.UK's local links CSV"),
        (["run", "councils.csv", "--run-id", "../up"], "'../up' cannot name a run"),
        (["run", "councils.csv", "--run-id", "x", "--resume"], "no run 'x' in runs to resume"),
        (["run", "councils.csv", "--resume"], "holds no unfinished run"),
        (["run", "councils.csv", "--out", "councils.csv"], "is not a folder"),
        (["run", "councils.csv", "--site", "."], "holds files that are not"),
        (["run", "councils.csv", "--as-of", "soon"], "'soon' is not a date"),
        (["run", "councils.csv", "--page-budget", "0"], "page-budget"),
        (["run", "councils.csv", "--delay", "-1"], "delay"),
        (["run"], "Missing argument"),
        (["crawl", "councils.csv", "--site", "x"], "No such option"),
        (["check", "runs/none"], "is not a run folder"),
        (["check", "runs/none", "--as-of", "2026-02-30"], "'2026-02-30' is not a date"),
        (["report", "runs/none"], "is not a run folder"),
        (["export", "runs/none", "--sqlite", "x.db"], "is not a run folder"),
        (["try", "report-fly-tiping", "vale.example"], "did you mean report-fly-tipping"),
        (["try", "report-fly-tipping", "ftp://vale.example"], "must start with http"),
        (["case", "runs/none", "E06000099", "pay-council-tax"], "is not a run folder"),
        (["new", "Not An Id"], "cannot be a journey's id"),
        (["fly"], "No such command"),
    ],
)
def test_bad_input_is_one_clear_message_and_nothing_is_written(cli, tmp_path, arguments, said):
    result = cli(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["councils.csv"]


def test_all_bad_rows_of_the_councils_file_are_shown(cli, tmp_path):
    (tmp_path / "councils.csv").write_text(HEADER + GOOD + GOOD + "E1,,x,England,,y,\n")
    result = cli("run", "councils.csv")
    assert result.exit_code == 2
    for row, column in [(3, "gss"), (4, "name"), (4, "type"), (4, "homepage")]:
        assert f"row {row}, column {column}" in result.output
    assert not (tmp_path / "runs").exists()


def test_the_example_of_new_is_a_journey_that_is_not_there_yet():
    example = re.search(
        r"betterserved new ([a-z-]+)", str(get_command(betterserved.app).commands["new"].epilog)
    )
    assert example and example[1] not in journey_ids()


def test_new_writes_both_files_once(cli, tmp_path, monkeypatch):
    monkeypatch.setattr(betterserved, "ROOT", tmp_path)
    assert "works in a checkout" in cli("new", "report-graffiti").output
    (tmp_path / "checks/journeys").mkdir(parents=True)
    (tmp_path / "tests/cases").mkdir(parents=True)
    assert cli("new", "report-graffiti").exit_code == 0
    assert 'id="report-graffiti"' in (tmp_path / "checks/journeys/report_graffiti.py").read_text()
    assert "report-graffiti/" in (tmp_path / "tests/cases/report_graffiti.md").read_text()
    again = cli("new", "report-graffiti")
    assert again.exit_code == 2 and "exists already" in again.output


# The crawl job ------------------------------------------------------------------------------------


def summary(tmp_path: Path, **more) -> CrawlSummary:
    return CrawlSummary("q4", tmp_path / "q4", 382, 1234, 56, seconds=200, **more)


def test_the_summary_says_how_many_could_not_be_tested_and_why(tmp_path):
    lines = job.summary_lines(
        summary(
            tmp_path, could_not_test={"timeout": 2, "unreachable": 380}, failed={"E06000099": "KeyError: x"}
        )
    )
    assert "382 councils in 3 min 20 s: 1,234 pages, and 56 in the browser" in lines[0]
    assert lines[1] == "382 of 382 councils could not be tested: 380 unreachable, 2 timeout"
    assert "Our own error lost 1 councils" in lines[2] and "E06000099: KeyError: x" in lines[2]


@pytest.mark.parametrize(("signal", "status"), [(2, 130), (15, 143)])
def test_an_interrupted_crawl_says_how_to_go_on(cli, tmp_path, monkeypatch, signal, status):
    def stopped(*_: object, **__: object):
        raise job.InterruptedCrawl(summary(tmp_path, interrupted=True, signal=signal))

    monkeypatch.setattr(job, "crawl_job", stopped)
    result = cli("crawl", "councils.csv")
    assert result.exit_code == status
    assert "--run-id q4 --resume" in result.output


@pytest.mark.parametrize(("finished", "status"), [((), 1), (("E06000099",), 0)])
@pytest.mark.parametrize("command", ["crawl", "run"])
def test_councils_that_our_own_error_lost_end_with_status_1(
    cli, tmp_path, monkeypatch, command, finished, status
):
    def crawled(console: object, councils, *_: object, **__: object):
        run = RunFolder.create(tmp_path / "runs" / "q4")
        run.write_councils(councils)
        for gss in finished:
            run.council_writer(gss).finish(CouncilVisit(gss, "unreachable", "", 0, 0, "", "", 0.0))
        return run

    monkeypatch.setattr(job, "crawl_job", crawled)
    assert cli(command, "councils.csv").exit_code == status
    assert (tmp_path / "runs/q4/run.json").exists() == (command == "run" and status == 0)


def test_a_crawl_that_ended_without_a_council_says_so(tmp_path):
    run = RunFolder.create(tmp_path / "q4")
    vale = Council("E06000099", "Vale", CouncilType.UNITARY, "England", "", "https://vale.example/")
    assert "ended without it" in _summary(run, [vale], Visited(), False, 1.0).failed["E06000099"]
    assert _summary(run, [vale], Visited(), True, 1.0).failed == {}


def test_without_the_crawler_the_remedy_is_named(cli, monkeypatch):
    find_spec = job.importlib.util.find_spec
    monkeypatch.setattr(
        job.importlib.util, "find_spec", lambda name: None if name == "scrapy" else find_spec(name)
    )
    result = cli("crawl", "councils.csv")
    assert result.exit_code == 1
    assert "needs scrapy: make setup" in result.output


# What was asked for -------------------------------------------------------------------------------


def started(out: Path, name: str, record: dict | None = None) -> None:
    run = RunFolder.create(out / name)
    if record is not None:
        run.write_crawl_record(record)


def test_resume_finds_the_one_unfinished_run(tmp_path):
    started(tmp_path, "done", {"interrupted": False})
    started(tmp_path, "stopped", {"interrupted": True})
    assert chosen_run_id(tmp_path, "", True) == "stopped"
    started(
        tmp_path / "other", "lost", {"interrupted": False, "counts": {"failed": {"E06000099": "KeyError"}}}
    )
    assert chosen_run_id(tmp_path / "other", "", True) == "lost"
    started(tmp_path, "killed")
    with pytest.raises(InputError, match=r"several unfinished runs.*killed, stopped"):
        chosen_run_id(tmp_path, "", True)
    assert chosen_run_id(tmp_path, "killed", True) == "killed"


def test_resume_takes_a_run_that_was_never_judged_if_none_is_left_in_mid_visit(tmp_path):
    started(tmp_path, "judged", {"interrupted": False})
    RunFolder.open(tmp_path / "judged").write_manifest({"run": "judged"})
    with pytest.raises(InputError, match="holds no unfinished run"):
        chosen_run_id(tmp_path, "", True)
    started(tmp_path, "visited", {"interrupted": False})
    assert chosen_run_id(tmp_path, "", True) == "visited"
    started(tmp_path, "stopped", {"interrupted": True})
    assert chosen_run_id(tmp_path, "", True) == "stopped"


def test_a_resumed_run_names_the_options_that_differ(tmp_path):
    first = CrawlOptions(delay=1.5, proxy="http://me:secret@proxy.example:3128", links=Path("links.csv"))
    started(tmp_path, "q4", {"options": told_options(first)})
    path = tmp_path / "q4"
    assert other_options(path, first) == ""
    again = CrawlOptions(delay=0.5, browser=False, links=None, proxy="http://proxy.example:3128")
    said = other_options(path, again)
    assert "run q4 was started with other options" in said
    for one in (
        "--delay 0.5 (was --delay 1.5)",
        "--no-browser (was --browser)",
        "no --links (was --links links.csv)",
    ):
        assert one in said
    assert "proxy" not in said and "secret" not in said
    started(tmp_path, "killed-early")
    assert other_options(tmp_path / "killed-early", again) == ""


def test_a_run_is_named_by_the_time_if_nobody_names_it(tmp_path):
    assert len(chosen_run_id(tmp_path, "", False)) == len("2026-11-22-020000")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("run_id", ["..", ".hidden", "a/b", "a b", "-x", "x" * 65])
def test_a_run_id_is_a_plain_name(tmp_path, run_id):
    with pytest.raises(InputError, match="cannot name a run"):
        chosen_run_id(tmp_path, run_id, False)


def test_journeys_come_in_the_order_of_their_ids():
    chosen = chosen_packs(["report-missed-bin", "pay-council-tax", "report-missed-bin"])
    assert [pack.journey.id for pack in chosen] == ["pay-council-tax", "report-missed-bin"]
    assert len(chosen_packs()) >= 4
    with pytest.raises(InputError) as caught:
        chosen_packs(["report-fly", "xyzzy"])
    assert str(caught.value).count("\n") == 1


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:8080", "https://user:secret@proxy.example:3128", ""])
def test_proxies_may_need_a_password(proxy):
    checked(CrawlOptions(proxy=proxy))


def test_a_site_to_try_stands_for_a_council_that_runs_the_journey():
    for pack in chosen_packs():
        council = council_of_site("www.vale.example/home", pack.journey)
        assert council.homepage == "https://www.vale.example/home"
        assert council.name == "www.vale.example"
        assert pack.journey.applies_to(council) == "yes"


def test_export_writes_the_file_it_is_asked_for(cli, tmp_path):
    run = RunFolder.create(tmp_path / "runs" / "q4")
    run.write_councils(
        [Council("E06000099", "Vale", CouncilType.UNITARY, "England", "", "https://vale.example/")]
    )
    for name in ("surveys", "answers", "findings", "pages"):
        run.write_table(name, [])
    run.write_manifest(json.loads('{"run": "q4"}'))
    result = cli("export", "runs/q4", "--sqlite", "q4.db")
    assert result.exit_code == 0 and "q4.db: 1 councils" in result.output
    assert (tmp_path / "q4.db").read_bytes().startswith(b"SQLite format 3")


def test_a_run_is_resumed_only_with_its_own_councils_and_journeys(tmp_path):
    vale = Council("E06000099", "Vale", CouncilType.UNITARY, "England", "", "https://vale.example/")
    packs = chosen_packs(["pay-council-tax"])
    run = RunFolder.create(tmp_path / "q4")
    refuse_another_list(run.path, [vale], packs)
    run.write_councils([vale])
    run.write_crawl_record({"journeys": ["pay-council-tax"], "interrupted": True})
    refuse_another_list(run.path, [vale], packs)
    with pytest.raises(InputError, match="another list of 1 councils"):
        refuse_another_list(run.path, [], packs)
    with pytest.raises(InputError, match="other journeys: pay-council-tax"):
        refuse_another_list(run.path, [vale], chosen_packs())
