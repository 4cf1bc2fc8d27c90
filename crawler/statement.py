"""Finds the page on which a council states how accessible its site is, by the links that lead to it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from checks.accessibility.statement import (
    MENTIONS_ACCESSIBILITY,
    NAMES_STATEMENT,
    SAYS_ACCESSIBILITY,
    reads_as_statement,
    statement_links,
)
from checks.addresses import canonical, commits, is_document, same_site, worth_following
from checks.model import STATEMENT, Cause, Missing
from crawler.evidence import EvidenceMaker, StepSeen
from crawler.reader import PageRead, Reader
from crawler.visit import VisitResult
from store import CouncilWriter

MAX_TRIED = 4
# What an address in the sitemap must say: it has no words of a link.
_ADDRESS = re.compile(r"accessibility[-_ ]*statement|datganiad[-_ ]*hygyrchedd|/accessibility/?$", re.I)


@dataclass(slots=True)
class StatementSeen:
    """What the search came to: the page taken for the statement, or None, and the facet `statement`."""

    page: PageRead | None = None
    facet: dict[str, Any] | Missing = field(default_factory=dict)


@dataclass(slots=True)
class _Lead:
    plainly: int
    url: str
    on: str


async def find_statement(
    reader: Reader, home: PageRead, pages: Sequence[PageRead], sitemap: Sequence[str]
) -> StatementSeen:
    """Try the likeliest links of *home*, then of the other *pages* read, then of the *sitemap*.

    No address is guessed: only what is linked or listed is asked for, at most four of them and within the
    page budget. A page about accessibility that links a statement leads on to it.
    """
    undrawn = home.digest.shell and not home.rendered
    if not home.readable or undrawn:
        cause = home.fetched.cause or (Cause.NOT_MEASURED if undrawn else Cause.NOT_FOUND_BY_US)
        why = "only a script draws the home page" if undrawn else "the home page could not be read"
        return StatementSeen(None, Missing(cause, home.fetched.detail or why))
    own = [page for page in pages if page.readable and same_site(page.url, home.url)]
    leads = deque(_leads(home, own, sitemap))
    tried: list[dict[str, Any]] = []
    asked: set[str] = set()
    second: PageRead | None = None
    while leads and len(tried) < MAX_TRIED:
        lead = leads.popleft()
        if canonical(lead.url) in asked:
            continue
        asked.add(canonical(lead.url))
        if not reader.remaining and reader.known(lead.url) is None:
            tried.append(_row(lead, Cause.NOT_MEASURED, "the page budget was spent before it"))
            break
        page = await reader.read(lead.url)
        tried.append(_row(lead, page.fetched.cause, page.fetched.detail, page))
        if page.readable and reads_as_statement((page.digest.h1, *page.digest.headings), page.digest.text):
            return StatementSeen(page, _facet(tried, page))
        if _is_file(page) or page.readable:
            if second is None and lead.plainly < MENTIONS_ACCESSIBILITY:
                second = page
            further = [one for one in _linked(page) if one.plainly == NAMES_STATEMENT]
            leads.extendleft(reversed(further[:2]))
    return StatementSeen(second, _facet(tried, second))


def write_statement(
    seen: StatementSeen,
    look: VisitResult | Missing,
    maker: EvidenceMaker,
    writer: CouncilWriter,
    at: str,
    homepage: str,
) -> None:
    """Write what was found as evidence of the step `statement`, which belongs to no journey in particular."""
    if seen.page is None:
        writer.add(maker.nothing(STATEMENT, at, homepage, {"statement": seen.facet}))
        return
    for evidence in maker.step("", StepSeen(STATEMENT, seen.page, look, None)):
        if not evidence.device:
            evidence = replace(evidence, facets={**evidence.facets, "statement": seen.facet})
        writer.add(evidence)
    if not isinstance(look, Missing):
        for blob in look.blobs.values():
            writer.run.put_blob(blob)


def _leads(home: PageRead, pages: Sequence[PageRead], sitemap: Sequence[str]) -> list[_Lead]:
    found = _linked(home)
    for page in pages:
        found += _linked(page)
    found += [_Lead(NAMES_STATEMENT, url, "sitemap") for url in sitemap if _ADDRESS.search(url)][:2]
    # What the home page says comes before what others say as plainly.
    return sorted(found, key=lambda one: one.plainly)


def _linked(page: PageRead) -> list[_Lead]:
    return [
        _Lead(plainly, url, page.url)
        for plainly, url in statement_links(page.digest.links)
        if plainly <= MENTIONS_ACCESSIBILITY
        and (worth_following(url) or (is_document(url) and not commits(url)))
        and (plainly <= SAYS_ACCESSIBILITY or same_site(url, page.url))
    ]


def _is_file(page: PageRead) -> bool:
    return page.fetched.status == 200 and not page.fetched.cause and "html" not in page.fetched.content_type


def _row(lead: _Lead, cause: Cause | None, detail: str, page: PageRead | None = None) -> dict[str, Any]:
    return {
        "url": lead.url,
        "plainly": lead.plainly,
        "on": lead.on,
        "final_url": page.url if page else "",
        "status": page.fetched.status if page else None,
        "content_type": page.fetched.content_type if page else "",
        "cause": cause.value if cause else "",
        "detail": detail[:300],
    }


def _facet(tried: list[dict[str, Any]], chosen: PageRead | None) -> dict[str, Any]:
    return {"tried": tried, "chosen": chosen.url if chosen else ""}
