"""How a form says that an answer is missing: one round trip, on a first step that surely does not send."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error

from crawler.form_change import MOVED, SAME, errors_of, fields_shown
from crawler.form_filling import Entry
from crawler.form_hands import ACT_MS, locate
from crawler.form_page import Page

_MOST = 10
_LENGTH = 200


@dataclass(slots=True)
class ErrorTrial:
    """What came of leaving one answer out; `wanted` until it was tried."""

    wanted: bool
    _left: dict[str, Any] = field(default_factory=dict)
    _found: dict[str, Any] = field(default_factory=dict)

    def facet(self) -> dict[str, Any]:
        """Return the part `errors` of the facet `form-walk`; empty where nothing was tried."""
        return dict(self._found)

    def leave_out(self, page: Page, entries: Sequence[Entry]) -> Entry | None:
        """Choose the answer to leave out: the last that would be typed; None where the step has none."""
        typed = [one for one in entries if one.how == "type"]
        if not typed:
            return None
        asked = page.field(typed[-1].field)
        label = str(asked.get("label") or asked.get("name") or "")
        # Kept apart until an answer was read: a walk that ends before that saw nothing of the errors.
        self._left = {"left_out": label[:_LENGTH], "typed": len(typed) - 1}
        return typed[-1]

    async def read(self, before: Page, after: Page, left: Entry) -> None:
        """Note what the form said: its errors, whether beside the field, and whether it kept the rest.

        `native`: the browser itself held the form back and says so, which every form gets for nothing.
        Nothing is noted where the guard held something back: the form may have asked it what is wrong.
        """
        if after.held_back:
            return
        if after.became is MOVED:
            self._found = self._left | {"accepted": True, "errors": []}
            return
        told = errors_of(after.facet)
        name = before.field(left.field).get("name")
        field_now = next((one for one in fields_shown(after.facet) if one.get("name") == name), None)
        held = False
        if after.became is SAME and not told:
            with contextlib.suppress(Error):
                held = await locate(after.frame, left.selector).evaluate(_HELD, timeout=ACT_MS)
        self._found = self._left | {
            "accepted": False,
            "errors": [text[:_LENGTH] for text in told[:_MOST]],
            "beside": bool(field_now and (field_now.get("error") or field_now.get("invalid"))),
            "native": held,
            "kept": _kept(before.facet, after.facet),
        }


def _kept(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool | None:
    """Say whether what was typed still stands there; None where nothing was, or a field is not found again.

    A form may draw new names and write an answer its own way ("AB1 2CD"), so only an empty field is a loss.
    """
    typed = [
        one
        for one in fields_shown(before)
        if str(one.get("value") or "").strip() and one.get("type") not in ("radio", "checkbox")
    ]
    found = [_still(one, before, after) for one in typed]
    if False in found:
        return False
    return True if found and None not in found else None


def _still(one: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> bool | None:
    """Say whether a field holds what it held; None where it cannot be told apart, or holds something else."""
    for tell in (_question, _name):
        told = tell(one)
        if not told or sum(tell(other) == told for other in fields_shown(before)) > 1:
            continue
        again = [other for other in fields_shown(after) if tell(other) == told]
        if len(again) == 1:
            now = _squeezed(again[0].get("value"))
            return (True if now == _squeezed(one.get("value")) else None) if now else False
    return None


def _question(one: Mapping[str, Any]) -> str:
    label = _squeezed(one.get("label"))
    return f"{_squeezed(one.get('group'))} {label}" if label else ""


def _name(one: Mapping[str, Any]) -> str:
    return str(one.get("name") or "")


def _squeezed(text: object) -> str:
    return "".join(str(text or "").split()).casefold()


# A field that the browser itself finds wanting, and says so: its form lets it, or the focus was sent back to
# it, which is how the browser shows a message that a script asks for.
_HELD = """(one) => {
  if (!one.willValidate || one.validity.valid) return false;
  const lets = one.form && !one.form.hasAttribute('novalidate');
  return Boolean(lets || one.getRootNode().activeElement === one);
}"""
