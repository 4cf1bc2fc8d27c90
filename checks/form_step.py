"""Says what a step of a form is: one that sends, one that leads on, or one of which nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checks.facets import as_list, as_mapping
from checks.form_step_doubts import DOUBTS
from checks.form_step_gates import GATES
from checks.form_step_later import (
    bar_share,
    count_of,
    field_names,
    listed_steps,
    place_in,
    promise_in,
)
from checks.form_step_model import ControlVerdict, StepBefore, StepKind, StepVerdict, StopReason
from checks.form_step_parts import StepControl
from checks.form_step_proofs import PROOFS, looks_up
from checks.form_step_signs import OWN_SIGNS, SIGNS
from checks.form_step_view import Step, step_of
from checks.form_step_words import AS_GUEST, ASIDE, FINDS, GOES_ON, NEXT, STARTS, bare, sending_words

__all__ = [
    "ControlVerdict",
    "StepBefore",
    "StepKind",
    "StepVerdict",
    "StopReason",
    "classify",
    "leads_on_sending",
    "remembered",
]

PROOFS_NEEDED = 2
_NO_BUTTONS = frozenset({"tab", "menuitem", "option", "switch", "radio", "checkbox", "combobox"})


def classify(facet: Mapping[str, Any], before: Sequence[StepBefore] = ()) -> StepVerdict:
    """Return what the step is, from the facet `form-step` and what earlier steps of the walk showed.

    NON_FINAL needs two independent proofs, no final sign and no doubt. A gate (payment, CAPTCHA, sign-in,
    code, special category, required upload) stops whatever the controls are; it is never NON_FINAL.
    """
    step = step_of(facet)
    ways = [one for one in step.controls if _may_lead_on(one)]
    verdicts = tuple(_judge(step, one, before) for one in ways)
    looks = {one.place for one in ways if looks_up(step, one)}
    # What looks an address up sends nothing, and says nothing of the step but where it stands alone.
    deciders = [one for one in verdicts if one.control not in looks] or list(verdicts)
    finals = [one for one in deciders if one.kind is StepKind.FINAL]
    for stop, gate in GATES:
        said = gate(step, ways)
        if said:
            kind = StepKind.FINAL if finals else StepKind.UNSURE
            return StepVerdict(kind, None, stop, (said,), controls=verdicts)
    if not verdicts:
        return StepVerdict(StepKind.UNSURE, None, StopReason.NO_CONTROL, ("nothing here leads on",))
    leading = [one for one in deciders if one.kind is StepKind.NON_FINAL]
    if leading:
        best = min(leading, key=lambda one: _rank(ways, one))
        return StepVerdict(StepKind.NON_FINAL, best.control, None, best.reasons, best.proofs, verdicts)
    # A plain link that sounds final is not what decides where a button stands beside it.
    links = {one.place for one in ways if one.link}
    deciding = min(finals or deciders, key=lambda one: one.control in links)
    stop = StopReason.FINAL if deciding.kind is StepKind.FINAL else StopReason.UNSURE
    return StepVerdict(deciding.kind, None, stop, deciding.reasons, deciding.proofs, verdicts)


def leads_on_sending(facet: Mapping[str, Any], place: int, before: Sequence[StepBefore] = ()) -> bool:
    """Say whether the control at *place* is still the way on, now that its script was seen to send the form.

    What rested on its sending nothing (a look-up's leave, N5, N8) no longer counts.
    """
    told = as_list(facet.get("controls"))
    if not 0 <= place < len(told):
        return False
    was = as_mapping(told[place])
    known = next((one.mark for one in step_of(facet).controls if one.place == place), "")
    now = {**was, "tag": "button", "type": "submit"}
    controls = [*told[:place], now, *told[place + 1 :]]
    mark = f"button|submit|{known.split('|', 2)[-1]}"
    same = [replace(one, mark=mark) if known and one.mark == known else one for one in before]
    verdict = classify({**facet, "controls": controls}, same)
    return verdict.kind is StepKind.NON_FINAL and verdict.stop is None and verdict.control == place


def remembered(facet: Mapping[str, Any], verdict: StepVerdict) -> StepBefore:
    """Return what later steps of the walk may know of this one, whose control was pressed and led on."""
    step = step_of(facet)
    pressed = next((one for one in step.controls if one.place == verdict.control), None)
    now, whole = next(iter(count_of(step)), (0, 0))
    listed = listed_steps(step)
    at = place_in(listed, step)
    return StepBefore(
        control=pressed.words if pressed else "",
        mark=pressed.mark if pressed else "",
        heading=bare(step.main_heading),
        number=now,
        total=whole,
        stage=listed[at].name if at is not None and at < len(listed) else "",
        share=bar_share(step) or 0.0,
        fields=field_names(step),
        personal=bool(step.personal),
        promise=promise_in(step),
    )


def _may_lead_on(control: StepControl) -> bool:
    """Say whether a control may be the way on: no way back or aside, and no link that names another page."""
    words = control.words
    if (
        control.type == "reset"
        or control.role in _NO_BUTTONS
        or (ASIDE.search(words) and not AS_GUEST.search(words))
    ):
        return False
    if not control.link:
        return True
    if any(one.search(words) for one in (NEXT, GOES_ON, STARTS, AS_GUEST)):
        return True
    # A page is full of links that say "report" or "pay": in the form itself such a link may send it.
    return control.form >= 0 and bool(sending_words(control.text)) and len(words.split()) <= 3


def _judge(step: Step, control: StepControl, before: Sequence[StepBefore]) -> ControlVerdict:
    # What looks an address up sends nothing of the form: only its own words and address can make it final.
    asked = OWN_SIGNS if looks_up(step, control) else SIGNS
    signs = tuple(said for sign in asked if (said := sign(step, control, before)))
    proofs = tuple(said for proof in PROOFS if (said := proof(step, control, before)))
    if signs:
        return ControlVerdict(control.place, StepKind.FINAL, signs, proofs)
    doubts = tuple(
        said
        for doubt in (() if looks_up(step, control) else DOUBTS)
        if (said := doubt(step, control, before))
    )
    if doubts:
        return ControlVerdict(control.place, StepKind.UNSURE, doubts, proofs)
    if len(proofs) >= PROOFS_NEEDED:
        return ControlVerdict(control.place, StepKind.NON_FINAL, (), proofs)
    short = f"{len(proofs)} of {PROOFS_NEEDED} proofs that a further step follows"
    return ControlVerdict(control.place, StepKind.UNSURE, (short,), proofs)


def _rank(ways: Sequence[StepControl], one: ControlVerdict) -> tuple[int, int, int]:
    """Order the controls that lead on: what says next, then what goes on, last what finds a place."""
    control = next(way for way in ways if way.place == one.control)
    words = control.words
    if NEXT.search(words):
        order = 0
    elif AS_GUEST.search(words):
        order = 1
    elif GOES_ON.search(words) or not FINDS.search(words):
        order = 2
    else:
        order = 3
    return order, int(control.disabled), control.place
