"""What people add to an edition: their decisions, councils' replies, corrections, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from checks.model import Council
from reports import errata, replies, reviews
from reports.errata import Note, load_notes
from reports.replies import Reply, load_replies
from reports.reviews import Review, found_beside, load_reviews
from store import RunFolder
from store.inputs import InputError
from store.opt_outs import opt_outs_beside


class State(StrEnum):
    """How far an edition has come (methodology, section 10)."""

    DRAFT = "draft"
    PREVIEW = "preview"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Register:
    """Decisions, replies and corrections, in the order of their files.

    `published` is the day on which the edition was first published; `reply_by` the last day for replies to a
    preview. With neither the edition is a draft. `opt_outs` has the day on which a council, by GSS code,
    asked to be left out.
    """

    reviews: tuple[Review, ...] = ()
    replies: tuple[Reply, ...] = ()
    notes: tuple[Note, ...] = ()
    published: date | None = None
    reply_by: date | None = None
    opt_outs: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Draft, preview or published."""
        if self.published:
            return State.PUBLISHED
        return State.PREVIEW if self.reply_by else State.DRAFT


NOBODY = Register()


def read_register(
    run: Path,
    *,
    reviews_file: Path | None = None,
    replies_file: Path | None = None,
    errata_file: Path | None = None,
    opt_outs_file: Path | None = None,
    published: date | None = None,
    reply_by: date | None = None,
) -> Register:
    """Read the files given, else those beside the folder of *run*; what is not there is empty.

    Raises `InputError` listing every fault of a file, or where the days contradict each other.
    """
    if published and reply_by and reply_by > published:
        raise InputError(
            f"--reply-by {reply_by} is after --published {published}: replies come before publication"
        )
    decided = found_beside(run, reviews_file, reviews.FILE)
    said = found_beside(run, replies_file, replies.FILE)
    noted = found_beside(run, errata_file, errata.FILE)
    return Register(
        load_reviews(decided) if decided else (),
        load_replies(said) if said else (),
        load_notes(noted) if noted else (),
        published,
        reply_by,
        opt_outs_beside(run.absolute().parent, opt_outs_file, _councils(run)),
    )


def _councils(run: Path) -> tuple[Council, ...]:
    return RunFolder(run).councils() if (run / "councils.csv").is_file() else ()
