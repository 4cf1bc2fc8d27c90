"""Places within a council type, with how sure they are: intervals, tie groups, sensitivity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.cache import NOTHING_KEPT, Cache
from reports.cache import key_of as key_of_all
from reports.edition import CouncilResult, Edition, League
from reports.error_rates import ErrorRates, load_rates
from reports.parallel import spread
from reports.resampling import ACCESSIBILITY, MOBILE, OVERALL, Resampled, resample_council, sort_key
from reports.statistics import DRAWS, chances, places, tie_groups


@dataclass(frozen=True, slots=True)
class Place:
    """A council's place in one table of its type, 1 the best of `of`; `tied` share it, this one included.

    `low` to `high` holds 95 per cent of the draws and the place itself; `group` is its tie group, 1 the best;
    `top` the chance, 0-1, of being in the best quarter. `ways` are its places under equal weights, under the
    methodology, with every unknown No and with every unknown Yes.
    """

    place: int
    tied: int
    of: int
    low: int
    high: int
    group: int
    top: float
    ways: tuple[int, int, int, int]


# What an earlier build kept of the places within a type.
PLACES = "places"
# By table (`overall`, a journey's id, `accessibility`, `mobile`) and by GSS code.
Rankings = Mapping[str, Mapping[str, Place]]


def rankings(
    edition: Edition, rates: ErrorRates | None = None, *, draws: int = DRAWS, cache: Cache = NOTHING_KEPT
) -> Rankings:
    """Return the places of every council of *edition* in every table in which it has stars."""
    known = rates or load_rates()
    tables = [OVERALL, ACCESSIBILITY, MOBILE, *(journey.id for journey in edition.journeys)]
    keys = {league.type: _league_key(edition, league, tables, known, draws) for league in edition.leagues}
    kept = {
        kind: placed
        for kind, key in keys.items()
        if key and isinstance(placed := cache.get(PLACES, kind.value, key), dict)
    }
    # Who stands in a table in which nothing has moved need not be drawn again.
    councils = [one for league in edition.leagues if league.type not in kept for one in league.councils]

    def redraw(at: int) -> Resampled:
        return resample_council(councils[at], edition.methodology, known, draws=draws, cache=cache)

    with spread(redraw, len(councils)) as results:
        drawn = {one.council.gss: result for one, result in zip(councils, results, strict=True)}
    found: dict[str, dict[str, Place]] = {table: {} for table in tables}
    for league in edition.leagues:
        placed = kept.get(league.type)
        if placed is None:
            placed = {table: rank(table, league.councils, drawn) for table in tables}
            if keys[league.type]:
                cache.put(PLACES, league.type.value, keys[league.type], placed)
        for table in tables:
            found[table] |= placed[table]
    return found


def _league_key(
    edition: Edition, league: League, tables: Sequence[str], rates: ErrorRates, draws: int
) -> str:
    """Return what stands for all that the places of *league* rest on; nothing where nothing is kept."""
    councils = [edition.keys.get(one.council.gss, "") for one in league.councils]
    if not all(councils):
        return ""
    return key_of_all(edition.methodology, sorted(rates.checked.items()), tables, draws, councils)


def rank(table: str, councils: Iterable[CouncilResult], drawn: Mapping[str, Resampled]) -> dict[str, Place]:
    """Return the places of councils of one type in one table."""
    ranked = [(one, key) for one in councils if (key := key_of(one, table)) is not None]
    # Best first; the names only make the order of ties the same every time.
    ranked.sort(key=lambda pair: (-pair[1], pair[0].name.casefold()))
    keys = [key for _, key in ranked]
    known = [drawn[one.council.gss] for one, _ in ranked]
    draws = [one.draws[table] for one in known]
    at, chance, groups = places(keys), chances(draws), tie_groups(draws)
    ways = zip(*map(places, zip(*(one.ways[table].all() for one in known), strict=True)), strict=True)
    return {
        one.council.gss: Place(
            place=at[index],
            tied=keys.count(keys[index]),
            of=len(keys),
            low=min(chance[index].low, at[index]),
            high=max(chance[index].high, at[index]),
            group=groups[index],
            top=chance[index].top,
            ways=way,
        )
        for index, ((one, _), way) in enumerate(zip(ranked, ways, strict=True))
    }


def key_of(council: CouncilResult, table: str) -> int | None:
    """Return the number by which *council* stands in *table*, or None where it is not ranked there."""
    stars, score = result_in(council, table)
    return None if stars is None else sort_key(stars, score or 0)


def result_in(council: CouncilResult, table: str) -> tuple[int | None, float | None]:
    """Return the stars and the score of *council* in *table*."""
    if table == OVERALL:
        return council.overall.stars, council.overall.score
    if table in (ACCESSIBILITY, MOBILE):
        mark = council.accessibility if table == ACCESSIBILITY else council.mobile
        return mark.stars, mark.share
    one = council.surveys.get(table)
    return (one.score.stars, one.score.score) if one and one.score.counts else (None, None)


def in_order(councils: Sequence[CouncilResult], places: Mapping[str, Place]) -> list[CouncilResult]:
    """Return the ranked councils, best first, equals by name."""
    ranked = [one for one in councils if one.council.gss in places]
    return sorted(ranked, key=lambda one: (places[one.council.gss].place, one.name.casefold()))
