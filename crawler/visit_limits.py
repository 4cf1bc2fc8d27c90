"""What a page may not have more of: files of its host, and time, which stands still while the host rests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from checks.model import Cause, Missing
from crawler.visit import AUDITS
from crawler.watch import MOST_FILES, Watch

# What cannot be said of a page that was not given all it asked for: how it looks, and what its scripts made.
_SHOWN = AUDITS | {"layout", "timing"}
_SAID = frozenset({"html", "frames", "form-step"})


def take_back(facets: dict[str, Any], watch: Watch) -> None:
    """Put `Missing` in the place of what was measured of a page that asks for more files than it gets."""
    if not watch.over:
        return
    why = f"the page asks for more than {MOST_FILES} files; {watch.over:,} were not asked for"
    for name in facets.keys() & (_SHOWN | _SAID if watch.over_said else _SHOWN):
        if not isinstance(facets[name], Missing):
            facets[name] = Missing(Cause.NOT_MEASURED, why)


@asynccontextmanager
async def standing_still(limit: asyncio.Timeout | None) -> AsyncIterator[None]:
    """Let what passes in the block not count towards *limit*."""
    until = limit.when() if limit is not None else None
    if limit is None or until is None:
        yield
        return
    now = asyncio.get_running_loop().time
    began = now()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(until + now() - began)
