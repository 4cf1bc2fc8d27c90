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


def register_of(run: RunFolder, people: People) -> Register:
    """Return what people added to the runs among which *run* lies. Raises `InputError`."""
    from reports.register import read_register

    return read_register(
        run.path,
        reviews_file=people.reviews,
        replies_file=people.replies,
        errata_file=people.errata,
        published=people.published,
        reply_by=people.reply_by,
    )
