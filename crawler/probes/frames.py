"""The frames of a page that a visitor can see, in document order."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Error, Frame, Page

from crawler.probes import measure

MAX_FRAMES = 20
# Smaller frames are pixels and helpers, not content (docs/evidence.md).
MIN_WIDTH, MIN_HEIGHT = 100, 50


@dataclass(frozen=True, slots=True)
class SeenFrame:
    """A visible frame; `x` and `y` are CSS px of its content from the top left of the page."""

    frame: Frame
    name: str
    selector: str
    x: float
    y: float


async def seen_frames(page: Page) -> list[SeenFrame]:
    """Return the visible frames of at least 100 x 50 px, parents before children, at most 20."""
    return await _inside(page.main_frame, 0.0, 0.0, "", MAX_FRAMES)


async def _inside(parent: Frame, x: float, y: float, prefix: str, room: int) -> list[SeenFrame]:
    found: list[SeenFrame] = []
    for child in parent.child_frames:
        if len(found) >= room:
            break
        try:
            element = await child.frame_element()
            box = await measure(element, "frames")
        except Error:
            continue  # It went away while we looked.
        if not box["visible"] or box["w"] < MIN_WIDTH or box["h"] < MIN_HEIGHT:
            continue
        left, top = x + box["x"] + box["sx"], y + box["y"] + box["sy"]
        selector = prefix + box["selector"]
        found.append(SeenFrame(child, child.name or box["name"], selector, left, top))
        found += await _inside(child, left, top, f"{selector} >>> ", room - len(found))
    return found
