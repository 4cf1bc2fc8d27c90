"""Accessibility and mobile findings of one council: each distinct problem once, and how often seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checks.messages import cut
from checks.model import Device, Evidence, Finding, Missing
from checks.targets import small_targets
from checks.verdicts import snippet
from checks.views import as_list, as_mapping

REFLOW_WIDTH = 320
# A pixel of rounding is no sideways scroll.
REFLOW_SLACK = 1
NODE_LIMIT = 50
FINDING_LIMIT = 2000
_WCAG_TAG = re.compile(r"^wcag(\d)(\d)(\d{1,2})$")
_LEVEL_TAG = re.compile(r"^wcag2\d?a{1,2}$")
_RANK = {"failure": 0, "review": 1, "advice": 2}
_IMPACT = {"critical": 0, "serious": 1, "moderate": 2, "minor": 3}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A problem on one page state, with the key that makes it the same problem elsewhere."""

    finding: Finding
    key: tuple[str, ...]


def findings_of(council: str, evidence: Iterable[Evidence]) -> tuple[Finding, ...]:
    """Return the distinct findings of one council (its GSS code) over the evidence of all its surveys.

    axe violations of WCAG rules are failures, those of best-practice rules advice, `incomplete` results
    review items. The same rule on the same element, its numbers and page-own ids set aside, is one finding:
    a template's fault seen on many pages has `pages` > 1. Two journeys that share a page count it once.
    """
    first: dict[tuple[str, ...], Finding] = {}
    states: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for one in sorted(evidence, key=_order):
        if one.council != council:
            continue
        state = (one.final_url or one.requested_url, one.device.value)
        for seen in (*_axe(one), *_own(one)):
            if seen.key not in first:
                if len(first) >= FINDING_LIMIT:
                    continue
                first[seen.key] = seen.finding
            states.setdefault(seen.key, set()).add(state)
    counted = [replace(finding, pages=len(states[key])) for key, finding in first.items()]
    return tuple(sorted(counted, key=_importance))


def criterion_of(tags: Iterable[Any]) -> str:
    """Return the WCAG success criterion in axe's tags (`wcag143` is `1.4.3`), the first of several, or ""."""
    for tag in tags:
        match = _WCAG_TAG.match(str(tag))
        if match:
            return ".".join(match.groups())
    return ""


def is_wcag(tags: Iterable[Any]) -> bool:
    """Say whether axe's tags name a WCAG level: a failure, not advice."""
    return any(_LEVEL_TAG.match(str(tag)) for tag in tags)


def _axe(one: Evidence) -> Iterable[_Seen]:
    axe = as_mapping(one.facet("axe"))
    for group in ("violations", "incomplete"):
        for rule in as_list(axe.get(group))[:300]:
            row = as_mapping(rule)
            tags = as_list(row.get("tags"))
            certainty = "review" if group == "incomplete" else ("failure" if is_wcag(tags) else "advice")
            for node in as_list(row.get("nodes"))[:NODE_LIMIT]:
                yield _axe_finding(one, row, as_mapping(node), tags, certainty)


def _axe_finding(
    one: Evidence, rule: Mapping[str, Any], node: Mapping[str, Any], tags: list[Any], certainty: str
) -> _Seen:
    name = str(rule.get("id") or "")[:100]
    selector = str(node.get("target") or "")[:500]
    html = snippet(str(node.get("html") or ""))
    finding = _finding(
        one,
        engine="axe",
        rule=name,
        wcag=criterion_of(tags),
        impact=str(node.get("impact") or rule.get("impact") or "")[:20],
        selector=selector,
        snippet=html,
        certainty=certainty,
        detail=cut(str(node.get("summary") or ""), 500),
        help=cut(str(rule.get("help") or ""), 200),
    )
    return _Seen(finding, ("axe", name, certainty, _same(html) or _same(selector)))


def _own(one: Evidence) -> Iterable[_Seen]:
    layout = one.facet("layout")
    if isinstance(layout, Missing) or one.device is Device.HTTP:
        return
    measured = as_mapping(layout)
    yield from _reflow(one, measured)
    yield from _zoom(one, measured)
    yield from _targets(one, measured)


def _reflow(one: Evidence, layout: Mapping[str, Any]) -> Iterable[_Seen]:
    """WCAG 1.4.10: content fits 320 CSS px without scrolling sideways (tables and maps excepted)."""
    for row in as_list(layout.get("widths"))[:20]:
        at = as_mapping(row)
        width, scroll = at.get("width"), at.get("scroll_width")
        if (
            width != REFLOW_WIDTH
            or not isinstance(scroll, int | float)
            or scroll <= REFLOW_WIDTH + REFLOW_SLACK
        ):
            continue
        wide = [as_mapping(item) for item in as_list(at.get("wide"))[:10]]
        cause = wide[0] if wide else {}
        selector = str(cause.get("selector") or "html")[:500]
        shown = snippet(str(cause.get("snippet") or ""))
        # What needs two dimensions may scroll: then a person decides.
        excepted = bool(wide) and all(
            _TWO_DIMENSIONS.search(f"{w.get('selector')} {w.get('snippet')}") for w in wide
        )
        finding = _finding(
            one,
            engine="own",
            rule="reflow",
            wcag="1.4.10",
            impact="serious",
            selector=selector,
            snippet=shown,
            certainty="review" if excepted else "failure",
            detail=f"The page is {scroll:.0f} px wide on a screen of {REFLOW_WIDTH} px.",
            help="Content fits a screen of 320 px without scrolling sideways",
        )
        yield _Seen(finding, ("own", "reflow", finding.certainty, _same(selector)))


_TWO_DIMENSIONS = re.compile(r"\b(table|thead|tbody|td|th|canvas|svg|video|map|pre|code|iframe)\b", re.I)


def _zoom(one: Evidence, layout: Mapping[str, Any]) -> Iterable[_Seen]:
    """WCAG 1.4.4: text can be enlarged to 200 %: the viewport must not forbid zooming."""
    meta = str(layout.get("meta_viewport") or "")[:300]
    scale = re.search(r"maximum-scale\s*=\s*([\d.]+)", meta, re.I)
    limit = float(scale.group(1)) if scale and re.fullmatch(r"\d+(\.\d+)?", scale.group(1)) else None
    if not re.search(r"user-scalable\s*=\s*(no|0)\b", meta, re.I) and (limit is None or limit >= 2):
        return
    finding = _finding(
        one,
        engine="own",
        rule="zoom-blocked",
        wcag="1.4.4",
        impact="critical",
        selector='meta[name="viewport"]',
        snippet=snippet(meta),
        certainty="failure",
        detail="The page forbids enlarging it with two fingers.",
        help="The page can be zoomed to 200 % or more",
    )
    yield _Seen(finding, ("own", "zoom-blocked", _same(meta)))


def _targets(one: Evidence, layout: Mapping[str, Any]) -> Iterable[_Seen]:
    """WCAG 2.5.8: targets of 24 by 24 CSS px, or room enough around them."""
    for control in small_targets(as_list(layout.get("controls")))[:NODE_LIMIT]:
        name = str(control.get("name") or control.get("text") or control.get("label") or "")
        selector = str(control.get("selector") or "")[:500]
        finding = _finding(
            one,
            engine="own",
            rule="target-size",
            wcag="2.5.8",
            impact="serious",
            selector=selector,
            snippet=snippet(name or f"<{control.get('tag')}>"),
            certainty="failure",
            detail=f"The target is {control['w']:.0f} by {control['h']:.0f} px, and others are close to it.",
            help="Targets are at least 24 by 24 px, or have room around them",
        )
        yield _Seen(finding, ("own", "target-size", _same(selector), _same(name)))


def _finding(one: Evidence, **values: str) -> Finding:
    return Finding(
        run=one.run,
        council=one.council,
        journey=one.journey,
        step=one.step,
        device=one.device.value,
        pages=1,
        url=(one.final_url or one.requested_url)[:2000],
        **values,
    )


def _same(text: str) -> str:
    """Return what stays of a selector or snippet on other pages: numbers, hashes, addresses aside."""
    bare = re.sub(r"(href|src|action|value|content|srcset|style)=(\"[^\"]*\"|'[^']*')", r"\1", text)
    bare = re.sub(r":nth-(child|of-type)\(\d+\)", "", bare)
    bare = re.sub(r"\b[0-9a-f]{8,}\b|\d+", "0", bare, flags=re.I)
    return " ".join(bare.lower().split())[:300]


def _order(one: Evidence) -> tuple[str, str, str, str]:
    return (one.journey, one.step, one.device.value, one.final_url)


def _importance(one: Finding) -> tuple[int, int, int, str, str, str, str]:
    rank = _RANK.get(one.certainty, 3), _IMPACT.get(one.impact, 4), -one.pages
    return (*rank, one.engine, one.rule, one.selector, one.url)
