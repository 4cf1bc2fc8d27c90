"""A worker of the browser pool: looks at one page at a time, and again where the fault was not the page's."""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Error

from checks.model import Cause, Device, Missing
from crawler.axe import AxeSeat
from crawler.failures import VisitError, cause_of_text, first_line
from crawler.look import Look
from crawler.screen import Screen
from crawler.seats import Place, Seat
from crawler.visit import DeviceVisit, VisitRequest, VisitResult
from crawler.watch import Watch

if TYPE_CHECKING:
    from crawler.browser import BrowserPool

# Before a page whose tab crashed is opened again.
_AGAIN_S = 2.0
CRASHED = "the tab crashed"
# A screen opens within a second or two.
OPEN_S = 20.0


class Worker:
    """Looks at one page at a time on its screens, opened when needed, and anew when the browser died."""

    def __init__(self, pool: BrowserPool) -> None:
        self._pool = pool
        self._browser: Browser | None = None
        self._screens: dict[Device, Screen] = {}
        self._seat: AxeSeat | None = None

    async def visit(self, request: VisitRequest) -> VisitResult:
        """Look at a page on each of its screens. Never raises for what a page or a browser does."""
        relaunched = self._pool.relaunched
        result = await self._attempt(request)
        if await self._not_the_page(result, relaunched):
            # Another page, or the machine, may have brought browser or tab down: one more try is fair.
            await asyncio.sleep(_AGAIN_S)
            result = await self._attempt(request)
        return result

    async def _not_the_page(self, result: VisitResult, relaunched: int) -> bool:
        """Say whether what is missing of a visit may be missing for another reason than the page."""
        seen = result.devices.values()
        if not any(
            one.cause or any(isinstance(value, Missing) for value in one.facets.values()) for one in seen
        ):
            return False
        if any(one.cause is Cause.PAGE_BROKEN and one.detail == CRASHED for one in seen):
            return True
        if self._pool.relaunched != relaunched:
            # It died under one screen, and the other had the next one started.
            return True
        # A browser that hangs lets every limit of ours pass, and so does a page: only the one answers.
        return self._browser is not None and not await self._pool.alive(self._browser)

    async def _attempt(self, request: VisitRequest) -> VisitResult:
        blobs: dict[str, bytes] = {}
        seat = Seat(self._pool.seats)
        # One page load at a time for a host's sake; the desktop is audited while the phone's page comes.
        gates = [asyncio.Event() for _ in request.devices]
        gates.append(asyncio.Event())
        gates[0].set()
        visits = await asyncio.gather(
            *(
                self._device(request, device, blobs, Place(seat), gates[at], gates[at + 1])
                for at, device in enumerate(request.devices)
            )
        )
        return VisitResult(request, {visit.device: visit for visit in visits}, blobs)

    async def _device(
        self,
        request: VisitRequest,
        device: Device,
        blobs: dict[str, bytes],
        place: Place,
        turn: asyncio.Event,
        opened: asyncio.Event,
    ) -> DeviceVisit:
        await turn.wait()
        cause, detail, broken = None, "", False
        screen: Screen | None = None
        await place.take()
        try:
            screen, seat = await self._ready(device)
            screen.watch = Watch()
            look = Look(request, screen, seat, self._pool.gateway, place)
            try:
                async with asyncio.timeout(request.timeout_s or self._pool.settings.visit_timeout) as limit:
                    look.limit = limit
                    await look.open()
                    opened.set()
                    await look.read()
            except TimeoutError:
                cause, detail, broken = Cause.TIMEOUT, "the visit took too long and was ended", True
            except VisitError as error:
                cause, detail, broken = error.cause, error.detail, error.cause == Cause.TIMEOUT
            except Error as error:
                cause, detail, broken = cause_of_text(str(error)), first_line(error), True
            if screen.watch.crashed.is_set():
                # A tab that took too much memory would take it again.
                detail = "it took too much memory and was ended" if self._pool.ended_a_tab else CRASHED
                cause, broken = Cause.PAGE_BROKEN, True
            await look.round_off(cause, detail)
            blobs |= look.blobs
        except (Error, OSError) as error:
            # Nothing could be opened at all: the browser is gone or will not start.
            opened.set()
            return nothing(request, device, Cause.NOT_MEASURED, f"the browser failed: {first_line(error)}")
        finally:
            opened.set()
            place.leave()
            if screen is not None:
                try:
                    async with asyncio.timeout(OPEN_S):
                        await screen.clean(broken=broken)
                except (Error, OSError):
                    self._screens.pop(device, None)
                    await screen.close()
        facets = MappingProxyType(look.facets)
        return DeviceVisit(device, request.url, look.final_url, look.fetched_at, facets, cause, detail)

    async def _ready(self, device: Device) -> tuple[Screen, AxeSeat]:
        browser = await self._pool.browser()
        if browser is not self._browser:
            await self.close()
            self._browser = browser
        if device not in self._screens:
            screen = self._pool.screen(device)
            # A browser that dies meanwhile may leave Playwright waiting for ever.
            async with asyncio.timeout(OPEN_S):
                await screen.open(browser)
            self._screens[device] = screen
        if self._seat is None:
            self._seat = self._pool.seat()
        return self._screens[device], self._seat

    async def close(self) -> None:
        """Close the screens and end the driver."""
        screens, self._screens = self._screens, {}
        seat, self._seat = self._seat, None
        for screen in screens.values():
            await screen.close()
        if seat is not None:
            await seat.close()


def nothing(request: VisitRequest, device: Device, cause: Cause, detail: str) -> DeviceVisit:
    """Return a visit that brought nothing, and why."""
    facets: dict[str, Any] = {name: Missing(cause, detail) for name in request.facets}
    return DeviceVisit(device, request.url, "", "", MappingProxyType(facets), cause, detail)
