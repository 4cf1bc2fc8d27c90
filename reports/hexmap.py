"""The hexagon map: one hexagon for each area, so that a small borough is seen as well as a wide county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.model import CouncilType
from reports.context import hexes
from reports.edition import CouncilResult
from reports.present import plural
from reports.said import said

# Distance between columns and between rows, in px; a hexagon is 18 wide and 20 high.
_WIDE, _HIGH = 18, 15


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One hexagon: its centre in px, what it is coloured by (`s4` to `s1`, `none`, `rest`), what it says."""

    x: int
    y: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class HexMap:
    """A map and its size in px."""

    hexagons: tuple[Hexagon, ...]
    width: int
    height: int


def hex_map(councils: Sequence[CouncilResult]) -> HexMap | None:
    """Return the map of lower-tier and single-tier councils by overall stars; None if none is on it."""
    return _drawn({one.council.gss: one for one in councils if one.council.gss in hexes()})


def county_map(councils: Sequence[CouncilResult]) -> HexMap | None:
    """Return the map of the county councils, each drawn over the areas of its districts."""
    counties = {one.council.gss: one for one in councils if one.council.type is CouncilType.COUNTY}
    return _drawn(
        {
            one.council.gss: counties[one.council.parent_gss]
            for one in councils
            if one.council.parent_gss in counties and one.council.gss in hexes()
        }
    )


def _drawn(shown: Mapping[str, CouncilResult]) -> HexMap | None:
    if not shown:
        return None
    at = hexes()
    left = min(q for q, _ in at.values())
    top = max(r for _, r in at.values())
    right, bottom = max(q for q, _ in at.values()), min(r for _, r in at.values())
    found = [
        Hexagon(
            x=(q - left) * _WIDE + _WIDE // 2 * (r % 2) + 10,
            y=(top - r) * _HIGH + 11,
            kind=_kind(shown.get(gss)),
            words=_words(shown[gss]) if gss in shown else "",
        )
        for gss, (q, r) in at.items()
    ]
    return HexMap(tuple(found), (right - left + 1) * _WIDE + 12, (top - bottom) * _HIGH + 22)


def _kind(one: CouncilResult | None) -> str:
    if one is None:
        return "rest"
    return f"s{one.overall.stars}" if one.overall.stars else "none"


def _words(one: CouncilResult) -> str:
    stars = one.overall.stars
    words = said("no stars") if stars is None else plural(stars, "star")
    return said("{council}: {stars}", council=one.name, stars=words)
