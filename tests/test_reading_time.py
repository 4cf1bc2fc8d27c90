"""Dates and durations as councils write them."""

from __future__ import annotations

from datetime import date

import pytest

from checks.reading_time import add_working_days, dates, durations

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
    assert add_working_days(date(2026, 1, 1), 1, "Scotland") == date(2026, 1, 5)
    assert add_working_days(date(2026, 1, 1), 1, "Wales") == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "working", "relation"),
    [
        ("by the end of the next working day", 1, 1, "day", True, "within"),
        ("within five (5) working days", 5, 5, "day", True, "within"),
        ("no later than 10 working days", 10, 10, "day", True, "within"),
        ("up to 12 weeks", 12, 12, "week", False, "within"),
        ("in up to 12wks", 12, 12, "week", False, "within"),
        ("within a fortnight", 2, 2, "week", False, "within"),
        ("within the next few days", 3, 3, "day", False, "within"),
        ("within forty-eight hours", 48, 48, "hour", False, "within"),
        ("within 15 school days", 15, 15, "day", True, "within"),
        ("eighteen to twenty-four months", 18, 24, "month", False, ""),
        ("6-8 weeks", 6, 8, "week", False, ""),
    ],
)
def test_british_phrasings_of_a_wait(
    text: str, low: float, high: float, unit: str, working: bool, relation: str
) -> None:
    (found,) = durations(f"We answer {text} of your form.")
    assert (found.low, found.high, found.unit, found.working, found.relation) == (
        low,
        high,
        unit,
        working,
        relation,
    )


@pytest.mark.parametrize(
    "text", ["open 24 hours a day", "a few days ago", "10 years old", "24/7", "£5 per day"]
)
def test_what_is_no_wait(text: str) -> None:
    assert not durations(text)


def test_a_year_may_be_cut_short() -> None:
    (when,) = dates("by 4 Dec '26", TODAY)
    assert (when.first, when.year_given) == (date(2026, 12, 4), True)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "working", "relation"),
    [
        ("Byddwn yn ymateb o fewn 5 diwrnod gwaith.", 5, 5, "day", True, "within"),
        ("Gall gymryd hyd at 12 wythnos.", 12, 12, "week", False, "within"),
        ("Fe ddown ni ymhen tri diwrnod gwaith", 3, 3, "day", True, "within"),
        ("Mae'n cymryd 2 i 3 wythnos", 2, 3, "week", False, ""),
        ("o leiaf 10 diwrnod cyn y digwyddiad", 10, 10, "day", False, "least"),
    ],
)
def test_lengths_of_time_in_welsh(text, low, high, unit, working, relation):
    (found,) = durations(text)
    assert (found.low, found.high, found.unit, found.working, found.relation) == (
        low,
        high,
        unit,
        working,
        relation,
    )


def test_a_month_of_the_year_is_no_length_of_time_in_welsh():
    assert not durations("Bydd y ffurflen ar gael ym mis Mai.")
