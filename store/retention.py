"""Lets go of what a run no longer needs: pictures and pages first, never the answers."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from store.files import now, read_lines
from store.folder import RunFolder
from store.holding import held
from store.shelf import size_of


class Kind(StrEnum):
    """What can be let go of.

    PICTURES      screenshots
    PAGES         the source of pages (HTML)
    MEASUREMENTS  what was measured in the browser, not axe's results: the accessibility mark rests on them
    RUN           the whole run folder, its answers included
    """

    PICTURES = "pictures"
    PAGES = "pages"
    MEASUREMENTS = "measurements"
    RUN = "run"


FIRST = (Kind.PICTURES, Kind.PAGES)
_LEFT = ".purged"
_MEASURED = frozenset({"layout", "frames", "structure", "keyboard"})


@dataclass(frozen=True, slots=True)
class Purge:
    """What is let go of in one run: the files, by kind, and how many bytes they take."""

    run: str
    kinds: tuple[Kind, ...]
    files: tuple[Path, ...]
    size: int


def plan_purge(run: RunFolder, kinds: Collection[Kind], keep: Collection[str] = ()) -> Purge:
    """Return what of *kinds* the run still has. *keep*: SHA-256 of files that stay whatever their kind."""
    chosen = tuple(kind for kind in Kind if kind in kinds)
    if Kind.RUN in chosen:
        files = tuple(one for one in run.path.rglob("*") if one.is_file())
        return Purge(run.id, (Kind.RUN,), files, size_of(files))
    going: set[str] = set()
    staying = set(keep)
    for gss in run.finished():
        for kind, name in _references(run.path / "councils" / gss / "evidence.jsonl"):
            (going if kind in chosen else staying).add(name)
    paths = (run.blob_path(name) for name in sorted(going - staying))
    files = tuple(one for one in paths if one.is_file())
    return Purge(run.id, chosen, files, size_of(files))


def carry_out(run: RunFolder, purge: Purge) -> None:
    """Delete what *purge* lists; the run says in `purged.json` what went and when.

    The note is written first, so that a run that lacks something always says why. Raises `StoreError`
    where the run is being written by another process.
    """
    with held(run.path):
        if purge.kinds == (Kind.RUN,):
            # Out of sight in one step: half a run is never listed.
            gone = run.path.with_name(f".{run.path.name}{_LEFT}")
            run.path.rename(gone)
            shutil.rmtree(gone)
            return
        if not purge.files:
            return
        run.note_purge(
            {
                "at": now(),
                "kinds": [kind.value for kind in purge.kinds],
                "files": len(purge.files),
                "bytes": purge.size,
            }
        )
        for path in purge.files:
            path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete what is left of runs whose deletion was cut short."""
    for one in folder.glob(f".*{_LEFT}"):
        shutil.rmtree(one)


def _references(evidence: Path) -> Iterator[tuple[Kind | None, str]]:
    """Yield every blob that a council's evidence names, with its kind, None for what always stays."""
    for row in read_lines(evidence):
        for name, value in row["facets"].items():
            if not isinstance(value, dict):
                continue
            if name == "picture" and value.get("sha256"):
                yield Kind.PICTURES, str(value["sha256"])
            elif set(value) == {"blob"}:
                kind = Kind.PAGES if name == "html" else Kind.MEASUREMENTS if name in _MEASURED else None
                yield kind, str(value["blob"])
