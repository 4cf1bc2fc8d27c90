"""What axe-core reported of a page state, as flaws: WCAG A and AA failures, advice, and items to review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.accessibility.model import ADVICE, DETAIL_LIMIT, FAILURE, REVIEW, SELECTOR_LIMIT, Flaw
from checks.facets import as_list, as_mapping
from checks.messages import cut
from checks.verdicts import snippet

NODE_LIMIT = 50
RULE_LIMIT = 300
_WCAG_TAG = re.compile(r"^wcag(\d)(\d)(\d{1,2})$")
# An element that begins with another, or ends at once: its children may set the property anew.
_NO_TEXT = re.compile(r"\s*<[^<>]*>\s*(?:<|$)")
_LEVEL_TAG = re.compile(r"^wcag2\d?(a{1,3})$")


def criterion_of(tags: Iterable[Any]) -> str:
    """Return the WCAG success criterion in axe's tags (`wcag143` is `1.4.3`), the first of several, or ""."""
    for tag in tags:
        match = _WCAG_TAG.match(str(tag))
        if match:
            return ".".join(match.groups())
    return ""


def level_of(tags: Iterable[Any]) -> str:
    """Return the WCAG level in axe's tags: A, AA or AAA, "" for good practice and what WCAG has dropped."""
    found = [match.group(1).upper() for tag in tags if (match := _LEVEL_TAG.match(str(tag)))]
    return min(found, key=len, default="")


def is_failure(tags: Iterable[Any]) -> bool:
    """Say whether a violation with these tags fails level A or AA; any other is advice."""
    return level_of(tags) in ("A", "AA")


def axe_flaws(axe: Any) -> Iterator[Flaw]:
    """Yield what an `axe` facet says (nothing where it is missing), at most 50 elements a rule."""
    facet = as_mapping(axe)
    for group in ("violations", "incomplete"):
        for rule in as_list(facet.get(group))[:RULE_LIMIT]:
            row = as_mapping(rule)
            tags = as_list(row.get("tags"))
            certainty = REVIEW if group == "incomplete" else (FAILURE if is_failure(tags) else ADVICE)
            for node in as_list(row.get("nodes"))[:NODE_LIMIT]:
                yield _flaw(row, as_mapping(node), tags, _softened(row, as_mapping(node), certainty))


def _softened(rule: Mapping[str, Any], node: Mapping[str, Any], certainty: str) -> str:
    """Return `review` for what axe fails and WCAG may not: spacing set where no text of its own stands."""
    bare = _NO_TEXT.match(str(node.get("html") or ""))
    if certainty == FAILURE and rule.get("id") == "avoid-inline-spacing" and bare:
        return REVIEW
    return certainty


def _flaw(rule: Mapping[str, Any], node: Mapping[str, Any], tags: list[Any], certainty: str) -> Flaw:
    return Flaw(
        engine="axe",
        rule=str(rule.get("id") or "")[:100],
        wcag=criterion_of(tags),
        level=level_of(tags),
        impact=str(node.get("impact") or rule.get("impact") or "")[:20],
        certainty=certainty,
        selector=str(node.get("target") or "")[:SELECTOR_LIMIT],
        html=snippet(str(node.get("html") or "")),
        detail=cut(str(node.get("summary") or ""), DETAIL_LIMIT),
        help=cut(str(rule.get("help") or ""), 200),
    )
