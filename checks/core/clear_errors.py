"""Errors: what the first step says when an answer is missing, asked only where its form was walked."""

from __future__ import annotations

from checks.facets import as_list
from checks.model import Cause, Verdict
from checks.registry import question
from checks.verdicts import could_not_test, no, not_applicable, snippet, yes
from checks.views import PageView
from checks.walked import walk_of
from checks.words import words

# The browser's own message is shown at the field and keeps what was typed, but names nothing.
BY_THE_BROWSER = 0.8
# That a message says too little is a matter of reading it.
TOO_LITTLE = 0.6


@question(
    "Does an empty first step give a clear error and keep what was typed?",
    at="form",
    yes="With “{field}” left out, the step says so: “{error}”.",
    no="With “{field}” left out, {fault}.",
    source="WCAG 2.2, 3.3.1 Error Identification, 3.3.3 Error Suggestion; GOV.UK Design System, errors",
)
def clear_errors(form: PageView) -> Verdict:
    """What it asks: whether the first step, sent on with one answer left out, names what is missing and keeps
    the other answers. Tried only in depth `steps`, on a step that surely does not send the form.

    Why it matters: who is not told what is wrong, or has to type all of it again, gives up and rings.
    How to fix: list what is missing at the top and at each field, in words, and keep every answer.
    """
    tried = walk_of(form.survey).get("errors") if form.survey is not None else None
    if not isinstance(tried, dict) or "accepted" not in tried:
        return could_not_test(
            Cause.NOT_MEASURED, "To see an error a control has to be pressed, which this run did not do here."
        )
    field, told = str(tried.get("left_out") or ""), [str(one) for one in as_list(tried.get("errors"))]
    spot = form.spot(form.field(field) or form.main)
    if tried.get("accepted"):
        return not_applicable(f"The step goes on without “{snippet(field)}”.")
    if tried.get("kept") is False:
        return no(spot, field=field, fault="the other answers are lost")
    if told:
        named = next((one for one in told if set(words(one)) & set(words(field))), "")
        if named or tried.get("beside"):
            return yes(spot, field=field, error=snippet(named or told[0]))
        fault = f"the step says only “{snippet(told[0])}”"
        return no(spot, field=field, fault=fault, confidence=TOO_LITTLE)
    if tried.get("native"):
        return yes(spot, field=field, error="the browser's own message", confidence=BY_THE_BROWSER)
    return no(spot, field=field, fault="the step says nothing that we could read", confidence=BY_THE_BROWSER)
