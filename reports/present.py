"""Turns values into what a page shows: stars, numbers, times, bounded text, links that are safe to follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from reports.said import Said, counted, listed, moment_said, said
from reports.words import STAR_WORDS

TEXT_LIMIT = 300
URL_LIMIT = 2000
# Controls, lone surrogates and private characters show nothing; marks of direction (Unicode Standard Annex 9)
# would reorder the text around them.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufff9-\uffff]+"
)
_SLUG = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class StarsView:
    """Stars as shown: filled and empty glyphs, and the words that say the same."""

    number: int | None
    filled: str
    empty: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address as text, and as something to follow where that is safe (`href` is empty where not)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a stacked bar; `x` and `width` are per cent of the bar."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar chart of one row, and the words that say the same."""

    segments: tuple[Segment, ...]
    words: str


def stars_view(stars: int | None) -> StarsView:
    """Return how *stars* are shown."""
    if stars is None:
        return StarsView(None, "", "", said("no stars"))
    words = said("{stars} of 4 stars: {words}", stars=stars, words=STAR_WORDS[stars])
    return StarsView(stars, "★" * stars, "☆" * (4 - stars), words)


def clip(text: object, limit: int = TEXT_LIMIT) -> str:
    """Return *text* on one line, at most *limit* characters, without controls that could disturb a page."""
    if isinstance(text, Said):
        return text
    line = " ".join(_UNSHOWN.sub(" ", str(text)[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


@lru_cache(maxsize=4096)
def safe_link(url: str) -> Link:
    """Return a link; only http and https addresses without a user name in them can be followed."""
    text = clip(url, 160)
    try:
        parts = urlsplit(url)
        safe = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        safe = False
    plain = not _UNSHOWN.search(url) and not any(map(str.isspace, url[:URL_LIMIT]))
    return Link(text, url if safe and plain and len(url) <= URL_LIMIT else "")


def contact_link(contact: str) -> Link:
    """Return the publisher's contact, an e-mail or web address, as a link."""
    text = clip(contact, 200)
    if re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"']+", text):
        return Link(text, f"mailto:{text}")
    return safe_link(text)


def slug(text: str) -> str:
    """Return *text* as a file name that holds nothing but letters, digits and hyphens."""
    return _SLUG.sub("-", text).strip("-") or "x"


def number(value: float | None) -> str:
    """Return a number to at most one decimal, `84.3` or `84`; a dash for None."""
    if value is None:
        return "–"
    return f"{value:.1f}".removesuffix(".0")


def sign(value: float) -> str:
    """Return a difference with its sign: `+3.1`, `−2`, `0`."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def share(part: int, whole: int) -> str:
    """Return `12 of 53`."""
    return said("{part} of {whole}", part=f"{part:,}", whole=f"{whole:,}")


def plural(count: int, one: str, many: str = "") -> str:
    """Return `1 page` or `2 pages`."""
    return counted(f"{{count}} {one}", f"{{count}} {many or one + 's'}", count)


def listing(items: Sequence[str]) -> str:
    """Return `a, b and c`."""
    if len(items) < 2:
        return items[0] if items else ""
    return listed(f"{', '.join(items[:-1])} and {items[-1]}", items)


def moment(iso: str) -> str:
    """Return a time in UTC as `22 November 2026, 14:05 UTC`; what is no time is shown as it is."""
    return _when(iso, True)


def month(iso: str) -> str:
    """Return the month of a time: `November 2026`; of what is no time an empty text."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    return moment_said(when, f"{when:%B %Y}", "month")


def day(iso: str) -> str:
    """Return the day of a time: `22 November 2026`."""
    return _when(iso, False)


def _when(iso: str, timed: bool) -> str:
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return clip(iso, 40) if timed else clip(iso, 40).split(",")[0]
    shown = f"{when.day} {when:%B %Y}"
    return (
        moment_said(when, f"{shown}, {when:%H:%M} UTC", "time") if timed else moment_said(when, shown, "day")
    )


def days(first: str, last: str) -> str:
    """Return the days from *first* to *last* in words, or one day."""
    start, end = day(first), day(last)
    return start if start == end or not end else said("{first} to {last}", first=start, last=end)


def stacked_bar(parts: Sequence[tuple[str, int]], words: str) -> Bar:
    """Return a bar whose pieces are as wide as their counts; nothing is drawn of nothing."""
    whole = sum(count for _, count in parts)
    segments = []
    at = 0
    for kind, count in parts:
        if count:
            segments.append(Segment(kind, round(at * 100 / whole, 2), round(count * 100 / whole, 2)))
        at += count
    return Bar(tuple(segments), words)
