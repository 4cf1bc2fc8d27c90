"""A council's overall stars, and its standing among councils of its own type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Protocol

from reports.marks import Mark
from reports.methodology import Methodology
from reports.said import said
from reports.scoring import Score


@dataclass(frozen=True, slots=True)
class Overall:
    """A council's overall result.

    `mean` is the weighted mean of the stars, 1-4, to two places; `score`, `low` and `high` are the weighted
    means of the per cents behind them, down to a tenth; in the range a survey or mark without stars may
    be worth anything from 0 to 100. `starred` of `parts` is the weight of what has stars.
    """

    stars: int | None
    mean: float | None
    score: float | None
    low: float | None
    high: float | None
    starred: int
    parts: int
    capped_by: str
    not_ranked: str


@dataclass(frozen=True, slots=True)
class _Part:
    weight: int
    stars: int | None
    score: float | None
    low: float
    high: float


def overall(
    scores: Mapping[str, Score], accessibility: Mark, mobile: Mark, methodology: Methodology
) -> Overall:
    """Put the scores of a council's surveys (by journey) and its two marks together (section 7)."""
    rules = methodology.overall
    surveys = [
        _part(methodology.journeys[journey], one.stars, one.score, one.low, one.high)
        for journey, one in scores.items()
        if one.counts and journey in methodology.journeys
    ]
    marks = [
        _part(weight, mark.stars, mark.share, mark.share, mark.share)
        for mark, weight in ((accessibility, rules.accessibility), (mobile, rules.mobile))
        if weight
    ]
    parts = surveys + marks
    whole = sum(part.weight for part in parts)
    starred = [part for part in parts if part.stars is not None]
    weight = sum(part.weight for part in starred)
    low, high = (_mean([(part.weight, getattr(part, end)) for part in parts]) for end in ("low", "high"))
    why: str = ""
    if not surveys and any(one.counts for one in scores.values()):
        why = said(
            "Every journey asked about here is on trial: methodology {methodology} names none of them.",
            methodology=methodology.id,
        )
    elif not surveys:
        why = said("None of the journeys asked about is run by this council.")
    elif not any(part.stars for part in surveys):
        why = said("No journey could be given stars.")
    elif weight * 100 < rules.coverage * whole:
        why = said(
            "{starred} of the {parts} parts of the overall result (journeys, accessibility, mobile) have "
            "stars; {needed} % are needed.",
            starred=weight,
            parts=whole,
            needed=rules.coverage,
        )
    if why:
        return Overall(None, None, None, _tenth(low), _tenth(high), weight, whole, "", why)
    mean = _mean([(part.weight, part.stars) for part in starred])
    score = _mean([(part.weight, part.score) for part in starred])
    assert mean is not None and score is not None
    # Half a star goes up; in whole numbers, so that 3.5 is never lost to a binary fraction.
    stars, capped_by = floor(mean + Fraction(1, 2)), ""
    if stars == 4:
        for gate, mark in (("accessibility", accessibility), ("mobile", mobile)):
            if (mark.stars or 0) < rules.four_needs:
                stars, capped_by = 3, gate
                break
    return Overall(
        stars,
        float(round(mean, 2)),
        _tenth(score),
        _tenth(low),
        _tenth(high),
        weight,
        whole,
        capped_by,
        "",
    )


class Ranked(Protocol):
    """What a league table needs of a council."""

    @property
    def name(self) -> str:
        """The council's name, by which ties and the not-ranked are listed."""

    @property
    def overall(self) -> Overall:
        """The council's overall result."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A council's place among its type. Councils of one place are tied: same stars, same score."""

    place: int
    tied: int
    of: int


def standings(councils: Sequence[Ranked]) -> dict[int, Standing]:
    """Return the standing of each ranked council of one type, by its position in *councils*.

    Stars come first, then the score; equal in both is a tie. Councils without stars have no standing.
    """
    ranked = [at for at, one in enumerate(councils) if one.overall.stars is not None]
    keys = {at: (councils[at].overall.stars, councils[at].overall.score) for at in ranked}
    found = {}
    for at in ranked:
        better = sum(other > keys[at] for other in keys.values())
        tied = sum(other == keys[at] for other in keys.values())
        found[at] = Standing(better + 1, tied, len(ranked))
    return found


def league_order(councils: Sequence[Ranked]) -> tuple[list[int], list[int]]:
    """Return positions of the ranked councils, best first, and of the others, by name."""
    places = standings(councils)
    by_name = sorted(range(len(councils)), key=lambda at: councils[at].name.casefold())
    return (
        sorted((at for at in by_name if at in places), key=lambda at: places[at].place),
        [at for at in by_name if at not in places],
    )


def _part(
    weight: int, stars: int | None, score: float | None, low: float | None, high: float | None
) -> _Part:
    """Return a part; one without stars is not known, so it may be worth anything."""
    if stars is None or low is None or high is None:
        return _Part(weight, None, None, 0, 100)
    return _Part(weight, stars, score, low, high)


def _mean(pairs: Sequence[tuple[int, float | None]]) -> Fraction | None:
    """Return the exact weighted mean of values given to a tenth; None of nothing."""
    known = [(weight, round(value * 10)) for weight, value in pairs if value is not None]
    weight = sum(one for one, _ in known)
    return Fraction(sum(one * tenths for one, tenths in known), 10 * weight) if weight else None


def _tenth(value: Fraction | None) -> float | None:
    return None if value is None else floor(value * 10) / 10
