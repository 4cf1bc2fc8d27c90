"""The page of one survey: one council's journey with every answer and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checks.model import Device, Outcome
from checks.registry import pack_of
from reports.edition import CouncilResult, SurveyResult
from reports.frame import Frame, Page, question_path
from reports.mending import way_up
from reports.parts import answer_view, says_something, score_words, spots_view, times_of
from reports.present import clip, listing, moment, plural, safe_link, stars_view
from reports.said import in_english, said
from reports.scoring import beyond_the_run
from reports.view_people import reply_views
from reports.view_signposts import points_on
from reports.words import CHANNEL_WORDS, DEVICE_WORDS, FLAG_WORDS, OUTCOME_WORDS, cause_words, step_words

_GROUPS = (
    (
        "no",
        said("What is missing"),
        said("Answered No: the page was read in full and does not have it, or has the fault."),
    ),
    ("yes", said("What is there"), said("Answered Yes.")),
    (
        "could-not-test",
        said("What could not be tested"),
        said("Unknown is never No: each says what stood in the way."),
    ),
    (
        "left-out",
        said("What this run did not go and see"),
        said("Left out of the score, by the depth or options of the run."),
    ),
    (
        "not-applicable",
        said("What does not apply"),
        said("Left out of the score: the question does not arise here."),
    ),
)


def survey_page(frame: Frame, council: CouncilResult, one: SurveyResult) -> Page:
    """Return the page of one survey."""
    survey = one.survey
    gss = council.council.gss
    values = {
        "name": council.name,
        "council_path": frame.council_path(gss),
        "journey": one.journey,
        "counts": one.score.counts,
        "signpost": points_on(one),
        "stars": stars_view(one.score.stars),
        "score": score_words(one.score),
        "essential": {
            "words": frame.question_words(one.journey.essential),
            "outcome": one.score.essential.value,
            "outcome_words": OUTCOME_WORDS[one.score.essential],
        },
        "channel": _channel(one),
        "task": safe_link(survey.task_url) if survey.task_url else None,
        "start": safe_link(survey.start_url) if survey.start_url else None,
        "clicks": "" if survey.clicks is None else plural(survey.clicks, "click"),
        "platform": clip(survey.platform.replace("|", ", "), 80),
        "visited": moment(survey.visited_at) if survey.visited_at else "",
        "way_up": _way_up(frame, one),
        "steps": _steps(frame, one),
        "groups": _groups(frame, one),
        "unasked": _unasked(frame, one),
        "changes": [
            {
                "words": frame.question_words(change.question),
                "before": OUTCOME_WORDS[Outcome(change.before)],
                "after": OUTCOME_WORDS[Outcome(change.after)],
            }
            for change in frame.changed.get((gss, survey.journey), ())
            if says_something(change)
        ],
        "previous": moment(frame.previous.ended) if frame.previous else "",
    }
    title = said("{journey}: {council}", journey=one.journey.title, council=council.name)
    return Page(
        frame.survey_path(gss, survey.journey), "survey.html", title, values, council.council.type.value
    )


def _channel(one: SurveyResult) -> dict[str, Any]:
    decision = one.survey.decision
    spots, more = spots_view(decision.spots)
    if decision.channel:
        name, meaning = CHANNEL_WORDS[decision.channel]
    else:
        name, meaning = (
            said("Not known"),
            said("It could not be told: {cause}.", cause=cause_words(decision.cause)),
        )
    return {
        "name": name,
        "meaning": meaning,
        "flags": listing([FLAG_WORDS[flag] for flag in sorted(decision.flags)]),
        "confidence": f"{int(decision.confidence * 100)} %" if decision.channel else "",
        "reasons": [in_english(clip(reason)) for reason in decision.reasons],
        "spots": spots,
        "more_spots": more,
    }


def _way_up(frame: Frame, one: SurveyResult) -> dict[str, Any] | None:
    found = way_up(one, frame.methodology)
    if found is None:
        return None
    stars, questions = found
    return {
        "stars": stars_view(stars),
        "changes": [
            {
                "words": frame.question_words(question),
                "path": question_path(question) if question in frame.questions else "",
                "anchor": question.replace("/", "-"),
            }
            for question in questions
        ],
    }


def _steps(frame: Frame, one: SurveyResult) -> list[dict[str, Any]]:
    """Return the route in pictures: for each step, what a desktop and a phone showed, and when."""
    steps: dict[str, list[dict[str, Any]]] = {}
    shown = set()
    for seen in one.sightings:
        picture = frame.pictures.publish(seen.picture)
        if picture is not None and (seen.step, seen.device) not in shown:
            shown.add((seen.step, seen.device))
            device = DEVICE_WORDS.get(Device(seen.device), seen.device)
            name = step_words(seen.step)
            steps.setdefault(seen.step, []).append(
                {
                    "file": picture,
                    "device": device,
                    "alt": said("What a {device} showed of the {page}", device=device, page=name),
                    "when": moment(seen.fetched_at),
                    "link": safe_link(seen.final_url),
                }
            )
    return [
        {
            "name": step_words(step),
            "pictures": pictures,
            "link": pictures[0]["link"],
        }
        for step, pictures in steps.items()
    ]


def _groups(frame: Frame, one: SurveyResult) -> list[dict[str, Any]]:
    """Return the answers by outcome; within each, those that weigh most first."""
    times = times_of(one.sightings)
    weight_of = frame.methodology.weight_of
    answers = sorted(one.survey.answers, key=lambda answer: -weight_of(answer.question))
    placed: dict[str, list[Any]] = {key: [] for key, _, _ in _GROUPS}
    for answer in answers:
        untested = answer.outcome is Outcome.COULD_NOT_TEST
        key = "left-out" if untested and beyond_the_run(answer) else answer.outcome.value
        view = answer_view(answer, frame, times)
        replies = reply_views(frame, answer.council, answer.journey, answer.question)
        placed[key].append(replace(view, replies=replies) if replies else view)
    return [
        {"key": key, "title": title, "note": note, "answers": placed[key]}
        for key, title, note in _GROUPS
        if placed[key]
    ]


def _unasked(frame: Frame, one: SurveyResult) -> list[dict[str, str]]:
    """Return the questions of this journey that this run did not ask of a council that runs the service."""
    if points_on(one):
        return []
    asked = {answer.question for answer in one.survey.answers}
    own = {question.id for question in pack_of(one.journey.id).questions}
    return [
        {"words": question.words, "path": question_path(question.id)}
        for question in frame.questions.values()
        if question.id not in asked and (question.id in own or question.id.startswith("core/"))
    ]
