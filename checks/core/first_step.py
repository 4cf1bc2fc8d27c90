"""The first step of the form: that it opens, without an account, on a phone, with a privacy notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.fields import Field
from checks.model import Channel, Device, Flag, Spot, Verdict
from checks.registry import question
from checks.targets import small_targets
from checks.verdicts import no, not_applicable, snippet, unsure, yes
from checks.views import Link, PageView, as_list, as_mapping
from checks.wording import any_of

NARROW_PX = (320, 390)
SLACK_PX = 1.0
BC = "Socitm, Better Connected: the essential question of the “report it” surveys"
OWN = "Better Served, methodology 2026-1: a question of our own"
PERSONAL = ("name", "email", "phone", "address", "birth", "account-number", "registration")


@question(
    "Does the form open and show its first question?",
    at="form",
    yes="The form opens at “{question}”.",
    no="The form opens with nothing to answer or press.",
    source=BC,
)
def form_opens(form: PageView) -> Verdict:
    """What it asks: whether the online form opens in a fresh browser and shows a question one can answer.

    Why it matters: a form that does not open is no service, whatever the page before it promises.
    How to fix: test the link to the form each day, from outside the council's network.
    """
    usable = [field for field in form.fields if not field.disabled and field.shown]
    if usable:
        first = usable[0]
        return yes(
            form.spot(first), question=first.label or first.group or first.placeholder or "its first question"
        )
    if form.has_map():
        return yes(form.spot(form.map_element or form.main), question="a map", confidence=0.8)
    channel = form.survey.decision.channel if form.survey and form.survey.decision else None
    if channel is Channel.ONLINE and form.buttons:
        name, tag = form.buttons[0]
        return yes(form.spot(tag), question=name, confidence=0.75)
    if form.fields:
        return no(form.spot(form.fields[0]), confidence=0.8)
    return unsure("The page behind the start shows no question that we could read.", form.spot(form.main))


@question(
    "Can it be done without registering?",
    at="form",
    yes="The task can be done without registering.",
    no="The form asks to sign in or register before its first question.",
    source="GOV.UK Service Standard, point 4: make the service simple to use",
)
def no_account(form: PageView) -> Verdict:
    """What it asks: whether the form can be begun without signing in, by itself or by a guest's way.

    Why it matters: an account for a task done once a year costs more time than the task itself.
    How to fix: let residents go on without an account, and offer one at the end.
    """
    decision = form.survey.decision if form.survey else None
    if decision and decision.channel is Channel.ONLINE:
        optional = Flag.SIGN_IN_OPTIONAL in decision.flags
        return yes(
            form.spot(form.fields[0] if form.fields else form.main), confidence=0.9 if optional else 1.0
        )
    guest = next((link for link in form.links if _GUEST.search(f"{link.text} {link.name}")), None)
    button = next((tag for name, tag in form.buttons if _GUEST.search(name)), None)
    if guest or button:
        return yes(form.spot(guest or button or form.main))
    if form.password is not None:
        task = [field for field in form.fields if field.type != "password"]
        if task:
            return unsure("The page holds a form and a password box.", form.spot(form.password))
        return no(form.spot(form.password))
    if form.fields:
        return yes(form.spot(form.fields[0]))
    return unsure("The page shows neither a form nor a sign-in that we could read.")


_GUEST = any_of(
    r"(?:continue|carry on|proceed|report|apply|pay|start|go on|do it)\b[^.]{0,40} (?:without"
    r"|anonymously|as a guest)",
    r"guest|anonymous(?:ly)?|without (?:an account|signing in|logging in|registering|a login)",
    r"don't (?:have|need|want) (?:to|an)[^.]{0,20} (?:account|register|sign in|log in)|skip (?:this|sign)",
    r"heb gyfrif",
)


@question(
    "Does the form fit a phone?",
    at="form",
    needs=("html", "layout"),
    device=Device.PHONE,
    yes="The form fits a phone: no sideways scroll, targets of 24 px or more, fitting input types.",
    no="On a phone {fault}.",
    source="WCAG 1.4.10 Reflow, 2.5.8 Target Size (Minimum), 1.3.5 Identify Input Purpose",
    version=3,
)
def works_on_phone(form: PageView) -> Verdict:
    """What it asks: whether nothing scrolls sideways at 320 and 390 px, in a frame neither, targets are
    24 px or more, and fields for e-mail and telephone bring up their own keyboard or can be filled in by the
    phone.

    Why it matters: many residents come by phone.
    How to fix: set the viewport, let boxes wrap, give targets room, and use the input types and autocomplete.
    """
    layout = as_mapping(form.layout)
    for row in map(as_mapping, as_list(layout.get("widths"))):
        width, scroll = float(row.get("width") or 0), float(row.get("scroll_width") or 0)
        if int(width) in NARROW_PX and scroll > width + SLACK_PX:
            wide = [as_mapping(one) for one in as_list(row.get("wide"))][:3]
            spots = [
                Spot(str(w.get("selector") or ""), snippet(str(w.get("snippet") or "")), form.url)
                for w in wide
            ]
            return no(*spots, fault=f"{scroll:.0f} px of content need sideways scrolling at {width:.0f} px")
        frame = _too_wide_for_its_frame(row, layout) if int(width) in NARROW_PX else None
        if frame is not None:
            inside, has = float(frame.get("scroll_width") or 0), float(frame.get("width") or 0)
            spot = Spot(str(frame.get("selector") or ""), "the frame that holds the form", form.url)
            fault = f"the form needs {inside:.0f} px in a frame of {has:.0f} px and scrolls sideways in it"
            return no(spot, fault=fault, confidence=0.9)
    small = _too_small(form)
    if small:
        names = [str(one.get("name") or one.get("text") or one.get("tag") or "a control") for one in small]
        spots = [
            Spot(str(one.get("selector") or ""), snippet(name), form.url)
            for one, name in zip(small, names, strict=True)
        ]
        size = f"{float(small[0].get('w') or 0):.0f} x {float(small[0].get('h') or 0):.0f} px"
        return no(*spots[:5], fault=f"“{names[0]}” is {size} with too little room around it")
    unfit = next((field for field in form.fields if _wrong_keyboard(field)), None)
    if unfit:
        return no(
            form.spot(unfit), fault=f"“{unfit.label}” brings up the wrong keyboard and cannot be filled in"
        )
    widths = {int(float(as_mapping(row).get("width") or 0)) for row in as_list(layout.get("widths"))}
    if not widths.issuperset(NARROW_PX):
        return unsure("The form was not measured at both 320 and 390 px.")
    return yes(form.spot(form.main))


def _too_wide_for_its_frame(row: Mapping[str, Any], layout: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the frame that holds fields and more than it is wide; a map's or a film's is no form."""
    controls = [as_mapping(one) for one in as_list(layout.get("controls"))]
    fields = {one.get("frame") for one in controls if one.get("tag") in ("input", "select", "textarea")}
    frames = [as_mapping(one) for one in as_list(row.get("frames"))]
    return next((one for one in frames if one.get("frame") in fields), None)


def _too_small(form: PageView) -> list[Mapping[str, Any]]:
    """Return the controls to press that fail WCAG 2.5.8, as the findings have it."""
    return small_targets(one for one in form.controls if _takes_press(one))


def _takes_press(one: Mapping[str, Any]) -> bool:
    return str(one.get("tag")) in ("a", "button", "input", "select", "textarea", "summary", "area") or bool(
        one.get("role")
    )


def _wrong_keyboard(field: Field) -> bool:
    if field.tag != "input" or field.type not in ("text", ""):
        return False
    if "email" in field.meanings:
        return field.inputmode != "email" and "email" not in field.autocomplete
    if "phone" in field.meanings and "email" not in field.meanings:
        return field.inputmode not in ("tel", "numeric") and "tel" not in field.autocomplete
    return False


@question(
    "Is a privacy notice linked where data is asked for?",
    at="form",
    yes="A privacy notice is linked where data is asked for: “{text}”.",
    no="The step asks for {field} and links no privacy notice beside it.",
    source="UK GDPR, article 13; Information Commissioner's Office, right to be informed",
)
def privacy_notice(form: PageView) -> Verdict:
    """What it asks: whether the step that asks for personal data links the notice of what is done with it.

    Why it matters: people must be told when their data are collected; a link in the footer is easily missed.
    How to fix: link the service's own privacy notice beside the first personal question.
    """
    asked = next((field for field in form.fields if field.means(*PERSONAL)), None)
    notice = next((link for link in form.own_links if _says_privacy(link)), None)
    if notice:
        return yes(form.spot(notice), text=notice.name or notice.text)
    if asked is None:
        return not_applicable("The first step asks for no personal data.")
    if any(_PRIVACY.search(block.text) for block in form.blocks):
        return unsure(
            "Privacy is spoken of beside the form, without a link that we could read.", form.spot(asked)
        )
    return no(form.spot(asked), field=asked.label or "personal data")


def _says_privacy(link: Link) -> bool:
    return bool(_PRIVACY.search(f"{link.text} {link.name} {link.url.rpartition('/')[2]}"))


_PRIVACY = any_of(
    r"privacy|data protection|fair processing|(?:how we )?(?:use|uses|process|store|protect"
    r"|look after) your (?:personal )?"
    r"(?:data|information)|personal (?:data|information)|the data we collect|gdpr|preifatrwydd"
    r"|diogelu data",
)
