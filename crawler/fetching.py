"""One address in, one plain result out: the HTTP tier and the browser behind one interface."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import scrapy
from scrapy.http import HtmlResponse, Response, TextResponse

from checks.gates import bot_gate
from checks.model import Cause, Missing, PageVisit
from crawler.causes import HostStopped, cause_of_error, cause_of_status
from crawler.turns import Turn, WalkPlace
from crawler.visit import VisitRequest, VisitResult
from store import now

KEPT_HEADERS = (
    "content-type content-length server x-generator x-powered-by cf-mitigated node retry-after "
    "content-language x-drupal-cache x-frame-options content-security-policy location link"
).split()
HEADER_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back from one address over HTTP, or why nothing did.

    `html` is the decoded text of an HTML or XML answer, empty for any other kind. `cause` is set where the
    answer is no page; a 404 is an answer (`missing`), not a cause.
    """

    url: str
    final_url: str
    status: int | None
    content_type: str
    html: str
    headers: Mapping[str, str]
    redirects: tuple[str, ...]
    ms: int
    bytes: int
    at: str
    cause: Cause | None = None
    detail: str = ""
    # Nothing was asked: the host had turned us away before.
    host_stopped: bool = False

    @property
    def missing(self) -> bool:
        """Say whether the server says that the page is not there."""
        return self.status in (404, 410)

    @property
    def is_html(self) -> bool:
        """Say whether this is a page that can be read."""
        return "html" in self.content_type and self.cause is None and not self.missing

    def http_facet(self, how: str = "http") -> dict[str, object]:
        """Return the `http` facet of docs/evidence.md; `how` says which tier read the page."""
        return {
            "status": self.status,
            "content_type": self.content_type,
            "headers": dict(self.headers),
            "redirects": list(self.redirects),
            "ms": self.ms,
            "bytes": self.bytes,
            "how": how,
            "truncated": False,
        }


class Fetcher(Protocol):
    """What a walk needs of the network; the tests give it one made of dictionaries."""

    async def get(self, url: str) -> Fetched:
        """Fetch *url* by GET; never raises for what a server does."""

    async def file(self, url: str, limit: int) -> tuple[Fetched, bytes]:
        """Fetch a file of at most *limit* bytes by GET; never raises for what a server does."""

    async def visit(self, request: VisitRequest) -> VisitResult | Missing:
        """Look at a page in the browser, or say why not."""

    async def wait(self, seconds: float) -> None:
        """Let time pass."""

    def turn(self, url: str) -> AbstractAsyncContextManager[Turn | Missing]:
        """Take the turn of the host of *url*, for one document that the browser asks for; or say why not."""

    def form_session(self, **told: Any) -> AbstractAsyncContextManager[WalkPlace | Missing]:
        """Open a browser's session to walk a form in, or say why there is none; *told*: as the pool's."""


@dataclass(slots=True)
class PageLog:
    """Every address asked for on behalf of one council: the rows of pages.csv."""

    run: str
    council: str
    rows: list[PageVisit] = field(default_factory=list)

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
        """Append one row."""
        self.rows.append(
            PageVisit(self.run, self.council, url[:2000], final_url[:2000], status, how, at, ms, size, cause)
        )


class EngineFetcher:
    """A `Fetcher` on Scrapy's engine: both tiers share its slots, robots, retries and statistics."""

    def __init__(self, crawler: scrapy.crawler.Crawler, jar: str, log: PageLog, *, browser: bool) -> None:
        self._crawler = crawler
        self._jar = jar
        self._log = log
        self._browser = browser

    async def get(self, url: str) -> Fetched:
        """Fetch *url* by GET through Scrapy's downloader."""
        fetched, _ = await self._fetch(url, {"betterserved_get": True})
        return fetched

    async def file(self, url: str, limit: int) -> tuple[Fetched, bytes]:
        """Fetch a file with its body through Scrapy's downloader; one above *limit* bytes is given up."""
        return await self._fetch(url, {"download_maxsize": limit, "dont_cache": True})

    async def _fetch(self, url: str, meta: Mapping[str, object]) -> tuple[Fetched, bytes]:
        started, at, body = time.monotonic(), now(), b""
        try:
            response = await self._download(scrapy.Request(url, meta={"cookiejar": self._jar, **meta}))
            fetched, body = _fetched(url, response, at, _ms(started)), response.body
        except Exception as error:  # noqa: BLE001 - a server can fail in any way; each becomes a cause
            cause, detail = cause_of_error(error)
            stopped = isinstance(error, HostStopped) and cause is Cause.BLOCKED
            fetched = Fetched(url, url, None, "", "", {}, (), _ms(started), 0, at, cause, detail, stopped)
        self._log.add(
            url, fetched.final_url, fetched.status, "http", at, fetched.ms, fetched.bytes, fetched.cause
        )
        return fetched, body

    async def visit(self, request: VisitRequest) -> VisitResult | Missing:
        """Look at a page in the browser, in the turn of its host."""
        if not self._browser:
            return Missing(Cause.NOT_MEASURED, "the run was made without a browser")
        started, at = time.monotonic(), now()
        try:
            response = await self._download(
                scrapy.Request(
                    request.url,
                    meta={
                        "visit": request,
                        "dont_cache": True,
                        "dont_retry": True,
                        "dont_redirect": True,
                        "cookiejar": self._jar,
                        "download_timeout": 120,
                    },
                    dont_filter=True,
                )
            )
            result: VisitResult = response.meta["visit_result"]
        except Exception as error:  # noqa: BLE001 - as above
            cause, detail = cause_of_error(error)
            self._log.add(request.url, request.url, None, "browser", at, _ms(started), 0, cause)
            return Missing(cause, detail)
        for seen in result.devices.values():
            http = seen.facet("http")
            status = None if isinstance(http, Missing) else http.get("status")
            network = seen.facet("network")
            size = 0 if isinstance(network, Missing) else int(network.get("bytes", 0))
            self._log.add(request.url, seen.final_url, status, "browser", at, _ms(started), size, seen.cause)
        return result

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Turn | Missing]:
        """Hold the slot of a host while the block lasts; robots.txt and the spacing are Scrapy's.

        What is asked in it is in the log of its walk; here only a refusal is noted, without its query.
        """
        started, at, turn = time.monotonic(), now(), Turn()
        told = {"turn": turn, "dont_cache": True, "dont_retry": True, "dont_redirect": True}
        request = scrapy.Request(url, meta={"cookiejar": self._jar, **told}, dont_filter=True)
        holding = asyncio.ensure_future(self._download(request))
        begun = asyncio.ensure_future(turn.begun.wait())
        try:
            await asyncio.wait({holding, begun}, return_when=asyncio.FIRST_COMPLETED)
            refused = holding.exception() if holding.done() else None
            if refused is not None:
                cause, detail = cause_of_error(refused)
                page = url.partition("?")[0]
                self._log.add(page, page, None, "form", at, _ms(started), 0, cause)
                yield Missing(cause, detail)
                return
            yield turn
        finally:
            begun.cancel()
            turn.over.set()
            await asyncio.gather(holding, begun, return_exceptions=True)

    @asynccontextmanager
    async def form_session(self, **told: Any) -> AsyncIterator[WalkPlace | Missing]:
        """Open a session of the crawl's browser pool."""
        shared = getattr(self._crawler, "browser_pool", None)
        why = "the run was made without a browser"
        if self._browser and shared is not None:
            why = await shared.started()
        if why:
            yield Missing(Cause.NOT_MEASURED, why)
            return
        async with shared.pool.form_session(**told) as session:
            seat = shared.pool.seat()
            try:
                yield WalkPlace(session, seat)
            finally:
                await seat.close()

    async def wait(self, seconds: float) -> None:
        """Let time pass without holding anything."""
        await asyncio.sleep(seconds)

    async def _download(self, request: scrapy.Request) -> Response:
        assert self._crawler.engine is not None
        return await self._crawler.engine.download_async(request)


def _fetched(url: str, response: Response, at: str, ms: int) -> Fetched:
    headers = {
        name: (response.headers.get(name) or b"").decode("latin-1")[:HEADER_LIMIT]
        for name in KEPT_HEADERS
        if name.encode() in response.headers
    }
    html = _text(response)
    content_type = headers.get("content-type", "").split(";")[0].strip().lower()
    if isinstance(response, HtmlResponse) and "html" not in content_type:
        content_type = "text/html"
    cause, detail = cause_of_status(response.status), f"HTTP {response.status}"
    gate = bot_gate(response.status, headers, html)
    if gate:
        cause, detail = Cause.BLOCKED, gate
    return Fetched(
        url=url,
        final_url=response.url,
        status=response.status,
        content_type=content_type,
        html=html,
        headers=headers,
        redirects=tuple(response.request.meta.get("redirect_urls", ())) if response.request else (),
        ms=ms,
        bytes=len(response.body),
        at=at,
        cause=cause,
        detail=detail if cause else "",
    )


def _text(response: Response) -> str:
    """Return the answer decoded as a browser would; NULs, which no parser likes, are dropped."""
    if not isinstance(response, TextResponse):
        return ""
    return response.text.replace("\x00", "")


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
