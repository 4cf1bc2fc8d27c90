"""Scrapy's download handler for both tiers: pages by HTTP as usual, visits by the browser pool.

A request with `meta["visit"]` (a `VisitRequest`) goes to the pool and comes back as a response whose
`meta["visit_result"]` is the `VisitResult`. One with `meta["turn"]` is not sent: it only takes its host's
slot while the browser walks a form there. So slots, delays, robots and statistics are one for both tiers.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import Error
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import HtmlResponse, Response

from checks.model import Cause, Missing
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import NoBrowserError
from crawler.failures import first_line
from crawler.hosts import Hosts, host_of, hosts_of
from crawler.http_handler import PoliteHttpHandler
from crawler.turns import Turn
from crawler.visit import VisitRequest, VisitResult
from crawler.worker import nothing

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

# What Scrapy is told of a page that could not be read and so has no status of its own.
_STATUS = {Cause.TIMEOUT: 504, Cause.UNREACHABLE: 502}
_NO_STATUS = 520


class SharedPool:
    """The pool of one crawl, shared by the handlers of http and https, started at the first visit."""

    def __init__(self, settings: PoolSettings, hosts: Hosts) -> None:
        self.pool = BrowserPool(settings, hosts)
        self._starting = asyncio.Lock()
        self._started = False
        self._closed = False
        self._why_not = ""

    async def started(self) -> str:
        """Start the pool if it was not yet; return why there is no browser, "" where there is one."""
        async with self._starting:
            if not self._started and not self._why_not:
                try:
                    await self.pool.start()
                    self._started = True
                except (NoBrowserError, Error, OSError) as error:
                    self._why_not = f"no browser: {first_line(error)}"
                    log.error("The browser tier is off. %s", error)
        return self._why_not

    async def visit(self, request: VisitRequest) -> VisitResult:
        """Look at a page, or say why there is no browser to look with."""
        if await self.started():
            visits = {d: nothing(request, d, Cause.NOT_MEASURED, self._why_not) for d in request.devices}
            return VisitResult(request, visits)
        return await self.pool.visit(request)

    async def close(self) -> None:
        """End the pool once, whichever handler is closed first."""
        if not self._closed:
            self._closed = True
            await self.pool.close()


class BrowserOrHttpHandler(BaseDownloadHandler):
    """Register it for `http` and `https`. Reads the settings `BETTERSERVED_*` of crawler/settings.py."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._http = PoliteHttpHandler(crawler)
        self._hosts = hosts_of(crawler)
        shared = getattr(crawler, "browser_pool", None)
        if shared is None:
            shared = SharedPool(_pool_settings(crawler), self._hosts)
            crawler.browser_pool = shared  # type: ignore[attr-defined]
        self._shared: SharedPool = shared

    async def download_request(self, request: Request) -> Response:
        """Fetch by HTTP, or look with the browser where the request asks for a visit."""
        turn: Turn | None = request.meta.get("turn")
        if turn is not None:
            await self._hosts.rest(host_of(request.url))
            return Response(request.url, status=await turn.take(), request=request)
        visit = request.meta.get("visit")
        if visit is None:
            return await self._http.download_request(request)
        self._hosts.refuse(host_of(request.url))
        result = await self._shared.visit(visit)
        halt = getattr(self.crawler.spider, "halt", None)
        if self._shared.pool.lost and halt is not None:
            # The councils that are left must not be finished as if they had no page to look at.
            halt(f"{self._shared.pool.lost}. Run `betterserved doctor`")
        request.meta["visit_result"] = result
        stats = self.crawler.stats
        if stats is not None:
            stats.inc_value("browser/visits")
            stats.set_value("browser/relaunched", self._shared.pool.relaunched)
        return _response(request, result)

    async def close(self) -> None:
        """End both."""
        await self._http.close()
        await self._shared.close()


def _pool_settings(crawler: Crawler) -> PoolSettings:
    settings = crawler.settings
    chromium = settings.get("BETTERSERVED_CHROMIUM")
    return PoolSettings(
        contact_url=settings.get("BETTERSERVED_CONTACT_URL", ""),
        proxy=settings.get("BETTERSERVED_PROXY") or "",
        allow_private=settings.getbool("BETTERSERVED_ALLOW_PRIVATE"),
        workers=settings.getint("BETTERSERVED_BROWSER_WORKERS") or None,
        chromium=Path(chromium) if chromium else None,
    )


def _response(request: Request, result: VisitResult) -> HtmlResponse:
    """Return what Scrapy sees of a visit: the best rendering, with a status of ours where there is none."""
    best = result.best
    http, html = best.facet("http"), best.facet("html")
    status = _STATUS.get(best.cause, _NO_STATUS) if best.cause else 200
    headers: dict[str, str] = {"Content-Type": "text/html; charset=utf-8"}
    if not isinstance(http, Missing):
        status = http["status"]
        if "retry-after" in http["headers"]:
            headers["Retry-After"] = http["headers"]["retry-after"]
    return HtmlResponse(
        best.final_url if best.final_url.startswith("http") else request.url,
        status=status,
        headers=headers,
        body="" if isinstance(html, Missing) else html,
        encoding="utf-8",
        request=request,
        flags=["browser"],
    )
