"""Pages per minute of the browser pool against the bare recipe, on the same generated pages in one run.

Both audit every page with axe on a desktop and at 320 px, measure its layout and take a picture of its full
height, with routing on, through axe-selenium-python on one Chromium. The bare recipe is written out below and
does nothing else: no guard, no gateway, no frames, no cookie banner, no notes. It is run in two ways: as the
pool does it, a true phone loading the page for itself (`two loads`), and with the desktop's page resized in
place (`one load`), which does half the loading and takes half the pictures. CPU seconds are those of all
processes; on a machine that is busy with other things they say more than the rate.

    python benchmarks/browser_tier.py --pages 30 --rounds 2
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import random
import socket
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from axe_selenium_python import Axe
from playwright.async_api import Page, async_playwright
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from checks.model import Missing
from crawler.axe import OPTIONS, axe_path, init_script
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import find_browser
from crawler.visit import VisitRequest

WORKERS = min(3, (os.cpu_count() or 1) + 1)
WORDS = "bin collection street council report missed recycling garden permit parking payment letter".split()
STYLE = """body{font:18px/1.5 sans-serif;margin:0}main{max-width:60em;margin:auto;padding:1em}
nav a{display:inline-block;padding:.5em}table{border-collapse:collapse}td{border:1px solid #ccc;padding:.3em}
.b{display:inline-block;background:#060;color:#fff;padding:.6em 1em}.f{color:#999}"""


def page_text(number: int) -> str:
    """Return a page of the size and kind of a council's service page, with some faults; the same every time."""
    dice = random.Random(number)

    def words(count: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(count))

    parts = []
    for section in range(dice.randint(4, 12)):
        parts.append(
            f"<h{2 + section % 2}>{words(4)}</h{2 + section % 2}><p>{words(60)} <a href='/{section}'>{words(3)}</a></p>"
        )
        parts.append(
            "<ul>"
            + "".join(f"<li><a href='/l{i}'>{words(3)}</a></li>" for i in range(dice.randint(3, 15)))
            + "</ul>"
        )
    rows = "".join(f"<tr><td>{words(2)}<td>{words(2)}<td>{words(3)}</tr>" for _ in range(dice.randint(3, 20)))
    fields = "".join(
        f"<p><label for=i{i}>{words(2)}</label><input id=i{i}></p>" for i in range(dice.randint(0, 8))
    )
    links = "".join(f"<a href='/n{i}'>{words(1)}</a> " for i in range(8))
    return (
        f"<!doctype html><html lang=en><head><title>{words(4)}</title><meta name=viewport content='width=device-width'>"
        f"<link rel=stylesheet href=/style.css></head><body><header><nav>{links}</nav></header><main><h1>{words(5)}</h1>"
        f"<a class=b href=/start>Start now</a>{''.join(parts)}<table>{rows}</table><form>{fields}</form><img src=/i.svg>"
        f"<p class=f>{words(12)}</p></main><footer><p>{words(30)}</p></footer>"
        "<script>setTimeout(() => document.title += '.', 60)</script></body></html>"
    )


class Handler(BaseHTTPRequestHandler):
    """Answers after 150 ms, as a site far away does."""

    def do_GET(self) -> None:
        """Serve a page, the style sheet or the picture."""
        time.sleep(0.15)
        kind, body = "text/html", b""
        if self.path == "/style.css":
            kind, body = "text/css", STYLE.encode()
        elif self.path == "/i.svg":
            kind, body = "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='90'/>"
        elif self.path.startswith("/page/"):
            body = page_text(int(self.path.rsplit("/", 1)[1])).encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


QUIET = """() => new Promise((done) => { let t = setTimeout(done, 800); setTimeout(done, 3000);
  new MutationObserver(() => { clearTimeout(t); t = setTimeout(done, 800); })
  .observe(document, {subtree: true, childList: true, attributes: true, characterData: true}); })"""
LAYOUT = """() => ({width: document.scrollingElement.scrollWidth, boxes: [...document.querySelectorAll(
  'a,button,input,select,textarea')].map((e) => { const b = e.getBoundingClientRect();
  return [e.innerText, b.x, b.y, b.width, b.height]; })})"""


async def bare(urls: list[str], loads: int) -> float:
    """Run the recipe on *urls* and return pages per minute."""
    choice = find_browser()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    queue = list(reversed(urls))
    flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(choice.path),
            chromium_sandbox=os.geteuid() != 0,
            args=[*flags, f"--remote-debugging-port={port}"],
        )

        async def open_page(**options: object) -> tuple[Page, str, object]:
            context = await browser.new_context(service_workers="block", **options)
            await context.add_init_script(init_script())
            await context.route("**/*", lambda route: route.continue_())
            page = await context.new_page()
            cdp = await context.new_cdp_session(page)
            return page, (await cdp.send("Target.getTargetInfo"))["targetInfo"]["targetId"], cdp

        async def worker() -> None:
            desktop = await open_page(viewport={"width": 1280, "height": 900})
            phone = await open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
            options = webdriver.ChromeOptions()
            options.debugger_address = f"127.0.0.1:{port}"
            thread = ThreadPoolExecutor(1)
            loop = asyncio.get_running_loop()
            service = Service(str(choice.driver))
            driver = await loop.run_in_executor(
                thread, lambda: webdriver.Chrome(options=options, service=service)
            )

            def audit(target: str) -> dict[str, object]:
                driver.switch_to.window(target)
                return Axe(driver, str(axe_path())).run(options=OPTIONS)

            async def shoot(cdp: object, width: int, height: int) -> None:
                clip = {"x": 0, "y": 0, "width": width, "height": min(height, 5000), "scale": 1}
                ask = {"format": "jpeg", "quality": 70, "captureBeyondViewport": True, "clip": clip}
                base64.b64decode((await cdp.send("Page.captureScreenshot", ask))["data"])

            while queue:
                url = queue.pop()
                page, target, cdp = desktop
                await page.goto(url, wait_until="load")
                await page.evaluate(QUIET)
                await page.content()
                await page.evaluate(LAYOUT)
                await shoot(cdp, 1280, await page.evaluate("document.scrollingElement.scrollHeight"))
                await loop.run_in_executor(thread, audit, target)
                if loads == 2:
                    page, target, cdp = phone
                    await page.goto(url, wait_until="load")
                    await page.evaluate(QUIET)
                    await page.content()
                    await page.evaluate(LAYOUT)
                    await shoot(cdp, 390, await page.evaluate("document.scrollingElement.scrollHeight"))
                await page.set_viewport_size({"width": 320, "height": 844})
                await page.evaluate(LAYOUT)
                await loop.run_in_executor(thread, audit, target)
                width, height = (390, 844) if loads == 2 else (1280, 900)
                await page.set_viewport_size({"width": width, "height": height})
            driver.service.process.kill()
            thread.shutdown()

        started = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(WORKERS)))
        rate = 60 * len(urls) / (time.perf_counter() - started)
        await browser.close()
    return rate


async def pooled(urls: list[str]) -> float:
    """Run the pool on *urls* and return pages per minute, its workers opened as in a run."""
    pool = BrowserPool(PoolSettings("https://example.org", allow_private=True, workers=WORKERS))
    await pool.start()
    started = time.perf_counter()
    results = await asyncio.gather(*(pool.visit(VisitRequest(url)) for url in urls))
    rate = 60 * len(urls) / (time.perf_counter() - started)
    await pool.close()
    for result in results:
        for visit in result.devices.values():
            lost = {name: value for name, value in visit.facets.items() if isinstance(value, Missing)}
            if lost:
                raise SystemExit(f"{result.request.url} on {visit.device}: {lost}")
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument(
        "--rounds", type=int, default=2, help="each way is run this often, in turn; medians count"
    )
    arguments = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    urls = [f"http://127.0.0.1:{server.server_port}/page/{number}" for number in range(arguments.pages)]
    ways = {
        "pool": lambda: pooled(urls),
        "bare, two loads": lambda: bare(urls, 2),
        "bare, one load": lambda: bare(urls, 1),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    cpu: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(arguments.rounds):
        for name, way in ways.items():
            before = sum(os.times()[:4])
            rates[name].append(asyncio.run(way()))
            cpu[name].append((sum(os.times()[:4]) - before) / len(urls))
            print(f"{name:16} {rates[name][-1]:6.1f} pages/min, {cpu[name][-1]:.2f} CPU s a page", flush=True)
    middle = {name: statistics.median(values) for name, values in rates.items()}
    ratios = {name: round(middle["pool"] / rate, 2) for name, rate in middle.items() if name != "pool"}
    figures = {
        "pages": len(urls),
        "workers": WORKERS,
        "pages_per_minute": {name: round(rate, 1) for name, rate in middle.items()},
        "cpu_s_a_page": {name: round(statistics.median(values), 2) for name, values in cpu.items()},
        "ratio": ratios,
    }
    print(json.dumps(figures, indent=1))
    server.shutdown()


if __name__ == "__main__":
    main()
