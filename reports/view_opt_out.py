"""The page of a council that asked to be left out: its name and that, nothing else."""

from __future__ import annotations

from reports.edition import CouncilResult
from reports.frame import Frame, Page, league_path
from reports.present import day
from reports.words import TYPE_WORDS


def opt_out_page(frame: Frame, council: CouncilResult) -> Page:
    """Return the page in the place of a scorecard."""
    kind = council.council.type
    values = {
        "name": council.name,
        "types": TYPE_WORDS[kind][1],
        "league": league_path(kind),
        "when": day(council.opted_out),
    }
    return Page(frame.council_path(council.council.gss), "opted_out.html", council.name, values, kind.value)
