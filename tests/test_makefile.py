"""`make setup` tells people with the wrong Python what to do, before it does anything."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")

# Stand-ins for python3: one of 2020, and one of today without the venv module.
OLD = 'case "$*" in *version_info*) exit 1;; *) echo "Python 3.9.6";; esac'
NO_VENV = """case "$*" in
*'sys.exit(sys.version_info'*) exit 0;;
*ensurepip*) exit 1;;
*) echo python3.12-venv;;
esac"""


@pytest.fixture
def setup(tmp_path):
    """Run `make setup` in an empty checkout where these programs are all there is."""
    programs = tmp_path / "bin"
    programs.mkdir()
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, checkout)

    def run(**scripts: str) -> tuple[int, str]:
        for name, body in scripts.items():
            (programs / name).write_text(f"#!/bin/sh\n{body}\n")
            (programs / name).chmod(0o755)
        done = subprocess.run(
            [str(MAKE), "-C", str(checkout), "setup"],
            env={"PATH": str(programs)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert not (checkout / ".venv").exists()
        return done.returncode, done.stdout

    return run


def test_an_old_python_on_a_mac_is_told_where_to_get_a_new_one(setup):
    status, said = setup(python3=OLD, uname="echo Darwin")
    assert status != 0
    assert "needs Python 3.11 or later; found: Python 3.9.6" in said
    assert "brew install python@3.13" in said


def test_an_old_python_on_linux_is_told_what_to_install(setup):
    status, said = setup(python3=OLD, uname="echo Linux")
    assert status != 0
    assert "sudo apt-get install python3 python3-venv" in said


def test_without_the_venv_module_the_package_is_named(setup):
    status, said = setup(python3=NO_VENV, id="echo 1000", uname="echo Linux")
    assert status != 0
    assert "sudo apt-get install python3.12-venv" in said


def test_a_newer_python_under_another_name_is_found(setup):
    status, said = setup(python3=OLD, **{"python3.12": NO_VENV}, id="echo 1000", uname="echo Linux")
    assert status != 0
    assert "python3.12-venv" in said and "3.9" not in said
