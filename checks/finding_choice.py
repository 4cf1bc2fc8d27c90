"""Which of the pages that fit a task is the task's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.addresses import canonical
from checks.finding_pages import DECOYS, HOLDS_FORM, REGISTERED, PageScore, score_page
from checks.model import Journey
from checks.seen import PageDigest


def choose_task_page(candidates: Iterable[PageScore]) -> list[PageScore]:
    """Return the scored pages, the task page first.

    The page that a resident would call the page of this task: content about it with the way to act. A bare
    form gives way to a content page nearly as good; a page that acts goes before its overview.
    """
    pages = [one for one in candidates if one.score > 0]
    if not pages:
        return []
    top = max(one.score for one in pages)

    content = [
        one for one in pages if one.acts and one.kind not in ("form", *DECOYS) and one.score >= 0.45 * top
    ]
    led_to = {url for one in content for url in one.ways}
    named = {canonical(one.url): one for one in pages if one.kind not in ("form", *DECOYS)}

    def onward(one: PageScore) -> PageScore | None:
        """The page to which this one sends its reader, where all its ways lead to pages about as good.

        What the council registered for the task is no neighbour of it: links beside its content are to pages
        that are related, but for those to its own further parts.
        """
        if HOLDS_FORM in one.reasons or not one.ways:
            return None
        parts = f"{canonical(one.url)}/"
        if REGISTERED in one.reasons and all(
            way in one.beside and not way.startswith(parts) for way in one.ways
        ):
            return None
        others = [named.get(way) for way in one.ways]
        good = [o for o in others if o and o.score >= 0.8 * one.score and canonical(one.url) not in o.ways]
        return max(good, key=lambda o: o.score) if len(good) == len(others) else None

    def order(one: PageScore) -> tuple[float, str]:
        value = one.score
        if one.score >= 0.6 * top and one.acts and one.kind not in ("form", *DECOYS):
            value += 0.1
        if REGISTERED in one.reasons:
            # Of pages that fit equally well, the one that the council itself gave for the task.
            value += 0.03
        if sent := onward(one):
            # A neighbour or overview whose only way in is the task's page itself.
            value = min(value, sent.score - 0.01)
        if one.kind == "form":
            # A bare form gives way to the page that leads to it, and a little to any page that acts.
            leads = [other.score for other in content if canonical(one.url) in other.ways]
            value = min(leads) - 0.01 if leads and canonical(one.url) in led_to else value - 0.12
        return (-value, canonical(one.url))

    return sorted(pages, key=order)


def rank_pages(pages: Sequence[PageDigest], journey: Journey) -> list[PageScore]:
    """Score every page and put the task page first."""
    return choose_task_page(score_page(page, journey) for page in pages)
