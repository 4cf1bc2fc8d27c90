"""What is true of every survey, from the tables alone: never from the text of a page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from .model import Council, Page, Survey
from .search import search, words
from .signposts import signposts
from .site import Site
from .ways import WAYS
from .world import World

_OFFLINE = ("phone", "email", "visit", "document", "information")
# Words by which a page that does not state a fact may still seem to: then No is a matter of judgement, and left out.
_BY_THE_WAY = {
    "core/cost": r"£|\bfree\b|charg|\bcosts?\b|\bpaid\b|\bprices?\b|\bfees?\b",
    "core/what-you-need": r"\b(?:you|will|'ll) need\b|have ready|\bproof\b|\bbring\b",
    "core/what-happens-next": r"\bwithin\b|\b(?:days?|weeks?|months?|hours?)\b",
}
_IN_PROSE = re.compile(r"\(page:([^)\s]+)\)")
_VERBS = {"report", "apply", "get", "collect", "object"}
_HANDED_OVER = ("national", "elsewhere")
_WITH_START = ("form", "sign-in", "national", "elsewhere", "lookup", "closed", "broken", "gated")


def clicks(site: Site, key: str) -> int | None:
    """Fewest clicks from the home page, over the tree, the menus and the lists that every family draws."""
    distance = {"home": 0}
    queue = deque(["home"])
    while queue:
        at = queue.popleft()
        for following in _links(site, site.pages[at]):
            if following in site.pages and following not in distance:
                distance[following] = distance[at] + 1
                queue.append(following)
    return distance.get(key)


def _links(site: Site, page: Page) -> list[str]:
    every = [child.key for child in site.footer()]
    if page.twin:
        every.append(page.twin)
    family = site.family
    for section in site.sections()[: family.menu[0]]:
        every += [section.key, *section.children[: family.menu[1]]]
    if family.siblings and len(site.trail(page)) > 1:
        every += site.pages[page.parent].children
    if page.kind == "home":
        every += [one.key for one in (*site.sections(), *site.popular(), *site.news()[:3])]
    if page.parts:
        every += page.parts
    if site.council.get("a_to_z"):
        every.append("az:A")
    if page.layout == "a-z":
        every += [f"az:{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    prose = [site.alias.get(key, key) for key in _IN_PROSE.findall(str(page.blocks))]
    return [*every, *page.children, *page.related, *prose]


def _task_keys(site: Site, survey: Survey) -> list[str]:
    key = f"survey:{survey.journey}"
    page = site.pages.get(key)
    if page is None:
        return []
    if not page.parts:
        return [key]
    return [
        page.parts[survey.part - 1],
        *(part for part in page.parts if part != page.parts[survey.part - 1]),
    ]


def _start(world: World, site: Site, survey: Survey) -> str:
    if survey.way not in _WITH_START:
        return ""
    options = survey.options
    if "url" in options:
        return str(options["url"])
    if survey.way == "elsewhere":
        return world.resolve(site, f"survey-of:{options.get('target', site.council.parent)}:{survey.journey}")
    if survey.link == "on-page":
        return site.absolute(site.url(_task_keys(site, survey)[0]))
    return site.forms[survey.journey].url


def _flags(site: Site, survey: Survey, start: str) -> list[str]:
    form = site.forms.get(survey.journey) if survey.way in ("form", "sign-in") else None
    flags = []
    if form and form.login == "guest":
        flags.append("sign-in-optional")
    if form and not start.split("/")[2].endswith(site.council.domain):
        flags.append("third-party-host")
    if form and form.kind == "payment":
        flags.append("payment")
    if form and form.options.get("map_only"):
        flags.append("map-only")
    if form and any("flag" in site.bank.snares[name] for name in form.options.get("snares", ())):
        flags.append("captcha")
    page = site.pages.get(f"survey:{survey.journey}")
    if page and page.twin:
        flags.append("welsh")
    return flags


def _questions(world: World, site: Site, survey: Survey, channel: str) -> dict[str, str]:
    """The answers that follow with certainty; a question that is a matter of judgement here is left out."""
    council, way = site.council, survey.way
    found: dict[str, str] = {"core/search-engine": "not-applicable"}
    keys = _task_keys(site, survey)
    if survey.govuk in ("task", "dead", "other") and channel != "blocked":
        found["core/govuk-link"] = "yes" if survey.govuk == "task" else "no"
    if not council.get("a_to_z"):
        found["core/a-to-z"] = "not-applicable"
    if channel == "blocked" or not keys:
        return found
    found["core/home-page"] = "yes"
    steps = [clicks(site, key) for key in keys]
    known = {step is not None and step <= 3 for step in steps}
    if len(known) == 1:
        found["core/three-clicks"] = "yes" if known.pop() else "no"
    found |= _found_by_search(world, site, survey, keys)
    if council.type == "welsh-unitary" and len(keys) == 1:
        found["welsh/page"] = "yes" if site.pages[keys[0]].twin else "no"
    if council.get("a_to_z"):
        found["core/a-to-z"] = "no" if survey.options.get("unlisted") else "yes"
    facts = world.bank.journeys[survey.journey]["facts"]
    if way not in (*_HANDED_OVER, "refused"):
        found |= _told(site, facts, survey)
        said = {facts[fact].get("core") for fact in survey.facts}
        page_text = " ".join(f"{site.pages[key].summary} {site.pages[key].blocks}" for key in keys)
        for question, by_the_way in _BY_THE_WAY.items():
            if question in said or not re.search(by_the_way, page_text, re.IGNORECASE):
                found[question] = "yes" if question in said else "no"
    if survey.vague or _named(world, survey):
        found["core/title-names-task"] = "no" if survey.vague else "yes"
    return {**found, **_form_questions(site, survey, way)}


def _told(site: Site, facts: Mapping[str, Mapping[str, Any]], survey: Survey) -> dict[str, str]:
    """Questions of the journey that a fact decides: yes if the page states it, no if not and nothing else there may.

    A link may also stand in a menu or a box of related pages, so its absence from the text proves nothing; a link to a
    page that this council has not got is plain words and decides nothing either.
    """
    found = {}
    for name, row in facts.items():
        links = _IN_PROSE.findall(str(row["said"]))
        if "asks" not in row or any(not site.url(key) for key in links):
            continue
        if name in survey.facts or not (links or row.get("only_yes")):
            found[row["asks"]] = "yes" if name in survey.facts else "no"
    return found


def _named(world: World, survey: Survey) -> bool:
    """Whether the title has all the words of one of the resident's phrases, the verb apart."""
    phrases = world.bank.journeys[survey.journey]["phrases"]
    return any(set(words(phrase)) - _VERBS <= set(words(survey.title)) for phrase in phrases)


def _found_by_search(world: World, site: Site, survey: Survey, keys: list[str]) -> dict[str, str]:
    council = site.council
    if council.get("search", "good") == "none" or site.family.search_by_post or council.family == "shell":
        return {}
    if any(site.family.search[0].startswith(path) for path in council.get("disallow", ())):
        return {}
    hits = {
        any(page.key in keys for page in search(site, phrase)[:5])
        for phrase in world.bank.journeys[survey.journey]["phrases"]
    }
    return {"core/site-search": "yes" if hits.pop() else "no"} if len(hits) == 1 else {}


def _form_questions(site: Site, survey: Survey, way: str) -> dict[str, str]:
    form = site.forms.get(survey.journey)
    if way == "form" and form:
        found = {"core/form-opens": "yes", "core/no-account": "yes", "core/web-page": "yes"}
        found["core/privacy-notice"] = (
            "yes" if form.privacy and form.engine in ("postback", "single", "get") else ""
        )
        if form.login or (form.engine == "postback" and not form.steps[0]["fields"]):
            found.pop("core/privacy-notice")
        if not form.host:
            found["core/hand-over"] = "not-applicable"
        return {question: outcome for question, outcome in found.items() if outcome}
    if way == "sign-in":
        return {"core/no-account": "no"}
    if way == "broken":
        return {"core/form-opens": "no"}
    if way in _OFFLINE and not survey.options.get("engine"):
        asked_of_a_form = ("core/no-account", "core/works-on-phone", "core/privacy-notice")
        found = dict.fromkeys(asked_of_a_form, "not-applicable") | {"core/form-opens": "no"}
        return found | ({"core/web-page": "no"} if way == "document" else {})
    if way in _HANDED_OVER:
        return dict.fromkeys(
            ("core/no-account", "core/works-on-phone", "core/privacy-notice"), "not-applicable"
        )
    return {}


def truth(world: World, keep: Callable[[Council], bool] = lambda council: True) -> list[dict[str, Any]]:
    """One row for each council and journey of the bank, the ones that do not apply included.

    council, council_slug, journey, applies, applies_alt, channel, channel_alt, flags, task_urls (the first is the page
    with the way in), start_url, clicks, facts (plain names of what the page says), questions {id: outcome}.
    """
    rows = []
    for council in world.bank.councils.values():
        if not keep(council):
            continue
        for journey in world.bank.journeys:
            rows.append(_row(world, council, journey))
    return rows


def statements(world: World, keep: Callable[[Council], bool] = lambda council: True) -> list[dict[str, Any]]:
    """One row a council: council_slug, url ("" where there is none), level, fails (numbers of the machine checks)."""
    rows = []
    for council in world.bank.councils.values():
        site, level = world.by_slug[council.slug], council.get("statement", "complete")
        url = site.absolute(site.url("foot:accessibility")) if level != "absent" else ""
        fails = world.bank.utility["statement"]["levels"][level]["fails"] if url else [1]
        if keep(council):
            rows.append({"council_slug": council.slug, "url": url, "level": level, "fails": list(fails)})
    return rows


def _row(world: World, council: Council, journey: str) -> dict[str, Any]:
    site, survey = world.by_slug[council.slug], council.surveys.get(journey)
    row: dict[str, Any] = {"council": council.gss, "council_slug": council.slug, "journey": journey}
    empty: Mapping[str, Any] = {
        "applies": "no",
        "applies_alt": [],
        "channel": "",
        "channel_alt": [],
        "flags": [],
        "task_urls": [],
        "start_url": "",
        "clicks": None,
        "facts": [],
        "questions": {},
    }
    row |= empty
    if survey is None or survey.applies == "no":
        # The tier or nation that does not run it may be asked whether it signposts who does; the estate has no page for that.
        row["applies_alt"] = list(world.bank.journeys[journey].get("runs_alt", {}).get(council.type, ()))
        return row
    channel = WAYS[survey.way].channel
    keys = _task_keys(site, survey)
    start = _start(world, site, survey)
    # A service that the council says it does not provide has no survey (methodology, section 3).
    offered = channel != "not-offered"
    row["applies"] = survey.applies if offered else "no"
    if survey.applies == "signpost" and survey.way != "elsewhere":
        row["applies_alt"] = ["yes"]
    row["channel"] = channel
    row["channel_alt"] = list(survey.options.get("channel_alt", ()))
    row["flags"] = _flags(site, survey, start)
    twin = [site.pages[f"survey:{journey}"].twin] if keys and site.pages[f"survey:{journey}"].twin else []
    row["task_urls"] = (
        [site.absolute(site.url(key)) for key in (*keys, *twin)] if channel != "blocked" else []
    )
    row["start_url"] = start if channel != "blocked" else ""
    row["clicks"] = clicks(site, keys[0]) if keys else None
    row["facts"] = list(survey.facts)
    if survey.applies == "yes" and offered:
        row["questions"] = dict(sorted(_questions(world, site, survey, channel).items()))
    elif offered:
        found = _found_by_search(world, site, survey, keys).get("core/site-search", "") if keys else ""
        row["questions"] = dict(sorted(signposts(world, site, survey, start, found).items()))
    return row
