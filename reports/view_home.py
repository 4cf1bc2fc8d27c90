"""The home page: the state of the nation in one view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from checks.model import Cause
from reports.edition import CouncilResult, League
from reports.figures import distribution, online, surveys_of
from reports.frame import Frame, Page, journey_path, league_path
from reports.hexmap import county_map, hex_map
from reports.movement import BETTER, SAME, WORSE
from reports.present import plural, share, sign, stacked_bar
from reports.said import said
from reports.view_leagues import distribution_view
from reports.welsh_names import welsh_place
from reports.words import REGION_WORDS, TYPE_WORDS, cause_words

_FIRST = 5


def home_page(frame: Frame) -> Page:
    """Return the home page: each task, the maps, stars by type and region, what changed, find my council."""
    councils = frame.edition.councils
    values = {
        "councils": plural(sum(not one.opted_out for one in councils), "council"),
        "asked": plural(sum(len(one.asked) for one in councils), "survey"),
        "tasks": [
            _task(frame, journey.id, journey.title, journey.task) for journey in frame.edition.journeys
        ],
        "types": [_type_row(league) for league in frame.edition.leagues],
        "all": distribution_view(distribution(council.overall.stars for council in councils)),
        "maps": [
            (title, drawn)
            for title, drawn in (
                (said("District, borough and other single councils"), hex_map(councils)),
                (said("County councils, over the areas of their districts"), county_map(councils)),
            )
            if drawn
        ],
        "regions": _regions(councils),
        "changes": _changes(frame),
        "untested": _untested(councils),
        "find": _find(frame, _sort_name_of),
        "script": "find.js",
    }
    title = said("Can residents get things done on council websites?")
    return Page("index.html", "home.html", title, values, "home", {"find": _find(frame, _welsh_sort_name)})


def sort_name(name: str) -> str:
    """Return the name under which people look: Camden under C, Greenwich under G."""
    folded = name.casefold()
    for prefix in _PREFIXES:
        if folded.startswith(prefix):
            return folded[len(prefix) :]
    return folded


_PREFIXES = (
    "london borough of ",
    "royal borough of ",
    "city and county of ",
    "council of the ",
    "borough council of ",
    "borough of ",
    "city of ",
    "the ",
)


def _type_row(league: League) -> dict[str, Any]:
    return {
        "name": TYPE_WORDS[league.type][1],
        "path": league_path(league.type),
        **distribution_view(distribution(council.overall.stars for council in league.councils)),
    }


def _regions(councils: Sequence[CouncilResult]) -> list[dict[str, Any]]:
    """Return the stars by nation and region: what the maps show, in words and numbers."""
    regions: dict[str, list[CouncilResult]] = {}
    for one in councils:
        regions.setdefault(one.council.region, []).append(one)
    return [
        {
            "name": REGION_WORDS.get(name, name),
            "path": "",
            **distribution_view(distribution(one.overall.stars for one in some)),
        }
        for name, some in sorted(regions.items())
    ]


def _task(frame: Frame, journey: str, title: str, task: str) -> dict[str, Any]:
    counted = online(surveys_of(frame.edition.councils, journey))
    words = said(
        "online without an account {online}, another way {other}, could not be told {untold}",
        online=counted.online,
        other=counted.told - counted.online,
        untold=counted.untold,
    )
    bar = [("yes", counted.online), ("other", counted.told - counted.online), ("none", counted.untold)]
    return {
        "title": title,
        "task": task,
        "path": journey_path(journey),
        "online": counted.online,
        "told": counted.told,
        "of": share(counted.online, counted.told),
        "untold": plural(counted.untold, "council") if counted.untold else "",
        "bar": stacked_bar(bar, words),
    }


def _changes(frame: Frame) -> dict[str, Any] | None:
    if frame.previous is None:
        return None
    verdicts = Counter(one.verdict for one in frame.movements.values())
    names = {one.council.gss: one.name for one in frame.edition.councils}
    better = sorted(
        (
            (one.change or 0, names[gss], gss)
            for gss, one in frame.movements.items()
            if one.verdict == BETTER and gss in names
        ),
        key=lambda row: (-row[0], row[1]),
    )
    return {
        "better": plural(verdicts[BETTER], "council"),
        "worse": verdicts[WORSE],
        "same": verdicts[SAME],
        "first": [
            {"name": name, "path": frame.council_path(gss), "change": sign(change)}
            for change, name, gss in better[:_FIRST]
        ],
    }


def _untested(councils: Sequence[CouncilResult]) -> list[dict[str, Any]]:
    causes = Counter(one.visit.cause for one in councils if one.visit and one.visit.cause)
    rows = [{"words": cause_words(Cause(cause)), "count": count} for cause, count in causes.most_common()]
    rest = {
        said("not visited in this run"): sum(one.visit is None and not one.opted_out for one in councils),
        said("asked to be left out"): sum(bool(one.opted_out) for one in councils),
    }
    return rows + [{"words": words, "count": count} for words, count in rest.items() if count]


def _sort_name_of(one: CouncilResult) -> str:
    return sort_name(one.name)


def _welsh_sort_name(one: CouncilResult) -> str:
    return welsh_place(one.council).casefold() or sort_name(one.name)


def _find(frame: Frame, name_of: Callable[[CouncilResult], str]) -> list[dict[str, Any]]:
    """Return every council by the first letter under which people look for it."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(frame.edition.councils, key=name_of):
        stars = one.overall.stars
        groups.setdefault(name_of(one)[:1].upper() or "?", []).append(
            {
                "name": one.name,
                "path": frame.council_path(one.council.gss),
                "stars": plural(stars, "star") if stars else "",
            }
        )
    return [{"letter": letter, "councils": some} for letter, some in groups.items()]
