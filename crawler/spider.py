"""The spider: one polite walk through each council, several councils at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import scrapy
from scrapy import signals
from scrapy.exceptions import StopDownload

from checks.addresses import site_of
from checks.memo import forget
from checks.model import Applies, Cause, Council, Journey
from crawler.causes import HostStopped
from crawler.feed import Feed
from crawler.fetching import EngineFetcher, PageLog
from crawler.govuk_links import LinkRow
from crawler.hosts import Hosts, hosts_of
from crawler.kill_switch import watch
from crawler.options import CrawlOptions, Progress
from crawler.permissions import Permissions
from crawler.signposts import kin_of
from crawler.stopped_hosts import STOPPED, left_alone_before
from crawler.walk import walk_council
from crawler.window import read_window
from store import CouncilVisit, RunFolder, out_of_room

logger = logging.getLogger(__name__)
READABLE = ("html", "xml", "text/plain")


class SurveySpider(scrapy.Spider):
    """Visits the councils of *feed* with `concurrency` workers; each council's requests follow one another.

    Scrapy's scheduler is not used: the frontier is per council and best-first (docs/decisions/0003), and
    every request goes through the downloader with its slots, robots, retries and statistics.
    """

    name = "survey"
    hosts: Hosts

    def __init__(
        self,
        *,
        feed: Feed,
        journeys: Sequence[Journey],
        links: Mapping[str, Sequence[LinkRow]],
        run: RunFolder,
        options: CrawlOptions,
        progress: Callable[[Progress], None],
        every: Sequence[Council],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.feed, self.journeys, self.links = feed, journeys, links
        self.run, self.options, self.progress = run, options, progress
        self.every, self._sites = every, {site_of(one.homepage) for one in every}
        permitted = options.permissions
        self._permissions = Permissions(permitted, every) if permitted is not None else None
        self.began = time.time()
        self.done = 0
        self.pages = self.browser_pages = 0
        self.causes: Counter[str] = Counter()
        self.failed: dict[str, str] = {}
        self.interrupted = self.killed = False
        self.stopped: dict[str, str] = {}
        # Why the crawl stopped by itself, for what is no council's fault; "" where it did not.
        self.halted = ""
        self._workers: list[asyncio.Task[None]] = []
        self._resting: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: scrapy.crawler.Crawler, *args: Any, **kwargs: Any) -> SurveySpider:
        """Build the spider and have bodies of files cut off at their headers."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.headers_received, signal=signals.headers_received)
        spider.hosts = hosts_of(crawler)
        for host, why, seconds in left_alone_before(spider.run):
            spider.hosts.stop(host, why, seconds)
            spider.stopped[host] = str(why)
        spider.hosts.told = spider.left_alone
        if spider.options.window:
            spider.hosts.hours.window = read_window(spider.options.window)
        spider.hosts.hours.closed, spider.hosts.hours.opened = spider.hours_over, spider.hours_begun
        return spider

    def headers_received(self, headers: Any, request: scrapy.Request) -> None:
        """Take no body that is not a page: a PDF is known by its content type."""
        kind = (headers.get("Content-Type") or b"").decode("latin-1").lower()
        if request.meta.get("betterserved_get") and kind and not any(one in kind for one in READABLE):
            raise StopDownload(fail=False)

    async def start(self) -> AsyncIterator[Any]:
        """Run the workers; nothing is ever handed to Scrapy's scheduler."""
        count = max(1, min(self.options.concurrency, self.feed.total))
        self._workers = [asyncio.ensure_future(self._worker()) for _ in range(count)]
        switch = self.options.kill_switch
        looking = asyncio.ensure_future(watch(switch, self.kill)) if switch is not None else None
        await asyncio.gather(*self._workers, return_exceptions=True)
        if looking is not None:
            looking.cancel()
        return
        yield

    def interrupt(self) -> None:
        """Stop after a signal: councils in hand are left unfinished and are visited again on --resume."""
        self.interrupted = True
        # What the browser has in hand, and what waits its turn, is asked for no more.
        self.hosts.halted = self.hosts.halted or "the crawl was told to stop"
        for worker in self._workers:
            worker.cancel()

    def halt(self, why: str) -> None:
        """Stop as after a signal: no council is to answer for our disk, our line or our browser."""
        if not self.halted:
            self.halted = why
            logger.error("the crawl stops: %s", why)
            self.run.tell("halted", why=why)
        self.interrupt()

    def kill(self) -> None:
        """Stop as after a signal, since the kill switch was found."""
        self.killed = True
        self.hosts.halted = "the kill switch was found"
        self.interrupt()

    def left_alone(self, host: str, why: HostStopped) -> None:
        """Keep in mind which hosts were left alone, and why."""
        self.stopped[host] = str(why)
        self.run.tell(STOPPED, host=host, cause=why.cause.value, why=str(why))

    def hours_over(self, until: datetime) -> None:
        """Tell that nobody may be visited until then, and end the browser meanwhile."""
        self.run.tell("window-closed", until=until.isoformat())
        self._tell(f"outside the window {self.options.window}: going on at {until:%a %d %B, %H:%M}")
        shared = getattr(self.crawler, "browser_pool", None)
        if shared is not None:
            self._resting = asyncio.ensure_future(shared.pool.rest())

    def hours_begun(self) -> None:
        """Tell that visits go on."""
        self.run.tell("window-opened")
        self._tell("")

    async def _worker(self) -> None:
        while not self.interrupted and (council := await self.feed.next()) is not None:
            self._tell(council.name)
            self.run.tell("council-began", council=council.gss, name=council.name)
            try:
                visit = await self._survey(council)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                if full := out_of_room(error):
                    self.halt(full)
                    return
                logger.exception("%s (%s) could not be visited", council.name, council.gss)
                self.failed[council.gss] = f"{type(error).__name__}: {error}"[:500]
                self.run.tell("council-failed", council=council.gss, error=self.failed[council.gss])
                self.feed.ended(council, self.failed[council.gss])
                continue
            finally:
                forget()
            self.done += 1
            if visit.cause:
                self.causes[visit.cause] += 1
            self.run.tell(
                "council-finished",
                council=council.gss,
                cause=visit.cause,
                pages=visit.pages,
                browser_pages=visit.browser_pages,
                seconds=visit.duration_s,
            )
            self.feed.ended(council, "")
            self._tell(council.name)

    async def _survey(self, council: Council) -> CouncilVisit:
        # What the council runs itself comes first: it has the first claim on the page budget.
        wanted = [
            one for how in (Applies.YES, Applies.SIGNPOST)
            for one in self.journeys if one.applies_to(council) is how
        ]  # fmt: skip
        kin = kin_of(council, self.every)
        writer = self.run.council_writer(council.gss)
        others = frozenset(self._sites) - {site_of(council.homepage)}
        log = _CountingLog(self.run.id, council.gss, self)
        assert self.crawler is not None
        fetcher = EngineFetcher(self.crawler, council.gss, log, browser=self.options.browser)
        return await walk_council(
            council,
            wanted,
            self.links.get(council.gss, ()),
            run=self.run.id,
            fetcher=fetcher,
            log=log,
            writer=writer,
            options=self.options,
            others=others,
            strangers=others - {site_of(one.homepage) for one in kin},
            kin=kin,
            permissions=self._permissions,
        )

    def _tell(self, current: str) -> None:
        self.progress(
            Progress(self.done, self.feed.total, self.pages, self.browser_pages, self.began, current)
        )


class _CountingLog(PageLog):
    """A page log that also moves the progress display."""

    __slots__ = ("_spider",)

    def __init__(self, run: str, council: str, spider: SurveySpider) -> None:
        super().__init__(run, council)
        self._spider = spider

    def add(
        self,
        url: str,
        final_url: str,
        status: int | None,
        how: str,
        at: str,
        ms: int,
        size: int,
        cause: Cause | None,
    ) -> None:
        """Append a row and count it."""
        super().add(url, final_url, status, how, at, ms, size, cause)
        if how == "http":
            self._spider.pages += 1
        else:
            self._spider.browser_pages += 1
        self._spider._tell("")
