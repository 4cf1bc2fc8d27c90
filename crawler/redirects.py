"""Judges redirects of documents inside the browser, where Playwright does not call route handlers.

The gateway sees a redirect over plain HTTP as a request of its own; over HTTPS it sees only the host. So
every document's response is held for a moment, and one that redirects to what the guard denies is failed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from playwright.async_api import CDPSession, Error

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that sends the browser elsewhere. `kind` is CDP's word for what was asked for."""

    method: str
    url: str
    kind: str
    status: int
    target: str


# Says whether the redirect may be followed, and notes it if not.
Judge = Callable[[Redirect], bool]
# Waits until the redirect's target may be asked, and says whether it may at all.
Follow = Callable[[Redirect], Awaitable[bool]]


async def at_once(redirect: Redirect) -> bool:
    """Follow a redirect without waiting."""
    return True


async def watch_redirects(
    cdp: CDPSession, judge: Judge, kinds: Iterable[str] = ("Document",), follow: Follow = at_once
) -> None:
    """Hold the responses of *kinds*, frames included, on the page of *cdp*; fail forbidden redirects.

    Those of documents that may be followed are followed when *follow* lets them.
    """
    tasks: set[asyncio.Task[None]] = set()

    def paused(event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(_answer(cdp, event, judge, follow))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    cdp.on("Fetch.requestPaused", paused)
    patterns = [{"urlPattern": "*", "resourceType": kind, "requestStage": "Response"} for kind in kinds]
    await cdp.send("Fetch.enable", {"patterns": patterns})


async def _answer(cdp: CDPSession, event: dict[str, Any], judge: Judge, follow: Follow) -> None:
    with contextlib.suppress(Error):  # The page may be gone by now.
        redirect = redirect_of(event)
        if redirect is not None and not (judge(redirect) and await follow(redirect)):
            await cdp.send(
                "Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "BlockedByClient"}
            )
        elif any(_asks_ahead(header) for header in event.get("responseHeaders", [])):
            kept = [header for header in event["responseHeaders"] if not _asks_ahead(header)]
            answer = {"responseCode": event["responseStatusCode"], "responseHeaders": kept}
            await cdp.send("Fetch.continueResponse", {"requestId": event["requestId"], **answer})
        else:
            await cdp.send("Fetch.continueRequest", {"requestId": event["requestId"]})


def _asks_ahead(header: dict[str, Any]) -> bool:
    """Say whether a header has pages fetched ahead, which the browser does past the route handler."""
    name, value = str(header["name"]).lower(), str(header["value"]).lower()
    return name == "speculation-rules" or (name == "link" and ("prefetch" in value or "prerender" in value))


def redirect_of(event: dict[str, Any]) -> Redirect | None:
    """Return where a paused response (CDP `Fetch.requestPaused`) redirects to; None where it does not."""
    status = event.get("responseStatusCode")
    if status not in _REDIRECTS:
        return None
    request = event["request"]
    url = str(request["url"])
    for header in event.get("responseHeaders", []):
        if header["name"].lower() == "location":
            try:
                target = urljoin(url, str(header["value"]))
            except ValueError:
                target = str(header["value"])
            return Redirect(str(request["method"]), url, str(event.get("resourceType", "")), status, target)
    return None
