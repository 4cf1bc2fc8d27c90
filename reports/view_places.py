"""Pages of places: each county with its districts' areas, each combined authority with its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.model import CouncilType, Journey
from reports.areas import Area, PlaceGroup, areas, place_groups, shared_sites
from reports.edition import CouncilResult
from reports.frame import Frame, Page, journey_path
from reports.present import clip, listing, share, slug, stars_view
from reports.said import said
from reports.words import TYPE_WORDS

# What a council is called where it stands beside those of another tier in one place.
_RUN_BY = {
    CouncilType.COUNTY: said("county"),
    CouncilType.DISTRICT: said("district"),
    CouncilType.UNITARY: said("unitary"),
    CouncilType.METROPOLITAN: said("borough"),
    CouncilType.LONDON_BOROUGH: said("borough"),
}
_COUNCIL = said("council")


def place_pages(frame: Frame) -> Iterator[Page]:
    """Return the list of places and a page for each."""
    groups = place_groups(frame.edition)
    paths = place_paths(groups)
    rows = [_group_row(group, paths) for group in groups]
    values = {
        "counties": [row for row in rows if row["kind"] == "county"],
        "authorities": [row for row in rows if row["kind"] == "authority"],
        "shared": [
            {"host": clip(host, 80), "councils": [_link(frame, one) for one in some]}
            for host, some in shared_sites(frame.edition.councils).items()
        ],
    }
    yield Page("places/index.html", "places.html", said("Places"), {**values, "script": "table.js"}, "places")
    for group in groups:
        yield _page(frame, group, paths)


def place_paths(groups: tuple[PlaceGroup, ...]) -> dict[str, str]:
    """Return the path of each place's page, by its name."""
    found: dict[str, str] = {}
    for group in groups:
        stem = slug(group.name.lower())[:60]
        path = f"places/{stem}.html"
        # Two names that differ only in signs that a file name cannot hold.
        found[group.name] = path if path not in found.values() else f"places/{stem}-{len(found)}.html"
    return found


def places_of(frame: Frame) -> dict[str, list[dict[str, str]]]:
    """Return the places that each council is part of, by GSS code, to link to."""
    groups = place_groups(frame.edition)
    paths = place_paths(groups)
    found: dict[str, list[dict[str, str]]] = {}
    for group in groups:
        for one in group.members:
            row = {"name": clip(group.name, 120), "path": paths[group.name]}
            found.setdefault(one.council.gss, []).append(row)
    return found


def _page(frame: Frame, group: PlaceGroup, paths: Mapping[str, str]) -> Page:
    journeys = [one for one in frame.edition.journeys if any(one.id in area.services for area in group.areas)]
    inner = {one.name for one in group.members}
    values = {
        "group": {"name": clip(group.name, 120), "kind": group.kind},
        "members": [
            {
                **_link(frame, one),
                "type": TYPE_WORDS[one.council.type][0],
                "stars": stars_view(one.overall.stars),
                "place": paths.get(one.name, "") if group.kind == "authority" else "",
            }
            for one in group.members
        ],
        "journeys": [
            {"title": one.title, "path": journey_path(one.id), "by": _run_by(group, one)} for one in journeys
        ],
        "areas": [_area_row(frame, area, journeys) for area in group.areas],
        "shared": [
            {"host": clip(host, 80), "names": listing([clip(one.name, 120) for one in some])}
            for host, some in shared_sites(frame.edition.councils).items()
            if any(one.name in inner for one in some)
        ],
        "script": "table.js",
    }
    return Page(paths[group.name], "place.html", clip(group.name, 120), values, "places")


def _run_by(group: PlaceGroup, journey: Journey) -> str:
    """Say who runs a service in the areas of *group*: the county, the district, or each council itself."""
    runs = {
        area.services[journey.id].survey.council_type for area in group.areas if journey.id in area.services
    }
    return listing(sorted({_RUN_BY.get(kind, _COUNCIL) for kind in runs}))


def _area_row(frame: Frame, area: Area, journeys: list[Journey]) -> dict[str, Any]:
    counted, mean = area.online, area.mean
    cells = []
    for journey in journeys:
        one = area.services.get(journey.id)
        path = frame.survey_path(one.survey.council, journey.id) if one else ""
        cells.append({"stars": one.score.stars if one else None, "path": path, "asked": one is not None})
    return {
        **_link(frame, area.council),
        "county": _link(frame, area.county) if area.county else None,
        "mean": "–" if mean.stars is None else f"{mean.stars:.2f}",
        "online": share(counted.online, counted.told) if counted.told else "–",
        "cells": cells,
    }


def _group_row(group: PlaceGroup, paths: Mapping[str, str]) -> dict[str, Any]:
    means = [area.mean.stars for area in group.areas if area.mean.stars is not None]
    return {
        "name": clip(group.name, 120),
        "kind": group.kind,
        "path": paths[group.name],
        "count": len(group.areas),
        "low": f"{min(means):.2f}" if means else "–",
        "high": f"{max(means):.2f}" if means else "–",
    }


def _link(frame: Frame, one: CouncilResult) -> dict[str, str]:
    return {"name": clip(one.name, 120), "path": frame.council_path(one.council.gss)}


def area_rows(frame: Frame) -> Iterator[dict[str, Any]]:
    """Return the rows of the open-data table `areas`."""
    for gss, area in areas(frame.edition).items():
        counted, mean = area.online, area.mean
        yield {
            "area": gss,
            "area_name": area.council.name,
            "county": area.county.council.gss if area.county else "",
            "combined_authority": area.council.council.extra.get("combined_authority") or "",
            "services": len(area.services),
            "starred": mean.count,
            "mean_stars": mean.stars,
            "online": counted.online,
            "told": counted.told,
        }
