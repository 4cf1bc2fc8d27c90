"""The questions of a form step: each a field, or all buttons or ticks of one name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.facets import as_list, as_mapping
from checks.fields import meanings_in
from crawler.form_choices import is_placeholder

# The parts of a page in which a task's form stands, in the words of the probe.
OWN_PLACES = frozenset({"main", "aside"})
TICKS = frozenset({"radio", "checkbox"})
_NEVER = frozenset("hidden submit button image reset file password range color".split())
_PARTS = ("day", "month", "year")
_LABELS = {
    "day": re.compile(r"\W*(?:day|diwrnod|dd)\W*", re.I),
    "month": re.compile(r"\W*(?:month|mis|mm)\W*", re.I),
    "year": re.compile(r"\W*(?:year|blwyddyn|yyyy)\W*", re.I),
}


@dataclass(slots=True)
class Question:
    """One question: a field, or all buttons or ticks of one name."""

    places: list[int]
    fields: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def first(self) -> Mapping[str, Any]:
        """Return its first field."""
        return self.fields[0]

    @property
    def kind(self) -> str:
        """Return the type of its fields."""
        return kind_of(self.first)

    @property
    def words(self) -> str:
        """Return what it asks, as people read it."""
        own = "" if self.kind in TICKS and len(self.fields) > 1 else text_of(self.first, "label")
        return " ".join(one for one in (text_of(self.first, "group"), own) if one)

    @property
    def required(self) -> bool:
        """Say whether it is marked as one that must be answered."""
        return any(one.get("required") or one.get("required_said") for one in self.fields)

    @property
    def faulty(self) -> bool:
        """Say whether the page says that something is wrong with it."""
        return any(one.get("invalid") or text_of(one, "error") for one in self.fields)

    @property
    def answered(self) -> bool:
        """Say whether it holds an answer already."""
        if self.kind in TICKS:
            return any(one.get("checked") for one in self.fields)
        if self.kind == "select":
            value = text_of(self.first, "value")
            return any(one["value"] == value and not is_placeholder(one["label"]) for one in offered(self))
        return bool(text_of(self.first, "value").strip())

    @property
    def meanings(self) -> frozenset[str]:
        """Return what it asks for, in the words of checks/fields.py."""
        one = self.first
        names = tuple(text_of(one, key) for key in ("name", "id", "group"))
        words = f"{text_of(one, 'label')} {text_of(one, 'autocomplete')}".strip()
        return meanings_in(words, names, text_of(one, "tag"), self.kind)


def questions_of(facet: Mapping[str, Any], form: int | None = None) -> list[Question]:
    """Return the questions that a person could answer; decoys and what is hidden or locked are none.

    *form*: only those of that form of the facet, -1 for none; None for all. What stands in the frame of the
    site (search, newsletter, cookies) is no question of the task.
    """
    found: list[Question] = []
    known: dict[tuple[str, str, Any], Question] = {}
    for place, one in enumerate(map(as_mapping, as_list(facet.get("fields")))):
        shown = one.get("visible") and not (one.get("disabled") or one.get("readonly") or one.get("decoy"))
        shown = shown and one.get("place", "main") in OWN_PLACES and form in (None, one.get("form"))
        if not shown or kind_of(one) in _NEVER - {"file", "password"} or not text_of(one, "selector"):
            continue
        key = (kind_of(one), text_of(one, "name"), one.get("form"))
        if kind_of(one) in TICKS and key[1] and key in known:
            known[key].places.append(place)
            known[key].fields.append(one)
            continue
        question = Question([place], [one])
        known[key] = question
        found.append(question)
    return found


def offered(question: Question) -> list[dict[str, str]]:
    """Return the answers to choose from, with `label` and `value`; a list's placeholder is none."""
    if question.kind in TICKS:
        return [{"label": text_of(one, "label"), "value": text_of(one, "value")} for one in question.fields]
    rows = [as_mapping(one) for one in as_list(question.first.get("options"))]
    found = [{"label": text_of(one, "text"), "value": text_of(one, "value")} for one in rows]
    return [one for one in found if one["value"].strip()]


def part_of(question: Question) -> str:
    """Return `day`, `month` or `year` where the field takes only that part of a date, else ""."""
    label, names = text_of(question.first, "label"), (text_of(question.first, key) for key in ("name", "id"))
    found = next((part for part, pattern in _LABELS.items() if pattern.fullmatch(label)), "")
    if found or label.strip():
        return found
    ends = "|".join(_PARTS)
    matches = (re.search(rf"(?:^|[-_.\[ ])({ends})\]?$", name, re.I) for name in names)
    return next((match[1].lower() for match in matches if match), "")


def is_optional(question: Question) -> bool:
    """Say whether a question that is not marked as required may be left."""
    words = f"{question.words} {text_of(question.first, 'hint')}"
    return bool(
        re.search(r"\boptional\b|\bif (?:known|you (?:know|have|wish|like))\b|\bdewisol\b", words, re.I)
    ) or (
        # One tick by itself is an offer; several of one name are a question.
        question.kind == "checkbox" and len(question.fields) == 1
    )


def kind_of(one: Mapping[str, Any]) -> str:
    """Return a field's type, or its tag where that says more."""
    tag = text_of(one, "tag")
    return tag if tag in ("select", "textarea") else text_of(one, "type").lower() or "text"


def text_of(one: Mapping[str, Any], key: str) -> str:
    """Return a text of a field, "" where it has none."""
    value = one.get(key)
    return value if isinstance(value, str) else ""


def number_of(value: Any) -> float | None:
    """Return a limit that a field states as a number, None where it states none."""
    try:
        return float(value) if value not in (None, "") and not isinstance(value, bool) else None
    except (TypeError, ValueError):
        return None
