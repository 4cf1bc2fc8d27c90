"""The way in from a task's page: a form here, a control to follow, a sign-in, a document, a hand-over."""

from __future__ import annotations

from dataclasses import replace

from checks.form_kinds import asks_password, loose_task_fields, shown, task_forms
from checks.model import Journey
from checks.page_kinds import off_kind
from checks.route_words import GUEST, HOW_TO, LESS, NEEDS_ACCOUNT, SIGN_IN, UPDATES
from checks.seen import PageDigest
from checks.vocabulary import Vocabulary, vocabulary
from checks.way_text import ACTS, leads_to_form
from checks.ways import (
    FOLLOW,
    MENU,
    NextStep,
    about_task,
    document_way,
    is_public_body,
    lone_form_way,
    ways_of,
)

__all__ = ["FOLLOW", "NextStep", "is_public_body", "leads_to_form", "next_step"]

MAX_ALTERNATIVES = 8
TOLD = 0.35
_LESS_SURE = {MENU, *(label for label, *_ in LESS)} - {HOW_TO}


def next_step(page: PageDigest, journey: Journey) -> NextStep:
    """Return the way in to *journey* from its task or start page, with the other ways as alternatives."""
    words = vocabulary(journey)
    ways = ways_of(page, words)
    here = _form_here(page, words)
    guest = next((one for one in ways if GUEST.search(one.text) and one.kind == "follow"), None)
    if asks_password(page) and (here is None or _is_part_of_login(page)):
        if guest is not None:
            return _with(replace(guest, reasons=("a way without an account", *guest.reasons)), ways)
        return _with(
            NextStep("sign-in", page.url, _sign_in_text(page), score=0.9, reasons=("asks for a password",)),
            ways,
        )
    best = ways[0] if ways else None
    if here is not None and (best is None or best.score < here.score or best.kind != "follow"):
        return _with(here, ways)
    if best is not None and best.score >= FOLLOW:
        return _with(best, [*ways, *([here] if here else [])])
    if here is not None and here.score >= FOLLOW:
        return _with(here, ways)
    signs = [
        link
        for link in page.links
        if link.place in ("main", "aside")
        and not link.above
        and SIGN_IN.search(link.says)
        and not UPDATES.search(link.sentence)
    ]
    about = about_task(page, words) >= 0.4
    if (
        signs
        and (about or len(page.text) < 1500)
        and NEEDS_ACCOUNT.search(f"{page.text[:6000]}\n{signs[0].says}")
    ):
        link = signs[0]
        return _with(
            NextStep(
                "sign-in", link.url, link.says, score=0.7, reasons=("only ways to sign in or register",)
            ),
            ways,
        )
    # Words that are less sure are taken before a paper form, and where there is nothing else.
    told = next((one for one in ways if _is_told(one)), None)
    if told is not None and HOW_TO not in told.reasons:
        return _with(told, ways)
    lone = lone_form_way(page, words)
    if lone is not None:
        return _with(lone, ways)
    document = document_way(page, words)
    if document is not None:
        return _with(document, ways)
    if told is not None:
        # A guide's part that says how: where nothing else leads on, the way in is on it.
        return _with(told, ways)
    return NextStep(
        "none", score=0.0, reasons=("no control leads on",), alternatives=tuple(ways[:MAX_ALTERNATIVES])
    )


def _is_told(way: NextStep) -> bool:
    said = set(way.reasons)
    return way.score >= TOLD and ACTS in said and not said & _LESS_SURE


def _with(step: NextStep, ways: list[NextStep]) -> NextStep:
    others = tuple(one for one in ways if (one.url, one.selector) != (step.url, step.selector))
    return replace(step, alternatives=others[:MAX_ALTERNATIVES])


def _form_here(page: PageDigest, words: Vocabulary) -> NextStep | None:
    forms = task_forms(page)
    loose = loose_task_fields(page)
    about = about_task(page, words)
    best: NextStep | None = None
    for form in forms:
        fields = shown(form)
        near = words.match(form.heading[:200])
        said = " ".join(button.text for button in form.buttons)
        score = 0.6 + 0.03 * min(5, len(fields)) + 0.2 * max(about, near.score)
        if (near.decoy >= 0.8 and not near.object) or (about == 0 and near.score == 0 and len(fields) <= 1):
            # A form for something else stands on the page: a collection day, a newsletter, a directory.
            score -= 0.3
        elif form.method == "get" and near.score == 0 and len(fields) <= 2:
            # A look-up beside the way in: "Your nearest ...", "Choose your address".
            score -= 0.15
        if form.place == "aside" and near.score == 0 and len(fields) <= 2:
            # A box beside the content: "Find your nearest", on every page of the site.
            score -= 0.35
        if off_kind(f"{form.heading} {said}")[0] == "for businesses":
            score -= 0.2
        reason = f"holds a form with {len(fields)} field{'s' * (len(fields) != 1)}"
        step = NextStep("form-here", page.url, said[:200], score=round(min(1.0, score), 4), reasons=(reason,))
        if best is None or step.score > best.score:
            best = step
    if best is None and loose and (page.controls or len(loose) > 1):
        reason = "holds fields that a script sends"
        score = 0.6 + 0.2 * about
        if len(loose) <= 2 and loose[0].heading and not words.match(loose[0].heading[:200]).score:
            # "My area", "Near you": under a heading of its own.
            score -= 0.15
        best = NextStep("form-here", page.url, how="script", score=round(score, 4), reasons=(reason,))
    return best


def _is_part_of_login(page: PageDigest) -> bool:
    return all(any(one.type == "password" for one in shown(form)) for form in task_forms(page))


def _sign_in_text(page: PageDigest) -> str:
    for form in page.forms:
        if any(one.type == "password" for one in form.fields):
            return next((button.text for button in form.buttons if button.text), "")
    return ""
