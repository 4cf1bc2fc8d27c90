"""Who may import whom: the packages meet only in the run folder."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"checks", "crawler", "reports", "store", "betterserved", "commands", "templates"}
ALLOWED = {
    "checks": {"checks"},
    "store": {"checks", "store"},
    "crawler": {"checks", "store", "crawler"},
    "reports": {"checks", "store", "reports", "templates"},
}
NO_TOUCH = {
    "socket", "http", "urllib.request", "requests", "httpx", "subprocess", "playwright", "selenium", "scrapy", "sqlite3",
    "random", "time",
}  # fmt: skip


def imports(path: Path, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if top_only else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


def files(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", sorted(ALLOWED))
def test_imports_point_down(layer):
    for path in files(layer):
        used = {name.split(".")[0] for name in imports(path)} & OURS
        assert used <= ALLOWED[layer], f"{path.relative_to(ROOT)} imports {sorted(used - ALLOWED[layer])}"


def test_checks_touch_neither_network_nor_disk_nor_clock():
    for path in files("checks"):
        used = {name for name in imports(path) if name in NO_TOUCH or name.split(".")[0] in NO_TOUCH}
        assert not used, f"{path.relative_to(ROOT)} imports {sorted(used)}"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            forbidden = called in (
                "open",
                "date.today",
                "datetime.now",
                "datetime.today",
                "datetime.utcnow",
            )
            assert not forbidden, f"{path.relative_to(ROOT)}:{node.lineno} calls {called}"


# Where anything at all may go wrong for others' reasons and must end as a cause in the evidence: a check that
# crashes, a server's answer, one facet of a page, the walk of one form, one council of a run.
CATCH_EVERYTHING = {
    "checks/judge.py",
    "crawler/fetching.py",
    "crawler/form_tour.py",  # one walk that fails must not lose the council
    "crawler/form_walk.py",
    "crawler/look.py",
    "crawler/spider.py",
}


def test_everything_is_caught_only_where_anything_may_go_wrong():
    catching = set()
    for folder in ("checks", "crawler", "reports", "store", "commands"):
        for path in files(folder):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ExceptHandler) and (
                    node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
                ):
                    catching.add(path.relative_to(ROOT).as_posix())
    assert catching == CATCH_EVERYTHING


def test_the_command_line_imports_each_layer_inside_its_command():
    # The run folder is common to all commands; the packages behind them load only when called for.
    for path in (ROOT / "betterserved.py", *files("commands")):
        used = {name.split(".")[0] for name in imports(path, top_only=True)} & OURS
        assert used <= {"commands", "store"}, f"{path.relative_to(ROOT)} imports {sorted(used)} at once"


def test_reports_and_checks_import_without_the_crawlers_packages():
    code = (
        "import sys\n"
        "for name in ('scrapy', 'playwright', 'selenium', 'twisted', 'axe_playwright_python', "
        "'axe_selenium_python'):\n"
        "    sys.modules[name] = None\n"
        "import importlib, pkgutil\n"
        "for top in ('checks', 'reports'):\n"
        "    package = importlib.import_module(top)\n"
        "    for found in pkgutil.walk_packages(package.__path__, top + '.'):\n"
        "        importlib.import_module(found.name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]


def test_every_package_of_ours_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for name in OURS
        for path in (ROOT / name).rglob("__init__.py")
    }
    assert found <= set(project["tool"]["setuptools"]["packages"])
