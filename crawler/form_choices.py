"""Which of several answers leads on most simply and says least; never one that would alarm anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_ALARM = re.compile(
    r"\b(?:emergenc\w+|danger\w*|urgent\w*|immediate\w*|999|101|injur\w+|hazard\w*|threat\w*|unsafe|risk|asbestos"
    r"|needles?|syringes?|sharps|exposed|live wires?|gas\b|fire\b|flood\w*|collaps\w+|violen\w+|abuse|assault"
    r"|weapon|death|dead|dying|critical|severe|serious\w*|safeguarding|crime|blocking|now\b"
    r"|argyfwng|perygl\w*|beryglus|brys|anaf\w*)",
    re.I,
)
_SILENT = re.compile(
    r"\b(?:prefer not|rather not|do not wish|don't wish|not (?:to )?(?:say|disclose)"
    r"|gwell (?:gen i|gennyf) beidio)",
    re.I,
)
_NO = re.compile(
    r"^\W*(?:no|none|none of (?:these|the above)|neither|not applicable|n/?a|na|nac oes|nage|dim)\b\W*", re.I
)
_UNKNOWN = re.compile(r"\b(?:don'?t know|do not know|not sure|unsure|unknown|ddim yn gwybod|ansicr)\b", re.I)
_OTHER = re.compile(r"\b(?:other|something else|somewhere else|arall)\b", re.I)
_YES = re.compile(r"^\W*(?:yes|ydw|ydy|oes|do|ie)\b", re.I)
_COSTLY = re.compile(
    r"£|\b(?:pay|fee|charge\w*|business|commercial|on behalf|councillor|police|sign in|log in|account"
    r"|register|call me|contact me|send me|cancel|delete|remove)\b",
    re.I,
)
_PLACEHOLDER = re.compile(r"^\W*(?:(?:please )?(?:select|choose|pick)\b|dewis|[-–—.]*$)", re.I)
# Questions that ask whether one may use the service at all: who says No is sent away.
_ELIGIBLE = re.compile(
    r"\b(?:live|lived|living|resident|reside|in (?:the|our) (?:area|borough|district|county|city)|eligible"
    r"|over 18|18 or over|your (?:main )?home|put (?:it )?out|presented|kerbside|our area"
    r"|council tax payer|byw)\b",
    re.I,
)
# Questions about danger: the harmless answer is No, whatever the words around it.
_PUBLIC = re.compile(
    r"\b(?:council|civic|town hall|city hall|library|offices?|centre|hub|guildhall|county hall)\b", re.I
)
_DATED = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b.{0,12}\d|\b\d{1,2}(?:st|nd|rd|th)?"
    r" (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    r"|\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)? ?(?:-|–|to) ?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:am|pm)?\b",
    re.I,
)


def plainest(options: Sequence[Mapping[str, Any]], question: str, *, silent: bool = False) -> int | None:
    """Return the place of the answer to give to *question*; None where none of them is surely harmless.

    An option has `label`, or `value` where that says nothing. With *silent* only “prefer not to say” will do.
    """
    said = [str(one.get("label") or one.get("value") or "") for one in options]
    ranked = [
        (rank, place)
        for place, text in enumerate(said)
        if (rank := _rank(text, question, silent)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _rank(text: str, question: str, silent: bool) -> int | None:
    if silent:
        return 0 if _SILENT.search(text) else None
    if not text.strip() or _PLACEHOLDER.search(text) or (_ALARM.search(text) and not _NO.search(text)):
        return None
    if _NO.search(text):
        return 5 if _ELIGIBLE.search(question) and not _ALARM.search(question) else 0
    if _YES.search(text):
        if _ALARM.search(question):
            return None
        return 1 if _ELIGIBLE.search(question) else 4
    if _PUBLIC.search(text):
        return 1
    if _UNKNOWN.search(text):
        return 2
    if _COSTLY.search(text):
        return 8
    return 6 if _OTHER.search(text) else 3


def is_placeholder(text: str) -> bool:
    """Say whether an option of a list only says that one is to be chosen."""
    return bool(_PLACEHOLDER.search(text))


def is_slots(options: Sequence[str]) -> bool:
    """Say whether *options* are days or times to be booked: choosing one may hold it for us."""
    told = [text for text in options if text.strip() and not _PLACEHOLDER.search(text)]
    return len(told) >= 2 and sum(1 for text in told if _DATED.search(text)) * 2 > len(told)
