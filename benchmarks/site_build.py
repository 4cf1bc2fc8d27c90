"""How quickly is a national site built, in how much memory, and is any of its links broken?

    python benchmarks/site_build.py [--councils 382] [--runs 4] [--scale] [--incremental] [--keep FOLDER] [--json FILE]

Simulates runs of the councils of councils.csv (tests/simulated_run.py; drawn by a seed, about nobody), builds the site
of them in a process of its own, and says: seconds by the clock and of processor time, the most memory that it and its
children held together, pages, the heaviest page, broken links. `--scale` builds halves as well, of councils and of
runs, and shows whether time grows in line with them. `--incremental` builds the site again with what the first build
kept: after nothing, after one decision of a person, and after one council was judged otherwise. How busy the machine is
decides seconds by the clock: the load is said.
"""

from __future__ import annotations

import argparse
import json
import os
import posixpath
import subprocess
import sys
import tempfile
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crawler.councils import load_councils
from tests.simulated_run import simulate

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEGABYTES, PAGE_BYTES = 60, 1000, 150_000
AGAIN_SECONDS = 10
_BUILD = """
import json, resource, sys, time
from pathlib import Path
from reports.cache import NOTHING_KEPT, beside
from reports.register import Register
from reports.reviews import load_reviews
from reports.site import build
from store import RunFolder
from tests.simulated_run import simulated_methodology
site, kept, reviews = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
began = time.monotonic()
made = build(
    [RunFolder.open(Path(one)) for one in sys.argv[4:]], site, methodology=simulated_methodology(),
    register=Register(reviews=load_reviews(Path(reviews)) if reviews else ()),
    cache=beside(site) if kept else NOTHING_KEPT,
)
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"pages": made.pages, "seconds": round(time.monotonic() - began, 1),
                  "cpu_seconds": round(sum(one.ru_utime + one.ru_stime for one in used), 1)}))
"""


def measure(runs: list[Path], site: Path, *, keep: bool = False, reviews: str = "") -> dict[str, Any]:
    """Build the site of *runs* at *site*; return its figures, memory included.

    With *keep* what an earlier build kept is taken; *reviews* is the path of a file of decisions.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _BUILD, str(site), "keep" if keep else "", reviews, *map(str, runs)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    most = [0]
    watch = threading.Thread(target=_watch, args=(process, most))
    watch.start()
    out, _ = process.communicate()
    watch.join()
    if process.returncode:
        raise SystemExit(f"site_build: the build ended with status {process.returncode}")
    load = round(os.getloadavg()[0], 1)
    return {**json.loads(out), "megabytes": most[0] // 1000, "runs": len(runs), "load": load}


def rebuilds(runs: list[Path], site: Path, work: Path) -> dict[str, dict[str, Any]]:
    """Build *site* keeping what the next build can take, and again after small changes; return the figures."""
    newest = runs[-1]
    answers = newest / "answers.jsonl"
    rows = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    found = {"first, keeping": measure(runs, site, keep=True), "nothing": measure(runs, site, keep=True)}
    # A question of every council: its error rate, and with it every rank, is drawn anew.
    one = next(row for row in rows if row["question"] == "core/form-opens" and row["outcome"] == "yes")
    reviews = work / "reviews.csv"
    reviews.write_text(
        "run,council,journey,question,outcome,reviewer,reason,date\n"
        f"{newest.name},{one['council']},{one['journey']},{one['question']},no,A. Person,Simulated,2026-11-25\n",
        "utf-8",
    )
    found["one decision"] = measure(runs, site, keep=True, reviews=str(reviews))
    as_it_was = answers.read_bytes()
    try:
        own = [row for row in rows if row["council"] == one["council"] and row["outcome"] in ("yes", "no")]
        for row in own[::10]:
            row["outcome"] = "no" if row["outcome"] == "yes" else "yes"
        answers.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        found["one council judged otherwise"] = measure(runs, site, keep=True, reviews=str(reviews))
    finally:
        answers.write_bytes(as_it_was)
    return found


def _watch(process: subprocess.Popen[str], most: list[int]) -> None:
    """Keep in *most* the kB that the process and its children hold, what they share counted once."""
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_held, [process.pid, *_children(process.pid)])))
        time.sleep(0.5)


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


class _Links(HTMLParser):
    """Collects the addresses and the ids of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value and tag in ("a", "img", "link", "script"):
                self.links.append(value)


def broken_links(site: Path) -> tuple[int, list[str]]:
    """Follow every link of every page inside *site*; return how many there are, and those that lead nowhere."""
    ids: dict[str, set[str]] = {}
    wanted: dict[tuple[str, str], str] = {}
    count = 0
    for path in site.rglob("*.html"):
        page = str(path.relative_to(site))
        read = _Links()
        read.feed(path.read_text("utf-8"))
        ids[page] = read.ids
        for link in read.links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            count += 1
            target = page
            if address.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path)))
            wanted.setdefault((target, address.fragment), page)
    broken = []
    for (target, fragment), page in wanted.items():
        if not (site / target).is_file():
            broken.append(f"{page}: {target}")
        elif fragment and fragment not in ids.get(target, ()):
            broken.append(f"{page}: {target}#{fragment}")
    return count, broken


def heaviest(site: Path) -> tuple[int, str]:
    """Return the bytes and the path of the heaviest page."""
    return max((one.stat().st_size, str(one.relative_to(site))) for one in site.rglob("*.html"))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--councils", type=int, default=382)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument(
        "--scale", action="store_true", help="also build half the councils, and half the runs"
    )
    parser.add_argument(
        "--incremental", action="store_true", help="also build again after nothing, a decision, a change"
    )
    parser.add_argument(
        "--keep", type=Path, help="keep runs and sites in this folder; runs already there are used"
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.keep or Path(scratch)
        figures = _all(work, options)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    whole = figures[0]
    good = (
        whole["seconds"] < SECONDS and whole["megabytes"] < MEGABYTES
        and whole["heaviest_bytes"] < PAGE_BYTES and not whole["broken"]
    )  # fmt: skip
    again = [one["seconds"] for name, one in whole.get("again", {}).items() if name != "first, keeping"]
    return 0 if good and all(seconds < AGAIN_SECONDS for seconds in again) else 1


def _all(work: Path, options: argparse.Namespace) -> list[dict[str, Any]]:
    sizes = [(options.councils, options.runs)]
    if options.scale:
        sizes += [(options.councils // 2, options.runs), (options.councils, max(1, options.runs // 2))]
    figures = []
    for councils, runs in sizes:
        folders = _runs(work / f"runs-{councils}", councils, options.runs)[-runs:]
        site = work / f"site-{councils}-{runs}"
        made = measure(folders, site)
        links, broken = broken_links(site)
        weight, page = heaviest(site)
        made |= {
            "councils": councils,
            "links": links,
            "broken": broken,
            "heaviest_bytes": weight,
            "heaviest": page,
        }
        figures.append(made)
        print(
            f"{councils} councils, {runs} runs: {made['pages']:,} pages in {made['seconds']} s ({made['cpu_seconds']} s of "
            f"processor, load {made['load']}), {made['megabytes']} MB; heaviest page {weight:,} bytes ({page}); {links:,} links, "
            f"{len(broken)} broken{': ' + '; '.join(broken[:3]) if broken else ''}",
            flush=True,
        )
    if options.incremental:
        folders = _runs(work / f"runs-{options.councils}", options.councils, options.runs)[-options.runs :]
        figures[0]["again"] = rebuilds(folders, work / f"site-{options.councils}-again", work)
        for name, made in figures[0]["again"].items():
            print(
                f"built again after {name}: {made['seconds']} s ({made['cpu_seconds']} s of processor, "
                f"load {made['load']}), {made['megabytes']} MB",
                flush=True,
            )
    return figures


def _runs(folder: Path, councils: int, runs: int) -> list[Path]:
    if not folder.is_dir():
        every = load_councils(ROOT / "councils.csv")
        # Every so-manieth council, so that a part has all types and regions too.
        simulate(folder, every[:: max(1, len(every) // councils)][:councils], runs=runs)
    return sorted(one for one in folder.iterdir() if one.name.startswith("simulated-"))


if __name__ == "__main__":
    raise SystemExit(main())
