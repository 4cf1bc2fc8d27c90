"""A drafted journey is found by the registry's rules and refused until it is filled in."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from checks.registry import questions_of
from checks.scaffold import UNFINISHED, ScaffoldError, scaffold
from tests.case_files import lint, read_cases


def test_draft_is_well_formed_and_refused(tmp_path: Path) -> None:
    draft = scaffold("report-noisy-neighbour")
    assert draft.module_path == "checks/journeys/report_noisy_neighbour.py"
    assert draft.cases_path == "tests/cases/report_noisy_neighbour.md"
    path = tmp_path / "report_noisy_neighbour.py"
    path.write_text(draft.module, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("drafted_journey", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (question,) = questions_of(module, module.JOURNEY.id)
    assert question.id == "report-noisy-neighbour/says-something"

    cases = tmp_path / "report_noisy_neighbour.md"
    cases.write_text(draft.cases, encoding="utf-8")
    found = lint(
        {"core": (), "report_noisy_neighbour": read_cases(cases)},
        {module.JOURNEY.id: module.JOURNEY},
        {question.id: question.doc},
    )
    assert found == [
        "report-noisy-neighbour/says-something: its docstring is still to be filled in",
        "journey report-noisy-neighbour is still to be filled in",
        f"report_noisy_neighbour.md, line 5: case '{UNFINISHED}: what this page is like' is still to be filled in",
        f"report_noisy_neighbour.md, line 16: case '{UNFINISHED}: a page that does not have it' is still to be "
        "filled in",
    ]


@pytest.mark.parametrize("name", ["Report It", "report_it", "", "2-report", "report-", "../x"])
def test_bad_names_are_refused(name: str) -> None:
    with pytest.raises(ScaffoldError, match="cannot be a journey's id"):
        scaffold(name)
