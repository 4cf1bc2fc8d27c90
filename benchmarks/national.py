"""A rehearsal of the national run: hundreds of councils with a country's speed and faults, and what they cost.

    python benchmarks/national.py [--councils 40] [--delay 1.5] [--concurrency 16] [--no-browser] [--no-audits]
                                  [--seed N] [--keep FOLDER] [--json FILE]

The fictional councils of `tests/estate/nation.py` are visited as an assessor would have it done, all journeys, at the
polite rate. Said of the run: councils and pages an hour, processor time, memory and processes over time, disk, and from
the server's own log how close requests to one host came to one another. Last the arithmetic for 382 councils.

Status 1 where the crawl failed, the ledger has a line, or a page or look-up came sooner than the delay after its
host's last answer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil
from rich.console import Console
from rich.table import Table

from crawler.options import CrawlOptions
from store import RunFolder, card_of
from tests.estate import Estate

ROOT = Path(__file__).resolve().parents[1]
COUNCILS, WEEKEND_H = 382, 60
# The server's log is in milliseconds.
JITTER_S = 0.002
SAMPLE_S = 5.0
SHOWN = 20


class Watch(threading.Thread):
    """Samples a process and all that it started: seconds, MB, processes, open files."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root, self._over, self._start_s = psutil.Process(pid), threading.Event(), time.monotonic()
        self.samples: list[dict[str, float]] = []

    def run(self) -> None:
        """Sample until `end`."""
        while not self._over.wait(SAMPLE_S):
            try:
                family = [self._root, *self._root.children(recursive=True)]
            except psutil.Error:
                return
            kept = files = count = 0
            for one in family:
                try:
                    # What processes share is counted once, so that ten tabs of one browser are not ten browsers.
                    kept += one.memory_full_info().pss
                    files += one.num_fds()
                    count += 1
                except (psutil.Error, OSError):
                    continue
            self.samples.append(
                {
                    "at": round(time.monotonic() - self._start_s, 1),
                    "mb": round(kept / 1e6),
                    "processes": count,
                    "files": files,
                }
            )

    def end(self) -> None:
        """Stop sampling."""
        self._over.set()
        self.join(SAMPLE_S * 2)


def rehearse(options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Visit the nation once; return the figures of the run."""
    with Estate(nation=options.councils, seed=options.seed) as estate:
        estate.write_councils_csv(work / "councils.csv")
        estate.write_links_csv(work / "links.csv")
        estate.reset("national")
        words = [
            sys.executable,
            "-m",
            "betterserved",
            "crawl",
            str(work / "councils.csv"),
            "--run-id",
            "national",
        ]
        words += [
            "--links",
            str(work / "links.csv"),
            "--out",
            str(work / "runs"),
            "--proxy",
            estate.proxy_url,
        ]
        words += ["--delay", str(options.delay), "--concurrency", str(options.concurrency)]
        words += [] if options.browser else ["--no-browser"]
        words += [] if options.audits else ["--no-audits"]
        began, used = time.monotonic(), _processor_s()
        process = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        watch = Watch(process.pid)
        watch.start()
        said, _ = process.communicate()
        watch.end()
        seconds = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"national: the crawl ended with status {process.returncode}:\n{said[-3000:]}")
        asked, ledger = estate.requests(), estate.ledger()
    run = RunFolder.open(work / "runs" / "national")
    visits = [run.visit(gss) for gss in run.finished()]
    return {
        "councils": len(visits),
        "seconds": round(seconds, 1),
        "processor_s": round(_processor_s() - used, 1),
        "pages": sum(one.pages for one in visits),
        "browser_pages": sum(one.browser_pages for one in visits),
        "untested": sum(bool(one.cause) for one in visits),
        "disk_mb": round(card_of(run.path).size / 1e6, 1),
        "ledger": ledger,
        "memory": _over_time(run, watch.samples),
        "politeness": politeness(asked, options.delay),
        "samples": watch.samples,
    }


def _processor_s() -> float:
    """Return the seconds that all processors have worked, for whom ever.

    A browser's processes are children of nobody who could be asked afterwards; so the machine is, which should have
    nothing else to do. The estate that plays the councils is counted with them.
    """
    used = psutil.cpu_times()
    return sum(getattr(used, name, 0.0) for name in ("user", "nice", "system", "irq", "softirq"))


def _over_time(run: RunFolder, samples: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """Return memory, processes and files once ten councils are done, near the end, and the most there were.

    Near the end is the last tenth of the samples, before the crawl is left with a few slow councils and shrinks:
    each figure is a median of ten samples, since one page can weigh more than another.
    """
    began, done = None, []
    for line in (run.path / "events.jsonl").read_text("utf-8").splitlines():
        event = json.loads(line)
        at = datetime.fromisoformat(event["at"]).timestamp()
        began = began or at
        if event["event"] == "council-finished":
            done.append(at - began)
    if len(done) < 10 or len(samples) < 20:
        return {}
    # While a full set of councils is in hand: from the tenth that is done to the last that was begun.
    busy = [one for one in samples if done[9] <= one["at"] <= done[-min(16, len(done) - 9)]] or list(samples)
    ends = {"after_10": busy[:10], "at_the_end": busy[-10:]}
    return {
        **{name: {key: _median([one[key] for one in some]) for key in ("mb", "processes", "files")} for name, some in ends.items()},
        "most_mb": max(one["mb"] for one in samples),
    }  # fmt: skip


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def politeness(asked: Sequence[Mapping[str, Any]], delay: float) -> dict[str, Any]:
    """Return from the server's log how pages and look-ups of one host followed one another, host by host.

    How soon is counted from an answer to the next request; a host is one with `www.` and without.
    """
    by_host: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in asked:
        if one["page"] or one["lookup"]:
            by_host[one["host"].removeprefix("www.")].append(one)
    gaps: list[tuple[float, str, str, str]] = []
    overlaps = 0
    for host, rows in by_host.items():
        rows.sort(key=lambda one: float(one["began"]))
        for before, after in pairwise(rows):
            gaps.append((round(after["began"] - before["t"], 3), host, before["path"], after["path"]))
            overlaps += after["began"] < before["t"]
    soon = sorted(one for one in gaps if one[0] < delay - JITTER_S)
    return {
        "hosts": len(by_host),
        "pages": sum(map(len, by_host.values())),
        "lookups": sum(one["lookup"] for one in asked),
        "other": len(asked) - sum(map(len, by_host.values())),
        "closest_s": min(gaps)[0] if gaps else None,
        "too_soon": len(soon),
        # Seconds, host, the path before and the path that came too soon.
        "soonest": soon[:SHOWN],
        "overlapping": overlaps,
        "busiest": max(((len(rows), host) for host, rows in by_host.items()), default=(0, "")),
    }


def arithmetic(figures: Mapping[str, Any], options: argparse.Namespace) -> list[str]:
    """Return what a run of all 382 would take, with the sums, and which limit binds."""
    each = COUNCILS / figures["councils"]
    hours = figures["seconds"] / 3600
    pages, host = figures["politeness"]["busiest"]
    shared = pages * each * options.delay / 3600
    processor = figures["processor_s"] * each / 3600 / 2
    return [
        f"{COUNCILS} councils / {figures['councils']} = {each:.2f} times this run",
        f"by the clock: {hours:.2f} h x {each:.2f} = {hours * each:.1f} h (a weekend has {WEEKEND_H} h)",
        f"processor: {figures['processor_s']:.0f} s x {each:.2f} / 2 cores = {processor:.1f} h at least",
        f"politeness: {pages} pages of {host}, the busiest host, x {each:.2f} x {options.delay:g} s = {shared:.1f} h at"
        " least, were it shared by all",
        f"disk: {figures['disk_mb']:.0f} MB x {each:.2f} = {figures['disk_mb'] * each / 1000:.1f} GB",
    ]


def show(console: Console, figures: Mapping[str, Any], sums: Sequence[str]) -> None:
    """Print the figures and the arithmetic."""
    hours = figures["seconds"] / 3600
    table = Table(title=f"{figures['councils']} councils in {figures['seconds']:.0f} s", title_justify="left")
    table.add_column("")
    table.add_column("", justify="right")
    memory, polite = figures["memory"], figures["politeness"]
    rows = {
        "councils an hour": f"{figures['councils'] / hours:.0f}",
        "pages read, in the browser": f"{figures['pages']:,}, {figures['browser_pages']:,}",
        "pages an hour": f"{(figures['pages'] + figures['browser_pages']) / hours:,.0f}",
        "processor time, the estate's too": f"{figures['processor_s']:.0f} s",
        "councils that could not be tested": f"{figures['untested']}",
        "disk": f"{figures['disk_mb']:.0f} MB",
        "ledger": f"{len(figures['ledger'])} lines",
        "pages and look-ups asked of hosts": f"{polite['pages']:,} of {polite['hosts']}",
        "look-ups among them": f"{polite['lookups']:,}",
        "closest together at one host": f"{polite['closest_s']} s",
        "sooner than the delay": f"{polite['too_soon']}",
        "while one was being answered": f"{polite['overlapping']}",
    }
    for name, said in (("after_10", "after 10 councils"), ("at_the_end", "near the end")):
        if memory:
            one = memory[name]
            rows[said] = f"{one['mb']:,.0f} MB, {one['processes']:.0f} processes, {one['files']:.0f} files"
    for name, value in rows.items():
        table.add_row(name, value)
    console.print(table)
    for gap, host, before, after in polite["soonest"]:
        console.print(f"too soon: {gap} s, {host} {before} then {after}", markup=False, highlight=False)
    for line in sums:
        console.print(line, markup=False, highlight=False)


def main() -> int:
    """Run the rehearsal; 0 where it kept what it promises."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--councils", type=int, default=40)
    parser.add_argument("--delay", type=float, default=CrawlOptions().delay)
    parser.add_argument("--concurrency", type=int, default=CrawlOptions().concurrency)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--audits", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        figures = rehearse(options, work)
    sums = arithmetic(figures, options)
    show(Console(width=110), figures, sums)
    if options.json:
        options.json.write_text(json.dumps({**figures, "arithmetic": sums}, indent=1) + "\n", "utf-8")
    return int(bool(figures["ledger"] or figures["politeness"]["too_soon"]))


if __name__ == "__main__":
    sys.exit(main())
