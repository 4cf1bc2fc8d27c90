"""What is about people, or somebody else's, is masked in published pictures; what a council says of itself is not."""

from __future__ import annotations

import asyncio
import base64
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from checks.personal_parts import to_mask
from crawler.probes.masks import BOXES, bounded
from reports.pictures import Pictures, masks_of
from store import RunFolder

PAGE = "https://www.anytown.gov.uk/people"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="


def image(alt: str = "", near: str = "", **more: Any) -> dict[str, Any]:
    return {
        "kind": "image",
        "alt": alt,
        "near": near,
        "person": False,
        "avatar": False,
        "portrait": True,
    } | more


def text(found: str, said: str, near: str = "") -> dict[str, Any]:
    return {"kind": "text", "found": found, "text": said, "near": near or said}


@pytest.mark.parametrize(
    ("part", "masked"),
    [
        (text("jane.doe@anytown.gov.uk", "Write to jane.doe@anytown.gov.uk"), True),
        (text("parking@anytown.gov.uk", "Write to parking@anytown.gov.uk"), False),
        (text("01632 960123", "01632 960123", "Jane Doe, Tree Officer, 01632 960123"), True),
        (text("01632 960123", "01632 960123", "Customer Services, 01632 960123"), False),
        (text("0300 123 4567", "Ask Cllr Doe on 0300 123 4567"), False),
        (text("AB1 2CD", "Broken lamp at 3 Elm Road, AB1 2CD"), True),
        (text("AB1 2CD", "For example, AB1 2CD"), False),
        (text("AB1 2CD", "Civic Offices, High Street, AB1 2CD"), False),
        (text("AB1 2CD", "AB1 2CD", "Anytown Council, Civic Centre, High Street, Anytown, AB1 2CD"), False),
        (image("Cllr Jane Doe"), True),
        (image("Councillor Siân ap Rhys", portrait=False), True),
        (image("Jane Doe", "Jane Doe, Head of Planning"), True),
        (image("Photo of Jane Doe", "Jane Doe"), True),
        (image("", "Jane Doe, Chief Executive Officer"), True),
        (image("anything", person=True), True),
        (image("", avatar=True), True),
        (image("Anytown Council"), False),
        (image("Green Flag", "Anytown parks hold the award"), False),
        (image("A bin lorry on the High Street", "Your waste officer calls"), False),
        (image("", "Report a pothole"), False),
        ({"kind": "frame", "url": "https://forms.supplier.example/report", "text": "Report form"}, False),
        ({"kind": "frame", "url": "https://maps.other.example/embed", "text": ""}, True),
        ({"kind": "frame", "url": "https://gis.anytown.gov.uk/x", "text": "Map of reports"}, True),
        ({"kind": "frame", "url": "https://tube.other.example/v", "text": "Video player"}, True),
        ({"kind": "frame", "url": "https://www.anytown.gov.uk/video", "text": "Video player"}, False),
        ({"kind": "nothing"}, False),
    ],
)  # fmt: skip
def test_what_is_masked(part: dict[str, Any], masked: bool) -> None:
    assert to_mask(part, PAGE) is masked


def test_boxes_are_cut_to_the_picture_and_bounded() -> None:
    assert bounded([[-5, -5, 20, 20], [0, 0, 10, 10], [500, 0, 9, 9], [90, 95, 50, 50]], 100, 100) == [
        [0, 0, 15, 15],
        [90, 95, 10, 5],
    ]
    many = bounded([[x * 3, x * 3, 2, 2] for x in range(BOXES * 2)], 1280, 5000)
    assert len(many) == BOXES
    last = (BOXES * 2 - 1) * 3
    assert any(x <= last < x + wide and y <= last < y + high for x, y, wide, high in many)


@pytest.mark.parametrize(
    "masks", [None, "all", [[1, 2, 3]], [["1", 2, 3, 4]], [[1, 2, 3, True]], [[0, 0, 1, 1]] * 500]
)
def test_what_is_no_list_of_boxes_publishes_nothing(masks: object, tmp_path: Path) -> None:
    assert masks_of(masks) is None
    run = RunFolder.create(tmp_path / "run")
    Image.new("RGB", (390, 900), (10, 200, 10)).save(tmp_path / "p.jpg", "JPEG")
    name = run.put_blob((tmp_path / "p.jpg").read_bytes())
    (tmp_path / "site").mkdir()
    assert (
        Pictures(run, tmp_path / "site", tmp_path / "none").publish({"sha256": name, "masks": masks}) is None
    )


def test_nothing_of_what_is_masked_is_in_a_published_picture(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "run")
    page = Image.new("RGB", (1280, 2000), (255, 255, 255))
    page.paste((255, 0, 0), (200, 300, 500, 460))
    page.save(tmp_path / "p.jpg", "JPEG")
    name = run.put_blob((tmp_path / "p.jpg").read_bytes())
    (tmp_path / "site").mkdir()
    pictures = Pictures(run, tmp_path / "site", tmp_path / "none")
    boxes = [[198, 298, 304, 164]]
    bare, whole = pictures.publish({"sha256": name}), pictures.publish({"sha256": name, "masks": boxes})
    cut = pictures.cut(name, (180, 310, 600, 60), boxes)
    assert bare and whole and cut and whole.small and bare.path != whole.path
    assert (whole.width, whole.height) == (1280, 2000) and whole.small.width == 640

    def reds(path: str) -> int:
        with Image.open(tmp_path / "site" / path) as opened:
            assert opened.format == "WEBP"
            raw = opened.convert("RGB").tobytes()
        return sum(
            r > 150 and g < 80 and b < 70 for r, g, b in zip(raw[::3], raw[1::3], raw[2::3], strict=True)
        )

    assert reds(bare.path) > 10_000
    assert [reds(one) for one in (whole.path, whole.small.path, cut.path)] == [0, 0, 0]
    again = Pictures(run, tmp_path / "again", tmp_path / "site")
    (tmp_path / "again").mkdir()
    assert again.publish({"sha256": name, "masks": boxes}) == whole
    assert (tmp_path / "again" / whole.path).samefile(tmp_path / "site" / whole.path)


# Each part says of itself whether it is to be masked; the rules know nothing of this attribute.
TRUTH = f"""
<style>body{{margin:0;width:1200px}} [data-truth]{{display:block;margin:12px}} span[data-truth]{{display:inline-block}} .win{{position:relative;overflow:hidden;width:300px;height:300px}}
.win img{{position:absolute}} .face{{width:90px;height:110px;background:#ccc}}</style>
<h1 data-truth=keep>Trees</h1>
<p><span data-truth=mask>jane.doe@anytown.gov.uk</span></p><p><span data-truth=keep>trees@anytown.gov.uk</span></p>
<div class=card><h3 data-truth=keep>Mrs Jane Doe</h3><p>Tree officer</p><p><span data-truth=mask>01632 960123</span></p></div>
<div class=card><h3>Tree team</h3><p><span data-truth=keep>01632 960177</span></p></div>
<p>Call <span data-truth=keep>0300 123 4567</span></p>
<img data-truth=mask class=face alt="Councillor Jane Doe" src="{PIXEL}">
<div itemscope itemtype="https://schema.org/Person"><img data-truth=mask class=face alt="" src="{PIXEL}"></div>
<img data-truth=mask class="face user-avatar" alt="" src="{PIXEL}">
<img data-truth=keep class=face alt="Anytown Council" src="{PIXEL}">
<img data-truth=mask style="width:300px;height:200px" alt="" src="https://tiles.example/staticmap?centre=1,2">
<img data-truth=mask style="width:300px;height:200px" alt="Map of the ward" src="{PIXEL}">
<img data-truth=keep style="width:20px;height:20px" alt="Site map" src="{PIXEL}">
<img data-truth=keep style="width:900px;height:120px" alt="Oak trees in Queen's Park" src="{PIXEL}">
<div data-truth=mask class=win>{"".join(f'<img alt="" src="{PIXEL}" style="width:256px;height:256px;left:{x}px;top:{y}px">' for x in (-40, 216) for y in (-40, 216))}</div>
<section data-truth=mask aria-label="Map of fallen trees" style="width:400px;height:200px"><canvas width=400 height=200></canvas></section>
<div id=faultsMap><canvas data-truth=mask width=400 height=200></canvas></div>
<canvas data-truth=keep width=400 height=200></canvas>
<h2 data-truth=keep>Recent reports near you</h2>
<ul data-truth=mask><li>Branch down, says a resident of 3 Elm Road</li><li>Roots through the path</li></ul>
<h2 data-truth=keep>What to do next</h2>
<ul data-truth=keep><li>Report a tree</li><li>Ask for advice</li></ul>
<div class=comments><article data-truth=mask>I live next door and object</article><article data-truth=mask>So do I</article></div>
<form><label data-truth=keep>Your comments <textarea></textarea></label></form>
<iframe data-truth=mask title="Map" srcdoc="<p>a map</p>" width=300 height=150></iframe>
<iframe data-truth=keep title="Report form" srcdoc="<form><input></form>" width=300 height=150></iframe>
<div id=host></div><script>host.attachShadow({{mode:'open'}}).innerHTML='<p><span data-truth=mask>john.roe@anytown.gov.uk</span></p>'</script>
<p hidden>hidden.one@anytown.gov.uk</p>
"""


@pytest.mark.browser
def test_a_page_with_truth() -> None:
    playwright = pytest.importorskip("playwright.async_api")
    from crawler.chromium import NoBrowserError, find_browser
    from crawler.probes.frames import seen_frames
    from crawler.probes.masks import measure_masks

    try:
        choice = find_browser(fetch_driver=False)
    except NoBrowserError as error:
        pytest.skip(str(error))
    truths = """() => { const all = []; const visit = (root) => root.querySelectorAll('*').forEach((one) => {
      if (one.shadowRoot) visit(one.shadowRoot);
      if (one.dataset.truth) { const at = one.getBoundingClientRect(); all.push([one.dataset.truth, one.outerHTML.slice(0, 90), at.left + scrollX, at.top + scrollY, at.width, at.height]); }
    }); visit(document); return all; }"""

    async def look() -> tuple[list[Any], list[list[int]], float]:
        async with playwright.async_playwright() as tool:
            browser = await tool.chromium.launch(executable_path=str(choice.path), args=["--no-sandbox"])
            tab = await browser.new_page()
            body = base64.b64decode(PIXEL.partition(",")[2])
            await tab.route("https://**", lambda route: route.fulfill(body=body, content_type="image/gif"))
            await tab.set_content(TRUTH)
            before = await tab.content()
            await tab.evaluate("scrollTo(0, 300)")
            frames = await seen_frames(tab)
            masks = await measure_masks(tab, frames, 1280, 5000)
            begun = time.monotonic()
            assert await measure_masks(tab, frames, 1280, 5000) == masks
            taken = time.monotonic() - begun
            assert await tab.content() == before
            wanted = await tab.evaluate(truths)
            await browser.close()
        return wanted, masks, taken

    wanted, masks, _ = asyncio.run(look())
    assert len(wanted) > 25
    for truth, html, left, top, wide, high in wanted:
        middle = left + wide / 2, top + high / 2
        covered = any(x <= middle[0] <= x + w and y <= middle[1] <= y + h for x, y, w, h in masks)
        touched = any(
            x < left + wide - 2 and left + 2 < x + w and y < top + high - 2 and top + 2 < y + h
            for x, y, w, h in masks
        )
        assert covered if truth == "mask" else not touched, (truth, html, masks)
