"""What listens for clicks and cannot be reached with the keyboard, and what only the pointer can show."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from crawler.probes import measure, script

MOST = 60
HOVERS = 12
_CLICKS = frozenset({"click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick"})
_KEYS = frozenset({"keydown", "keyup", "keypress"})


async def measure_pointers(page: Page, cdp: CDPSession) -> dict[str, Any]:
    """Return the facet `pointer`: `clicks` (elements that listen for clicks) and `hovers`.

    Listeners are Chromium's own list, those that scripts added included. A listener on the document, the body
    or an element that fills the window serves others (delegation), and says nothing of any.
    """
    return {
        "clicks": await _clicks(cdp),
        "hovers": await measure(page, "hover", {"most": HOVERS}),
    }


async def _clicks(cdp: CDPSession) -> list[dict[str, Any]]:
    group = {"objectGroup": "clicks"}
    root = await cdp.send("Runtime.evaluate", {"expression": "document", **group})
    try:
        asked = {"objectId": root["result"]["objectId"], "depth": -1, "pierce": False}
        listeners = (await cdp.send("DOMDebugger.getEventListeners", asked))["listeners"]
        kinds: dict[int, set[str]] = {}
        for one in listeners:
            node = one.get("backendNodeId")
            if node and one["type"] in _CLICKS | _KEYS:
                kinds.setdefault(node, set()).add(one["type"])
        found = []
        for node, types in kinds.items():
            if len(found) >= MOST or not types & _CLICKS:
                continue
            with contextlib.suppress(Error):
                fact = await _fact(cdp, node)
                if fact:
                    found.append({**fact, "keys": bool(types & _KEYS), "types": sorted(types & _CLICKS)})
        return found
    finally:
        with contextlib.suppress(Error):
            await cdp.send("Runtime.releaseObjectGroup", group)


async def _fact(cdp: CDPSession, node: int) -> dict[str, Any] | None:
    resolved = await cdp.send("DOM.resolveNode", {"backendNodeId": node, "objectGroup": "clicks"})
    answer = await cdp.send(
        "Runtime.callFunctionOn",
        {
            "objectId": resolved["object"]["objectId"],
            "functionDeclaration": f"function () {{ return JSON.stringify(({script('clicks')})(this)); }}",
            "returnByValue": True,
        },
    )
    text = answer["result"].get("value")
    value = json.loads(text) if isinstance(text, str) else None
    return value if isinstance(value, dict) else None
