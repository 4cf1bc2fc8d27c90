"""Turns and rests of hosts."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from time import monotonic

import pytest

from checks.model import Cause
from crawler.causes import HostStopped
from crawler.hosts import Held, Hosts, host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.Council.example/a", "council.example"),
        ("https://council.example:8443/", "council.example"),
        ("https://council.example./", "council.example"),
        ("https://forms.council.example/", "forms.council.example"),
        ("http://[::1]:80/", "::1"),
        ("http://[", ""),
        ("about:blank", ""),
    ],
)
def test_what_a_host_is(url: str, host: str) -> None:
    assert host_of(url) == host


def test_all_who_ask_wait_for_one_another() -> None:
    async def all_at_once() -> list[tuple[float, float]]:
        hosts, spans = Hosts(0.05), []

        async def ask(url: str) -> None:
            async with hosts.document(url):
                began = monotonic()
                await asyncio.sleep(0.02)
                spans.append((began, monotonic()))

        await asyncio.gather(*(ask(f"http{'s' * (one % 2)}://a.example/{one}") for one in range(6)))
        return sorted(spans)

    spans = asyncio.run(all_at_once())
    assert all(after[0] - before[1] >= 0.05 for before, after in pairwise(spans))


def test_a_slow_host_rests_longer_and_a_quick_answer_does_not_take_a_crawl_delay_back() -> None:
    hosts = Hosts(1.0)
    asyncio.run(_asked(hosts, 6.0))
    assert hosts.rest_of("a.example") == 6.0
    hosts.slow_down("a.example", 5.0)
    for _ in range(9):
        asyncio.run(_asked(hosts, 0.1))
    assert hosts.rest_of("a.example") == 5.0
    asyncio.run(_asked(hosts, 300.0))
    assert hosts.rest_of("a.example") == 20.0


async def _asked(hosts: Hosts, latency: float) -> None:
    await hosts._lock("a.example").acquire()
    hosts.end("a.example", latency)


def test_who_waits_for_a_host_that_is_stopped_meanwhile_does_not_ask_it() -> None:
    async def stopped() -> None:
        hosts = Hosts(0.2)
        told: list[str] = []
        hosts.told = lambda host, why: told.append(f"{host}: {why}")
        hosts.answered("a.example")
        waiting = asyncio.ensure_future(hosts.begin("a.example"))
        await asyncio.sleep(0)
        hosts.stop("a.example", HostStopped(Cause.BLOCKED, "no"))
        hosts.stop("a.example", HostStopped(Cause.BLOCKED, "no"))
        with pytest.raises(HostStopped) as refused:
            await waiting
        assert refused.value.cause is Cause.BLOCKED and told == ["a.example: no"]
        # Another host is none of its business, and the lock was given back.
        await hosts.begin("b.example")
        assert not hosts._lock("a.example").locked()

    asyncio.run(stopped())


def test_a_stop_for_a_time_ends() -> None:
    hosts = Hosts()
    hosts.stop("a.example", HostStopped(Cause.BLOCKED, "later"), seconds=-1)
    hosts.refuse("a.example")


def test_a_screen_gives_back_the_turn_of_a_document_at_its_end_and_not_at_a_redirect() -> None:
    async def asked() -> None:
        hosts = Hosts()
        held = Held(hosts)
        await held.take("http://a.example/")
        await held.follow("http://a.example/", "http://b.example/there")
        assert not hosts._lock("a.example").locked() and hosts._lock("b.example").locked()
        # The browser tells of the redirect's end later.
        assert not held.came("http://a.example/")
        assert hosts._lock("b.example").locked()
        assert held.came("http://b.example/there")
        assert not hosts._lock("b.example").locked()
        await held.take("http://a.example/")
        held.clear()
        assert not hosts._lock("a.example").locked()

    asyncio.run(asked())
