"""What to put into the fields of a form step: reserved values and plain choices, or why nothing may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checks.facets import as_list, as_mapping
from checks.fields import meanings_in
from checks.form_step_model import StopReason
from crawler import form_values as values
from crawler.form_choices import is_placeholder, is_slots, plainest

_TICKS = frozenset({"radio", "checkbox"})
_NEVER = frozenset("hidden submit button image reset file password range color".split())
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
_PART = {
    "day": re.compile(r"^\W*(?:day|diwrnod|dd)\W*$|[-_.\[ ]day\]?$", re.I),
    "month": re.compile(r"^\W*(?:month|mis|mm)\W*$|[-_.\[ ]month\]?$", re.I),
    "year": re.compile(r"^\W*(?:year|blwyddyn|yyyy)\W*$|[-_.\[ ]year\]?$", re.I),
}
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

    @property
    def typed(self) -> frozenset[str]:
        """Everything that may stand in a body because of us."""
        return frozenset(value for entry in self.entries for value in entry.values)


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to fill with: the public building's postcode ("" for none) and the day it is."""

    postcode: str
    day: date


@dataclass(slots=True)
class _Question:
    """One question: a field, or all buttons or ticks of one name."""

    places: list[int]
    fields: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def first(self) -> Mapping[str, Any]:
        return self.fields[0]

    @property
    def kind(self) -> str:
        return _kind(self.first)

    @property
    def words(self) -> str:
        """What it asks, as people read it."""
        own = "" if self.kind in _TICKS and len(self.fields) > 1 else _text(self.first, "label")
        return " ".join(one for one in (_text(self.first, "group"), own) if one)

    @property
    def required(self) -> bool:
        return any(one.get("required") or one.get("required_said") for one in self.fields)

    @property
    def faulty(self) -> bool:
        """The page says that something is wrong with it."""
        return any(one.get("invalid") or _text(one, "error") for one in self.fields)

    @property
    def answered(self) -> bool:
        if self.kind in _TICKS:
            return any(one.get("checked") for one in self.fields)
        if self.kind == "select":
            value = _text(self.first, "value")
            return any(one["value"] == value and not is_placeholder(one["label"]) for one in _offered(self))
        return bool(_text(self.first, "value").strip())

    @property
    def meanings(self) -> frozenset[str]:
        one = self.first
        names = tuple(_text(one, key) for key in ("name", "id", "group"))
        words = f"{_text(one, 'label')} {_text(one, 'autocomplete')}".strip()
        return meanings_in(words, names, _text(one, "tag"), self.kind)


def fill(facet: Mapping[str, Any], means: Means, again: bool = False) -> Filling:
    """Say what to put into the fields of a step as its `form-step` facet shows them (docs/evidence.md).

    Only what the step requires: the fields marked so, all but those marked optional where none is marked,
    and those that the page complains of. With *again* the page has complained: each field that it complains
    of gets its next value. What may not be given ends it (`stop`) where the step insists on it, and is
    passed over where not. Pure; never raises for what a page holds.
    """
    questions = _questions(facet)
    marked = any(one.required for one in questions)
    entries: list[Entry] = []
    for question in questions:
        insists = question.required or question.faulty
        if not insists and (marked or _optional(question)):
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
    for question in _questions(facet):
        if "postcode" in question.meanings and question.kind not in _TICKS and means.postcode:
            found = _answer(question, means, facet, False)
            return found if isinstance(found, Entry) and found.how == "type" else None
    return None


def _questions(facet: Mapping[str, Any]) -> list[_Question]:
    """Return the questions that a person could answer; decoys and what is hidden or locked are none."""
    found: list[_Question] = []
    known: dict[tuple[str, str, Any], _Question] = {}
    for place, one in enumerate(map(as_mapping, as_list(facet.get("fields")))):
        shown = one.get("visible") and not (one.get("disabled") or one.get("readonly") or one.get("decoy"))
        if not shown or _kind(one) in _NEVER - {"file", "password"} or not _text(one, "selector"):
            continue
        key = (_kind(one), _text(one, "name"), one.get("form"))
        if _kind(one) in _TICKS and key[1] and key in known:
            known[key].places.append(place)
            known[key].fields.append(one)
            continue
        question = _Question([place], [one])
        known[key] = question
        found.append(question)
    return found


def _answer(
    question: _Question, means: Means, facet: Mapping[str, Any], again: bool
) -> Entry | tuple[StopReason, str]:
    """Return the entry for a question, or why it has none."""
    what = question.words or _text(question.first, "name") or "a field without a label"
    refused = _refused(question, what)
    if refused:
        return refused
    if question.kind in _TICKS or question.kind == "select" or question.first.get("tag") == "select":
        return _choice(question, means, what, again)
    found = tuple(_values(question, means, facet))
    fitting = tuple(value for value in found if _fits(value, question.first))
    if again and fitting:
        fitting = tuple(value for value in fitting if value != _text(question.first, "value"))
    if not fitting:
        return StopReason.STUCK, f"“{what[:120]}” is asked for, and we have no value for it that is nobody's"
    return Entry(question.places[0], _text(question.first, "selector"), "type", fitting)


def _refused(question: _Question, what: str) -> tuple[StopReason, str] | None:
    """Return why nothing may be given to a question."""
    words, meanings = f"{question.words} {_text(question.first, 'autocomplete')}", question.meanings
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
        if plainest(_offered(question), question.words, silent=True) is not None:
            return None
        return StopReason.SENSITIVE, f"{named} asks about a person what is never made up"
    if question.kind == "checkbox" and (_CONSENT.search(words) or "consent" in meanings):
        return StopReason.UNSURE, f"{named} asks us to declare something"
    if meanings & {"reference", "account-number"} and question.kind not in _TICKS:
        return StopReason.STUCK, f"{named} could be somebody's, so it is not made up"
    return None


def _choice(question: _Question, means: Means, what: str, again: bool) -> Entry | tuple[StopReason, str]:
    if question.kind in _TICKS:
        options = [_text(one, "label") or _text(one, "value") for one in question.fields]
        if is_slots(options):
            return StopReason.UNSURE, f"“{what[:120]}” offers days, and choosing one may hold it"
        if question.kind == "checkbox" and _SENT_TO_US.search(question.words):
            return StopReason.UNSURE, f"“{what[:120]}” asks for something to be sent"
        silent = bool(_SENSITIVE.search(question.words))
        place = plainest(question.fields, question.words, silent=silent)
        if place is None:
            return StopReason.UNSURE, f"“{what[:120]}” has no answer that is surely harmless"
        return Entry(question.places[place], _text(question.fields[place], "selector"), "tick")
    usable = _offered(question)
    if is_slots([one["label"] for one in usable]):
        return StopReason.UNSURE, f"“{what[:120]}” offers days, and choosing one may hold it"
    part = _part(question)
    if part:
        wanted = _day_part(question, part, means)
        for one in usable:
            if _same_part(one, wanted, part, means, question):
                return Entry(question.places[0], _text(question.first, "selector"), "pick", (one["value"],))
    place = plainest(usable, question.words, silent=bool(_SENSITIVE.search(question.words)))
    if place is None:
        return StopReason.UNSURE, f"“{what[:120]}” has no answer that is surely harmless"
    return Entry(question.places[0], _text(question.first, "selector"), "pick", (usable[place]["value"],))


def _offered(question: _Question) -> list[dict[str, str]]:
    """Return the answers to choose from, with `label` and `value`; a list's placeholder is none."""
    if question.kind in _TICKS:
        return [{"label": _text(one, "label"), "value": _text(one, "value")} for one in question.fields]
    rows = [as_mapping(one) for one in as_list(question.first.get("options"))]
    found = [{"label": _text(one, "text"), "value": _text(one, "value")} for one in rows]
    return [one for one in found if one["value"].strip()]


def _values(question: _Question, means: Means, facet: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values to try for a field to type into, best first; nothing where there is none."""
    one, meanings, kind = question.first, question.meanings, question.kind
    words = f"{question.words} {_text(one, 'name')} {_text(one, 'autocomplete')} {_text(one, 'hint')}"
    day = _day(question, means)
    if part := _part(question):
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
    elif kind == "number" or _text(one, "inputmode") in ("numeric", "decimal") or "amount" in meanings:
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
    longest, shortest = _number(one.get("maxlength")), _number(one.get("minlength"))
    if longest is not None and 0 <= longest < len(value):
        return False
    if shortest is not None and len(value) < shortest:
        return False
    low, high = str(one.get("min") or ""), str(one.get("max") or "")
    if _kind(one) == "number":
        least, most, given = _number(low), _number(high), _number(value)
        return given is not None and (least is None or given >= least) and (most is None or given <= most)
    if _kind(one) == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (not low or value >= low) and (not high or value <= high)
    return True


def _day(question: _Question, means: Means) -> date:
    """Return the day that a date field wants: to come or past, as its words, its error or its limits say."""
    one = question.first
    said = _text(one, "error")
    words = f"{question.words} {_text(one, 'hint')}"
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


def _part(question: _Question) -> str:
    """Return `day`, `month` or `year` where the field takes only that part of a date, else ""."""
    one = question.first
    for key in ("label", "name", "id", "autocomplete"):
        for part, pattern in _PART.items():
            if pattern.search(_text(one, key)):
                return part
    return ""


def _day_part(question: _Question, part: str, means: Means) -> str:
    return values.parts(_day(question, means))[("day", "month", "year").index(part)]


def _same_part(option: Mapping[str, str], wanted: str, part: str, means: Means, question: _Question) -> bool:
    texts = {option["label"].strip().casefold(), option["value"].strip().casefold()}
    names = {wanted, wanted.zfill(2)}
    if part == "month":
        day = _day(question, means)
        names |= {day.strftime("%B").casefold(), day.strftime("%b").casefold()}
    return bool(texts & names)


def _optional(question: _Question) -> bool:
    words = f"{question.words} {_text(question.first, 'hint')}"
    return bool(
        re.search(r"\boptional\b|\bif (?:known|you (?:know|have|wish|like))\b|\bdewisol\b", words, re.I)
    ) or (
        # One tick by itself is an offer; several of one name are a question.
        question.kind == "checkbox" and len(question.fields) == 1
    )


def _kind(one: Mapping[str, Any]) -> str:
    tag = _text(one, "tag")
    return tag if tag in ("select", "textarea") else _text(one, "type").lower() or "text"


def _text(one: Mapping[str, Any], key: str) -> str:
    value = one.get(key)
    return value if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    try:
        return float(value) if value not in (None, "") and not isinstance(value, bool) else None
    except (TypeError, ValueError):
        return None
