"""An element whose text is gathered while the parser is inside it."""

from __future__ import annotations

from collections.abc import Mapping

from checks.digest_text import clip, one_line

TEXT = 300


class Capture:
    """An open element whose text is wanted: a link, a button, a heading, a label or the title."""

    __slots__ = ("alts", "attrib", "buf", "depth", "kind", "place", "selector", "tag", "url")

    def __init__(
        self, kind: str, depth: int, attrib: Mapping[str, str], place: str, tag: str = "", url: str = ""
    ) -> None:
        self.kind, self.depth, self.attrib, self.place, self.tag, self.url = (
            kind,
            depth,
            attrib,
            place,
            tag,
            url,
        )
        self.buf: list[str] = []
        self.alts: list[str] = []
        self.selector = ""

    def text(self) -> str:
        """Return what was gathered, on one line."""
        return clip(one_line("".join(self.buf)), TEXT)
