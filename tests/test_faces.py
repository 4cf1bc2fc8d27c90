"""Faces in photographs are found and hidden; text, patterns and plain colour are left as they are."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from reports.faces import faces
from reports.pictures import Pictures
from store import RunFolder

SKIN, HAIR, WALL = (222, 180, 150), (60, 42, 30), (90, 110, 140)


def face(wide: int) -> Image.Image:
    """Draw somebody who does not exist, shaded and grained as a photograph is; six fifths as high as *wide*."""
    drawn = Image.new("RGB", (200, 240), WALL)
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((35, 15, 165, 190), fill=HAIR)
    draw.ellipse((48, 40, 152, 215), fill=SKIN)
    draw.rectangle((75, 200, 125, 240), fill=(205, 160, 130))
    for x in (78, 122):
        draw.ellipse((x - 17, 92, x + 17, 114), fill=(165, 120, 95))
        draw.ellipse((x - 12, 96, x + 12, 110), fill=(235, 230, 225))
        draw.ellipse((x - 6, 96, x + 6, 110), fill=(40, 30, 25))
        draw.line((x - 18, 86, x + 18, 84), fill=(70, 48, 35), width=6)
    draw.polygon([(100, 110), (90, 148), (110, 148)], fill=(232, 192, 163))
    draw.line((90, 150, 110, 150), fill=(170, 120, 95), width=5)
    draw.ellipse((78, 168, 122, 184), fill=(170, 85, 80))
    draw.line((80, 176, 120, 176), fill=(110, 50, 50), width=3)
    blurred = np.asarray(drawn.filter(ImageFilter.GaussianBlur(3)), float)
    light = np.linspace(18, -18, 200)[None, :, None]
    grain = np.random.default_rng(1).normal(0, 4, blurred.shape)
    shaded = Image.fromarray((blurred + light + grain).clip(0, 255).astype(np.uint8))
    return shaded.resize((wide, wide * 6 // 5))


def written(size: tuple[int, int] = (1280, 1600)) -> Image.Image:
    """Return a page of text with a heading, a button and a table."""
    page = Image.new("RGB", size, (255, 255, 255))
    draw = ImageDraw.Draw(page)
    draw.text((40, 20), "Report a missed bin", (11, 12, 12), ImageFont.load_default(48))
    for row in range(100, size[1] - 40, 26):
        line = "Tell us which bin was missed, on which day, and where you live. " * 3
        draw.text((40, row), line[row % 17 :][:150], (11, 12, 12), ImageFont.load_default(18))
    draw.rectangle((40, 420, 240, 470), fill=(0, 112, 60))
    draw.text((60, 430), "Start now", (255, 255, 255), ImageFont.load_default(24))
    for column in range(700, 1240, 90):
        draw.line((column, 600, column, 900), fill=(120, 120, 120), width=2)
    return pressed(page)


def pressed(page: Image.Image) -> Image.Image:
    kept = io.BytesIO()
    page.save(kept, "JPEG", quality=70)
    return Image.open(io.BytesIO(kept.getvalue())).convert("RGB")


@pytest.mark.parametrize("wide", [60, 100, 160, 300])
def test_a_face_in_a_photograph_is_found_where_it_is(wide: int) -> None:
    page = written()
    page.paste(face(wide), (613, 707))
    ((x, y, across, down),) = faces(pressed(page))
    # Eyes and mouth are covered, and not much more than the photograph.
    assert x <= 613 + wide * 0.32 and x + across >= 613 + wide * 0.68
    assert y <= 707 + wide * 0.43 and y + down >= 707 + wide * 0.9
    assert across < 1.3 * wide and down < 1.3 * wide


def test_several_photographs_of_a_page_are_all_searched() -> None:
    page = written()
    for at in ((100, 200), (900, 250), (400, 1100)):
        page.paste(face(120), at)
    assert len(faces(pressed(page))) == 3


def test_text_patterns_and_plain_colour_have_no_face() -> None:
    assert faces(written()) == ()
    assert faces(Image.new("RGB", (1280, 900), WALL)) == ()
    assert faces(Image.new("RGB", (5, 5), WALL)) == ()
    grain = np.random.default_rng(2).integers(0, 256, (600, 800, 3), np.uint8)
    assert faces(pressed(Image.fromarray(grain))) == ()
    waves = np.fromfunction(lambda y, x: 127 + 80 * np.sin(x / 17) * np.cos(y / 23), (600, 800))
    assert faces(pressed(Image.fromarray(waves.astype(np.uint8)).convert("RGB"))) == ()


def test_a_face_is_in_no_published_picture(tmp_path: Path) -> None:
    page = written()
    page.paste(face(200), (600, 300))
    page.save(tmp_path / "p.jpg", "JPEG", quality=90)
    run = RunFolder.create(tmp_path / "run")
    name = run.put_blob((tmp_path / "p.jpg").read_bytes())
    (tmp_path / "site").mkdir()
    pictures = Pictures(run, tmp_path / "site", tmp_path / "none")
    whole, cut = pictures.publish({"sha256": name}), pictures.cut(name, (580, 280, 240, 280))
    assert whole and whole.small and cut
    for one in (whole.path, whole.small.path, cut.path):
        with Image.open(tmp_path / "site" / one) as opened:
            shown = np.asarray(opened.convert("RGB"), int)
        skin = (abs(shown - np.array(SKIN)).max(axis=2) < 30).sum()
        # Of the face some neck stays.
        assert skin < 0.01 * shown.shape[0] * shown.shape[1], one
    assert (abs(np.asarray(page, int) - np.array(SKIN)).max(axis=2) < 30).sum() > 8000
