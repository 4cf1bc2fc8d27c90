"""Shows how far a long job is: a moving bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.text import Text

from crawler import options

WINDOW_S = 60.0
LINE_EVERY_S = 15.0
_MINUTE = 60.0


class Display:
    """Progress of one stage over councils. Use it as a context manager and call `show` at will.

    `clock` gives seconds and must not be one that can be set; `line_every` is the number of seconds between
    two lines where the output is not a terminal.
    """

    def __init__(
        self,
        console: Console,
        stage: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        line_every: float = LINE_EVERY_S,
    ) -> None:
        self._console = console
        self._stage = stage
        self._clock = clock
        self._line_every = line_every
        self._started = clock()
        self._base: int | None = None
        self._last_line = self._started
        self._pages: deque[tuple[float, int]] = deque()
        self._bar: Progress | None = None
        self._task = TaskID(0)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                MofNCompleteColumn(),
                TextColumn("{task.fields[note]}", markup=False),
                console=self._console,
            )
            self._task = self._bar.add_task(self._stage, total=None, note="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def crawl(self, progress: options.Progress) -> None:
        """Show a snapshot of the crawl."""
        rate = self._page_rate(progress.pages + progress.browser_pages)
        pages = f"{progress.pages:,} pages and {progress.browser_pages:,} in the browser, {rate:.0f} a minute"
        self.show(progress.councils_done, progress.councils_total, pages, progress.current)

    def show(self, done: int, total: int, note: str = "", current: str = "") -> None:
        """Show that *done* of *total* councils are finished; *current* names one being worked on."""
        if self._base is None:
            # What an earlier attempt finished says nothing about the speed of this one.
            self._base = done
        parts = [part for part in (note, self._expected_end(done, total), _printable(current)) if part]
        now = self._clock()
        if self._bar:
            self._bar.update(self._task, completed=done, total=total, note="; ".join(parts))
        elif now - self._last_line >= self._line_every or done == total:
            self._last_line = now
            self._console.print(
                Text("; ".join([f"{self._stage}: {done} of {total} councils", *parts])), soft_wrap=True
            )

    def _page_rate(self, pages: int) -> float:
        """Return pages a minute over the last minute."""
        now = self._clock()
        self._pages.append((now, pages))
        while len(self._pages) > 2 and self._pages[0][0] < now - WINDOW_S:
            self._pages.popleft()
        first, before = self._pages[0]
        return (pages - before) / (now - first) * _MINUTE if now > first else 0.0

    def _expected_end(self, done: int, total: int) -> str:
        fresh = done - (self._base or 0)
        if fresh <= 0 or done >= total:
            return ""
        left = (self._clock() - self._started) / fresh * (total - done)
        end = datetime.now() + timedelta(seconds=left)
        return f"ends about {end:%H:%M}" if left < 12 * 3600 else f"ends about {end:%d %B, %H:%M}"


def spoken(seconds: float) -> str:
    """Return a length of time as people say it: `45 s`, `3 min 20 s`, `5 h 12 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)[:60]
