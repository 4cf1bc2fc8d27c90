"""Seats at the processor: a page that is looked at has one, but for the time that its host rests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Seat:
    """The seat of one visit, which its screens share: it is given back while none of them is at work."""

    def __init__(self, seats: asyncio.Semaphore) -> None:
        self._seats = seats
        self._taking = asyncio.Lock()
        self._working = 0

    async def take(self) -> None:
        """Wait for the seat, unless a screen of the same visit has it."""
        async with self._taking:
            if not self._working:
                await self._seats.acquire()
            self._working += 1

    def leave(self) -> None:
        """Give the seat back, unless a screen of the same visit is at work."""
        self._working -= 1
        if not self._working:
            self._seats.release()


class Place:
    """One screen's share of a seat."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._taken = False

    async def take(self) -> None:
        """Begin to work."""
        await self._seat.take()
        self._taken = True

    def leave(self) -> None:
        """Work no longer; where it does not, nothing happens."""
        if self._taken:
            self._taken = False
            self._seat.leave()

    @asynccontextmanager
    async def left(self) -> AsyncIterator[None]:
        """Leave the place for as long as the block lasts, then wait for it again unless the block failed."""
        self.leave()
        yield
        await self.take()
