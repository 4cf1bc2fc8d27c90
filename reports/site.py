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
from reports.frame import Frame, Page, make_frame
from reports.methodology import Methodology, load
from reports.opendata import write_open_data
from reports.pictures import Pictures
from reports.present import sentence
from reports.view_council import all_averages, council_page
from reports.view_journeys import journey_page, question_page, question_tallies
from reports.view_leagues import home_page, league_page
from reports.view_reference import about_page, data_page, methodology_page
from reports.view_survey import survey_page
from store import RunFolder

TEMPLATES = Path(__file__).parents[1] / "templates"
ASSETS = ("style.css", "icon.svg")
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
    edition = load_edition(by_age[-1], rules)
    previous = load_edition(by_age[-2], rules) if len(by_age) > 1 else None
    site.parent.mkdir(parents=True, exist_ok=True)
    partial = site.with_name(f".{site.name}.{os.getpid()}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        pages, pictures = _write(partial, site, edition, previous, contact)
        _swap(partial, site)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    warnings = edition.warnings + _missing_questions(edition)
    return BuildSummary(pages, pictures, round(time.monotonic() - begun, 1), warnings)


def _write(
    folder: Path, site: Path, edition: Edition, previous: Edition | None, contact: str
) -> tuple[int, int]:
    """Write everything into *folder*; return how many pages and pictures there are."""
    (folder / "data").mkdir(parents=True)
    write_open_data(edition, folder / "data")
    for name in ASSETS:
        shutil.copyfile(TEMPLATES / name, folder / name)
    pictures = Pictures(edition.run, folder, site)
    moved = changes(edition.run, previous.run) if previous else None
    frame = make_frame(edition, pictures, contact, previous, moved)
    sizes = {one.name: one.stat().st_size for one in (folder / "data").iterdir()}
    environment = _environment()
    shared = frame.about_page()
    count = 0
    for page in _pages(frame, sizes):
        root = "../" * page.path.count("/")
        html = environment.get_template(page.template).render(
            page.values, site=shared, root=root, title=page.title, nav=page.nav, path=page.path
        )
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, "utf-8", "replace")
        count += 1
    marker = {"run": edition.run.id, "methodology": edition.methodology.id, "pages": count}
    (folder / MARKER).write_text(json.dumps(marker) + "\n", "utf-8")
    return count, pictures.count


def _pages(frame: Frame, sizes: dict[str, int]) -> Iterator[Page]:
    yield home_page(frame)
    for league in frame.edition.leagues:
        yield league_page(frame, league)
    for journey in frame.edition.journeys:
        yield journey_page(frame, journey)
    averages = all_averages(frame)
    for council in frame.edition.councils:
        yield council_page(frame, council, averages)
        for one in council.surveys.values():
            yield survey_page(frame, council, one)
    tallies = question_tallies(frame)
    for question in frame.questions.values():
        yield question_page(frame, question, tallies.get(question.id, {}))
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
