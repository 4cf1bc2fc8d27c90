"""Measures a page as laid out: widths, controls with their names and boxes, what lies over them."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Error, Page

from checks.model import Device
from crawler.probes import measure
from crawler.probes.frames import SeenFrame

MAX_CONTROLS = 400
_MAX_ELEMENTS = 8000
SIZES = {Device.DESKTOP: (1280, 900), Device.PHONE: (390, 844)}
# The narrow widths a phone page is measured at, in CSS px; 320 is WCAG 1.4.10's.
NARROW = (360, 320)


async def measure_layout(page: Page, frames: list[SeenFrame], device: Device) -> dict[str, Any]:
    """Return the facet `layout` at the device's own width; `measure_narrow` adds the others."""
    arguments = {"most": MAX_CONTROLS, "elements": _MAX_ELEMENTS}
    layout: dict[str, Any] = await measure(page, "layout", arguments)
    controls = layout["controls"]
    for control in controls:
        control["frame"] = -1
    starts = [controls[index] for index in layout["start"]]
    for index, seen in enumerate(frames):
        if len(controls) >= MAX_CONTROLS:
            break
        try:
            inner = await measure(seen.frame, "layout", {**arguments, "most": MAX_CONTROLS - len(controls)})
        except Error:
            continue  # It went away while we looked.
        for control in inner["controls"]:
            control["frame"] = index
            control["x"] = round(control["x"] + seen.x)
            control["y"] = round(control["y"] + seen.y)
        controls += inner["controls"]
        starts += [inner["controls"][place] for place in inner["start"]]
        smallest = [size for size in (layout["text_px_min"], inner["text_px_min"]) if size > 0]
        layout["text_px_min"] = min(smallest, default=0)
    width, height = SIZES[device]
    layout["viewport"] = {"width": width, "height": height}
    layout["start"] = starts
    layout["widths"] = [await _at_width(page, frames, width)]
    return layout


async def measure_narrow(page: Page, frames: list[SeenFrame], width: int) -> dict[str, Any]:
    """Resize the page in place to *width* CSS px and return one entry of `layout.widths`.

    The page stays at that width: the caller restores it.
    """
    await page.set_viewport_size({"width": width, "height": SIZES[Device.PHONE][1]})
    return await _at_width(page, frames, width)


async def _at_width(page: Page, frames: list[SeenFrame], width: int) -> dict[str, Any]:
    """Measure the page at *width*, and which of its frames are too narrow for what they hold."""
    entry: dict[str, Any] = await measure(page, "width", width)
    entry["frames"] = []
    for index, seen in enumerate(frames):
        try:
            inner = await measure(seen.frame, "width", 0)
        except Error:
            continue  # It went away while we looked.
        if inner["scroll_width"] > inner["width"] + 1:
            entry["frames"].append({**inner, "frame": index, "selector": seen.selector})
    return entry
