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
) -> CrawlSummary:
    """Visit every council for every journey it runs; leave `out/run_id` with the evidence.

    Blocks until done; one crawl per process (Twisted's reactor cannot be started twice). A signal stops it
    cleanly and leaves unfinished councils to `resume`. Raises `store.StoreError` where the folder is in use.
    """
    run = RunFolder.create(out / run_id, resume=resume)
    run.write_councils(councils)
    finished = set(run.finished())
    waiting = [one for one in councils if one.gss not in finished]
    began, started = time.monotonic(), now()
    spider = None
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
            every=councils,
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
    run.write_crawl_record(_record(run, summary, journeys, options, started))
    return summary


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
    return CrawlSummary(
        run_id=run.id,
        path=run.path,
        councils=len(visits),
        pages=sum(one.pages for one in visits),
        browser_pages=sum(one.browser_pages for one in visits),
        could_not_test=dict(Counter(one.cause for one in visits if one.cause)),
        failed=dict(spider.failed) if spider else {},
        interrupted=interrupted,
        seconds=seconds,
    )


def _record(
    run: RunFolder,
    summary: CrawlSummary,
    journeys: Sequence[Journey],
    options: CrawlOptions,
    started: str,
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
        "versions": {
            "betterserved": VERSION,
            "python": platform.python_version(),
            **{name: _version(name) for name in PACKAGES},
        },
        "options": told,
        "journeys": [one.id for one in journeys],
        "counts": {
            "councils": summary.councils,
            "pages": summary.pages,
            "browser_pages": summary.browser_pages,
            "could_not_test": dict(summary.could_not_test),
            "failed": dict(summary.failed),
        },
        "sessions": [
            *before.get("sessions", []),
            {"started": started, "ended": now(), "interrupted": summary.interrupted},
        ],
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
