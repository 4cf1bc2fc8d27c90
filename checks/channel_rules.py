"""The rules that decide a channel, in order: the first that speaks wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checks import channel_beyond as beyond
from checks import channel_cases as cases
from checks import channel_gates as gates
from checks import channel_task as task
from checks.channel_scene import Ruling, Scene
from checks.gating import OFFLINE
from checks.model import Cause, Channel
from checks.verdicts import THRESHOLD

Rule = Callable[[Scene], Ruling | None]
DOUBT = 0.08

# Of the task page's state, of what lies beyond it, of what it says.
RULES: tuple[Rule, ...] = (
    beyond.task_page_fails, beyond.beyond_is_document, beyond.beyond_is_elsewhere, beyond.beyond_fails,
    cases.case_decides, cases.search_decides, beyond.beyond_decides, gates.way_gated,
    beyond.route_failed,
    task.task_page_form, task.task_page_closed, task.task_page_not_offered, task.task_page_sends_elsewhere,
    task.task_page_points_to_kin, gates.task_gated,
    task.task_page_signs_in, task.task_page_leads_online, task.beyond_unread, task.task_page_says_online,
    task.way_unexplained,
    task.task_page_lists, task.task_page_offline, task.task_page_informs,
)  # fmt: skip


# What a part of a guide may say for the whole.
ON_ANY_PART: tuple[Rule, ...] = (
    task.task_page_form, task.task_page_closed, task.task_page_not_offered, task.task_page_sends_elsewhere,
    task.task_page_points_to_kin, task.task_page_signs_in, task.task_page_says_online, task.way_unexplained,
    task.task_page_lists, task.task_page_offline,
)  # fmt: skip


def ruling_of(scene: Scene) -> Ruling:
    """Return the first ruling that is sure enough, else the surest of those that are not."""
    found = _by(RULES, scene)
    sure = found.confidence >= THRESHOLD and found.channel is not Channel.INFORMATION_ONLY
    if sure or (found.channel is None and found.cause is not Cause.NEEDS_REVIEW):
        return found
    for part in scene.survey.parts:
        # A guide is one text: another of its pages may say how the task is done.
        there = _by(ON_ANY_PART, replace(scene, task=part))
        if there.channel is not None and there.confidence >= THRESHOLD:
            return there
    return found


def _by(rules: tuple[Rule, ...], scene: Scene) -> Ruling:
    doubts: list[Ruling] = []
    for rule in rules:
        found = rule(scene)
        if found is None:
            continue
        # What an earlier rule half saw makes a later one less sure.
        sure = found.confidence - DOUBT * len(doubts) - _against(found, doubts)
        if found.channel is None or sure >= THRESHOLD:
            return replace(found, confidence=sure)
        doubts.append(replace(found, confidence=sure))
    return max(doubts, key=lambda one: one.confidence, default=_NOTHING)


def _against(found: Ruling, doubts: list[Ruling]) -> float:
    """Return what else speaks against a ruling: a way nearly seen, against "only" and against "no way"."""
    if found.channel is Channel.INFORMATION_ONLY and any(one.channel is not None for one in doubts):
        # Something to act with was half seen: then "no way to act" is too much to say.
        return 0.15
    online = any(one.channel is Channel.ONLINE and one.confidence >= 0.55 for one in doubts)
    return 0.15 if online and found.channel in OFFLINE else 0.0


_NOTHING = Ruling(None, 0.0, "No rule could tell how the task is done.", cause=Cause.NEEDS_REVIEW)
