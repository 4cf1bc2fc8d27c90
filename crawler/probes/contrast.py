"""Measures contrast from the screen where axe cannot tell it: text on a gradient or a picture."""

from __future__ import annotations

import base64
from typing import Any

from playwright.async_api import CDPSession, Page

from crawler.probes import measure
from crawler.probes.pixels import Picture, picture_of

MOST = 8
UNSEEN = 1.05
RULES = ("color-contrast", "color-contrast-enhanced")
_STEP = 2  # every second pixel of a letter's box is looked at


async def measure_contrast(page: Page, cdp: CDPSession, axe: dict[str, Any]) -> list[dict[str, Any]]:
    """Return for text that axe's contrast rules left open: `least`, the contrast of its worst letter.

    A letter's contrast is the highest between its colour and the ground behind its box, pixel by pixel, as
    the ACT rule for minimum contrast has it; `low` counts letters under 3, 4.5 and 7. Puts all back.
    """
    targets: dict[str, None] = {}
    for rule in axe["incomplete"]:
        if rule["id"] in RULES:
            targets |= dict.fromkeys(n["target"] for n in rule["nodes"] if " >>> " not in n["target"])
    found = []
    for target in list(targets)[:MOST]:
        try:
            fact = await measure(page, "contrast", {"what": "hide", "targets": [target], "most": 1})
            if fact is None:
                continue
            x, y, w, h = fact["clip"]
            clip = {"x": max(0, x), "y": max(0, y), "width": min(w, 900), "height": min(h, 250), "scale": 1}
            asked = {"format": "png", "clip": clip, "captureBeyondViewport": False}
            shot = await cdp.send("Page.captureScreenshot", asked)
        finally:
            await measure(page, "contrast", {"what": "show", "targets": [], "most": 0})
        try:
            ground = picture_of(base64.b64decode(shot["data"]))
        except ValueError:
            continue
        ratios = [
            _best(ground, fact["colour"], fact["alpha"], letter, clip["x"], clip["y"])
            for letter in fact["letters"]
        ]
        told = [ratio for ratio in ratios if ratio > 0]
        # Text in the very colour of its ground is not meant to be seen.
        if told and max(told) > UNSEEN:
            kept = {k: fact[k] for k in ("selector", "html", "text", "size", "weight")}
            low = {str(limit): sum(ratio < limit for ratio in told) for limit in (3, 4.5, 7)}
            found.append(
                {**kept, "target": target, "least": round(min(told), 2), "letters": len(told), "low": low}
            )
    return found


def _best(
    ground: Picture, colour: list[float], alpha: float, letter: list[float], left: float, top: float
) -> float:
    x, y, w, h = letter
    best = 0.0
    known: dict[tuple[int, int, int], float] = {}
    for row in range(int(y - top), int(y - top + h), _STEP):
        for column in range(int(x - left), int(x - left + w) + 1, _STEP):
            if not (0 <= row < ground.height and 0 <= column < ground.width):
                continue
            behind = ground.at(column, row)
            if behind not in known:
                seen = [alpha * c + (1 - alpha) * b for c, b in zip(colour, behind, strict=True)]
                known[behind] = _contrast(seen, list(behind))
            best = max(best, known[behind])
    return best


def _contrast(one: list[float], other: list[float] | list[int]) -> float:
    """Return the contrast of two colours by WCAG 2 (relative luminance, 1 to 21)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: list[float] | list[int]) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
