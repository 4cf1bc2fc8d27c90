"""The reader of case files: what it makes of them, and what it says of those it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.model import Cause, Device, Missing
from checks.registry import pack_of
from tests.case_files import CaseFileError, lint, read_cases

GOOD = """# Cases

```setup
journey: report-fly-tipping
```

## One

```html task phone
<h1>Here</h1>
```

```json task layout phone
{"widths": []}
```

```missing form-1 html timeout
It did not answer.
```

```expect
channel: online
report-fly-tipping/photo: could-not-test timeout
```
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "toy.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_evidence_and_expectations(tmp_path: Path) -> None:
    (case,) = read_cases(_file(tmp_path, GOOD))
    task, form = case.evidence
    assert (task.device, task.facet("html"), task.facet("layout")) == (
        Device.PHONE,
        "<h1>Here</h1>",
        {"widths": []},
    )
    assert form.facet("html") == Missing(Cause.TIMEOUT, "It did not answer.")
    assert [(one.question, one.outcome, one.cause) for one in case.expected] == [
        ("channel", "online", ""),
        ("report-fly-tipping/photo", "could-not-test", "timeout"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Nothing\n", "line 1: no case"),
        ("## A\n\n```html task\n<p>\n", "line 3: the fenced block is never closed"),
        ("## A\n\n```html tusk\n```\n", "line 3: unknown step 'tusk'"),
        ("## A\n\n```html task tablet\n```\n", "line 3: unknown device 'tablet'"),
        ("## A\n\n```markup task\n```\n", "line 3: unknown block 'markup'"),
        ('## A\n\n```json task layout\n{"a":\n1,}\n```\n', "line 5: not JSON"),
        ("## A\n\n```json task\n{}\n```\n", "line 3: 'json task': a json block is written json STEP FACET"),
        ("## A\n\n```missing task html bored\n```\n", "line 3: unknown cause 'bored'"),
        ("## A\n\n```expect\nx/y maybe\n```\n", "line 4: 'x/y maybe' is not 'question-id: outcome [cause]'"),
        ("## A\n\n```expect\nx/y: maybe\n```\n", "line 4: unknown outcome 'maybe' of x/y"),
        ("## A\n\n```expect\nx/y: could-not-test\n```\n", "line 4: x/y: a cause goes with could-not-test"),
        ("## A\n\n```html task\n```\n", "line 1: case 'A' expects nothing"),
        ("```html task\n```\n", "line 1: a 'html task' block stands before the first '## case' heading"),
        ("```setup\ncolour: red\n```\n", "line 2: unknown setting 'colour'"),
        ("```setup\nas-of: soon\n```\n## A\n```expect\nx/y: yes\n```\n", "as-of 'soon' is not a date"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CaseFileError, match=r"toy\.md, ") as raised:
        read_cases(_file(tmp_path, text))
    assert message in str(raised.value)


def test_lint_finds_what_is_lacking(tmp_path: Path) -> None:
    cases = {"toy": read_cases(_file(tmp_path, GOOD))}
    journey = pack_of("report-fly-tipping").journey
    found = lint(cases, {journey.id: journey}, {"report-fly-tipping/photo": "What it asks: a photo"})
    assert found == [
        "no case file tests/cases/core.md: each journey has one",
        "no case file tests/cases/report_fly_tipping.md: each journey has one",
        "tests/cases/toy.md belongs to no journey",
        "report-fly-tipping/photo has no case that ends in yes",
        "report-fly-tipping/photo has no case that ends in no",
        "report-fly-tipping/photo: its docstring has no part 'Why it matters:'",
        "report-fly-tipping/photo: its docstring has no part 'How to fix:'",
    ]


def test_lint_finds_unknown_questions(tmp_path: Path) -> None:
    cases = {"toy": read_cases(_file(tmp_path, GOOD))}
    found = lint(cases, {}, {})
    assert "toy.md, line 7: unknown journey 'report-fly-tipping'" in found
    assert any("line 23: unknown question 'report-fly-tipping/photo'" in one for one in found), found
