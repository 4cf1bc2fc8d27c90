"""Reads the runs of a site: the newest in full, the one before it to compare, older ones for the history."""

from __future__ import annotations

from collections.abc import Sequence

from reports.cache import NOTHING_KEPT, Cache
from reports.edition import load_edition
from reports.error_rates import load_rates
from reports.frame import Frame, make_frame
from reports.history import PastRun, past_run
from reports.methodology import Methodology
from reports.parallel import spread
from reports.pictures import Pictures
from reports.precision import precisions
from reports.ranking import rankings
from reports.register import Register
from reports.since import compared, remembered
from store import RunFolder


def gather(
    runs: Sequence[RunFolder],
    rules: Methodology,
    pictures: Pictures,
    contact: str,
    register: Register,
    cache: Cache = NOTHING_KEPT,
) -> Frame:
    """Return the frame of a site of *runs*, which come oldest first. Raises `StoreError`."""
    older = runs[:-2]
    reviews, opt_outs = register.reviews, register.opt_outs

    def remember(at: int) -> PastRun:
        return remembered(older[at], rules, register, cache)

    with spread(remember, len(older)) as memories:
        edition = load_edition(runs[-1], rules, reviews=reviews, opt_outs=opt_outs, cache=cache)
        since = compared(edition, runs[-2], rules, register, cache) if len(runs) > 1 else None
        past = list(memories)
    previous = since.previous if since else None
    measured = precisions(register.reviews, edition.decided)
    rates = load_rates().with_checks({key: (one.wrong, one.checked) for key, one in measured.items()})
    whole, parts = since.movements(rules, rates) if since else ({}, {})
    return make_frame(
        edition,
        pictures,
        contact,
        register=register,
        precision=measured,
        previous=previous,
        changes=since.changes() if since else None,
        past=(*past, *([previous] if previous else []), past_run(edition)),
        rankings=rankings(edition, rates, cache=cache),
        movements=whole,
        survey_movements=parts,
    )
