"""Measures how a page loads over a slow line: opened once more, on the phone.

Chromium slows a processor by keeping it busy, for about a second of CPU a page; so the processor stays as it
is, and what held it up is counted as longer when it is judged (`checks.measures`).
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from playwright.async_api import CDPSession, Error, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from checks.measures import DOWN_KBITS, LATENCY_MS, UP_KBITS
from crawler.probes import measure

LOAD_S, REST_S = 20.0, 0.5


async def measure_speed(page: Page, cdp: CDPSession, url: str) -> dict[str, Any]:
    """Return the facet `speed` of docs/evidence.md: what was noted as *url* loaded, nothing of it judged.

    The page is opened anew, without what the cache holds. Raises Playwright's errors.
    """
    counted = {"bytes": 0, "requests": 0}

    def came(event: dict[str, Any]) -> None:
        counted["bytes"] += max(0, int(event.get("encodedDataLength") or 0))
        counted["requests"] += 1

    await cdp.send("Network.enable")
    cdp.on("Network.loadingFinished", came)
    loaded = True
    try:
        await _line(cdp, slow=True)
        try:
            await page.goto(url, wait_until="load", timeout=LOAD_S * 1000)
        except PlaywrightTimeout:
            loaded = False
        # What is large comes late.
        await asyncio.sleep(REST_S)
    finally:
        cdp.remove_listener("Network.loadingFinished", came)
        with contextlib.suppress(Error):
            await _line(cdp, slow=False)
            await cdp.send("Network.disable")
    noted: dict[str, Any] = await measure(page, "speed")
    setting = {"down_kbits": DOWN_KBITS, "up_kbits": UP_KBITS, "latency_ms": LATENCY_MS}
    return {"setting": setting, "loaded": loaded, **counted, **noted}


async def _line(cdp: CDPSession, *, slow: bool) -> None:
    await cdp.send("Network.setCacheDisabled", {"cacheDisabled": slow})
    await cdp.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS if slow else 0,
            "downloadThroughput": DOWN_KBITS * 1000 / 8 if slow else -1,
            "uploadThroughput": UP_KBITS * 1000 / 8 if slow else -1,
        },
    )
