"""Drafts a new journey: the text of its module and of its case file."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
UNFINISHED = "TO BE FILLED IN"


class ScaffoldError(ValueError):
    """A journey's name that cannot be a file name and an id."""


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The two files of a new journey, each as a path from the root of the repository and a text."""

    module_path: str
    module: str
    cases_path: str
    cases: str


def scaffold(journey_id: str) -> Scaffold:
    """Return the drafts for *journey_id* (kebab case: `order-new-bin`).

    The suite refuses the draft until its marks are filled in. Raises `ScaffoldError`.
    """
    if not _ID.fullmatch(journey_id):
        raise ScaffoldError(
            f"{journey_id!r} cannot be a journey's id: write it in small letters, words joined by hyphens, "
            "such as order-new-bin"
        )
    name = journey_id.replace("-", "_")
    title = journey_id.replace("-", " ").capitalize()
    verb, _, thing = journey_id.replace("-", " ").partition(" ")
    words = {"id": journey_id, "title": title, "verb": verb, "thing": thing or verb, "todo": UNFINISHED}
    return Scaffold(
        f"checks/journeys/{name}.py",
        _fill(_MODULE, words),
        f"tests/cases/{name}.md",
        _fill(_CASES, words),
    )


def _fill(text: str, words: dict[str, str]) -> str:
    for key, value in words.items():
        text = text.replace(f"<<{key}>>", value)
    return text


_MODULE = '''\
"""<<title>>: <<todo>>: the task in one line."""

from __future__ import annotations

from checks.model import Applies, CouncilType, Journey, Verdict
from checks.registry import question
from checks.verdicts import no, yes
from checks.views import PageView

JOURNEY = Journey(
    id="<<id>>",
    title="<<title>>",
    task="<<todo>>: the task in a resident's words",
    # Local Government Services List and interaction codes of the service.
    lgsl=(),
    lgil=(),
    # Who runs the service; a council type left out is not asked.
    runs={
        CouncilType.UNITARY: Applies.YES,
    },
    objects={"en": ("<<thing>>",)},
    actions={"en": ("<<verb>>",)},
    topics={"en": ("<<todo>>: the wider service that councils file it under",)},
    queries={"en": ("<<verb>> <<thing>>",)},
    misspelling="<<todo>>: one of the queries, mistyped",
    decoys=(),
    letters=("<<todo>>",),
    summary="<<todo>>: what the survey finds out",
)


@question(
    "<<todo>>: a question that yes or no answers?",
    at="task",
    yes="<<todo>>: what is said of the page, in the present tense.",
    no="<<todo>>: what is said of a page that was read and does not have it.",
)
def says_something(task: PageView) -> Verdict:
    """What it asks: <<todo>>.

    Why it matters: <<todo>>.
    How to fix: <<todo>>.
    """
    return yes() if "<<thing>>" in task.text.lower() else no()
'''

_CASES = """\
# <<title>>: cases

Each question needs a case that ends in yes and one that ends in no, from pages such as councils write.

## <<todo>>: what this page is like

```html task
<h1><<title>></h1>
<p><<todo>>: a page such as a council would write</p>
```

```expect
<<id>>/says-something: yes
```

## <<todo>>: a page that does not have it

```html task
<h1><<todo>></h1>
```

```expect
<<id>>/says-something: no
```
"""
