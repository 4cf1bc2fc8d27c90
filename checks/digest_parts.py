"""The parts of a page that only a class or an id names, and which of them are wrappers of the whole page."""

from __future__ import annotations

MIN_PROSE = 150
MOST = 0.5


class Parts:
    """Counts the text in each part: "page with-footer" and "brandHeader" may name a wrapper."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int]] = []  # element, depth
        self._regions: dict[int, str] = {}
        self._text: dict[int, int] = {}
        self._prose: dict[int, int] = {}
        self._headed: set[int] = set()
        self._all_text = self._all_prose = 0

    def enter(self, element: int, depth: int, region: str) -> None:
        """Note that the element of that number opens a part."""
        self._open.append((element, depth))
        self._regions[element] = region

    def leave(self, depth: int) -> None:
        """Note that the element at *depth* is closed."""
        while self._open and self._open[-1][1] >= depth:
            self._open.pop()

    def add(self, size: int, prose: bool) -> None:
        """Count a block of text of the open parts."""
        self._all_text += size
        self._all_prose += size * prose
        for element, _ in self._open:
            self._text[element] = self._text.get(element, 0) + size
            self._prose[element] = self._prose.get(element, 0) + size * prose

    def heading(self) -> None:
        """Note a main heading in the open parts."""
        self._headed.update(element for element, _ in self._open)

    def wrappers(self) -> frozenset[int]:
        """Return the parts that hold the page: most of its text with its main heading, or most of its prose.

        A footer, a notice or a menu with blurbs may hold most of the prose of a page of links, and is none.
        """
        found = set()
        for element, region in self._regions.items():
            most = self._text.get(element, 0) > MOST * self._all_text
            prose = self._prose.get(element, 0) > MOST * self._all_prose and self._all_prose >= MIN_PROSE
            quiet = region in ("footer", "banner", "breadcrumb", "nav")
            if (most and element in self._headed) or (prose and not quiet):
                found.add(element)
        return frozenset(found)
