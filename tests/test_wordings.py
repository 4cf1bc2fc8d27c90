"""Every sentence in `wordings/` is read as what it says: those with a plus answer Yes, those with a minus No.

A tilde allows an honest unknown beside No. A heading in brackets names the question, and for core the journey.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.model import Council, CouncilType, Device, Evidence, Outcome
from checks.registry import all_questions, pack_of
from checks.views import SurveyView

HOME = "https://www.elmford.example/"
QUESTIONS = {question.id: question for question in all_questions()}
WANTED = {"+": (Outcome.YES,), "-": (Outcome.NO,), "~": (Outcome.NO, Outcome.COULD_NOT_TEST)}


def cases() -> Iterator[tuple[str, str, str, tuple[Outcome, ...]]]:
    """Yield question id, journey, markup and the outcomes allowed of every line of the files."""
    for file in sorted((Path(__file__).parent / "wordings").glob("*.txt")):
        question = journey = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                name, _, named = line.strip("[]").partition(" ")
                question, journey = f"{file.stem}/{name}", named or file.stem
            elif line:
                yield question, journey, line[2:], WANTED[line[0]]


def judged(question: str, journey: str, said: str) -> Outcome:
    """Return the answer to a question of a task page that says *said* and little else."""
    body = said if said.startswith("<h") else f"<p>{said}</p>"
    html = (
        f"<html><body><main><h1>{pack_of(journey).journey.title}</h1><p>Read this page first.</p>{body}"
        "</main></body></html>"
    )
    facets = {"html": html, "http": {"status": 200, "content_type": "text/html"}}
    evidence = Evidence(
        "r", "E06", journey, "task", Device.HTTP, HOME, HOME + "t", "2026-11-22T10:00:00Z", 1, facets
    )
    council = Council("E06", "Elmford", CouncilType.UNITARY, "England", "", HOME)
    page = SurveyView(council, pack_of(journey).journey, (evidence,)).task
    return QUESTIONS[question].judge(page).outcome


@pytest.mark.parametrize(("question", "journey", "said", "wanted"), list(cases()))
def test_wording(question, journey, said, wanted):
    assert judged(question, journey, said) in wanted
