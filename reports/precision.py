"""How right the rules are, measured by the decisions of people (methodology, section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model import Outcome
from checks.registry import all_questions
from reports.decisions import Decided
from reports.reviews import Review
from reports.statistics import wilson

# A methodology may name a question once so many of its decisions were checked, so many per cent right.
NEEDED, RIGHT = 30, 90
_DECIDED = (Outcome.YES, Outcome.NO)


@dataclass(frozen=True, slots=True)
class Precision:
    """Checked decisions of one question: how many of its Yes and of its No people bore out.

    `low` and `high` bound the share that is right, 0-1 (Wilson, 95 per cent).
    """

    yes: int
    yes_right: int
    no: int
    no_right: int

    @property
    def checked(self) -> int:
        """Decisions checked."""
        return self.yes + self.no

    @property
    def right(self) -> int:
        """Decisions that people bore out."""
        return self.yes_right + self.no_right

    @property
    def wrong(self) -> int:
        """Decisions that people refuted."""
        return self.checked - self.right

    @property
    def interval(self) -> tuple[float, float]:
        """The range that chance alone allows."""
        return wilson(self.right, self.checked)

    @property
    def settled(self) -> bool:
        """Whether a methodology may name the question: enough were checked, and enough were right."""
        return self.checked >= NEEDED and self.right * 100 >= RIGHT * self.checked

    @property
    def missing(self) -> int:
        """How many more decisions must be checked at least."""
        return max(0, NEEDED - self.checked)


def precisions(
    reviews: Iterable[Review], decided: Decided, versions: Mapping[str, int] | None = None
) -> dict[str, Precision]:
    """Return the measured precision of each question that people have checked.

    Counts decisions about answers that the rule gave as Yes or No, at the version that *versions* names
    (default: the present one); a person who cannot tell bears nothing out and refutes nothing. Of several
    decisions on one answer of one run the last counts. A row by hand that does not say what the rule had
    answered counts only where it holds in this edition, whose answers are at hand.
    """
    if versions is None:
        versions = {one.id: one.version for one in all_questions()}
    last = {(one.run, *one.key): one for one in reviews}
    counts: dict[str, list[int]] = {}
    for review in last.values():
        machine, version = review.machine, review.version
        held = decided.holding.get(review.key)
        if held is not None and held.review == review:
            machine, version = machine or held.machine.outcome, version or held.machine.version
        if machine not in _DECIDED or review.outcome is Outcome.COULD_NOT_TEST:
            continue
        if version is None or version != versions.get(review.question):
            continue
        row = counts.setdefault(review.question, [0, 0, 0, 0])
        at = 0 if machine is Outcome.YES else 2
        row[at] += 1
        row[at + 1] += review.outcome is machine
    return {question: Precision(*row) for question, row in sorted(counts.items())}
