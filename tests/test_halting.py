"""A full disk or a line that is down stops a crawl or has it wait; no council answers for it."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("scrapy")

from browser_site import LONG, Site, document
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Response

from crawler import line
from crawler.line import LineLost, LineMiddleware
from store import RunFolder, out_of_room

ROOT = Path(__file__).resolve().parents[1]
HEADER = "gss,name,type,nation,region,homepage,parent_gss\n"
# From the call of the function named on, a write to the path named fails as on a full disk.
FULL = """
import errno, os, sys
from pathlib import Path
from betterserved import app

true = Path.write_bytes
def full(path, data):
    if {where!r} in str(path):
        true(path, data[:len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return true(path, data)
Path.write_bytes = full
app()
"""


def betterserved(folder: Path, *arguments: str, full: str = "") -> subprocess.CompletedProcess[str]:
    code = FULL.format(where=full) if full else "from betterserved import app; app()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


ARGUMENTS = ["councils.csv", "--run-id", "q4", "--out", "runs", "--no-browser", "--delay", "0"]
ARGUMENTS += ["--journey", "pay-council-tax"]


@pytest.mark.parametrize("where", ["http-cache", "blobs", "crawl.json"])
@pytest.mark.slow
def test_a_full_disk_stops_the_crawl_with_one_line_and_it_goes_on_later(tmp_path: Path, where: str) -> None:
    site = Site()
    site.pages["/"] = document(f"<h1>Vale Council</h1>{LONG}<a href='/tax'>Pay your council tax</a>")
    site.pages["/tax"] = document(f"<h1>Pay your council tax</h1>{LONG}<a href='/pay'>Pay now</a>")
    # A way in that is broken would be tried again after a minute.
    site.pages["/pay"] = document(f"<h1>Pay</h1>{LONG}<form><label>Account <input name=a></label></form>")
    rows = f"E06000099,Vale Council,unitary,England,,{site.url}/,\n"
    rows += f"E06000098,Dale Council,unitary,England,,{site.other}/,\n"
    (tmp_path / "councils.csv").write_text(HEADER + rows)
    more = ("--allow-private", "--concurrency", "1")
    try:
        done = betterserved(tmp_path, "crawl", *ARGUMENTS, *more, full=where)
        run = RunFolder.open(tmp_path / "runs" / "q4")
        assert done.returncode == 1, done.stderr
        assert "the disk takes no more: no space left on device" in done.stderr
        assert "--resume" in done.stderr and "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert run.finished() == ()
        again = betterserved(tmp_path, "crawl", *ARGUMENTS, *more, "--resume")
    finally:
        site.close()
    assert again.returncode == 0, again.stderr
    assert run.finished() == ("E06000098", "E06000099")
    assert {run.visit(gss).cause for gss in run.finished()} == {""}
    assert not list(run.path.rglob("*.partial"))
    # Every blob that is read is whole.
    assert all(run.evidence(gss) for gss in run.finished())


def test_only_a_full_disk_is_called_full() -> None:
    assert "full.csv" in out_of_room(OSError(errno.ENOSPC, "x", "full.csv"))
    assert not out_of_room(OSError(errno.ENOENT, "x")) and not out_of_room(ValueError())


class Spider:
    """What the line's middleware knows of a spider."""

    def __init__(self, homes: list[str]) -> None:
        self.every = [SimpleNamespace(homepage=home, extra={}) for home in homes]
        self.run = SimpleNamespace(tell=lambda event, **facts: self.told.append(event))
        self.told: list[str] = []
        self.why = ""

    def halt(self, why: str) -> None:
        self.why = why


def middleware(settings: dict[str, Any], homes: list[str] = []) -> tuple[LineMiddleware, Spider]:  # noqa: B006
    from scrapy.settings import Settings

    spider = Spider(homes)
    return LineMiddleware(SimpleNamespace(settings=Settings(settings), spider=spider)), spider  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PROBE_FIRST_S", 0.1)
    monkeypatch.setattr(line, "PROBE_EVERY_S", 0.2)
    monkeypatch.setattr(line, "CONNECT_S", 1.0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_what_failed_while_the_proxy_was_away_is_asked_again_when_it_is_back() -> None:
    async def lose_and_find() -> None:
        port = free_port()
        kept, spider = middleware({"BETTERSERVED_PROXY": f"http://u:p@127.0.0.1:{port}"})
        first = Request("http://a.example/")
        failed = asyncio.create_task(kept.process_exception(first, DownloadConnectionRefusedError("x")))
        await asyncio.sleep(0.3)
        other = asyncio.create_task(kept.process_request(Request("http://b.example/")))
        await asyncio.sleep(0.1)
        assert not failed.done() and not other.done(), "both wait"
        server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", port)
        again = await asyncio.wait_for(failed, 5)
        await asyncio.wait_for(other, 5)
        assert again.url == first.url and again.dont_filter and again.meta["line_tries"] == 1
        assert spider.told == ["line-lost", "line-back"] and not spider.why
        # The proxy is there: it is the site that does not answer.
        assert await kept.process_exception(first, CannotResolveHostError("x")) is None
        server.close()

    asyncio.run(lose_and_find())


def test_a_line_that_stays_down_stops_the_crawl() -> None:
    async def lose() -> None:
        kept, spider = middleware(
            {"BETTERSERVED_PROXY": f"http://u:p@127.0.0.1:{free_port()}", "BETTERSERVED_LINE_PATIENCE": 0.3}
        )
        with pytest.raises(LineLost):
            await kept.process_exception(Request("http://a.example/"), DownloadConnectionRefusedError("x"))
        assert "the proxy 127.0.0.1:" in spider.why and "u:p" not in spider.why
        with pytest.raises(LineLost):
            await kept.process_request(Request("http://b.example/"))

    asyncio.run(lose())


def test_without_a_proxy_enough_places_must_be_dead_before_it_is_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    homes = [f"https://www.council{number}.example/" for number in range(6)]
    alive: set[str] = set()
    asked: list[str] = []

    async def connects(place: line.Place) -> bool:
        asked.append(place[0])
        return place[0] in alive

    monkeypatch.setattr(line, "_connects", connects)

    async def lose() -> None:
        patience = {"BETTERSERVED_LINE_PATIENCE": 0.3, "BETTERSERVED_CONTACT_URL": "https://survey.example/x"}
        few, spider = middleware(patience, homes[:2])
        gone = CannotResolveHostError("x")
        assert await few.process_exception(Request(homes[0]), gone) is None and not spider.why
        enough, spider = middleware(patience, homes)
        alive.add("survey.example")
        assert await enough.process_exception(Request(homes[0]), gone) is None and not spider.why
        assert asked[0] == "survey.example" and homes[0].split("/")[2] not in asked
        # A host that answered before counts as well.
        alive.clear()
        alive.add("old.example")
        await enough.process_response(Request("http://old.example/"), Response("http://old.example/"))
        assert await enough.process_exception(Request(homes[0]), gone) is None and not spider.why
        alive.clear()
        with pytest.raises(LineLost):
            await enough.process_exception(Request(homes[0]), gone)
        assert "no site was to be reached" in spider.why
        # Who opted out is not knocked at.
        asked.clear()
        quiet, spider = middleware(patience, homes)
        spider.every[1].extra["opted_out"] = "2026-11-01"
        with pytest.raises(LineLost):
            await quiet.process_exception(Request(homes[0]), gone)
        assert "www.council2.example" in asked and "www.council1.example" not in asked
        # A server of our own that is gone says nothing of the line.
        own, spider = middleware(patience, homes)
        assert await own.process_exception(Request("http://127.0.0.1:9/"), gone) is None and not spider.why

    asyncio.run(lose())


@pytest.mark.parametrize(("anywhere", "reached"), [(True, True), (False, False)])
def test_a_look_at_the_line_connects_to_public_addresses_only(anywhere: bool, reached: bool) -> None:
    came: list[object] = []

    async def look() -> bool:
        server = await asyncio.start_server(lambda _, writer: came.append(writer), "127.0.0.1", 0)
        async with server:
            place = "localhost", int(server.sockets[0].getsockname()[1])
            found = await line._connects(place, anywhere=anywhere)
            await asyncio.sleep(0.05)
            return found

    assert asyncio.run(look()) is reached
    assert bool(came) is reached


def test_a_run_whose_proxy_comes_late_finds_no_council_unreachable(tmp_path: Path) -> None:
    port = free_port()
    page = document(f"<h1>A council</h1>{LONG}").encode()

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path.endswith(".example/") else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    servers: list[ThreadingHTTPServer] = []

    def come() -> None:
        servers.append(ThreadingHTTPServer(("127.0.0.1", port), Proxy))
        threading.Thread(target=servers[0].serve_forever, args=(0.05,), daemon=True).start()

    rows = [f"E0600009{n},Council {n},unitary,England,,http://www.council{n}.example/,\n" for n in range(8)]
    (tmp_path / "councils.csv").write_text(HEADER + "".join(rows))
    events = tmp_path / "runs" / "q4" / "events.jsonl"

    def come_late() -> None:
        for _ in range(600):
            if events.exists() and "line-lost" in events.read_text():
                break
            time.sleep(0.1)
        time.sleep(1)
        come()

    late = threading.Thread(target=come_late)
    late.start()
    try:
        done = betterserved(tmp_path, "crawl", *ARGUMENTS, "--proxy", f"http://127.0.0.1:{port}")
    finally:
        late.join()
        servers[0].shutdown()
        servers[0].server_close()
    assert done.returncode == 0, done.stderr
    run = RunFolder.open(tmp_path / "runs" / "q4")
    assert [run.visit(gss).cause for gss in run.finished()] == [""] * 8
    told = [json.loads(one)["event"] for one in events.read_text().splitlines()]
    assert told.count("line-lost") == told.count("line-back") == 1
