"""Prices, telephone numbers and years as councils write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from checks.reading import financial_year_of, financial_years, prices, says_free, telephones


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs £1,234.50", ["1234.50"]),
        ("£45 for the first permit and £60.00 each", ["45", "60.00"]),
        ("Between £25-£30", ["25", "30"]),
        ("Visitor vouchers are 50p a day", ["0.5"]),
        ("costs 35 pence", ["0.35"]),
        ("we spend £1.5 million and £2m a year", []),
        ("50px wide, page 3 p 50", []),
    ],
)
def test_prices(text: str, expected: list[str]) -> None:
    assert [one.pounds for one in prices(text)] == [Decimal(one) for one in expected]


def test_price_says_per_what() -> None:
    assert [one.per for one in prices("£30 per annum, £5 each, £7")] == ["annum", "each", ""]


@pytest.mark.parametrize(
    "text",
    ["The service is free", "free of charge", "There is no charge for this", "We do not charge", "am ddim"],
)
def test_free(text: str) -> None:
    assert says_free(text)


@pytest.mark.parametrize(
    "text", ["feel free to call", "free school meals", "a free phone", "free parking is limited"]
)
def test_not_free(text: str) -> None:
    assert not says_free(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call 01632 960 001 or (020) 7946 0000", ["01632960001", "02079460000"]),
        ("+44 (0)1632 960123", ["01632960123"]),
        ("Tel: 01204-336633", ["01204336633"]),
        ("textphone 18001 01632 960001", ["01632960001"]),
        ("in danger dial 999, else 101.", ["999", "101"]),
        ("account 0123456789, reference 12345678", []),
        ("a fine of £101 per item", []),
    ],
)
def test_telephones(text: str, expected: list[str]) -> None:
    assert [one.national for one in telephones(text)] == expected


def test_short_codes_are_apart() -> None:
    assert [one.short for one in telephones("999 or 01632 960001")] == [True, False]
    assert [one.national for one in telephones("Smell gas? Ring 0800 111 999.")] == ["0800111999"]


def test_financial_years() -> None:
    text = "2026/27, 2026-2027, 2026 to 2027, and not 2025 to 2027"
    assert [one.starts for one in financial_years(text)] == [2026, 2026, 2026]
    assert financial_year_of(date(2027, 3, 31)) == 2026
    assert financial_year_of(date(2027, 4, 1)) == 2027
