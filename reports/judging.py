"""Judges a run: reads its evidence council by council, and writes the open data and the manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checks.findings import findings_of
from checks.judge import judge_survey
from checks.measures import measures_of
from checks.memo import forget
from checks.model import Answer, Cause, Council, Finding, Measure, Outcome, StatementPoint, Survey
from checks.registry import JourneyPack, packs
from checks.statements import judge_council_statement, statement_findings
from reports.methodology import Methodology
from reports.scoring import scored_rows
from store import TABLES, RunFolder, answer_row, now, row_of
from store.opt_outs import opted_out

Progress = Callable[[int, int, str, str], None]
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CouncilJudgement:
    """What one council's evidence says: a survey for each journey of the run, and the findings."""

    surveys: tuple[Survey, ...]
    findings: tuple[Finding, ...]
    statement: tuple[StatementPoint, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """How a judgement ended. `crashed` counts answers that our own fault spoilt, by question.

    `waiting` counts councils of the list that the crawl has not finished; the run is then not finished.
    """

    run: str
    councils: int
    waiting: int
    rows: Mapping[str, int]
    outcomes: Mapping[Outcome, int]
    crashed: Mapping[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return the summary in sentences for the terminal."""
        answers = ", ".join(f"{self.outcomes.get(one, 0):,} {one}" for one in Outcome)
        said = [f"Judged {self.councils:,} councils, {self.rows['surveys']:,} surveys; answers: {answers}"]
        if self.crashed:
            worst = sorted(self.crashed.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
            shown = ", ".join(f"{name} ({count:,})" for name, count in worst)
            said.append(f"Our own checks crashed on {sum(self.crashed.values()):,} answers: {shown}")
        if self.waiting:
            said.append(
                f"{self.waiting:,} councils have not been visited: the run is not finished, "
                f"go on with --run-id {self.run} --resume"
            )
        return said


def check_run(
    run: RunFolder,
    *,
    methodology: Methodology,
    as_of: date | None = None,
    progress: Progress = lambda done, total, note, current: None,
) -> CheckSummary:
    """Judge every finished council of *run*; write the open data's tables, and if none is left the manifest.

    Rows come in the order of the run's councils.csv, then of journey ids, then of questions. The evidence of
    one council is held at a time. `as_of` is the day against which dates on pages are judged, None for that
    of the visit.
    """
    chosen = _packs_of(run)
    finished = frozenset(run.finished())
    councils = run.councils()
    visited = [council for council in councils if council.gss in finished]
    # Who asked to be left out is never scored, whatever had been seen before.
    judged_too = [council for council in visited if not opted_out(council)]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    outcomes: Counter[Outcome] = Counter()
    crashed: Counter[str] = Counter()
    for done, council in enumerate(judged_too):
        progress(done, len(judged_too), "", council.name)
        judged = judge_council(run, council, chosen, as_of=as_of)
        forget()
        answers = [answer for survey in judged.surveys for answer in survey.answers]
        outcomes.update(answer.outcome for answer in answers)
        crashed.update(_crashes(judged.surveys, answers))
        rows["surveys"].extend(scored_rows(judged.surveys, methodology))
        rows["answers"].extend(answer_row(answer) for answer in answers)
        rows["findings"].extend(row_of(finding) for finding in judged.findings)
        rows["statements"].extend(row_of(point) for point in judged.statement)
        rows["measures"].extend(row_of(measure) for measure in judged.measures)
        rows["pages"].extend(row_of(page) for page in run.pages(council.gss))
    progress(len(judged_too), len(judged_too), "", "")
    counts = {name: run.write_table(name, table) for name, table in rows.items()}
    summary = CheckSummary(
        run.id, len(judged_too), len(councils) - len(visited), counts, dict(outcomes), dict(crashed)
    )
    if not summary.waiting:
        run.write_manifest(_manifest(run, summary, methodology, as_of))
    return summary


def judge_council(
    run: RunFolder, council: Council, chosen: Sequence[JourneyPack], *, as_of: date | None = None
) -> CouncilJudgement:
    """Judge one finished council of *run* for the journeys *chosen*."""
    asked = {pack.journey.id for pack in chosen}
    # What belongs to no journey in particular, such as the accessibility statement, is everyone's.
    evidence = [one for one in run.evidence(council.gss) if not one.journey or one.journey in asked]
    surveys = tuple(
        judge_survey(
            council,
            pack,
            [one for one in evidence if one.journey == pack.journey.id],
            run=run.id,
            as_of=as_of,
        )
        for pack in chosen
    )
    findings = findings_of(council.gss, evidence)
    points = judge_council_statement(council, evidence, findings, as_of=as_of)
    measures = measures_of(council.gss, evidence)
    return CouncilJudgement(surveys, (*findings, *statement_findings(points)), points, measures)


def _packs_of(run: RunFolder) -> tuple[JourneyPack, ...]:
    """Return the journeys that the crawl was asked for, all of them where it left no record."""
    record = run.crawl_record() or run.manifest() or {}
    asked = record.get("journeys")
    return tuple(pack for pack in packs() if asked is None or pack.journey.id in asked)


def _crashes(surveys: Sequence[Survey], answers: Sequence[Answer]) -> list[str]:
    channels = ["channel" for survey in surveys if survey.decision.cause is Cause.CHECK_CRASHED]
    return channels + [answer.question for answer in answers if answer.cause is Cause.CHECK_CRASHED]


def _manifest(
    run: RunFolder, summary: CheckSummary, methodology: Methodology, as_of: date | None
) -> dict[str, Any]:
    record = run.crawl_record() or {}
    return {
        **record,
        "run": run.id,
        "methodology": {"id": methodology.id, "sha256": methodology.sha256},
        "as_of": as_of.isoformat() if as_of else "the day of each visit",
        "checked": now(),
        "counts": {
            **record.get("counts", {}),
            **summary.rows,
            "outcomes": {one.value: summary.outcomes.get(one, 0) for one in Outcome},
            "check_crashed": dict(summary.crashed),
        },
    }
