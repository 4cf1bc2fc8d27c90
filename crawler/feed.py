"""Where the spider's councils come from: a list, or whoever hands them in one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Protocol

from checks.model import Council


class Feed(Protocol):
    """A source of councils. `total` counts those that will come."""

    total: int

    async def next(self) -> Council | None:
        """Return the next council to visit, when there is one; None once there will be none."""

    def ended(self, council: Council, fault: str) -> None:
        """Take note that *council* is done: whole in the run folder, or lost to *fault*, an error of ours."""


class ListFeed:
    """Councils that are all known before the crawl begins."""

    def __init__(self, councils: Sequence[Council]) -> None:
        self.total = len(councils)
        self._waiting = deque(councils)

    async def next(self) -> Council | None:
        """Return the next of the list."""
        return self._waiting.popleft() if self._waiting else None

    def ended(self, council: Council, fault: str) -> None:
        """Nobody waits for a single council."""
