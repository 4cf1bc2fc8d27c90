"""The accessibility and the mobile mark of a council: what was found, banded by the methodology."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from checks.model import HOME, STATEMENT, WALK, Finding, Outcome, StatementPoint, Survey
from reports.methodology import Methodology, Numbers
from reports.said import counted, said
from reports.scoring import percent


@dataclass(frozen=True, slots=True)
class PageState:
    """One distinct page as seen on one screen; `serious` counts its A and AA failures of serious impact."""

    url: str
    step: str
    device: str
    tested: bool
    serious: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of 1 to 4 stars over `whole` things of which `good` were as they should be.

    `share` is the percentage, rounded down to a tenth; `stars` is None where the mark cannot be given, and
    `why_not` then says why. `notes` say what held it back or what is not known.
    """

    stars: int | None
    good: int
    whole: int
    share: float | None
    why_not: str
    notes: tuple[str, ...]


def accessibility_mark(
    states: Iterable[PageState],
    findings: Iterable[Finding],
    points: Sequence[StatementPoint],
    methodology: Methodology,
) -> Mark:
    """Return the accessibility mark (methodology.md, section 7) as far as the evidence goes.

    Four stars need the accessibility statement's *points* too: where they fall short, or nobody could look,
    the mark stops at three.
    """
    rules = methodology.accessibility
    every = tuple(states)
    tested = [one for one in every if one.tested]
    good = sum(not one.serious for one in tested)
    failing = len(tested) - good
    share = percent(good, len(tested))
    if not tested:
        return Mark(None, 0, 0, None, said("No page was tested in a browser for accessibility."), ())
    if len(tested) * 100 < methodology.coverage * len(every):
        why = said(
            "Only {tested} of {every} page states could be tested for accessibility.",
            tested=len(tested),
            every=len(every),
        )
        return Mark(None, good, len(tested), share, why, ())
    notes = []
    stars = stars_for_pages(good, len(tested), methodology)
    if not failing:
        if _statement_holds(points) >= rules.statement_checks:
            stars = 4
        else:
            notes.append(_statement_note(points, rules.statement_checks))
    trap = _keyboard_failure(findings, rules.keyboard_criteria)
    if trap:
        if stars > rules.keyboard_cap:
            stars = rules.keyboard_cap
        notes.append(
            said(
                "A keyboard failure on a task route (WCAG {criterion}) allows at most {stars}.",
                criterion=trap,
                stars=rules.keyboard_cap,
            )
        )
    return Mark(stars, good, len(tested), share, "", tuple(notes))


def _statement_holds(points: Sequence[StatementPoint]) -> int:
    """Return how many checks of a statement that was found hold, or do not arise in it."""
    return (
        sum(one.outcome in (Outcome.YES, Outcome.NOT_APPLICABLE) for one in points) if _found(points) else 0
    )


def _found(points: Sequence[StatementPoint]) -> bool:
    # Where there is no statement, all points but the first do not arise: that is no merit.
    return any(one.outcome is Outcome.YES for one in points)


def _statement_note(points: Sequence[StatementPoint], needed: int) -> str:
    if not points:
        return said("Four stars also need the accessibility statement's checks, which this run did not ask.")
    if all(one.outcome is Outcome.COULD_NOT_TEST for one in points):
        return said("Four stars also need the accessibility statement's checks, and it could not be read.")
    if not _found(points):
        return said("Four stars also need an accessibility statement, and none was found.")
    held = _statement_holds(points)
    return said(
        "Four stars also need {needed} of the statement's {checks} checks; {held} hold.",
        needed=needed,
        checks=len(points),
        held=held,
    )


def stars_for_pages(good: int, tested: int, methodology: Methodology) -> int:
    """Return the stars that *good* page states of those *tested* earn, before anything caps them."""
    rules = methodology.accessibility
    failing = (tested - good) * 100
    return 1 + sum(failing <= most * tested for most in (rules.three, rules.two))


def pages_of_each(good: Numbers, tested: Numbers, methodology: Methodology) -> Numbers:
    """Return what `stars_for_pages` says of each pair of *good* and *tested*, arrays of one length."""
    rules = methodology.accessibility
    failing = (tested - good) * 100
    within = ((failing <= most * tested).astype(np.int64) for most in (rules.three, rules.two))
    return sum(within, np.ones_like(good))


def mobile_mark(surveys: Sequence[Survey], methodology: Methodology) -> Mark:
    """Return the mobile mark: the share of the mobile questions that are Yes over all routes.

    A start that cannot be reached on a phone caps it (methodology.md, section 7).
    """
    outcomes = [
        answer.outcome
        for survey in surveys
        for answer in survey.answers
        if answer.question in methodology.mobile_questions
    ]
    yes, no = outcomes.count(Outcome.YES), outcomes.count(Outcome.NO)
    untested = outcomes.count(Outcome.COULD_NOT_TEST)
    share = percent(yes, yes + no)
    if not yes + no:
        return Mark(None, 0, 0, None, said("No question about phones could be decided."), ())
    if (yes + no) * 100 < methodology.coverage * (yes + no + untested):
        why = said(
            "Only {decided} of {every} questions about phones could be decided.",
            decided=yes + no,
            every=yes + no + untested,
        )
        return Mark(None, yes, yes + no, share, why, ())
    stars, notes = methodology.stars_for(yes, yes + no), []
    missed = sum(
        answer.question == methodology.mobile_cap_question and answer.outcome is Outcome.NO
        for survey in surveys
        for answer in survey.answers
    )
    if missed:
        stars = min(stars, methodology.mobile_cap)
        notes.append(
            counted(
                "A way to start cannot be reached on a phone: that allows at most {stars}.",
                "{count} ways to start cannot be reached on a phone: that allows at most {stars}.",
                missed,
                stars=methodology.mobile_cap,
            )
        )
    return Mark(stars, yes, yes + no, share, "", tuple(notes))


def _keyboard_failure(findings: Iterable[Finding], criteria: Sequence[str]) -> str:
    """Return the criterion of the first sure keyboard failure on a task route, or an empty text."""
    for finding in findings:
        on_route = finding.step not in ("", HOME, WALK, STATEMENT)
        if on_route and finding.certainty == "failure":
            for criterion in criteria:
                if criterion in finding.wcag.replace("|", " ").replace(",", " ").split():
                    return criterion
    return ""
