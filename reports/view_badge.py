"""A badge that a council can show: its stars, when, and in what state the results are."""

from __future__ import annotations

from reports.edition import CouncilResult
from reports.frame import Frame, Page
from reports.present import clip, month, stars_view
from reports.register import State
from reports.said import joined, said

_STATES = {State.DRAFT: said("draft, not published"), State.PREVIEW: said("preview, not published")}


def badge_page(frame: Frame, council: CouncilResult) -> Page:
    """Return the badge of a council as SVG."""
    stars = stars_view(council.overall.stars)
    none = said("opted out") if council.opted_out else said("not ranked")
    when = month(frame.edition.ended) or said("no date")
    status = joined(", ", _status(frame))
    words = said(
        "Better Served, {when}: {name}, {words}",
        when=when,
        name=clip(council.name, 120),
        words=stars.words if stars.number else none,
    )
    values = {
        "words": said("{words} ({status})", words=words, status=status) if status else words,
        "stars": stars.number,
        "glyphs": stars.filled + stars.empty if stars.number else none,
        "when": when,
        "status": status,
    }
    return Page(badge_path(frame, council.council.gss), "badge.svg", council.name, values)


def badge_path(frame: Frame, gss: str) -> str:
    """Return the path of a council's badge."""
    return frame.council_path(gss).removesuffix(".html") + "/badge.svg"


def _status(frame: Frame) -> list[str]:
    """Return what else a reader must know: `draft, not published`, `provisional`; often nothing."""
    words: list[str] = []
    if frame.register.state is not State.PUBLISHED:
        words.append(_STATES[frame.register.state])
    if frame.edition.simulated:
        words.append(said("simulated"))
    elif frame.edition.fictional:
        words.append(said("fictional"))
    elif frame.methodology.provisional:
        words.append(said("provisional"))
    return words
