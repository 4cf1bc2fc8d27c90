"""Speed and weight of pages on a poor phone: what is noted becomes figures with units, and junk becomes none."""

from __future__ import annotations

from typing import Any

import pytest

from checks.measures import UNITS, WORDS, blocking_time, layout_shift, measures_of
from checks.model import Cause, Device, Evidence, Missing
from reports.view_measures import figure, measures_view
from store import measure_of, row_of

GSS = "E06000099"
SPEED = {
    "loaded": True, "bytes": 412_345, "requests": 9, "first": 812.4, "largest": 1844.9, "html": "<img>",
    "shifts": [[900.0, 0.05], [1200.0, 0.1]], "tasks": [[700.0, 200.0], [2000.0, 90.0]],
}  # fmt: skip
NETWORK = {"requests": 9, "bytes": 400_000, "hosts": {"www.a.gov.uk": 5, "my.a.gov.uk": 1, "cdn.example": 3}}


def seen(device: Device = Device.PHONE, url: str = "https://www.a.gov.uk/", **facets: Any) -> Evidence:
    return Evidence("r", GSS, "j", "task", device, url, url, "2026-11-22T10:00:00Z", 1, facets)


def values(*evidence: Evidence) -> dict[str, float]:
    return {one.measure: one.value for one in measures_of(GSS, evidence)}


def test_every_measure_has_its_figure_and_unit() -> None:
    assert values(seen(speed=SPEED, network=NETWORK)) == {
        "page-weight": 412.3,
        "page-cost": 0.41,
        "requests": 9,
        "third-party-hosts": 1,
        "first-paint": 812,
        "largest-paint": 1845,
        "layout-shift": 0.15,
        # Four times what is left of 200 ms from 700 on after the first paint, and of 90; 50 of each are free.
        "blocking-time": round(4 * 87.6 - 50 + 4 * 90 - 50),
    }
    assert set(UNITS) == set(WORDS)


def test_each_address_once_and_on_the_phone_alone() -> None:
    desktop, twice = seen(Device.DESKTOP, speed=SPEED), [seen(speed=SPEED), seen(speed={**SPEED, "bytes": 1})]
    assert values(desktop) == {}
    assert values(*twice)["page-weight"] == 412.3
    assert values(Evidence("r", "other", "j", "task", Device.PHONE, "u", "u", "", 1, {"speed": SPEED})) == {}


def test_what_did_not_load_in_time_has_a_weight_at_most() -> None:
    assert set(values(seen(speed={**SPEED, "loaded": False}))) == {"page-weight", "page-cost"}
    assert values(seen(speed=Missing(Cause.TIMEOUT, ""), network=NETWORK))["page-weight"] == 400.0
    assert values(seen(speed=Missing(Cause.TIMEOUT, ""), network=Missing(Cause.TIMEOUT, ""))) == {}


@pytest.mark.parametrize("junk", ["x", -5, 1e400, float("nan"), None, True, [], {"a": 1}])
def test_junk_of_a_page_is_no_figure(junk: Any) -> None:
    speed = {
        "loaded": True,
        "bytes": junk,
        "first": junk,
        "largest": junk,
        "shifts": [[junk, junk], junk],
        "tasks": junk,
    }
    found = values(seen(speed=speed, network={"requests": junk, "hosts": junk, "bytes": junk}))
    assert found == {"layout-shift": 0.0, "blocking-time": 0}


def test_shifts_are_summed_by_window() -> None:
    assert layout_shift([(0, 0.1), (500, 0.1), (3000, 0.15)]) == pytest.approx(0.2)
    assert layout_shift([(n * 900, 0.1) for n in range(10)]) == pytest.approx(0.6)
    assert layout_shift([]) == 0


def test_blocking_begins_with_the_first_paint() -> None:
    assert blocking_time([(0, 400), (1000, 10), (1500, 150)], 300) == 350 + 550


def test_the_scorecard_shows_middle_and_worst() -> None:
    slow = seen(url="https://www.a.gov.uk/slow", speed={**SPEED, "largest": 9000.0})
    view = measures_view(measures_of(GSS, [seen(speed=SPEED), slow]))
    assert view is not None
    row = next(row for row in view["rows"] if "LCP" in row["words"])
    assert (row["middle"], row["worst"], row["link"].text) == ("1.8 s", "9.0 s", "https://www.a.gov.uk/slow")
    assert measures_view(()) is None


def test_figures() -> None:
    assert figure(1412.3, "page-weight") == "1.4 MB"
    assert figure(0.413, "page-cost") == "0.41p"
    assert figure(0.1234, "layout-shift") == "0.12"
    assert figure(40, "requests") == "40"


def test_a_row_comes_back_as_it_went() -> None:
    (first, *_) = measures_of(GSS, [seen(speed=SPEED)])
    assert measure_of(row_of(first)) == first
