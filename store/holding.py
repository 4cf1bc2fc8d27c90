"""Keeps two processes from writing one run folder at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from store.files import StoreError


@contextmanager
def held(run: Path) -> Iterator[None]:
    """Hold the run folder *run*, which need not exist yet, for as long as the block lasts.

    The lock is the system's, on a file beside the folder: it goes with the process, however that ends.
    Raises `StoreError` where another process holds the run.
    """
    run.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(run)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(f"{run} is being written by another process; wait for it, or end that one") from None
    try:
        yield
    finally:
        lock.release()


def is_held(run: Path) -> bool:
    """Say whether some process writes the run folder *run* at this moment."""
    lock = _lock(run)
    if not Path(lock.lock_file).exists():
        return False
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:  # A folder that we may only read: whoever may write it is not known.
        return False
    lock.release()
    return False


def _lock(run: Path) -> FileLock:
    return FileLock(run.parent / f".{run.name}.lock", timeout=0)
