"""Measures one step of a form: its fields, controls, headings, progress, and what guards it."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Error, Frame, Page

from checks import form_step_progress as says
from checks.channel_words import PAYMENT_HOST
from checks.furniture import TOKENS
from crawler.probes import measure
from crawler.probes.frames import seen_frames

LIMITS = {"elements": 8000, "forms": 40, "fields": 200, "controls": 60, "texts": 40, "options": 80}
# What authors call the parts that show progress, and the states of a step, in classes, ids and labels; and
# what is said for those who cannot see them.
_WORDS = {
    "count": says.COUNT.pattern,
    "ordinal": says.COUNT_ORDINAL.pattern,
    "after": says.COUNT_AFTER.pattern,
    "bare": says.COUNT_BARE.pattern,
    "remaining": says.REMAINING.pattern,
    "last": says.LAST_STEP.pattern,
    "paymentHost": PAYMENT_HOST.pattern,
    "progress": r"(?:^|[\s_-])(?:progress\w*|steps?|stepper|step-?list|wizard\w*|stages?|stagebar|tracker"
                r"|milestones?"
    r"|form-?pages|page-?list|cynnydd|camau)(?:$|[\s_-])",
    "notProgress": r"breadcrumb|pagination|pager|carousel|upload|instructions|guidance",
    "current": r"(?:^|[\s_-])(?:current|active|selected|now|here|in-?progress|on|is-active|is-current"
               r"|presennol|cyfredol)(?:$|[\s_-])",
    "done": r"(?:^|[\s_-])(?:done|complete|completed|visited|past|finished|ticked|success|passed|checked"
            r"|previous)(?:$|[\s_-])",
    "saysCurrent": r"\b(?:current(?: step| page| section)?|you are here|in progress|cam presennol"
                   r"|cyfredol)\b",
    "saysDone": r"\b(?:completed|done|visited|wedi'i gwblhau|wedi gorffen)\b",
    "saysState": r"\(?\b(?:current(?: step| page| section)|you are here|in progress|not (?:yet )?started"
                 r"|not (?:yet )?completed"
    r"|completed|cam presennol|cyfredol|wedi'i gwblhau)\b:?\)?",
    "change": r"^\W*(?:change|edit|amend|newid|golygu)\b",
    "required": r"\*|\((?:required|mandatory|must be completed|gofynnol)\)|\brequired field\b"
                r"|\bmandatory\b|\bgofynnol\b",
    "trap": r"leave (?:this|it)? ?(?:field )?(?:blank|empty)|do not (?:fill|complete)|don'?t fill|not "
            r"for humans|honeypot"
    r"|gadewch (?:hwn|y maes hwn)? ?yn wag",
    "error": r"(?:^|[\s_-])(?:errors?|invalid-?feedback|validation|field-?error|gwall(?:au)?)(?:$|[\s_-])",
    "lookup": r"post\s?code|address|street|house|cod\s?post|cyfeiriad|uprn",
    "captchaHost": r"recaptcha|hcaptcha|challenges\.cloudflare|turnstile|friendlycaptcha|mtcaptcha"
                   r"|arkoselabs|funcaptcha"
    r"|captcha",
}  # fmt: skip
_ARGUMENT = {
    "limits": LIMITS,
    "words": {name: pattern.replace("(?P<", "(?<") for name, pattern in _WORDS.items()},
    "parts": {place: sorted(names) for place, names in TOKENS},
}


async def measure_form_step(frame: Frame) -> dict[str, Any]:
    """Return the facet `form-step` of docs/evidence.md of the frame that holds the form.

    One evaluation, that reads only: nothing is pressed, focused or filled.
    """
    facet: dict[str, Any] = await measure(frame, "form_step", _ARGUMENT)
    facet["frame"] = {"name": frame.name, "url": frame.url[:2000]}
    return facet


async def form_frame(page: Page) -> Frame:
    """Return the frame that holds the form: the one with the most fields in view, else the page itself."""
    best, most = page.main_frame, await _fields(page.main_frame)
    for seen in await seen_frames(page):
        try:
            found = await _fields(seen.frame)
        except Error:
            continue  # It went away while we looked.
        if found > most:
            best, most = seen.frame, found
    return best


async def _fields(frame: Frame) -> int:
    facet = await measure(frame, "form_step", _ARGUMENT)
    return sum(
        bool(one["visible"]) and not one["decoy"] and one["place"] in ("main", "aside", "related")
        for one in facet["fields"]
    )
