"""Screenshots of the route: copied once from the run's blobs into the site."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.crops import crop, size_of
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

    def cut(self, name: str, box: tuple[int, ...]) -> Picture | None:
        """Return the cutting of picture *name* (a SHA-256) that shows *box*, made once, or None."""
        if len(box) != 4 or not _SHA256.fullmatch(name):
            return None
        key = f"{name[:40]}-{'-'.join(str(int(one)) for one in box)}"
        if key not in self._known:
            self._known[key] = self._cut(name, (box[0], box[1], box[2], box[3]), f"{key}.jpg")
        return self._known[key]

    def _cut(self, name: str, box: tuple[int, int, int, int], file: str) -> Picture | None:
        source = self._run.blob_path(name)
        if not source.is_file():
            return None
        self._folder.mkdir(exist_ok=True)
        if (size := size_of(self._earlier / file)) is not None:
            # An earlier build of this site cut the same: to decode a page's picture costs more than all else.
            with contextlib.suppress(OSError):
                os.link(self._earlier / file, self._folder / file)
                return Picture(f"pictures/{file}", *size)
        partial = self._folder / f".{file}.{os.getpid()}"
        size = crop(source, box, partial)
        if size is None:
            return None
        partial.replace(self._folder / file)
        return Picture(f"pictures/{file}", *size)

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
