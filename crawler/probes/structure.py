"""Measures how a page is built: text, links, tables, pictures, forms and markup, without judgement."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import CDPSession, Error, Frame, Page

from crawler.probes import measure
from crawler.probes.animations import measure_animations
from crawler.probes.frames import SeenFrame
from crawler.probes.markup import stray_end_tags

PARTS = ("text", "links", "tables", "pictures", "fields", "marks")
_LIMITS = {"most": 6000, "blocks": 250, "links": 300}
MAX_FRAMES = 4
_EMPTY_PARAGRAPH = re.compile(r"<p(?:\s[^>]{0,300})?>(?:\s|&nbsp;)*</p>", re.I)


async def measure_structure(
    page: Page, frames: list[SeenFrame], cdp: CDPSession, source: str
) -> dict[str, Any]:
    """Return the facet `structure` of docs/evidence.md: the page's own facts, and those of visible frames.

    Reads only. A frame's facts stand under `frames`, with its place in the facet of that name as `frame`.
    `source` is the document as it was served.
    """
    whole = await _facts(page)
    whole["animations"] = await measure_animations(page, cdp)
    whole["stray_tags"] = stray_end_tags(source)
    if not _EMPTY_PARAGRAPH.search(source):
        whole["empty"] = []  # The parser made them of paragraphs that something else had ended.
    whole["frames"] = []
    for place, seen in enumerate(frames[:MAX_FRAMES]):
        try:
            inner = await _facts(seen.frame)
        except Error:
            continue  # It went away while we looked.
        whole["frames"].append({"frame": place, "selector": seen.selector, **inner})
    return whole


async def _facts(where: Page | Frame) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in PARTS:
        facts |= await measure(where, part, _LIMITS)
    return facts
