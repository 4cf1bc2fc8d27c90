"""The tables of the estate: what a council, a survey, a supplier and a page are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Block = Mapping[str, Any]


def pick(options: Sequence[Any], *seed: str) -> Any:
    """One of `options`, the same one for the same seed words on every machine and in every process."""
    digest = hashlib.sha256("|".join(seed).encode()).digest()
    return options[int.from_bytes(digest[:4], "big") % len(options)]


_CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")


def vary(text: str, *seed: str) -> str:
    """`text` with one of the words of each `<a|b|c>` chosen, the same for the same seed words."""
    count = 0

    def one(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return str(pick(match[1].split("|"), *seed, match[1], str(count)))

    return _CHOICE.sub(one, text)


def house_style(styles: Sequence[Sequence[str]], *seed: str) -> Callable[[str], str]:
    """A function that says things in one council's own way; what a link points to is left alone."""
    words = {
        one[0].split(" (?")[0].strip(): pick(one[1:] if "(?" in one[0] else one, *seed, one[0])
        for one in styles
    }
    either = "|".join(sorted((one[0] for one in styles), key=len, reverse=True))
    pattern = re.compile(rf"\]\([^)]*\)|\b(?:{either})(?<! )\b|\b(?:about )(?=\d)", re.IGNORECASE)

    def one(match: re.Match[str]) -> str:
        found = match[0]
        said = words.get(found.lower().strip())
        if said is None:
            return found
        return said[0].upper() + said[1:] if found[0].isupper() else str(said)

    return lambda text: pattern.sub(one, text)


def number(*seed: str) -> int:
    """A stable opaque number (1000-99999) such as a content management system would hand out."""
    digest = hashlib.sha256("|".join(seed).encode()).digest()
    return 1000 + int.from_bytes(digest[4:8], "big") % 98_000


@dataclass(frozen=True)
class Survey:
    """How one council runs one journey. Everything here decides the pages and the truth alike.

    applies   yes | no | signpost
    way       key of ways.WAYS: how a resident can act
    link      how the way in is marked up on the task page: button, plain, sentence, details, script, on-page
    part      0 for a single page, n for the guide page that holds the way in
    facts     ids of the journey's facts that the page states
    options   the rest of the council's table for this journey (engine, target, file, ...)
    """

    council: str
    journey: str
    applies: str
    way: str
    title: str
    nav: str
    lead: str
    start: str
    section: str
    link: str
    part: int
    facts: tuple[str, ...]
    govuk: str
    vague: bool
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Council:
    """One council and its website."""

    slug: str
    name: str
    short: str
    gss: str
    type: str
    nation: str
    region: str
    host: str
    parent: str
    family: str
    surveys: Mapping[str, Survey]
    traps: tuple[Mapping[str, Any], ...]
    settings: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """A setting of the council's table that is not a field of its own (colour, phone, search, ...)."""
        return self.settings.get(name, default)

    @property
    def domain(self) -> str:
        """The host without its www."""
        return self.host.removeprefix("www.")

    @property
    def home(self) -> str:
        """Address of the home page."""
        return f"http://{self.host}/"


@dataclass
class Page:
    """One address of a council's website: what it says and where it stands in the tree.

    `key` is internal ("topic:potholes", "survey:report-pothole", "survey:report-pothole:2") and never served.
    """

    key: str
    kind: str
    title: str
    slug: str
    no: int
    parent: str
    nav: str = ""
    summary: str = ""
    blocks: list[Block] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    terms: str = ""
    date: str = ""
    path: str = ""
    layout: str = "page"
    lang: str = "en"
    twin: str = ""
    listed: bool = True


@dataclass(frozen=True)
class Request:
    """A request as the proxy received it."""

    method: str
    host: str
    path: str
    query: Mapping[str, list[str]]
    raw_query: str
    headers: Mapping[str, str]
    body: bytes
    form: Mapping[str, list[str]]

    def value(self, name: str, default: str = "") -> str:
        """First value of a posted field, else of a query field."""
        for source in (self.form, self.query):
            if source.get(name):
                return source[name][0]
        return default


@dataclass
class Response:
    """A reply; `drop` ends the connection without one; `behaviour` names a hostile way of sending it (hostile.py), `delay` is in seconds."""

    body: bytes | str = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    hang: bool = False
    drop: bool = False

    def payload(self) -> bytes:
        """The body as bytes."""
        return self.body.encode() if isinstance(self.body, str) else self.body


def redirect(location: str, status: int = 302) -> Response:
    """A redirect to an absolute address or a path."""
    return Response("", status, headers={"Location": location})
