"""Finds people's faces in a page's picture, which are not published."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from cv2.data import haarcascades
from cv2.typing import MatLike
from numpy.typing import NDArray
from PIL import Image

# The page's picture is looked at in tiles of so many px. Text and plain colour have one grey in at least this
# share of a tile, exactly; a photograph, grained and pressed, has none in several tiles together.
TILE, PLAIN, TOGETHER = 16, 0.25, 2
# Px: a smaller face shows nobody whom a reader could know.
SMALLEST_FACE = 20
# So many looks, at sizes that differ by that factor, must agree on a face.
AGREE, FACTOR = 4, 1.1
# What is masked round a face, hair and chin, as a share of the face.
ROUND = 0.25
_GREYS = 256
Box = tuple[int, int, int, int]


def faces(page: Image.Image) -> tuple[Box, ...]:
    """Return boxes (x, y, width, height in px) round the faces seen from the front in *page*'s photographs.

    A face turned away, half hidden or smaller than 20 px is not found; a pattern may be taken for one.
    """
    grey = np.asarray(page.convert("L"))
    found = []
    for x, y, wide, high in _photographs(grey):
        part = np.ascontiguousarray(grey[y : y + high, x : x + wide])
        for left, top, across, down in _seen(part):
            more = round(across * ROUND), round(down * ROUND)
            found.append((x + left - more[0], y + top - more[1], across + 2 * more[0], down + 2 * more[1]))
    return tuple(found)


def _seen(grey: MatLike) -> list[Box]:
    boxes = _detector().detectMultiScale(grey, FACTOR, AGREE, minSize=(SMALLEST_FACE, SMALLEST_FACE))
    return [(int(x), int(y), int(wide), int(high)) for x, y, wide, high in boxes]


@cache
def _detector() -> cv2.CascadeClassifier:
    # Pages are read in processes that fork, whose threads would be waited for in vain.
    cv2.setNumThreads(0)
    return cv2.CascadeClassifier(f"{haarcascades}haarcascade_frontalface_alt2.xml")


def _photographs(grey: NDArray[np.uint8]) -> list[Box]:
    """Return the parts of a page's picture that look like photographs; text is not searched for faces."""
    rows, columns = grey.shape[0] // TILE, grey.shape[1] // TILE
    if not rows or not columns:
        return []
    grained = np.array([_grained(grey[y : y + TILE, : columns * TILE]) for y in range(0, rows * TILE, TILE)])
    grained = cv2.morphologyEx(grained, cv2.MORPH_OPEN, _square(TOGETHER))
    # Neighbours belong to the photograph: it seldom ends where a tile does, and holds plain parts.
    near = cv2.dilate(grained, _square(3))
    count, _, parts, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    return [(x * TILE, y * TILE, wide * TILE, high * TILE) for x, y, wide, high, _ in parts[1:count].tolist()]


def _grained(band: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return for each tile of a row of tiles whether no grey fills much of it: 1, else 0."""
    columns = band.shape[1] // TILE
    tiles = band.reshape(TILE, columns, TILE).swapaxes(0, 1).reshape(columns, TILE * TILE)
    # One count of all tiles' greys together, each tile's greys after the last one's.
    apart = np.arange(columns)[:, None] * _GREYS + tiles
    counts = np.bincount(apart.ravel(), minlength=columns * _GREYS).reshape(columns, _GREYS)
    grained: NDArray[np.uint8] = (counts.max(axis=1) < PLAIN * TILE * TILE).astype(np.uint8)
    return grained


def _square(size: int) -> MatLike:
    return np.ones((size, size), np.uint8)
