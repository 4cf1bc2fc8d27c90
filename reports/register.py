"""What people add to an edition: their decisions on answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reports import reviews
from reports.reviews import Review, found_beside, load_reviews


@dataclass(frozen=True, slots=True)
class Register:
    """The decisions of people, in the order of their file."""

    reviews: tuple[Review, ...] = ()


NOBODY = Register()


def read_register(run: Path, *, reviews_file: Path | None = None) -> Register:
    """Read the files given, else those beside the folder of *run*; what is not there is empty.

    Raises `InputError` listing every fault of a file.
    """
    decided = found_beside(run, reviews_file, reviews.FILE)
    return Register(load_reviews(decided) if decided else ())
