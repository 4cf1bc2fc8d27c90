"""Probes measure and never judge: each is a function in Python with its script beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import ElementHandle, Frame, Page


@cache
def source(name: str) -> str:
    """Return the text of `name`.js."""
    return (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")


@cache
def script(name: str) -> str:
    """Return `name`.js as a function expression of one argument, with `path` (path.js) at hand."""
    return f"(argument) => {{ const path = {source('path')}; return ({source(name)})(argument); }}"


@cache
def _as_json(name: str) -> str:
    return f"async (argument) => JSON.stringify(await ({script(name)})(argument))"


async def measure(where: Page | Frame | ElementHandle, name: str, argument: Any = None) -> Any:
    """Run `name`.js in a page or frame, or on an element, and return what it measured.

    The result travels as one text: Playwright checks every value of a structure, which costs more than
    the measuring.
    """
    if isinstance(where, ElementHandle):
        return json.loads(await where.evaluate(_as_json(name)))
    return json.loads(await where.evaluate(_as_json(name), argument))
