"""The parser's target: gathers links, forms, headings and blocks of text as the tags go by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import unquote

from checks.addresses import absolute
from checks.digest_capture import TEXT, Capture
from checks.digest_forms import Forms, is_button
from checks.digest_marks import (
    APP_ROOT,
    BLOCKS,
    HEADS,
    METAS,
    PRESSABLE,
    QUIET,
    SKIP,
    VOID,
    drawn_as_button,
    is_unseen,
    scripted,
    selector_of,
)
from checks.digest_text import Blocks, clip, one_line
from checks.regions import declared, opens
from checks.seen import FrameSeen, Place

MAX_LINKS = 1500
MAX_CONTROLS = 200
MAX_FRAMES = 30
MAX_CONTACTS = 20


class PageTarget:
    """A target for `lxml.etree.HTMLParser`; `checks.digest` reads what it gathered.

    *wrappers* are numbers of elements whose names say nothing: `Parts.wrappers` of an earlier pass.
    """

    def __init__(self, url: str, wrappers: frozenset[int] = frozenset()) -> None:
        self.url = self.base = url
        self.wrappers = wrappers
        self.started = 0
        self.stack: list[
            tuple[str, str, int]
        ] = []  # tag, the region around it, its number among its siblings
        self.counts = [0]
        self.place = ""
        self.skip = self.quiet = 0
        self.captures: list[Capture] = []
        self.blocks = Blocks()
        self.forms = Forms()
        self.links: list[tuple[dict[str, Any], int]] = []  # a link's facts and the block it stands in
        self.controls: list[tuple[dict[str, Any], int]] = []
        self.frames: list[FrameSeen] = []
        self.phones: dict[str, None] = {}
        self.emails: dict[str, None] = {}
        self.meta: dict[str, str] = {}
        self.title = self.lang = self.canonical_url = ""
        self.h1s: list[tuple[str, str, int]] = []  # text, region, block
        self.has_main = self.app_root = False
        self.scripts = 0
        self.noscript: list[str] = []

    # -- what lxml calls ---------------------------------------------------------------------------------

    def start(self, tag: Any, attrib: Mapping[str, str]) -> None:
        """Open an element."""
        tag = tag.lower() if isinstance(tag, str) else ""
        self.counts[-1] += 1
        self.started += 1
        self.stack.append((tag, self.place, self.counts[-1]))
        self.counts.append(0)
        if self.skip:
            if tag in SKIP:
                self.skip += 1
            return
        if tag in SKIP:
            self.skip = 1
            self.scripts += tag == "script"
            return
        if tag in QUIET:
            self.quiet += 1
        if attrib and tag not in VOID and tag != "a":
            self._enter(tag, attrib)
        elif tag in ("main", "nav", "header", "footer", "aside"):
            self._enter(tag, {})
        if tag in BLOCKS:
            self.blocks.flush(self.place)
            self.blocks.enter(tag)
            for capture in self.captures:
                # "<h3>Bins</h3><p>Days" within a tile are two words.
                capture.buf.append(" ")
        handler = _STARTS.get(tag)
        if handler:
            handler(self, tag, attrib)
        elif attrib:
            self._pressable(tag, attrib)
        if "-" in tag or (attrib and APP_ROOT.match(attrib.get("id", ""))):
            self.app_root = True

    def data(self, data: str | bytes) -> None:
        """Take a piece of text."""
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        if self.skip:
            return
        for capture in self.captures:
            # The options of a select are no part of its label.
            if not self.quiet or capture.kind in ("title", "link"):
                capture.buf.append(text)
        if self.quiet:
            if self.stack and any(one[0] == "noscript" for one in self.stack[-4:]):
                self.noscript.append(text)
            return
        self.blocks.add(text, bool(self.captures) and any(c.kind in ("link", "press") for c in self.captures))

    def end(self, tag: Any) -> None:
        """Close an element."""
        if not self.stack:
            return
        depth = len(self.stack)
        name, around, _ = self.stack.pop()
        self.counts.pop()
        if self.skip:
            if name in SKIP:
                self.skip -= 1
            return
        if name in QUIET:
            self.quiet -= 1
        while self.captures and self.captures[-1].depth >= depth:
            self._close(self.captures.pop())
        if name in BLOCKS and name != "br":
            self.blocks.flush(self.place)
            self.blocks.leave(name)
        if name == "form":
            self.forms.close()
        self.place = around
        self.blocks.parts.leave(depth)

    def comment(self, text: str | bytes) -> None:
        """Pass over a comment."""

    def close(self) -> None:
        """End the parse: close what is still open."""
        while self.stack:
            self.end(self.stack[-1][0])
        self.blocks.flush(self.place)

    # -- elements ----------------------------------------------------------------------------------------

    def _enter(self, tag: str, attrib: Mapping[str, str]) -> None:
        names = f"{attrib.get('class', '')} {attrib.get('id', '')}" if attrib else ""
        role = attrib.get("role", "").lower()
        region = opens(tag, role, names, attrib.get("aria-label", ""), self.place)
        if region and self.started in self.wrappers:
            return
        if region:
            self.blocks.flush(self.place)
            if not declared(tag, role):
                self.blocks.parts.enter(self.started, len(self.stack), region)
            self.place = region
            self.has_main = self.has_main or region == "main"
            if region in ("nav", "aside") and attrib.get("aria-label"):
                # The name of a menu, "Pages in this guide", is its heading to whom it is read.
                self.blocks.set_heading(region, clip(one_line(attrib["aria-label"]), TEXT), listed=False)

    def _capture(self, kind: str, tag: str, attrib: Mapping[str, str], url: str = "") -> Capture:
        capture = Capture(kind, len(self.stack), attrib, self.place, tag, url)
        if len(self.captures) < 12:
            self.captures.append(capture)
        return capture

    def _on_a(self, tag: str, attrib: Mapping[str, str]) -> None:
        href = attrib.get("href", "").strip()
        lower = href[:12].lower()
        if lower.startswith("mailto:"):
            if len(self.emails) < MAX_CONTACTS:
                self.emails.setdefault(clip(one_line(unquote(href[7:].split("?", 1)[0])), 120))
            return
        if lower.startswith("tel:"):
            if len(self.phones) < MAX_CONTACTS:
                self.phones.setdefault(clip(one_line(unquote(href[4:])), 60))
            return
        url, how = "", "link"
        if lower.startswith("javascript:"):
            url, how = scripted(href, self.base), "script"
        elif href and not href.startswith("#"):
            url = absolute(href, self.base)
            if url == "" or (":" in lower.split("/")[0] and not lower.startswith(("http:", "https:"))):
                return
        if not url and attrib.get("onclick"):
            url, how = scripted(attrib["onclick"], self.base), "script"
        if not url and attrib.get("data-href"):
            url, how = absolute(attrib["data-href"], self.base), "script"
        if url:
            capture = self._capture("link", tag, attrib, url)
            capture.selector = how
            if tag == "area":
                capture.alts.append(attrib.get("alt", ""))
        elif lower.startswith("javascript:") or attrib.get("onclick") or attrib.get("role") == "button":
            # An in-page anchor is no control; a link that only a script makes work is.
            self._control(tag, attrib, "postback" if "__dopostback" in href.lower() else "button")

    def _pressable(self, tag: str, attrib: Mapping[str, str]) -> None:
        """Take up an element that is no link and no button but is meant to be pressed."""
        onclick = attrib.get("onclick", "")
        data = attrib.get("data-href") or attrib.get("data-url") or attrib.get("data-link") or ""
        role = attrib.get("role", "").lower()
        if not (onclick or data or role in ("button", "link")):
            return
        pressed = bool(onclick) or role in ("button", "link") or "tabindex" in attrib
        pressed = pressed or bool(PRESSABLE.search(attrib.get("class", "")))
        if not pressed or tag in ("body", "html", "form", "label"):
            return
        url = absolute(data, self.base) if data else scripted(onclick, self.base)
        if url:
            self._capture("link", tag, attrib, url).selector = "script"
        elif role in ("button", "link"):
            self._control(tag, attrib, "button")

    def _control(self, tag: str, attrib: Mapping[str, str], kind: str) -> None:
        capture = self._capture("press", tag, attrib, kind)
        capture.selector = selector_of(self.stack, tag, attrib.get("id", ""))

    def _on_button(self, tag: str, attrib: Mapping[str, str]) -> None:
        onclick = attrib.get("onclick", "")
        data = attrib.get("data-href") or attrib.get("data-url") or ""
        url = absolute(data, self.base) if data else scripted(onclick, self.base)
        if url:
            self._capture("link", tag, attrib, url).selector = "script"
        else:
            self._control(
                tag, attrib, attrib.get("type", "").lower() or ("submit" if self.forms.open else "button")
            )

    def _on_input(self, tag: str, attrib: Mapping[str, str]) -> None:
        kind = attrib.get("type", "text").lower()
        if not is_button(kind):
            self._field(tag, attrib)
            return
        text = attrib.get("value", "") or attrib.get("alt", "") or attrib.get("title", "")
        text = text or attrib.get("aria-label", "")
        url = scripted(attrib.get("onclick", ""), self.base)
        facts = {"text": clip(one_line(text), TEXT), "heading": self.blocks.heading(self.place)}
        if url and kind == "button":
            self._add_link({**facts, "url": url, "place": self.place, "how": "script"})
            return
        self._add_control(attrib, kind, facts, selector_of(self.stack, tag, attrib.get("id", "")), self.place)

    def _field(self, tag: str, attrib: Mapping[str, str]) -> None:
        blocks = self.blocks
        self.forms.field(tag, attrib, self.place, len(blocks.blocks), blocks.heading(self.place))

    def _on_option(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.forms.option()

    def _on_form(self, tag: str, attrib: Mapping[str, str]) -> None:
        action = attrib.get("action", "").strip()
        target = absolute(action, self.base) if action else self.url
        place = self._seen_place(self.place)
        self.forms.start(attrib, target, place, self.blocks.heading(self.place), len(self.blocks.blocks))

    def _on_frame(self, tag: str, attrib: Mapping[str, str]) -> None:
        url = absolute(attrib.get("src", "") or attrib.get("data-src", ""), self.base)
        if not url or len(self.frames) >= MAX_FRAMES:
            return
        sizes = [attrib.get("width", "").strip(), attrib.get("height", "").strip()]
        tiny = any(re.fullmatch(r"\d(?:px)?", size) for size in sizes)
        hidden = tiny or any(one[0] == "noscript" for one in self.stack) or is_unseen(attrib)
        title = attrib.get("title", "") or attrib.get("aria-label", "") or attrib.get("name", "")
        self.frames.append(
            FrameSeen(url, clip(one_line(title), TEXT), hidden, self.blocks.heading(self.place))
        )

    def _on_img(self, tag: str, attrib: Mapping[str, str]) -> None:
        alt = attrib.get("alt", "")
        if alt:
            for capture in self.captures:
                capture.alts.append(alt)

    def _on_heading(self, tag: str, attrib: Mapping[str, str]) -> None:
        self._capture("heading", tag, attrib)

    def _on_title(self, tag: str, attrib: Mapping[str, str]) -> None:
        if not self.title:
            self._capture("title", tag, attrib)

    def _on_label(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.forms.open_label()
        self._capture("label", tag, attrib)

    def _on_html(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.lang = self.lang or clip(attrib.get("lang", "") or attrib.get("xml:lang", ""), 20)

    def _on_base(self, tag: str, attrib: Mapping[str, str]) -> None:
        if attrib.get("href"):
            self.base = absolute(attrib["href"], self.url) or self.base

    def _on_meta(self, tag: str, attrib: Mapping[str, str]) -> None:
        key = (attrib.get("name") or attrib.get("property") or attrib.get("http-equiv") or "").lower()
        if key in METAS and len(self.meta) < 20:
            self.meta.setdefault(key, attrib.get("content", "")[:1000])

    def _on_link(self, tag: str, attrib: Mapping[str, str]) -> None:
        if "canonical" in attrib.get("rel", "").lower().split() and not self.canonical_url:
            self.canonical_url = absolute(attrib.get("href", ""), self.base)

    def _seen_place(self, place: str) -> Place:
        return cast(Place, place or "main")

    # -- what closes -------------------------------------------------------------------------------------

    def _close(self, capture: Capture) -> None:
        text = capture.text()
        alt = clip(one_line(" ".join(capture.alts)), TEXT)
        if capture.kind == "heading":
            self._close_heading(capture, text or alt)
        elif capture.kind == "title":
            self.title = self.title or text
        elif capture.kind == "label":
            self.forms.close_label(capture.attrib.get("for", ""), text)
        else:
            name = one_line(capture.attrib.get("aria-label", "") or alt or capture.attrib.get("title", ""))
            facts: dict[str, Any] = {"text": text, "heading": self.blocks.heading(capture.place)}
            if capture.kind == "link":
                rel = capture.attrib.get("rel", "").lower()[:100]
                extra: dict[str, Any] = {"name": clip(name, TEXT) if name != text else "", "rel": rel}
                extra["button"] = drawn_as_button(capture.tag, capture.attrib)
                self._add_link(
                    {**facts, **extra, "url": capture.url, "place": capture.place, "how": capture.selector}
                )
            else:
                facts["text"] = text or clip(name, TEXT) or one_line(capture.attrib.get("value", ""))[:TEXT]
                self._add_control(capture.attrib, capture.url, facts, capture.selector, capture.place)

    def _close_heading(self, capture: Capture, text: str) -> None:
        if not text:
            return
        if capture.tag == "h1":
            self.h1s.append((text, capture.place, len(self.blocks.blocks)))
            self.blocks.parts.heading()
        self.blocks.set_heading(capture.place, text, listed=len(capture.tag) == 2 and capture.tag[0] == "h")

    def _add_link(self, facts: dict[str, Any]) -> None:
        if len(self.links) < MAX_LINKS:
            self.links.append((facts, len(self.blocks.blocks)))

    def _add_control(
        self, attrib: Mapping[str, str], kind: str, facts: dict[str, Any], selector: str, place: str
    ) -> None:
        button: dict[str, Any] = {
            "type": kind[:20],
            "name": attrib.get("name", "")[:200],
            "value": attrib.get("value", "")[:200],
            "formaction": absolute(attrib["formaction"], self.base) if attrib.get("formaction") else "",
            "form": self.forms.index_for(attrib),
            "place": place,
            "selector": selector,
            "disabled": "disabled" in attrib or attrib.get("aria-disabled") == "true",
            **facts,
        }
        if len(self.controls) < MAX_CONTROLS:
            self.controls.append((button, len(self.blocks.blocks)))


_STARTS: dict[str, Any] = {
    "a": PageTarget._on_a,
    "area": PageTarget._on_a,
    "button": PageTarget._on_button,
    "input": PageTarget._on_input,
    "select": PageTarget._field,
    "textarea": PageTarget._field,
    "option": PageTarget._on_option,
    "form": PageTarget._on_form,
    "iframe": PageTarget._on_frame,
    "frame": PageTarget._on_frame,
    "img": PageTarget._on_img,
    "title": PageTarget._on_title,
    "label": PageTarget._on_label,
    "html": PageTarget._on_html,
    "base": PageTarget._on_base,
    "meta": PageTarget._on_meta,
    "link": PageTarget._on_link,
    **dict.fromkeys(HEADS, PageTarget._on_heading),
}
