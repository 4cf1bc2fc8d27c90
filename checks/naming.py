"""Says whether a title, heading or link names a journey's task, its wider service, or another task."""

from __future__ import annotations

from enum import StrEnum

from checks.model import Journey
from checks.vocabulary import vocabulary
from checks.words import stems

NAMED = 0.7


class Naming(StrEnum):
    """What a text names of a journey.

    `task`: the thing and what to do with it; `thing`: the thing alone; `broad`: a thing that is also the
    name of the whole service ("council tax"); `service`: only that; `decoy`: a neighbouring task.
    """

    TASK = "task"
    THING = "thing"
    BROAD = "broad"
    SERVICE = "service"
    DECOY = "decoy"
    NOTHING = "nothing"


def naming(text: str, journey: Journey) -> Naming:
    """Say what *text* (a title, heading or link, in English or Welsh) names of *journey*."""
    match = vocabulary(journey).match(text[:500])
    if match.object < NAMED:
        return Naming.SERVICE if match.topic else Naming.NOTHING
    if match.action:
        return Naming.TASK
    if not match.distinct:
        return Naming.DECOY
    services = {stems(one) for topics in journey.topics.values() for one in topics}
    return Naming.BROAD if stems(match.object_words) in services else Naming.THING


def names_task(text: str, journey: Journey) -> bool:
    """Say whether *text* names the task, or the thing that only this task is about."""
    return naming(text, journey) in (Naming.TASK, Naming.THING)
