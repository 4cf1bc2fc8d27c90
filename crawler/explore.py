"""The best-first crawl of one council's site, for all its journeys at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from checks.addresses import canonical, same_site, site_of, worth_following
from checks.finding import Hearsay, PageScore, rank_links, score_page, trail_links, with_hearsay
from checks.model import Cause, Council, Journey
from checks.route import is_public_body
from checks.seen import LinkSeen, PageDigest
from crawler.atlas import Atlas
from crawler.frontier import Frontier, Lead
from crawler.govuk_links import LinkRow
from crawler.reader import PageRead, Reader
from crawler.wayfinders import Ways, ask_a_to_z, ask_govuk, ask_search, ask_sitemap

# A page of this score is taken to be the task's page; nothing but a way to it is sought any more.
STRONG_PAGE = 0.75
# Below this promise a link is not worth a request: the crawl is exhausted when only such links are left.
FAINT_LEAD = 0.12
# A link to another organisation's host is opened only where it plainly names the task.
OFFSITE_LEAD = 0.5
DEPTH_COST = 0.02
MAX_DEPTH = 8
# Promise that is left once a journey's page is known, with and without a click path to it.
WHEN_FOUND, WHEN_FOUND_WITHOUT_PATH = 0.4, 0.7
# A page elsewhere is the council's page for a task only where its own site has none nearly as good.
ELSEWHERE = 0.5
# A page of this score is worth the search for its shortest way down; so many sections are read for it at
# most; and so few clicks need no shorter way.
WORTH_A_WAY, MAX_SECTIONS, NEAR = 0.3, 6, 3
# And so many of the sections that one of those names.
BELOW = 3
# Pages kept back, for each journey: for walking the routes, and for the sections above a task page.
ROUTE_RESERVE, WAY_RESERVE = 3, 2
# Kept back besides for the accessibility statement.
STATEMENT_RESERVE = 2
MAX_GATED, GATED_SCORE = 5, 0.3
GATES = (Cause.BLOCKED, Cause.ROBOTS)


@dataclass(slots=True)
class Exploration:
    """What the crawl of one site came to. `exhausted`: every promising link was followed in budget."""

    atlas: Atlas = field(default_factory=Atlas)
    ways: Ways = field(default_factory=Ways)
    exhausted: bool = False
    stopped: str = ""
    # Links of the home page by journey, best first: (address, text, score).
    home_scores: dict[str, list[tuple[str, str, float]]] = field(default_factory=dict)
    # Addresses of the council's own site: its homepage as listed and as reached.
    own: tuple[str, ...] = ()
    # Leads before which a gate or a robots rule stood.
    gated: list[tuple[Lead, Cause]] = field(default_factory=list)
    # How the site turned us away for good, "" where it did not: what was not read may be there all the same.
    why_refused: str = ""
    # The most that any lead left unread may still bring to each journey.
    left: dict[str, float] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Say whether the site turned us away before all was read."""
        return bool(self.why_refused)


async def explore(
    council: Council,
    journeys: Sequence[Journey],
    reader: Reader,
    home: PageRead,
    rows: Sequence[LinkRow],
    strangers: frozenset[str] = frozenset(),
) -> Exploration:
    """Look for every journey's page from the home page, the search, the A-Z, the sitemap and GOV.UK.

    *strangers* are the sites of councils that have nothing to do with this one.
    """
    trip = _Trip(council, journeys, reader)
    trip.out.own = (council.homepage, home.url)
    await ask_govuk(reader, council, journeys, rows, trip.out.ways, strangers)
    if home.readable:
        trip.out.atlas.home = home.key
        trip.visit(home, council.homepage, "menu", 0)
        trip.note_home_links(home)
        # What a script adds to the home page it adds to the page of results too, but not as served.
        await ask_search(reader, reader.known(home.url) or home, journeys, trip.out.ways)
        await ask_a_to_z(reader, home, journeys, trip.out.ways)
        await ask_sitemap(reader, home, journeys, trip.out.ways)
    else:
        trip.no_home(home)
    trip.add_ways()
    reserve = ROUTE_RESERVE * len(journeys) + STATEMENT_RESERVE
    await trip.follow(reserve + WAY_RESERVE * len(journeys))
    if trip.out.refused:
        trip.out.exhausted, trip.out.stopped = False, "blocked"
    await trip.find_ways_down(reserve)
    trip.out.left = trip.frontier.most_left()
    return trip.out


@dataclass(slots=True)
class _Trip:
    council: Council
    journeys: Sequence[Journey]
    reader: Reader
    out: Exploration = field(default_factory=Exploration)
    frontier: Frontier = field(default_factory=Frontier)
    best: dict[str, float] = field(default_factory=dict)
    best_key: dict[str, str] = field(default_factory=dict)

    def visit(self, page: PageRead, asked: str, via: str, depth: int) -> None:
        scores = {journey.id: score_page(page.digest, journey) for journey in self.journeys}
        self.out.atlas.add(page, asked, via, scores)
        # What can be no task page, the home page above all, must not end the search for one.
        weight = (
            0.0 if page.key == self.out.atlas.home else 1.0 if is_own(page.url, self.out.own) else ELSEWHERE
        )
        for journey_id, found in scores.items():
            if found.score * weight > self.best.get(journey_id, 0.0):
                self.best[journey_id] = found.score * weight
                self.best_key[journey_id] = page.key
        if depth < MAX_DEPTH and not page.digest.nofollow:
            self.add_links(page.digest, "menu", depth + 1, page.url)

    def note_home_links(self, home: PageRead) -> None:
        ranked = rank_links(home.digest, self.journeys)
        for journey in self.journeys:
            scored = [(one.url, one.text, one.scores.get(journey.id, 0.0)) for one in ranked]
            scored.sort(key=lambda one: -one[2])
            self.out.home_scores[journey.id] = scored[:10]

    def add_links(self, page: PageDigest, via: str, depth: int, parent: str) -> None:
        for ranked in rank_links(page, self.journeys):
            self.add(ranked.url, ranked.text, via, depth, ranked.scores, parent)

    def add(
        self, url: str, text: str, via: str, depth: int, scores: Mapping[str, float], parent: str
    ) -> None:
        strongest = max(scores.values(), default=0.0)
        offsite = not is_own(url, self.out.own)
        if strongest < (OFFSITE_LEAD if offsite else FAINT_LEAD) or not worth_following(url):
            return
        if offsite and via == "menu":
            depth = MAX_DEPTH  # looked at, but its own links are not followed
        lead = Lead(url, canonical(url), text[:200], via, depth, scores, parent)
        if self.out.atlas.found(url) is None:
            self.frontier.add(lead, self.promise(lead))

    def add_ways(self) -> None:
        """Rank what search, A-Z, sitemap and GOV.UK brought; a search result is worth a look by itself."""
        by_way: dict[tuple[str, str], list[LinkSeen]] = {}
        for journey_id, via, link in self.out.ways.links:
            by_way.setdefault((journey_id, via), []).append(link)
        for (journey_id, via), links in by_way.items():
            page = PageDigest(url=self.council.homepage, links=tuple(links))
            chosen = [one for one in self.journeys if not journey_id or one.id == journey_id]
            ranked = {one.url: dict(one.scores) for one in rank_links(page, chosen)}
            for place, link in enumerate(links):
                scores = ranked.get(link.url, {})
                if via in ("search", "govuk"):
                    floor = 0.45 - 0.03 * (place % 10)
                    scores[journey_id] = max(scores.get(journey_id, 0.0), floor)
                self.add(link.url, link.says, via, 3, scores, "")

    def no_home(self, home: PageRead) -> None:
        """Without a home page only GOV.UK's links lead in."""
        from checks.model import Missing

        why = Missing(home.fetched.cause or Cause.NOT_FOUND_BY_US, "the home page could not be read")
        for journey in self.journeys:
            self.out.ways.search[journey.id] = why
            self.out.ways.a_to_z[journey.id] = why

    def promise(self, lead: Lead) -> float:
        """How much a lead may still bring, given what has been found so far."""
        top = 0.0
        paths: dict[str, list[tuple[str, str]]] | None = None
        for journey_id, score in lead.scores.items():
            if self.best.get(journey_id, 0.0) >= STRONG_PAGE:
                paths = self.out.atlas.paths() if paths is None else paths
                reached = self.best_key[journey_id] in paths
                score *= WHEN_FOUND if reached else WHEN_FOUND_WITHOUT_PATH
            top = max(top, score)
        return top - DEPTH_COST * min(lead.depth, 5)

    async def follow(self, reserve: int) -> None:
        while True:
            taken = self.frontier.pop()
            if taken is None:
                self.out.exhausted = True
                return
            lead, promised = taken
            now_worth = self.promise(lead)
            if now_worth < promised - 0.01:
                if now_worth >= FAINT_LEAD:
                    self.frontier.add(lead, now_worth)
                continue
            if promised < FAINT_LEAD:
                self.out.exhausted = True
                return
            if self.reader.known(lead.url) is None and self.reader.remaining <= reserve:
                self.out.stopped = "budget"
                self.frontier.add(lead, promised)
                return
            page = await self.reader.read(lead.url)
            self.frontier.done_with(lead.key)
            if page.readable:
                self.visit(page, lead.url, lead.via, lead.depth)
            elif page.fetched.cause in GATES:
                self.out.gated.append((lead, page.fetched.cause))
            if page.fetched.host_stopped and is_own(lead.url, self.out.own):
                self.out.why_refused = page.fetched.detail

    async def find_ways_down(self, reserve: int) -> None:
        """Read the sections above a task page to which no short way of links is known yet.

        A search or the A-Z brought us to the page; a resident who goes by the menus meets its sections.
        """
        for journey in self.journeys:
            found = candidates_of(self.out, journey, limit=1)
            page = self.reader.known(found[0][0]) if found else None
            if page is None or found[0][1].score < WORTH_A_WAY:
                continue
            sections = [one.url for one in trail_links(page.digest)]
            sections += [url for url, _, score in self.out.home_scores.get(journey.id, ()) if score][:2]
            sections = list(dict.fromkeys(sections))[:MAX_SECTIONS]
            opened = await self._open_sections(sections, page.key, reserve)
            # A site without a trail: the sections' own sections, those first that say most of the task.
            below = [
                one.url
                for section in opened
                for one in [
                    named
                    for named in rank_links(section.digest, [journey])
                    if self.reader.known(named.url) is None
                ][:BELOW]
            ]
            await self._open_sections(below, page.key, reserve)

    async def _open_sections(self, urls: Sequence[str], key: str, reserve: int) -> list[PageRead]:
        """Read sections until a short way to the page *key* is known; return those read, now or before."""
        opened = []
        for url in dict.fromkeys(urls):
            if self._is_near(key):
                break
            if not worth_following(url) or not is_own(url, self.out.own):
                continue
            known = self.reader.known(url)
            if known is None:
                if self.reader.remaining <= reserve:
                    continue
                known = await self.reader.read(url)
                if known.readable:
                    self.visit(known, url, "menu", 1)
            if known.readable:
                opened.append(known)
        return opened

    def _is_near(self, key: str) -> bool:
        path = self.out.atlas.paths().get(key)
        return path is not None and len(path) - 1 <= NEAR


def is_own(url: str, own: Sequence[str]) -> bool:
    """Say whether an address belongs to the council's own site."""
    return any(same_site(url, one) for one in own)


def candidates_of(
    exploration: Exploration, journey: Journey, others: frozenset[str] = frozenset(), limit: int = 10
) -> list[tuple[str, PageScore, frozenset[str]]]:
    """Return the best pages for *journey* as (address, score, ways by which it was found), best first.

    The home page is no task page: it leads to all of them. Pages of other public bodies (sites of
    *others*, any other .gov.uk) are nobody's task page but their own; a supplier's count for half.
    """
    found: list[tuple[str, PageScore, frozenset[str]]] = []
    homes = {canonical(url) for url in exploration.own} | {exploration.atlas.home}
    said = _hearsay(exploration, journey)
    for place in exploration.atlas.places.values():
        score = place.scores.get(journey.id)
        if score is None or place.key in homes:
            continue
        if place.key in said:
            score = with_hearsay(score, said[place.key], journey)
        if score.score <= 0:
            continue
        if not is_own(place.url, exploration.own):
            if site_of(place.url) in others or is_public_body(place.url):
                continue
            score = replace(
                score,
                score=score.score * ELSEWHERE,
                reasons=(*score.reasons, "not on the council's own site"),
            )
        found.append((place.url, score, frozenset(place.vias)))
    return sorted(found, key=lambda one: (-one[1].score, len(one[0]), one[0]))[:limit]


FIRST_RESULTS = 3


def _hearsay(exploration: Exploration, journey: Journey) -> dict[str, Hearsay]:
    """Gather what GOV.UK, the A-Z and the site's search say that each page is for, by its key."""
    registered: set[str] = set()
    names: dict[str, list[str]] = {}
    searches: Counter[str] = Counter()
    atlas = exploration.atlas

    def key_of(url: str) -> str:
        place = atlas.found(url)
        return place.key if place is not None and place.key != atlas.home else ""

    govuk = exploration.ways.govuk.get(journey.id)
    for row in govuk["rows"] if isinstance(govuk, dict) else ():
        registered.add(key_of(row["final_url"]))
    a_to_z = exploration.ways.a_to_z.get(journey.id)
    for letter in a_to_z["letters"] if isinstance(a_to_z, dict) else ():
        for link in letter["links"]:
            names.setdefault(key_of(link["url"]), []).append(link["text"])
    search = exploration.ways.search.get(journey.id)
    for query in search["queries"] if isinstance(search, dict) else ():
        searches.update({key_of(one["url"]) for one in query["results"][:FIRST_RESULTS]})
    return {
        key: Hearsay(key in registered, tuple(names.get(key, ())), searches[key])
        for key in (registered | set(names) | set(searches)) - {""}
    }


def gated_pages(found: Exploration, journey: Journey) -> list[dict[str, str]]:
    """Return the likeliest pages of a journey before which a gate or a robots rule stood."""
    leads = [(lead, cause) for lead, cause in found.gated if lead.scores.get(journey.id, 0.0) >= GATED_SCORE]
    leads.sort(key=lambda one: -one[0].scores[journey.id])
    return [
        {"url": lead.url, "text": lead.text, "via": lead.via, "cause": cause.value}
        for lead, cause in leads[:MAX_GATED]
    ]
