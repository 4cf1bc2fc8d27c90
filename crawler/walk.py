"""Visits one council for all its journeys and leaves the evidence."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from checks.addresses import canonical, same_site
from checks.finding import choose_task_page
from checks.model import (
    Applies,
    Cause,
    Council,
    Journey,
    Missing,
    form_step,
)
from crawler.cases import open_cases
from crawler.documents import Documents
from crawler.evidence import EvidenceMaker
from crawler.explore import Exploration, candidates_of, explore, gated_pages
from crawler.fetching import Fetcher, PageLog
from crawler.form_tour import FormTour
from crawler.govuk_links import LinkRow
from crawler.journey_walk import JourneyWalk, look_of, write_journey
from crawler.options import CrawlOptions
from crawler.permissions import Permissions
from crawler.reader import PageRead, Reader
from crawler.routes import Route, follow_route, prove_dead_end
from crawler.signposts import kin_rows, open_signposts
from crawler.statement import StatementSeen, find_statement, write_statement
from crawler.visit import AUDITS, FACETS, VisitResult
from crawler.welsh import ask_in_welsh, in_english
from store import CouncilVisit, CouncilWriter, now

# A page that fits a task less than this is not taken for its page.
TASK_PAGE = 0.3
NO_PAGE = Missing(Cause.NOT_FOUND_BY_US, "no page to look at")
MAX_HOME_LINKS = 5
HOME_LINK_SCORE = 0.3


async def walk_council(
    council: Council,
    journeys: Sequence[Journey],
    rows: Sequence[LinkRow],
    *,
    run: str,
    fetcher: Fetcher,
    log: PageLog,
    writer: CouncilWriter,
    options: CrawlOptions,
    others: frozenset[str] = frozenset(),
    strangers: frozenset[str] = frozenset(),
    kin: Sequence[Council] = (),
    permissions: Permissions | None = None,
) -> CouncilVisit:
    """Crawl the site, follow each journey's route, look at its pages in the browser, write the evidence.

    Without *journeys* only the home page is read, to know whether the council can be reached. Services that
    another council runs come last in *journeys*: what is left of the budget is theirs. *others* are the sites
    of other councils, *strangers* those of them that are not of its *kin*: its county, or its districts.
    *permissions* are those to walk forms.
    Raises nothing for what a site does; the returned visit says how it ended.
    """
    began, started = time.monotonic(), now()
    reader = Reader(fetcher, options.page_budget, FACETS if options.audits else FACETS - AUDITS)
    maker = EvidenceMaker(run, council.gss)
    home = await reader.read(council.homepage)
    if options.browser and journeys and home.readable and not home.rendered:
        home = await with_script_links(reader, home)
    found: Exploration | None = None
    if journeys and (home.readable or rows):
        found = await explore(council, journeys, reader, home, rows, strangers)
    walks = []
    for journey in journeys:
        walk = await _walk_journey(journey, council, reader, home, found, options, others)
        walk.welsh = await ask_in_welsh(council, journey, home, walk.task, reader)
        walk.crawl["kin"] = kin_rows(kin)
        if journey.applies_to(council) is Applies.SIGNPOST:
            walk.signpost = await _signposts(reader, walk, council, kin)
        walks.append(walk)
    failed_at = time.monotonic()
    statement = await _statement(reader, home, walks, found)
    documents = Documents(reader)
    for walk in walks:
        if walk.signpost is None:
            walk.documents = await documents.of_route(walk.route, walk.task)
    looks = await _look_at_all(reader, home, walks, statement) if options.browser and walks else {}
    await _prove_dead_ends(reader, walks, failed_at, options)
    tour = FormTour(fetcher, council.gss, options, permissions)
    for walk in walks if options.browser else ():
        step = walk.route.step(form_step(1))
        if step is not None and walk.route.end == "form" and walk.signpost is None:
            walk.form = await tour.walk(step, look_of(looks, step.page))
    for walk in walks:
        write_journey(walk, council, home, found, maker, writer, looks, started, tour)
    if walks:
        look = look_of(looks, statement.page) if statement.page is not None else NO_PAGE
        write_statement(statement, look, maker, writer, started, council.homepage)
    for page in log.rows:
        writer.add_page(page)
    cause, detail = _verdict_on_visit(home, walks, found)
    visit = CouncilVisit(
        gss=council.gss,
        cause=cause,
        detail=detail,
        pages=sum(row.how == "http" for row in log.rows),
        browser_pages=sum(row.how == "browser" for row in log.rows),
        started=started,
        ended=now(),
        duration_s=round(time.monotonic() - began, 1),
    )
    writer.finish(visit)
    return visit


async def with_script_links(reader: Reader, home: PageRead) -> PageRead:
    """Add the links that only a script puts on the home page (menus), as the browser shows it.

    The home page is looked at in every run with a browser, so this costs no further visit.
    """
    shown = await reader.rendered(home)
    if isinstance(shown, Missing) or not shown.readable:
        return home
    there = {(canonical(one.url), one.says) for one in home.digest.links}
    added = [one for one in shown.digest.links if (canonical(one.url), one.says) not in there]
    return replace(home, digest=replace(home.digest, links=(*home.digest.links, *added)))


async def _walk_journey(
    journey: Journey,
    council: Council,
    reader: Reader,
    home: PageRead,
    found: Exploration | None,
    options: CrawlOptions,
    others: frozenset[str],
) -> JourneyWalk:
    crawl: dict[str, Any] = {
        "pages": reader.asked,
        "budget": options.page_budget,
        "exhausted": bool(found and found.exhausted and home.readable),
        "home": {
            "url": home.fetched.url,
            "final_url": home.url,
            "status": home.fetched.status,
            "cause": home.fetched.cause.value if home.fetched.cause else "",
            "detail": home.fetched.detail,
        },
        "candidates": [],
        "task_url": "",
        "clicks": None,
        "path": [],
        "landing_url": "",
        "routes": {},
        "home_links": [],
        "shell": home.shell,
        "stopped": found.stopped if found else "",
        "left": round(found.left.get(journey.id, 0.0), 3) if found else None,
        "gated": gated_pages(found, journey) if found else [],
    }
    if found is None:
        return JourneyWalk(journey, None, None, [], Route(), crawl)
    paths = found.atlas.paths()
    ranked = candidates_of(found, journey, others)
    crawl["candidates"] = [
        {
            "url": url,
            "title": found.atlas.places[canonical(url)].title[:300]
            if canonical(url) in found.atlas.places
            else "",
            "score": round(score.score, 3),
            "reasons": list(score.reasons)[:12],
            "kind": score.kind,
            "found_by": sorted(vias),
            "clicks": len(paths[canonical(url)]) - 1 if canonical(url) in paths else None,
        }
        for url, score, vias in ranked
    ]
    task = None
    chosen = _choose(reader, ranked)
    if chosen:
        task = await in_english(chosen, journey, reader)
        crawl["task_url"] = task.url
    route = await follow_route(reader, journey, task) if task else Route()
    # All parts of a guide are one text: the shortest way to any of them is the way to the task.
    keys = {page.key for page in (task, *route.parts) if page}
    path = min((paths[key] for key in sorted(keys & paths.keys())), key=len, default=[])
    landing = _landing(reader, home, path)
    crawl |= {
        "clicks": len(path) - 1 if path else None,
        "path": [{"url": url, "text": text[:200]} for url, text in path],
        "landing_url": landing.url if landing else "",
        "routes": _routes_to(found, journey, task, keys, path),
        "home_links": _home_links(found, journey, path),
    }
    cases = await open_cases(reader, journey, route) if journey.applies_to(council) is Applies.YES else []
    return JourneyWalk(journey, task, landing, path, route, crawl, cases=cases)


async def _signposts(
    reader: Reader, walk: JourneyWalk, council: Council, kin: Sequence[Council]
) -> dict[str, Any] | Missing:
    """Open what the task page, and the parts of its guide on the way, link to at the right council."""
    if walk.task is None:
        return Missing(Cause.NOT_FOUND_BY_US, "no task page")
    seen = [walk.task, *(step.page for step in walk.route.steps)]
    pages = {page.key: page for page in seen if same_site(page.url, council.homepage)}
    handed_to = walk.route.detail if walk.route.end == "hand-over" else ""
    return await open_signposts(reader, walk.journey, list(pages.values()), handed_to, kin)


async def _statement(
    reader: Reader, home: PageRead, walks: Sequence[JourneyWalk], found: Exploration | None
) -> StatementSeen:
    """Look for the accessibility statement from the home page, the pages of every route and the sitemap."""
    pages = {page.key: page for walk in walks for page in (walk.landing, walk.task) if page is not None}
    listed = [link.url for _, via, link in found.ways.links if via == "sitemap"] if found else []
    return await find_statement(reader, home, list(pages.values()), listed)


def _landing(reader: Reader, home: PageRead, path: list[tuple[str, str]]) -> PageRead | None:
    """The page before the task page on the shortest way: the service's landing page, or the home page."""
    if len(path) < 2:
        return None
    return home if len(path) == 2 else reader.known(path[-2][0])


def _routes_to(
    found: Exploration, journey: Journey, task: PageRead | None, keys: set[str], path: list[tuple[str, str]]
) -> dict[str, str]:
    """Return where each way that a resident can take ends for this journey: way to final address.

    *keys* are the task page and the other parts of its guide: each of them is the right end.
    """
    ends: dict[str, str] = {}
    if task is None:
        return ends
    if path:
        ends["menu"] = task.url
    place = found.atlas.places.get(task.key)
    for via in sorted(place.vias if place else ()):
        ends.setdefault(via, task.url)
    for via, facet in (("search", found.ways.search), ("a-to-z", found.ways.a_to_z)):
        listed = _listed(facet.get(journey.id))
        hit = next((url for url in listed if _key_of(found, url) in keys), None)
        if hit:
            ends[via] = task.url
    govuk = found.ways.govuk.get(journey.id)
    if isinstance(govuk, dict) and govuk["rows"]:
        ends["govuk"] = govuk["rows"][0]["final_url"]
    return ends


def _listed(facet: Any) -> list[str]:
    if not isinstance(facet, dict):
        return []
    groups = facet.get("queries") or facet.get("letters") or []
    return [one["url"] for group in groups for one in group.get("results", group.get("links", []))]


def _key_of(found: Exploration, url: str) -> str:
    place = found.atlas.found(url)
    return place.key if place else canonical(url)


def _home_links(found: Exploration, journey: Journey, path: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Links of the home page that lead to the task or to its category."""
    links = []
    if len(path) > 1:
        links.append({"url": path[1][0], "text": path[1][1][:200]})
    for url, text, score in found.home_scores.get(journey.id, ())[:MAX_HOME_LINKS]:
        if score >= HOME_LINK_SCORE and all(one["url"] != url for one in links):
            links.append({"url": url, "text": text[:200]})
    return links[:MAX_HOME_LINKS]


async def _prove_dead_ends(
    reader: Reader, walks: Sequence[JourneyWalk], failed_at: float, options: CrawlOptions
) -> None:
    """A way in is called broken only when it failed twice, a minute apart."""
    failed = [walk for walk in walks if walk.route.end == "dead-end"]
    if not failed:
        return
    await reader.fetcher.wait(max(0.0, options.revisit_after - (time.monotonic() - failed_at)))
    for walk in failed:
        await prove_dead_end(reader, walk.route)


async def _look_at_all(
    reader: Reader, home: PageRead, walks: Sequence[JourneyWalk], statement: StatementSeen
) -> dict[int, VisitResult | Missing]:
    """Look at every page of every route in the browser, each once; keyed by `id` of the page read."""
    looks: dict[int, VisitResult | Missing] = {}
    pages = [home] if home.readable else []
    for walk in walks:
        pages += [walk.task] if walk.task is not None and walk.task.readable else []
        if walk.signpost is not None:
            continue  # judged by where its page leads, not by how that page looks
        pages += [walk.landing] if walk.landing is not None and walk.landing.readable else []
        pages += [step.page for step in walk.route.steps]
    # Nothing is asked of the statement on a screen but whether its page passes the audit.
    if statement.page is not None and statement.page.readable and reader.facets >= AUDITS:
        pages.append(statement.page)
    for page in pages:
        if id(page) not in looks:
            looks[id(page)] = await reader.look(page.address, page.control)
    return looks


def _verdict_on_visit(
    home: PageRead, walks: Sequence[JourneyWalk], found: Exploration | None
) -> tuple[str, str]:
    """Say why nothing of this council could be tested; empty where something was."""
    if any(walk.task is not None for walk in walks):
        return "", ""
    if found is not None and found.refused:
        return Cause.BLOCKED.value, found.why_refused
    if home.readable:
        return "", ""
    if home.fetched.cause:
        return home.fetched.cause.value, home.fetched.detail
    return Cause.NOT_FOUND_BY_US.value, f"the home page answers HTTP {home.fetched.status}"


def _choose(reader: Reader, ranked: Sequence[Any]) -> PageRead | None:
    """Let the finder choose the task page among the best candidates."""
    pages = [(page, score) for url, score, _ in ranked if (page := reader.known(url)) is not None]
    for chosen in choose_task_page([score for _, score in pages]):
        if chosen.score < TASK_PAGE:
            continue
        return next(page for page, score in pages if score is chosen)
    return None
