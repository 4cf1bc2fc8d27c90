"""Walks every form of the estate from its own address, without the crawl that finds it: all that is sent, and no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from checks.form_step import classify
from checks.model import form_step
from crawler.browser import BrowserPool, PoolSettings
from crawler.failures import VisitError
from crawler.form_filling import Means
from crawler.form_tour import walk_facet
from crawler.form_walk import FormWalk, WalkAsk, WalkStep, walk_form
from crawler.permissions import Permission, today
from crawler.probes.form_step import form_frame, measure_form_step
from crawler.turns import Turn

Key = tuple[str, str]
AT_ONCE = 2
WAIT_S = 240


async def walk_doors(
    rows: Sequence[Mapping[str, Any]], proxy: str, postcode: str, contact: str = "https://example.org/contact"
) -> dict[Key, dict[str, Any]]:
    """Walk the forms of *rows* (tests/estate/walks.py) in `steps`; return the facet `form-walk` of each."""
    pool = BrowserPool(PoolSettings(contact, proxy=proxy, workers=AT_ONCE))
    await pool.start()
    found: dict[Key, dict[str, Any]] = {}
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(row: Mapping[str, Any]) -> None:
        async with gate:
            try:
                walk = await asyncio.wait_for(_walk(pool, row["entry"], postcode), WAIT_S)
            except (TimeoutError, VisitError) as error:
                found[row["council"], row["journey"]] = {
                    "stop_reason": "page-broken",
                    "steps": [],
                    "detail": repr(error),
                }
                return
            facet = walk_facet(walk)
            assert isinstance(facet, dict)
            found[row["council"], row["journey"]] = facet

    try:
        await asyncio.gather(*map(one, rows))
    finally:
        await pool.close()
    return found


async def _walk(pool: BrowserPool, address: str, postcode: str) -> FormWalk:
    """Look at the form first, as the tool does, and walk it where its first step leads on."""
    host = urlsplit(address).hostname or ""
    leave = Permission(
        "E1", "", "bench", "BENCH", today() - timedelta(1), today() + timedelta(1), frozenset({host})
    )
    async with pool.form_session(depth="observe") as session:
        await session.goto(address)
        await session.settle()
        first = await measure_form_step(await form_frame(session.page))
    verdict = classify(first)
    ask = WalkAsk((address,), first, Means(postcode, today()), depth="steps", permission=leave)
    if verdict.stop is not None:
        url = str(first.get("url", address))
        return FormWalk(
            "steps", verdict.stop, "; ".join(verdict.reasons), (WalkStep(form_step(1), url, first, verdict),)
        )
    async with pool.form_session(depth="steps", lookups=True) as session:

        async def capture(number: int) -> Mapping[str, Any]:
            return {}

        return await walk_form(session, ask, _turn, capture)


@asynccontextmanager
async def _turn(url: str) -> AsyncIterator[Turn]:
    """The bench's forms stand on loopback, and nobody waits for a turn there."""
    yield Turn()
