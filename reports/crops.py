"""Makes the pictures that are published of a page's: masked, whole, small, or cut out and framed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from reports.faces import faces

# Px of the page shown round the element, the most that is shown, and how wide the cutting may be.
MARGIN, MOST_WIDE, MOST_HIGH, WIDEST = 48, 720, 480, 480
# What browsers take pictures in; nothing else is decoded.
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 1280 * 12_000
# What a small picture shows: the top of the page, as wide and high as any list of pictures draws it, doubled.
SMALL_WIDE, SMALL_HIGH = 640, 720
# Looked at: letters stay sharp. Slower methods save 4 % of the bytes and take twice as long.
QUALITY, METHOD = 60, 2
Masks = Sequence[Sequence[int]]
VEIL, HATCH, EDGE, APART = (226, 228, 231), (188, 192, 198), (120, 125, 133), 12
INNER, OUTER, THICK = (214, 0, 111), (255, 255, 255), 3


def whole_and_small(
    source: Path, masks: Masks, whole: Path, small: Path
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Write the picture *source*, masked, to *whole*, and its top to *small*; return their sizes, or None."""
    page = _page(source, _plain(masks))
    if page is None:
        return None
    _save(page, whole)
    part = page
    if page.width > SMALL_WIDE:
        high = min(page.height, round(SMALL_HIGH * page.width / SMALL_WIDE))
        part = page.crop((0, 0, page.width, high)).resize((SMALL_WIDE, round(high * SMALL_WIDE / page.width)))
    elif page.height > SMALL_HIGH:
        part = page.crop((0, 0, page.width, SMALL_HIGH))
    _save(part, small)
    return (page.width, page.height), (part.width, part.height)


def crop(
    source: Path, box: tuple[int, int, int, int], target: Path, masks: Masks = ()
) -> tuple[int, int] | None:
    """Write *target*, which shows *box* (x, y, width, height in px of *source*) masked; return its size.

    None where the source is no picture, is larger than a page's picture can be, or does not hold the box.
    """
    x, y, wide, high = box
    whole = _page(source, _plain(masks))
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
    _save(cut, target)
    return cut.width, cut.height


def _save(picture: Image.Image, target: Path) -> None:
    picture.save(target, "WEBP", quality=QUALITY, method=METHOD)


def _plain(masks: Masks) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((one[0], one[1], one[2], one[3]) for one in masks)


def size_of(picture: Path) -> tuple[int, int] | None:
    """Return the size of a picture, None where there is none."""
    try:
        with Image.open(picture, formats=FORMATS) as opened:
            return opened.width, opened.height
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


@lru_cache(maxsize=2)
def _page(source: Path, masks: tuple[tuple[int, int, int, int], ...]) -> Image.Image | None:
    """Return a page's picture decoded, masks and faces painted over; a page has many elements."""
    try:
        with Image.open(source, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            page = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    veil(page, masks)
    veil(page, faces(page))
    return page


def veil(page: Image.Image, masks: Iterable[tuple[int, int, int, int]]) -> None:
    """Paint *masks* (x, y, width, height) over: plain boxes, hatched so that they are seen to be masks.

    Nothing of what was there shows through: what is blurred can be made out again.
    """
    for x, y, wide, high in masks:
        box = max(0, x), max(0, y), min(page.width, x + wide), min(page.height, y + high)
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        patch = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), VEIL)
        draw = ImageDraw.Draw(patch)
        for at in range(-patch.height, patch.width, APART):
            draw.line((at, patch.height, at + patch.height, 0), fill=HATCH, width=2)
        draw.rectangle((0, 0, patch.width - 1, patch.height - 1), outline=EDGE)
        page.paste(patch, (box[0], box[1]))


def _ring(frame: tuple[int, int, int, int], by: int) -> tuple[int, int, int, int]:
    return frame[0] - by, frame[1] - by, frame[2] + by, frame[3] + by
