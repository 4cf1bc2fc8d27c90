"""The part of a crawl that lives in Dask's scheduler: turns at hosts, what all must know, how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from distributed import Scheduler, SchedulerPlugin
from distributed.batched import BatchedSend
from distributed.comm import Comm, CommClosedError
from distributed.core import Status

from crawler.cluster.book import HostBook, Turn

log = logging.getLogger(__name__)
NAME = "betterserved-steward"
JOIN, TELL, LOOK, END = (f"betterserved_{what}" for what in ("join", "tell", "look", "end"))
# A word to a crawler waits so long for others to go with it.
BATCH = "2ms"


@dataclass(slots=True)
class _Session:
    """One crawl. `client` is the command line that began it; with it, it ends."""

    client: str
    files: dict[str, str | None] = field(default_factory=dict)
    stops: dict[str, dict[str, Any]] = field(default_factory=dict)
    crawlers: dict[str, BatchedSend] = field(default_factory=dict)
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    ended: bool = False


class Steward(SchedulerPlugin):  # type: ignore[misc]
    """Keeps one turn for each host, whichever crawler of whichever run asks: the scheduler is one place.

    Each crawler holds one connection open. When that breaks, its turns are over and whoever waits has them.
    """

    name = NAME
    # A second run on the same cluster finds the turns of the first.
    idempotent = True

    async def start(self, scheduler: Scheduler) -> None:
        """Take calls."""
        self._book = HostBook()
        self._sessions: dict[str, _Session] = {}
        self._streams: dict[str, BatchedSend] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._numbers = itertools.count(1)
        scheduler.handlers |= {JOIN: self.join, TELL: self.tell, LOOK: self.look, END: self.end}

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        """End what a command line that is gone had begun: nobody would fetch it."""
        for session, one in self._sessions.items():
            if one.client == client and not one.ended:
                self.end(session)
                # Workers that come later must not be told of it.
                scheduler.worker_plugins.pop(session, None)

    # Called by the command line ------------------------------------------------------------------

    def tell(
        self, session: str, client: str, files: dict[str, str | None], stops: list[dict[str, Any]]
    ) -> None:
        """Begin a session, or give all its crawlers another text of these files, None for no such file.

        *stops*: hosts that an earlier session left alone, as crawlers tell of them.
        """
        one = self._sessions.setdefault(session, _Session(client))
        one.stops |= {stop["host"]: stop for stop in stops}
        one.files |= files
        for stream in one.crawlers.values():
            _send(stream, {"op": "files", "files": files})

    def look(self, session: str) -> dict[str, Any]:
        """Return how far the session is: pages in both tiers, crawlers at work, hosts left alone."""
        one = self._sessions[session]
        pages, browser_pages = (sum(counts) for counts in zip((0, 0), *one.seen.values(), strict=True))
        return {
            "pages": pages,
            "browser_pages": browser_pages,
            "crawlers": len(one.crawlers),
            "stops": list(one.stops.values()),
        }

    def end(self, session: str) -> None:
        """Have all crawlers of the session stop: what they have in hand is not finished."""
        one = self._sessions[session]
        one.ended = True
        for stream in one.crawlers.values():
            _send(stream, {"op": "end"})

    # Called by crawlers --------------------------------------------------------------------------

    async def join(self, comm: Comm, session: str) -> Status:
        """Serve a crawler until it hangs up."""
        one = self._sessions.get(session)
        stream = BatchedSend(interval=BATCH)
        stream.start(comm)
        crawler = f"{session}/{next(self._numbers)}"
        if one is None or one.ended:
            _send(stream, {"op": "end"})
            return Status.dont_reply
        one.crawlers[crawler] = self._streams[crawler] = stream
        _send(stream, {"op": "files", "files": one.files})
        for stop in one.stops.values():
            _send(stream, stop)
        try:
            while True:
                for word in await comm.read():
                    self._hear(one, crawler, word)
        except CommClosedError:
            pass
        finally:
            del one.crawlers[crawler], self._streams[crawler]
            for host in self._book.leave(crawler, monotonic()):
                self._serve(host)
            comm.abort()
        return Status.dont_reply

    def _hear(self, session: _Session, crawler: str, word: dict[str, Any]) -> None:
        match word:
            case {"op": "take", "number": number, "host": host, "rest": rest}:
                self._book.ask(Turn(crawler, number, host, rest))
                self._serve(host)
            case {"op": "give", "number": number, "host": host, "rest": rest}:
                self._book.give_back(crawler, number, host, rest, monotonic())
                self._serve(host)
            case {"op": "hold", "host": host, "seconds": seconds}:
                self._book.hold_off(host, seconds, monotonic())
            case {"op": "stopped", "host": host}:
                session.stops[host] = word
                for other, stream in session.crawlers.items():
                    if other != crawler:
                        _send(stream, word)
            case {"op": "seen", "pages": pages, "browser_pages": browser_pages}:
                session.seen[crawler] = (pages, browser_pages)
            case _:
                log.warning("A crawler said what nobody understands: %.200r", word)

    def _serve(self, host: str) -> None:
        """Let the first in line have the host, now or when it has rested."""
        if timer := self._timers.pop(host, None):
            timer.cancel()
        match self._book.next(host, monotonic()):
            case Turn() as turn:
                _send(self._streams[turn.crawler], {"op": "granted", "number": turn.number})
            case float() as wait:
                self._timers[host] = asyncio.get_running_loop().call_later(wait, self._serve, host)


def _send(stream: BatchedSend, word: dict[str, Any]) -> None:
    # A crawler that is gone is dealt with where its connection is read.
    with contextlib.suppress(CommClosedError):
        stream.send(word)
