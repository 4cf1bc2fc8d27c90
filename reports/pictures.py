"""Screenshots of the route: copied once from the run's blobs into the site."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store import RunFolder

# What a file must begin with to be published as a picture, and its ending.
_KINDS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"))
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site: its path from the site's root, and its size in px."""

    path: str
    width: int
    height: int


class Pictures:
    """Copies pictures into `pictures/`, each once; what is not a picture is left where it is."""

    def __init__(self, run: RunFolder, site: Path, earlier: Path) -> None:
        self._run = run
        self._folder = site / "pictures"
        self._earlier = earlier / "pictures"
        self._known: dict[str, Picture | None] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of those that were copied."""
        return frozenset(name for name, one in self._known.items() if one is not None)

    def publish(self, facet: Mapping[str, Any] | None) -> Picture | None:
        """Return the picture of a facet `{"sha256", "width", "height", ...}`, copied, or None."""
        if not facet:
            return None
        name = str(facet.get("sha256"))
        if name not in self._known:
            self._known[name] = self._copy(name, facet)
        return self._known[name]

    def _copy(self, name: str, facet: Mapping[str, Any]) -> Picture | None:
        source = self._run.blob_path(name) if _SHA256.fullmatch(name) else None
        if source is None or not source.is_file():
            return None
        with source.open("rb") as file:
            head = file.read(8)
        ending = next((ending for magic, ending in _KINDS if head.startswith(magic)), "")
        if not ending:
            return None
        self._folder.mkdir(exist_ok=True)
        target = self._folder / (name + ending)
        try:
            # An earlier build of this site holds the same picture: a link to it costs no disk.
            os.link(self._earlier / target.name, target)
        except FileExistsError:
            pass  # Another process was quicker.
        except OSError:
            partial = target.with_name(f".{target.name}.{os.getpid()}")
            shutil.copyfile(source, partial)
            partial.replace(target)
        return Picture(f"pictures/{target.name}", _size(facet, "width"), _size(facet, "height"))


def _size(facet: Mapping[str, Any], side: str) -> int:
    value = facet.get(side)
    return value if isinstance(value, int) and 0 < value < 100_000 else 1
