"""What happens around a page while it is looked at: requests, denials, errors, dialogs, popups."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, Request, Response

_MOST = 50
_MOST_SIZES = 300
# What a page may bring with it each time it is opened, but frames' documents: those wait their turn.
MOST_FILES = 300
# Without these a page says less than it does to others; without pictures it only looks different.
_SAYING = frozenset({"script", "xhr", "fetch", "other", "eventsource"})


@dataclass
class Watch:
    """The notes of one visit on one device. Every list is bounded: a page must not fill our memory."""

    requests: int = 0
    failed: int = 0
    files: int = 0
    over: int = 0
    over_said: int = 0
    hosts: Counter[str] = field(default_factory=Counter)
    denied: list[dict[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    popups: list[str] = field(default_factory=list)
    document: Response | None = None
    finished: list[Request] = field(default_factory=list)
    crashed: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """Begin to count the files of a page that is opened."""
        self.files = 0

    def has_room(self, url: str, kind: str) -> bool:
        """Count a file that the page asks for; False where it asked for too many before."""
        self.files += 1
        if self.files <= MOST_FILES:
            return True
        self.over += 1
        # It was counted when the page asked us for it; nobody else is asked.
        self.asked(url, -1)
        self.over_said += kind in _SAYING
        return False

    def asked(self, url: str, count: int = 1) -> None:
        """Count a request that was let out."""
        self.requests += count
        host = urlsplit(url).hostname or ""
        if host and (host in self.hosts or len(self.hosts) < 200):
            self.hosts[host] += count

    def refused(self, method: str, url: str, reason: str) -> None:
        """Note a request that the guard denied."""
        if len(self.denied) < _MOST:
            self.denied.append({"method": method, "url": url[:500], "reason": reason})

    def done(self, request: Request) -> None:
        """Keep a finished request so that its size can be asked for."""
        if len(self.finished) < _MOST_SIZES:
            self.finished.append(request)

    def note(self, notes: list[str], text: str) -> None:
        """Add a line to one of the lists."""
        if len(notes) < _MOST:
            notes.append(text[:500])

    async def network(self) -> dict[str, Any]:
        """Return the facet `network`. `bytes` counts bodies as they came over the wire."""
        total = 0
        for size in await asyncio.gather(*(_body_size(request) for request in self.finished)):
            total += size
        return {
            "requests": self.requests,
            "bytes": total,
            "hosts": dict(sorted(self.hosts.items())),
            "denied": list(self.denied),
            "failed": self.failed,
            "over": self.over,
        }

    def console(self) -> dict[str, Any]:
        """Return the facet `console`."""
        return {
            "errors": list(self.errors),
            "dialogs": list(self.dialogs),
            "popups": list(self.popups),
            "crashed": self.crashed.is_set(),
        }


async def _body_size(request: Request) -> int:
    try:
        return max(0, (await request.sizes())["responseBodySize"])
    except Error:
        return 0
