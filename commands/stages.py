"""The stages that commands are made of: visit, judge, publish; and how they speak to the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

from commands.options import Asked, Visit
from store import RunFolder, StoreError

if TYPE_CHECKING:
    from crawler.options import CrawlOptions
    from reports.judging import CheckSummary
    from reports.methodology import Methodology
    from reports.register import Register
    from reports.summary import Threshold

OUR_ERROR, BAD_INPUT, OVER_LIMIT, INTERRUPTED = 1, 2, 3, 130


def known_errors() -> tuple[type[Exception], ...]:
    """Return the errors whose text is for the person; loaded only once something was raised."""
    from checks.registry import RegistryError
    from checks.scaffold import ScaffoldError
    from crawler.job import CrawlerMissingError, HaltedCrawl, InterruptedCrawl
    from reports.methodology import MethodologyError
    from reports.site import SiteError
    from store.inputs import InputError

    asked = (InputError, MethodologyError, RegistryError, ScaffoldError)
    return (*asked, SiteError, StoreError, CrawlerMissingError, InterruptedCrawl, HaltedCrawl)


def stop(message: str, status: int) -> NoReturn:
    """End the command with one clear message on standard error and *status*."""
    typer.echo(f"betterserved: {message}", err=True)
    raise typer.Exit(status)


def console() -> Console:
    """Return the terminal to write on."""
    return Console(highlight=False)


def methodology(name: str) -> Methodology:
    """Return the rules of that id or file; the newest where *name* is empty. Raises `MethodologyError`."""
    from reports.methodology import DEFAULT, load

    return load(name or DEFAULT)


def crawl_options(visit: Visit, links: Path | None = None, concurrency: int = 1) -> CrawlOptions:
    """Return *visit* as the crawler takes it."""
    from crawler.options import DEFAULT_CONTACT_URL, CrawlOptions

    return CrawlOptions(
        links=links,
        proxy=visit.proxy,
        browser=visit.browser,
        page_budget=visit.page_budget,
        audits=visit.audits,
        concurrency=concurrency,
        delay=visit.delay,
        contact_url=visit.contact_url or DEFAULT_CONTACT_URL,
        chromium=visit.chromium,
        allow_private=visit.allow_private,
        depth=visit.depth,
        permissions=visit.permissions,
        postcode=visit.postcode.strip(),
        kill_switch=visit.kill_switch,
        window=visit.window.strip(),
    )


def visit_councils(asked: Asked, options: CrawlOptions) -> RunFolder:
    """Visit the councils asked for and return the folder of the run."""
    from crawler.asked import chosen_packs
    from crawler.councils import load_councils, select_councils
    from crawler.job import crawl_job
    from store.opt_outs import marked, opt_outs_beside

    every = load_councils(asked.councils)
    every = marked(every, opt_outs_beside(asked.out, asked.opt_outs, every))
    chosen = select_councils(every, asked.council or (), asked.type_ or ())
    packs = chosen_packs(asked.journey or ())
    return crawl_job(
        console(),
        chosen,
        packs,
        options,
        asked.out,
        asked.run_id,
        asked.resume,
        every=every,
        scheduler=asked.scheduler,
        store=asked.store,
    )


def judge(folder: RunFolder, as_of: date | None, rules: Methodology) -> CheckSummary:
    """Judge what a run saw and write its open data."""
    from crawler.progress import Display
    from reports.judging import check_run
    from reports.summary import as_json, as_markdown, summarise

    with Display(console(), "Judging") as display:
        summary = check_run(folder, as_of=as_of, methodology=rules, progress=display.show)
    for line in summary.lines():
        typer.echo(line)
    whole = summarise(folder)
    folder.write_summary(as_json(whole), as_markdown(whole))
    return summary


def send_results(folder: RunFolder, store: str) -> None:
    """Send what was found to the URL of --store, where a cluster left what it saw."""
    if store:
        from store.remote import RemoteRun

        RemoteRun(store, folder.id).send_results(folder)


def limits(words: Sequence[str] | None) -> tuple[Threshold, ...]:
    """Return the thresholds of --fail-on. Raises `InputError`."""
    from reports.summary import read_thresholds

    return read_thresholds(words or ())


def hold_against(folder: RunFolder, thresholds: Sequence[Threshold]) -> int:
    """Say on standard error which of *thresholds* the run is over; return the exit status, 0 where none."""
    from reports.summary import exceeded, summarise

    over = exceeded(summarise(folder), thresholds) if thresholds else []
    for line in over:
        typer.echo(f"betterserved: over the limit of --fail-on {line}", err=True)
    return OVER_LIMIT if over else 0


def publish(
    folders: Sequence[RunFolder],
    site: Path,
    rules: Methodology,
    reply_to: str,
    register: Register,
    *,
    fresh: bool = False,
) -> None:
    """Write the site of runs that were judged; what an earlier build kept is taken unless *fresh*."""
    from reports.cache import beside
    from reports.site import build, refuse_strangers

    refuse_strangers(site.absolute())
    kept = beside(site, fresh=fresh)
    built = build(folders, site, methodology=rules, contact=reply_to, register=register, cache=kept)
    for warning in built.warnings:
        typer.echo(f"Note: {warning}")
    typer.echo(f"Wrote {built.pages:,} pages. Open {(site / 'index.html').resolve().as_uri()}")
