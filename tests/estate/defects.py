"""Accessibility and mobile defects planted by data/defects.toml: what is done to a page, and the truth of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .model import Council, Page

if TYPE_CHECKING:
    from .world import World

_FOOT = re.compile(r'<footer|<div class="foot"|<div id="footer"|<div class="s-foot"|<div class="ft"|</body>')


def kind_of(page: Page) -> str:
    """The kind of page as rows of defects name it: home, task, form, statement or other."""
    if page.key == "foot:accessibility":
        return "statement"
    return {"home": "home", "task": "task", "part": "task", "form": "form"}.get(page.kind, "other")


def rows_for(world: World, council: Council, page: Page) -> dict[str, Mapping[str, Any]]:
    """The defects that are planted on this page of this council, by id."""
    table = world.bank.defects
    kind = kind_of(page)
    chosen = ((name, table[name]) for name in council.get("defects", ()))
    return {name: row for name, row in chosen if kind in row["pages"] or "every" in row["pages"]}


def plant(text: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """A drawn page with its defects: `swap` is [pattern, replacement], `html` goes before the footer, `css` with it."""
    for row in rows.values():
        if "swap" in row:
            text = re.sub(row["swap"][0], row["swap"][1], text)
        extra = row.get("html", "") + (f"<style>{row['css']}</style>" if "css" in row else "")
        found = _FOOT.search(text) if extra else None
        if found:
            text = text[: found.start()] + extra + text[found.start() :]
        elif extra:
            text += extra
    return text


def defects(world: World, keep: Callable[[Council], bool]) -> list[dict[str, Any]]:
    """One row for each planted defect and page: council_slug, url, page (kind), id, wcag, finds, selector.

    `finds` says what can find it: axe, keyboard, zoom, reflow, layout (geometry and computed style) or reading.
    """
    found = []
    for site in world.sites.values():
        if not keep(site.council):
            continue
        forms = [form.url for form in site.forms.values() if not form.host and form.engine in _DRAWN]
        pages = [(page, site.absolute(page.path)) for page in site.pages.values()]
        pages += [(Page("form", "form", "", "", 0, ""), url) for url in forms]
        for page, url in pages:
            for name, row in rows_for(world, site.council, page).items():
                base = {"council_slug": site.council.slug, "url": url, "page": kind_of(page), "id": name}
                found.append({**base, **{key: row[key] for key in ("wcag", "finds", "selector")}})
    return found


_DRAWN = ("postback", "single", "script", "get", "map", "links", "lookup")
