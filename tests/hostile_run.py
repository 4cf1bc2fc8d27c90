"""Crawls hostile councils in a process of its own: `hostile_run.py PROXY OUT [--browser] [NAME ...]`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from checks.model import Council, CouncilType
from checks.registry import pack_of
from crawler.options import CrawlOptions
from crawler.run import crawl
from tests.hostile import HOSTS


def councils(names: tuple[str, ...] = HOSTS) -> list[Council]:
    return [
        Council(f"E069990{at:02}", host, CouncilType.UNITARY, "England", "", f"http://{host}.example/")
        for at, host in enumerate(names)
    ]


if __name__ == "__main__":
    options = CrawlOptions(
        proxy=sys.argv[1],
        browser="--browser" in sys.argv,
        delay=0,
        timeout=4.0,
        page_budget=25,
        revisit_after=0.2,
        max_bytes=2_000_000,
    )
    summary = crawl(
        councils(tuple(name for name in sys.argv[3:] if not name.startswith("--")) or HOSTS),
        [pack_of("report-fly-tipping").journey],
        options=options,
        out=Path(sys.argv[2]),
        run_id="hostile",
    )
    print(summary)
