"""A best-first frontier: which address to ask for next, and how it was come by."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lead:
    """An address worth a look. `scores`: journey id to 0-1; `via`: menu, search, a-to-z, govuk, sitemap."""

    url: str
    key: str
    text: str
    via: str
    depth: int
    scores: Mapping[str, float]
    parent: str = ""


@dataclass(slots=True)
class Frontier:
    """Leads in order of promise; equal ones in the order they were met, so that a run repeats itself."""

    _heap: list[tuple[float, int, Lead]] = field(default_factory=list)
    _best: dict[str, float] = field(default_factory=dict)
    _count: int = 0

    def add(self, lead: Lead, priority: float) -> None:
        """Keep *lead* unless the same address already waits with as good a priority."""
        if self._best.get(lead.key, -1.0) >= priority:
            return
        self._best[lead.key] = priority
        self._count += 1
        heapq.heappush(self._heap, (-priority, self._count, lead))

    def pop(self) -> tuple[Lead, float] | None:
        """Take the best lead with its priority; None when there is none left."""
        while self._heap:
            negative, _, lead = heapq.heappop(self._heap)
            if self._best.get(lead.key) == -negative:
                # It waits no more: it may be put back with less promise.
                del self._best[lead.key]
                return lead, -negative
        return None

    def done_with(self, key: str) -> None:
        """Forget every waiting lead to an address that was asked for by another way."""
        self._best[key] = 2.0

    def most_left(self) -> dict[str, float]:
        """Return by journey the best score of any lead that still waits."""
        best: dict[str, float] = {}
        for negative, _, lead in self._heap:
            if self._best.get(lead.key) != -negative:
                continue
            for journey, score in lead.scores.items():
                best[journey] = max(best.get(journey, 0.0), score)
        return best

    def __len__(self) -> int:
        return len(self._heap)
