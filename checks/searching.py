"""What the site's own search answered, and by which addresses a task's page is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from checks.addresses import canonical
from checks.gating import cause_of
from checks.model import Cause, Spot, Verdict
from checks.verdicts import could_not_test, no, snippet, yes
from checks.views import SurveyView, as_list, as_mapping

FIRST = 5


def searched(
    survey: SurveyView, kinds: tuple[str, ...], is_wanted: Callable[[str], bool] | None = None
) -> Verdict:
    """Say whether the search shows a wanted page among the first five results of each query of *kinds*.

    Wanted are the task's own addresses, or what *is_wanted* says. Words: `query` and, for Yes, `place`.
    """
    rows = [as_mapping(row) for row in as_list(as_mapping(survey.search).get("queries"))]
    asked = [row for row in rows if str(row.get("kind")) in kinds]
    answers = any(as_list(row.get("results")) for row in rows)
    own, found, untested = addresses(survey), [], []
    wanted = is_wanted or (lambda url: canonical(url) in own)
    for row in asked:
        query, url = str(row.get("query") or ""), str(row.get("url") or "")
        results = [as_mapping(one) for one in as_list(row.get("results"))]
        cause = cause_of(row.get("cause"))
        if cause is not None or row.get("status") != 200:
            untested.append(cause or Cause.SERVER_ERROR)
            continue
        if not results and (not answers or row.get("by_script")):
            # A list drawn by script may read as empty: only a list with something in it has said no.
            untested.append(Cause.NEEDS_REVIEW)
            continue
        places = [n for n, one in enumerate(results[:FIRST], 1) if wanted(str(one.get("url") or ""))]
        if not places:
            return no(Spot("", snippet(query), url), query=query)
        found.append((query, places[0], url))
    if not asked:
        return could_not_test(Cause.NOT_MEASURED, "The site's search was not asked this.")
    if untested or not found:
        cause = untested[0] if untested else Cause.NOT_MEASURED
        return could_not_test(cause, "The site's search gave no list of results that could be read.")
    query, place, _ = found[0]
    return yes(*(Spot("", snippet(one[0]), one[2]) for one in found), query=query, place=place)


def addresses(survey: SurveyView) -> frozenset[str]:
    """Return the canonical addresses of the task: its page, all parts of its guide and its form, before and
    after redirects."""
    found = {str(as_mapping(survey.crawl).get("task_url") or "")}
    for page in (survey.task, survey.start, survey.form, *survey.parts):
        found |= {page.url, page.evidence.requested_url} if page else set()
    for step in _steps(survey):
        found |= {str(step.get("url") or ""), str(step.get("final_url") or "")}
    return frozenset(canonical(url) for url in found if url)


def _steps(survey: SurveyView) -> Iterator[Any]:
    return (as_mapping(step) for step in as_list(as_mapping(survey.route).get("steps")))
