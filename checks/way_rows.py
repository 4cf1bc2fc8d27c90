"""Links of a page that mean something together: rows of verbs, an index by letter, a sole supplier."""

from __future__ import annotations

import re

from checks.addresses import host_of, same_site
from checks.page_kinds import is_furniture, is_share_host, path_of
from checks.route_words import INSTEAD, TO_LEARN
from checks.seen import LinkSeen, PageDigest
from checks.signs import spoken
from checks.vocabulary import Vocabulary

# So many letters, each a link, are the register by which a street is looked up.
LETTERS = 12
# So many bare verbs side by side are the headings of all services.
HUB = 3
_ONE_VERB = re.compile(
    r"^\W*(?P<verb>report|apply|pay|book|order|request|register|find|tell us|comment|check|renew|claim|view)"
    r"(?: for| to)?(?P<rest>(?: it| this| us| something| online| one)*)\W*$",
    re.I,
)


def hub(page: PageDigest) -> set[int]:
    """Return the controls (by `id`) by whose verbs the site sorts all its services.

    They stand side by side, each with another verb and the same words after it: "Pay it", "Report it".
    """
    rows: dict[tuple[str, str, int, str], list[tuple[str, int]]] = {}
    for link in page.links:
        if link.run and (found := _ONE_VERB.match(link.says)):
            row = (link.place, link.heading, link.run, found["rest"].lower())
            rows.setdefault(row, []).append((found["verb"].lower(), id(link)))
    for control in page.controls:
        if found := _ONE_VERB.match(control.text):
            row = (control.place, control.heading, 0, found["rest"].lower())
            rows.setdefault(row, []).append((found["verb"].lower(), id(control)))
    sorted_by = (row for row in rows.values() if len({verb for verb, _ in row}) >= HUB)
    return {one for row in sorted_by for _, one in row}


def register(page: PageDigest, task: Vocabulary, about: float) -> LinkSeen | None:
    """Return the first letter of an index, "A B C", whose addresses and heading are the task's, or None."""
    letters: dict[str, LinkSeen] = {}
    for link in page.links:
        single = len(link.says) == 1 and link.says.isalpha() and link.place in ("main", "aside")
        if single and not link.above and same_site(link.url, page.url):
            letters.setdefault(link.says.upper(), link)
    first = next(iter(letters.values()), None)
    if first is None or len(letters) < LETTERS:
        return None
    own = task.match(spoken(path_of(first.url))).object > 0
    return first if own and max(task.match(first.heading[:200]).score, about) >= 0.4 else None


def sole_supplier(page: PageDigest) -> str:
    """Return the one host outside the council's to which the content links, "" if there are more or none."""
    hosts = {
        host_of(link.url)
        for link in page.links
        if link.place == "main"
        and not link.above
        and not link.file
        and not same_site(link.url, page.url)
        and not is_share_host(host_of(link.url))
        and not is_furniture(link.says)
    }
    if len(hosts) != 1:
        return ""
    sole = hosts.pop()
    told = (
        f"{link.says}\n{link.sentence}\n{link.heading}" for link in page.links if host_of(link.url) == sole
    )
    return "" if any(INSTEAD.search(one) or TO_LEARN.search(one) for one in told) else sole
