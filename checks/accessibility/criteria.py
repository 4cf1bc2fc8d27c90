"""Every success criterion of WCAG 2.2, A and AA: what a machine decides of it, and what is left to people.

The shares follow from the rules themselves (`catalogue`) and from the criteria that axe-core's rules are put
under; a test holds the latter against axe's own metadata.
"""

from __future__ import annotations

from dataclasses import dataclass

from checks.accessibility.catalogue import RULES

# Failures are reported, by axe or by a rule of ours that a sample bore out; review items at most; nothing.
FAILS, REVIEWS, PEOPLE = "failures", "review", "people"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion: its number, name and level, and what only a person can tell of it."""

    number: str
    name: str
    level: str
    left: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is decided of a criterion: `how` is `failures`, `review` or `people`; `own` are our rules."""

    criterion: Criterion
    how: str
    own: tuple[str, ...]
    axe: bool


# Criteria under which axe-core files a rule of level A or AA that it runs here.
BY_AXE = frozenset(
    "1.1.1 1.2.2 1.3.1 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.12 2.1.1 2.2.1 2.2.2 2.4.1 2.4.2 2.4.4 2.5.8 "
    "3.1.1 3.1.2 3.3.2 4.1.2".split()
)

_LISTED = (
    ("1.1.1", "Non-text Content", "A", "whether an alternative says what the picture says"),
    ("1.2.1", "Audio-only and Video-only (Prerecorded)", "A", "whether there is a whole transcript"),
    ("1.2.2", "Captions (Prerecorded)", "A", "whether captions are right and in time"),
    ("1.2.3", "Audio Description or Media Alternative (Prerecorded)", "A", "whether what is seen is told"),
    ("1.2.4", "Captions (Live)", "AA", "whether live sound has captions"),
    ("1.2.5", "Audio Description (Prerecorded)", "AA", "whether films are described"),
    ("1.3.1", "Info and Relationships", "A", "whether what looks like structure is marked up as such"),
    ("1.3.2", "Meaningful Sequence", "A", "whether the order read aloud makes sense"),
    ("1.3.3", "Sensory Characteristics", "A", "whether instructions can be followed without the senses"),
    ("1.3.4", "Orientation", "AA", "locks made by script, and whether one is essential"),
    ("1.3.5", "Identify Input Purpose", "AA", "whether the purpose named is the field's own"),
    ("1.4.1", "Use of Color", "A", "whether colour alone tells something in charts, maps and forms"),
    ("1.4.2", "Audio Control", "A", "sound that a script starts"),
    ("1.4.3", "Contrast (Minimum)", "AA", "text on moving or uneven grounds, and what is decoration"),
    ("1.4.4", "Resize Text", "AA", "whether everything still works at 200 %"),
    ("1.4.5", "Images of Text", "AA", "whether a picture of text is essential, such as a logo"),
    ("1.4.10", "Reflow", "AA", "whether what scrolls both ways must"),
    ("1.4.11", "Non-text Contrast", "AA", "contrast of icons and borders"),
    ("1.4.12", "Text Spacing", "AA", "whether text that is cut matters"),
    ("1.4.13", "Content on Hover or Focus", "AA", "whether it can be dismissed, reached and stays"),
    ("2.1.1", "Keyboard", "A", "whether every function can be carried out to its end"),
    ("2.1.2", "No Keyboard Trap", "A", "whether the way out is told, where it is an unusual one"),
    ("2.1.4", "Character Key Shortcuts", "A", "whether a single letter sets something off"),
    ("2.2.1", "Timing Adjustable", "A", "time limits that scripts or servers set"),
    ("2.2.2", "Pause, Stop, Hide", "A", "whether movement can be stopped, and whether it is essential"),
    ("2.3.1", "Three Flashes or Below Threshold", "A", "whether anything flashes"),
    ("2.4.1", "Bypass Blocks", "A", "whether the way past the menus is of use"),
    ("2.4.2", "Page Titled", "A", "whether the title describes the page"),
    ("2.4.3", "Focus Order", "A", "whether the order keeps the meaning"),
    ("2.4.4", "Link Purpose (In Context)", "A", "whether the words round a link make its purpose clear"),
    ("2.4.5", "Multiple Ways", "AA", "whether each page can be found in more than one way"),
    ("2.4.6", "Headings and Labels", "AA", "whether they describe what they head"),
    ("2.4.7", "Focus Visible", "AA", "whether the mark is plain enough to follow"),
    ("2.4.11", "Focus Not Obscured (Minimum)", "AA", "what covers the focus later on"),
    ("2.5.1", "Pointer Gestures", "A", "whether a path or two fingers are needed"),
    ("2.5.2", "Pointer Cancellation", "A", "whether a press can be taken back"),
    ("2.5.3", "Label in Name", "A", "whether the spoken name holds the words that are seen"),
    ("2.5.4", "Motion Actuation", "A", "whether shaking or tilting is needed"),
    ("2.5.7", "Dragging Movements", "AA", "whether what is dragged can be done without"),
    ("2.5.8", "Target Size (Minimum)", "AA", "whether a small target is essential"),
    ("3.1.1", "Language of Page", "A", "the language of pages with few words"),
    ("3.1.2", "Language of Parts", "AA", "short phrases in another language"),
    ("3.2.1", "On Focus", "A", "whether a change on focus is one of context"),
    ("3.2.2", "On Input", "A", "changes that come with certain values only"),
    ("3.2.3", "Consistent Navigation", "AA", "whether menus keep their order from page to page"),
    ("3.2.4", "Consistent Identification", "AA", "whether the same thing has the same name everywhere"),
    ("3.2.6", "Consistent Help", "A", "whether help stands in the same place"),
    ("3.3.1", "Error Identification", "A", "errors that only sending a form brings up"),
    ("3.3.2", "Labels or Instructions", "A", "whether they are enough to fill in the form"),
    ("3.3.3", "Error Suggestion", "AA", "whether a message says how to put it right"),
    ("3.3.4", "Error Prevention (Legal, Financial, Data)", "AA", "whether what is sent can be undone"),
    ("3.3.7", "Redundant Entry", "A", "whether the same is asked for twice"),
    ("3.3.8", "Accessible Authentication (Minimum)", "AA", "whether signing in asks for a memory or puzzles"),
    ("4.1.2", "Name, Role, Value", "A", "whether names, roles and states of scripted controls are true"),
    ("4.1.3", "Status Messages", "AA", "whether what happens out of focus is announced"),
)  # fmt: skip
CRITERIA = tuple(Criterion(*one) for one in _LISTED)


def coverage() -> tuple[Coverage, ...]:
    """Return each criterion with what is decided of it, in the order of WCAG."""
    found = []
    for one in CRITERIA:
        own = [rule for rule in RULES if rule.wcag == one.number and rule.level in ("A", "AA")]
        axe = one.number in BY_AXE
        how = FAILS if axe or any(rule.sure for rule in own) else REVIEWS if own else PEOPLE
        found.append(Coverage(one, how, tuple(rule.id for rule in own), axe))
    return tuple(found)


def shares() -> dict[str, int]:
    """Return the number of criteria by `how`."""
    every = coverage()
    return {how: sum(one.how == how for one in every) for how in (FAILS, REVIEWS, PEOPLE)}
