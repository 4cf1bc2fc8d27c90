"""What the cache keeps it gives back the same, and half a file is no file."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.cache import OneFileCache

ASKED = Request("http://www.council.example/page?q=1")


@pytest.fixture
def cache(tmp_path):
    crawler = get_crawler(Spider, {"HTTPCACHE_DIR": str(tmp_path / "cache")})
    spider = Spider("x")
    spider.crawler = crawler
    crawler._apply_settings()
    made = OneFileCache(crawler.settings)
    made.open_spider(spider)
    return made, spider


def test_gives_back_what_it_was_given(cache):
    store, spider = cache
    headers = {"Content-Type": "text/html; charset=iso-8859-1", "Set-Cookie": ["a=1", "b=2"]}
    body = "Cost: £5".encode("latin-1")
    store.store_response(spider, ASKED, HtmlResponse("http://www.council.example/to", 203, headers, body))
    kept = store.retrieve_response(spider, ASKED)
    assert isinstance(kept, HtmlResponse)
    assert (kept.url, kept.status, kept.body, kept.text) == (
        "http://www.council.example/to",
        203,
        body,
        "Cost: £5",
    )
    assert kept.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]


def test_knows_nothing_of_another_address(cache):
    store, spider = cache
    store.store_response(spider, ASKED, Response(ASKED.url))
    assert store.retrieve_response(spider, Request("http://www.council.example/page?q=2")) is None


def test_half_a_file_is_no_file(cache):
    store, spider = cache
    store.store_response(spider, ASKED, Response(ASKED.url, body=b"x" * 10_000))
    path = store._path(ASKED)
    for length in (0, 5, path.stat().st_size - 3):
        path.write_bytes(path.read_bytes()[:length])
        assert store.retrieve_response(spider, ASKED) is None
