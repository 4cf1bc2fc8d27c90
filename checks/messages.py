"""Fills a question's sentence with words from a page: bounded, and never read as a format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MESSAGE_LIMIT = 500
WORD_LIMIT = 120
_SLOT = re.compile(r"\{(\w+)\}")


def fill(template: str, words: Mapping[str, Any]) -> str:
    """Return *template* with each `{name}` replaced once by its word. Raises `KeyError` for a word not given.

    A word may come from a council's page: braces in it stay braces, and it is cut at `WORD_LIMIT` characters.
    """

    def replace(match: re.Match[str]) -> str:
        return said(words[match.group(1)])

    return cut(_SLOT.sub(replace, template), MESSAGE_LIMIT)


def said(word: Any) -> str:
    """Return a value as a person would write it: lists with commas, numbers without needless zeros."""
    if isinstance(word, float):
        return f"{word:.1f}".removesuffix(".0")
    if isinstance(word, list | tuple | set | frozenset):
        listed = sorted(word, key=str) if isinstance(word, set | frozenset) else list(word)
        return cut(", ".join(said(one) for one in listed[:10]), 3 * WORD_LIMIT)
    return cut(str(word), WORD_LIMIT)


def cut(text: str, limit: int) -> str:
    """Return *text* on one line, without control characters, at most *limit* characters long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
