"""The download handler of a worker's crawler: whatever leaves waits for its host's turn in the cluster."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import build_from_crawler, load_object

from crawler.cluster.line import StewardLine
from crawler.hosts import hosts_of


class InTurnHandler(BaseDownloadHandler):
    """Register it for `http` and `https`; the crawler's `steward_line` gives the turns."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # The handler of one machine does the rest.
        own = crawler.settings["BETTERSERVED_OWN_HANDLER"]
        self._line: StewardLine = crawler.steward_line  # type: ignore[attr-defined]
        self._own: Any = build_from_crawler(load_object(own), crawler)
        self._hosts = hosts_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Wait for the turn, and pass the request on."""
        host = request.meta["download_slot"]
        number = await self._line.take(host, self._hosts.rest_of(host))
        try:
            response: Response = await self._own.download_request(request)
            return response
        finally:
            self._line.give(number, host, self._hosts.rest_of(host))

    async def close(self) -> None:
        """End it."""
        await self._own.close()
