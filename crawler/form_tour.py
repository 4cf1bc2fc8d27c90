"""Walks the forms of a council's journeys, each as far as it may be, once its route was looked at."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error

from checks.facets import as_mapping
from checks.form_step import classify
from checks.form_step_model import StopReason
from checks.model import Cause, Device, Evidence, Missing, form_step
from crawler.failures import first_line
from crawler.fetching import Fetcher
from crawler.form_capture import capture_step
from crawler.form_filling import Means, postcode_entry
from crawler.form_questions import questions_of
from crawler.form_walk import FormWalk, WalkAsk, WalkStep, walk_form
from crawler.options import STEPS, CrawlOptions
from crawler.permissions import Permission, Permissions, today
from crawler.reader import PageRead
from crawler.routes import RouteStep
from crawler.visit import VisitResult

log = logging.getLogger(__name__)

MAX_LOG = 300
URL_LIMIT = 2000
_TEXTS = 12


@dataclass(slots=True)
class FormTour:
    """The walks of one council: each form once, however many journeys lead to it. `blobs`: pictures taken."""

    fetcher: Fetcher
    council: str
    options: CrawlOptions
    permissions: Permissions | None = None
    blobs: dict[str, bytes] = field(default_factory=dict)
    _walked: dict[tuple[str, Any], FormWalk] = field(default_factory=dict)

    async def walk(self, step: RouteStep, look: VisitResult | Missing) -> FormWalk | Missing:
        """Walk the form that *step* opens, as *look* saw it first; `Missing` where nothing was seen of it."""
        if isinstance(look, Missing):
            return look
        seen = look.devices.get(Device.DESKTOP, look.best).facet("form-step")
        if isinstance(seen, Missing):
            return seen
        key = (step.page.address, step.press)
        if key not in self._walked:
            self._walked[key] = await self._walk_safely(step, as_mapping(seen))
        return self._walked[key]

    async def _walk_safely(self, step: RouteStep, first: Mapping[str, Any]) -> FormWalk:
        """Walk, and lose no more than this walk to what nobody thought of: the council's visit goes on."""
        try:
            return await self._walk(step.page, step, first)
        except Exception as error:
            log.exception("council %s: the walk of %s failed", self.council, step.page.address)
            why = f"the walk failed: {type(error).__name__}"
            return FormWalk(self.options.depth, StopReason.BROKEN, why)

    async def _walk(self, page: PageRead, step: RouteStep, first: Mapping[str, Any]) -> FormWalk:
        verdict = classify(first)
        url = str(as_mapping(first.get("frame")).get("url") or first.get("url") or page.url)
        ask = WalkAsk(
            addresses=(page.address, page.fetched.url),
            first=first,
            means=Means(self.options.postcode, today()),
            control=step.press,
        )
        seen = WalkStep(form_step(1), url, first, verdict)
        permission, why = self._permission(url)
        said = "; ".join(verdict.reasons) or why
        if verdict.stop is not None:
            return FormWalk(ask.depth, verdict.stop, said, (seen,))
        if self._killed():
            return FormWalk(ask.depth, StopReason.KILLED, "the kill switch was found", (seen,))
        if permission is not None:
            return await self._in_session(replace(ask, depth=STEPS, permission=permission), seen)
        if postcode_entry(first, ask.means) is None:
            return FormWalk(ask.depth, StopReason.PERMISSION, why, (seen,))
        walk = await self._in_session(ask, seen)
        return replace(walk, detail=why) if walk.stop is StopReason.PERMISSION else walk

    def _permission(self, url: str) -> tuple[Permission | None, str]:
        if self.options.depth != STEPS or self.permissions is None:
            return None, "the run reads first steps only"
        return self.permissions.granted(self.council, urlsplit(url).hostname or "", today())

    def _killed(self) -> bool:
        return self.options.kill_switch is not None and self.options.kill_switch.exists()

    async def _in_session(self, ask: WalkAsk, seen: WalkStep) -> FormWalk:
        told = {
            "depth": ask.depth,
            "lookups": bool(ask.means.postcode),
            "kill_switch": self.options.kill_switch,
        }
        try:
            return await self._walked_in(told, ask, seen)
        except (Error, OSError) as error:
            # The browser would not open another context, or the gateway no port.
            why = f"no session could be opened: {first_line(error)}"
            return FormWalk(ask.depth, StopReason.BROKEN, why, (seen,))

    async def _walked_in(self, told: Mapping[str, Any], ask: WalkAsk, seen: WalkStep) -> FormWalk:
        async with self.fetcher.form_session(**told) as place:
            if isinstance(place, Missing):
                return FormWalk(ask.depth, StopReason.BROKEN, place.detail, (seen,))

            async def capture(number: int) -> Mapping[str, Any]:
                facets, blobs = await capture_step(place.session, place.seat)
                self.blobs |= blobs
                return facets

            walk = await walk_form(place.session, ask, self.fetcher.turn, capture)
        # Where the form did not open again, what the first look saw of it still holds.
        return walk if walk.steps else replace(walk, steps=(seen,))

    def evidence(self, run: str, journey: str, walk: FormWalk, clicks: int | None) -> tuple[Evidence, ...]:
        """Return the evidence of the further steps of a walk; the first has its own."""
        return tuple(
            Evidence(
                run=run,
                council=self.council,
                journey=journey,
                step=step.step,
                device=Device.DESKTOP,
                requested_url=step.url[:URL_LIMIT],
                final_url=step.url[:URL_LIMIT],
                fetched_at=step.at,
                clicks=None if clicks is None else clicks + number,
                facets={**step.facets, "form-step": step.facet},
            )
            for number, step in enumerate(walk.steps[1:], 1)
        )


def walk_facet(walk: FormWalk | Missing) -> dict[str, Any] | Missing:
    """Return the facet `form-walk` of docs/evidence.md; `Missing` where what was seen cannot be told."""
    if isinstance(walk, Missing):
        return walk
    try:
        return _told(walk)
    except Exception as error:
        log.exception("a walk could not be written down")
        return Missing(Cause.NOT_MEASURED, f"the walk could not be written down: {type(error).__name__}")


def _told(walk: FormWalk) -> dict[str, Any]:
    return {
        "depth": walk.depth,
        "stop_reason": walk.stop.value,
        "detail": walk.detail,
        "permission": walk.permission,
        "steps": [_step(one) for one in walk.steps],
        "lookup": dict(walk.lookup),
        "errors": dict(walk.errors),
        **_log(walk),
    }


def _log(walk: FormWalk) -> dict[str, Any]:
    """Return the log of a walk, and how many files by host it has no room for.

    The gateway lets out what the browser let out before it: of the gateway it has denials alone. Nothing is
    cut but files that pages brought with them: no document, no look-up, nothing sent on and nothing denied.
    """
    told = [one for one in walk.log if one["verdict"] != "allowed" or one["line"] != "gateway"]
    room = MAX_LOG - sum(not _is_file(one) for one in told)
    kept: list[dict[str, str]] = []
    left_out: Counter[str] = Counter()
    for one in told:
        if _is_file(one) and room <= 0:
            left_out[urlsplit(one["url"]).hostname or ""] += 1
            continue
        room -= _is_file(one)
        kept.append(dict(one))
    return {"log": kept, "left_out": dict(left_out)}


def _is_file(one: Mapping[str, str]) -> bool:
    return one["verdict"] == "allowed" and one["kind"] != "document" and not one["reason"]


def _step(step: WalkStep) -> dict[str, Any]:
    questions = questions_of(step.facet)
    return {
        "step": step.step,
        "url": step.url[:URL_LIMIT],
        "kind": step.verdict.kind.value,
        "control": step.control,
        "reasons": list(step.verdict.reasons)[:_TEXTS],
        "proofs": list(step.verdict.proofs)[:_TEXTS],
        "fields": len(questions),
        "required": sum(1 for one in questions if one.required),
        "grew": step.grew,
        "chose": step.chose,
    }
