"""The keyboard: whether the task page and the first step of the form can be used without a pointer."""

from __future__ import annotations

from checks.accessibility.keyboard import keyboard_flaws
from checks.accessibility.model import FAILURE, Flaw
from checks.accessibility.pointer import dialog_flaws, pointer_flaws
from checks.facets import as_mapping
from checks.model import Cause, Device, Missing, Spot, Verdict
from checks.registry import question
from checks.verdicts import could_not_test, no, snippet, yes
from checks.views import PageView, SurveyView

# What keeps a person with a keyboard from using a page; matters of order and names are findings of their own.
STOPPING = frozenset(
    "keyboard-trap focus-visible click-only hover-only deaf-to-space dialog-close-unreachable "
    "changes-on-focus".split()
)
# A walk that was cut short has seen the page's beginning alone.
CUT_SHORT = 0.8
# Rules that are not sure yet leave the answer to a person.
UNSURE = 0.6


@question(
    "Can every control be reached by keyboard, with visible focus and no trap?",
    at="walk",
    needs=(),
    yes="The Tab key reaches the controls of the task page and the first step, in sight, and leaves them.",
    no="With the keyboard alone: {fault} ({count} such faults).",
    source="WCAG 2.2, 2.1.1 Keyboard, 2.1.2 No Keyboard Trap, 2.4.7 Focus Visible",
)
def keyboard(survey: SurveyView) -> Verdict:
    """What it asks: whether a walk with the Tab key over the task page and the first form step (desktop, at
    most 80 stops each) is caught nowhere and shows where it is, and nothing needs a pointer.

    Why it matters: people who cannot use a mouse, and many who use a screen reader, have only the keyboard.
    How to fix: use buttons and links, keep the focus outline, and never hold the Tab key back.
    """
    pages = [page for page in (survey.task, survey.form) if page is not None]
    spots: list[Spot] = []
    faults: list[str] = []
    unread: Missing | None = None
    capped = certain = False
    for step in dict.fromkeys(page.step for page in pages):
        view = survey.page(step, Device.DESKTOP)
        if view is None:
            unread = unread or Missing(Cause.NOT_MEASURED, f"No browser opened the step {step}.")
            continue
        walk = view.evidence.facet("keyboard")
        if isinstance(walk, Missing):
            unread = unread or walk
            continue
        capped = capped or bool(as_mapping(walk).get("capped"))
        for flaw in _stopped(view):
            certain = certain or flaw.certainty == FAILURE
            faults.append(snippet(f"{flaw.detail} “{flaw.html}”"))
            spots.append(Spot(flaw.selector, flaw.html, view.url))
    if faults:
        return no(*spots, fault=faults[0], count=len(faults), confidence=1.0 if certain else UNSURE)
    if unread is not None or not pages:
        cause = unread.cause if unread else Cause.NOT_MEASURED
        return could_not_test(cause, snippet(unread.detail) if unread else "No page was measured.")
    return yes(*(page.spot(page.main) for page in pages), confidence=CUT_SHORT if capped else 1.0)


def _stopped(view: PageView) -> list[Flaw]:
    facet = view.evidence.facet
    flaws = (
        *keyboard_flaws(facet("keyboard")),
        *pointer_flaws(facet("pointer")),
        *dialog_flaws(facet("dialogs")),
    )
    found = [flaw for flaw in flaws if flaw.rule in STOPPING]
    return sorted(found, key=lambda flaw: flaw.certainty != FAILURE)
