"""Points at an element of a page: a short unique CSS selector and a snippet."""

from __future__ import annotations

import re
from collections import Counter, deque

from bs4 import BeautifulSoup, Tag

from checks.model import Spot
from checks.verdicts import snippet

SELECTOR_LIMIT = 300
_PLAIN_ID = re.compile(r"[A-Za-z][\w-]{0,79}")


def selector_of(element: Tag) -> str:
    """Return a CSS selector that finds this element alone: from the nearest unique id, else from the root."""
    steps: list[str] = []
    current: Tag | None = element
    root = _root(element)
    while current is not None and not isinstance(current, BeautifulSoup):
        name = str(current.get("id") or "")
        if _PLAIN_ID.fullmatch(name) and _alone(root, name):
            steps.append(f"#{name}")
            break
        steps.append(_step(current))
        current = current.parent
    path = " > ".join(reversed(steps))
    return path if len(path) <= SELECTOR_LIMIT else path[-SELECTOR_LIMIT:].partition(" > ")[2]


def spot_of(element: Tag, url: str = "") -> Spot:
    """Return the element as a `Spot`: its words, or for a control its label and markup."""
    return Spot(selector_of(element), snippet(_words(element)), url)


def _step(tag: Tag) -> str:
    before = sum(1 for _ in tag.find_previous_siblings(tag.name))
    after = tag.find_next_sibling(tag.name)
    return f"{tag.name}:nth-of-type({before + 1})" if before or after else tag.name


def _alone(root: Tag, name: str) -> bool:
    """Say whether an id stands once in a document; those of the last few documents are kept, for speed."""
    kept = next((ids for document, ids in _IDS if document is root), None)
    if kept is None:
        kept = Counter(
            str(tag.get("id")) for tag in root.descendants if isinstance(tag, Tag) and tag.get("id")
        )
        _IDS.append((root, kept))
    return kept[name] == 1


# Documents are compared by identity: Beautiful Soup hashes a tag by writing it out.
_IDS: deque[tuple[Tag, Counter[str]]] = deque(maxlen=8)


def _root(element: Tag) -> Tag:
    current = element
    while current.parent is not None:
        current = current.parent
    return current


def _words(element: Tag) -> str:
    words = element.get_text(" ", strip=True)[:2000] if element.name not in ("select", "html", "body") else ""
    if words:
        return words
    shown = [
        str(element.get(name))
        for name in ("aria-label", "alt", "value", "title", "placeholder")
        if element.get(name)
    ]
    if shown:
        return shown[0]
    kept = [
        f'{name}="{str(element.get(name))[:60]}"'
        for name in ("type", "name", "id", "src")
        if element.get(name)
    ]
    return f"<{' '.join([element.name, *kept])}>"
