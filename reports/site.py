"""Builds the published site: whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.changes import changes
from reports.edition import Edition, load_edition
from reports.error_rates import load_rates
from reports.frame import Frame, Page, make_frame
from reports.history import past_run
from reports.methodology import Methodology, load
from reports.movement import Movement, council_movement, survey_movement
from reports.opendata import write_open_data
from reports.pictures import Pictures
from reports.present import sentence
from reports.ranking import rankings
from reports.view_badge import badge_page
from reports.view_changes import changes_page, feed_page
from reports.view_council import all_averages, council_page
from reports.view_home import home_page
from reports.view_journeys import journey_page, question_page, question_tallies, questions_page
from reports.view_leagues import league_pages
from reports.view_places import place_pages
from reports.view_platforms import platform_pages
from reports.view_reference import about_page, data_page, methodology_page
from reports.view_survey import survey_page
from store import RunFolder

TEMPLATES = Path(__file__).parents[1] / "templates"
ASSETS = ("style.css", "icon.svg", "table.js", "find.js")
# Says that a folder is a site of ours and may be replaced.
MARKER = "betterserved-site.json"


class SiteError(Exception):
    """A site that cannot be built, with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did: pages and pictures written, seconds taken, what the publisher should know."""

    pages: int
    pictures: int
    seconds: float
    warnings: tuple[str, ...]


def build(
    runs: Sequence[RunFolder], site: Path, *, methodology: Methodology | None = None, contact: str = ""
) -> BuildSummary:
    """Build the site of *runs* (any order; the newest is shown) at *site*, replacing an earlier build.

    Of several runs the one that started last is shown, with the answers that changed since the one before.
    *methodology* defaults to the newest of this version; *contact* is an e-mail or web address for replies.
    Raises `SiteError` where *site* holds something that is not ours, `StoreError` for a run without answers.
    """
    if not runs:
        raise SiteError("no run was given: a site shows at least one")
    site = site.absolute()
    refuse_strangers(site)
    begun = time.monotonic()
    rules = methodology or load()
    by_age = sorted(runs, key=lambda run: (str((run.manifest() or {}).get("started", "")), run.id))
    site.parent.mkdir(parents=True, exist_ok=True)
    partial = site.with_name(f".{site.name}.{os.getpid()}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        (partial / "data").mkdir(parents=True)
        pictures = Pictures(by_age[-1], partial, site)
        frame = _read(by_age, rules, pictures, contact)
        pages = _write(partial, frame)
        _swap(partial, site)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    warnings = frame.edition.warnings + _missing_questions(frame.edition)
    return BuildSummary(pages, pictures.count, round(time.monotonic() - begun, 1), warnings)


def _read(by_age: Sequence[RunFolder], rules: Methodology, pictures: Pictures, contact: str) -> Frame:
    """Read the runs, oldest first; only the newest and the one before it are held with all their answers."""
    past = [past_run(load_edition(run, rules)) for run in by_age[:-2]]
    edition = load_edition(by_age[-1], rules)
    previous = load_edition(by_age[-2], rules) if len(by_age) > 1 else None
    whole: dict[str, Movement] = {}
    parts: dict[tuple[str, str], Movement] = {}
    if previous:
        past.append(past_run(previous))
        rates, known = load_rates(), {one.council.gss: one for one in previous.councils}
        for one in edition.councils:
            gss = one.council.gss
            before = known.get(gss)
            if before is None:
                continue
            whole[gss] = council_movement(one, before, rules, rates)
            for survey in one.asked:
                if survey.journey.id in before.surveys:
                    parts[gss, survey.journey.id] = survey_movement(
                        survey, before.surveys[survey.journey.id], rules, rates
                    )
    return make_frame(
        edition,
        pictures,
        contact,
        previous=previous,
        changes=changes(edition.run, previous.run) if previous else None,
        past=(*past, past_run(edition)),
        rankings=rankings(edition),
        movements=whole,
        survey_movements=parts,
    )


def _write(folder: Path, frame: Frame) -> int:
    """Write everything into *folder*; return how many pages there are."""
    edition = frame.edition
    write_open_data(frame, folder / "data")
    for name in ASSETS:
        shutil.copyfile(TEMPLATES / name, folder / name)
    sizes = {one.name: one.stat().st_size for one in (folder / "data").iterdir()}
    environment = _environment()
    shared = frame.about_page()
    count = 0
    for page in _pages(frame, sizes):
        root = "../" * page.path.count("/")
        html = environment.get_template(page.template).render(
            {"script": "", **page.values},
            site=shared,
            root=root,
            title=page.title,
            nav=page.nav,
            path=page.path,
        )
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, "utf-8", "replace")
        count += 1
    marker = {"run": edition.run.id, "methodology": edition.methodology.id, "pages": count}
    (folder / MARKER).write_text(json.dumps(marker) + "\n", "utf-8")
    return count


def _pages(frame: Frame, sizes: dict[str, int]) -> Iterator[Page]:
    yield home_page(frame)
    yield from league_pages(frame)
    yield from place_pages(frame)
    yield from platform_pages(frame)
    moved = changes_page(frame)
    if moved:
        yield moved
    for journey in frame.edition.journeys:
        yield journey_page(frame, journey)
    averages = all_averages(frame)
    for council in frame.edition.councils:
        yield council_page(frame, council, averages)
        yield feed_page(frame, council)
        yield badge_page(frame, council)
        for one in council.surveys.values():
            yield survey_page(frame, council, one)
    tallies = question_tallies(frame)
    for question in frame.questions.values():
        yield question_page(frame, question, tallies.get(question.id, {}))
    yield questions_page(frame, tallies)
    yield methodology_page(frame)
    yield data_page(frame, sizes)
    yield about_page(frame)


def _environment() -> Environment:
    # Everything is escaped: names, titles and snippets come from pages that nobody has vetted.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = sentence
    return environment


def refuse_strangers(site: Path) -> None:
    """Raise `SiteError` where a site cannot be put at *site* without losing something that is not ours."""
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        raise SiteError(
            f"{site} holds files that are not a site of ours (no {MARKER}): give --site an empty folder"
        )
    if site.exists() and not site.is_dir():
        raise SiteError(f"{site} is a file: give --site a folder")


def _swap(partial: Path, site: Path) -> None:
    """Put the new site where the old one was; a reader sees one or the other, never a part."""
    old = site.with_name(f".{site.name}.{os.getpid()}.old")
    if site.exists():
        site.rename(old)
    partial.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _missing_questions(edition: Edition) -> tuple[str, ...]:
    """Warn of scored questions that no survey of the run has: they count as untested."""
    asked = {
        answer.question
        for council in edition.councils
        for one in council.surveys.values()
        for answer in one.survey.answers
    }
    absent = [
        question
        for journey in edition.journeys
        for question in edition.methodology.scored_questions(journey.id)
        if question not in asked
    ]
    missing = sorted(set(absent))
    if not asked or not missing:
        return ()
    named = ", ".join(missing)
    return (f"methodology {edition.methodology.id} scores questions that this run did not ask: {named}",)
