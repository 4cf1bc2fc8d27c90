"""Judges the keyboard walk: traps, visible focus, order, hidden stops, and what a key sets off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from checks.accessibility.facts import number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

TRAP = Rule(
    "keyboard-trap",
    "2.1.2",
    "A",
    "critical",
    "The focus can leave whatever it enters",
    "Let Tab and Shift+Tab move on: do not prevent what they do.",
    "WCAG 2.2, 2.1.2 No Keyboard Trap; failure F10",
)
VISIBLE = Rule(
    "focus-visible",
    "2.4.7",
    "AA",
    "serious",
    "What has the keyboard's focus can be seen to have it",
    "Leave the browser's outline, or draw one of at least 2 px that contrasts with what is around it.",
    "WCAG 2.2, 2.4.7 Focus Visible; failures F55, F78",
    sure=True,
    act=("oj04fd",),
)
HIDDEN = Rule(
    "focus-hidden",
    "4.1.2",
    "A",
    "serious",
    "What takes the focus is told to screen readers",
    'Take aria-hidden="true" away, or take the control out of the order of focus.',
    "WCAG 2.2, 4.1.2 Name, Role, Value; ACT 6cfa84",
    sure=True,
    act=("6cfa84",),
    twins=("aria-hidden-focus",),
)
OBSCURED = Rule(
    "focus-obscured",
    "2.4.11",
    "AA",
    "serious",
    "What has the focus is not wholly covered",
    "Leave room for what is fixed to the screen (scroll-padding), or let it scroll away.",
    "WCAG 2.2, 2.4.11 Focus Not Obscured (Minimum); failure F110",
)
OFF_SCREEN = Rule(
    "focus-off-screen",
    "2.4.7",
    "AA",
    "moderate",
    "What takes the focus is on the screen",
    "Show the control when it takes the focus, or take it out of the order of focus.",
    "WCAG 2.2, 2.4.7 Focus Visible",
)
ORDER = Rule(
    "focus-order",
    "2.4.3",
    "A",
    "moderate",
    "The focus moves in the order of reading",
    "Write the controls in the order in which they stand, and leave tabindex out.",
    "WCAG 2.2, 2.4.3 Focus Order; failure F44",
)
ON_FOCUS = Rule(
    "changes-on-focus",
    "3.2.1",
    "A",
    "serious",
    "Nothing happens merely because something takes the focus",
    "Let a key or a button start what is to happen.",
    "WCAG 2.2, 3.2.1 On Focus; failure F55",
)
ON_INPUT = Rule(
    "changes-on-input",
    "3.2.2",
    "A",
    "serious",
    "Choosing something does not lead away",
    "Put a button beside the list, and go when it is pressed.",
    "WCAG 2.2, 3.2.2 On Input; failure F36, technique H32",
    sure=True,
)
SPACE = Rule(
    "deaf-to-space",
    "2.1.1",
    "A",
    "serious",
    "What calls itself a button can be pressed with Space and Enter",
    "Use a button element, or answer both keys.",
    "WCAG 2.2, 2.1.1 Keyboard; failure F54; WAI-ARIA Authoring Practices, button",
)
SPACE_ONLY = Rule(
    "link-button-deaf-to-space",
    "",
    "",
    "moderate",
    "A link that calls itself a button answers Space too",
    "Use a button element, or answer Space as well as Enter.",
    "WAI-ARIA Authoring Practices, button",
)
RULES = (TRAP, VISIBLE, HIDDEN, OBSCURED, OFF_SCREEN, ORDER, ON_FOCUS, ON_INPUT, SPACE, SPACE_ONLY)

MOST = 20


def keyboard_flaws(facet: Any) -> Iterator[Flaw]:
    """Yield what a walk with the Tab key showed to be wrong (nothing where it is missing)."""
    walk = as_mapping(facet)
    stops = [as_mapping(one) for one in as_list(walk.get("stops"))[:200]]
    for one in map(as_mapping, as_list(walk.get("traps"))[:MOST]):
        # A dialog that stands open keeps the focus, and lets Escape or a button close it.
        if not as_list(one.get("leaves")) and not one.get("dialog"):
            yield own_flaw(TRAP, one, "Tab, Shift+Tab and Escape do not lead away from it.")
    unseen = [one for one in stops if word(one, "shows") == "not"]
    for one in unseen[:MOST]:
        yield own_flaw(VISIBLE, one, "It looks the same with the keyboard's focus as without.")
    for one in stops:
        if one.get("hidden"):
            yield own_flaw(HIDDEN, one, "The focus stops at it, and it is hidden from screen readers.")
        elif word(one, "shows") == "off":
            yield own_flaw(OFF_SCREEN, one, "The focus stops at it, and it cannot be seen.")
    yield from _obscured(stops)
    yield from _order(stops)
    for one in map(as_mapping, as_list(walk.get("positive"))[:5]):
        yield own_flaw(ORDER, one, "A tabindex brings the focus here before what stands above it.")
    for one in map(as_mapping, as_list(walk.get("moves"))[:MOST]):
        yield own_flaw(ON_FOCUS, one, f"Reaching it with Tab leads away: {word(one, 'to')}")
    for one in map(as_mapping, as_list(walk.get("changes"))[:MOST]):
        yield own_flaw(ON_INPUT, one, f"Choosing another option sets off a {word(one, 'how')}.")
    for one in map(as_mapping, as_list(walk.get("space"))[:MOST]):
        if not one.get("acted"):
            rule = SPACE_ONLY if one.get("native") else SPACE
            yield own_flaw(rule, one, "Nothing happens when Space is pressed on it.")


def _obscured(stops: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    """What lies over the focus is one fault, however many controls it covers: the first is the example."""
    covered: dict[str, list[Mapping[str, Any]]] = {}
    for one in stops:
        if cover := word(one, "cover"):
            covered.setdefault(cover, []).append(one)
    for cover, some in covered.items():
        more = f" So are {len(some) - 1} more controls." if len(some) > 1 else ""
        yield own_flaw(OBSCURED, some[0], f"It is covered by {cover} when it has the focus.{more}")


def _order(stops: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    """Where the focus steps back in a row, from the right to the left."""
    shown = [
        one
        for one in stops
        if word(one, "shows") not in ("off", "") and number(one, "w") and not one.get("fresh")
    ]
    told = 0
    for before, after in pairwise(shown):
        if told >= 5:
            return
        same_parent = word(before, "parent") == word(after, "parent")
        row = abs(number(before, "y") - number(after, "y")) < 0.5 * min(
            number(before, "h"), number(after, "h")
        )
        back = number(after, "x") + number(after, "w") <= number(before, "x") + 1
        if same_parent and row and back and number(before, "known") < number(after, "known"):
            told += 1
            yield own_flaw(ORDER, after, "In its row the focus moves from the right to the left.")
