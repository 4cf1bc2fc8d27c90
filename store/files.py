"""Files that are whole or absent, JSON Lines, and the time."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class StoreError(Exception):
    """A run folder that cannot be used, with the reason and what to do."""


def now() -> str:
    """Return the time in UTC as ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def out_of_room(error: BaseException) -> str:
    """Say in a sentence that the disk takes no more, where that is what *error* tells; else ""."""
    if not isinstance(error, OSError) or error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return ""
    where = f" ({error.filename})" if error.filename else ""
    return f"the disk takes no more: {os.strerror(error.errno).lower()}{where}. Make room"


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of JSON Lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to: it takes the place of *path* when the block ends well, and is gone else."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* so that a reader sees the old file or the new one, never a part."""
    with whole_file(path) as partial:
        partial.write_bytes(data)
