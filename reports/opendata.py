"""The open data beside the site: the run's tables, the council results, and what every column means."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reports.answers_table import write_answers
from reports.cache import NOTHING_KEPT, Cache, key_of
from reports.datapackage import data_package
from reports.derived import DERIVED
from reports.derived_table import Derived
from reports.edition import CouncilResult, Edition
from reports.frame import Frame
from reports.parallel import spread
from reports.scoring import scored_row
from store import TABLES, RunFolder, csv_text, plain

COUNCIL_COLUMNS = (
    "run council council_name council_type place tied of stars mean score score_low score_high starred parts "
    "accessibility accessibility_good accessibility_of mobile mobile_good mobile_of capped_by not_ranked "
    "opted_out"
).split()

ABOUT_TABLES = {
    "councils": "One row per council: overall stars, place among its type, accessibility and mobile marks.",
    "surveys": "One row per council and journey: how the task can be done and what the survey is worth.",
    "answers": "One row per question of a survey: its outcome, a person's where one decided, and where seen.",
    "findings": "One row per distinct accessibility or mobile problem of a council.",
    "pages": "One row per address asked for, however it ended.",
    "measures": "One row per figure of a page as a phone met it: weight, paints, shifts. Never scored.",
    "statements": "One row per council and machine check of its accessibility statement.",
}

_COUNCIL = {"run": "Id of the run.", "council": "GSS code of the council."}
_SEEN = {
    "journey": "Id of the journey.",
    "step": "Step of the route: home, landing, task, start, form-1 ...; empty for the journey as a whole.",
    "device": "desktop, phone, or empty where the page was read without a screen.",
    "url": "Address of the page.",
}
DICTIONARY = {
    "councils": {
        **_COUNCIL,
        "council_name": "Name of the council.",
        "council_type": "Type of the council: its peer group.",
        "place": "Place among the ranked councils of its type; empty if not ranked.",
        "tied": "How many councils share the place, this one included.",
        "of": "How many councils of the type are ranked.",
        "stars": "Overall stars, 1 to 4; empty if not ranked.",
        "mean": "Weighted mean of the stars of journeys and marks.",
        "score": "Weighted mean of their scores, 0 to 100.",
        "score_low": "The score if everything untested were No, and parts without stars worth 0.",
        "score_high": "The score if everything untested were Yes, and parts without stars worth 100.",
        "starred": "Weight of the journeys and marks that have stars.",
        "parts": "Weight of all the journeys and marks that apply.",
        "accessibility": "Stars of the accessibility mark.",
        "accessibility_good": "Page states without a serious or critical A or AA failure found.",
        "accessibility_of": "Page states tested.",
        "mobile": "Stars of the mobile mark.",
        "mobile_good": "Questions about phones answered Yes.",
        "mobile_of": "Questions about phones answered Yes or No.",
        "capped_by": "The mark that took the fourth star away; empty if none.",
        "not_ranked": "Why the council has no overall stars.",
        "opted_out": "Day on which the council asked to be left out; empty if it did not.",
    },
    "surveys": {
        **_COUNCIL,
        "council_name": "Name of the council.",
        "council_type": "Type of the council.",
        "journey": "Id of the journey.",
        "applies": "yes: the council runs the service; signpost: another council does; no: not asked.",
        "channel": "How the task can be done; empty where that could not be told.",
        "channel_cause": "Why the channel could not be told.",
        "flags": "What the channel does not say, joined with |.",
        "task_url": "Address of the task page.",
        "start_url": "Address where the task starts.",
        "clicks": "Clicks from the home page to the task page.",
        "platform": "Software recognised on the route.",
        "stars": "Stars of the survey, 1 to 4; empty if it is not ranked.",
        "score": "Weight of Yes in per cent of the weight of Yes and No, rounded down to a tenth.",
        "score_low": "The score if every untested question were No.",
        "score_high": "The score if every untested question were Yes.",
        "coverage": "Share of the weight that could be tested, 0 to 1.",
        "decided": "Questions answered Yes or No, those on trial included.",
        "not_applicable": "Questions that do not apply.",
        "could_not_test": "Questions that could not be tested.",
        "essential": "Outcome of the journey's essential question.",
        "capped_by": "The gate that took stars away: essential or out-of-date.",
        "visited_at": "When the survey began, UTC.",
        "duration_s": "How long it took, seconds.",
    },
    "answers": {
        **_COUNCIL,
        **_SEEN,
        "question": "Id of the question.",
        "outcome": "yes, no, not-applicable or could-not-test.",
        "cause": "Why it could not be tested.",
        "confidence": "How sure the rule is, 0 to 1.",
        "detail": "What was found, in a sentence.",
        "version": "Version of the question's rule.",
    },
    "findings": {
        **_COUNCIL,
        **_SEEN,
        "engine": "axe, own, pdf or statement.",
        "rule": "Id of the rule that fired.",
        "wcag": "WCAG success criteria, joined with |.",
        "impact": "minor, moderate, serious or critical.",
        "selector": "Where on the page: a CSS selector.",
        "snippet": "A short piece of the page's source.",
        "pages": "On how many page states the same problem was found.",
    },
    "pages": {
        **_COUNCIL,
        "url": "Address asked for.",
        "final_url": "Address reached after redirects.",
        "status": "HTTP status; empty if there was no answer.",
        "how": "http: read as source; browser: opened in a browser; form: of a form, and not asked for. "
        "What was asked in a form is in requests.csv.",
        "fetched_at": "When, UTC.",
        "ms": "Milliseconds until the answer was complete.",
        "bytes": "Bytes received.",
        "cause": "Why nothing could be read.",
    },
    "measures": {
        **_COUNCIL,
        **_SEEN,
        "measure": "What was measured.",
        "value": "The figure.",
        "unit": "Its unit.",
    },
    "statements": {
        **_COUNCIL,
        "number": "Number of the check, 1 to 28.",
        "id": "Its id.",
        "outcome": "yes, no, not-applicable or could-not-test.",
        "cause": "Why it could not be tested.",
        "detail": "What was found, in a sentence.",
        "url": "Address of the statement.",
    },
}

# What of the manifest is published; options can hold paths and addresses of the assessor's machine.
_MANIFEST = ("run", "started", "ended", "versions", "journeys", "counts")
_OPTIONS = (
    "browser",
    "page_budget",
    "delay",
    "contact_url",
    "fictional",
    "simulated",
    "timeout",
    "max_bytes",
)


def write_open_data(frame: Frame, folder: Path, cache: Cache = NOTHING_KEPT) -> None:
    """Write the open data of the edition into *folder*, which must exist; scores are this edition's."""
    edition = frame.edition
    tables = RunFolder(folder)
    tables.write_table("surveys", _survey_rows(edition))
    scored = {"surveys"}
    left_out = frozenset(one.council.gss for one in edition.councils if one.opted_out)
    if edition.decided.holding:
        write_answers(edition, folder, left_out)
        scored.add("answers")
    as_it_is = edition.run.tables_masked() and not left_out
    for name in TABLES:
        if name in scored or not edition.run.has_table(name):
            continue
        if as_it_is:
            for ending in ("csv", "jsonl"):
                shutil.copyfile(edition.run.path / f"{name}.{ending}", folder / f"{name}.{ending}")
        else:
            rest = (row for row in edition.run.rows(name) if row["council"] not in left_out)
            tables.write_table(name, rest)
    rows = [council_row(edition, one) for one in edition.councils]
    _table(folder, "councils", COUNCIL_COLUMNS, rows)
    for name, derived in DERIVED.items():
        if derived.own:
            _own_table(folder, name, derived, frame, cache)
        else:
            _table(folder, name, tuple(derived.columns), derived.rows(frame))
    columns = [
        {"table": table, "column": column, "meaning": words}
        for table, known in dictionary().items()
        for column, words in known.items()
    ]
    (folder / "dictionary.csv").write_text(
        csv_text(("table", "column", "meaning"), columns), "utf-8", None, ""
    )
    (folder / "run.json").write_text(json.dumps(_manifest(frame), indent=2) + "\n", "utf-8")
    package = data_package(edition, folder, dictionary(), about_tables())
    (folder / "datapackage.json").write_text(
        json.dumps(package, indent=1, ensure_ascii=False) + "\n", "utf-8", "replace"
    )


def dictionary() -> dict[str, dict[str, str]]:
    """Return every table of the open data with its columns and what they mean."""
    return {**DICTIONARY, **{name: dict(one.columns) for name, one in DERIVED.items()}}


def about_tables() -> dict[str, str]:
    """Return what each table of the open data is."""
    return {**ABOUT_TABLES, **{name: one.about for name, one in DERIVED.items()}}


def _own_table(folder: Path, name: str, derived: Derived, frame: Frame, cache: Cache) -> None:
    """Write a table whose rows are of one council each, taking what an earlier build wrote of the same."""
    councils, columns, own = frame.edition.councils, tuple(derived.columns), derived.own
    assert own is not None
    header = csv_text(columns, ())

    def made(at: int) -> tuple[str, str]:
        gss = councils[at].council.gss
        key = key_of(name, frame.edition.keys.get(gss))
        kept = cache.get(name, gss, key)
        if isinstance(kept, tuple):
            return kept
        rows = list(own(frame, councils[at]))
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        found = csv_text(columns, rows).removeprefix(header), lines
        cache.put(name, gss, key, found)
        return found

    with (
        (folder / f"{name}.csv").open("w", encoding="utf-8", errors="replace", newline="") as table,
        (folder / f"{name}.jsonl").open("w", encoding="utf-8", errors="replace") as lines,
        spread(made, len(councils)) as parts,
    ):
        table.write(header)
        for text, told in parts:
            table.write(text)
            lines.write(told)


def _table(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a table as CSV and JSON Lines, row by row: a national run has 200,000 requests."""
    with (folder / f"{name}.jsonl").open("w", encoding="utf-8", errors="replace") as lines:

        def written() -> Iterator[Mapping[str, Any]]:
            for row in rows:
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                yield row

        text = csv_text(columns, written())
    (folder / f"{name}.csv").write_text(text, "utf-8", "replace", "")


def council_row(edition: Edition, one: CouncilResult) -> dict[str, Any]:
    """Return one row of councils."""
    whole, standing = one.overall, one.standing
    return {
        "run": edition.run.id,
        "council": one.council.gss,
        "council_name": one.name,
        "council_type": plain(one.council.type),
        "place": standing.place if standing else None,
        "tied": standing.tied if standing else None,
        "of": standing.of if standing else None,
        "stars": whole.stars,
        "mean": whole.mean,
        "score": whole.score,
        "score_low": whole.low,
        "score_high": whole.high,
        "starred": whole.starred,
        "parts": whole.parts,
        "accessibility": one.accessibility.stars,
        "accessibility_good": one.accessibility.good,
        "accessibility_of": one.accessibility.whole,
        "mobile": one.mobile.stars,
        "mobile_good": one.mobile.good,
        "mobile_of": one.mobile.whole,
        "capped_by": whole.capped_by,
        "not_ranked": whole.not_ranked,
        "opted_out": one.opted_out or None,
    }


def _survey_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    for council in edition.councils:
        for one in council.surveys.values():
            yield scored_row(one.survey, one.score, edition.methodology)


def _manifest(frame: Frame) -> dict[str, Any]:
    edition, register = frame.edition, frame.register
    told = {key: edition.manifest[key] for key in _MANIFEST if key in edition.manifest}
    options = edition.manifest.get("options") or {}
    return {
        **told,
        "run": edition.run.id,
        "state": register.state.value,
        "published": register.published.isoformat() if register.published else None,
        "options": {key: options[key] for key in _OPTIONS if key in options},
        "methodology": {
            "id": edition.methodology.id,
            "sha256": edition.methodology.sha256,
            "provisional": edition.methodology.provisional,
        },
    }
