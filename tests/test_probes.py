"""Probes that need no browser: GIF timing, end tags."""

from __future__ import annotations

import re
import struct

import pytest

from crawler.probes.animations import Film, film_of
from crawler.probes.cookies import _WORDS
from crawler.probes.markup import stray_end_tags


def gif(frames: int, delay: int, loops: int | None) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    if loops is not None:
        head += b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", loops) + b"\x00"
    frame = (
        b"\x21\xf9\x04\x00"
        + struct.pack("<H", delay)
        + b"\x00\x00"
        + b"\x2c"
        + bytes(8)
        + b"\x00"
        + b"\x02\x02\x44\x01\x00"
    )
    return head + frame * frames + b"\x3b"


def test_how_long_a_gif_moves():
    assert film_of(gif(3, 50, 0)) == Film(3, 1.5, 0)
    assert film_of(gif(2, 100, 2)) == Film(2, 2.0, 3)
    assert film_of(gif(1, 0, None)) == Film(1, 0.1, 1)
    assert film_of(b"\x89PNG") is None
    assert film_of(gif(3, 50, 0)[:60]) is not None


def test_end_tags_that_end_nothing():
    def tags(html: str) -> list[str]:
        return [one["tag"] for one in stray_end_tags(html)]

    assert tags("<div>strings</span></div>") == ["span"]
    assert tags("<ul><li>a<li>b</ul><p>x<p>y</p><br></br><table><tr><td>1</table>") == []
    assert tags("<svg><g/><path/></svg><p>a</p></p><script>'</b>'</script>") == []
    assert tags("<div><section></div></section>") == ["section"]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("refuse", "Reject all|I do not accept|I don’t accept|No, do not use cookies|Do not use analytics cookies|Decline|Opt-out"
         "|Only accept essential cookies|Accept necessary cookies only|Essential only|Nid wyf yn derbyn"),
        ("settings", "Manage cookies|No, take me to settings|Cookie preferences"),
        ("accept", "I accept|Accept all cookies|OK, got it|Don’t show this message again, I understand|Derbyn"),
    ],
)  # fmt: skip
def test_what_refuses_cookies_is_told_from_what_accepts_them(kind: str, texts: str) -> None:
    for text in texts.split("|"):
        found = next(
            (one for one in ("refuse", "settings", "accept") if re.search(_WORDS[one], text, re.I)), ""
        )
        assert found == kind or (kind == "accept" and not found), (text, found)
