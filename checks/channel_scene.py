"""What the channel rules look at: the task page, the page behind the way in, and the way itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from checks import channel_words as say
from checks.addresses import canonical
from checks.bodies import body_of
from checks.digest import digest
from checks.kin import of_kin
from checks.memo import remembered
from checks.model import Cause, Channel, Journey, Missing, Spot, form_step
from checks.page_kinds import path_of
from checks.route import FOLLOW, NextStep, next_step
from checks.verdicts import snippet
from checks.views import PageView, SurveyView, as_list, as_mapping
from checks.vocabulary import Vocabulary, vocabulary

_LOOKUP_VERB = re.compile(r"^(find|check|look|search|view|see|when|which|chwilio|gwirio|dod o hyd)\b", re.I)


# A page of so much text without a form is there to be read.
ALLEY_TEXT = 500
FEW_WORDS = 100


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule makes of the scene: a channel or a cause, how sure, why, and where it shows."""

    channel: Channel | None
    confidence: float
    reason: str
    spots: tuple[Spot, ...] = ()
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One survey as the rules see it. `beyond` is the furthest page reached behind the task page.

    `way` is the way in that the task page offers by its own words (`checks.route`); `end` and `steps` are
    what the crawler met when it followed it ("" and empty where it did not), `pages` the pages it passed.
    """

    survey: SurveyView
    task: PageView
    beyond: PageView | None
    words: Vocabulary
    way: NextStep
    end: str
    end_detail: str
    steps: tuple[Mapping[str, Any], ...]
    lookup_task: bool
    pages: tuple[PageView, ...] = ()

    @property
    def home(self) -> str:
        """Return the address by which the council's own site is known."""
        return self.survey.council.homepage

    def body(self, url: str) -> str:
        """Return whose site an address is on; the site of the task page counts as the council's own."""
        found = body_of(url, self.home)
        if found == "supplier" and of_kin(url, self.survey):
            return "other"
        if found == "supplier" and body_of(url, self.task.url) == "own" and not self.led_away:
            return "own"
        return found

    @property
    def led_away(self) -> bool:
        """Say whether the task page itself is on another site than the council's."""
        return body_of(self.task.url, self.home) != "own"

    @property
    def last_url(self) -> str:
        """Return the last address of the way in: of the page beyond, else of the route, else of the way."""
        if self.beyond is not None:
            return self.beyond.url
        for step in reversed(self.steps):
            url = step.get("final_url") or step.get("url")
            if step.get("step") != "task" and url:
                return str(url)
        return self.way.url if self.way.kind in ("follow", "hand-over", "sign-in") else ""

    @property
    def control(self) -> str:
        """Return the text of the control by which the page beyond was reached."""
        for step in reversed(self.steps):
            if step.get("step") != "task" and step.get("control"):
                return str(step["control"])
        return self.way.text

    def names_task(self, page: PageView) -> bool:
        """Say whether a page's title or main heading names the task."""
        return (
            max(self.words.match(page.heading[:300]).score, self.words.match(page.title[:300]).score) >= 0.35
        )


@remembered(8)
def scene_of(survey: SurveyView, task: PageView) -> Scene:
    """Gather what the rules look at. Same views, same scene."""
    words = vocabulary(survey.journey)
    route = as_mapping(survey.route)
    steps = tuple(as_mapping(one) for one in as_list(route.get("steps"))[:20])
    pages = tuple(
        page for step in (form_step(1), "start") if (page := survey.best(step)) is not None and _usable(page)
    )
    end, detail = str(route.get("end") or ""), snippet(str(route.get("detail") or ""))
    way = _way_of_guide(survey, task)
    if any(_strays(page, task, words) for page in pages):
        # The crawler took a neighbour's way: what it met says nothing of this task.
        taken = {canonical(str(step.get(key) or "")) for step in steps for key in ("url", "final_url")}
        way = _without(way, taken | {canonical(page.url) for page in pages})
        pages, steps, end, detail = (), (), "", ""
    actions = [text for texts in survey.journey.actions.values() for text in texts]
    lookup = bool(actions) and sum(bool(_LOOKUP_VERB.match(text)) for text in actions) * 2 > len(actions)
    return Scene(
        survey=survey,
        task=task,
        beyond=pages[0] if pages else None,
        words=words,
        way=way,
        end=end,
        end_detail=detail,
        steps=steps,
        lookup_task=lookup or survey.journey.id.startswith("find-"),
        pages=pages,
    )


def _way_of_guide(survey: SurveyView, task: PageView) -> NextStep:
    """Return the way in from the task page or another part of its guide; to turn the page is no way in."""
    guide = (task, *survey.parts)
    inside = {canonical(page.url) for page in guide}
    ways = [_way(page, survey.journey) for page in guide]
    if len(guide) > 1:
        ways = [one if one.kind == "form-here" else _without(one, inside) for one in ways]
    return next((one for one in ways if one.kind != "none"), ways[0])


def _strays(page: PageView, task: PageView, words: Vocabulary) -> bool:
    """Say whether a page behind the way in is about a neighbouring task, or is the general contact form."""
    if not page.html or canonical(page.url) == canonical(task.url):
        return False
    heading, title = page.heading[:200], page.title[:200]
    if say.GENERAL_CONTACT.search(heading or title):
        return not words.match(heading).object and bool(page.task_forms)
    if _is_dead_alley(page, words):
        return True
    found = words.match(heading)
    return (
        found.decoy >= 0.8 and not (found.object and found.distinct) and not words.match(title).score >= 0.5
    )


def _is_dead_alley(page: PageView, words: Vocabulary) -> bool:
    """Say whether a page only tells of something else: prose, nothing to fill in, the task not named."""
    if page.task_forms or page.password is not None or page.has_map() or page.soup.find("iframe") is not None:
        return False
    if any(
        say.SIGN_IN.search(text) for text in (page.heading, page.title, *(name for name, _ in page.buttons))
    ):
        return False
    named = max(words.match(page.heading[:300]).object, words.match(page.title[:300]).object)
    if named:
        return False
    # A short page may be the first of a service, unless there is no way on from it.
    short = len(page.text) >= FEW_WORDS and _way(page, words.journey).kind == "none"
    return len(page.text) >= ALLEY_TEXT or short


def _without(way: NextStep, taken: set[str]) -> NextStep:
    """Return the best way in that leads to none of the addresses *taken*."""
    left = [one for one in (way, *way.alternatives) if one.url and canonical(one.url) not in taken]
    if not left or (left[0].kind == "follow" and left[0].score < FOLLOW):
        return NextStep("none", alternatives=tuple(left))
    return replace(left[0], alternatives=tuple(left[1:]))


def _way(task: PageView, journey: Journey) -> NextStep:
    """Return the way in of the task page, else of another part of its guide: all parts are one text."""
    parts = task.survey.parts if task.survey is not None else ()
    inside = frozenset(canonical(one.url) for one in (task, *parts)) if parts else frozenset()
    own = _way_on(task, journey, inside)
    if own.kind != "none":
        return own
    for part in parts:
        way = _way_on(part, journey, inside)
        if way.kind == "form-here":
            return replace(way, kind="follow", url=part.url, how="link", text=way.text or part.heading)
        if way.kind != "none":
            return way
    return own


def _way_on(page: PageView, journey: Journey, inside: frozenset[str]) -> NextStep:
    """Return the page's way in, *inside* being the addresses of its guide, which lead nowhere else.

    A form here counts only if the richer view sees one of the task too.
    """
    first = next_step(digest(page.html, page.url), journey)
    if first.kind == "form-here" and page.task_forms:
        return first
    ways = [
        one
        for one in (first, *first.alternatives)
        if one.kind != "form-here" and not _is_no_way(one) and not (one.url and canonical(one.url) in inside)
    ]
    best = ways[0] if ways else None
    if best is None or (best.kind == "follow" and best.score < FOLLOW):
        return NextStep("none", alternatives=tuple(ways))
    return replace(best, alternatives=tuple(ways[1:]))


def _is_no_way(way: NextStep) -> bool:
    """Say whether a link leads to the council's general contact page, or to paper."""
    text = way.text.strip()
    if say.GENERAL_CONTACT.search(text) or re.search(r"/contact-?_?us/?($|[.?])", path_of(way.url)):
        return True
    return way.kind == "follow" and bool(re.search(r"^(print|download)\b", text, re.I))


def _usable(page: PageView) -> bool:
    """Say whether evidence tells something: a page, or a failure of the council's (not a step left out)."""
    html = page.evidence.facet("html")
    return not isinstance(html, Missing) or html.cause not in (Cause.NOT_MEASURED, Cause.POLICY_STOP)
