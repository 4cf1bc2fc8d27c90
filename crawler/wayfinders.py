"""The ways to a task other than menus: the site's search, its A-Z, its sitemap, GOV.UK's links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from checks.addresses import canonical, site_of, worth_following
from checks.model import Cause, Council, Journey, Missing
from checks.seen import LinkSeen
from checks.wayfinding import (
    SearchForm,
    a_to_z_link,
    letter_links,
    search_form,
    search_results,
    search_url,
    sitemap_urls,
)
from crawler.govuk_links import LinkRow
from crawler.reader import PageRead, Reader

MAX_LETTERS = 10
MAX_SITEMAPS = 4
MAX_SITEMAP_URLS = 20_000
MAX_GOVUK_ROWS = 3
MAX_RESULTS = 10
MAX_LETTER_LINKS = 400


@dataclass(slots=True)
class Ways:
    """What each way brought: facets by journey, and links to rank, marked with the way they came by."""

    search: dict[str, Any] = field(default_factory=dict)
    a_to_z: dict[str, Any] = field(default_factory=dict)
    govuk: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[str, str, LinkSeen]] = field(default_factory=list)


async def ask_search(reader: Reader, home: PageRead, journeys: Sequence[Journey], ways: Ways) -> None:
    """Ask the site's own search for each task: with its verb, by a synonym, and misspelt (GET only)."""
    form = search_form(home.digest)
    if form is None or form.how != "get":
        why = (
            Missing(Cause.NOT_FOUND_BY_US, "no search form on the home page")
            if form is None
            else Missing(Cause.POLICY_STOP, "the search works by POST or script only, which we do not press")
        )
        for journey in journeys:
            ways.search[journey.id] = why
        return
    for journey in journeys:
        asked = []
        for kind, query in queries_of(journey):
            row = await search_for(reader, form, home, query, kind)
            ways.links.extend(
                (journey.id, "search", LinkSeen(one["url"], one["text"])) for one in row["results"]
            )
            asked.append(row)
        ways.search[journey.id] = {
            "page": home.url,
            "action": form.action,
            "param": form.param,
            "queries": asked,
        }


async def search_for(
    reader: Reader, form: SearchForm, place: PageRead, query: str, kind: str
) -> dict[str, Any]:
    """Ask the site's search, found on the page *place*, for *query*; return a row of the facet `search`."""
    url = search_url(form, query)
    page = await reader.read(url)
    results = list(search_results(page.digest, form, place.digest)[:MAX_RESULTS]) if page.readable else []
    if page.rendered and not results:
        # The list may have come after the page was at rest: a slow answer is not an empty one.
        again = await reader.rendered(page)
        if not isinstance(again, Missing) and again.readable:
            results = list(search_results(again.digest, form, place.digest)[:MAX_RESULTS])
    # A list that only a script draws, and that nobody drew, says nothing of what the search finds.
    undrawn = page.readable and page.digest.shell and not page.rendered
    cause = Cause.NOT_MEASURED if undrawn else page.fetched.cause
    return {
        "query": query,
        "kind": kind,
        "url": url,
        "status": page.fetched.status,
        "cause": cause.value if cause else "",
        "by_script": page.rendered,
        "results": [{"url": one.url, "text": one.text[:200]} for one in results],
    }


def queries_of(journey: Journey, language: str = "en") -> list[tuple[str, str]]:
    """Return what is typed into a site's search for *journey*, each with its kind."""
    task, *synonyms = journey.queries[language]
    asked = [("task", task)]
    if synonyms:
        asked.append(("synonym", synonyms[0]))
    asked.append(("misspelling", journey.misspelling))
    return asked


async def ask_a_to_z(reader: Reader, home: PageRead, journeys: Sequence[Journey], ways: Ways) -> None:
    """Open the letters of the A-Z under which each task may stand."""
    address = a_to_z_link(home.digest)
    if not address:
        for journey in journeys:
            ways.a_to_z[journey.id] = Missing(Cause.NOT_FOUND_BY_US, "no A-Z is linked from the home page")
        return
    index = await reader.read(address)
    letters = letter_links(index.digest) if index.readable else {}
    wanted = _letters(journeys)
    opened: dict[str, dict[str, Any]] = {}
    seen: dict[str, list[LinkSeen]] = {}
    for letter in wanted:
        page = await reader.read(letters[letter]) if letter in letters else index
        links = [one for one in page.digest.links if one.place == "main"][:MAX_LETTER_LINKS]
        seen[letter] = links
        opened[letter] = {
            "letter": letter,
            "url": page.url,
            "status": page.fetched.status,
            "links": [{"url": one.url, "text": one.says[:200]} for one in links],
        }
    for journey in journeys:
        if not index.readable:
            cause = index.fetched.cause or Cause.NOT_FOUND_BY_US
            ways.a_to_z[journey.id] = Missing(cause, "the A-Z could not be opened")
            continue
        ways.a_to_z[journey.id] = {
            "url": index.url,
            "letters": [opened[letter] for letter in journey.letters if letter in opened],
        }
        for letter in journey.letters:
            ways.links.extend((journey.id, "a-to-z", one) for one in seen.get(letter, ()))


def _letters(journeys: Sequence[Journey]) -> list[str]:
    """Return the letters to open, each journey's first before any journey's second."""
    longest = max((len(one.letters) for one in journeys), default=0)
    wanted = [one.letters[at] for at in range(longest) for one in journeys if at < len(one.letters)]
    return sorted(list(dict.fromkeys(wanted))[:MAX_LETTERS])


async def ask_sitemap(reader: Reader, home: PageRead, journeys: Sequence[Journey], ways: Ways) -> None:
    """Read sitemap.xml, and a few of those it names; only addresses that fit a journey are looked at."""
    waiting, seen, addresses = [urljoin(home.url, "/sitemap.xml")], set[str](), list[str]()
    while waiting and len(seen) < MAX_SITEMAPS:
        url = waiting.pop(0)
        if canonical(url) in seen:
            continue
        seen.add(canonical(url))
        page = await reader.read(url)
        if page.fetched.cause or page.fetched.missing:
            continue
        listed, further = sitemap_urls(page.html)
        waiting.extend(further)
        addresses.extend(one for one in listed if worth_following(one))
        if len(addresses) >= MAX_SITEMAP_URLS:
            break
    links = [LinkSeen(url=one, text="") for one in addresses[:MAX_SITEMAP_URLS]]
    ways.links.extend(("", "sitemap", one) for one in links)


async def ask_govuk(
    reader: Reader,
    council: Council,
    journeys: Sequence[Journey],
    rows: Sequence[LinkRow],
    ways: Ways,
    strangers: frozenset[str],
) -> None:
    """Open the links that GOV.UK holds for each service; *strangers* are sites of unrelated councils."""
    for journey in journeys:
        wanted = [row for row in rows if row.lgsl in journey.lgsl and row.lgil in journey.lgil]
        wanted.sort(key=lambda row: journey.lgil.index(row.lgil))
        if not wanted:
            ways.govuk[journey.id] = Missing(
                Cause.NOT_MEASURED, f"no GOV.UK link is known for {council.name} and this service"
            )
            continue
        answers = []
        for row in wanted[:MAX_GOVUK_ROWS]:
            page = await reader.read(row.url)
            answers.append(
                {
                    "url": row.url,
                    "lgsl": row.lgsl,
                    "lgil": row.lgil,
                    "status": page.fetched.status,
                    "final_url": page.url,
                    "whose": "other-council" if site_of(page.url) in strangers else "",
                    "title": (page.digest.title or page.digest.h1)[:300],
                    "cause": page.fetched.cause.value if page.fetched.cause else "",
                }
            )
            if page.readable:
                ways.links.append((journey.id, "govuk", LinkSeen(url=page.url, text=page.digest.title)))
        ways.govuk[journey.id] = {"rows": answers}
