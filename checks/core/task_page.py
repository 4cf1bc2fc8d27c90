"""What the task page says: its name, what is needed, the cost, what is next, other ways, old news."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checks.absence import lacking
from checks.channel_offline import own_emails, own_phones
from checks.channel_scene import scene_of
from checks.model import Channel, Device, Journey, Spot, Verdict
from checks.naming import Naming, naming
from checks.passages import Passage, passages_on
from checks.reading_time import When, add_working_days, dates
from checks.registry import question
from checks.start_control import start_control, start_controls
from checks.verdicts import no, not_applicable, snippet, unsure, yes
from checks.views import PageView, as_list, as_mapping
from checks.wording import any_of, fees, next_steps, share_fee, things_to_have, told_free

SCREEN_PX = 844
IN_VIEW_PX = SCREEN_PX * 1.5
# What covers more of the screen than this leaves nothing of the page to use.
WALL = 0.9
SURE = 0.7
MERE_OUTCOME = 0.5
# So many working days a page may lag behind a date before it counts as forgotten.
GRACE = 10
BC = "Socitm, Better Connected: a rule of the task surveys"
OWN = "Better Served, methodology 2026-1: a question of our own"


@question(
    "Is the task described and done on web pages, not only in PDF or Word files?",
    at="task",
    yes="The task is described and done on web pages.",
    no="The task is done only with a file: “{name}”.",
    source=f"{BC}; Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility "
    "Regulations 2018",
)
def web_page(task: PageView) -> Verdict:
    """What it asks: whether the page itself tells of the task and leads to it without a file to download.

    Why it matters: files are hard to read and fill in on a phone and with assistive technology.
    How to fix: put the text on a web page and offer an online form; keep the file for those who ask for it.
    """
    kind = str(task.http.get("content_type") or "")
    if kind and "html" not in kind and "xml" not in kind and "text/plain" not in kind:
        return no(Spot("", kind, task.url), name=task.url)
    channel = task.survey.decision.channel if task.survey and task.survey.decision else None
    forms = [link for link in task.documents if _FORM_FILE.search(f"{link.name} {link.text} {link.url}")]
    if channel is Channel.DOCUMENT_FORM:
        files = forms or list(task.documents)
        name = (files[0].name or files[0].text) if files else "a form to download"
        return no(*(task.spot(link) for link in files[:3]), name=name)
    if forms and channel is None and not task.task_forms:
        return unsure(
            "A form is offered as a file; whether it is the only way could not be told.",
            task.spot(forms[0]),
        )
    return yes(task.spot(task.main))


_FORM_FILE = any_of(r"forms?|application|ffurflen|apply|claim|request")


@question(
    "Do the title and the main heading name the task?",
    at="task",
    yes="Title and main heading name the task: “{heading}”.",
    no="{which}",
    source="WCAG 2.4.2 Page Titled, 2.4.6 Headings and Labels",
)
def title_names_task(task: PageView) -> Verdict:
    """What it asks: whether both the page's title and its main heading name the task, not the site or
    “Welcome”.

    Why it matters: the title is what search results, tabs and screen readers say first.
    How to fix: begin title and main heading with the task in a resident's words.
    """
    journey = task.journey
    if journey is None:
        return unsure("The journey is not known.")
    said = {"title": _named(task.title, journey), "main heading": _named(task.heading, journey)}
    spots = [task.spot(tag) for tag in (task.soup.title, task.heading_element) if tag is not None]
    lacking = [part for part, found in said.items() if found is False]
    if lacking:
        texts = {"title": task.title, "main heading": task.heading}
        which = " and ".join(
            f"the {part} is “{snippet(texts[part])[:80]}”" if texts[part] else f"there is no {part}"
            for part in lacking
        )
        return no(*spots, which=f"{which[0].upper()}{which[1:]}, which does not name the task.")
    if all(found is None for found in said.values()):
        return unsure(
            "Title and main heading name the wider service; whether that is the task is for a person.",
            *spots,
        )
    return yes(*spots, heading=task.heading)


def _named(text: str, journey: Journey) -> bool | None:
    """Say whether a text names the task; None where it names a thing as wide as the whole service.

    A question about the thing ("What homes are there?") names what is told of it; a product's name is none.
    """
    found = naming(text, journey)
    bare = text.split(" - ")[0].split(" | ")[0]
    if found is Naming.THING and (_ASKS.match(text) or _PRODUCT.fullmatch(bare)):
        return False
    return None if found is Naming.BROAD else found in (Naming.TASK, Naming.THING)


_ASKS = re.compile(r"\W*(?:what|why|who|which|how (?:much|many|long)|is|are|does|do) (?!to do\b)", re.I)
# Names under which suppliers sell, which say nothing to a resident.
_PRODUCT = re.compile(
    r"\W*(?:public access|(?:simple|advanced|application|property) search|online applications(?: search)?"
    r"|e-?services?|self[- ]?serv\w*|citizen (?:portal|access)|my ?account|planning explorer)\W*",
    re.I,
)


@question(
    "Is the way to start obvious and in view on a phone?",
    at="task",
    needs=("layout",),
    device=Device.PHONE,
    yes="On a phone “{name}” stands {px} px from the top.",
    no="On a phone “{name}” stands {px} px from the top, further than one and a half screens.",
    source=OWN,
)
def start_in_view(task: PageView) -> Verdict:
    """What it asks: whether the control that starts the task stands within 1.5 screens of a phone (390
    x 844).

    Why it matters: a start that is below pages of text is not seen, and residents ring instead.
    How to fix: put the start near the top, and move conditions and background below it.
    """
    offered, best = start_control(task)
    if not offered:
        return not_applicable("The page has no control that starts the task.")
    if best is None:
        return unsure("The control that starts the task could not be told among those measured.")
    name, top = str(best.get("name") or best.get("text") or "the start"), round(float(best.get("y") or 0))
    spot = Spot(str(best.get("selector") or ""), snippet(name), task.url)
    return (yes if top <= IN_VIEW_PX else no)(spot, name=name, px=top)


@question(
    "Can the way to start be reached on a phone?",
    at="task",
    needs=("layout",),
    device=Device.PHONE,
    yes="On a phone “{name}” can be reached.",
    no="On a phone “{name}” {why}.",
    source=OWN,
)
def start_reachable(task: PageView) -> Verdict:
    """What it asks: whether something that cannot be closed lies over the control that starts the task on a
    phone (390 x 844), or the control stands outside a page that does not scroll that far.

    Why it matters: a resident who comes by phone then cannot do the task at all.
    How to fix: let every notice be closed or refused, and let the page's boxes shrink and wrap.
    """
    offered, controls = start_controls(task)
    if not offered:
        return not_applicable("The page has no control that starts the task.")
    if not controls:
        return unsure("The control that starts the task could not be told among those measured.")
    overlays = [as_mapping(one) for one in as_list(as_mapping(task.layout).get("overlays"))]
    walls = {str(one.get("selector")) for one in overlays if float(one.get("covers") or 0) > WALL}
    reached = [(one, _out_of_reach(one, walls)) for one in controls]
    best, why = next((pair for pair in reached if not pair[1]), reached[0])
    name = str(best.get("name") or best.get("text") or best.get("label") or "the start")
    spot = Spot(str(best.get("selector") or ""), snippet(name), task.url)
    return no(spot, name=snippet(name), why=why, confidence=0.9) if why else yes(spot, name=snippet(name))


def _out_of_reach(control: Mapping[str, Any], walls: set[str]) -> str:
    """Return why nobody with a phone can get at a control, as the end of a sentence; "" where they can."""
    if str(control.get("hidden_by") or "") in walls:
        return "lies under a box that covers the whole screen and was still there after cookies were refused"
    return (
        "stands outside the screen, and the page does not scroll that far" if control.get("cut_off") else ""
    )


@question(
    "Does it say what you need before you start?",
    at="task",
    yes="The page says what to have ready: “{words}”",
    no="The page does not say what to have ready.",
    source="GOV.UK Design System, pattern “Start using a service”",
)
def what_you_need(task: PageView) -> Verdict:
    """What it asks: whether the page names things to have ready: numbers, documents, photographs, details.

    Why it matters: a resident who has to stop half-way to look for a document often does not come back.
    How to fix: list before the start what the form will ask for.
    """
    sign = things_to_have(passages_on(task))
    if sign is None:
        return lacking(task, confidence=0.8)
    spot = task.spot(sign.passage.element)
    if sign.strength < SURE:
        return unsure("The page may say what to have ready.", spot, confidence=sign.strength)
    return yes(spot, words=snippet(sign.words)[:160], confidence=sign.strength)


@question(
    "Does it say what it costs, or that it is free?",
    at="task",
    yes="The page says what it costs: “{words}”",
    no="The page says neither what it costs nor that it is free.",
    source=OWN,
)
def cost(task: PageView) -> Verdict:
    """What it asks: whether the page names the price of the task, or says that there is none.

    Why it matters: residents need to know before they start whether they can afford it, or fear a charge.
    How to fix: say the price for each choice near the top, or “This service is free”.
    """
    told = passages_on(task)
    paid = fees(told)
    if paid:
        return yes(task.spot(paid[0][0].element), words=snippet(paid[0][0].text)[:160], confidence=0.9)
    share = share_fee(told)
    if share:
        return yes(task.spot(share.element), words=snippet(share.text)[:160], confidence=0.8)
    free = told_free(told, lambda text: bool(task.journey and naming(text, task.journey) in _ABOUT))
    if free is None:
        return lacking(task, confidence=0.85)
    spot = task.spot(free.passage.element)
    if free.strength < SURE:
        return unsure("Something on the page is free; whether it is the task could not be told.", spot)
    return yes(spot, words=snippet(free.passage.text)[:160], confidence=free.strength)


_ABOUT = (Naming.TASK, Naming.THING, Naming.BROAD)


@question(
    "Does it say what happens next, with a timescale?",
    at="task",
    yes="The page says what happens next and when: “{words}”",
    no="The page does not say both what happens next and when.",
    source="GOV.UK Design System, pattern “Confirmation pages”",
)
def what_happens_next(task: PageView) -> Verdict:
    """What it asks: whether the page says what the council does after the task is done, and within
    what time.

    Why it matters: a resident who knows when to expect an answer does not ring to chase it.
    How to fix: say what happens and how long it takes, in working days.
    """
    signs = next_steps(passages_on(task), task.as_of)
    timed = [sign for sign in signs if sign.strength >= SURE]
    if timed:
        passage = timed[0].passage
        return yes(
            task.spot(passage.element), words=snippet(passage.text)[:160], confidence=timed[0].strength
        )
    doubtful = max(signs, key=lambda sign: sign.strength, default=None)
    spot = task.spot(doubtful.passage.element if doubtful else task.main)
    if doubtful and doubtful.strength > MERE_OUTCOME:
        return unsure("The page names a time; whether it is that of what happens next is for a person.", spot)
    return lacking(task, spot, confidence=0.85)


@question(
    "Is nothing on the way out of date?",
    at="task",
    yes="Nothing on the page is stated as to come that is past.",
    no="The page speaks of {when} as to come: “{words}”",
    source=BC,
)
def up_to_date(task: PageView) -> Verdict:
    """What it asks: whether the page states as future a date that has passed, or still shows an ended
    notice.

    Why it matters: an old date makes a resident doubt everything else on the page.
    How to fix: remove or renew what is past; give notices an end date in the content system.
    """
    doubtful: tuple[Passage, When] | None = None
    nation = task.council.nation if task.council else "England"
    for passage in passages_on(task):
        if not _TO_COME.search(passage.text) or _PAST.search(passage.text):
            continue
        whens = dates(passage.text, task.as_of)
        if not whens:
            continue
        last = max(whens, key=lambda when: when.last)
        if add_working_days(last.last, GRACE, nation) >= task.as_of:
            continue
        if last.year_given:
            spot = task.spot(passage.element)
            return no(spot, when=last.text, words=snippet(passage.text)[:160], confidence=0.8)
        doubtful = doubtful or (passage, last)
    if doubtful:
        return unsure(f"{doubtful[1].text} may be past.", task.spot(doubtful[0].element))
    return yes(task.spot(task.main), confidence=0.9)


_TO_COME = any_of(
    r"will (?:be|open|close|start|begin|end|change|take place|not|return|resume|go|move|increase|collect)",
    r"(?:is|are) (?:due|going|expected|scheduled|planned) to|(?:is|are) (?:unavailable|not available"
    r"|closed)",
    r"(?:closing|opening) date|deadline|(?:must|should|need to) (?:apply|be received|be made|register"
    r"|return|submit)",
    r"(?:opens|closes|starts|ends|begins) (?:on|at|in)|(?:open|closed|unavailable|available) (?:from"
    r"|until|till)",
    r"coming soon|from next|bydd(?:wn|ant)?",
)
_PAST = any_of(
    r"(?:was|were|had|has been|have been|did|since|introduced|updated|published|reviewed|changed|last"
    r"|previous(?:ly)?)",
)


@question(
    "Is another channel offered: telephone, address, Relay UK?",
    at="task",
    yes="The page offers another way: {ways}.",
    no="The page offers only one way.",
    source="GOV.UK Service Standard, point 3: provide a joined-up experience across all channels",
)
def other_channel(task: PageView) -> Verdict:
    """What it asks: whether the page or its contact box names a second way: telephone, e-mail, post or
    a visit.

    Why it matters: some residents are not online, and every online service fails sometimes.
    How to fix: give a telephone number, with Relay UK, and an address beside the online way.
    """
    ways: dict[str, Spot] = {}
    scene = scene_of(task.survey, task) if task.survey else None
    views = (task, *task.parts)
    phones = [
        one for view in views for one in (own_phones(view, scene) if scene else view.phones) if not one.short
    ]
    emails = [one for view in views for one in (own_emails(view, scene) if scene else view.emails)]
    if phones:
        ways["telephone " + phones[0].text] = task.spot(phones[0])
    if emails:
        ways["e-mail " + emails[0].address] = task.spot(emails[0])
    for passage in passages_on(task):
        if _IN_PERSON.search(passage.text) and passage.role != "heading":
            ways["a visit or a letter"] = task.spot(passage.element)
            break
    channel = task.survey.decision.channel if task.survey and task.survey.decision else None
    first_way = channel not in _BY_CONTACT if channel else bool(task.task_forms) or _leads_online(task)
    if ways and (first_way or len(ways) > 1):
        return yes(*ways.values(), ways=", ".join(ways))
    return lacking(task, *ways.values(), confidence=0.85)


# Channels that are themselves a telephone, an address or nothing: only two of them make another way.
_BY_CONTACT = (
    Channel.PHONE_ONLY,
    Channel.EMAIL_ONLY,
    Channel.IN_PERSON_OR_POST,
    Channel.INFORMATION_ONLY,
)
_PLACE = (
    r"(?:offices?|centres?|center|hub|library|libraries|shop|reception|town hall|civic centre"
    r"|county hall|help ?point"
    r"|one[- ]stop|service point|depot)"
)
_IN_PERSON = any_of(
    r"in person|yn bersonol",
    rf"(?:visit|visiting|call(?:ing)? (?:in ?)?(?:to|at)|come (?:in)?to|drop in ?(?:to|at)"
    rf"|at) [^.]{{0,50}} {_PLACE}",
    rf"(?:write|post|posted|send|sent|return|hand|take|bring)\b[^.]{{0,60}} (?:to|into"
    rf"|in at) [^.]{{0,60}} (?:{_PLACE}|address)",
    r"(?:apply|report|pay|write|send|sent|contact us|return|reply) [^.]{0,20} by post|by (?:post"
    r"|letter)\b|write to us",
    rf"{_PLACE}, [A-Z][^.]{{2,60}}, [A-Z]",
    r"[^.,]{3,40}, [^.]{3,60} [A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}|^[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}$",
    r"relay uk|text ?phone|minicom|18001",
)


def _leads_online(task: PageView) -> bool:
    return any(_ONLINE.search(f"{link.text} {link.name}") and not link.document for link in task.own_links)


_ONLINE = any_of(
    r"online|start now|apply|report|pay|form|book|request|do it|tell us|let us know|adrodd|talu|gwneud cais"
)
