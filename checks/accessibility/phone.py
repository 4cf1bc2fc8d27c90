"""Judges the layout: whether a page fits 320 px, can be enlarged, and has targets that a finger can hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checks.accessibility.facts import number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping
from checks.targets import small_targets

REFLOW = Rule(
    "reflow",
    "1.4.10",
    "AA",
    "serious",
    "Content fits a screen of 320 px without scrolling sideways",
    "Let boxes shrink and wrap: no fixed widths above 320 px.",
    "WCAG 2.2, 1.4.10 Reflow; failure F102",
    sure=True,
)
FRAME_REFLOW = Rule(
    "frame-reflow",
    "1.4.10",
    "AA",
    "serious",
    "Content in a frame fits the frame on a phone",
    "Let the framed form's boxes shrink and wrap, or link to it instead of framing it.",
    "WCAG 2.2, 1.4.10 Reflow; Better Connected's finding on suppliers' forms in councils' pages",
)
ZOOM_BLOCKED = Rule(
    "zoom-blocked",
    "1.4.4",
    "AA",
    "critical",
    "The page can be zoomed to 200 % or more",
    "Leave user-scalable and maximum-scale out of the viewport.",
    "WCAG 2.2, 1.4.4 Resize Text; ACT b4f0c3",
    sure=True,
    twins=("meta-viewport",),
)
TARGET_SIZE = Rule(
    "target-size",
    "2.5.8",
    "AA",
    "serious",
    "Targets are at least 24 by 24 px, or have room around them",
    "Give controls padding, or more room between them.",
    "WCAG 2.2, 2.5.8 Target Size (Minimum)",
    sure=True,
    twins=("target-size",),
)
COOKIE_WALL = Rule(
    "cookie-wall",
    "",
    "",
    "moderate",
    "A notice about cookies can be refused",
    "Put a button that refuses beside the one that accepts.",
    "Privacy and Electronic Communications Regulations 2003, regulation 6; ICO, guidance on cookies",
)
COVERS = Rule(
    "covering-overlay",
    "",
    "",
    "moderate",
    "What is fixed to a phone's screen leaves the page in sight",
    "Let banners and bars scroll away on small screens.",
    "WCAG 2.2, technique C34: fixed headers and footers let go on small screens",
)
RULES = (REFLOW, FRAME_REFLOW, ZOOM_BLOCKED, TARGET_SIZE, COOKIE_WALL, COVERS)

REFLOW_WIDTH = 320
# A pixel of rounding is no sideways scroll.
REFLOW_SLACK = 1
MOST_TARGETS = 50
# A third of a phone's screen taken for good leaves little to read.
COVERED = 1 / 3
_TWO_DIMENSIONS = re.compile(r"\b(table|thead|tbody|td|th|canvas|svg|video|map|pre|code|iframe)\b", re.I)


def layout_flaws(layout: Any) -> Iterator[Flaw]:
    """Yield what a `layout` facet shows to be wrong (nothing where it is missing)."""
    facet = as_mapping(layout)
    for row in as_list(facet.get("widths"))[:20]:
        yield from _reflow(row)
    yield from _zoom(str(facet.get("meta_viewport") or "")[:300])
    for control in small_targets(as_list(facet.get("controls")))[:MOST_TARGETS]:
        name = str(control.get("name") or control.get("text") or control.get("label") or "")
        fact = {
            "selector": control.get("selector"),
            "html": word(control, "html") or name or f"<{control.get('tag')}>",
        }
        size = f"{control['w']:.0f} by {control['h']:.0f} px"
        yield own_flaw(TARGET_SIZE, fact, f"The target is {size}, and others are close to it.")


def overlay_flaws(cookies: Any, layout: Any) -> Iterator[Flaw]:
    """Yield what lies over a phone's screen: a notice that cannot be refused, what is fixed and large.

    How much a notice covers is measured before it is refused, everything else after it.
    """
    notice = as_mapping(cookies)
    if notice.get("accept_only") is True:
        fact = {"selector": notice.get("selector"), "html": word(notice, "text")}
        share = f"{number(notice, 'covers'):.0%}"
        yield own_flaw(
            COOKIE_WALL, fact, f"It can be accepted only, and covers {share} of the screen.", doubt=True
        )
    for one in map(as_mapping, as_list(as_mapping(layout).get("overlays"))[:10]):
        if (covers := number(one, "covers")) >= COVERED:
            fact = {"selector": one.get("selector"), "html": word(one, "selector")}
            yield own_flaw(
                COVERS, fact, f"It covers {covers:.0%} of the screen wherever one scrolls.", doubt=True
            )


def _reflow(row: Any) -> Iterator[Flaw]:
    at = as_mapping(row)
    for frame in map(as_mapping, as_list(at.get("frames"))[:10] if at.get("width") == REFLOW_WIDTH else ()):
        needs, has = number(frame, "scroll_width"), number(frame, "width")
        fact = {"selector": frame.get("selector"), "html": "<iframe>"}
        yield own_flaw(
            FRAME_REFLOW,
            fact,
            f"The frame is {has:.0f} px wide, and what it holds {needs:.0f} px.",
            doubt=True,
        )
    scroll = number(at, "scroll_width")
    if at.get("width") != REFLOW_WIDTH or scroll <= REFLOW_WIDTH + REFLOW_SLACK:
        return
    wide = [as_mapping(item) for item in as_list(at.get("wide"))[:10]]
    # What reaches farthest makes the page so wide; what else is too wide may only follow it.
    cause = max(wide, key=lambda item: number(item, "right")) if wide else {}
    # What needs two dimensions may scroll: then a person decides.
    excepted = bool(wide) and all(
        _TWO_DIMENSIONS.search(f"{w.get('selector')} {w.get('snippet')}") for w in wide
    )
    fact = {"selector": cause.get("selector"), "html": str(cause.get("snippet") or "")}
    yield own_flaw(
        REFLOW, fact, f"The page is {scroll:.0f} px wide on a screen of {REFLOW_WIDTH} px.", doubt=excepted
    )


def _zoom(meta: str) -> Iterator[Flaw]:
    scale = re.search(r"maximum-scale\s*=\s*([\d.]+)", meta, re.I)
    limit = float(scale.group(1)) if scale and re.fullmatch(r"\d+(\.\d+)?", scale.group(1)) else None
    if not re.search(r"user-scalable\s*=\s*(no|0)\b", meta, re.I) and (limit is None or limit >= 2):
        return
    fact = {"selector": 'meta[name="viewport"]', "html": f'<meta name="viewport" content="{meta}">'}
    yield own_flaw(ZOOM_BLOCKED, fact, "The page forbids enlarging it with two fingers.")
