"""Pictures of elements: where a finding stands, what is cut out, and that nothing hostile becomes a picture."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from checks.findings import findings_of
from checks.model import Device, Evidence
from reports.crops import MOST_HIGH, WIDEST, crop
from reports.pictures import Pictures
from store import RunFolder

GSS = "E06000099"


def page(path: Path, size: tuple[int, int] = (390, 1200)) -> Path:
    Image.new("RGB", size, (240, 240, 240)).save(path, "JPEG")
    return path


def test_the_element_is_framed(tmp_path: Path) -> None:
    target = tmp_path / "cut.jpg"
    size = crop(page(tmp_path / "page.jpg"), (100, 500, 80, 40), target)
    assert size == (80 + 96, 40 + 96)
    with Image.open(target) as cut:
        red, green, blue = cut.convert("RGB").getpixel((48 - 2, 48 + 20))
    assert red - green > 60 and blue - green > 20, "the frame is drawn in its colour"


def test_a_box_larger_than_a_cutting_is_bounded(tmp_path: Path) -> None:
    size = crop(page(tmp_path / "page.jpg", (1280, 5000)), (0, 0, 1280, 5000), tmp_path / "cut.jpg")
    assert size and size[0] <= WIDEST and size[1] <= MOST_HIGH


@pytest.mark.parametrize(
    "box", [(0, 0, 0, 9), (400, 0, 9, 9), (0, 9999, 9, 9), (-50, 0, 20, 20), (5, 5, -4, 4)]
)
def test_a_box_that_is_not_on_the_page_is_no_picture(tmp_path: Path, box: tuple[int, int, int, int]) -> None:
    assert crop(page(tmp_path / "page.jpg"), box, tmp_path / "cut.jpg") is None
    assert not (tmp_path / "cut.jpg").exists()


def test_what_is_no_picture_or_too_large_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"<script>alert(1)</script>")
    assert crop(tmp_path / "a.jpg", (0, 0, 9, 9), tmp_path / "cut.jpg") is None
    assert crop(tmp_path / "none.jpg", (0, 0, 9, 9), tmp_path / "cut.jpg") is None
    Image.new("1", (30_000, 9_000)).save(tmp_path / "wide.png")
    assert crop(tmp_path / "wide.png", (0, 0, 9, 9), tmp_path / "cut.jpg") is None


def finding(box: Any, selector: str = "#b", size: Any = (390, 1200)) -> Any:
    axe = {
        "version": "4",
        "violations": [
            {
                "id": "label",
                "impact": "critical",
                "tags": ["wcag2a", "wcag412"],
                "nodes": [{"target": "#b", "html": "<b>"}],
            }
        ],
        "incomplete": [],
    }
    picture = {"sha256": "a" * 64, "width": size[0], "height": size[1]}
    facets = {"axe": axe, "picture": picture, "boxes": {selector: box}}
    url = "https://a.example/"
    seen = Evidence("r", GSS, "j", "task", Device.PHONE, url, url, "2026-11-22T10:00:00Z", 1, facets)
    return findings_of(GSS, [seen])[0]


def test_a_finding_says_where_it_stands() -> None:
    assert finding([10, 20, 30, 40]).box == (10, 20, 30, 40)
    assert finding([10, 20, 30, 40]).picture == "a" * 64


@pytest.mark.parametrize(
    "box", [[1, 2, 3], "abcd", None, [1, 2, "3", 4], [1e400, 1, 1, 1], [0, 5000, 9, 9], [10**9, 1, 1, 1]]
)
def test_a_hostile_box_is_none(box: Any) -> None:
    assert finding(box).box == () and finding(box).picture == ""


def test_a_cutting_is_made_once_and_taken_over_from_the_build_before(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "run")
    name = run.put_blob(page(tmp_path / "page.jpg").read_bytes())
    (tmp_path / "old").mkdir()
    first = Pictures(run, tmp_path / "old", tmp_path / "none")
    made = first.cut(name, (10, 10, 50, 20))
    assert made is not None and (tmp_path / "old" / made.path).is_file()
    (tmp_path / "new").mkdir()
    again = Pictures(run, tmp_path / "new", tmp_path / "old").cut(name, (10, 10, 50, 20))
    assert again == made
    assert (tmp_path / "new" / made.path).samefile(tmp_path / "old" / made.path)
    assert first.cut("../../etc/passwd", (1, 1, 2, 2)) is None
    assert first.cut("b" * 64, (1, 1, 2, 2)) is None


@pytest.mark.browser
def test_boxes_of_a_page_its_shadow_roots_and_frames() -> None:
    playwright = pytest.importorskip("playwright.async_api")
    from checks.accessibility.model import Flaw
    from crawler.chromium import NoBrowserError, find_browser
    from crawler.probes.boxes import PER_RULE, measure_boxes

    try:
        choice = find_browser(fetch_driver=False)
    except NoBrowserError as error:
        pytest.skip(str(error))

    def flaw(selector: str, rule: str) -> Flaw:
        return Flaw("axe", rule, "1.1.1", "A", "serious", "failure", selector, "", "", "")

    body = (
        "<body style='margin:0'><div style='height:2000px'></div><p id=low style='margin:0;width:50px;height:20px'>x</p>"
        "<div id=host style='position:absolute;left:10px;top:30px;width:9px'></div>"
        "<iframe srcdoc=\"<body style='margin:0'><b id=in style='position:absolute;left:5px;top:6px;width:7px;height:8px'></b>\""
        " style='position:absolute;left:100px;top:200px;border:2px solid'></iframe>"
        "<script>host.attachShadow({mode:'open'}).innerHTML='<i style=\"display:block;width:9px;height:4px\"></i>';"
        "scrollTo(0, 500)</script>"
    )

    async def look() -> dict[str, Any]:
        async with playwright.async_playwright() as tool:
            browser = await tool.chromium.launch(executable_path=str(choice.path), args=["--no-sandbox"])
            tab = await browser.new_page()
            await tab.set_content(body)
            before = await tab.content()
            selectors = ["#low", "#host >>> i", "iframe >>> #in", "#gone", "]["]
            found = await measure_boxes(
                tab, [flaw(one, one) for one in selectors] + [flaw(f"#x{n}", "many") for n in range(9)]
            )
            assert await tab.content() == before
            await browser.close()
        return found

    found = asyncio.run(look())
    assert found == {
        "#low": [0, 2000, 50, 20],
        "#host >>> i": [10, 30, 9, 4],
        "iframe >>> #in": [107, 208, 7, 8],
    }
    assert PER_RULE < 9
