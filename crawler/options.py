"""What a crawl is told, what it reports on the way, and what it says at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

# `observe` reads the first step of a form; `steps` walks on with the council's written permission.
OBSERVE, STEPS = DEPTHS = ("observe", "steps")
KILL_SWITCH = "STOP"
DEFAULT_CONTACT_URL = "https://github.com/betterserved/betterserved#for-councils"


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """The choices an assessor makes. `delay` is the rest of a host after an answer, in seconds;
    `page_budget` counts HTTP pages per council for all journeys together; `concurrency` counts councils
    visited at once. Without `audits` no page is walked by keyboard or zoomed. `depth` is one of `DEPTHS`;
    `permissions` is the file that `steps` needs, `postcode` a public building's, for address look-ups ("" for
    none), `kill_switch` a file whose existence stops the crawl, `window` the hours in which councils may be
    visited ("" for all), as `crawler.window` reads them. `fictional` marks a run over
    invented councils."""

    links: Path | None = None
    proxy: str = ""
    browser: bool = True
    audits: bool = True
    page_budget: int = 150
    concurrency: int = 16
    delay: float = 1.5
    contact_url: str = DEFAULT_CONTACT_URL
    chromium: Path | None = None
    allow_private: bool = False
    fictional: bool = False
    depth: str = OBSERVE
    permissions: Path | None = None
    postcode: str = ""
    kill_switch: Path | None = None
    window: str = ""
    timeout: float = 30.0
    max_bytes: int = 10_000_000
    revisit_after: float = 60.0


def told_options(options: CrawlOptions) -> dict[str, Any]:
    """Return *options* as crawl.json keeps them."""
    told = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(options).items()}
    # Where the two files lie says nothing of what was seen; which permissions there were is kept beside.
    told = {name: value for name, value in told.items() if name not in ("permissions", "kill_switch")}
    # A company's proxy may carry a name and password, which have no business in a folder that is passed on.
    return told | {"proxy": re.sub(r"//[^/]*@", "//", options.proxy)}


def changed_options(before: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the options that *before*, as kept in crawl.json, told otherwise."""
    return tuple(name for name, value in told.items() if name in before and before[name] != value)


@dataclass(frozen=True, slots=True)
class Progress:
    """A snapshot for the progress display. `started` is seconds since the epoch."""

    councils_done: int
    councils_total: int
    pages: int
    browser_pages: int
    started: float
    current: str


@dataclass(frozen=True, slots=True)
class Visited:
    """What a session brought beside the evidence: councils that our own errors lost, with why, by GSS code,
    the versions that were used, why which hosts were left alone, whether the kill switch was found, and why
    the session stopped by itself, "" where it did not."""

    failed: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    stopped: Mapping[str, str] = field(default_factory=dict)
    killed: bool = False
    halted: str = ""


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """How a crawl ended. `could_not_test` counts councils of which nothing could be tested, by cause;
    `signal` is the number of the signal that interrupted it, `killed` says that the kill switch did, `halted`
    why it stopped by itself; `stopped` are hosts that were left alone, with why."""

    run_id: str
    path: Path
    councils: int
    pages: int
    browser_pages: int
    could_not_test: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    interrupted: bool = False
    signal: int = 0
    killed: bool = False
    stopped: Mapping[str, str] = field(default_factory=dict)
    halted: str = ""
    seconds: float = 0.0
