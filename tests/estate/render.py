"""Draws pages: one Jinja2 environment, inline links in prose, blocks by family."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")


def menu(site: Any) -> list[dict[str, Any]]:
    """Sections and their pages, for menus that script builds: t words, u address, c children."""

    def row(key: str) -> dict[str, str]:
        page = site.pages[key]
        return {"t": page.nav or page.title, "u": page.path}

    return [
        {"t": top.title, "u": top.path, "c": [row(key) for key in top.children if site.pages[key].listed]}
        for top in site.sections()
    ]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one template environment; an undefined name is an error, not a gap in a page."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: not (name or "").endswith(".css"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["range"] = range
    made.globals["site_menu"] = menu
    return made


def inline(text: str, resolve: Callable[[str], str]) -> Markup:
    """Prose to HTML: escapes, makes [words](target) links and **strong** words; a link to nowhere is plain words."""

    def link(match: re.Match[str]) -> str:
        href = resolve(match[2].replace("&amp;", "&"))
        return f'<a href="{escape(href)}">{match[1]}</a>' if href else match[1]

    made = _LINK.sub(link, str(escape(text)))
    return Markup(_STRONG.sub(r"<strong>\1</strong>", made))


def parts(family: str) -> Any:
    """The macros with which a family (or a supplier's style) draws actions, fields and boxes."""
    return environment().get_template(f"{family}/parts.html").module


def draw(template: str, values: Mapping[str, Any]) -> str:
    """One template with its values."""
    return environment().get_template(template).render(**values)
