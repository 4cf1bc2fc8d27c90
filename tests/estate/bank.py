"""Reads the estate's data folder into tables; every wording is chosen here, once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .model import Council, Survey, pick, vary

DATA = Path(__file__).parent / "data"
_OWN = {"name", "short", "gss", "type", "nation", "region", "parent", "family", "surveys", "traps", "seasons"}
_OWN |= {"host"}
_SURVEY = {
    "applies",
    "way",
    "title",
    "nav",
    "lead",
    "start",
    "section",
    "link",
    "part",
    "facts",
    "govuk",
    "vague",
}


@dataclass(frozen=True)
class Bank:
    """All tables of one season: councils by slug, journeys by id, and the shared wording."""

    councils: Mapping[str, Council]
    journeys: Mapping[str, Mapping[str, Any]]
    sections: tuple[Mapping[str, Any], ...]
    topics: tuple[Mapping[str, Any], ...]
    ways: Mapping[str, Any]
    suppliers: Mapping[str, Mapping[str, Any]]
    national: Mapping[str, Mapping[str, Any]]
    hosts: Mapping[str, Mapping[str, Any]]
    snares: Mapping[str, Mapping[str, Any]]
    defects: Mapping[str, Mapping[str, Any]]
    house: tuple[tuple[str, ...], ...]
    utility: Mapping[str, Any]


def _read(path: Path) -> dict[str, Any]:
    return _parse(path.read_text(encoding="utf-8"), path.name)


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: {error}") from error


def _merge(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `over` laid on it, tables merged key by key."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged


def _survey(slug: str, kind: str, journey: Mapping[str, Any], row: Mapping[str, Any]) -> Survey:
    def word(name: str, source: str) -> str:
        given = row.get(name) or pick(journey[source], slug, journey["id"], name)
        return vary(str(given), slug, journey["id"], name)

    title = word("title", "titles")
    return Survey(
        council=slug,
        journey=journey["id"],
        applies=row.get("applies") or journey.get("runs", {}).get(kind, "yes"),
        way=row["way"],
        title=title,
        nav=row.get("nav", title),
        lead=word("lead", "leads"),
        start=word("start", "starts"),
        section=row.get("section", journey["section"]),
        link=row.get("link", "button"),
        part=row.get("part", 0),
        facts=tuple(row.get("facts", ())),
        govuk=row.get("govuk", "none" if row["way"] == "absent" else "task"),
        vague=row.get("vague", False),
        options={key: value for key, value in row.items() if key not in _SURVEY},
    )


def council_of(slug: str, text: str, journeys: Mapping[str, Mapping[str, Any]], season: int = 1) -> Council:
    """The council of that slug from the text of its table. Raises `ValueError` where the table is wrong."""
    row = _parse(text, slug)
    for past in range(2, season + 1):
        row = _merge(row, row.get("seasons", {}).get(str(past), {}))
    try:
        surveys = {
            journey: _survey(slug, row["type"], journeys[journey], table)
            for journey, table in row.get("surveys", {}).items()
        }
        return Council(
            slug=slug,
            host=row.get("host", f"www.{slug}.example"),
            parent=row.get("parent", ""),
            surveys=surveys,
            traps=tuple(row.get("traps", ())),
            settings={key: value for key, value in row.items() if key not in _OWN},
            **{key: row[key] for key in ("name", "short", "gss", "type", "nation", "region", "family")},
        )
    except KeyError as error:
        raise ValueError(f"{slug}: no {error} in the table, or no such journey") from error


def shared(councils: Mapping[str, Council]) -> dict[str, Council]:
    """`councils`, those that share a website with the surveys and the host of its owner."""
    found = dict(councils)
    for slug, council in councils.items():
        owner = councils.get(council.get("shares", ""))
        if owner:  # one website for two councils: whatever is there is there for both
            found[slug] = replace(council, surveys=owner.surveys, host=owner.host)
    return found


@lru_cache(maxsize=8)
def load(season: int = 1, councils: tuple[str, ...] | None = None) -> Bank:
    """The bank of one season (1-3), of all councils or only of those named by slug (parents are not added)."""
    journeys = {}
    for path in sorted((DATA / "journeys").glob("*.toml")):
        journeys[path.stem] = {"id": path.stem, **_read(path)}
    found = {path.stem: path for path in sorted((DATA / "councils").glob("*.toml"))}
    unknown = set(councils or ()) - set(found)
    if unknown:
        raise ValueError(
            f"no such council in the estate: {', '.join(sorted(unknown))}; there are {', '.join(found)}"
        )
    chosen = {
        slug: council_of(slug, path.read_text(encoding="utf-8"), journeys, season)
        for slug, path in found.items()
        if not councils or slug in councils
    }
    return Bank(
        councils=shared(chosen),
        journeys=journeys,
        sections=tuple(_read(DATA / "sections.toml")["sections"]),
        topics=tuple(_read(DATA / "topics.toml")["topics"]),
        ways=_read(DATA / "ways.toml"),
        suppliers=_read(DATA / "suppliers.toml"),
        national=_read(DATA / "national.toml"),
        hosts=_read(DATA / "hosts.toml"),
        snares=_read(DATA / "snares.toml"),
        defects=_read(DATA / "defects.toml"),
        house=tuple(tuple(one) for one in _read(DATA / "house.toml")["styles"]),
        utility=_read(DATA / "utility.toml"),
    )
