"""What a cluster is worth: the HTTP tier on one worker, on three, and on three of which one is killed.

    python benchmarks/cluster.py [--councils 64] [--delay 2] [--page-budget 6] [--at-once 2] [--journey ID]
                                 [--seed N] [--keep FOLDER] [--json FILE]

The fictional councils of `tests/estate/nation.py`, each with a speed of its own, are visited for one journey, without
a browser, at a polite rate. Then time is spent waiting for hosts, as it is in life, and three workers should come near
three times the rate of one, though they share the turns of hosts. Scheduler and workers are processes of this machine,
started as docs/cluster.md says. The clock runs from the first visit's beginning to the last one's end: a crawler takes some
seconds to start, once in a run, and more where three start at once on one machine. Councils whose site never answers are left out: what they take is a row of time-outs, which the last of
them to be handed out would add to the end of each run. The councils are many and their visits short, since the end of a
run, when fewer are left than could be in hand, takes as long whatever the number of workers.

Status 1 where three workers are below 2.7 times one, a run is not whole, or two pages of one host came too soon.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil
from distributed import Client
from rich.console import Console
from rich.table import Table

from benchmarks.national import politeness
from store import RunFolder
from tests.estate import Estate

ROOT = Path(__file__).resolve().parents[1]
BAR = 2.7
MANY = 3


@contextmanager
def machines(folder: Path, workers: int, at_once: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and its workers; give its address, and the workers."""
    folder.mkdir()
    told = folder / "scheduler.json"
    started: list[subprocess.Popen[bytes]] = []

    def start(program: str, *words: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words, "--no-dashboard"]
        with (folder / f"{len(started)}.log").open("wb") as log:
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            started.append(
                subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
            )

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        while not (told.exists() and told.stat().st_size):
            time.sleep(0.1)
        time.sleep(0.5)
        address = json.loads(told.read_text("utf-8"))["address"]
        room = ["--nthreads", str(at_once), "--resources", f"council={at_once}"]
        for _ in range(workers):
            start("dask_worker", address, *room, "--no-nanny", "--local-directory", str(folder / "work"))
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=180)
        yield address, started[1:]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def crawl(
    estate: Estate, options: argparse.Namespace, work: Path, workers: int, *, kill: bool
) -> dict[str, Any]:
    """Visit all councils once on so many workers; return the figures. *kill*: one dies when a third is done."""
    name = f"{workers}{'-killed' if kill else ''}"
    estate.reset(name)
    words = [sys.executable, "-m", "betterserved", "crawl", str(work / "councils.csv"), "--run-id", name]
    words += ["--links", str(work / "links.csv"), "--out", str(work / "runs"), "--proxy", estate.proxy_url]
    words += ["--delay", str(options.delay), "--page-budget", str(options.page_budget), "--no-browser"]
    words += ["--journey", options.journey]
    said = work / f"{name}.log"
    with (
        machines(work / f"machines-{name}", workers, options.at_once) as (address, processes),
        said.open("wb") as log,
    ):
        process = subprocess.Popen(
            [*words, "--scheduler", address], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        used = 0.0
        while process.poll() is None:
            time.sleep(0.5)
            done = len(list((work / "runs" / name / "councils").glob("[!.]*/done.json")))
            if kill and processes[-1].poll() is None and done >= options.councils / 3:
                processes[-1].send_signal(signal.SIGKILL)
            used = max(used, _processor_s([one.pid for one in processes]))
    if process.returncode:
        raise SystemExit(
            f"cluster: the crawl ended with status {process.returncode}:\n{said.read_text()[-3000:]}"
        )
    run = RunFolder.open(work / "runs" / name)
    visits = [run.visit(gss) for gss in run.finished()]
    events = [json.loads(line) for line in (run.path / "events.jsonl").read_text("utf-8").splitlines()]
    seconds = _seconds(min(one.started for one in visits), max(one.ended for one in visits))
    return {
        "workers": workers,
        "killed": kill,
        "councils": len(visits),
        "whole": len(visits) == len(run.councils()),
        "pages": sum(one.pages for one in visits),
        "seconds": round(seconds, 1),
        "with_start_s": round(_seconds(events[0]["at"], events[-1]["at"]), 1),
        "councils_an_hour": round(len(visits) / seconds * 3600, 1),
        # What the councils took one after another, and how much of it the processor worked for them.
        "council_s": round(sum(one.duration_s for one in visits), 1),
        "processor_s": round(used, 1),
        "by_worker": _shares(events),
        "politeness": politeness(estate.requests(), options.delay),
        "ledger": len(estate.ledger()),
    }


def _seconds(began: str, ended: str) -> float:
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()


def _processor_s(pids: list[int]) -> float:
    """Return what these processes and all they started have used; those that ended are no longer counted."""
    used = 0.0
    for pid in pids:
        try:
            family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
            used += sum(sum(one.cpu_times()[:2]) for one in family)
        except psutil.Error:
            continue
    return used


def _shares(events: list[dict[str, Any]]) -> list[int]:
    shares: dict[str, int] = {}
    for event in events:
        if event["event"] == "council-finished":
            shares[event["worker"]] = shares.get(event["worker"], 0) + 1
    return sorted(shares.values(), reverse=True)


def choose(estate: Estate, work: Path) -> int:
    """Write the files of those councils whose site answers; return how many they are."""
    estate.write_councils_csv(work / "all.csv")
    estate.write_links_csv(work / "links.csv")
    silent = {host for host, temper in estate.world.tempers.items() if temper.fault not in ("", "forbidden")}  # type: ignore[attr-defined]
    with (work / "all.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if row["homepage"].split("/")[2] not in silent]
        columns = reader.fieldnames or []
    with (work / "councils.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def show(console: Console, runs: list[dict[str, Any]], ratio: float) -> None:
    """Print what was measured."""
    table = Table(title="The HTTP tier on a cluster of this machine", title_justify="left")
    for name in (
        "workers",
        "councils",
        "pages",
        "seconds",
        "with start",
        "councils an hour",
        "processor s",
        "by worker",
        "too soon",
        "overlapping",
    ):
        table.add_column(name, justify="right")
    for one in runs:
        polite = one["politeness"]
        table.add_row(
            f"{one['workers']}{', one killed' if one['killed'] else ''}",
            str(one["councils"]),
            f"{one['pages']:,}",
            f"{one['seconds']:.0f}",
            f"{one['with_start_s']:.0f}",
            f"{one['councils_an_hour']:.0f}",
            f"{one['processor_s']:.0f}",
            " ".join(map(str, one["by_worker"])),
            str(polite["too_soon"]),
            str(polite["overlapping"]),
        )
    console.print(table)
    console.print(f"three workers do {ratio:.2f} times the rate of one (bar: {BAR})", highlight=False)
    for one in runs:
        for gap, host, before, after in one["politeness"]["soonest"]:
            console.print(f"too soon: {gap} s, {host} {before} then {after}", markup=False, highlight=False)


def main() -> int:
    """Measure; 0 where it keeps what it promises."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--councils", type=int, default=64)
    parser.add_argument("--delay", type=float, default=2.0)
    parser.add_argument("--page-budget", type=int, default=6)
    parser.add_argument("--at-once", type=int, default=2, help="Councils that a worker has in hand.")
    parser.add_argument("--journey", default="report-fly-tipping")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Estate(nation=options.councils, seed=options.seed) as estate,
    ):
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        options.councils = choose(estate, work)
        load = os.getloadavg()[0]
        runs = [
            crawl(estate, options, work, workers, kill=kill)
            for workers, kill in ((1, False), (MANY, False), (MANY, True))
        ]
    ratio = runs[0]["seconds"] / runs[1]["seconds"]
    show(Console(width=120), runs, ratio)
    if options.json:
        settings = {key: value for key, value in vars(options).items() if key not in ("json", "keep")}
        figures = {
            "ratio": round(ratio, 2),
            "bar": BAR,
            "load_before": load,
            "settings": settings,
            "runs": runs,
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    broken = any(not one["whole"] or one["ledger"] or one["politeness"]["too_soon"] for one in runs)
    return int(broken or ratio < BAR)


if __name__ == "__main__":
    sys.exit(main())
