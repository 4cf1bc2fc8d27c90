"""One walk of one form: a browser context of its own, its book of permits, and its own gateway.

Whatever walks a form goes through `FormSession`. It opens and closes; what to press is decided elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import Iterator
from typing import Any

from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Dialog,
    ElementHandle,
    Error,
    FileChooser,
    Frame,
    Locator,
    Page,
    Request,
    Response,
)
from playwright.async_api import TimeoutError as PlaywrightTimeout

from checks.model import Cause, Device
from crawler.failures import VisitError, cause_of_gateway, cause_of_text, first_line
from crawler.gateway import Gateway
from crawler.gateway_http import MARK
from crawler.guard import RequestFacts, Verdict, meant_method
from crawler.hosts import Hosts
from crawler.permits import Entry, PermitBook
from crawler.probes import script, source
from crawler.probes.form_step import form_frame
from crawler.redirects import Redirect, watch_redirects
from crawler.screen import Screen

log = logging.getLogger(__name__)

OPEN_MS, LOAD_MS = 20_000, 15_000
# A frame is watched within some milliseconds; on a machine at its limit within a second or two.
_WATCHED_S, _ARRIVAL_S = 10.0, 0.02
QUIET_MS, QUIET_CAP_MS = 500, 3000
_REPORTS = 200


class FormScreen(Screen):
    """A desktop screen whose requests a walk's book judges, and whose way out is the walk's gateway."""

    _redirected = ("Document", "XHR", "Fetch")

    def __init__(
        self,
        user_agent: str,
        book: PermitBook,
        gateway: Gateway,
        *,
        opens_tls: bool,
        hosts: Hosts | None = None,
    ) -> None:
        super().__init__(Device.DESKTOP, user_agent, allow_private=False, proxied=False, hosts=hosts)
        self.book = book
        self.gateway = gateway
        self.form_frame: Frame | None = None
        self.leaving = False
        self.reports: list[dict[str, str]] = []
        self._opens_tls = opens_tls
        self._release = f"_{secrets.token_hex(8)}"
        self._sent: set[Request] = set()
        self._targets: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def _options(self) -> dict[str, Any]:
        return {
            "proxy": {"server": self.gateway.address, "bypass": "<-loopback>"},
            # The gateway has verified the server; the certificate in its stead is nobody's.
            "ignore_https_errors": self._opens_tls,
        }

    async def _prepare(self, context: BrowserContext) -> None:
        name = f"_{secrets.token_hex(8)}"
        await context.expose_binding(name, self._reported)
        if self.book.depth != "steps":
            await context.add_init_script(source("hold"))
            told = json.dumps([name, ""])
        else:
            told = json.dumps([name, self._release])
        await context.add_init_script(f"{source('report').rstrip()}(...{told});")

    async def _new_page(self) -> None:
        await super()._new_page()
        self.page.on("filechooser", self._choosing)
        self.page.on("download", lambda one: self._refuse("GET", one.url, "download"))
        self.page.on("frameattached", self._attached)
        self.page.on("framenavigated", self._attached)

    async def release(self) -> None:
        """Let the page's forms be sent by GET: one is permitted, and the lines of defence hold others."""
        for frame in {self.page.main_frame, self.form_frame or self.page.main_frame}:
            with contextlib.suppress(Error):
                await frame.evaluate("(name) => { window[name]?.(); }", self._release)

    async def close(self) -> None:
        """Close the context, with whatever still waits."""
        self.leaving = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await super().close()

    def _facts(self, request: Request) -> RequestFacts:
        frame = request.frame
        body = request.post_data_buffer
        content_type = request.headers.get("content-type", "")
        return RequestFacts(
            method=meant_method(request.method, request.headers),
            url=request.url,
            resource_type=request.resource_type,
            is_navigation=request.is_navigation_request(),
            # Chromium does not tell what is in a file, and so not always that there is a body.
            has_body=body is not None or content_type.lower().startswith("multipart/"),
            page_url=frame.url,
            body=body or b"",
            content_type=content_type,
            child=frame not in (self.page.main_frame, self.form_frame),
        )

    async def frames_watched(self) -> None:
        """Wait until the answers of all frames are held, so that what is done next is watched in each."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_WATCHED_S)

    async def _in_turn(self, request: Request, verdict: Verdict) -> Verdict:
        # The answer to what a frame asks before it is watched is never held: waiting here would be too late.
        sends = verdict.lookup or verdict.permit is not None
        if sends and self._tasks and request.frame is not self.page.main_frame:
            self.book.refuse("browser", RequestFacts(request.method, request.url), "unwatched")
            return Verdict(False, "unwatched")
        return await super()._in_turn(request, verdict)

    def _judge_request(self, request: Request) -> Verdict:
        verdict = self._judge(self._facts(request))
        if verdict.permit is not None:
            self._sent.add(request)
        return verdict

    def _judge(self, facts: RequestFacts) -> Verdict:
        return self.book.take("browser", facts)

    def _may_redirect(self, redirect: Redirect) -> bool:
        kind = redirect.kind.lower()
        facts = RequestFacts(redirect.method, redirect.url, kind, is_navigation=kind == "document")
        verdict = self.book.redirect("browser", facts, redirect.status, redirect.target)
        if not verdict.allow:
            self.watch.refused("GET", redirect.target, verdict.reason)
        return verdict.allow

    def _refuse(self, method: str, url: str, reason: str) -> None:
        super()._refuse(method, url, reason)
        self.book.refuse("browser", RequestFacts(method, url), reason)

    def _answered(self, response: Response) -> None:
        super()._answered(response)
        request: Request | None = response.request
        while request is not None and request.redirected_from is not None:
            request = request.redirected_from
        if request in self._sent and _makes_page(response):
            # A new page takes the place of the one that was filled in.
            self._sent.clear()
            self.book.arrive()

    async def _dialog(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload" and self.leaving:
            with contextlib.suppress(Error):
                await dialog.accept()
            return
        await super()._dialog(dialog)

    def _choosing(self, chooser: FileChooser) -> None:
        # That somebody listens keeps the chooser shut; nothing is ever put into it.
        self._refuse("GET", chooser.page.url, "file-chooser")

    def _reported(self, source: Any, what: Any = None) -> None:
        if isinstance(what, dict) and len(self.reports) < _REPORTS:
            self.reports.append({str(key)[:20]: str(value)[:500] for key, value in list(what.items())[:3]})

    def _attached(self, frame: Frame) -> None:
        if frame is not self.page.main_frame:
            task = asyncio.ensure_future(self._watch_frame(frame))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _watch_frame(self, frame: Frame) -> None:
        """Hold the answers of a frame that has a process, and so a target, of its own."""
        if self._context is None:
            return
        with contextlib.suppress(Error):  # Most frames have none, and some are gone by now.
            cdp = await self._context.new_cdp_session(frame)
            target = await _arrived(cdp)
            if target in self._targets:
                await cdp.detach()
                return
            self._targets.add(target)
            await watch_redirects(cdp, self._may_redirect, self._redirected, self._follow)


async def _arrived(cdp: CDPSession) -> str:
    """Return the id of a frame's target once it shows its document.

    Chromium tells of the document a moment before it has one, and forgets by then what it was told to hold.
    """
    for _ in range(int(_WATCHED_S / _ARRIVAL_S)):
        target = (await cdp.send("Target.getTargetInfo"))["targetInfo"]
        if target["url"]:
            break
        await asyncio.sleep(_ARRIVAL_S)
    return str(target["targetId"])


def _makes_page(response: Response) -> bool:
    """Say whether an answer takes the page's place: no redirect, nothing to keep, and not nothing at all."""
    kept = response.headers.get("content-disposition", "").strip().lower().startswith("attachment")
    return not kept and response.status not in (204, 205) and not 300 <= response.status < 400


class FormSession:
    """What a walker is given. Made by `BrowserPool.form_session`, which also ends it."""

    def __init__(self, screen: FormScreen) -> None:
        self.screen = screen
        self.book: PermitBook = screen.book

    @property
    def page(self) -> Page:
        """Return the page."""
        return self.screen.page

    @property
    def log(self) -> tuple[Entry, ...]:
        """Return what was asked and denied, on both lines, in order."""
        return tuple(self.book.log)

    @property
    def denied(self) -> tuple[Entry, ...]:
        """Return what was denied."""
        return tuple(entry for entry in self.book.log if entry.verdict == "denied")

    @property
    def reports(self) -> tuple[dict[str, str], ...]:
        """Return what the page's own scripts were seen to do: told from inside the page, so never proof."""
        return tuple(self.screen.reports)

    @property
    def spent(self) -> int:
        """Return how many requests were let out, on the line that let out more."""
        return max(self.book.spent.values(), default=0)

    def freeze(self, why: str) -> None:
        """End all sending, for good."""
        self.book.freeze(why)

    async def goto(self, url: str) -> Response | None:
        """Open *url* as a fresh page and let it come to rest. Raises `VisitError`."""
        self._may_go_on()
        await self.screen.rest(url)
        self.book.arrive()
        self.screen.form_frame = None
        try:
            with self.leaving():
                response = await self.page.goto(url, wait_until="commit", timeout=OPEN_MS)
        except PlaywrightTimeout:
            raise VisitError(Cause.TIMEOUT, f"no answer within {OPEN_MS // 1000} s") from None
        except Error as error:
            raise self._why(error, url) from None
        kind = (response.headers.get(MARK.decode()) or "").strip() if response is not None else ""
        if kind:
            trouble = self.screen.gateway.trouble(url)
            raise VisitError(cause_of_gateway(kind), trouble.detail if trouble else f"the gateway: {kind}")
        await self.settle()
        return response

    @contextlib.contextmanager
    def leaving(self) -> Iterator[None]:
        """Leave a page that asks whoever leaves it to stay (`beforeunload`), as long as this lasts.

        That question is the browser's own and sends nothing; what is then asked for is judged as ever.
        """
        self.screen.leaving = True
        try:
            yield
        finally:
            self.screen.leaving = False

    async def frame(self) -> Frame:
        """Return the frame that holds the form, and hold it to the stricter rules of such a frame."""
        self.screen.form_frame = await form_frame(self.page)
        return self.screen.form_frame

    async def ready(self) -> None:
        """Make ready for a press; none comes without it. Raises `VisitError` where the walk was ended."""
        self._may_go_on()
        await self.screen.frames_watched()
        # What a press asks for is then asked for at once, and not after we stopped to look what came of it.
        for frame in {self.page.main_frame, self.screen.form_frame or self.page.main_frame}:
            await self.screen.rest(frame.url)
        if any(permit.method == "GET" for permit in self.book.rules("browser").permits):
            await self.screen.release()

    async def press(self, target: Locator | ElementHandle, *, force: bool = False) -> None:
        """Press once, and wait for nothing. Raises `VisitError` where nothing may be pressed."""
        await self.ready()
        try:
            await target.click(timeout=5000, no_wait_after=True, force=force)
        except Error as error:
            raise VisitError(
                Cause.PAGE_BROKEN, f"the control could not be pressed: {first_line(error)}"
            ) from None

    async def settle(self) -> bool:
        """Wait until the page and its frames have loaded and stopped changing; False where they never do."""
        # What a press set off needs a moment to begin.
        await asyncio.sleep(0.2)
        await self.screen.frames_watched()
        for _ in range(3):
            try:
                await self.page.wait_for_load_state("load", timeout=LOAD_MS)
                frames = [self.page.main_frame, *self.page.main_frame.child_frames[:8]]
                async with asyncio.timeout(QUIET_CAP_MS / 1000 + 7):
                    return all(await asyncio.gather(*(self._quiet(frame) for frame in frames)))
            except (PlaywrightTimeout, TimeoutError):
                return False
            except Error as error:
                if self.screen.watch.crashed.is_set() or self.page.is_closed():
                    raise self._why(error, self.page.url) from None
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

    def _may_go_on(self) -> None:
        if self.book.killed or self.book.frozen:
            raise VisitError(Cause.POLICY_STOP, f"the walk was ended: {self.book.why_frozen}")

    def _why(self, error: Error, url: str) -> VisitError:
        text = first_line(error)
        if self.screen.watch.crashed.is_set():
            return VisitError(Cause.PAGE_BROKEN, "the tab crashed")
        if self.book.killed:
            return VisitError(Cause.POLICY_STOP, "the walk was ended: kill-switch")
        if self.screen.watch.denied and ("ERR_BLOCKED_BY_CLIENT" in text or "ERR_ABORTED" in text):
            denial = self.screen.watch.denied[-1]
            return VisitError(Cause.POLICY_STOP, f"the guard denied {denial['url']}: {denial['reason']}")
        trouble = self.screen.gateway.trouble(url)
        if trouble and ("ERR_TUNNEL_CONNECTION_FAILED" in text or "ERR_PROXY" in text):
            return VisitError(cause_of_gateway(trouble.kind), trouble.detail)
        return VisitError(cause_of_text(text), text.removeprefix("Page.goto: "))
