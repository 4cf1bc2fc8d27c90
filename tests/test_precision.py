"""How right the rules are: counted from decisions, honest about few of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.model import Outcome
from reports.decisions import NOTHING, Decided, Decision
from reports.precision import Precision, precisions
from reports.reviews import Review
from tests.test_reviews import ANSWER, review_of

YES, NO = Outcome.YES, Outcome.NO
VERSIONS = {"core/cost": 1}


def checked(number: int, machine: Outcome | None, person: Outcome, **more: Any) -> Review:
    given: dict[str, Any] = {"machine": machine, "version": 1} | more
    return review_of(replace(ANSWER, council=f"X{number}"), person, **given)


def test_each_side_is_counted() -> None:
    reviews = [
        checked(1, YES, YES),
        checked(2, YES, NO),
        checked(3, NO, NO),
        checked(4, NO, Outcome.NOT_APPLICABLE),
    ]
    (found,) = precisions(reviews, NOTHING, VERSIONS).items()
    assert found == ("core/cost", Precision(yes=2, yes_right=1, no=2, no_right=1))
    assert (found[1].checked, found[1].right, found[1].missing) == (4, 2, 26)


@pytest.mark.parametrize(
    "left_out",
    [
        checked(9, Outcome.COULD_NOT_TEST, YES),  # The rule had not decided.
        checked(9, YES, Outcome.COULD_NOT_TEST),  # The person could not tell.
        checked(9, YES, YES, version=2),  # Another rule.
        checked(9, None, YES),  # Nobody knows what the rule had said.
    ],
)
def test_what_measures_nothing_is_not_counted(left_out: Review) -> None:
    assert precisions([left_out], NOTHING, VERSIONS) == {}


def test_a_changed_mind_counts_once() -> None:
    found = precisions([checked(1, YES, NO), checked(1, YES, YES)], NOTHING, VERSIONS)
    assert found == {"core/cost": Precision(1, 1, 0, 0)}


def test_a_row_by_hand_counts_where_it_holds() -> None:
    review = checked(1, None, YES, version=None)
    held = Decided({review.key: Decision(review, ANSWER, carried=False)})
    assert precisions([review], held, VERSIONS) == {"core/cost": Precision(0, 0, 1, 0)}


@pytest.mark.parametrize(
    ("right", "of", "settled"),
    [(29, 29, False), (27, 30, True), (26, 30, False), (30, 30, True), (0, 0, False)],
)
def test_thirty_checked_and_nine_in_ten_right(right: int, of: int, settled: bool) -> None:
    assert Precision(of, right, 0, 0).settled is settled


def test_the_interval_of_few_is_wide() -> None:
    low, high = Precision(3, 3, 0, 0).interval
    assert (round(low, 3), high) == (0.439, 1.0)
    assert Precision(0, 0, 0, 0).interval == (0.0, 1.0)
