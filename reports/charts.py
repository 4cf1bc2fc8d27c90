"""Lines over time as SVG: where points, bands, breaks and labels lie; templates only write them down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from reports.present import clip
from reports.said import moment_said, said

# Size in px and margins: left for the scale, top for what stands above a point, bottom for the days.
WIDTH, HEIGHT = 288, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 2, 20, 22
# So far inside both ends, in px, that the first and the last label have room.
_INSIDE = 14
_SPARK = (72, 20, 3)
# Labels nearer than this, in px, would run into each other.
_APART = 62
_Up = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Point:
    """One run: when (ISO), a value of 0-100 with its range, None where there is none, and what stands above.

    Between points of different `version` the line breaks: they cannot be compared.
    """

    when: str
    value: float | None
    low: float | None = None
    high: float | None = None
    mark: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A label with its middle at `x`; `y` is its base line."""

    x: float
    y: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart. `lines` and `bands` are lists of points as SVG writes them, `breaks` are places on x."""

    width: int
    height: int
    words: str
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    breaks: tuple[float, ...] = ()
    grid: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()
    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0


def line_chart(points: Sequence[Point], words: str) -> Chart | None:
    """Return a chart of *points*, oldest first; None where fewer than two have a value. *words* name it."""
    if sum(one.value is not None for one in points) < 2:
        return None
    across = _across(points, _LEFT + _INSIDE, WIDTH - _RIGHT - _INSIDE)

    def up(value: float) -> float:
        return round(HEIGHT - _BOTTOM - value * (HEIGHT - _TOP - _BOTTOM) / 100, 1)

    runs = _runs(points)
    known = [(at, x) for at, x in enumerate(across) if points[at].value is not None]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        words=words,
        lines=tuple(_line(points, run, across, up) for run in runs if len(run) > 1),
        bands=tuple(band for run in runs if len(run) > 1 and (band := _band(points, run, across, up))),
        dots=tuple((x, up(points[at].value or 0)) for at, x in known),
        breaks=_breaks(points, across),
        grid=tuple(Text(_LEFT - 5, up(value) + 4, str(value), "end") for value in (0, 50, 100)),
        labels=(*_marks(points, known, up), *_days(points, across)),
        left=_LEFT,
        right=WIDTH - _RIGHT,
        top=_TOP,
        bottom=HEIGHT - _BOTTOM,
    )


def spark_line(points: Sequence[Point]) -> Chart | None:
    """Return the line of *points* without scale or labels, for a table; its numbers must stand beside it."""
    if sum(one.value is not None for one in points) < 2:
        return None
    width, height, margin = _SPARK
    across = _across(points, margin, width - margin)

    def up(value: float) -> float:
        return round(height - margin - value * (height - 2 * margin) / 100, 1)

    runs = _runs(points)
    last = max(at for at, one in enumerate(points) if one.value is not None)
    return Chart(
        width=width,
        height=height,
        words="",
        lines=tuple(_line(points, run, across, up) for run in runs if len(run) > 1),
        bands=(),
        dots=((across[last], up(points[last].value or 0)),),
        breaks=_breaks(points, across),
        top=1,
        bottom=height - 1,
    )


def _across(points: Sequence[Point], left: int, right: int) -> list[float]:
    """Return the place of each point by its time; evenly where times are not known or all the same."""
    times = [_time(one.when) for one in points]
    known = [one for one in times if one is not None]
    if len(known) < len(points) or min(known) == max(known):
        known = list(range(len(points)))
    first, span = known[0], (known[-1] - known[0]) or 1
    return [round(left + (one - first) * (right - left) / span, 1) for one in known]


def _time(iso: str) -> float | None:
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _runs(points: Sequence[Point]) -> list[list[int]]:
    """Return the points between which lines are drawn: neighbours with values, of one version."""
    runs: list[list[int]] = []
    for at, one in enumerate(points):
        if one.value is None:
            continue
        joined = at > 0 and points[at - 1].value is not None and points[at - 1].version == one.version
        if joined and runs:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _breaks(points: Sequence[Point], across: Sequence[float]) -> tuple[float, ...]:
    """Return where the version changed: half way between the two runs that have values."""
    known = [at for at, one in enumerate(points) if one.value is not None]
    return tuple(
        round((across[before] + across[after]) / 2, 1)
        for before, after in pairwise(known)
        if points[before].version != points[after].version
    )


def _line(points: Sequence[Point], run: Sequence[int], across: Sequence[float], up: _Up) -> str:
    return " ".join(f"{across[at]},{up(points[at].value or 0)}" for at in run)


def _band(points: Sequence[Point], run: Sequence[int], across: Sequence[float], up: _Up) -> str:
    """Return the outline of the ranges, "" where one of them is not known."""
    if any(points[at].low is None or points[at].high is None for at in run):
        return ""
    over = [f"{across[at]},{up(points[at].high or 0)}" for at in run]
    under = [f"{across[at]},{up(points[at].low or 0)}" for at in reversed(run)]
    return " ".join(over + under)


def _marks(points: Sequence[Point], known: Sequence[tuple[int, float]], up: _Up) -> list[Text]:
    found = []
    for at, x in known:
        if points[at].mark:
            found.append(Text(x, round(up(points[at].value or 0) - 7, 1), clip(points[at].mark, 12)))
    return found


def _days(points: Sequence[Point], across: Sequence[float]) -> list[Text]:
    """Return the months under the first and the last point, and under those between that have room."""
    y = HEIGHT - 6
    shown = [0]
    for at in range(1, len(points) - 1):
        if across[at] - across[shown[-1]] >= _APART and across[-1] - across[at] >= _APART:
            shown.append(at)
    shown.append(len(points) - 1)
    ends = {0: (across[0] - _INSIDE, "start"), len(points) - 1: (across[-1] + _INSIDE, "end")}
    return [
        Text(x, y, _month(points[at].when), anchor)
        for at in shown
        for x, anchor in [ends.get(at, (across[at], "middle"))]
    ]


def _month(iso: str) -> str:
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return said("no date")
    return moment_said(when, f"{when:%b %Y}", "month")
