"""A page without `<body>` is read like the same page with one."""

import time

import pytest

from checks.content import read
from checks.digest import digest
from checks.repair import whole

HEAD = "<!doctype html><meta charset=utf-8><title>Report a lost parcel</title><link rel=icon href=/i.png>"
BODY = (
    "<header><a href='/'>Home</a></header><main><h1>Report a lost parcel</h1>"
    "<p>Tell us by telephone, or use the form that is on this page, at any time of the day.</p></main>"
)


@pytest.mark.parametrize(
    "html",
    [
        HEAD + BODY,
        f"<html><head>{HEAD}</head>{BODY}</html>",
        f"<html>{HEAD}<script>if (1 < 2) document.write('<p>')</script><!-- <div> -->{BODY}",
        f"{HEAD}<noscript><img src=/count.gif></noscript>{BODY}",
    ],
)
def test_main_and_header_are_found_without_a_body(html):
    page = digest(html, "https://foo.gov.uk/lost")
    assert page.h1 == "Report a lost parcel"
    assert page.title == "Report a lost parcel"
    assert "Tell us by telephone" in page.text
    assert page.links[0].place == "header"
    places = {block.text[:7]: block.place for block in read(html).blocks}
    assert places["Tell us"] == "main"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain words",
        f"<html><head>{HEAD}</head><body>{BODY}</body></html>",
        "<frameset><frame src=a>",
        HEAD,
    ],
)
def test_what_needs_no_repair_is_left_alone(html):
    assert whole(html) == html


@pytest.mark.parametrize("junk", ["<script>", "<!--", "<title>", "<a<", "<meta "])
def test_junk_takes_no_long_time(junk):
    began = time.process_time()
    whole(junk * 400_000)
    assert time.process_time() - began < 5
