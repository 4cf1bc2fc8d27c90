"""Judges which parts of a page are about people, or somebody else's, and are masked in published pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checks.addresses import same_site
from checks.personal import masked_text
from checks.personal_words import TITLED, full_name, has_role

# What a probe is to look for, as JavaScript reads it too. What may be about a person in a text: judged here.
DELICATE = (
    r"[^\s@<>()\[\]]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]+"
    r"(?:\s?(?:\.|\[dot\]|\(dot\))\s?[\w-]+)+"
    r"|[+(]?\d(?:[ ().-]{0,3}\d){8,14}"
    r"|\b[a-z]{1,2}\d[0-9a-z]?\s?\d[a-z]{2}\b"
)
MAP = r"\b(?:maps?|mapiau|mapping|street ?view)\b"
# The heading of a list of what residents wrote or reported.
LISTED = (
    r"\b(?:recent(?:ly)?|latest|nearby|existing|already|open|other people.?s?|neighbours?.?"
    r"|residents?.?|\d+)\b.{0,40}\b(?:reports?|reported|problems?|issues?|faults?|defects?|comments?"
    r"|representations?|objections?|reviews?)\b"
    r"|^\W*(?:\d+ )?(?:comments?|reviews?|representations?|objections?|sylwadau)\W*(?:\d+\W*)?$"
)
COMMENTS = (
    r"(?:^|\s)(?:comments?|reviews?|representations|comment ?list|disqus thread)"
    r"(?:\s+(?:list|thread|area))?(?:\s|$)"
)
AVATAR = r"(?:^|\s)(?:gravatars?|avatars?|headshots?|portraits?|profile ?(?:pic|photo|image)\w*)(?:\s|$)"
# What another site shows in a frame that is no form of the service.
_SHOWN = re.compile(
    rf"{MAP}|\b(?:videos?|player|tweets?|timeline|social|feed|comments?|reviews?|chat|gallery|stream)\b", re.I
)
_MAP = re.compile(MAP, re.I)


def to_mask(part: Mapping[str, Any], page: str) -> bool:
    """Say whether a part of the page at address *page*, as the probe found it, is masked in its picture.

    `kind` is `map`, `list`, `text` (`found` in `text`, with `near` around it), `image` (`alt`, `near`,
    `person`, `avatar`, `portrait`) or `frame` (`url`, `text`).
    """
    kind = part.get("kind")
    if kind in ("map", "list"):
        return True
    if kind == "text":
        return _personal(str(part.get("found")), str(part.get("text")), str(part.get("near")))
    if kind == "frame":
        url, text = str(part.get("url")), str(part.get("text"))
        bare = re.sub(r"[^A-Za-z]+", " ", url)
        if _MAP.search(text) or _MAP.search(bare):
            return True
        return url.startswith("http") and not same_site(url, page) and bool(_SHOWN.search(f"{text} {bare}"))
    return kind == "image" and _portrait(part)


def _personal(found: str, text: str, near: str) -> bool:
    """Say whether *found* is masked in what stands around it, else in the text that it stands in."""
    said = near if found in near else text
    return masked_text(said).count(found) < said.count(found)


def _portrait(part: Mapping[str, Any]) -> bool:
    alt, near = str(part.get("alt")), str(part.get("near"))
    if part.get("person") or part.get("avatar"):
        return True
    if TITLED.search(alt):
        return True
    if not part.get("portrait"):
        return False
    # A name for all there is to say of a picture; or a picture beside a name and a post.
    if full_name(alt):
        return bool(TITLED.search(near) or has_role(near) or full_name(near.split(",")[0]))
    return not alt and bool(TITLED.match(near) or (full_name(near.split(",")[0]) and has_role(near)))
