"""Whose turn it is at each host, for all workers of a cluster: one at a time, and a rest in between."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """A wish to ask *host*: by which worker's crawler, under which number of its own, `rest` seconds after
    the last answer at the least."""

    crawler: str
    number: int
    host: str
    rest: float


@dataclass(slots=True)
class _Line:
    """Who waits for one host, first come first served; who has it; when it may be asked again."""

    waiting: deque[Turn] = field(default_factory=deque)
    held: Turn | None = None
    ended: float = float("-inf")
    due: float = float("-inf")


class HostBook:
    """The lines of all hosts. It knows no clock: seconds of a monotonic one are given to it.

    A host rests after an answer for the longer of two times: what the crawler that had the turn says then,
    and what the one that asks next says. So a delay that only one of them has learnt of holds for all.
    """

    def __init__(self) -> None:
        self._lines: defaultdict[str, _Line] = defaultdict(_Line)

    def ask(self, turn: Turn) -> None:
        """Put *turn* at the end of its host's line."""
        self._lines[turn.host].waiting.append(turn)

    def next(self, host: str, now: float) -> Turn | float | None:
        """Return the turn that begins now, or how long the first in line must still wait, or None.

        None: nobody waits, or somebody has the turn.
        """
        line = self._lines[host]
        if line.held is not None or not line.waiting:
            return None
        first = line.waiting[0]
        wait = max(line.due, line.ended + first.rest) - now
        if wait > 0:
            return wait
        line.held = line.waiting.popleft()
        return line.held

    def give_back(self, crawler: str, number: int, host: str, rest: float | None, now: float) -> None:
        """End the turn, or the waiting for it; the host rests so long, None where it was not asked."""
        line = self._lines[host]
        line.waiting = deque(one for one in line.waiting if (one.crawler, one.number) != (crawler, number))
        if line.held is not None and (line.held.crawler, line.held.number) == (crawler, number):
            line.held = None
            if rest is not None:
                line.ended = now
                line.due = max(line.due, now + rest)

    def hold_off(self, host: str, seconds: float, now: float) -> None:
        """Let nobody ask *host* for so long."""
        line = self._lines[host]
        line.due = max(line.due, now + seconds)

    def leave(self, crawler: str, now: float) -> list[str]:
        """Take a crawler that is gone out of all lines; return the hosts that others may have now.

        Nobody knows when its last answer came, so the rest begins now.
        """
        freed = []
        for host, line in self._lines.items():
            line.waiting = deque(one for one in line.waiting if one.crawler != crawler)
            if line.held is not None and line.held.crawler == crawler:
                self.give_back(crawler, line.held.number, host, line.held.rest, now)
                freed.append(host)
        return freed
