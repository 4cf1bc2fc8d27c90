"""Looks at one page on one screen: opens it, lets it come to rest, and captures each facet by itself."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from playwright.async_api import Error, Frame, Response
from playwright.async_api import TimeoutError as PlaywrightTimeout

from checks.accessibility.page import flaws_of
from checks.model import Cause, Device, Missing
from crawler.axe import AxeSeat
from crawler.failures import VisitError, cause_of_gateway, cause_of_text, first_line
from crawler.gateway import Gateway
from crawler.gateway_http import MARK
from crawler.hosts import host_of
from crawler.probes import script
from crawler.probes.boxes import measure_boxes
from crawler.probes.contrast import measure_contrast
from crawler.probes.cookies import refuse_cookies
from crawler.probes.dialogs import measure_dialogs
from crawler.probes.form_step import form_frame, measure_form_step
from crawler.probes.frames import SeenFrame, seen_frames
from crawler.probes.interaction import Restored
from crawler.probes.keyboard import Walk
from crawler.probes.layout import NARROW, SIZES, measure_layout, measure_narrow
from crawler.probes.listeners import measure_pointers
from crawler.probes.picture import take_picture
from crawler.probes.press import NotPressed, press
from crawler.probes.speed import measure_speed
from crawler.probes.structure import measure_structure
from crawler.probes.zoom import measure_zoom
from crawler.screen import Screen
from crawler.seats import Place
from crawler.visit import AUDITS, VisitRequest, as_evidence
from crawler.visit_limits import standing_still, take_back

OPEN_S = 20.0  # until the first byte of the page
LOAD_S = 15.0  # from there to `load`; what is there by then is read
QUIET_MS, QUIET_CAP_MS = 800, 3000
FACET_S = 15.0
# A driver that hangs is noticed after some twelve seconds, and the audit begun again with another.
AXE_S, SPEED_S = 45.0, 25.0
# How long each audit of the desktop may take; every order gives the same results.
LIMITS = {
    "structure": FACET_S,
    "zoom": FACET_S,
    "axe": AXE_S,
    "pointer": FACET_S,
    "keyboard": 25.0,
    "dialogs": 15.0,
}
DESKTOP_ONLY = (AUDITS - {"axe", "boxes", "speed"}) | {"form-step"}
PHONE_ONLY = frozenset({"speed"})
MAX_HTML = 4_000_000


class Look:
    """One look. `facets` fills as it goes, so that what was captured before a failure is kept."""

    def __init__(
        self,
        request: VisitRequest,
        screen: Screen,
        axe: AxeSeat,
        gateway: Gateway | None,
        place: Place | None = None,
    ) -> None:
        self.request = request
        self.screen = screen
        self.page = screen.page
        self.facets: dict[str, Any] = {}
        self.blobs: dict[str, bytes] = {}
        self.final_url = ""
        self.fetched_at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        # The time limit of the visit, which stands still while a host rests.
        self.limit: asyncio.Timeout | None = None
        self._axe = axe
        self._gateway = gateway
        self._place = place
        self._frames: list[SeenFrame] = []
        self._timing: dict[str, Any] = {}
        self._http: dict[str, Any] = {}

    async def open(self) -> None:
        """Open the page and let it come to rest. Raises `VisitError`."""
        await self._rest()
        started = monotonic()
        response = await self._goto()
        first = monotonic()
        loaded = await self._loaded()
        load_ms = _ms(started)
        settled = await self._settle() and loaded
        self._timing = {"load_ms": load_ms, "quiet_ms": _ms(started), "settled": settled}
        self._describe(response, round((first - started) * 1000))

    async def read(self) -> None:
        """Capture every facet that was asked for, each under its own try."""
        await self._capture("cookies", self._cookies)
        if self.request.control:
            await self._press()
        self.final_url = self.page.url
        wanted = self.request.facets
        if wanted & {"frames", "layout", "html", "structure", "picture"}:
            self._frames = await seen_frames(self.page)
        await self._capture("html", self._html)
        await self._capture("frames", self._frames_html)
        await self._capture("layout", self._layout)
        if self.screen.device == Device.DESKTOP:
            await self._capture("form-step", self._form_step)
        await self._capture("picture", self._picture)
        await self._capture("timing", self._give(self._timing))
        if self.screen.device == Device.PHONE and wanted & {"layout", "axe", "boxes", "speed"}:
            await self._narrow()
        else:
            await self._probe()

    async def round_off(self, cause: Cause | None, detail: str) -> None:
        """Add the notes taken around the page, and say why the rest is missing."""
        self.final_url = self.final_url or self.page.url
        if not self.screen.watch.crashed.is_set() and cause != Cause.TIMEOUT:
            await self._capture("network", self.screen.watch.network)
        await self._capture("console", self._give(self.screen.watch.console()))
        if self._http:
            await self._capture("http", self._give(self._http))
        take_back(self.facets, self.screen.watch)
        wanted = self.request.facets - (DESKTOP_ONLY if self.screen.device == Device.PHONE else PHONE_ONLY)
        for name in wanted - self.facets.keys():
            self.facets[name] = Missing(cause or Cause.PAGE_BROKEN, detail or "it was not reached")

    async def _capture(
        self, name: str, measure: Callable[[], Awaitable[Any]], limit: float = FACET_S
    ) -> None:
        if name not in self.request.facets or name in self.facets:
            return
        try:
            async with asyncio.timeout(limit):
                self.facets[name] = await measure()
        except TimeoutError:
            self.facets[name] = Missing(Cause.TIMEOUT, f"{name} took more than {limit:g} s")
        except VisitError as error:
            self.facets[name] = Missing(error.cause, error.detail)
        except Exception as error:  # noqa: BLE001 - one facet that fails must not lose the others
            if self.screen.watch.crashed.is_set():
                self.facets[name] = Missing(Cause.PAGE_BROKEN, "the tab crashed")
            else:
                self.facets[name] = Missing(cause_of_text(str(error)), f"{name}: {first_line(error)}")

    @staticmethod
    def _give(value: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
        async def give() -> dict[str, Any]:
            return value

        return give

    async def _rest(self) -> None:
        """Wait until the host may be asked again. Raises `VisitError`."""
        away = self._place.left() if self._place else contextlib.nullcontext()
        async with standing_still(self.limit), away:
            await self.screen.rest(self.request.url)

    async def _goto(self) -> Response | None:
        url = self.request.url
        # Where it redirects its host rests before it is asked again.
        patience = OPEN_S + 2 * self.screen.hosts.rest_of(host_of(url))
        try:
            response = await self.page.goto(url, wait_until="commit", timeout=patience * 1000)
        except PlaywrightTimeout:
            raise VisitError(Cause.TIMEOUT, f"no answer within {OPEN_S:g} s") from None
        except Error as error:
            raise self._why(error) from None
        if response is not None:
            kind = (response.headers.get(MARK.decode()) or "").strip()
            if kind:
                trouble = self._gateway.trouble(response.url) if self._gateway else None
                raise VisitError(
                    cause_of_gateway(kind), trouble.detail if trouble else f"the gateway: {kind}"
                )
        return response

    def _why(self, error: Error) -> VisitError:
        text = first_line(error)
        if self.screen.watch.crashed.is_set():
            return VisitError(Cause.PAGE_BROKEN, "the tab crashed")
        denied = self.screen.watch.denied
        stopped = [denial for denial in denied if denial["url"] == self.request.url[:500]]
        if stopped or (denied and "ERR_BLOCKED_BY_CLIENT" in text):
            denial = (stopped or denied)[-1]
            return VisitError(Cause.POLICY_STOP, f"the guard denied {denial['url']}: {denial['reason']}")
        if "ERR_TUNNEL_CONNECTION_FAILED" in text or "ERR_PROXY" in text:
            trouble = self._gateway.trouble(self.request.url) if self._gateway else None
            if trouble:
                return VisitError(cause_of_gateway(trouble.kind), trouble.detail)
        return VisitError(cause_of_text(text), text.removeprefix("Page.goto: "))

    async def _loaded(self) -> bool:
        """Wait for `load`; a page that never finishes loading is read as it stands."""
        try:
            await self.page.wait_for_load_state("load", timeout=LOAD_S * 1000)
        except PlaywrightTimeout:
            return False
        except Error as error:
            raise self._why(error) from None
        return True

    async def _settle(self) -> bool:
        """Wait until no visible document changes for a while; a redirect by script starts the wait again."""
        for _ in range(3):
            frames = [self.page.main_frame, *self.page.main_frame.child_frames[:8]]
            try:
                async with asyncio.timeout(QUIET_CAP_MS / 1000 + 7):
                    return all(await asyncio.gather(*(self._quiet(frame) for frame in frames)))
            except TimeoutError:
                raise VisitError(Cause.TIMEOUT, "the page's scripts never let go") from None
            except Error as error:
                if self.screen.watch.crashed.is_set() or self.page.is_closed():
                    raise self._why(error) from None
                await self._loaded()
        return False

    async def _quiet(self, frame: Frame) -> bool:
        if not self.screen.scripts:
            return True  # Nothing changes a page that runs no scripts, and no timer would tell.
        try:
            return bool(await frame.evaluate(script("settle"), {"quiet": QUIET_MS, "cap": QUIET_CAP_MS}))
        except Error:
            if frame is self.page.main_frame:
                raise
            return True  # A frame that went away is at rest.

    async def _press(self) -> None:
        assert self.request.control is not None
        before = self.screen.watch.document
        try:
            await press(self.page, self.request.control)
        except NotPressed as error:
            raise VisitError(Cause.POLICY_STOP, str(error)) from None
        except Error as error:
            raise VisitError(
                Cause.PAGE_BROKEN, f"the control could not be pressed: {first_line(error)}"
            ) from None
        # A navigation needs a moment to begin.
        await asyncio.sleep(0.3)
        await self._loaded()
        self._timing["settled"] = await self._settle()
        if self.screen.watch.document is not before:
            self._describe(None, 0)

    def _describe(self, response: Response | None, ms: int) -> None:
        """Take down the response of the document that stands now: a script may have moved on since."""
        response = self.screen.watch.document or response
        if response is None:
            return
        redirects: list[str] = []
        request = response.request.redirected_from
        while request is not None and len(redirects) < 20:
            redirects.insert(0, request.url)
            request = request.redirected_from
        headers = {name: value[:1000] for name, value in list(response.headers.items())[:100]}
        declared = headers.get("content-length", "")
        self._http = {
            "status": response.status,
            "content_type": headers.get("content-type", ""),
            "headers": headers,
            "redirects": redirects,
            "ms": ms,
            "bytes": int(declared) if declared.isdigit() else 0,
            "how": "browser",
            "truncated": False,
        }

    async def _cookies(self) -> dict[str, Any]:
        return await refuse_cookies(self.page)

    async def _html(self) -> str:
        html = str(await self.page.evaluate(script("html"), MAX_HTML))
        if self._http:
            self._http["bytes"] = self._http["bytes"] or len(html.encode("utf-8", "replace"))
            self._http["truncated"] = len(html) >= MAX_HTML
        return html

    async def _frames_html(self) -> list[dict[str, str]]:
        found = []
        for seen in self._frames:
            html = ""
            with contextlib.suppress(Error):
                html = str(await seen.frame.evaluate(script("html"), MAX_HTML // 4))
            found.append({"url": seen.frame.url, "name": seen.name, "html": html, "selector": seen.selector})
        return found

    async def _layout(self) -> dict[str, Any]:
        return await measure_layout(self.page, self._frames, self.screen.device)

    async def _form_step(self) -> dict[str, Any]:
        return await measure_form_step(await form_frame(self.page))

    async def _structure(self) -> dict[str, Any]:
        source = ""
        if self.screen.watch.document is not None:
            with contextlib.suppress(Error, UnicodeDecodeError):
                source = await self.screen.watch.document.text()
        return await measure_structure(self.page, self._frames, self.screen.cdp, source)

    async def _probe(self) -> None:
        """Run the desktop's audits in any order: each meets the page as it was first met."""
        restored = Restored(self.page, self._reopen)
        for name in LIMITS:
            if name in self.request.facets:
                try:
                    await restored.before()
                except (Error, VisitError) as error:
                    self.facets[name] = Missing(
                        Cause.PAGE_BROKEN, f"it could not be opened anew: {first_line(error)}"
                    )
                    continue
                await self._capture(name, self._audits()[name], LIMITS[name])
        if "boxes" in self.request.facets:
            with contextlib.suppress(Error, VisitError):
                await restored.before()
            await self._capture("boxes", self._boxes)

    async def _reopen(self) -> None:
        """Open the page again after a probe that changed it, up to where it was read."""
        timing, http = self._timing, self._http
        await self._rest()
        await self._goto()
        await self._loaded()
        await self._settle()
        if "cookies" in self.request.facets:
            await refuse_cookies(self.page)
        if self.request.control:
            await self._press()
        self._timing, self._http = timing, http
        self._frames = await seen_frames(self.page)

    async def _boxes(self) -> dict[str, Any]:
        """Say where the elements stand that something was found on, as on the picture."""
        seen = as_evidence(self.request, self.screen.device, self.final_url, self.fetched_at, self.facets)
        return await measure_boxes(self.page, flaws_of(seen))

    async def _narrow(self) -> None:
        """Measure the narrow widths and audit at the narrowest, in place, then go back to the phone's own."""
        layout = self.facets.get("layout")
        width, height = SIZES[Device.PHONE]
        try:
            for narrow in NARROW:
                entry = await self._measure(narrow)
                if isinstance(layout, dict):
                    layout["widths"].insert(0, entry)
            await self._capture("axe", self._audit, AXE_S)
            if isinstance(self.facets.get("axe"), dict):
                self.facets["axe"]["width"] = NARROW[-1]
        finally:
            with contextlib.suppress(Error):
                await self.page.set_viewport_size({"width": width, "height": height})
        await self._capture("boxes", self._boxes)
        # Last, since it opens the page anew: what was asked until now is what the page asks.
        await self._capture("network", self.screen.watch.network)
        if "speed" in self.request.facets:
            await self._rest()
        await self._capture("speed", self._speed, SPEED_S)

    async def _measure(self, narrow: int) -> dict[str, Any]:
        async with asyncio.timeout(FACET_S):
            return await measure_narrow(self.page, self._frames, narrow)

    async def _audit(self) -> dict[str, Any]:
        result = await self._axe.run(self.page, self.screen.target_id)
        result["contrast"] = await measure_contrast(self.page, self.screen.cdp, result)
        return result

    def _audits(self) -> dict[str, Callable[[], Awaitable[Any]]]:
        return {
            "structure": self._structure,
            "zoom": lambda: measure_zoom(self.page),
            "axe": self._audit,
            "pointer": lambda: measure_pointers(self.page, self.screen.cdp),
            "keyboard": lambda: Walk(self.page, self.screen.cdp).run(),
            "dialogs": lambda: measure_dialogs(self.page),
        }

    async def _picture(self) -> dict[str, Any]:
        facet, data = await take_picture(self.page, self.screen.cdp, self.screen.device, self._frames)
        self.blobs[facet["sha256"]] = data
        return facet

    async def _speed(self) -> dict[str, Any]:
        if self.request.control:
            raise VisitError(Cause.NOT_MEASURED, "what a press leads to has no address to open anew")
        return await measure_speed(self.page, self.screen.cdp, self.request.url)


def _ms(since: float) -> int:
    return round((monotonic() - since) * 1000)
