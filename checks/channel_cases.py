"""The rules of a task that begins with a search: can one act on what is found, or only read it?"""

from __future__ import annotations

import re

from checks import channel_signals as signs
from checks import channel_words as say
from checks import offline_words as off
from checks.cases import begins_with_search, deed_on, is_over
from checks.channel_offline import told
from checks.channel_scene import Ruling, Scene
from checks.digest import digest
from checks.faults import fault_of
from checks.model import DEED, Cause, Channel, Spot, case_step
from checks.planning_search import search_field
from checks.verdicts import snippet
from checks.views import PageView

CASES = 2
# What one does with a case, as a bidding: not "comments", which are there to be read.
_ACT = re.compile(
    r"\b(?:comment(?:ing)?|object(?:ing)?|support(?:ing)?|respond(?:ing)?|have (?:your|a) say"
    r"|mak(?:e|ing) (?:an? )?(?:comment|objection|representation)|representations?"
    r"|(?:say|tell us|saying) what you think"
    r"|(?:your|send|give|submit|add) (?:us )?(?:your |a |an )?(?:comments?|views?|objections?|opinions?)"
    r"|rhoi sylwadau|gwneud sylw|gwrthwynebu|eich sylwadau)\b",
    re.I,
)
_SAID = re.compile(r"\b(?:comment|object|represent|repl|respon|views?\b|letters?\b|sylw|gwrthwyneb)", re.I)
_OFFLINE = re.compile(
    r"@|\b(?:e-?mail\w*|letters?|in writing|write|writing|post|telephone|phone|ring|call|in person|visit"
    r"|ysgrifenn\w+|e-?bost\w*|llythyr)\b",
    re.I,
)


def case_decides(scene: Scene) -> Ruling | None:
    """A case was opened: it can be acted on, or it can only be read."""
    survey = scene.survey
    if not begins_with_search(survey.journey):
        return None
    deed = survey.best(DEED)
    if deed is not None and fault_of(deed) is None:
        forms = signs.open_forms(deed, scene)
        wall = signs.sign_in_wall(deed)
        if wall is not None and signs.guest_way(deed) is None:
            return Ruling(Channel.SIGN_IN_REQUIRED, 0.88, "To act on a case one has to sign in.", (wall,))
        if forms or deed.task_forms:
            form = next(iter(forms.values()), None) or deed.task_forms[0]
            return Ruling(Channel.ONLINE, 0.95, "The form on a case opens.", (deed.spot(form),))
    cases = [page for number in range(1, CASES + 1) if (page := survey.best(case_step(number))) is not None]
    for page in cases:
        link = deed_on(digest(page.html, page.url))
        if link is not None:
            spot = Spot("", snippet(link.says), link.url)
            return Ruling(Channel.ONLINE, 0.82, "A case has a control to act on it.", (spot,))
        if any(field.tag == "textarea" for form in page.task_forms for field in form.fields):
            return Ruling(Channel.ONLINE, 0.9, "A case has a form to act on it.", (page.spot(page.main),))
    still = [page for page in cases if page.html and not is_over(page.text)]
    if not still:
        return None
    sure = 0.85 if len(still) >= CASES else 0.74
    spots = tuple(page.spot(page.main) for page in still)
    return Ruling(Channel.LOOKUP_ONLY, sure, "Cases can be read, and not acted on.", spots)


def search_decides(scene: Scene) -> Ruling | None:
    """Only the search was seen: what the pages bid one do there says whether more follows."""
    if not begins_with_search(scene.survey.journey):
        return None
    page = next((one for one in (scene.beyond, scene.task) if one is not None and search_field(one)), None)
    if page is None or fault_of(page) is not None or signs.sign_in_wall(page) is not None:
        return None
    spot = page.spot(page.main)
    bid = _bid(scene.task) or (None if page is scene.task else _bid(page))
    if bid is not None:
        return Ruling(Channel.ONLINE, 0.78, "One finds a case here, and is bid to act on it.", (spot, bid))
    away = told(scene.task, off.TOLD_TO_MAIL, scene) or told(scene.task, off.WRITE, scene)
    if away is not None and _SAID.search(away.text[:600]):
        spots = (spot, scene.task.spot(away))
        return Ruling(Channel.LOOKUP_ONLY, 0.76, "Cases are found here, and acted on by letter.", spots)
    why = "Cases can be found; whether one can act on them was not seen."
    return Ruling(None, 0.0, why, (spot,), Cause.NEEDS_REVIEW)


def _bid(page: PageView) -> Spot | None:
    """Return where a page bids one act on a case, and not by letter, e-mail or telephone."""
    if _ACT.search(page.heading[:200]):
        return page.spot(page.heading_element) if page.heading_element is not None else page.spot(page.main)
    for name, element in (*((x.text or x.name, x.element) for x in page.own_links), *page.buttons):
        if _ACT.search(name[:120]) and not say.TO_READ.search(name) and not _OFFLINE.search(name):
            return page.spot(element)
    for block in page.blocks[:60]:
        for sentence in re.split(r"(?<=[.!?])\s+", block.text[:800]):
            if _ACT.search(sentence) and not _OFFLINE.search(sentence) and not say.DENIED.search(sentence):
                return page.spot(block)
    return None
