"""Measures what of a page's picture is not to be published: what is about people, or somebody else's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playwright.async_api import Error, Frame, Page

from checks.personal_parts import AVATAR, COMMENTS, DELICATE, LISTED, MAP, to_mask
from crawler.probes import measure
from crawler.probes.frames import SeenFrame

# So many parts of a document, frames, and boxes that are kept; how many characters a name reaches.
MOST, FRAMES, BOXES, NEAR = 400, 6, 120, 160
_ASKED = {
    "delicate": DELICATE,
    "map": MAP,
    "listed": LISTED,
    "comments": COMMENTS,
    "avatar": AVATAR,
    "most": MOST,
    "near": NEAR,
}


async def measure_masks(page: Page, frames: Iterable[SeenFrame], width: int, height: int) -> list[list[int]]:
    """Return boxes `[x, y, width, height]` in px of the page's picture, which is *width* x *height*."""
    boxes = await _in_document(page.main_frame, page.url, 0, 0)
    for seen in list(frames)[:FRAMES]:
        try:
            boxes += await _in_document(seen.frame, page.url, seen.x, seen.y)
        except Error:
            continue  # It went away, and is in no picture that was taken since.
    return bounded(boxes, width, height)


async def _in_document(frame: Frame, page: str, x: float, y: float) -> list[list[int]]:
    parts: list[dict[str, Any]] = await measure(frame, "masks", _ASKED)
    left, top = (x, y) if frame.parent_frame else (0.0, 0.0)
    return [
        [round(left) + box[0], round(top) + box[1], box[2], box[3]]
        for part in parts
        if to_mask(part, page)
        for box in part["boxes"]
    ]


def bounded(boxes: Iterable[list[int]], width: int, height: int) -> list[list[int]]:
    """Return *boxes* as they lie on the picture, each once; of too many, the last are put into one."""
    cut: dict[tuple[int, int, int, int], None] = {}
    for x, y, wide, high in boxes:
        left, top, right, bottom = max(0, x), max(0, y), min(width, x + wide), min(height, y + high)
        if left < right and top < bottom:
            cut[left, top, right, bottom] = None
    # What lies within another box is masked with it.
    apart = [one for one in cut if not any(_holds(other, one) for other in cut if other != one)]
    kept, rest = sorted(apart)[: BOXES - 1], sorted(apart)[BOXES - 1 :]
    if rest:
        kept.append(
            (
                min(x for x, *_ in rest),
                min(y for _, y, *_ in rest),
                max(r for *_, r, _ in rest),
                max(b for *_, b in rest),
            )
        )
    return [[left, top, right - left, bottom - top] for left, top, right, bottom in kept]


def _holds(outer: tuple[int, int, int, int], inner: tuple[int, int, int, int]) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
