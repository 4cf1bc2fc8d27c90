"""Tasks that begin with a search: the list of cases, a case, and the control by which one acts on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from checks.addresses import canonical, same_site, worth_following
from checks.memo import remembered
from checks.model import Journey
from checks.seen import LinkSeen, PageDigest

# So many verbs of each kind must a task have before it is one of finding first and acting then.
_BOTH = 2
# So many addresses of one pattern are a list.
_FEW = 2
_LOOK = re.compile(
    r"\b(?:find|check|look|search|view|see|show|track|browse|read|review|chwilio|gweld|gwirio)\b", re.I
)
# A list for which nothing need be typed in: what is new, or what is open.
_LIST = re.compile(
    r"\b(?:week(?:ly|['’]s)?|month(?:ly|['’]s)?|recent(?:ly)?|latest|new(?:est|ly)?|current(?:ly)?|live"
    r"|today|lists?|open (?:\w+ )?(?:applications|cases|consultations)|rhestr\w*|wythnos\w*"
    r"|diweddar|newydd|cyfredol)\b",
    re.I,
)
_NO_LIST = re.compile(
    r"\b(?:news|search|map|alerts?|e-?mails?|sign|log|appeals?|policy|fees?|windows?|tab)\b", re.I
)
_PAGING = re.compile(r"^\W*(?:\d{1,4}|next|previous|prev|first|last|more|back|nesaf|blaenorol)\W*$", re.I)
# "26/00412", "2026/1234/FUL", "P/2026/0042": a case has a number.
_NUMBERED = re.compile(r"\b(?:[A-Z]{1,4}[/-])?\d{2,4}[/-]\d{2,6}(?:[/-]\w{1,6})?\b")
# What others have said is read, not written; and to be told how is not to do it.
_READ = re.compile(
    r"^\W*(?:view|see|read|show|all|public|neighbour|consultee|existing|received|search|track|save|\d+)\b"
    r"|\b(?:received|so far|made by|of others|closed|guidance|how to|about)\b",
    re.I,
)
_DEED = re.compile(
    r"\b(?:(?:make|add|submit|send|write|leave|post|give|enter|lodge|have)\b[^.]{0,30}\b(?:comments?|views?"
    r"|objections?|representations?|responses?|opinions?|support|say)|comment|object|respond|reply"
    r"|support(?:ing)? (?:or|and|this|the|it)|^\W*support\W*$"
    r"|(?:say|tell us) what you think|your (?:comments?|views?)|sylw|gwrthwynebu)\b",
    re.I,
)
# Where nothing more is taken, that nothing can be sent says nothing of the service.
_OVER = re.compile(
    r"\b(?:decided|determined|withdrawn|refused|granted|approved|permitted|dismissed|closed|expired|ended"
    r"|passed|too late|no longer)\b",
    re.I,
)


def begins_with_search(journey: Journey) -> bool:
    """Say whether one finds a case first and acts on it then: the task's verbs are of both kinds."""
    # A journey whose name is to find something is done when it is found.
    if journey.id.startswith(("find-", "check-")):
        return False
    return _of_both_kinds(tuple(text for texts in journey.actions.values() for text in texts))


@remembered(64)
def _of_both_kinds(said: tuple[str, ...]) -> bool:
    look = sum(bool(_LOOK.search(text)) for text in said)
    return look >= _BOTH and len(said) - look >= _BOTH


def is_list(text: str) -> bool:
    """Say whether a control's text names a list of cases: this week's, the latest, those still open."""
    return bool(_LIST.search(text)) and not _NO_LIST.search(text)


def list_of_cases(page: PageDigest) -> LinkSeen | None:
    """Return the link to a list of cases that needs no search: this week's, the latest, those still open."""
    for link in _own_links(page):
        if is_list(link.says) and not link.file:
            return link
    return None


def cases_on(page: PageDigest, limit: int = 2) -> Sequence[LinkSeen]:
    """Return the first *limit* cases that a page lists: links of one pattern, best with numbered texts."""
    patterns: dict[str, dict[str, LinkSeen]] = {}
    for link in _own_links(page):
        if _PAGING.match(link.says) or link.file or not (pattern := _pattern(link.url)):
            continue
        patterns.setdefault(pattern, {}).setdefault(canonical(link.url), link)
    lists = [list(links.values()) for links in patterns.values() if len(links) >= _FEW]
    if not lists:
        return ()

    def numbered(links: list[LinkSeen]) -> int:
        return sum(bool(_NUMBERED.search(f"{one.says} {one.sentence} {one.url}")) for one in links)

    best = max(lists, key=lambda links: (numbered(links) >= _FEW, len(links)))
    return best[:limit]


def deed_on(page: PageDigest) -> LinkSeen | None:
    """Return the link by which one acts on the case that a page shows, else None."""
    return next(
        (
            link
            for link in page.links
            if link.place in ("main", "aside")
            and is_deed(link.says)
            and worth_following(link.url)
            and canonical(link.url) != canonical(page.url)
        ),
        None,
    )


def is_deed(text: str) -> bool:
    """Say whether a control's text bids one say what one thinks of a case."""
    return bool(_DEED.search(text[:120])) and not _READ.search(text[:120])


def is_over(text: str) -> bool:
    """Say whether the page of a case says that it is decided, or its time for comments past."""
    return bool(_OVER.search(text[:3000]))


def _own_links(page: PageDigest) -> list[LinkSeen]:
    own = canonical(page.url)
    return [
        link
        for link in page.links
        if link.place in ("main", "aside")
        and link.says
        and same_site(link.url, page.url)
        and canonical(link.url) != own
        and worth_following(link.url)
    ]


def _pattern(url: str) -> str:
    """Return an address with its numbers and the values of its query left open; "" where it has neither."""
    parts = urlsplit(url)
    path = re.sub(r"[^/]*\d[^/]*", "#", parts.path)
    keys = ",".join(sorted(key for key, _ in parse_qsl(parts.query)))
    return f"{parts.netloc}{path}?{keys}" if "#" in path or keys else ""
