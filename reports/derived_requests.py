"""Open data about our own manners: every request that was made or denied, council by council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.derived_table import COUNCIL, Derived
from reports.edition import CouncilResult
from reports.frame import Frame


def _requests(frame: Frame) -> Iterator[dict[str, Any]]:
    for council in frame.edition.councils:
        yield from _own(frame, council)


def _own(frame: Frame, council: CouncilResult) -> Iterator[dict[str, Any]]:
    gss = council.council.gss
    for one in frame.edition.run.requests(gss) if council.visit else ():
        yield {
            "council": gss,
            "at": one.at,
            "tier": one.tier,
            "kind": one.kind,
            "method": one.method,
            "url": one.url,
            "verdict": one.verdict,
            "reason": one.reason,
            "status": one.status,
            "times": one.times,
            "journey": one.journey,
            "step": one.step,
        }


OF_REQUESTS: Mapping[str, Derived] = {
    "requests": Derived(
        "One row per request made on behalf of a council, or denied before it left: what, when and how.",
        {
            "council": COUNCIL,
            "at": "When, UTC; of parts the day alone.",
            "tier": "source: read as text; browser: opened in Chromium; walk: a form walked with permission.",
            "kind": "page; parts: all else that pages of that day brought from that host; denied; of a "
            "walk: document, step (a page of a form sent on), lookup, or what was denied.",
            "method": "HTTP method.",
            "url": "Address asked for, of parts the host. Postcodes and property numbers are masked, as are "
            "the values in the query of an address that a page made up.",
            "verdict": "asked; denied: our rules did not let it out; not-asked: a rule of the site kept us.",
            "reason": "Why it was denied or not asked.",
            "status": "HTTP status; empty if there was no answer, or none was kept.",
            "times": "How often.",
            "journey": "Id of the journey whose page tried it; empty where it was read for no one journey.",
            "step": "Step of the route on which it was tried.",
        },
        _requests,
        _own,
    ),
}
