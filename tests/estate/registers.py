"""The files that the tool is given: councils.csv, and GOV.UK's links with the errors that it has in life."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from .model import Council, Survey
from .site import Site
from .world import World

COUNCILS = ("gss", "name", "type", "nation", "region", "homepage", "parent_gss")
LINKS = ("Authority Name", "GSS", "Description", "LGSL", "LGIL", "URL", "Title", "Supported by GOV.UK")


def councils(world: World, keep: Callable[[Council], bool]) -> list[dict[str, str]]:
    """Rows of councils.csv. A parent that is not kept leaves the field empty."""
    found = world.bank.councils
    return [
        {
            "gss": one.gss,
            "name": one.name,
            "type": one.type,
            "nation": one.nation,
            "region": one.region,
            "homepage": one.home,
            "parent_gss": found[one.parent].gss if one.parent and keep(found[one.parent]) else "",
        }
        for one in found.values()
        if keep(one)
    ]


def _link(world: World, site: Site, survey: Survey) -> str:
    """The address that GOV.UK holds, right or wrong as the table says."""
    page = site.pages.get(f"survey:{survey.journey}")
    if survey.govuk == "dead":
        return site.absolute(f"/old/{survey.journey.split('-')[1]}.asp?id=114")
    if survey.govuk == "other":
        others = [
            other
            for other in world.sites.values()
            if other is not site and survey.journey in other.council.surveys
        ]
        return others[0].absolute(others[0].url(f"survey:{survey.journey}")) if others else site.council.home
    if survey.govuk == "section" and page:
        return site.absolute(site.pages[page.parent].path)
    return site.absolute(page.path) if page else site.council.home


def links(world: World, keep: Callable[[Council], bool]) -> list[dict[str, str]]:
    """Rows of the links file, in GOV.UK's columns."""
    rows = []
    for council in world.bank.councils.values():
        site = world.by_slug[council.slug]
        for survey in council.surveys.values() if keep(council) else ():
            if survey.govuk == "none":
                continue
            journey = world.bank.journeys[survey.journey]
            values = (council.name, council.gss, f"{journey['service']}: {council.short}")
            codes = (str(journey["lgsl"]), str(journey["lgil"]))
            rows.append(
                dict(
                    zip(
                        LINKS,
                        (*values, *codes, _link(world, site, survey), survey.title, "true"),
                        strict=True,
                    )
                )
            )
    return rows


def write(path: Path, fields: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Write rows as CSV with a header, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(rows)
