"""Two crawlers and the steward between them: what the one has or learns, the other waits for or knows."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import pairwise
from time import monotonic
from types import SimpleNamespace

import pytest

from checks.model import Cause
from crawler.causes import HostStopped

distributed = pytest.importorskip(
    "distributed", reason="needs the packages for a cluster: pip install 'betterserved[cluster]'"
)
SharedHosts = pytest.importorskip("crawler.cluster.hosts").SharedHosts
StewardLine = pytest.importorskip("crawler.cluster.line").StewardLine
Steward = pytest.importorskip("crawler.cluster.steward").Steward

HOST, DELAY = "council.example", 0.2


class Crawler:
    """A crawler as far as its hosts go."""

    def __init__(self, address: str, delay: float = DELAY) -> None:
        self.news: list[dict] = []
        self.lost = asyncio.Event()
        self.line = StewardLine(address, "session", self.hear, self.lost.set)
        self.hosts = SharedHosts(self.line, delay)

    def hear(self, word):
        self.news.append(word)
        if word["op"] == "stopped":
            self.hosts.hear(word)

    async def told(self, op: str) -> dict:
        async with asyncio.timeout(5):
            while not (found := [one for one in self.news if one["op"] == op]):
                await asyncio.sleep(0.005)
        return found[-1]


@asynccontextmanager
async def steward():
    async with distributed.Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        one = Steward()
        await one.start(scheduler)
        one.tell("session", "client", {"STOP": None}, [])
        one.address = scheduler.address
        yield one


async def crawlers(one, count=2):
    found = [Crawler(one.address) for _ in range(count)]
    for crawler in found:
        await crawler.line.open()
        await crawler.told("files")
    return found


def test_one_at_a_time_and_a_rest_in_between_whoever_asks():
    async def play():
        spans = []

        async def ask(hosts):
            for _ in range(3):
                async with hosts.document(f"http://{HOST}/"):
                    began = monotonic()
                    await asyncio.sleep(0.05)
                    spans.append((began, monotonic()))

        async with steward() as one:
            await asyncio.gather(*(ask(crawler.hosts) for crawler in await crawlers(one, 3)))
        return sorted(spans)

    spans = asyncio.run(play())
    assert len(spans) == 9
    for before, after in pairwise(spans):
        assert after[0] - before[1] >= DELAY


def test_a_crawler_that_dies_gives_its_turn_back():
    async def play():
        async with steward() as one:
            first, second = await crawlers(one)
            await first.hosts.begin(HOST)
            waiting = asyncio.ensure_future(second.hosts.begin(HOST))
            await asyncio.sleep(0.1)
            assert not waiting.done()
            first.line._stream.abort()
            began = monotonic()
            await asyncio.wait_for(waiting, 5)
            assert monotonic() - began >= DELAY - 0.05

    asyncio.run(play())


def test_a_host_left_alone_by_one_is_left_alone_by_all_that_come_later_too():
    async def play():
        async with steward() as one:
            first, second = await crawlers(one)
            first.hosts.stop(HOST, HostStopped(Cause.BLOCKED, "it refused"))
            await second.told("stopped")
            (third,) = await crawlers(one, 1)
            await third.told("stopped")
            for crawler in (second, third):
                with pytest.raises(HostStopped, match="it refused") as stopped:
                    await crawler.hosts.begin(HOST)
                assert stopped.value.cause is Cause.BLOCKED
                async with asyncio.timeout(5), crawler.hosts.document("http://other.example/"):
                    pass
            assert [stop["host"] for stop in one.look("session")["stops"]] == [HOST]

    asyncio.run(play())


def test_time_that_a_host_asked_of_one_is_given_by_all():
    async def play():
        async with steward() as one:
            first, second = await crawlers(one)
            async with first.hosts.document(f"http://{HOST}/"):
                first.hosts.hold_off(HOST, 0.6)
            began = monotonic()
            await second.hosts.begin(HOST)
            assert monotonic() - began >= 0.55

    asyncio.run(play())


def test_who_gives_up_waiting_leaves_the_line():
    async def play():
        async with steward() as one:
            first, second = await crawlers(one)
            await first.hosts.begin(HOST)
            waiting = asyncio.ensure_future(second.hosts.begin(HOST))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            first.hosts.end(HOST)
            for crawler in (first, second):
                await asyncio.wait_for(crawler.hosts.begin(HOST), 5)
                crawler.hosts.end(HOST)

    asyncio.run(play())


def test_when_the_command_is_gone_crawlers_are_told_to_end():
    async def play():
        async with steward() as one:
            (crawler,) = await crawlers(one, 1)

            scheduler = SimpleNamespace(worker_plugins={"session": b""})
            one.remove_client(scheduler, "another")
            assert scheduler.worker_plugins
            one.remove_client(scheduler, "client")
            await crawler.told("end")
            assert not scheduler.worker_plugins
            late = Crawler(one.address)
            await late.line.open()
            await late.told("end")

    asyncio.run(play())


def test_when_the_scheduler_is_gone_the_crawler_is_told():
    async def play():
        async with steward() as one:
            (crawler,) = await crawlers(one, 1)
        await asyncio.wait_for(crawler.lost.wait(), 5)

    asyncio.run(play())
