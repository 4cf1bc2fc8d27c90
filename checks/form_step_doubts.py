"""Doubts about a control: they make nothing final, but a control with one of them is never non-final."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.form_step_asks import SLOT, SLOT_CHOICE
from checks.form_step_later import count_of, later_names, later_steps, names_what_comes
from checks.form_step_model import StepBefore
from checks.form_step_parts import StepControl
from checks.form_step_proofs import finds, led_on_before
from checks.form_step_signs import sent_to_commit
from checks.form_step_view import Step
from checks.form_step_words import AS_GUEST, ASIDE, GOES_ON, NEXT, STARTS, plain, sending_words

Before = Sequence[StepBefore]


def says_nothing_known(step: Step, control: StepControl, before: Before) -> str:
    """D1: words that we do not know to lead on may send."""
    words = control.words
    known = any(one.search(words) for one in (NEXT, GOES_ON, STARTS, AS_GUEST)) or finds(step, control)
    if known or words in later_names(step):
        return ""
    return f"D1 “{control.text[:60]}” does not say that it leads on"


def stands_by_final(step: Step, control: StepControl, before: Before) -> str:
    """D2: a control that sends stands beside it in the same form, so this may be the last step."""
    for other in step.controls:
        if (
            other.place == control.place
            or other.form != control.form
            or other.link
            or ASIDE.search(other.words)
        ):
            continue
        if sending_words(other.text) or sent_to_commit(step, other, before):
            return f"D2 stands beside “{other.text[:60]}”"
    return ""


def holds_a_time(step: Step, control: StepControl, before: Before) -> str:
    """D3: choosing one of the times on offer may hold it."""
    for field in step.fields:
        offered = (*field.options, field.label) if field.is_choice else ()
        times = sum(bool(SLOT_CHOICE.search(plain(one))) for one in offered)
        if SLOT.search(plain(field.words)) or times >= 2 or (times and field.type == "radio"):
            return f"D3 offers times: “{field.words[:60]}”"
    return ""


def asks_nothing_more(step: Step, control: StepControl, before: Before) -> str:
    """D4: after earlier steps a page that asks nothing may be the one that sends."""
    if before and not step.fields and not names_what_comes(step, before):
        return "D4 asks nothing, after steps that did"
    return ""


def next_may_be_thanks(step: Step, control: StepControl, before: Before) -> str:
    """D5: who somebody is has been asked, and the one step left may be the thanks for sending.

    Not where the control says "next", or is the one that has led on all the way: whoever counts the thanks as
    a step sends with a control of its own.
    """
    known = bool(step.personal) or any(one.personal for one in before)
    near_end = any(now == whole - 1 for now, whole in count_of(step))
    spoken_for = NEXT.search(control.words) or led_on_before(step, control, before)
    if known and near_end and not spoken_for and not names_what_comes(step, before):
        return "D5 the one step left may be the thanks for sending"
    return ""


def all_is_known(step: Step, control: StepControl, before: Before) -> str:
    """D6: who somebody is has been asked on an earlier step, and this one shows no later step."""
    if any(one.personal for one in before) and not later_steps(step, control, before):
        return "D6 comes after the contact details, and shows no later step"
    return ""


def not_for_robots(step: Step, control: StepControl, before: Before) -> str:
    """D7: the site asks that robots do not follow the link."""
    return "D7 is marked nofollow" if "nofollow" in control.rel.split() else ""


DOUBTS: tuple[Callable[[Step, StepControl, Before], str], ...] = (
    says_nothing_known, stands_by_final, holds_a_time, asks_nothing_more, next_may_be_thanks, all_is_known,
    not_for_robots,
)  # fmt: skip
