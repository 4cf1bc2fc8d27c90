"""Builds the published site: whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.methodology import Methodology
from store import RunFolder


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
    runs: Sequence[RunFolder], site: Path, *, methodology: Methodology | None = None, contact: str = ""
) -> BuildSummary:
    """Build the site of *runs* (any order; the newest is shown) at *site*, replacing an earlier build.

    *methodology* defaults to the newest of this version; *contact* is an e-mail or web address for replies.
    Raises `SiteError` where *site* holds something that is not ours, `StoreError` for a run without answers.
    """
    raise SiteError("the site is not built yet by this version")
