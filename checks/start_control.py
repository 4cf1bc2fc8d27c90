"""Which control of a page as laid out is the one that starts the task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.addresses import canonical
from checks.channel_scene import scene_of
from checks.page_view import PageView
from checks.route import NextStep
from checks.views import as_list, as_mapping

Control = Mapping[str, Any]
_FIELDS = ("input", "select", "textarea")


def start_control(task: PageView) -> tuple[bool, Control | None]:
    """Return if the page offers a way in at all, and the topmost visible control that is it (None: not seen).

    A page has many buttons: menus, searches, ratings. The start is the control with the address or the words
    of the way in that the page's content offers, or the first field of the form that it holds.
    """
    offered, found = start_controls(task)
    return offered, min(found, key=lambda one: float(one.get("y") or 0), default=None)


def start_controls(task: PageView) -> tuple[bool, list[Control]]:
    """Return if the page offers a way in at all, and every visible control that is it."""
    if task.survey is None:
        return False, []
    way = scene_of(task.survey, task).way
    if way.kind == "none":
        return False, []
    layout = as_mapping(task.layout)
    seen = [as_mapping(one) for one in (*as_list(layout.get("controls")), *as_list(layout.get("start")))]
    shown = [one for one in seen if one.get("visible", True) is not False]
    found = [one for one in shown if _is_field(one, task)] if way.kind == "form-here" else _of_way(shown, way)
    return True, found


def _is_field(control: Control, task: PageView) -> bool:
    if control.get("tag") not in _FIELDS:
        return False
    return any(_plain(field.label) in _names(control) for field in task.fields if field.label)


def _of_way(shown: list[Control], way: NextStep) -> list[Control]:
    at = canonical(way.url) if way.url else ""
    found = [one for one in shown if at and one.get("href") and canonical(str(one["href"])) == at]
    words = _plain(way.text)
    said = [one for one in shown if words and words in _names(one)]
    # A page may link the same address in its menu: where the words are there too, they decide.
    return [one for one in found if one in said] or found or said


def _names(control: Control) -> set[str]:
    return {_plain(str(control.get(key) or "")) for key in ("label", "name", "text")} - {""}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .:»›>…*")
