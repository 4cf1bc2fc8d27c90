"""The Welsh side of a bilingual council: its own home page, sections and a page for each survey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .model import Block, Page, Survey

if TYPE_CHECKING:
    from .site import Site


def add_welsh(site: Site) -> None:
    """Add the Welsh pages to a site whose English ones are built; each names its twin, and is named by it."""
    home = site.add(
        "cy:home", "foot", "Croeso i {short}", "home", slug="cy", path="/cy", layout="list", lang="cy"
    )
    home.nav, home.summary, home.twin = (
        "Cymraeg",
        site.say("Gwasanaethau a gwybodaeth gan {council}."),
        "home",
    )
    site.pages["home"].children.remove(home.key)
    site.pages["home"].twin = home.key
    for survey in site.council.surveys.values():
        twin = site.pages.get(f"survey:{survey.journey}")
        section = next(one for one in site.bank.sections if one["id"] == survey.section.partition("/")[0])
        if twin is None or "cy" not in section:
            continue
        above, words = f"cy:{section['id']}", site.bank.journeys[survey.journey]["cy"]
        if above not in site.pages:
            row = section["cy"]
            site.add(
                above, "section", row["name"], home.key, layout="list", lang="cy", summary=row["summary"]
            )
        page = site.add(f"cy:{twin.key}", "task", words["title"], above, summary=words["lead"], lang="cy")
        page.nav, page.twin, twin.twin = page.title, twin.key, page.key
        page.blocks = _way(site, survey, twin, words)


def _way(site: Site, survey: Survey, twin: Page, words: Mapping[str, Any]) -> list[Block]:
    """The way to act, as on the English page: told in words, a file, or the link to the form."""
    told = site.bank.ways["cy"].get(survey.way)
    blocks: list[Block] = [site.block(told, (twin.key,))] if told else []
    if survey.way == "document":
        blocks += [block for block in twin.blocks if "file" in block]
    elif not told:
        start = site.start(survey, site.forms.get(survey.journey), twin)
        blocks.append({"action": {"text": words["start"], "href": start, "style": "button"}})
    return blocks
