"""Reads what a run holds of one council and scores it, or takes what an earlier build kept of that."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checks.model import (
    STATEMENT,
    Answer,
    Applies,
    Council,
    Finding,
    Journey,
    Measure,
    StatementPoint,
    Survey,
)
from checks.registry import packs
from reports.cache import NOTHING_KEPT, Cache, key_of
from reports.decisions import Decided, RunsBeside, Settler
from reports.marks import Mark, PageState, accessibility_mark, mobile_mark
from reports.methodology import Methodology
from reports.overall import Overall, overall
from reports.results import CouncilResult, SurveyResult, worded
from reports.reviews import Review
from reports.scoring import Score, score_survey
from store import (
    FINDING_COLUMNS,
    CouncilVisit,
    RunFolder,
    Sighting,
    answer_of,
    measure_of,
    statement_point_of,
    survey_of,
)
from store.opt_outs import opted_out
from store.slices import RunSlices

AXE_LEVELS = frozenset({"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"})
# What an edition is made of; what else a run holds is only copied.
TABLES = ("answers", "surveys", "findings", "statements", "measures")
# What of an answer says the same over and over.
_REPEATED = ("run", "council", "journey", "question", "step", "device", "url", "detail")


@dataclass(frozen=True, slots=True)
class Known:
    """What a run says of one council. `brief`: without what its answers rest on (address, detail, spots).

    `journeys` are those of its surveys, such as are not installed here included. `key` stands for everything
    that all this was made of.
    """

    result: CouncilResult
    decided: Decided
    journeys: tuple[str, ...]
    brief: bool
    key: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a council: all but the council and the journeys, which the next build reads anyway."""

    visit: CouncilVisit | None
    surveys: Mapping[str, tuple[Survey, Score, tuple[Sighting, ...], frozenset[str]]]
    findings: tuple[Finding, ...]
    accessibility: Mark
    mobile: Mark
    overall: Overall
    statement: tuple[StatementPoint, ...]
    measures: tuple[Measure, ...]
    decided: Decided
    journeys: tuple[str, ...]


def run_kind(run: RunFolder) -> str:
    """Return under which kind the councils of *run* are kept."""
    return f"run-{run.id}"


class CouncilReader:
    """Reads the councils of one run, each by itself. Raises `StoreError` where it has not been judged yet."""

    def __init__(
        self,
        run: RunFolder,
        methodology: Methodology,
        *,
        reviews: Sequence[Review] = (),
        cache: Cache = NOTHING_KEPT,
    ) -> None:
        self._run = run
        self._methodology = methodology
        self._cache = cache
        self._slices = RunSlices(run)
        self._beside = RunsBeside(run)
        self._settler = Settler(run, reviews, self._beside)
        self._reviews: dict[str, list[Review]] = defaultdict(list)
        for one in reviews:
            self._reviews[one.council].append(one)
        self._finished = frozenset(run.finished())
        self._journeys = {pack.journey.id: worded(pack.journey) for pack in packs()}
        self._axe = _AxeReader(run, methodology.accessibility.impacts)
        self._rules = key_of(methodology)
        self._keys: dict[str, str] = {}

    def read(self, council: Council, *, brief: bool = False) -> Known:
        """Return what the run says of *council*; of an earlier build's what is kept is always brief."""
        if self._cache is NOTHING_KEPT:
            return self.whole(council, brief=brief)
        key = self.key(council)
        kept = self._cache.get(self._kind, council.gss, key)
        if isinstance(kept, _Kept):
            return Known(self._result(council, kept), kept.decided, kept.journeys, True, key)
        known = self.whole(council, key, brief=brief)
        self._cache.put(self._kind, council.gss, key, self._shortened(known))
        return known

    def whole(self, council: Council, key: str = "", *, brief: bool = False) -> Known:
        """Return what the run says of *council*, read anew and, unless *brief*, with all that it rests on."""
        surveys = self._surveys(council.gss, brief)
        decided = self._settler.decided((council.gss,))
        result = self._judged(council, surveys, decided.refused())
        return Known(result, decided, tuple(one.journey for one in surveys), brief, key)

    def left_out(self, council: Council) -> Known:
        """Return what is known of a council that opted out: its name, and that."""
        decided = self._settler.decided((council.gss,))
        return Known(_left_out(council, self._methodology), decided, (), True, self.key(council))

    @property
    def _kind(self) -> str:
        return run_kind(self._run)

    def key(self, council: Council) -> str:
        """Return what stands for all that is read of *council*: every byte of it, the rules, the reviews."""
        if council.gss not in self._keys:
            self._keys[council.gss] = self._new_key(council)
        return self._keys[council.gss]

    def _new_key(self, council: Council) -> str:
        reviews = self._reviews.get(council.gss, [])
        # A decision that does not say what it rested on is held against its own run.
        others = {one.run for one in reviews if not one.evidence and one.run != self._run.id}
        return key_of(
            self._rules,
            council,
            self._slices.digest(council.gss, *TABLES),
            reviews,
            [(name, self._elsewhere(name, council.gss)) for name in sorted(others)],
            # A page that was purged since can be compared no more.
            _pages_left(self._run, council.gss) if reviews else (),
        )

    def _elsewhere(self, name: str, gss: str) -> str:
        other = self._beside.run(name)
        return key_of(other.digest(gss, "answers"), _pages_left(other.run, gss)) if other else ""

    def _surveys(self, gss: str, brief: bool) -> list[Survey]:
        answers: dict[str, list[Answer]] = defaultdict(list)
        # Equal texts are kept once: there are hundreds of thousands of answers.
        texts: dict[str, str] = {}
        for row in self._slices.rows("answers", gss):
            if brief and not self._settler.wants((row["council"], row["journey"], row["question"])):
                row |= {"url": "", "detail": "", "spots": ()}
            for name in _REPEATED:
                row[name] = texts.setdefault(row[name], row[name])
            answers[row["journey"]].append(self._settler.settle(answer_of(row)))
        return [
            replace(survey_of(row, ()), answers=tuple(answers.pop(row["journey"], ())))
            for row in self._slices.rows("surveys", gss)
        ]

    def _judged(
        self, council: Council, surveys: Sequence[Survey], refused: Mapping[tuple[str, str], frozenset[str]]
    ) -> CouncilResult:
        gss, visited = council.gss, council.gss in self._finished
        return _council(
            council,
            self._run.visit(gss) if visited else None,
            self._run.sightings(gss) if visited else [],
            [one for one in surveys if one.journey in self._journeys],
            [finding_of(row) for row in self._slices.rows("findings", gss)],
            [statement_point_of(row) for row in self._later("statements", gss)],
            [measure_of(row) for row in self._later("measures", gss)],
            self._axe,
            self._methodology,
            self._journeys,
            refused,
        )

    def _later(self, table: str, gss: str) -> Iterable[dict[str, Any]]:
        return self._slices.rows(table, gss) if self._run.has_table(table) else ()

    def _shortened(self, known: Known) -> _Kept:
        one = known.result
        return _Kept(
            one.visit,
            {key: (self._brief(some.survey), *_beside(some)) for key, some in one.surveys.items()},
            one.findings,
            one.accessibility,
            one.mobile,
            one.overall,
            one.statement,
            one.measures,
            known.decided,
            known.journeys,
        )

    def _brief(self, survey: Survey) -> Survey:
        wants = self._settler.wants
        answers = tuple(
            one
            if wants((one.council, one.journey, one.question))
            else replace(one, url="", detail="", spots=())
            for one in survey.answers
        )
        return replace(survey, answers=answers)

    def _result(self, council: Council, kept: _Kept) -> CouncilResult:
        surveys = {
            key: SurveyResult(survey, self._journeys[key], score, sightings, confirmed)
            for key, (survey, score, sightings, confirmed) in kept.surveys.items()
        }
        return CouncilResult(
            council, kept.visit, surveys, kept.findings, kept.accessibility, kept.mobile, kept.overall, None,
            kept.statement, kept.measures,
        )  # fmt: skip


def _pages_left(run: RunFolder, gss: str) -> list[bool]:
    """Say of each page of a council that was kept whether it still is."""
    if not (run.path / "councils" / gss / "evidence.jsonl").is_file():
        return []
    return [run.has_text(one.html) for one in run.sightings(gss) if one.html]


def _beside(one: SurveyResult) -> tuple[Score, tuple[Sighting, ...], frozenset[str]]:
    return one.score, one.sightings, one.confirmed


def finding_of(row: Mapping[str, Any]) -> Finding:
    """Return a row of findings.jsonl as a finding."""
    named = ("certainty", "detail", "help", "mend", "level", "picture")
    extra = {name: row[name] for name in named if name in row}
    extra["box"] = tuple(row.get("box") or ())
    extra["masks"] = tuple(tuple(one) for one in row.get("masks") or ())
    return Finding(**{name: row[name] for name in FINDING_COLUMNS}, **extra)


def _council(
    council: Council,
    visit: CouncilVisit | None,
    sightings: Sequence[Sighting],
    surveys: Sequence[Survey],
    findings: Sequence[Finding],
    points: Sequence[StatementPoint],
    measured: Sequence[Measure],
    reader: _AxeReader,
    methodology: Methodology,
    journeys: Mapping[str, Journey],
    refused: Mapping[tuple[str, str], frozenset[str]],
) -> CouncilResult:
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for one in sightings:
        seen[one.journey].append(one)
    confirmed = {one.journey: refused.get((council.gss, one.journey), frozenset()) for one in surveys}
    results = {
        one.journey: SurveyResult(
            one,
            journeys[one.journey],
            score_survey(one, methodology, journeys[one.journey], confirmed=confirmed[one.journey]),
            # What belongs to no journey in particular, such as the home page, was seen on the way of each.
            tuple([x for x in seen.get("", []) if x.step != STATEMENT] + seen.get(one.journey, [])),
            confirmed[one.journey],
        )
        for one in sorted(surveys, key=lambda one: one.journey)
    }
    # Where the council only points to another, nothing counts towards stars: how those pages look neither.
    apart = {key for key, one in results.items() if one.survey.applies is Applies.SIGNPOST}
    own_findings = [one for one in findings if one.journey not in apart]
    own_sightings = [one for one in sightings if one.journey not in apart]
    states = reader.states(own_sightings, own_findings)
    access = accessibility_mark(states, own_findings, points, methodology)
    mobile = mobile_mark([one.survey for one in results.values() if one.score.counts], methodology)
    whole = overall({key: one.score for key, one in results.items()}, access, mobile, methodology)
    return CouncilResult(
        council, visit, results, tuple(findings), access, mobile, whole, None, tuple(points), tuple(measured)
    )


def _left_out(council: Council, methodology: Methodology) -> CouncilResult:
    access, mobile = accessibility_mark((), (), (), methodology), mobile_mark((), methodology)
    why = f"The council asked to be left out on {opted_out(council)}."
    whole = replace(overall({}, access, mobile, methodology), not_ranked=why, low=None, high=None)
    return CouncilResult(council, None, {}, (), access, mobile, whole, None, opted_out=opted_out(council))


class _AxeReader:
    """Counts the serious failures of page states; equal results lie in one blob and are read once."""

    def __init__(self, run: RunFolder, impacts: Sequence[str]) -> None:
        self._run = run
        self._impacts = frozenset(impacts)
        self._counts: dict[str, int] = {}

    def states(self, sightings: Iterable[Sighting], findings: Iterable[Finding]) -> list[PageState]:
        """Return the distinct page states among *sightings*: one per address and screen."""
        own: dict[tuple[str, str], int] = defaultdict(int)
        for finding in findings:
            if finding.engine != "axe" and finding.certainty == "failure" and finding.impact in self._impacts:
                own[finding.url, finding.device] += 1
        found: dict[tuple[str, str], PageState] = {}
        for one in sightings:
            key = (one.final_url, one.device)
            # Only a browser has a screen; what was read as source only is not a page state.
            if one.device and (key not in found or not found[key].tested):
                serious = self._serious(one.axe) + own[key] if one.axe else 0
                found[key] = PageState(one.final_url, one.step, one.device, bool(one.axe), serious)
        return list(found.values())

    def _serious(self, blob: str) -> int:
        if blob not in self._counts:
            result = json.loads(self._run.get_text(blob))
            self._counts[blob] = sum(
                rule.get("impact") in self._impacts and not AXE_LEVELS.isdisjoint(rule.get("tags") or ())
                for rule in result.get("violations") or ()
            )
        return self._counts[blob]
