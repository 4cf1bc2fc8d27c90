"""One run, read and scored: everything the site and the terminal show, before it has words or shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from checks.model import CouncilType, Journey
from checks.registry import packs
from reports.cache import NOTHING_KEPT, Cache
from reports.council_reader import AXE_LEVELS, CouncilReader, finding_of
from reports.decisions import NOTHING, Decided, together
from reports.methodology import Methodology
from reports.overall import league_order, standings
from reports.results import CouncilResult, SurveyResult, worded
from reports.reviews import Review
from store import RunFolder
from store.opt_outs import marked, opted_out

__all__ = ["AXE_LEVELS", "CouncilResult", "Edition", "League", "SurveyResult", "finding_of", "load_edition"]


@dataclass(frozen=True, slots=True)
class League:
    """The councils of one type: ranked, best first, and not ranked, by name."""

    type: CouncilType
    ranked: tuple[CouncilResult, ...]
    unranked: tuple[CouncilResult, ...]

    @property
    def councils(self) -> tuple[CouncilResult, ...]:
        """All of them, in the order of the table."""
        return self.ranked + self.unranked


@dataclass(frozen=True, slots=True)
class Edition:
    """A scored run. `leagues` holds the council types that the run has, in the order of the vocabulary.

    `keys` holds by GSS code what stands for all that was read of a council; `brief` are the councils of which
    was read only what they are worth.
    """

    run: RunFolder
    manifest: Mapping[str, Any]
    methodology: Methodology
    journeys: tuple[Journey, ...]
    leagues: tuple[League, ...]
    warnings: tuple[str, ...]
    decided: Decided = NOTHING
    keys: Mapping[str, str] = field(default_factory=dict)
    reader: CouncilReader | None = None
    brief: frozenset[str] = frozenset()

    @property
    def councils(self) -> tuple[CouncilResult, ...]:
        """Every council of the run."""
        return tuple(one for league in self.leagues for one in league.councils)

    def whole(self, council: CouncilResult) -> CouncilResult:
        """Return *council* with all that its answers rest on, read anew where that is not at hand."""
        if council.council.gss not in self.brief or council.opted_out or self.reader is None:
            return council
        read = self.reader.whole(council.council).result
        return replace(read, standing=council.standing)

    @property
    def started(self) -> str:
        """When the run began: by its manifest, else by its first visit; empty if nobody knows."""
        visits = [one.visit.started for one in self.councils if one.visit]
        return str(self.manifest.get("started") or min(visits, default=""))

    @property
    def ended(self) -> str:
        """When the run ended."""
        visits = [one.visit.ended for one in self.councils if one.visit]
        return str(self.manifest.get("ended") or max(visits, default=""))

    @property
    def fictional(self) -> bool:
        """Whether the councils of this run are invented; every page must then say so."""
        return bool((self.manifest.get("options") or {}).get("fictional"))

    @property
    def simulated(self) -> bool:
        """Whether the results were drawn by a program; every page must then say that they are nobody's."""
        return bool((self.manifest.get("options") or {}).get("simulated"))


def load_edition(
    run: RunFolder,
    methodology: Methodology,
    *,
    brief: bool = False,
    reviews: Sequence[Review] = (),
    opt_outs: Mapping[str, str] | None = None,
    cache: Cache = NOTHING_KEPT,
    reader: CouncilReader | None = None,
) -> Edition:
    """Read *run* and score it under *methodology*. Raises `StoreError` where it has not been judged yet.

    *reviews* are people's decisions, applied where they hold. *brief* leaves out what answers rest on
    (address, detail, spots), which an earlier run is not asked for; it is also missing of councils that
    *cache* holds from an earlier build (`Edition.whole` reads it). Of councils that opted out, by *opt_outs*
    (GSS code: day) or by the run's own list, nothing but the name is kept. *reader* is one of the same
    run, rules and reviews that is there already.
    """
    warnings: list[str] = []
    manifest = run.manifest()
    if manifest is None:
        warnings.append(f"run {run.id} has no run.json: it was not finished")
    journeys = {pack.journey.id: worded(pack.journey) for pack in packs()}
    reader = reader or CouncilReader(run, methodology, reviews=reviews, cache=cache)
    known = [
        reader.left_out(council) if opted_out(council) else reader.read(council, brief=brief)
        for council in marked(run.councils(), opt_outs or {})
    ]
    present = {journey for one in known for journey in one.journeys}
    strange = sorted(present - set(journeys))
    if strange:
        warnings.append(f"run {run.id} has surveys of journeys not installed here: {', '.join(strange)}")
    by_type: dict[CouncilType, list[CouncilResult]] = defaultdict(list)
    for one in known:
        by_type[one.result.council.type].append(one.result)
    return Edition(
        run=run,
        manifest=manifest or {},
        methodology=methodology,
        journeys=tuple(one for one in journeys.values() if one.id in present),
        leagues=tuple(_league(kind, by_type[kind]) for kind in CouncilType if kind in by_type),
        warnings=tuple(warnings),
        decided=together((one.decided for one in known), reviews),
        keys={one.result.council.gss: one.key for one in known},
        reader=reader,
        brief=frozenset(one.result.council.gss for one in known if one.brief),
    )


def _league(kind: CouncilType, councils: Sequence[CouncilResult]) -> League:
    places = standings(councils)
    ranked, unranked = league_order(councils)
    return League(
        kind,
        tuple(replace(councils[at], standing=places[at]) for at in ranked),
        tuple(councils[at] for at in unranked),
    )
