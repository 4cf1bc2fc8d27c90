"""The record of a crawl, crawl.json: what it was told, which versions it used, when and how it ended."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from checks.model import Journey
from crawler.axe import PLAYWRIGHT, SELENIUM, axe_sha256, axe_version
from crawler.chromium import BrowserChoice, NoBrowserError, find_browser
from crawler.options import CrawlOptions, CrawlSummary, changed_options, told_options
from crawler.settings import VERSION
from store import now

PACKAGES = (
    "scrapy",
    "playwright",
    "selenium",
    "axe-selenium-python",
    "axe-playwright-python",
    "lxml",
    "pikepdf",
)
Record = dict[str, Any]


def record_of_start(
    before: Mapping[str, Any],
    run_id: str,
    journeys: Sequence[Journey],
    options: CrawlOptions,
    started: str,
    permissions: Sequence[Mapping[str, str]] = (),
) -> Record:
    """Return the record of a crawl that begins, or goes on from *before*: until its end it is interrupted.

    *permissions*: those under which it may walk forms, as `told_permissions` tells them.
    """
    known = [dict(one) for one in before.get("permissions", [])]
    return {
        "run": run_id,
        "started": before.get("started", started),
        "ended": "",
        "interrupted": True,
        "versions": before.get("versions", {}),
        # What the run was first told; where a later session was told otherwise, it says so.
        "options": before.get("options", told_options(options)),
        "permissions": known + [dict(one) for one in permissions if dict(one) not in known],
        "journeys": [one.id for one in journeys],
        "counts": before.get("counts", {}),
        "sessions": [*before.get("sessions", []), _session(before, options, started)],
    }


def record_of_end(
    before: Mapping[str, Any],
    summary: CrawlSummary,
    journeys: Sequence[Journey],
    options: CrawlOptions,
    started: str,
    versions: Mapping[str, str],
    permissions: Sequence[Mapping[str, str]] = (),
) -> Record:
    """Return the record of a crawl that ended, finished or interrupted; *before* as for its start."""
    record = record_of_start(before, summary.run_id, journeys, options, started, permissions)
    ended = {"ended": now(), "interrupted": summary.interrupted}
    record["sessions"][-1] |= ended
    return record | {
        **ended,
        # Resuming a run that has nothing left to visit starts no browser and forgets none.
        "versions": record["versions"] | {name: said for name, said in versions.items() if said},
        "counts": {
            "councils": summary.councils,
            "pages": summary.pages + summary.browser_pages,
            "browser_pages": summary.browser_pages,
            "could_not_test": dict(summary.could_not_test),
            "failed": dict(summary.failed),
        },
    }


def _session(before: Mapping[str, Any], options: CrawlOptions, started: str) -> Record:
    session: Record = {"started": started, "ended": "", "interrupted": True}
    told = told_options(options)
    changed = {name: told[name] for name in changed_options(before.get("options", {}), told)}
    return session | ({"options": changed} if changed else {})


def versions_used(options: CrawlOptions, choice: BrowserChoice | None) -> dict[str, str]:
    """Return the versions of all that an answer can depend on; no browser's where none was asked for.

    `axe_engine` says which way axe was run, "" where no page was looked at in a browser.
    """
    engine = (SELENIUM if choice.driver else PLAYWRIGHT) if choice else ""
    if options.browser and choice is None:
        with contextlib.suppress(NoBrowserError):
            choice = find_browser(options.chromium, fetch_driver=False)
    return {
        "betterserved": VERSION,
        "python": platform.python_version(),
        "browser": choice.version if choice else "",
        "axe": axe_version(),
        "axe_sha256": axe_sha256(),
        "axe_engine": engine,
        **{name: _version_of(name) for name in PACKAGES},
    }


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
