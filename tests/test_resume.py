"""A crawl that is killed and resumed tells the same as one that was left in peace."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.judging import check_run
from reports.methodology import load
from store import RunFolder
from tests.estate import Estate

ROOT = Path(__file__).resolve().parents[1]
COUNCILS = ["marsham", "kestrelby", "thornhithe", "strathcorrie", "aberllyn"]
# Columns that tell when and where, not what.
VARYING = {"run", "visited_at", "duration_s"}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
Told = dict[str, list[dict[str, str]]]


def command(out: Path, run_id: str, estate: Estate, folder: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-c",
        "from betterserved import app; app()",
        "crawl",
        str(folder / "councils.csv"),
        "--out",
        str(out),
        "--run-id",
        run_id,
        "--links",
        str(folder / "links.csv"),
        "--proxy",
        estate.proxy_url,
        "--delay",
        "0.05",
        "--concurrency",
        "2",
        "--no-browser",
        "--journey",
        "report-fly-tipping",
        "--journey",
        "pay-council-tax",
        *more,
    ]


def told(out: Path, run_id: str) -> Told:
    check_run(RunFolder.open(out / run_id), methodology=load())
    tables = {}
    for name in ("surveys", "answers"):
        with (out / run_id / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = [
                {key: value for key, value in row.items() if key not in VARYING}
                for row in csv.DictReader(file)
            ]
    return tables


def finished(out: Path, run_id: str) -> int:
    return len(list((out / run_id / "councils").glob("[!.]*/done.json")))


@pytest.fixture(scope="module")
def estate() -> Iterator[Estate]:
    with Estate(councils=COUNCILS) as estate:
        yield estate


@pytest.fixture(scope="module")
def whole(estate: Estate, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Told]:
    """How many councils a crawl that is left in peace finishes, and what it tells."""
    folder = tmp_path_factory.mktemp("whole")
    lists(folder, estate)
    start = command(folder, "whole", estate, folder)
    subprocess.run(start, cwd=ROOT, env=ENVIRONMENT, check=True, timeout=240)
    return finished(folder, "whole"), told(folder, "whole")


def lists(folder: Path, estate: Estate) -> None:
    estate.write_councils_csv(folder / "councils.csv")
    estate.write_links_csv(folder / "links.csv")


@pytest.mark.slow
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM])
def test_killed_and_resumed(whole, estate, tmp_path, kill):
    total, in_peace = whole
    lists(tmp_path, estate)
    estate.reset("killed")
    start = command(tmp_path, "killed", estate, tmp_path)
    with subprocess.Popen(
        start, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as first:
        deadline = time.monotonic() + 120
        while finished(tmp_path, "killed") < 2 and time.monotonic() < deadline and first.poll() is None:
            time.sleep(0.05)
        first.send_signal(kill)
        first.wait(timeout=60)
    done = finished(tmp_path, "killed")
    assert 0 < done < total, "the kill should come in mid-crawl"
    before = {
        path: path.stat().st_mtime_ns for path in (tmp_path / "killed" / "councils").glob("[!.]*/done.json")
    }
    subprocess.run([*start, "--resume"], cwd=ROOT, env=ENVIRONMENT, check=True, timeout=240)
    assert finished(tmp_path, "killed") == total
    assert all(path.stat().st_mtime_ns == when for path, when in before.items()), (
        "a finished council was redone"
    )
    assert not list((tmp_path / "killed").rglob("*.partial"))
    assert told(tmp_path, "killed") == in_peace
