"""Which forms ask what a visitor thinks of the page: ratings, "was this useful?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(
    r"didyoufind|wasthis\w*(?:help|use)ful|how(?:help|use)ful|pagerating|ratethis|ratepage|yourrating|"
    r"fivestar|starrating|usefulness|helpfulness|(?:page|site|web|user)feedback|feedback(?:form|control|\d)"
)
_SAID = re.compile(
    r"\b(?:was|is) this\b.{0,40}\b(?:helpful|useful)\b|\brate this (?:web ?)?(?:page|site|article)\b|"
    r"\bhow (?:useful|helpful) (?:was|is|did)\b|\bdid you find (?:what|this|the information)\b|"
    r"\b(?:your|page) rating\b|\boedd y dudalen\b",
    re.I,
)
_GRADE = re.compile(
    r"^\W*(?:very |quite |not |un|dis)?(?:poor|bad|good|ok|okay|average|fair|excellent|great|helpful|useful|"
    r"satisfied|satisfactory|unsatisfactory|dissatisfied|useless|brilliant|awful|terrible|neutral)\W*$",
    re.I,
)
_BUTTON = re.compile(
    r"^\W*(?:rate|vote|rate (?:this|it)|(?:send|submit|give) (?:your )?(?:feedback|rating))\W*$", re.I
)
_TRAP = re.compile(r"\bleave (?:this|it)?(?: field)? ?(?:blank|empty)\b|\bprevent automated spam\b", re.I)
GRADES = 3


def asks_opinion(words: str, names: Iterable[str], labels: Iterable[str], buttons: Iterable[str]) -> bool:
    """Say whether a form asks for a rating of the page.

    *words* is the text around it, *names* and *labels* its fields' (of choices, each choice's), *buttons*
    what its buttons say.
    """
    squeezed = (re.sub(r"[^a-z0-9]", "", name.lower()) for name in names)
    if any(_NAME.search(name) for name in squeezed) or any(_BUTTON.match(one) for one in buttons):
        return True
    given = list(labels)
    if sum(bool(_GRADE.match(one)) for one in given) >= GRADES:
        return True
    return bool(_SAID.search(words) or any(_SAID.search(one) for one in given))


def is_trap(label: str) -> bool:
    """Say whether a field is there to catch robots: people are told to leave it empty."""
    return bool(_TRAP.search(label))
