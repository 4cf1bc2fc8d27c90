"""The command line: one thin command per stage, no logic."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from store import RunFolder, StoreError

if TYPE_CHECKING:
    from crawler.options import CrawlOptions
    from reports.judging import CheckSummary
    from reports.methodology import Methodology

OUR_ERROR, BAD_INPUT, INTERRUPTED = 1, 2, 130
EXIT_CODES = (
    "Exit status: 0 finished, even where councils could not be tested (the summary says how many and why); "
    "1 our own error, or with --strict a check that crashed; 2 bad input, nothing was started; "
    "130 or 143 interrupted: go on with --resume."
)
ROOT = Path(__file__).parent
_say = typer.echo
Only = tuple[Sequence[str] | None, Sequence[str] | None, Sequence[str] | None]


class Commands(TyperGroup):
    """Turns the errors that people can mend into one clear message and exit status 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except _known() as error:
            _stop(str(error), getattr(error, "status", BAD_INPUT))
        except KeyboardInterrupt:
            _stop("interrupted; what was finished is kept", INTERRUPTED)


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


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as 2026-11-22") from None


_who = partial(typer.Option, rich_help_panel="Who and what")
_visit = partial(typer.Option, rich_help_panel="The visit")
_judge = partial(typer.Option, rich_help_panel="Judging and publishing")
CouncilsFile = Annotated[Path, typer.Argument(metavar="COUNCILS.csv", help="The councils to assess.")]
RunPath = Annotated[Path, typer.Argument(metavar="RUNS/ID", help="The folder of a run.")]
Out = Annotated[Path, _who("--out", help="Folder that holds the runs.")]
RunId = Annotated[str, _who("--run-id", help="Name of the run; default: the time.")]
Resume = Annotated[bool, _who("--resume", help="Finish an interrupted run.")]
Names = list[str] | None
OnlyCouncil = Annotated[Names, _who("--council", help="Only this council: GSS code or name. Repeatable.")]
OnlyType = Annotated[Names, _who("--type", help="Only councils of this type. Repeatable.")]
OnlyJourney = Annotated[Names, _who("--journey", help="Only this journey. Repeatable.")]
Links = Annotated[Path | None, _who("--links", help="GOV.UK's local-links CSV: places to start from.")]
Proxy = Annotated[str, _visit("--proxy", help="Send every request through this proxy.")]
Browser = Annotated[bool, _visit("--browser/--no-browser", help="Look at the routes in Chromium too.")]
Chromium = Annotated[Path | None, _visit("--chromium", help="The Chromium to use.")]
PageBudget = Annotated[int, _visit("--page-budget", min=1, help="Pages per council at most.")]
Concurrency = Annotated[int, _visit("--concurrency", min=1, help="Councils visited at once.")]
Delay = Annotated[float, _visit("--delay", min=0.0, help="Seconds between two requests to a host.")]
ContactUrl = Annotated[str, _visit("--contact-url", help="Where councils can reach you; sent to each site.")]
AllowPrivate = Annotated[bool, _visit("--allow-private", help="Visit private and loopback addresses too.")]
_AS_OF = "Judge dates on pages as of this day; default: the day of the visit."
AsOf = Annotated[date | None, _judge("--as-of", parser=_date, metavar="DATE", help=_AS_OF)]
Strict = Annotated[bool, _judge("--strict", help="Exit 1 where a check of ours crashed.")]
Method = Annotated[str, _judge("--methodology", help="Id or TOML file; default: the newest.")]
Site = Annotated[Path, _judge("--site", help="Folder for the published site.")]
ReplyTo = Annotated[str, _judge("--reply-to", help="Address for replies, shown on the site.")]


@app.command(
    epilog=_examples(
        "betterserved run councils.csv --out runs --site site",
        "betterserved run councils.csv --type county --journey pay-council-tax",
        "betterserved run councils.csv --run-id 2026-q4 --resume",
    )
)
def run(
    councils: CouncilsFile,
    out: Out = Path("runs"),
    site: Site = Path("site"),
    run_id: RunId = "",
    resume: Resume = False,
    council: OnlyCouncil = None,
    type_: OnlyType = None,
    journey: OnlyJourney = None,
    links: Links = None,
    proxy: Proxy = "",
    browser: Browser = True,
    chromium: Chromium = None,
    page_budget: PageBudget = 150,
    concurrency: Concurrency = 16,
    delay: Delay = 1.5,
    contact_url: ContactUrl = "",
    allow_private: AllowPrivate = False,
    as_of: AsOf = None,
    strict: Strict = False,
    methodology: Method = "",
    reply_to: ReplyTo = "",
) -> None:
    """Do the whole job: visit the councils, judge what was seen, publish the site."""
    from reports.site import refuse_strangers
    from reports.terminal import league_table

    rules = _methodology(methodology)
    refuse_strangers(site)
    options = _options(
        links, proxy, browser, chromium, page_budget, concurrency, delay, contact_url, allow_private
    )
    folder = _crawl(councils, (council, type_, journey), options, out, run_id, resume)
    summary = _check(folder, as_of, rules)
    league_table(folder, rules, _console())
    _report([folder], site, rules, reply_to)
    raise typer.Exit(OUR_ERROR if summary.waiting or (strict and summary.crashed) else 0)


@app.command(
    epilog=_examples(
        "betterserved crawl councils.csv --out runs --run-id 2026-q4",
        "betterserved crawl councils.csv --council Adur --links links.csv",
    )
)
def crawl(
    councils: CouncilsFile,
    out: Out = Path("runs"),
    run_id: RunId = "",
    resume: Resume = False,
    council: OnlyCouncil = None,
    type_: OnlyType = None,
    journey: OnlyJourney = None,
    links: Links = None,
    proxy: Proxy = "",
    browser: Browser = True,
    chromium: Chromium = None,
    page_budget: PageBudget = 150,
    concurrency: Concurrency = 16,
    delay: Delay = 1.5,
    contact_url: ContactUrl = "",
    allow_private: AllowPrivate = False,
) -> None:
    """Visit the councils and keep what was seen, to be judged later."""
    options = _options(
        links, proxy, browser, chromium, page_budget, concurrency, delay, contact_url, allow_private
    )
    folder = _crawl(councils, (council, type_, journey), options, out, run_id, resume)
    _say(f"Next: betterserved check {folder.path}")
    raise typer.Exit(OUR_ERROR if folder.waiting() else 0)


@app.command(
    epilog=_examples(
        "betterserved check runs/2026-q4",
        "betterserved check runs/2026-q4 --against runs/2026-q3",
    )
)
def check(
    run_path: RunPath,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="RUNS/ID", help="Say what changed since that run.")
    ] = None,
    as_of: AsOf = None,
    strict: Strict = False,
    methodology: Method = "",
) -> None:
    """Judge what a run saw and write its open data. Visits nobody."""
    from reports.changes import compare, show_changes

    folder, rules = RunFolder.open(run_path), _methodology(methodology)
    # Read first, because a run may be compared with its own earlier judgement.
    before = RunFolder.open(against).read_table("answers") if against else []
    summary = _check(folder, as_of, rules)
    if against:
        show_changes(_console(), compare(folder.read_table("answers"), before), against.name)
    _say(f"Next: betterserved report {folder.path} --site site")
    raise typer.Exit(OUR_ERROR if strict and summary.crashed else 0)


@app.command(
    epilog=_examples(
        "betterserved report runs/2026-q4 --site site",
        "betterserved report runs/2026-q4 runs/2026-q3 --site site",
    )
)
def report(
    runs: Annotated[list[Path], typer.Argument(metavar="RUNS/ID...", help="One or more; newest shown.")],
    site: Site = Path("site"),
    methodology: Method = "",
    reply_to: ReplyTo = "",
) -> None:
    """Publish runs that were judged as a static site. Visits nobody."""
    _report([RunFolder.open(path) for path in runs], site, _methodology(methodology), reply_to)


@app.command(epilog=_examples("betterserved demo", "betterserved demo --out /tmp/demo --no-browser"))
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the run and the site.")] = Path("demo"),
    everything: Annotated[bool, typer.Option("--all", help="Every council and journey: takes long.")] = False,
    browser: Browser = True,
    chromium: Chromium = None,
) -> None:
    """Do the whole job on fictional councils, served from this machine."""
    from crawler.options import CrawlOptions
    from reports.terminal import league_table

    if not (ROOT / "tests" / "estate").is_dir():
        _stop("`demo` needs the fictional councils in tests/estate: run it in a checkout", BAD_INPUT)
    sys.path.insert(0, str(ROOT))
    from tests.estate import Estate

    rules = _methodology("")
    journeys = None if everything else list(rules.journeys)
    with tempfile.TemporaryDirectory() as inputs, Estate("all" if everything else None) as served:
        councils, links = Path(inputs, "councils.csv"), Path(inputs, "links.csv")
        served.write_councils_csv(councils)
        served.write_links_csv(links)
        _say(f"Fictional councils are served at {served.proxy_url}; nothing leaves this machine.")
        told = {"links": links, "proxy": served.proxy_url, "browser": browser, "chromium": chromium}
        options = CrawlOptions(**told, delay=0.0, fictional=True)
        folder = _crawl(councils, (None, None, journeys), options, out / "runs")
        committed = len(served.ledger())
    summary = _check(folder, None, rules)
    league_table(folder, rules, _console())
    _say(f"Requests that would have sent a form, a message or a payment: {committed}")
    _report([folder], out / "site", rules, "")
    raise typer.Exit(OUR_ERROR if committed or summary.waiting else 0)


@app.command(
    name="try",
    epilog=_examples(
        "betterserved try report-fly-tipping https://www.example.gov.uk/",
        "betterserved try pay-council-tax www.example.gov.uk --no-browser",
    ),
)
def try_journey(
    journey: Annotated[str, typer.Argument(help="The id of a journey.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The home page of a council's site.")],
    proxy: Proxy = "",
    browser: Browser = True,
    chromium: Chromium = None,
    page_budget: PageBudget = 150,
    delay: Delay = 1.5,
    contact_url: ContactUrl = "",
    allow_private: AllowPrivate = False,
    as_of: AsOf = None,
) -> None:
    """Try one journey on one site: answers with their evidence, here in the terminal."""
    from crawler.asked import chosen_packs, council_of_site
    from crawler.job import crawl_job
    from reports.judging import judge_council
    from reports.trial import show_trial

    (pack,) = chosen_packs([journey])
    council = council_of_site(url, pack.journey)
    options = _options(None, proxy, browser, chromium, page_budget, 1, delay, contact_url, allow_private)
    with tempfile.TemporaryDirectory() as out:
        folder = crawl_job(_console(), [council], [pack], options, Path(out), "try")
        if folder.waiting():
            raise typer.Exit(OUR_ERROR)
        judged = judge_council(folder, council, [pack], as_of=as_of).surveys[0]
        show_trial(_console(), pack, judged, folder.evidence(council.gss))


@app.command(epilog=_examples("betterserved new report-abandoned-vehicle"))
def new(journey: Annotated[str, typer.Argument(help="An id such as report-abandoned-vehicle.")]) -> None:
    """Draft a journey and its case file. The tests refuse the draft until it is filled in."""
    from checks.scaffold import scaffold

    draft = scaffold(journey)
    files = {ROOT / draft.module_path: draft.module, ROOT / draft.cases_path: draft.cases}
    for path in files:
        if not path.parent.is_dir():
            _stop(f"{path.parent} is not there: `new` works in a checkout of the repository", BAD_INPUT)
        if path.exists():
            _stop(f"{path} exists already; nothing was written", BAD_INPUT)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        _say(f"Wrote {path}")
    _say("Fill in what is marked, then run: make test")


@app.command(epilog=_examples("betterserved export runs/2026-q4 --sqlite 2026-q4.db"))
def export(
    run_path: RunPath,
    sqlite: Annotated[Path, typer.Option("--sqlite", metavar="FILE", help="The SQLite file to write.")],
) -> None:
    """Write a run's open data as one SQLite file, for Datasette and the like."""
    from reports.export import export_sqlite

    counts = export_sqlite(RunFolder.open(run_path), sqlite)
    _say(f"{sqlite}: " + ", ".join(f"{rows:,} {table}" for table, rows in counts.items()))


@app.command(epilog=_examples("betterserved doctor"))
def doctor(chromium: Chromium = None) -> None:
    """Say what is installed, what is missing, and how to mend it on this system."""
    from crawler.doctor import examine, show_health

    raise typer.Exit(0 if show_health(_console(), examine(ROOT, chromium)) else OUR_ERROR)


def _known() -> tuple[type[Exception], ...]:
    """Return the errors whose text is for the person; loaded only once something was raised."""
    from checks.registry import RegistryError
    from checks.scaffold import ScaffoldError
    from crawler.inputs import InputError
    from crawler.job import CrawlerMissingError, InterruptedCrawl
    from reports.methodology import MethodologyError
    from reports.site import SiteError

    asked = (InputError, MethodologyError, RegistryError, ScaffoldError)
    return (*asked, SiteError, StoreError, CrawlerMissingError, InterruptedCrawl)


def _stop(message: str, status: int) -> NoReturn:
    typer.echo(f"betterserved: {message}", err=True)
    raise typer.Exit(status)


def _console() -> Console:
    return Console(highlight=False)


def _crawl(path: Path, only: Only, options: CrawlOptions, out: Path, *resumed: Any) -> RunFolder:
    from crawler.asked import chosen_packs
    from crawler.councils import load_councils, select_councils
    from crawler.job import crawl_job

    councils, types, journeys = only
    chosen = select_councils(load_councils(path), councils or (), types or ())
    return crawl_job(_console(), chosen, chosen_packs(journeys or ()), options, out, *resumed)


def _methodology(name: str) -> Methodology:
    from reports.methodology import DEFAULT, load

    return load(name or DEFAULT)


def _options(*values: Any) -> CrawlOptions:
    from crawler.options import DEFAULT_CONTACT_URL, CrawlOptions

    names = "links proxy browser chromium page_budget concurrency delay contact_url allow_private".split()
    told = dict(zip(names, values, strict=True))
    return CrawlOptions(**{**told, "contact_url": told["contact_url"] or DEFAULT_CONTACT_URL})


def _check(folder: RunFolder, as_of: date | None, rules: Methodology) -> CheckSummary:
    from crawler.progress import Display
    from reports.judging import check_run

    with Display(_console(), "Judging") as display:
        summary = check_run(folder, as_of=as_of, methodology=rules, progress=display.show)
    for line in summary.lines():
        _say(line)
    return summary


def _report(folders: Sequence[RunFolder], site: Path, rules: Methodology, reply_to: str) -> None:
    from reports.site import build

    built = build(folders, site, methodology=rules, contact=reply_to)
    for warning in built.warnings:
        _say(f"Note: {warning}")
    _say(f"Wrote {built.pages:,} pages. Open {(site / 'index.html').resolve().as_uri()}")


if __name__ == "__main__":
    app()
