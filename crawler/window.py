"""The hours in which councils may be visited, by the clocks on their walls."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

COUNCILS_TIME = ZoneInfo("Europe/London")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY_MIN = 24 * 60
# A wait is cut into pieces, since a machine may sleep and its clock be put right meanwhile.
_LOOK_S = 15.0
_PART = re.compile(
    r"(?:(?P<first>[a-z]{3})(?:\s*-\s*(?P<last>[a-z]{3}))?)?"
    r"\s*(?:(?P<begin>\d{1,2}:\d\d)\s*-\s*(?P<end>\d{1,2}:\d\d))?",
    re.IGNORECASE,
)


def now_utc() -> datetime:
    """Return the time of the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day from `begin` until `end`, the next day's where `end` is not later, on some days.

    `days` are those on which it begins, 0 for Monday.
    """

    days: frozenset[int]
    begin: int
    end: int

    def holds(self, day: int, minute: int) -> bool:
        """Say whether it is open on a weekday at a minute of the day."""
        if self.begin < self.end:
            return day in self.days and self.begin <= minute < self.end
        return (day in self.days and minute >= self.begin) or (
            (day - 1) % 7 in self.days and minute < self.end
        )


@dataclass(frozen=True, slots=True)
class Window:
    """When councils may be visited. Moments are aware; across a change of the clocks their clocks count."""

    spans: tuple[Span, ...]

    def is_open(self, at: datetime) -> bool:
        """Say whether councils may be visited at that moment."""
        local = at.astimezone(COUNCILS_TIME)
        return any(one.holds(local.weekday(), local.hour * 60 + local.minute) for one in self.spans)

    def opens(self, at: datetime) -> datetime:
        """Return the first moment from *at* on at which councils may be visited, as their clocks have it."""
        moment = at.astimezone(UTC)
        if not self.is_open(moment):
            moment = moment.replace(second=0, microsecond=0)
            # No window is shut for longer than a week.
            for _ in range(8 * _DAY_MIN):
                moment += timedelta(minutes=1)
                if self.is_open(moment):
                    break
        return moment.astimezone(COUNCILS_TIME)


def read_window(words: str) -> Window:
    """Read `19:00-07:00` or `Mon-Fri 19:00-07:00, Sat-Sun`. Raises ValueError saying what is wrong."""
    spans = tuple(_span(part.strip()) for part in words.split(","))
    return Window(spans)


def _span(part: str) -> Span:
    match = _PART.fullmatch(part)
    if not part or match is None:
        raise ValueError(f"{part!r} is neither hours nor days; write it as 'Mon-Fri 19:00-07:00, Sat-Sun'")
    first, last, begin, end = match.group("first", "last", "begin", "end")
    days = frozenset(range(7))
    if first:
        start, stop = _day(first), _day(last or first)
        days = frozenset((start + more) % 7 for more in range((stop - start) % 7 + 1))
    if not begin:
        return Span(days, 0, _DAY_MIN)
    from_, until = _minute(begin), _minute(end)
    if from_ in (until, _DAY_MIN):
        raise ValueError(f"{begin}-{end} begins where it ends; for a whole day give the day alone")
    return Span(days, from_, until)


def _day(name: str) -> int:
    try:
        return DAYS.index(name.title())
    except ValueError:
        raise ValueError(f"{name!r} is no day; there are {', '.join(DAYS)}") from None


def _minute(clock: str) -> int:
    hours, minutes = (int(part) for part in clock.split(":"))
    if minutes > 59 or hours * 60 + minutes > _DAY_MIN:
        raise ValueError(f"{clock} is no time of day")
    return hours * 60 + minutes


class Hours:
    """Holds back what would be asked for outside the window. `closed` is told until when."""

    def __init__(self, window: Window | None = None) -> None:
        self.window = window
        self.closed: Callable[[datetime], None] = lambda _until: None
        self.opened: Callable[[], None] = lambda: None
        self._shut = False

    @property
    def are_over(self) -> bool:
        """Say whether nothing may be begun now."""
        return self.window is not None and not self.window.is_open(now_utc())

    async def wait(self) -> None:
        """Wait until the window is open."""
        while self.window is not None and self.are_over:
            until = self.window.opens(now_utc())
            if not self._shut:
                self._shut = True
                self.closed(until)
            left = (until - now_utc()).total_seconds()
            await asyncio.sleep(min(_LOOK_S, max(0.05, left)))
        if self._shut:
            self._shut = False
            self.opened()
