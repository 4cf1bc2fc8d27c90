"""Tells a page's main content from its furniture: menus, banners, footers, cookie notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from checks.contact_boxes import mark_contact_boxes
from checks.furniture import (
    MAIN_NAMES,
    RELATED_HEADING,
    holds_a_way,
    is_contact_box,
    is_only_named,
    own_place,
    tokens,
)
from checks.memo import remembered
from checks.repair import whole

HTML_LIMIT = 3_000_000
BLOCK_LIMIT = 20_000
TEXT_LIMIT = 400_000
# Text of at least this many characters outside links is prose; a page needs some to be judged by it.
PROSE, MIN_PROSE = 40, 150

BLOCKS = frozenset(
    "address article button label aside blockquote body caption dd details dialog div dl dt fieldset "
    "figcaption "
    "figure footer form "
    "frameset h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main menu nav ol option optgroup p "
    "pre section select "
    "summary table tbody td textarea tfoot th thead tr ul".split()
)
SILENT = frozenset("script style template noscript head title meta link object svg datalist".split())
CHOICES = frozenset({"select", "textarea", "option", "optgroup"})  # read as form fields, not as prose

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

# Places that are the page's own words; all others are furniture.
OWN_PLACES = frozenset({"main", "contact"})


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text without a block boundary inside it, the element that holds it, and its place."""

    text: str
    element: Tag
    place: str


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A parsed page: the place of each element, which are hidden, and its text in blocks."""

    soup: BeautifulSoup
    places: dict[int, str]
    hidden: frozenset[int]
    lengths: dict[int, int]
    blocks: tuple[Block, ...]
    main: Tag | None

    def place(self, element: Tag) -> str:
        """Return `main`, `contact`, or the furniture the element belongs to (`header`, `nav` ...)."""
        return self.places.get(id(element), "main")

    def is_hidden(self, element: Tag) -> bool:
        """Say whether the markup itself hides the element (script and style sheets are not run)."""
        return id(element) in self.hidden


@remembered(24)
def read(html: str) -> Content:
    """Parse *html* (cut at `HTML_LIMIT` characters) and sort its parts. Same text, same object."""
    # Classes are read in one place only: splitting them for every element would cost a third of the parsing.
    soup = BeautifulSoup(whole(html[:HTML_LIMIT]).replace("\x00", ""), "lxml", multi_valued_attributes=None)
    tags = [tag for tag in soup.descendants if isinstance(tag, Tag)]
    hidden = _hidden(soup, tags)
    lengths, link_lengths, link_counts = _measure(soup, tags, hidden)
    wrappers = _wrappers(tags, lengths)
    places = _places(soup, tags, lengths, link_lengths, link_counts, wrappers)
    main = _landmark(tags, places, lengths)
    if main is not None:
        _shut_out(main, tags, places)
    else:
        main = _deepest(soup, places, tags, lengths)
    mark_contact_boxes(tags, places, lengths)
    blocks = tuple(_blocks(soup, places, hidden))
    return Content(soup, places, hidden, lengths, blocks, main)


def _hidden(soup: BeautifulSoup, tags: list[Tag]) -> frozenset[int]:
    # What a control on the page can open (tabs, accordions) is there for the resident to read.
    opened = {str(tag.get("aria-controls") or "") for tag in tags} | {
        str(tag["href"])[1:] for tag in tags if tag.name == "a" and str(tag.get("href") or "").startswith("#")
    }
    opened.discard("")
    found: set[int] = set()
    for tag in tags:
        if id(tag.parent) in found or tag.name in SILENT or (_hides(tag) and not _opens(tag, opened)):
            found.add(id(tag))
    return frozenset(found)


def _hides(tag: Tag) -> bool:
    return (
        tag.has_attr("hidden")
        or bool(_HIDING_STYLE.search(str(tag.get("style") or "")[:500]))
        or (tag.name == "input" and str(tag.get("type") or "").lower() == "hidden")
    )


def _opens(tag: Tag, opened: set[str]) -> bool:
    return str(tag.get("id") or "") in opened or tag.get("role") == "tabpanel"


def _measure(
    soup: BeautifulSoup, tags: list[Tag], hidden: frozenset[int]
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    lengths: dict[int, int] = {}
    links: dict[int, int] = {}
    counts: dict[int, int] = {}
    for tag in reversed(tags):
        if id(tag) in hidden or tag.name in CHOICES:
            continue
        own = sum(len(s.strip()) for s in tag.children if isinstance(s, NavigableString) and _speaks(s))
        key = id(tag)
        lengths[key] = lengths.get(key, 0) + own
        if tag.name == "a":
            links[key], counts[key] = lengths[key], 1
        parent = id(tag.parent)
        for table in (lengths, links, counts):
            if key in table:
                table[parent] = table.get(parent, 0) + table[key]
    return lengths, links, counts


def _speaks(string: NavigableString) -> bool:
    return not isinstance(string, PreformattedString)


def _places(
    soup: BeautifulSoup,
    tags: list[Tag],
    lengths: dict[int, int],
    link_lengths: dict[int, int],
    link_counts: dict[int, int],
    wrappers: frozenset[int],
) -> dict[int, str]:
    total = max(1, lengths.get(id(soup.body), 0) if soup.body else 0)
    holders = _holders_of_main(tags)
    seen_heading = False
    places: dict[int, str] = {}
    inside_main: set[int] = set()
    for tag in tags:
        key = id(tag)
        above = places.get(id(tag.parent), "main")
        within = id(tag.parent) in inside_main or tag.name == "main" or tag.get("role") == "main"
        if within:
            inside_main.add(key)
        if tag.name == "h1":
            seen_heading = True
        if above != "main":
            places[key] = above
            continue
        if tag.name in ("html", "body") or key in holders:
            places[key] = "main"
            continue
        share = lengths.get(key, 0) / total
        dense = link_lengths.get(key, 0) > 0.6 * max(1, lengths.get(key, 0))
        many = link_counts.get(key, 0)
        place = own_place(tag, share, dense, many, within)
        # Not the wrapper of the whole page, which a long menu can make as dense as itself.
        if place == "main" and not within and not seen_heading and dense and many >= 6 and share < 0.5:
            place = "nav"
        if place in ("nav", "header") and key in wrappers and is_only_named(tag):
            place = "main"
        places[key] = place
    _mark_related(tags, places, lengths, total)
    return places


def _wrappers(tags: list[Tag], lengths: dict[int, int]) -> frozenset[int]:
    """Return the elements that hold most of the page's prose: they wrap it, whatever their names say."""
    prose: dict[int, int] = {}
    for tag in reversed(tags):
        key = id(tag)
        if key not in lengths:
            continue
        if tag.name == "a":
            prose[key] = 0
            continue
        own = sum(
            len(s) for s in tag.children
            if isinstance(s, NavigableString) and _speaks(s) and len(s.strip()) >= PROSE
        )  # fmt: skip
        prose[key] = prose.get(key, 0) + own
        prose[id(tag.parent)] = prose.get(id(tag.parent), 0) + prose[key]
    total = prose.get(id(tags[0]), 0) if tags else 0
    return frozenset(key for key, size in prose.items() if total >= MIN_PROSE and size > 0.5 * total)


def _holders_of_main(tags: list[Tag]) -> set[int]:
    holders: set[int] = set()
    for tag in tags:
        if tag.name == "main" or tag.get("role") == "main":
            above: Tag | None = tag
            while above is not None and id(above) not in holders:
                holders.add(id(above))
                above = above.parent
    return holders


def _mark_related(tags: list[Tag], places: dict[int, str], lengths: dict[int, int], total: int) -> None:
    for tag in tags:
        if tag.name not in ("h2", "h3", "h4", "h5") or places.get(id(tag)) != "main":
            continue
        if not RELATED_HEADING.search(tag.get_text(" ", strip=True)[:80]):
            continue
        places[id(tag)] = "related"
        for sibling in tag.find_next_siblings():
            if re.fullmatch(r"h[1-6]", sibling.name) or lengths.get(id(sibling), 0) > 0.4 * total:
                break
            for part in (sibling, *(t for t in sibling.descendants if isinstance(t, Tag))):
                places[id(part)] = "related"


def _landmark(tags: list[Tag], places: dict[int, str], lengths: dict[int, int]) -> Tag | None:
    """Return the declared main element if it truly holds the page's words."""
    declared = [t for t in tags if t.name == "main" or t.get("role") == "main"]
    if not declared:
        declared = [
            t for t in tags if places.get(id(t)) == "main" and tokens(t) & MAIN_NAMES and t.name != "body"
        ]
    if not declared:
        return None
    own = _own_words(tags, places, lengths)
    # A menu named "main" has more words than many a page, but none of them are the page's own.
    best = max(declared, key=lambda t: own.get(id(t), 0))
    whole_page = own.get(id(tags[0]), 0)
    return best if own.get(id(best), 0) >= 0.6 * max(1, whole_page) else None


def _own_words(tags: list[Tag], places: dict[int, str], lengths: dict[int, int]) -> dict[int, int]:
    """Return how many characters of the page's own words each element holds, by `id`."""
    own: dict[int, int] = {}
    for tag in reversed(tags):
        key = id(tag)
        if places.get(key) in OWN_PLACES and key in lengths:
            mine = sum(len(s.strip()) for s in tag.children if isinstance(s, NavigableString) and _speaks(s))
            own[key] = own.get(key, 0) + mine
        if key in own:
            own[id(tag.parent)] = own.get(id(tag.parent), 0) + own[key]
    return own


def _shut_out(main: Tag, tags: list[Tag], places: dict[int, str]) -> None:
    inside = {id(main)} | {id(t) for t in main.descendants if isinstance(t, Tag)}
    kept: set[int] = set()
    for tag in tags:
        key = id(tag)
        if key in inside or places.get(key) != "main":
            continue
        if id(tag.parent) in kept or tag.name in ("html", "body"):
            if tag.name not in ("html", "body"):
                kept.add(key)
            continue
        if is_contact_box(tag, inside):
            kept.add(key)
            places[key] = "contact"
        elif tag.name in ("h1", "iframe") or holds_a_way(tag):
            if tag.name == "form":
                inside.update(id(part) for part in tag.descendants if isinstance(part, Tag))
            continue
        else:
            places[key] = "outside"
    for tag in tags:
        if id(tag.parent) in kept and places.get(id(tag)) == "main":
            places[id(tag)] = "contact"


def _deepest(
    soup: BeautifulSoup, places: dict[int, str], tags: list[Tag], lengths: dict[int, int]
) -> Tag | None:
    """Return the deepest element that still holds nine tenths of the page's own words."""
    own = _own_words(tags, places, lengths)
    current: Tag | None = soup.body
    if current is None:
        return None
    whole = own.get(id(current), 0)
    while current is not None:
        inner = [
            c for c in current.children if isinstance(c, Tag) and own.get(id(c), 0) >= 0.9 * whole and whole
        ]
        if not inner:
            return current
        current = inner[0]
    return soup.body


def _blocks(soup: BeautifulSoup, places: dict[int, str], hidden: frozenset[int]) -> Iterator[Block]:
    """Yield the visible text in reading order, a block at a time. Walks without recursion."""
    buffer: list[str] = []
    owner: Tag | None = None
    count = size = 0
    stack: list[tuple[Tag, Iterator[object]]] = [(soup, iter(list(soup.children)))]
    while stack and count < BLOCK_LIMIT and size < TEXT_LIMIT:
        tag, children = stack[-1]
        child = next(children, None)
        done: Tag | None = None
        if child is None:
            stack.pop()
            if tag.name in BLOCKS:
                done = owner or tag
        elif isinstance(child, NavigableString):
            if _speaks(child) and child.strip():
                buffer.append(str(child))
                owner = owner or _block_of(stack)
            elif _speaks(child) and buffer:
                buffer.append(" ")
            continue
        elif isinstance(child, Tag):
            if id(child) in hidden or child.name in CHOICES:
                continue
            if child.name == "br":
                buffer.append("\n")
                continue
            if child.name in BLOCKS:
                done = owner or tag
            stack.append((child, iter(list(child.children))))
        if done is not None and buffer:
            text = "\n".join(" ".join(line.split()) for line in "".join(buffer).split("\n")).strip()
            if text:
                yield Block(text, done, places.get(id(done), "main"))
                count, size = count + 1, size + len(text)
            buffer, owner = [], None


def _block_of(stack: list[tuple[Tag, Iterator[object]]]) -> Tag:
    for tag, _ in reversed(stack):
        if tag.name in BLOCKS:
            return tag
    return stack[-1][0]
