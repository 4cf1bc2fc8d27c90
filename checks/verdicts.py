"""The words a check answers with: yes, no, not applicable, unsure."""

from __future__ import annotations

from typing import Any

from checks.model import Cause, Outcome, Spot, Verdict

SNIPPET_LIMIT = 300
# Below this confidence neither an answer nor a channel is given: a person looks (`needs-review`).
THRESHOLD = 0.7


def yes(*spots: Spot, confidence: float = 1.0, **words: Any) -> Verdict:
    """Answer Yes, resting on *spots*."""
    return Verdict(Outcome.YES, spots, words, confidence)


def no(*spots: Spot, confidence: float = 1.0, **words: Any) -> Verdict:
    """Answer No: the page was read in full and does not have it, or has the fault at *spots*."""
    return Verdict(Outcome.NO, spots, words, confidence)


def not_applicable(why: str, *spots: Spot) -> Verdict:
    """Say that the question does not arise here, and why, in one sentence."""
    return Verdict(Outcome.NOT_APPLICABLE, spots, message=why)


def unsure(why: str, *spots: Spot, confidence: float = 0.5) -> Verdict:
    """Leave the answer to a person: a rule with a confidence below its threshold."""
    return Verdict(Outcome.COULD_NOT_TEST, spots, {}, confidence, Cause.NEEDS_REVIEW, why)


def could_not_test(cause: Cause, why: str, *spots: Spot) -> Verdict:
    """Say that something stood in the way, and what."""
    return Verdict(Outcome.COULD_NOT_TEST, spots, {}, 0.0, cause, why)


def snippet(text: str) -> str:
    """Return *text* on one line and short enough to show."""
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET_LIMIT else line[: SNIPPET_LIMIT - 1] + "…"
