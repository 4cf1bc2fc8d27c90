"""The visit to one council: its evidence and its pages, line by line, and how it ended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from checks.model import Cause, Device, Evidence, Missing, PageVisit
from checks.personal import masked_url
from store.blobs import BlobFolder
from store.files import write_whole
from store.rows import shallow
from store.tables import plain

# Facets kept under blobs/ instead of in evidence.jsonl, because they are large and often shared.
TEXT_BLOB_FACETS = ("html",)
JSON_BLOB_FACETS = ("axe", "layout", "frames", "structure", "keyboard")


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
    """One line of evidence without its large facets: what was seen, where and when; addresses as published.

    `picture` is the facet as stored, None where none was taken; `axe` the SHA-256 of the stored result,
    empty where axe did not run, and `axe_cause` then says why. `html` is the SHA-256 of the stored source.
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
    html: str = ""


class CouncilWriter:
    """Collects one council's evidence in a hidden folder that `finish` renames into place."""

    def __init__(self, run: BlobFolder, gss: str) -> None:
        self.run = run
        self.gss = gss
        self._partial = run.path / "councils" / f".{gss}.partial"
        shutil.rmtree(self._partial, ignore_errors=True)
        self._partial.mkdir(parents=True)

    def add(self, evidence: Evidence) -> None:
        """Append one line of evidence, its large facets as blobs."""
        row = shallow(evidence)
        row["device"] = evidence.device.value
        row["facets"] = {name: self._facet(name, value) for name, value in evidence.facets.items()}
        self._append("evidence.jsonl", row)

    def add_page(self, page: PageVisit) -> None:
        """Append one address asked for."""
        self._append("pages.jsonl", {key: plain(value) for key, value in shallow(page).items()})

    def finish(self, visit: CouncilVisit) -> None:
        """Show the council as complete, in one atomic rename."""
        for name in ("evidence.jsonl", "pages.jsonl"):
            (self._partial / name).touch()
        write_whole(self._partial / "done.json", (json.dumps(asdict(visit)) + "\n").encode())
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


def evidence_of(row: Mapping[str, Any], blobs: BlobFolder) -> Evidence:
    """Rebuild a line of evidence, its large facets loaded from *blobs*."""
    facets = {name: _facet(name, value, blobs) for name, value in row["facets"].items()}
    return Evidence(**{**row, "device": Device(row["device"]), "facets": facets})


def sighting_of(row: Mapping[str, Any]) -> Sighting:
    """Return a line of evidence without loading a blob."""
    facets = row["facets"]
    picture, axe = facets.get("picture") or {}, facets.get("axe") or {}
    return Sighting(
        journey=row["journey"],
        step=row["step"],
        device=row["device"],
        # As the tables have them: masked.
        requested_url=masked_url(row["requested_url"]),
        final_url=masked_url(row["final_url"]),
        fetched_at=row["fetched_at"],
        picture=picture if picture.get("sha256") else None,
        axe=axe.get("blob", ""),
        axe_cause="" if "blob" in axe else axe.get("missing", Cause.NOT_MEASURED.value),
        html=(facets.get("html") or {}).get("blob", ""),
    )


def page_of(row: Mapping[str, Any]) -> PageVisit:
    """Rebuild an address asked for from its line."""
    return PageVisit(**{**row, "cause": Cause(row["cause"]) if row["cause"] else None})


def _facet(name: str, value: Any, blobs: BlobFolder) -> Any:
    if isinstance(value, dict) and "missing" in value:
        return Missing(Cause(value["missing"]), value.get("detail", ""))
    if isinstance(value, dict) and set(value) == {"blob"}:
        text = blobs.get_text(value["blob"])
        return text if name in TEXT_BLOB_FACETS else json.loads(text)
    return value
