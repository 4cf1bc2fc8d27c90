"""Opens what a council's page links to at the council that runs the service in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from checks.addresses import canonical, same_site, site_of, worth_following
from checks.finding import rank_links, score_page
from checks.model import Applies, Council, Journey
from crawler.reader import PageRead, Reader

# A county lists its districts, a dozen at most; each is given a second link where the first is not the page.
MAX_COUNCILS, LINKS_EACH = 16, 2
# A page that fits the task so well is the page that a signpost should lead to: no second link is opened.
FITS = 0.5


def kin_of(council: Council, every: Iterable[Council]) -> tuple[Council, ...]:
    """Return the county around a district, or the districts inside a county, in the order of *every*."""
    return tuple(one for one in every if one.gss == council.parent_gss or one.parent_gss == council.gss)


def kin_rows(kin: Iterable[Council]) -> list[dict[str, str]]:
    """Return the `kin` of the `crawl` facet (docs/evidence.md)."""
    return [
        {"gss": one.gss, "name": one.name, "type": one.type.value, "homepage": one.homepage} for one in kin
    ]


def runners_of(journey: Journey, kin: Iterable[Council]) -> tuple[Council, ...]:
    """Return those of *kin* that run the service."""
    return tuple(one for one in kin if journey.applies_to(one) is Applies.YES)


async def open_signposts(
    reader: Reader, journey: Journey, pages: Sequence[PageRead], handed_to: str, kin: Sequence[Council]
) -> dict[str, Any]:
    """Follow the links of *pages* to the sites of the councils that run the service; return the facet.

    *handed_to*: where the way in left the site, "" where it did not; it may reach them by a redirect. Links
    that the page budget left no room for are listed without a status.
    """
    asked: list[tuple[str, str]] = []
    for owner in runners_of(journey, kin)[:MAX_COUNCILS]:
        found = _links_to(reader, owner, pages, journey)
        for number, (url, text) in enumerate(found[:LINKS_EACH]):
            asked.append((url, text))
            page = reader.known(url) or (await reader.read(url) if reader.remaining else None)
            if page is not None and number == 0 and _is_the_page(page, journey, owner):
                break
    if handed_to and all(canonical(url) != canonical(handed_to) for url, _ in asked):
        asked.append((handed_to, ""))
    return {"links": [_row(reader, url, text, journey, kin) for url, text in dict(asked).items()]}


def _links_to(
    reader: Reader, owner: Council, pages: Sequence[PageRead], journey: Journey
) -> list[tuple[str, str]]:
    """Return the content's links to a council's site as (address, text), what fits the task first.

    An address of the council's own that was read already, and proved to lead there, is such a link too.
    """
    found: dict[str, tuple[float, str, str]] = {}
    for page in pages:
        scores = {
            canonical(one.url): one.scores.get(journey.id, 0.0) for one in rank_links(page.digest, [journey])
        }
        for link in page.digest.links:
            read = reader.known(link.url)
            ends = read.url if read is not None else link.url
            if link.place not in ("main", "aside") or not same_site(ends, owner.homepage):
                continue
            key = canonical(link.url)
            if key == canonical(page.url) or not worth_following(link.url):
                continue
            # Whatever the address of the page says of the task, a home page says nothing of it.
            score = -1.0 if key == canonical(owner.homepage) else scores.get(key, 0.0)
            found.setdefault(key, (score, link.url, link.says))
    ordered = sorted(found.values(), key=lambda one: -one[0])
    return [(url, text) for _, url, text in ordered]


def _is_the_page(page: PageRead, journey: Journey, owner: Council) -> bool:
    if not page.readable or canonical(page.url) == canonical(owner.homepage):
        return False
    return score_page(page.digest, journey).score >= FITS


def _row(reader: Reader, url: str, text: str, journey: Journey, kin: Sequence[Council]) -> dict[str, Any]:
    page = reader.known(url)
    row: dict[str, Any] = {"url": url, "text": text[:200]}
    final = page.url if page is not None else url
    site = site_of(final)
    row["whose"] = [one.gss for one in kin if site_of(one.homepage) == site]
    if page is None:
        return row | {"final_url": url, "status": None, "cause": "not-measured", "title": "", "heading": ""}
    fetched = page.fetched
    return row | {
        "final_url": final,
        "status": fetched.status,
        "cause": fetched.cause.value if fetched.cause else "",
        "title": page.digest.title[:300],
        "heading": page.digest.h1[:300],
        "fits": round(score_page(page.digest, journey).score, 3) if page.readable else 0.0,
        "shell": page.readable and page.digest.shell and not page.rendered,
    }
