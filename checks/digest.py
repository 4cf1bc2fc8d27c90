"""One fast parse of a page into the plain facts by which the crawler finds its way."""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from checks.addresses import file_kind
from checks.digest_marks import ASKS_SCRIPT, as_link, is_plain_way, is_shell, refreshed
from checks.digest_target import PageTarget
from checks.repair import whole
from checks.seen import ButtonSeen, FieldSeen, FormSeen, FrameSeen, LinkSeen, PageDigest, Place
from checks.words import stems

__all__ = ["ButtonSeen", "FieldSeen", "FormSeen", "FrameSeen", "LinkSeen", "PageDigest", "digest"]

MAX_HTML = 3_000_000
# How often a page is read again because a part that is named a menu, header or footer holds the page.
MAX_WRAPPERS = 2


def digest(html: str, url: str) -> PageDigest:
    """Return the facts of the page *html* found at *url*. Never raises: junk gives an empty digest."""
    raw = whole(html[:MAX_HTML]).replace("\0", " ").encode("utf-8", "replace")
    target = _parsed(raw, url, frozenset())
    for _ in range(MAX_WRAPPERS):
        more = target.blocks.parts.wrappers() - target.wrappers
        if not more:
            break
        target = _parsed(raw, url, target.wrappers | more)
    return _page(target)


def _parsed(raw: bytes, url: str, wrappers: frozenset[int]) -> PageTarget:
    target = PageTarget(url, wrappers)
    # lxml passes text; its stubs also allow bytes, which it passed on Python 2.
    parser = etree.HTMLParser(target=cast(Any, target), encoding="utf-8", recover=True)
    try:
        parser.feed(raw if raw.strip() else b"<html></html>")
        parser.close()
    except (etree.LxmlError, AssertionError):
        # What was read before the parser gave up still counts.
        pass
    target.close()
    return target


def _page(target: PageTarget) -> PageDigest:
    """Return what was gathered."""
    content, total = target.blocks.content(target.has_main)
    h1, head = _main_heading(target)
    runs = target.blocks.runs([block for _, block in target.links])
    links = tuple(_link(target, facts, block, head, runs.get(block, 0)) for facts, block in target.links)
    buttons = [_button(target, facts, block, head) for facts, block in target.controls]
    forms, loose = target.forms.build(buttons, head)
    links += tuple(as_link(form.action, form) for form in forms if is_plain_way(form))
    robots = f"{target.meta.get('robots', '')},{target.meta.get('googlebot', '')}".lower()
    fields = sum(1 for form in forms for field in form.fields if field.type != "hidden") + len(loose)
    return PageDigest(
        url=target.url,
        title=target.title,
        h1=h1,
        headings=tuple(target.blocks.headings),
        lang=target.lang,
        canonical_url=target.canonical_url,
        nofollow="nofollow" in robots or "none" in re.split(r"[,\s]+", robots),
        refresh=refreshed(target.meta.get("refresh", ""), target.base),
        og_type=target.meta.get("og:type", "")[:60].lower(),
        published=(target.meta.get("article:published_time") or target.meta.get("date") or "")[:40],
        text=content,
        all_text=total,
        links=links,
        forms=forms,
        fields=loose,
        controls=tuple(
            one for one in buttons if one.type not in ("submit", "image", "reset") or one.form < 0
        ),
        frames=tuple(target.frames),
        phones=tuple(target.phones),
        emails=tuple(target.emails),
        shell=not (fields or target.frames or target.meta.get("refresh"))
        and is_shell(
            total,
            len(content),
            len(links),
            target.scripts,
            asks=bool(ASKS_SCRIPT.search("".join(target.noscript)[:3000])),
            app_root=target.app_root,
        ),
    )


def _main_heading(target: PageTarget) -> tuple[str, int]:
    """Return the page's main heading, and the block at which it stands (0 where that tells nothing).

    Of several the first that shares a word with the title; only such a one parts the site's from the page's.
    """
    places = (("main", "aside"), ("",))
    title = set(stems(target.title))
    for wanted in places:
        found = [one for one in target.h1s if one[1] in wanted]
        for text, _, block in found:
            if title.intersection(stems(text)):
                return text, block
        if found:
            return found[0][0], 0
    return (target.h1s[0][0], 0) if target.h1s else ("", 0)


def _link(target: PageTarget, facts: dict[str, Any], block: int, head: int, run: int) -> LinkSeen:
    place, sentence = target.blocks.around(block, facts["text"], facts["place"], target.has_main)
    return LinkSeen(
        url=facts["url"],
        text=facts["text"],
        name=facts.get("name", ""),
        sentence=sentence,
        heading=facts["heading"],
        place=cast(Place, place),
        rel=facts.get("rel", ""),
        how=facts["how"],
        file=file_kind(facts["url"]),
        above=not facts["place"] and block < head,
        run=run,
        button=facts.get("button", False),
    )


def _button(target: PageTarget, facts: dict[str, Any], block: int, head: int) -> ButtonSeen:
    place, sentence = target.blocks.around(block, facts["text"], facts["place"], target.has_main)
    above = not facts["place"] and block < head
    return ButtonSeen(**{**facts, "place": place, "sentence": sentence, "above": above})
