"""What a council cannot help: population, rurality, deprivation, neighbours. Beside a score, never in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports.said import said

_HERE = Path(__file__).parent
# Upper ends of the population bands, each with its name; the last is open.
BANDS = (
    (75_000, said("under 75,000")),
    (125_000, said("75,000 to 125,000")),
    (200_000, said("125,000 to 200,000")),
    (350_000, said("200,000 to 350,000")),
    (0, said("350,000 or more")),
)
QUINTILES = {
    1: said("most deprived fifth"),
    2: said("second most deprived fifth"),
    3: said("middle fifth"),
    4: said("second least deprived fifth"),
    5: said("least deprived fifth"),
}


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about a council's area (sources in DATA.md). `density` is people per square kilometre.

    `deprivation` is the fifth of the UK-wide score that the area falls in, 1 the most deprived. `neighbours`
    are the GSS codes of the ten councils of its type that are most alike, the nearest first.
    """

    population: int
    density: float
    rurality: str
    deprivation: int
    neighbours: tuple[str, ...]

    @property
    def band(self) -> str:
        """The population band."""
        return next(name for end, name in BANDS if self.population < end or not end)


@cache
def contexts() -> Mapping[str, Context]:
    """Return what is known of each council's area, by GSS code; invented councils are not in it."""
    with (_HERE / "context.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["gss"]: Context(
                population=int(row["population"]),
                density=float(row["density"]),
                rurality=row["rurality"],
                deprivation=int(row["deprivation_quintile"]),
                neighbours=tuple(row["neighbours"].split("|")),
            )
            for row in csv.DictReader(file)
        }


@cache
def hexes() -> Mapping[str, tuple[int, int]]:
    """Return column and row of each lower-tier area's hexagon; odd rows lie half a hexagon to the right."""
    raw = json.loads((_HERE / "hexmap.json").read_text("utf-8"))
    return {gss: (at[0], at[1]) for gss, at in raw["hexes"].items()}
