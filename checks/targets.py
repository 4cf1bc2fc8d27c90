"""Target size by WCAG 2.5.8: 24 by 24 CSS px, with the exceptions for spacing, sentences and twins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot
from typing import Any

from checks.views import as_mapping

SIZE = 24.0
# Boxes are measured to a fraction of a pixel.
SLACK = 0.5
CONTROL_LIMIT = 400


def small_targets(controls: Iterable[Any]) -> list[Mapping[str, Any]]:
    """Return the controls of a `layout` facet that fail WCAG 2.5.8, in page order.

    Excepted: a target in a sentence (`inline`), hidden or disabled; one whose 24 px circle, centred on its
    box, touches neither another target nor the circle of another undersized one; one of which an equal (same
    address) of full size stands on the page; and the browser's own tick boxes, radio buttons and the like.
    """
    boxes = [one for one in (as_mapping(c) for c in controls) if _measured(one)][:CONTROL_LIMIT]
    small = [one for one in boxes if one["w"] < SIZE - SLACK or one["h"] < SIZE - SLACK]
    full = {one.get("href") for one in boxes if one.get("href") and one not in small}
    found = []
    for one in small:
        if one.get("inline") or (one.get("href") and one.get("href") in full):
            continue
        if one.get("type") in ("checkbox", "radio", "file", "range", "color"):
            continue
        if any(_crowds(other, one, other in small) for other in boxes if other is not one):
            found.append(one)
    return found


def _measured(one: Mapping[str, Any]) -> bool:
    sizes = [one.get(key) for key in ("x", "y", "w", "h")]
    if not all(isinstance(size, int | float) and not isinstance(size, bool) for size in sizes):
        return False
    return bool(one["w"] > 0 and one["h"] > 0 and one.get("visible", True) and not one.get("disabled"))


def _crowds(other: Mapping[str, Any], one: Mapping[str, Any], is_small: bool) -> bool:
    """Say whether another target comes into the 24 px circle around this one."""
    if other.get("frame", -1) != one.get("frame", -1) or _holds(other, one) or _holds(one, other):
        return False
    if other.get("href") and other.get("href") == one.get("href"):
        return False
    x, y = one["x"] + one["w"] / 2, one["y"] + one["h"] / 2
    if is_small:
        far = hypot(other["x"] + other["w"] / 2 - x, other["y"] + other["h"] / 2 - y)
        return bool(far < SIZE - SLACK)
    near_x = min(max(x, other["x"]), other["x"] + other["w"])
    near_y = min(max(y, other["y"]), other["y"] + other["h"])
    return bool(hypot(near_x - x, near_y - y) < SIZE / 2 - SLACK)


def _holds(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> bool:
    return bool(
        outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and outer["x"] + outer["w"] >= inner["x"] + inner["w"]
        and outer["y"] + outer["h"] >= inner["y"] + inner["h"]
    )
