"""What is said of a council does not depend on which other councils of the list are visited."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from betterserved import app
from checks.model import Council, CouncilType
from crawler import job
from crawler.govuk_links import load_links
from reports.judging import check_run
from reports.methodology import load
from store import RunFolder
from tests.estate import Estate

ROOT = Path(__file__).resolve().parents[1]
FENWOLD = "E07999002"
VARYING = {"run"}


def told(tmp_path: Path, estate: Estate, name: str, *chosen: str) -> tuple[RunFolder, list[dict[str, str]]]:
    """Crawl and judge one journey of the councils *chosen* out of the whole list; return fenwold's answers."""
    estate.reset(name)
    command = [sys.executable, "-c", "from betterserved import app; app()", "crawl"]
    command += [str(tmp_path / "councils.csv"), "--links", str(tmp_path / "links.csv")]
    command += ["--out", str(tmp_path), "--run-id", name, "--proxy", estate.proxy_url, "--delay", "0"]
    command += ["--no-browser", "--journey", "apply-resident-parking-permit"]
    command += [part for one in chosen for part in ("--council", one)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=240, stdout=subprocess.DEVNULL)
    run = RunFolder.open(tmp_path / name)
    check_run(run, methodology=load())
    rows = [row for row in run.read_table("answers") if row["council"] == FENWOLD]
    return run, [{key: value for key, value in row.items() if key not in VARYING} for row in rows]


@pytest.mark.slow
def test_fewer_councils_chosen_change_no_answer(tmp_path):
    with Estate("all") as estate:
        estate.write_councils_csv(tmp_path / "councils.csv")
        estate.write_links_csv(tmp_path / "links.csv")
        codes = {row["council_slug"]: row["council"] for row in estate.truth()}
        run, alone = told(tmp_path, estate, "alone", FENWOLD)
        _, among = told(tmp_path, estate, "among", FENWOLD, codes["marsham"], codes["aberllyn"])
    assert [one.gss for one in run.councils()] == [FENWOLD], "only those chosen belong to the run"
    assert alone == among
    # GOV.UK's link there opens a council that was not chosen: known for one only from the whole list.
    answer = next(row for row in alone if row["question"] == "core/govuk-link")
    assert answer["outcome"] == "no" and "another council" in answer["detail"]


def test_the_command_hands_on_the_whole_list(monkeypatch):
    seen = {}

    def crawled(console, councils, packs, options, out, *rest, every, **told):
        seen["chosen"], seen["every"] = councils, every
        raise job.CrawlerMissingError("enough")

    monkeypatch.setattr(job, "crawl_job", crawled)
    CliRunner().invoke(app, ["crawl", str(ROOT / "councils.csv"), "--type", "county"])
    assert {one.type for one in seen["chosen"]} == {CouncilType.COUNTY}
    assert len(seen["every"]) > len(seen["chosen"])


def test_a_code_in_use_by_a_council_that_is_not_visited_stays_its_own(tmp_path):
    old = Council(
        "E1", "Vale", CouncilType.UNITARY, "England", "", "https://a.example/", extra={"former_gss": "E2"}
    )
    new = Council("E2", "Hill", CouncilType.UNITARY, "England", "", "https://b.example/")
    path = tmp_path / "links.csv"
    path.write_text("GSS,LGSL,LGIL,URL,Title\nE2,1,0,https://b.example/x,\n", encoding="utf-8")
    assert load_links(path, [old, new]).rows.keys() == {"E2"}
    found = load_links(path, [old], [old, new])
    assert (found.rows, found.skipped) == ({}, {"not a council of this run": 1})
