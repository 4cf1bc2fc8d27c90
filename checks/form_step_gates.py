"""What a walk stops at whatever the controls say: payment, sign-in, code, CAPTCHA, file, private question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from checks.channel_words import PAYMENT_HOST
from checks.facets import as_list
from checks.form_step_asks import (
    AMOUNT_FIELD,
    CARD_FIELD,
    CODE_FIELD,
    PAYMENT_PAGE,
    ROBOT_TEST,
    SENSITIVE,
    SENSITIVE_CHOICES,
    SIGN_IN,
    WILL_SEND_CODE,
)
from checks.form_step_model import StopReason
from checks.form_step_parts import StepControl
from checks.form_step_view import Step
from checks.form_step_words import AS_GUEST, PAYS, SENDS_CODE, plain

Controls = Sequence[StepControl]


def asks_payment(step: Step, ways: Controls) -> str:
    """Say what takes money here: card fields, a payment service, or a control that goes to pay."""
    found = as_list(step.facet.get("payment"))
    if found:
        return f"has a payment service: {str(found[0])[:80]}"
    for field in step.fields:
        said = plain(f"{field.words} {field.autocomplete}")
        if CARD_FIELD.search(said) or AMOUNT_FIELD.search(said):
            return f"asks for “{(field.label or field.autocomplete)[:60]}”"
    for text in (step.main_heading, *step.headings[:3]):
        if step.fields and PAYMENT_PAGE.search(plain(text)):
            return f"is a page to pay: “{text[:60]}”"
    for control in ways:
        if PAYS.search(control.words):
            return f"“{control.text[:60]}” goes to pay"
        if any(_is_payment(url) for url in (control.action, control.href)):
            return f"“{control.text[:60]}” leads to a payment service"
    return ""


def has_captcha(step: Step, ways: Controls) -> str:
    """Say which CAPTCHA guards the form."""
    found = as_list(step.facet.get("captcha"))
    if found:
        return f"has a CAPTCHA: {str(found[0])[:80]}"
    codes = [one for one in step.fields if "captcha" in one.asks]
    sums = next((one for one in step.fields if ROBOT_TEST.search(plain(one.words))), None)
    if sums is not None:
        return f"asks “{sums.label[:60]}”"
    asks = next((one for one in codes if not CODE_FIELD.search(plain(one.words))), None)
    return f"asks for “{asks.label[:60]}”" if asks is not None else ""


def asks_sign_in(step: Step, ways: Controls) -> str:
    """Say what has to be signed in to; nothing where one may go on as a guest."""
    if any(AS_GUEST.search(one.words) for one in ways):
        return ""
    password = next((one for one in step.fields if one.type == "password" or "password" in one.asks), None)
    if password is not None:
        return f"asks for “{(password.label or 'a password')[:60]}”"
    others = [one for one in step.fields if not one.asks & {"email", "username"}]
    for text in (step.main_heading, step.title):
        if SIGN_IN.search(plain(text)) and not others:
            return f"is a page to sign in or make an account: “{text[:60]}”"
    return ""


def asks_code(step: Step, ways: Controls) -> str:
    """Say which one-time code is asked for, or would be sent."""
    for field in step.fields:
        if field.autocomplete == "one-time-code" or CODE_FIELD.search(plain(field.words)):
            return f"asks for “{field.label[:60]}”"
    for control in ways:
        if SENDS_CODE.search(control.words):
            return f"“{control.text[:60]}” sends a code"
    if any(one.asks & {"email", "phone"} for one in step.fields):
        for text in (*step.headings, *step.texts, *(one.hint for one in step.fields)):
            found = WILL_SEND_CODE.search(plain(text))
            if found:
                return f"says “{found.group()[:80]}”"
    return ""


def asks_special_category(step: Step, ways: Controls) -> str:
    """Say which question is about health, origin, belief, sex life, union or convictions (UK GDPR 9, 10)."""
    for field in step.fields:
        if SENSITIVE.search(plain(f"{field.group} {field.label}")):
            return f"asks “{(field.group or field.label)[:60]}”"
        said = [field.label, *field.options] if field.is_choice else []
        if sum(bool(SENSITIVE_CHOICES.search(plain(one))) for one in said) >= (
            1 if field.type == "radio" else 2
        ):
            return f"asks “{(field.group or field.label)[:60]}”"
    return ""


def needs_upload(step: Step, ways: Controls) -> str:
    """Say which file must be sent; a file that may be left out stops nothing."""
    for field in step.fields:
        if field.type == "file" and field.required:
            return f"asks for a file: “{field.label[:60]}”"
    return ""


# In this order: what is worst to touch comes first.
GATES: tuple[tuple[StopReason, Callable[[Step, Controls], str]], ...] = (
    (StopReason.PAYMENT, asks_payment),
    (StopReason.CAPTCHA, has_captcha),
    (StopReason.CODE, asks_code),
    (StopReason.SIGN_IN, asks_sign_in),
    (StopReason.SENSITIVE, asks_special_category),
    (StopReason.UPLOAD, needs_upload),
)


def _is_payment(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return bool(host) and bool(PAYMENT_HOST.search(host))
