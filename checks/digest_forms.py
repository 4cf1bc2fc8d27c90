"""The forms of a page as the tags go by: fields, their labels, and which button belongs to which form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checks.digest_text import clip, one_line
from checks.seen import ButtonSeen, FieldSeen, FormSeen, Place

MAX_FORMS = 40
MAX_FIELDS = 400
_BUTTONS = frozenset({"submit", "button", "image", "reset"})


def is_button(kind: str) -> bool:
    """Say whether an `input` of this type is a button."""
    return kind in _BUTTONS


class Forms:
    """Gathers forms and fields; `build` joins labels, buttons and `form=` attributes to them."""

    def __init__(self) -> None:
        self.forms: list[dict[str, Any]] = []
        self.fields: list[dict[str, Any]] = []
        self.labels: dict[str, str] = {}
        self.open = False
        self._label_from: list[int] = []

    def start(self, attrib: Mapping[str, str], action: str, place: Place, heading: str, block: int) -> None:
        """Open a form whose absolute address is *action*."""
        if len(self.forms) >= MAX_FORMS:
            return
        method = attrib.get("method", "get").strip().lower()
        self.forms.append(
            {
                "method": method if method in ("post", "dialog") else "get",
                "action": action,
                "id": attrib.get("id", "")[:200],
                "role": attrib.get("role", "").lower()[:40],
                "heading": heading,
                "place": place,
                "names": f"{attrib.get('class', '')} {attrib.get('aria-label', '')} {attrib.get('name', '')}"[
                    :300
                ],
                "from": block,
                "to": None,
            }
        )
        self.open = True

    def close(self) -> None:
        """Close the open form."""
        self.open = False

    def index_for(self, attrib: Mapping[str, str]) -> int:
        """Return the number of the form an element belongs to, -1 for none."""
        wanted = attrib.get("form", "")
        if wanted:
            return next((at for at, form in enumerate(self.forms) if form["id"] == wanted), -1)
        return len(self.forms) - 1 if self.open else -1

    def field(self, tag: str, attrib: Mapping[str, str], place: str, block: int, heading: str = "") -> None:
        """Take a field that stands in the region *place* ("" in none), in or before that block of text."""
        if len(self.fields) >= MAX_FIELDS:
            return
        kind = attrib.get("type", "text").lower() if tag == "input" else tag
        label = attrib.get("aria-label") or attrib.get("placeholder") or attrib.get("title") or ""
        self.fields.append(
            {
                "name": attrib.get("name", "")[:200],
                "type": kind[:20],
                "label": clip(one_line(label), 200),
                "value": attrib.get("value", "")[:500] if kind == "hidden" else "",
                "required": "required" in attrib or attrib.get("aria-required") == "true",
                "place": place,
                "block": block,
                "heading": heading,
                "id": attrib.get("id", "")[:200],
                "form": self.index_for(attrib),
                "later": attrib.get("form", "") if self.index_for(attrib) < 0 else "",
                "options": 0,
            }
        )

    def option(self) -> None:
        """Count an option of the last select."""
        if self.fields and self.fields[-1]["type"] == "select":
            self.fields[-1]["options"] += 1

    def open_label(self) -> None:
        """Note where a label begins."""
        self._label_from.append(len(self.fields))

    def close_label(self, target: str, text: str) -> None:
        """Give a label's text to the field it names, or to those it holds."""
        start = self._label_from.pop() if self._label_from else len(self.fields)
        if not text:
            return
        if target and len(self.labels) < MAX_FIELDS:
            self.labels.setdefault(target, text)
        elif not target:
            for one in self.fields[start:]:
                one["label"] = text

    def build(
        self, buttons: Sequence[ButtonSeen], head: int
    ) -> tuple[tuple[FormSeen, ...], tuple[FieldSeen, ...]]:
        """Return the forms, and the fields that belong to none; *head* is the block of the main heading.

        A field of no region above the main heading is the site's, not the page's.
        """
        ids = {form["id"]: at for at, form in enumerate(self.forms) if form["id"]}
        owned: list[list[FieldSeen]] = [[] for _ in self.forms]
        loose: list[FieldSeen] = []
        for one in self.fields:
            seen = FieldSeen(
                name=one["name"],
                type=one["type"],
                label=self.labels.get(one["id"], "") or one["label"],
                value=one["value"],
                required=one["required"],
                place=one["place"] or ("header" if one["block"] < head else "main"),
                options=one["options"],
                heading=one["heading"],
            )
            at = ids.get(one["later"], -1) if one["later"] else one["form"]
            (owned[at] if 0 <= at < len(owned) else loose).append(seen)
        forms = tuple(
            FormSeen(
                method=form["method"],
                action=form["action"],
                fields=tuple(owned[at]),
                buttons=tuple(
                    one for one in buttons if one.form == at and one.type in ("submit", "image", "button")
                ),
                id=form["id"],
                role=form["role"],
                heading=form["heading"],
                place=form["place"],
                text=one_line(form["names"]),
            )
            for at, form in enumerate(self.forms)
        )
        return tuple(replace(form) for form in forms), tuple(loose)
