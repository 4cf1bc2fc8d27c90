"""What is measured of a page as a poor phone meets it, and never scored: weight, cost, paints, shifts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from checks.addresses import site_of
from checks.facets import as_list, as_mapping
from checks.form_step_model import StepKind, StopReason
from checks.model import WALK, Device, Evidence, Measure, form_step

# What a page is measured on: a slow 4G line; and the phone is taken to be a quarter as fast as the machine
# that looks, so that its tasks last four times as long.
DOWN_KBITS, UP_KBITS, LATENCY_MS, SLOWER = 1600, 750, 150, 4
# Units by measure; the order is that of tables.
UNITS = {
    "page-weight": "kB",
    "page-cost": "pence",
    "requests": "requests",
    "third-party-hosts": "hosts",
    "first-paint": "ms",
    "largest-paint": "ms",
    "layout-shift": "score",
    "blocking-time": "ms",
    "form-steps": "steps",
    "required-fields": "fields",
}
WORDS = {
    "page-weight": "Page weight",
    "page-cost": "What it costs to load, at 1p a megabyte",
    "requests": "Requests",
    "third-party-hosts": "Hosts of others that it asks",
    "first-paint": "First words or picture seen after (FCP)",
    "largest-paint": "Main content seen after (LCP)",
    "layout-shift": "Content that jumps while loading (CLS)",
    "blocking-time": "Time in which it does not react, at least (TBT)",
    "form-steps": "Steps of the form, the page before sending included",
    "required-fields": "Fields of the form that are marked as required",
}
# An assumption: what data cost without a bundle on a pay-as-you-go tariff; operators ask from a penny up.
PENCE_PER_MB = 1.0
# https://web.dev/articles/cls: shifts less than a second apart form a window of at most five seconds.
GAP_MS, WINDOW_MS = 1000, 5000
# https://web.dev/articles/tbt: what a task takes beyond this keeps a finger waiting.
BLOCKING_MS = 50
_MOST = 500


def measures_of(council: str, evidence: Iterable[Evidence]) -> tuple[Measure, ...]:
    """Return the measures of one council's pages (its GSS code): each address once, on the phone; and of its
    forms that were walked whole."""
    found: dict[tuple[str, str], Measure] = {}
    for one in evidence:
        if one.council != council or (one.device is not Device.PHONE and one.step != WALK):
            continue
        url, values = one.final_url or one.requested_url, _values(one)
        if one.step == WALK:
            url, values = _of_form(one)
        for name, value in values:
            key = (url, name)
            if key not in found:
                found[key] = Measure(
                    run=one.run,
                    council=council,
                    journey=one.journey,
                    step=form_step(1) if one.step == WALK else one.step,
                    device=one.device.value,
                    url=url[:2000],
                    measure=name,
                    value=value,
                    unit=UNITS[name],
                )
    return tuple(found.values())


def _values(one: Evidence) -> Iterator[tuple[str, float]]:
    speed, network = as_mapping(one.facet("speed")), as_mapping(one.facet("network"))
    if network.get("over"):
        # It was not given all it asked for: nothing can be weighed or counted.
        return
    weight = _number(speed.get("bytes")) or _number(network.get("bytes"))
    if weight:
        yield "page-weight", round(weight / 1000, 1)
        yield "page-cost", round(weight / 1_000_000 * PENCE_PER_MB, 2)
    if (asked := _number(network.get("requests"))) is not None:
        yield "requests", asked
        own = site_of(one.final_url or one.requested_url)
        hosts = as_mapping(network.get("hosts"))
        yield "third-party-hosts", len([host for host in hosts if site_of(f"https://{host}/") != own])
    if not speed or speed.get("loaded") is not True:
        # What had not finished in time is not known to be the end of it.
        return
    for name, key in (("first-paint", "first"), ("largest-paint", "largest")):
        if (value := _number(speed.get(key))) is not None:
            yield name, round(value)
    yield "layout-shift", round(layout_shift(_pairs(speed.get("shifts"))), 3)
    yield "blocking-time", round(blocking_time(_pairs(speed.get("tasks")), _number(speed.get("first")) or 0))


def _of_form(one: Evidence) -> tuple[str, Iterator[tuple[str, float]]]:
    """Return the address of a form's first step, and what a walk that saw it whole counted."""
    walk = as_mapping(one.facet("form-walk"))
    steps = [as_mapping(row) for row in as_list(walk.get("steps"))]
    whole = len(steps) > 1 and walk.get("stop_reason") == StopReason.FINAL
    if not whole or steps[-1].get("kind") != StepKind.FINAL:
        return "", iter(())
    # A form that marks none as required does not say that none is; what one asked later was not counted.
    grew = any(row.get("grew") for row in steps)
    required = sum(_number(row.get("required")) or 0 for row in steps)
    counted = [("form-steps", float(len(steps)))]
    counted += [("required-fields", required)] if required and not grew else []
    return str(steps[0].get("url") or ""), iter(counted)


def layout_shift(shifts: Sequence[tuple[float, float]]) -> float:
    """Return the cumulative layout shift: the worst window of shifts given as (ms, score)."""
    worst = total = 0.0
    began = last = float("-inf")
    for at, score in sorted(shifts):
        if at - last > GAP_MS or at - began > WINDOW_MS:
            began, total = at, 0.0
        total, last = total + score, at
        worst = max(worst, total)
    return worst


def blocking_time(tasks: Sequence[tuple[float, float]], after: float) -> float:
    """Return the ms beyond 50 of each task (start and duration, ms) on the slow phone, from *after* on.

    A browser notes tasks of 50 ms and more, which are 200 there: the sum is the least that it can be.
    """
    held = 0.0
    for start, duration in tasks:
        lasting = SLOWER * (start + duration - max(start, after))
        held += max(0.0, lasting - BLOCKING_MS)
    return held


def _pairs(value: Any) -> list[tuple[float, float]]:
    rows = [as_list(one) for one in as_list(value)[:_MOST]]
    pairs = [tuple(_number(part) for part in row) for row in rows if len(row) == 2]
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _number(value: Any) -> float | None:
    """Return a plain, finite, not negative number, None for anything else a page may have put there."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < 1e12 else None
