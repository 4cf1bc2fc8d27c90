"""Builds the published site: whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from reports.cache import NOTHING_KEPT, Cache, key_of
from reports.council_reader import run_kind
from reports.derived import DERIVED
from reports.edition import CouncilResult, Edition
from reports.frame import Frame, Page
from reports.gather import gather
from reports.languages import ENGLISH, WELSH
from reports.mending import MENDS, kept_mends
from reports.methodology import Methodology, load
from reports.opendata import write_open_data
from reports.own_pages import OWN, OwnPages, Written, common_key, taken
from reports.parallel import lasting, spread
from reports.pictures import Pictures
from reports.ranking import PLACES
from reports.register import NOBODY, Register
from reports.resampling import DRAWN
from reports.said import sentence
from reports.since import PARTS, PAST, SINCE
from reports.view_badge import badge_page
from reports.view_changes import changes_pages, feed_page
from reports.view_compare import DATA, compare_data, compare_page
from reports.view_council import all_averages, council_page
from reports.view_home import home_page
from reports.view_journeys import journey_page, question_page, question_tallies, questions_page
from reports.view_leagues import league_pages
from reports.view_opt_out import opt_out_page
from reports.view_people import errata_page, people_warnings
from reports.view_places import place_pages, places_of
from reports.view_platforms import platform_pages
from reports.view_reference import about_page, data_page, methodology_page
from reports.welsh_site import FOLDER, welsh_site
from store import RunFolder

TEMPLATES = Path(__file__).parents[1] / "templates"
ASSETS = ("style.css", "icon.svg", "table.js", "find.js", "compare.js")
# Says that a folder is a site of ours and may be replaced.
MARKER = "betterserved-site.json"
# What an earlier build kept of pages: their path, a key of what they are made of, and their digest.
RENDERED = "rendered"


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
    runs: Sequence[RunFolder],
    site: Path,
    *,
    methodology: Methodology | None = None,
    contact: str = "",
    register: Register = NOBODY,
    cache: Cache = NOTHING_KEPT,
) -> BuildSummary:
    """Build the site of *runs* (any order; the newest is shown) at *site*, replacing an earlier build.

    Of several runs the one that started last is shown, with the answers that changed since the one before.
    *methodology* defaults to the newest of this version; *contact* is an e-mail or web address for replies;
    *register* holds what people added, and whether it is a draft. What *cache* holds of an earlier build is
    taken where nothing that it rests on has changed: the site is the same, byte for byte.
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
    unfinished = site.with_name(f".{site.name}.{os.getpid()}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        (unfinished / "data").mkdir(parents=True)
        pictures = Pictures(by_age[-1], unfinished, site)
        with lasting():
            frame = gather(by_age, rules, pictures, contact, register, cache)
        pages, shown = _write(unfinished, site, frame, cache)
        _swap(unfinished, site)
        _tidy(cache, frame, by_age)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    warnings = frame.edition.warnings + _missing_questions(frame.edition) + tuple(people_warnings(frame))
    return BuildSummary(pages, shown, round(time.monotonic() - begun, 1), warnings)


def _write(folder: Path, earlier: Path, frame: Frame, cache: Cache) -> tuple[int, int]:
    """Write everything into *folder*, which will replace *earlier*; return how many pages and pictures."""
    for name in ASSETS:
        shutil.copyfile(TEMPLATES / name, folder / name)
    (folder / DATA).write_text(compare_data(frame), "ascii")
    environment, shared = _environment(FileSystemLoader(TEMPLATES)), frame.about_page()
    # None where no council of the edition is in Wales.
    welsh = welsh_site(frame, TEMPLATES, _environment)
    if welsh:
        (folder / FOLDER).mkdir()
        in_welsh = compare_data(frame, welsh.tongue.plain, welsh.councils)
        (folder / FOLDER / DATA).write_text(in_welsh, "ascii")
    # The open data is written beside the pages: it takes as long as the pages of many councils.
    batches: list[_Batch] = [partial(_open_data, frame, folder / "data", cache), *_batches(frame, cache)]
    common = common_key(frame, shared)
    own = OwnPages(frame, common, folder, earlier, cache)
    kept: dict[str, tuple[str, str]] = cache.get(RENDERED, RENDERED, common) or {}

    # A Welsh page leads to an English one where there is none in Welsh.
    those_in_welsh = key_of(sorted(welsh.councils), welsh.changes) if welsh else ""

    def put(page: Page, keys: dict[str, tuple[str, str]] | None = None) -> Written:
        """Write a page; where *keys* are given, take it from the earlier site if it would be the same."""
        in_welsh = welsh if welsh and welsh.has(page.path) else None
        keeping = keys is not None and cache is not NOTHING_KEPT
        key = key_of(page, those_in_welsh if in_welsh else "") if keeping else ""

        def place(path: str, render: Callable[[], str]) -> tuple[str, str]:
            before, digest = kept.get(path, ("", ""))
            if not key or key != before or not taken(earlier / path, folder / path, digest):
                digest = _put(folder / path, render())
            if keys is not None:
                keys[path] = key, digest
            return path, digest

        written = [place(page.path, partial(_in_english, page, environment, shared, in_welsh is not None))]
        if in_welsh:
            written.append(place(f"{FOLDER}/{page.path}", partial(in_welsh.render, page, shared)))
        return tuple(written)

    def write(at: int) -> tuple[int, frozenset[str], dict[str, tuple[str, str]]]:
        count = 0
        keys: dict[str, tuple[str, str]] = {}
        for one in batches[at]():
            count += len(put(one, keys)) if isinstance(one, Page) else own.put(one, put)
        return count, frame.pictures.names, keys

    count = 0
    pictures: set[str] = set()
    rendered: dict[str, tuple[str, str]] = {}
    with spread(write, len(batches)) as written:
        for pages, names, keys in written:
            count += pages
            pictures |= names
            rendered |= keys
    sizes = {one.name: one.stat().st_size for one in (folder / "data").iterdir()}
    count += len(put(data_page(frame, sizes)))
    cache.put(RENDERED, RENDERED, common, rendered)
    marker = {"run": frame.edition.run.id, "methodology": frame.methodology.id, "pages": count}
    marker["state"] = frame.register.state.value
    (folder / MARKER).write_text(json.dumps(marker) + "\n", "utf-8")
    return count, len(pictures)


def _in_english(page: Page, environment: Environment, shared: dict[str, Any], in_welsh: bool) -> str:
    root = "../" * page.path.count("/")
    welsh = {"lang": WELSH, "name": "Cymraeg", "path": f"{root}{FOLDER}/{page.path}"}
    return environment.get_template(page.template).render(
        {"script": "", **page.values},
        site=shared,
        root=root,
        title=page.title,
        nav=page.nav,
        path=page.path,
        language=ENGLISH,
        other=welsh if in_welsh else None,
        drafted="",
    )


def _put(target: Path, text: str) -> str:
    """Write a page and return the SHA-256 of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8", "replace")
    # What is there may be a page of the earlier site, and that must stay as it is.
    target.unlink(missing_ok=True)
    target.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


# Pages, and councils whose own pages are to be put there.
_Batch = Callable[[], Iterator[Page | CouncilResult]]


def _open_data(frame: Frame, folder: Path, cache: Cache) -> Iterator[Page | CouncilResult]:
    write_open_data(frame, folder, cache)
    yield from ()


def _batches(frame: Frame, cache: Cache) -> list[_Batch]:
    """Return the pages in batches that any process can write; what several pages need is counted before."""
    averages, places, tallies = all_averages(frame), places_of(frame), question_tallies(frame)

    def council(one: CouncilResult) -> Iterator[Page | CouncilResult]:
        if one.opted_out:
            yield opt_out_page(frame, one)
            yield badge_page(frame, one)
            return
        gss = one.council.gss
        mends = kept_mends(one, frame.methodology, frame.edition.keys.get(gss, ""), cache)
        yield council_page(frame, one, averages, places.get(gss, ()), mends)
        yield feed_page(frame, one)
        yield badge_page(frame, one)
        yield one

    def questions() -> Iterator[Page]:
        for question in frame.questions.values():
            yield question_page(frame, question, tallies.get(question.id, {}))
        yield questions_page(frame, tallies)

    def rest() -> Iterator[Page]:
        yield home_page(frame)
        yield compare_page(frame)
        yield from changes_pages(frame)
        yield from (journey_page(frame, journey) for journey in frame.edition.journeys)
        yield methodology_page(frame)
        yield about_page(frame)
        yield errata_page(frame)

    return [
        rest,
        questions,
        partial(place_pages, frame),
        partial(platform_pages, frame),
        *(partial(league_pages, frame, league) for league in frame.edition.leagues),
        *(partial(council, one) for one in frame.edition.councils),
    ]


def _environment(loader: BaseLoader) -> Environment:
    # Everything is escaped: names, titles and snippets come from pages that nobody has vetted.
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = sentence
    environment.globals["_"] = str
    return environment


def refuse_strangers(site: Path) -> None:
    """Raise `SiteError` where a site cannot be put at *site* without losing something that is not ours."""
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        raise SiteError(
            f"{site} holds files that are not a site of ours (no {MARKER}): give --site an empty folder"
        )
    if site.exists() and not site.is_dir():
        raise SiteError(f"{site} is a file: give --site a folder")


def _swap(unfinished: Path, site: Path) -> None:
    """Put the new site where the old one was; a reader sees one or the other, never a part."""
    old = site.with_name(f".{site.name}.{os.getpid()}.old")
    if site.exists():
        site.rename(old)
    unfinished.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _tidy(cache: Cache, frame: Frame, runs: Sequence[RunFolder]) -> None:
    """Drop what is kept of councils and runs that this site does not show."""
    tables = (name for name, one in DERIVED.items() if one.own)
    kinds = (*map(run_kind, runs), *tables, OWN, DRAWN, PAST, PARTS, SINCE, MENDS, PLACES, RENDERED)
    leagues = (one.type.value for one in frame.edition.leagues)
    cache.keep_only(kinds, (*frame.paths, *(run.id for run in runs), *leagues, RENDERED))


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
