"""Reads prices, telephone numbers and financial years as British councils write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import phonenumbers
from price_parser import Price

_MONEY = re.compile(
    r"(?:£|&pound;|\bGBP\s?)\s?(?:\d{1,3}(?:,\d{3})+|\d+"
    r"|(?=\.\d))(?:\.\d{1,2})?(?![\d,]*\.?\d*\s?(?:million|billion|m\b|bn\b|k\b))"
    r"|(?<![\w.£])\d{1,3}(?:p|\s?pence)\b(?!\.\w)",
    re.I,
)
_PER = re.compile(
    r"^\s{0,2}(?:a|an|per|each|every|p/?a\b|pa\b|/)\s?"
    r"(item|permit|vehicle|year|annum|month|week|day|hour|visit|collection|appliance|household|book)?",
    re.I,
)
_FREE = re.compile(
    r"\b(?:(?:is|are|it's|be|for|also|completely|collected|collect|service|issued|provided|supplied)\s+free\b(?!\s+(?:from"
    r"|to\s+(?:contact|call|ask|use\s+your)|phone|school|of\s+(?!charge|cost)|parking|range|up|travel"
    r"|wi-?fi))"
    r"|free\s+of\s+(?:charge|cost)|free-of-charge|free\s+(?:service|collection|permit)s?\b"
    r"|(?:no|without|without\s+any|without\s+a)\s+(?:charge|cost|fee)\b"
    r"|costs?\s+nothing\b|nothing\s+(?:is\s+charged|to\s+pay)\b"
    r"|(?:(?:do|does|will|are|is)\s+not|(?:do|does|wo|are|is)n['’]t|never)\s+(?:be\s+)?(?:charged?|cost)\b"
    r"|am ddim\b)",
    re.I,
)
# Numbers Ofcom keeps for drama are well formed but never valid; exercises and test sites use them.
_DRAMA = re.compile(
    r"^(?:1632960\d{3}|1\d{2}4960\d{3}|(?:2079460|2890180|2920180|1914980)\d{3}"
    r"|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})$"
)
_SHORT = re.compile(
    r"(?<![\d£.,/-])(999|112|101|111|105|119)(?![\d.,/-]*\d)(?!\s*(?:per|%|homes|people|items))"
)
_YEARS = re.compile(r"\b(20\d{2})\s?(?:/|-|–|—|\bto\b|\band\b)\s?(20)?(\d{2})\b", re.I)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in pounds, the words it was read from and where in the text they are."""

    pounds: Decimal
    text: str
    start: int
    end: int
    per: str = ""


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number: `national` digits as dialled in the UK, `text` as the page has it."""

    national: str
    text: str
    start: int
    end: int
    short: bool = False


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A council's financial year, 1 April to 31 March, by the year in which it starts."""

    starts: int
    text: str
    start: int
    end: int


def prices(text: str) -> tuple[Money, ...]:
    """Return every sum of money in *text*, in pounds; "£1.5 million" is nobody's fee and left out."""
    found = []
    for match in _MONEY.finditer(text):
        raw = match.group()
        amount = Price.fromstring(raw).amount
        if amount is None:
            continue
        pounds = amount / 100 if raw[0].isdigit() else amount
        per = _PER.match(text[match.end() : match.end() + 30])
        found.append(
            Money(pounds, raw, match.start(), match.end(), (per.group(1) or "each").lower() if per else "")
        )
    return tuple(found)


def says_free(text: str) -> str:
    """Return the words of *text* that say there is nothing to pay, or nothing."""
    match = _FREE.search(text)
    return match.group() if match else ""


def telephones(text: str) -> tuple[Telephone, ...]:
    """Return the UK telephone numbers in *text*, by Google's library; short codes such as 999 apart.

    Valid numbers only, and those that Ofcom keeps for drama; a reference or account number is neither.
    """
    found = []
    matcher = phonenumbers.PhoneNumberMatcher(text, "GB", phonenumbers.Leniency.POSSIBLE)
    for match in matcher:
        national = str(match.number.national_number)
        if match.number.country_code != 44 or not re.match(r"\+|\(|0", match.raw_string):
            continue
        if phonenumbers.is_valid_number(match.number) or _DRAMA.match(national):
            found.append(Telephone("0" + national, match.raw_string, match.start, match.end))
    # The gas emergency line, 0800 111 999, holds two short codes and is neither.
    whole = tuple(found)
    found.extend(
        Telephone(m.group(1), m.group(1), m.start(), m.end(), short=True)
        for m in _SHORT.finditer(text)
        if not any(one.start <= m.start() < one.end for one in whole)
    )
    return tuple(sorted(found, key=lambda one: one.start))


def financial_years(text: str) -> tuple[FinancialYear, ...]:
    """Return years such as "2026/27", "2026-2027" and "2026 to 2027"; the second must follow the first."""
    found = []
    for match in _YEARS.finditer(text):
        starts = int(match.group(1))
        if (starts + 1) % 100 == int(match.group(3)):
            found.append(FinancialYear(starts, match.group(), match.start(), match.end()))
    return tuple(found)


def financial_year_of(day: date) -> int:
    """Return the year in which the financial year of *day* starts, on 1 April.

    Source: Local Government Finance Act 1992.
    """
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1
