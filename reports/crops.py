"""Cuts out of a page's picture the element that something was found on, with a line drawn round it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

# Px of the page shown round the element, the most that is shown, and how wide the cutting may be.
MARGIN, MOST_WIDE, MOST_HIGH, WIDEST = 48, 720, 480, 480
MOST_PIXELS = 1280 * 12_000
QUALITY = 72
INNER, OUTER, THICK = (214, 0, 111), (255, 255, 255), 3


def crop(source: Path, box: tuple[int, int, int, int], target: Path) -> tuple[int, int] | None:
    """Write *target*, a JPEG that shows *box* (x, y, width, height in px of *source*); return its size.

    None where the source is no picture, is larger than a page's picture can be, or does not hold the box.
    """
    x, y, wide, high = box
    whole = _page(source)
    if whole is None or wide <= 0 or high <= 0:
        return None
    if x >= whole.width or y >= whole.height or x + wide <= 0 or y + high <= 0:
        return None
    left, top = max(0, x - MARGIN), max(0, y - MARGIN)
    right = min(whole.width, x + wide + MARGIN, left + MOST_WIDE)
    bottom = min(whole.height, y + high + MARGIN, top + MOST_HIGH)
    cut = whole.crop((left, top, right, bottom))
    draw = ImageDraw.Draw(cut)
    # What is at hand of the element: a line that leaves the cutting is not drawn.
    frame = (x - left - THICK - 1, y - top - THICK - 1, x + wide - left + THICK, y + high - top + THICK)
    draw.rectangle(_ring(frame, 2), outline=OUTER, width=THICK + 4)
    draw.rectangle(frame, outline=INNER, width=THICK)
    if cut.width > WIDEST:
        cut = cut.resize((WIDEST, max(1, round(cut.height * WIDEST / cut.width))))
    cut.save(target, "JPEG", quality=QUALITY, optimize=True)
    return cut.width, cut.height


def size_of(picture: Path) -> tuple[int, int] | None:
    """Return the size of a picture made before, None where there is none."""
    try:
        with Image.open(picture) as opened:
            return opened.width, opened.height
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


@lru_cache(maxsize=2)
def _page(source: Path) -> Image.Image | None:
    """Return a page's picture decoded; several elements of one page follow one another."""
    try:
        with Image.open(source) as opened:
            return opened.convert("RGB") if opened.width * opened.height <= MOST_PIXELS else None
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _ring(frame: tuple[int, int, int, int], by: int) -> tuple[int, int, int, int]:
    return frame[0] - by, frame[1] - by, frame[2] + by, frame[3] + by
