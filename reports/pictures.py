"""Pictures of the site: made once from the run's screenshots, masked, as WebP."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.crops import crop, size_of, whole_and_small
from store import RunFolder

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Part of every name: raise it when the same screenshot is to become another picture.
_MAKING = "2"
_MOST_MASKS = 400


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site: its path from the site's root, and its size in px; `small` shows its top."""

    path: str
    width: int
    height: int
    small: Picture | None = None

    @property
    def shown(self) -> Picture:
        """The picture to show where this one is linked to."""
        return self.small or self


class Pictures:
    """Makes pictures in `pictures/`, each once; what is not a picture is left where it is."""

    def __init__(self, run: RunFolder, site: Path, earlier: Path) -> None:
        self._run = run
        self._folder = site / "pictures"
        self._earlier = earlier / "pictures"
        self._known: dict[str, Picture | None] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of those that were made."""
        return frozenset(name for name, one in self._known.items() if one is not None)

    def publish(self, facet: Mapping[str, Any] | None) -> Picture | None:
        """Return the picture of a facet `{"sha256", "masks", ...}`, made, or None.

        A run of before there were masks has none, and its pictures are published as they are; where masks
        could not be measured (None) there is no picture.
        """
        if not facet or not _SHA256.fullmatch(name := str(facet.get("sha256"))):
            return None
        masks = masks_of(facet.get("masks", ()))
        if masks is None:
            return None
        key = _name(name, masks)
        if key not in self._known:
            self._known[key] = self._publish(self._run.blob_path(name), key, masks)
        return self._known[key]

    def cut(self, name: str, box: Sequence[int], masks: Sequence[Sequence[int]] = ()) -> Picture | None:
        """Return the cutting of picture *name* (a SHA-256) that shows *box*, masked, made once, or None."""
        hidden = masks_of(masks)
        if len(box) != 4 or not _SHA256.fullmatch(name) or hidden is None:
            return None
        area = (int(box[0]), int(box[1]), int(box[2]), int(box[3]))
        key = f"{_name(name, hidden)}-{'-'.join(map(str, area))}"
        if key not in self._known:
            source = self._run.blob_path(name)

            def make(files: Sequence[Path]) -> tuple[tuple[int, int], ...] | None:
                size = crop(source, area, files[0], hidden)
                return (size,) if size else None

            made = self._make([f"{key}.webp"], make, source)
            self._known[key] = made[0] if made else None
        return self._known[key]

    def _publish(self, source: Path, key: str, masks: Sequence[tuple[int, int, int, int]]) -> Picture | None:
        files = [f"{key}.webp", f"{key}-s.webp"]
        made = self._make(files, lambda paths: whole_and_small(source, masks, paths[0], paths[1]), source)
        return Picture(made[0].path, made[0].width, made[0].height, made[1]) if made else None

    def _make(
        self,
        names: Sequence[str],
        make: Callable[[Sequence[Path]], tuple[tuple[int, int], ...] | None],
        source: Path,
    ) -> list[Picture] | None:
        if size_of(source) is None:
            return None
        self._folder.mkdir(exist_ok=True)
        # An earlier build of this site made the same: to decode a page's picture costs more than all else.
        sizes: Sequence[tuple[int, int] | None] | None = [size_of(self._earlier / name) for name in names]
        if sizes and all(sizes):
            for name in names:
                _keep(self._earlier / name, self._folder / name)
        else:
            partial = [self._folder / f".{name}.{os.getpid()}" for name in names]
            sizes = make(partial)
            if sizes is None:
                return None
            for path, name in zip(partial, names, strict=True):
                path.replace(self._folder / name)
        return [
            Picture(f"pictures/{name}", *size)
            for name, size in zip(names, sizes, strict=True)
            if size is not None
        ]


def _keep(file: Path, target: Path) -> None:
    """Show *file* at *target* too: a link costs no disk."""
    try:
        os.link(file, target)
    except FileExistsError:
        pass  # Another process was quicker.
    except OSError:
        shutil.copyfile(file, target)


def masks_of(value: object) -> tuple[tuple[int, int, int, int], ...] | None:
    """Return the boxes of a facet's `masks`, None where it holds anything else than boxes."""
    if not isinstance(value, list | tuple) or len(value) > _MOST_MASKS:
        return None
    boxes = []
    for box in value:
        if not isinstance(box, list | tuple) or len(box) != 4 or not all(type(one) is int for one in box):
            return None
        boxes.append((box[0], box[1], box[2], box[3]))
    return tuple(boxes)


def _name(name: str, masks: Sequence[tuple[int, int, int, int]]) -> str:
    return hashlib.sha256(f"{_MAKING} {name} {list(masks)}".encode()).hexdigest()[:40]
