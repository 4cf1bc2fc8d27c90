"""What changed between two runs: the page for everybody, the table beside it, and a feed for each council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from checks.model import Outcome
from reports.edition import CouncilResult
from reports.frame import Frame, Page, league_path, question_path
from reports.history import PastRun
from reports.languages import ENGLISH, WELSH
from reports.movement import BETTER, WORSE, Movement
from reports.parts import says_something
from reports.present import clip, day, number, plural, sign
from reports.said import joined, said
from reports.words import OUTCOME_WORDS, TYPE_WORDS

_QUESTIONS = 20
# The newest so many changed answers of a council are in its feed.
_TOLD = 40


def changes_pages(frame: Frame) -> Iterator[Page]:
    """Return the page of changes; none where there is no run to compare with."""
    if frame.previous is None or frame.changes is None:
        return
    moved = list(frame.movements.values())
    values = {
        "previous": clip(frame.previous.id, 80),
        "since": day(frame.previous.ended),
        "compared": f"{sum(one.compared for one in moved):,}",
        "to_yes": f"{sum(one.to_yes for one in moved):,}",
        "to_no": f"{sum(one.to_no for one in moved):,}",
        "new_rule": f"{sum(one.new_rule for one in moved):,}",
        "untested": f"{sum(one.untested for one in moved):,}",
        "types": [
            {
                "name": TYPE_WORDS[league.type][1],
                "path": league_path(league.type),
                "rows": list(_rows(frame, league.councils)),
            }
            for league in frame.edition.leagues
        ],
        "questions": _questions(frame),
    }
    yield Page(
        "changes.html", "changes.html", said("What changed"), {**values, "script": "table.js"}, "changes"
    )


def _rows(frame: Frame, councils: tuple[CouncilResult, ...]) -> Iterator[dict[str, Any]]:
    """Yield the councils that moved more than noise, those that gained most first."""
    known = [
        (frame.movements[one.council.gss], one) for one in councils if one.council.gss in frame.movements
    ]
    clear = [(moved, one) for moved, one in known if moved.verdict in (BETTER, WORSE)]
    for moved, one in sorted(clear, key=lambda pair: (-(pair[0].change or 0), pair[1].name.casefold())):
        yield {"name": one.name, "path": frame.council_path(one.council.gss), **movement_view(moved)}


def movement_view(moved: Movement) -> dict[str, Any]:
    """Return a movement as shown."""
    return {
        "before": number(moved.before),
        "now": number(moved.now),
        "change": "–" if moved.change is None else sign(moved.change),
        "verdict": moved.verdict,
        "threshold": number(moved.threshold),
        "compared": plural(moved.compared, "answer"),
        "to_yes": moved.to_yes,
        "to_no": moved.to_no,
        "new_rule": moved.new_rule,
        "untested": moved.untested,
    }


def _questions(frame: Frame) -> list[dict[str, Any]]:
    counted: dict[str, Counter[str]] = {}
    for some in frame.changed.values():
        for change in some:
            if says_something(change):
                counted.setdefault(change.question, Counter())[change.after] += 1
    rows = sorted(counted.items(), key=lambda row: (-row[1].total(), row[0]))
    return [
        {
            "words": frame.question_words(question),
            "path": question_path(question) if question in frame.questions else "",
            "to_yes": counts[Outcome.YES.value],
            "to_no": counts[Outcome.NO.value],
        }
        for question, counts in rows[:_QUESTIONS]
    ]


def feed_page(frame: Frame, council: CouncilResult) -> Page:
    """Return the Atom feed of a council: an entry for each run, the newest with the answers that changed."""
    gss = council.council.gss
    entries = []
    for past in reversed(frame.past):
        entry = _entry(past, gss)
        if entry:
            entries.append(entry)
    if entries:
        entries[0]["lines"] += _told(frame, council)
    if frame.edition.simulated:
        about = said("Simulated results: they say nothing about any council.")
    elif frame.edition.fictional:
        about = said("A fictional council.")
    else:
        about = said("How residents are served online, run by run.")
    values = {
        "heading": said("Better Served: {name}", name=council.name),
        "about": about,
        "draft": said("Machine draft of the Welsh: no Welsh speaker has checked it yet."),
        "ids": _urns(gss),
        "updated": entries[0]["updated"] if entries else frame.edition.ended or "1970-01-01T00:00:00Z",
        "entries": entries,
        "page": frame.council_path(gss).rsplit("/", 1)[-1],
    }
    return Page(feed_path(frame, gss), "feed.xml", council.name, values)


def feed_path(frame: Frame, gss: str) -> str:
    """Return the path of a council's feed."""
    return frame.council_path(gss).removesuffix(".html") + "/feed.xml"


def _entry(past: PastRun, gss: str) -> dict[str, Any] | None:
    one = past.councils.get(gss)
    if one is None:
        return None
    stars, score = one.overall
    result: str = (
        said("{stars} of 4, score {score}", stars=plural(stars, "star"), score=number(score))
        if stars
        else said("not ranked")
    )
    run = clip(past.id, 80)
    line = (
        said(
            "Run {run}: {result}, place {place} of {of} of its type.",
            run=run,
            result=result,
            place=one.place,
            of=one.of,
        )
        if one.place
        else said("Run {run}: {result}.", run=run, result=result)
    )
    return {
        "ids": _urns(f"{past.id}/{gss}"),
        "title": joined(": ", [day(past.ended), result]),
        "updated": past.ended,
        "lines": [line],
    }


def _told(frame: Frame, council: CouncilResult) -> list[str]:
    gss = council.council.gss
    lines: list[str] = []
    moved = frame.movements.get(gss)
    if moved and moved.change is not None:
        lines.append(
            said(
                "Over the same questions as last time: {change} points ({verdict}).",
                change=sign(moved.change),
                verdict=moved.verdict,
            )
        )
    for key, one in council.surveys.items():
        for change in frame.changed.get((gss, key), ()):
            if says_something(change):
                before, after = (OUTCOME_WORDS[Outcome(which)] for which in (change.before, change.after))
                asked = joined(" ", [frame.question_words(change.question), before, "→", after])
                lines.append(joined(": ", [one.journey.title, asked]))
    more = len(lines) - _TOLD
    return lines[:_TOLD] + ([said("and {more} more", more=more)] if more > 0 else [])


def _urns(name: str) -> dict[str, str]:
    """Return an id for each language: a feed in Welsh is a feed of its own."""
    return {ENGLISH: _urn(name), WELSH: _urn(f"{WELSH}/{name}")}


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'betterserved:{name}')}"
