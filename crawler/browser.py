"""The browser pool: one Chromium for all, a few workers, each with two screens and its own way to axe."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from playwright.async_api import Browser, Error, Playwright, async_playwright

from checks.model import Cause, Device
from crawler.axe import AxeSeat
from crawler.chromium import BrowserChoice, find_browser
from crawler.failures import first_line
from crawler.form_session import FormScreen, FormSession
from crawler.gateway import Gateway
from crawler.hosts import Hosts, host_of
from crawler.keeper import keep_watch
from crawler.permits import BUDGET, PermitBook
from crawler.pulse import Pulse
from crawler.screen import Screen
from crawler.settings import BOT_NAME, VERSION
from crawler.throwaway import Authority
from crawler.visit import VisitRequest, VisitResult
from crawler.worker import OPEN_S, Worker, nothing

log = logging.getLogger(__name__)

# For closed networks and small machines; the last keeps WebRTC from going round the gateway.
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
# Chromium takes the last list only, so this holds those of Playwright's that matter here (a page asked for
# by http must be asked for by http), reports that would be POSTed past the route handler, what Chromium
# would tell its maker of the forms it meets, and the renderer kept in reserve, which costs a sixth of the CPU
# of a visit.
_OFF = (
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,ThirdPartyStoragePartitioning,MediaRouter,"
    "OptimizationHints,NetworkTimeServiceQuerying,AvoidUnnecessaryBeforeUnloadCheckSync,LensOverlay,"
    "DestroyProfileOnBrowserClose,AvoidCorsURLLoaderRestartOnRedirect,PreconnectToSearch,"
    "Reporting,NetworkErrorLogging,AutofillServerCommunication,SpareRendererForSitePerProcess"
)

# A visit's own time limits end it long before this many times its time-out; nothing waits longer.
_PATIENCE = 8

# Before each new try to start a browser, so many seconds; after the last the browser is lost.
_PAUSES_S, _LAUNCH_S = (0.0, 2.0, 10.0), 45.0

WAITING = 3


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """What the pool is told. Times are seconds; `proxy` is the run's own.

    `workers` is how many pages are at work at once, None means by cores and browser.
    """

    contact_url: str
    token: str = f"{BOT_NAME}/{VERSION}"
    proxy: str = ""
    allow_private: bool = False
    workers: int | None = None
    visit_timeout: float = 75.0
    max_bytes: int = 20_000_000
    chromium: Path | None = None


class BrowserPool:
    """Start it, ask it for visits from any task of the same event loop, and close it.

    `choice` is the browser taken, once started; `lost` says why none can be started any more, "" else.
    """

    def __init__(self, settings: PoolSettings, hosts: Hosts | None = None) -> None:
        self.settings = settings
        self.hosts = hosts or Hosts()
        self.choice: BrowserChoice | None = None
        self.gateway = Gateway(
            allow_private=settings.allow_private, upstream=settings.proxy, max_bytes=settings.max_bytes
        )
        self.relaunched = 0
        self.visits = 0
        self.lost = ""
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._pulse: Pulse | None = None
        self._port = 0
        self._agents: Mapping[Device, str] = MappingProxyType({})
        self._launching = asyncio.Lock()
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._workers: list[Worker] = []
        self._busy = 0
        self.seats: asyncio.Semaphore

    async def start(self) -> None:
        """Find and launch the browser. Raises `NoBrowserError`, or what Playwright raises if it will not."""
        self.choice = await asyncio.to_thread(find_browser, self.settings.chromium)
        log.info("%s", self.choice.sentence)
        # However this process ends, the browser and its drivers end with it.
        await asyncio.to_thread(keep_watch)
        await self.gateway.start()
        self._playwright = await async_playwright().start()
        await self.browser()
        at_work = self.settings.workers or self.choice.places
        self.seats = asyncio.Semaphore(at_work)
        # Where hosts rest between two documents, so many more can wait for theirs beside those at work.
        for _ in range(at_work + (WAITING if self.hosts.delay else 0)):
            worker = Worker(self)
            self._workers.append(worker)
            self._idle.put_nowait(worker)

    async def visit(self, request: VisitRequest) -> VisitResult:
        """Look at a page as soon as a worker is free. Never raises for what a page or a browser does."""
        worker = await self._idle.get()
        try:
            await self.hosts.hours.wait()
            self._busy += 1
            try:
                return await self._visit(worker, request)
            finally:
                self._busy -= 1
        finally:
            self._idle.put_nowait(worker)

    async def _visit(self, worker: Worker, request: VisitRequest) -> VisitResult:
        self.visits += 1
        task = asyncio.current_task()
        longest = _PATIENCE * (request.timeout_s or self.settings.visit_timeout)
        # A host's own rests are not the page's fault, however often the page is opened.
        longest += 20 * self.hosts.rest_of(host_of(request.url))
        try:
            async with asyncio.timeout(longest):
                return await worker.visit(request)
        except (TimeoutError, asyncio.CancelledError):
            if task is not None and task.cancelling():
                raise
            # Scrapy would wait for ever for a request whose handler ends in a cancellation.
            log.error("%s: the visit was given up and its worker made anew", request.url[:500])
            await worker.close()
            why = "the browser did not come back from this page"
            visits = {one: nothing(request, one, Cause.NOT_MEASURED, why) for one in request.devices}
            return VisitResult(request, visits)

    async def rest(self) -> None:
        """End the browser, once no page is open, for as long as councils may not be visited."""
        while self._busy:
            await asyncio.sleep(0.5)
        async with self._launching:
            if self._browser is None or not self.hosts.hours.are_over:
                return
            await asyncio.gather(*(worker.close() for worker in self._workers), return_exceptions=True)
            with contextlib.suppress(Error, TimeoutError):
                async with asyncio.timeout(10):
                    await self._browser.close()
            if self._pulse is not None:
                self._pulse.stop()
                self._pulse.end()
            self._browser = self._pulse = None

    async def close(self) -> None:
        """End drivers, browser and gateway, whatever state they are in."""
        if self._pulse is not None and not await self._pulse.beats():
            # Nothing that is asked of it would be answered.
            self._pulse.end()
        await asyncio.gather(*(worker.close() for worker in self._workers), return_exceptions=True)
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(10):
                if self._browser is not None:
                    await self._browser.close()
        if self._pulse is not None:
            self._pulse.stop()
            self._pulse.end()
        await self._stop_playwright()
        await self.gateway.close()

    async def alive(self, browser: Browser) -> bool:
        """Say whether *browser* is the one that runs, and answers; one that does not is ended."""
        return browser is self._browser and self._pulse is not None and await self._pulse.beats()

    @property
    def ended_a_tab(self) -> bool:
        """Say whether a tab was ended for its memory a moment ago."""
        return self._pulse is not None and self._pulse.ended_a_tab

    async def browser(self) -> Browser:
        """Return the browser, launched anew if it died."""
        async with self._launching:
            # Playwright does not say that a browser is gone where it was its own driver that died.
            if (
                self._browser is None or not self._browser.is_connected()
                or (self._pulse is not None and self._pulse.gone)
            ):  # fmt: skip
                if self._browser is not None:
                    self.relaunched += 1
                    log.warning("the browser died and is started again")
                if self._pulse is not None:
                    self._pulse.stop()
                    self._pulse.end()
                self._browser, self._pulse = await self._launched()
            return self._browser

    async def _launched(self) -> tuple[Browser, Pulse]:
        if self.lost:
            raise Error(self.lost)
        last: Exception | None = None
        for pause in _PAUSES_S:
            await asyncio.sleep(pause)
            try:
                async with asyncio.timeout(_LAUNCH_S):
                    browser = await self._launch()
                return browser, await Pulse.feel(browser)
            except (Error, OSError) as error:
                last = error
                log.warning("the browser does not start: %s", first_line(error))
            # Perhaps it is Playwright's own driver that died.
            await self._stop_playwright()
            self._playwright = await async_playwright().start()
        self.lost = f"the browser does not start: {first_line(last) if last else ''}"
        log.error("%s", self.lost)
        raise Error(self.lost)

    async def _stop_playwright(self) -> None:
        with contextlib.suppress(Error, OSError):
            async with asyncio.timeout(10):
                if self._playwright is not None:
                    await self._playwright.stop()

    async def _launch(self) -> Browser:
        assert self.choice is not None and self._playwright is not None
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        for sandbox in (False,) if root else (True, False):
            self._port = _free_port()
            try:
                browser = await self._playwright.chromium.launch(
                    executable_path=str(self.choice.path),
                    headless=True,
                    chromium_sandbox=sandbox,
                    args=[*_FLAGS, f"--disable-features={_OFF}", f"--remote-debugging-port={self._port}"],
                    # Loopback goes through the gateway too, where it is refused.
                    proxy={"server": self.gateway.address, "bypass": "<-loopback>"},
                    timeout=60_000,
                )
            except Error:
                if not sandbox:
                    raise
                log.warning("the browser does not start in its sandbox on this system; starting it without")
                continue
            if not self._agents:
                ours = f"{self.settings.token} (+{self.settings.contact_url})"
                self._agents = await _agents(browser, ours)
            return browser
        raise AssertionError("unreachable")

    def screen(self, device: Device) -> Screen:
        """Return a new screen of *device*, not yet open."""
        return Screen(
            device,
            self._agents[device],
            allow_private=self.settings.allow_private,
            proxied=bool(self.settings.proxy),
            hosts=self.hosts,
        )

    @asynccontextmanager
    async def form_session(
        self,
        *,
        depth: str = "observe",
        lookups: bool = False,
        kill_switch: Path | None = None,
        budget: int = BUDGET,
    ) -> AsyncIterator[FormSession]:
        """Open a session in which one form is walked; the pool must be started. All of it ends with it.

        `depth` is "observe" or "steps"; `lookups` lets address look-ups out; `kill_switch` is a file whose
        existence ends the walk; `budget` is how many requests each line of defence lets out.
        """
        settings = self.settings
        book = PermitBook(
            depth=depth,
            lookups=lookups,
            kill_switch=kill_switch,
            budget=budget,
            allow_private=settings.allow_private,
            proxied=bool(settings.proxy),
        )
        opens_tls = depth == "steps"
        gateway = Gateway(
            allow_private=settings.allow_private,
            upstream=settings.proxy,
            max_bytes=settings.max_bytes,
            book=book,
            authority=Authority() if opens_tls else None,
        )
        screen = FormScreen(
            self._agents[Device.DESKTOP], book, gateway, opens_tls=opens_tls, hosts=self.hosts
        )
        await self.hosts.hours.wait()
        self._busy += 1
        try:
            await gateway.start()
            browser = await self.browser()
            async with asyncio.timeout(OPEN_S):
                await screen.open(browser)
            yield FormSession(screen)
        finally:
            book.freeze("the walk is over")
            # Whatever ended the walk, a cancellation included, its context and its gateway end too.
            self._busy -= 1
            await asyncio.shield(_end(screen, gateway))

    def seat(self) -> AxeSeat:
        """Return a new way to axe in the browser that runs now."""
        assert self.choice is not None
        return AxeSeat(self.choice.driver, f"127.0.0.1:{self._port}")


async def _end(screen: FormScreen, gateway: Gateway) -> None:
    try:
        await screen.close()
    finally:
        await gateway.close()


async def _agents(browser: Browser, ours: str) -> Mapping[Device, str]:
    """Return the user agents: Chromium's own, and its own on Android, with our name and address added."""
    page = await browser.new_page()
    try:
        own = str(await page.evaluate("() => navigator.userAgent"))
    finally:
        await page.close()
    phone = re.sub(r"\([^)]*\)", "(Linux; Android 10; K)", own, count=1).replace(
        " Safari/", " Mobile Safari/"
    )
    return MappingProxyType({Device.DESKTOP: f"{own} {ours}", Device.PHONE: f"{phone} {ours}"})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
