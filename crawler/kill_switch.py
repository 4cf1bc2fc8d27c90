"""The file whose existence stops a whole crawl: nothing more is asked of anybody, and --resume goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

LOOK_S = 0.5


async def watch(switch: Path, found: Callable[[], None]) -> None:
    """Look for *switch* until it is there, and say so once."""
    while not switch.exists():
        await asyncio.sleep(LOOK_S)
    found()
