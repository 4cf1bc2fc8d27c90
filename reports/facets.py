"""What a table can be filtered by: nation, region, population, rurality, deprivation, platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.context import BANDS, QUINTILES, contexts
from reports.edition import CouncilResult
from reports.present import clip
from reports.said import said
from reports.words import REGION_WORDS

RURALITY = (said("Urban"), said("Urban with rural areas"), said("Rural"), said("Sparse and rural"))
_NAMES = {
    str(one): one
    for one in (
        said("Nation"),
        said("Region"),
        said("Population"),
        said("Rurality"),
        said("Deprivation"),
        said("Platform"),
    )
}
_TOGETHER = "|"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name, and the code and name of each choice."""

    name: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The filters of a table, and each council's codes (by GSS code), joined with a space."""

    filters: tuple[Filter, ...]
    codes: Mapping[str, str]


def platforms_of(council: CouncilResult) -> tuple[str, ...]:
    """Return the platforms recognised on any route of *council*, by name."""
    found = {
        clip(name, 60)
        for one in council.asked
        for name in one.survey.platform.split(_TOGETHER)
        if name.strip()
    }
    return tuple(sorted(found))


def facets_of(council: CouncilResult) -> dict[str, tuple[str, ...]]:
    """Return what *council* is filtered by; what is not known of it is empty."""
    known = contexts().get(council.council.gss)
    return {
        "Nation": (clip(council.council.nation, 40),),
        "Region": (clip(council.council.region, 40),),
        "Population": (known.band,) if known else (),
        "Rurality": (known.rurality,) if known else (),
        "Deprivation": (QUINTILES[known.deprivation],) if known else (),
        "Platform": platforms_of(council),
    }


_ORDER: Mapping[str, Sequence[str]] = {
    "Population": [name for _, name in BANDS],
    "Rurality": RURALITY,
    "Deprivation": list(QUINTILES.values()),
}


def choices(councils: Sequence[CouncilResult]) -> Choices:
    """Return the filters that tell *councils* apart; one with a single choice is left out."""
    known = {one.council.gss: facets_of(one) for one in councils}
    filters = []
    codes: dict[str, list[str]] = {gss: [] for gss in known}
    for name in ("Nation", "Region", *_ORDER, "Platform"):
        found = {value for facets in known.values() for value in facets[name]}
        order = [value for value in _ORDER.get(name, sorted(found)) if value in found]
        if len(order) < 2:
            continue
        code = {value: f"{name[0].lower()}{at}" for at, value in enumerate(order)}
        # Population and platform begin with one letter.
        if name == "Platform":
            code = {value: f"f{at}" for at, value in enumerate(order)}
        filters.append(Filter(_NAMES[name], tuple((code[value], choice_words(value)) for value in order)))
        for gss, facets in known.items():
            codes[gss] += [code[value] for value in facets[name]]
    return Choices(tuple(filters), {gss: " ".join(some) for gss, some in codes.items()})


def choice_words(value: str) -> str:
    """Return a choice as pages say it: places and kinds of area have words of their own."""
    return REGION_WORDS.get(value) or next((one for one in RURALITY if one == value), value)
