"""Statistics as pure functions: intervals of shares, resampled scores, places with their uncertainty."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from random import Random

import numpy as np
from numpy.typing import NDArray

_Shares = NDArray[np.float64]
# The standard normal deviate that leaves 2.5 % on either side.
Z95 = 1.959963984540054
DRAWS = 1000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Item:
    """One decided answer: what it weighs, whether it is Yes, and how often its question is wrong (0-1)."""

    weight: int
    yes: bool
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Draws:
    """Resampled weight of Yes and of everything, one pair for each draw."""

    yes: array[int]
    whole: array[int]


@dataclass(frozen=True, slots=True)
class Chances:
    """Where one of `of` things comes out over many draws.

    `low` and `high` bound the places of the middle 95 per cent of the draws; `top` is the share of draws,
    0-1, in the best quarter.
    """

    low: int
    high: int
    top: float
    of: int


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's score interval of *part* of *whole* as shares 0-1 (E. B. Wilson, JASA 22, 1927).

    Of nothing the interval is everything: (0, 1). Raises `ValueError` unless 0 <= part <= whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share")
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, z * z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = z / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    # Exact at the ends, where rounding could leave a speck.
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return low, high


def noise_threshold(items: Iterable[Item], z: float = Z95) -> float:
    """Return the difference between two scores, in points of 100, that repeated visits alone could make.

    Both scores rest on the same *items*; each answer is wrong at its question's rate, independently in each
    visit. Nothing decided: 100, for then no difference says anything.
    """
    weight = variance = 0.0
    for one in items:
        weight += one.weight
        variance += one.weight**2 * one.error * (1 - one.error)
    return min(100.0, 100 * z * sqrt(2 * variance) / weight) if weight else 100.0


def resample(items: Sequence[Item], dice: Random, draws: int = DRAWS) -> Draws:
    """Draw as many answers as there are, with replacement, *draws* times; flip each at its error rate.

    Uses nothing of *dice* but what Python promises never to change, so that a seed means the same next year.
    """
    count = len(items)
    if not count or not draws:
        return Draws(array("q", bytes(8 * draws)), array("q", bytes(8 * draws)))
    at = _picked(count, draws, dice)
    picked = np.frombuffer(at, np.uint8) if isinstance(at, bytes) else np.array(at, np.int64)
    # Small whole numbers: exact as floats, which are summed several times as fast.
    weights = np.array([one.weight for one in items], np.float32)
    good = weights * np.array([one.yes for one in items])
    each = np.ones(count, np.float32)
    whole = weights.take(picked).reshape(draws, count) @ each
    yes = good.take(picked).reshape(draws, count) @ each
    # One throw of 32 bits for each answer says whether it is flipped; few are low enough for any.
    bounds = np.array([one.error for one in items]) * 2**32
    thrown = np.frombuffer(dice.randbytes(4 * count * draws), "<u4")
    most = min(ceil(bounds.max()), 2**32 - 1)
    low = np.flatnonzero(thrown <= np.uint32(most)) if most else np.zeros(0, np.int64)
    at_low = picked.take(low)
    held = thrown.take(low) < bounds.take(at_low)
    gained = np.bincount(low[held] // count, (weights - 2 * good).take(at_low[held]), draws)
    return Draws(*(array("q", one.astype(np.int64).tobytes()) for one in (yes + gained, whole)))


def throws(dice: Random, count: int) -> _Shares:
    """Return what `dice.random()` would return *count* times over, and leave *dice* as that would.

    The interpreter makes each from two words of 32 bits, 27 of the first and 26 of the second.
    """
    words = np.frombuffer(dice.randbytes(8 * count), "<u4").astype(np.int64)
    shares: _Shares = ((words[0::2] >> 5) * 67108864.0 + (words[1::2] >> 6)) / 9007199254740992.0
    return shares


def chances(keys: Sequence[Sequence[int]], level: float = LEVEL) -> list[Chances]:
    """Return the chances of several things; `keys[i][d]` is how good thing i is in draw d, more being better.

    Equal keys share the better place, as in the table itself.
    """
    count = len(keys)
    if not count:
        return []
    drawn = np.array(keys, np.int64)
    # In each draw: the best first, each with its own number in the lowest bits.
    bits = count.bit_length()
    order = np.sort((-drawn.T << bits) | np.arange(count), axis=1)
    who, worth = order & ((1 << bits) - 1), order >> bits
    place = np.tile(np.arange(1, count + 1), (len(order), 1))
    # Who equals the one before shares the place of the first of them.
    place[:, 1:][worth[:, 1:] == worth[:, :-1]] = 0
    np.maximum.accumulate(place, axis=1, out=place)
    # How often each was in that place or a better one.
    often = np.bincount((who * (count + 1) + place).ravel(), minlength=count * (count + 1))
    within = often.reshape(count, count + 1).cumsum(axis=1)
    low, high = ((within > at).argmax(axis=1) for at in _middle(len(order), level))
    top = within[:, ceil(count / 4)] / len(order)
    return [Chances(int(low[at]), int(high[at]), float(top[at]), count) for at in range(count)]


def tie_groups(keys: Sequence[Sequence[int]], level: float = LEVEL) -> list[int]:
    """Return the tie group, 1 the best, of things given in the order of their table.

    A group begins with the first thing that its group's first beat in at least *level* of the draws: whoever
    shares a group with its leader could as well have led it. `keys` are as for `chances`.
    """
    groups: list[int] = []
    drawn = np.array(keys, np.int64)
    leader = drawn[:1]
    for one in drawn:
        ahead = int((leader > one).sum())
        if not groups or ahead >= level * len(one):
            groups.append(groups[-1] + 1 if groups else 1)
            leader = one
        else:
            groups.append(groups[-1])
    return groups


def places(keys: Sequence[int]) -> list[int]:
    """Return the place of each key, 1 the best; equal keys share the better place."""
    order = sorted(keys)
    return [len(order) - bisect_right(order, key) + 1 for key in keys]


def median(values: Sequence[float]) -> float | None:
    """Return the middle of *values*, or None of nothing."""
    order = sorted(values)
    if not order:
        return None
    half = len(order) // 2
    return order[half] if len(order) % 2 else (order[half - 1] + order[half]) / 2


def _middle(count: int, level: float) -> tuple[int, int]:
    """Return where the middle *level* of *count* sorted values begins and ends."""
    first = int((1 - level) / 2 * count)
    return first, count - 1 - first


def _picked(count: int, draws: int, dice: Random) -> bytes | list[int]:
    """Return count * draws picks below *count*, each as likely as any other."""
    need = count * draws
    if count > 256:
        return [int(share * count) for share in throws(dice, need).tolist()]
    fair = 256 // count * count
    # Bytes that would favour the first few are thrown away.
    spurned, table = bytes(range(fair, 256)), bytes(at % count for at in range(256))
    found = b""
    while len(found) < need:
        found += dice.randbytes((need - len(found)) * 256 // fair + 64).translate(table, spurned)
    return found[:need]
