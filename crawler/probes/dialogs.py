"""Opens what opens over the page, watches where the focus goes, and closes it again."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from playwright.async_api import Error, Page

from crawler.probes import measure
from crawler.probes.keyboard import held_still
from crawler.probes.press import commits

OPENERS = 6
FOUND = 3
TABS = 14
OPENING_S = 0.25


async def measure_dialogs(page: Page) -> list[dict[str, Any]]:
    """Return the dialogs that controls of the page open: each with its opener, and what the keys did in it.

    Only controls that lead nowhere and send nothing are pressed, and nothing leaves the page meanwhile. The
    page may be left changed. `inside`: the focus moved in; `leaves`: Tab led out while it stood open;
    `escape`: Escape closed it; `back`: the focus then returned to the opener.
    """
    found: list[dict[str, Any]] = []
    async with held_still(page):
        try:
            for opener in await measure(page, "dialogs", {"what": "openers", "most": OPENERS}):
                if len(found) >= FOUND:
                    break
                if not commits(opener["name"]):
                    seen = await _open(page, opener)
                    if seen:
                        found.append(seen)
        finally:
            with contextlib.suppress(Error):
                await measure(page, "dialogs", {"what": "end"})
    return found


async def _open(page: Page, opener: dict[str, Any]) -> dict[str, Any] | None:
    ready = await measure(page, "dialogs", {"what": "focus", "place": opener["place"]})
    if ready is None:
        return None
    if ready["keys"]:
        await page.keyboard.press("Enter")
    else:
        await measure(page, "dialogs", {"what": "click", "place": opener["place"]})
    await asyncio.sleep(OPENING_S)
    dialog = await measure(page, "dialogs", {"what": "opened"})
    if dialog is None:
        return None
    dialog["opener"] = {"selector": opener["selector"], "html": opener["html"], "name": opener["name"]}
    dialog["keys"] = ready["keys"]
    dialog["leaves"] = False
    dialog["stops"] = 0
    # Once the focus is inside, Tab must keep it there; one that was not entered is looked at from outside.
    for _ in range(min(TABS, dialog["focusable"] + 3)):
        await page.keyboard.press("Tab")
        here = await measure(page, "dialogs", {"what": "inside"})
        if not here["open"]:
            break
        dialog["stops"] += here["inside"]
        if not here["inside"] and not here["body"]:
            dialog["leaves"] = True
    await page.keyboard.press("Escape")
    await asyncio.sleep(OPENING_S)
    after = await measure(page, "dialogs", {"what": "inside"})
    dialog["escape"] = not after["open"]
    shut = await measure(page, "dialogs", {"what": "shut"}) if after["open"] else None
    dialog["back"] = shut["back"] if shut else after["at"] == opener["selector"]
    return dialog
