"""However a visit or an audit ends, whoever waits for it gets an answer."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")

from checks.model import Cause, Device
from crawler.axe import AxeSeat
from crawler.browser import BrowserPool, PoolSettings
from crawler.visit import VisitRequest

RAW: dict[str, Any] = {"testEngine": {"version": "4"}, "violations": [], "incomplete": [], "passes": []}


class Seat(AxeSeat):
    """A seat whose page `stuck` never lets go of the thread until the driver under it is ended."""

    def __init__(self) -> None:
        super().__init__(Path("chromedriver"), "127.0.0.1:1")
        self.ended = threading.Event()

    def _audit(self, target_id: str) -> dict[str, Any]:
        if target_id == "stuck":
            self.ended.wait(10)
            raise OSError("the driver is gone")
        return RAW

    def abandon(self) -> None:
        super().abandon()
        self.ended.set()


def test_an_audit_that_waits_behind_an_abandoned_one_is_done_all_the_same():
    async def both() -> list[Any]:
        seat = Seat()

        async def stuck() -> None:
            async with asyncio.timeout(0.2):
                await seat.run(None, "stuck")  # type: ignore[arg-type]

        first = asyncio.create_task(stuck())
        await asyncio.sleep(0.05)
        second = asyncio.create_task(seat.run(None, "good"))  # type: ignore[arg-type]
        return await asyncio.gather(first, second, return_exceptions=True)

    first, second = asyncio.run(both())
    assert isinstance(first, TimeoutError)
    assert second["engine"] == "axe-selenium-python"


def test_an_audit_given_up_while_it_waits_leaves_the_one_before_it_alone():
    async def both() -> tuple[list[Any], bool]:
        seat = Seat()
        first = asyncio.create_task(seat.run(None, "stuck"))  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        second = asyncio.create_task(seat.run(None, "good"))  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        ended = seat.ended.is_set()
        seat.ended.set()
        return await asyncio.gather(first, second, return_exceptions=True), ended

    (first, second), ended = asyncio.run(both())
    assert not ended
    assert isinstance(first, OSError) and isinstance(second, asyncio.CancelledError)


class Worker:
    """Stands for a worker of the pool; what it does with a visit is told."""

    def __init__(self, act: str) -> None:
        self.act = act
        self.closed = 0

    async def visit(self, request: VisitRequest) -> Any:
        if self.act == "hang":
            await asyncio.sleep(60)
        raise asyncio.CancelledError

    async def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize("act", ["hang", "cancel"])
def test_a_visit_that_does_not_come_back_is_given_up(act):
    async def visit() -> tuple[Any, Worker, int]:
        pool = BrowserPool(PoolSettings("https://vale.example/"))
        worker = Worker(act)
        pool._idle.put_nowait(worker)  # type: ignore[arg-type]
        request = VisitRequest("https://vale.example/", timeout_s=0.01)
        return await asyncio.wait_for(pool.visit(request), 5), worker, pool._idle.qsize()

    result, worker, idle = asyncio.run(visit())
    assert set(result.devices) == {Device.DESKTOP, Device.PHONE}
    assert {one.cause for one in result.devices.values()} == {Cause.NOT_MEASURED}
    assert (worker.closed, idle) == (1, 1), "the worker is free for the next visit"
