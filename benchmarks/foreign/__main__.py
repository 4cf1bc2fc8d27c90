"""Form engines that we did not write, run on this machine and walked by the tool to the page before submission.

    python -m benchmarks.foreign [--engine NAME ...] [--depth observe|steps] [--cache .foreign] [--json FILE] [--keep FOLDER]

For each engine a small service is installed from its packages and started on loopback, behind a proxy that writes
down every request. A script first walks each form to its very end, so that it is certain that both ledgers fill when
something is submitted. Then the real command line surveys a small council's site that links to the forms: in
`observe`, where nothing may be sent at all, and in `steps`, with the council's permission, where the walk has to come
to the last page and submit nothing. Exit status: 0 as it should be, 1 not, 2 an engine could not be run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Error, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.foreign import council
from benchmarks.foreign.application import CannotRun, Running, installed, running, version
from benchmarks.foreign.by_hand import walk_by_hand
from benchmarks.foreign.engines import ENGINES, Engine
from benchmarks.foreign.judging import Outcome, outcome_of, submits
from benchmarks.foreign.recording import Recorder, recording_proxy
from crawler.chromium import find_browser
from store import RunFolder

ROOT = Path(__file__).resolve().parents[2]
# A public building's, as the manual asks for: the Palace of Westminster.
POSTCODE = "SW1A 0AA"


def main() -> int:
    options = _options()
    chosen = [one for one in ENGINES if not options.engine or one.name in options.engine]
    with contextlib.ExitStack() as stack:
        work = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        try:
            services, versions = _start(stack, chosen, options.cache.resolve(), work)
        except CannotRun as error:
            print(error, file=sys.stderr)
            return 2
        hosts = {one.engine.host: one.port for one in services}
        hosts[council.HOST] = stack.enter_context(council.council_site(chosen))
        proxy, recorder = stack.enter_context(recording_proxy(hosts, work / "requests.jsonl"))
        faults = _prove_by_hand(services, proxy, recorder)
        outcomes = []
        for depth in options.depth:
            outcomes += _survey(depth, services, proxy, recorder, work)
            strays = [
                one
                for one in recorder.lines()
                if one.sends and one.host not in {each.host for each in chosen}
            ]
            faults += [f"{depth}: {one.method} to {one.host}{one.path}" for one in strays]
    _show(outcomes, versions)
    faults += [f"{one.engine}, {one.depth}: {fault}" for one in outcomes for fault in one.faults]
    if options.json:
        whole = {"versions": versions, "outcomes": [asdict(one) for one in outcomes], "faults": faults}
        options.json.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _start(
    stack: contextlib.ExitStack, chosen: Sequence[Engine], cache: Path, work: Path
) -> tuple[list[Running], dict[str, str]]:
    """Install and start the services, which end with *stack*; them and the versions of their engines."""
    services, versions = [], {}
    for engine in chosen:
        folder = installed(engine, cache)
        versions[engine.name] = f"{engine.package} {version(engine, folder)}"
        services.append(stack.enter_context(running(engine, folder, work)))
    return services, versions


def _prove_by_hand(services: Sequence[Running], proxy: str, recorder: Recorder) -> list[str]:
    """Send each form once as a person would; what is wrong with the tables or the ledgers. Both are emptied after."""
    faults = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_browser(fetch_driver=False).path), proxy={"server": proxy}
        )
        for one in services:
            recorder.clear()
            try:
                walk_by_hand(chromium, one.engine)
            except (Error, AssertionError) as error:
                faults.append(f"{one.engine.name}: cannot be walked by hand: {error}")
            until = time.monotonic() + 10
            while not one.made() and time.monotonic() < until:
                time.sleep(0.1)
            recorded = [line for line in recorder.lines() if submits(one.engine, line)]
            if len(one.made()) != 1 or len(recorded) != 1:
                faults.append(
                    f"{one.engine.name}: sent by hand once, but the ledgers say {one.made()} and {recorded}"
                )
            one.ledger.unlink(missing_ok=True)
        chromium.close()
    recorder.clear()
    return faults


def _survey(
    depth: str, services: Sequence[Running], proxy: str, recorder: Recorder, work: Path
) -> list[Outcome]:
    """Survey the council once in *depth* with the real command line, and judge each engine."""
    engines = [one.engine for one in services]
    councils, permissions = work / "councils.csv", work / "permissions.csv"
    councils.write_text(council.councils_csv(), encoding="utf-8")
    permissions.write_text(council.permissions_csv([one.host for one in engines]), encoding="utf-8")
    recorder.clear()
    command = [sys.executable, "-m", "betterserved", "run", str(councils), "--proxy", proxy, "--no-audits"]
    command += [
        "--delay",
        "0.2",
        "--out",
        str(work / "runs"),
        "--run-id",
        depth,
        "--site",
        str(work / f"site-{depth}"),
    ]
    command += ["--depth", depth, "--postcode", POSTCODE]
    command += ["--permissions", str(permissions)] if depth == "steps" else []
    command += [part for one in engines for part in ("--journey", one.journey)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(
            f"The tool ended with {done.returncode} in {depth}: {(done.stderr or done.stdout)[-2000:]}"
        )
    evidence = RunFolder.open(work / "runs" / depth).evidence(council.GSS)
    return [
        outcome_of(one.engine, depth, evidence, recorder.lines(one.engine.host), one.made())
        for one in services
    ]


def _show(outcomes: Sequence[Outcome], versions: dict[str, str]) -> None:
    table = Table("engine", "depth", "page reached", "stopped by", "sent", "submitted")
    for one in outcomes:
        row = (versions[one.engine], one.depth, f"{one.reached} of {one.of}", one.stop or "-")
        table.add_row(*row, str(len(one.sent)), str(len(one.submitted)))
    Console().print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    names = [one.name for one in ENGINES]
    parser.add_argument("--engine", action="append", choices=names, help="only this one; repeatable")
    parser.add_argument("--depth", action="append", choices=["observe", "steps"], help="only this depth")
    parser.add_argument("--cache", type=Path, default=ROOT / ".foreign", help="where packages are installed")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--keep", type=Path, help="keep runs, logs and every request in this folder")
    options = parser.parse_args()
    options.depth = options.depth or ["observe", "steps"]
    return options


if __name__ == "__main__":
    sys.exit(main())
