"""Runs the probes that press keys or move things, each on the page as it was found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import Error, Page

from crawler.probes import measure

# A page that never stands still is not opened for ever.
MOST = 4
AGAIN_S = 0.3


class Restored:
    """Keeps a page as it was for one probe after another: what a probe changed is undone by opening it anew.

    `reopen` opens the page again and brings it to rest. `reopened` counts how often that was needed.
    """

    def __init__(self, page: Page, reopen: Callable[[], Awaitable[None]]) -> None:
        self._page = page
        self._reopen = reopen
        self._seal = ""
        self.reopened = 0

    async def before(self) -> None:
        """Make sure that the page is as it was at first."""
        now = await self._sign()
        if self._seal and now != self._seal:
            # What was put back may still be on its way: a busy browser lays out later.
            await asyncio.sleep(AGAIN_S)
            now = await self._sign()
        if not self._seal:
            self._seal = now
        elif now != self._seal and self.reopened < MOST:
            self.reopened += 1
            await self._reopen()
            # A page that draws something new at each visit has a new state to keep.
            self._seal = await self._sign()

    async def _sign(self) -> str:
        try:
            return str(await measure(self._page, "seal"))
        except Error:
            return "gone"
