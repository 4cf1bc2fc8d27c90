"""What a channel does not say by itself: the flags of methodology.md, section 2."""

from __future__ import annotations

import re

from checks import channel_signals as signs
from checks import channel_words as say
from checks.addresses import host_of
from checks.channel_scene import Scene
from checks.model import Channel, Flag
from checks.views import PageView

_ONLINE = (Channel.ONLINE, Channel.SIGN_IN_REQUIRED, Channel.LOOKUP_ONLY, Channel.CLOSED_NOW, Channel.BROKEN)
_CAPTCHA = re.compile(
    r"g-recaptcha|h-captcha|cf-turnstile|recaptcha/api\.js|hcaptcha\.com/1|"
    r"challenges\.cloudflare\.com/turnstile|frc-captcha|mtcaptcha|"
    r"(class|id|name)=[\"'][^\"']{0,40}captcha",
    re.I,
)


def flags_of(scene: Scene, channel: Channel | None) -> frozenset[Flag]:
    """Return the flags that the pages seen bear; those of a form only where there is one."""
    found: set[Flag] = set()
    pages = [scene.task] if scene.beyond is None else [scene.task, scene.beyond]
    last = pages[-1]
    if _has_welsh(scene):
        found.add(Flag.WELSH)
    if channel not in _ONLINE:
        return frozenset(found)
    if scene.last_url and scene.body(scene.last_url) == "supplier":
        found.add(Flag.THIRD_PARTY_HOST)
    if any(scene.body(url) == "supplier" for url, _ in last.frame_sources):
        found.add(Flag.THIRD_PARTY_HOST)
    if signs.paper_forms(scene.task, scene):
        found.add(Flag.PDF_ALTERNATIVE)
    if channel is Channel.ONLINE and any(_sign_in_offered(page) for page in pages):
        found.add(Flag.SIGN_IN_OPTIONAL)
    if any(_CAPTCHA.search(html) for page in pages for html in _sources(page)):
        found.add(Flag.CAPTCHA)
    if _takes_payment(pages, scene):
        found.add(Flag.PAYMENT)
    if channel is Channel.ONLINE and _map_only(last):
        found.add(Flag.MAP_ONLY)
    return frozenset(found)


def _sources(page: PageView) -> tuple[str, ...]:
    # A site's head may load a CAPTCHA script for other pages: only a page with a form to guard has one.
    return (page.html, *(html for _, html in page.frame_sources)) if page.task_forms else ()


def _sign_in_offered(page: PageView) -> bool:
    if signs.guest_way(page) is not None:
        return True
    if not page.task_forms:
        return False
    if any(form.purpose == "login" and form.place in ("main", "contact") for form in page.forms):
        return True
    return any(say.SIGN_IN.search(link.text or link.name) for link in page.own_links)


def _takes_payment(pages: list[PageView], scene: Scene) -> bool:
    fields = [field for page in pages for field in page.fields]
    if any(field.meanings & {"card", "amount"} for field in fields):
        return True
    if any(say.PAYMENT_HOST.search(host_of(page.url)) for page in pages) or say.PAYMENT_HOST.search(
        host_of(scene.last_url)
    ):
        return True
    if re.match(r"pay\b", scene.survey.journey.title, re.I):
        return True
    return any(say.PAYS.search(block.text[:600]) for page in pages for block in page.blocks[:150])


def _map_only(page: PageView) -> bool:
    """Say whether the place can only be given on a map."""
    return page.has_map() and page.field("postcode", "address", "location", "search") is None


def _has_welsh(scene: Scene) -> bool:
    if scene.task.lang.lower().startswith("cy"):
        return True
    if (
        scene.task.soup.find("link", attrs={"rel": "alternate", "hreflang": re.compile(r"^cy", re.I)})
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
