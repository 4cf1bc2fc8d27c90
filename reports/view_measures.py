"""Speed and weight on a council's scorecard: for each measure the middle page and the worst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median_low
from typing import Any

from checks.measures import DOWN_KBITS, LATENCY_MS, SLOWER, UNITS, WORDS
from checks.model import Measure
from reports.present import plural, safe_link
from reports.said import said
from reports.words import step_words

SETTING = said(
    "{speed} Mbit/s, {latency} ms to and fro, tasks as on a processor {slower} times slower",
    speed=f"{DOWN_KBITS / 1000:g}",
    latency=LATENCY_MS,
    slower=SLOWER,
)


def measures_view(measures: Sequence[Measure]) -> dict[str, Any] | None:
    """Return the section, None where no page was measured."""
    by_name: dict[str, list[Measure]] = defaultdict(list)
    for one in measures:
        by_name[one.measure].append(one)
    if not by_name:
        return None
    rows = []
    for name in UNITS:
        if some := by_name.get(name):
            worst = max(some, key=lambda one: (one.value, one.url))
            rows.append(
                {
                    "words": said(WORDS[name]),
                    "middle": figure(median_low([one.value for one in some]), name),
                    "worst": figure(worst.value, name),
                    "step": step_words(worst.step),
                    "link": safe_link(worst.url),
                }
            )
    pages = len({one.url for one in measures})
    return {"setting": SETTING, "pages": plural(pages, "page"), "rows": rows}


def figure(value: float, name: str) -> str:
    """Return a figure with its unit: `1.84 s`, `412 kB`, `0.12`."""
    unit = UNITS[name]
    if unit == "ms" and value >= 1000:
        return f"{value / 1000:.1f} s"
    if unit == "kB" and value >= 1000:
        return f"{value / 1000:.1f} MB"
    if unit == "pence":
        return f"{value:.2f}p"
    if unit == "score":
        return f"{value:.2f}"
    return f"{value:,.0f}" + (f" {unit}" if unit in ("ms", "kB") else "")
