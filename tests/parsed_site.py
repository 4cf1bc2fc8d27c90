"""The pages and the open data of a built site, read for tests."""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bs4 import BeautifulSoup

from reports.parallel import lasting


@contextmanager
def parsed(site: Path) -> Iterator[dict[str, BeautifulSoup]]:
    """Give the pages of *site* by their paths, in order.

    They are millions of objects that all stay to the end: half the time of parsing them, and seconds of whatever
    comes after, is looking for garbage among them. So it is not looked for there.
    """
    with lasting():
        pages = {
            path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml")
            for path in sorted(site.rglob("*.html"))
        }
    gc.freeze()
    try:
        yield pages
    finally:
        gc.unfreeze()


def rows_of(site: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the open data of *site*."""
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
