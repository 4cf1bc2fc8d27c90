"""Reads telephone numbers and e-mail addresses from a page as a British resident would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import Tag

from checks.content import Block
from checks.reading import telephones

LIMIT = 60
CONTEXT_LIMIT = 300

_SHORT = re.compile(
    r"\b(?:call(?:ing)?|ring(?:ing)?|dial(?:ling)?|phone|phoning|telephone|on|"
    r"ffoniwch)\s+(?:\w+\s+){0,3}?(999|101|105|111|112|116\s?123)\b",
    re.I,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_SPELT = re.compile(
    r"([\w.-]{1,64})\s*[\[(]\s*at\s*[\])]\s*([\w-]+(?:\s*(?:\.|[\[(]\s*dot\s*[\])])\s*[\w-]+){1,4})", re.I
)
_FAX = re.compile(r"\b(fax|ffacs|minicom only)\W{0,12}$", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: digits only (national form), as written, its sentence, and where."""

    number: str
    text: str
    context: str
    element: Tag
    place: str

    @property
    def short(self) -> bool:
        """Say whether this is a national short code (999, 101, 105 ...), never a council's own."""
        return len(self.number) <= 6


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address in lower case, its sentence, and where."""

    address: str
    context: str
    element: Tag
    place: str

    @property
    def host(self) -> str:
        """Return what follows the @."""
        return self.address.rpartition("@")[2]


def normal_number(text: str) -> str:
    """Return a British number's digits in national form (`01632960000`), or "" if it is not one."""
    digits = re.sub(r"\D", "", text)
    if digits in ("999", "101", "105", "111", "112", "116123"):
        return digits
    # Relay UK is dialled before the number it is to reach.
    plain = re.sub(r"^\s*18001\s*", "", text)
    return next((read.national for read in telephones(plain) if not read.short), "")


def phones_in(blocks: Iterable[Block], links: Iterable[tuple[Tag, str, str]]) -> tuple[Phone, ...]:
    """Return each number once: those of tel: links (element, href, place) and those written in *blocks*."""
    found: dict[str, Phone] = {}
    contexts = list(blocks)
    for element, href, place in links:
        if not href.lower().startswith(("tel:", "callto:")):
            continue
        number = normal_number(unquote(href.partition(":")[2]))
        if number:
            text = element.get_text(" ", strip=True)[:80]
            around = sentence_with(
                element.parent.get_text(" ", strip=True)[:3000] if element.parent else text, text
            )
            found.setdefault(number, Phone(number, text or number, around, element, place))
    for block in contexts:
        for read in telephones(block.text):
            if not read.short and not _FAX.search(block.text[: read.start]) and len(found) < LIMIT:
                around = _around(block.text, read.start, read.end)
                found.setdefault(
                    read.national, Phone(read.national, read.text, around, block.element, block.place)
                )
        for match in _SHORT.finditer(block.text):
            number = re.sub(r"\D", "", match.group(1))
            around = _around(block.text, match.start(), match.end())
            found.setdefault(number, Phone(number, match.group(1), around, block.element, block.place))
    return tuple(found.values())[:LIMIT]


def emails_in(blocks: Iterable[Block], links: Iterable[tuple[Tag, str, str]]) -> tuple[Email, ...]:
    """Return each address once, from mailto: links, plain text, and the usual ways of hiding them."""
    found: dict[str, Email] = {}
    for element, href, place in links:
        address = ""
        if href.lower().startswith("mailto:"):
            match = _EMAIL.search(unquote(href[7:500]))
            address = match.group().lower() if match else ""
        elif "/cdn-cgi/l/email-protection" in href:
            code = str(element.get("data-cfemail") or href.partition("#")[2])
            address = _unmask(code)
        if address:
            text = element.get_text(" ", strip=True)[:80]
            around = sentence_with(
                element.parent.get_text(" ", strip=True)[:3000] if element.parent else text, text
            )
            found.setdefault(address, Email(address, around, element, place))
    for block in blocks:
        for match in _EMAIL.finditer(block.text):
            address = match.group().lower().strip(".'")
            around = _around(block.text, match.start(), match.end())
            found.setdefault(address, Email(address, around, block.element, block.place))
        for match in _SPELT.finditer(block.text[:5000]):
            domain = re.sub(r"\s*(?:\.|[\[(]\s*dot\s*[\])])\s*", ".", match.group(2), flags=re.I)
            address = f"{match.group(1)}@{domain}".lower()
            around = _around(block.text, match.start(), match.end())
            found.setdefault(address, Email(address, around, block.element, block.place))
    return tuple(found.values())[:LIMIT]


def _unmask(code: str) -> str:
    """Undo Cloudflare's e-mail masking: every byte is XORed with the first."""
    if not re.fullmatch(r"(?:[0-9a-fA-F]{2}){4,120}", code):
        return ""
    raw = bytes.fromhex(code)
    match = _EMAIL.fullmatch(bytes(byte ^ raw[0] for byte in raw[1:]).decode("ascii", "ignore"))
    return match.group().lower() if match else ""


def _around(text: str, start: int, end: int) -> str:
    before = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    after = _SENTENCE.search(text, end)
    piece = text[
        max(before, start - CONTEXT_LIMIT // 2) : min(
            after.start() if after else len(text), end + CONTEXT_LIMIT // 2
        )
    ]
    return " ".join(piece.split())[:CONTEXT_LIMIT]


def sentence_with(text: str, word: str) -> str:
    """Return the sentence of *text* in which *word* stands."""
    at = text.find(word)
    return _around(text, max(at, 0), max(at, 0) + len(word)) if word else text[:CONTEXT_LIMIT]
