"""What a walk of the form adds to its first step: further pages, and whether they are all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from checks.facets import as_list, as_mapping
from checks.form_step_model import StepKind, StopReason
from checks.model import Cause, Outcome, Question, Verdict, form_step

if TYPE_CHECKING:
    from checks.page_view import PageView
    from checks.survey_view import SurveyView

MOST_STEPS = 12


def walk_of(survey: SurveyView) -> Mapping[str, Any]:
    """Return the facet `form-walk`, {} where no form was walked."""
    return as_mapping(survey.facet("form-walk"))


def steps_walked(survey: SurveyView) -> tuple[PageView, ...]:
    """Return the pages of the form's steps in order; the first alone where none was walked on."""
    first = survey.form
    if first is None:
        return ()
    later = (survey.best(form_step(number)) for number in range(2, MOST_STEPS + 1))
    return (first, *(page for page in later if page is not None and page.html))


def walked_on(survey: SurveyView) -> bool:
    """Say whether the form was walked past its first step."""
    return len(as_list(walk_of(survey).get("steps"))) > 1


def walked_whole(survey: SurveyView) -> bool:
    """Say whether each step up to the last before submission was seen.

    Only a walk of several steps says so that ended at a control that sends, and of which each page was kept,
    as it was: what a step asked only once something was filled in is in no evidence.
    """
    walk = walk_of(survey)
    steps = [as_mapping(one) for one in as_list(walk.get("steps"))]
    return (
        walk.get("stop_reason") == StopReason.FINAL
        and len(steps) > 1
        and steps[-1].get("kind") == StepKind.FINAL
        and not any(one.get("grew") for one in steps)
        and len(steps_walked(survey)) == len(steps)
    )


def seen_to_the_end(page: PageView) -> bool:
    """Say whether *page* is the last step of a walk that saw the form whole."""
    survey = page.survey
    return survey is not None and walked_whole(survey) and page.step == steps_walked(survey)[-1].step


def chose_on_the_way(survey: SurveyView) -> bool:
    """Say whether the walk picked one of several answers: with another the form may ask other things."""
    return any(as_mapping(one).get("chose") for one in as_list(walk_of(survey).get("steps")))


def over_steps(
    question: Question, page: PageView, verdict: Verdict, judge: Callable[[PageView], Verdict]
) -> tuple[Verdict, PageView]:
    """Ask the further steps of a walk what the first one does not decide; the first that decides it answers.

    What no step decides stays as the first step left it, unless the form was seen whole: then the last step
    knows that nothing asks it.
    """
    survey = page.survey
    if survey is None or question.at != "form" or question.device is not None or question.first_step:
        return verdict, page
    if not _open(verdict):
        return verdict, page
    for later in steps_walked(survey)[1:]:
        if set(question.needs) - {"html"}:
            break
        found = judge(later)
        if not _open(found):
            return found, later
        if found.outcome is Outcome.NOT_APPLICABLE and seen_to_the_end(later):
            return found, later
    return verdict, page


def _open(verdict: Verdict) -> bool:
    """Say whether a further step may still decide: this one does not ask, or asks nothing to judge."""
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return True
    return verdict.outcome is Outcome.COULD_NOT_TEST and verdict.cause is Cause.POLICY_STOP
