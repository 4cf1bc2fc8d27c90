"""What the review page shows of one answer: evidence, the question's rule, what each decision would do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from checks.documentation import DocumentationError, question_doc
from checks.model import Device, Outcome, Question
from reports.edition import CouncilResult, Edition
from reports.parts import seen_words, spots_view, times_of
from reports.present import clip, number, safe_link, stars_view
from reports.replies import Reply
from reports.resting import EvidenceReader
from reports.said import sentence
from reports.view_people import reply_view
from reports.waiting import CHALLENGED, DOUBT, LAPSED, LOW, STALE, TRIAL, Effect, Waiting, decide, effect
from reports.words import DEVICE_WORDS, OUTCOME_WORDS, cause_words, step_words
from store import Sighting

# So much of a page's words is shown; the picture and the page itself have the rest.
WORDS = 6000
_FILLED = re.compile(r"\{[^{}]*\}")
WHY = {
    CHALLENGED: "The council has replied to this answer.",
    LAPSED: "A person decided this before, and the decision no longer holds.",
    STALE: "The rule met content that is out of date. Once a person confirms it, it holds the stars down.",
    DOUBT: "The rule was not sure enough to decide.",
    LOW: "The rule decided, with low confidence.",
    TRIAL: "The question is on trial: this decision measures how right its rule is. Drawn by lot.",
}
ACTIONS = (
    ("yes", "y", "Yes"),
    ("no", "n", "No"),
    ("not-applicable", "a", "Not applicable"),
    ("could-not-test", "c", "Nobody can tell"),
    ("skip", "s", "Skip"),
    ("undo", "u", "Undo the last"),
)


def item_values(
    edition: Edition,
    council: CouncilResult,
    item: Waiting,
    question: Question | None,
    reader: EvidenceReader,
    lapsed: str,
    replies: Sequence[Reply],
) -> dict[str, Any]:
    """Return what the page shows of *item*; *council* is as decided so far, *lapsed* why a decision ended."""
    answer, survey = item.answer, council.surveys[item.answer.journey]
    spots, more = spots_view(answer.spots, answer.url)
    sightings = survey.sightings
    said = clip(answer.detail, 600)
    if answer.outcome is Outcome.COULD_NOT_TEST:
        said = f"{sentence(cause_words(answer.cause))}. {said}"
    words = reader.words(answer)
    return {
        "key": dict(zip(("council", "journey", "question"), item.key, strict=True)),
        "council": council.name,
        "journey": survey.journey.title,
        "asks": question.words if question else answer.question,
        "why": WHY[item.kind],
        "lapsed": lapsed,
        "replies": [reply_view(one) for one in replies if one.about(*item.key)],
        "outcome": answer.outcome.value,
        "outcome_words": OUTCOME_WORDS[answer.outcome],
        "detail": said,
        "confidence": f"{int(answer.confidence * 100)} %",
        "spots": spots,
        "more_spots": more,
        "link": safe_link(answer.url) if answer.url else None,
        "seen": seen_words(answer.step, answer.device, times_of(sightings)),
        "pictures": _pictures(sightings, answer.step),
        "words": words[:WORDS],
        "more_words": len(words) > WORDS,
        "rule": _rule(edition, survey.journey.essential, question),
        "effects": _effects(edition, council, item),
    }


def picture_names(council: CouncilResult) -> frozenset[str]:
    """Return the SHA-256 of every picture taken of a council's routes."""
    seen = (one.picture for survey in council.surveys.values() for one in survey.sightings)
    return frozenset(str(one["sha256"]) for one in seen if one)


def _pictures(sightings: tuple[Sighting, ...], step: str) -> list[dict[str, str]]:
    """Return the pictures of the step, desktop first; of a whole journey those of its task page."""
    wanted = step or "task"
    found = {}
    for one in sightings:
        if one.picture and one.step == wanted and one.device not in found:
            device = DEVICE_WORDS.get(Device(one.device), one.device)
            alt = f"What a {device} showed of the {step_words(wanted)}"
            found[one.device] = {"name": str(one.picture["sha256"]), "device": device, "alt": alt}
    return [found[device] for device in sorted(found)]


def _rule(edition: Edition, essential: str, question: Question | None) -> dict[str, Any] | None:
    if question is None:
        return None
    try:
        doc = question_doc(question)
        parts = [("What it asks", doc.asks), ("Why it matters", doc.matters)]
    except DocumentationError:
        parts = [("What it asks", " ".join(question.doc.split()))]
    weight = edition.methodology.weight_of(question.id)
    worth = f"weight {weight} of 3" if weight else "on trial, not scored"
    if question.id == essential:
        worth += "; the essential question of this journey"
    named = {"id": question.id, "version": question.version}
    # What a rule fills in from the page is not known beforehand.
    said = {"yes": _FILLED.sub("…", question.yes), "no": _FILLED.sub("…", question.no)}
    return {"parts": parts, "worth": worth, **named, **said}


def _effects(edition: Edition, council: CouncilResult, item: Waiting) -> list[dict[str, Any]]:
    """Return what there is now and what Yes and No would make of it, all decided so far counted."""
    _, journey, question = item.key
    rows = [("As it is", effect(council, journey))]
    if edition.methodology.weight_of(question) and council.surveys[journey].score.counts:
        for name, outcome in (("With Yes", Outcome.YES), ("With No", Outcome.NO)):
            decided = decide(council, journey, question, outcome, edition.methodology)
            rows.append((name, effect(decided, journey)))
    return [_effect(name, one) for name, one in rows]


def _effect(name: str, one: Effect) -> dict[str, Any]:
    return {
        "name": name,
        "stars": stars_view(one.stars),
        "score": number(one.score),
        "overall": stars_view(one.overall),
        "overall_score": number(one.overall_score),
    }
