"""One council's journey as the checks see it: its pages by step, and what the walk found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from checks.facets import day_of
from checks.model import (
    HOME,
    LANDING,
    START,
    TASK,
    WALK,
    ChannelDecision,
    Council,
    Device,
    Evidence,
    Journey,
    form_step,
    part_step,
)
from checks.page_view import PageView

FORM_STEPS = 12
GUIDE_PARTS = 10
DEVICES = (Device.DESKTOP, Device.PHONE, Device.HTTP)  # the best rendering first


class SurveyView:
    """One council's journey: its pages by step, and what the walk found."""

    def __init__(
        self, council: Council, journey: Journey, evidence: Iterable[Evidence], as_of: date | None = None
    ) -> None:
        self.council = council
        self.journey = journey
        self.evidence = tuple(evidence)
        self._by_key = {(one.step, one.device): one for one in self.evidence}
        self.as_of = as_of or max((day_of(one.fetched_at) for one in self.evidence), default=date.min)
        self.decision: ChannelDecision | None = None  # set by the judge before any question is asked
        self._pages: dict[tuple[str, Device], PageView] = {}

    def page(self, step: str, device: Device) -> PageView | None:
        """Return the page of a step on a device, None where no evidence of it exists."""
        found = self._by_key.get((step, device))
        if found is None:
            return None
        key = (step, device)
        if key not in self._pages:
            self._pages[key] = PageView(found, self.council, self.journey, self.as_of, self)
        return self._pages[key]

    def best(self, step: str) -> PageView | None:
        """Return a step's best rendering: desktop, phone, HTTP; one with HTML first."""
        pages = [page for device in DEVICES if (page := self.page(step, device)) is not None]
        return next((page for page in pages if page.html), pages[0] if pages else None)

    @property
    def home(self) -> PageView | None:
        """Return the home page."""
        return self.best(HOME)

    @property
    def landing(self) -> PageView | None:
        """Return the service landing page above the task page."""
        return self.best(LANDING)

    @property
    def task(self) -> PageView | None:
        """Return the task page."""
        return self.best(TASK)

    @cached_property
    def parts(self) -> tuple[PageView, ...]:
        """Return the other pages of the guide that the task page is a part of, in the guide's order."""
        found = (self.best(part_step(number)) for number in range(1, GUIDE_PARTS + 1))
        return tuple(page for page in found if page is not None and page.html)

    @property
    def start(self) -> PageView | None:
        """Return the page behind the way to start."""
        return self.best(START)

    @property
    def form(self) -> PageView | None:
        """Return the first form step; a task or start page that holds the form itself is that step."""
        return self.form_on(None)

    def form_on(self, device: Device | None) -> PageView | None:
        """Return the first form step on one device, on the best if None."""
        for step in (form_step(1), START, TASK):
            found = self.best(step) if device is None else self.page(step, device)
            if found is not None and (step == form_step(1) or found.task_forms):
                return found
        return None

    @cached_property
    def pages(self) -> tuple[PageView, ...]:
        """Return the pages on the way, in order, each in its best rendering."""
        steps = [HOME, LANDING, TASK, START, *(form_step(n) for n in range(1, FORM_STEPS + 1))]
        return tuple(page for step in steps if (page := self.best(step)) is not None)

    def facet(self, name: str) -> Any:
        """Return a facet of the walk, or `Missing`."""
        walk = self._by_key.get((WALK, Device.HTTP))
        return walk.facet(name) if walk is not None else _NO_WALK.facet(name)

    @property
    def crawl(self) -> Any:
        """Return what the crawl found, or `Missing`."""
        return self.facet("crawl")

    @property
    def search(self) -> Any:
        """Return what the site's own search answered, or `Missing`."""
        return self.facet("search")

    @property
    def a_to_z(self) -> Any:
        """Return the A-Z's letter pages, or `Missing`."""
        return self.facet("a-to-z")

    @property
    def govuk(self) -> Any:
        """Return GOV.UK's registered links for the service, or `Missing`."""
        return self.facet("govuk")

    @property
    def route(self) -> Any:
        """Return the way from the task page to the form, or `Missing`."""
        return self.facet("route")


_NO_WALK = Evidence("", "", "", WALK, Device.HTTP, "", "", "", None, {})
