"""Says whether a title, heading or link names a journey's task, its wider service, or another task."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from checks.model import Journey
from checks.words import stems, welsh_forms

# Other words may stand between those of a phrase: "missed your bin", "permit for resident parking".
SLACK = 2


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
    spoken = stems(text[:1000])
    for language in journey.objects:
        found = _naming(spoken, journey, language)
        if found is not Naming.NOTHING:
            return found
    return Naming.NOTHING


def mentions(text: str, phrases: Iterable[str], language: str = "en") -> str:
    """Return the first of *phrases* whose words stand close together in *text*, or nothing."""
    spoken = stems(text[:5000])
    return next((phrase for phrase in phrases if _stands_in(phrase, spoken, language)), "")


def _naming(spoken: tuple[str, ...], journey: Journey, language: str) -> Naming:
    things = [one for one in journey.objects.get(language, ()) if _stands_in(one, spoken, language)]
    topics = journey.topics.get(language, ())
    if not things:
        wider = any(_stands_in(one, spoken, language) for one in topics)
        return Naming.SERVICE if wider else Naming.NOTHING
    rest = tuple(one for one in spoken if not any(one in stems(thing) for thing in things))
    acts = any(_stands_in(one, rest, language) for one in journey.actions.get(language, ()))
    decoy = any(_stands_in(one, spoken, language) for one in journey.decoys)
    if decoy and not acts:
        return Naming.DECOY
    if acts:
        return Naming.TASK
    services = {stems(one) for one in topics}
    return Naming.THING if any(stems(one) not in services for one in things) else Naming.BROAD


def _stands_in(phrase: str, spoken: tuple[str, ...], language: str) -> bool:
    wanted = stems(phrase)
    if not wanted:
        return False
    if len(wanted) > 1 and "".join(wanted) in spoken:
        return True
    window = len(wanted) + (SLACK if len(wanted) > 1 else 0)
    for start, word in enumerate(spoken):
        if not any(_same(word, one, language) for one in wanted):
            continue
        near = spoken[start : start + window]
        if all(any(_same(other, one, language) for other in near) for one in wanted):
            return True
    return False


@lru_cache(maxsize=65536)
def _same(word: str, wanted: str, language: str) -> bool:
    if word == wanted:
        return True
    return language == "cy" and word in welsh_forms(wanted)
