"""Finds the Chromium to drive and a ChromeDriver that fits it, and says in a sentence what was found."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = "BETTERSERVED_CHROMIUM"

# The real binaries before wrapper scripts: a wrapper adds flags of its own.
_SYSTEM = (
    ("/usr/lib/chromium/chromium", "system"),
    ("/usr/lib64/chromium-browser/chromium-browser", "system"),
    ("/usr/lib/chromium-browser/chromium-browser", "system"),
    ("/usr/lib/chromium/chromium-headless-shell", "headless-shell"),
    ("chromium-headless-shell", "headless-shell"),
    ("/opt/google/chrome/chrome", "chrome"),
    ("google-chrome-stable", "chrome"),
    ("google-chrome", "chrome"),
    ("/Applications/Chromium.app/Contents/MacOS/Chromium", "mac"),
    ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "mac"),
    ("/snap/bin/chromium", "snap"),
    ("chromium", "system"),
    ("chromium-browser", "system"),
)
_DRIVERS = (
    "chromedriver",
    "/usr/bin/chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/usr/lib64/chromium-browser/chromedriver",
    "/opt/homebrew/bin/chromedriver",
    "/usr/local/bin/chromedriver",
    "/snap/bin/chromium.chromedriver",
)
_KINDS = {
    "given": "the Chromium you named",
    "system": "the system's Chromium",
    "headless-shell": "the system's Chromium headless shell",
    "chrome": "the system's Google Chrome",
    "mac": "the Mac's own browser",
    "snap": "the Chromium snap",
    "playwright": "Playwright's own Chromium",
}


class NoBrowserError(Exception):
    """No Chromium can be had; the message says where it was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class BrowserChoice:
    """A browser and its driver.

    `kind`: given, system, headless-shell, chrome, mac, snap or playwright. `version` has four numbers.
    `driver` is a ChromeDriver of the same major version, or None: axe then runs through Playwright and the
    evidence says so.
    `driver_kind`: system, selenium-manager or "".
    """

    path: Path
    kind: str
    version: str
    driver: Path | None = None
    driver_kind: str = ""

    @property
    def is_shell(self) -> bool:
        """Say whether this is Chromium's engine without windows and menus."""
        return "headless" in self.path.name

    @property
    def places(self) -> int:
        """Return how many pages to have at work at once.

        Pages are waited for, so there are more places than processors: on two, three left a third of the
        time idle. Where a page takes less of a processor, there is more to wait for.
        """
        more, most = (4, 6) if self.is_shell else (2, 4)
        return min(most, (os.cpu_count() or 1) + more)

    @property
    def sentence(self) -> str:
        """Say what was taken, for a person."""
        browser = f"Using {_KINDS[self.kind]}, version {self.version} ({self.path})"
        if self.driver is None:
            return (
                f"{browser}. No ChromeDriver {_major(self.version)} was found, so axe runs through "
                "Playwright; to use axe-selenium-python, install the chromedriver of the same version."
            )
        source = {"system": "the system's", "selenium-manager": "Selenium Manager's"}[self.driver_kind]
        return f"{browser} with {source} ChromeDriver ({self.driver})."


def find_browser(given: Path | str | None = None, *, fetch_driver: bool = True) -> BrowserChoice:
    """Find the browser: *given* or `BETTERSERVED_CHROMIUM`, else the system's, else Playwright's own.

    `fetch_driver` lets Selenium Manager fetch a driver where the system has none that fits. Starts
    programs and waits for them: in an event loop, call it in a thread. Raises `NoBrowserError`.
    """
    named = str(given or os.environ.get(ENVIRONMENT, ""))
    if named:
        path = _executable(named)
        version = _version(path) if path else ""
        if not path or not version:
            raise NoBrowserError(
                f"{named} is not a Chromium that can be started. Check --chromium and {ENVIRONMENT}."
            )
        return _with_driver(path, "given", version, fetch_driver)
    tried = []
    for path, kind in _candidates():
        version = _version(path)
        if version:
            return _with_driver(path, kind, version, fetch_driver)
        tried.append(str(path))
    found = f" These were found but do not start: {', '.join(tried)}." if tried else ""
    raise NoBrowserError(
        f"No Chromium was found.{found} Install one with `apt install chromium chromium-driver`, or with "
        f"`python -m playwright install --with-deps chromium`, or name one in {ENVIRONMENT}. "
        "Without a browser, run with --no-browser."
    )


def _candidates() -> Iterator[tuple[Path, str]]:
    for name, kind in _SYSTEM:
        path = _executable(name)
        if path:
            yield path, "snap" if str(path).startswith("/snap/") else kind
    own = _playwrights_own()
    if own:
        yield own, "playwright"


def _playwrights_own() -> Path | None:
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            path = Path(playwright.chromium.executable_path)
    except (Error, OSError):
        return None
    return path if os.access(path, os.X_OK) else None


def _with_driver(path: Path, kind: str, version: str, fetch: bool) -> BrowserChoice:
    beside = str(path.parent / "chromedriver")
    for name in (beside, *_DRIVERS):
        driver = _executable(name)
        if driver and _major(_version(driver)) == _major(version):
            return BrowserChoice(path, kind, version, driver, "system")
    managed = _managed_driver(version) if fetch else None
    return BrowserChoice(path, kind, version, managed, "selenium-manager" if managed else "")


def _managed_driver(version: str) -> Path | None:
    """Ask Selenium Manager for the driver at the browser's exact version."""
    from selenium.common import WebDriverException
    from selenium.webdriver.common.selenium_manager import SeleniumManager

    arguments = [
        "--driver",
        "chromedriver",
        "--driver-version",
        version,
        "--skip-driver-in-path",
        "--timeout",
        "30",
    ]
    try:
        found = SeleniumManager().binary_paths(arguments)
    except (WebDriverException, OSError):
        return None
    driver = Path(found.get("driver_path") or "/nonexistent")
    return driver if _major(_version(driver)) == _major(version) else None


def _executable(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


def _version(path: Path) -> str:
    """Return the four numbers that the program says it is, or "" where it does not start."""
    try:
        said = subprocess.run(
            [str(path), "--version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.search(r"\d+\.\d+\.\d+\.\d+", said.stdout)
    return match[0] if match else ""


def _major(version: str) -> str:
    return version.split(".", 1)[0]
