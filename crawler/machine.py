"""The machine this runs on: which system it is, and how a browser is installed there."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PLAYWRIGHTS_OWN = f"{sys.executable} -m playwright install chromium"


@dataclass(frozen=True, slots=True)
class Machine:
    """A system and what may be done to it.

    `system`: debian, ubuntu, fedora, arch, alpine, mac or other. `installer` starts a command that installs
    packages without a password: empty for root, `sudo -n` where that works, None where neither does.
    """

    system: str
    installer: tuple[str, ...] | None = None

    @property
    def browser_advice(self) -> str:
        """Return the command that installs a browser and its driver here."""
        return _BROWSER.get(self.system, PLAYWRIGHTS_OWN)

    @property
    def driver_advice(self) -> str:
        """Return the command that installs a ChromeDriver for the system's browser."""
        return _DRIVER.get(self.system, "Selenium Manager fetches one when the network allows it")

    @property
    def timezone_advice(self) -> str:
        """Return the command that installs the timezone database."""
        return _TIMEZONES.get(self.system, "pip install tzdata")


_BROWSER = {
    "debian": "sudo apt-get install chromium chromium-driver",
    "ubuntu": "sudo snap install chromium",
    "fedora": "sudo dnf install chromium chromedriver",
    "arch": "sudo pacman -S chromium",
    "alpine": "sudo apk add chromium chromium-chromedriver",
    "mac": PLAYWRIGHTS_OWN,
}
_DRIVER = {
    "debian": "sudo apt-get install chromium-driver",
    "ubuntu": "sudo snap install chromium",
    "fedora": "sudo dnf install chromedriver",
    "alpine": "sudo apk add chromium-chromedriver",
}
_TIMEZONES = {
    "debian": "sudo apt-get install tzdata",
    "ubuntu": "sudo apt-get install tzdata",
    "fedora": "sudo dnf install tzdata",
}
# Debian's relatives have Debian's packages; Ubuntu and its own have Chromium as a snap only.
_LIKE = {"rhel": "fedora", "centos": "fedora", "manjaro": "arch", "raspbian": "debian"}


def this_machine() -> Machine:
    """Look at the machine this runs on."""
    if platform.system() == "Darwin":
        return Machine("mac")
    try:
        release = Path("/etc/os-release").read_text("utf-8", "replace")
    except OSError:
        release = ""
    return Machine(system_of(release), _installer())


def system_of(os_release: str) -> str:
    """Return the system that an os-release file names by its `ID`, else by the nearest of its `ID_LIKE`."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = [fields.get("ID", ""), *fields.get("ID_LIKE", "").strip("\"'").split()]
    for name in names:
        known = name.strip("\"'")
        known = _LIKE.get(known, known)
        if known in _BROWSER:
            return known
    return "other"


def _installer() -> tuple[str, ...] | None:
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo"):
        asked = subprocess.run(
            ["sudo", "-n", "true"], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
        if asked.returncode == 0:
            return ("sudo", "-n")
    return None
