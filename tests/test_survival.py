"""What happens to the browser while it is looked through: killed, hung, crashed, out of memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")
pytest.importorskip("psutil")

import psutil
from browser_site import LONG, Site, document

from checks.model import Cause, Device
from crawler import axe, keeper, pulse, worker
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import NoBrowserError, find_browser
from crawler.visit import DeviceVisit, VisitRequest

try:
    CHOICE = find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = (Device.DESKTOP,)
FACETS = frozenset({"http", "html", "axe", "console"})
# A page that keeps the visit busy for some seconds, since it comes late to rest.
BUSY = document(LONG + "<script>setInterval(() => document.title += 'x', 50)</script>")


class Bench:
    """A pool with one worker, in a loop of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.pool = BrowserPool(PoolSettings("https://example.org/contact", allow_private=True, workers=1))
        self.run(self.pool.start())

    def run(self, coroutine: Awaitable[Any], limit: float = 90) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(coroutine, limit))

    def look(self, url: str, struck: Callable[[], None] | None = None, after: float = 0.0) -> DeviceVisit:
        """Visit *url*; once it was asked for, and so many seconds later, *struck* is called."""

        async def both() -> DeviceVisit:
            visit = asyncio.create_task(self.pool.visit(VisitRequest(url, DESKTOP, FACETS)))
            if struck is not None:
                await asyncio.sleep(after)
                struck()
            return (await visit).best

        seen: DeviceVisit = self.run(both())
        return seen

    def close(self) -> None:
        self.run(self.pool.close())
        self.loop.close()


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.pages["/busy"] = BUSY
    site.pages["/ok"] = document(LONG)
    yield site
    site.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, shorter."""
    monkeypatch.setattr(pulse, "EVERY_S", 0.5)
    monkeypatch.setattr(pulse, "ANSWER_S", 1.0)
    monkeypatch.setattr(axe, "_ASK_EVERY_S", 0.5)
    monkeypatch.setattr(axe, "_ANSWER_S", 0.5)


def read_whole(visit: DeviceVisit) -> bool:
    return visit.cause is None and visit.facets["http"]["status"] == 200 and visit.facets["axe"]["passes"] > 0


@pytest.mark.parametrize("which", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
@pytest.mark.slow
def test_a_browser_that_dies_or_hangs_in_mid_visit_is_started_again_and_the_page_with_it(
    bench: Bench, site: Site, quick: None, which: signal.Signals
) -> None:
    assert read_whole(bench.look(site.url + "/ok"))
    assert bench.pool._pulse is not None
    before, old = bench.pool.relaunched, bench.pool._pulse.pid
    visit = bench.look(site.url + "/busy", lambda: os.kill(old, which), after=1.5)
    assert read_whole(visit), visit.detail
    assert site.paths().count("/busy") == 2
    assert bench.pool.relaunched == before + 1
    assert not psutil.pid_exists(old) or psutil.Process(old).status() == psutil.STATUS_ZOMBIE


@pytest.mark.slow
def test_a_screen_that_never_opens_is_given_up_and_opened_again(
    bench: Bench, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "OPEN_S", 3.0)
    true, opened = worker.Screen.open, []

    async def stuck(screen: worker.Screen, browser: Any) -> None:
        opened.append(browser)
        if len(opened) == 1:
            # Playwright may wait for ever for a browser that died as it was asked.
            assert bench.pool._pulse is not None
            os.kill(bench.pool._pulse.pid, signal.SIGKILL)
            await asyncio.sleep(60)
        await true(screen, browser)

    assert read_whole(bench.look(site.url + "/ok"))
    bench.run(bench.pool._workers[0].close())
    monkeypatch.setattr(worker.Screen, "open", stuck)
    result = bench.run(bench.pool.visit(VisitRequest(site.url + "/ok", facets=FACETS)))
    # The phone's screen had the new browser started: the desktop's is not left without for that.
    assert [read_whole(one) for one in result.devices.values()] == [True, True]
    assert opened[-1] is not opened[0]


@pytest.mark.skipif(not CHOICE.driver, reason="no ChromeDriver of the browser's version")
@pytest.mark.parametrize("which", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
def test_a_driver_that_dies_or_hangs_is_replaced_and_the_audit_done(
    bench: Bench, site: Site, quick: None, which: signal.Signals
) -> None:
    assert read_whole(bench.look(site.url + "/ok"))
    (one,) = bench.pool._workers
    assert one._seat is not None and one._seat._service is not None
    old = one._seat._service.process.pid
    visit = bench.look(site.url + "/busy", lambda: os.kill(old, which), after=0.5)
    assert read_whole(visit), visit.facets["axe"]
    assert visit.facets["axe"]["engine"] == axe.SELENIUM
    assert one._seat._service.process.pid != old
    # The page was not at fault and is not asked for again.
    assert site.paths().count("/busy") == 1
    assert not psutil.pid_exists(old) or psutil.Process(old).status() == psutil.STATUS_ZOMBIE


def test_a_tab_that_crashes_each_time_is_the_pages_own_fault(bench: Bench, site: Site) -> None:
    async def crash_twice() -> DeviceVisit:
        (one,) = bench.pool._workers
        visit = asyncio.create_task(bench.pool.visit(VisitRequest(site.url + "/busy", DESKTOP, FACETS)))
        for times in (1, 2):
            while site.paths().count("/busy") < times:
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.5)
            with pytest.raises(Exception, match="crash"):
                await asyncio.wait_for(one._screens[Device.DESKTOP].page.goto("chrome://crash"), 5)
        return (await visit).best

    visit = bench.run(crash_twice())
    assert visit.cause is Cause.PAGE_BROKEN and visit.detail == "the tab crashed"
    assert read_whole(bench.look(site.url + "/ok"))


def test_a_page_that_eats_memory_loses_its_tab_and_the_next_is_read(
    bench: Bench, site: Site, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "MAX_TAB_BYTES", 400_000_000)
    site.pages["/greedy"] = document(
        LONG + "<script>window.kept = []; setInterval(() => { if (kept.length < 300)"
        " kept.push(new Uint8Array(4000000).fill(7)); document.title += 'x' }, 10)</script>"
    )
    mine = psutil.Process().memory_info().rss
    visit = bench.look(site.url + "/greedy")
    assert visit.cause is Cause.PAGE_BROKEN and "memory" in visit.detail
    assert site.paths().count("/greedy") == 1
    assert read_whole(bench.look(site.url + "/ok"))
    assert psutil.Process().memory_info().rss - mine < 100_000_000


STARTED = """
import asyncio, os, signal, sys
from crawler import keeper
from crawler.browser import BrowserPool, PoolSettings
from crawler.visit import VisitRequest
from checks.model import Device

async def main():
    pool = BrowserPool(PoolSettings("https://example.org", allow_private=True, workers=1))
    await pool.start()
    await pool.visit(VisitRequest(sys.argv[1], (Device.DESKTOP,), frozenset({"http", "axe"})))
    if sys.argv[2] == "hung":
        os.killpg(pool._pulse.pid, signal.SIGSTOP)
    print(os.environ[keeper.MARK], pool._pulse.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("browser", ["well", "hung"])
def test_nothing_outlives_a_process_that_is_killed_outright(site: Site, browser: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, site.url + "/ok", browser],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        mark, pid = process.stdout.readline().split()
        names = {one.name() for one in keeper.marked(mark)}
        assert any("chrom" in name for name in names), names
        process.kill()
    deadline = time.monotonic() + keeper.PATIENCE_S + 10
    while (left := [*keeper.marked(mark), *of_group(int(pid))]) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not left


def of_group(group: int) -> list[psutil.Process]:
    """Return the processes of a group that still run."""
    found = []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if os.getpgid(one.pid) == group and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
    return found
