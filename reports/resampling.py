"""What a council's results could have been: answers drawn again, weights and unknowns taken otherwise."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

import numpy as np

from checks.model import Outcome
from reports.cache import NOTHING_KEPT, Cache, key_of
from reports.edition import CouncilResult, SurveyResult
from reports.error_rates import ErrorRates
from reports.marks import Mark, pages_of_each, stars_for_pages
from reports.methodology import Methodology, Numbers
from reports.statistics import DRAWS, Draws, Item, resample, throws

OVERALL, ACCESSIBILITY, MOBILE = "overall", "accessibility", "mobile"
# The question whose rule finds the failures that the accessibility mark counts.
_BARRIERS = "core/no-serious-barriers"
# A key orders a table: stars first, then the score in tenths of a point.
_STAR = 2000
# What an earlier build kept of the draws of a council.
DRAWN = "draws"
_Stars = Callable[[Numbers, Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Ways:
    """Sort keys of one result under other rules than the methodology's: the sensitivity of a place."""

    equal_weights: int
    methodology: int
    unknown_no: int
    unknown_yes: int

    def all(self) -> tuple[int, int, int, int]:
        """Return the four keys, in the order of the fields."""
        return (self.equal_weights, self.methodology, self.unknown_no, self.unknown_yes)


@dataclass(frozen=True, slots=True)
class Resampled:
    """Sort keys of one council by table (`overall`, a journey's id, `accessibility`, `mobile`).

    A table in which the council has no stars is absent: what is not ranked is not drawn either.
    """

    draws: Mapping[str, Sequence[int]]
    ways: Mapping[str, Ways]


def sort_key(stars: int, score: float) -> int:
    """Return the number by which tables are ordered: stars first, then the score to a tenth."""
    return stars * _STAR + round(score * 10)


def resample_council(
    council: CouncilResult,
    methodology: Methodology,
    rates: ErrorRates,
    *,
    draws: int = DRAWS,
    cache: Cache = NOTHING_KEPT,
) -> Resampled:
    """Draw the results of *council* again (methodology.md, section 8). The seed is its code and the table."""
    parts: dict[str, _Part] = {}
    for one in council.asked:
        if one.score.stars is not None:
            parts[one.journey.id] = _survey(one, methodology, rates)
    for name, mark in ((ACCESSIBILITY, council.accessibility), (MOBILE, council.mobile)):
        if mark.stars is not None:
            parts[name] = _mark(name, mark, methodology, rates)
    drawn = _drawn(council.council.gss, parts, methodology, draws, cache)
    ways = {name: part.ways for name, part in parts.items()}
    if council.overall.stars is not None:
        weights = _weights(council, methodology)
        drawn[OVERALL] = _overall_keys(drawn, weights, methodology)
        ways[OVERALL] = _overall_ways(ways, weights, methodology)
    return Resampled(drawn, ways)


def _drawn(
    gss: str, parts: Mapping[str, _Part], methodology: Methodology, draws: int, cache: Cache
) -> dict[str, array[int]]:
    """Draw every part, or take from *cache* what was drawn of the very same part."""
    seeds = {name: f"betterserved/{gss}/{name}" for name in parts}
    if cache is NOTHING_KEPT:
        return {name: part.draw(Random(seeds[name]), draws) for name, part in parts.items()}
    rules = key_of(methodology)
    known: dict[str, tuple[str, bytes]] = cache.get(DRAWN, gss, rules) or {}
    found: dict[str, tuple[str, bytes]] = {}
    for name, part in parts.items():
        items = [(one.weight, one.yes, one.error) for one in part.items]
        key = key_of(seeds[name], draws, name == ACCESSIBILITY, items, part.cap, part.essential)
        kept = known.get(name)
        if kept is None or kept[0] != key:
            kept = key, part.draw(Random(seeds[name]), draws).tobytes()
        found[name] = kept
    if found != known:
        cache.put(DRAWN, gss, rules, found)
    return {name: array("H", data) for name, (_, data) in found.items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """One survey or mark: its decided answers, how they earn stars, and what caps the stars."""

    items: Sequence[Item]
    stars: _Stars
    ways: Ways
    cap: int = 4
    # The essential question: is it Yes, how often is that wrong, and what its No allows at most.
    essential: tuple[bool, float, int] | None = None

    def draw(self, dice: Random, draws: int) -> array[int]:
        keys = _capped(_keys(resample(self.items, dice, draws), self.stars), self.cap)
        if self.essential:
            holds, error, cap = self.essential
            flipped = (throws(dice, draws) < error) == holds
            keys = np.where(flipped, _capped(keys, cap), keys)
        return array("H", keys.astype(np.uint16).tobytes())


def _keys(drawn: Draws, stars: _Stars) -> Numbers:
    """Return the sort key of every draw."""
    yes, whole = np.frombuffer(drawn.yes, np.int64), np.frombuffer(drawn.whole, np.int64)
    keys: Numbers = stars(yes, whole) * _STAR + yes * 1000 // whole
    return keys


def _capped(keys: Numbers, cap: int) -> Numbers:
    return np.minimum(keys, cap * _STAR + keys % _STAR)


def _survey(one: SurveyResult, methodology: Methodology, rates: ErrorRates) -> _Part:
    outcomes = {answer.question: answer.outcome for answer in one.survey.answers}
    weigh = methodology.weight_of
    items = [
        Item(weigh(question), outcomes[question] is Outcome.YES, rates.rate(question))
        for question in one.score.decided
    ]
    unknown = sum(map(weigh, one.score.could_not_test))
    holds = one.score.essential is not Outcome.NO
    essential = (holds, rates.rate(one.journey.essential), methodology.essential_cap)
    # A gate that a person's decision closed stays closed in every draw.
    cap = methodology.out_of_date_cap if one.score.capped_by == "out-of-date" else 4
    cap_now = cap if holds else min(cap, methodology.essential_cap)
    yes, whole = one.score.points, one.score.possible
    even = sum(item.yes for item in items)

    def key(good: int, of: int) -> int:
        return min(methodology.stars_for(good, of), cap_now) * _STAR + good * 1000 // of

    ways = Ways(
        key(even, len(items)), key(yes, whole), key(yes, whole + unknown), key(yes + unknown, whole + unknown)
    )
    return _Part(items, methodology.stars_of_each, ways, cap, essential)


def _mark(name: str, mark: Mark, methodology: Methodology, rates: ErrorRates) -> _Part:
    pages = name == ACCESSIBILITY
    stars: _Stars = partial(pages_of_each, methodology=methodology) if pages else methodology.stars_of_each
    assert mark.stars is not None
    now = mark.good, mark.whole
    earned = stars_for_pages(*now, methodology) if pages else methodology.stars_for(*now)
    # What the mark lost to a cap it loses in every draw; what it gained above the bands it keeps.
    cap = mark.stars if mark.stars < earned else 4
    questions = (_BARRIERS,) if name == ACCESSIBILITY else methodology.mobile_questions
    error = sum(map(rates.rate, questions)) / len(questions) if questions else 0.0
    items = [Item(1, True, error)] * mark.good + [Item(1, False, error)] * (mark.whole - mark.good)
    key = sort_key(mark.stars, mark.share or 0)
    return _Part(items, stars, Ways(key, key, key, key), cap)


def _weights(council: CouncilResult, methodology: Methodology) -> dict[str, int]:
    """Return what each part weighs in the overall stars, those without stars included."""
    found = {
        one.journey.id: methodology.journeys[one.journey.id]
        for one in council.asked
        if one.journey.id in methodology.journeys
    }
    found |= {ACCESSIBILITY: methodology.overall.accessibility, MOBILE: methodology.overall.mobile}
    return {name: weight for name, weight in found.items() if weight}


def _overall_keys(
    drawn: Mapping[str, Sequence[int]], weights: Mapping[str, int], methodology: Methodology
) -> array[int]:
    known = [(weights[name], np.array(drawn[name], np.int64)) for name in weights if name in drawn]
    whole = sum(weight for weight, _ in known)
    stars = np.sum([weight * (keys // _STAR) for weight, keys in known], axis=0)
    tenths = np.sum([weight * (keys % _STAR) for weight, keys in known], axis=0)
    rounded = (2 * stars + whole) // (2 * whole)
    needed = methodology.overall.four_needs * _STAR
    for name in (ACCESSIBILITY, MOBILE):
        gate = drawn.get(name)
        # Four stars overall need both marks.
        short = True if gate is None else np.array(gate, np.int64) < needed
        rounded = np.where((rounded == 4) & short, 3, rounded)
    return array("H", (rounded * _STAR + tenths // whole).astype(np.uint16).tobytes())


def _overall_ways(ways: Mapping[str, Ways], weights: Mapping[str, int], methodology: Methodology) -> Ways:
    def whole(pick: Callable[[Ways], int], unknown: int | None, even: bool) -> int:
        keys = {name: [pick(ways[name])] for name in weights if name in ways}
        if unknown is not None:
            keys |= {name: [unknown] for name in weights if name not in ways}
        return _overall_keys(keys, dict.fromkeys(weights, 1) if even else weights, methodology)[0]

    return Ways(
        whole(lambda one: one.equal_weights, None, True),
        whole(lambda one: one.methodology, None, False),
        whole(lambda one: one.unknown_no, _STAR, False),
        whole(lambda one: one.unknown_yes, 4 * _STAR + 1000, False),
    )
