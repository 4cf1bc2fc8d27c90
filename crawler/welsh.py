"""In Wales, walks the same task again in the other language: its page, the way in, the site's search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from checks.finding import score_page
from checks.language import language_of_page
from checks.model import Cause, Council, Journey, Missing
from checks.route import next_step
from checks.translation import Translation, translation
from checks.wayfinding import search_form
from crawler.reader import PageRead, Reader
from crawler.wayfinders import search_for

WALES = "Wales"
# A switch may lead to the English home page; a page of this score is about the task.
ABOUT_THE_SAME = 0.3
WELSH, ENGLISH = "cy", "en"
_SWITCH = re.compile(r"\b(?:cymraeg|gymraeg|welsh)\b", re.I)


def is_asked_in_welsh(council: Council) -> bool:
    """Say whether *council* serves its residents in Welsh as well (the Welsh Language Standards)."""
    return council.nation == WALES


async def ask_in_welsh(
    council: Council, journey: Journey, home: PageRead, task: PageRead | None, reader: Reader
) -> dict[str, Any] | Missing:
    """Return the facet `welsh` of the walk: the task once more in Welsh, as docs/evidence.md has it."""
    if not is_asked_in_welsh(council):
        return Missing(Cause.NOT_MEASURED, "asked of councils in Wales only")
    if not journey.queries.get(WELSH):
        return Missing(Cause.NOT_MEASURED, "the journey has no words in Welsh")
    if task is None or not task.readable:
        return Missing(Cause.NOT_FOUND_BY_US, "no task page to find in Welsh")
    facet: dict[str, Any] = {
        "task_url": task.url,
        "task_written": _written(task),
        "mentioned": False,
        "link": {},
        "page": {},
        "way": {},
        "home": "",
    }
    if facet["task_written"] == WELSH:
        # The council's pages come in Welsh first: the page found is the Welsh one.
        link, page = Translation(task.url, "", "same page"), task
    else:
        switch = translation(task.html, task.url, WELSH)
        if switch is None:
            # A button or a form may be the switch; pressing it is left to residents.
            said = [
                one.text
                for one in (*task.digest.controls, *(b for f in task.digest.forms for b in f.buttons))
            ]
            facet["mentioned"] = any(_SWITCH.search(one) for one in said)
            return facet | {"search": {}}
        link, page = switch, await reader.read(switch.url)
    facet["link"] = {"url": link.url, "text": link.text, "how": link.how}
    facet["page"] = _told(page)
    if page.readable:
        facet["way"] = await _way(journey, page, reader)
    front = await _welsh_home(home, reader)
    facet["home"] = front.url if front is not None else ""
    facet["search"] = await _search(journey, [front or home, page], reader)
    return facet


async def in_english(task: PageRead, journey: Journey, reader: Reader) -> PageRead:
    """Return the English page of which *task* is the Welsh one, where there is one about the same task.

    What a page tells is judged on its English text; the Welsh page is asked about apart (`ask_in_welsh`).
    """
    if _written(task) != WELSH or task.rendered:
        return task
    switch = translation(task.html, task.url, ENGLISH)
    page = await reader.read(switch.url) if switch is not None else task
    if page is task or not page.readable or _written(page) != ENGLISH:
        return task
    return page if score_page(page.digest, journey).score >= ABOUT_THE_SAME else task


async def _way(journey: Journey, page: PageRead, reader: Reader) -> dict[str, Any]:
    """Follow the way in from the Welsh page by one link."""
    step = next_step(page.digest, journey)
    if step.kind == "form-here":
        return {"kind": step.kind, **_told(page)}
    if step.kind != "follow" or step.how not in ("link", "frame") or not step.url:
        return {"kind": step.kind}
    return {"kind": step.kind, "text": step.text[:200], **_told(await reader.read(step.url))}


async def _welsh_home(home: PageRead, reader: Reader) -> PageRead | None:
    if _written(home) == WELSH:
        return home
    switch = translation(home.html, home.url, WELSH) if home.readable else None
    page = await reader.read(switch.url) if switch is not None else None
    return page if page is not None and page.readable else None


async def _search(journey: Journey, places: Sequence[PageRead], reader: Reader) -> dict[str, Any]:
    """Ask the first search found on *places* for the task in Welsh; empty where there is none to ask."""
    for place in places:
        form = search_form(place.digest) if place.readable else None
        if form is not None and form.how == "get":
            return {
                "page": place.url,
                **await search_for(reader, form, place, journey.queries[WELSH][0], "task"),
            }
    return {}


def _told(page: PageRead) -> dict[str, Any]:
    return {
        "url": page.fetched.url,
        "final_url": page.url,
        "status": page.fetched.status,
        "cause": page.fetched.cause.value if page.fetched.cause else "",
        "declared": page.digest.lang,
        "written": _written(page),
        "title": page.digest.title[:300],
        "h1": page.digest.h1[:300],
    }


def _written(page: PageRead) -> str:
    """Return the language the page's content is in: what it declares may be left over from a template."""
    if not page.readable:
        return ""
    return language_of_page(page.digest.h1, page.digest.text, (WELSH, ENGLISH))
