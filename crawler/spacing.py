"""A rest for each host after its answer, however busy we are."""

from __future__ import annotations

import time
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler


class RestAfterAnswer:
    """Counts a host's delay from the moment its last answer was in, not from when it was asked.

    Scrapy counts from when a request left its queue. A busy event loop may send one late and the next at
    once, and the host would see them closer together than the delay says. Between an answer that we have and
    a request that we have not sent there is nothing that could shrink. A slow host so gets the longer rest.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for answers: the downloader tells of them before it takes the host's next request."""
        rest = cls(crawler)
        crawler.signals.connect(rest.answered, signal=signals.response_downloaded)
        return rest

    def answered(self, request: Any) -> None:
        """Begin the rest of the host of *request*; the downloader counts by the monotonic clock, too."""
        engine = self._crawler.engine
        slots = engine.downloader.slots if engine is not None else {}
        slot = slots.get(request.meta.get("download_slot", ""))
        if slot is not None:
            slot.lastseen = time.monotonic()
