"""Runs one crawl from a list of councils to a folder of evidence."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import platform
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from checks.model import Council, Journey
from crawler.axe import PLAYWRIGHT, SELENIUM, axe_sha256, axe_version
from crawler.chromium import BrowserChoice, NoBrowserError, find_browser
from crawler.govuk_links import LinkRow
from crawler.options import CrawlOptions, CrawlSummary, Progress
from crawler.settings import VERSION, settings_for
from crawler.spider import SurveySpider
from store import RunFolder, now

PACKAGES = ("scrapy", "playwright", "selenium", "axe-selenium-python", "axe-playwright-python", "lxml")


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
) -> CrawlSummary:
    """Visit every council for every journey it runs or signposts; leave `out/run_id` with the evidence.

    *every*: all councils that are known, of which *councils* are those to visit (default: the same). A
    council's answers do not depend on which others are visited: whose site a link leads to, who is whose
    county, is read from this list.
    Blocks until done; one crawl per process (Twisted's reactor cannot be started twice). A signal stops it
    cleanly and leaves unfinished councils to `resume`. Raises `store.StoreError` where the folder is in use.
    """
    run = RunFolder.create(out / run_id, resume=resume)
    run.write_councils(councils)
    finished = set(run.finished())
    waiting = [one for one in councils if one.gss not in finished]
    began, started = time.monotonic(), now()
    spider = crawler = None
    caught: list[int] = []
    if waiting:
        process = AsyncCrawlerProcess(settings_for(options, run.path))
        # A robots.txt that cannot be fetched is no news: the page's own fetch says why.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
        crawler = process.create_crawler(SurveySpider)
        process.crawl(
            crawler,
            councils=waiting,
            journeys=journeys,
            links=links or {},
            run=run,
            options=options,
            progress=progress,
            every=every or councils,
        )
        _stop_on_signals(crawler, caught)
        process.start(install_signal_handlers=False)
        spider = crawler.spider
    assert spider is None or isinstance(spider, SurveySpider)
    interrupted = bool(spider and spider.interrupted)
    summary = _summary(run, councils, spider, interrupted, time.monotonic() - began)
    summary = replace(summary, signal=caught[0] if caught else 0)
    if not interrupted and not summary.failed:
        shutil.rmtree(run.path / ".http-cache", ignore_errors=True)
    versions = _versions(options, _browser_taken(crawler))
    run.write_crawl_record(_record(run, summary, journeys, options, started, versions))
    return summary


def _browser_taken(crawler: Any) -> BrowserChoice | None:
    """Return the browser that the pool started, None where no page was ever looked at."""
    shared = getattr(crawler, "browser_pool", None)
    choice: BrowserChoice | None = shared.pool.choice if shared else None
    return choice


def _stop_on_signals(crawler: Any, caught: list[int]) -> None:
    """Have SIGINT and SIGTERM, noted in *caught*, end the walk so that nothing is half written."""

    def stop(which: int) -> None:
        caught.append(which)
        if isinstance(crawler.spider, SurveySpider):
            crawler.spider.interrupt()

    loop = asyncio.get_event_loop_policy().get_event_loop()
    for which in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(which, stop, which)


def _summary(
    run: RunFolder,
    councils: Sequence[Council],
    spider: SurveySpider | None,
    interrupted: bool,
    seconds: float,
) -> CrawlSummary:
    visits = [run.visit(gss) for gss in run.finished()]
    failed = dict(spider.failed) if spider else {}
    if not interrupted:
        # A crawl that ended early, for whatever reason, must not look like a finished one.
        lost = {one.gss for one in councils} - {one.gss for one in visits} - set(failed)
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


def _record(
    run: RunFolder,
    summary: CrawlSummary,
    journeys: Sequence[Journey],
    options: CrawlOptions,
    started: str,
    versions: Mapping[str, str],
) -> dict[str, Any]:
    before = run.crawl_record() or {}
    told = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(options).items()}
    # A company's proxy may carry a name and password, which have no business in a folder that is passed on.
    told["proxy"] = re.sub(r"//[^/]*@", "//", options.proxy)
    return {
        "run": run.id,
        "started": before.get("started", started),
        "ended": now(),
        "interrupted": summary.interrupted,
        # Resuming a run that has nothing left to visit starts no browser and forgets none.
        "versions": before.get("versions", {}) | {name: said for name, said in versions.items() if said},
        "options": told,
        "journeys": [one.id for one in journeys],
        "counts": {
            "councils": summary.councils,
            "pages": summary.pages + summary.browser_pages,
            "browser_pages": summary.browser_pages,
            "could_not_test": dict(summary.could_not_test),
            "failed": dict(summary.failed),
        },
        "sessions": [
            *before.get("sessions", []),
            {"started": started, "ended": now(), "interrupted": summary.interrupted},
        ],
    }


def _versions(options: CrawlOptions, choice: BrowserChoice | None) -> dict[str, str]:
    """Return the versions of all that an answer can depend on; no browser's where none was asked for.

    `axe_engine` says which way axe was run, "" where no page was looked at in a browser.
    """
    engine = (SELENIUM if choice.driver else PLAYWRIGHT) if choice else ""
    if options.browser and choice is None:
        with contextlib.suppress(NoBrowserError):
            choice = find_browser(options.chromium, fetch_driver=False)
    return {
        "betterserved": VERSION,
        "python": platform.python_version(),
        "browser": choice.version if choice else "",
        "axe": axe_version(),
        "axe_sha256": axe_sha256(),
        "axe_engine": engine,
        **{name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
