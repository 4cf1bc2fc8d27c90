"""What a channel does not say by itself: the flags of methodology.md, section 2."""

from __future__ import annotations

import re

from checks import channel_signals as signs
from checks import channel_words as say
from checks.addresses import host_of
from checks.channel_offline import paper_forms
from checks.channel_scene import Scene
from checks.model import Channel, Flag
from checks.views import PageView

# Only what opens, or asks to sign in first, has a form to speak of.
_WITH_FORM = (Channel.ONLINE, Channel.SIGN_IN_REQUIRED, Channel.LOOKUP_ONLY)
_CAPTCHA = re.compile(
    r"g-recaptcha|h-captcha|cf-turnstile|recaptcha/api\.js|hcaptcha\.com/1|"
    r"challenges\.cloudflare\.com/turnstile|frc-captcha|mtcaptcha|"
    r"(class|id|name)=[\"'][^\"']{0,40}captcha",
    re.I,
)
_MONEY = re.compile(
    r"£|\bpay|\bprice|\bfee\b|\bamount (to|of|you|due|owed|in)\b|^\W*amount\W*$|\btalu\b", re.I
)


def flags_of(scene: Scene, channel: Channel | None) -> frozenset[Flag]:
    """Return the flags that the pages seen bear; those of a form only where there is one."""
    found: set[Flag] = set()
    if _has_welsh(scene):
        found.add(Flag.WELSH)
    if channel not in _WITH_FORM:
        return frozenset(found)
    pages = [scene.task, *scene.pages]
    last = scene.beyond or scene.task
    if scene.last_url and scene.body(scene.last_url) == "supplier":
        found.add(Flag.THIRD_PARTY_HOST)
    if any(scene.body(url) == "supplier" and _asks(html) for url, html in last.frame_sources):
        found.add(Flag.THIRD_PARTY_HOST)
    if paper_forms(scene.task, scene):
        found.add(Flag.PDF_ALTERNATIVE)
    if channel is Channel.ONLINE and _sign_in_optional(pages, scene):
        found.add(Flag.SIGN_IN_OPTIONAL)
    if any(_CAPTCHA.search(html) for page in pages for html in _sources(page)):
        found.add(Flag.CAPTCHA)
    if _takes_payment(pages, scene):
        found.add(Flag.PAYMENT)
    if channel is Channel.ONLINE and _map_only(last):
        found.add(Flag.MAP_ONLY)
    return frozenset(found)


def _asks(html: str) -> bool:
    """Say whether a frame's page asks for anything: one that only counts visits hosts no form."""
    return bool(re.search(r"<(input|select|textarea|button)\b", html, re.I))


def _sources(page: PageView) -> tuple[str, ...]:
    # A site's head may load a CAPTCHA script for other pages: only a page with a form to guard has one.
    guarded = page.task_forms or page.password is not None
    return (page.html, *(html for _, html in page.frame_sources)) if guarded else ()


def _sign_in_optional(pages: list[PageView], scene: Scene) -> bool:
    if any(say.GUEST.search(str(step.get("control") or "")) for step in scene.steps):
        return True
    return any(_sign_in_offered(page) for page in pages)


def _sign_in_offered(page: PageView) -> bool:
    if signs.guest_way(page) is not None:
        return True
    if not page.task_forms:
        return False
    if any(form.purpose == "login" and form.place in ("main", "contact") for form in page.forms):
        return True
    return any(say.SIGN_IN.search(link.text or link.name) for link in page.own_links)


def _takes_payment(pages: list[PageView], scene: Scene) -> bool:
    """Say whether money is paid on the way: by the task's name, the form's fields or host, or its words."""
    if re.match(r"pay\b", scene.survey.journey.title, re.I):
        return True
    if any(say.PAYMENT_HOST.search(host_of(url)) for url in (*(page.url for page in pages), scene.last_url)):
        return True
    fields = [field for page in pages for field in page.fields]
    if any(
        "card" in one.meanings or ("amount" in one.meanings and _MONEY.search(one.label)) for one in fields
    ):
        return True
    forms = [block.text[:600] for page in pages[1:] for block in page.blocks[:150]]
    task = [block.text[:600] for block in pages[0].blocks[:150]]
    return any(say.PAYS.search(text) for text in forms) or any(say.PAYS_HERE.search(text) for text in task)


def _map_only(page: PageView) -> bool:
    """Say whether the place can only be given on a map."""
    return page.has_map() and page.field("postcode", "address", "location", "search") is None


def _has_welsh(scene: Scene) -> bool:
    if scene.task.lang.lower().startswith("cy"):
        return True
    if (
        scene.task.soup.find(
            "link", attrs={"rel": re.compile(r"\balternate\b", re.I), "hreflang": re.compile(r"^cy", re.I)}
        )
        is not None
    ):
        return True
    return any(
        re.fullmatch(
            r"cymraeg|yn gymraeg|fersiwn gymraeg|welsh( version)?", (link.text or link.name).strip().lower()
        )
        or str(link.element.get("hreflang") or "").lower().startswith("cy")
        for link in scene.task.links
    )
