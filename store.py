"""The run folder: the only code that reads and writes runs/.

runs/<id>/
  run.json              manifest, written last: no manifest, no finished run
  councils.csv          the councils asked for, as given
  councils/<gss>/       evidence.jsonl pages.jsonl done.json; appears whole by one rename
  blobs/ab/<sha256>     HTML (gzip), axe results (gzip), pictures: each once
  surveys.csv answers.csv findings.csv pages.csv (+ .jsonl)
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from checks.model import (
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    Council,
    CouncilType,
    Device,
    Evidence,
    Finding,
    Flag,
    Missing,
    Outcome,
    PageVisit,
    Spot,
    Survey,
)

SURVEY_COLUMNS = (
    "run council council_name council_type journey applies channel channel_cause flags task_url start_url "
    "clicks platform stars score score_low score_high coverage decided not_applicable could_not_test "
    "essential capped_by visited_at duration_s"
).split()
ANSWER_COLUMNS = (
    "run council journey question outcome cause confidence step device url detail version".split()
)
FINDING_COLUMNS = "run council journey step device engine rule wcag impact selector snippet pages url".split()
PAGE_COLUMNS = "run council url final_url status how fetched_at ms bytes cause".split()
TABLES: Mapping[str, Sequence[str]] = {
    "surveys": SURVEY_COLUMNS,
    "answers": ANSWER_COLUMNS,
    "findings": FINDING_COLUMNS,
    "pages": PAGE_COLUMNS,
}

# Facets kept under blobs/ instead of in evidence.jsonl, because they are large and often shared.
TEXT_BLOB_FACETS = ("html",)
JSON_BLOB_FACETS = ("axe", "layout", "frames")


class StoreError(Exception):
    """A run folder that cannot be used, with the reason and what to do."""


def now() -> str:
    """Return the time in UTC as ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class CouncilVisit:
    """done.json: how the visit to one council ended. `cause` is set where nothing could be tested."""

    gss: str
    cause: str
    detail: str
    pages: int
    browser_pages: int
    started: str
    ended: str
    duration_s: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line of evidence without its large facets: what was seen, where and when.

    `picture` is the facet as stored, None where none was taken; `axe` the SHA-256 of the stored result,
    empty where axe did not run, and `axe_cause` then says why.
    """

    journey: str
    step: str
    device: str
    requested_url: str
    final_url: str
    fetched_at: str
    picture: Mapping[str, Any] | None
    axe: str
    axe_cause: str


class RunFolder:
    """One run on disk. Reading is lazy; every write is whole or absent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name

    @classmethod
    def create(cls, path: Path, *, resume: bool = False) -> RunFolder:
        """Make the folder, or open it again with *resume*. Raises `StoreError` if it is in use."""
        run = cls(path)
        if path.exists() and any(path.iterdir()):
            if not resume:
                raise StoreError(
                    f"{path} already holds a run; give --resume to finish it or another --run-id"
                )
            run._drop_partials()
        (path / "councils").mkdir(parents=True, exist_ok=True)
        (path / "blobs").mkdir(exist_ok=True)
        return run

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        """Open a run for reading. Raises `StoreError` where *path* is not a run folder."""
        if not (path / "councils").is_dir():
            raise StoreError(f"{path} is not a run folder: it has no councils/ inside")
        return cls(path)

    # Councils -----------------------------------------------------------------------------------

    def finished(self) -> tuple[str, ...]:
        """Return the GSS codes of the councils that are complete, sorted."""
        folder = self.path / "councils"
        return tuple(sorted(one.parent.name for one in folder.glob("[!.]*/done.json")))

    def waiting(self) -> tuple[str, ...]:
        """Return the GSS codes of the councils asked for that are not complete, in the order of the list."""
        finished = set(self.finished())
        return tuple(one.gss for one in self.councils() if one.gss not in finished)

    def council_writer(self, gss: str) -> CouncilWriter:
        """Start a council's folder; nothing shows until `CouncilWriter.finish`."""
        return CouncilWriter(self, gss)

    def visit(self, gss: str) -> CouncilVisit:
        """Return how the visit to *gss* ended."""
        return CouncilVisit(**json.loads((self._council(gss) / "done.json").read_text("utf-8")))

    def evidence(self, gss: str) -> list[Evidence]:
        """Return a finished council's evidence, blobs loaded."""
        return [self._evidence(row) for row in _read_lines(self._council(gss) / "evidence.jsonl")]

    def sightings(self, gss: str) -> list[Sighting]:
        """Return what was seen on behalf of *gss*, in order, without loading a blob."""
        return [_sighting(row) for row in _read_lines(self._council(gss) / "evidence.jsonl")]

    def pages(self, gss: str) -> list[PageVisit]:
        """Return every address asked for on behalf of *gss*, in order."""
        return [
            PageVisit(**{**row, "cause": Cause(row["cause"]) if row["cause"] else None})
            for row in _read_lines(self._council(gss) / "pages.jsonl")
        ]

    def _council(self, gss: str) -> Path:
        return self.path / "councils" / gss

    def _drop_partials(self) -> None:
        for leftover in (self.path / "councils").glob(".*.partial"):
            shutil.rmtree(leftover, ignore_errors=True)
        for leftover in self.path.glob("blobs/*/.*"):
            leftover.unlink(missing_ok=True)

    # Blobs --------------------------------------------------------------------------------------

    def put_blob(self, data: bytes) -> str:
        """Keep *data* once and return its SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        target = self.blob_path(name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, data)
        return name

    def put_text(self, text: str) -> str:
        """Keep *text* gzipped and return the SHA-256 of what is stored."""
        return self.put_blob(gzip.compress(text.encode("utf-8", "surrogatepass"), 6, mtime=0))

    def blob_path(self, name: str) -> Path:
        """Return where the blob of that SHA-256 lies."""
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise StoreError(f"{name[:80]!r} is not the name of a blob")
        return self.path / "blobs" / name[:2] / name

    def get_text(self, name: str) -> str:
        """Return a text kept by `put_text`."""
        return gzip.decompress(self.blob_path(name).read_bytes()).decode("utf-8", "surrogatepass")

    # Councils asked for, manifest ---------------------------------------------------------------

    def write_councils(self, councils: Iterable[Council]) -> None:
        """Keep the list of councils asked for, so that the run is complete on its own."""
        rows = [{**council.extra, **_council_row(council)} for council in councils]
        names = list(dict.fromkeys(name for row in rows for name in row))
        _write_whole(self.path / "councils.csv", csv_text(names, rows).encode())

    def councils(self) -> tuple[Council, ...]:
        """Return the councils that this run was asked to visit."""
        with (self.path / "councils.csv").open(encoding="utf-8", newline="") as file:
            return tuple(_council_of(row) for row in csv.DictReader(file))

    def write_crawl_record(self, record: Mapping[str, Any]) -> None:
        """Write crawl.json: versions, options, counts, start and end of the crawl."""
        _write_whole(self.path / "crawl.json", (json.dumps(record, indent=2) + "\n").encode())

    def crawl_record(self) -> dict[str, Any] | None:
        """Return crawl.json, or None where the crawl has not ended."""
        path = self.path / "crawl.json"
        loaded: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.exists() else None
        return loaded

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Write run.json, which says that the run is finished: call it last."""
        _write_whole(self.path / "run.json", (json.dumps(manifest, indent=2) + "\n").encode())

    def manifest(self) -> dict[str, Any] | None:
        """Return run.json, or None for a run that was not finished."""
        path = self.path / "run.json"
        loaded: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.exists() else None
        return loaded

    # Open data ----------------------------------------------------------------------------------

    def write_table(self, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write one open-data table as CSV and JSON Lines; return the number of rows.

        The CSV has exactly the columns of the contract; the JSON Lines rows may carry more.
        """
        plain_rows = [{key: plain(value) for key, value in row.items()} for row in rows]
        columns = TABLES[name]
        _write_whole(self.path / f"{name}.csv", csv_text(columns, plain_rows).encode("utf-8", "replace"))
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain_rows)
        _write_whole(self.path / f"{name}.jsonl", lines.encode("utf-8", "replace"))
        return len(plain_rows)

    def read_table(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of one open-data table, with JSON's types."""
        path = self.path / f"{name}.jsonl"
        if not path.exists():
            raise StoreError(f"{path} is not there: run `betterserved check {self.path}` first")
        return list(_read_lines(path))

    def _evidence(self, row: dict[str, Any]) -> Evidence:
        facets = {name: self._facet(name, value) for name, value in row.pop("facets").items()}
        return Evidence(**{**row, "device": Device(row["device"])}, facets=facets)

    def _facet(self, name: str, value: Any) -> Any:
        if isinstance(value, dict) and "missing" in value:
            return Missing(Cause(value["missing"]), value.get("detail", ""))
        if isinstance(value, dict) and set(value) == {"blob"}:
            text = self.get_text(value["blob"])
            return text if name in TEXT_BLOB_FACETS else json.loads(text)
        return value


class CouncilWriter:
    """Collects one council's evidence in a hidden folder that `finish` renames into place."""

    def __init__(self, run: RunFolder, gss: str) -> None:
        self.run = run
        self.gss = gss
        self._partial = run.path / "councils" / f".{gss}.partial"
        shutil.rmtree(self._partial, ignore_errors=True)
        self._partial.mkdir(parents=True)

    def add(self, evidence: Evidence) -> None:
        """Append one line of evidence, its large facets as blobs."""
        row = _shallow(evidence)
        row["device"] = evidence.device.value
        row["facets"] = {name: self._facet(name, value) for name, value in evidence.facets.items()}
        self._append("evidence.jsonl", row)

    def add_page(self, page: PageVisit) -> None:
        """Append one address asked for."""
        self._append("pages.jsonl", {key: plain(value) for key, value in _shallow(page).items()})

    def finish(self, visit: CouncilVisit) -> None:
        """Show the council as complete, in one atomic rename."""
        for name in ("evidence.jsonl", "pages.jsonl"):
            (self._partial / name).touch()
        _write_whole(self._partial / "done.json", (json.dumps(asdict(visit)) + "\n").encode())
        target = self.run.path / "councils" / self.gss
        if target.exists():
            shutil.rmtree(target)
        self._partial.rename(target)

    def _append(self, name: str, row: Mapping[str, Any]) -> None:
        with (self._partial / name).open("a", encoding="utf-8", errors="replace") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _facet(self, name: str, value: Any) -> Any:
        if isinstance(value, Missing):
            return {"missing": value.cause.value, "detail": value.detail}
        if name in TEXT_BLOB_FACETS:
            return {"blob": self.run.put_text(value)}
        if name in JSON_BLOB_FACETS:
            return {"blob": self.run.put_text(json.dumps(value, ensure_ascii=False))}
        return value


def _sighting(row: Mapping[str, Any]) -> Sighting:
    facets = row["facets"]
    picture, axe = facets.get("picture") or {}, facets.get("axe") or {}
    return Sighting(
        journey=row["journey"],
        step=row["step"],
        device=row["device"],
        requested_url=row["requested_url"],
        final_url=row["final_url"],
        fetched_at=row["fetched_at"],
        picture=picture if picture.get("sha256") else None,
        axe=axe.get("blob", ""),
        axe_cause="" if "blob" in axe else axe.get("missing", Cause.NOT_MEASURED.value),
    )


# Rows ---------------------------------------------------------------------------------------------


def survey_row(survey: Survey) -> dict[str, Any]:
    """Return the part of a surveys row that judging knows; scoring fills in the rest."""
    decision = survey.decision
    counts = dict.fromkeys(Outcome, 0)
    for answer in survey.answers:
        counts[answer.outcome] += 1
    return {
        "run": survey.run,
        "council": survey.council,
        "council_name": survey.council_name,
        "council_type": survey.council_type,
        "journey": survey.journey,
        "applies": survey.applies,
        "channel": decision.channel,
        "channel_cause": decision.cause if decision.channel is None else None,
        "flags": sorted(decision.flags),
        "task_url": survey.task_url,
        "start_url": survey.start_url,
        "clicks": survey.clicks,
        "platform": survey.platform,
        "decided": counts[Outcome.YES] + counts[Outcome.NO],
        "not_applicable": counts[Outcome.NOT_APPLICABLE],
        "could_not_test": counts[Outcome.COULD_NOT_TEST],
        "visited_at": survey.visited_at,
        "duration_s": round(survey.duration_s, 1),
        "channel_confidence": round(decision.confidence, 3),
        "channel_reasons": list(decision.reasons),
        "channel_spots": [_shallow(spot) for spot in decision.spots],
    }


def answer_row(answer: Answer) -> dict[str, Any]:
    """Return one row of answers, its spots included (JSON Lines only)."""
    row = _shallow(answer)
    row["spots"] = [_shallow(spot) for spot in answer.spots]
    row["confidence"] = round(answer.confidence, 3)
    return row


def row_of(item: Finding | PageVisit) -> dict[str, Any]:
    """Return one row of findings or pages."""
    return _shallow(item)


def survey_of(row: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> Survey:
    """Rebuild a survey from its rows, so that open data alone can be scored and published again."""
    decision = ChannelDecision(
        channel=Channel(row["channel"]) if row["channel"] else None,
        cause=Cause(row["channel_cause"]) if row["channel_cause"] else None,
        flags=frozenset(Flag(flag) for flag in row["flags"].split("|") if flag),
        confidence=row.get("channel_confidence", 1.0),
        reasons=tuple(row.get("channel_reasons", ())),
        spots=tuple(Spot(**spot) for spot in row.get("channel_spots", ())),
    )
    return Survey(
        run=row["run"],
        council=row["council"],
        council_name=row["council_name"],
        council_type=CouncilType(row["council_type"]),
        journey=row["journey"],
        applies=Applies(row["applies"]),
        decision=decision,
        task_url=row["task_url"],
        start_url=row["start_url"],
        clicks=row["clicks"],
        platform=row["platform"],
        visited_at=row["visited_at"],
        duration_s=row["duration_s"],
        answers=tuple(answer_of(one) for one in answers),
    )


def answer_of(row: Mapping[str, Any]) -> Answer:
    """Rebuild an answer from its JSON Lines row."""
    known = {name: row[name] for name in ANSWER_COLUMNS}
    known["outcome"] = Outcome(row["outcome"])
    known["cause"] = Cause(row["cause"]) if row["cause"] else None
    return Answer(**known, spots=tuple(Spot(**spot) for spot in row.get("spots", ())))


def plain(value: Any) -> Any:
    """Return *value* as open data writes it: enums as text, flags joined with `|`, None as empty."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list) and value and all(isinstance(one, StrEnum) for one in value):
        return "|".join(one.value for one in value)
    if isinstance(value, list) and not value:
        return ""
    return value


def _shallow(item: Any) -> dict[str, Any]:
    return {one.name: getattr(item, one.name) for one in fields(item)}


def _council_row(council: Council) -> dict[str, str]:
    return {
        "gss": council.gss,
        "name": council.name,
        "type": council.type.value,
        "nation": council.nation,
        "region": council.region,
        "homepage": council.homepage,
        "parent_gss": council.parent_gss,
    }


def _council_of(row: dict[str, str]) -> Council:
    known = {name: row.pop(name) for name in _council_row_names()}
    return Council(**{**known, "type": CouncilType(known["type"])}, extra=row)  # type: ignore[arg-type]


def _council_row_names() -> tuple[str, ...]:
    return ("gss", "name", "type", "nation", "region", "homepage", "parent_gss")


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return CSV with a header; cells that a spreadsheet would run as a formula are quoted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Return a CSV cell; text from a page that a spreadsheet would run as a formula gets a leading quote."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    # A bare carriage return would end the row: csv quotes only what its own line ending holds.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\n")) else text


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _write_whole(path: Path, data: bytes) -> None:
    """Write *data* so that a reader sees the old file or the new one, never a part."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_bytes(data)
    partial.replace(path)
