"""The signs that pressing a control would send the form: F1 to F12 (docs/walking.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from checks.addresses import commits
from checks.facets import as_list, as_mapping
from checks.form_step_asks import (
    ACCEPTS,
    BY_PRESSING,
    CHECKS_ANSWERS,
    COOKIES,
    DECLARES,
    PAYMENT_TERMS,
    PERSONAL_WORDS,
    PRESS_SENDS,
    ROBOT_TEST,
    TERMS,
    WILL_BE_SENT,
)
from checks.form_step_later import later_steps, says_last
from checks.form_step_model import StepBefore
from checks.form_step_parts import StepControl, StepField
from checks.form_step_view import Step
from checks.form_step_words import AS_GUEST, SENDING_NAMES, bare, plain, sending_words

Before = Sequence[StepBefore]
# More questions than this on the only page known are the whole task, not its first step.
FEW_QUESTIONS = 5
_SENDING_PATHS = frozenset("submit submission confirm send finalise finalize finish checkout".split())
_PARTS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")


def says_send(step: Step, control: StepControl, before: Before) -> str:
    """F1 and F11: the control's words, in English or Welsh, say that it sends."""
    for said in (control.text, control.drawn):
        if sending_words(said):
            return f"F1 says “{said[:60]}”"
    return ""


def named_send(step: Step, control: StepControl, before: Before) -> str:
    """F1: its own name or value says that it sends; the name `submit` is every button's: it says nothing."""
    parts = {one.lower() for one in _PARTS.split(control.name) if one}
    if parts & SENDING_NAMES or control.name.casefold().replace("_", "").replace("-", "") in SENDING_NAMES:
        return f"F1 is named “{control.name[:60]}”"
    value = control.value
    if value and bare(value) != control.words and control.tag == "button" and sending_words(value):
        return f"F1 carries the value “{value[:60]}”"
    return ""


def sent_to_commit(step: Step, control: StepControl, before: Before) -> str:
    """F1: the address it leads to says that something is sent, booked, paid or deleted there."""
    for url in (control.href, control.action):
        if not url:
            continue
        if url.casefold().startswith("mailto:"):
            return "F1 sends an e-mail"
        if not url.casefold().startswith(("http:", "https:")):
            continue  # What a script does is judged by the control's words.
        last = url.split("?")[0].rstrip("/").rpartition("/")[2].casefold()
        parts = {one.lower() for one in _PARTS.split(last) if one}
        # Every step of some forms is kept at an address that ends in "save".
        if (commits(url) and not last.startswith("save")) or parts & _SENDING_PATHS:
            return f"F1 leads to an address that ends in “{last[:60]}”"
    return ""


def pressing_sends(step: Step, control: StepControl, before: Before) -> str:
    """F1: the page says what pressing this control does, whatever its own words are."""
    words = control.words
    spoken = r"\W+".join(re.escape(one) for one in words.split())
    pattern = re.compile(PRESS_SENDS.format(spoken), re.I) if words else None
    for text in step.texts:
        said = plain(text)
        found = (pattern.search(said) if pattern else None) or WILL_BE_SENT.search(said)
        if found:
            return f"F1 the page says “{found.group()[:100]}”"
    return ""


def checks_answers(step: Step, control: StepControl, before: Before) -> str:
    """F2: the page shows the answers once more."""
    for text in (step.main_heading, *step.headings[:3]):
        if CHECKS_ANSWERS.search(plain(text)):
            return f"F2 is a page to check the answers: “{text[:60]}”"
    summary = as_mapping(step.facet.get("summary"))
    rows, changes = summary.get("rows"), summary.get("changes")
    rows, changes = (one if isinstance(one, int) else 0 for one in (rows, changes))
    asks = any(one.type != "checkbox" for one in step.fields)
    if changes >= 2 or (changes and rows >= 2 and not asks):
        return f"F2 is a page to check the answers: {changes} links to change them"
    if rows >= 2 and before and not asks:
        return f"F2 is a page to check the answers: {rows} answers, and nothing more is asked"
    return ""


def declares(step: Step, control: StepControl, before: Before) -> str:
    """F3: a tick or the text beside the control declares that the answers are right."""
    for field in ticks(step):
        if DECLARES.search(plain(field.words)):
            return f"F3 asks to declare: “{field.words[:60]}”"
    for text in (*step.headings, *step.texts):
        said = plain(text)
        if re.match(
            r"\W*(?:declaration"
            r"|datganiad)\W*$",
            said,
        ) or re.match(r"\W*i (?:hereby )?(?:declare|certify)\b", said):
            return f"F3 has a declaration: “{text[:60]}”"
    return ""


def is_last(step: Step, control: StepControl, before: Before) -> str:
    """F4: the progress says that this is the last step, or the last before one pays or is thanked."""
    said = says_last(step)
    return f"F4 {said}" if said else ""


def asks_everything(step: Step, control: StepControl, before: Before) -> str:
    """F5: who somebody is, how to reach them and the task are asked on one page that shows no later step."""
    if goes_round(control) or later_steps(step, control, before):
        return ""
    named = any("name" in one.asks for one in step.personal)
    reached = any(one.asks & {"email", "phone"} for one in step.personal)
    others = [one for one in step.fields if not one.is_personal]
    if named and reached and others:
        return "F5 asks for name, contact and the task on one page, and shows no later step"
    return ""


def is_whole_task(step: Step, control: StepControl, before: Before) -> str:
    """F6: the only page known asks for all that the task needs, and shows no later step."""
    if before or not step.fields or goes_round(control) or later_steps(step, control, before):
        return ""
    writes = any(one.is_writing for one in step.fields)
    places = any(one.is_place for one in step.fields) or bool(step.facet.get("maps"))
    if writes and (places or step.questions > 2):
        return "F6 asks where and what on the only page known, and shows no later step"
    if step.questions > FEW_QUESTIONS:
        return f"F6 asks {step.questions} questions on the only page known, and shows no later step"
    return ""


def asks_contact(step: Step, control: StepControl, before: Before) -> str:
    """F7: the page asks who somebody is, and shows no later step."""
    if goes_round(control) or later_steps(step, control, before):
        return ""
    if step.personal:
        asked = step.personal[0].label or step.personal[0].group
        return f"F7 asks for “{asked[:60]}”, and shows no later step"
    # Fields that nothing names ask what the heading says.
    if any(not one.is_choice for one in step.fields) and PERSONAL_WORDS.search(plain(step.main_heading)):
        return f"F7 is headed “{step.main_heading[:60]}”, and shows no later step"
    return ""


def has_captcha(step: Step, control: StepControl, before: Before) -> str:
    """F8: a CAPTCHA guards what is sent."""
    if any(ROBOT_TEST.search(plain(one.words)) for one in step.fields):
        return "F8 asks what only a person answers"
    found = as_list(step.facet.get("captcha"))
    if found or any("captcha" in one.asks for one in step.fields):
        return "F8 has a CAPTCHA"
    return ""


def has_payment_terms(step: Step, control: StepControl, before: Before) -> str:
    """F9: the page says what will be paid now."""
    for text in (*step.headings, *step.texts, *(one.words for one in ticks(step))):
        found = PAYMENT_TERMS.search(plain(text))
        if found:
            return f"F9 says “{found.group()[:60]}”"
    return ""


def asks_acceptance(step: Step, control: StepControl, before: Before) -> str:
    """F10: terms or a privacy notice are accepted with a tick or by pressing."""
    for field in ticks(step):
        said = plain(field.words)
        # "I agree" beside terms that stand elsewhere.
        alone = field.type == "checkbox" and len(plain(field.label).split()) <= 4
        if ACCEPTS.search(said) and (TERMS.search(said) or alone):
            return f"F10 asks to accept: “{field.words[:60]}”"
    for text in step.texts:
        said = plain(text)
        found = BY_PRESSING.search(said)
        if found and not COOKIES.search(said):
            return f"F10 says “{found.group()[:100]}”"
    return ""


def is_unnamed(step: Step, control: StepControl, before: Before) -> str:
    """F12: an icon, an arrow or a number: the control has no words."""
    return "" if any(one.isalpha() for one in control.words) else "F12 has no words"


# Those of the control itself, the page left out.
OWN_SIGNS: tuple[Callable[[Step, StepControl, Before], str], ...] = (
    says_send, named_send, sent_to_commit, pressing_sends, is_unnamed,
)  # fmt: skip
SIGNS: tuple[Callable[[Step, StepControl, Before], str], ...] = (
    says_send, named_send, sent_to_commit, pressing_sends, checks_answers, declares, is_last, asks_everything,
    is_whole_task, asks_contact, has_captcha, has_payment_terms, asks_acceptance, is_unnamed,
)  # fmt: skip


def goes_round(control: StepControl) -> bool:
    """Say whether a control is a link round a log-in, which sends nothing of what the page asks."""
    return control.tag == "a" and bool(AS_GUEST.search(control.words))


def ticks(step: Step) -> tuple[StepField, ...]:
    """Return the boxes to tick, and what may be chosen in their place ("I agree", "I do not agree")."""
    return tuple(one for one in step.fields if one.type in ("checkbox", "radio"))
