"""What became of a step after a press: a further step, the same with errors, or nothing; and look-ups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checks.facets import as_list, as_mapping
from crawler.form_questions import OWN_PLACES

MOVED, ERRORS, SAME = "moved", "errors", "same"
_FINDS = re.compile(
    r"^\W*(?:find|look ?up|search|get|show|list)\b.*\b(?:address\w*|post ?code|property|properties"
    r"|street|home)\b"
    r"|^\W*(?:find|look ?up|search)\W*$|^\W*(?:chwilio|dod o hyd|canfod)\b",
    re.I,
)
_NUMBER, _MAIL = re.compile(r"\buprn\b", re.I), re.compile(r"\be-?mail\b|\bweb\b", re.I)
_ADDRESS = re.compile(r"\b(?:address\w*|post ?code|propert\w+|cyfeiriad|cod ?post)\b", re.I)


def fields_shown(facet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the fields of a `form-step` facet that a person sees."""
    rows = [as_mapping(one) for one in as_list(facet.get("fields"))]
    return [
        one
        for one in rows
        if one.get("visible") and not one.get("decoy") and one.get("place", "main") in OWN_PLACES
    ]


def errors_of(facet: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the page says is wrong: of the whole, and of single fields."""
    told = [str(one) for one in as_list(facet.get("errors"))]
    told += [str(one["error"]) for one in fields_shown(facet) if one.get("error")]
    return tuple(dict.fromkeys(text for text in told if text.strip()))


def what_became(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return `moved`, `errors` or `same`: what pressing a control made of the step *before*."""
    if _progress(before) and _progress(after) and _progress(before) != _progress(after):
        return MOVED
    old, new = _questions(before), _questions(after)
    wrong = bool(set(errors_of(after)) - set(errors_of(before))) or bool(errors_of(after))
    if old == new and wrong:
        return ERRORS
    if wrong and old and len(set(old) & set(new)) * 2 >= len(set(old)):
        # A page that complains may show more than before, and title itself anew.
        return ERRORS
    return SAME if mark_of(before) == mark_of(after) else MOVED


def mark_of(facet: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what tells one step from another: its questions, headings, progress and controls."""
    headings = tuple(str(as_mapping(one).get("text"))[:120] for one in as_list(facet.get("headings")))
    controls = tuple(
        str(as_mapping(one).get("text"))[:80]
        for one in as_list(facet.get("controls"))
        if as_mapping(one).get("visible") and as_mapping(one).get("place", "main") in OWN_PLACES
    )
    summary = as_mapping(facet.get("summary")).get("rows")
    return _questions(facet), headings, _progress(facet), controls, summary


def address_control(facet: Mapping[str, Any], form: Any) -> int | None:
    """Return the control that looks an address up in the form of that index; None where there is none."""
    found = []
    for place, one in enumerate(map(as_mapping, as_list(facet.get("controls")))):
        text, of_it = str(one.get("text") or ""), one.get("form") in (form, -1)
        if of_it and one.get("visible") and not one.get("disabled") and _FINDS.search(text):
            found.append((not _ADDRESS.search(text), one.get("form") != form, place))
    return min(found)[2] if found else None


def asks_address(field: Mapping[str, Any]) -> bool:
    """Say whether a list asks for an address: by its words, or by its name where it has none."""
    said = " ".join(str(field.get(key) or "") for key in ("group", "label")).strip()
    names = " ".join(str(field.get(key) or "") for key in ("name", "id"))
    text = said or re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+", " ", names)
    return bool(_ADDRESS.search(text) or _NUMBER.search(text)) and not _MAIL.search(text)


def addresses_offered(facet: Mapping[str, Any]) -> int:
    """Return how many answers the lists and buttons of a step offer, placeholders left out."""
    lists = [len(as_list(one.get("options"))) for one in fields_shown(facet) if one.get("tag") == "select"]
    buttons = sum(1 for one in fields_shown(facet) if one.get("type") == "radio")
    return sum(max(0, count - 1) for count in lists) + buttons


def _questions(facet: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            str(one.get("name") or one.get("id") or ""),
            str(one.get("label") or "")[:80],
            str(one.get("type") or ""),
        )
        for one in fields_shown(facet)
    )


def _progress(facet: Mapping[str, Any]) -> tuple[str, ...]:
    progress = as_mapping(facet.get("progress"))
    current = [
        str(as_mapping(one).get("text"))
        for one in as_list(progress.get("steps"))
        if as_mapping(one).get("current")
    ]
    bar = as_mapping(progress.get("bar"))
    return (*map(str, as_list(progress.get("texts"))), *current, str(bar.get("now") or ""))
