"""The whole job on fictional councils, served from this machine."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import typer

from commands.options import CONCURRENCY, Asked, Visit
from commands.stages import (
    BAD_INPUT,
    OUR_ERROR,
    console,
    crawl_options,
    judge,
    methodology,
    publish,
    stop,
    visit_councils,
)


def demonstrate(root: Path, out: Path, everything: bool, browser: bool, chromium: Path | None) -> None:
    """Serve the estate of the checkout at *root*, visit, judge and publish it into *out*."""
    from reports.register import NOBODY
    from reports.terminal import league_table

    if not (root / "tests" / "estate").is_dir():
        stop("`demo` needs the fictional councils in tests/estate: run it in a checkout", BAD_INPUT)
    sys.path.insert(0, str(root))
    from tests.estate import Estate

    rules = methodology("")
    journeys = None if everything else list(rules.journeys)
    with tempfile.TemporaryDirectory() as inputs, Estate("all" if everything else None) as served:
        councils, links = Path(inputs, "councils.csv"), Path(inputs, "links.csv")
        served.write_councils_csv(councils)
        served.write_links_csv(links)
        typer.echo(f"Fictional councils are served at {served.proxy_url}; nothing leaves this machine.")
        visit = Visit(served.proxy_url, browser, chromium=chromium, delay=0.0)
        options = replace(crawl_options(visit, links, CONCURRENCY), fictional=True)
        folder = visit_councils(Asked(councils, out / "runs", journey=journeys), options)
        committed = len(served.ledger())
    summary = judge(folder, None, rules)
    league_table(folder, rules, console())
    typer.echo(f"Requests that would have sent a form, a message or a payment: {committed}")
    publish([folder], out / "site", rules, "", NOBODY)
    raise typer.Exit(OUR_ERROR if committed or summary.waiting else 0)
