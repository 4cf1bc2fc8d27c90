"""Runs one crawl from a list of councils to a folder of evidence."""

from __future__ import annotations

import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess

from checks.model import Cause, Council, Journey
from crawler.chromium import BrowserChoice
from crawler.feed import ListFeed
from crawler.govuk_links import LinkRow
from crawler.options import CrawlOptions, CrawlSummary, Progress, Visited
from crawler.permissions import permissions_of, told_permissions
from crawler.record import record_of_end, record_of_start, versions_used
from crawler.settings import settings_for
from crawler.spider import SurveySpider
from crawler.stopping import Stopping
from store import CouncilVisit, RunFolder, held, now, out_of_room
from store.opt_outs import opted_out

if TYPE_CHECKING:
    from crawler.cluster.run import Cluster


def crawl(
    councils: Sequence[Council],
    journeys: Sequence[Journey],
    *,
    options: CrawlOptions,
    out: Path,
    run_id: str,
    links: Mapping[str, Sequence[LinkRow]] | None = None,
    resume: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    every: Sequence[Council] = (),
    cluster: Cluster | None = None,
) -> CrawlSummary:
    """Visit every council for every journey it runs or signposts; leave `out/run_id` with the evidence.

    *every*: all councils that are known, of which *councils* are those to visit (default: the same). A
    council's answers do not depend on which others are visited: whose site a link leads to, who is whose
    county, is read from this list. *cluster*: its workers visit, and this process only fetches what they saw.
    Blocks until done; one crawl per process (Twisted's reactor cannot be started twice). A signal stops it
    cleanly and leaves unfinished councils to `resume`. Raises `store.StoreError` where the folder is in use.
    """
    with held(out / run_id):
        return _crawl(
            councils,
            journeys,
            options,
            out / run_id,
            links or {},
            resume,
            progress,
            every or councils,
            cluster,
        )


def _crawl(
    councils: Sequence[Council],
    journeys: Sequence[Journey],
    options: CrawlOptions,
    path: Path,
    links: Mapping[str, Sequence[LinkRow]],
    resume: bool,
    progress: Callable[[Progress], None],
    every: Sequence[Council],
    cluster: Cluster | None,
) -> CrawlSummary:
    """Visit the councils of a run that nobody else writes."""
    run = RunFolder.create(path, resume=resume)
    run.write_councils(councils)
    finished = set(run.finished())
    waiting = [one for one in councils if one.gss not in finished]
    for one in (one for one in waiting if opted_out(one)):
        _leave_out(run, one)
    waiting = [one for one in waiting if not opted_out(one)]
    began, started = time.monotonic(), now()
    before = run.crawl_record() or {}
    # Written first too, so that a run that is killed still says what it was told.
    permits = permissions_of(options, every)
    told = told_permissions(permits, (one.gss for one in councils))
    run.write_crawl_record(record_of_start(before, run.id, journeys, options, started, told))
    run.tell("session-began", councils=len(councils), waiting=len(waiting), resumed=resume)
    switch = options.kill_switch
    with Stopping() as stopping:
        if cluster is not None:
            visited = cluster.crawl(
                run,
                waiting,
                journeys,
                links,
                every,
                progress,
                lambda: bool(stopping.signal) or _is_on(switch),
            )
        elif waiting:
            visited = _visit(run, waiting, journeys, links, options, every, progress, stopping)
        else:
            visited = Visited(versions=versions_used(options, None))
    killed = visited.killed or (cluster is not None and _is_on(switch))
    ended = bool(stopping.signal or visited.halted) or killed
    summary = _summary(run, councils, visited, ended, time.monotonic() - began)
    summary = replace(
        summary, signal=stopping.signal, killed=killed, stopped=visited.stopped, halted=visited.halted
    )
    if not summary.interrupted and not summary.failed:
        shutil.rmtree(run.path / ".http-cache", ignore_errors=True)
    try:
        run.write_crawl_record(
            record_of_end(before, summary, journeys, options, started, visited.versions, told)
        )
    except OSError as error:
        # Where that is why it stopped, the record of the start says enough: that the crawl did not end.
        if not (visited.halted and out_of_room(error)):
            raise
    run.tell(
        "session-ended",
        finished=summary.councils,
        failed=len(summary.failed),
        signal=summary.signal,
        killed=killed,
    )
    return summary


def _visit(
    run: RunFolder,
    waiting: Sequence[Council],
    journeys: Sequence[Journey],
    links: Mapping[str, Sequence[LinkRow]],
    options: CrawlOptions,
    every: Sequence[Council],
    progress: Callable[[Progress], None],
    stopping: Stopping,
) -> Visited:
    """Visit the councils from this process."""
    process = AsyncCrawlerProcess(settings_for(options, run.path))
    # A log that cannot be written, to a full disk say, must not fill the terminal instead.
    logging.raiseExceptions = False
    # A robots.txt that cannot be fetched is no news: the page's own fetch says why.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(SurveySpider)
    stopping.will_stop(crawler)
    process.crawl(
        crawler,
        feed=ListFeed(waiting),
        journeys=journeys,
        links=links,
        run=run,
        options=options,
        progress=progress,
        every=every,
    )
    process.start(install_signal_handlers=False)
    spider = crawler.spider
    assert spider is None or isinstance(spider, SurveySpider)
    return Visited(
        failed=dict(spider.failed) if spider else {},
        stopped=dict(spider.stopped) if spider else {},
        killed=spider is not None and spider.killed,
        versions=versions_used(options, browser_taken(crawler)),
        halted=spider.halted if spider else "",
    )


def _is_on(switch: Path | None) -> bool:
    return switch is not None and switch.exists()


def _leave_out(run: RunFolder, council: Council) -> None:
    """Keep a council that opted out as finished without one request, so that the run still names it."""
    at, why = now(), f"the council asked to be left out on {opted_out(council)}"
    run.council_writer(council.gss).finish(
        CouncilVisit(council.gss, Cause.POLICY_STOP.value, why, 0, 0, at, at, 0.0)
    )


def browser_taken(crawler: Any) -> BrowserChoice | None:
    """Return the browser that the pool started, None where no page was ever looked at."""
    shared = getattr(crawler, "browser_pool", None)
    choice: BrowserChoice | None = shared.pool.choice if shared else None
    return choice


def _summary(
    run: RunFolder,
    councils: Sequence[Council],
    visited: Visited,
    interrupted: bool,
    seconds: float,
) -> CrawlSummary:
    asked = {one.gss for one in councils if not opted_out(one)}
    visits = [run.visit(gss) for gss in run.finished() if gss in asked]
    failed = dict(visited.failed)
    if not interrupted:
        # A crawl that ended early, for whatever reason, must not look like a finished one.
        lost = asked - {one.gss for one in visits} - set(failed)
        failed |= dict.fromkeys(sorted(lost), "the crawl ended without it; crawl.log may say why")
    return CrawlSummary(
        run_id=run.id,
        path=run.path,
        councils=len(visits),
        pages=sum(one.pages for one in visits),
        browser_pages=sum(one.browser_pages for one in visits),
        could_not_test=dict(Counter(one.cause for one in visits if one.cause)),
        failed=failed,
        interrupted=interrupted,
        seconds=seconds,
    )
