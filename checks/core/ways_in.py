"""Can the task be found: from GOV.UK, the home page, the service's own page, the search, the A to Z."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from checks.addresses import canonical, same_site
from checks.channel_words import BUSINESS, RESIDENT
from checks.digest import digest
from checks.finding_pages import trail_links
from checks.gating import cause_of
from checks.model import Cause, Missing, Spot, Verdict
from checks.naming import Naming, names_task, naming
from checks.registry import question
from checks.searching import addresses, searched
from checks.verdicts import could_not_test, no, not_applicable, snippet, unsure, yes
from checks.views import PageView, SurveyView, as_list, as_mapping

FIRST_PAGE = 10
FEW_CLICKS = 3
# Sections that hold all services are the category of none.
_EVERYTHING = re.compile(
    r"\W*(?:home|(?:all |our |online |council |residents?['’]? )?services|(?:for )?residents?|your council"
    r"|living (?:here|in \w+)|a ?(?:-|–|to) ?z\b.*|site ?map|menu|welcome|cartref|gwasanaethau)\W*",
    re.I,
)
BC = "Socitm, Better Connected: the findability questions of every survey"
OWN = "Better Served, methodology 2026-1: a question of our own"


@question(
    "Does GOV.UK's registered link for this service open an on-topic page?",
    at="walk",
    needs=("govuk",),
    yes="GOV.UK's link for this service opens “{title}”.",
    no="GOV.UK's link for this service {fault}.",
    source="GOV.UK Local Links Manager, whose links are published daily as open data",
)
def govuk_link(survey: SurveyView) -> Verdict:
    """What it asks: whether the address that GOV.UK keeps for this council and service opens a page
    about it.

    Why it matters: some residents start at GOV.UK; a dead link there ends the journey before it began.
    How to fix: correct the link in GOV.UK's Local Links Manager, and redirect the old address to the page.
    """
    rows = [as_mapping(row) for row in as_list(as_mapping(survey.govuk).get("rows"))]
    if not rows:
        return not_applicable("GOV.UK keeps no link to this service of the council.")
    order = {code: place for place, code in enumerate(survey.journey.lgil)}
    row = min(rows, key=lambda one: order.get(int(one.get("lgil") or 0), len(order)))
    title, final = str(row.get("title") or ""), str(row.get("final_url") or row.get("url") or "")
    spot = Spot("", snippet(title or final), final)
    cause = cause_of(row.get("cause"))
    if cause is not None and cause not in (Cause.SERVER_ERROR, Cause.PAGE_BROKEN):
        return could_not_test(cause, f"GOV.UK's link {row.get('url')} could not be followed.", spot)
    status = row.get("status")
    if isinstance(status, int) and status >= 400:
        return no(spot, fault=f"ends at an error, HTTP {status}")
    if row.get("whose") == "other-council":
        return no(spot, fault="opens another council's site")
    if canonical(final) in addresses(survey) or names_task(title, survey.journey):
        return yes(spot, title=title or final)
    if not title:
        return unsure("GOV.UK's link opens a page that has no title.", spot)
    found = naming(title, survey.journey)
    if found in (Naming.BROAD, Naming.SERVICE):
        return unsure(f"GOV.UK's link opens a page about the wider service, “{snippet(title)}”.", spot)
    where = (
        "the home page" if urlsplit(final).path in ("", "/") else f"a page about something else, “{title}”"
    )
    return no(spot, fault=f"opens {where}", confidence=0.8)


@question(
    "Does the home page link to the task or to its service category?",
    at="walk",
    needs=("crawl",),
    yes="The home page links to it as “{text}”.",
    no="The home page links neither to the task nor to its service category.",
    source=BC,
)
def home_page(survey: SurveyView) -> Verdict:
    """What it asks: whether a link on the home page leads to the task or to the service it belongs to.

    Why it matters: a resident who comes by the front door looks for a word that means this task.
    How to fix: link the task, or its service category, from the home page in a resident's words.
    """
    crawl = as_mapping(survey.crawl)
    links = [as_mapping(link) for link in as_list(crawl.get("home_links"))]
    home = as_mapping(crawl.get("home"))
    url = str(home.get("final_url") or home.get("url") or "")
    if links:
        text = str(links[0].get("text") or links[0].get("url"))
        return yes(Spot("", snippet(text), url), text=text)
    view = survey.home
    wanted, sections = addresses(survey), _sections_above(survey)
    for link in view.links if view else ():
        section = canonical(link.url) in sections and not _EVERYTHING.fullmatch(link.name or link.text)
        if link.url and (canonical(link.url) in wanted or section):
            return yes(view.spot(link) if view else Spot("", link.text, url), text=link.name or link.text)
    cause = cause_of(home.get("cause"))
    if cause is not None:
        return could_not_test(cause, "The home page could not be read.")
    if view is not None and not view.links:
        return could_not_test(Cause.NOT_MEASURED, "The home page as served holds no link to read.")
    if not crawl.get("exhausted"):
        # A way down from a link whose words say nothing of the task may be among the pages not read.
        return could_not_test(
            Cause.NOT_FOUND_BY_US, "No way from the home page to the task was found in the pages read."
        )
    return no(Spot("", "No link to the task or its category.", url))


def _sections_above(survey: SurveyView) -> frozenset[str]:
    """Return the canonical addresses of the sections that the task page stands in: those of its trail
    ("You are here") and those in its own address, the site's first page left out."""
    page = survey.task
    if page is None:
        return frozenset()
    trail = [link.url for link in trail_links(digest(page.html, page.url))]
    parts = urlsplit(page.url)
    names = [name for name in parts.path.split("/") if name]
    trail += [f"{parts.scheme}://{parts.netloc}/{'/'.join(names[:n])}" for n in range(1, len(names))]
    home = survey.home
    roots = {canonical(one) for one in (survey.council.homepage, home.url if home else "") if one}
    own = [url for url in trail if same_site(url, page.url) and urlsplit(url).path not in ("", "/")]
    return frozenset(canonical(url) for url in own) - roots


@question(
    "Is the task page three clicks or fewer from the home page?",
    at="walk",
    needs=("crawl",),
    yes="The task page is {count} from the home page.",
    no="The task page is {count} from the home page.",
    source=OWN,
)
def three_clicks(survey: SurveyView) -> Verdict:
    """What it asks: the length of the shortest path of links from the home page to the task page.

    Why it matters: each further step loses residents, the more so on a phone.
    How to fix: link the task from its landing page, and that from the home page or main menu.
    """
    crawl = as_mapping(survey.crawl)
    clicks = crawl.get("clicks")
    path = [as_mapping(step) for step in as_list(crawl.get("path"))]
    spots = [Spot("", snippet(str(step.get("text") or "")), str(step.get("url") or "")) for step in path[-4:]]
    if not isinstance(clicks, int) or isinstance(clicks, bool):
        # That no path was found in the pages read does not prove that there is none.
        return could_not_test(
            Cause.NOT_FOUND_BY_US, "No path of links to the task page was found in the pages read."
        )
    words = "1 click" if clicks == 1 else f"{clicks} clicks"
    if clicks <= FEW_CLICKS:
        return yes(*spots, count=words)
    if not crawl.get("exhausted"):
        # The way found is one way; the budget was spent before every promising link was followed.
        return unsure(
            f"A way of {words} was found, and a shorter one may be among the pages not read.", *spots
        )
    return no(*spots, count=words)


@question(
    "Does the service landing page link straight to the task?",
    at="landing",
    yes="The landing page links straight to the task as “{text}”.",
    no="The landing page has no link straight to the task.",
    source=BC,
)
def landing_page(landing: PageView) -> Verdict:
    """What it asks: whether the page of the wider service links to the task page or to its form.

    Why it matters: it is where residents land who know the service but not the council's name for the task.
    How to fix: put the task among the first links of the service's page, named as residents name it.
    """
    survey = landing.survey
    wanted = addresses(survey) if survey else frozenset()
    if not wanted or canonical(landing.url) in wanted:
        return not_applicable("The landing page is itself the task page.")
    for link in landing.links:
        if link.url and canonical(link.url) in wanted:
            return yes(landing.spot(link), text=link.name or link.text)
    if not landing.links:
        return could_not_test(Cause.NOT_MEASURED, "The landing page as served holds no link to read.")
    return no(landing.spot(landing.main))


@question(
    "Does the site's own search, asked for the task with its verb, show the page in the first five results?",
    at="walk",
    needs=("search",),
    yes="The site's search for “{query}” shows the page as result {place}.",
    no="The site's search for “{query}” does not show the page in its first five results.",
    source=BC,
)
def site_search(survey: SurveyView) -> Verdict:
    """What it asks: whether the site's search finds the task page when asked for the task by its plain
    name.

    Why it matters: many residents search, and few read past the first results.
    How to fix: give the page residents' words in title, description and keywords; promote it there.
    """
    return searched(survey, ("task",))


@question(
    "Does it also with everyday synonyms and one misspelling?",
    at="walk",
    needs=("search",),
    yes="The site's search also finds the page by other words and by one misspelling.",
    no="The site's search for “{query}” does not show the page in its first five results.",
    source=OWN,
)
def everyday_words(survey: SurveyView) -> Verdict:
    """What it asks: whether the site's search finds the page by words residents use, one of them mistyped.

    Why it matters: residents do not know the council's term, and type on phones.
    How to fix: add synonyms and spelling tolerance to the search, and everyday words to the page.
    """
    return searched(survey, ("synonym", "misspelling"))


@question(
    "Does the A to Z list the task?",
    at="walk",
    needs=("crawl",),
    yes="The A to Z lists the task as “{text}”.",
    no="The A to Z does not list the task under {letters}.",
    source=BC,
)
def a_to_z(survey: SurveyView) -> Verdict:
    """What it asks: whether the site's A to Z names the task under a letter where a resident would look.

    Why it matters: an A to Z helps those who know what they want but not where the council keeps it.
    How to fix: list the task under each word that residents know it by.
    """
    facet = survey.a_to_z
    if isinstance(facet, Missing):
        if facet.cause is Cause.NOT_FOUND_BY_US:
            return not_applicable("The site has no A to Z that we could find.")
        return could_not_test(facet.cause, snippet(facet.detail or "The A to Z could not be read."))
    letters = [as_mapping(one) for one in as_list(as_mapping(facet).get("letters"))]
    wanted, read = addresses(survey), []
    for letter in letters:
        page = str(letter.get("url") or "")
        if letter.get("status") != 200:
            continue
        read.append(letter)
        for link in map(as_mapping, as_list(letter.get("links"))):
            text = str(link.get("text") or "")
            if canonical(str(link.get("url") or "")) in wanted or _names_it(text, survey):
                return yes(Spot("", snippet(text), page), text=text)
    if not read or len(read) < len(letters):
        return could_not_test(Cause.SERVER_ERROR, "Not every letter of the A to Z could be read.")
    if not any(as_list(letter.get("links")) for letter in read):
        return unsure("The letters of the A to Z hold no link that we could read.")
    names = ", ".join(str(letter.get("letter") or "?") for letter in read)
    return no(*(Spot("", "", str(letter.get("url") or "")) for letter in read), letters=names)


@question(
    "Do all the routes found end at one page?",
    at="walk",
    needs=("crawl",),
    yes="All {count} routes found end at one page.",
    no="The routes end at different pages: {pages}.",
    source=BC,
)
def one_destination(survey: SurveyView) -> Verdict:
    """What it asks: whether menu, search, A to Z, sitemap and GOV.UK lead to the same page for the task.

    Why it matters: two pages for one task drift apart, and one of them is soon wrong.
    How to fix: keep one page for the task and redirect the others to it.
    """
    routes = {
        str(name): str(url)
        for name, url in as_mapping(as_mapping(survey.crawl).get("routes")).items()
        if isinstance(url, str) and url
    }
    if len(routes) < 2:
        return not_applicable("Fewer than two routes to the task were found.")
    same = _aliases(survey)
    ends: dict[str, str] = {}
    for name, url in routes.items():
        ends.setdefault(same.get(canonical(url), canonical(url)), name)
    spots = [Spot("", name, routes[name]) for name in ends.values()]
    if len(ends) == 1:
        return yes(*spots, count=len(routes))
    return no(*spots, pages="; ".join(f"{name}: {routes[name]}" for name in ends.values()))


@question(
    "Does a search engine's first page lead to the task?",
    at="walk",
    needs=("search-engine",),
    yes="A search engine asked for “{query}” shows the page as result {place}.",
    no="A search engine asked for “{query}” does not show the page on its first page of results.",
    source=OWN,
)
def search_engine(survey: SurveyView) -> Verdict:
    """What it asks: whether a search engine, asked for the task and the council, shows the task page or its
    form among its first results. Only where whoever runs the tool gives a key to a search engine.

    Why it matters: most journeys to a council begin at a search engine, not at the council's home page.
    How to fix: let engines index the page, name the task in its title, and redirect its old addresses to it.
    """
    facet = survey.facet("search-engine")
    if isinstance(facet, Missing):
        return could_not_test(facet.cause, snippet(facet.detail or "The search engine did not answer."))
    query = str(as_mapping(facet).get("query") or "")
    results = [as_mapping(one) for one in as_list(as_mapping(facet).get("results"))]
    if not results:
        return could_not_test(Cause.NEEDS_REVIEW, "The search engine gave no results that could be read.")
    wanted = addresses(survey)
    for place, one in enumerate(results[:FIRST_PAGE], 1):
        url = str(one.get("url") or "")
        if canonical(url) in wanted:
            return yes(Spot("", snippet(str(one.get("title") or query)), url), query=query, place=place)
    return no(Spot("", snippet(query), str(results[0].get("url") or "")), query=query)


def _aliases(survey: SurveyView) -> dict[str, str]:
    """Map each address of the task page and its form, before and after redirects, to one of them."""
    pages = [page for page in (survey.task, survey.start, survey.form) if page]
    return {canonical(page.evidence.requested_url): canonical(page.url) for page in pages}


def _names_it(text: str, survey: SurveyView) -> bool:
    """Say whether an entry names the task, and not the same for firms or landlords."""
    others = BUSINESS.search(text) and not (RESIDENT.search(text) or BUSINESS.search(survey.journey.title))
    return names_task(text, survey.journey) and not others
