"""Places: what a resident of one area meets, whichever council runs the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks.model import CouncilType
from reports.edition import CouncilResult, Edition, SurveyResult
from reports.figures import Average, Online, average, online

LONDON = "Greater London Authority"


@dataclass(frozen=True, slots=True)
class Area:
    """The area of one lower-tier or single-tier council, with all its services, by journey."""

    council: CouncilResult
    county: CouncilResult | None
    services: Mapping[str, SurveyResult]

    @property
    def mean(self) -> Average:
        """Mean stars over the services that have stars."""
        return average(self.services.values())

    @property
    def online(self) -> Online:
        """How many tasks can be done online without an account."""
        return online(self.services.values())


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """A county with its districts' areas, or a combined authority with its members' areas.

    `kind` is `county` or `authority`; `members` are the councils that make it up, counties included.
    """

    name: str
    kind: str
    members: tuple[CouncilResult, ...]
    areas: tuple[Area, ...]


def area_of(council: CouncilResult, county: CouncilResult | None) -> Area:
    """Return the area of *council*: its own services, and its county's where it does not run them."""
    services: dict[str, SurveyResult] = {}
    for one in (county, council):
        if one is not None:
            services |= {key: survey for key, survey in one.surveys.items() if survey.score.counts}
    return Area(council, county, dict(sorted(services.items())))


def areas(edition: Edition) -> dict[str, Area]:
    """Return every area of *edition*, by the GSS code of its lower-tier or single-tier council."""
    known = {one.council.gss: one for one in edition.councils}
    return {
        one.council.gss: area_of(one, known.get(one.council.parent_gss))
        for one in edition.councils
        if one.council.type is not CouncilType.COUNTY
    }


def place_groups(edition: Edition) -> tuple[PlaceGroup, ...]:
    """Return the counties with districts in *edition* and the combined authorities, by name."""
    known = areas(edition)
    found = []
    for one in edition.councils:
        if one.council.type is CouncilType.COUNTY:
            own = [area for area in known.values() if area.county is one]
            if own:
                found.append(_group(one.name, "county", [one, *(area.council for area in own)], own))
    members: dict[str, list[CouncilResult]] = {}
    for one in edition.councils:
        name = str(one.council.extra.get("combined_authority") or "")
        if name:
            members.setdefault(name, []).append(one)
    for name, some in members.items():
        codes = {one.council.gss for one in some}
        inside = [
            area
            for area in known.values()
            if area.council.council.gss in codes or area.council.council.parent_gss in codes
        ]
        if len(some) > 1:
            found.append(_group(name, "authority", some, inside))
    return tuple(sorted(found, key=lambda group: group.name.casefold()))


def shared_sites(councils: Iterable[CouncilResult]) -> dict[str, tuple[CouncilResult, ...]]:
    """Return the host names that serve more than one council, each with its councils."""
    hosts: dict[str, dict[str, CouncilResult]] = {}
    for one in councils:
        host = _host(one.council.homepage)
        if host:
            hosts.setdefault(host, {})[one.council.gss] = one
    return {host: tuple(some.values()) for host, some in sorted(hosts.items()) if len(some) > 1}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _group(name: str, kind: str, members: Sequence[CouncilResult], own: Sequence[Area]) -> PlaceGroup:
    return PlaceGroup(
        name,
        kind,
        tuple(members),
        tuple(sorted(own, key=lambda area: area.council.name.casefold())),
    )
