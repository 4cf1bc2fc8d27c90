"""The rules of the pages that cannot be judged, and of what lies behind the way in."""

from __future__ import annotations

import re

from checks import channel_signals as signs
from checks import channel_words as say
from checks.addresses import canonical
from checks.channel_scene import Ruling, Scene
from checks.content import Block
from checks.faults import Fault, fault_of
from checks.forms import Form
from checks.gating import cause_of, failed_twice
from checks.model import Applies, Cause, Channel, Spot
from checks.verdicts import snippet
from checks.views import PageView, as_list, as_mapping

_STEP = re.compile(
    r"\b(step|question|page|part|section|cam)( page)? \d{1,2} (of|o|/) \d{1,2}\b|\b\d{1,2} of \d{1,2}\b", re.I
)


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
    return handed_over(page.url, scene, Spot("html", snippet(page.title or page.heading), page.url), 0.95)


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
        return _of_wall(wall, page, scene)
    notice = signs.closed_notice(page)
    if notice is not None:
        return of_notice(notice, page)
    if "perhaps" in forms:
        spot = page.spot(forms["perhaps"])
        return Ruling(Channel.ONLINE, 0.6, "It may be the first question, or only a look-up.", (spot,))
    if "lookup" in forms:
        return of_lookup(page, forms["lookup"])
    if page.task_forms and not forms:
        spot = page.spot(page.task_forms[0])
        return Ruling(Channel.ONLINE, 0.72, "A form opens, with nothing to be answered as yet.", (spot,))
    choices = _choices(page)
    if choices is not None:
        return Ruling(Channel.ONLINE, 0.82, "The first question opens, answered by links.", (choices,))
    ways = [text for text, _ in page.buttons if say.ONLINE_SAID.search(text)] or scene.end == "form"
    if ways and not forms:
        return Ruling(
            Channel.ONLINE, 0.75, "The way in leads on to a form.", (Spot("html", page.title, page.url),)
        )
    return None


def _of_wall(wall: Spot, page: PageView, scene: Scene) -> Ruling:
    guest = signs.guest_control(page)
    if guest is not None:
        return Ruling(Channel.ONLINE, 0.85, "It can be done without the account offered.", (guest, wall))
    spoken = signs.guest_way(page) or signs.guest_way(scene.task)
    if spoken is not None:
        return Ruling(
            Channel.SIGN_IN_REQUIRED, 0.6, "It asks to sign in, yet calls that optional.", (wall, spoken)
        )
    return Ruling(Channel.SIGN_IN_REQUIRED, 0.92, "Nothing can be done before signing in.", (wall,))


def _choices(page: PageView) -> Spot | None:
    """Return the answers of a question page that is made of links: they lead back to its own address."""
    own = _plain(page.url)
    answers = [x for x in page.own_links if "?" in x.url and _plain(x.url) == own and x.url != page.url]
    if len(answers) < 2 or not any(_STEP.search(block.text[:200]) for block in page.blocks[:12]):
        return None
    return page.spot(answers[0])


def _plain(url: str) -> str:
    return canonical(url).partition("?")[0]


def route_failed(scene: Scene) -> Ruling | None:
    """The crawler followed the way in and met a dead end, a file, a log-in, or stopped."""
    if _is_nameless_frame(scene):
        return None
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
    if scene.end == "dead-end" and (_untried(scene) or scene.way.kind == "none"):
        # Of a control that does not look like the way in, a failure says little.
        return Ruling(Channel.BROKEN, 0.6, "A control fails, but perhaps not the way in.", (spot,))
    if scene.end == "dead-end":
        return Ruling(Channel.BROKEN, 0.8, "The way in is a dead end.", (spot,))
    if scene.end == "sign-in" and scene.beyond is None:
        return Ruling(Channel.SIGN_IN_REQUIRED, 0.85, "The way in ends at a log-in.", (spot,))
    if scene.end == "document":
        return Ruling(Channel.DOCUMENT_FORM, 0.85, "The way in ends at a file to download.", (spot,))
    return handed_over(scene.last_url, scene, spot, 0.9) if scene.end == "hand-over" else None


def _untried(scene: Scene) -> bool:
    """Say whether the first way in was left alone, for want of a press or a browser."""
    tried = as_list(as_mapping(scene.survey.route).get("attempts"))
    first = cause_of(as_mapping(tried[0]).get("cause")) if tried else None
    return first in (Cause.POLICY_STOP, Cause.NOT_MEASURED)


def _is_nameless_frame(scene: Scene) -> bool:
    """Say whether the way in that failed is a frame of which nothing says that it holds a form."""
    way = scene.way
    return way.how == "frame" and scene.beyond is None and not way.text.strip() and way.score < 0.7


def handed_over(url: str, scene: Scene, spot: Spot, confidence: float) -> Ruling | None:
    """Rule on an address that is another body's: a national service or another authority; None for others."""
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


def of_lookup(page: PageView, form: Form) -> Ruling:
    """Rule on a page whose form only looks something up."""
    return Ruling(Channel.LOOKUP_ONLY, 0.78, "Something can be looked up, no more.", (page.spot(form),))


def of_notice(notice: tuple[Block, float, bool], page: PageView) -> Ruling:
    """Rule on a notice that the service is shut: planned is closed, an error is broken."""
    block, confidence, planned = notice
    spot = page.spot(block)
    if planned:
        return Ruling(
            Channel.CLOSED_NOW, confidence, "The page says that the service is closed now.", (spot,)
        )
    if say.ERROR_WORDS.search(block.text[:500]):
        return Ruling(Channel.BROKEN, confidence, "The page says that the form does not work.", (spot,))
    # "Unavailable" without a reason may be either.
    for_now = bool(say.FOR_NOW.search(block.text[:500]))
    channel = Channel.CLOSED_NOW if for_now else Channel.BROKEN
    return Ruling(channel, 0.74 if for_now else 0.6, "The page says that the form is unavailable.", (spot,))


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
