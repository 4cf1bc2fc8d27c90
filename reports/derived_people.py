"""Open data about what people decided and said: reviews, replies, errata, how often rules were right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.derived_table import COUNCIL, INTERVAL, Derived, share_of
from reports.errata import errata
from reports.frame import Frame
from reports.reviews import Review


def _reviews(frame: Frame) -> Iterator[dict[str, Any]]:
    decided = frame.edition.decided
    for one in decided.holding.values():
        state = "carried over" if one.carried else "holds"
        yield {**_review(one.review), "state": state, "machine": one.machine.outcome.value, "why": ""}
    for gone in decided.lapsed:
        machine = gone.review.machine.value if gone.review.machine else ""
        yield {**_review(gone.review), "state": "lapsed", "machine": machine, "why": gone.why}


def _review(one: Review) -> dict[str, str]:
    return {
        "run": one.run,
        "council": one.council,
        "journey": one.journey,
        "question": one.question,
        "outcome": one.outcome.value,
        "reviewer": one.reviewer,
        "reason": one.reason,
        "date": one.date.isoformat(),
    }


def _precision(frame: Frame) -> Iterator[dict[str, Any]]:
    invented = frame.edition.fictional or frame.edition.simulated
    for question, one in frame.precision.items():
        yield {
            "question": question,
            "version": frame.questions[question].version,
            "checked": one.checked,
            "right": one.right,
            **share_of(one.right, one.checked),
            "yes_checked": one.yes,
            "yes_right": one.yes_right,
            "no_checked": one.no,
            "no_right": one.no_right,
            "weight": frame.methodology.weight_of(question) or None,
            "may_be_named": "yes" if one.settled and not invented else "no",
        }


def _replies(frame: Frame) -> Iterator[dict[str, Any]]:
    for some in frame.replies_of.values():
        for one in some:
            yield {
                "council": one.council,
                "journey": one.journey,
                "question": one.question,
                "words": one.words,
                "decision": one.verdict.value,
                "reason": one.reason,
                "date": one.date.isoformat(),
            }


def _errata(frame: Frame) -> Iterator[dict[str, Any]]:
    for one in errata(frame.edition.decided, frame.register.notes, frame.register.published):
        yield {
            "date": one.date.isoformat(),
            "council": one.council,
            "journey": one.journey,
            "question": one.question,
            "published": one.before.value if one.before else "",
            "outcome": one.after.value if one.after else "",
            "reason": one.reason,
        }


OF_PEOPLE: Mapping[str, Derived] = {
    "reviews": Derived(
        "One row per decision of a person about an answer of this edition, those that lapsed included.",
        {
            "run": "Id of the run that the person looked at.",
            "council": COUNCIL,
            "journey": "Id of the journey.",
            "question": "Id of the question.",
            "outcome": "What the person decided: yes, no, not-applicable or could-not-test.",
            "reviewer": "Who decided.",
            "reason": "Why.",
            "date": "When.",
            "machine": "What the rule had answered; empty where that is not known any more.",
            "state": "holds; carried over, from another run with the same evidence; or lapsed.",
            "why": "Why it lapsed.",
        },
        _reviews,
    ),
    "replies": Derived(
        "One row per reply of a council about its answers.",
        {
            "council": COUNCIL,
            "journey": "Id of the journey; empty: the question in every journey.",
            "question": "Id of the question.",
            "words": "The council's words.",
            "decision": "open, upheld, partly upheld or not upheld.",
            "reason": "Why it was decided so.",
            "date": "Day of the reply.",
        },
        _replies,
    ),
    "errata": Derived(
        "One row per correction since the edition was published, newest first.",
        {
            "date": "Day of the correction.",
            "council": "GSS code of the council; empty where it is about no one council.",
            "journey": "Id of the journey.",
            "question": "Id of the question.",
            "published": "Outcome that had been published; empty where it is about no one answer.",
            "outcome": "Outcome since.",
            "reason": "What was corrected, and why.",
        },
        _errata,
    ),
    "precision": Derived(
        "One row per question whose Yes and No people have checked: how often its rule was right.",
        {
            "question": "Id of the question.",
            "version": "Version of its rule; decisions on other versions are not counted.",
            "checked": "Answers Yes or No of the rule that a person has checked, in every run.",
            "right": "How many of them the person bore out.",
            "percent": "Right in per cent of checked.",
            "percent_low": INTERVAL["percent_low"],
            "percent_high": INTERVAL["percent_high"],
            "yes_checked": "Answers Yes that were checked.",
            "yes_right": "How many of them were right.",
            "no_checked": "Answers No that were checked.",
            "no_right": "How many of them were right.",
            "weight": "What the question weighs in this edition; empty on trial.",
            "may_be_named": "yes: thirty or more checked, nine in ten right; never on invented councils.",
        },
        _precision,
    ),
}
