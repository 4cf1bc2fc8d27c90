"""What is noted of the errors of a form's first step, from its facets alone."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

pytest.importorskip("playwright")

from playwright.async_api import Frame

from crawler.form_change import ERRORS
from crawler.form_errors import ErrorTrial
from crawler.form_filling import Entry
from crawler.form_page import Page

NO_FRAME = cast(Frame, None)


def box(name: str, label: str, value: str = "", **more: Any) -> dict[str, Any]:
    told = {"name": name, "label": label, "value": value, "type": "text", "tag": "input", "visible": True}
    return told | {"selector": f"#{name}", "place": "main"} | more


def facet(*fields: dict[str, Any], errors: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"fields": list(fields), "errors": list(errors)}


def tried(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the facet's part for a step of which the last field was left out."""
    last = len(before["fields"]) - 1
    entries = [Entry(at, one["selector"], "type", ("x",)) for at, one in enumerate(before["fields"])]
    trial = ErrorTrial(wanted=True)
    page = Page(before, NO_FRAME)
    left = trial.leave_out(page, entries)
    assert left is not None and left.field == last and trial.facet() == {}, "nothing was read yet"
    asyncio.run(trial.read(page, Page(after, NO_FRAME, ERRORS), left))
    return trial.facet()


BEFORE = facet(box("pc", "Postcode", "AB12CD"), box("what", "What is it?"))


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        (box("pc", "Postcode", "AB12CD"), True),
        (box("pc", "Postcode", "AB1 2CD"), True),
        (box("x81", "Postcode", "ab1 2cd"), True),
        (box("pc", "Postcode Enter it in full", "AB12CD"), True),
        (box("pc", "Postcode", ""), False),
        (box("x81", "Postcode", " "), False),
        (box("pc", "Postcode", "The area of AB1"), None),
        (box("x81", "Where to?", ""), None),
    ],
)
def test_an_answer_is_lost_only_where_its_field_is_found_again_and_empty(
    again: dict[str, Any], kept: bool | None
) -> None:
    told = tried(BEFORE, facet(again, box("what", "What is it?"), errors=("Say what it is",)))
    assert told["kept"] is kept and told["errors"] == ["Say what it is"]


def test_fields_of_one_question_are_told_apart_by_their_names() -> None:
    lines = box("a1", "Address line", "1 Test Street"), box("a2", "Address line", "Testham")
    before = facet(*lines, box("what", "What is it?"))
    told = tried(before, facet(*lines, box("what", "What is it?"), errors=("Say what it is",)))
    assert told["kept"] is True
    new = box("b1", "Address line", ""), box("b2", "Address line", "Testham")
    assert tried(before, facet(*new, box("what", "What is it?"), errors=("No",)))["kept"] is None


def test_where_nothing_else_was_typed_nothing_can_be_lost() -> None:
    before = facet(box("what", "What is it?"))
    assert tried(before, facet(box("what", "What is it?"), errors=("Say what it is",)))["kept"] is None
