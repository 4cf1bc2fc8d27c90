"""The crawler of one worker: the same spider as on one machine, fed with councils by the worker's tasks.

Twisted's reactor runs once in a process and a browser is dear, so one crawler serves all tasks of a worker.
It reads a pickled `Order` and then lines of JSON, each a council's code, from its standard input, and writes
a line of JSON for each council that is done. It ends when its input ends, or the steward says so or is lost.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from scrapy.crawler import AsyncCrawlerProcess

from checks.model import Council
from checks.registry import pack_of
from crawler.cluster.hosts import SharedHosts
from crawler.cluster.job import Job
from crawler.cluster.line import StewardLine
from crawler.options import KILL_SWITCH, CrawlOptions, Progress
from crawler.record import versions_used
from crawler.run import browser_taken
from crawler.settings import settings_for
from crawler.spider import SurveySpider
from crawler.stopping import Stopping
from store import RunFolder
from store.files import write_whole

# More than any worker has in hand: how many come at once is the scheduler's business.
AT_ONCE = 256
# A crawler that is told to end and does not is ended.
GRACE_S = 20.0
SEEN_EVERY_S = 1.0
PERMISSIONS = "permissions.csv"


@dataclass(frozen=True, slots=True)
class Order:
    """A job, where its scheduler is, and a folder of this machine's to work in."""

    job: Job
    scheduler: str
    scratch: Path


class HandedIn:
    """A feed of the councils that the worker's tasks hand in."""

    total = AT_ONCE

    def __init__(self, order: Order, source: IO[bytes], tell: Callable[[dict[str, Any]], None]) -> None:
        self.crawler: Any = None
        self._order, self._source, self._tell = order, source, tell
        self._councils = {one.gss: one for one in order.job.every}
        self._queue: asyncio.Queue[Council | None] = asyncio.Queue()
        self._begin: asyncio.Task[None] | None = None
        self._told = asyncio.Event()
        self._seen_at = 0.0
        self.line = StewardLine(order.scheduler, order.job.session, self._hear, self.stop)
        self.hosts = SharedHosts(self.line, order.job.options.delay)

    async def next(self) -> Council | None:
        """Return the next council that a task hands in, None once there will be none."""
        if self._begin is None:
            self._begin = asyncio.ensure_future(self._open())
        await self._begin
        return await self._queue.get()

    def ended(self, council: Council, fault: str) -> None:
        """Tell the task that waits for it."""
        versions = versions_used(self._order.job.options, browser_taken(self.crawler))
        self._tell({"gss": council.gss, "fault": fault, "versions": versions})

    def show(self, progress: Progress) -> None:
        """Tell the steward how far this crawler is, now and then."""
        if time.monotonic() - self._seen_at >= SEEN_EVERY_S:
            self._seen_at = time.monotonic()
            self.line.say(op="seen", pages=progress.pages, browser_pages=progress.browser_pages)

    def stop(self) -> None:
        """End the crawl: what is in hand stays unfinished."""
        if isinstance(self.crawler.spider, SurveySpider):
            self.crawler.spider.interrupt()
        timer = threading.Timer(GRACE_S, os._exit, (1,))
        timer.daemon = True
        timer.start()

    async def _open(self) -> None:
        try:
            await self.line.open()
        except OSError as error:
            logging.error("The scheduler %s cannot be reached: %s", self._order.scheduler, error)
            self.stop()
            return
        # Permissions and the kill switch come before the first council.
        await self._told.wait()
        threading.Thread(target=self._read, args=(asyncio.get_running_loop(),), daemon=True).start()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in self._source:
            loop.call_soon_threadsafe(self._queue.put_nowait, self._councils[json.loads(line)["gss"]])
        loop.call_soon_threadsafe(self.stop)

    def _hear(self, word: dict[str, Any]) -> None:
        match word:
            case {"op": "files", "files": files}:
                for name, text in files.items():
                    _keep(self._order.scratch / name, text)
                self._told.set()
            case {"op": "stopped"}:
                self.hosts.hear(word)
            case {"op": "end"}:
                self.stop()


def _keep(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, text.encode())


def options_here(order: Order) -> CrawlOptions:
    """Return the crawl's options with the files of this machine."""
    told = order.job.options
    return replace(
        told,
        links=None,
        concurrency=AT_ONCE,
        permissions=order.scratch / PERMISSIONS if told.permissions else None,
        kill_switch=order.scratch / KILL_SWITCH,
    )


def main() -> None:
    """Crawl until there is nothing more to do."""
    # Whatever writes to standard output by the way must not be taken for word of a council.
    words = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    order: Order = pickle.load(sys.stdin.buffer)

    def tell(word: dict[str, Any]) -> None:
        words.write(json.dumps(word) + "\n")
        words.flush()

    job, options = order.job, options_here(order)
    run = RunFolder.create(order.scratch / job.run_id, resume=True)
    feed = HandedIn(order, sys.stdin.buffer, tell)
    process = AsyncCrawlerProcess(settings_for(options, run.path))
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    feed.crawler = crawler = process.create_crawler(SurveySpider)
    crawler.polite_hosts = feed.hosts  # type: ignore[attr-defined]
    with Stopping() as stopping:
        stopping.will_stop(crawler)
        process.crawl(
            crawler,
            feed=feed,
            journeys=[pack_of(one).journey for one in job.journeys],
            links=job.links,
            run=run,
            options=options,
            progress=feed.show,
            every=job.every,
        )
        process.start(install_signal_handlers=False)
    spider = crawler.spider
    if isinstance(spider, SurveySpider) and spider.halted:
        # The last words of the crawler are what its councils' tasks fail with.
        print(spider.halted, file=sys.stderr)


if __name__ == "__main__":
    main()
