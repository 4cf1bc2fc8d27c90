"""Asked of councils in Wales: can the task be found and done in Welsh as it can in English?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.addresses import canonical
from checks.gating import cause_of
from checks.model import Applies, Cause, Council, Spot, Verdict
from checks.naming import names_task
from checks.registry import question
from checks.verdicts import could_not_test, no, not_applicable, snippet, unsure, yes
from checks.views import SurveyView, as_list, as_mapping

TITLE = "In Welsh as in English, asked of councils in Wales"
FIRST = 5
STANDARDS = "Welsh Language (Wales) Measure 2011; Welsh Language Standards (No. 1) Regulations 2015"


def asked_of(council: Council, applies: Applies) -> bool:
    """Say whether the block is asked: of a council in Wales about a service that it runs."""
    return council.nation == "Wales" and applies is Applies.YES


@question(
    "Is the task's page there in Welsh too?",
    at="walk",
    needs=("welsh",),
    yes="The page is there in Welsh: “{title}”.",
    no="{fault}",
    source=STANDARDS,
)
def page(survey: SurveyView) -> Verdict:
    """What it asks: whether the task's page links to itself in Welsh, and a page in Welsh about it opens.

    Why it matters: residents may use the council's services in Welsh, and should not have to ask for it.
    How to fix: publish the page in both languages, and let the switch lead to the same page.
    """
    facet = as_mapping(survey.facet("welsh"))
    link, told = as_mapping(facet.get("link")), as_mapping(facet.get("page"))
    task_url = str(facet.get("task_url") or "")
    if not link.get("url"):
        if facet.get("task_written") == "cy" and survey.task is not None:
            return yes(Spot("", snippet(survey.task.heading), task_url), title=survey.task.heading)
        if facet.get("mentioned"):
            return unsure(
                "The page has a switch to Welsh that is no link, which we did not press.",
                Spot("", "", task_url),
            )
        return no(
            Spot("", "no link to a page in Welsh", task_url),
            fault="The page links to no page in Welsh.",
            confidence=0.8,
        )
    spot = Spot("", snippet(str(link.get("text") or link.get("url"))), task_url)
    failed = _failed(told, "The page in Welsh", spot)
    if failed is not None:
        return failed
    title, final = str(told.get("h1") or told.get("title") or ""), str(told.get("final_url") or "")
    there = Spot("", snippet(title or final), final)
    if told.get("written") == "en":
        return no(
            spot, there, fault="The link to Welsh opens a page that is written in English.", confidence=0.85
        )
    if told.get("written") != "cy":
        return unsure("The link to Welsh opens a page too short to tell its language.", spot, there)
    if any(names_task(str(told.get(name) or ""), survey.journey) for name in ("h1", "title")):
        return yes(spot, there, title=title)
    if canonical(final) == canonical(str(facet.get("home") or "")):
        return no(spot, there, fault="The link to Welsh opens the home page in Welsh, not this page.")
    return unsure(f"The link to Welsh opens “{snippet(title)}”, which may be another page.", spot, there)


@question(
    "Does the way in from the Welsh page lead on in Welsh?",
    at="walk",
    needs=("welsh",),
    yes="The way in from the Welsh page opens in Welsh.",
    no="{fault}",
    source=STANDARDS,
)
def way_in(survey: SurveyView) -> Verdict:
    """What it asks: whether the form or service that the Welsh page leads to opens in Welsh.

    Why it matters: a Welsh page in front of an English form sends the resident back to English.
    How to fix: have the form in both languages and link the Welsh page to the Welsh one.
    """
    facet = as_mapping(survey.facet("welsh"))
    way, told = as_mapping(facet.get("way")), as_mapping(facet.get("page"))
    if told.get("written") != "cy":
        return not_applicable("There is no page in Welsh that a way in could start from.")
    if way.get("kind") not in ("follow", "form-here") or not way.get("url"):
        return not_applicable("The Welsh page gives no link to a form or service.")
    final = str(way.get("final_url") or "")
    spot = Spot("", snippet(str(way.get("text") or way.get("h1") or final)), final)
    failed = _failed(way, "The way in from the Welsh page", spot)
    if failed is not None:
        return failed
    if way.get("written") == "cy":
        return yes(spot)
    if way.get("written") == "en":
        return no(spot, fault="The way in from the Welsh page opens in English.", confidence=0.85)
    return unsure("The page behind the way in is too short to tell its language.", spot)


@question(
    "Does the site's search, asked for the task in Welsh, show the Welsh page in the first five results?",
    at="walk",
    needs=("welsh",),
    yes="The site's search for “{query}” shows the Welsh page as result {place}.",
    no="The site's search for “{query}” does not show the Welsh page in its first five results.",
    source=STANDARDS,
)
def site_search(survey: SurveyView) -> Verdict:
    """What it asks: whether the site's own search finds the page in Welsh by the task's Welsh name.

    Why it matters: a resident who searches in Welsh should not have to guess the English words.
    How to fix: have the search cover the Welsh pages, with residents' words in their titles and keywords.
    """
    facet = as_mapping(survey.facet("welsh"))
    told, row = as_mapping(facet.get("page")), as_mapping(facet.get("search"))
    if told.get("written") != "cy":
        return not_applicable("There is no page in Welsh that the search could show.")
    if not row.get("query"):
        return could_not_test(Cause.NOT_MEASURED, "The site's search could not be asked in Welsh.")
    spot = Spot("", snippet(str(row["query"])), str(row.get("url") or ""))
    if row.get("status") != 200 or not as_list(row.get("results")):
        cause = cause_of(row.get("cause")) or Cause.NEEDS_REVIEW
        return could_not_test(cause, "The site's search gave no list of results that could be read.", spot)
    wanted = {canonical(str(told.get(name) or "")) for name in ("url", "final_url")}
    shown = [canonical(str(as_mapping(one).get("url") or "")) for one in as_list(row.get("results"))[:FIRST]]
    place = next((number for number, url in enumerate(shown, 1) if url in wanted), 0)
    query = str(row["query"])
    return yes(spot, query=query, place=place) if place else no(spot, query=query)


def _failed(told: Mapping[str, Any], what: str, spot: Spot) -> Verdict | None:
    """Return why an address gave no page: No where there is none, could-not-test where it did not answer."""
    status, cause = told.get("status"), cause_of(told.get("cause"))
    if status in (404, 410):
        return no(spot, fault=f"{what} is not there: HTTP {status}.")
    if cause is not None:
        return could_not_test(cause, f"{what} could not be opened.", spot)
    if isinstance(status, int) and status >= 400:
        return could_not_test(Cause.SERVER_ERROR, f"{what} answers HTTP {status}.", spot)
    return None
