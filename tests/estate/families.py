"""Markup families: how each kind of website writes its addresses. Looks live in templates/<family>/."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .model import Page


def slugify(text: str) -> str:
    """Lower case words joined by hyphens, as a content management system makes them of a title."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "").replace("’", "")).strip("-") or "page"


@dataclass(frozen=True)
class Family:
    """Addresses of one markup family.

    page    (page, ancestors from the section down, part number or 0) -> path and query
    search  path and the name of the query parameter
    letter  A-Z letter -> path and query
    form    (opaque form number) -> path and query of a form on the council's own host
    menu    how many sections, and how many pages of each, the menu of every page links to in plain HTML
    siblings  whether a page's side column lists all pages of its section
    """

    page: Callable[[Page, Sequence[Page], int], str]
    search: tuple[str, str]
    letter: Callable[[str], str]
    form: Callable[[int], str]
    search_by_post: bool = False
    menu: tuple[int, int] = (0, 0)
    siblings: bool = False


def _semantic(page: Page, trail: Sequence[Page], part: int) -> str:
    return "/" + "/".join([*(above.slug for above in trail), page.slug])


def _tiles(page: Page, trail: Sequence[Page], part: int) -> str:
    if not trail:
        return f"/homepage/{page.no}/{page.slug}"
    above = trail[-1]
    tail = f"/{part}" if part > 1 else ""
    return f"/info/{above.no}/{above.slug.replace('-', '_')}/{page.no}/{page.slug.replace('-', '_')}{tail}"


def _webforms(page: Page, trail: Sequence[Page], part: int) -> str:
    leaf = "index" if page.kind in ("section", "sub") else "article"
    return f"/{leaf}.aspx?articleid={page.no}"


def _portlets(page: Page, trail: Sequence[Page], part: int) -> str:
    if page.kind in ("section", "sub"):
        return f"/web/guest/{page.slug}"
    return f"/web/guest/w/{page.slug}"


def _guides(page: Page, trail: Sequence[Page], part: int) -> str:
    top = f"/{trail[0].slug}" if trail else ""
    return f"{top}/{page.slug}/{part}" if part > 1 else f"{top}/{page.slug}"


def _shell(page: Page, trail: Sequence[Page], part: int) -> str:
    kind = "topic" if page.kind in ("section", "sub") else "article"
    return f"/s/{kind}/ka{page.no:05d}/{page.slug}"


FAMILIES: dict[str, Family] = {
    "semantic": Family(
        _semantic, ("/search", "keys"), lambda x: f"/a-z/{x.lower()}", lambda n: f"/form/{n}", menu=(6, 0)
    ),
    "tiles": Family(
        _tiles, ("/site_search/results", "q"), lambda x: f"/a_to_z/{x}", lambda n: f"/xfp/form/{n % 9000}"
    ),
    "webforms": Family(
        _webforms,
        ("/Search.aspx", "searchtext"),
        lambda x: f"/atoz.aspx?letter={x}",
        lambda n: f"/eforms/Form.aspx?fid={n}",
        search_by_post=True,
        siblings=True,
    ),
    "portlets": Family(
        _portlets,
        ("/web/guest/search", "_3_WAR_searchportlet_keywords"),
        lambda x: f"/web/guest/a-z?p_p_id=azlist_WAR_dir&_azlist_WAR_dir_letter={x}",
        lambda n: f"/web/guest/form/-/wcm/{n}",
        menu=(7, 5),
        siblings=True,
    ),
    "guides": Family(_guides, ("/search/all", "search"), lambda x: f"/az/{x}", lambda n: f"/service/{n}"),
    "shell": Family(
        _shell,
        ("/s/global-search", "term"),
        lambda x: f"/s/index/{x}",
        lambda n: f"/s/request/{n}",
        menu=(99, 0),
    ),
}
