"""Judges redirects of documents inside the browser, where Playwright does not call route handlers.

The gateway sees a redirect over plain HTTP as a request of its own; over HTTPS it sees only the host. So
every document's response is held for a moment, and one that redirects to what the guard denies is failed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from playwright.async_api import CDPSession, Error

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# Given the address redirected to, says whether it may be asked for, and notes it if not.
Judge = Callable[[str], bool]


async def watch_redirects(cdp: CDPSession, judge: Judge) -> None:
    """Hold the responses of documents, frames included, on the page of *cdp*; fail forbidden redirects."""
    tasks: set[asyncio.Task[None]] = set()

    def paused(event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(_answer(cdp, event, judge))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    cdp.on("Fetch.requestPaused", paused)
    pattern = {"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"}
    await cdp.send("Fetch.enable", {"patterns": [pattern]})


async def _answer(cdp: CDPSession, event: dict[str, Any], judge: Judge) -> None:
    with contextlib.suppress(Error):  # The page may be gone by now.
        target = redirect_target(event)
        if target is not None and not judge(target):
            await cdp.send(
                "Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "BlockedByClient"}
            )
        else:
            await cdp.send("Fetch.continueRequest", {"requestId": event["requestId"]})


def redirect_target(event: dict[str, Any]) -> str | None:
    """Return where a paused response (CDP `Fetch.requestPaused`) redirects to; None where it does not."""
    if event.get("responseStatusCode") not in _REDIRECTS:
        return None
    for header in event.get("responseHeaders", []):
        if header["name"].lower() == "location":
            try:
                return urljoin(str(event["request"]["url"]), str(header["value"]))
            except ValueError:
                return str(header["value"])
    return None
