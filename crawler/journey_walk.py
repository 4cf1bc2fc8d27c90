"""Writes what the walk of one journey came to: its evidence, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from checks.model import HOME, LANDING, TASK, Cause, Council, Journey, Missing, part_step
from crawler.documents import DocumentSeen, document_evidence
from crawler.evidence import EvidenceMaker, StepSeen
from crawler.explore import Exploration
from crawler.form_tour import FormTour, walk_facet
from crawler.form_walk import FormWalk
from crawler.reader import PageRead
from crawler.routes import Route
from crawler.visit import VisitResult
from store import CouncilWriter, now

PART_NOT_LOOKED_AT = Missing(
    Cause.NOT_MEASURED, "a part of the guide without the way in: read, not looked at"
)
CASE_NOT_LOOKED_AT = Missing(Cause.NOT_MEASURED, "a page behind a search: read, not looked at")


@dataclass(slots=True)
class JourneyWalk:
    """What one journey came to on one site."""

    journey: Journey
    task: PageRead | None
    landing: PageRead | None
    path: list[tuple[str, str]]
    route: Route
    crawl: dict[str, Any]
    welsh: dict[str, Any] | Missing = field(default_factory=lambda: Missing(Cause.NOT_MEASURED, "not asked"))
    # Where another council runs the service: what the page links to there. None where this one does.
    signpost: dict[str, Any] | Missing | None = None
    documents: list[DocumentSeen] = field(default_factory=list)
    # Behind a search: the cases opened and the form to act on one, by step.
    cases: list[tuple[str, PageRead]] = field(default_factory=list)
    # How far the form was walked; None where the way ends in none.
    form: FormWalk | Missing | None = None

    @property
    def clicks(self) -> int | None:
        """Clicks from the home page to the task page; None where no path of links is known."""
        return len(self.path) - 1 if self.path else None


def write_journey(
    walk: JourneyWalk,
    council: Council,
    home: PageRead,
    found: Exploration | None,
    maker: EvidenceMaker,
    writer: CouncilWriter,
    looks: dict[int, VisitResult | Missing],
    started: str,
    tour: FormTour,
) -> None:
    """Write the evidence of one journey: the walk as a whole, documents, and each step of its way."""
    journey = walk.journey
    nothing = Missing(
        home.fetched.cause or Cause.NOT_FOUND_BY_US, home.fetched.detail or "the site was not read"
    )
    ways = found.ways if found else None
    facets: dict[str, Any] = {
        "crawl": {**walk.crawl, "started": started, "ended": now()},
        "search": ways.search.get(journey.id, nothing) if ways else nothing,
        "a-to-z": ways.a_to_z.get(journey.id, nothing) if ways else nothing,
        "govuk": ways.govuk.get(journey.id, nothing) if ways else nothing,
        "welsh": walk.welsh,
        "route": walk.route.facet() if walk.task else Missing(Cause.NOT_FOUND_BY_US, "no task page"),
    }
    if walk.signpost is not None:
        facets["signpost"] = walk.signpost
    if walk.form is not None:
        facets["form-walk"] = walk_facet(walk.form)
    writer.add(maker.walk(journey, started, council.homepage, facets))
    for document in document_evidence(maker, journey.id, walk.documents):
        writer.add(document)
    steps = [StepSeen(HOME, home, look_of(looks, home), 0)]
    if walk.landing is not None:
        steps.append(
            StepSeen(LANDING, walk.landing, look_of(looks, walk.landing), max(0, len(walk.path) - 2))
        )
    clicks = walk.clicks
    for number, step in enumerate(walk.route.steps):
        after = None if clicks is None else clicks + (0 if step.how == "same-page" else number)
        steps.append(StepSeen(step.step, step.page, look_of(looks, step.page), after, step.press))
    for number, part in enumerate(walk.route.parts, 1):
        if walk.route.step(part_step(number)) is None:
            steps.append(StepSeen(part_step(number), part, PART_NOT_LOOKED_AT, clicks and clicks + 1))
    steps += [StepSeen(step, page, CASE_NOT_LOOKED_AT, None) for step, page in walk.cases]
    if walk.task is not None and walk.route.step(TASK) is None:
        steps.append(StepSeen(TASK, walk.task, look_of(looks, walk.task), clicks))
    for seen in steps:
        for evidence in maker.step(journey.id, seen):
            writer.add(evidence)
        if not isinstance(seen.look, Missing):
            for blob in seen.look.blobs.values():
                writer.run.put_blob(blob)
    if isinstance(walk.form, FormWalk):
        last = None if clicks is None else clicks + max(0, len(walk.route.steps) - 1)
        for evidence in tour.evidence(maker.run, journey.id, walk.form, last):
            writer.add(evidence)
        for blob in tour.blobs.values():
            writer.run.put_blob(blob)


def look_of(looks: dict[int, VisitResult | Missing], page: PageRead) -> VisitResult | Missing:
    """Return what the browser saw of a page, or why it did not look."""
    return looks.get(id(page), Missing(Cause.NOT_MEASURED, "the run was made without a browser"))
