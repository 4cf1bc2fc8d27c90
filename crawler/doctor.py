"""What is installed, what is missing, and how to mend it on the system this runs on."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.text import Text

from crawler.axe import axe_sha256, axe_version
from crawler.councils import load_councils
from crawler.machine import Machine, this_machine
from store.inputs import InputError

JUDGING = (
    "babel",
    "beautifulsoup4",
    "dateparser",
    "filelock",
    "holidays",
    "jinja2",
    "lxml",
    "numpy",
    "opencv-python-headless",
    "phonenumbers",
    "pillow",
    "price-parser",
    "py3langid",
    "rapidfuzz",
    "rich",
    "tldextract",
    "typer",
)
VISITING = (
    "axe-playwright-python",
    "axe-selenium-python",
    "cryptography",
    "pikepdf",
    "playwright",
    "psutil",
    "scrapy",
    "selenium",
)
CLUSTER = ("distributed", "fsspec")
RELEASED = date(2026, 11, 1)
_GB = 1_000_000_000
_TIGHT_GB, _LEAST_GB = 10, 1


@dataclass(frozen=True, slots=True)
class Health:
    """One thing looked at: `good`, `poor` (works, with a loss) or `bad`, what was seen, how to mend it."""

    name: str
    state: str
    said: str
    mend: str = ""


def examine(root: Path, chromium: Path | None = None, machine: Machine | None = None) -> tuple[Health, ...]:
    """Look at everything a run needs. *root* is where councils.csv lies; *chromium* the browser to use."""
    machine = machine or this_machine()
    looks: Sequence[Callable[[], Health | tuple[Health, ...]]] = (
        _python,
        lambda: _packages("Packages for judging", JUDGING),
        lambda: _packages("Packages for visiting", VISITING),
        _cluster,
        lambda: _browser(chromium, machine),
        _axe,
        _disk,
        _writing,
        lambda: _clock(machine),
        lambda: _councils(root),
    )
    found: list[Health] = []
    for look in looks:
        one = look()
        found.extend(one if isinstance(one, tuple) else (one,))
    return tuple(found)


def show_health(console: Console, found: Sequence[Health]) -> bool:
    """Print what was found; return whether nothing is bad."""
    marks = {"good": ("ok", "green"), "poor": ("weak", "yellow"), "bad": ("MISSING", "red")}
    width = max(len(one.name) for one in found)
    for one in found:
        mark, style = marks[one.state]
        console.print(Text(f"{mark:<8}", style), Text(f"{one.name:<{width}}  {one.said}"), soft_wrap=True)
        if one.mend:
            console.print(Text(f"{'':<8} {'':<{width}}  To mend it: {one.mend}"), soft_wrap=True)
    bad = [one.name for one in found if one.state == "bad"]
    console.print(Text(f"To be mended: {', '.join(bad)}" if bad else "Ready to run."), soft_wrap=True)
    return not bad


def _python() -> Health:
    said = f"{platform.python_version()} ({sys.executable})"
    return Health("Python", "good", said)


def _packages(name: str, wanted: Sequence[str]) -> Health:
    versions = {package: _version(package) for package in wanted}
    missing = [package for package, found in versions.items() if not found]
    said = ", ".join(f"{package} {found}" for package, found in versions.items() if found)
    if missing:
        return Health(
            name, "bad", f"missing: {', '.join(missing)}", "make setup, or: pip install 'betterserved[crawl]'"
        )
    return Health(name, "good", said)


def _cluster() -> Health:
    """Nobody misses these on one machine."""
    found = {package: _version(package) for package in CLUSTER}
    if all(found.values()):
        return _packages("Packages for a cluster", CLUSTER)
    return Health(
        "Packages for a cluster",
        "good",
        "not installed; only --scheduler needs them: pip install 'betterserved[cluster]'",
    )


def _browser(chromium: Path | None, machine: Machine) -> Health | tuple[Health, ...]:
    if any(importlib.util.find_spec(package) is None for package in ("playwright", "selenium")):
        return Health(
            "Browser", "bad", "cannot be looked for without the packages for visiting", "make setup"
        )
    from crawler.chromium import NoBrowserError, find_browser

    try:
        choice = find_browser(chromium)
    except NoBrowserError as error:
        return Health("Browser", "bad", str(error), machine.browser_advice)
    browser = Health("Browser", "good", f"{choice.kind}, version {choice.version} ({choice.path})")
    if choice.driver is None:
        major = choice.version.split(".")[0]
        said = f"none for version {major}: axe runs through Playwright, and the run records it"
        return browser, Health("ChromeDriver", "poor", said, machine.driver_advice)
    return browser, Health("ChromeDriver", "good", f"{choice.driver_kind} ({choice.driver})")


def _axe() -> Health:
    spec = importlib.util.find_spec("axe_playwright_python")
    script = Path(spec.origin).parent / "axe.min.js" if spec and spec.origin else None
    if script is None or not script.is_file():
        return Health("axe-core", "bad", "the packaged axe.min.js is not there", "make setup")
    said = f"{axe_version() or 'version unknown'} (SHA-256 {axe_sha256()[:16]})"
    return Health("axe-core", "good", said)


def _disk() -> Health:
    free = shutil.disk_usage(Path.cwd()).free
    said = f"{free / _GB:.1f} GB free here"
    if free < _LEAST_GB * _GB:
        return Health("Disk", "bad", said, "free some space, or give --out a folder on another disk")
    if free < _TIGHT_GB * _GB:
        return Health(
            "Disk", "poor", said, f"a national run needs about {_TIGHT_GB} GB: give --out another disk"
        )
    return Health("Disk", "good", said)


def _writing() -> Health:
    here = Path.cwd()
    try:
        with tempfile.NamedTemporaryFile(dir=here):
            pass
    except OSError as error:
        return Health("Writing", "bad", f"{here}: {error.strerror}", "work in a folder that is yours")
    return Health("Writing", "good", f"files can be written in {here}")


def _clock(machine: Machine) -> Health:
    today = datetime.now(UTC)
    try:
        london = today.astimezone(ZoneInfo("Europe/London"))
    except ZoneInfoNotFoundError:
        return Health("Clock", "bad", "the timezone Europe/London is not known", machine.timezone_advice)
    if today.date() < RELEASED:
        said = f"says {today:%d %B %Y}, which is before this version was made"
        return Health("Clock", "bad", said, "set the clock: dates on pages are judged by it")
    return Health("Clock", "good", f"{london:%d %B %Y %H:%M} in London, local zone {_zone()}")


def _councils(root: Path) -> Health:
    path = root / "councils.csv"
    if not path.exists():
        return Health("Councils", "poor", f"no councils.csv in {root}", "give `run` the path of your own")
    try:
        councils = load_councils(path)
    except InputError as error:
        return Health("Councils", "bad", str(error), "mend the rows named")
    return Health("Councils", "good", f"{len(councils)} in {path}")


def _zone() -> str:
    return os.environ.get("TZ") or datetime.now().astimezone().tzname() or "unknown"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
