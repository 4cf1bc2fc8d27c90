"""A journey that another installed package brings is found; one of the same name is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULE = '''
"""A journey of another package."""
from checks.model import Applies, CouncilType, Journey
from checks.registry import question
from checks.verdicts import yes

JOURNEY = Journey(
    id="{id}", title="Borrow a book", task="Borrow a book", lgsl=(437,), lgil=(0,),
    runs={{CouncilType.UNITARY: Applies.YES}}, objects={{"en": ("library book",)}}, actions={{"en": ("borrow",)}},
    topics={{"en": ("libraries",)}}, queries={{"en": ("borrow a library book",)}}, misspelling="libary book",
)


@question("Is there a shelf?", at="task", yes="There is a shelf.", no="There is no shelf.")
def shelf(task):
    """What it asks: a shelf.
    Why it matters: books.
    How to fix: carpentry."""
    return yes()
'''
LIST = "from checks.registry import packs; print([(p.journey.id, p.module, [q.id for q in p.questions]) for p in packs()])"


def _install(folder: Path, package: str, journey: str) -> None:
    """Lay down an installed package: its module, and the metadata that pip would leave."""
    (folder / f"{package}.py").write_text(MODULE.format(id=journey), encoding="utf-8")
    info = folder / f"{package}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(
        f"[betterserved.journeys]\n{journey} = {package}\n", encoding="utf-8"
    )


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    return subprocess.run(
        [sys.executable, "-c", LIST], env=env, capture_output=True, text=True, timeout=120, check=False
    )


def test_installed_journey_is_found(tmp_path: Path) -> None:
    _install(tmp_path, "toy_library", "borrow-book")
    done = _run(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "('borrow-book', 'toy_library', ['borrow-book/shelf'])" in done.stdout
    assert "report-fly-tipping" in done.stdout


def test_same_name_as_ours_is_refused(tmp_path: Path) -> None:
    _install(tmp_path, "toy_tipping", "report-fly-tipping")
    done = _run(tmp_path)
    assert done.returncode != 0
    assert (
        "'report-fly-tipping' is defined twice: in checks.journeys.report_fly_tipping and in toy_tipping"
        in done.stderr
    )


def test_two_packages_of_one_name_are_refused(tmp_path: Path) -> None:
    _install(tmp_path, "toy_one", "borrow-book")
    _install(tmp_path, "toy_two", "borrow-book")
    done = _run(tmp_path)
    assert done.returncode != 0
    assert "in toy_one and in toy_two" in done.stderr
