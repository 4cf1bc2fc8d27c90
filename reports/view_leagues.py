"""The league tables: by council type, overall, by journey, for accessibility and for mobile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.model import Cause
from reports.edition import CouncilResult, League
from reports.facets import Choices, choices
from reports.figures import Distribution, distribution, surveys_of
from reports.frame import Frame, Page, journey_path, league_path
from reports.movement import BETTER, UNKNOWN, WORSE, Movement
from reports.parts import distribution_bar, range_words
from reports.present import clip, day, number, plural, share, sign, stars_view
from reports.ranking import Place, in_order, result_in
from reports.resampling import ACCESSIBILITY, MOBILE, OVERALL
from reports.said import joined, said
from reports.scoring import percent
from reports.welsh_names import welsh_name
from reports.words import CHANNEL_WORDS, GATE_WORDS, TYPE_WORDS, cause_words


def league_pages(frame: Frame, league: League) -> Iterator[Page]:
    """Return the tables of one council type; each is complete and in order, whatever a script adds."""
    known = choices(league.councils)
    for table in tables_of(frame, league):
        yield _page(frame, league, table, known)


def tables_of(frame: Frame, league: League) -> dict[str, str]:
    """Return the tables of one council type and what they are called: overall, journeys, marks."""
    own = {
        journey.id: journey.title
        for journey in frame.edition.journeys
        if surveys_of(league.councils, journey.id)
    }
    return {OVERALL: said("Overall"), **own, ACCESSIBILITY: said("Accessibility"), MOBILE: said("Mobile")}


def place_words(council: CouncilResult) -> str:
    """Return a council's place: `3`, or `3=` where it is shared."""
    standing = council.standing
    if standing is None:
        return ""
    return f"{standing.place}=" if standing.tied > 1 else str(standing.place)


def interval_words(place: Place) -> str:
    """Return the places that a council could as well have: `7–21`, or one place."""
    return str(place.low) if place.low == place.high else f"{place.low}–{place.high}"


def why_not_ranked(council: CouncilResult) -> str:
    """Return why a council has no overall stars: the whole site's cause where there is one."""
    if council.opted_out:
        return said("Asked to be left out on {day}.", day=day(council.opted_out))
    if council.visit is None:
        return said("Not visited in this run.")
    if council.visit.cause:
        cause = cause_words(Cause(council.visit.cause))
        return said("Nothing could be tested: {cause}.", cause=cause)
    return council.overall.not_ranked


def moved_words(moved: Movement | None) -> str:
    """Return what a change amounts to: `+4.2 better`, or that it is within the noise."""
    if moved is None or moved.verdict == UNKNOWN:
        return "–"
    change = sign(moved.change or 0)
    clear = moved.verdict in (BETTER, WORSE)
    return joined(" ", [change, moved.verdict if clear else said("unclear")])


def distribution_view(one: Distribution) -> dict[str, Any]:
    """Return a distribution of stars with its bar."""
    with_stars = {
        stars: said("{count} with {stars}", count=count, stars=plural(stars, "star"))
        for stars, count in one.stars.items()
    }
    return {
        "counts": one.stars,
        "with_stars": with_stars,
        "none": one.none,
        "total": one.total,
        "bar": distribution_bar(one),
    }


def _page(frame: Frame, league: League, table: str, known: Choices) -> Page:
    one, many = TYPE_WORDS[league.type]
    names = tables_of(frame, league)
    places = frame.rankings.get(table, {})
    ranked = in_order(league.councils, places)
    asked = [one for one in league.councils if _asked(one, table) and not one.opted_out]
    rest = sorted(
        (one for one in asked if one.council.gss not in places),
        key=lambda one: one.name.casefold(),
    )
    unranked = {council.council.gss: _row(frame, council, table, None, names, known) for council in rest}
    by_welsh_name = sorted(rest, key=lambda one: (welsh_name(one.council) or one.name).casefold())
    path = league_path(league.type, table)
    values = {
        "many": many,
        "one": one,
        "table": table,
        "name": names[table],
        "count": plural(len(asked), "council"),
        "distribution": distribution_view(distribution(result_in(council, table)[0] for council in asked)),
        "journeys": [
            {"title": title, "path": league_path(league.type, key)}
            for key, title in names.items()
            if key not in (OVERALL, ACCESSIBILITY, MOBILE)
        ],
        "groups": _groups(frame, league, table, ranked, places, known),
        "unranked": list(unranked.values()),
        "opted_out": _opted_out(frame, league),
        "filters": known.filters,
        "tables": [
            {"name": name, "path": league_path(league.type, key), "here": key == table}
            for key, name in names.items()
        ],
        "types": [
            {
                "name": TYPE_WORDS[other.type][1],
                "path": league_path(other.type, table if table in tables_of(frame, other) else OVERALL),
                "here": other.type is league.type,
            }
            for other in frame.edition.leagues
        ],
        "compared": frame.previous is not None,
        "journey_page": journey_path(table) if table in {j.id for j in frame.edition.journeys} else "",
        "script": "table.js",
    }
    title = (
        said("{many}: league table", many=many)
        if table == OVERALL
        else said("{many}: {table}", many=many, table=names[table])
    )
    in_welsh = {"unranked": [unranked[one.council.gss] for one in by_welsh_name]}
    return Page(path, "league.html", title, values, league.type.value, in_welsh)


def _asked(council: CouncilResult, table: str) -> bool:
    if table in (OVERALL, ACCESSIBILITY, MOBILE):
        return True
    one = council.surveys.get(table)
    return one is not None and one.score.counts


def _opted_out(frame: Frame, league: League) -> list[dict[str, str]]:
    """Return the councils that asked to be left out, by name: in every table, since none has them."""
    some = sorted((one for one in league.councils if one.opted_out), key=lambda one: one.name.casefold())
    return [
        {"name": one.name, "path": frame.council_path(one.council.gss), "when": day(one.opted_out)}
        for one in some
    ]


def _groups(
    frame: Frame,
    league: League,
    table: str,
    ranked: Sequence[CouncilResult],
    places: Mapping[str, Place],
    known: Choices,
) -> list[list[dict[str, Any]]]:
    """Return the rows by tie group."""
    names = tables_of(frame, league)
    groups: dict[int, list[dict[str, Any]]] = {}
    for council in ranked:
        place = places[council.council.gss]
        groups.setdefault(place.group, []).append(_row(frame, council, table, place, names, known))
    return list(groups.values())


def _row(
    frame: Frame,
    council: CouncilResult,
    table: str,
    place: Place | None,
    names: Mapping[str, str],
    known: Choices,
) -> dict[str, Any]:
    gss = council.council.gss
    stars, score = result_in(council, table)
    row: dict[str, Any] = {
        "name": council.name,
        "path": frame.council_path(gss),
        "codes": known.codes[gss],
        "place": "" if place is None else f"{place.place}=" if place.tied > 1 else str(place.place),
        "interval": "" if place is None else interval_words(place),
        "group": "" if place is None else place.group,
        "stars": stars_view(stars),
        "score": number(score),
        "range": "",
    }
    if table == OVERALL:
        whole = council.overall
        row |= {
            "range": range_words(whole.low, whole.high),
            "cells": [_star_of(council, key) for key in names if key not in (OVERALL, ACCESSIBILITY, MOBILE)],
            "accessibility": council.accessibility.stars,
            "mobile": council.mobile.stars,
            "tested": f"{whole.starred}/{whole.parts}",
            "moved": moved_words(frame.movements.get(gss)),
            "gate": GATE_WORDS.get(whole.capped_by, ""),
            "why": why_not_ranked(council),
        }
    elif table in (ACCESSIBILITY, MOBILE):
        mark = council.accessibility if table == ACCESSIBILITY else council.mobile
        row |= {
            "tested": share(mark.good, mark.whole),
            "gate": joined(" ", mark.notes) if table == ACCESSIBILITY else "",
            "why": mark.why_not,
        }
    else:
        one = council.surveys[table]
        channel = one.survey.decision.channel
        row |= {
            "path": frame.survey_path(gss, table),
            "range": range_words(one.score.low, one.score.high),
            "channel": CHANNEL_WORDS[channel][0] if channel else said("Not known"),
            "tested": f"{number(percent(one.score.possible, one.score.possible + one.score.untested))} %",
            "moved": moved_words(frame.survey_movements.get((gss, table))),
            "gate": GATE_WORDS.get(one.score.capped_by, ""),
            "why": one.score.not_ranked,
            "platform": clip(one.survey.platform.replace("|", ", "), 60),
        }
    return row


def _star_of(council: CouncilResult, journey: str) -> tuple[int | None, bool]:
    """Return the stars of a journey and whether the council is asked about it at all."""
    one = council.surveys.get(journey)
    return (one.score.stars, True) if one and one.score.counts else (None, False)
