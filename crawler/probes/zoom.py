"""Sets text larger, wider apart and in a narrow window, and notes what is then cut off."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from crawler.probes import measure
from crawler.probes.layout import NARROW

MOST = 10


async def measure_zoom(page: Page) -> dict[str, Any]:
    """Return the facet `zoom`: boxes that cut text at 200 % (`text`), with wider spacing (`spacing`), and at
    320 px (`narrow`: as at 400 %), and cut less as the page stands.

    The page is put back before the probe ends.
    """
    facet = {
        "text": await measure(page, "zoom", {"scale": 2, "most": MOST}),
        "spacing": await measure(page, "zoom", {"scale": 1, "most": MOST}),
        "narrow": [],
    }
    wide = {one["selector"]: one["lines"] for one in await measure(page, "zoom", {"scale": 0, "most": MOST})}
    size = page.viewport_size
    if wide and size is not None:
        try:
            await page.set_viewport_size({"width": NARROW[-1], "height": size["height"]})
            cut = await measure(page, "zoom", {"scale": 0, "most": MOST})
        finally:
            await page.set_viewport_size(size)
        more = [one for one in cut if one["lines"] > wide.get(one["selector"], one["lines"])]
        facet["narrow"] = more[:MOST]
    return facet
