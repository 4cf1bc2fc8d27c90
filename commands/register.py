"""What people decided, as options of the commands that publish."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reports.register import Register
    from store import RunFolder

_people = partial(typer.Option, rich_help_panel="People's part")
_REVIEWS = "People's decisions on answers; default: reviews.csv beside the runs."
ReviewsFile = Annotated[Path | None, _people("--reviews", metavar="FILE", help=_REVIEWS)]


@dataclass(frozen=True, slots=True)
class People:
    """Where people's decisions are."""

    reviews: ReviewsFile = None


def register_of(run: RunFolder, people: People) -> Register:
    """Return what people decided about the runs among which *run* lies. Raises `InputError`."""
    from reports.register import read_register

    return read_register(run.path, reviews_file=people.reviews)
