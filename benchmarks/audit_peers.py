"""Page states per minute, CPU and memory of an audit beside those of pa11y-ci, @axe-core/cli and Lighthouse.

All audit the same generated pages (benchmarks/browser_tier.py), served on the loopback 150 ms late, one tool after the
other in one run, on the browser that the project itself would take. The tools come from npm into a temporary folder.
Without Node, without the registry or off Linux (CPU and memory are read from /proc) it says so and ends.

    python benchmarks/audit_peers.py [--pages 12] [--lighthouse-pages 3] [--tools FOLDER] [--json FILE]

A page state is a page on one screen. CPU and memory are those of the tool and everything it started, sampled five
times a second: CPU is the last seen of each process, memory the largest sum of proportional shares (PSS).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench_pages import serving
from browser_tier import Handler

from crawler.chromium import BrowserChoice, NoBrowserError, find_browser

PACKAGES = ("pa11y-ci", "@axe-core/cli", "lighthouse")
SAMPLE_S = 0.2
LIMIT_S = 900
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
LEAN = frozenset({"http", "html", "layout", "axe", "picture"})


@dataclass(slots=True)
class Peer:
    """A tool: its name, what it does to a page, its command, and how many of the pages it failed on."""

    name: str
    does: str
    command: list[str]
    states: int
    environment: dict[str, str] = field(default_factory=dict)
    failed: Callable[[str], int] = lambda told: 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--lighthouse-pages", type=int, default=3, help="it takes ten seconds a page")
    parser.add_argument("--tools", type=Path, help="a folder in which npm has installed the tools already")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--ours", choices=("all", "lean"), help=argparse.SUPPRESS)
    parser.add_argument("urls", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ours:
        return asyncio.run(audit(options.urls, options.ours == "all"))
    why = why_not()
    if why:
        print(f"audit_peers: skipped: {why}")
        return 0
    try:
        choice = find_browser()
    except NoBrowserError as error:
        print(f"audit_peers: skipped: {error}")
        return 0
    with tempfile.TemporaryDirectory() as work, serving(Handler) as address:
        try:
            tools = options.tools or installed(Path(work))
        except (OSError, subprocess.SubprocessError) as error:
            print(f"audit_peers: skipped: npm could not install {', '.join(PACKAGES)}: {error}")
            return 0
        urls = [f"{address}/page/{number}" for number in range(options.pages)]
        rows = [measured(one) for one in peers(urls, tools, Path(work), choice, options.lighthouse_pages)]
    show(rows)
    if options.json:
        options.json.write_text(json.dumps({"browser": choice.version, "tools": rows}, indent=2) + "\n")
    return 0


def why_not() -> str:
    """Return why the tools cannot be compared here, "" where they can."""
    if not Path("/proc/self/smaps_rollup").exists():
        return "CPU and memory are read from Linux's /proc"
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not installed: the other tools are written for Node" if missing else ""


def installed(work: Path) -> Path:
    """Install the tools from npm into *work*, without browsers of their own, and return the folder."""
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1", "CHROMEDRIVER_SKIP_DOWNLOAD": "1"}
    print(f"Installing {', '.join(PACKAGES)} from npm ...", flush=True)
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *PACKAGES],
        cwd=work,
        env=environment,
        check=True,
        timeout=300,
        capture_output=True,
    )
    return work


def peers(urls: Sequence[str], tools: Path, work: Path, choice: BrowserChoice, few: int) -> Iterator[Peer]:
    """Yield the tools in the order in which they run."""
    browser, binaries = str(choice.path), tools / "node_modules" / ".bin"
    flags = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage"]
    flags += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    ours = [sys.executable, str(Path(__file__).resolve())]
    whole = "axe at 1280 and 320 px, layout at three widths, pictures"
    yield Peer(
        "Better Served, lean",
        f"a desktop and a phone: {whole}",
        [*ours, "--ours", "lean", *urls],
        2 * len(urls),
    )
    probes = "keyboard, dialogs, pointer, zoom, structure, speed on a slow line"
    yield Peer(
        "Better Served, all",
        f"the same and all probes: {probes}",
        [*ours, "--ours", "all", *urls],
        2 * len(urls),
    )
    config = work / "pa11yci.json"
    launch = {"executablePath": browser, "args": flags}
    defaults = {"runners": ["axe"], "concurrency": 2, "chromeLaunchConfig": launch, "timeout": 60_000}
    config.write_text(json.dumps({"defaults": defaults, "urls": list(urls)}))
    yield Peer(
        f"pa11y-ci {version(tools, 'pa11y-ci')}",
        "axe on one screen, two pages at a time",
        [str(binaries / "pa11y-ci"), "--json", "--config", str(config)],
        len(urls),
        failed=lambda told: sum(
            any("message" in row and "code" not in row for row in rows)
            for rows in json.loads(told).get("results", {}).values()
        ),
    )
    if choice.driver:
        bare = ",".join(flag.removeprefix("--") for flag in flags)
        yield Peer(
            f"@axe-core/cli {version(tools, '@axe-core/cli')}",
            "axe on one screen, one page at a time, no pictures",
            [
                str(binaries / "axe"), *urls, "--chrome-path", browser, "--chromedriver-path", str(choice.driver),
                f"--chrome-options={bare}", "--stdout",
            ],
            len(urls),
            failed=lambda told: len(urls) - len(json.loads(told)),
        )  # fmt: skip
    else:
        print("@axe-core/cli: skipped: no ChromeDriver for this browser")
    some = list(urls[:few])
    script = " && ".join(
        f'"{binaries / "lighthouse"}" "{url}" --quiet --only-categories=accessibility,performance '
        f'--output=json --output-path="{work / f"lighthouse-{at}.json"}" --chrome-flags="{" ".join(flags)}"'
        for at, url in enumerate(some)
    )
    yield Peer(
        f"Lighthouse {version(tools, 'lighthouse')}",
        "accessibility and performance on a throttled phone, one page at a time",
        ["/bin/sh", "-c", script],
        len(some),
        {"CHROME_PATH": browser},
        lambda _: sum(not (work / f"lighthouse-{at}.json").exists() for at in range(len(some))),
    )


def version(tools: Path, package: str) -> str:
    """Return the version of an installed package."""
    return str(json.loads((tools / "node_modules" / package / "package.json").read_text())["version"])


def measured(peer: Peer) -> dict[str, Any]:
    """Run a tool once and return its row."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            peer.command,
            stdout=told,
            stderr=errors,
            env={**os.environ, **peer.environment},
            start_new_session=True,
        )
        cpu, memory = watched(process)
        seconds = time.monotonic() - began
        told.seek(0)
        text = told.read().decode("utf-8", "replace")
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    failed: int | str
    try:
        failed = peer.failed(text)
    except ValueError:
        failed = f"status {process.returncode}: {(said or text).strip()[-300:]}"
    row = {
        "tool": peer.name,
        "does": peer.does,
        "page_states": peer.states,
        "failed": failed,
        "status": process.returncode,
        "states_per_minute": round(60 * peer.states / seconds, 1),
        "cpu_s_per_state": round(cpu / peer.states, 2),
        "peak_memory_mb": round(memory / 1_000_000),
        "seconds": round(seconds, 1),
    }
    print(f"{row['tool']}: {row['states_per_minute']} page states/min", flush=True)
    return row


def watched(process: subprocess.Popen[bytes]) -> tuple[float, int]:
    """Wait for *process* and return the CPU seconds and the most bytes of memory of it and all it started."""
    cpu: dict[tuple[int, str], float] = {}
    known, most, end = {process.pid}, 0, time.monotonic() + LIMIT_S
    while process.poll() is None:
        if time.monotonic() > end:
            process.kill()
        memory = 0
        for pid, parent, started, spent in processes():
            if pid in known or parent in known:
                known.add(pid)
                cpu[pid, started] = spent
                memory += share_of(pid)
        most = max(most, memory)
        time.sleep(SAMPLE_S)
    return sum(cpu.values()), most


def processes() -> Iterator[tuple[int, int, str, float]]:
    """Yield every process: its id, its parent's, when it started, its CPU seconds so far; parents first."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                spent = (int(fields[11]) + int(fields[12])) / TICKS
                found.append((int(folder.name), int(fields[1]), fields[19], spent))
    yield from sorted(found, key=lambda one: (int(one[2]), one[0]))


def share_of(pid: int) -> int:
    """Return a process's memory in bytes, what it shares with others counted in proportion."""
    with contextlib.suppress(OSError, ValueError, IndexError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return 0


async def audit(urls: Sequence[str], whole: bool) -> int:
    """Audit *urls* as a run does, on both screens, and print how many page states failed."""
    from checks.model import Missing
    from crawler.browser import BrowserPool, PoolSettings
    from crawler.visit import FACETS, VisitRequest

    pool = BrowserPool(PoolSettings("https://example.org/bench", allow_private=True))
    await pool.start()
    try:
        facets = FACETS if whole else LEAN
        seen = await asyncio.gather(*(pool.visit(VisitRequest(url, facets=facets)) for url in urls))
    finally:
        await pool.close()
    states = [visit for one in seen for visit in one.devices.values()]
    print(sum(isinstance(visit.facet("axe"), Missing) for visit in states))
    return 0


def show(rows: Sequence[dict[str, Any]]) -> None:
    """Print the table, and how our lean audit stands to the others."""
    print(f"\n{'':26} {'states/min':>10} {'CPU s each':>10} {'peak MB':>8} {'failed':>7}  what it does")
    for row in rows:
        figures = f"{row['states_per_minute']:10} {row['cpu_s_per_state']:10} {row['peak_memory_mb']:8}"
        print(f"{row['tool']:26} {figures} {row['failed']!s:>7}  {row['does']}")
    lean = rows[0]
    for row in rows[2:]:
        rate = lean["states_per_minute"] / row["states_per_minute"]
        cpu = row["cpu_s_per_state"] / lean["cpu_s_per_state"]
        print(
            f"{lean['tool']} against {row['tool']}: {rate:.1f} times the rate, a page state at 1/{cpu:.1f} of the CPU"
        )


if __name__ == "__main__":
    sys.exit(main())
