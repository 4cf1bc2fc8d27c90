"""What is true of a signpost: a page about a service that the other tier runs. From the tables alone."""

from __future__ import annotations

from .model import Survey
from .site import Site
from .world import World

NAMES, DEEP, FOUND = "signpost/names-council", "signpost/deep-link", "signpost/found-by-search"
_ITS_OWN = ("form", "list", "sign-in", "document", "closed")


def signposts(world: World, site: Site, survey: Survey, start: str, found: str) -> dict[str, str]:
    """The answers that follow with certainty. *start*: where the page leads; *found*: whether the search finds it."""
    if survey.way in _ITS_OWN:
        return dict.fromkeys((NAMES, DEEP, FOUND), "not-applicable")
    told = {FOUND: found} if found else {}
    right = _other_tier(world, site)
    if survey.way == "information":
        return told | {NAMES: "no", DEEP: "no"}
    if survey.way != "elsewhere" or not right:
        return told
    words = f"{survey.options.get('body', '')} {survey.options.get('extra', '')}"
    named = {one for one in right if world.bank.councils[one].name in words}
    # One website may be that of two councils: who is sent there has reached both.
    reached = {one for one in right if start.startswith(world.bank.councils[one].home)}
    reached |= {one for one in right if f"survey-of:{one}:" in words}
    if named == set(right) or (len(right) == 1 and reached):
        told[NAMES] = "yes"
    elif set(right) - named - reached:
        told[NAMES] = "no"
    if start in {world.bank.councils[one].home for one in right}:
        told[DEEP] = "no"
    elif reached == set(right) and all(
        f"survey:{survey.journey}" in world.by_slug[one].pages for one in reached
    ):
        told[DEEP] = "yes"
    return told


def _other_tier(world: World, site: Site) -> list[str]:
    """The county of a district, or the districts of a county, of which none is surveyed as not running it."""
    own = site.council
    if own.parent:
        return [own.parent]
    return [slug for slug, council in world.bank.councils.items() if council.parent == own.slug]
