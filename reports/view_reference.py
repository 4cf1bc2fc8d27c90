"""The methodology, data and about pages, written from the code and the methodology's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checks.accessibility.criteria import FAILS, PEOPLE, REVIEWS, coverage, shares
from checks.model import Channel, Outcome, Question
from checks.not_yet_asked import not_yet_asked
from checks.registry import blocks as blocks_apart
from checks.registry import core_questions, packs
from reports.frame import Frame, Page, journey_path, question_path
from reports.opendata import about_tables, dictionary
from reports.parts import precision_view
from reports.precision import NEEDED, RIGHT
from reports.present import clip, day, plural, stars_view
from reports.said import in_english, said
from reports.view_people import people_counts
from reports.words import CAUSE_WORDS, CHANNEL_WORDS, STAR_WORDS


def methodology_page(frame: Frame) -> Page:
    """Return the methodology: formula, gates, every question with its weight, what is not measured."""
    rules = frame.methodology
    blocks = [_block(frame, said("Asked of every journey"), "", core_questions())]
    for pack in packs():
        weight = rules.journeys.get(pack.journey.id)
        note = (
            said(
                "The journey weighs {weight} in the overall stars. Its essential question: {question}",
                weight=weight,
                question=frame.question_words(pack.journey.essential),
            )
            if weight
            else said("The journey is on trial: shown, not scored.")
        )
        blocks.append(_block(frame, said(pack.journey.title), note, pack.questions))
    for block in blocks_apart():
        note = said("Asked of some councils only, and scored apart: never part of the stars.")
        blocks.append(_block(frame, said(block.title), note, block.questions))
    floors = {**rules.bands, 1: 0}
    values = {
        "rules": rules,
        "reviewed": _reviewed(frame),
        "precision": _precision(frame),
        "needed": {"checked": NEEDED, "right": RIGHT},
        "date": day(rules.date.isoformat()),
        "bands": [
            {"stars": stars_view(stars), "words": STAR_WORDS[stars], "from": floors[stars]}
            for stars in (4, 3, 2, 1)
        ],
        "journeys": [
            {
                "title": said(pack.journey.title),
                "path": journey_path(pack.journey.id) if pack.journey in frame.edition.journeys else "",
                "weight": rules.journeys.get(pack.journey.id, _ON_TRIAL),
            }
            for pack in packs()
        ],
        "blocks": [block for block in blocks if block["rows"]],
        "channels": [
            {"name": name, "id": channel.value, "meaning": meaning, "stars": channel not in _NO_STARS}
            for channel, (name, meaning) in CHANNEL_WORDS.items()
        ],
        "causes": [{"id": cause.value, "words": words} for cause, words in CAUSE_WORDS.items()],
        "not_yet": [in_english(line) for line in rules.not_yet.values()],
        "not_asked": _not_asked(),
        "criteria": _criteria(),
        "decided": _decided(),
    }
    return Page("methodology.html", "methodology.html", said("How it is measured"), values, "methodology")


_ON_TRIAL = said("on trial")


def _reviewed(frame: Frame) -> dict[str, str]:
    """Say how many people's decisions this edition counts."""
    held = frame.edition.decided.holding
    stale = sum(
        question == frame.methodology.out_of_date_question and one.review.outcome is Outcome.NO
        for (_, _, question), one in held.items()
    )
    return {
        "stale": said("reviewers confirmed {cases}", cases=plural(stale, "such case"))
        if stale
        else said("no reviewer has confirmed any")
    }


def _precision(frame: Frame) -> dict[str, Any]:
    """Count the questions by what people's checks of them allow."""
    measured = frame.precision.values()
    few = sum(bool(one.missing) for one in measured)
    settled = sum(one.settled for one in measured)
    return {
        "questions": len(frame.questions),
        "checked": len(measured),
        "few": few,
        "settled": settled,
        "seldom": len(measured) - few - settled,
        "invented": frame.edition.fictional or frame.edition.simulated,
    }


def _not_asked() -> list[dict[str, Any]]:
    """Return the known questions that nobody asks yet, by block."""
    titles = {pack.journey.id: said(pack.journey.title) for pack in packs()}
    titles["core"] = said("Asked of every journey")
    blocks: dict[str, list[dict[str, str]]] = {}
    for one in not_yet_asked():
        row = {"id": one.id, "words": in_english(one.words), "why": in_english(one.why)}
        blocks.setdefault(one.id.partition("/")[0], []).append(row)
    return [{"title": titles.get(name, name), "rows": rows} for name, rows in blocks.items()]


_DECIDED = {
    FAILS: said("failures are reported"),
    REVIEWS: said("items for a person to review"),
    PEOPLE: said("nothing: people alone can tell"),
}


def _criteria() -> list[dict[str, str]]:
    """Return a row for each criterion of level A and AA."""
    return [
        {
            "number": one.criterion.number,
            "name": in_english(one.criterion.name),
            "level": one.criterion.level,
            "how": _DECIDED[one.how],
            "rules": ", ".join((["axe-core"] if one.axe else []) + list(one.own)),
            "left": in_english(one.criterion.left),
        }
        for one in coverage()
    ]


def _decided() -> dict[str, str]:
    """Return of how many criteria failures are reported, and what share that is."""
    told = shares()
    whole = sum(told.values())
    return {
        how: said(
            "{count} of {whole} ({percent} %)", count=count, whole=whole, percent=round(100 * count / whole)
        )
        for how, count in told.items()
    }


_NO_STARS = (Channel.BLOCKED, Channel.NOT_OFFERED)


def data_page(frame: Frame, sizes: dict[str, int]) -> Page:
    """Return the data page: the files beside the site (*sizes* in bytes by name) and their dictionary."""
    tables = [
        {
            "name": name,
            "about": said(about_tables()[name]),
            "files": [
                {"name": file, "path": f"data/{file}", "size": _size(sizes[file])}
                for file in (f"{name}.csv", f"{name}.jsonl")
                if file in sizes
            ],
            "columns": [(column, in_english(meaning)) for column, meaning in columns.items()],
        }
        for name, columns in dictionary().items()
    ]
    return Page("data.html", "data.html", said("Open data"), {"tables": tables}, "data")


def about_page(frame: Frame) -> Page:
    """Return the about page: who is behind this copy, what it is not, how to reply."""
    counted = plural(sum(not one.opted_out for one in frame.edition.councils), "council")
    options = frame.edition.manifest.get("options") or {}
    values = {
        "councils": counted,
        "agent_url": clip(options.get("contact_url", ""), 200),
        "people": people_counts(frame),
    }
    return Page("about.html", "about.html", said("About, and how to reply"), values, "about")


def _block(frame: Frame, title: str, note: str, questions: Iterable[Question]) -> dict[str, Any]:
    rows = []
    for question in questions:
        weight = frame.methodology.weight_of(question.id)
        measured = precision_view(frame, question.id)
        rows.append(
            {
                "words": frame.question_words(question.id),
                "id": question.id,
                "path": question_path(question.id),
                "weight": str(weight) if weight else _ON_TRIAL,
                "version": question.version,
                "right": measured["of"] or "–",
                "range": measured["range"],
            }
        )
    return {"title": title, "note": note, "rows": rows}


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
