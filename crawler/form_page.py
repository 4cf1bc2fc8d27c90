"""One step of a form as it stands in a walk's session: opened, read, and left by one press under a permit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.async_api import Frame

from checks.facets import as_list, as_mapping
from checks.form_step import leads_on_sending
from checks.form_step_model import StepBefore, StopReason
from checks.model import Cause, Missing
from crawler.form_change import MOVED, SAME, fields_shown, what_became
from crawler.form_hands import Target, press, target_of
from crawler.gateway_http import MARK
from crawler.permissions import Permission, today
from crawler.permits import Entry, NoPermit, normal
from crawler.probes.form_step import measure_form_step
from crawler.turns import Turn

if TYPE_CHECKING:
    from crawler.form_session import FormSession

Turns = Callable[[str], AbstractAsyncContextManager[Turn | Missing]]
# A press needs a moment to begin what it sets off.
BEGIN_S = 0.3
_SAID = 500
# Why the guard held a document back, where that itself is the reason for a walk's end.
_WHY = {
    "payment-host": StopReason.PAYMENT,
    "upload": StopReason.UPLOAD,
    "kill-switch": StopReason.KILLED,
    "budget": StopReason.BUDGET,
}
_ENDS = {
    Cause.ROBOTS: StopReason.ROBOTS,
    Cause.BLOCKED: StopReason.GATE,
    Cause.POLICY_STOP: StopReason.DENIED,
}
# What some software answers a missing field with; the page that comes with it is the step with its errors.
_COMPLAINS = frozenset({400, 422})
# What no form checks its answers with.
_NOT_ITS_OWN = frozenset({"image", "imageset", "font", "stylesheet", "style", "media", "ping", "cspreport"})
_GATED = frozenset({401, 403, 407, 429, 451, 503})


class Ended(Exception):
    """The walk ends here, for a reason and with a sentence."""

    def __init__(self, stop: StopReason, detail: str) -> None:
        super().__init__(detail)
        self.stop = stop
        self.detail = " ".join(detail.split())[:_SAID]


@dataclass(frozen=True, slots=True)
class Page:
    """The step that stands in the session: its `form-step` facet and the frame that holds the form.

    `became`: what the press before made of the step before (form_change.py). `held_back`: the guard denied
    something meanwhile that may have been the form's own, so what it would have said is not known.
    """

    facet: Mapping[str, Any]
    frame: Frame
    became: str = MOVED
    held_back: bool = False

    def control(self, place: int) -> Mapping[str, Any]:
        """Return a control by its place in the facet."""
        return as_mapping(as_list(self.facet.get("controls"))[place])

    def form(self, place: int) -> int | None:
        """Return the form to which a control belongs; None where fields outside any form may be its own."""
        form = self.control(place).get("form")
        return form if isinstance(form, int) and form >= 0 else None

    def is_link(self, place: int) -> bool:
        """Say whether a control is a link to an address of its own."""
        control = self.control(place)
        href = str(control.get("href") or "").partition("#")[0]
        here = str(self.facet.get("url") or "").partition("#")[0]
        return control.get("tag") == "a" and href.startswith("http") and href != here

    def words(self, place: int) -> str:
        """Return what a control says."""
        return str(self.control(place).get("text") or "")[:200]

    def field(self, place: int) -> Mapping[str, Any]:
        """Return a field by its place in the facet."""
        return as_mapping(as_list(self.facet.get("fields"))[place])


@dataclass(slots=True)
class Stage:
    """Where a walk takes place: the guarded session, the turns of its hosts, and the permission, if any.

    `before`: the steps that the walk has left so far, as the classifier takes them.
    """

    session: FormSession
    turns: Turns
    permission: Permission | None = None
    before: Sequence[StepBefore] = ()
    _frame: Frame | None = None

    async def open(self, url: str) -> None:
        """Open *url* in the turn of its host. Raises `Ended` and what the session raises."""
        async with self._turn(url) as turn:
            await self.session.goto(url)
            self._answered(turn)

    async def read(self) -> Page:
        """Measure the step that stands there, and tell the guard which forms it has."""
        self.alive()
        frame = await self.session.frame()
        facet = await measure_form_step(frame)
        held = self._frame
        if held not in (None, frame) and not held.is_detached() and not fields_shown(facet):
            # A page without fields, to check one's answers, does not tell its frame from the rest.
            facet, frame = await measure_form_step(held), held
            self.session.screen.form_frame = held
        self._frame = frame
        fields, forms = as_list(facet.get("fields")), as_list(facet.get("forms"))
        self.session.book.read(
            site=frame.url,
            names=[str(as_mapping(one).get("name") or "") for one in fields],
            actions=[str(as_mapping(one).get("action") or "") for one in forms],
            framed=frame is not self.session.page.main_frame,
        )
        return Page(facet, frame)

    def alive(self) -> None:
        """Raise `Ended` where the walk was ended from outside."""
        book = self.session.book
        if book.killed:
            raise Ended(StopReason.KILLED, "the kill switch was found")
        if book.frozen:
            raise Ended(StopReason.DENIED, f"the guard ended the walk: {book.why_frozen}")

    async def press(self, page: Page, place: int, step: int) -> Page:
        """Press a control and return the step that then stands there. Raises `Ended`.

        What sends a document by itself is pressed under a permit. What only a script makes work is pressed
        without one; where the guard then held back what the control's own form says that it sends, or a page
        of the same site, it is pressed once more under a permit for just that, if it is still the way on:
        it was judged as one that sends nothing, and now is known to.
        """
        control = page.control(place)
        selector = str(control.get("selector") or "")
        target = await target_of(page.frame, selector)
        self._may(target)
        held = len(self.session.denied)
        after = await self._press(page, selector, target, step, permitted=target.submits or bool(target.href))
        if after.became is SAME and not (target.submits or target.href):
            wanted = _held_back(self.session.denied[held:], target)
            if wanted and self.permission is not None:
                if not leads_on_sending(page.facet, place, self.before):
                    raise Ended(StopReason.UNSURE, f"“{page.words(place)}” sends the form by script")
                held = len(self.session.denied)
                after = await self._press(page, selector, target, step, permitted=True, method=wanted)
        if after.became is SAME:
            self._explain(self.session.denied[held:])
        return after

    async def _press(
        self, page: Page, selector: str, target: Target, step: int, *, permitted: bool, method: str = ""
    ) -> Page:
        book = self.session.book
        denied = len(self.session.denied)
        async with self._turn(target.url) as turn:
            if permitted and self.permission is not None:
                try:
                    self._issue(page, target, step, method)
                except NoPermit as error:
                    raise Ended(StopReason.DENIED, str(error)) from None
            await self.session.ready()
            with self.session.leaving():
                await press(page.frame, selector)
                await asyncio.sleep(BEGIN_S)
                await self.session.settle()
            book.revoke()
            posted = permitted and (method or target.method).upper() == "POST"
            self._answered(turn, may_complain=posted)
        after = await self.read()
        became = what_became(page.facet, after.facet)
        if posted and became is MOVED and turn.status in _COMPLAINS:
            raise Ended(StopReason.BROKEN, f"the next page answered HTTP {turn.status}")
        held_back = any(one.kind.lower() not in _NOT_ITS_OWN for one in self.session.denied[denied:])
        return Page(after.facet, after.frame, became, held_back)

    def _answered(self, turn: Turn, *, may_complain: bool = False) -> None:
        """Tell the turn what came, and raise `Ended` where that is no page of a form.

        `may_complain`: a form was sent, so what says that it was wrong is a page to read.
        """
        document = self.session.screen.watch.document
        turn.final_url = self.session.page.url
        if document is None:
            return
        ours = document.headers.get(MARK.decode(), "")
        if ours:
            raise Ended(StopReason.DENIED, f"the gateway held a document back: {ours}")
        turn.status = document.status
        if turn.status in _GATED:
            raise Ended(StopReason.GATE, f"the host answered HTTP {turn.status}")
        if turn.status >= 400 and not (may_complain and turn.status in _COMPLAINS):
            raise Ended(StopReason.BROKEN, f"the next page answered HTTP {turn.status}")

    def _issue(self, page: Page, target: Target, step: int, method: str) -> None:
        form = "|".join(sorted(target.names))[:500]
        if target.submits or method == "POST":
            self.session.book.issue(
                url=target.action or target.page,
                method=method or target.method or "GET",
                names=target.names,
                step=step,
                form=form,
                page=target.page,
            )
        else:
            self.session.book.issue(
                url=target.href or target.page,
                method="GET",
                names=target.names if target.href else target.names | target.buttons,
                step=step,
                form=form,
                page=target.page,
                anywhere=not target.href,
            )

    def _may(self, target: Target) -> None:
        """Raise `Ended` where the permission does not cover a host, or the page asks robots not to follow."""
        if "nofollow" in target.rel.split():
            raise Ended(StopReason.ROBOTS, "the link says that no robot may follow it")
        if self.permission is None:
            return
        for url in (target.page, target.url):
            host = urlsplit(url).hostname or ""
            if host and (fault := self.permission.fault(host, today())):
                raise Ended(StopReason.PERMISSION, fault)

    def _explain(self, denied: Sequence[Entry]) -> None:
        """Raise `Ended` where nothing came of a press because the guard held a document back."""
        for one in denied:
            if one.reason in _WHY or _is_document(one):
                said = f"the guard held back {one.method} {one.url}: {one.reason}"
                raise Ended(_WHY.get(one.reason, StopReason.DENIED), said)

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[Turn]:
        async with self.turns(url) as turn:
            if isinstance(turn, Missing):
                stop = _ENDS.get(turn.cause, StopReason.BROKEN)
                raise Ended(stop, turn.detail or turn.cause.value)
            yield turn


def asked_by(facet: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return what the visible fields of a step ask: question and label, or the name where neither says.

    Names alone do not tell a form that is opened again: some software draws new ones each time.
    """
    said = ((one, str(one.get("group") or ""), str(one.get("label") or "")) for one in fields_shown(facet))
    return {(group, label) if group or label else ("", str(one.get("name"))) for one, group, label in said}


def _is_document(denial: Entry) -> bool:
    return denial.kind.lower() in ("document", "iframe", "frame")


def _held_back(denied: Sequence[Entry], target: Target) -> str:
    """Return the method of the document that a script wanted: its own form, or a page; "" for none."""
    for one in denied:
        if not _is_document(one):
            continue
        if one.method == "POST" and target.method == "post" and _same(one.url, target.action):
            return "POST"
        if one.method == "GET":
            return "GET"
    return ""


def _same(told: str, action: str) -> bool:
    # A log tells no values, so addresses are compared up to the query.
    return bool(action) and normal(told).partition("?")[0] == normal(action).partition("?")[0]
