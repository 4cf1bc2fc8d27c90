"""A small part of `make safety`: the whole tool over a few fictional councils leaves their ledger empty."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from benchmarks.safety import doors_part, failures, walk_part
from benchmarks.safety_scores import judge_walk, judge_walks, shares, unexcused
from crawler.chromium import NoBrowserError, find_browser


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


def _need_browser() -> None:
    try:
        find_browser(fetch_driver=False)
    except NoBrowserError as error:
        pytest.skip(str(error))


def _right(part: dict[str, Any]) -> None:
    assert part["ledger"] == []
    assert part["walks"]
    assert {
        row["form"]: (row["verdict"], row["stop"]) for row in part["walks"] if row["verdict"] != "right"
    } == {}
    assert failures([part]) == []


@pytest.mark.browser
@pytest.mark.slow
def test_reading_two_councils_in_a_browser_leaves_nothing_behind(tmp_path: Path) -> None:
    _need_browser()
    options = argparse.Namespace(
        councils="oxtarn,saltcombe", journeys="report-missed-bin,report-pothole", audits=False
    )
    part = walk_part("observe", "observe", options, tmp_path)
    assert part["requests"] > 50 and part["councils"] == 2 and part["sent"] == []
    _right(part)


@pytest.mark.browser
@pytest.mark.slow
def test_reading_with_scripts_switched_off_leaves_nothing_behind(tmp_path: Path) -> None:
    _need_browser()
    options = argparse.Namespace(councils="oxtarn", journeys="report-missed-bin", audits=False)
    part = walk_part("noscript", "observe", options, tmp_path)
    # The forms were opened, and no page's script asked for anything: a look-up is made by one.
    assert part["requests"] > 20 and part["sent"] == [] and part["look_ups"] == 0
    _right(part)


@pytest.mark.browser
@pytest.mark.slow
def test_walking_a_handful_of_forms_leaves_nothing_behind() -> None:
    """A wizard to its last page; a page that lies with its label; a step that would be passed on to another host."""
    _need_browser()
    journeys = "report-pothole,apply-for-school-place,report-street-light"
    part = doors_part(argparse.Namespace(councils="oxtarn", journeys=journeys))
    assert {row["form"]: row["pages"] for row in part["walks"]}["oxtarn report-pothole"] == 4
    assert part["sent"]
    _right(part)
