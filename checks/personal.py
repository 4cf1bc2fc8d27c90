"""Masks what is about a person in texts and addresses to be published: e-mail, telephone, postcode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, unquote, unquote_plus, urlsplit, urlunsplit

from checks.personal_words import (
    AFTER_NUMBER,
    BEFORE_NUMBER,
    OFFICE,
    PERSONAL_KEYS,
    PUBLIC_HOST,
    SERVICE_MOBILE,
    SERVICE_STEM,
    SHARED_BOX,
    SIGNED,
    TITLED,
    named_person,
)
from checks.reading import telephones

# What stands for what is kept back.
MASK = "…"
# How an @ is written: plainly, in an address, as HTML, in words between brackets.
_AT = r"(?:@|%40|&#0*64;|&#x0*40;|&commat;|\\u0040)"
_EMAIL = re.compile(
    rf"(?<![\w.%+-])((?:[\w.+'’-]|%2[BbEe]){{1,64}}){_AT}((?:[\w-]{{1,63}}\.){{1,5}}[A-Za-z][\w-]{{1,62}})",
    re.I,
)
_SPELT = re.compile(
    r"([\w.+-]{1,64})\s*[\[({]\s*at\s*[\])}]\s*([\w-]+(?:\s*(?:\.|[\[({]\s*dot\s*[\])}])\s*[\w-]+){1,4})",
    re.I,
)
# An address that a page hides from robots, which anybody can turn back.
_HIDDEN = re.compile(r"(email-protection#|data-cfemail=[\"']?)[0-9a-fA-F]{8,}")
# The parts of a postcode; by Royal Mail's rules alone where it is written without its space.
_AREA = "[A-Z]{1,2}[0-9][0-9A-Z]?"
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9#_-])(?:((?i:{_AREA}))(\s|\+|%20)[0-9][A-Za-z]{{2}}|({_AREA})[0-9][ABD-HJLNP-UW-Z]{{2}})"
    r"(?![A-Za-z0-9_])"
)
_DIGITS = re.compile(r"\d(?:[^\d\n]{0,3}\d){8}")
_DELICATE = re.compile(
    rf"{_AT}|[\[({{]\s*at\s*[\])}}]|{_HIDDEN.pattern}|{_DIGITS.pattern}"
    r"|[0-9][0-9A-Za-z]?(?:\s|\+|%20)?[0-9][A-Za-z]{2}(?![A-Za-z0-9_])",
    re.I,
)
_TAG = re.compile(r"<[^<>]{0,2000}>?")
_WEB = re.compile(r"https?://\S*", re.I)
_SENTENCE = re.compile(r"(?<=[a-z0-9)][.!?])\s+(?=[A-Z])|\n|[|•;]")
# Lines that any of a body's staff answer: Ofcom's 03 and 08 ranges. No person has one of their own.
_SHARED_LINE = re.compile(r"0(?:3|8)")
_MOBILE = re.compile(r"07")
# What can be about a row's own run and council, and is no text of a page.
_OURS = frozenset({"run", "council", "picture"})


@lru_cache(maxsize=8192)
def masked_text(text: str) -> str:
    """Return *text* without personal e-mail addresses, numbers of persons, and full postcodes.

    Shared boxes (`info@`, `planning@`) stay, and so do numbers that nobody's name stands beside, and the
    postcodes of offices. What is masked leaves its public part: `…@town.gov.uk`, `01632 …`, `AB1 …`. To
    mask twice changes nothing.
    """
    if not _DELICATE.search(text):
        return text
    # Somebody's by its look: a first and a last name. What is masked to be safe says nothing of a number.
    persons = [
        match.span()
        for match in _EMAIL.finditer(text)
        if len(_strange(match[1], match[2])) > 1 and not _shared(match[1], match[2])
    ]
    text = _numbers(text, persons)
    text = _EMAIL.sub(_email, text)
    text = _SPELT.sub(_spelt, text)
    text = _HIDDEN.sub(lambda match: match[1] + MASK, text)
    return _POSTCODE.sub(_postcode, text)


@lru_cache(maxsize=8192)
def masked_url(url: str) -> str:
    """Return *url* as `masked_text` does, without user name and the values of keys that tell of a person."""
    if not re.search(r"[@?#%]", url) and not _DELICATE.search(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return masked_text(url)
    whole = urlunsplit(
        (
            parts.scheme,
            parts.netloc.rpartition("@")[2],
            masked_text(parts.path),
            _query(parts.query),
            _query(parts.fragment) if "=" in parts.fragment else masked_text(parts.fragment),
        )
    )
    # What is written with per cent signs throughout can hide anything.
    plain = unquote(unquote(whole))
    return whole if masked_text(plain) == plain else masked_text(plain).replace(" ", "%20")


def masked_value(value: Any) -> Any:
    """Return what a row of open data holds, every text and address in it masked."""
    if isinstance(value, str):
        return masked_url(value) if _WEB.fullmatch(value) else masked_text(value)
    if isinstance(value, Mapping):
        return {key: one if key in _OURS else masked_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [masked_value(one) for one in value]
    return value


def _strange(local: str, host: str) -> list[str]:
    """Return the words of an address that are no service's, nor the public body's own name."""
    own = re.split(r"[^a-z]+", host.lower()) if PUBLIC_HOST.search(host) else []
    words = re.findall(r"[a-z]+", unquote(local).lower())
    return [word for word in words if not SHARED_BOX.fullmatch(word) and word not in own]


@lru_cache(maxsize=2048)
def _shared(local: str, host: str) -> bool:
    """Say whether an address is a service's: by all its words, or by one of them where no more is strange."""
    strange = _strange(local, host)
    if not strange:
        return bool(re.search("[a-z]", local, re.I))
    return len(strange) == 1 and bool(SERVICE_STEM.search(unquote(local).lower()))


def _email(match: re.Match[str]) -> str:
    local, host = match[1], match[2]
    if _shared(local, host) or local == MASK:
        return match[0]
    at = match[0][len(local) : len(match[0]) - len(host)]
    return f"{MASK}{at}{host if PUBLIC_HOST.search(host) else MASK}"


def _spelt(match: re.Match[str]) -> str:
    host = re.sub(r"\s*(?:\.|[\[({]\s*dot\s*[\])}])\s*", ".", match[2], flags=re.I)
    return match[0] if _shared(match[1], host) else f"{MASK}@{host if PUBLIC_HOST.search(host) else MASK}"


def _postcode(match: re.Match[str]) -> str:
    spoken = bool(match[2]) and match[2].isspace()
    if spoken and OFFICE.search(match.string, max(0, match.start() - BEFORE_NUMBER), match.start()):
        return match[0]
    return f"{match[1] or match[3]}{match[2] or ' '}{MASK}"


def _numbers(text: str, persons: list[tuple[int, int]]) -> str:
    """Mask the numbers of *text* that are a mobile's, or that a name or one of *persons* stands beside."""
    if not _DIGITS.search(text):
        return text
    found = [one for one in telephones(text) if not one.short]
    # Marks of the source say nothing of who is meant; places stay as they were.
    said = _TAG.sub(lambda match: " " * len(match[0]), text)
    personal = {
        one.national for one in found if _of_a_person(said, one.national, one.start, one.end, persons)
    }
    for one in reversed(found):
        if one.national in personal:
            area = 2 if _MOBILE.match(one.national) else 3 if one.national.startswith("02") else 5
            text = f"{text[: one.start]}{one.national[:area]} {MASK}{text[one.end :]}"
    return text


def _of_a_person(said: str, number: str, start: int, end: int, persons: list[tuple[int, int]]) -> bool:
    if _SHARED_LINE.match(number):
        return False
    before = _SENTENCE.split(said[max(0, start - BEFORE_NUMBER) : start])[-1]
    after = _SENTENCE.split(said[end : end + AFTER_NUMBER])[0]
    if any(
        start - len(before) <= last <= start or end <= first <= end + len(after) for first, last in persons
    ):
        return True
    if any(rule.search(part) for part in (before, after) for rule in (TITLED, SIGNED)):
        return True
    return named_person(before, after) or bool(_MOBILE.match(number) and not SERVICE_MOBILE.search(before))


def _query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, sign, value = pair.partition("=")
        if sign and value and PERSONAL_KEYS.fullmatch(re.sub(r"[^a-z]+", "", unquote(name).lower())):
            kept.append(f"{masked_text(name)}={MASK}")
            continue
        plain = unquote_plus(value)
        hidden = masked_value(plain)
        if hidden != plain:
            value = quote_plus(hidden, safe="@:/?=").replace(quote_plus(MASK), MASK)
        kept.append(masked_text(name) + sign + value)
    return "&".join(kept)
