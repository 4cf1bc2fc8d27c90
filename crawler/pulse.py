"""Feels a browser's pulse: one that no longer answers is ended, and so is a tab that eats the memory."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from typing import Any

import psutil
from playwright.async_api import Browser, CDPSession, Error

log = logging.getLogger(__name__)

EVERY_S = 3.0
# A busy machine may keep a healthy browser from answering for a while; twice in a row it does not.
ANSWER_S, MISSES = 10.0, 2
# Twice what the heaviest page of a council was seen to take, with room to spare.
MAX_TAB_BYTES = 1_500_000_000
_RECENT_S = 15.0
_NOTICED_S = 3.0


class Pulse:
    """The pulse of one *browser*, felt until it is gone. Made by `feel`."""

    def __init__(self, browser: Browser, session: CDPSession, pid: int) -> None:
        self._browser, self._session, self.pid = browser, session, pid
        self._asking = asyncio.Lock()
        self._process = psutil.Process(pid)
        self._ended_at = float("-inf")
        # Whether the browser, or Playwright's driver before it, is known to be gone for good.
        self.gone = False
        self._task = asyncio.create_task(self._go_on())

    @classmethod
    async def feel(cls, browser: Browser) -> Pulse:
        """Begin with a browser that has just been launched. Raises what Playwright raises."""
        async with asyncio.timeout(ANSWER_S * MISSES):
            session = await browser.new_browser_cdp_session()
            processes = await _processes(session)
        return cls(browser, session, next(int(one["id"]) for one in processes if one["type"] == "browser"))

    @property
    def ended_a_tab(self) -> bool:
        """Say whether a tab was ended for its memory a moment ago."""
        return time.monotonic() - self._ended_at < _RECENT_S

    async def beats(self) -> bool:
        """Ask the browser for a sign of life, which takes milliseconds; one that gives none is ended."""
        async with self._asking:
            for _ in range(MISSES):
                if self.gone or not self._browser.is_connected():
                    break
                try:
                    async with asyncio.timeout(ANSWER_S):
                        processes = await _processes(self._session)
                except TimeoutError:
                    continue
                except Error:
                    break
                self._weigh(processes)
                return True
            else:
                log.error("the browser did not answer for %d s and was ended", ANSWER_S * MISSES)
            self.gone = True
            self.end()
            await self._noticed()
            return False

    async def _noticed(self) -> None:
        """See to it that Playwright notices: what waits for the browser must not wait for ever."""
        deadline = time.monotonic() + _NOTICED_S
        while self._browser.is_connected() and time.monotonic() < deadline:
            await asyncio.sleep(0.1)
        if not self._browser.is_connected():
            return
        # It was Playwright's own driver that died or hangs.
        for one in psutil.Process().children():
            with contextlib.suppress(psutil.Error):
                if "run-driver" in one.cmdline():
                    one.kill()

    def end(self) -> None:
        """End the browser's processes outright, those included that outlived its main one."""
        with contextlib.suppress(OSError, psutil.Error):
            # A number that another process bears by now is not ours to end.
            if self._process.is_running() or not psutil.pid_exists(self.pid):
                os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(psutil.Error):
            self._process.kill()

    def stop(self) -> None:
        """Feel no longer."""
        self._task.cancel()

    async def _go_on(self) -> None:
        while await self.beats():
            await asyncio.sleep(EVERY_S)

    def _weigh(self, processes: list[dict[str, Any]]) -> None:
        for one in processes:
            if one["type"] != "renderer":
                continue
            with contextlib.suppress(psutil.Error):
                tab = psutil.Process(int(one["id"]))
                taken = tab.memory_info().rss
                if taken > MAX_TAB_BYTES:
                    log.error("a tab took %d MB of memory and was ended", taken // 1_000_000)
                    self._ended_at = time.monotonic()
                    tab.kill()


async def _processes(session: CDPSession) -> list[dict[str, Any]]:
    answer: dict[str, Any] = await session.send("SystemInfo.getProcessInfo")
    return list(answer["processInfo"])
