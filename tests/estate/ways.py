"""Ways to act: what the end of a task page offers, and the channel that follows from it. One row per way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .model import Block, Council, Survey, pick


@dataclass(frozen=True)
class Ending:
    """What a way needs to write its blocks: the wording bank, the survey and its addresses."""

    council: Council
    survey: Survey
    words: Mapping[str, Any]
    journey: Mapping[str, Any]
    start: str
    form: Block | None = None

    def word(self, table: str, name: str) -> Any:
        """One wording of `name` in the way's table, stable for this council and journey."""
        own = self.journey.get("ways", {}).get(table, {})
        options = own.get(name) or self.words[table][name]
        return pick(options, self.council.slug, self.survey.journey, table, name)


@dataclass(frozen=True)
class Way:
    """The channel that follows, and the blocks that show it on the page."""

    channel: str
    blocks: Callable[[Ending], list[Block]]
    contact: bool = True


def _told(table: str) -> Callable[[Ending], list[Block]]:
    def blocks(end: Ending) -> list[Block]:
        found: list[Block] = (
            [{"h": end.word(table, "heads")}] if end.survey.options.get("headed", True) else []
        )
        return [*found, {"p": end.word(table, "texts")}]

    return blocks


def _way_in(end: Ending) -> list[Block]:
    """The link to the form, in the markup that the table asks for."""
    style, text = end.survey.link, end.survey.start
    if style == "on-page" and end.form is not None:
        return [end.form]
    if style == "sentence":
        return [{"p": pick(end.journey["sentences"], end.council.slug).replace("{start}", end.start)}]
    if style == "details":
        inner: list[Block] = [{"p": end.word("form", "hidden")}, {"p": f"[{text}]({end.start})"}]
        return [{"details": {"summary": end.word("form", "summaries"), "blocks": inner}}]
    if style == "plain":
        return [{"p": f"[{text}]({end.start})"}]
    return [{"action": {"text": text, "href": end.start, "style": style}}]


def _document(end: Ending) -> list[Block]:
    name = end.survey.options.get("file", "application-form")
    kind = end.survey.options.get("kind", "pdf")
    size = end.survey.options.get("size", "214KB")
    link: Block = {
        "file": {"text": end.survey.start, "href": f"/downloads/{name}.{kind}", "kind": kind, "size": size}
    }
    return [*_told("document")(end), link]


def _hand_over(table: str) -> Callable[[Ending], list[Block]]:
    def blocks(end: Ending) -> list[Block]:
        text = (
            end.word(table, "texts")
            .replace("{start}", end.start)
            .replace("{body}", end.survey.options.get("body", "the county council"))
        )
        if end.survey.link == "button":
            return [{"p": text.replace("[", "").replace(f"]({end.start})", "")}, *_way_in(end)]
        return [{"p": text}]

    return blocks


def _street_list(end: Ending) -> list[Block]:
    return [{"h": end.word("list", "heads")}, *end.journey["list"]]


def _closed(end: Ending) -> list[Block]:
    return _way_in(end)


WAYS: dict[str, Way] = {
    "form": Way("online", _way_in),
    "list": Way("online", _street_list, contact=False),
    "sign-in": Way("sign-in-required", _way_in),
    "elsewhere": Way("other-authority", _hand_over("elsewhere"), contact=False),
    "national": Way("national-service", _hand_over("national"), contact=False),
    "lookup": Way("lookup-only", _way_in, contact=False),
    "document": Way("document-form", _document, contact=False),
    "email": Way("email-only", _told("email"), contact=False),
    "phone": Way("phone-only", _told("phone"), contact=False),
    "visit": Way("in-person-or-post", _told("visit"), contact=False),
    "information": Way("information-only", _told("information"), contact=False),
    "refused": Way("not-offered", _told("refused"), contact=False),
    "closed": Way("closed-now", _closed),
    "broken": Way("broken", _way_in, contact=False),
    "gated": Way("blocked", _way_in, contact=False),
    "absent": Way("not-found", lambda end: [], contact=False),
}
