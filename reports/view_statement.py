"""A council's accessibility statement on its scorecard: check by check, and beside what was seen to fail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checks.accessibility.statement import WORDS
from checks.model import Outcome, StatementPoint
from reports.present import clip, safe_link
from reports.said import in_english, joined, said, sentence
from reports.words import OUTCOME_WORDS, cause_words

# The points that hold the statement against what was seen to fail.
COMPARED = ("status-fits", "criteria-listed", "page-audit")


def statement_view(points: Sequence[StatementPoint]) -> dict[str, Any] | None:
    """Return the statement's section, None where the run did not look for one."""
    if not points:
        return None
    outcomes = [one.outcome for one in points]
    url = next((one.url for one in points if one.url), "")
    found = Outcome.YES in outcomes
    rows = [_row(one) for one in points]
    if found:
        decided = outcomes.count(Outcome.YES) + outcomes.count(Outcome.NO)
        summary: str = said(
            "{hold} of {decided} checks that could be decided hold; {idle} do not arise and {unknown} could "
            "not be tested. Read at:",
            hold=outcomes.count(Outcome.YES),
            decided=decided,
            idle=outcomes.count(Outcome.NOT_APPLICABLE),
            unknown=outcomes.count(Outcome.COULD_NOT_TEST),
        )
    elif Outcome.NO in outcomes:
        first = next(one for one in points if one.outcome is Outcome.NO)
        summary, rows, url = in_english(clip(first.detail, 400)), [], ""
    else:
        why = said("It could not be tested: {cause}.", cause=cause_words(points[0].cause))
        summary, rows = joined(" ", [why, in_english(sentence(clip(points[0].detail, 300)))]), []
    return {
        "summary": summary,
        "link": safe_link(url) if url else None,
        "compared": [
            in_english(clip(one.detail, 400))
            for one in points
            if found and one.id in COMPARED and one.detail and one.outcome in (Outcome.YES, Outcome.NO)
        ],
        "rows": rows,
    }


def _row(one: StatementPoint) -> dict[str, Any]:
    untested = one.outcome is Outcome.COULD_NOT_TEST and one.cause is not None and not one.detail
    return {
        "number": one.number,
        "id": one.id,
        "words": said(WORDS[one.id]) if one.id in WORDS else clip(one.id, 60),
        "outcome": one.outcome.value,
        "outcome_words": OUTCOME_WORDS[one.outcome],
        "detail": sentence(cause_words(one.cause)) if untested else in_english(clip(one.detail, 400)),
    }
