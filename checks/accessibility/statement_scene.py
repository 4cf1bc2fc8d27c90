"""An accessibility statement as it is judged: its words by heading, and what it is held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scene:
    """What a statement is held against: the site visited, the day, what was seen to fail, who links it.

    `failing` are success criteria of level A and AA that we saw fail; `linked` how many of `visited` pages
    link the statement, and `home` whether the home page does. `page_failures` are the failures on the
    statement's own page, None where it was not audited. `northern_ireland`: whose board enforces.
    """

    site: str
    council: str
    today: date
    northern_ireland: bool = False
    failing: frozenset[str] = frozenset()
    home: bool = True
    linked: int = 1
    visited: int = 1
    page_failures: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A statement read once: its words, headings with what stands under each, and links."""

    text: str
    headings: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    scene: Scene

    def under(self, *words: str) -> str:
        """Return the text under the first heading that holds one of *words*, "" where there is none."""
        found = (
            text for heading, text in self.sections if any(re.search(one, heading, re.I) for one in words)
        )
        return next(found, "")

    def has(self, *words: str) -> bool:
        """Say whether a heading holds one of *words*."""
        return any(re.search(one, heading, re.I) for heading in self.headings for one in words)
