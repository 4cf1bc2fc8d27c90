"""Turns what a walk saw into evidence: one record for each step and device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.model import WALK, Cause, Device, Evidence, Journey, Missing, form_step
from crawler.reader import PageRead
from crawler.visit import Control, VisitResult

FORM = form_step(0)[:-1]


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step to be recorded: its page over HTTP and, where the browser looked, what it saw."""

    step: str
    page: PageRead | None
    look: VisitResult | Missing
    clicks: int | None
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class EvidenceMaker:
    """Makes evidence of one council in one run."""

    run: str
    council: str

    def walk(self, journey: Journey, at: str, url: str, facets: Mapping[str, Any]) -> Evidence:
        """Return the record of a journey as a whole."""
        return Evidence(self.run, self.council, journey.id, WALK, Device.HTTP, url, url, at, None, facets)

    def nothing(self, step: str, at: str, url: str, facets: Mapping[str, Any]) -> Evidence:
        """Return the record of a step that belongs to no journey and of which no page was read."""
        return Evidence(self.run, self.council, "", step, Device.HTTP, url, url, at, None, facets)

    def step(self, journey: str, seen: StepSeen) -> Iterator[Evidence]:
        """Yield the records of one step of *journey* (its id, "" for all of them): HTTP, desktop, phone."""
        if seen.page is not None and seen.control is None:
            yield self._over_http(journey, seen, seen.page)
        if isinstance(seen.look, Missing):
            return
        for visit in seen.look.devices.values():
            facets = dict(visit.facets)
            if not seen.step.startswith(FORM):
                # It was measured before anybody knew whether the page holds the form.
                facets.pop("form-step", None)
            yield Evidence(
                run=self.run,
                council=self.council,
                journey=journey,
                step=seen.step,
                device=visit.device,
                requested_url=visit.requested_url,
                final_url=visit.final_url,
                fetched_at=visit.fetched_at,
                clicks=seen.clicks,
                facets=facets,
            )

    def _over_http(self, journey: str, seen: StepSeen, page: PageRead) -> Evidence:
        fetched = page.fetched
        html: Any = page.html
        if not page.readable:
            html = Missing(fetched.cause or Cause.NOT_FOUND_BY_US, fetched.detail or f"HTTP {fetched.status}")
        facets: dict[str, Any] = {
            "http": fetched.http_facet("browser" if page.rendered else "http"),
            "html": html,
        }
        if fetched.status is None:
            facets["http"] = Missing(fetched.cause or Cause.UNREACHABLE, fetched.detail)
        if isinstance(seen.look, Missing):
            facets |= dict.fromkeys(
                ("layout", "axe", "picture", "console", "cookies", "network", "timing"), seen.look
            )
        return Evidence(
            run=self.run,
            council=self.council,
            journey=journey,
            step=seen.step,
            device=Device.HTTP,
            requested_url=fetched.url,
            final_url=fetched.final_url,
            fetched_at=fetched.at,
            clicks=seen.clicks,
            facets=facets,
        )
