"""A form's step as the classifier reads it: the task's own fields and controls of the facet `form-step`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checks.facets import as_list, as_mapping
from checks.fields import meanings_in
from checks.form_kinds import form_kind, is_search_field
from checks.form_step_parts import StepControl, StepField
from checks.form_step_words import ASIDE, FINDS, GOES_ON, NEXT, STARTS, sending_words
from checks.seen import ButtonSeen, FieldSeen, FormSeen

MOST_FIELDS, MOST_CONTROLS, MOST_TEXTS, MOST_WORDS = 200, 60, 40, 300
# Forms of these kinds stand beside the task; a log-in is none, for it may stand before it.
BESIDE = frozenset({"search", "feedback", "newsletter", "cookies", "settings", "share", "chat"})
# Parts of a page in which no task is done.
_FRAME = frozenset(
    "header footer nav breadcrumb banner search cookie skip share feedback newsletter chat".split()
)


@dataclass(frozen=True)
class Step:
    """The task's part of a step: what stands in side forms and in the frame of the site is left out."""

    url: str
    title: str
    headings: tuple[str, ...]
    main_heading: str
    texts: tuple[str, ...]
    fields: tuple[StepField, ...]
    controls: tuple[StepControl, ...]
    hidden_fields: tuple[StepField, ...]
    hidden_controls: tuple[StepControl, ...]
    progress: Mapping[str, Any]
    facet: Mapping[str, Any]

    @cached_property
    def personal(self) -> tuple[StepField, ...]:
        """The fields that ask who somebody is."""
        return tuple(one for one in self.fields if one.is_personal)

    @cached_property
    def questions(self) -> int:
        """How many questions are asked, choices of one name counted once."""
        return len({one.question for one in self.fields})


def step_of(facet: Mapping[str, Any]) -> Step:
    """Return the step a facet shows; junk in the facet is left out, never an error."""
    facet = as_mapping(facet)
    fields = [_field(place, as_mapping(one)) for place, one in enumerate(_some(facet, "fields", MOST_FIELDS))]
    controls = [
        _control(place, as_mapping(one)) for place, one in enumerate(_some(facet, "controls", MOST_CONTROLS))
    ]
    decoys = {
        place for place, one in enumerate(_some(facet, "fields", MOST_FIELDS)) if as_mapping(one).get("decoy")
    }
    places = [_word(as_mapping(one), "place") for one in _some(facet, "fields", MOST_FIELDS)]
    seen = [
        one for one in fields if one.shown and one.place not in decoys and places[one.place] not in _FRAME
    ]
    forms = _some(facet, "forms", MOST_CONTROLS)
    beside = {at for at, form in enumerate(forms) if _is_beside(at, as_mapping(form), seen, controls)}
    task = _task_form(len(forms), beside, seen)
    headings = [as_mapping(one) for one in _some(facet, "headings", MOST_TEXTS)]
    mine = [one for one in seen if one.form in (task, -1) and not _is_site_search(one, forms)]
    mine = mine if task is not None else []
    areas = [_word(as_mapping(one), "place") for one in _some(facet, "controls", MOST_CONTROLS)]
    main = [one for one in controls if areas[one.place] not in _FRAME and one.form not in beside]
    empty = set(range(len(forms))) - {one.form for one in seen}
    stray = task == -1 and (not mine or not any(_goes_somewhere(one) for one in main if one.form < 0))
    ours = [
        one
        for one in main
        if task is None or one.form in (task, -1) or (stray and (not mine or one.form in empty))
    ]
    return Step(
        url=_word(facet, "url", 2000),
        title=_word(facet, "title"),
        headings=tuple(_word(one, "text") for one in headings),
        main_heading=next((_word(one, "text") for one in headings if one.get("level") == 1), "")
        or next((_word(one, "text") for one in headings), ""),
        texts=tuple(_text(one) for one in _some(facet, "texts", MOST_TEXTS)),
        fields=tuple(mine),
        controls=tuple(one for one in ours if one.shown),
        hidden_fields=tuple(
            one
            for one in fields
            if not one.shown and one.place not in decoys and one.form in (task, -1) and one.type != "hidden"
        ),
        hidden_controls=tuple(one for one in ours if not one.shown),
        progress=as_mapping(facet.get("progress")),
        facet=facet,
    )


def _some(facet: Mapping[str, Any], key: str, most: int) -> list[Any]:
    return as_list(facet.get(key))[:most]


def _text(value: object, most: int = MOST_WORDS) -> str:
    return " ".join(value.split())[:most] if isinstance(value, str) else ""


def _word(one: Mapping[str, Any], key: str, most: int = MOST_WORDS) -> str:
    return _text(one.get(key), most)


def _form_at(one: Mapping[str, Any]) -> int:
    at = one.get("form")
    return at if isinstance(at, int) else -1


def _field(place: int, one: Mapping[str, Any]) -> StepField:
    tag, kind = _word(one, "tag", 20).lower(), _word(one, "type", 20).lower()
    label, group, auto = _word(one, "label"), _word(one, "group"), _word(one, "autocomplete", 80).lower()
    # What a choice asks is said by its question; its own label is one of the answers.
    words = group if kind in ("radio", "checkbox") and group else f"{label} {auto}"
    if auto.startswith("bday") and group:
        # Software gives any date in three boxes a birthday's tokens; the question says which it is.
        words = f"{label} {group}"
    names = (_word(one, "name"), _word(one, "id"), group)
    return StepField(
        place=place,
        form=_form_at(one),
        tag=tag,
        type=kind,
        name=_word(one, "name"),
        label=label,
        group=group,
        hint=_word(one, "hint"),
        options=tuple(_word(as_mapping(each), "text", 120) for each in _some(one, "options", MOST_FIELDS)),
        required=bool(one.get("required") or one.get("required_said")),
        autocomplete=auto,
        shown=one.get("visible", True) is not False and kind != "hidden",
        asks=meanings_in(words, names, tag, kind),
    )


def _control(place: int, one: Mapping[str, Any]) -> StepControl:
    tag, role = _word(one, "tag", 20).lower(), _word(one, "role", 20).lower()
    return StepControl(
        place=place,
        form=_form_at(one),
        tag=tag,
        type=_word(one, "type", 20).lower(),
        role=role,
        text=_word(one, "text"),
        name=_word(one, "name"),
        value=_word(one, "value"),
        action=_word(one, "action", 2000),
        method=_word(one, "method", 10).lower(),
        href=_word(one, "href", 2000),
        drawn=_word(one, "drawn"),
        rel=_word(one, "rel", 60).lower(),
        shown=one.get("visible", True) is not False,
        disabled=bool(one.get("disabled")),
        link=tag == "a" and role != "button" and not one.get("painted"),
    )


def _goes_somewhere(control: StepControl) -> bool:
    """Say whether a control that stands in no form is what the fields beside it are sent or left with."""
    words = control.words
    known = any(one.search(words) for one in (NEXT, GOES_ON, STARTS, FINDS)) or sending_words(control.text)
    return control.shown and not control.link and bool(known) and not ASIDE.search(words)


def _is_beside(
    at: int, form: Mapping[str, Any], fields: list[StepField], controls: list[StepControl]
) -> bool:
    if _word(form, "place") in _FRAME:
        return True
    own = [one for one in fields if one.form == at]
    # A form round the whole page (WebForms) is the task's, whatever else it holds.
    if not own or form.get("wraps"):
        return False
    kind = form_kind(
        FormSeen(
            method=_word(form, "method", 10).lower(),
            action=_word(form, "action", 2000),
            fields=tuple(_seen(one) for one in own),
            buttons=tuple(
                ButtonSeen(one.text, one.type, one.name, one.value)
                for one in controls
                if one.form == at and not one.link
            ),
            id=_word(form, "id"),
            role=_word(form, "role", 20),
            heading=_word(form, "heading"),
            text=_word(form, "words"),
        )
    )
    return kind in BESIDE


def _is_site_search(one: StepField, forms: list[Any]) -> bool:
    """Say whether a field of a form round the whole page is the site's search box."""
    wraps = 0 <= one.form < len(forms) and bool(as_mapping(forms[one.form]).get("wraps"))
    return (wraps or one.form < 0) and is_search_field(_seen(one))


def _seen(one: StepField) -> FieldSeen:
    kind = one.type if one.tag == "input" else one.tag
    return FieldSeen(
        one.name,
        kind or "text",
        f"{one.group} {one.label}".strip(),
        required=one.required,
        options=len(one.options),
    )


def _task_form(forms: int, beside: set[int], fields: list[StepField]) -> int | None:
    """Return the form with the most questions, -1 for the fields that stand in none, None without fields."""
    asked = {
        at: len({one.question for one in fields if one.form == at})
        for at in range(-1, forms)
        if at not in beside
    }
    best = max(asked, key=lambda at: (asked[at], -at), default=None)
    return best if best is not None and asked[best] else None
