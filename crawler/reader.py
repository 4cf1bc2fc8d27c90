"""Reads pages for one council: each address once, within the budget, through the browser where it must be."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field, replace
from urllib.parse import urldefrag, urlsplit

from checks.addresses import canonical
from checks.digest import digest
from checks.model import Cause, Device, Missing
from checks.seen import PageDigest
from crawler.fetching import Fetched, Fetcher
from crawler.visit import FACETS, Control, VisitRequest, VisitResult

LIGHT_FACETS = frozenset({"http", "html", "frames", "console", "network"})


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page as read: the answer without its text, the digest, and the text compressed.

    `rendered` says that the text is what the browser made of the page; `shell` that it had to, because
    the page over HTTP was an empty script shell. `address` is where the browser finds the page again,
    after pressing `control` if there is one.
    """

    fetched: Fetched
    digest: PageDigest
    packed: bytes
    address: str
    rendered: bool = False
    shell: bool = False
    control: Control | None = None

    @property
    def key(self) -> str:
        """The address by which pages are compared."""
        return canonical(self.fetched.final_url)

    @property
    def url(self) -> str:
        """The address at which the page was found in the end."""
        return self.fetched.final_url

    @property
    def html(self) -> str:
        """The page's text."""
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")

    @property
    def readable(self) -> bool:
        """Say whether a page came back that can be judged."""
        return self.fetched.is_html


@dataclass(slots=True)
class Reader:
    """Gives each address once; `remaining` counts HTTP pages left of the budget.

    Browser looks do not count against the budget, which is about crawling; they are bounded by the routes.
    `facets` are those that a look brings.
    """

    fetcher: Fetcher
    budget: int
    facets: frozenset[str] = FACETS
    asked: int = 0
    shells: int = 0
    _read: dict[str, PageRead] = field(default_factory=dict)
    _looks: dict[tuple[str, Control | None], VisitResult | Missing] = field(default_factory=dict)

    @property
    def remaining(self) -> int:
        """Pages that may still be asked for."""
        return max(0, self.budget - self.asked)

    def known(self, url: str) -> PageRead | None:
        """Return the page if it was read before, under any of its addresses."""
        return self._read.get(canonical(url))

    async def read(self, url: str) -> PageRead:
        """Return the page at *url*, from memory where it was read before."""
        known = self.known(url)
        if known:
            return known
        self.asked += 1
        fetched = await self.fetcher.get(url)
        text = fetched.html
        facts = digest(text, fetched.final_url)
        page = PageRead(_without_text(fetched), facts, _pack(text), _found_again_at(url, fetched.final_url))
        if facts.shell and page.readable:
            page = await self._through_browser(page)
        self._read.setdefault(canonical(url), page)
        self._read.setdefault(page.key, page)
        return self._read[canonical(url)]

    async def again(self, url: str) -> Fetched:
        """Ask for an address a second time, for proof that it fails."""
        self.asked += 1
        return _without_text(await self.fetcher.get(url))

    async def file(self, url: str, limit: int) -> tuple[Fetched, bytes]:
        """Fetch a file of at most *limit* bytes; it counts as a page."""
        self.asked += 1
        fetched, body = await self.fetcher.file(url, limit)
        return _without_text(fetched), body

    async def look(self, url: str, control: Control | None = None) -> VisitResult | Missing:
        """Look at a page in the browser on both devices; each page once."""
        key = (canonical(url), control)
        if key not in self._looks:
            self._looks[key] = await self.fetcher.visit(
                VisitRequest(url=url, control=control, facets=self.facets)
            )
        return self._looks[key]

    async def press(self, page: PageRead, control: Control) -> PageRead | Missing:
        """Press a control that only a script makes work, and read the page it leads to."""
        seen = await self.look(page.address, control)
        return seen if isinstance(seen, Missing) else _page_of(seen, page, control)

    async def rendered(self, page: PageRead) -> PageRead | Missing:
        """Read *page* again as the browser shows it, frames included."""
        seen = await self.look(page.address)
        return seen if isinstance(seen, Missing) else _page_of(seen, page, None)

    async def _through_browser(self, page: PageRead) -> PageRead:
        """Read a shell as the desktop shows it; pictures and measurements wait until it is on a route."""
        light = VisitRequest(page.address, (Device.DESKTOP,), LIGHT_FACETS)
        visit = await self.fetcher.visit(light)
        seen = visit if isinstance(visit, Missing) else _page_of(visit, page, None)
        if isinstance(seen, Missing) or not seen.readable:
            return page
        self.shells += 1
        return replace(seen, shell=True)


def _page_of(seen: VisitResult, page: PageRead, control: Control | None) -> PageRead | Missing:
    """Turn a desktop visit into a page read; `Missing` where the browser could not read it."""
    visit = seen.devices.get(Device.DESKTOP, seen.best)
    html = visit.facet("html")
    if visit.cause is not None or isinstance(html, Missing):
        detail = visit.detail or (html.detail if isinstance(html, Missing) else "")
        return Missing(visit.cause or Cause.PAGE_BROKEN, detail)
    http = visit.facet("http")
    status = page.fetched.status if isinstance(http, Missing) else http.get("status", page.fetched.status)
    fetched = replace(page.fetched, final_url=visit.final_url, status=status)
    facts = digest(html, visit.final_url)
    return PageRead(fetched, facts, _pack(html), page.address, True, page.shell, control)


def _found_again_at(asked: str, final: str) -> str:
    """Return where the browser, which shares no cookies with the HTTP tier, finds the page.

    A redirect to the same page with another query sets up or checks a session: every visitor has to go
    through it, and whoever comes to its end without one is turned away.
    """
    before, after = (urlsplit(one) for one in (asked, final))
    same = (before.scheme, before.netloc, before.path) == (after.scheme, after.netloc, after.path)
    return urldefrag(asked).url if same else final


def _without_text(fetched: Fetched) -> Fetched:
    return replace(fetched, html="")


def _pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
