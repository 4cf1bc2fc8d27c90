"""A badge that a council can show: its stars, when, and in what state the results are."""

from __future__ import annotations

from datetime import datetime

from reports.edition import CouncilResult
from reports.frame import Frame, Page
from reports.present import clip, stars_view
from reports.register import State

_STATES = {State.DRAFT: "draft, not published", State.PREVIEW: "preview, not published"}


def badge_page(frame: Frame, council: CouncilResult) -> Page:
    """Return the badge of a council as SVG."""
    stars = stars_view(council.overall.stars)
    none = "opted out" if council.opted_out else "not ranked"
    values = {
        "name": clip(council.name, 120),
        "stars": stars.number,
        "words": stars.words if stars.number else none,
        "glyphs": stars.filled + stars.empty if stars.number else none,
        "when": _month(frame.edition.ended),
        "status": _status(frame),
    }
    return Page(badge_path(frame, council.council.gss), "badge.svg", council.name, values)


def badge_path(frame: Frame, gss: str) -> str:
    """Return the path of a council's badge."""
    return frame.council_path(gss).removesuffix(".html") + "/badge.svg"


def _month(iso: str) -> str:
    try:
        return f"{datetime.fromisoformat(iso):%B %Y}"
    except ValueError:
        return "no date"


def _status(frame: Frame) -> str:
    """Return what else a reader must know: `draft, provisional`, or an empty text."""
    said = []
    if frame.register.state is not State.PUBLISHED:
        said.append(_STATES[frame.register.state])
    if frame.edition.simulated:
        said.append("simulated")
    elif frame.edition.fictional:
        said.append("fictional")
    elif frame.methodology.provisional:
        said.append("provisional")
    return ", ".join(said)
