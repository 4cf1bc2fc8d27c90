"""Signs of how a task can be done: forms, log-ins, closures, other bodies."""

from __future__ import annotations

import re

from checks import channel_words as say
from checks.addresses import canonical
from checks.channel_scene import Scene
from checks.content import Block
from checks.forms import Form
from checks.model import Spot
from checks.route_words import THEIRS
from checks.views import Link, PageView

LEAD = 8  # so many blocks of a page are its lead: what it says first
_PLACE = frozenset(
    {"postcode", "address", "location", "reference", "search", "date", "account-number", "permit"}
)


_SENDS = re.compile(
    r"\b(go to|use|through|on the|visit|apply|report|pay|comment|one national|ewch i|drwy)\b", re.I
)


_ANSWERED = re.compile(r"\W*(?:is|has|have|was|were|did|does) [^?]{3,80}\?", re.I)


def kind_of_form(form: Form, page: PageView, scene: Scene) -> str:
    """Return what a form is to a resident: `form`, `lookup`, `business`, `contact`, `login` or `other`.

    `perhaps` is a look-up of which the page does not say whether it begins the task.
    """
    if is_login(form, page):
        return "login"
    heading = _heading_above(form, page)
    named = f"{page.heading} {page.title}"
    around = f"{heading} {named}" if form.frame < 0 else named
    if say.BUSINESS.search(heading) and not say.RESIDENT.search(heading) and not _is_for_business(scene):
        return "business"
    about = scene.names_task(page) or scene.words.match(heading[:200]).score >= 0.35
    if say.GENERAL_CONTACT.search(page.heading or page.title) and not about:
        return "contact"
    match = scene.words.match(heading[:200])
    if match.decoy >= 0.8 and not (match.object and match.distinct) and page is scene.task:
        return "other"
    if scene.lookup_task:
        return "form"
    if _is_lookup(form):
        first = _first_step(form, around, page, scene)
        if first is not True:
            return "lookup" if first is False else "perhaps"
    return "form" if about or page is not scene.task or len(form.fields) >= 3 else "other"


def is_login(form: Form, page: PageView) -> bool:
    """Say whether a form only asks who one is, on a page for signing in: a code will be sent."""
    named = say.SIGNING_IN.search(f"{page.heading[:200]} {page.title[:200]}")
    return (
        bool(named)
        and 0 < len(form.fields) <= 2
        and all(field.means("email", "username", "phone", "remember") for field in form.fields)
    )


def open_forms(page: PageView, scene: Scene) -> dict[str, Form]:
    """Return the first task form of each kind that a page shows."""
    found: dict[str, Form] = {}
    for form in page.task_forms:
        if any(not field.disabled for field in form.fields):
            found.setdefault(kind_of_form(form, page, scene), form)
    return found


def guest_way(page: PageView) -> Spot | None:
    """Return the control or sentence that offers to go on without an account."""
    for link in page.own_links:
        if say.GUEST.search(f"{link.text} {link.name}"):
            return page.spot(link)
    for name, tag in page.buttons:
        if say.GUEST.search(name):
            return page.spot(tag)
    return next((page.spot(block) for block in page.blocks[:200] if say.GUEST.search(block.text[:600])), None)


def guest_control(page: PageView) -> Spot | None:
    """Return a control (not a mere sentence) that leads on without an account."""
    for link in page.own_links:
        if say.GUEST.search(f"{link.text} {link.name}"):
            return page.spot(link)
    return next((page.spot(tag) for name, tag in page.buttons if say.GUEST.search(name)), None)


def sign_in_wall(page: PageView) -> Spot | None:
    """Return what asks to sign in where nothing else can be filled in, else None."""
    if any(not is_login(form, page) for form in page.task_forms):
        return None
    if page.task_forms:
        return page.spot(page.task_forms[0])
    if page.password is not None:
        return page.spot(page.password)
    login = next((form for form in page.forms if form.purpose == "login"), None)
    if login is not None:
        return page.spot(login)
    named = next((name for name in (page.heading, page.title) if say.SIGNING_IN.search(name[:120])), "")
    control = next((tag for name, tag in page.buttons if say.SIGN_IN.search(name)), None)
    if control is None:
        control = next((x.element for x in page.own_links if say.SIGN_IN.search(x.text or x.name)), None)
    if control is None:
        return None
    must = next((b for b in page.blocks[:60] if say.MUST_SIGN_IN.search(b.text[:600])), None)
    return page.spot(control) if named or must is not None else None


def must_sign_in(page: PageView) -> Block | None:
    """Return the sentence that makes an account a condition."""
    for block in page.blocks[:200]:
        text = block.text[:800]
        if say.MUST_SIGN_IN.search(text) and not say.GUEST.search(text):
            return block
    return None


def told_from_heading(page: PageView) -> tuple[Block, ...]:
    """Return the page's blocks from its main heading on: what stands above is often a menu."""
    at = next((at for at, block in enumerate(page.blocks) if block.element is page.heading_element), 0)
    return page.blocks[at:]


def closed_notice(page: PageView) -> tuple[Block, float, bool] | None:
    """Return the notice that the service is shut now, how sure that is, and whether it is planned."""
    lead = told_from_heading(page)[:LEAD]
    for at, block in enumerate(page.blocks[:60]):
        text = block.text[:500]
        if say.NOT_NOW.search(text):
            continue
        closed, unavailable = say.CLOSED.search(text), say.UNAVAILABLE.search(text)
        if not closed and not unavailable:
            continue
        planned = (
            bool(closed)
            or say.planned(text)
            or say.planned(" ".join(b.text[:200] for b in page.blocks[at : at + 3]))
        )
        error = bool(say.ERROR_WORDS.search(text)) and not closed and not say.planned(text)
        early = at < LEAD or block in lead or len(page.blocks) < 2 * LEAD
        confidence = 0.55 + 0.2 * early + 0.1 * (planned and not error)
        return block, confidence, planned and not error
    return None


def not_offered(page: PageView, scene: Scene) -> Block | None:
    """Return the sentence near the top by which the council says it does not provide this service."""
    for at, block in enumerate(told_from_heading(page)[: 2 * LEAD]):
        text = block.text[:500]
        found = say.NOT_OFFERED.search(text)
        if found and not re.search(
            r"\b(if|unless|except|on (sundays|saturdays|bank)|from (outside|"
            r"inside|within|flats|business\w*)|such as|for example|including|any of (these|the "
            r"following)|for business\w*)\b",
            text,
            re.I,
        ):
            match = scene.words.match(text[:300])
            if match.object >= 0.6 or (
                at < LEAD and re.search(r"\b(this|the|a|such a) (service|scheme)\b", text, re.I)
            ):
                return block
    return None


def other_body(page: PageView, scene: Scene) -> tuple[Block, float, Link | None] | None:
    """Return where the page says that another body does this, how sure that is, and its link there."""
    links = [x for x in page.own_links if _is_theirs(x, scene)]
    best: tuple[Block, float, Link | None] | None = None
    for at, block in enumerate(told_from_heading(page)[:40]):
        text = block.text[:700]
        if say.CONDITION.search(text) or not (say.RESPONSIBLE.search(text) or say.NOT_OURS.search(text)):
            continue
        body = next((m.group() for m in say.BODY.finditer(text) if not is_own_name(m.group(), scene)), "")
        if not body and not say.NOT_OURS.search(text):
            continue
        inside = next((x for x in links if block.element in x.element.parents or x.text in block.text), None)
        link = inside or (links[0] if links else None)
        confidence = 0.5 + 0.15 * bool(body) + 0.15 * (at < LEAD) + 0.15 * (link is not None)
        if not scene.names_task(page) and scene.words.match(text[:300]).object < 0.5:
            confidence -= 0.1
        if say.PART_OF.search(text):
            confidence -= 0.35
        if best is None or confidence > best[1]:
            best = block, confidence, link
    return best


def _is_lookup(form: Form) -> bool:
    asked = [field for field in form.fields if field.typed or field.tag == "select"]
    if not asked or len(asked) > 3 or any(field.type in ("radio", "file") for field in form.fields):
        return False
    return all(field.meanings & _PLACE or field.tag == "select" for field in asked) and not any(
        field.meanings & {"name", "email", "phone", "description", "photo"} for field in asked
    )


def _first_step(form: Form, around: str, page: PageView, scene: Scene) -> bool | None:
    """Say whether a look-up is the task's own first step: the page names the act, the button goes on, or
    the way in led there. A report begins with the place, an application with the address. None: perhaps."""
    buttons = " ".join(form.buttons)
    match = scene.words.match(around[:300])
    if re.search(r"\b(next|continue|start|report|apply|book|pay|begin|nesaf|parhau|ymlaen)\b", buttons, re.I):
        return True
    # "Has your street been done?" is answered, and nothing is reported by it.
    looks_up = bool(say.LOOK_UP.search(_lead(around)) or _ANSWERED.match(around))
    if match.object and match.action and not looks_up:
        return True
    if page is scene.task or canonical(page.url) == canonical(scene.task.url):
        return False
    if match.action and say.LOOK_UP.search(match.action_words):
        # Looking up is a part of this task: one finds an application before one comments on it.
        return True
    acts = scene.words.match(scene.control[:200])
    led = bool((acts.action and acts.decoy < 0.8) or say.PRESS.search(scene.control.strip()))
    named = bool(match.object >= 0.7 and match.distinct) and not looks_up
    if not led and not named:
        # A finder by its name finds; a register or a list may be where it begins.
        only = (
            looks_up
            or say.LOOK_UP.search(_lead(scene.control))
            or say.FINDER.search(f"{around} {scene.control}")
        )
        return False if only else None
    # "Find" finds: unless the page speaks of what one came to do, nobody can tell whether more follows.
    deeds = [scene.words.match(block.text[:200]).action_words for block in page.blocks[:20]]
    if say.LOOK_UP.search(buttons) and not any(deed and not say.LOOK_UP.search(deed) for deed in deeds):
        return None
    return True


def _lead(text: str) -> str:
    return " ".join(text.split()[:2])


def _heading_above(form: Form, page: PageView) -> str:
    element = form.element if form.element is not None else (form.fields[0].element if form.fields else None)
    above = element.find_previous(re.compile(r"^h[1-6]$")) if element is not None else None
    inside = (
        element.find(re.compile(r"^(h[1-6]|legend)$"))
        if element is not None and form.element is not None
        else None
    )
    texts = [tag.get_text(" ", strip=True)[:200] for tag in (above, inside) if tag is not None]
    return " ".join(texts)


def _is_for_business(scene: Scene) -> bool:
    return bool(say.BUSINESS.search(scene.survey.journey.title))


def national_link(page: PageView, scene: Scene) -> Link | None:
    """Return the link to a national service by which the page bids the resident do the task there."""
    for link in page.own_links:
        # A council's own redirect may hide where a link leads; then its words must say so.
        named = bool(say.NATIONAL_NAMED.search(link.text)) and scene.body(link.url) == "own"
        if not (named or scene.body(link.url) == "national") or say.TO_READ.search(
            f"{link.text} {link.name}"
        ):
            continue
        parent = link.element.find_parent(("p", "li", "td", "div", "section"))
        said = parent.get_text(" ", strip=True)[:400] if parent is not None else link.text
        match = scene.words.match(said)
        own = scene.words.match(link.text[:200])
        if own.decoy >= 0.8 and not (own.object and own.distinct):
            continue
        if say.NATIONAL_NAMED.search(said) and (
            match.action or say.PRESS.search(link.text) or _SENDS.search(said)
        ):
            return link
    return None


def _is_theirs(link: Link, scene: Scene) -> bool:
    """Say whether a link leads to another public body's site, by its address or by its own words."""
    body = scene.body(link.url)
    if body != "supplier":
        return body == "other"
    named = [match.group() for match in say.BODY.finditer(f"{link.text} {link.name}")]
    return any(not is_own_name(one, scene) for one in named) or bool(THEIRS.search(link.text))


def is_own_name(body: str, scene: Scene) -> bool:
    """Say whether a body named on the page is this council itself."""
    common = {
        "council",
        "county",
        "district",
        "borough",
        "city",
        "metropolitan",
        "the",
        "of",
        "and",
        "royal",
        "london",
    }
    kind = scene.survey.council.type.value
    name = {w for w in re.findall(r"[a-z]+", scene.survey.council.name.lower()) if w not in common}
    words = set(re.findall(r"[a-z]+", body.lower()))
    named = words - common - {"parish", "town", "your", "for", "area", "local", "unitary", "upon"}
    if not named:
        return ("county" in words and kind == "county") or ("district" in words and kind == "district")
    return bool(name & named) and not ({"parish", "town"} & words)
