"""A crawler's line to the steward in the scheduler: turns at hosts, news, and how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Callable
from typing import Any

from distributed.batched import BatchedSend
from distributed.comm import Comm, CommClosedError, connect
from distributed.security import Security

from crawler.cluster.steward import BATCH, JOIN

CONNECT_S = 30


class StewardLine:
    """`hear` is called with each word that is not about a turn; `lost` once the line is broken.

    When it is, nobody gets a turn any more: whoever waits for one waits until the crawl is ended.
    """

    def __init__(
        self, address: str, session: str, hear: Callable[[dict[str, Any]], None], lost: Callable[[], None]
    ) -> None:
        self._address, self._session = address, session
        self._hear, self._lost = hear, lost
        self._granted: dict[int, asyncio.Future[None]] = {}
        self._numbers = itertools.count(1)
        self._stream: BatchedSend | None = None
        self._listener: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect. Raises `OSError` where the scheduler cannot be reached."""
        told = Security().get_connection_args("scheduler")
        comm = await connect(self._address, timeout=CONNECT_S, **told)
        await comm.write({"op": JOIN, "session": self._session, "reply": False})
        self._stream = BatchedSend(interval=BATCH)
        self._stream.start(comm)
        self._listener = asyncio.ensure_future(self._listen(comm))

    async def take(self, host: str, rest: float) -> int:
        """Wait for the turn of *host*, *rest* seconds after its last answer; return its number."""
        number = next(self._numbers)
        granted = self._granted[number] = asyncio.get_running_loop().create_future()
        self.say(op="take", number=number, host=host, rest=rest)
        try:
            await granted
        except asyncio.CancelledError:
            self.give(number, host, None)
            raise
        finally:
            del self._granted[number]
        return number

    def give(self, number: int, host: str, rest: float | None) -> None:
        """Give a turn back; the host then rests so long, None where it was not asked."""
        self.say(op="give", number=number, host=host, rest=rest)

    def say(self, **word: Any) -> None:
        """Tell the steward something; nothing comes of it where the line is broken."""
        if self._stream is not None:
            with contextlib.suppress(CommClosedError):
                self._stream.send(word)

    async def _listen(self, comm: Comm) -> None:
        try:
            while True:
                for word in await comm.read():
                    if word["op"] != "granted":
                        self._hear(word)
                    elif (granted := self._granted.get(word["number"])) and not granted.done():
                        granted.set_result(None)
        except CommClosedError:
            self._lost()
