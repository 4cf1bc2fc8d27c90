"""The hosts of a crawl whose turns all crawlers of a cluster share."""

from __future__ import annotations

import asyncio
from math import inf
from time import monotonic
from typing import Any

from checks.model import Cause
from crawler.causes import HostStopped
from crawler.cluster.line import StewardLine
from crawler.hosts import Hosts


class SharedHosts(Hosts):
    """As `Hosts`, and whoever has the turn of a host here has it in the whole cluster.

    What one crawler learns is known to all: how long a host rests, that it asked for time, that it is to be
    left alone.
    """

    def __init__(self, line: StewardLine, delay: float) -> None:
        super().__init__(delay)
        self._line = line
        self._turns: dict[str, int] = {}

    async def begin(self, host: str) -> None:
        """Wait for the turn of *host* here, then in the cluster. Raises `HostStopped`."""
        await super().begin(host)
        try:
            number = await self._line.take(host, self.rest_of(host))
        except asyncio.CancelledError:
            self._lock(host).release()
            raise
        try:
            self.refuse(host)
        except HostStopped:
            self._line.give(number, host, None)
            self._lock(host).release()
            raise
        self._turns[host] = number

    async def rest(self, host: str) -> float:
        """Wait until *host* could be asked, and take no turn; return how long. Raises `HostStopped`."""
        began = monotonic()
        async with self._lock(host):
            await self._rested(host)
            self._line.give(await self._line.take(host, self.rest_of(host)), host, None)
            self.refuse(host)
        return monotonic() - began

    def end(self, host: str, latency: float | None = None) -> None:
        """Give the turn back, here and in the cluster."""
        number = self._turns.pop(host)
        super().end(host, latency)
        self._line.give(number, host, self.rest_of(host))

    def hold_off(self, host: str, seconds: float) -> None:
        """Let nobody in the cluster ask *host* for so long."""
        super().hold_off(host, seconds)
        self._line.say(op="hold", host=host, seconds=seconds)

    def stop(self, host: str, why: HostStopped, seconds: float = inf) -> None:
        """Have *host* left alone by all crawlers of the run."""
        super().stop(host, why, seconds)
        self._line.say(**stopped_word(host, why, seconds))

    def hear(self, word: dict[str, Any]) -> None:
        """Take note that another crawler left a host alone."""
        super().stop(word["host"], HostStopped(Cause(word["cause"]), word["why"]), word["seconds"])


def stopped_word(host: str, why: HostStopped, seconds: float) -> dict[str, Any]:
    """Return how a crawler tells that it leaves *host* alone, and for how long."""
    return {"op": "stopped", "host": host, "cause": why.cause.value, "why": str(why), "seconds": seconds}
