"""One run, read and scored: everything the site and the terminal show, before it has words or shape."""

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
    CouncilType,
    Finding,
    Journey,
    Measure,
    StatementPoint,
    Survey,
)
from checks.registry import packs
from reports.decisions import NOTHING, Decided, Settler
from reports.marks import Mark, PageState, accessibility_mark, mobile_mark
from reports.methodology import Methodology
from reports.overall import Overall, Standing, league_order, overall, standings
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
from store.opt_outs import marked, opted_out

AXE_LEVELS = frozenset({"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"})


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """One council's journey with what it is worth and what was seen on the way, in the order of the visit.

    Its answers are as people decided them; `confirmed` are the questions whose No a person gave.
    """

    survey: Survey
    journey: Journey
    score: Score
    sightings: tuple[Sighting, ...]
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CouncilResult:
    """Everything known of one council in one run; `visit` is None where it was never visited.

    `statement` holds the points of its accessibility statement, () where the run did not ask for one.
    `opted_out` is the day on which it asked to be left out, "" where it did not: nothing else is then known.
    """

    council: Council
    visit: CouncilVisit | None
    surveys: Mapping[str, SurveyResult]
    findings: tuple[Finding, ...]
    accessibility: Mark
    mobile: Mark
    overall: Overall
    standing: Standing | None
    statement: tuple[StatementPoint, ...] = ()
    measures: tuple[Measure, ...] = ()
    opted_out: str = ""

    @property
    def name(self) -> str:
        """The council's full name."""
        return self.council.name

    @property
    def asked(self) -> tuple[SurveyResult, ...]:
        """The surveys of services that this council runs."""
        return tuple(one for one in self.surveys.values() if one.score.counts)


@dataclass(frozen=True, slots=True)
class League:
    """The councils of one type: ranked, best first, and not ranked, by name."""

    type: CouncilType
    ranked: tuple[CouncilResult, ...]
    unranked: tuple[CouncilResult, ...]

    @property
    def councils(self) -> tuple[CouncilResult, ...]:
        """All of them, in the order of the table."""
        return self.ranked + self.unranked


@dataclass(frozen=True, slots=True)
class Edition:
    """A scored run. `leagues` holds the council types that the run has, in the order of the vocabulary."""

    run: RunFolder
    manifest: Mapping[str, Any]
    methodology: Methodology
    journeys: tuple[Journey, ...]
    leagues: tuple[League, ...]
    warnings: tuple[str, ...]
    decided: Decided = NOTHING

    @property
    def councils(self) -> tuple[CouncilResult, ...]:
        """Every council of the run."""
        return tuple(one for league in self.leagues for one in league.councils)

    @property
    def started(self) -> str:
        """When the run began: by its manifest, else by its first visit; empty if nobody knows."""
        visits = [one.visit.started for one in self.councils if one.visit]
        return str(self.manifest.get("started") or min(visits, default=""))

    @property
    def ended(self) -> str:
        """When the run ended."""
        visits = [one.visit.ended for one in self.councils if one.visit]
        return str(self.manifest.get("ended") or max(visits, default=""))

    @property
    def fictional(self) -> bool:
        """Whether the councils of this run are invented; every page must then say so."""
        return bool((self.manifest.get("options") or {}).get("fictional"))

    @property
    def simulated(self) -> bool:
        """Whether the results were drawn by a program; every page must then say that they are nobody's."""
        return bool((self.manifest.get("options") or {}).get("simulated"))


def load_edition(
    run: RunFolder,
    methodology: Methodology,
    *,
    brief: bool = False,
    reviews: Sequence[Review] = (),
    opt_outs: Mapping[str, str] | None = None,
) -> Edition:
    """Read *run* and score it under *methodology*. Raises `StoreError` where it has not been judged yet.

    *reviews* are people's decisions, applied where they hold. *brief* leaves out what answers rest on
    (address, detail, spots), which an earlier run is not asked for. Of councils that opted out, by *opt_outs*
    (GSS code: day) or by the run's own list, nothing but the name is kept.
    """
    warnings: list[str] = []
    manifest = run.manifest()
    if manifest is None:
        warnings.append(f"run {run.id} has no run.json: it was not finished")
    journeys = {pack.journey.id: pack.journey for pack in packs()}
    councils = marked(run.councils(), opt_outs or {})
    left_out = frozenset(one.gss for one in councils if opted_out(one))
    surveys, decided = _surveys(run, brief, Settler(run, reviews), left_out)
    refused = decided.refused()
    findings = defaultdict(list)
    for row in run.rows("findings"):
        findings[row["council"]].append(finding_of(row))
    points = defaultdict(list)
    for row in run.rows("statements") if run.has_table("statements") else ():
        points[row["council"]].append(statement_point_of(row))
    measured = defaultdict(list)
    for row in run.rows("measures") if run.has_table("measures") else ():
        measured[row["council"]].append(measure_of(row))
    strange = sorted({one.journey for some in surveys.values() for one in some} - set(journeys))
    if strange:
        warnings.append(f"run {run.id} has surveys of journeys not installed here: {', '.join(strange)}")
    finished = set(run.finished())
    reader = _AxeReader(run, methodology.accessibility.impacts)
    by_type: dict[CouncilType, list[CouncilResult]] = defaultdict(list)
    for council in councils:
        if council.gss in left_out:
            by_type[council.type].append(_left_out(council, methodology))
            continue
        visited = council.gss in finished
        known = [one for one in surveys.get(council.gss, ()) if one.journey in journeys]
        by_type[council.type].append(
            _council(
                council,
                run.visit(council.gss) if visited else None,
                run.sightings(council.gss) if visited else [],
                known,
                findings.get(council.gss, []),
                points.get(council.gss, []),
                measured.get(council.gss, []),
                reader,
                methodology,
                journeys,
                refused,
            )
        )
    present = {one.journey for some in surveys.values() for one in some}
    return Edition(
        run=run,
        manifest=manifest or {},
        methodology=methodology,
        journeys=tuple(one for one in journeys.values() if one.id in present),
        leagues=tuple(_league(kind, by_type[kind]) for kind in CouncilType if kind in by_type),
        warnings=tuple(warnings),
        decided=decided,
    )


# What of an answer says the same over and over.
_REPEATED = ("run", "council", "journey", "question", "step", "device", "url", "detail")


def _surveys(
    run: RunFolder, brief: bool, settler: Settler, left_out: frozenset[str]
) -> tuple[dict[str, list[Survey]], Decided]:
    answers: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    # Equal texts are kept once: there are hundreds of thousands of answers.
    known: dict[str, str] = {}
    for row in run.rows("answers"):
        key = row["council"], row["journey"], row["question"]
        if row["council"] in left_out:
            continue
        if brief and not settler.wants(key):
            row |= {"url": "", "detail": "", "spots": ()}
        for name in _REPEATED:
            row[name] = known.setdefault(row[name], row[name])
        answers[key[:2]].append(settler.settle(answer_of(row)))
    found: dict[str, list[Survey]] = defaultdict(list)
    for row in run.rows("surveys"):
        if row["council"] in left_out:
            continue
        own = tuple(answers.pop((row["council"], row["journey"]), ()))
        found[row["council"]].append(replace(survey_of(row, ()), answers=own))
    return found, settler.decided()


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


def _league(kind: CouncilType, councils: Sequence[CouncilResult]) -> League:
    places = standings(councils)
    ranked, unranked = league_order(councils)
    return League(
        kind,
        tuple(replace(councils[at], standing=places[at]) for at in ranked),
        tuple(councils[at] for at in unranked),
    )


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
