"""The open data described for machines: a Frictionless Data Package (specs.frictionlessdata.io)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports.edition import Edition
from reports.present import slug

# What the columns of every table hold that is not text; a column means the same wherever it is.
_INTEGERS = frozenset(
    """clicks stars decided not_applicable could_not_test version pages status ms bytes place tied of
    starred parts accessibility accessibility_good accessibility_of mobile mobile_good mobile_of
    place_low place_high tie_group place_equal_weights place_unknown_no place_unknown_yes compared
    to_yes to_no new_rule untested yes no councils surveys three_or_more online told fits_phone
    fits_phone_of no_barrier no_barrier_of services checked right yes_checked yes_right no_checked no_right
    weight times""".split()
)
_NUMBERS = frozenset(
    """score score_low score_high coverage duration_s confidence mean mean_stars top_quartile before now
    change threshold percent percent_low percent_high""".split()
)
_TIMES = frozenset({"visited_at", "fetched_at", "ended"})
_KEYS: Mapping[str, tuple[str, ...]] = {
    "councils": ("council",),
    "surveys": ("council", "journey"),
    "answers": ("council", "journey", "question"),
    "standings": ("table", "council"),
    "movements": ("council", "journey"),
    "history": ("run", "council", "table"),
    "trends": ("run", "journey", "question"),
    "tallies": ("journey", "question", "council_type"),
    "platforms": ("platform",),
    "areas": ("area",),
    "reviews": ("council", "journey", "question"),
    "precision": ("question",),
    "questions": ("question",),
}
# Councils are named in these tables by the `council` column of `councils`.
_NAMED = frozenset(
    {"surveys", "answers", "findings", "pages", "requests", "standings", "movements", "reviews"}
)


def column_type(column: str) -> str:
    """Return the Frictionless type of a column."""
    if column in _INTEGERS:
        return "integer"
    if column in _NUMBERS:
        return "number"
    return "datetime" if column in _TIMES else "string"


def data_package(
    edition: Edition,
    folder: Path,
    dictionary: Mapping[str, Mapping[str, str]],
    about: Mapping[str, str],
) -> dict[str, Any]:
    """Return datapackage.json for the tables that lie in *folder*."""
    return {
        "profile": "tabular-data-package",
        "name": f"betterserved-{slug(edition.run.id.lower())}",
        "title": f"Better Served, run {edition.run.id}",
        "description": _description(edition),
        "created": edition.ended,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0; snippets of pages stay their owners'",
            }
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "description": about[name],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": (folder / f"{name}.csv").stat().st_size,
                "schema": _schema(name, columns),
            }
            for name, columns in dictionary.items()
            if (folder / f"{name}.csv").is_file()
        ],
    }


def _schema(name: str, columns: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": column, "type": column_type(column), "description": words}
            for column, words in columns.items()
        ],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = list(_KEYS[name])
    if name in _NAMED:
        schema["foreignKeys"] = [
            {"fields": "council", "reference": {"resource": "councils", "fields": "council"}}
        ]
    return schema


def _description(edition: Edition) -> str:
    if edition.simulated:
        return (
            "Simulated results, drawn by a program to test the reports. They say nothing about any council."
        )
    if edition.fictional:
        return "Results of a demonstration on fictional councils."
    return "Whether residents can get things done on the websites of UK councils, measured by machine."
