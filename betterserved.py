"""The command line: one thin command per stage, no logic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from commands.options import (
    Asked,
    AsOf,
    Browser,
    Chromium,
    FailOn,
    Fresh,
    Method,
    OptOuts,
    ReplyTo,
    RunPath,
    RunsFolder,
    Site,
    Strict,
    Visit,
    grouped,
)
from commands.register import People, RepliesFile, ReviewsFile, refuse_before_elections, register_of
from commands.stages import (
    BAD_INPUT,
    INTERRUPTED,
    OUR_ERROR,
    console,
    crawl_options,
    hold_against,
    judge,
    known_errors,
    limits,
    methodology,
    publish,
    send_results,
    stop,
    visit_councils,
)
from store import FIRST, Kind, RunFolder, out_of_room

EXIT_CODES = (
    "Exit status: 0 finished, even where councils could not be tested (the summary says how many and why); "
    "1 our own error, or with --strict a check that crashed; 2 bad input, nothing was started; "
    "3 finished, but over a limit of --fail-on; "
    "130 or 143 interrupted: go on with --resume."
)
ROOT = Path(__file__).parent


class Commands(TyperGroup):
    """Turns the errors that people can mend into one clear message and exit status 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except known_errors() as error:
            stop(str(error), getattr(error, "status", BAD_INPUT))
        except OSError as error:
            if not (full := out_of_room(error)):
                raise
            stop(f"{full}, then give the same command again (a crawl: with --resume)", OUR_ERROR)
        except KeyboardInterrupt:
            stop("interrupted; what was finished is kept", INTERRUPTED)


app = typer.Typer(
    name="betterserved",
    cls=Commands,
    help="Tests whether residents can get things done on UK council websites, and publishes what it finds.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _examples(*lines: str) -> str:
    # Typer joins the lines of a paragraph, so each example is a paragraph.
    return "\n\n".join(["Examples:", *(f"  {line}" for line in lines), EXIT_CODES])


@app.command(
    epilog=_examples(
        "betterserved run councils.csv --out runs --site site",
        "betterserved run councils.csv --type county --journey pay-council-tax",
        "betterserved run councils.csv --run-id 2026-q4 --resume",
    )
)
@grouped
def run(
    asked: Asked,
    visit: Visit,
    site: Site = Path("site"),
    as_of: AsOf = None,
    strict: Strict = False,
    rules: Method = "",
    reply_to: ReplyTo = "",
    fail_on: FailOn = None,
    *,
    people: People,
) -> None:
    """Do the whole job: visit the councils, judge what was seen, publish the site."""
    from reports.site import refuse_strangers
    from reports.terminal import league_table

    followed, thresholds = methodology(rules), limits(fail_on)
    refuse_strangers(site)
    refuse_before_elections(asked.out, people)
    folder = visit_councils(asked, crawl_options(visit, asked.links, asked.concurrency))
    summary = judge(folder, as_of, followed)
    send_results(folder, asked.store)
    register = register_of(folder, people, asked.opt_outs)
    league_table(folder, followed, console(), register)
    publish([folder], site, followed, reply_to, register)
    over = hold_against(folder, thresholds)
    raise typer.Exit(OUR_ERROR if summary.waiting or (strict and summary.crashed) else over)


@app.command(
    epilog=_examples(
        "betterserved crawl councils.csv --out runs --run-id 2026-q4",
        "betterserved crawl councils.csv --council Adur --links links.csv",
    )
)
@grouped
def crawl(asked: Asked, visit: Visit) -> None:
    """Visit the councils and keep what was seen, to be judged later."""
    folder = visit_councils(asked, crawl_options(visit, asked.links, asked.concurrency))
    typer.echo(f"Next: betterserved check {folder.path}")
    raise typer.Exit(OUR_ERROR if folder.waiting() else 0)


@app.command(
    epilog=_examples(
        "betterserved check runs/2026-q4",
        "betterserved check runs/2026-q4 --against runs/2026-q3",
        "betterserved check runs/2026-q4 --fail-on blocked=5% --fail-on crashed=0",
    )
)
def check(
    run_path: RunPath,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="RUNS/ID", help="Say what changed since that run.")
    ] = None,
    as_of: AsOf = None,
    strict: Strict = False,
    rules: Method = "",
    fail_on: FailOn = None,
) -> None:
    """Judge what a run saw and write its open data. Visits nobody."""
    from reports.changes import compare, show_changes

    folder, followed, thresholds = RunFolder.open(run_path), methodology(rules), limits(fail_on)
    # Read first, because a run may be compared with its own earlier judgement.
    before = RunFolder.open(against).read_table("answers") if against else []
    summary = judge(folder, as_of, followed)
    if against:
        show_changes(console(), compare(folder.read_table("answers"), before), against.name)
    typer.echo(f"Next: betterserved report {folder.path} --site site")
    over = hold_against(folder, thresholds)
    raise typer.Exit(OUR_ERROR if strict and summary.crashed else over)


@app.command(
    epilog=_examples(
        "betterserved report runs/2026-q4 --site site",
        "betterserved report runs/2026-q4 runs/2026-q3 --site site",
    )
)
@grouped
def report(
    runs: Annotated[list[Path], typer.Argument(metavar="RUNS/ID...", help="One or more; newest shown.")],
    site: Site = Path("site"),
    rules: Method = "",
    reply_to: ReplyTo = "",
    opt_outs: OptOuts = None,
    fresh: Fresh = False,
    *,
    people: People,
) -> None:
    """Publish runs that were judged as a static site. Visits nobody."""
    folders = [RunFolder.open(path) for path in runs]
    refuse_before_elections(folders[0].path.absolute().parent, people)
    register = register_of(folders[0], people, opt_outs)
    publish(folders, site, methodology(rules), reply_to, register, fresh=fresh)


@app.command(epilog=_examples("betterserved demo", "betterserved demo --out /tmp/demo --no-browser"))
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the run and the site.")] = Path("demo"),
    everything: Annotated[bool, typer.Option("--all", help="Every council and journey: takes long.")] = False,
    browser: Browser = True,
    chromium: Chromium = None,
) -> None:
    """Do the whole job on fictional councils, served from this machine."""
    from commands.demo import demonstrate

    demonstrate(ROOT, out, everything, browser, chromium)


@app.command(epilog=_examples('betterserved review runs/2026-q4 --reviewer "A. Person"'))
def review(
    run_path: RunPath,
    reviewer: Annotated[
        str, typer.Option("--reviewer", help="Your name as it is published; default: your login's.")
    ] = "",
    reviews: ReviewsFile = None,
    replies: RepliesFile = None,
    rules: Method = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; default: a free one.")] = 0,
    idle: Annotated[int, typer.Option("--idle", min=1, help="Minutes without a click to end after.")] = 120,
) -> None:
    """Decide answers that wait for a person, on a page that only this machine can open."""
    from commands.review import open_desk

    open_desk(RunFolder.open(run_path), methodology(rules), reviews, replies, reviewer, port, idle)


@app.command(
    name="try",
    epilog=_examples(
        "betterserved try report-fly-tipping https://www.example.gov.uk/",
        "betterserved try pay-council-tax www.example.gov.uk --no-browser",
    ),
)
@grouped
def try_journey(
    journey: Annotated[str, typer.Argument(help="The id of a journey.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The home page of a council's site.")],
    visit: Visit,
    as_of: AsOf = None,
) -> None:
    """Try one journey on one site: answers with their evidence, here in the terminal."""
    from commands.trial import try_out

    try_out(journey, url, visit, as_of)


@app.command(epilog=_examples("betterserved new order-new-bin"))
def new(journey: Annotated[str, typer.Argument(help="An id such as order-new-bin.")]) -> None:
    """Draft a journey and its case file. The tests refuse the draft until it is filled in."""
    from commands.draft import write_draft

    write_draft(ROOT, journey)


@app.command(epilog=_examples("betterserved case runs/2026-q4 E07000001 pay-council-tax > draft.md"))
def case(
    run_path: RunPath,
    council: Annotated[str, typer.Argument(help="GSS code or name, as in the run's councils.csv.")],
    journey: Annotated[str, typer.Argument(help="A journey of the run.")],
) -> None:
    """Draft a case for the tests from what a run saw of one survey: cut down, redacted, yours to rewrite."""
    from commands.case import show_case

    show_case(run_path, council, journey)


@app.command(
    epilog=_examples(
        "betterserved export runs/2026-q4 --sqlite 2026-q4.db", "betterserved export site --sqlite edition.db"
    )
)
def export(
    run_path: Annotated[Path, typer.Argument(metavar="RUNS/ID|SITE", help="A run's folder, or a site's.")],
    sqlite: Annotated[
        Path | None, typer.Option("--sqlite", metavar="FILE", help="Open data as one SQLite file.")
    ] = None,
    earl: Annotated[
        Path | None, typer.Option("--earl", metavar="FILE", help="Accessibility findings as EARL JSON-LD.")
    ] = None,
) -> None:
    """Write open data as one SQLite file: a run's, or those of a site; or a run's findings as W3C's EARL."""
    from reports.earl import export_earl
    from reports.export import export_sqlite
    from reports.export_edition import export_edition, published_data

    if sqlite is None and earl is None:
        raise typer.BadParameter("name a file with --sqlite or --earl")
    if sqlite is not None:
        data = published_data(run_path)
        counts = export_edition(data, sqlite) if data else export_sqlite(RunFolder.open(run_path), sqlite)
        typer.echo(f"{sqlite}: " + ", ".join(f"{rows:,} {table}" for table, rows in counts.items()))
    if earl is not None:
        typer.echo(f"{earl}: {export_earl(RunFolder.open(run_path), earl):,} assertions")


@app.command(epilog=_examples("betterserved runs", "betterserved runs /srv/survey/runs --json"))
def runs(
    folder: RunsFolder = Path("runs"),
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """List the runs of a folder: how far each has come, and its size."""
    from commands.shelf import list_runs

    list_runs(console(), folder, as_json)


@app.command(
    epilog=_examples(
        "betterserved purge --older-than 180",
        "betterserved purge --older-than 180 --kind pictures --yes",
        "betterserved purge --older-than 1100 --kind run --keep 2024-q4 --yes",
    )
)
def purge(
    older_than: Annotated[
        int, typer.Option("--older-than", min=0, metavar="DAYS", help="Only runs that ended so long ago.")
    ],
    folder: RunsFolder = Path("runs"),
    kind: Annotated[
        list[Kind] | None,
        typer.Option("--kind", help="What goes; default: pictures and pages. Repeatable."),
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="ID", help="Leave this run alone. Repeatable.")
    ] = None,
    site: Annotated[
        list[Path] | None,
        typer.Option("--site", help="A published site, whose run stays whole; default: site. Repeatable."),
    ] = None,
    reviews: ReviewsFile = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete; without it, only list.")] = False,
) -> None:
    """Delete pictures and pages of old runs; their answers stay, and so do published runs."""
    from commands.shelf import purge_runs

    sites = site if site is not None else [one for one in (Path("site"),) if one.is_dir()]
    purge_runs(console(), folder, older_than, kind or FIRST, keep or (), sites, reviews, yes)


@app.command(epilog=_examples("betterserved doctor"))
def doctor(chromium: Chromium = None) -> None:
    """Say what is installed, what is missing, and how to mend it on this system."""
    from crawler.doctor import examine, show_health

    raise typer.Exit(0 if show_health(console(), examine(ROOT, chromium)) else OUR_ERROR)


if __name__ == "__main__":
    app()
