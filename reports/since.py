"""What became of each council since the run before, from an earlier build where neither run has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.model import Answer, Council
from checks.registry import packs
from reports.cache import NOTHING_KEPT, Cache, key_of
from reports.changes import Changes, changed_answers
from reports.council_reader import CouncilReader, Known
from reports.edition import Edition
from reports.error_rates import ErrorRates
from reports.history import PastPart, PastRun, past_of, past_part
from reports.methodology import Methodology
from reports.movement import Movement, Pair, movement, paired
from reports.register import Register
from reports.results import CouncilResult
from store import RunFolder
from store.opt_outs import marked, opted_out

# What an earlier build kept of older runs, of their councils, and of each since the run before it.
PAST, PARTS, SINCE = "past", "past-parts", "since"


@dataclass(frozen=True, slots=True)
class Since:
    """What became of one council. `pairs`: by journey run in both, None where it cannot be compared."""

    answers: Changes
    pairs: Mapping[str, Pair] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A run against the one before: that one as the history keeps it, and each council of the two."""

    previous: PastRun
    councils: Mapping[str, Since]

    def changes(self) -> Changes:
        """Return the answers of all councils that changed."""
        every = [one.answers for one in self.councils.values()]
        return Changes(
            compared=sum(one.compared for one in every),
            changed=tuple(change for one in every for change in one.changed),
            new_rule=sum(one.new_rule for one in every),
            only_now=sum(one.only_now for one in every),
            only_before=sum(one.only_before for one in every),
        )

    def movements(
        self, rules: Methodology, rates: ErrorRates
    ) -> tuple[dict[str, Movement], dict[tuple[str, str], Movement]]:
        """Return what moved by council, and by council and journey."""
        whole: dict[str, Movement] = {}
        parts: dict[tuple[str, str], Movement] = {}
        for gss, one in self.councils.items():
            if one.pairs is None:
                continue
            whole[gss] = movement(one.pairs.values(), rules, rates)
            for journey, pair in one.pairs.items():
                parts[gss, journey] = movement((pair,), rules, rates)
        return whole, parts


def remembered(run: RunFolder, rules: Methodology, register: Register, cache: Cache) -> PastRun:
    """Return what the history keeps of *run*, from an earlier build where nothing has changed."""
    return _Earlier(run, rules, register, cache).past()


def compared(
    edition: Edition, run: RunFolder, rules: Methodology, register: Register, cache: Cache
) -> Compared:
    """Hold *edition* against the run before it. Raises `StoreError` where that has not been judged."""
    earlier = _Earlier(run, rules, register, cache)
    past = earlier.past()
    here = {one.council.gss: one for one in edition.councils}
    found: dict[str, Since] = {}
    for gss in (*here, *(gss for gss in earlier.councils if gss not in here)):
        now, council = here.get(gss), earlier.councils.get(gss)
        key = (
            key_of(edition.keys.get(gss), council and earlier.reader.key(council))
            if cache is not NOTHING_KEPT
            else ""
        )
        kept = cache.get(SINCE, gss, key)
        if not isinstance(kept, Since):
            kept = _since(now, earlier.result(council) if council else None, rules)
            cache.put(SINCE, gss, key, kept)
        found[gss] = kept
    return Compared(past, found)


class _Earlier:
    """An earlier run, read as a whole or council by council: no more of it than is asked for."""

    def __init__(self, run: RunFolder, rules: Methodology, register: Register, cache: Cache) -> None:
        self._run, self._cache = run, cache
        self.reader = CouncilReader(run, rules, reviews=register.reviews, cache=cache)
        self.councils: Mapping[str, Council] = {
            one.gss: one for one in marked(run.councils(), register.opt_outs or {})
        }
        self._read: dict[str, CouncilResult] = {}

    def past(self) -> PastRun:
        """Return what the history keeps of the run."""
        kept = None
        key = ""
        if self._cache is not NOTHING_KEPT:
            key = key_of(self._run.manifest(), [self.reader.key(one) for one in self.councils.values()])
            kept = self._cache.get(PAST, self._run.id, key)
        if isinstance(kept, PastRun):
            return kept
        known = self._counted()
        self._cache.put(PAST, self._run.id, key, known)
        return known

    def _counted(self) -> PastRun:
        """Count the run anew; only councils of which something has changed are read for it."""
        before = self._cache.get(PARTS, self._run.id, PARTS) or {}
        parts: dict[str, tuple[str, PastPart]] = {}
        for gss, council in self.councils.items():
            key = self.reader.key(council) if self._cache is not NOTHING_KEPT else ""
            kept = before.get(gss)
            if kept is None or kept[0] != key:
                known = self._known(council)
                kept = key, past_part(known.result, known.journeys)
            parts[gss] = kept
        if parts != before:
            self._cache.put(PARTS, self._run.id, PARTS, parts)
        journeys = [pack.journey.id for pack in packs()]
        manifest = self._run.manifest() or {}
        return past_of(self._run.id, manifest, journeys, {gss: one for gss, (_, one) in parts.items()})

    def _known(self, council: Council) -> Known:
        reader = self.reader
        known = reader.left_out(council) if opted_out(council) else reader.read(council, brief=True)
        self._read[council.gss] = known.result
        return known

    def result(self, council: Council) -> CouncilResult:
        """Return what the run says of *council*."""
        if council.gss not in self._read:
            self._known(council)
        return self._read[council.gss]


def _since(now: CouncilResult | None, before: CouncilResult | None, rules: Methodology) -> Since:
    answers = changed_answers(_answers(now), _answers(before))
    if now is None or before is None or now.opted_out:
        return Since(answers, None)
    pairs = {
        one.journey.id: paired(one, before.surveys[one.journey.id], rules)
        for one in now.asked
        if one.journey.id in before.surveys
    }
    return Since(answers, pairs)


def _answers(council: CouncilResult | None) -> Iterator[Answer]:
    surveys = council.surveys.values() if council else ()
    return (answer for one in surveys for answer in one.survey.answers)
