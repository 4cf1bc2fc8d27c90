"""What people add to an edition, as options of the commands that publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import as_date

if TYPE_CHECKING:
    from reports.register import Register
    from store import RunFolder

_people = partial(typer.Option, rich_help_panel="People's part")
_day = partial(_people, parser=as_date, metavar="DATE")
_REVIEWS = "People's decisions on answers; default: reviews.csv beside the runs."
_REPLIES = "Councils' replies; default: replies.csv beside the runs."
_ERRATA = "Corrections by hand; default: errata.csv beside the runs."
_REPLY_BY = "A preview for councils: the last day for replies."
_PUBLISHED = "The day of publication. Without it every page says that it is a draft or preview."
_ELECTIONS = "Further pre-election periods; default: pre-election.csv beside the runs."
_FORCE = "Publish in a pre-election period all the same."
ReviewsFile = Annotated[Path | None, _people("--reviews", metavar="FILE", help=_REVIEWS)]

RepliesFile = Annotated[Path | None, _people("--replies", metavar="FILE", help=_REPLIES)]


@dataclass(frozen=True, slots=True)
class People:
    """Where people's decisions, replies and corrections are, and how far the edition has come."""

    reviews: ReviewsFile = None
    replies: RepliesFile = None
    errata: Annotated[Path | None, _people("--errata", metavar="FILE", help=_ERRATA)] = None
    reply_by: Annotated[date | None, _day("--reply-by", help=_REPLY_BY)] = None
    published: Annotated[date | None, _day("--published", help=_PUBLISHED)] = None
    elections: Annotated[Path | None, _people("--pre-election", metavar="FILE", help=_ELECTIONS)] = None
    force: Annotated[bool, _people("--force", help=_FORCE)] = False


def refuse_before_elections(beside: Path, people: People) -> None:
    """Stop a publication in a pre-election period, unless forced; *beside* holds the runs.

    Raises `InputError`.
    """
    from reports import pre_election
    from reports.reviews import found_beside

    file = found_beside(beside / "run", people.elections, pre_election.FILE)
    further = pre_election.load_periods(file) if file else ()
    if people.published is None:
        return
    note = pre_election.refuse_before_elections(people.published, further, force=people.force)
    if note:
        typer.echo(f"Note: {note}")


def register_of(run: RunFolder, people: People, opt_outs: Path | None = None) -> Register:
    """Return what people added to the runs among which *run* lies. Raises `InputError`."""
    from reports.register import read_register

    return read_register(
        run.path,
        reviews_file=people.reviews,
        replies_file=people.replies,
        errata_file=people.errata,
        opt_outs_file=opt_outs,
        published=people.published,
        reply_by=people.reply_by,
    )
