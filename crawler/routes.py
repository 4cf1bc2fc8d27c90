"""Follows a task from its page to the first question of its form, as far as looking allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from checks.addresses import canonical, is_document, worth_following
from checks.model import START, TASK, Cause, Journey, Missing, form_step, part_step
from checks.route import FOLLOW, NextStep, next_step
from crawler.guides import read_guide, way_of_guide
from crawler.reader import PageRead, Reader
from crawler.visit import Control

MAX_HOPS = 4
# Where the way in fails, a form on the page that fits that much less is another matter's, not the next best.
NEXT_BEST = 0.2
# Below this a frame is only guessed to be the form's, by being there.
SURE_FRAME = 0.6
DOCUMENT_TYPES = ("pdf", "msword", "officedocument", "opendocument", "rtf")


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step of the way: its page, and the control by which it was reached."""

    step: str
    page: PageRead
    control: str
    how: str
    press: Control | None = None


@dataclass(slots=True)
class Route:
    """The way from the task page on. `end` says what stands at the end of it (docs/evidence.md).

    `parts` are the other pages of the guide that the task page is a part of, in order.
    """

    steps: list[RouteStep] = field(default_factory=list)
    end: str = "none"
    detail: str = ""
    attempts: list[dict[str, Any]] = field(default_factory=list)
    failed_url: str = ""
    parts: tuple[PageRead, ...] = ()

    def step(self, name: str) -> RouteStep | None:
        """Return a step by its name."""
        return next((one for one in self.steps if one.step == name), None)

    def facet(self) -> dict[str, Any]:
        """Return the `route` facet of docs/evidence.md."""
        return {
            "steps": [
                {
                    "step": one.step,
                    "url": one.page.fetched.url,
                    "final_url": one.page.url,
                    "control": one.control[:200],
                    "how": one.how,
                    "status": one.page.fetched.status,
                    "cause": one.page.fetched.cause.value if one.page.fetched.cause else "",
                }
                for one in self.steps
            ],
            "end": self.end,
            "detail": self.detail[:500],
            "attempts": self.attempts,
        }


async def follow_route(reader: Reader, journey: Journey, task: PageRead) -> Route:
    """Follow the way in from *task*: links, frames, script-only buttons; never a POST, never a sign-in.

    All parts of a guide are one text: the way in may be on any of them.
    """
    route = Route([RouteStep(TASK, task, "", "link")])
    route.parts = await read_guide(reader, journey, task)
    page, step = way_of_guide(task, route.parts, journey)
    if page is not task:
        name = part_step(1 + route.parts.index(page))
        route.steps.append(RouteStep(name, page, page.digest.h1 or page.digest.title, "link"))
    seen = {task.key, *(part.key for part in route.parts)}
    for hop in range(MAX_HOPS):
        if hop:
            step = next_step(page.digest, journey)
        if step.kind in ("none", "sign-in") and page.control is None and not page.shell:
            # What a script adds (a form, a way past the sign-in) shows only in the browser.
            shown = await reader.rendered(page)
            if not isinstance(shown, Missing):
                better = next_step(shown.digest, journey)
                if better.kind not in ("none", step.kind):
                    page, step = shown, better
        if step.kind == "form-here":
            _end_with_form(route, page)
            return route
        if step.kind != "follow":
            await _end_without_form(reader, route, step)
            return route
        reached = await _take(reader, journey, route, page, step, seen)
        if reached is None:
            return route
        page = reached
        seen.add(page.key)
    route.end, route.detail = "stopped", f"no form within {MAX_HOPS} steps of the task page"
    return route


async def _take(
    reader: Reader, journey: Journey, route: Route, page: PageRead, step: NextStep, seen: set[str]
) -> PageRead | None:
    """Take *step*, or the next best where it fails; None ends the route, which then says why."""
    for option in (step, *step.alternatives):
        if route.end == "dead-end" and option.score < step.score - NEXT_BEST:
            # The way in failed: what fits that much less leads to something else.
            break
        if option.kind == "form-here":
            if option.score < step.score - NEXT_BEST:
                continue
            _end_with_form(route, page)
            return None
        if option.kind != "follow" or option.score < FOLLOW:
            continue
        if option.how == "post":
            route.end, route.detail = (
                "stopped",
                f"“{option.text[:80]}” sends a form, which a survey never does",
            )
            route.attempts.append(_attempt(option.url, None, Cause.POLICY_STOP, page.fetched.at))
            continue
        if option.selector and not option.url:
            press = Control(option.selector, option.text)
            pressed = await reader.press(page, press)
            if isinstance(pressed, Missing):
                route.end, route.detail = "stopped", pressed.detail or pressed.cause.value
                route.attempts.append(_attempt(page.url, None, pressed.cause, page.fetched.at))
                continue
            route.steps.append(RouteStep(START, pressed, option.text, "script", press))
            return pressed
        if canonical(option.url) in seen or not worth_following(option.url):
            continue
        if is_document(option.url):
            route.end, route.detail = "document", option.url
            return None
        target = await reader.read(option.url)
        if target.key in seen and option.how != "frame":
            continue
        if option.how == "frame" and option.score < SURE_FRAME and not _holds_way(target, journey):
            # A frame of another kind, a counter or a picture: neither the way in nor a way that fails.
            route.attempts.append(
                _attempt(option.url, target.fetched.status, target.fetched.cause, target.fetched.at)
            )
            continue
        if any(kind in target.fetched.content_type for kind in DOCUMENT_TYPES):
            route.end, route.detail = "document", option.url
            return None
        if not target.readable:
            route.attempts.append(
                _attempt(option.url, target.fetched.status, target.fetched.cause, target.fetched.at)
            )
            route.end, route.failed_url = "dead-end", route.failed_url or option.url
            route.detail = route.detail or f"“{option.text}” leads to a page that does not open"
            continue
        if route.end == "dead-end" and not _holds_way(target, journey):
            # The way in failed, and this page is no other: it only tells of something.
            continue
        route.end, route.detail = "none", ""
        route.steps.append(RouteStep(START, target, option.text, option.how))
        return target
    return None


def _holds_way(page: PageRead, journey: Journey) -> bool:
    return page.readable and next_step(page.digest, journey).kind in ("form-here", "sign-in")


def _end_with_form(route: Route, page: PageRead) -> None:
    """Name the page that holds the first question: the last one reached, or the task page itself."""
    last = route.steps[-1]
    if last.step != START:
        route.steps.append(RouteStep(form_step(1), page, "", "same-page"))
    else:
        route.steps[-1] = RouteStep(form_step(1), page, last.control, last.how, last.press)
        _keep_one_start(route)
    route.end, route.detail = "form", ""


async def _end_without_form(reader: Reader, route: Route, step: NextStep) -> None:
    route.end, route.detail = step.kind, step.url or step.text
    if step.kind == "hand-over" and step.url and worth_following(step.url):
        target = await reader.read(step.url)
        route.attempts.append(
            _attempt(step.url, target.fetched.status, target.fetched.cause, target.fetched.at)
        )
    _keep_one_start(route, last=True)


def _keep_one_start(route: Route, *, last: bool = False) -> None:
    """Keep one of several pages after the task page as `start`: where a form was found, the first of them,
    else the last, at which the way ended."""
    starts = [one for one in route.steps if one.step == START]
    for extra in starts[:-1] if last else starts[1:]:
        route.steps.remove(extra)


def _attempt(url: str, status: int | None, cause: Cause | None, at: str) -> dict[str, Any]:
    return {"url": url, "status": status, "cause": cause.value if cause else "", "at": at}


async def prove_dead_end(reader: Reader, route: Route) -> None:
    """Ask once more for the address that failed; the caller has let a minute pass (methodology, `broken`)."""
    again = await reader.again(route.failed_url)
    route.attempts.append(_attempt(route.failed_url, again.status, again.cause, again.at))
    if again.is_html:
        route.end, route.detail = "stopped", "the way in failed once and opened the second time"
