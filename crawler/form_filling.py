"""What to put into the fields of a form step: reserved values and plain choices, or why nothing may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.facets import as_list, as_mapping
from checks.form_step_model import StopReason
from crawler import form_values as values
from crawler.form_choices import is_slots, plainest
from crawler.form_questions import (
    TICKS,
    Question,
    is_optional,
    kind_of,
    number_of,
    offered,
    part_of,
    questions_of,
    text_of,
)

_SENSITIVE = re.compile(
    r"\b(?:disab\w+|impairment|medical|health|illness|diagnos\w+|medication|pregnan\w+|mental|ethnic\w*|race\b"
    r"|nationality|religio\w+|belief|faith|sexual\w*|gender|transgender|trade union|politic\w+|biometric"
    r"|criminal|convict\w+|offence|immigration|asylum|date of birth|dob|born|birthday"
    r"|national insurance|ni number|nhs number|passport|driving licence number"
    r"|anabl\w+|iechyd|meddygol|beichiog\w*|ethnig\w*|hil\b|crefydd\w*|rhyw\w*|dyddiad geni"
    r"|yswiriant gwladol)",
    re.I,
)
_BANK = re.compile(r"\b(?:bank|sort code|iban|card number|cc-|cvv|cvc|expiry|banc|cod didoli)", re.I)
_PAYS = re.compile(r"\bpay(?:ment|ments|ing)?\b|\btal(?:u|iad\w*)\b", re.I)
_CODE = re.compile(
    r"\bone[- ]time|verification code|security code|\bpasscode|\bpin (?:number|code)\b|^\W*pin\W*$"
    r"|cod (?:dilysu|diogelwch)",
    re.I,
)
_CONSENT = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:confirm|declare|agree|accept|consent|understand|certify|have read|am happy)"
    r"|\bterms\b|\bconditions\b|\bdeclaration\b|\bconsent\b|rwy'?n (?:cadarnhau|cytuno|datgan|derbyn)",
    re.I,
)
_SENT_TO_US = re.compile(
    r"\b(?:update|newsletter|subscri|notify|keep me|contact me|e-?mail me|text me|remind)", re.I
)
_AHEAD = re.compile(
    r"\b(?:would you like|prefer|appointment|start(?:s|ing)?\b|begin|from when|move|moving|moved? in"
    r"|collection date|book|deliver|future|next|need it|want|gychwyn|dechrau|apwyntiad|symud)",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|did|happen\w*|occur\w*|notic\w+|first saw|seen|should have|missed|last|since|past"
    r"|incident|reported|oedd|digwydd\w*|gwelsoch|ddiwethaf)",
    re.I,
)
_FIRST = re.compile(r"\b(?:first|given|fore|christian)[ -]?names?\b|given-name|enw cyntaf", re.I)
_LAST = re.compile(r"\b(?:last|family)[ -]?name\b|\bsurname\b|family-name|cyfenw", re.I)
_PASSWORD = re.compile(r"\bpassword\b|\bcyfrinair\b", re.I)
_AGE = re.compile(r"\bhow old\b|\bage\b|\boed\b", re.I)
_HOUSE = re.compile(
    r"\b(?:house|property|flat|building|door)\b.{0,12}\b(?:number|name|no\b)|rhif (?:y )?t[yŷ]", re.I
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One field to fill. `how`: `type` (`values` in turn), `pick` (an option's value), `tick` (press it)."""

    field: int
    selector: str
    how: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a step, or why it must be left: then `stop` is set, and `detail` is a sentence."""

    entries: tuple[Entry, ...] = ()
    stop: StopReason | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to fill with: the public building's postcode ("" for none) and the day it is."""

    postcode: str
    day: date


def fill(facet: Mapping[str, Any], means: Means, again: bool = False, form: int | None = None) -> Filling:
    """Say what to put into the fields of a step as its `form-step` facet shows them (docs/evidence.md).

    *form*: the form whose control will be pressed, as `questions_of` takes it. Only what it requires: the
    fields marked so, all but those marked optional where none is marked, and those that the page complains
    of. With *again* the page has complained: each field that it complains of gets its next value. What may
    not be given ends it (`stop`) where the step insists on it, and is passed over where not. Pure; never
    raises for what a page holds.
    """
    questions = questions_of(facet, form)
    marked = any(one.required for one in questions)
    entries: list[Entry] = []
    for question in questions:
        insists = question.required or question.faulty
        if not insists and (marked or is_optional(question)):
            continue
        if question.answered and not question.faulty:
            continue
        found = _answer(question, means, facet, again and question.faulty)
        if isinstance(found, Entry):
            entries.append(found)
        elif insists:
            stop, why = found
            return Filling((), stop, why)
    return Filling(tuple(entries))


def postcode_entry(facet: Mapping[str, Any], means: Means) -> Entry | None:
    """Return how to type the postcode where a step asks for one to look up an address; None where not."""
    for question in questions_of(facet):
        if "postcode" in question.meanings and question.kind not in TICKS and means.postcode:
            found = _answer(question, means, facet, False)
            return found if isinstance(found, Entry) and found.how == "type" else None
    return None


def _answer(
    question: Question, means: Means, facet: Mapping[str, Any], again: bool
) -> Entry | tuple[StopReason, str]:
    """Return the entry for a question, or why it has none."""
    what = question.words or text_of(question.first, "name") or "a field without a label"
    refused = _refused(question, what, _is_about_paying(facet))
    if refused:
        return refused
    if question.kind in TICKS or question.kind == "select" or question.first.get("tag") == "select":
        return _choice(question, means, what, again)
    found = tuple(_values(question, means, facet))
    fitting = tuple(value for value in found if _fits(value, question.first))
    if again and fitting:
        fitting = tuple(value for value in fitting if value != text_of(question.first, "value"))
    if not fitting:
        return StopReason.STUCK, f"“{what[:120]}” is asked for, and we have no value for it that is nobody's"
    return Entry(question.places[0], text_of(question.first, "selector"), "type", fitting)


def _refused(question: Question, what: str, pays: bool) -> tuple[StopReason, str] | None:
    """Return why nothing may be given to a question; *pays*: the step is about paying."""
    words, meanings = f"{question.words} {text_of(question.first, 'autocomplete')}", question.meanings
    named = f"“{what[:120]}”"
    if question.kind == "password" or "username" in meanings or _PASSWORD.search(words):
        return StopReason.SIGN_IN, f"{named} asks to sign in"
    if question.kind == "file":
        return StopReason.UPLOAD, f"{named} wants a file, and nothing is ever uploaded"
    if "card" in meanings or _BANK.search(words):
        return StopReason.PAYMENT, f"{named} asks how to pay"
    if "one-time-code" in words or _CODE.search(words):
        return StopReason.CODE, f"{named} wants a code that was sent to somebody"
    if "captcha" in meanings:
        return StopReason.CAPTCHA, f"{named} is a puzzle for people"
    if "birth" in meanings or "bday" in words or _SENSITIVE.search(words):
        # “Prefer not to say” tells nothing; only such an answer may be given.
        if plainest(offered(question), question.words, silent=True) is not None:
            return None
        return StopReason.SENSITIVE, f"{named} asks about a person what is never made up"
    if question.kind == "checkbox" and (_CONSENT.search(words) or "consent" in meanings):
        return StopReason.UNSURE, f"{named} asks us to declare something"
    known = meanings & {"reference", "account-number"} and not meanings & {"postcode", "address"}
    if known and question.kind not in TICKS:
        if "account-number" in meanings and pays:
            return StopReason.PAYMENT, f"{named} asks which account to pay into"
        return StopReason.STUCK, f"{named} could be somebody's, so it is not made up"
    return None


def _is_about_paying(facet: Mapping[str, Any]) -> bool:
    """Say whether the headings of a step, or what it asks, speak of a payment."""
    said = [text_of(as_mapping(one), "text") for one in as_list(facet.get("headings"))]
    said += [text_of(as_mapping(one), "label") for one in as_list(facet.get("fields"))]
    return any(_PAYS.search(text) for text in [text_of(facet, "title"), *said])


def _choice(question: Question, means: Means, what: str, again: bool) -> Entry | tuple[StopReason, str]:
    if question.kind in TICKS:
        options = [text_of(one, "label") or text_of(one, "value") for one in question.fields]
        if is_slots(options):
            return StopReason.UNSURE, f"“{what[:120]}” offers days, and choosing one may hold it"
        if question.kind == "checkbox" and _SENT_TO_US.search(question.words):
            return StopReason.UNSURE, f"“{what[:120]}” asks for something to be sent"
        silent = bool(_SENSITIVE.search(question.words))
        place = plainest(question.fields, question.words, silent=silent)
        if place is None:
            return StopReason.UNSURE, f"“{what[:120]}” has no answer that is surely harmless"
        return Entry(question.places[place], text_of(question.fields[place], "selector"), "tick")
    usable = offered(question)
    if is_slots([one["label"] for one in usable]):
        return StopReason.UNSURE, f"“{what[:120]}” offers days, and choosing one may hold it"
    part = part_of(question)
    if part:
        wanted = _day_part(question, part, means)
        for one in usable:
            if _same_part(one, wanted, part, means, question):
                return Entry(question.places[0], text_of(question.first, "selector"), "pick", (one["value"],))
    place = plainest(usable, question.words, silent=bool(_SENSITIVE.search(question.words)))
    if place is None:
        return StopReason.UNSURE, f"“{what[:120]}” has no answer that is surely harmless"
    return Entry(question.places[0], text_of(question.first, "selector"), "pick", (usable[place]["value"],))


def _values(question: Question, means: Means, facet: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values to try for a field to type into, best first; nothing where there is none."""
    one, meanings, kind = question.first, question.meanings, question.kind
    words = f"{question.words} {text_of(one, 'name')} {text_of(one, 'autocomplete')} {text_of(one, 'hint')}"
    day = _day(question, means)
    if part := part_of(question):
        plain = values.parts(day)[("day", "month", "year").index(part)]
        yield plain
        yield plain.zfill(2)
        return
    if kind in ("date", "datetime-local", "month", "week", "time"):
        yield {
            "date": day.isoformat(),
            "datetime-local": f"{day.isoformat()}T{values.TIME}",
            "month": day.strftime("%Y-%m"),
            "week": day.strftime("%G-W%V"),
            "time": values.TIME,
        }[kind]
        return
    if "email" in meanings or kind == "email":
        yield values.EMAIL
    elif "phone" in meanings or kind == "tel":
        yield from values.PHONES
    elif kind == "url":
        yield values.WEB_ADDRESS
    elif "postcode" in meanings:
        yield from values.postcodes(means.postcode)
    elif "registration" in meanings:
        yield from values.PLATES
    elif _HOUSE.search(words):
        yield values.HOUSE
    elif _FIRST.search(words) or _LAST.search(words):
        yield values.FIRST_NAME
    elif kind == "number" or text_of(one, "inputmode") in ("numeric", "decimal") or "amount" in meanings:
        if _AGE.search(words):
            yield values.AGE
        yield from values.NUMBERS
    elif _AGE.search(question.words) and "description" not in meanings:
        yield values.AGE
    elif "date" in meanings and "description" not in meanings:
        yield from values.written(day)
    elif "name" in meanings:
        yield values.NAME
        yield "Test Test"
        yield values.FIRST_NAME
    else:
        yield from values.TEXTS


def _fits(value: str, one: Mapping[str, Any]) -> bool:
    """Say whether a value keeps to the limits that the field itself states."""
    longest, shortest = number_of(one.get("maxlength")), number_of(one.get("minlength"))
    if longest is not None and 0 <= longest < len(value):
        return False
    if shortest is not None and len(value) < shortest:
        return False
    low, high = str(one.get("min") or ""), str(one.get("max") or "")
    if kind_of(one) == "number":
        least, most, given = number_of(low), number_of(high), number_of(value)
        return given is not None and (least is None or given >= least) and (most is None or given <= most)
    if kind_of(one) == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (not low or value >= low) and (not high or value <= high)
    return True


def _day(question: Question, means: Means) -> date:
    """Return the day that a date field wants: to come or past, as its words, its error or its limits say."""
    one = question.first
    said = text_of(one, "error")
    words = f"{question.words} {text_of(one, 'hint')}"
    low, high = str(one.get("min") or ""), str(one.get("max") or "")
    to_come, gone = values.ahead(means.day), values.before(means.day)
    if re.search(r"\b(?:in the past|before today|or earlier)\b|gorffennol", said, re.I):
        return gone
    if re.search(r"\b(?:in the future|after today|or later)\b|dyfodol", said, re.I):
        return to_come
    if low and gone.isoformat() < low <= to_come.isoformat():
        return to_come
    if high and gone.isoformat() <= high < to_come.isoformat():
        return gone
    return to_come if _AHEAD.search(words) and not _PAST.search(words) else gone


def _day_part(question: Question, part: str, means: Means) -> str:
    return values.parts(_day(question, means))[("day", "month", "year").index(part)]


def _same_part(option: Mapping[str, str], wanted: str, part: str, means: Means, question: Question) -> bool:
    texts = {option["label"].strip().casefold(), option["value"].strip().casefold()}
    names = {wanted, wanted.zfill(2)}
    if part == "month":
        day = _day(question, means)
        names |= {day.strftime("%B").casefold(), day.strftime("%b").casefold()}
    return bool(texts & names)
