"""Results run by run: a council's scores, and how often the answer to a question was Yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.charts import Chart, Point, line_chart, spark_line
from reports.edition import CouncilResult
from reports.figures import Tally
from reports.frame import Frame
from reports.parts import interval_view, range_words
from reports.present import clip, day, number, share, stars_view
from reports.said import said
from reports.statistics import wilson


def history_rows(frame: Frame, gss: str) -> list[dict[str, Any]]:
    """Return the council's results in every run of the site, newest first; one run alone is no history."""
    known = [(past, past.councils[gss]) for past in reversed(frame.past) if gss in past.councils]
    if len(known) < 2:
        return []
    return [
        {
            "run": clip(past.id, 80),
            "when": day(past.ended),
            "stars": stars_view(one.overall[0]),
            "score": number(one.overall[1]),
            "range": range_words(one.low, one.high) if one.overall[1] is not None else "",
            "place": share(one.place, one.of) if one.place and one.of else "–",
            "accessibility": one.accessibility[0] or "–",
            "mobile": one.mobile[0] or "–",
        }
        for past, one in known
    ]


def history_line(frame: Frame, council: CouncilResult) -> Chart | None:
    """Return the line of the council's overall score, its stars above the points."""
    gss = council.council.gss
    points = []
    for past in frame.past:
        one = past.councils.get(gss)
        stars, score = one.overall if one else (None, None)
        mark = f"{stars}★" if stars else ""
        low, high = (one.low, one.high) if one and score is not None else (None, None)
        points.append(Point(past.ended, score, low, high, mark))
    words = said("Overall score of {name}, 0 to 100, run by run; the table says the same", name=council.name)
    return line_chart(points, words)


def question_points(frame: Frame, question: str, journey: str = "") -> list[Point]:
    """Return per cent Yes with Wilson's interval in each run that asked it: of one journey, or of all."""
    return [
        Point(when, tally.percent, *_interval(tally), version=version)
        for when, tally, version in _told(frame, question, journey)
    ]


def question_rows(frame: Frame, question: str) -> list[dict[str, Any]]:
    """Return the same for a table, newest first; one run alone is no history."""
    told = _told(frame, question, "")
    if len(told) < 2:
        return []
    return [
        {"when": day(when), "version": version, **interval_view(tally.yes, tally.decided)}
        for when, tally, version in reversed(told)
    ]


def question_line(frame: Frame, question: str) -> Chart | None:
    """Return the line of per cent Yes over all journeys."""
    words = said("Per cent Yes over all journeys, run by run; the table says the same")
    return line_chart(question_points(frame, question), words)


def trend_view(frame: Frame, question: str, journey: str) -> dict[str, Any]:
    """Return per cent Yes run by run, oldest first, with its line: `58, 60 | 64`.

    The upright marks that the question changed: figures on its two sides are not comparable.
    """
    points = question_points(frame, question, journey)
    if len(points) < 2:
        return {"words": "", "line": None}
    return {"words": _spelt(points), "line": spark_line(points)}


def _spelt(points: Sequence[Point]) -> str:
    spelt, last = "", 0
    for one in points:
        value = "–" if one.value is None else str(round(one.value))
        spelt += (" | " if last != one.version else ", ") * bool(spelt) + value
        last = one.version
    return spelt


def _told(frame: Frame, question: str, journey: str) -> list[tuple[str, Tally, int]]:
    """Return when, tally and version for each run that asked the question; of several versions the newest."""
    found = []
    for past in frame.past:
        some = [
            asked[question]
            for key, asked in past.tallies.items()
            if question in asked and journey in ("", key)
        ]
        if some:
            version = max(version for _, version in some)
            found.append((past.ended, _together([one for one, known in some if known == version]), version))
    return found


def _together(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(one.yes for one in tallies),
        sum(one.no for one in tallies),
        sum(one.not_applicable for one in tallies),
        sum(one.could_not_test for one in tallies),
    )


def _interval(tally: Tally) -> tuple[float | None, float | None]:
    if not tally.decided:
        return None, None
    low, high = wilson(tally.yes, tally.decided)
    return 100 * low, 100 * high
