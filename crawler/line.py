"""Tells a site that cannot be reached from a line of ours that is down, and then waits."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import socket
import time
from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response

from checks.model import Cause
from crawler.addresses import is_public
from crawler.causes import cause_of_error
from crawler.hosts import host_of, hosts_of
from store.opt_outs import opted_out

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

CONNECT_S, PROBE_FIRST_S, PROBE_EVERY_S = 5.0, 1.0, 10.0
SLICE_S = 0.5
# After so many seconds without a line the crawl stops, to be resumed.
PATIENCE_S = 1800.0
# So many different places must refuse before we believe that it is us; fewer say nothing.
ENOUGH = 5
# How often one request is sent again because the line was down.
_TRIES = 3
_REMEMBERED = 8
_SUSPECT = (Cause.UNREACHABLE, Cause.TIMEOUT)
Place = tuple[str, int]


class LineLost(IgnoreRequest):
    """Raised for what was asked when the line stayed down; the crawl is stopping."""


class LineMiddleware:
    """After a failure to connect, looks whether anything can be reached: the run's proxy, or without one the
    host of the contact address, hosts that answered before, and other councils. No request is sent to them.

    While nothing can, every request waits and those that failed are sent again afterwards.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._proxy = settings.get("BETTERSERVED_PROXY") or ""
        self._own = settings.get("BETTERSERVED_CONTACT_URL") or ""
        self._patience = settings.getfloat("BETTERSERVED_LINE_PATIENCE", PATIENCE_S)
        self._good: OrderedDict[Place, None] = OrderedDict()
        self._up = asyncio.Event()
        self._up.set()
        self._probing = asyncio.Lock()
        self._lost = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LineMiddleware:
        """Build from the crawl's settings."""
        return cls(crawler)

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Hold a request back while the line is down."""
        await self._up.wait()
        if self._lost:
            raise LineLost("the line is down")

    async def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Remember who answers; have the browser look again where it did not get through for the line."""
        result = request.meta.get("visit_result")
        if result is not None and result.best.cause in _SUSPECT:
            return await self._again(request, ours="the run's proxy" in result.best.detail) or response
        if "turn" not in request.meta and "cached" not in response.flags and result is None:
            self._remember(place_of(request.url))
        return response

    async def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        """Send again what failed because of the line."""
        if "turn" in request.meta or isinstance(exception, IgnoreRequest):
            return None
        if cause_of_error(exception)[0] not in _SUSPECT:
            return None
        # Who asks through a proxy connects to nobody else.
        ours = bool(self._proxy) and isinstance(exception, DownloadConnectionRefusedError)
        return await self._again(request, ours=ours)

    async def _again(self, request: Request, *, ours: bool) -> Request | None:
        """Return the request to be sent again once the line is up; None where the fault is the site's."""
        tries = int(request.meta.get("line_tries", 0))
        if tries >= _TRIES or not (await self._was_down(request.url) or ours):
            return None
        if self._lost:
            raise LineLost("the line is down")
        again = request.copy()
        again.dont_filter = True
        again.meta["line_tries"] = tries + 1
        return again

    async def _was_down(self, url: str) -> bool:
        """Look at the line; where it is down, wait until it is up or given up."""
        if not self._up.is_set():
            await self._up.wait()
            return True
        async with self._probing:
            if not self._up.is_set() or await self._reaches(url):
                return False
            self._up.clear()
            try:
                await self._wait(url)
            finally:
                self._up.set()
        return True

    async def _wait(self, url: str) -> None:
        began = time.monotonic()
        log.error("nothing can be reached any more; everything waits until the line is back")
        self._tell("line-lost")
        pause = PROBE_FIRST_S
        while time.monotonic() - began < self._patience:
            for _ in range(max(1, round(pause / SLICE_S))):
                if getattr(self._crawler.spider, "interrupted", False):
                    # Whoever waits here would keep the crawl from ending.
                    self._lost = True
                    return
                await asyncio.sleep(min(pause, SLICE_S))
            pause = min(2 * pause, PROBE_EVERY_S)
            if await self._reaches(url):
                log.error("the line is back after %.0f s", time.monotonic() - began)
                self._tell("line-back", seconds=round(time.monotonic() - began))
                return
        self._lost = True
        what = (
            f"the proxy {_bare(self._proxy)} took no connection"
            if self._proxy
            else "no site was to be reached"
        )
        halt = getattr(self._crawler.spider, "halt", None)
        if halt is not None:
            halt(f"{what} for {self._patience / 60:.0f} minutes. Mend the line")

    async def _reaches(self, url: str) -> bool:
        """Say whether the line is up, as far as can be told."""
        if self._proxy:
            return await _connects(place_of(self._proxy), anywhere=True)
        failed, own = place_of(url), place_of(self._own)
        # The first to be asked is whoever is ours to ask.
        if _private(failed[0]) or (own[0] and own != failed and await _connects(own)):
            return True
        places = [own, *reversed(self._good), *self._councils()]
        others = list(dict.fromkeys(one for one in places if one[0] and one != failed))[: ENOUGH - 1]
        if len(others) < ENOUGH - 1:
            # Too few to tell.
            return True
        return any(await asyncio.gather(*(_connects(one) for one in others if one != own)))

    def _councils(self) -> list[Place]:
        # Who asked to be left out, or turned us away, is not knocked at for this either.
        every = [one for one in getattr(self._crawler.spider, "every", ()) if not opted_out(one)]
        hosts = hosts_of(self._crawler)
        welcome = (one.homepage for one in every if not hosts.why_stopped(host_of(one.homepage)))
        return [place_of(one) for one in islice(welcome, ENOUGH * 2)]

    def _remember(self, place: Place) -> None:
        self._good[place] = None
        self._good.move_to_end(place)
        while len(self._good) > _REMEMBERED:
            self._good.popitem(last=False)

    def _tell(self, event: str, **facts: Any) -> None:
        run = getattr(self._crawler.spider, "run", None)
        if run is not None:
            run.tell(event, **facts)


def place_of(url: str) -> Place:
    """Return host and port of an address."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


async def _connects(place: Place, *, anywhere: bool = False) -> bool:
    """Say whether a connection can be made, to a public address unless *anywhere*; nothing is sent."""
    host, port = place
    try:
        async with asyncio.timeout(CONNECT_S):
            if not anywhere:
                # A name met on a page may lead anywhere; the address looked at is the one connected to.
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
                host = str(found[0][4][0])
                if not is_public(host):
                    return False
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, UnicodeError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


def _private(host: str) -> bool:
    """Say whether *host* lies on this machine or beside it, so that it says nothing of our line."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with contextlib.suppress(ValueError):
        return not ipaddress.ip_address(host).is_global
    return False


def _bare(proxy: str) -> str:
    """Return a proxy's address without the name and password that may stand in it."""
    host, port = place_of(proxy)
    return f"{host}:{port}"
