"""Gates and robots rules before the task's own page, or before the way in that its page offers."""

from __future__ import annotations

from checks.addresses import canonical
from checks.channel_scene import Ruling, Scene
from checks.gating import cause_of
from checks.model import Cause, Channel, Missing, Spot
from checks.naming import Naming, naming
from checks.verdicts import snippet
from checks.views import SurveyView, as_list, as_mapping

_GATES = (Cause.BLOCKED, Cause.ROBOTS)
# A way in that scores less may lead to anything.
_SURE_WAY = 0.6


def gated_pages(view: SurveyView) -> tuple[Spot, ...]:
    """Return the pages before which a gate stood and which by their name, or by GOV.UK, are the task's."""
    found = {}
    for row in map(as_mapping, as_list(as_mapping(view.crawl).get("gated"))):
        url, text = str(row.get("url") or ""), str(row.get("text") or "")
        if naming(text, view.journey) in (Naming.TASK, Naming.THING):
            found[canonical(url)] = Spot("", snippet(f"{text}: {row.get('cause')}"), url)
    if not isinstance(view.govuk, Missing):
        for row in map(as_mapping, as_list(as_mapping(view.govuk).get("rows"))):
            url = str(row.get("final_url") or row.get("url") or "")
            if cause_of(row.get("cause")) in _GATES and not row.get("whose"):
                found.setdefault(canonical(url), Spot("", snippet(f"GOV.UK: {row.get('cause')}"), url))
    return tuple(found.values())[:4]


def way_gated(scene: Scene) -> Ruling | None:
    """A gate stood before the way in that the task page offers first."""
    way = scene.way
    if way.kind != "follow" or way.score < _SURE_WAY or not way.url:
        return None
    tried = as_list(as_mapping(scene.survey.route).get("attempts"))
    crawled = as_list(as_mapping(scene.survey.crawl).get("gated"))
    for row in map(as_mapping, (*tried, *crawled)):
        url = str(row.get("url") or "")
        if cause_of(row.get("cause")) in _GATES and canonical(url) == canonical(way.url):
            spot = Spot(way.selector, snippet(f"{way.text}: {row.get('cause')}"), way.url)
            return Ruling(Channel.BLOCKED, 0.88, "A gate stood before the way in.", (spot,))
    return None


def task_gated(scene: Scene) -> Ruling | None:
    """The page taken for the task's does not name it, and a gate stood before one that does."""
    journey, page = scene.survey.journey, scene.task
    if Naming.TASK in (naming(page.heading, journey), naming(page.title, journey)):
        return None
    spots = tuple(
        Spot("", snippet(f"{row.get('text')}: {row.get('cause')}"), str(row.get("url") or ""))
        for row in map(as_mapping, as_list(as_mapping(scene.survey.crawl).get("gated")))
        if naming(str(row.get("text") or ""), journey) is Naming.TASK
    )
    if not spots:
        return None
    return Ruling(
        Channel.BLOCKED, 0.82, "A gate stood before the page that is named for the task.", spots[:4]
    )
