"""What every worker of a cluster must know of a crawl, and what it finds where it runs."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from checks.model import Council
from crawler.chromium import NoBrowserError, find_browser
from crawler.govuk_links import LinkRow
from crawler.options import CrawlOptions
from crawler.settings import VERSION
from store import StoreError
from store.remote import RemoteRun

# A council counts as one of these on a worker, that is how many it may have in hand at once.
COUNCIL, BROWSER = "council", "browser"
_ROOT = Path(__file__).resolve().parents[2]
_CODE = ("checks", "crawler", "store")
_KINDS = {".py", ".js", ".json", ".toml"}


@dataclass(frozen=True, slots=True)
class Job:
    """One crawl. `journeys` are ids; `url` and `mark` say where councils go, and how to tell that this is the
    place that the command line sees."""

    session: str
    run_id: str
    url: str
    mark: str
    options: CrawlOptions
    journeys: tuple[str, ...]
    links: Mapping[str, Sequence[LinkRow]]
    every: tuple[Council, ...]


def resource_of(options: CrawlOptions) -> str:
    """Return what a council takes up on a worker."""
    return BROWSER if options.browser else COUNCIL


def versions() -> dict[str, str]:
    """Return what must be the same on all machines, or their answers would not be."""
    return {
        "betterserved": f"{VERSION} ({code_hash()[:8]})",
        "python": ".".join(platform.python_version_tuple()[:2]),
        "scrapy": version("scrapy"),
        "distributed": version("distributed"),
    }


def code_hash() -> str:
    """Return a SHA-256 over the code that visits and keeps: it tells two checkouts of a version apart."""
    whole = hashlib.sha256()
    for path in sorted(one for name in _CODE for one in (_ROOT / name).rglob("*") if one.suffix in _KINDS):
        whole.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def fault_here(url: str, run_id: str, mark: str, options: CrawlOptions, wanted: Mapping[str, str]) -> str:
    """Return why councils cannot be visited from this machine, "" where they can. Runs on each worker."""
    here: dict[str, Any] = versions()
    for name, said in wanted.items():
        if here[name] != said:
            return f"it has {name} {here[name]}, and this machine has {said}; install the same on both"
    try:
        if not RemoteRun(url, run_id).sees(mark):
            return f"it does not see {url} as this machine does; give a --store that all machines see"
    except (StoreError, OSError) as error:
        return f"it cannot use {url}: {error}"
    if options.browser:
        try:
            find_browser(options.chromium)
        except NoBrowserError as error:
            return f"it has no browser: {error}"
    return ""
