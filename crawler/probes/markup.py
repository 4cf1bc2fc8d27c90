"""What the source says and the rendered page no longer shows: end tags that end nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

MOST = 10
MAX_SOURCE = 1_000_000
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr keygen frame basefont "
    "bgsound".split()
)
# Elements whose end tag may be left out (HTML, optional tags): what is in doubt is no stray.
_OPTIONAL = frozenset(
    "html head body li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th".split()
)
# Inside these, names are another language's.
_FOREIGN = frozenset({"svg", "math"})


def stray_end_tags(source: str) -> list[dict[str, Any]]:
    """Return the end tags of *source* that match no open element, at most ten: `tag`, `line` and its text."""
    reader = _Tags()
    try:
        reader.feed(source[:MAX_SOURCE])
    except (AssertionError, RecursionError, ValueError):
        return []  # Markup that Python's parser gives up on says nothing.
    lines = source.splitlines()
    return [
        {
            "selector": "html",
            "tag": tag,
            "line": line,
            "html": lines[line - 1].strip()[:200] if 0 < line <= len(lines) else "",
        }
        for tag, line in reader.strays[:MOST]
    ]


class _Tags(HTMLParser):
    """Keeps the open elements, and notes each end tag that has none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.strays: list[tuple[str, int]] = []
        self._open: list[str] = []
        self._foreign = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element that has an end."""
        if tag in _FOREIGN:
            self._foreign += 1
        if tag not in _VOID and len(self._open) < 2000:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave `<br/>` and foreign elements that close themselves; HTML's own stay open (`<div/>`)."""
        if not self._foreign and tag not in _FOREIGN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of that name, or note that there is none."""
        if tag in _FOREIGN:
            self._foreign = max(0, self._foreign - 1)
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        # </p> and </br> make an element, and what may be implied was perhaps closed before its time.
        elif tag not in _OPTIONAL and tag not in _VOID and not self._foreign:
            self.strays.append((tag, self.getpos()[0]))
