"""Scrapy's handler for both tiers, in a crawl of its own process (a reactor starts once)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from browser_site import LONG, Site, document

pytest.importorskip("playwright")

from crawler.chromium import NoBrowserError, find_browser

try:
    find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

CRAWL = """
import json, sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from checks.model import Device
from crawler.visit import VisitRequest

url, chromium = sys.argv[1:]
seen = []

class Spider(scrapy.Spider):
    name = "both"

    async def start(self):
        visit = VisitRequest(url + "/page", (Device.DESKTOP,), frozenset({"http", "html"}))
        yield scrapy.Request(url + "/page")
        yield scrapy.Request(url + "/page", meta={"visit": visit}, dont_filter=True)

    def parse(self, response):
        result = response.meta.get("visit_result")
        best = result.best if result else None
        text = response.css("#made::text").get() or ""
        seen.append([bool(result), response.status, text, best.cause if best else None, best.detail if best else ""])

handler = "crawler.browser_handler.BrowserOrHttpHandler"
process = AsyncCrawlerProcess({
    "DOWNLOAD_HANDLERS": {"http": handler, "https": handler}, "BETTERSERVED_ALLOW_PRIVATE": True,
    "BETTERSERVED_CONTACT_URL": "https://example.org", "BETTERSERVED_CHROMIUM": chromium,
    "BETTERSERVED_BROWSER_WORKERS": 1, "LOG_LEVEL": "CRITICAL", "TELNETCONSOLE_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,
})
process.crawl(Spider)
process.start()
print(json.dumps(sorted(seen)))
"""


def crawl(url: str, chromium: str = "") -> list[list[object]]:
    done = subprocess.run(
        [sys.executable, "-c", CRAWL, url, chromium],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def site() -> object:
    site = Site()
    site.pages["/page"] = document(
        f"{LONG}<script>document.body.innerHTML += '<p id=made>by script</p>'</script>"
    )
    yield site
    site.close()


def test_one_crawl_fetches_and_visits(site: Site) -> None:
    assert crawl(site.url) == [[False, 200, "", None, ""], [True, 200, "by script", None, ""]]
    assert site.methods() == {"GET"}


def test_without_a_browser_the_crawl_goes_on_and_says_so(site: Site) -> None:
    fetched, visited = crawl(site.url, "/nonexistent/chromium")
    assert fetched == [False, 200, "", None, ""]
    assert visited[:2] == [True, 520] and visited[3] == "not-measured" and "not a Chromium" in str(visited[4])
