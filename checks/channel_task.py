"""The rules of the task page: its own form, a closure, another body, a way in that was not followed."""

from __future__ import annotations

import re

from checks import channel_signals as signs
from checks import channel_words as say
from checks import offline_words as off
from checks.addresses import canonical
from checks.channel_beyond import handed_over, of_lookup, of_notice
from checks.channel_offline import lists_days, offline_ways, told
from checks.channel_scene import Ruling, Scene
from checks.contacts import sentence_with
from checks.faults import fault_of
from checks.finding_links import is_other_verb
from checks.kin import of_kin
from checks.model import Applies, Channel, Spot
from checks.page_kinds import path_words
from checks.route import leads_to_form
from checks.route_words import START
from checks.verdicts import THRESHOLD, snippet
from checks.views import Link

# A link set as a button is what the page wants a resident to press.
_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button|cta|call-to-action|action|start)(?:$|[\s_-])", re.I)


def task_page_form(scene: Scene) -> Ruling | None:
    """The task page holds the form, or the log-in, itself."""
    page = scene.task
    forms = signs.open_forms(page, scene)
    if "form" in forms:
        return Ruling(Channel.ONLINE, 0.92, "The form is on the task page.", (page.spot(forms["form"]),))
    if page.password is not None and not page.task_forms and scene.way.kind != "follow":
        guest = signs.guest_control(page)
        spots = tuple(spot for spot in (page.spot(page.password), guest) if spot is not None)
        if guest is not None:
            return Ruling(Channel.ONLINE, 0.8, "It can be done without the account offered.", spots)
        return Ruling(Channel.SIGN_IN_REQUIRED, 0.88, "The task page asks to sign in first.", spots)
    guest = signs.guest_control(page)
    if guest is not None and any(say.SIGN_IN.search(name) for name, _ in page.buttons):
        return Ruling(Channel.ONLINE, 0.82, "It can be done without the account offered.", (guest,))
    return None


def task_page_closed(scene: Scene) -> Ruling | None:
    """The task page says that the service is shut now, and nothing beyond it opened."""
    notice = signs.closed_notice(scene.task)
    if notice is None or "form" in signs.open_forms(scene.task, scene):
        return None
    block, confidence, planned = notice
    match = scene.words.match(block.text[:300])
    early = (*scene.task.blocks[: signs.LEAD], *signs.told_from_heading(scene.task)[: signs.LEAD])
    if block not in early and not match.object and not say.ONLINE_SAID.search(block.text):
        return None
    if scene.way.kind == "follow" and scene.way.score >= 0.6:
        confidence -= 0.1
    if not planned and scene.way.kind == "follow":
        return None
    return of_notice((block, confidence, planned), scene.task)


def task_page_not_offered(scene: Scene) -> Ruling | None:
    """The council says that it does not provide the service."""
    block = signs.not_offered(scene.task, scene)
    if block is None or (scene.way.score >= 0.6 and scene.way.kind == "follow"):
        return None
    elsewhere = signs.other_body(scene.task, scene)
    if (elsewhere is not None and elsewhere[1] >= THRESHOLD) or "form" in signs.open_forms(scene.task, scene):
        return None
    asked = told(scene.task, off.TOLD_TO_CALL, scene) or told(scene.task, off.TOLD_TO_MAIL, scene)
    # Whoever says how to book it only leaves some things out.
    partly = asked is not None and asked is not block and scene.words.match(asked.text[:300]).action > 0
    return Ruling(
        Channel.NOT_OFFERED,
        0.6 if partly else 0.85,
        "The council says it does not provide this.",
        (scene.task.spot(block),),
    )


def task_page_sends_elsewhere(scene: Scene) -> Ruling | None:
    """The task page says that another body is responsible, or hands over to a national service."""
    way = scene.way
    other = signs.other_body(scene.task, scene)
    own_way = way.kind == "follow" and way.score >= 0.6 and scene.body(way.url) in ("own", "supplier")
    if other is not None and not own_way:
        block, confidence, link = other
        spots = (scene.task.spot(block), *((scene.task.spot(link),) if link is not None else ()))
        return Ruling(Channel.OTHER_AUTHORITY, confidence, "Another body is responsible.", spots)
    for one in (way, *way.alternatives):
        about = scene.words.match(path_words(one.url)).object
        if one.authority == "national" and about >= 0.6 and one.score >= 0.3 and not scene.led_away:
            return handed_over(one.url, scene, Spot(one.selector, snippet(one.text), one.url), 0.85)
    national = None if own_way or scene.led_away else signs.national_link(scene.task, scene)
    if national is not None:
        spot = scene.task.spot(national)
        return Ruling(Channel.NATIONAL_SERVICE, 0.8, "Handed over to a national service.", (spot,))
    # A mere link to another council says nothing; one that the text explains was dealt with above.
    sure = 0.45 if way.authority == "national" else 0.7
    if way.kind == "hand-over" and way.score >= sure and not scene.led_away:
        return handed_over(way.url, scene, Spot(way.selector, snippet(way.text), way.url), 0.85)
    return None


def task_page_points_to_kin(scene: Scene) -> Ruling | None:
    """A council that does not run the service points to the one that does, in whatever words.

    Where its tier has no part in the service, a sentence of its page that leads to its county or district is
    the hand-over: no word like "responsible" is needed.
    """
    survey, way = scene.survey, scene.way
    if survey.journey.applies_to(survey.council) is not Applies.SIGNPOST:
        return None
    if way.kind == "follow" and way.score >= 0.6 and scene.body(way.url) in ("own", "supplier"):
        return None
    for link in scene.task.own_links:
        if not link.url or not of_kin(link.url, survey):
            continue
        parent = link.element.find_parent(["p", "li", "td", "dd", "div"])
        around = parent.get_text(" ", strip=True)[:700] if parent is not None else link.text
        told = bool(say.BODY.search(around) or say.BODY.search(link.text))
        spots = (scene.task.spot(link),)
        return Ruling(
            Channel.OTHER_AUTHORITY, 0.85 if told else 0.75, "The page points to the other council.", spots
        )
    return None


def task_page_leads_online(scene: Scene) -> Ruling | None:
    """The task page has a clear way to an online form, though what lies behind it was not seen."""
    way, page = scene.way, scene.beyond
    if (
        scene.end == "document"
        or (scene.end == "none" and page is None)
        or way.kind not in ("follow", "sign-in")
    ):
        return None
    read = page is not None and fault_of(page) is None
    if page is not None and signs.open_forms(page, scene):
        return None
    spot = Spot(way.selector, snippet(way.text), way.url)
    must = signs.must_sign_in(scene.task)
    guest = signs.guest_way(scene.task)
    if way.kind == "sign-in" and guest is None:
        spots = (spot, *((scene.task.spot(must),) if must is not None else ()))
        return Ruling(Channel.SIGN_IN_REQUIRED, 0.8, "The only way in is to sign in.", spots)
    if must is not None and guest is None and say.SIGN_IN.search(way.text):
        return Ruling(
            Channel.SIGN_IN_REQUIRED, 0.78, "The way in is a log-in.", (scene.task.spot(must), spot)
        )
    stated = bool(say.ONLINE_SAID.search(f"{way.text} {_around(scene)}"))
    pressed = bool(say.PRESS.search(way.text.strip()))
    formish = leads_to_form(way.url) and bool(START.search(way.text))
    confidence = min(0.85, 0.35 + 0.5 * way.score + 0.1 * (stated + pressed + formish))
    if must is not None and guest is None:
        confidence = min(confidence, 0.65)
    if read:
        # The next page was seen, and neither a form nor anything else of use was on it.
        confidence = min(confidence, 0.6)
    return Ruling(Channel.ONLINE, confidence, "The page links to an online form or service.", (spot,))


def task_page_signs_in(scene: Scene) -> Ruling | None:
    """The task page bids the resident sign in, and offers nothing else to do it with."""
    page = scene.task
    if (scene.way.kind == "follow" and scene.way.score >= 0.6) or signs.guest_way(page) is not None:
        return None
    controls = [*((x.text or x.name, x.element) for x in page.own_links if not x.document), *page.buttons]
    for text, element in controls:
        if not say.SIGN_IN.search(text):
            continue
        to_do = say.SIGN_IN_TO.search(text) and scene.words.match(text[:200]).score > 0
        must = signs.must_sign_in(page)
        if to_do or must is not None:
            sure = 0.8 if to_do and must is not None else 0.75
            return Ruling(Channel.SIGN_IN_REQUIRED, sure, "The way in is a log-in.", (page.spot(element),))
    return None


def task_page_says_online(scene: Scene) -> Ruling | None:
    """A sentence sends to a site that it links, or says that the task can be done online."""
    page = scene.task
    if scene.beyond is not None or scene.led_away:
        return None
    for link in page.own_links:
        parent = link.element.find_parent(("p", "li", "td", "div", "section"))
        if parent is None or link.document or scene.body(link.url) not in ("own", "supplier"):
            continue
        said = sentence_with(parent.get_text(" ", strip=True)[:1500], link.text)
        match = scene.words.match(said[:300])
        to_site = say.TO_A_SITE.search(said) and say.TO_A_SITE.search(link.text)
        if to_site and match.object and match.action and match.decoy < 0.8 and not say.DENIED.search(said):
            return Ruling(Channel.ONLINE, 0.72, "The page sends there to do it.", (page.spot(link),))
    for block in page.blocks[:60]:
        text = block.text[:500]
        spoken = say.CAN_ONLINE.search(text) and not say.DENIED.search(text)
        if spoken and block.place == "main" and not _for_business(text):
            return Ruling(
                Channel.ONLINE, 0.56, "It is said to be online; the way was not found.", (page.spot(block),)
            )
    return None


def beyond_unread(scene: Scene) -> Ruling | None:
    """The page behind a clear way in names the task, and only a browser could have drawn its form."""
    page, way = scene.beyond, scene.way
    if page is None or way.kind != "follow" or way.score < 0.6:
        return None
    fault = fault_of(page)
    framed = not page.frames and page.soup.find("iframe") is not None and page.device.value == ""
    if (fault is None and not framed) or (fault is not None and fault.kind != "shell"):
        return None
    spot = Spot("html", snippet(page.title or page.heading), page.url)
    sure = 0.76 if scene.names_task(page) else 0.6
    return Ruling(Channel.ONLINE, sure, "The form is drawn by script or in a frame.", (spot,))


def way_unexplained(scene: Scene) -> Ruling | None:
    """A way in was followed, or stands on the page, of which nothing could be told: no time to say "only"."""
    page, way = scene.beyond, scene.way
    if page is not None and way.kind == "follow" and way.score >= 0.6:
        spot = Spot("html", snippet(page.title or page.heading), page.url)
        return Ruling(Channel.ONLINE, 0.6, "The way in leads to a page that could not be made out.", (spot,))
    link = next((x for x in scene.task.own_links if _is_prominent(x, scene)), None)
    if link is None:
        return None
    spot = scene.task.spot(link)
    return Ruling(Channel.ONLINE, 0.58, "A control of the page may be the way in.", (spot,))


def _for_business(text: str) -> bool:
    return bool(say.BUSINESS.search(text)) and not say.RESIDENT.search(text)


def _is_prominent(link: Link, scene: Scene) -> bool:
    text = f"{link.text} {link.name}".strip()
    if not link.url or link.document or canonical(link.url) == canonical(scene.task.url):
        return False
    if (
        scene.body(link.url) not in ("own", "supplier")
        or say.GENERAL_CONTACT.search(text)
        or say.SIGN_IN.search(text)
    ):
        return False
    found = scene.words.match(text[:200])
    if (found.decoy >= 0.8 and not (found.object and found.distinct)) or _for_business(text):
        return False
    if not found.action and is_other_verb(text, scene.words):
        return False
    names = f"{link.element.get('role') or ''} {' '.join(str(link.element.get('class') or '').split()[:9])}"
    return leads_to_form(link.url) or bool(_BUTTON.search(names) and START.search(text))


def task_page_lists(scene: Scene) -> Ruling | None:
    """A look-up task answered by a list of days or streets on the page itself."""
    if scene.lookup_task and lists_days(scene.task):
        return Ruling(
            Channel.ONLINE, 0.78, "The page lists what is looked up.", (scene.task.spot(scene.task.main),)
        )
    return None


def task_page_offline(scene: Scene) -> Ruling | None:
    """The first offline way in the methodology's order: document, e-mail, telephone, visit or letter."""
    found = next(offline_ways(scene), None)
    forms = signs.open_forms(scene.task, scene)
    if "lookup" in forms and (found is None or found.confidence < 0.8):
        return of_lookup(scene.task, forms["lookup"])
    return found


def task_page_informs(scene: Scene) -> Ruling | None:
    """The page is about the task, and gives no way to act."""
    page = scene.task
    confidence = 0.85 if scene.names_task(page) else 0.6
    own = {canonical(link.url) for link in page.own_links}
    ways = [way for way in (scene.way, *scene.way.alternatives) if canonical(way.url) in own]
    if any(way.score >= 0.4 for way in ways):
        confidence -= 0.2
    if len(page.text) < 120:
        confidence -= 0.2
    return Ruling(
        Channel.INFORMATION_ONLY, confidence, "The page gives no way to act.", (page.spot(page.main),)
    )


def _around(scene: Scene) -> str:
    """Return the sentence in which the way in stands."""
    for link in scene.task.own_links:
        if link.url == scene.way.url and link.element.parent is not None:
            return link.element.parent.get_text(" ", strip=True)[:300]
    return ""
