"""Ends a crawl on a signal so that nothing is half written, however early the signal comes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from types import FrameType, TracebackType
from typing import Any, Self

from scrapy import signals

from crawler.spider import SurveySpider

STOPS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """While entered, SIGINT and SIGTERM end the walk instead of the process.

    `signal` is the number of the first that came, 0 where none did. Outside the main thread, which alone
    can take signals, it does nothing.
    """

    def __init__(self) -> None:
        self.signal = 0
        self._crawler: Any = None
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for which in STOPS:
            with contextlib.suppress(ValueError):
                self._before[which] = signal.signal(which, self._caught)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What follows, such as judging, is ended by a signal in the ordinary way.
        for which, handler in self._before.items():
            signal.signal(which, handler)

    def will_stop(self, crawler: Any) -> None:
        """Have a signal, whether it came already or comes later, end the walk of *crawler*'s spider."""
        self._crawler = crawler
        crawler.signals.connect(self._stop, signal=signals.spider_opened, weak=False)

    def _caught(self, which: int, frame: FrameType | None) -> None:
        self.signal = self.signal or which
        if self._crawler is not None:
            # The handler may run between any two steps; the spider is told between two of the loop's.
            loop = asyncio.get_event_loop_policy().get_event_loop()
            loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        spider = self._crawler.spider
        if self.signal and isinstance(spider, SurveySpider):
            spider.interrupt()
