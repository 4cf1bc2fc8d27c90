"""Lines over time: points where their numbers are, no line over a break or a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import HEIGHT, WIDTH, Chart, Point, line_chart, spark_line

DAYS = ("2026-01-01T12:00:00Z", "2026-02-01T12:00:00Z", "2026-07-01T12:00:00Z", "2027-01-01T12:00:00Z")


def _chart(*values: float | None, versions: tuple[int, ...] = (1, 1, 1, 1)) -> Chart:
    points = [
        Point(
            day, value, None if value is None else value - 5, None if value is None else value + 5, "3★", one
        )
        for day, value, one in zip(DAYS, values, versions, strict=False)
    ]
    chart = line_chart(points, "words")
    assert chart is not None
    return chart


def test_points_lie_by_their_time_and_value() -> None:
    chart = _chart(0, 50, 100)
    (first, low), (second, middle), (last, high) = chart.dots
    assert low > middle > high
    assert middle == pytest.approx((low + high) / 2)
    # January to February is 31 of the 181 days.
    assert (second - first) / (last - first) == pytest.approx(31 / 181, abs=0.01)
    assert len(chart.lines) == len(chart.bands) == 1 and chart.breaks == ()
    assert [one.words for one in chart.labels] == ["3★", "3★", "3★", "Jan 2026", "Jul 2026"]


def test_a_changed_question_breaks_the_line() -> None:
    chart = _chart(10, 20, 60, 70, versions=(1, 1, 2, 2))
    assert [line.count(",") for line in chart.lines] == [2, 2]
    assert len(chart.breaks) == 1
    assert chart.dots[1][0] < chart.breaks[0] < chart.dots[2][0]


def test_a_run_without_a_value_leaves_a_gap_and_no_dot() -> None:
    chart = _chart(10, None, 60, 70)
    assert len(chart.dots) == 3 and [line.count(",") for line in chart.lines] == [2]
    assert line_chart([Point(DAYS[0], 5.0), Point(DAYS[1], None)], "") is None
    assert spark_line([Point(DAYS[0], None), Point(DAYS[1], 5.0)]) is None


@given(
    st.lists(
        st.tuples(st.sampled_from((*DAYS, "", "no day")), st.none() | st.floats(0, 100), st.integers(1, 2)),
        min_size=2,
        max_size=9,
    )
)
def test_nothing_lies_outside_whatever_the_days(rows: list[tuple[str, float | None, int]]) -> None:
    points = [
        Point(day, value, version=version) for day, value, version in sorted(rows, key=lambda row: row[0])
    ]
    for chart in (line_chart(points, ""), spark_line(points)):
        assert (chart is None) == (sum(one.value is not None for one in points) < 2)
        if chart:
            places = [*chart.dots, *((x, 1.0) for x in chart.breaks)]
            assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in places)
            drawn = sum(line.count(",") for line in chart.lines)
            assert drawn <= len(chart.dots) or len(chart.dots) == 1
            assert chart.width <= WIDTH and chart.height <= HEIGHT
