"""Walks a page with the Tab key, and notes each stop, whether it shows, and where the walk is caught."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

from playwright.async_api import CDPSession, Error, Page, Route

from crawler.probes import measure
from crawler.probes.pixels import changed_pixels
from crawler.probes.press import commits

MAX_STOPS = 80
# A slow page is walked as far as that goes, and the facet says that it was cut short.
WALK_S = 15.0
PIXEL_LIMIT = 8
MARGIN = 8
# Transitions of focus styles last a quarter of a second as a rule.
SLOW_S = 0.3
SELECT_LIMIT = 3
SPACE_LIMIT = 5


@contextlib.asynccontextmanager
async def held_still(page: Page) -> AsyncIterator[list[str]]:
    """Let nothing leave the page while keys are pressed on it: yields the addresses it tried to go to.

    A navigation is answered with "no content", which leaves the page as it stands; anything else is aborted.
    """
    tried: list[str] = []

    async def hold(route: Route) -> None:
        request = route.request
        with contextlib.suppress(Error):
            if request.is_navigation_request():
                if request.frame == page.main_frame:
                    tried.append(request.url[:500])
                await route.fulfill(status=204)
            else:
                await route.abort("blockedbyclient")

    await page.route("**/*", hold)
    try:
        yield tried
    finally:
        with contextlib.suppress(Error):
            await page.unroute("**/*", hold)


class Walk:
    """One walk. `facet` is what it has noted so far."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self._page = page
        self._cdp = cdp
        self._compared: dict[str, bool] = {}
        self.facet: dict[str, Any] = {
            "stops": [],
            "expected": 0,
            "ended": False,
            "capped": False,
            "traps": [],
            "moves": [],
            "changes": [],
            "space": [],
        }

    async def run(self) -> dict[str, Any]:
        """Walk, and return the facet `keyboard` of docs/evidence.md. The page may be left changed."""
        async with held_still(self._page) as tried:
            started = await measure(self._page, "keys", {"most": MAX_STOPS + 20})
            self.facet["expected"] = started["count"]
            self.facet["positive"] = started["positive"]
            try:
                await self._tab(tried)
                await self._selects(tried)
                await self._space(tried)
            finally:
                with contextlib.suppress(Error):
                    await measure(self._page, "keysend")
        return self.facet

    async def _tab(self, tried: list[str]) -> None:
        stops = self.facet["stops"]
        seen: dict[str, int] = {}
        skipped = 0
        until = monotonic() + WALK_S
        for _ in range(MAX_STOPS):
            if monotonic() > until:
                break
            went, sent = len(tried), self._acts(stops)
            await self._page.keyboard.press("Tab")
            stop = await measure(self._page, "keysnote")
            if stop.get("gone"):
                self.facet["moves"].append({"selector": "html", "html": "", "to": "", "how": "document"})
                return
            if stop.get("outside"):
                self.facet["ended"] = True
                return
            key = f"{stop['selector']}#{stop['known']}"
            # What a key sets off where the focus stays is the key's doing, not the focus's.
            if key not in seen and (len(tried) > went or self._acts([stop]) > sent):
                to = tried[-1] if len(tried) > went else "a form was sent or a window opened"
                self.facet["moves"].append(
                    {"selector": stop["selector"], "html": stop["html"], "to": to, "how": "focus"}
                )
            if key in seen and not stop["frame"]:
                if seen[key] == 0 and len(seen) >= self.facet["expected"]:
                    self.facet["ended"] = True
                    return
                if not await self._caught(stop, seen, key):
                    self.facet["ended"] = True
                    return
                skipped += 1
                if skipped > 3 or not await self._step_over(seen):
                    return
                continue
            seen.setdefault(key, len(stops))
            if (
                stop["frame"]
                and stops
                and stops[-1].get("frame")
                and stops[-1]["selector"] == stop["selector"]
            ):
                continue  # Inside a frame the stops are its own.
            stop["shows"] = await self._shows(stop)
            stops.append(stop)
        self.facet["capped"] = True

    @staticmethod
    def _acts(stops: list[dict[str, Any]]) -> int:
        return sum(stops[-1].get(name, 0) for name in ("submitted", "opened")) if stops else 0

    async def _caught(self, stop: dict[str, Any], seen: dict[str, int], key: str) -> bool:
        """Say whether the focus cannot leave this stop or this round of stops; note it if so."""
        ring = {one for one, place in seen.items() if place >= seen[key]}
        if len(ring) + sum(place < seen[key] for place in seen.values()) >= self.facet["expected"]:
            return False  # All has been visited: the walk has come round.
        if stop["known"] == 0 and len(ring) > 1:
            return False
        ways: dict[str, bool] = {}
        for name, press in (("back", "Shift+Tab"), ("escape", "Escape"), ("again", "Tab")):
            out = False
            for _ in range(len(ring) + 1 if name == "back" else 1):
                await self._page.keyboard.press(press)
                if name == "escape":
                    await self._page.keyboard.press("Tab")
                here = await measure(self._page, "keysnote")
                out = bool(here.get("outside") or here.get("gone")) or (
                    f"{here.get('selector')}#{here.get('known')}" not in ring
                )
                if out:
                    break
            ways[name] = out
            if out:
                break
        members = [one for one in self.facet["stops"] if f"{one['selector']}#{one['known']}" in ring]
        self.facet["traps"].append(
            {
                "selector": stop["selector"],
                "html": stop["html"],
                "size": len(ring),
                "dialog": bool(members) and all(one["dialog"] for one in members),
                "leaves": [name for name, out in ways.items() if out],
            }
        )
        return True

    async def _step_over(self, seen: dict[str, int]) -> bool:
        """Put the focus past a trap, by script, so that the rest can be walked."""
        known = {int(key.rpartition("#")[2]) for key in seen}
        return bool(await self._act("over", known=sorted(known)))

    async def _shows(self, stop: dict[str, Any]) -> str:
        """Return how the focus shows: `caret`, `ring`, `style`, `pixels`, `not`, or `unknown`."""
        if stop["off"]:
            return "off"
        if stop["tag"] == "iframe":
            return "unknown"
        textual = ("text", "email", "tel", "url", "search", "number", "password", "textarea", "date", "")
        if stop["tag"] == "textarea" or (stop["tag"] == "input" and stop["type"] in textual):
            return "caret"
        if stop["auto"] or stop["width"] >= 2:
            return "ring"
        if stop["fresh"]:
            return "unknown"
        # Elements of one make and one change show alike: a screenful of them is compared once.
        make = stop["html"].split(">")[0]
        kind = f"{stop['parent']}|{stop['tag']}|{stop['changed']}|{_class_of(make)}"
        if kind not in self._compared:
            if len(self._compared) >= PIXEL_LIMIT:
                return "unknown" if stop["changed"] < 0 else "style"
            self._compared[kind] = await self._differs(stop)
        return "pixels" if self._compared[kind] else "not"

    async def _differs(self, stop: dict[str, Any]) -> bool:
        """Say whether the screen around an element looks otherwise with the focus than without it."""
        await asyncio.sleep(SLOW_S)
        x, y, w, h = (await measure(self._page, "keysnote"))["place"]
        clip = {
            "x": max(0, x - MARGIN),
            "y": max(0, y - MARGIN),
            "width": min(w + 2 * MARGIN, 700),
            "height": min(h + 2 * MARGIN, 300),
        }
        focused = await self._shot(clip)
        await self._act("blur")
        await asyncio.sleep(SLOW_S)
        plain = await self._shot(clip)
        await self._act("back")
        if focused == plain:
            return False
        return changed_pixels(plain, focused) >= max(6, 0.4 * (w + h))

    async def _shot(self, clip: dict[str, float]) -> str:
        shot = await self._cdp.send(
            "Page.captureScreenshot",
            {"format": "png", "clip": {**clip, "scale": 1}, "captureBeyondViewport": False},
        )
        return str(shot["data"])

    async def _act(self, what: str, **more: Any) -> Any:
        return await measure(self._page, "keysact", {"what": what, **more})

    async def _selects(self, tried: list[str]) -> None:
        """Choose another option of each list with the arrow key: does the page go somewhere?"""
        for place in await self._act("lists", most=SELECT_LIMIT) or []:
            went = len(tried)
            fact = await self._act("list", place=place)
            await self._page.keyboard.press("ArrowDown")
            await asyncio.sleep(0.1)
            after = await self._act("listed", place=place)
            if fact is None or after is None:
                return
            how = ""
            if len(tried) > went:
                how = "navigation"
            elif after["submitted"] > fact["submitted"]:
                how = "submission"
            elif after["opened"] > fact["opened"]:
                how = "window"
            if how:
                to = tried[-1] if len(tried) > went else ""
                self.facet["changes"].append(
                    {"selector": fact["selector"], "html": fact["html"], "how": how, "to": to}
                )

    async def _space(self, tried: list[str]) -> None:
        """Press Space on what calls itself a button; what does not prevent it only scrolls the page."""
        for place in await self._act("buttons", most=SPACE_LIMIT) or []:
            went = len(tried)
            fact = await self._act("button", place=place)
            if fact is None:
                return
            if commits(fact["name"]):
                await self._act("buttoned")
                continue
            await self._page.keyboard.press("Space")
            await asyncio.sleep(0.05)
            after = await self._act("buttoned")
            if after is None:
                return
            acted = after["prevented"] or after["clicked"] or after["moved"] or len(tried) > went
            if after["active"]:
                self.facet["space"].append({**fact, "acted": acted})


def _class_of(opening: str) -> str:
    return opening.partition('class="')[2].partition('"')[0][:100]
