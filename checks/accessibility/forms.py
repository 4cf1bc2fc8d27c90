"""Judges forms: labels, hints, groups, and how errors are told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from checks.accessibility.facts import Document, number, word
from checks.accessibility.links import is_vague
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

UNGROUPED = Rule(
    "ungrouped-choices",
    "1.3.1",
    "A",
    "serious",
    "Choices that answer one question are grouped under it",
    "Put the choices into a fieldset whose legend is the question.",
    "WCAG 2.2, 1.3.1 Info and Relationships; techniques H71, ARIA17",
    sure=True,
)
GROUP_NAME = Rule(
    "group-without-name",
    "1.3.1",
    "",
    "moderate",
    "A group of fields has a name",
    "Give the fieldset a legend.",
    "WCAG 2.2, 1.3.1 Info and Relationships; technique H71",
)
EMPTY_LEGEND = Rule(
    "empty-legend",
    "1.3.1",
    "",
    "moderate",
    "A legend says what its group is about",
    "Write the question into the legend.",
    "WCAG 2.2, 1.3.1 Info and Relationships; technique H71",
)
LABEL_FOR_NOTHING = Rule(
    "label-for-nothing",
    "1.3.1",
    "A",
    "serious",
    "A label belongs to a field",
    "Let the label's for attribute name the field's id.",
    "WCAG 2.2, 1.3.1 Info and Relationships; failure F68, technique H44",
    sure=True,
    twins=("label", "select-name"),
)
LABEL_SHARED = Rule(
    "label-shared",
    "1.3.1",
    "",
    "moderate",
    "A field has one label",
    "Give each label the id of its own field.",
    "WCAG 2.2, technique H44",
    twins=("form-field-multiple-labels",),
)
SAME_LABEL = Rule(
    "same-label",
    "2.4.6",
    "AA",
    "moderate",
    "Fields that ask for different things are labelled differently",
    "Say in each label what is asked for, or group the fields under names.",
    "WCAG 2.2, 2.4.6 Headings and Labels; technique G131",
)
HINT = Rule(
    "hint-not-tied",
    "1.3.1",
    "A",
    "moderate",
    "A hint belongs to its field",
    "Name the hint's id in the field's aria-describedby.",
    "WCAG 2.2, 1.3.1 Info and Relationships; techniques ARIA1, H44",
)
PLACEHOLDER = Rule(
    "placeholder-as-label",
    "3.3.2",
    "",
    "moderate",
    "A field has a label that stays",
    "Give the field a label: a placeholder goes when people type.",
    "HTML, the placeholder attribute: not to be used as a label",
)
FAR_LABEL = Rule(
    "far-label",
    "",
    "",
    "minor",
    "A label stands close to its field",
    "Put the label above its field.",
    "GOV.UK content design: labels above fields; WCAG 1.0, checkpoint 10.2",
)
VAGUE_BUTTON = Rule(
    "vague-button",
    "1.1.1",
    "A",
    "moderate",
    "A picture used as a button is called by what it does",
    "Write into the alt attribute what the button does.",
    "WCAG 2.2, 1.1.1 Non-text Content; technique H36",
)
NOT_IDENTIFIED = Rule(
    "error-not-identified",
    "3.3.1",
    "A",
    "serious",
    "A message of errors says which fields are meant",
    "Name each field in error in the message, and write beside it what is wrong.",
    "WCAG 2.2, 3.3.1 Error Identification; techniques G83, G85",
)
COLOUR_ONLY = Rule(
    "error-colour-only",
    "3.3.1",
    "A",
    "serious",
    "Fields in error are told by words, not by colour alone",
    "Write beside each field in error what is wrong.",
    "WCAG 2.2, 3.3.1 Error Identification and 1.4.1 Use of Color; failure F81",
)
SUGGESTION = Rule(
    "error-suggestion",
    "3.3.3",
    "AA",
    "moderate",
    "A message of an error says how to mend it",
    "Say what to write, with an example.",
    "WCAG 2.2, 3.3.3 Error Suggestion; techniques G85, G177",
)
UNMARKED = Rule(
    "required-unmarked",
    "3.3.2",
    "A",
    "moderate",
    "Where only some fields must be filled in, it is shown which",
    "Write “(optional)” after the labels of the others, or mark those that must be filled in.",
    "WCAG 2.2, 3.3.2 Labels or Instructions; technique H90",
)
RULES = (
    UNGROUPED,
    GROUP_NAME,
    EMPTY_LEGEND,
    LABEL_FOR_NOTHING,
    LABEL_SHARED,
    SAME_LABEL,
    HINT,
    PLACEHOLDER,
    FAR_LABEL,
    VAGUE_BUTTON,
    NOT_IDENTIFIED,
    COLOUR_ONLY,
    SUGGESTION,
    UNMARKED,
)

FAR_PX = 200.0
# Fewer fields than this may be one field and the site's search.
LEAST_ASKED = 3
_TEXTUAL = (
    "text",
    "email",
    "tel",
    "url",
    "search",
    "number",
    "password",
    "date",
    "textarea",
    "select",
    "select-one",
)
_FIX = re.compile(
    r"\b(?:errors?|problems?|mistakes?|not valid|invalid|fix|correct)\b[^.]{0,60}\b(?:page|form|below"
    r"|continu|fields?|again|try|highlighted|red)"
    r"|\b(?:need|must|have) to (?:fix|correct)|there (?:is|are|was|were) (?:a |\d+ )?(?:problem|error)"
    r"|please (?:fix|correct|check)|gwall",
    re.I,
)
_BARE = re.compile(
    r"\W*(?:(?:this |the |your |please )?(?:field|value|entry|input|answer|\w+(?: \w+)? )?\s*(?:is |was "
    r"|are )?(?:not (?:valid|correct|right|recognised)|invalid|wrong|incorrect|an? error|error|bad value)"
    r"|(?:please )?(?:enter|provide) a valid (?:value|entry|input)|error|invalid(?: (?:value|input|entry"
    r"|format|field))?)(?: (?:format|value|entry))?\W*",
    re.I,
)
_MARK = re.compile(
    r"\b(?:required|optional|error|must|cannot|enter|select|choose|invalid|not valid|missing|wrong)\b", re.I
)


def form_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with the fields and messages of one document."""
    fields = [one for one in page.listed("fields") if one.get("visible")]
    yield from _groups(page, fields)
    for one in page.listed("strays"):
        yield own_flaw(
            LABEL_FOR_NOTHING, one, f"The label is for “{word(one, 'wanted')}”, and no field is called so."
        )
    for one in page.listed("shared"):
        told = " | ".join(str(words) for words in as_list(one.get("words"))[:4])
        yield own_flaw(LABEL_SHARED, one, f"One field has several labels: {told}")
    yield from _labels(fields)
    yield from _required(page, fields)
    for one in page.listed("buttons"):
        name = word(one, "name")
        if (
            one.get("image")
            and name
            and (is_vague(name) or name.lower() in ("button", "image", "submit button", "picture"))
        ):
            yield own_flaw(VAGUE_BUTTON, one, f"The button is called “{name}”.")
    yield from _errors(page, fields)


def _required(page: Document, fields: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    """Where a form wants some fields and only invites the others, and marks neither: once a form.

    For a person to see: a mark may also be drawn, or stand in the words above the form.
    """
    if any(_NECESSARY.search(word(one, "text")) for one in page.listed("texts")):
        return
    typed = [one for one in fields if word(one, "kind") in _TEXTUAL and word(one, "kind") != "search"]
    for form in dict.fromkeys(word(one, "form") for one in typed):
        asked = [one for one in typed if form and word(one, "form") == form]
        must = [one for one in asked if one.get("required")]
        # Where one form holds the whole page, a field more may be the site's search.
        if len(asked) < LEAST_ASKED or not must or len(must) == len(asked):
            continue
        signs = (
            word(one, key) for one in asked for key in ("label_words", "near", "group", "described", "hint")
        )
        if not any(_NECESSARY.search(sign) or "*" in sign for sign in signs):
            detail = f"{len(must)} of {len(asked)} fields have to be filled in, and none is marked."
            yield own_flaw(UNMARKED, must[0], detail)


_NECESSARY = re.compile(
    r"\b(?:required|mandatory|optional|compulsory|(?:must|have to|need to) (?:be )?"
    r"(?:fill|complete|answer)\w*|if you (?:have|want|know|wish)|dewisol|gofynnol|gorfodol)\b",
    re.I,
)


def _groups(page: Document, fields: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    for one in page.listed("groups"):
        if one.get("legend") and not word(one, "name") and not one.get("pictured"):
            yield own_flaw(EMPTY_LEGEND, one, "The legend is empty.")
        elif (
            not one.get("legend")
            and not word(one, "name")
            and word(one, "role") not in ("presentation", "none")
        ):
            yield own_flaw(GROUP_NAME, one, "The fieldset has no legend.")
    together: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for one in fields:
        if word(one, "kind") in ("radio", "checkbox") and word(one, "field"):
            bare = re.sub(r"\[\d*\]$", "", word(one, "field"))
            together[word(one, "kind"), word(one, "form"), bare].append(one)
    for (kind, _, _), several in together.items():
        if len(several) >= 2 and not any(word(one, "group") for one in several):
            what = "radio buttons" if kind == "radio" else "tick boxes"
            yield own_flaw(
                UNGROUPED,
                several[0],
                f"{len(several)} {what} answer one question and are in no group with a name.",
            )


def _labels(fields: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    named: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for one in fields:
        kind = word(one, "kind")
        if kind not in _TEXTUAL:
            continue
        name = " ".join(word(one, "name").lower().split())
        if name:
            named[word(one, "form"), word(one, "group_at") + word(one, "row"), name].append(one)
        hint = as_mapping(one.get("hint_at"))
        if hint and not _MARK.fullmatch(word(one, "hint").strip()):
            yield own_flaw(
                HINT,
                hint,
                f"“{word(one, 'hint')}” stands between a label and its field, and is tied to neither.",
            )
        label_at = as_mapping(one.get("label_at"))
        if (
            not number(one, "labels")
            and word(one, "placeholder")
            and word(one, "name") == word(one, "placeholder")
        ):
            yield own_flaw(
                PLACEHOLDER, one, f"Only the placeholder “{word(one, 'placeholder')}” says what is asked."
            )
        # On one line, and the gap wider than a short field: the eye loses the line.
        if label_at and one.get("on") and abs(number(label_at, "y") - number(one, "y")) < 20:
            gap = number(one, "x") - number(label_at, "x") - number(label_at, "w")
            if gap > FAR_PX:
                yield own_flaw(FAR_LABEL, one, f"{gap:.0f} px lie between the label and its field.")
    for (_, _, name), several in named.items():
        distinct = {word(one, "field") or word(one, "selector") for one in several}
        if (
            len(several) >= 2
            and len(distinct) >= 2
            and not any(re.search(r"\[\]$", word(one, "field")) for one in several)
        ):
            yield own_flaw(SAME_LABEL, several[1], f"{len(several)} fields are called “{name}”.")


def _errors(page: Document, fields: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    alerts = page.listed("alerts")
    textual = [one for one in fields if one.get("on") and word(one, "kind") not in ("radio", "checkbox")]
    beside = {word(one, "near") for one in alerts if word(one, "near")}
    for one in alerts:
        text = word(one, "text")
        if (word(one, "near") or one.get("inside")) and _BARE.fullmatch(_message(one, textual)):
            yield own_flaw(SUGGESTION, one, f"The message says “{text}” and not how to mend it.")
    summary = next(
        (
            one
            for one in alerts
            if word(one, "role") in ("alert", "alertdialog")
            and _FIX.search(word(one, "text"))
            and not word(one, "near")
        ),
        None,
    )
    if summary is None or len(textual) < 2:
        return
    said = word(summary, "text").lower()
    told = any(
        len(word(one, "label_words")) > 3 and word(one, "label_words").strip(" :*").lower() in said
        for one in textual
    )
    marked = any(word(one, "invalid") == "true" or word(one, "selector") in beside for one in textual)
    if number(summary, "links") or told or marked or any(_says(one) for one in textual):
        return
    paints = defaultdict(list)
    for one in textual:
        paints[word(one, "paint")].append(one)
    if len(paints) == 2:
        odd = (
            min(paints.values(), key=len)
            if len({len(some) for some in paints.values()}) > 1
            else next(iter(paints.values()))
        )
        yield own_flaw(COLOUR_ONLY, odd[0], "Fields in error are told from the others by their colour alone.")
    else:
        yield own_flaw(
            NOT_IDENTIFIED,
            summary,
            f"“{word(summary, 'text')}” names no field, and no field says that it is in error.",
        )


def _message(alert: Mapping[str, Any], fields: list[Mapping[str, Any]]) -> str:
    """Return an error's words without those of the field's own label."""
    text = word(alert, "text")
    for one in fields:
        label = word(one, "label_words")
        if label and text.startswith(label) and len(text) > len(label):
            return text[len(label) :].strip()
    return text


def _says(one: Mapping[str, Any]) -> bool:
    """Say whether the words around a field tell of an error."""
    rest = word(one, "near").replace(word(one, "label_words"), "", 1)
    return bool(_MARK.search(rest)) or bool(
        re.search(r"\b(?:error|invalid|must|cannot)\b", word(one, "described"), re.I)
    )
