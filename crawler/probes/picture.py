"""Takes a picture of the whole page, as long as a page's picture may be."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from playwright.async_api import CDPSession, Page

from checks.model import Device
from crawler.probes.layout import SIZES

MAX_HEIGHT = 5000
QUALITY = 70


async def take_picture(page: Page, cdp: CDPSession, device: Device) -> tuple[dict[str, Any], bytes]:
    """Return the facet `picture` and the JPEG that it names."""
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
    digest = hashlib.sha256(data).hexdigest()
    return {"sha256": digest, "mime": "image/jpeg", "width": width, "height": height}, data
