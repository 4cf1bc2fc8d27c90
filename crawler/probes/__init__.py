"""Probes measure and never judge: each is a function in Python with its script beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import ElementHandle, Frame, Page

# What a script may call, and the file that holds it; one that calls another stands before it.
_HELPERS = {"seeing": "see", "naming": "name", "path": "path", "opening": "opening"}


@cache
def source(name: str) -> str:
    """Return the text of `name`.js."""
    return (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")


@cache
def script(name: str) -> str:
    """Return `name`.js as a function expression of one argument, with the helpers that it names at hand."""
    text = source(name)
    helpers: dict[str, str] = {}
    for known, file in _HELPERS.items():
        if f"{known}(" in text or any(f"{known}(" in helper for helper in helpers.values()):
            helpers[known] = source(file)
    # Those that others rest on come last in the list, and first in the script.
    defined = " ".join(f"const {known} = {helper};" for known, helper in reversed(helpers.items()))
    return f"(argument) => {{ {defined} return ({text})(argument); }}"


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
