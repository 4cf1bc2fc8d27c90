"""The links of a page: what is seen, what is said aloud, where they lead, where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import Tag

from checks.addresses import absolute
from checks.content import OWN_PLACES, Content

LINK_LIMIT = 2_000
_DOCUMENT = re.compile(r"\.(pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?)$", re.I)
_SAYS_DOCUMENT = re.compile(
    r"[\[(]\s*(pdf|word|ms word|rtf|odt|excel)\b|\b(pdf|word) (form|version|document|file)\b|"
    r"\[\s*\d+(\.\d+)?\s*[km]b\s*\]",
    re.I,
)
_GO = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['\"]([^'\"]{1,1500})['\"]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page: a link, an image map's area, or a button whose script only goes there.

    `text` is what is seen, `name` what assistive technology says, `url` absolute without fragment
    ("" where the address is unusable), `place` as in `Content.place`, `frame` the index in `frames`.
    """

    text: str
    name: str
    url: str
    href: str
    place: str
    element: Tag
    frame: int = -1

    @property
    def own(self) -> bool:
        """Say whether it stands in the page's own content, not in its furniture."""
        return self.place in OWN_PLACES

    @property
    def document(self) -> bool:
        """Say whether it leads to a file (PDF, Word ...) by its address, type or words."""
        return bool(
            _DOCUMENT.search(urlsplit(self.url).path)
            or "pdf" in str(self.element.get("type") or "").lower()
            or _SAYS_DOCUMENT.search(f"{self.text} {self.name}")
        )


def links_in(content: Content, base: str, frame: int) -> Iterable[Link]:
    """Yield the links of a parsed page whose address is *base*, with the index of its frame."""
    base = _base(content, base)
    for tag in content.soup.find_all(("a", "area", "button", "input", "div", "span"), limit=LINK_LIMIT * 10):
        if not isinstance(tag, Tag) or content.is_hidden(tag):
            continue
        if tag.name in ("a", "area"):
            href = str(tag.get("href") or "").strip()[:2000]
            if not href or href.startswith("#") or href.lower().startswith("javascript"):
                href = _goes_to(tag) or href
            if not href:
                continue
        else:
            href = _goes_to(tag)
            if not href:
                continue
        text = text_of(tag)
        yield Link(
            text, _name(tag, text, content), _absolute(href, base), href, content.place(tag), tag, frame
        )


def _goes_to(tag: Tag) -> str:
    """Return the address to which a script handler on the element does nothing but go."""
    handler = f"{tag.get('onclick') or ''} {tag.get('href') or ''}"[:3000]
    match = _GO.search(handler)
    return match.group(1) if match else ""


def _base(content: Content, url: str) -> str:
    tag = content.soup.find("base", href=True)
    return _absolute(str(tag["href"]), url) or url if isinstance(tag, Tag) else url


def _absolute(href: str, base: str) -> str:
    return base.partition("#")[0] if href.startswith("#") else absolute(href, base)


def _name(tag: Tag, text: str, content: Content) -> str:
    pointed = [content.soup.find(id=one) for one in str(tag.get("aria-labelledby") or "").split()[:6]]
    labelled = one_line(" ".join(text_of(one) for one in pointed if isinstance(one, Tag)))
    own = one_line(str(tag.get("aria-label") or ""))
    # Not find_all, which weighs as much as everything else here taken together.
    images = [one for one in tag.descendants if isinstance(one, Tag) and one.name == "img"][:5]
    alts = [one_line(str(img.get("alt") or "")) for img in images]
    inner = one_line(" ".join([text, *alts]))
    return (
        labelled
        or own
        or inner
        or one_line(str(tag.get("value") or tag.get("alt") or tag.get("title") or ""))
    )[:300]


def text_of(tag: Tag) -> str:
    """Return an element's words on one line, at most 500 characters."""
    return one_line(tag.get_text(" "))[:500]


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text[:5000].split())


def leads_home(tag: Tag) -> bool:
    """Say whether an element is, or holds, a link to a site's root: a logo."""
    link = tag.find("a") or tag.find_parent("a")
    return isinstance(link, Tag) and urlsplit(str(link.get("href") or "x")[:500]).path in ("", "/")
