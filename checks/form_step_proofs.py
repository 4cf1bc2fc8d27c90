"""The proofs that a further step follows: N1 to N8 of the walking policy, each from a source of its own.

Two proofs are independent where they come from different sources, and there is one function for each source,
which gives at most one proof however often the page says it: the words on the control (its label and its
machine's name are one source); the count (a text "step 2 of 5", the page's title, a list of mere numbers and
a bar are one source); the names of the later steps; what the page asks; the parts already in the page; what
the site did when the same control was pressed before; what the page says in sentences;
and, of a look-up alone, that it does not send the form. A text "Step 2 of 5" and a list "Place, Problem, Your
details" are two: the names of later steps are more than their number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.form_step_later import (
    count_goes_on,
    is_same_page,
    later_names,
    list_goes_on,
    parts_to_come,
    promised,
)
from checks.form_step_model import StepBefore
from checks.form_step_parts import StepControl
from checks.form_step_view import Step
from checks.form_step_words import (
    AS_GUEST,
    ASIDE,
    FINDS,
    GOES_ON,
    NAMES_PLACE,
    NEXT,
    NEXT_NAMES,
    STARTS,
    plain,
)

Before = Sequence[StepBefore]
# Questions of more than this many kinds of choice are no longer a first sorting.
FEW_CHOICES = 4


def finds(step: Step, control: StepControl) -> bool:
    """Say whether a control finds a place: "Search" alone does so only beside a field for one."""
    words = control.words
    beside = any(one.asks & {"postcode", "address", "location"} for one in step.fields)
    return bool(FINDS.search(words)) and (beside or bool(NAMES_PLACE.search(words)))


def says_next(step: Step, control: StepControl, before: Before) -> str:
    """N1: the control's words name a further step; "Continue" does not, unless its name is `next`."""
    words = control.words
    if NEXT.search(words) or finds(step, control) or AS_GUEST.search(words) or words in later_names(step):
        return f"N1 says “{control.text[:60]}”"
    if STARTS.search(words) and not before:
        return f"N1 says “{control.text[:60]}”"
    name = "".join(one for one in plain(control.name) if one.isalpha())
    if GOES_ON.search(words) and name in NEXT_NAMES:
        return f"N1 is named “{control.name[:60]}”"
    return ""


def counts_on(step: Step, control: StepControl, before: Before) -> str:
    """N2: the progress says "step n of m" with n smaller than m."""
    said = count_goes_on(step, before)
    return f"N2 {said}" if said else ""


def lists_later(step: Step, control: StepControl, before: Before) -> str:
    """N3: later steps are listed by their names."""
    said = list_goes_on(step, before)
    return f"N3 {said}" if said else ""


def asks_where_or_what(step: Step, control: StepControl, before: Before) -> str:
    """N4: the page asks only where something is or what kind it is, and nobody has said who they are.

    A page that asks nothing at all is the beginning only where nothing came before, and the control is a link
    or says that it starts.
    """
    if any(one.personal for one in before):
        return ""
    if not step.fields:
        starts = bool(STARTS.search(control.words)) or (control.tag == "a" and bool(control.href))
        return "" if before or not starts else "N4 the page asks nothing yet"
    if AS_GUEST.search(control.words) and all(
        one.asks & {"username", "password", "email"} for one in step.fields
    ):
        return "N4 the page asks nothing of the task yet"
    places = [one for one in step.fields if one.is_place]
    choices = [one for one in step.fields if one not in places and one.is_choice and one.type != "checkbox"]
    ticks = [one for one in step.fields if one.type == "checkbox" and one.group]
    rest = [one for one in step.fields if one not in places and one not in choices and one not in ticks]
    kinds = {one.question for one in (*choices, *ticks)}
    if rest or step.personal or len(kinds) > FEW_CHOICES:
        return ""
    if any(one.asks & {"consent", "witness", "amount", "size"} for one in (*choices, *ticks)):
        return ""
    if places and choices:
        return "N4 the page asks only where it is and what kind"
    return "N4 the page asks only where it is" if places else "N4 the page asks only what kind"


def later_parts(step: Step, control: StepControl, before: Before) -> str:
    """N5: the form's own final control is in the page, and not shown yet."""
    said = parts_to_come(step, control)
    return f"N5 {said}" if said else ""


def led_on_before(step: Step, control: StepControl, before: Before) -> str:
    """N6: the same control of the same form was pressed before and led to another step."""
    for one in reversed(before):
        same = one.control == control.words and one.mark == control.mark
        if same and control.words and not is_same_page(one, step):
            return f"N6 “{control.text[:60]}” led on from “{one.heading[:60]}”"
    return ""


def looks_up(step: Step, control: StepControl) -> bool:
    """Say whether a control finds an address for a field beside it, and does not send the form.

    Where the page asks for more than a place, another control must be there to go on with: a form is sent by
    something.
    """
    sends = control.tag in ("button", "input") and control.type != "button"
    leads = control.tag == "a" and control.href.partition("#")[0] not in ("", step.url.partition("#")[0])
    beside = any(one.form == control.form and one.asks & {"postcode", "address"} for one in step.fields)
    if not beside or sends or leads or not FINDS.search(control.words):
        return False
    only_places = all(one.is_place for one in step.fields)
    return only_places or any(
        other.form == control.form and not other.link and not ASIDE.search(other.words)
        and not FINDS.search(other.words) and any(letter.isalpha() for letter in other.words)
        for other in step.controls
    )  # fmt: skip


def finds_without_sending(step: Step, control: StepControl, before: Before) -> str:
    """N8: a button that does not send the form stands by an address field and finds the address."""
    return "N8 does not send the form, and stands by an address field" if looks_up(step, control) else ""


def promises(step: Step, control: StepControl, before: Before) -> str:
    """N7: the page says in a sentence what comes before anything is sent."""
    said = promised(step, before)
    return f"N7 {said}" if said else ""


PROOFS: tuple[Callable[[Step, StepControl, Before], str], ...] = (
    says_next, counts_on, lists_later, asks_where_or_what, later_parts, led_on_before, promises,
    finds_without_sending,
)  # fmt: skip
