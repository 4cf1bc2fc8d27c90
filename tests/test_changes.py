"""What changed between two judgements: only answers to the same rule count, and ids are shown whole."""

from __future__ import annotations

import io

from rich.console import Console

from reports.changes import Change, compare, show_changes


def row(
    question: str, outcome: str, version: int = 1, journey: str = "apply-resident-parking-permit"
) -> dict:
    return {
        "council": "E06000099",
        "journey": journey,
        "question": question,
        "outcome": outcome,
        "version": version,
    }


BEFORE = [
    row("core/cost", "no"),
    row("core/a-to-z", "yes"),
    row("core/home-page", "no"),
    row("core/gone", "no"),
]
NOW = [
    row("core/cost", "yes"),
    row("core/a-to-z", "yes"),
    row("core/home-page", "yes", 2),
    row("core/new", "no"),
]


def test_only_answers_to_the_same_version_are_compared():
    found = compare(NOW, BEFORE)
    assert found.changed == (Change("E06000099", "apply-resident-parking-permit", "core/cost", "no", "yes"),)
    assert (found.compared, found.new_rule, found.only_now, found.only_before) == (2, 1, 1, 1)
    assert found.kinds() == {("no", "yes"): 1}


def test_the_changes_are_shown_with_their_ids_whole():
    told = io.StringIO()
    show_changes(Console(file=told, width=60), compare(NOW, BEFORE), "2026-q3")
    said = told.getvalue()
    assert "Against 2026-q3: 1 of 2 answers changed." in said
    assert "1 not compared, because the question has another version" in said
    assert "…" not in said


def test_a_long_list_of_changes_says_how_many_more():
    before = [row(f"core/q{number}", "no") for number in range(50)]
    now = [row(f"core/q{number}", "yes") for number in range(50)]
    told = io.StringIO()
    show_changes(Console(file=told, width=120), compare(now, before), "2026-q3", limit=40)
    assert (
        "and 10 more" in told.getvalue()
        and "core/q39" in told.getvalue()
        and "core/q40" not in told.getvalue()
    )
