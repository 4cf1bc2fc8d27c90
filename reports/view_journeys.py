"""A page for each journey, and one for each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.documentation import DocumentationError, question_doc
from checks.model import Channel, Journey, Question
from checks.registry import blocks as blocks_apart
from checks.registry import packs
from reports.edition import SurveyResult
from reports.figures import (
    Tally,
    average,
    channels,
    distribution,
    signposts_of,
    surveys_of,
    tallies,
    tally,
)
from reports.frame import Frame, Page, journey_path, league_path, question_path
from reports.parts import distribution_bar, interval_view, precision_view, tally_view, task_picture
from reports.present import clip, day, number, plural, safe_link, share, stacked_bar, stars_view
from reports.said import in_english, said
from reports.view_history import question_line, question_rows, trend_view
from reports.words import CHANNEL_WORDS, DEVICE_WORDS, TYPE_WORDS, step_words

# Named as good practice: so many councils at most, and only with the most stars that anybody has.
BEST = 12
# Of those, so many are shown with a picture.
SHOWN = 4


def journey_page(frame: Frame, journey: Journey) -> Page:
    """Return a journey's page: how it can be done, star distribution, percent Yes per question."""
    surveys = surveys_of(frame.edition.councils, journey.id)
    signposts = signposts_of(frame.edition.councils, journey.id)
    values = {
        "journey": journey,
        "essential": frame.question_words(journey.essential),
        "asked": plural(len(surveys), "council"),
        "on_trial": journey.id not in frame.methodology.journeys,
        "channels": _channels(surveys),
        "types": _types(frame, journey.id),
        "all": _stars_row(said("All councils"), "", surveys),
        "blocks": _question_blocks(frame, journey.id, tallies([*surveys, *signposts])),
        "best": _best(frame, surveys),
        "tables": [
            {"name": TYPE_WORDS[league.type][1], "path": league_path(league.type, journey.id)}
            for league in frame.edition.leagues
            if surveys_of(league.councils, journey.id)
        ],
        "compared": len(frame.past) > 1,
        "runs": [day(past.ended) for past in frame.past],
    }
    return Page(journey_path(journey.id), "journey.html", journey.title, values, journey.id)


def questions_page(frame: Frame, known: Mapping[str, Mapping[str, Tally]]) -> Page:
    """Return the list of every question, with how often the answer is Yes over all journeys."""
    titles = {
        "core": said("Asked of every journey"),
        **{pack.journey.id: said(pack.journey.title) for pack in packs()},
    }
    titles |= {block.id: said("{block}: scored apart", block=said(block.title)) for block in blocks_apart()}
    blocks: dict[str, list[dict[str, Any]]] = {}
    for question in frame.questions.values():
        block = question.id.partition("/")[0]
        weight = frame.methodology.weight_of(question.id)
        some = known.get(question.id, {}).values()
        yes, decided = sum(one.yes for one in some), sum(one.decided for one in some)
        blocks.setdefault(titles.get(block, block), []).append(
            {
                "words": question.words,
                "path": question_path(question.id),
                "weight": str(weight) if weight else said("on trial"),
                "share": interval_view(yes, decided),
            }
        )
    return Page(
        "questions/index.html", "questions.html", said("Every question"), {"blocks": blocks}, "methodology"
    )


def question_page(frame: Frame, question: Question, by_journey: Mapping[str, Tally]) -> Page:
    """Return a question's page: what it asks and why, how it was answered, what it is worth."""
    weight = frame.methodology.weight_of(question.id)
    journeys = {one.id: one for one in frame.edition.journeys}
    rows = [
        {
            "title": journeys[key].title,
            "path": journey_path(key),
            "trend": trend_view(frame, question.id, key),
            **tally_view(one),
        }
        for key, one in by_journey.items()
        if key in journeys
    ]
    values = {
        "question": question,
        "doc": _documentation(question),
        "weight": weight,
        "precision": precision_view(frame, question.id),
        "where": step_words(question.at),
        "device": DEVICE_WORDS.get(question.device, "") if question.device else "",
        "source": in_english(clip(question.source, 400)),
        "source_link": safe_link(question.source) if question.source.startswith("http") else None,
        "rows": rows,
        "types": _question_types(frame, question.id),
        "runs": [day(past.ended) for past in frame.past],
        "history": question_rows(frame, question.id),
        "line": question_line(frame, question.id),
        "mobile": question.id in frame.methodology.mobile_questions,
    }
    return Page(question_path(question.id), "question.html", question.words, values, "methodology")


def _documentation(question: Question) -> list[tuple[str, str]]:
    try:
        doc = question_doc(question)
    except DocumentationError:
        # A question from another package may be documented in its own way.
        return [(said("What it asks"), in_english(" ".join(question.doc.split())))]
    return [
        (said("What it asks"), in_english(doc.asks)),
        (said("Why it matters"), in_english(doc.matters)),
        (said("How to put it right"), in_english(doc.fix)),
    ]


def _question_types(frame: Frame, question: str) -> list[dict[str, Any]]:
    """Return how a question was answered by type of council, over all journeys."""
    rows = []
    for league in frame.edition.leagues:
        one = frame.type_tallies.get((league.type.value, question))
        if one:
            rows.append({"name": TYPE_WORDS[league.type][1], **tally_view(one)})
    return rows


def question_tallies(frame: Frame) -> dict[str, dict[str, Tally]]:
    """Return, for each question, its tally in each journey where it was asked."""
    found: dict[str, dict[str, Tally]] = {}
    for journey in frame.edition.journeys:
        councils = frame.edition.councils
        asked = [*surveys_of(councils, journey.id), *signposts_of(councils, journey.id)]
        for question, one in tallies(asked).items():
            found.setdefault(question, {})[journey.id] = one
    return found


def _channels(surveys: Sequence[SurveyResult]) -> list[dict[str, Any]]:
    counted = channels(surveys)
    whole = counted.total()
    rows = []
    for channel, (name, meaning) in CHANNEL_WORDS.items():
        if counted[channel]:
            kind = "yes" if channel is Channel.ONLINE else "other"
            bar = stacked_bar([(kind, counted[channel]), ("rest", whole - counted[channel])], "")
            rows.append({"name": name, "meaning": meaning, "of": share(counted[channel], whole), "bar": bar})
    if counted[None]:
        bar = stacked_bar([("none", counted[None]), ("rest", whole - counted[None])], "")
        meaning = said("How it can be done could not be told; each council's page says why.")
        rows.append(
            {"name": said("Not known"), "meaning": meaning, "of": share(counted[None], whole), "bar": bar}
        )
    return rows


def _types(frame: Frame, journey: str) -> list[dict[str, Any]]:
    rows = []
    for league in frame.edition.leagues:
        surveys = surveys_of(league.councils, journey)
        if surveys:
            rows.append(_stars_row(TYPE_WORDS[league.type][1], league_path(league.type, journey), surveys))
    return rows


def _stars_row(name: str, path: str, surveys: Sequence[SurveyResult]) -> dict[str, Any]:
    one = distribution(survey.score.stars for survey in surveys)
    mean = average(surveys)
    return {
        "name": name,
        "path": path,
        "counts": one.stars,
        "none": one.none,
        "total": one.total,
        "bar": distribution_bar(one),
        "mean": "–" if mean.stars is None else f"{mean.stars:.2f}",
        "good": interval_view(one.stars[4] + one.stars[3], one.ranked),
        "score": number(mean.score),
    }


def _question_blocks(frame: Frame, journey: str, known: Mapping[str, Tally]) -> list[dict[str, Any]]:
    own: list[dict[str, Any]] = []
    core: list[dict[str, Any]] = []
    apart: list[dict[str, Any]] = []
    for question in frame.questions:
        prefix = question.partition("/")[0]
        if question in known or prefix == journey:
            weight = frame.methodology.weight_of(question)
            row = {
                "words": frame.question_words(question),
                "path": question_path(question),
                "weight": str(weight) if weight else said("on trial"),
                "trend": trend_view(frame, question, journey),
                **tally_view(known.get(question, tally(()))),
            }
            {"core": core, journey: own}.get(prefix, apart).append(row)
    blocks = [
        (said("Questions of this journey"), own),
        (said("Questions asked of every journey"), core),
        (said("Questions asked of some councils, scored apart"), apart),
    ]
    return [{"title": title, "rows": rows} for title, rows in blocks if rows]


def _best(frame: Frame, surveys: Sequence[SurveyResult]) -> list[dict[str, Any]]:
    """Return the councils with the best score among those of four stars."""
    good = [one for one in surveys if one.score.stars == 4]
    good.sort(key=lambda one: (-(one.score.score or 0), one.survey.council_name))
    return [
        {
            "name": frame.council_name(one.survey.council, one.survey.council_name),
            "path": frame.survey_path(one.survey.council, one.survey.journey),
            "stars": stars_view(one.score.stars),
            "score": number(one.score.score),
            "picture": task_picture(frame, one) if at < SHOWN else None,
        }
        for at, one in enumerate(good[:BEST])
    ]
