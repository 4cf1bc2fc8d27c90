"""The scorecard of one council."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from checks.model import Cause, CouncilType, Device, Finding, Outcome
from checks.personal import masked_text
from reports.context import QUINTILES, contexts
from reports.edition import CouncilResult, SurveyResult
from reports.facets import choice_words
from reports.figures import Average, average, online, surveys_of
from reports.frame import Frame, Page, league_path, question_path
from reports.languages import WELSH
from reports.marks import Mark
from reports.mending import Mend
from reports.methodology import IMPACTS
from reports.parts import overall_words, says_something, score_words, task_picture
from reports.present import clip, listing, moment, number, plural, safe_link, share, stars_view
from reports.resampling import OVERALL
from reports.said import counted as numbered
from reports.said import in_english, joined, lower, said
from reports.view_badge import badge_path
from reports.view_changes import feed_path, movement_view
from reports.view_compare import compare_link
from reports.view_history import history_line, history_rows
from reports.view_leagues import interval_words, place_words, why_not_ranked
from reports.view_measures import measures_view
from reports.view_people import council_replies
from reports.view_requests import requests_path
from reports.view_signposts import points_on, signpost_section
from reports.view_statement import statement_view
from reports.welsh_names import welsh_name
from reports.words import (
    CHANNEL_WORDS,
    DEVICE_WORDS,
    GATE_WORDS,
    OUTCOME_WORDS,
    REGION_WORDS,
    TYPE_WORDS,
    cause_words,
    step_words,
)

# Kinds of accessibility finding that one scorecard lists; the open data has every one.
FINDINGS = 30
# So many of them, the gravest, with a picture of the element.
PICTURED = 8
CHANGES = 20
_ENGINES = {
    "axe": "axe-core",
    "own": said("our own probe"),
    "pdf": said("PDF check"),
    "statement": said("statement check"),
}
_CERTAINTY = {
    "failure": said("failure"),
    "review": said("for a person to review"),
    "advice": said("advice"),
}
_IMPACTS = {str(one): one for one in (said("minor"), said("moderate"), said("serious"), said("critical"))}

Averages = dict[tuple[CouncilType | None, str], Average]


def all_averages(frame: Frame) -> Averages:
    """Return the mean of each journey, of each council type and of all councils (type None)."""
    edition = frame.edition
    found: Averages = {}
    for journey in edition.journeys:
        found[None, journey.id] = average(surveys_of(edition.councils, journey.id))
        for league in edition.leagues:
            found[league.type, journey.id] = average(surveys_of(league.councils, journey.id))
    return found


def council_page(
    frame: Frame,
    council: CouncilResult,
    averages: Averages,
    places: Sequence[Mapping[str, str]],
    mends: Sequence[Mend],
) -> Page:
    """Return a council's scorecard; it summarises, and a page per survey holds the answers."""
    one, many = TYPE_WORDS[council.council.type]
    gss = council.council.gss
    path = frame.council_path(gss)
    values = {
        "name": council.name,
        "welsh_name": welsh_name(council.council),
        "english_name": council.council.name,
        "type": one,
        "types": many,
        "league": league_path(council.council.type),
        "place_note": (
            joined(", ", [_place(council.council.region), _place(council.council.nation)])
            if council.council.region != council.council.nation
            else _place(council.council.nation)
        ),
        "gss": clip(council.council.gss, 20),
        "homepage": safe_link(council.council.homepage),
        "stars": stars_view(council.overall.stars),
        "overall": overall_words(council.overall),
        "place": place_words(council),
        "standing": _standing(frame, council),
        "ranked_of": council.standing.of if council.standing else 0,
        "tied": council.standing.tied if council.standing else 0,
        "why": why_not_ranked(council) if council.overall.stars is None else "",
        "visit": _visit(council),
        "asked": requests_path(frame, gss),
        "online": _online(council),
        "journeys": [
            _journey(frame, council, one, averages) for one in council.surveys.values() if not points_on(one)
        ],
        "signposts": signpost_section(frame, council),
        "mends": [_mend(frame, council, mend) for mend in mends],
        "accessibility": _mark(council.accessibility),
        "mobile": _mark(council.mobile),
        "measures": measures_view(council.measures),
        "mobile_questions": [
            {"words": frame.question_words(q), "path": question_path(q)}
            for q in frame.methodology.mobile_questions
        ],
        "statement": statement_view(council.statement),
        # What is wrong with the statement is told point by point.
        "findings": _findings(
            frame, listed := [one for one in council.findings if one.engine != "statement"]
        ),
        "finding_kinds": len({_kind(finding) for finding in listed}),
        "untested": _untested(frame, council),
        "changes": _changes(frame, council),
        "moved": movement_view(frame.movements[gss]) if gss in frame.movements else None,
        "history": history_rows(frame, gss),
        "line": history_line(frame, council),
        "neighbours": _neighbours(frame, council),
        "compare": compare_link(frame, gss),
        "facts": _facts(council),
        "places": places,
        "replies": council_replies(frame, council),
        "badge": badge_path(frame, gss),
        "badge_at": badge_path(frame, gss),
        "feed": feed_path(frame, gss),
        "printed": frame.methodology.title,
    }
    in_welsh = {"badge_at": f"{WELSH}/{badge_path(frame, gss)}"}
    return Page(path, "council.html", council.name, values, council.council.type.value, in_welsh)


def _place(name: str) -> str:
    return REGION_WORDS.get(name) or clip(name, 60)


def _visit(council: CouncilResult) -> dict[str, str] | None:
    if council.visit is None:
        return None
    return {
        "started": moment(council.visit.started),
        "ended": moment(council.visit.ended),
        "pages": plural(council.visit.pages, "address was", "addresses were"),
        "browser_pages": plural(council.visit.browser_pages, "page"),
        "cause": cause_words(Cause(council.visit.cause)) if council.visit.cause else "",
        "detail": clip(masked_text(council.visit.detail)),
    }


def _online(council: CouncilResult) -> str:
    """Say how many of the tasks can be done online without an account, of those where it could be told."""
    counted = online(council.asked)
    if not counted.told:
        return ""
    return numbered(
        "{online} of {count} task can be done online without an account.",
        "{online} of {count} tasks can be done online without an account.",
        counted.told,
        online=counted.online,
    )


def _journey(frame: Frame, council: CouncilResult, one: SurveyResult, averages: Averages) -> dict[str, Any]:
    channel = one.survey.decision.channel
    same, every = averages[council.council.type, one.journey.id], averages[None, one.journey.id]
    return {
        "title": one.journey.title,
        "path": frame.survey_path(council.council.gss, one.journey.id),
        "counts": one.score.counts,
        "stars": stars_view(one.score.stars),
        **score_words(one.score),
        "channel": CHANNEL_WORDS[channel][0] if channel else said("Not known"),
        "channel_words": (
            CHANNEL_WORDS[channel][1]
            if channel
            else said("{cause}.", cause=cause_words(one.survey.decision.cause))
        ),
        "rank": _rank(frame, one.journey.id, council.council.gss),
        "type_mean": _mean(same),
        "all_mean": _mean(every),
        "picture": task_picture(frame, one),
    }


def _mean(mean: Average) -> str:
    return "–" if mean.stars is None else f"{mean.stars:.2f}"


def _rank(frame: Frame, table: str, gss: str) -> str:
    """Return a place with its interval: `12 (7–21) of 59`."""
    place = frame.rankings.get(table, {}).get(gss)
    if place is None:
        return "–"
    return said(
        "{place} ({interval}) of {councils}",
        place=f"{place.place}{'=' * (place.tied > 1)}",
        interval=interval_words(place),
        councils=place.of,
    )


def _standing(frame: Frame, council: CouncilResult) -> dict[str, Any] | None:
    """Return how sure the overall place is, and where other ways of counting would put the council."""
    place = frame.rankings.get(OVERALL, {}).get(council.council.gss)
    if place is None:
        return None
    equal, _, unknown_no, unknown_yes = place.ways
    return {
        "interval": interval_words(place),
        "group": place.group,
        "of": place.of,
        "top": f"{round(100 * place.top)} %",
        "equal": equal,
        "unknown_no": unknown_no,
        "unknown_yes": unknown_yes,
        "gate": GATE_WORDS.get(council.overall.capped_by, ""),
    }


def _neighbours(frame: Frame, council: CouncilResult) -> list[dict[str, Any]]:
    """Return the council and its nearest neighbours in this run, best first; empty where not known."""
    known = contexts().get(council.council.gss)
    here = {one.council.gss: one for one in frame.edition.councils}
    alike = [here[gss] for gss in known.neighbours if gss in here] if known else []
    if not alike:
        return []
    rows = sorted([council, *alike], key=lambda one: (-(one.overall.mean or 0), one.name.casefold()))
    return [
        {
            "name": one.name,
            "path": frame.council_path(one.council.gss),
            "own": one is council,
            "stars": stars_view(one.overall.stars),
            "score": number(one.overall.score),
            "online": _online_of(one),
            "accessibility": one.accessibility.stars or "–",
            "mobile": one.mobile.stars or "–",
        }
        for one in rows
    ]


def _online_of(one: CouncilResult) -> str:
    counted = online(one.asked)
    return share(counted.online, counted.told) if counted.told else "–"


def _facts(council: CouncilResult) -> str:
    known = contexts().get(council.council.gss)
    if known is None:
        return ""
    return said(
        "{people} people; {rurality}; deprivation: {fifth} of areas",
        people=f"{known.population:,}",
        rurality=lower(choice_words(known.rurality)),
        fifth=QUINTILES[known.deprivation],
    )


def _mend(frame: Frame, council: CouncilResult, mend: Mend) -> dict[str, Any]:
    titles = {journey: one.journey.title for journey, one in council.surveys.items()}
    gains = [
        said("{journey} would have {stars}", journey=titles[journey], stars=plural(stars, "star"))
        for journey, stars in mend.raised.items()
    ]
    before, after = mend.overall
    if before is not None and after is not None and after > before:
        gains.insert(0, said("the council would have {stars} overall", stars=plural(after, "star")))
    return {
        "words": frame.question_words(mend.question),
        "path": question_path(mend.question) if mend.question in frame.questions else "",
        "where": [
            {"title": titles[journey], "path": frame.survey_path(council.council.gss, journey)}
            for journey in mend.journeys
        ],
        "gains": listing(gains),
        "points": number(mend.points),
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "stars": stars_view(mark.stars),
        "of": share(mark.good, mark.whole),
        "share": number(mark.share),
        "why": mark.why_not,
        "notes": mark.notes,
    }


def _kind(finding: Finding) -> tuple[str, str, str]:
    return finding.engine, finding.rule, finding.certainty


def _findings(frame: Frame, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Group findings by rule, gravest and most frequent first, each with an example, some in pictures."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[_kind(finding)].append(finding)
    rows = sorted(groups.values(), key=_gravity)
    return [_finding(some, frame if at < PICTURED else None) for at, some in enumerate(rows[:FINDINGS])]


def _gravity(some: Sequence[Finding]) -> tuple[int, int, int, str]:
    sure = list(_CERTAINTY).index(some[0].certainty) if some[0].certainty in _CERTAINTY else len(_CERTAINTY)
    worst = max((IMPACTS.index(one.impact) for one in some if one.impact in IMPACTS), default=-1)
    return (sure, -worst, -sum(one.pages for one in some), some[0].rule)


def _finding(some: Sequence[Finding], frame: Frame | None) -> dict[str, Any]:
    """Return a kind of finding with its example: one that a picture shows, the most frequent of them."""
    first = max(some, key=lambda one: (bool(one.box) and frame is not None, one.pages))
    return {
        "rule": clip(first.rule, 80),
        "help": in_english(clip(first.help or first.detail or first.rule, 200)),
        "engine": _ENGINES.get(first.engine, clip(first.engine, 30)),
        "wcag": clip(first.wcag.replace("|", ", "), 60),
        "impact": _IMPACTS.get(first.impact) or clip(first.impact, 20) or said("not rated"),
        "certainty": _CERTAINTY.get(first.certainty, clip(first.certainty, 30)),
        "places": plural(len(some), "place"),
        "pages": plural(first.pages, "page state"),
        "steps": listing(sorted({step_words(one.step) for one in some})),
        "snippet": clip(first.snippet),
        "selector": clip(first.selector, 160),
        "link": safe_link(first.url) if first.url else None,
        "mend": in_english(clip(first.mend, 200)),
        "picture": frame.pictures.cut(first.picture, first.box, first.masks) if frame and first.box else None,
        "device": DEVICE_WORDS.get(Device(first.device), "") if first.device else "",
    }


def _untested(frame: Frame, council: CouncilResult) -> list[dict[str, Any]]:
    """Count, by cause, the questions that could not be tested in the services that the council runs."""
    causes: dict[Cause | None, int] = defaultdict(int)
    for one in council.asked:
        for answer in one.survey.answers:
            if answer.outcome is Outcome.COULD_NOT_TEST:
                causes[answer.cause] += 1
    rows = sorted(causes.items(), key=lambda row: -row[1])
    return [{"words": cause_words(cause), "count": plural(count, "answer")} for cause, count in rows]


def _changes(frame: Frame, council: CouncilResult) -> dict[str, Any] | None:
    if frame.changes is None or frame.previous is None:
        return None
    titles = {one.journey.id: one.journey.title for one in council.asked}
    gss = council.council.gss
    moved = [change for journey in titles for change in frame.changed.get((gss, journey), ())]
    rows = [
        {
            "journey": titles[change.journey],
            "path": frame.survey_path(gss, change.journey),
            "words": frame.question_words(change.question),
            "before": OUTCOME_WORDS[Outcome(change.before)],
            "after": OUTCOME_WORDS[Outcome(change.after)],
        }
        for change in moved
        if says_something(change)
    ]
    return {
        "since": moment(frame.previous.ended),
        "run": clip(frame.previous.id, 80),
        "rows": rows[:CHANGES],
        "more": max(0, len(rows) - CHANGES),
        "others": plural(len(moved) - len(rows), "answer") if len(moved) > len(rows) else "",
    }
