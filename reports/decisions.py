"""Puts people's decisions on the answers of a run; evidence and the machine's answers stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checks.model import Answer, Cause, Outcome
from reports.resting import EvidenceReader
from reports.reviews import Key, Review
from store import RunFolder, answer_of
from store.slices import RunSlices


@dataclass(frozen=True, slots=True)
class Decision:
    """A review that holds for an answer of this run; `machine` is what the rule had answered.

    `earlier` are the decisions of the same evidence that it replaced, in the order of the file.
    """

    review: Review
    machine: Answer
    carried: bool
    earlier: tuple[Review, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the person decided otherwise than the rule."""
        return self.review.outcome is not self.machine.outcome


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A review that no longer holds, and why."""

    review: Review
    why: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Every decision that touches a run: those that hold, by answer, and those that lapsed."""

    holding: Mapping[Key, Decision] = field(default_factory=dict)
    lapsed: tuple[Lapsed, ...] = ()

    def refused(self) -> dict[tuple[str, str], frozenset[str]]:
        """Return by council and journey the questions whose No a person has confirmed or given."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (gss, journey, question), one in self.holding.items():
            if one.review.outcome is Outcome.NO:
                found[gss, journey].add(question)
        return {key: frozenset(some) for key, some in found.items()}


NOTHING = Decided()


def together(parts: Iterable[Decided], reviews: Sequence[Review]) -> Decided:
    """Return what was decided of several councils; what has no answer comes last, as in *reviews*."""
    known = list(parts)
    place: dict[Key, int] = {}
    for at, one in enumerate(reviews):
        place.setdefault(one.key, at)
    lapsed = [one for part in known for one in part.lapsed]
    lapsed.sort(key=lambda one: place[one.review.key] if one.why == NO_ANSWER else -1)
    return Decided({key: one for part in known for key, one in part.holding.items()}, tuple(lapsed))


CHANGED_RULE = "The question's rule has changed since."
CHANGED_PAGE = "What it rests on has changed since: the page, its words, or the place on it."
NO_ANSWER = "This run has no answer to that question there."
PURGED = "The page it rests on was purged, so nobody can tell whether it has changed."
NO_RUN = "The run it was made on is not here, so nobody can tell whether the page has changed."


class RunsBeside:
    """The judged runs that lie beside one, each opened when it is first asked for."""

    def __init__(self, run: RunFolder) -> None:
        self._folder = run.path.absolute().parent
        self._opened: dict[str, RunSlices | None] = {}

    def run(self, name: str) -> RunSlices | None:
        """Return the run of that name, None where it is not there or was not judged."""
        if name not in self._opened:
            path = self._folder / name
            there = (path / "councils").is_dir() and (path / "answers.jsonl").is_file()
            self._opened[name] = RunSlices(RunFolder(path)) if there else None
        return self._opened[name]


class Settler:
    """Settles answers of one run, one after the other, by the reviews that hold for them.

    A review holds for the run it was made on and for any other run in which the answer rests on the same
    evidence (`reports.resting`). One without a hash of its evidence takes it from its own run's folder, which
    must lie beside this one. Of several that hold the last in the file counts.
    """

    def __init__(self, run: RunFolder, reviews: Sequence[Review], beside: RunsBeside) -> None:
        self._run = run
        self._beside = beside
        self._reader = EvidenceReader(run)
        self._by_answer: dict[Key, list[Review]] = defaultdict(list)
        self._by_council: dict[str, list[Key]] = defaultdict(list)
        for review in reviews:
            if review.key not in self._by_answer:
                self._by_council[review.council].append(review.key)
            self._by_answer[review.key].append(review)
        self._holding: dict[Key, Decision] = {}
        self._lapsed: dict[Key, Lapsed] = {}
        self._met: set[Key] = set()
        self._elsewhere: dict[str, dict[Key, str]] = {}

    def wants(self, key: Key) -> bool:
        """Say whether a person decided about that answer in any run: it is then needed whole."""
        return key in self._by_answer

    def settle(self, answer: Answer) -> Answer:
        """Return *answer* as a person decided it, or as it is."""
        key = answer.council, answer.journey, answer.question
        if key not in self._by_answer:
            return answer
        self._met.add(key)
        faults = [(review, self._fault(review, answer)) for review in self._by_answer[key]]
        holding = [review for review, fault in faults if not fault]
        if not holding:
            self._lapsed[key] = Lapsed(*faults[-1])
            return answer
        *earlier, last = holding
        self._holding[key] = Decision(last, answer, last.run != self._run.id, tuple(earlier))
        return reviewed(answer, last)

    def decided(self, councils: Collection[str]) -> Decided:
        """Return what was decided of *councils*, once every answer of theirs was settled."""
        keys = [key for gss in councils for key in self._by_council.get(gss, ())]
        gone = [
            Lapsed(self._by_answer[key][-1], NO_ANSWER)
            for key in keys
            if key not in self._met and key[0] in self._reader.finished
        ]
        lapsed = [one for key, one in self._lapsed.items() if key[0] in councils]
        holding = {key: one for key, one in self._holding.items() if key[0] in councils}
        return Decided(holding, (*lapsed, *gone))

    def _fault(self, review: Review, answer: Answer) -> str:
        """Say why *review* does not hold for *answer*, or nothing."""
        if review.version is not None and review.version != answer.version:
            return CHANGED_RULE
        if not review.evidence and review.run == self._run.id:
            return ""
        known = review.evidence or self._hash_in(review)
        if not known:
            return NO_RUN
        here = self._reader.hash(answer)
        if not here:
            return PURGED
        return "" if known == here else CHANGED_PAGE

    def _hash_in(self, review: Review) -> str:
        """Return the hash of what the answer rested on in its own run, empty where that is not here."""
        if review.run not in self._elsewhere:
            self._elsewhere[review.run] = dict(self._hashes(review.run))
        return self._elsewhere[review.run].get(review.key, "")

    def _hashes(self, run: str) -> Iterator[tuple[Key, str]]:
        other = self._beside.run(run)
        if other is None:
            return
        reader = EvidenceReader(other.run)
        wanted = {one.key for some in self._by_answer.values() for one in some if one.run == run}
        for gss in {council for council, _, _ in wanted}:
            for row in other.rows("answers", gss):
                key = row["council"], row["journey"], row["question"]
                if key in wanted:
                    yield key, reader.hash(answer_of(row))


def reviewed(answer: Answer, review: Review) -> Answer:
    """Return *answer* with a person's outcome and reason; its address and places stay."""
    unknown = review.outcome is Outcome.COULD_NOT_TEST
    return replace(
        answer,
        outcome=review.outcome,
        cause=(answer.cause or Cause.NEEDS_REVIEW) if unknown else None,
        confidence=1.0,
        detail=review.reason,
    )
