"""Open data that a run does not hold by itself: places, changes, history, counts, platforms, areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.derived_people import OF_PEOPLE
from reports.derived_requests import OF_REQUESTS
from reports.derived_table import COUNCIL, INTERVAL, Derived, share_of
from reports.figures import surveys_of, tallies
from reports.frame import Frame
from reports.movement import Movement
from reports.platforms import platforms
from reports.ranking import result_in
from reports.view_places import area_rows


def _standings(frame: Frame) -> Iterator[dict[str, Any]]:
    for table, places in frame.rankings.items():
        for council in frame.edition.councils:
            place = places.get(council.council.gss)
            if place is None:
                continue
            stars, score = result_in(council, table)
            equal, _, unknown_no, unknown_yes = place.ways
            yield {
                "table": table,
                "council": council.council.gss,
                "council_name": council.name,
                "council_type": council.council.type.value,
                "stars": stars,
                "score": score,
                "place": place.place,
                "tied": place.tied,
                "of": place.of,
                "place_low": place.low,
                "place_high": place.high,
                "tie_group": place.group,
                "top_quartile": round(place.top, 3),
                "place_equal_weights": equal,
                "place_unknown_no": unknown_no,
                "place_unknown_yes": unknown_yes,
            }


def _movements(frame: Frame) -> Iterator[dict[str, Any]]:
    for gss, moved in frame.movements.items():
        yield _movement(gss, "", moved)
    for (gss, journey), moved in frame.survey_movements.items():
        yield _movement(gss, journey, moved)


def _movement(gss: str, journey: str, moved: Movement) -> dict[str, Any]:
    return {
        "council": gss,
        "journey": journey,
        "compared": moved.compared,
        "before": moved.before,
        "now": moved.now,
        "change": moved.change,
        "threshold": moved.threshold,
        "verdict": moved.verdict,
        "to_yes": moved.to_yes,
        "to_no": moved.to_no,
        "new_rule": moved.new_rule,
        "untested": moved.untested,
    }


def _history(frame: Frame) -> Iterator[dict[str, Any]]:
    for past in frame.past:
        for gss, one in past.councils.items():
            results = {"overall": one.overall, "accessibility": one.accessibility, "mobile": one.mobile}
            for table, (stars, score) in {**results, **one.journeys}.items():
                yield {
                    "run": past.id,
                    "ended": past.ended,
                    "council": gss,
                    "table": table,
                    "stars": stars,
                    "score": score,
                    "score_low": one.low if table == "overall" else None,
                    "score_high": one.high if table == "overall" else None,
                    "place": one.place if table == "overall" else None,
                    "of": one.of if table == "overall" else None,
                }


def _trends(frame: Frame) -> Iterator[dict[str, Any]]:
    for past in frame.past:
        for journey, questions in past.tallies.items():
            for question, (tally, version) in questions.items():
                yield {
                    "run": past.id,
                    "ended": past.ended,
                    "journey": journey,
                    "question": question,
                    "version": version,
                    "yes": tally.yes,
                    "decided": tally.decided,
                    **share_of(tally.yes, tally.decided),
                }


def _questions(frame: Frame) -> Iterator[dict[str, Any]]:
    for question in frame.questions.values():
        yield {
            "question": question.id,
            "version": question.version,
            "weight": frame.methodology.weight_of(question.id) or None,
            "words": question.words,
        }


def _tallies(frame: Frame) -> Iterator[dict[str, Any]]:
    for journey in frame.edition.journeys:
        groups = [("", frame.edition.councils)]
        groups += [(league.type.value, league.councils) for league in frame.edition.leagues]
        for kind, councils in groups:
            for question, one in tallies(surveys_of(councils, journey.id)).items():
                yield {
                    "journey": journey.id,
                    "question": question,
                    "council_type": kind,
                    "yes": one.yes,
                    "no": one.no,
                    "not_applicable": one.not_applicable,
                    "could_not_test": one.could_not_test,
                    **share_of(one.yes, one.decided),
                }


def _platforms(frame: Frame) -> Iterator[dict[str, Any]]:
    for one in platforms(frame.edition.councils):
        yield {
            "platform": one.name,
            "councils": len(one.councils),
            "surveys": len(one.surveys),
            "mean_stars": one.mean.stars,
            "starred": one.mean.count,
            "three_or_more": one.good,
            "online": one.online.online,
            "told": one.online.told,
            "fits_phone": one.phone.yes,
            "fits_phone_of": one.phone.decided,
            "no_barrier": one.barriers.yes,
            "no_barrier_of": one.barriers.decided,
        }


DERIVED: Mapping[str, Derived] = {
    "standings": Derived(
        "One row per council and table in which it has stars: its place and how sure that is.",
        {
            "table": "overall, accessibility, mobile, or the id of a journey.",
            "council": COUNCIL,
            "council_name": "Name of the council.",
            "council_type": "Type of the council: its peer group.",
            "stars": "Stars in this table.",
            "score": "Score in this table, 0 to 100.",
            "place": "Place among the councils of the type that have stars in this table.",
            "tied": "How many share the place, this one included.",
            "of": "How many councils of the type have stars in this table.",
            "place_low": "Best place of the middle 95 % of a thousand draws.",
            "place_high": "Worst place of the middle 95 % of a thousand draws.",
            "tie_group": "Group of councils whose first is not surely better than the others; 1 is the best.",
            "top_quartile": "Share of the draws, 0 to 1, in which the council is in the best quarter.",
            "place_equal_weights": "Place if every question and journey weighed the same.",
            "place_unknown_no": "Place if everything untested were No.",
            "place_unknown_yes": "Place if everything untested were Yes.",
        },
        _standings,
    ),
    "movements": Derived(
        "One row per council, and per council and journey, compared with the run before.",
        {
            "council": COUNCIL,
            "journey": "Id of the journey; empty for all journeys together.",
            "compared": "Scored questions decided in both runs at the same version.",
            "before": "Score over those questions in the run before, 0 to 100.",
            "now": "Score over those questions now.",
            "change": "Points gained.",
            "threshold": "Difference that two looks at an unchanged site could make (95 %).",
            "verdict": "better, worse, no clear change, or not comparable.",
            "to_yes": "Answers that went from No to Yes.",
            "to_no": "Answers that went from Yes to No.",
            "new_rule": "Answers not compared because our check changed.",
            "untested": "Answers that one of the two runs could not test.",
        },
        _movements,
    ),
    "history": Derived(
        "One row per run, council and table: stars and score, all under this edition's methodology.",
        {
            "run": "Id of the run.",
            "ended": "When the run ended, UTC.",
            "council": COUNCIL,
            "table": "overall, accessibility, mobile, or the id of a journey.",
            "stars": "Stars; empty if not ranked.",
            "score": "Score, 0 to 100.",
            "score_low": "Overall score if everything untested were No.",
            "score_high": "Overall score if everything untested were Yes.",
            "place": "Overall place among the type.",
            "of": "How many councils of the type were ranked.",
        },
        _history,
    ),
    "trends": Derived(
        "One row per run, journey and question: how often the answer was Yes.",
        {
            "run": "Id of the run.",
            "ended": "When the run ended, UTC.",
            "journey": "Id of the journey.",
            "question": "Id of the question.",
            "version": "Version of the question's rule; figures of two versions are not comparable.",
            "yes": "Councils answered Yes.",
            "decided": "Councils answered Yes or No.",
            **INTERVAL,
        },
        _trends,
    ),
    "questions": Derived(
        "One row per question of this version: what it asks and what it weighs under this methodology.",
        {
            "question": "Id of the question.",
            "version": "Version of its rule.",
            "weight": "Its weight, 1 to 3; empty on trial: shown and not scored.",
            "words": "What it asks.",
        },
        _questions,
    ),
    "tallies": Derived(
        "One row per journey, question and council type (empty: all), over councils that run the service.",
        {
            "journey": "Id of the journey.",
            "question": "Id of the question.",
            "council_type": "Type of council; empty for all.",
            "yes": "Councils answered Yes.",
            "no": "Councils answered No.",
            "not_applicable": "Councils to which it does not apply.",
            "could_not_test": "Councils where it could not be tested.",
            **INTERVAL,
        },
        _tallies,
    ),
    "platforms": Derived(
        "One row per platform recognised on a route.",
        {
            "platform": "Name of the platform.",
            "councils": "Councils with it on a route.",
            "surveys": "Surveys with it on the route.",
            "mean_stars": "Mean stars of those surveys that have stars.",
            "starred": "Surveys that have stars.",
            "three_or_more": "Surveys of three stars or more.",
            "online": "Surveys where the task can be done online without an account.",
            "told": "Surveys where it could be told how the task is done.",
            "fits_phone": "Surveys whose form fits a phone.",
            "fits_phone_of": "Surveys where that was decided.",
            "no_barrier": "Surveys without a serious or critical accessibility failure found.",
            "no_barrier_of": "Surveys where that was decided.",
        },
        _platforms,
    ),
    **OF_PEOPLE,
    **OF_REQUESTS,
    "areas": Derived(
        "One row per area of a lower-tier or single-tier council: what its residents meet, whoever runs it.",
        {
            "area": "GSS code of the area's lower-tier or single-tier council.",
            "area_name": "Name of that council.",
            "county": "GSS code of the county council; empty where there is none.",
            "combined_authority": "Combined authority of the council.",
            "services": "Services that residents of the area meet, of its council and its county.",
            "starred": "Services that have stars.",
            "mean_stars": "Mean of those stars.",
            "online": "Services that can be used online without an account.",
            "told": "Services where it could be told how they are used.",
        },
        area_rows,
    ),
}
