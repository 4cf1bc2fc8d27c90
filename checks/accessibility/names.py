"""The words of names that mean something, for comparing what a thing is called with what it is."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W\d_]{3,}|\d{2,}|[A-Z]\d\w")
_DULL = frozenset(
    "the and for with from logo icon image picture photo banner header graphic img pic png jpg svg gif "
    "large small medium thumb thumbnail "
    "dark light black white blocks background web page site new home link button default main our your a "
    "of in on".split()
)


def tokens_of(text: str) -> frozenset[str]:
    """Return the words of *text* in small letters, those that every name has left out."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ")
    return frozenset(found.lower() for found in _TOKEN.findall(spaced)) - _DULL


def stems_of(text: str) -> frozenset[str]:
    """Return the words of *text* without their commonest endings."""
    return frozenset(
        re.sub(r"(?:ing|ed|es|s)$", "", found) if len(found) > 4 else found for found in tokens_of(text)
    )
