"""Scrapy's handler of http and https, in the turn of the host that is asked."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from crawler.hosts import host_of, hosts_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class PoliteHttpHandler(BaseDownloadHandler):
    """Register it for `http` and `https` where there is no browser."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._http = HTTP11DownloadHandler.from_crawler(crawler)
        # Twisted asks again at once where a connection that it kept is dropped; Scrapy does it in its turn.
        self._http._pool.retryAutomatically = False
        self._hosts = hosts_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Wait for the host's turn, and fetch. Raises `HostStopped` and what Scrapy raises."""
        host, latency = host_of(request.url), None
        await self._hosts.hours.wait()
        await self._hosts.begin(host)
        began = monotonic()
        try:
            response: Response = await self._http.download_request(request)
            if response.status == 200:
                latency = monotonic() - began
        finally:
            self._hosts.end(host, latency)
        return response

    async def close(self) -> None:
        """End it."""
        await self._http.close()
