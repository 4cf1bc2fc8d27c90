"""The blocks of text of a page: which are content, and the sentence around a link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checks.digest_parts import Parts

MAX_BLOCKS = 3000
MAX_CONTENT = 20_000
MAX_HEADINGS = 120
BLOCK = 3000
SENTENCE = 300
# So much of a block must be the text of links, blanks aside (a menu has "|" and numbers between them).
ONLY_LINKS = 0.8

_END = re.compile(r"[.!?](?=\s)|\n")
_LISTS = frozenset({"ul", "ol", "dl"})


def one_line(text: str) -> str:
    """Return *text* with every run of blanks made one blank."""
    return " ".join(text.split())


def clip(text: str, limit: int) -> str:
    """Return at most *limit* characters of *text*."""
    return text if len(text) <= limit else text[:limit]


class Blocks:
    """Blocks of text in document order, each with its region and the share of it that is links."""

    def __init__(self) -> None:
        self.blocks: list[tuple[str, str, int, str]] = []  # text, region, characters of links, lead-in
        self.headings: list[str] = []
        self.parts = Parts()
        self._heads: dict[str, str] = {}
        self._buf: list[str] = []
        self._linked = 0
        self._size = 0
        self._lists = 0
        self._lead = ""

    def add(self, text: str, linked: bool) -> None:
        """Take a piece of text of the open block."""
        if self._size < BLOCK:
            self._buf.append(text)
            self._size += len(text)
            if linked:
                self._linked += len(text.strip())

    def enter(self, tag: str) -> None:
        """Note that a list begins."""
        self._lists += tag in _LISTS

    def leave(self, tag: str) -> None:
        """Note that a list ends."""
        if tag in _LISTS and self._lists:
            self._lists -= 1
            if not self._lists:
                self._lead = ""

    def flush(self, place: str) -> None:
        """End the open block."""
        if not self._buf:
            return
        text = one_line("".join(self._buf))
        self._buf.clear()
        self._size = 0
        linked, self._linked = self._linked, 0
        if not text or len(self.blocks) >= MAX_BLOCKS:
            return
        text = clip(text, BLOCK)
        if not self._lists:
            # "You can report these online:" speaks for every item of the list below it.
            self._lead = text if text.endswith(":") else ""
        self.blocks.append((text, place, linked, self._lead if self._lists else ""))
        self.parts.add(len(text), _is_prose(text, linked))

    def heading(self, place: str) -> str:
        """Return the nearest heading above in this region."""
        return self._heads.get(place, "")

    def set_heading(self, place: str, text: str, *, listed: bool) -> None:
        """Note a heading; *listed* ones are real headings, others (a legend, a summary) only context."""
        self._heads[place] = text
        if place == "aside":
            return
        if listed and len(self.headings) < MAX_HEADINGS:
            self.headings.append(text)

    def around(self, index: int, said: str, place: str, has_main: bool) -> tuple[str, str]:
        """Return the region and the sentence of a link that stands in block *index*."""
        if index >= len(self.blocks):
            return _settled(place, has_main), ""
        text, where, linked, lead = self.blocks[index]
        if where != place or (said and said[:40] not in text):
            return _settled(place, has_main), lead
        settled = (
            "main" if place in ("nav", "header") and _is_prose(text, linked) else _settled(place, has_main)
        )
        sentence = _sentence(text, said)
        if sentence == said:
            sentence = ""
        return settled, clip(f"{lead} {sentence}".strip(), SENTENCE)

    def runs(self, linked: Sequence[int]) -> dict[int, int]:
        """Return for each block of links alone how many links stand in its row of such blocks.

        *linked* are the numbers of the blocks in which the page's links stand, one for each link.
        """
        count = Counter(linked)
        found: dict[int, int] = {}
        row: list[int] = []
        for at in range(len(self.blocks) + 1):
            text, place, size, _ = self.blocks[at] if at < len(self.blocks) else ("", "", 0, "")
            alone = bool(text) and size >= ONLY_LINKS * len(text.replace(" ", ""))
            if alone and (not row or self.blocks[row[-1]][1] == place):
                row.append(at)
                continue
            found.update(dict.fromkeys(row, sum(count[one] for one in row)))
            row = [at] if alone else []
        return found

    def content(self, has_main: bool) -> tuple[str, int]:
        """Return the main content, a line for each block, and the length of all text of the page.

        Real content often lies outside `main`: prose counts wherever it stands, but in a footer or a notice.
        """
        first: list[str] = []
        after: list[str] = []
        total = 0
        for text, place, linked, _ in self.blocks:
            total += len(text)
            settled = _settled(place, has_main)
            if settled == "main":
                first.append(text)
            elif settled == "aside" or (settled in ("nav", "header") and _is_prose(text, linked)):
                after.append(text)
        return clip("\n".join(first + after), MAX_CONTENT), total


def _settled(place: str, has_main: bool) -> str:
    """Name the region of what stands in none: beside `main` where there is one, else the content."""
    return place or ("aside" if has_main else "main")


def _is_prose(text: str, linked: int) -> bool:
    return text.count(" ") >= 9 and linked * 2 < len(text)


def _sentence(text: str, said: str) -> str:
    at = text.find(said[:40]) if said else 0
    start = 0
    stop = len(text)
    for mark in _END.finditer(text):
        if mark.end() <= at:
            start = mark.end()
        elif mark.end() >= at + len(said):
            stop = mark.end()
            break
    return clip(text[start:stop].strip(), SENTENCE)
