"""The parts of a guide: one text over several pages, with a list of contents or a next and a previous."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from checks.addresses import canonical, same_site, worth_following
from checks.seen import LinkSeen, PageDigest
from checks.words import words

MAX_PARTS = 10
# A list this long is a menu or an index, not the contents of a guide.
MAX_CONTENTS = 20

_TURN = re.compile(
    r"^\W*(?P<way>next|prev(?:ious)?|nesaf|blaenorol)(?: (?:page|section|part|chapter|step|tudalen|adran))?"
    r"(?P<mark>\s*[:\-–—→←>»›|]+)?\s*(?P<rest>.*?)\W*$|^\W*(?:tudalen (?:nesaf|flaenorol))\W*$",
    re.I | re.S,
)
_CONTENTS = re.compile(
    r"^\W*(?:contents?|table of contents|(?:pages|parts|sections|chapters|more) (?:in|of) this "
    r"(?:guide|topic|service)|in this guide|guide contents|this guide(?: covers)?|"
    r"guide (?:pages|parts|sections|navigation)|"
    r"cynnwys|(?:yn y|tudalennau yn y) canllaw hwn|rhannau'r canllaw)\W*$",
    re.I,
)
_NUMBER = re.compile(r"^\W*(?:page |part |step |tudalen |rhan )?(\d{1,2})\W*$", re.I)
_PAGE_KEYS = re.compile(r"^(?:page|part|pg|p|section|step|tudalen)$", re.I)


def guide_parts(page: PageDigest) -> list[LinkSeen]:
    """Return the links to the other parts of *page*'s guide, in the guide's order; [] if it is in none.

    A list of contents says so by its heading, or by holding what the page's "next" or "previous" leads to;
    without one the next and the previous page count alone, and pages that are only numbered.
    """
    links = [one for one in page.links if _may_be_part(one, page)]
    turns = [one for one in links if _turns(one, links)]
    contents = _contents(links, turns)
    if contents:
        return _once(contents, page)
    numbered = [one for one in links if _NUMBER.match(one.text) and _numbers_differ(one.url, page.url)]
    # The page's own number is seldom a link.
    if numbered and (turns or len(numbered) > 1):
        return _once(numbered, page)
    return _once(turns, page)


def lists_parts(page: PageDigest) -> bool:
    """Say whether the page names the parts of its guide, and does not only lead to the next."""
    parts = guide_parts(page)
    return any(not _turns(one, parts) for one in parts)


def leads_back(part: PageDigest, pages: frozenset[str]) -> bool:
    """Say whether a page names one of *pages* (canonical addresses) as a part of its own guide."""
    return any(canonical(one.url) in pages for one in guide_parts(part))


def _may_be_part(link: LinkSeen, page: PageDigest) -> bool:
    return (
        link.place in ("main", "aside", "nav")
        and not link.file
        and same_site(link.url, page.url)
        and worth_following(link.url)
    )


def _turns(link: LinkSeen, links: list[LinkSeen]) -> bool:
    """Say whether a link turns the page: "Next", "Next: Who can apply", not "Next steps"."""
    if {"next", "prev"} & set(link.rel.split()):
        return True
    found = _TURN.match(link.says)
    if not found or link.place == "nav":
        return False
    if not found["rest"] or found["mark"]:
        return True
    rest = words(found["rest"])
    return any(words(one.says) == rest for one in links if canonical(one.url) == canonical(link.url))


def _contents(links: list[LinkSeen], turns: list[LinkSeen]) -> list[LinkSeen]:
    """Return the list of contents: what stands under such a heading, or in one list with what is next."""
    # The part that one is on is seldom a link, and parts the list in two.
    headed = [one for one in links if _CONTENTS.match(one.heading) and one.run and one not in turns]
    if headed and len(headed) <= MAX_CONTENTS:
        return headed
    ahead = {canonical(one.url) for one in turns}
    for known in links:
        if known in turns or canonical(known.url) not in ahead or not known.run:
            continue
        row = [
            one
            for one in links
            if (one.place, one.heading) == (known.place, known.heading)
            and one.run
            and one not in turns
            and _is_near(one.url, known.url)
        ]
        if len(row) <= MAX_CONTENTS:
            return row
    return []


def _once(links: list[LinkSeen], page: PageDigest) -> list[LinkSeen]:
    own = canonical(page.url)
    found = {canonical(one.url): one for one in reversed(links)}
    found.pop(own, None)
    return [one for one in links if found.get(canonical(one.url)) is one][:MAX_PARTS]


def _is_near(url: str, other: str) -> bool:
    """Say whether two addresses differ in their last part or their query only, or one holds the other."""
    a = [one for one in urlsplit(url).path.split("/") if one]
    b = [one for one in urlsplit(other).path.split("/") if one]
    return a[:-1] == b[:-1] or a[:-1] == b or b[:-1] == a


def _numbers_differ(url: str, page: str) -> bool:
    """Say whether two addresses are numbered pages of one text: `/permits/2`, `/permits?page=2`."""
    one, other = urlsplit(url), urlsplit(page)
    numbered = re.sub(r"[/_-]\d{1,2}/?$", "", one.path.rstrip("/"))
    plain = re.sub(r"[/_-]\d{1,2}/?$", "", other.path.rstrip("/"))
    if one.path.rstrip("/") != other.path.rstrip("/"):
        return numbered == plain
    keys = {key for key, _ in set(parse_qsl(one.query)) ^ set(parse_qsl(other.query))}
    return bool(keys) and all(_PAGE_KEYS.match(key) for key in keys)
