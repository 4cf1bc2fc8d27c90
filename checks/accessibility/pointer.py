"""Judges what only a pointer can do, dialogs, text that is cut off, and contrast read off the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks.accessibility.facts import number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

CLICK_ONLY = Rule(
    "click-only",
    "2.1.1",
    "A",
    "critical",
    "What can be clicked can be used with the keyboard",
    "Use a button or a link.",
    "WCAG 2.2, 2.1.1 Keyboard; failures F54, F59",
    sure=True,
)
HOVER_ONLY = Rule(
    "hover-only",
    "2.1.1",
    "A",
    "serious",
    "What the pointer shows, the keyboard shows too",
    "Show it on :focus-within as on :hover, or with a button.",
    "WCAG 2.2, 2.1.1 Keyboard; technique SCR39",
)
DIALOG_FOCUS = Rule(
    "dialog-focus",
    "2.4.3",
    "A",
    "serious",
    "A dialog that opens takes the focus",
    "Move the focus into the dialog when it opens (showModal does).",
    "WCAG 2.2, 2.4.3 Focus Order; WAI-ARIA Authoring Practices, dialog",
)
DIALOG_ESCAPES = Rule(
    "dialog-focus-escapes",
    "2.4.3",
    "A",
    "serious",
    "The focus stays in a dialog while it covers the page",
    "Keep Tab inside the dialog until it is closed (showModal does).",
    "WCAG 2.2, 2.4.3 Focus Order; WAI-ARIA Authoring Practices, dialog",
)
DIALOG_ESCAPE_KEY = Rule(
    "dialog-escape-key",
    "",
    "",
    "moderate",
    "Escape closes a dialog",
    "Close the dialog when Escape is pressed.",
    "WAI-ARIA Authoring Practices, dialog",
)
DIALOG_CLOSE = Rule(
    "dialog-close-unreachable",
    "2.1.1",
    "A",
    "critical",
    "What closes a dialog can be reached with the keyboard",
    "Use a button.",
    "WCAG 2.2, 2.1.1 Keyboard; failure F54",
)
DIALOG_BACK = Rule(
    "dialog-focus-lost",
    "2.4.3",
    "A",
    "moderate",
    "The focus returns when a dialog is closed",
    "Put the focus back on what opened the dialog.",
    "WCAG 2.2, 2.4.3 Focus Order; WAI-ARIA Authoring Practices, dialog",
)
TEXT_CLIPPED = Rule(
    "text-clipped",
    "1.4.4",
    "AA",
    "serious",
    "Text at twice its size is not cut off",
    "Give boxes a least height in place of a height, and let text wrap.",
    "WCAG 2.2, 1.4.4 Resize Text; failure F69",
)
SPACING_CLIPPED = Rule(
    "spacing-clipped",
    "1.4.12",
    "AA",
    "serious",
    "Text with wider spacing is not cut off",
    "Give boxes a least height in place of a height, and let text wrap.",
    "WCAG 2.2, 1.4.12 Text Spacing; failure F104",
)
CONTRAST = Rule(
    "contrast-on-picture",
    "1.4.3",
    "AA",
    "serious",
    "Text stands out from the picture or gradient behind it",
    "Put a plain ground behind the text, or darken the picture under it.",
    "WCAG 2.2, 1.4.3 Contrast (Minimum); ACT afw4f7; failure F83",
    sure=True,
    act=("afw4f7",),
)
CONTRAST_MORE = Rule(
    "contrast-on-picture-enhanced",
    "1.4.6",
    "AAA",
    "minor",
    "Text stands out strongly from the picture or gradient behind it",
    "Put a plain ground behind the text, or darken the picture under it.",
    "WCAG 2.2, 1.4.6 Contrast (Enhanced); ACT 09o5cg",
    act=("09o5cg",),
)
RULES = (
    CLICK_ONLY,
    HOVER_ONLY,
    DIALOG_FOCUS,
    DIALOG_ESCAPES,
    DIALOG_ESCAPE_KEY,
    DIALOG_CLOSE,
    DIALOG_BACK,
    TEXT_CLIPPED,
    SPACING_CLIPPED,
    CONTRAST,
    CONTRAST_MORE,
)

MOST = 30
# A listener on what fills half the window serves what is inside it.
LARGE = 0.5


def pointer_flaws(facet: Any) -> Iterator[Flaw]:
    """Yield what a `pointer` facet shows to be wrong."""
    pointer = as_mapping(facet)
    for one in map(as_mapping, as_list(pointer.get("clicks"))[:MOST]):
        silent = (
            one.get("silent")
            or not one.get("seen")
            or one.get("disabled")
            or word(one, "tag") in ("body", "html")
        )
        reached = one.get("self") or one.get("above") or one.get("below") or one.get("label")
        shown = word(one, "words") or one.get("picture") or word(one, "named")
        if silent or reached or not shown or number(one, "share") >= LARGE:
            continue
        # Without a sign that it can be pressed, the click may only be counted or close something else.
        sign = (
            word(one, "cursor") == "pointer"
            or word(one, "role") in _PRESSED
            or word(one, "tag") in ("dt", "summary")
        )
        yield own_flaw(
            CLICK_ONLY, one, "It answers a click, and the keyboard cannot reach it.", doubt=not sign
        )
    for one in map(as_mapping, as_list(pointer.get("hovers"))[:MOST]):
        if one.get("styled") or one.get("appears") or one.get("described"):
            continue
        detail = f"“{word(one, 'words')}” is shown while the pointer is over something, and not on focus."
        yield own_flaw(HOVER_ONLY, one, detail, doubt=bool(one.get("scripted")))


_PRESSED = frozenset("button link tab menuitem option checkbox radio switch".split())


def dialog_flaws(facet: Any) -> Iterator[Flaw]:
    """Yield what the dialogs that were opened did wrong."""
    for one in map(as_mapping, as_list(facet)[:MOST]):
        if one.get("menu") or one.get("live"):
            continue
        # What does not call itself a dialog may be a panel: a person decides.
        doubt = not one.get("named") and not one.get("modal")
        close = as_mapping(one.get("close"))
        if close and not close.get("reached"):
            fact = {**close, "selector": word(close, "selector"), "html": word(close, "html")}
            yield own_flaw(
                DIALOG_CLOSE,
                fact,
                "The keyboard cannot reach what closes the dialog.",
                doubt=bool(one.get("escape")) and doubt,
            )
        if not one.get("inside"):
            yield own_flaw(DIALOG_FOCUS, one, "The focus stays outside when it opens.", doubt=doubt)
        if one.get("leaves"):
            yield own_flaw(DIALOG_ESCAPES, one, "Tab leads out of it while it stands open.", doubt=doubt)
        if not one.get("escape"):
            yield own_flaw(DIALOG_ESCAPE_KEY, one, "Escape does not close it.")
        elif not one.get("back") and one.get("keys"):
            yield own_flaw(DIALOG_BACK, one, "The focus does not return to what opened it.", doubt=True)


def zoom_flaws(facet: Any) -> Iterator[Flaw]:
    """Yield text that is cut off when it is larger or wider apart."""
    zoom = as_mapping(facet)
    for key, rule in (("text", TEXT_CLIPPED), ("spacing", SPACING_CLIPPED), ("narrow", TEXT_CLIPPED)):
        for one in map(as_mapping, as_list(zoom.get(key))[:MOST]):
            # An ellipsis that leads to the whole text, and slides that move, lose nothing.
            if not one.get("carousel") and not (one.get("clamp") or one.get("ellipsis")):
                yield own_flaw(
                    rule, one, f"{number(one, 'lines'):.0f} lines of “{word(one, 'text')[:60]}” are cut off."
                )


def contrast_flaws(axe: Any) -> Iterator[Flaw]:
    """Yield text whose contrast axe left open and the screen showed to be too low."""
    for one in map(as_mapping, as_list(as_mapping(axe).get("contrast"))[:MOST]):
        large = number(one, "size") >= 24 or (number(one, "size") >= 18.66 and number(one, "weight") >= 700)
        low, least = as_mapping(one.get("low")), number(one, "least")
        for rule, asked in ((CONTRAST, 3 if large else 4.5), (CONTRAST_MORE, 4.5 if large else 7)):
            if number(low, f"{asked:g}") >= 1 and 0 < least < asked:
                yield own_flaw(rule, one, f"A letter's contrast is {least:.1f}:1 where {asked:g}:1 is asked.")
