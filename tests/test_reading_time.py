"""Dates and durations as councils write them."""

from __future__ import annotations

from datetime import date

import pytest

from checks.reading_time import add_working_days, dates, durations, is_working_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday 27 November 2026", date(2026, 11, 27)),
        ("by 1st of April 2026", date(2026, 4, 1)),
        ("1/4/2026", date(2026, 4, 1)),
        ("01.04.26", date(2026, 4, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        ("Sept. 3rd, 2025", date(2025, 9, 3)),
        ("September 3rd, 2025", date(2025, 9, 3)),
        ("3 Ebrill 2026", date(2026, 4, 3)),
        ("31 October", date(2026, 10, 31)),
        ("15 January", date(2027, 1, 15)),
        ("Monday 25 December", date(2023, 12, 25)),
        ("31 February 2026", None),
        ("you may 2 at a time", None),
        ("version 1.2.3", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert [one.first for one in dates(text, TODAY)] == ([expected] if expected else [])


def test_month_is_a_span() -> None:
    (when,) = dates("from February 2028", TODAY)
    assert (when.first, when.last) == (date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("text", "high", "unit", "working", "relation"),
    [
        ("within 5 working days", 5, "day", True, "within"),
        ("by the end of the next working day", 1, "day", True, "within"),
        ("up to 12 weeks", 12, "week", False, "within"),
        ("2-3 weeks", 3, "week", False, ""),
        ("five to ten working days", 10, "day", True, ""),
        ("ten (10) working days", 10, "day", True, ""),
        ("We aim to remove it in 48 hours", 48, "hour", False, "within"),
        ("at least 3 working days before", 3, "day", True, "least"),
        ("every two weeks", 2, "week", False, "every"),
        ("within a week", 1, "week", False, "within"),
        ("takes about 10 minutes", 10, "minute", False, "within"),
    ],
)
def test_durations(text: str, high: float, unit: str, working: bool, relation: str) -> None:
    (one,) = durations(text)
    assert (one.high, one.unit, one.working, one.relation) == (high, unit, working, relation)


@pytest.mark.parametrize(
    "text", ["24 hours a day, 7 days a week", "5 years old", "two years ago", "a day", "24/7"]
)
def test_no_wait(text: str) -> None:
    assert durations(text) == ()


def test_working_days() -> None:
    assert durations("5 working days")[0].days == 7
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 30)
    assert not is_working_day(date(2026, 1, 2), "Scotland")
    assert is_working_day(date(2026, 1, 2), "Wales")
