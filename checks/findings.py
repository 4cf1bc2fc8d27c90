"""Accessibility and mobile findings of one council: each distinct problem once, and how often seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from checks.accessibility.model import Flaw
from checks.accessibility.page import flaws_of
from checks.accessibility.phone import REFLOW, layout_flaws
from checks.addresses import host_of, site_of
from checks.facets import as_list, as_mapping
from checks.model import HOME, STATEMENT, Device, Evidence, Finding

FINDING_LIMIT = 2000
# What Better Connected found most of all: a site made for phones that hands over to a form that is not.
BOUGHT_IN = "It stands on {host}; the council’s own pages fit."
PLACE_LIMIT = 1_000_000  # px
# How far from an element its picture may be shown, px.
AROUND = 800
_RANK = {"failure": 0, "review": 1, "advice": 2}
_IMPACT = {"critical": 0, "serious": 1, "moderate": 2, "minor": 3}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A problem on one page state, with the key that makes it the same problem elsewhere."""

    finding: Finding
    key: tuple[str, ...]


def findings_of(council: str, evidence: Iterable[Evidence]) -> tuple[Finding, ...]:
    """Return the distinct findings of one council (its GSS code) over the evidence of all its surveys.

    What is wrong with each page state is `checks.accessibility.page.flaws_of`. The same rule on the same
    element, its numbers and page-own ids set aside, is one finding: a template's fault seen on many pages has
    `pages` > 1. Two journeys that share a page count it once.
    """
    first: dict[tuple[str, ...], Finding] = {}
    fitting = _sites_that_fit(kept := sorted((one for one in evidence if one.council == council), key=_order))
    states: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    judged: dict[tuple[str, str, str], tuple[Flaw, ...]] = {}
    for one in kept:
        state = (one.final_url or one.requested_url, one.device.value)
        # Journeys share pages, and steps share a look: the same state is judged once.
        key = (*state, one.fetched_at)
        if key not in judged:
            judged[key] = flaws_of(one)
        for flaw in judged[key]:
            seen = _Seen(_finding(one, _beside_its_site(one, flaw, fitting)), _key(flaw))
            if seen.key not in first:
                if len(first) >= FINDING_LIMIT:
                    continue
                first[seen.key] = seen.finding
            elif seen.finding.box and not first[seen.key].box:
                # The example that a picture shows is the better one.
                first[seen.key] = seen.finding
            states.setdefault(seen.key, set()).add(state)
    counted = [replace(finding, pages=len(states[key])) for key, finding in first.items()]
    return tuple(sorted(counted, key=_importance))


def _sites_that_fit(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return the council's own sites (its home page's) of which every page seen on a phone fits 320 px."""
    fits: dict[str, bool] = {}
    home = set()
    for one in evidence:
        if one.device is Device.PHONE:
            site = site_of(one.final_url or one.requested_url)
            wide = any(flaw.rule == REFLOW.id for flaw in layout_flaws(one.facet("layout")))
            fits[site] = fits.get(site, True) and not wide
            home |= {site} if one.step == HOME else set()
    return frozenset(site for site in home if fits[site])


def _beside_its_site(one: Evidence, flaw: Flaw, fitting: frozenset[str]) -> Flaw:
    """Say of a bought-in page that does not fit a phone that the council's own pages do."""
    host = host_of(one.final_url or one.requested_url)
    if flaw.rule != REFLOW.id or not fitting or site_of(one.final_url or one.requested_url) in fitting:
        return flaw
    return replace(flaw, detail=f"{flaw.detail} {BOUGHT_IN.format(host=host[:100])}")


def _key(flaw: Flaw) -> tuple[str, ...]:
    return (flaw.engine, flaw.rule, flaw.certainty, _same(flaw.html) or _same(flaw.selector))


def _finding(one: Evidence, flaw: Flaw) -> Finding:
    return Finding(
        run=one.run,
        council=one.council,
        journey=one.journey,
        step=one.step,
        device=one.device.value,
        engine=flaw.engine,
        rule=flaw.rule,
        wcag=flaw.wcag,
        impact=flaw.impact,
        selector=flaw.selector,
        snippet=flaw.html,
        pages=1,
        url=(one.final_url or one.requested_url)[:2000],
        certainty=flaw.certainty,
        detail=flaw.detail,
        help=flaw.help,
        mend=flaw.mend,
        level=flaw.level,
        **_place(one, flaw),
    )


def _place(one: Evidence, flaw: Flaw) -> dict[str, Any]:
    """Return where on the page's picture the element stands, nothing where that was not measured."""
    picture, boxes = as_mapping(one.facet("picture")), as_mapping(one.facet("boxes"))
    box = as_list(boxes.get(flaw.selector))
    width, height = picture.get("width"), picture.get("height")
    if len(box) != 4 or not all(isinstance(n, int) and abs(n) < PLACE_LIMIT for n in box):
        return {}
    if not isinstance(width, int) or not isinstance(height, int):
        return {}
    x, y, wide, high = box
    if min(wide, high) <= 0 or not (-wide < x < width and -high < y < height):
        return {}
    # Where it is not known what to mask, nothing is shown; what was seen before there were masks has none.
    masks = picture.get("masks", ())
    if not isinstance(masks, list | tuple):
        return {}
    near = tuple(
        tuple(one)
        for one in masks
        if x - AROUND < one[0] + one[2]
        and one[0] < x + AROUND
        and y - AROUND < one[1] + one[3]
        and one[1] < y + AROUND
    )
    return {"picture": str(picture.get("sha256") or ""), "box": (x, y, wide, high), "masks": near}


def _same(text: str) -> str:
    """Return what stays of a selector or snippet on other pages: numbers, hashes, addresses aside."""
    bare = re.sub(r"(href|src|action|value|content|srcset|style)=(\"[^\"]*\"|'[^']*')", r"\1", text)
    bare = re.sub(r":nth-(child|of-type)\(\d+\)", "", bare)
    bare = re.sub(r"\b[0-9a-f]{8,}\b|\d+", "0", bare, flags=re.I)
    return " ".join(bare.lower().split())[:300]


def _order(one: Evidence) -> tuple[bool, str, str, str, str]:
    # A fault met on the way of a task is told there, before the statement's page, which is on nobody's way.
    return (one.step == STATEMENT, one.journey, one.step, one.device.value, one.final_url)


def _importance(one: Finding) -> tuple[int, int, int, str, str, str, str]:
    rank = _RANK.get(one.certainty, 3), _IMPACT.get(one.impact, 4), -one.pages
    return (*rank, one.engine, one.rule, one.selector, one.url)
