"""Probes measure and never judge: each is a function in Python with its script beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def source(name: str) -> str:
    """Return the text of `name`.js."""
    return (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")


@cache
def script(name: str) -> str:
    """Return `name`.js as a function expression of one argument, with `path` (path.js) at hand."""
    return f"(argument) => {{ const path = {source('path')}; return ({source(name)})(argument); }}"
