"""Reads the facet `structure` without trusting its shape: the page and its frames, as plain facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.facets import as_list, as_mapping

FACT_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a page state: the page itself (`prefix` ""), or a frame in it."""

    facts: Mapping[str, Any]
    prefix: str = ""

    def listed(self, key: str) -> list[Mapping[str, Any]]:
        """Return the facts of a list, selectors of a frame's elements led by the frame's own."""
        rows = [as_mapping(one) for one in as_list(self.facts.get(key))[:FACT_LIMIT]]
        return [self.placed(row) for row in rows]

    def placed(self, fact: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a fact with the frame's selector before its own."""
        if not self.prefix:
            return fact
        return {**fact, "selector": f"{self.prefix} >>> {fact.get('selector') or 'html'}"}


def documents_of(structure: Any) -> Iterator[Document]:
    """Yield the page's own document and those of its frames; nothing where the facet is missing."""
    facts = as_mapping(structure)
    if not facts:
        return
    yield Document(facts)
    for frame in as_list(facts.get("frames"))[:10]:
        inner = as_mapping(frame)
        if "texts" in inner or "links" in inner:
            yield Document(inner, str(inner.get("selector") or "iframe")[:300])


def word(fact: Mapping[str, Any], key: str) -> str:
    """Return a text of a fact, "" where there is none."""
    value = fact.get(key)
    return value if isinstance(value, str) else ""


def number(fact: Mapping[str, Any], key: str) -> float:
    """Return a number of a fact, 0 where there is none."""
    value = fact.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
