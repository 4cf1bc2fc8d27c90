"""A council's accessibility statement, judged point by point and held against what was seen to fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from checks.accessibility.model import FAILURE, REVIEW
from checks.accessibility.page import flaws_of
from checks.accessibility.statement import (
    IDS,
    NAMES_STATEMENT,
    SAYS_ACCESSIBILITY,
    WORDS,
    Point,
    judge_statement,
    no_statement,
)
from checks.accessibility.statement_scene import Scene
from checks.addresses import canonical, host_of, site_of
from checks.facets import as_list, as_mapping
from checks.messages import MESSAGE_LIMIT, cut
from checks.model import (
    HOME,
    STATEMENT,
    Cause,
    Council,
    Device,
    Evidence,
    Finding,
    Missing,
    Outcome,
    StatementPoint,
)
from checks.page_view import PageView

NORTHERN_IRELAND = "Northern Ireland"
# Not a criterion of WCAG but a duty of its own: it never makes a page state fail.
IMPACT = "moderate"
_BEST_FIRST = (Device.DESKTOP, Device.PHONE, Device.HTTP)


def judge_council_statement(
    council: Council,
    evidence: Sequence[Evidence],
    findings: Iterable[Finding],
    *,
    as_of: date | None = None,
) -> tuple[StatementPoint, ...]:
    """Return the 28 points of *council*'s statement, () where the run did not look for it.

    *evidence* and *findings* are all of the council's. A No rests on a page that was read; where the home
    page or the page linked could not be read, every point is could-not-test with that cause.
    """
    seen = {one.device: one for one in evidence if one.step == STATEMENT}
    record = seen.get(Device.HTTP)
    if record is None:
        return ()
    facet = record.facet("statement")
    if isinstance(facet, Missing):
        return _untested(record, facet.cause, facet.detail, "")
    pages = _pages(council, evidence, record)
    chosen = str(facet.get("chosen") or "")
    ways = {canonical(chosen)} | {
        canonical(str(row.get("url")))
        for one in as_list(facet.get("tried"))
        if canonical(str((row := as_mapping(one)).get("final_url") or "")) == canonical(chosen)
    }
    links = {url: bool(chosen) and _links_one_of(page, ways) for url, page in pages.items()}
    home = {url for url, page in pages.items() if page.step == HOME}
    scene = Scene(
        site=host_of(record.final_url if chosen else council.homepage),
        council=council.name,
        today=as_of or PageView(record).as_of,
        northern_ireland=council.nation == NORTHERN_IRELAND,
        home=any(links[url] for url in home),
        linked=sum(links.values()),
        visited=len(links),
    )
    if not chosen:
        return _without(record, facet, scene)
    best = next(
        (seen[one] for one in _BEST_FIRST if one in seen and isinstance(seen[one].facet("html"), str)), record
    )
    held = replace(scene, failing=_failing(findings, record), page_failures=_own_failures(seen))
    return _rows(record, judge_statement(PageView(best, council), held))


def statement_findings(points: Iterable[StatementPoint]) -> tuple[Finding, ...]:
    """Return a review item for each point that is No: no hand-checked sample bears these rules out yet."""
    return tuple(
        Finding(
            run=one.run,
            council=one.council,
            journey="",
            step=STATEMENT,
            device="",
            engine="statement",
            rule=f"statement-{one.id}",
            wcag="",
            impact=IMPACT,
            selector="html",
            snippet="",
            pages=1,
            url=one.url,
            certainty=REVIEW,
            detail=one.detail,
            help=WORDS[one.id],
        )
        for one in points
        if one.outcome is Outcome.NO
    )


def _pages(council: Council, evidence: Iterable[Evidence], record: Evidence) -> Mapping[str, PageView]:
    """Return the pages of the council's own site that were read, by address, each at its best rendering."""
    sites = {site_of(council.homepage)} | {
        site_of(one.final_url) for one in evidence if one.step == HOME and one.final_url
    }
    found: dict[str, Evidence] = {}
    for one in evidence:
        key = canonical(one.final_url or one.requested_url)
        readable = isinstance(one.facet("html"), str) and one.facet("html")
        if one.step == STATEMENT or not readable or site_of(one.final_url) not in sites:
            continue
        known = found.get(key)
        if known is None or _BEST_FIRST.index(one.device) < _BEST_FIRST.index(known.device):
            found[key] = one
    return {key: PageView(one, council) for key, one in found.items()}


def _links_one_of(page: PageView, addresses: set[str]) -> bool:
    return any(link.url and canonical(link.url) in addresses for link in page.links)


def _without(record: Evidence, facet: Mapping[str, Any], scene: Scene) -> tuple[StatementPoint, ...]:
    """Return the points where nothing was found to judge; why not decides between No and unknown."""
    rows = [as_mapping(row) for row in as_list(facet.get("tried"))]
    # A link that speaks of something's accessibility, and led to no statement, says nothing either way.
    tried = [row for row in rows if row.get("plainly") in (NAMES_STATEMENT, SAYS_ACCESSIBILITY)]
    stopped = next((row for row in tried if row.get("cause")), None)
    if stopped is not None:
        url = str(stopped.get("url") or "")
        said = str(stopped.get("detail") or "the page that is linked could not be read")
        return _untested(record, Cause(str(stopped["cause"])), said, url)
    gone = next((row for row in tried if row.get("status") in (404, 410)), None)
    points = no_statement(scene)
    if gone is not None:
        detail = f"The address that is linked as the statement answers HTTP {gone['status']}."
        points = (Point(1, IDS[0], Outcome.NO, detail), *points[1:])
    return _rows(record, points)


def _untested(record: Evidence, cause: Cause, why: str, url: str) -> tuple[StatementPoint, ...]:
    return tuple(
        StatementPoint(
            record.run,
            record.council,
            number,
            one,
            Outcome.COULD_NOT_TEST,
            cause,
            cut(why, MESSAGE_LIMIT),
            url,
        )
        for number, one in enumerate(IDS, 1)
    )


def _rows(record: Evidence, points: Iterable[Point]) -> tuple[StatementPoint, ...]:
    return tuple(
        StatementPoint(
            run=record.run,
            council=record.council,
            number=one.number,
            id=one.id,
            outcome=one.outcome,
            cause=Cause.NOT_MEASURED if one.outcome is Outcome.COULD_NOT_TEST else None,
            detail=cut(one.detail, MESSAGE_LIMIT),
            url=record.final_url or record.requested_url,
        )
        for one in points
    )


def _failing(findings: Iterable[Finding], record: Evidence) -> frozenset[str]:
    """Return the criteria of level A and AA that we saw fail on the statement's own site."""
    site = site_of(record.final_url)
    return frozenset(
        one.wcag
        for one in findings
        if one.certainty == FAILURE and one.wcag and one.level in ("A", "AA") and site_of(one.url) == site
    )


def _own_failures(seen: Mapping[Device, Evidence]) -> int | None:
    """Return how many failures the statement's own page has, None where no browser audited it."""
    audited = [one for one in seen.values() if isinstance(one.facet("axe"), Mapping)]
    if not audited:
        return None
    flaws = (flaw for one in audited for flaw in flaws_of(one))
    return len({(one.rule, one.selector) for one in flaws if one.certainty == FAILURE})
