"""The options of the command line, each written once, and the groups in which commands take them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer


def as_date(text: str) -> date:
    """Return a day written as 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as 2026-11-22") from None


_who = partial(typer.Option, rich_help_panel="Who and what")
_visit = partial(typer.Option, rich_help_panel="The visit")
_judge = partial(typer.Option, rich_help_panel="Judging and publishing")
CouncilsFile = Annotated[Path, typer.Argument(metavar="COUNCILS.csv", help="The councils to assess.")]
RunPath = Annotated[Path, typer.Argument(metavar="RUNS/ID", help="The folder of a run.")]
RunsFolder = Annotated[Path, typer.Argument(metavar="RUNS", help="Folder that holds the runs.")]
Out = Annotated[Path, _who("--out", help="Folder that holds the runs.")]
RunId = Annotated[str, _who("--run-id", help="Name of the run; default: the time.")]
Resume = Annotated[bool, _who("--resume", help="Finish an interrupted run.")]
Names = list[str] | None
OnlyCouncil = Annotated[Names, _who("--council", help="Only this council: GSS code or name. Repeatable.")]
OnlyType = Annotated[Names, _who("--type", help="Only councils of this type. Repeatable.")]
OnlyJourney = Annotated[Names, _who("--journey", help="Only this journey. Repeatable.")]
_OPT_OUTS = "Councils that asked to be left out; default: opt-outs.csv beside the runs."
OptOuts = Annotated[Path | None, _who("--opt-outs", metavar="FILE", help=_OPT_OUTS)]
Links = Annotated[Path | None, _who("--links", help="GOV.UK's local-links CSV: places to start from.")]
Proxy = Annotated[str, _visit("--proxy", help="Send every request through this proxy.")]
Browser = Annotated[bool, _visit("--browser/--no-browser", help="Look at the routes in Chromium too.")]
_AUDITS = "Audit pages for accessibility: axe, keyboard, dialogs, zoom. Without, quicker."
Audits = Annotated[bool, _visit("--audits/--no-audits", help=_AUDITS)]
Chromium = Annotated[Path | None, _visit("--chromium", help="The Chromium to use.")]
PageBudget = Annotated[int, _visit("--page-budget", min=1, help="Pages per council at most.")]
Concurrency = Annotated[int, _visit("--concurrency", min=1, help="Councils visited at once.")]
Delay = Annotated[float, _visit("--delay", min=0.0, help="Seconds of rest for a host after each answer.")]
ContactUrl = Annotated[str, _visit("--contact-url", help="Where councils can reach you; sent to each site.")]
AllowPrivate = Annotated[bool, _visit("--allow-private", help="Visit private and loopback addresses too.")]
_DEPTH = "observe: read the first step of a form; steps: walk on where the council permits it."
Depth = Annotated[str, _visit("--depth", metavar="observe|steps", help=_DEPTH)]
_PERMISSIONS = "CSV of written permissions, which --depth steps needs."
PermissionsFile = Annotated[Path | None, _visit("--permissions", help=_PERMISSIONS)]
_POSTCODE = "A public building's postcode, for address look-ups; without it nothing is typed."
Postcode = Annotated[str, _visit("--postcode", help=_POSTCODE)]
_SCHEDULER = "Visit by the workers of this Dask cluster, as tcp://10.0.0.5:8786; see docs/cluster.md."
Scheduler = Annotated[str, _who("--scheduler", metavar="ADDRESS", help=_SCHEDULER)]
_STORE = "With --scheduler: a URL that all its machines see, as s3://bucket/survey; default: beside --out."
Store = Annotated[str, _who("--store", metavar="URL", help=_STORE)]
_SWITCH = "A file whose existence stops the crawl; default: STOP beside the runs."
KillSwitch = Annotated[Path | None, _visit("--kill-switch", help=_SWITCH)]
_WINDOW = "Visit in these hours only, UK time: 19:00-07:00, or 'Mon-Fri 19:00-07:00, Sat-Sun'."
WindowHours = Annotated[str, _visit("--window", metavar="HOURS", help=_WINDOW)]
_AS_OF = "Judge dates on pages as of this day; default: the day of the visit."
AsOf = Annotated[date | None, _judge("--as-of", parser=as_date, metavar="DATE", help=_AS_OF)]
Strict = Annotated[bool, _judge("--strict", help="Exit 1 where a check of ours crashed.")]
_FAIL_ON = "End with status 3 where the run is over this: blocked=5%, crashed=0. Repeatable."
FailOn = Annotated[Names, _judge("--fail-on", metavar="NAME=LIMIT", help=_FAIL_ON)]
Method = Annotated[str, _judge("--methodology", help="Id or TOML file; default: the newest.")]
Site = Annotated[Path, _judge("--site", help="Folder for the published site.")]
_FRESH = "Build every page anew, and take nothing that an earlier build kept."
Fresh = Annotated[bool, _judge("--fresh", help=_FRESH)]
ReplyTo = Annotated[str, _judge("--reply-to", help="Address for replies, shown on the site.")]


CONCURRENCY = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is visited about what, and under which name it is kept."""

    councils: CouncilsFile
    out: Out = Path("runs")
    run_id: RunId = ""
    resume: Resume = False
    council: OnlyCouncil = None
    type_: OnlyType = None
    journey: OnlyJourney = None
    links: Links = None
    opt_outs: OptOuts = None
    concurrency: Concurrency = CONCURRENCY
    scheduler: Scheduler = ""
    store: Store = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """How a site is visited."""

    proxy: Proxy = ""
    browser: Browser = True
    audits: Audits = True
    chromium: Chromium = None
    page_budget: PageBudget = 150
    delay: Delay = 1.5
    contact_url: ContactUrl = ""
    depth: Depth = "observe"
    permissions: PermissionsFile = None
    postcode: Postcode = ""
    kill_switch: KillSwitch = None
    window: WindowHours = ""
    allow_private: AllowPrivate = False


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take a group of options: to Typer each field of such a dataclass is a parameter."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    @wraps(command)
    def called(**given: Any) -> None:
        whole = {
            name: group(**{one.name: given.pop(one.name) for one in fields(group)})
            for name, group in groups.items()
        }
        command(**whole, **given)

    parameters = list(_parameters(inspect.signature(command), hints, groups))
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


def _parameters(
    signature: inspect.Signature, hints: dict[str, Any], groups: dict[str, Any]
) -> Iterator[inspect.Parameter]:
    make = partial(inspect.Parameter, kind=inspect.Parameter.KEYWORD_ONLY)
    for name, one in signature.parameters.items():
        if name not in groups:
            yield make(name, default=one.default, annotation=hints[name])
            continue
        told = get_type_hints(groups[name], include_extras=True)
        for field in fields(groups[name]):
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            yield make(field.name, default=default, annotation=told[field.name])
