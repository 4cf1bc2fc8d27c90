"""Statistics as pure functions: intervals of shares, resampled scores, places with their uncertainty."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log, sqrt
from random import Random

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
    yes, whole = array("q", bytes(8 * draws)), array("q", bytes(8 * draws))
    if not count:
        return Draws(yes, whole)
    picked = _picked(count, draws, dice)
    kinds = sorted({(one.weight, one.yes) for one in items})
    codes = [kinds.index((one.weight, one.yes)) for one in items]
    # One byte stands for one answer, so that counting is the interpreter's own work, and quick.
    coded = (
        picked.translate(_table(codes)) if isinstance(picked, bytes) else bytes(codes[at] for at in picked)
    )
    for draw in range(draws):
        one = coded[draw * count : (draw + 1) * count]
        for code, (weight, is_yes) in enumerate(kinds):
            found = one.count(code) * weight
            whole[draw] += found
            if is_yes:
                yes[draw] += found
    for at in _wrong(items, picked, dice):
        item = items[picked[at]]
        yes[at // count] += -item.weight if item.yes else item.weight
    return Draws(yes, whole)


def chances(keys: Sequence[Sequence[int]], level: float = LEVEL) -> list[Chances]:
    """Return the chances of several things; `keys[i][d]` is how good thing i is in draw d, more being better.

    Equal keys share the better place, as in the table itself.
    """
    count = len(keys)
    if not count:
        return []
    places: list[array[int]] = [array("q") for _ in keys]
    for row in zip(*keys, strict=True):
        order = sorted(row)
        for at, key in enumerate(row):
            places[at].append(count - bisect_right(order, key) + 1)
    quarter = ceil(count / 4)
    found = []
    for some in places:
        order = sorted(some)
        low, high = _middle(order, level)
        found.append(Chances(low, high, bisect_right(order, quarter) / len(order), count))
    return found


def tie_groups(keys: Sequence[Sequence[int]], level: float = LEVEL) -> list[int]:
    """Return the tie group, 1 the best, of things given in the order of their table.

    A group begins with the first thing that its group's first beat in at least *level* of the draws: whoever
    shares a group with its leader could as well have led it. `keys` are as for `chances`.
    """
    groups: list[int] = []
    leader: Sequence[int] = ()
    for one in keys:
        ahead = sum(map(int.__gt__, leader, one))
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


def _middle(order: Sequence[int], level: float) -> tuple[int, int]:
    """Return the lowest and highest of the middle *level* of sorted values."""
    tail = (1 - level) / 2
    first = int(tail * len(order))
    return order[first], order[len(order) - 1 - first]


def _picked(count: int, draws: int, dice: Random) -> bytes | list[int]:
    """Return count * draws picks below *count*, each as likely as any other."""
    need = count * draws
    if count > 256:
        return [int(dice.random() * count) for _ in range(need)]
    fair = 256 // count * count
    # Bytes that would favour the first few are thrown away.
    spurned, table = bytes(range(fair, 256)), bytes(at % count for at in range(256))
    found = b""
    while len(found) < need:
        found += dice.randbytes((need - len(found)) * 256 // fair + 64).translate(table, spurned)
    return found[:need]


def _table(codes: Sequence[int]) -> bytes:
    return bytes(codes) + bytes(256 - len(codes))


def _wrong(items: Sequence[Item], picked: Sequence[int], dice: Random) -> Iterable[int]:
    """Yield the positions among *picked* whose answer is to be flipped."""
    most = max(one.error for one in items)
    if most <= 0:
        return
    if most >= 1:
        raise ValueError("an error rate must be below 1")
    # Leaps from one candidate to the next (a geometric distance) instead of a throw for each answer.
    scale = log(1 - most)
    at = -1
    while True:
        at += 1 + int(log(1 - dice.random()) / scale)
        if at >= len(picked):
            return
        error = items[picked[at]].error
        if error == most or dice.random() * most < error:
            yield at
