"""The rules that decide a channel, in order: the first that speaks wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from checks import channel_signals as signs
from checks import channel_words as say
from checks.addresses import canonical
from checks.channel_scene import Ruling, Scene
from checks.content import Block
from checks.faults import Fault, fault_of
from checks.forms import Form
from checks.gating import OFFLINE, cause_of, failed_twice
from checks.kin import of_kin
from checks.model import Applies, Cause, Channel, Spot
from checks.page_kinds import path_words
from checks.verdicts import THRESHOLD, snippet
from checks.views import PageView

Rule = Callable[[Scene], Ruling | None]
DOUBT = 0.08


def ruling_of(scene: Scene) -> Ruling:
    """Return the first ruling: of the task page's state, what lies beyond, what it says."""
    doubts: list[Ruling] = []
    for rule in RULES:
        found = rule(scene)
        if found is None:
            continue
        # What an earlier rule half saw makes a later one less sure.
        sure = found.confidence - DOUBT * len(doubts) - _against(found, doubts)
        if found.channel is None or sure >= THRESHOLD:
            return replace(found, confidence=sure)
        doubts.append(replace(found, confidence=sure))
    return max(doubts, key=lambda one: one.confidence, default=_NOTHING)


def _against(found: Ruling, doubts: list[Ruling]) -> float:
    """A way online that was nearly sure speaks strongly against "only by telephone"."""
    online = any(one.channel is Channel.ONLINE and one.confidence >= 0.55 for one in doubts)
    return 0.15 if online and found.channel in OFFLINE else 0.0


_NOTHING = Ruling(None, 0.0, "No rule could tell how the task is done.", cause=Cause.NEEDS_REVIEW)


def task_page_fails(scene: Scene) -> Ruling | None:
    """The task page itself cannot be judged: gate, error, or not read."""
    fault = fault_of(scene.task)
    return _of_fault(fault, scene.task, scene, on_task=True) if fault else None


def beyond_fails(scene: Scene) -> Ruling | None:
    """The page behind the way in cannot be judged."""
    page = scene.beyond
    if page is None or not (fault := fault_of(page)):
        return None
    notice = signs.closed_notice(page) if fault.kind in ("error", "gone", "empty") else None
    if notice and notice[2]:
        return Ruling(
            Channel.CLOSED_NOW, 0.8, "The form's page says that it is closed.", (page.spot(notice[0]),)
        )
    if fault.kind == "shell":
        return None
    return _of_fault(fault, page, scene, on_task=False)


def beyond_is_document(scene: Scene) -> Ruling | None:
    """The way in ends at a file."""
    page = scene.beyond
    kind = str(page.http.get("content_type") or "").lower() if page is not None else ""
    if any(word in kind for word in ("pdf", "msword", "officedocument", "opendocument", "rtf")):
        return Ruling(Channel.DOCUMENT_FORM, 0.9, "The way in is a file.", (Spot("", kind, scene.last_url),))
    return None


def beyond_is_elsewhere(scene: Scene) -> Ruling | None:
    """The way in leads to a national service's or another authority's site."""
    page = scene.beyond
    if page is None or scene.led_away:
        return None
    return _handed_over(page.url, scene, Spot("html", snippet(page.title or page.heading), page.url), 0.95)


def beyond_decides(scene: Scene) -> Ruling | None:
    """The page behind the way in: a form, a log-in, a closure."""
    page = scene.beyond
    if page is None or fault_of(page) is not None:
        return None
    forms = signs.open_forms(page, scene)
    if "form" in forms:
        return Ruling(
            Channel.ONLINE, 0.95, "The form opens at its first question.", (page.spot(forms["form"]),)
        )
    if page.password is None and page.has_map() and not forms and page.map_element is not None:
        return Ruling(Channel.ONLINE, 0.85, "A map to report on opens.", (page.spot(page.map_element),))
    wall = signs.sign_in_wall(page)
    if wall is not None:
        guest = signs.guest_control(page)
        if guest is not None:
            return Ruling(Channel.ONLINE, 0.85, "It can be done without the account offered.", (guest, wall))
        spoken = signs.guest_way(page) or signs.guest_way(scene.task)
        if spoken is not None:
            return Ruling(
                Channel.SIGN_IN_REQUIRED, 0.6, "It asks to sign in, yet calls that optional.", (wall, spoken)
            )
        return Ruling(Channel.SIGN_IN_REQUIRED, 0.92, "Nothing can be done before signing in.", (wall,))
    notice = signs.closed_notice(page)
    if notice is not None:
        return _of_notice(notice, page)
    if "lookup" in forms:
        return _lookup(page, forms["lookup"])
    ways = [text for text, _ in page.buttons if say.ONLINE_SAID.search(text)] or scene.end == "form"
    if ways:
        return Ruling(
            Channel.ONLINE, 0.75, "The way in leads on to a form.", (Spot("html", page.title, page.url),)
        )
    return None


def route_failed(scene: Scene) -> Ruling | None:
    """The crawler followed the way in and met a dead end, a file, a log-in, or stopped."""
    steps = [step for step in scene.steps if step.get("step") != "task"]
    for step in steps:
        cause = cause_of(step.get("cause"))
        status = step.get("status")
        spot = Spot("", f"{step.get('control') or ''} → HTTP {status or '-'}", str(step.get("url") or ""))
        if cause in (Cause.BLOCKED, Cause.ROBOTS):
            return Ruling(Channel.BLOCKED, 0.9, "A gate stood before the form.", (spot,))
        if cause in (Cause.PAGE_BROKEN, Cause.SERVER_ERROR) or (isinstance(status, int) and status >= 400):
            return Ruling(Channel.BROKEN, 0.85, "The way in fails.", (spot,))
        if cause in (Cause.UNREACHABLE, Cause.TIMEOUT):
            return _unreached(cause, scene, spot)
    spot = Spot("", scene.end_detail, scene.last_url)
    if scene.end == "dead-end":
        return Ruling(Channel.BROKEN, 0.8, "The way in is a dead end.", (spot,))
    if scene.end == "sign-in" and scene.beyond is None:
        return Ruling(Channel.SIGN_IN_REQUIRED, 0.85, "The way in ends at a log-in.", (spot,))
    if scene.end == "document":
        return Ruling(Channel.DOCUMENT_FORM, 0.85, "The way in ends at a file to download.", (spot,))
    return _handed_over(scene.last_url, scene, spot, 0.9) if scene.end == "hand-over" else None


def task_page_closed(scene: Scene) -> Ruling | None:
    """The task page says that the service is shut now, and nothing beyond it opened."""
    notice = signs.closed_notice(scene.task)
    if notice is None or "form" in signs.open_forms(scene.task, scene):
        return None
    block, confidence, planned = notice
    match = scene.words.match(block.text[:300])
    early = scene.task.blocks[: signs.LEAD]
    if block not in early and not match.object and not say.ONLINE_SAID.search(block.text):
        return None
    if scene.way.kind == "follow" and scene.way.score >= 0.6:
        confidence -= 0.1
    if not planned and scene.way.kind == "follow":
        return None
    return _of_notice((block, confidence, planned), scene.task)


def task_page_not_offered(scene: Scene) -> Ruling | None:
    """The council says that it does not provide the service."""
    block = signs.not_offered(scene.task, scene)
    if block is None or (scene.way.score >= 0.6 and scene.way.kind == "follow"):
        return None
    elsewhere = signs.other_body(scene.task, scene)
    if (elsewhere is not None and elsewhere[1] >= THRESHOLD) or signs.open_forms(scene.task, scene):
        return None
    return Ruling(
        Channel.NOT_OFFERED, 0.85, "The council says it does not provide this.", (scene.task.spot(block),)
    )


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
            return _handed_over(one.url, scene, Spot(one.selector, snippet(one.text), one.url), 0.85)
    # A mere link to another council says nothing; one that the text explains was dealt with above.
    sure = 0.45 if way.authority == "national" else 0.7
    if way.kind == "hand-over" and way.score >= sure and not scene.led_away:
        return _handed_over(way.url, scene, Spot(way.selector, snippet(way.text), way.url), 0.85)
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
    way = scene.way
    if scene.end in ("none", "document") or way.kind not in ("follow", "sign-in"):
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
    confidence = min(0.85, 0.35 + 0.5 * way.score + 0.1 * stated + 0.1 * pressed)
    if must is not None and guest is None:
        confidence = min(confidence, 0.65)
    return Ruling(Channel.ONLINE, confidence, "The page links to an online form or service.", (spot,))


def task_page_lists(scene: Scene) -> Ruling | None:
    """A look-up task answered by a list of days or streets on the page itself."""
    if scene.lookup_task and signs.lists_days(scene.task):
        return Ruling(
            Channel.ONLINE, 0.78, "The page lists what is looked up.", (scene.task.spot(scene.task.main),)
        )
    return None


def task_page_offline(scene: Scene) -> Ruling | None:
    """The first offline way in the methodology's order: document, e-mail, telephone, visit or letter."""
    found = next(_offline(scene), None)
    forms = signs.open_forms(scene.task, scene)
    if "lookup" in forms and (found is None or found.confidence < 0.8):
        return _lookup(scene.task, forms["lookup"])
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


RULES: tuple[Rule, ...] = (
    task_page_fails, beyond_is_document, beyond_is_elsewhere, beyond_fails, beyond_decides, route_failed,
    task_page_form, task_page_closed, task_page_not_offered, task_page_sends_elsewhere,
    task_page_points_to_kin, task_page_leads_online,
    task_page_lists, task_page_offline, task_page_informs,
)  # fmt: skip


def _offline(scene: Scene) -> Iterator[Ruling]:
    page = scene.task
    papers = signs.paper_forms(page, scene)
    if papers:
        link, confidence = papers[0]
        yield Ruling(Channel.DOCUMENT_FORM, confidence, "Only a form to download.", (page.spot(link),))
    emails, phones = signs.own_emails(page, scene), signs.own_phones(page, scene)
    call = signs.told(page, say.TOLD_TO_CALL)
    # A contact box lists both; what the text tells the resident to do comes before what is merely listed.
    written = emails and (signs.told(page, say.TOLD_TO_MAIL) is not None or call is None or not phones)
    if emails and written:
        yield Ruling(Channel.EMAIL_ONLY, 0.82, "Only an e-mail address.", (page.spot(emails[0]),))
    if phones:
        yield Ruling(Channel.PHONE_ONLY, 0.85, "Only a telephone number.", (page.spot(phones[0]),))
    elif call is not None and signs.number_anywhere(page):
        yield Ruling(Channel.PHONE_ONLY, 0.74, "The page says to telephone.", (page.spot(call),))
    place = signs.in_person(page)
    if place is not None:
        yield Ruling(Channel.IN_PERSON_OR_POST, 0.8, "Only a visit or a letter.", (page.spot(place),))


def _lookup(page: PageView, form: Form) -> Ruling:
    return Ruling(Channel.LOOKUP_ONLY, 0.78, "Something can be looked up, no more.", (page.spot(form),))


def _handed_over(url: str, scene: Scene, spot: Spot, confidence: float) -> Ruling | None:
    body = scene.body(url)
    if body == "national":
        return Ruling(Channel.NATIONAL_SERVICE, confidence, "Handed over to a national service.", (spot,))
    if body != "other":
        return None
    said = signs.other_body(scene.task, scene)
    survey = scene.survey
    told = said is not None or survey.council.type.value == "district"
    told = told or survey.journey.applies_to(survey.council) is Applies.SIGNPOST
    spots = (spot, *((scene.task.spot(said[0]),) if said is not None else ()))
    # A neighbour may run a shared service for this council: its page would then not speak of another body.
    return Ruling(
        Channel.OTHER_AUTHORITY, confidence if told else 0.65, "Handed over to another authority.", spots
    )


def _of_fault(fault: Fault, page: PageView, scene: Scene, *, on_task: bool) -> Ruling:
    spot = Spot("html", snippet(page.heading or page.title or fault.why), page.url)
    if fault.kind == "gate" or fault.cause in (Cause.BLOCKED, Cause.ROBOTS):
        return Ruling(Channel.BLOCKED, 0.95, fault.why, (spot,))
    if fault.cause in (Cause.UNREACHABLE, Cause.TIMEOUT):
        return _unreached(fault.cause, scene, spot)
    if fault.cause in (Cause.PAGE_BROKEN, Cause.SERVER_ERROR):
        where = "task page" if on_task else "form"
        return Ruling(Channel.BROKEN, 0.85, f"The {where} fails: {fault.why}", (spot,))
    return Ruling(None, 0.0, fault.why, (spot,), fault.cause)


def _unreached(cause: Cause, scene: Scene, spot: Spot) -> Ruling:
    """A host that does not answer may be our network's fault: broken only if it failed again later."""
    if failed_twice(scene.survey):
        return Ruling(Channel.BROKEN, 0.8, "The way in did not answer on two visits.", (spot,))
    return Ruling(None, 0.0, "The way in did not answer.", (spot,), cause)


def _of_notice(notice: tuple[Block, float, bool], page: PageView) -> Ruling:
    block, confidence, planned = notice
    spot = page.spot(block)
    if planned:
        return Ruling(
            Channel.CLOSED_NOW, confidence, "The page says that the service is closed now.", (spot,)
        )
    if say.ERROR_WORDS.search(block.text[:500]):
        return Ruling(Channel.BROKEN, confidence, "The page says that the form does not work.", (spot,))
    # "Unavailable" without a reason may be either.
    temporary = "temporar" in block.text.lower()
    channel = Channel.CLOSED_NOW if temporary else Channel.BROKEN
    return Ruling(channel, 0.72 if temporary else 0.6, "The page says that the form is unavailable.", (spot,))


def _around(scene: Scene) -> str:
    """Return the sentence in which the way in stands."""
    for link in scene.task.own_links:
        if link.url == scene.way.url and link.element.parent is not None:
            return link.element.parent.get_text(" ", strip=True)[:300]
    return ""
