"""What each host is owed in both tiers: one document at a time, a rest after it, or to be left alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.model import Cause
from crawler.addresses import canonical_host
from crawler.causes import HostStopped
from crawler.window import Hours

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# A slow host rests as long as it took to answer, but no longer than this.
MOST_REST_S = 20.0
# A document of the browser whose end nobody tells of gives its host back by itself.
LONGEST_S = 90.0


def host_of(url: str) -> str:
    """Return the host of *url* as politeness knows it, "" where there is none.

    Protocols and ports of one name are one host, and so are a name and the same with `www.` before it. Two
    other names are two hosts, though one machine may answer for both: what stands behind a name that is
    served by a content network says nothing of who bears the load.
    """
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return canonical_host(name).removeprefix("www.")


class Hosts:
    """The turns and rests of all hosts of one crawl. Seconds throughout; hosts as `host_of` names them.

    `delay` is the rest after each answer. `halted` says why nothing may be asked at all any more, "" while it
    may; `hours` when new requests may begin. `told` is called once with each host that is stopped, and why.
    """

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.halted = ""
        self.hours = Hours()
        # Whether robots.txt, where it was read, lets a page of that address be opened.
        self.allows: Callable[[str], bool] = lambda _url: True
        self.told: Callable[[str, HostStopped], None] = lambda _host, _why: None
        self._rests: dict[str, float] = {}
        self._latencies: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._stops: dict[str, tuple[float, HostStopped]] = {}

    def rest_of(self, host: str) -> float:
        """Return how long *host* rests after an answer: as set, as robots.txt asks, longer if it is slow."""
        return max(self.delay, self._rests.get(host, 0.0), self._latencies.get(host, 0.0))

    def slow_down(self, host: str, rest: float) -> None:
        """Give *host* at least *rest* after each answer, for the rest of the run, its next one included."""
        if rest > self._rests.get(host, 0.0):
            self._rests[host] = rest
            # Its answer to robots.txt was in just now.
            self.hold_off(host, rest)

    def hold_off(self, host: str, seconds: float) -> None:
        """Ask nothing of *host* for so long."""
        self._due[host] = max(self._due.get(host, 0.0), monotonic() + seconds)

    def stop(self, host: str, why: HostStopped, seconds: float = float("inf")) -> None:
        """Leave *host* alone: for the rest of the run, or for so long."""
        if host and host not in self._stops:
            self.told(host, why)
        self._stops[host] = (monotonic() + seconds, why)

    def why_stopped(self, host: str) -> HostStopped | None:
        """Return why *host* is left alone, None where it is not."""
        until, why = self._stops.get(host, (0.0, None))
        return why if until > monotonic() else None

    def refuse(self, host: str) -> None:
        """Raise `HostStopped` where nothing may be asked of *host*."""
        if self.halted:
            raise HostStopped(Cause.POLICY_STOP, self.halted)
        if why := self.why_stopped(host):
            raise HostStopped(why.cause, str(why))

    async def rest(self, host: str) -> float:
        """Wait until *host* could be asked, and take no turn; return how long. Raises `HostStopped`."""
        began = monotonic()
        async with self._lock(host):
            await self._rested(host)
        return monotonic() - began

    async def begin(self, host: str) -> None:
        """Wait for the turn of *host* and take it: `end` gives it back. Raises `HostStopped`."""
        lock = self._lock(host)
        self.refuse(host)
        await lock.acquire()
        taken = False
        try:
            await self._rested(host)
            taken = True
        finally:
            if not taken:
                lock.release()

    def end(self, host: str, latency: float | None = None) -> None:
        """Give the turn of *host* back and begin its rest; *latency* is how long it took to answer well."""
        if latency is not None and self.delay:
            # As it does over time, but at once where it is slower than it was.
            before = self._latencies.get(host, latency)
            self._latencies[host] = min(MOST_REST_S, max(latency, (before + latency) / 2))
        self.answered(host)
        self._lock(host).release()

    def answered(self, host: str) -> None:
        """Begin the rest of *host* anew."""
        self.hold_off(host, self.rest_of(host))

    @asynccontextmanager
    async def document(self, url: str) -> AsyncIterator[None]:
        """Ask for one document in the block. Raises `HostStopped`."""
        host = host_of(url)
        await self.begin(host)
        try:
            yield
        finally:
            self.end(host)

    def _lock(self, host: str) -> asyncio.Lock:
        return self._locks.setdefault(host, asyncio.Lock())

    async def _rested(self, host: str) -> None:
        self.refuse(host)
        while (wait := self._due.get(host, 0.0) - monotonic()) > 0:
            await asyncio.sleep(wait)
            self.refuse(host)


class Held:
    """The turns that one screen of the browser has: each is given back when its document came or failed."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts
        self._open: dict[str, asyncio.TimerHandle] = {}
        self._hops: Counter[str] = Counter()

    async def take(self, url: str) -> None:
        """Wait for the turn of the host of *url* and take it. Raises `HostStopped`."""
        host = host_of(url)
        await self.hosts.begin(host)
        self._open[host] = asyncio.get_running_loop().call_later(LONGEST_S, self._end, host)

    async def follow(self, url: str, target: str) -> None:
        """Go on from *url*, whose answer redirects, to *target*, in its turn. Raises `HostStopped`."""
        self._hops[url] += 1
        self._end(host_of(url))
        await self.take(target)

    def came(self, url: str) -> bool:
        """Note that a document came or failed; say whether that was the end and no redirect on the way."""
        if self._hops[url] > 0:
            self._hops[url] -= 1
            return False
        self._end(host_of(url))
        return True

    def clear(self) -> None:
        """Give all turns back: the screen is left."""
        for host in tuple(self._open):
            self._end(host)
        self._hops.clear()

    def _end(self, host: str) -> None:
        timer = self._open.pop(host, None)
        if timer is None:
            # Asked for without a turn of its own; it was a request all the same.
            self.hosts.answered(host)
            return
        timer.cancel()
        self.hosts.end(host)


def hosts_of(crawler: Crawler) -> Hosts:
    """Return the hosts of the crawl, the same to whoever asks."""
    hosts: Hosts | None = getattr(crawler, "polite_hosts", None)
    if hosts is None:
        hosts = Hosts(crawler.settings.getfloat("BETTERSERVED_DELAY"))
        crawler.polite_hosts = hosts  # type: ignore[attr-defined]
    return hosts
