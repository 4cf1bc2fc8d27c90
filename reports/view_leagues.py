"""The home page and the league tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from checks.model import Cause, Outcome
from reports.edition import CouncilResult, League
from reports.figures import distribution, online, surveys_of
from reports.frame import Frame, Page, journey_path, league_path
from reports.parts import distribution_bar, overall_words, says_something
from reports.present import plural, share, stacked_bar, stars_view
from reports.words import TYPE_WORDS, cause_words


def home_page(frame: Frame) -> Page:
    """Return the home page: how many councils let you do each task, stars by type, find my council."""
    councils = frame.edition.councils
    values = {
        "councils": plural(len(councils), "council"),
        "asked": plural(sum(len(one.asked) for one in councils), "survey"),
        "tasks": [
            _task(frame, journey.id, journey.title, journey.task) for journey in frame.edition.journeys
        ],
        "types": [_type_row(league) for league in frame.edition.leagues],
        "all": _distribution(councils),
        "untested": _untested(councils),
        "find": _find(frame),
    }
    return Page(
        "index.html", "home.html", "Can residents get things done on council websites?", values, "home"
    )


def league_page(frame: Frame, league: League) -> Page:
    """Return one council type's league table: ranked councils, then the others by name with the reason."""
    one, many = TYPE_WORDS[league.type]
    journeys = [journey for journey in frame.edition.journeys if surveys_of(league.councils, journey.id)]
    values = {
        "many": many,
        "one": one,
        "count": plural(len(league.councils), "council"),
        "distribution": _distribution(league.councils),
        "journeys": [{"title": journey.title, "path": journey_path(journey.id)} for journey in journeys],
        "ranked": [_league_row(frame, council, [j.id for j in journeys]) for council in league.ranked],
        "unranked": [_league_row(frame, council, [j.id for j in journeys]) for council in league.unranked],
        "compared": frame.changes is not None,
    }
    return Page(league_path(league.type), "league.html", f"{many}: league table", values, league.type.value)


def place_words(council: CouncilResult) -> str:
    """Return a council's place: `3`, or `3=` where it is shared."""
    standing = council.standing
    if standing is None:
        return ""
    return f"{standing.place}=" if standing.tied > 1 else str(standing.place)


def change_words(frame: Frame, gss: str) -> str:
    """Return how many answers went to Yes and to No since the earlier run, over the same questions."""
    moved = Counter(
        change.after
        for (council, _), some in frame.changed.items()
        if council == gss
        for change in some
        if says_something(change)
    )
    better, worse = moved[Outcome.YES.value], moved[Outcome.NO.value]
    return ", ".join([f"{better} to Yes"] * bool(better) + [f"{worse} to No"] * bool(worse)) or "–"


def _league_row(frame: Frame, council: CouncilResult, journeys: Sequence[str]) -> dict[str, Any]:
    surveys = [council.surveys.get(journey) for journey in journeys]
    return {
        "name": council.name,
        "path": frame.council_path(council.council.gss),
        "place": place_words(council),
        "stars": stars_view(council.overall.stars),
        "overall": overall_words(council.overall),
        "journeys": [
            ("", "not asked") if one is None or not one.score.counts else _cell(one.score.stars)
            for one in surveys
        ],
        "accessibility": _cell(council.accessibility.stars),
        "mobile": _cell(council.mobile.stars),
        "changed": change_words(frame, council.council.gss) if frame.changes else "",
        "why": why_not_ranked(council),
    }


def why_not_ranked(council: CouncilResult) -> str:
    """Return why a council has no overall stars: the whole site's cause where there is one."""
    if council.visit is None:
        return "Not visited in this run."
    if council.visit.cause:
        cause = cause_words(Cause(council.visit.cause))
        return f"Nothing could be tested: {cause}."
    return council.overall.not_ranked


def _cell(stars: int | None) -> tuple[str, str]:
    return ("", "no stars") if stars is None else (str(stars), stars_view(stars).words)


def _distribution(councils: Sequence[CouncilResult]) -> dict[str, Any]:
    one = distribution(council.overall.stars for council in councils)
    return {"counts": one.stars, "none": one.none, "total": one.total, "bar": distribution_bar(one)}


def _type_row(league: League) -> dict[str, Any]:
    return {
        "name": TYPE_WORDS[league.type][1],
        "path": league_path(league.type),
        **_distribution(league.councils),
    }


def _task(frame: Frame, journey: str, title: str, task: str) -> dict[str, Any]:
    counted = online(surveys_of(frame.edition.councils, journey))
    words = f"online without an account {counted.online}, another way {counted.told - counted.online}"
    bar = [("yes", counted.online), ("other", counted.told - counted.online), ("none", counted.untold)]
    return {
        "title": title,
        "task": task,
        "path": journey_path(journey),
        "online": counted.online,
        "told": counted.told,
        "of": share(counted.online, counted.told),
        "untold": plural(counted.untold, "council") if counted.untold else "",
        "bar": stacked_bar(bar, f"{words}, could not be told {counted.untold}"),
    }


def _untested(councils: Sequence[CouncilResult]) -> list[dict[str, Any]]:
    causes = Counter(one.visit.cause for one in councils if one.visit and one.visit.cause)
    rows = [{"words": cause_words(Cause(cause)), "count": count} for cause, count in causes.most_common()]
    missing = sum(one.visit is None for one in councils)
    return [*rows, {"words": "not visited in this run", "count": missing}] if missing else rows


def _find(frame: Frame) -> list[dict[str, Any]]:
    """Return every council by the first letter of its name, with what distinguishes it from its type."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(frame.edition.councils, key=lambda one: _sort_name(one.name)):
        groups.setdefault(_sort_name(one.name)[:1].upper() or "?", []).append(
            {
                "name": one.name,
                "path": frame.council_path(one.council.gss),
                "stars": stars_view(one.overall.stars),
            }
        )
    return [{"letter": letter, "councils": some} for letter, some in groups.items()]


# People look for Camden under C, and for Greenwich under G.
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


def _sort_name(name: str) -> str:
    folded = name.casefold()
    for prefix in _PREFIXES:
        if folded.startswith(prefix):
            return folded[len(prefix) :]
    return folded
