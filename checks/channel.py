"""Decides how a task can be done: one of fifteen channels and its flags, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.channel_flags import flags_of
from checks.channel_gates import gated_pages
from checks.channel_rules import ruling_of
from checks.channel_scene import Ruling, scene_of
from checks.gating import absence, site_cause
from checks.model import TASK, Cause, Channel, ChannelDecision, Flag, Missing, Spot
from checks.verdicts import THRESHOLD, snippet
from checks.views import SurveyView, as_list, as_mapping

# A candidate page this good speaks against "there is no page for the task".
LIKELY_CANDIDATE = 0.5
# A link that promises less is hardly the task's; where search and A-Z both answered, less still is needed.
FAINT, FAINT_BESIDE_BOTH = 0.3, 0.4


def decide_channel(view: SurveyView) -> ChannelDecision:
    """Return the channel of methodology.md section 2, or a cause; never a guess below the threshold."""
    task = view.task
    if task is None:
        return _decided(_without_task_page(view), frozenset())
    scene = scene_of(view, task)
    ruling = ruling_of(scene)
    return _decided(ruling, flags_of(scene, ruling.channel))


def _decided(ruling: Ruling, kept: frozenset[Flag]) -> ChannelDecision:
    reasons = (snippet(ruling.reason),)
    if ruling.channel is None:
        return ChannelDecision(None, ruling.cause or Cause.NEEDS_REVIEW, kept, 0.0, reasons, ruling.spots)
    confidence = round(min(1.0, max(0.0, ruling.confidence)), 3)
    if confidence < THRESHOLD:
        doubt = f"Perhaps {ruling.channel.value}, but too uncertain to say."
        return ChannelDecision(None, Cause.NEEDS_REVIEW, kept, confidence, (*reasons, doubt), ruling.spots)
    return ChannelDecision(ruling.channel, None, kept, confidence, reasons, ruling.spots)


def _without_task_page(view: SurveyView) -> Ruling:
    stopped = site_cause(view)
    if stopped is not None:
        cause, why = stopped
        if cause in (Cause.BLOCKED, Cause.ROBOTS):
            return Ruling(Channel.BLOCKED, 0.95, why)
        return Ruling(None, 0.0, why, cause=cause)
    crawl = as_mapping(view.crawl)
    if gated := gated_pages(view):
        return Ruling(Channel.BLOCKED, 0.9, "A gate or a robots rule stood before the task's page.", gated)
    asked = _answered(view)
    both = {spot.snippet.partition(":")[0] for spot in asked} == {"search", "A-Z"}
    if not crawl.get("task_url") and asked and _is_exhausted(crawl, FAINT_BESIDE_BOTH if both else FAINT):
        best = max((_score(one) for one in as_list(crawl.get("candidates"))), default=0.0)
        if best >= LIKELY_CANDIDATE:
            return Ruling(None, 0.0, "A page may be the task's, but not surely.", cause=Cause.NEEDS_REVIEW)
        why = "The crawl was exhausted, the site's search or A-Z answered, and no page is about the task."
        return Ruling(Channel.NOT_FOUND, 0.9, why, asked)
    cause, why = absence(view, TASK)
    return Ruling(None, 0.0, why, cause=cause)


def _is_exhausted(crawl: Mapping[str, Any], least: float) -> bool:
    """Say whether nothing that was left unread promised the task's page, though the budget may be spent."""
    left = crawl.get("left")
    faint = isinstance(left, int | float) and not isinstance(left, bool) and left < least
    return crawl.get("exhausted") is True or (crawl.get("stopped") == "budget" and faint)


def _answered(view: SurveyView) -> tuple[Spot, ...]:
    """Return the searches and A-Z letters that answered, as evidence that there is no page."""
    found = []
    if not isinstance(view.search, Missing):
        for one in as_list(as_mapping(view.search).get("queries")):
            row = as_mapping(one)
            if row.get("status") == 200 and not row.get("cause"):
                found.append(Spot("", snippet(f"search: {row.get('query')}"), str(row.get("url") or "")))
    if not isinstance(view.a_to_z, Missing):
        for one in as_list(as_mapping(view.a_to_z).get("letters")):
            row = as_mapping(one)
            if row.get("status") == 200:
                found.append(Spot("", snippet(f"A-Z: {row.get('letter')}"), str(row.get("url") or "")))
    return tuple(found[:8])


def _score(candidate: object) -> float:
    row = as_mapping(candidate)
    score = row.get("score")
    fits = row.get("kind") in ("task", "form", "guide", None)
    return float(score) if fits and isinstance(score, int | float) and not isinstance(score, bool) else 0.0
