"""One run on disk."""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from checks.model import Council, Evidence, PageVisit
from checks.personal import masked_value
from store.blobs import BlobFolder
from store.files import StoreError, now, read_lines, write_whole
from store.requests import Asked, asked_for
from store.rows import council_of, council_row
from store.tables import TABLES, csv_text, plain
from store.visits import CouncilVisit, CouncilWriter, Sighting, evidence_of, page_of, sighting_of

# Says in run.json that the tables beside it hold nothing about a person.
_MASKED = "masked"


class RunFolder(BlobFolder):
    """One run on disk. Reading is lazy; every write is whole or absent."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
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
        return [evidence_of(row, self) for row in read_lines(self._council(gss) / "evidence.jsonl")]

    def sightings(self, gss: str) -> list[Sighting]:
        """Return what was seen on behalf of *gss*, in order, without loading a blob."""
        return [sighting_of(row) for row in read_lines(self._council(gss) / "evidence.jsonl")]

    def pages(self, gss: str) -> list[PageVisit]:
        """Return every address asked for on behalf of *gss*, in order."""
        return [page_of(row) for row in read_lines(self._council(gss) / "pages.jsonl")]

    def requests(self, gss: str) -> list[Asked]:
        """Return what was asked on behalf of *gss*, and what was not let out, in order of time."""
        return asked_for(self._council(gss))

    def _council(self, gss: str) -> Path:
        return self.path / "councils" / gss

    def _drop_partials(self) -> None:
        for leftover in (self.path / "councils").glob(".*.partial"):
            shutil.rmtree(leftover, ignore_errors=True)
        for leftover in (*self.path.glob(".*.partial"), *self.path.glob("blobs/*/.*")):
            leftover.unlink(missing_ok=True)

    # Councils asked for, manifest ---------------------------------------------------------------

    def write_councils(self, councils: Iterable[Council]) -> None:
        """Keep the list of councils asked for, so that the run is complete on its own."""
        rows = [{**council.extra, **council_row(council)} for council in councils]
        names = list(dict.fromkeys(name for row in rows for name in row))
        write_whole(self.path / "councils.csv", csv_text(names, rows).encode())

    def councils(self) -> tuple[Council, ...]:
        """Return the councils that this run was asked to visit."""
        with (self.path / "councils.csv").open(encoding="utf-8", newline="") as file:
            return tuple(council_of(row) for row in csv.DictReader(file))

    def write_crawl_record(self, record: Mapping[str, Any]) -> None:
        """Write crawl.json: versions, options, counts, start and end of the crawl."""
        self._write_json("crawl.json", record)

    def crawl_record(self) -> dict[str, Any] | None:
        """Return crawl.json, or None where the crawl has not started. Until it ends, `ended` is empty."""
        return self._read_json("crawl.json")

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Write run.json, which says that the run is finished: call it last."""
        self._write_json("run.json", {**manifest, _MASKED: True})

    def manifest(self) -> dict[str, Any] | None:
        """Return run.json, or None for a run that was not finished."""
        return self._read_json("run.json")

    def tell(self, event: str, **facts: Any) -> None:
        """Add a line to events.jsonl: `at`, `event` and *facts*."""
        line = json.dumps({"at": now(), "event": event, **facts}, ensure_ascii=False) + "\n"
        # A disk that is full is noticed where evidence is written.
        with (
            contextlib.suppress(OSError),
            (self.path / "events.jsonl").open("a", encoding="utf-8", errors="replace") as file,
        ):
            file.write(line)

    def told(self, event: str) -> Iterator[dict[str, Any]]:
        """Yield the lines of events.jsonl with that *event*, but none that a kill cut off."""
        with contextlib.suppress(FileNotFoundError), (self.path / "events.jsonl").open("rb") as file:
            for line in file:
                with contextlib.suppress(ValueError):
                    row = json.loads(line)
                    if isinstance(row, dict) and row.get("event") == event:
                        yield row

    def write_summary(self, whole: Mapping[str, Any], message: str) -> None:
        """Write summary.json and summary.md: what became of the run, for machines and for people."""
        self._write_json("summary.json", whole)
        write_whole(self.path / "summary.md", message.encode("utf-8", "replace"))

    def note_purge(self, purge: Mapping[str, Any]) -> None:
        """Add to purged.json what is let go of: `at`, `kinds`, `files`, `bytes`."""
        self._write_json("purged.json", {"purges": [*self.purges(), purge]})

    def purges(self) -> list[dict[str, Any]]:
        """Return what was let go of since the run ended, oldest first."""
        return list((self._read_json("purged.json") or {}).get("purges", []))

    def get_text(self, name: str) -> str:
        """Return a text kept by `put_text`. Raises `StoreError` where it was purged, or is lost."""
        try:
            return super().get_text(name)
        except FileNotFoundError:
            raise StoreError(self._why_gone(name)) from None

    def has_text(self, name: str) -> bool:
        """Say whether a text kept by `put_text` is still there."""
        return self.blob_path(name).is_file()

    def _why_gone(self, name: str) -> str:
        purges = self.purges()
        if purges:
            return (
                f"{self.path}: evidence was purged on {str(purges[-1]['at'])[:10]}, so the run cannot be "
                "judged again; its answers are whole"
            )
        return f"{self.path}: blobs/{name[:2]}/{name} is not there, so the run is damaged"

    def _write_json(self, name: str, whole: Mapping[str, Any]) -> None:
        write_whole(self.path / name, (json.dumps(whole, indent=2) + "\n").encode())

    def _read_json(self, name: str) -> dict[str, Any] | None:
        path = self.path / name
        loaded: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.exists() else None
        return loaded

    # Open data ----------------------------------------------------------------------------------

    def write_table(self, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write one open-data table as CSV and JSON Lines, what is about a person masked; return its rows.

        The CSV has exactly the columns of the contract; the JSON Lines rows may carry more.
        """
        plain_rows = [masked_value({key: plain(value) for key, value in row.items()}) for row in rows]
        columns = TABLES[name]
        write_whole(self.path / f"{name}.csv", csv_text(columns, plain_rows).encode("utf-8", "replace"))
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain_rows)
        write_whole(self.path / f"{name}.jsonl", lines.encode("utf-8", "replace"))
        return len(plain_rows)

    def read_table(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of one open-data table, with JSON's types."""
        return list(self.rows(name))

    def has_table(self, name: str) -> bool:
        """Say whether the run was judged by a version that wrote this table."""
        return (self.path / f"{name}.jsonl").exists()

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Return the rows of one open-data table one at a time: a national run has 200,000 answers."""
        path = self.path / f"{name}.jsonl"
        if not path.exists():
            raise StoreError(f"{path} is not there: run `betterserved check {self.path}` first")
        return read_lines(path) if self.tables_masked() else map(masked_value, read_lines(path))

    def tables_masked(self) -> bool:
        """Say whether the tables were written masked; earlier versions did not, and `rows` masks theirs."""
        return bool((self.manifest() or {}).get(_MASKED))
