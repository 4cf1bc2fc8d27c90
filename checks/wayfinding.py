"""The other ways a site offers to find a page: its search, its A to Z, its sitemap, a guide's next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from checks.addresses import canonical, same_site, worth_following
from checks.form_kinds import form_kind, is_search_field, shown
from checks.page_kinds import is_furniture
from checks.seen import FieldSeen, LinkSeen, PageDigest

MAX_RESULTS = 10
# So many links in a row that the home page has too are a menu.
MENU_RUN = 3
MAX_SITEMAP = 5_000_000
MAX_SITEMAP_URLS = 20_000


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A site's search. `how`: `get` (can be asked), `post` or `script` (cannot, without a submission)."""

    action: str
    param: str
    hidden: tuple[tuple[str, str], ...] = ()
    how: str = "get"
    place: str = "header"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A result of the site's own search."""

    url: str
    text: str


def search_form(page: PageDigest) -> SearchForm | None:
    """Return the page's site search, GET before POST before script, or None."""
    found: list[SearchForm] = []
    for form in page.forms:
        fields = [one for one in shown(form) if is_search_field(one)]
        if not fields:
            continue
        # A search box inside the page's one big form counts; a field called `text` in a task's does not.
        outside = form.method == "post" and any(one.place not in ("main", "aside") for one in fields)
        if form_kind(form) != "search" and not outside and not any(one.type == "search" for one in fields):
            continue
        field = max(fields, key=_search_likeness)
        how = "get" if form.method == "get" else "post"
        if not field.name or not form.action:
            how = "script"
        hidden = tuple(
            (one.name, one.value)
            for one in form.fields
            if one.type == "hidden" and one.name and len(one.value) < 300
        )
        hidden += tuple(
            (button.name, button.value) for button in form.buttons[:1] if button.name and button.value
        )
        found.append(SearchForm(form.action, field.name, hidden if how == "get" else (), how, form.place))
    loose = [one for one in page.fields if is_search_field(one)]
    if loose:
        found.append(SearchForm("", loose[0].name, (), "script", loose[0].place))
    order = {"get": 0, "post": 1, "script": 2}
    places = {"header": 0, "nav": 1, "main": 2, "aside": 2}
    return min(found, key=lambda one: (order[one.how], places.get(one.place, 3)), default=None)


def search_url(form: SearchForm, query: str) -> str:
    """Return the address that asks a GET search for *query*. Raises `ValueError` for any other search."""
    if form.how != "get":
        raise ValueError(f"the site's search is {form.how}, not GET: it cannot be asked by an address")
    parts = urlsplit(form.action)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != form.param]
    # A form of method GET replaces the query of its action; but sites that route by it depend on their own.
    kept = [pair for pair in form.hidden if pair[0] != form.param]
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path, urlencode([*pairs, *kept, (form.param, query)]), "")
    )


def search_results(
    page: PageDigest, form: SearchForm | None = None, home: PageDigest | None = None
) -> list[SearchResult]:
    """Return the first ten results on a page of search results, in the page's order.

    The furniture is left out: links of menus, header and footer, runs of links that the *home* page has in
    the same words, pages of results and filters. One such link among others is a popular page that was found.
    """
    furniture = _furniture(page, home) if home else set()
    own = urlsplit(page.url)
    seen: set[str] = set()
    kept: list[LinkSeen] = []
    for link in page.links:
        if link.place not in ("main", "aside") or link.how == "form":
            continue
        key = canonical(link.url)
        parts = urlsplit(link.url)
        if (parts.netloc, parts.path.rstrip("/")) == (own.netloc, own.path.rstrip("/")):
            continue  # another page of results, a filter, a sort order
        if form and form.action and _is_query_of(link.url, form):
            continue
        if key in seen or (key, link.text) in furniture:
            continue
        if is_furniture(link.says) or _PAGER.match(link.says) or len(link.says) < 3:
            continue
        seen.add(key)
        kept.append(link)
    main = [link for link in kept if link.place == "main"] or kept
    return [SearchResult(link.url, link.says) for link in _result_run(main)[:MAX_RESULTS]]


def _furniture(page: PageDigest, home: PageDigest) -> set[tuple[str, str]]:
    """Return the content's links, as (address, text), that are menus: the home page has them too, and they
    stand in a run of such links or under a heading of their own, away from what was found."""
    words = {(canonical(link.url), link.text) for link in home.links}
    menus = {canonical(link.url) for link in home.links if link.place not in ("main", "aside")}
    content = [link for link in page.links if link.place in ("main", "aside")]
    pairs = [(canonical(link.url), link.text) for link in content]
    known = [pair in words or pair[0] in menus for pair in pairs]
    titles = set(page.headings)
    found_under = {link.heading for link, old in zip(content, known, strict=True) if not old} - {""}
    furniture: set[tuple[str, str]] = set()
    start = 0
    for end in range(1, len(content) + 1):
        if end < len(content) and known[end] == known[start]:
            continue
        run = range(start, end)
        if known[start]:
            for at in run:
                if content[at].text in titles:
                    continue
                # A menu is nothing but links; what a search found has words of its own beside it.
                menu = len(run) >= MENU_RUN and content[at].run > 1
                if menu or content[at].heading not in found_under:
                    furniture.add(pairs[at])
        start = end
    return furniture


def a_to_z_link(page: PageDigest) -> str:
    """Return the address of the site's A to Z of services, "" if the page links to none."""
    best = ""
    for link in page.links:
        says = f"{link.says} {link.name}".strip()
        if _A_TO_Z.search(says) and not re.search(
            r"councillor|news|committee|staff|people|park|school", says, re.I
        ):
            if re.search(r"service|index|site|^\W*a\W", says, re.I):
                return link.url
            best = best or link.url
        elif not best and _A_TO_Z_PATH.search(urlsplit(link.url).path):
            best = link.url
    return best


def letter_links(page: PageDigest) -> dict[str, str]:
    """Return the addresses of the A to Z's letters, by capital letter; fewer than five are no A to Z."""
    found: dict[str, str] = {}
    for link in page.links:
        says = link.text.strip() or link.name.strip()
        letter = re.fullmatch(
            r"(?:services? (?:beginning|starting) (?:with )?|letter |view |go to )?[‘'\"]?([A-Za-z])[’'\"]?",
            says,
            re.I,
        )
        if letter:
            found.setdefault(letter.group(1).upper(), link.url)
    return found if len(found) >= 5 else {}


def next_in_guide(page: PageDigest) -> list[LinkSeen]:
    """Return the links to a guide's next page and to its other parts, the next page first."""
    found: list[LinkSeen] = []
    for link in page.links:
        if not same_site(link.url, page.url) or not worth_following(link.url) or link.place == "footer":
            continue
        if "next" in link.rel.split() or _NEXT.match(link.says):
            found.insert(0, link)
        elif link.place in ("main", "aside") and _is_sibling(link.url, page.url):
            found.append(link)
    once = {canonical(one.url): one for one in reversed(found)}
    once.pop(canonical(page.url), None)
    return [one for one in found if once.get(canonical(one.url)) is one][:20]


def sitemap_urls(xml: str) -> tuple[list[str], list[str]]:
    """Return the pages and the further sitemaps that a sitemap lists, bounded.

    No entity is expanded, nothing is fetched, and a sitemap that cannot be read gives what was read of it.
    """
    pages: list[str] = []
    further: list[str] = []
    raw = xml[:MAX_SITEMAP].encode("utf-8", "replace")
    # An entity declaration has no place in a sitemap; with one, nothing of the file is trusted.
    if re.search(rb"<!(?:ENTITY|DOCTYPE)", raw[:100_000], re.I):
        return [], []
    raw = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", raw)
    parser = etree.XMLPullParser(
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    with suppress(etree.XMLSyntaxError):
        parser.feed(raw)
    for _, element in parser.read_events():
        if not isinstance(element, etree._Element) or not isinstance(element.tag, str) or not element.text:
            continue
        if etree.QName(element).localname == "loc":
            url = element.text.strip()
            parent = element.getparent()
            inside = (
                etree.QName(parent).localname if parent is not None and isinstance(parent.tag, str) else ""
            )
            if len(pages) + len(further) >= MAX_SITEMAP_URLS:
                break
            if url.startswith(("http://", "https://")) and len(url) <= 2000:
                (further if inside == "sitemap" else pages).append(url)
    return pages, further


_PAGER = re.compile(
    r"^(?:\d{1,3}|page \d+|next\b.*|prev\w*\b.*|first|last|[<>«»‹›]+|show (?:more|all)|more results|"
    r"load more|advanced search|search tips|nesaf|blaenorol)$",
    re.I,
)
_A_TO_Z = re.compile(r"\ba\s*(?:-|–|to|i|hyd)\s*z\b|\ba\s*i\s*y\b", re.I)
_A_TO_Z_PATH = re.compile(r"/(?:a-?_?(?:to)?-?_?z)(?:[/._-]|$)", re.I)
_NEXT = re.compile(r"^\W*(?:next(?: page| section| part)?|nesaf|tudalen nesaf)\b", re.I)


def _search_likeness(field: FieldSeen) -> tuple[bool, bool, bool]:
    return (
        field.type == "search",
        bool(re.search(r"search|^q$|quer|key", field.name, re.I)),
        bool(field.name),
    )


def _is_query_of(url: str, form: SearchForm) -> bool:
    parts, action = urlsplit(url), urlsplit(form.action)
    return (
        parts.path.rstrip("/") == action.path.rstrip("/")
        and parts.netloc == action.netloc
        and form.param in parts.query
    )


def _result_run(links: Sequence[LinkSeen]) -> list[LinkSeen]:
    """Return the results among the content's links: those whose text says something, if any does."""
    speaking = [one for one in links if len(one.says) >= 8]
    return speaking if len(speaking) >= 1 else list(links)


def _is_sibling(url: str, page: str) -> bool:
    """Say whether two addresses differ in the last part only, or one is the other's first part."""
    a = [one for one in urlsplit(url).path.split("/") if one]
    b = [one for one in urlsplit(page).path.split("/") if one]
    if len(a) < 2 or len(b) < 2:
        return False
    return a[:-1] == b[:-1] or a[:-1] == b or b[:-1] == a
