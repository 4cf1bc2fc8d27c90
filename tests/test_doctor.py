"""Doctor and set-up name what is missing and how to mend it on the system at hand."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

import crawler.chromium
from crawler import doctor, setup
from crawler.chromium import BrowserChoice, NoBrowserError
from crawler.machine import Machine, system_of

ROOT = Path(__file__).parent.parent
CHROMIUM = BrowserChoice(Path("/opt/chromium"), "system", "156.0.1.2", Path("/opt/chromedriver"), "system")


@pytest.mark.parametrize(
    ("os_release", "system"),
    [
        ('NAME="Debian GNU/Linux"\nID=debian\n', "debian"),
        ("ID=ubuntu\nID_LIKE=debian\n", "ubuntu"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "ubuntu"),
        ('ID="rhel"\nID_LIKE="fedora"\n', "fedora"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=nixos\n", "other"),
        ("", "other"),
    ],
)
def test_a_system_is_told_by_its_os_release(os_release, system):
    assert system_of(os_release) == system


def test_advice_is_that_of_the_system():
    assert "apt-get install chromium chromium-driver" in Machine("debian").browser_advice
    assert "snap install chromium" in Machine("ubuntu").browser_advice
    assert "dnf" in Machine("fedora").driver_advice
    assert "playwright install chromium" in Machine("mac").browser_advice
    assert "playwright install chromium" in Machine("other").browser_advice


def finder(monkeypatch, *found: BrowserChoice | None):
    """Have the browser looked for with these results, the last for ever."""
    results = list(found)

    def find(*_: object, **__: object) -> BrowserChoice:
        choice = results.pop(0) if len(results) > 1 else results[0]
        if choice is None:
            raise NoBrowserError("No Chromium was found.")
        return choice

    monkeypatch.setattr(setup, "find_browser", find)
    monkeypatch.setattr(crawler.chromium, "find_browser", find)


class Setting:
    """Runs set-up without touching the machine."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.said: list[str] = []

    def run(self, command: Sequence[str]) -> bool:
        self.commands.append(" ".join(command))
        return True

    def up(self, machine: Machine) -> bool:
        return setup.set_up(machine, self.run, self.said.append)


def test_a_browser_that_is_there_is_taken_and_nothing_is_installed(monkeypatch):
    finder(monkeypatch, CHROMIUM)
    setting = Setting()
    assert setting.up(Machine("debian", ()))
    assert setting.commands == []
    assert "/opt/chromium" in setting.said[0]


def test_playwrights_own_comes_before_packages(monkeypatch):
    finder(monkeypatch, None, CHROMIUM)
    setting = Setting()
    assert setting.up(Machine("debian", ()))
    (command,) = setting.commands
    assert command.endswith("-m playwright install --with-deps chromium")


def test_packages_come_last_and_only_where_no_password_is_needed(monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    finder(monkeypatch, None, None, CHROMIUM)
    setting = Setting()
    assert setting.up(Machine("debian", ("sudo", "-n")))
    assert [command.split()[:2] for command in setting.commands[1:]] == [["sudo", "-n"], ["sudo", "-n"]]
    assert "chromium chromium-driver" in setting.commands[-1]


@pytest.mark.parametrize("machine", [Machine("debian"), Machine("ubuntu", ()), Machine("mac")])
def test_without_any_browser_set_up_says_what_to_do(monkeypatch, machine):
    finder(monkeypatch, None)
    setting = Setting()
    assert not setting.up(machine)
    assert not any("apt-get" in command for command in setting.commands)
    assert machine.browser_advice in setting.said[-1]
    assert "--no-browser" in setting.said[-1]


def test_a_system_browser_without_driver_gets_one_where_that_is_possible(monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    alone = BrowserChoice(Path("/opt/chromium"), "system", "156.0.1.2")
    finder(monkeypatch, alone, CHROMIUM)
    setting = Setting()
    assert setting.up(Machine("debian", ()))
    assert setting.commands[-1].endswith("chromium-driver")
    finder(monkeypatch, alone)
    setting = Setting()
    assert setting.up(Machine("fedora"))
    assert "dnf install chromedriver" in setting.said[-1]


def health(found: Sequence[doctor.Health]) -> dict[str, doctor.Health]:
    return {one.name: one for one in found}


def shown(found: Sequence[doctor.Health]) -> tuple[bool, str]:
    console = Console(file=io.StringIO(), width=200)
    well = doctor.show_health(console, found)
    return well, console.file.getvalue()


def test_a_machine_that_has_everything_is_ready(monkeypatch):
    finder(monkeypatch, CHROMIUM)
    found = doctor.examine(ROOT, machine=Machine("debian"))
    well, text = shown(found)
    assert well and text.rstrip().endswith("Ready to run.")
    assert "382 in" in health(found)["Councils"].said
    assert health(found)["axe-core"].said.split(".")[0].isdigit()
    assert "156.0.1.2" in text and "/opt/chromedriver" in text


def test_each_thing_that_is_missing_is_named_with_its_remedy(monkeypatch, tmp_path):
    finder(monkeypatch, None)
    monkeypatch.setattr(doctor, "version", _version_without("scrapy"))
    (tmp_path / "councils.csv").write_text("gss,name\n")
    found = health(doctor.examine(tmp_path, machine=Machine("ubuntu")))
    assert (
        "scrapy" in found["Packages for visiting"].said
        and "make setup" in found["Packages for visiting"].mend
    )
    assert found["Browser"].mend == "sudo snap install chromium"
    assert "no column" in found["Councils"].said
    well, text = shown(list(found.values()))
    assert not well
    assert "To be mended: Packages for visiting, Browser, Councils" in text


def test_a_missing_driver_is_a_loss_and_no_obstacle(monkeypatch):
    finder(monkeypatch, BrowserChoice(Path("/opt/chromium"), "system", "156.0.1.2"))
    found = doctor.examine(ROOT, machine=Machine("debian"))
    assert health(found)["ChromeDriver"].state == "poor"
    assert health(found)["ChromeDriver"].mend == "sudo apt-get install chromium-driver"
    assert shown(found)[0]


def _version_without(absent: str):
    def version(package: str) -> str:
        if package == absent:
            raise doctor.PackageNotFoundError(package)
        return "1.0"

    return version


def test_the_packages_looked_for_are_those_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {
        kind: {one.split(">=")[0] for one in wanted}
        for kind, wanted in [
            ("judging", project["dependencies"]),
            ("visiting", project["optional-dependencies"]["crawl"]),
            ("cluster", project["optional-dependencies"]["cluster"]),
        ]
    }
    assert named == {
        "judging": set(doctor.JUDGING),
        "visiting": set(doctor.VISITING),
        "cluster": set(doctor.CLUSTER),
    }
