"""One screen of a worker: a browser context and its page, kept from visit to visit and cleaned between."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    Response,
    Route,
    WebSocketRoute,
)

from checks.model import Device
from crawler.axe import init_script
from crawler.causes import HostStopped
from crawler.failures import VisitError, first_line
from crawler.guard import RequestFacts, Verdict, decide, meant_method
from crawler.hosts import Held, Hosts, host_of
from crawler.probes import source
from crawler.probes.layout import SIZES
from crawler.redirects import Redirect, watch_redirects
from crawler.watch import Watch

log = logging.getLogger(__name__)

# How long a page may take to be cleaned or closed before something larger is replaced.
_CLEAN_S = 5.0
_STORAGE = "local_storage,indexeddb,cache_storage,file_systems,shader_cache,websql,service_workers"


class Screen:
    """A context and page of one device. `watch` takes the notes of the visit that is on."""

    # Whether pages run their scripts; a bench switches that off. Then no timer of ours runs in them either.
    scripts = True
    # Whose answers are held to see where they redirect, in CDP's words.
    _redirected: tuple[str, ...] = ("Document",)

    def __init__(
        self,
        device: Device,
        user_agent: str,
        *,
        allow_private: bool,
        proxied: bool,
        hosts: Hosts | None = None,
    ) -> None:
        self.device = device
        self.hosts = hosts or Hosts()
        self._held = Held(self.hosts)
        self._waiting: set[Request] = set()
        self._asked_in_turn: set[Request] = set()
        self.watch = Watch()
        self.page: Page
        self.cdp: CDPSession
        self.target_id = ""
        self._user_agent = user_agent
        self._allow_private = allow_private
        self._proxied = proxied
        self._browser: Browser | None = None
        self._context: BrowserContext | None = None
        self._origins: set[str] = set()
        self._opening = False

    async def open(self, browser: Browser) -> None:
        """Open the context and its page in *browser*."""
        width, height = SIZES[self.device]
        phone = self.device == Device.PHONE
        options: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "user_agent": self._user_agent,
            "is_mobile": phone,
            "has_touch": phone,
            "locale": "en-GB",
            "timezone_id": "Europe/London",
            "service_workers": "block",
            "java_script_enabled": self.scripts,
            "accept_downloads": False,
            "permissions": [],
        }
        context = await browser.new_context(**(options | self._options()))
        self._browser, self._context = browser, context
        await context.add_init_script(source("ahead"))
        await self._prepare(context)
        await context.add_init_script(init_script())
        await context.route("**/*", self._route)
        await context.route_web_socket("**/*", self._shut)
        context.on("page", self._popup)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfinished", self._done)
        context.on("requestfailed", self._failed)
        await self._new_page()

    def _options(self) -> dict[str, Any]:
        """Return what the context is told beyond what every screen's is."""
        return {}

    async def _prepare(self, context: BrowserContext) -> None:
        """Add the scripts that run before a page's own."""
        await context.add_init_script(source("hold"))

    async def _new_page(self) -> None:
        assert self._context is not None
        # Until the page is known, every page that opens is a popup: say first that this one is ours.
        self._opening = True
        try:
            page = await self._context.new_page()
            self.page = page
        finally:
            self._opening = False
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.watch.note(self.watch.errors, first_line(error)))
        page.on("crash", lambda _: self.watch.crashed.set())
        self.cdp = await self._context.new_cdp_session(page)
        info = await self.cdp.send("Target.getTargetInfo")
        self.target_id = info["targetInfo"]["targetId"]
        await watch_redirects(self.cdp, self._may_redirect, self._redirected, self._follow)

    async def rest(self, url: str) -> float:
        """Wait until the host of *url* may be asked for a document; return how long, in seconds."""
        try:
            return await self.hosts.rest(host_of(url))
        except HostStopped as error:
            raise VisitError(error.cause, str(error)) from None

    async def clean(self, *, broken: bool) -> None:
        """Make the screen as new for the next visit. A broken page is replaced, and then its context."""
        if self._context is None or self._browser is None or not self._browser.is_connected():
            return
        self._leave_turns()
        try:
            async with asyncio.timeout(_CLEAN_S):
                if broken or self.page.is_closed():
                    await self.page.close()
                    await self._new_page()
                else:
                    await self._leave()
                await self._context.clear_cookies()
                for origin in self._origins:
                    await self.cdp.send(
                        "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _STORAGE}
                    )
                self._origins.clear()
                return
        except (Error, TimeoutError) as error:
            log.info("replacing the %s context: %s", self.device.value, first_line(error))
        await self.close()
        await self.open(self._browser)

    def _leave_turns(self) -> None:
        self._held.clear()
        self._waiting.clear()
        self._asked_in_turn.clear()

    async def _leave(self) -> None:
        """Leave the page; what it kept for the session goes with it."""
        for frame in self.page.frames[:20]:
            with contextlib.suppress(Error):
                await frame.evaluate("() => { try { sessionStorage.clear(); window.name = ''; } catch {} }")
        await self.page.goto("about:blank")

    async def close(self) -> None:
        """Close the context, and give up waiting for one that will not close."""
        self._origins.clear()
        self._leave_turns()
        context, self._context = self._context, None
        if context is not None:
            with contextlib.suppress(Error, TimeoutError):
                async with asyncio.timeout(_CLEAN_S):
                    await context.close()

    async def _route(self, route: Route, request: Request) -> None:
        url = request.url
        ours = self._ours(request)
        # What is not ours goes nowhere, and spends nothing.
        verdict = self._judge_request(request) if ours else Verdict(False, "popup")
        with contextlib.suppress(Error):  # The page may be gone by now.
            if verdict.allow:
                verdict = await self._in_turn(request, verdict)
            if verdict.allow:
                try:
                    await route.continue_()
                except Error:
                    self._came(request)
                return
            if ours:
                self.watch.refused(request.method, url, verdict.reason)
            else:
                self._refuse(request.method, url, verdict.reason)
            if ours and request.is_navigation_request():
                # "No content" leaves the page as it stands; an error would put another in its place.
                await route.fulfill(status=204)
            else:
                if not ours and request.is_navigation_request():
                    self.watch.note(self.watch.popups, url)
                await route.abort("blockedbyclient")

    async def _in_turn(self, request: Request, verdict: Verdict) -> Verdict:
        """Wait with a document or look-up until it is its host's turn; refuse what a page may not add."""
        url = request.url
        if urlsplit(url).scheme not in ("http", "https"):
            return verdict
        try:
            self.hosts.refuse(host_of(url))
            if not (request.is_navigation_request() or verdict.lookup):
                room = self.watch.has_room(url, request.resource_type)
                return verdict if room else Verdict(False, "too-many")
            if request.is_navigation_request() and _is_main(request):
                if not self.hosts.allows(url):
                    return Verdict(False, "robots")
                self.watch.begin()
            self._waiting.add(request)
            await self._held.take(url)
        except HostStopped as error:
            self._waiting.discard(request)
            return Verdict(False, error.cause.value)
        if request not in self._waiting:
            # It was given up while it waited.
            self._held.came(url)
            return Verdict(False, "given-up")
        self._waiting.discard(request)
        self._asked_in_turn.add(request)
        return verdict

    async def _follow(self, redirect: Redirect) -> bool:
        """Wait until the host that a document is redirected to may be asked; say whether it may at all."""
        if redirect.kind != "Document":
            return True
        try:
            await self._held.follow(redirect.url, redirect.target)
        except HostStopped as error:
            self.watch.refused("GET", redirect.target, error.cause.value)
            return False
        return True

    def _done(self, request: Request) -> None:
        self.watch.done(request)
        self._came(request)

    def _came(self, request: Request) -> None:
        """Give the turn of a document or look-up back: it came, failed, or was given up."""
        self._waiting.discard(request)
        first = request
        while first.redirected_from is not None:
            first = first.redirected_from
        if first in self._asked_in_turn and self._held.came(request.url):
            self._asked_in_turn.discard(first)

    def _refuse(self, method: str, url: str, reason: str) -> None:
        """Note what was refused without asking the guard."""
        self.watch.refused(method, url, reason)

    def _judge_request(self, request: Request) -> Verdict:
        return self._judge(self._facts(request))

    def _facts(self, request: Request) -> RequestFacts:
        return RequestFacts(
            method=meant_method(request.method, request.headers),
            url=request.url,
            resource_type=request.resource_type,
            is_navigation=request.is_navigation_request(),
            has_body=request.post_data_buffer is not None,
            page_url=self.page.url,
        )

    def _judge(self, facts: RequestFacts) -> Verdict:
        return decide(facts, allow_private=self._allow_private, proxied=self._proxied)

    def _may_redirect(self, redirect: Redirect) -> bool:
        verdict = self._judge(RequestFacts("GET", redirect.target, "document", is_navigation=True))
        if not verdict.allow:
            self.watch.refused("GET", redirect.target, verdict.reason)
        return verdict.allow

    def _ours(self, request: Request) -> bool:
        try:
            return request.frame.page is self.page
        except Error:
            # A request made before its frame exists is a new window's.
            return False

    async def _shut(self, socket: WebSocketRoute) -> None:
        self._refuse("GET", socket.url, "websocket")
        await socket.close()

    def _asked(self, request: Request) -> None:
        self.watch.asked(request.url)
        if request.is_navigation_request():
            origin = "/".join(request.url.split("/", 3)[:3])
            if origin.startswith("http") and len(self._origins) < 50:
                self._origins.add(origin)

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            with contextlib.suppress(Error):
                if response.frame is self.page.main_frame:
                    self.watch.document = response

    def _failed(self, request: Request) -> None:
        self.watch.failed += 1
        self._came(request)

    async def _dialog(self, dialog: Dialog) -> None:
        self.watch.note(self.watch.dialogs, f"{dialog.type}: {dialog.message}")
        with contextlib.suppress(Error):
            await dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.watch.note(self.watch.errors, message.text)

    async def _popup(self, page: Page) -> None:
        if self._opening or page is self.page:
            return
        with contextlib.suppress(Error):
            await page.close()


def _is_main(request: Request) -> bool:
    """Say whether a document is a window's own, not a frame's in it."""
    try:
        return request.frame.parent_frame is None
    except Error:
        # A window that is only just being opened has no frame yet.
        return True
