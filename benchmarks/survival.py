"""Kills a crawl, its browser or its driver at random moments, goes on with --resume, and compares what came out.

    python benchmarks/survival.py [--kills 20] [--councils SLUG,...] [--journeys ID,...] [--how NAME,...]
                                  [--faketime LIBRARY] [--no-audits] [--no-browser] [--seed N]
                                  [--json FILE] [--keep FOLDER]

A few fictional councils are crawled and judged undisturbed. Then so many times again, each time struck in one of these
ways at a moment of a seeded draw:

kill, term, int    SIGKILL, SIGTERM, SIGINT to the crawl itself
kill-browser       SIGKILL to Chromium        hang-browser   SIGSTOP to all of Chromium
kill-driver        SIGKILL to a ChromeDriver  hang-driver    SIGSTOP to a ChromeDriver
step-clock         the crawl's clock is set some hours on or back, at once; by libfaketime's library, where it is named

A crawl that ended by that is taken up again with --resume, and every third of these is struck once more. Said of each:
how it ended, whether surveys and answers are those of the undisturbed run but for times, and whether a process that
the crawl had started still ran afterwards. Last, figures.

Status 1 where surveys or answers differ, a process was left behind, or the ledger has a line.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil
from rich.console import Console
from rich.table import Table

from reports.judging import check_run
from reports.methodology import load
from store import RunFolder
from tests.estate import Estate

ROOT = Path(__file__).resolve().parents[1]
COUNCILS = ("kestrelby", "aberllyn")
JOURNEYS = ("pay-council-tax",)
# Columns that tell when and where, not what.
VARYING = {"run", "visited_at", "duration_s"}
HOW = ("kill", "kill-browser", "hang-browser", "term", "kill-driver", "hang-driver", "int")
STEP = "step-clock"
SIGNALS = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "int": signal.SIGINT}
# What a browser has to end by itself when its parent is gone, and some more.
LEFT_AFTER_S = 20.0
LONGEST_S = 600.0
SHOWN = 12


class Family(threading.Thread):
    """Knows every process that *root* started, also once *root* is gone."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root, self._over = psutil.Process(root), threading.Event()
        self.known: set[psutil.Process] = set()

    def run(self) -> None:
        """Look until `end`."""
        while not self._over.wait(0.3):
            with contextlib.suppress(psutil.Error):
                self.known |= set(self._root.children(recursive=True))

    def alive(self, *names: str) -> list[psutil.Process]:
        """Return those that run whose name has one of *names*, all without; the oldest first."""
        found = []
        for one in self.known:
            with contextlib.suppress(psutil.Error):
                runs = one.is_running() and one.status() != psutil.STATUS_ZOMBIE
                if runs and (not names or any(name in one.name() for name in names)):
                    found.append(one)
        return sorted(found, key=lambda one: one.create_time())

    def left(self) -> list[str]:
        """Stop looking; return what still runs after the time that it has to end by itself, and end it."""
        self._over.set()
        self.join(5)
        psutil.wait_procs(self.alive(), timeout=LEFT_AFTER_S)
        left = self.alive()
        names = sorted(one.name() for one in left)
        for one in left:
            with contextlib.suppress(psutil.Error):
                one.kill()
        return names


def strike(how: str, process: subprocess.Popen[bytes], family: Family, dice: random.Random) -> bool:
    """Do to the crawl or to what it started what *how* says; say whether there was anything to do it to."""
    if how in SIGNALS:
        process.send_signal(SIGNALS[how])
        return True
    number = signal.SIGKILL if how.startswith("kill") else signal.SIGSTOP
    if how.endswith("driver"):
        drivers = family.alive("chromedriver")
        if drivers:
            with contextlib.suppress(psutil.Error):
                dice.choice(drivers).send_signal(number)
        return bool(drivers)
    # The main process of the browser leads a group in which the others are.
    for one in family.alive("chrom"):
        with contextlib.suppress(psutil.Error, OSError):
            if "chromedriver" not in one.name() and os.getpgid(one.pid) == one.pid:
                os.killpg(one.pid, number)
                return True
    return False


def step(clock: Path, dice: random.Random) -> bool:
    """Set the clock that *clock* holds for libfaketime to some other time."""
    clock.write_text(dice.choice(("+3h", "-3h", "+2d", "-40m")) + "\n", "ascii")
    return True


def with_clock(library: Path, clock: Path) -> dict[str, str]:
    """Return the environment in which a crawl, but for what counts seconds only, reads the time from *clock*."""
    clock.write_text("+0\n", "ascii")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


def session(
    words: Sequence[str], how: str, moment: float, dice: random.Random, faketime: Path | None = None
) -> tuple[int, bool, list[str], float, str]:
    """Run the crawl once, struck so many seconds after its start; "" is left in peace.

    Returns its exit status, whether it was struck, what was left behind, how long it ran, and what it said.
    """
    began = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as scratch:
        clock = Path(scratch, "clock")
        clocked = with_clock(faketime, clock) if faketime and how == STEP else {}
        # A shell that runs us in the background has its children ignore Ctrl-C.
        process = subprocess.Popen(
            words, cwd=ROOT, stdout=said, stderr=said, env={**os.environ, "PYTHONPATH": str(ROOT)} | clocked,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        family = Family(process.pid)
        family.start()
        struck = False
        while process.poll() is None and time.monotonic() - began < LONGEST_S:
            if how and not struck and time.monotonic() - began >= moment:
                # Not yet started, perhaps: then as soon as it is.
                struck = step(clock, dice) if how == STEP else strike(how, process, family, dice)
            time.sleep(0.1)
        if process.poll() is None:
            process.kill()
        status = process.wait()
        seconds = time.monotonic() - began
        left = family.left()
        said.seek(0)
        return status, struck, left, round(seconds, 1), said.read().decode("utf-8", "replace")[-2000:]


def told(run: RunFolder) -> dict[str, list[dict[str, str]]]:
    """Judge a run and return surveys and answers without what tells when and where."""
    check_run(run, methodology=load())
    tables = {}
    for name in ("surveys", "answers"):
        with (run.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = [
                {key: value for key, value in row.items() if key not in VARYING}
                for row in csv.DictReader(file)
            ]
    return tables


def differences(
    whole: Mapping[str, Sequence[Mapping[str, str]]], other: Mapping[str, Sequence[Mapping[str, str]]]
) -> Iterator[str]:
    """Yield a line for each row that differs, with the columns that do."""
    for name, rows in whole.items():
        if len(rows) != len(other[name]):
            yield f"{name}: {len(rows)} rows, then {len(other[name])}"
        for before, after in zip(rows, other[name], strict=False):
            changed = [key for key in before if before[key] != after.get(key)]
            if changed:
                where = " ".join(before.get(key, "") for key in ("council", "journey", "question"))
                what = "; ".join(
                    f"{key} {before[key][:80]!r} -> {after.get(key, '')[:80]!r}" for key in changed[:4]
                )
                yield f"{name}: {where}: {what}"


def command(estate: Estate, work: Path, run_id: str, options: argparse.Namespace) -> list[str]:
    """Return the command line of one crawl."""
    words = [sys.executable, "-m", "betterserved", "crawl", str(work / "councils.csv")]
    words += ["--links", str(work / "links.csv"), "--out", str(work / "runs"), "--run-id", run_id]
    words += ["--proxy", estate.proxy_url, "--delay", "0.05", "--concurrency", "2"]
    words += [part for journey in options.journeys.split(",") for part in ("--journey", journey)]
    words += [] if options.browser else ["--no-browser"]
    return [*words, *([] if options.audits else ["--no-audits"])]


def survive(
    number: int, how: str, estate: Estate, work: Path, options: argparse.Namespace, seconds: float
) -> dict[str, Any]:
    """Crawl once, struck in the way of *how*, and go on until it is done."""
    dice = random.Random(f"{options.seed} {number}")
    run_id = f"struck-{number}"
    words = command(estate, work, run_id, options)
    sessions: list[dict[str, Any]] = []
    blows = 2 if how in SIGNALS and number % 3 == 0 else 1
    for attempt in range(blows + 3):
        blow = how if len([one for one in sessions if one["struck"]]) < blows else ""
        # The first seconds go to starting; a crawl that goes on has less to do than one from the start.
        # The sooner of two: what is left when it takes less long this time would go unstruck.
        moment = dice.uniform(2, seconds * (0.6 if attempt == 0 else 0.25))
        again = ["--resume"] if (work / "runs" / run_id / "councils").is_dir() else []
        status, struck, left, lasted, said = session([*words, *again], blow, moment, dice, options.faketime)
        sessions.append(
            {
                "how": blow,
                "at": round(moment, 1),
                "struck": struck,
                "status": status,
                "left": left,
                "seconds": lasted,
            }
        )
        if status == 0:
            break
        if not struck:
            raise SystemExit(f"survival: a crawl left in peace ended with status {status}:\n{said}")
    return {
        "number": number,
        "how": how,
        "run": run_id,
        "sessions": sessions,
        "status": sessions[-1]["status"],
    }


def main() -> int:
    """Strike and compare; 0 where everything was survived."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--councils", default=",".join(COUNCILS))
    parser.add_argument("--journeys", default=",".join(JOURNEYS))
    parser.add_argument("--how", default=",".join(HOW))
    parser.add_argument("--audits", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--faketime", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if STEP in options.how.split(",") and not (options.faketime and options.faketime.is_file()):
        parser.error("step-clock needs --faketime, the path of libfaketimeMT.so.1")
    console = Console(width=140, highlight=False)
    with tempfile.TemporaryDirectory() as folder, Estate(councils=options.councils.split(",")) as estate:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        estate.write_councils_csv(work / "councils.csv")
        estate.write_links_csv(work / "links.csv")
        estate.reset("survival")
        status, _, left, seconds, said = session(
            command(estate, work, "whole", options), "", 0, random.Random(0)
        )
        if status:
            raise SystemExit(f"survival: the undisturbed crawl ended with status {status}:\n{said}")
        whole = told(RunFolder.open(work / "runs" / "whole"))
        rows = sum(map(len, whole.values()))
        console.print(
            f"Undisturbed: {seconds:g} s, {len(whole['surveys'])} surveys, {len(whole['answers'])} answers"
        )
        ways, done = options.how.split(","), []
        for number in range(options.kills):
            one = survive(number, ways[number % len(ways)], estate, work, options, seconds)
            lines = list(differences(whole, told(RunFolder.open(work / "runs" / one["run"]))))
            one |= {"identical": not lines and one["status"] == 0, "differences": lines}
            done.append(one)
            show(console, one)
        ledger = estate.ledger()
    left += [name for one in done for each in one["sessions"] for name in each["left"]]
    identical = sum(one["identical"] for one in done)
    table = Table(title=f"{identical} of {len(done)} identical to the undisturbed run", title_justify="left")
    for column in ("way", "runs", "identical", "processes left"):
        table.add_column(column, justify="left" if column == "way" else "right")
    for way in ways:
        some = [one for one in done if one["how"] == way]
        behind = sum(len(each["left"]) for one in some for each in one["sessions"])
        table.add_row(way, str(len(some)), str(sum(one["identical"] for one in some)), str(behind))
    console.print(table)
    console.print(f"Left behind: {', '.join(left) or 'nothing'}. Ledger: {len(ledger)} lines.", markup=False)
    if options.json:
        figures = {
            "seconds": seconds,
            "rows": rows,
            "identical": identical,
            "runs": done,
            "left": left,
            "ledger": ledger,
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return int(identical < len(done) or bool(left) or bool(ledger))


def show(console: Console, one: Mapping[str, Any]) -> None:
    """Print how one run ended."""
    steps = ", then ".join(
        f"{each['how']} at {each['at']:g} s: status {each['status']} after {each['seconds']:g} s"
        if each["struck"] else f"in peace: status {each['status']} after {each['seconds']:g} s"
        for each in one["sessions"]
    )  # fmt: skip
    console.print(
        f"{one['number'] + 1}. {steps}: {'identical' if one['identical'] else 'DIFFERENT'}", markup=False
    )
    for line in one["differences"][:SHOWN]:
        console.print(f"   {line}", markup=False)
    for each in one["sessions"]:
        if each["left"]:
            console.print(f"   left behind: {', '.join(each['left'])}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
