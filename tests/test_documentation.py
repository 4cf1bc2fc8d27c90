"""docs/checks.md says what the code says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.documentation import DocumentationError, checks_page, journey_page, question_doc
from checks.registry import all_questions, blocks, core_questions, packs

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"


def test_committed_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == checks_page(core_questions(), blocks()), (
        "docs/checks.md is not what the code says; write it again: python -m checks.documentation > docs/checks.md"
    )


def test_a_journeys_own_questions_are_printed_from_its_file() -> None:
    for pack in packs():
        page = journey_page(pack)
        assert page.startswith(f"# {pack.journey.title}")
        assert all(f"### `{question.id}`" in page for question in pack.questions)
        assert all(question.id not in PAGE.read_text(encoding="utf-8") for question in pack.questions)


def test_every_question_explains_itself() -> None:
    for question in all_questions():
        doc = question_doc(question)
        assert doc.asks.startswith("whether") or doc.asks.startswith(("the ", "where ")), question.id
        assert question.source, f"{question.id} names no source"
        for message in (question.yes, question.no):
            assert message.endswith((".", "”", "}")), f"{question.id}: {message!r} is no sentence"


def test_missing_part_is_named() -> None:
    question = replace(core_questions()[0], doc="What it asks: something.\nWhy it matters: it does.")
    with pytest.raises(DocumentationError, match="'How to fix:'"):
        question_doc(question)
