"""Walks one form: reads a step, asks the classifier, fills, presses under a permit, and says why it ended."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error

from checks.form_step import StepBefore, StepKind, StepVerdict, StopReason, classify, remembered
from checks.model import Cause, form_step
from crawler.failures import VisitError, first_line
from crawler.form_change import (
    MOVED,
    SAME,
    address_control,
    addresses_offered,
    asks_address,
    errors_of,
    fields_shown,
    mark_of,
)
from crawler.form_errors import ErrorTrial
from crawler.form_filling import Entry, Means, fill, postcode_entry
from crawler.form_hands import press, put, target_of
from crawler.form_page import Ended, Page, Stage, Turns, asked_by
from crawler.options import OBSERVE, STEPS
from crawler.permissions import Permission
from crawler.visit import Control
from store import now

if TYPE_CHECKING:
    from crawler.form_session import FormSession

log = logging.getLogger(__name__)

MAX_STEPS = 12
# How often a step may show new questions once others are answered.
MAX_ROUNDS = 3
WALK_S = 300.0
# How long a form may take to show that a script draws, once it has fetched what to draw.
SHOWS_S = 6.0
LOOK_AGAIN_S = 0.5

Capture = Callable[[int], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class WalkAsk:
    """What is to be walked and how far.

    `addresses` are tried in turn until one shows the form of `first`, the `form-step` facet as the first look
    saw it; `control` opens it there. `permission` is for `steps` only, `clear_errors` too: whether to leave
    one answer out once, to see how the form says so.
    """

    addresses: tuple[str, ...]
    first: Mapping[str, Any]
    means: Means
    depth: str = OBSERVE
    permission: Permission | None = None
    control: Control | None = None
    clear_errors: bool = True
    most_steps: int = MAX_STEPS
    patience_s: float = WALK_S


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One step as the walk met it. `control` is what was pressed to leave it, "" where nothing was.

    `facets`: those of the page as it stood before anything was filled in; empty for the first step, which
    was looked at before. `at`: when it was seen, UTC. `grew`: once something was filled in or
    looked up it asked more, of which nothing is kept. `chose`: one of several answers was picked.
    """

    step: str
    url: str
    facet: Mapping[str, Any]
    verdict: StepVerdict
    control: str = ""
    facets: Mapping[str, Any] = field(default_factory=dict)
    at: str = field(default_factory=now)
    grew: bool = False
    chose: bool = False


@dataclass(frozen=True, slots=True)
class FormWalk:
    """A walk that ended. `log`: what both lines of defence noted. `lookup`, `errors`: docs/evidence.md."""

    depth: str
    stop: StopReason
    detail: str
    steps: tuple[WalkStep, ...] = ()
    permission: str = ""
    log: tuple[Mapping[str, str], ...] = ()
    lookup: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)


async def walk_form(session: FormSession, ask: WalkAsk, turns: Turns, capture: Capture) -> FormWalk:
    """Walk a form in *session* and return how that ended. Raises nothing for what a page does.

    In `observe` only the address look-up of the first step is tried. *turns* takes a host's turn before each
    document; *capture* measures the step of that number which stands in the session.
    """
    walk = _Walk(session, ask, turns, capture)
    try:
        async with asyncio.timeout(ask.patience_s):
            await (walk.go() if ask.depth == STEPS else walk.look_up_only())
        stop, detail = StopReason.BROKEN, "the walk ended without a reason"
    except Ended as end:
        stop, detail = end.stop, end.detail
    except TimeoutError:
        stop, detail = StopReason.BUDGET, f"the walk took more than {ask.patience_s:.0f} seconds"
    except VisitError as error:
        blocked = error.cause in (Cause.BLOCKED, Cause.ROBOTS)
        stop, detail = (StopReason.GATE if blocked else StopReason.BROKEN), error.detail
    except Error as error:
        stop, detail = StopReason.BROKEN, f"the page could not be used: {first_line(error)}"
    except Exception as error:
        # A page may answer a probe with anything: its walk is over, and the council's visit goes on.
        log.exception("a form could not be walked")
        stop, detail = StopReason.BROKEN, f"the walk failed: {type(error).__name__}"
    if session.book.killed:
        stop, detail = StopReason.KILLED, "the kill switch was found, and every walk ends at once"
    session.freeze(stop.value)
    return walk.told(stop, detail)


class _Walk:
    def __init__(self, session: FormSession, ask: WalkAsk, turns: Turns, capture: Capture) -> None:
        self.session, self.ask, self.capture = session, ask, capture
        self.book = session.book
        self.steps: list[WalkStep] = []
        self.before: list[StepBefore] = []
        self.stage = Stage(session, turns, ask.permission, self.before)
        self.marks: set[tuple[Any, ...]] = set()
        self.lookup: dict[str, Any] = {}
        self.trial = ErrorTrial(wanted=ask.clear_errors and ask.depth == STEPS)
        # The words of the look-up that was pressed in this step, which then is no way on.
        self.looked_by = ""

    def told(self, stop: StopReason, detail: str) -> FormWalk:
        """Return the walk as it stands."""
        permission = self.ask.permission.reference if self.ask.permission else ""
        log, steps = tuple(asdict(entry) for entry in self.session.log), tuple(self.steps)
        return FormWalk(self.ask.depth, stop, detail, steps, permission, log, self.lookup, self.trial.facet())

    async def look_up_only(self) -> None:
        """Try the address look-up of the first step, and end for want of permission to do more."""
        page = await self._open()
        verdict = classify(page.facet)
        self._enter(page, verdict, {})
        await self._look_up(page, verdict)
        raise Ended(StopReason.PERMISSION, "in this depth only the first step is read")

    async def go(self) -> None:
        """Walk step by step until something ends it."""
        page = await self._open()
        while True:
            verdict = classify(page.facet, self.before)
            facets = await self.capture(len(self.steps) + 1) if self.steps else {}
            self._enter(page, verdict, facets)
            page = await self._leave(page)

    def _enter(self, page: Page, verdict: StepVerdict, facets: Mapping[str, Any]) -> None:
        if len(self.steps) >= self.ask.most_steps:
            raise Ended(StopReason.BUDGET, f"the form has more than {self.ask.most_steps} steps")
        mark = mark_of(page.facet)
        if mark in self.marks:
            raise Ended(StopReason.STUCK, "the form came back to a step that it had shown before")
        self.marks.add(mark)
        self.looked_by = ""
        number = len(self.steps) + 1
        self.steps.append(WalkStep(form_step(number), page.frame.url, page.facet, verdict, "", facets))

    async def _open(self) -> Page:
        """Open the form where the first look saw it; one whose session has ended shows another page."""
        wanted = asked_by(self.ask.first)
        for address in dict.fromkeys(self.ask.addresses):
            await self.stage.open(address)
            if self.ask.control is not None:
                await press(self.session.page.main_frame, self.ask.control.selector)
                await self.session.settle()
            page = await self._shown(wanted)
            if page is not None:
                return page
        raise Ended(StopReason.BROKEN, "the form did not open a second time as it had opened first")

    async def _shown(self, wanted: set[tuple[str, str]]) -> Page | None:
        """Return the page as soon as it shows a field of *wanted*; None where it never does."""
        until = time.monotonic() + SHOWS_S
        while True:
            page = await self.stage.read()
            if asked_by(page.facet) & wanted or (not wanted and page.facet.get("controls")):
                return page
            if time.monotonic() > until:
                return None
            await asyncio.sleep(LOOK_AGAIN_S)

    async def _leave(self, page: Page) -> Page:
        """Fill the step in and press on. Returns the next step; raises `Ended` where there is none."""
        verdict = classify(page.facet, self.before)
        place = self._way_on(page, verdict)
        if page.is_link(place):
            # A link takes nothing along, so nothing is filled in: beside a guest's way stands the sign-in.
            return await self._follow(page, verdict, place)
        looked = await self._look_up(page, verdict)
        if looked.became is MOVED:
            self._left(page, verdict)
            return looked
        if self.trial.wanted and len(self.steps) == 1:
            moved = await self._try_errors(looked)
            if moved is not None:
                return moved
            looked = await self.stage.read()
        page = await self._fill(looked)
        for again in (False, True):
            verdict = classify(page.facet, self.before)
            after = await self.stage.press(page, self._way_on(page, verdict), len(self.steps))
            if after.became is MOVED:
                self._left(page, verdict)
                return after
            if after.became is SAME or again:
                break
            page = await self._fill(after, again=True)
        said = "; ".join(errors_of(after.facet))
        raise Ended(
            StopReason.STUCK,
            f"the form does not take our answers: {said}" if said else "pressing on changed nothing",
        )

    async def _follow(self, page: Page, verdict: StepVerdict, place: int) -> Page:
        after = await self.stage.press(page, place, len(self.steps))
        if after.became is not MOVED:
            raise Ended(StopReason.STUCK, "the link on changed nothing")
        self._left(page, verdict)
        return after

    async def _try_errors(self, page: Page) -> Page | None:
        """Press on with one answer left out, once in a walk; returns the next step where the form went on."""
        self.trial.wanted = False
        filling = fill(page.facet, self.ask.means, form=self._form(page))
        left = self.trial.leave_out(page, filling.entries) if filling.stop is None else None
        if left is None:
            return None
        page = await self._fill(page, without=left.selector)
        verdict = classify(page.facet, self.before)
        after = await self.stage.press(page, self._way_on(page, verdict), len(self.steps))
        await self.trial.read(page, after, left)
        if after.became is MOVED:
            self._left(page, verdict)
            return after
        return None

    def _left(self, page: Page, verdict: StepVerdict) -> None:
        """Remember the step that was left by the control of *verdict*."""
        self.before.append(remembered(page.facet, verdict))
        words = page.words(verdict.control) if verdict.control is not None else ""
        self.steps[-1] = replace(self.steps[-1], control=words)

    def _way_on(self, page: Page, verdict: StepVerdict) -> int:
        """Return the control to press. Raises `Ended` where none surely leads on."""
        if verdict.kind is StepKind.NON_FINAL and verdict.control is not None and verdict.stop is None:
            if not self.looked_by or page.words(verdict.control) != self.looked_by:
                return verdict.control
            finals = [one for one in verdict.controls if one.kind is StepKind.FINAL]
            said = finals[0].reasons if finals else ("nothing but the look-up surely leads on",)
            raise Ended(StopReason.FINAL if finals else StopReason.UNSURE, "; ".join(said))
        final = verdict.kind is StepKind.FINAL
        stop = verdict.stop or (StopReason.FINAL if final else StopReason.UNSURE)
        raise Ended(stop, "; ".join(verdict.reasons) or stop.value)

    def _form(self, page: Page) -> int | None:
        """Return the form that the way on sends, as `fill` takes it."""
        return page.form(self._way_on(page, classify(page.facet, self.before)))

    async def _look_up(self, page: Page, verdict: StepVerdict) -> Page:
        """Look the public building's address up where the step offers it; returns the step as it then stands.

        It is the same step as long as it shows the postcode's field; else the look-up was the way on.
        """
        entry = postcode_entry(page.facet, self.ask.means)
        same = replace(page, became=SAME)
        if entry is None or self.looked_by:
            return same
        asked = page.field(entry.field)
        place = address_control(page.facet, asked.get("form"))
        safe = {one.control for one in verdict.controls if one.kind is StepKind.NON_FINAL}
        if place is None or place not in safe:
            return same
        target = await target_of(page.frame, str(page.control(place).get("selector")))
        if self.ask.depth != STEPS and (target.submits or target.href):
            return same
        had = addresses_offered(page.facet)
        self.book.fill(entry.values, address=True)
        if await put(page.frame, [entry]):
            return same
        self.looked_by = page.words(place)
        after = await self.stage.press(page, place, len(self.steps))
        kept = any(one.get("name") == asked.get("name") for one in fields_shown(after.facet))
        if kept:
            self._note(after)
        offered = addresses_offered(after.facet) - (had if kept else 0)
        self.lookup = {"control": self.looked_by, "offered": max(0, offered)}
        return replace(after, became=SAME if kept else MOVED)

    async def _fill(self, page: Page, *, again: bool = False, without: str = "") -> Page:
        """Put in what the step requires, and what it then shows besides. Raises `Ended` where it may not."""
        done = {without}
        for round_ in range(MAX_ROUNDS):
            filling = fill(page.facet, self.ask.means, again and round_ == 0, self._form(page))
            if filling.stop is not None:
                raise Ended(filling.stop, filling.detail)
            todo = [one for one in filling.entries if one.selector not in done]
            if not todo:
                break
            for entry in todo:
                of_address = (
                    bool(self.looked_by) and entry.how == "pick" and asks_address(page.field(entry.field))
                )
                self.book.fill(_carried(entry, page), address=of_address, chosen=entry.how != "type")
            done |= {one.selector for one in todo}
            refused = await put(page.frame, todo)
            await self.session.settle()
            page = await self.stage.read()
            self._note(page, chose=any(one.how in ("pick", "tick") for one in todo if one not in refused))
            if len(refused) == len(todo):
                break
        return page

    def _note(self, page: Page, *, chose: bool = False) -> None:
        """Note of the step that stands there whether it asks more than when it was met."""
        step = self.steps[-1]
        grew = step.grew or bool(asked_by(page.facet) - asked_by(step.facet))
        self.steps[-1] = replace(step, grew=grew, chose=step.chose or chose)


def _carried(entry: Entry, page: Page) -> tuple[str, ...]:
    """Return what a body may carry because of an entry: of a tick its value."""
    value = page.field(entry.field).get("value") if entry.how == "tick" else ""
    return entry.values or (str(value or "on"),)
