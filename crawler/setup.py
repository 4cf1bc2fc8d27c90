"""`python -m crawler.setup`: gets a browser and its driver, and says which was taken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

from crawler.chromium import BrowserChoice, NoBrowserError, find_browser
from crawler.machine import Machine, this_machine

_LONGEST_S = 900
Run = Callable[[Sequence[str]], bool]


def set_up(machine: Machine, run: Run, say: Callable[[str], None]) -> bool:
    """Take the system's browser, else Playwright's own, else the system's packages; say what happened.

    `run` executes a command and tells whether it succeeded. Returns whether there is a browser.
    """
    choice = _found()
    if choice is None:
        say("No Chromium on this system: fetching Playwright's own.")
        run([sys.executable, "-m", "playwright", "install", *_with_libraries(machine), "chromium"])
        choice = _found()
    if choice is None and (commands := _packages(machine, ("chromium", "chromium-driver"))):
        say("Playwright's own could not be had: installing the system's package.")
        _ = all(run(command) for command in commands)
        choice = _found()
    if choice is None:
        say(
            "No browser could be had, so only the HTTP tier works (--no-browser).\n"
            f"To mend it: {machine.browser_advice}\n"
            "then: make setup"
        )
        return False
    if choice.driver is None and choice.kind == "system":
        _ = all(run(command) for command in _packages(machine, ("chromium-driver",)))
        choice = _found() or choice
    say(choice.sentence)
    if choice.driver is None:
        say(f"To mend it: {machine.driver_advice}")
    return True


def _found() -> BrowserChoice | None:
    try:
        return find_browser()
    except NoBrowserError:
        return None


def _with_libraries(machine: Machine) -> tuple[str, ...]:
    """Have Playwright install the libraries its browser needs, where that can be done without a password."""
    known = machine.system in ("debian", "ubuntu") and machine.installer is not None
    return ("--with-deps",) if known else ()


def _packages(machine: Machine, names: Sequence[str]) -> list[list[str]]:
    """Return the commands that install Debian packages, none where that cannot be done from here."""
    if machine.system != "debian" or machine.installer is None or not shutil.which("apt-get"):
        return []
    apt = [*machine.installer, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return [[*apt, "update", "-qq"], [*apt, "install", "-y", "-qq", "--no-install-recommends", *names]]


def _run(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, timeout=_LONGEST_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{command[0]}: {error}", file=sys.stderr)
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(0 if set_up(this_machine(), _run, print) else 1)
