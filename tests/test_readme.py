"""What the guides tell people to type exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import betterserved
from crawler.councils import NEEDED, load_councils
from crawler.options import CrawlOptions

ROOT = Path(__file__).parent.parent
GUIDES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
APP = get_command(betterserved.app)
EVERY_OPTION = {
    name
    for command in APP.commands.values()
    for parameter in command.params
    for name in (*parameter.opts, *parameter.secondary_opts)
}


def code_of(path: Path) -> list[str]:
    """Return what a guide sets as code: indented or fenced lines, and inline spans."""
    lines, fenced = [], False
    for line in path.read_text("utf-8").splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            lines.append(line.strip())
        else:
            lines.extend(re.findall(r"`([^`]+)`", line))
    return lines


def options_of(command: Any) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_commands_and_options_exist(guide):
    for code in code_of(guide):
        words = code.partition("  #")[0].split()
        if words[:1] == ["betterserved"]:
            assert words[1] in APP.commands, code
            known = options_of(APP.commands[words[1]])
            assert {word for word in words if word.startswith("--")} <= known, code
        elif words[:1] == ["make"] and len(words) > 1:
            assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE), code
        elif len(words) <= 2 and words[:1] and re.fullmatch(r"--[a-z-]+", words[0]):
            assert words[0] in EVERY_OPTION, f"{guide.name}: {code}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_links_between_files_lead_somewhere(guide):
    for target in re.findall(r"\[[^\]]*\]\(([^)#:]+)\)", guide.read_text("utf-8")):
        assert (guide.parent / target).exists(), target


def test_the_readme_shows_the_two_commands_and_a_picture_before_it_explains():
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.index("![") < text.index("make demo") < text.index("## How it judges")
    for needed in ("betterserved run councils.csv", "betterserved new", "**Reply.**", "130, 143"):
        assert needed in text


def test_the_guides_agree_with_the_code():
    running = (ROOT / "docs/running.md").read_text("utf-8")
    assert f"`{','.join(NEEDED)}`" in running
    told = CrawlOptions()
    for option, value in [
        ("delay", told.delay),
        ("page-budget", told.page_budget),
        ("concurrency", told.concurrency),
    ]:
        assert f"| `--{option}` | {value} |" in running
        run = APP.commands["run"]
        (parameter,) = (one for one in run.params if f"--{option}" in one.opts)
        assert parameter.default == value
    assert str(len(load_councils(ROOT / "councils.csv"))) in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("guide", [*GUIDES, ROOT / "Makefile"], ids=lambda path: path.name)
def test_no_guide_names_a_machine(guide):
    assert not re.search(r"(?<![\w.:/])/(home|root|work|Users|tmp)/", guide.read_text("utf-8"))
