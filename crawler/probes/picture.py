"""Takes a picture of the whole page, as long as a page's picture may be."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import Sequence
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from checks.model import Device
from crawler.probes.frames import SeenFrame
from crawler.probes.layout import SIZES
from crawler.probes.masks import measure_masks

MAX_HEIGHT = 5000
QUALITY = 70
MASKS_S = 5.0


async def take_picture(
    page: Page, cdp: CDPSession, device: Device, frames: Sequence[SeenFrame] = ()
) -> tuple[dict[str, Any], bytes]:
    """Return the facet `picture` and the JPEG that it names; `masks` is None where that failed."""
    width, height = SIZES[device]
    tall = await page.evaluate("() => (document.scrollingElement || document.documentElement).scrollHeight")
    height = max(height, min(int(tall), MAX_HEIGHT))
    shot = await cdp.send(
        "Page.captureScreenshot",
        {
            "format": "jpeg",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
        },
    )
    data = base64.b64decode(shot["data"])
    masks = None
    with contextlib.suppress(Error, TimeoutError):
        async with asyncio.timeout(MASKS_S):
            masks = await measure_masks(page, frames, width, height)
    digest = hashlib.sha256(data).hexdigest()
    facet = {"sha256": digest, "mime": "image/jpeg", "width": width, "height": height, "masks": masks}
    return facet, data
