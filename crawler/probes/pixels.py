"""Reads the small PNG pictures that Chromium takes, and counts where two of them differ."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass

# Sum of the differences of red, green and blue from which an eye may notice.
NOTICED = 60
# A picture that merely moved by as much is the same picture.
SHIFT = 1
MAX_PIXELS = 250_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of RGB bytes."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        """Return the colour of a pixel."""
        row = self.rows[y]
        return row[3 * x], row[3 * x + 1], row[3 * x + 2]


def picture_of(data: bytes) -> Picture:
    """Decode a PNG of eight bits a channel, RGB or RGBA. Raises `ValueError` for any other kind."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    at, packed = 8, bytearray()
    width = height = channels = 0
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            channels = {2: 3, 6: 4}.get(colour, 0)
            if depth != 8 or not channels or interlaced or width * height > MAX_PIXELS:
                raise ValueError("a kind of PNG that is not read here")
        elif kind == b"IDAT":
            packed += body
    raw = zlib.decompress(bytes(packed))
    rows, before = [], bytes(width * channels)
    step = width * channels + 1
    for place in range(height):
        line = raw[place * step : (place + 1) * step]
        before = _unfiltered(line[0], line[1:], before, channels)
        rows.append(before if channels == 3 else _without_alpha(before))
    return Picture(width, height, tuple(rows))


def _without_alpha(row: bytes) -> bytes:
    flat = bytearray(len(row) // 4 * 3)
    flat[0::3], flat[1::3], flat[2::3] = row[0::4], row[1::4], row[2::4]
    return bytes(flat)


def _unfiltered(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    """Undo one of PNG's five filters on a row."""
    if kind == 0:
        return line
    if kind == 2:
        return bytes((a + b) & 255 for a, b in zip(line, above, strict=True))
    done = bytearray(line)
    for i, value in enumerate(line):
        left = done[i - step] if i >= step else 0
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + above[i]) >> 1
        else:
            corner = above[i - step] if i >= step else 0
            base = left + above[i] - corner
            far = (abs(base - left), abs(base - above[i]), abs(base - corner))
            guess = (left, above[i], corner)[far.index(min(far))]
        done[i] = (value + guess) & 255
    return bytes(done)


def changed_pixels(one: str, other: str) -> int:
    """Return how many pixels of two PNGs (base64) differ, at the best fit of one shifted by a pixel or none.

    Pictures that cannot be read count as wholly different.
    """
    try:
        first, second = picture_of(base64.b64decode(one)), picture_of(base64.b64decode(other))
    except (ValueError, zlib.error, struct.error, IndexError):
        return MAX_PIXELS
    if (first.width, first.height) != (second.width, second.height):
        return MAX_PIXELS
    shifts = [(x, y) for x in range(-SHIFT, SHIFT + 1) for y in range(-SHIFT, SHIFT + 1)]
    return min(
        _differences(first, second, x, y) for x, y in sorted(shifts, key=lambda s: abs(s[0]) + abs(s[1]))
    )


def _differences(first: Picture, second: Picture, right: int, down: int) -> int:
    count = 0
    wide = 3 * (first.width - abs(right))
    for y in range(max(0, -down), min(first.height, first.height - down)):
        one = first.rows[y][3 * max(0, -right) : 3 * max(0, -right) + wide]
        other = second.rows[y + down][3 * max(0, right) : 3 * max(0, right) + wide]
        if one == other:
            continue
        for i in range(0, wide, 3):
            if one[i : i + 3] != other[i : i + 3]:
                far = abs(one[i] - other[i]) + abs(one[i + 1] - other[i + 1]) + abs(one[i + 2] - other[i + 2])
                count += far >= NOTICED
    return count
