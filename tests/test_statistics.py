"""Intervals, resampling, places and tie groups against answers known from elsewhere."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from random import Random
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import (
    LEVEL,
    Item,
    chances,
    median,
    noise_threshold,
    places,
    resample,
    throws,
    tie_groups,
    wilson,
)


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3, gives the first four.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
        (5, 10, 0.2366, 0.7634),
        (1, 1, 0.2065, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_against_published_intervals(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert found == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 400), st.integers(0, 400))
def test_wilson_holds_the_share_and_is_its_own_mirror(part: int, more: int) -> None:
    whole = part + more
    low, high = wilson(part, whole)
    assert 0 <= low <= high <= 1
    if whole:
        assert low <= part / whole <= high
        mirrored = wilson(more, whole)
        assert mirrored == pytest.approx((1 - high, 1 - low))


def test_no_share_is_more_than_the_whole() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


# Resampling ---------------------------------------------------------------------------------------


def _throw_by_throw(items: list[Item], dice: Random, draws: int) -> list[tuple[int, int]]:
    """Draw as `resample` does, one throw after the other: what it must come to, however it is counted."""
    count = len(items)
    fair, found = 256 // count * count, b""
    while len(found) < count * draws:
        found += bytes(
            one for one in dice.randbytes((count * draws - len(found)) * 256 // fair + 64) if one < fair
        )
    picked = [items[one % count] for one in found[: count * draws]]
    thrown = dice.randbytes(4 * len(picked))
    words = [int.from_bytes(thrown[at : at + 4], "little") for at in range(0, len(thrown), 4)]
    held = [one.yes ^ (word < one.error * 2**32) for one, word in zip(picked, words, strict=True)]
    rows = [range(draw * count, (draw + 1) * count) for draw in range(draws)]
    return [
        (sum(picked[at].weight * held[at] for at in row), sum(picked[at].weight for at in row))
        for row in rows
    ]


@given(
    st.lists(
        st.builds(Item, st.integers(1, 3), st.booleans(), st.sampled_from([0.0, 0.01, 0.05, 0.3])), min_size=1
    ),
    st.integers(0, 1000),
)
def test_drawing_at_once_is_drawing_one_by_one(items: list[Item], seed: int) -> None:
    one, other = Random(seed), Random(seed)
    drawn = resample(items, one, 20)
    assert list(zip(drawn.yes, drawn.whole, strict=True)) == _throw_by_throw(items, other, 20)
    # Whoever throws next gets the same.
    assert throws(one, 5).tolist() == [other.random() for _ in range(5)]
    assert one.getstate() == other.getstate()


def _items(yes: int, no: int, error: float = 0.0, weight: int = 1) -> list[Item]:
    return [Item(weight, True, error)] * yes + [Item(weight, False, error)] * no


def test_resampling_has_the_mean_and_spread_of_a_binomial() -> None:
    # 30 of 40 Yes: the resampled count of Yes is binomial (40, 0.75), mean 30, deviation 2.7386.
    drawn = resample(_items(30, 10), Random(7), 4000)
    assert set(drawn.whole) == {40}
    assert fmean(drawn.yes) == pytest.approx(30, abs=0.15)
    assert pstdev(drawn.yes) == pytest.approx(2.7386, rel=0.05)


def test_flipping_moves_the_mean_as_the_error_rates_say() -> None:
    # 40 Yes of error 0.1: each draw holds 36 on average, deviation 1.8974.
    drawn = resample(_items(40, 0, 0.1), Random(3), 4000)
    assert fmean(drawn.yes) == pytest.approx(36, abs=0.1)
    assert pstdev(drawn.yes) == pytest.approx(1.8974, rel=0.05)
    # One doubtful question among sure ones is flipped at its own rate: 19 + 1 x (1 - 0.4).
    mixed = resample([*_items(19, 0), Item(1, True, 0.4)], Random(3), 4000)
    assert fmean(mixed.yes) == pytest.approx(19.6, abs=0.05)


def test_weights_are_drawn_with_their_questions() -> None:
    # Ten questions of weight 3 and ten of weight 1: the weight of a draw is 40 on average, deviation 4.4721.
    drawn = resample([*_items(10, 0, weight=3), *_items(0, 10)], Random(1), 4000)
    assert fmean(drawn.whole) == pytest.approx(40, abs=0.25)
    assert pstdev(drawn.whole) == pytest.approx(4.4721, rel=0.05)
    assert fmean(drawn.yes) == pytest.approx(30, abs=0.4)
    assert all(yes <= whole for yes, whole in zip(drawn.yes, drawn.whole, strict=True))


def test_many_answers_are_drawn_like_few() -> None:
    drawn = resample(_items(300, 100, 0.05), Random(5), 400)
    # 300 x 0.95 + 100 x 0.05.
    assert fmean(drawn.yes) == pytest.approx(290, abs=2.5)
    assert set(drawn.whole) == {400}


def test_a_seed_means_the_same_for_ever() -> None:
    items = [Item(3, True, 0.02), Item(2, False, 0.1), Item(1, True), Item(2, True, 0.05)]
    drawn = resample(items, Random("betterserved"), 6)
    assert (list(drawn.yes), list(drawn.whole)) == ([11, 9, 8, 7, 5, 5], [11, 9, 10, 9, 7, 7])
    assert drawn == resample(items, Random("betterserved"), 6)


def test_nothing_decided_draws_nothing() -> None:
    drawn = resample((), Random(1), 5)
    assert list(drawn.yes) == list(drawn.whole) == [0] * 5


# Places -------------------------------------------------------------------------------------------


def test_places_share_the_better_number() -> None:
    assert places([70, 90, 70, 10]) == [2, 1, 2, 4]
    assert places([]) == []


def test_what_never_changes_has_no_uncertainty() -> None:
    found = chances([[9] * 100, [5] * 100, [5] * 100, [1] * 100])
    assert [(one.low, one.high, one.top) for one in found] == [(1, 1, 1), (2, 2, 0), (2, 2, 0), (4, 4, 0)]
    assert {one.of for one in found} == {4}


def test_chances_count_the_draws() -> None:
    # A beats B in 60 of 100 draws; in the other 40 it is the other way round.
    found = chances([[1] * 60 + [0] * 40, [0] * 60 + [1] * 40])
    assert [(one.low, one.high, one.top) for one in found] == [(1, 2, 0.6), (1, 2, 0.4)]


def test_the_interval_holds_the_middle_95_of_100_draws() -> None:
    # One thing against a field of 99 that it passes one by one: its places are 1 to 100, each once.
    mover = [2 * at for at in range(100)]
    field = [[2 * at + 1] * 100 for at in range(99)]
    (found, *_) = chances([mover, *field])
    assert (found.low, found.high) == (3, 98)
    assert found.top == 0.25


@given(
    st.integers(1, 9).flatmap(
        lambda many: st.lists(st.lists(st.integers(-3, 9), min_size=many, max_size=many), min_size=1)
    )
)
def test_chances_are_those_of_places_counted_draw_by_draw(keys: list[list[int]]) -> None:
    drawn = [sorted(one) for one in zip(*(places(draw) for draw in zip(*keys, strict=True)), strict=True)]
    cut = int((1 - LEVEL) / 2 * len(keys[0]))
    for one, ranks in zip(chances(keys), drawn, strict=True):
        assert (one.low, one.high, one.of) == (ranks[cut], ranks[-1 - cut], len(keys))
        assert one.top == sum(rank <= ceil(len(keys) / 4) for rank in ranks) / len(ranks)


def test_tie_groups_begin_where_the_leader_is_surely_ahead() -> None:
    leader = [10] * 100
    close = [11] * 6 + [0] * 94
    clear = [11] * 5 + [0] * 95
    assert tie_groups([leader, close, clear]) == [1, 1, 2]
    assert tie_groups([leader, clear, close]) == [1, 2, 2]
    assert tie_groups([]) == []


@given(st.lists(st.lists(st.integers(0, 5), min_size=20, max_size=20), min_size=1, max_size=8))
def test_groups_only_go_up_and_intervals_stay_in_the_table(keys: list[list[int]]) -> None:
    groups = tie_groups(keys)
    assert groups[0] == 1
    assert all(after - before in (0, 1) for before, after in pairwise(groups))
    for one in chances(keys):
        assert 1 <= one.low <= one.high <= len(keys)
        assert 0 <= one.top <= 1


# Change -------------------------------------------------------------------------------------------


def test_the_noise_of_a_repeat_is_that_of_two_measurements() -> None:
    # 100 x 1.95996 x sqrt(2 x 50 x 0.1 x 0.9) / 50 = 11.7598.
    assert noise_threshold(_items(50, 0, 0.1)) == pytest.approx(11.7598, abs=1e-3)
    # Weights count squared: 100 x 1.95996 x sqrt(2 x (9 + 1) x 0.05 x 0.95) / 4 = 47.758.
    mixed = [Item(3, True, 0.05), Item(1, False, 0.05)]
    assert noise_threshold(mixed) == pytest.approx(47.758, abs=1e-3)
    assert noise_threshold(_items(10, 10)) == 0
    assert noise_threshold(()) == 100


def test_a_repeat_of_the_same_site_stays_below_the_threshold() -> None:
    items = _items(60, 20, 0.05)
    bound = noise_threshold(items)
    dice = Random(11)

    def measured() -> float:
        seen = sum(one.yes != (dice.random() < one.error) for one in items)
        return 100 * seen / len(items)

    moved = [abs(measured() - measured()) > bound for _ in range(2000)]
    assert 0.02 < fmean(moved) < 0.08


def test_median() -> None:
    assert (median([]), median([3]), median([4, 1]), median([9, 1, 2])) == (None, 3, 2.5, 2)
