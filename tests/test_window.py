"""The hours in which councils may be visited: across midnight, weeks and the change of the clocks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

import crawler.window as window
from crawler.asked import checked
from crawler.options import CrawlOptions
from crawler.window import COUNCILS_TIME, Hours, read_window
from store.inputs import InputError


def uk(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COUNCILS_TIME, fold=fold)


@pytest.mark.parametrize(
    ("words", "at", "is_open"),
    [
        ("19:00-07:00", "2026-11-25 18:59", False),
        ("19:00-07:00", "2026-11-25 19:00", True),
        ("19:00-07:00", "2026-11-26 06:59", True),
        ("19:00-07:00", "2026-11-26 07:00", False),
        ("09:00-17:30", "2026-11-26 17:29", True),
        # Monday 23 November: the hours that began on Sunday are no weekday's.
        ("Mon-Fri 19:00-07:00", "2026-11-23 06:00", False),
        ("Mon-Fri 19:00-07:00", "2026-11-28 06:00", True),
        ("Mon-Fri 19:00-07:00", "2026-11-28 20:00", False),
        ("Mon-Fri 19:00-07:00, Sat-Sun", "2026-11-28 20:00", True),
        ("Mon-Fri 19:00-07:00, sat - sun", "2026-11-29 23:59", True),
        ("Sat-Mon 00:00-24:00", "2026-11-23 23:59", True),
        ("Sat-Mon", "2026-11-24 00:00", False),
        ("Wed", "2026-11-25 12:00", True),
        # In summer the councils' clocks are an hour ahead of UTC.
        ("19:00-07:00", "2026-07-01 18:59", False),
        ("19:00-07:00", "2026-07-01 19:00", True),
    ],
)
def test_when_it_is_open(words: str, at: str, is_open: bool) -> None:
    assert read_window(words).is_open(uk(at)) is is_open
    assert read_window(words).is_open(uk(at).astimezone(UTC)) is is_open


def test_it_says_when_it_opens_next() -> None:
    nights = read_window("Mon-Fri 19:00-07:00, Sat-Sun")
    assert nights.opens(uk("2026-11-25 07:00:30")) == uk("2026-11-25 19:00")
    assert nights.opens(uk("2026-11-25 22:10:30")) == uk("2026-11-25 22:10:30")
    assert read_window("Wed 10:00-11:00").opens(uk("2026-11-25 11:00")) == uk("2026-12-02 10:00")


def test_the_change_of_the_clocks() -> None:
    nights = read_window("19:00-07:00")
    # 28 March 2027, 01:00 UTC: the night is an hour shorter; 31 October: an hour longer.
    for day, hours in (("2027-03-28", 11), ("2027-10-31", 13)):
        closes = uk(f"{day} 07:00").astimezone(UTC)
        begins = closes - timedelta(hours=hours)
        assert nights.is_open(begins) and not nights.is_open(begins - timedelta(minutes=1))
        assert nights.is_open(closes - timedelta(minutes=1)) and not nights.is_open(closes)
    # An hour that does not exist, and one that is there twice.
    gone = read_window("01:15-01:45")
    assert gone.opens(uk("2027-03-28 00:30")) == uk("2027-03-29 01:15")
    assert gone.is_open(uk("2027-10-31 01:30", fold=0)) and gone.is_open(uk("2027-10-31 01:30", fold=1))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("7pm-7am", "neither hours nor days"),
        ("19:00", "neither hours nor days"),
        ("19:00-07:00,", "neither hours nor days"),
        ("Moo-Fri 19:00-07:00", "'Moo' is no day"),
        ("19:00-25:00", "25:00 is no time of day"),
        ("19:60-20:00", "19:60 is no time of day"),
        ("19:00-19:00", "begins where it ends"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(words: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        checked(CrawlOptions(window=words))
    assert says in str(refused.value) and f"--window {words}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_whoever_waits_goes_on_when_it_opens_and_it_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [uk("2026-11-25 18:59:58")]
    told: list[str] = []

    async def passes(seconds: float) -> None:
        assert 0 < seconds <= window._LOOK_S
        clock[0] += timedelta(seconds=seconds)

    async def all_of_them() -> None:
        await asyncio.gather(*(hours.wait() for _ in range(3)))

    hours = Hours(read_window("19:00-07:00"))
    hours.closed, hours.opened = lambda until: told.append(f"{until:%H:%M}"), lambda: told.append("open")
    monkeypatch.setattr(window, "now_utc", lambda: clock[0])
    monkeypatch.setattr(window.asyncio, "sleep", passes)
    assert hours.are_over
    asyncio.run(all_of_them())
    assert told == ["19:00", "open"] and not hours.are_over
