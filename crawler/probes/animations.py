"""How long the page's GIF pictures move, from the files that the browser has already loaded."""

from __future__ import annotations

import base64
import contextlib
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from crawler.probes import measure

MOST_FILES = 8
MAX_BYTES = 3_000_000


@dataclass(frozen=True, slots=True)
class Film:
    """The frames of a GIF: how many, seconds for all of them once, and how often they run (0 for ever)."""

    frames: int
    seconds: float
    loops: int


def film_of(data: bytes) -> Film | None:
    """Return the timing of a GIF file, None where it is none or is broken. Source: GIF89a, NETSCAPE2.0."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        return None
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    frames, hundredths, loops = 0, 0, 1
    try:
        while data[at] != 0x3B and frames < 2000:
            if data[at] == 0x21:
                label, at = data[at + 1], at + 2
                if label == 0xF9:
                    delay = int.from_bytes(data[at + 2 : at + 4], "little")
                    # Browsers show a frame of less than two hundredths for ten.
                    hundredths += delay if delay > 1 else 10
                if label == 0xFF and data[at + 1 : at + 12] == b"NETSCAPE2.0":
                    count = int.from_bytes(data[at + 14 : at + 16], "little")
                    loops = count + 1 if count else 0
                at = _past(data, at)
            elif data[at] == 0x2C:
                frames += 1
                at += 10 + (3 << ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0)
                at = _past(data, at + 1)
            else:
                return None
    except IndexError:
        pass  # Cut short: what was read counts.
    return Film(frames, hundredths / 100, loops)


def _past(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


async def measure_animations(page: Page, cdp: CDPSession) -> list[dict[str, Any]]:
    """Return the pictures that move: `seconds` in all (0 for ever), `frames`, their place.

    Asks the browser for the bytes it has; nothing is fetched again.
    """
    shown = await measure(page, "gifs")
    if not shown:
        return []
    await cdp.send("Page.enable")
    tree = await cdp.send("Page.getResourceTree")
    frame = tree["frameTree"]["frame"]["id"]
    known = {resource["url"] for resource in tree["frameTree"]["resources"]}
    found = []
    for picture in shown[:MOST_FILES]:
        if picture["url"] not in known:
            continue
        with contextlib.suppress(Error):
            asked = {"frameId": frame, "url": picture["url"]}
            content = await cdp.send("Page.getResourceContent", asked)
            data = base64.b64decode(content["content"]) if content["base64Encoded"] else b""
            film = film_of(data[:MAX_BYTES])
            if film and film.frames > 1:
                seconds = 0.0 if film.loops == 0 else film.seconds * film.loops
                found.append({**picture, "frames": film.frames, "seconds": round(seconds, 2)})
    return found
