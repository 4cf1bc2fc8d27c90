"""Finding a browser and a driver on machines that are not alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import chromium
from crawler.chromium import BrowserChoice, NoBrowserError, find_browser


def program(folder: Path, name: str, says: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with nothing on it."""
    monkeypatch.setattr(chromium, "_SYSTEM", ())
    monkeypatch.setattr(chromium, "_DRIVERS", ())
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: None)
    monkeypatch.setattr(chromium, "_managed_driver", lambda version: None)
    monkeypatch.delenv(chromium.ENVIRONMENT, raising=False)


def test_nothing_to_be_had_says_what_to_do() -> None:
    with pytest.raises(NoBrowserError, match="apt install chromium"):
        find_browser()


def test_the_one_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = program(tmp_path, "mine", "Chromium 150.0.1.2 snap")
    other = program(tmp_path, "other", "Chromium 151.0.1.2")
    monkeypatch.setattr(chromium, "_SYSTEM", ((str(other), "system"),))
    assert find_browser().path == other
    monkeypatch.setenv(chromium.ENVIRONMENT, str(named))
    assert (find_browser().path, find_browser().kind, find_browser().version) == (named, "given", "150.0.1.2")
    assert find_browser(other).path == other
    with pytest.raises(NoBrowserError, match="gone"):
        find_browser(tmp_path / "gone")


def test_a_browser_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = program(tmp_path, "broken", "not installed, run: snap install chromium")
    own = program(tmp_path, "own", "Google Chrome for Testing 149.0.7.1")
    monkeypatch.setattr(chromium, "_SYSTEM", ((str(broken), "system"),))
    with pytest.raises(NoBrowserError, match="do not start: "):
        find_browser()
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: own)
    assert find_browser().kind == "playwright"


def test_a_driver_must_be_of_the_same_major_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = program(tmp_path, "browser", "Chromium 156.0.8078.79 built on Debian")
    old = program(tmp_path, "old", "ChromeDriver 155.0.1.1 (abc)")
    fits = program(tmp_path, "fits", "ChromeDriver 156.0.8078.1 (abc)")
    monkeypatch.setattr(chromium, "_SYSTEM", ((str(browser), "system"),))
    monkeypatch.setattr(chromium, "_DRIVERS", (str(old),))
    choice = find_browser()
    assert choice.driver is None
    assert "axe runs through Playwright" in choice.sentence and "156" in choice.sentence
    monkeypatch.setattr(chromium, "_managed_driver", lambda version: fits)
    assert find_browser().driver_kind == "selenium-manager"
    assert find_browser(fetch_driver=False).driver is None
    monkeypatch.setattr(chromium, "_DRIVERS", (str(old), str(fits)))
    assert (find_browser().driver, find_browser().driver_kind) == (fits, "system")


def test_every_kind_has_its_words() -> None:
    kinds = {kind for _, kind in chromium._SYSTEM} | {"given", "snap", "playwright"}
    for kind in kinds:
        assert "156" in BrowserChoice(Path("/x"), kind, "156.0.1.2").sentence


@pytest.mark.parametrize(
    ("name", "cores", "expected"),
    [("chromium", 1, 3), ("chromium", 2, 4), ("chromium", 8, 4), ("chrome-headless-shell", 1, 5), ("headless_shell", 8, 6)],
)  # fmt: skip
def test_more_pages_are_at_work_where_each_takes_less_of_a_processor(name, cores, expected, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert BrowserChoice(Path("/opt") / name, "given", "156.0.1.2").places == expected
