"""Measures where the elements stand that something was found on, for a picture of the page to show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from playwright.async_api import Page

from checks.accessibility.model import Flaw
from crawler.probes import measure

# So many elements of one rule, and so many in all: a page shows a few.
PER_RULE, MOST = 3, 60


async def measure_boxes(page: Page, flaws: Iterable[Flaw]) -> dict[str, Any]:
    """Return the facet `boxes`: selector to `[x, y, width, height]`, for the first elements of each rule."""
    counted: Counter[str] = Counter()
    chosen: dict[str, None] = {}
    for flaw in flaws:
        if counted[flaw.rule] < PER_RULE and len(chosen) < MOST and flaw.selector not in ("", "html", "body"):
            counted[flaw.rule] += 1
            chosen[flaw.selector] = None
    found: dict[str, Any] = await measure(page, "boxes", list(chosen)) if chosen else {}
    return found
