"""HTTP tier against a bare Scrapy spider on the same sites, as a ratio in one run.

    python benchmarks/http_tier.py [--sites 12] [--pages 150] [--rounds 3] [--json FILE]

Both fetch from a server of generated council-like pages on loopback, one connection a host, no delay. The bare
spider parses each page with Scrapy's LinkExtractor and follows links of the same host until it has as many pages as
our budget allows. Ours does all that the HTTP tier does: robots, guard, cache, digest, ranking, scoring,
site search, A-Z and sitemap, routes, evidence on disk. Figures are pages per second of each spider's own run, without
the start of the interpreter; rounds alternate and the median ratio is printed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "council service report apply pay waste bins recycling parking permit tax housing school road street light "
    "planning library park garden community support benefits business licence election councillor meeting news"
).split()
# What most of a page is made of: ordinary words, about one in fifteen of them a council's.
PLAIN = (
    "the of and to in a is that for it as with on be by at this which are from or have an they you we will can if "
    "about when there your please more than after before within other each only during following their how where "
    "may must should also between because people local area home family children older year week day time number "
    "information details find out get help advice work working make take give need use using part full open close "
    "main small large high early late public private general available possible important different same own next "
    "last first second two three four office hours phone email address letter post online website page section team "
    "staff officer manager group project plan policy report review change changes new current future past history"
).split()
TASKS = (
    "Report fly-tipping",
    "Report a missed bin",
    "Apply for a resident parking permit",
    "Pay your council tax",
)


def make_page(host: str, number: int, count: int) -> bytes:
    """Return a page of about 40 KB with some 90 links, as council pages have."""
    dice = random.Random(f"{host}/{number}")
    site = random.Random(host)  # the menu is the same on every page of a site
    menu = "".join(
        f'<li><a href="/p/{i}">{site.choice(WORDS).title()} and {site.choice(WORDS)}</a></li>'
        for i in range(40)
    )
    body = []
    for _ in range(25):
        text = " ".join(dice.choice(WORDS if dice.random() < 0.07 else PLAIN) for _ in range(60))
        target = dice.randrange(count)
        body.append(
            f'<h2>{text[:30]}</h2><p>{text} <a href="/p/{target}">Report {dice.choice(WORDS)} online</a> {text}</p>'
        )
    title = TASKS[number % 4] if number % 41 == 7 else f"{dice.choice(WORDS).title()} {number}"
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | {host}</title><meta charset="utf-8"></head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><h1>{title}</h1>{''.join(body)}</main>"
        f"<footer><a href='/p/1'>Contact</a></footer></body></html>"
    ).encode()


async def serve(sites: int, pages: int) -> None:
    """Answer as a forward proxy for every host until standard input closes; prints the port first."""
    made = {
        (f"c{site}.example", number): make_page(f"c{site}.example", number, pages * 2)
        for site in range(sites)
        for number in range(pages * 2)
    }

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                while (await reader.readline()).strip():
                    pass
                host, _, path = line.split()[1].decode().removeprefix("http://").partition("/")
                number = (
                    int(path[2:]) if path.startswith("p/") and path[2:].isdigit() else 0 if not path else -1
                )
                body, status = made.get((host, number)), "200 OK"
                if body is None:
                    body, status = b"nothing here", "404 Not Found"
                head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (ConnectionError, IndexError, ValueError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def run_bare(proxy: str, sites: int, pages: int) -> None:
    """Crawl with a plain spider; print pages and seconds."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    class Bare(scrapy.Spider):
        name = "bare"
        custom_settings = {
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": sites,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "TELNETCONSOLE_ENABLED": False,
        }

        async def start(self):
            self.extract, self.left, self.pages = LinkExtractor(), {}, 0
            self.began, self.cpu = time.monotonic(), time.process_time()
            for site in range(sites):
                self.left[f"c{site}.example"] = pages
                yield scrapy.Request(f"http://c{site}.example/", meta={"proxy": proxy})

        def parse(self, response):
            host = response.url.split("/")[2]
            self.pages += 1
            for link in self.extract.extract_links(response):
                if self.left[host] > 1:
                    self.left[host] -= 1
                    yield scrapy.Request(link.url, meta={"proxy": proxy})

        def closed(self, reason):
            seconds = time.monotonic() - self.began
            print(
                json.dumps({"pages": self.pages, "seconds": seconds, "cpu": time.process_time() - self.cpu})
            )

    process = AsyncCrawlerProcess()
    process.crawl(Bare)
    process.start()


def run_ours(proxy: str, sites: int, pages: int, journeys: int) -> None:
    """Crawl with the product's HTTP tier; print pages and seconds."""
    from checks.model import Council, CouncilType
    from checks.registry import packs
    from crawler.options import CrawlOptions
    from crawler.run import crawl

    councils = [
        Council(
            f"E069{site:05}",
            f"Council {site}",
            CouncilType.UNITARY,
            "England",
            "",
            f"http://c{site}.example/",
        )
        for site in range(sites)
    ]
    options = CrawlOptions(
        proxy=proxy, browser=False, page_budget=pages, delay=0, concurrency=sites, revisit_after=0
    )
    # The bare spider's clock starts with its first request too: loading the journeys is the interpreter's start.
    asked = [pack.journey for pack in packs()][:journeys]
    began = time.process_time()
    with tempfile.TemporaryDirectory() as out:
        summary = crawl(
            councils,
            asked,
            options=options,
            out=Path(out),
            run_id="bench",
        )
    cpu = time.process_time() - began
    print(json.dumps({"pages": summary.pages, "seconds": summary.seconds, "cpu": cpu}))


def measure(which: str, proxy: str, told: argparse.Namespace) -> tuple[float, float]:
    """Run one side in its own process; return pages per second of wall clock, and of CPU."""
    command = [sys.executable, __file__, "--side", which, "--proxy", proxy]
    for name in ("sites", "pages", "journeys"):
        command += [f"--{name}", str(getattr(told, name))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True, cwd=ROOT)
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    print(
        f"  {which}: {figures['pages']} pages in {figures['seconds']:.1f} s, {figures['cpu']:.1f} s of CPU",
        flush=True,
    )
    return figures["pages"] / figures["seconds"], figures["pages"] / figures["cpu"]


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--journeys", type=int, default=4, help="journeys asked at once by ours")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--side", choices=("serve", "bare", "ours"), help=argparse.SUPPRESS)
    parser.add_argument("--proxy", default="", help=argparse.SUPPRESS)
    told = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if told.side == "serve":
        return asyncio.run(serve(told.sites, told.pages))
    if told.side:
        if told.side == "bare":
            return run_bare(told.proxy, told.sites, told.pages)
        return run_ours(told.proxy, told.sites, told.pages, told.journeys)
    command = [
        sys.executable,
        __file__,
        "--side",
        "serve",
        "--sites",
        str(told.sites),
        "--pages",
        str(told.pages),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stdin
        proxy = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        rates: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
        for number in range(told.rounds):
            print(f"round {number + 1}")
            for side in ("bare", "ours"):
                rates[side].append(measure(side, proxy, told))
        server.stdin.close()
    result: dict[str, object] = {"journeys": told.journeys}
    for place, clock in enumerate(("wall", "cpu")):
        ours, bare = ([one[place] for one in rates[side]] for side in ("ours", "bare"))
        ratios = [a / b for a, b in zip(ours, bare, strict=True)]
        result[clock] = {
            "pages_per_second": {
                "ours": round(statistics.median(ours), 1),
                "bare": round(statistics.median(bare), 1),
            },
            "ratio_median": round(statistics.median(ratios), 2),
            "ratios": [round(one, 2) for one in ratios],
        }
    print(json.dumps(result, indent=2))
    if told.json:
        told.json.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
