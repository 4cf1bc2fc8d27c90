"""Puts in the `<body>` that an author left out, before a parser guesses where it begins."""

from __future__ import annotations

import re

# libxml2 knows no element newer than HTML 4: without a `<body>` it leaves `<main>` in the head.
_BODY = re.compile(r"<(?:body|frameset)\b", re.I)
_TAG = re.compile(
    r"<!--(?:.*?-->)?|<(?P<whole>script|style|title|noscript|template)\b.*?</(?P=whole)\s*>|"
    r"<(?P<tag>/?[a-z][\w:-]*)",
    re.I | re.S,
)
_HEAD = frozenset(
    "html head /head meta link base script /script style /style title /title noscript /noscript template "
    "/template object bgsound basefont".split()
)
# A head is never longer than this many tags and characters; what is goes to the parser as it is.
MAX_TAGS, MAX_HEAD = 300, 200_000


def whole(html: str) -> str:
    """Return *html* with a `<body>` before its first element that belongs in one, where it has none."""
    if _BODY.search(html):
        return html
    start = html[:MAX_HEAD]
    for number, found in enumerate(_TAG.finditer(start)):
        if number >= MAX_TAGS:
            break
        tag = (found["tag"] or "").lower()
        if tag and tag not in _HEAD:
            return f"{html[: found.start()]}<body>{html[found.start() :]}"
    return html
