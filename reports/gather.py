"""Reads the runs of a site: the newest in full, the one before it to compare, older ones for the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.model import Answer
from reports.cache import NOTHING_KEPT, Cache, key_of
from reports.changes import changed_answers
from reports.council_reader import CouncilReader
from reports.edition import Edition, load_edition
from reports.error_rates import ErrorRates, load_rates
from reports.frame import Frame, make_frame
from reports.history import PastRun, past_run
from reports.methodology import Methodology
from reports.movement import Movement, council_movement, survey_movement
from reports.parallel import spread
from reports.pictures import Pictures
from reports.precision import precisions
from reports.ranking import rankings
from reports.register import Register
from store import RunFolder
from store.opt_outs import marked

# What an earlier build kept of older runs.
PAST = "past"


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
        return _remembered(older[at], rules, register, cache)

    with spread(remember, len(older)) as remembered:
        edition = load_edition(runs[-1], rules, reviews=reviews, opt_outs=opt_outs, cache=cache)
        before = (
            load_edition(runs[-2], rules, brief=True, reviews=reviews, opt_outs=opt_outs, cache=cache)
            if len(runs) > 1
            else None
        )
        past = list(remembered)
    previous = past_run(before) if before else None
    measured = precisions(register.reviews, edition.decided)
    rates = load_rates().with_checks({key: (one.wrong, one.checked) for key, one in measured.items()})
    whole, parts = _movements(edition, before, rules, rates) if before else ({}, {})
    moved = changed_answers(_answers(edition), _answers(before)) if before else None
    return make_frame(
        edition,
        pictures,
        contact,
        register=register,
        precision=measured,
        previous=previous,
        changes=moved,
        past=(*past, *([previous] if previous else []), past_run(edition)),
        rankings=rankings(edition, rates, cache=cache),
        movements=whole,
        survey_movements=parts,
    )


def _remembered(run: RunFolder, rules: Methodology, register: Register, cache: Cache) -> PastRun:
    """Return what the history keeps of *run*, from an earlier build where nothing has changed."""
    if cache is NOTHING_KEPT:
        return past_run(
            load_edition(run, rules, brief=True, reviews=register.reviews, opt_outs=register.opt_outs)
        )
    reader = CouncilReader(run, rules, reviews=register.reviews, cache=cache)
    councils = marked(run.councils(), register.opt_outs)
    key = key_of(run.manifest(), [reader.key(one) for one in councils])
    kept = cache.get(PAST, run.id, key)
    if isinstance(kept, PastRun):
        return kept
    known = past_run(
        load_edition(
            run, rules, brief=True, reviews=register.reviews, opt_outs=register.opt_outs, reader=reader
        )
    )
    cache.put(PAST, run.id, key, known)
    return known


def _answers(edition: Edition) -> Iterator[Answer]:
    return (
        answer
        for council in edition.councils
        for one in council.surveys.values()
        for answer in one.survey.answers
    )


def _movements(
    edition: Edition, previous: Edition, rules: Methodology, rates: ErrorRates
) -> tuple[dict[str, Movement], dict[tuple[str, str], Movement]]:
    whole: dict[str, Movement] = {}
    parts: dict[tuple[str, str], Movement] = {}
    known = {one.council.gss: one for one in previous.councils}
    for one in edition.councils:
        gss = one.council.gss
        before = known.get(gss)
        if before is None or one.opted_out:
            continue
        whole[gss] = council_movement(one, before, rules, rates)
        for survey in one.asked:
            earlier = before.surveys.get(survey.journey.id)
            if earlier:
                parts[gss, survey.journey.id] = survey_movement(survey, earlier, rules, rates)
    return whole, parts
