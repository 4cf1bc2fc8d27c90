"""A crawl as the command line does it: checked first, shown on the way, summed up at the end."""

from __future__ import annotations

import importlib.util
import signal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from checks.model import Council
from checks.registry import JourneyPack
from crawler.asked import checked, chosen_run_id, other_options, refuse_another_list
from crawler.govuk_links import LinkRow, load_links
from crawler.options import KILL_SWITCH, CrawlOptions, CrawlSummary
from crawler.permissions import permissions_of, today
from crawler.progress import Display, spoken
from store import RunFolder
from store.inputs import InputError
from store.opt_outs import opted_out

NEEDED = ("scrapy", "playwright", "psutil", "selenium", "pikepdf", "cryptography")
_SHELL_OFFSET = 128


class CrawlerMissingError(Exception):
    """The packages that visit sites are not installed."""

    status = 1


class InterruptedCrawl(Exception):
    """The crawl was told to stop. `status` is the exit status by a shell's convention."""

    def __init__(self, summary: CrawlSummary) -> None:
        super().__init__(
            f"interrupted after {summary.councils:,} councils, which are kept in {summary.path}. "
            f"To go on, give the same command with --run-id {summary.run_id} --resume"
        )
        self.status = _SHELL_OFFSET + (summary.signal or signal.SIGINT)


def crawl_job(
    console: Console,
    councils: Sequence[Council],
    packs: Sequence[JourneyPack],
    options: CrawlOptions,
    out: Path,
    run_id: str = "",
    resume: bool = False,
    every: Sequence[Council] = (),
) -> RunFolder:
    """Visit *councils* and return the run's folder, with progress and a summary on *console*.

    *every*: the whole list from which *councils* were chosen: what is seen of one does not depend on that.
    Raises `InputError` before anything starts where an option cannot be used, `CrawlerMissingError`,
    `StoreError` and `InterruptedCrawl`.
    """
    options = replace(options, kill_switch=options.kill_switch or out / KILL_SWITCH)
    checked(options)
    permits = permissions_of(options, every or councils)
    links = _links(console, options, councils, every)
    if left_out := [one for one in councils if opted_out(one)]:
        named = ", ".join(one.name for one in left_out)
        console.print(f"Opted out, so not visited: {named}", markup=False, soft_wrap=True)
    name = chosen_run_id(out, run_id, resume)
    if resume:
        refuse_another_list(out / name, councils, packs)
    missing = [package for package in NEEDED if importlib.util.find_spec(package) is None]
    if missing:
        raise CrawlerMissingError(
            f"visiting sites needs {', '.join(missing)}: make setup, or pip install 'betterserved[crawl]'"
        )
    options = _with_browser(console, options)
    if resume and (note := other_options(out / name, options)):
        console.print(note, markup=False, soft_wrap=True)
    if options.permissions is not None:
        valid = {one.gss for one in permits if one.since <= today() <= one.until}
        walked = sum(1 for one in councils if one.gss in valid)
        console.print(
            f"{options.permissions}: the forms of {walked:,} of {len(councils):,} councils may be walked; "
            f"to stop every walk at once, create {options.kill_switch}",
            markup=False,
            soft_wrap=True,
        )
    from crawler.run import crawl

    with Display(console, "Visiting") as display:
        summary = crawl(
            councils,
            [pack.journey for pack in packs],
            options=options,
            out=out,
            run_id=name,
            links=links,
            resume=resume,
            progress=display.crawl,
            every=every,
        )
    if summary.interrupted:
        raise InterruptedCrawl(summary)
    for line in summary_lines(summary):
        console.print(line, markup=False, soft_wrap=True)
    return RunFolder.open(summary.path)


def summary_lines(summary: CrawlSummary) -> list[str]:
    """Return how a crawl ended, in sentences for the terminal."""
    lines = [
        f"Visited {summary.councils:,} councils in {spoken(summary.seconds)}: {summary.pages:,} pages, "
        f"and {summary.browser_pages:,} in the browser. The run is in {summary.path}"
    ]
    untested = sum(summary.could_not_test.values())
    if untested:
        causes = sorted(summary.could_not_test.items(), key=lambda item: (-item[1], item[0]))
        lines.append(
            f"{untested:,} of {summary.councils:,} councils could not be tested: "
            + ", ".join(f"{count:,} {cause}" for cause, count in causes)
        )
    if summary.failed:
        shown = "; ".join(f"{gss}: {why}" for gss, why in sorted(summary.failed.items())[:5])
        lines.append(
            f"Our own error lost {len(summary.failed):,} councils (--resume tries them again): {shown}"
        )
    return lines


def _links(
    console: Console, options: CrawlOptions, councils: Sequence[Council], every: Sequence[Council]
) -> Mapping[str, Sequence[LinkRow]]:
    if not options.links:
        return {}
    links = load_links(options.links, councils, every)
    kept = sum(len(rows) for rows in links.rows.values())
    skipped = "; ".join(f"{count:,} {reason}" for reason, count in sorted(links.skipped.items()))
    left_out = f"; left out: {skipped}" if skipped else ""
    console.print(
        f"{options.links}: {kept:,} links of {len(links.rows):,} councils{left_out}",
        markup=False,
        soft_wrap=True,
    )
    return links.rows


def _with_browser(console: Console, options: CrawlOptions) -> CrawlOptions:
    """Say which browser will be used; a run that cannot have one must not start as if it could."""
    if not options.browser:
        return options
    from crawler.chromium import NoBrowserError, find_browser

    try:
        choice = find_browser(options.chromium)
    except NoBrowserError as error:
        raise InputError(str(error)) from None
    console.print(choice.sentence, markup=False, soft_wrap=True)
    return replace(options, chromium=choice.path)
