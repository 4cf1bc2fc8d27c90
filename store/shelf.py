"""The runs of a folder: how far each has come, and how much disk it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from store.folder import RunFolder
from store.holding import is_held


class RunState(StrEnum):
    """How far a run has come."""

    VISITING = "being visited"
    UNFINISHED = "unfinished"
    NOT_JUDGED = "not judged"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class RunCard:
    """One run at a glance. `started` and `ended` are ISO 8601 in UTC, "" where unknown; `size` is in bytes.

    `councils` were asked for, `finished` of them are complete. `purged` is the day on which evidence was last
    purged, "" where all of it is there.
    """

    id: str
    path: Path
    state: RunState
    started: str
    ended: str
    councils: int
    finished: int
    size: int
    purged: str = ""


def cards_of(folder: Path) -> tuple[RunCard, ...]:
    """Return the runs in *folder*, oldest first; what is not a run folder is left out."""
    if not folder.is_dir():
        return ()
    seen = (one for one in folder.iterdir() if not one.name.startswith("."))
    found = [card_of(one) for one in seen if (one / "councils").is_dir()]
    return tuple(sorted(found, key=lambda one: (one.started, one.id)))


def card_of(path: Path) -> RunCard:
    """Return the run at *path* at a glance. Raises `StoreError` where it is not a run folder."""
    run = RunFolder.open(path)
    record = run.crawl_record() or {}
    asked = [one.gss for one in run.councils()] if (path / "councils.csv").is_file() else []
    finished = len(set(run.finished()) & set(asked))
    purges = run.purges()
    return RunCard(
        id=run.id,
        path=path,
        state=_state(run, len(asked) - finished),
        started=str(record.get("started") or ""),
        ended=str(record.get("ended") or ""),
        councils=len(asked),
        finished=finished,
        size=size_of(path.rglob("*")),
        purged=str(purges[-1]["at"])[:10] if purges else "",
    )


def size_of(files: Iterable[Path]) -> int:
    """Return how many bytes *files* hold; what vanishes meanwhile counts nothing."""
    total = 0
    for one in files:
        try:
            total += one.lstat().st_size if one.is_file() else 0
        except OSError:
            continue
    return total


def _state(run: RunFolder, waiting: int) -> RunState:
    if is_held(run.path):
        return RunState.VISITING
    if waiting or run.crawl_record() is None:
        return RunState.UNFINISHED
    return RunState.JUDGED if run.manifest() is not None else RunState.NOT_JUDGED
