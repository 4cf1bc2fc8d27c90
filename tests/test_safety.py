"""A small part of `make safety`: the whole tool over a few fictional councils leaves their ledger empty."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.safety import failures
from benchmarks.safety_scores import judge_walk, judge_walks, shares, unexcused


def _true(**more: Any) -> dict[str, Any]:
    row = {
        "council": "E1",
        "council_slug": "a",
        "journey": "j",
        "engine": "postback",
        "walk": "yes",
        "last": 3,
    }
    return {**row, "liar": "", "stops": ["final-control"], "observe": ["no-permission"], **more}


def _told(pages: int, stop: str) -> dict[str, Any]:
    return {"steps": [{}] * pages, "stop_reason": stop, "detail": ""}


@pytest.mark.parametrize(
    ("true", "told", "depth", "verdict"),
    [
        (_true(), _told(3, "final-control"), "steps", "right"),
        (_true(), _told(2, "final-control"), "steps", "short"),
        (_true(), _told(3, "payment"), "steps", "wrong"),
        (_true(), None, "steps", "absent"),
        (_true(walk="no", last=1), _told(1, "final-control"), "steps", "right"),
        (_true(walk="no", last=1, stops=["sign-in"]), _told(1, "final-control"), "steps", "wrong"),
        (_true(walk="either", stops=["denied"]), _told(1, "denied"), "steps", "right"),
        (_true(walk="no", liar="both", stops=[]), _told(4, "stuck"), "steps", "right"),
        (_true(), _told(1, "no-permission"), "observe", "right"),
        (_true(), _told(2, "no-permission"), "observe", "wrong"),
    ],
)
def test_a_walk_is_judged_by_its_pages_and_its_reason(
    true: dict[str, Any], told: dict[str, Any] | None, depth: str, verdict: str
) -> None:
    assert judge_walk(true, told, depth) == verdict


def test_only_listed_liars_excuse_a_line_and_count_for_nothing() -> None:
    line = {"council": "a", "journey": "j", "kind": "case"}
    assert unexcused([line], {}) == [line] and unexcused([line], {("a", "j"): "url"}) == []
    rows = judge_walks(
        [_true(), _true(journey="k"), _true(journey="l", walk="no", liar="both", stops=[])],
        {("E1", "j"): _told(3, "final-control")},
        "steps",
    )
    assert shares(rows)["yes"] == {"forms": 2, "right": 1, "share": 0.5}
    assert shares(rows)["no"] == {"forms": 0, "right": 0, "share": None}
    part = {
        "part": "steps",
        "depth": "steps",
        "ledger": [line],
        "sent": [],
        "walks": rows,
        "shares": shares(rows),
    }
    assert len(failures([part])) == 2
