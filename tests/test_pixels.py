"""Small PNG pictures are read and compared."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest

from crawler.probes.pixels import MAX_PIXELS, changed_pixels, picture_of


def png(rows: list[list[tuple[int, int, int]]], kind: int = 0) -> bytes:
    def part(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    raw = b""
    before = [(0, 0, 0)] * len(rows[0])
    for row in rows:
        flat, above = bytes(c for p in row for c in p), bytes(c for p in before for c in p)
        if kind == 1:
            flat = bytes((c - (flat[i - 3] if i >= 3 else 0)) & 255 for i, c in enumerate(flat))
        elif kind == 2:
            flat = bytes((c - above[i]) & 255 for i, c in enumerate(flat))
        raw += bytes([kind]) + flat
        before = row
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(raw)) + part(b"IEND", b"")


def box(
    left: int, top: int, size: int = 12, colour: tuple[int, int, int] = (0, 0, 0)
) -> list[list[tuple[int, int, int]]]:
    return [
        [colour if left <= x < left + 4 and top <= y < top + 4 else (255, 255, 255) for x in range(size)]
        for y in range(size)
    ]


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_picture_is_read_whatever_its_filter(kind: int) -> None:
    picture = picture_of(png(box(3, 5, colour=(10, 200, 30)), kind))
    assert (picture.width, picture.height, picture.at(4, 6), picture.at(0, 0)) == (
        12,
        12,
        (10, 200, 30),
        (255, 255, 255),
    )


def test_differences_count_and_a_mere_shift_does_not() -> None:
    def compared(one: list[list[tuple[int, int, int]]], other: list[list[tuple[int, int, int]]]) -> int:
        return changed_pixels(base64.b64encode(png(one)).decode(), base64.b64encode(png(other)).decode())

    assert compared(box(3, 3), box(3, 3)) == 0
    assert compared(box(3, 3), box(4, 4)) == 0
    assert compared(box(3, 3), box(3, 3, colour=(250, 250, 250))) == 16
    assert compared(box(3, 3), box(3, 3, 13)) == MAX_PIXELS


def test_junk_is_no_picture() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        picture_of(b"GIF89a")
    assert changed_pixels("bm90", "bm90") == MAX_PIXELS
