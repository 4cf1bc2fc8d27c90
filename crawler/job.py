"""A crawl as the command line does it: checked first, shown on the way, summed up at the end."""

from __future__ import annotations

import importlib.util
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from crawler.cluster.run import Cluster

NEEDED = ("scrapy", "playwright", "psutil", "selenium", "pikepdf", "cryptography")
CLUSTER = ("distributed", "fsspec")
_SHELL_OFFSET = 128
# The exit status of a crawl that the kill switch stopped.
KILLED = 4


class CrawlerMissingError(Exception):
    """The packages that visit sites are not installed."""

    status = 1


class InterruptedCrawl(Exception):
    """The crawl was told to stop. `status` is the exit status by a shell's convention."""

    def __init__(self, summary: CrawlSummary) -> None:
        how = f"give the same command with --run-id {summary.run_id} --resume"
        stopped = "stopped by the kill switch" if summary.killed else "interrupted"
        super().__init__(
            f"{stopped} after {summary.councils:,} councils, which are kept in {summary.path}. "
            + (f"To go on, delete that file and {how}" if summary.killed else f"To go on, {how}")
        )
        self.status = KILLED if summary.killed else _SHELL_OFFSET + (summary.signal or signal.SIGINT)


class HaltedCrawl(Exception):
    """The crawl stopped by itself, for what is no council's fault. Status 1, so that a timer tries again."""

    status = 1

    def __init__(self, summary: CrawlSummary) -> None:
        super().__init__(
            f"stopped after {summary.councils:,} councils, which are kept in {summary.path}: "
            f"{summary.halted}, then give the same command with --run-id {summary.run_id} --resume"
        )


def crawl_job(
    console: Console,
    councils: Sequence[Council],
    packs: Sequence[JourneyPack],
    options: CrawlOptions,
    out: Path,
    run_id: str = "",
    resume: bool = False,
    every: Sequence[Council] = (),
    scheduler: str = "",
    store: str = "",
) -> RunFolder:
    """Visit *councils* and return the run's folder, with progress and a summary on *console*.

    *scheduler*: the address of a Dask cluster whose workers visit, "" for this process; *store* the URL
    by which what they saw comes here.

    *every*: the whole list from which *councils* were chosen: what is seen of one does not depend on that.
    Raises `InputError` before anything starts where an option cannot be used, `CrawlerMissingError`,
    `StoreError`, `InterruptedCrawl` and `HaltedCrawl`.
    """
    options = replace(options, kill_switch=options.kill_switch or out / KILL_SWITCH)
    # The browser of a cluster is on its workers.
    checked(replace(options, chromium=None) if scheduler else options)
    permits = permissions_of(options, every or councils)
    links = _links(console, options, councils, every)
    if left_out := [one for one in councils if opted_out(one)]:
        named = ", ".join(one.name for one in left_out)
        console.print(f"Opted out, so not visited: {named}", markup=False, soft_wrap=True)
    name = chosen_run_id(out, run_id, resume)
    if resume:
        refuse_another_list(out / name, councils, packs)
    if store and not scheduler:
        raise InputError("--store is for --scheduler; without it everything is kept in --out")
    _refuse_missing(NEEDED, "visiting sites", "crawl")
    if scheduler:
        _refuse_missing(CLUSTER, "--scheduler", "cluster")
    if not scheduler:
        options = _with_browser(console, options)
    if resume and (note := other_options(out / name, options)):
        console.print(note, markup=False, soft_wrap=True)
    if options.permissions is not None:
        valid = {one.gss for one in permits if one.since <= today() <= one.until}
        walked = sum(1 for one in councils if one.gss in valid)
        console.print(
            f"{options.permissions}: the forms of {walked:,} of {len(councils):,} councils may be walked; "
            f"to stop at once, create {options.kill_switch}",
            markup=False,
            soft_wrap=True,
        )
    from crawler.run import crawl

    joining = _cluster(scheduler, store, options, out, name, resume)
    with joining as cluster, Display(console, "Visiting") as display:
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
            cluster=cluster,
        )
        if cluster is not None:
            cluster.finish(RunFolder.open(summary.path))
    if summary.halted:
        raise HaltedCrawl(summary)
    if summary.interrupted:
        raise InterruptedCrawl(summary)
    for line in summary_lines(summary):
        console.print(line, markup=False, soft_wrap=True)
    return RunFolder.open(summary.path)


def _refuse_missing(packages: Sequence[str], what: str, extra: str) -> None:
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        raise CrawlerMissingError(
            f"{what} needs {', '.join(missing)}: make setup, or pip install 'betterserved[{extra}]'"
        )


@contextmanager
def _cluster(
    scheduler: str, store: str, options: CrawlOptions, out: Path, name: str, resume: bool
) -> Iterator[Cluster | None]:
    """Join the cluster of *scheduler* for as long as the block lasts; None where there is no scheduler."""
    if not scheduler:
        yield None
        return
    from crawler.cluster.run import joined

    with joined(scheduler, store, options, out, name, resume) as cluster:
        yield cluster


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
    if summary.stopped:
        several = "; ".join(why for _, why in sorted(summary.stopped.items())[:5])
        lines.append(f"Hosts left alone: {len(summary.stopped):,}: {several}")
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
