"""The same page in another language, and the language that a text is in."""

from __future__ import annotations

import pytest

from checks.language import language_of, language_of_page
from checks.translation import translation

PAGE = "https://www.anytown.gov.uk/en/tips"


@pytest.mark.parametrize(
    ("html", "ends"),
    [
        ('<a href="/cy/x">Cymraeg</a>', "/cy/x"),
        ('<a href="/cy/x" hreflang="cy-GB">Darllen y dudalen hon yn Gymraeg</a>', "/cy/x"),
        ('<a href="?lang=cy"><img src="f.png" alt="View this page in Welsh"></a>', "?lang=cy"),
        ('<a href="/w" aria-label="Newid i\'r Gymraeg"><svg></svg></a>', "/w"),
        ('<link rel="alternate" hreflang="cy" href="/cym/x">', "/cym/x"),
        ('<a href="/a">CY</a>', "/a"),
    ],
)
def test_the_switch_to_welsh_is_found(html: str, ends: str) -> None:
    found = translation(html, PAGE, "cy")
    assert found is not None and found.url.endswith(ends)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/learn">Learn Welsh</a>',
        '<a href="https://www.gov.wales/">Welsh Government</a>',
        '<a href="/standards">Welsh language standards</a>',
        '<a href="javascript:switch()">Cymraeg</a>',
        '<a href="/en/tips">Cymraeg</a>',
        "<p>Cymraeg</p>",
    ],
)
def test_what_is_no_switch_is_left(html: str) -> None:
    assert translation(html, PAGE, "cy") is None


def test_what_a_resident_presses_goes_before_what_the_head_declares() -> None:
    found = translation(
        '<link rel="alternate" hreflang="cy" href="/head"><a href="/shown">Cymraeg</a>', PAGE, "cy"
    )
    assert found is not None and found.url.endswith("/shown")


def test_the_way_back_to_english() -> None:
    found = translation('<a href="/en/x">English version</a>', "https://www.anytown.gov.uk/cy/x", "en")
    assert found is not None and found.url.endswith("/en/x")


def test_the_language_of_a_text_is_read_from_the_text() -> None:
    assert language_of("Rhowch wybod i ni am wastraff sydd wedi'i adael ar dir cyhoeddus.") == "cy"
    assert language_of("Tell us about waste that has been left on public land.") == "en"
    assert language_of("Talu") == ""


def test_the_language_of_a_page_is_that_of_its_content() -> None:
    notice = (
        "This site uses cookies to store information on your computer. Some are essential to make it work."
    )
    welsh = "Rhowch wybod i ni am dwll yn y ffordd neu'r palmant."
    english = "Tell us about a hole in the road or the pavement. We inspect it within two working days. " * 2
    assert language_of_page("Tyllau yn y ffordd", f"{notice}\nTyllau yn y ffordd\n{welsh}") == "cy"
    assert language_of_page("Tyllau yn y ffordd", f"{notice}\nTyllau yn y ffordd\n{english}") == "en"
    assert (
        language_of_page("Tyllau", f"Tyllau\n{welsh}\nTell us about a hole in the road or pavement now") == ""
    )
    assert language_of_page("Talu", "Talu") == ""
