"""A walk's place and its turns: while a turn lasts, the browser may ask a host for one document."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.axe import AxeSeat
    from crawler.form_session import FormSession

# A turn that nobody ends is over by itself.
LONGEST_S = 120.0


@dataclass(frozen=True, slots=True)
class WalkPlace:
    """Where a form is walked: the guarded session, and a way to axe."""

    session: FormSession
    seat: AxeSeat


@dataclass(slots=True)
class Turn:
    """What stands in `meta["turn"]` of a request that is never sent: it takes the host's slot and keeps it.

    So robots.txt, crawl delay, the spacing between two requests and the one connection to a host hold for
    what the browser asks in a walk. `status` is what the host answered in the end; None for nothing.
    """

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    status: int | None = None
    final_url: str = ""

    async def take(self) -> int:
        """Begin, wait until it is over, and return the status for the downloader."""
        self.begun.set()
        try:
            async with asyncio.timeout(LONGEST_S):
                await self.over.wait()
        except TimeoutError:
            pass
        return self.status or 204
