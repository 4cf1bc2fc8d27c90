"""What a small trained model makes of a title and an address: which task they lean to, and by which words.

The model is a logistic regression over `checks.signs`, trained by `benchmarks/train_finder.py` on the tuning
half of GOV.UK's and others' labelled addresses (DATA.md) and kept as whole numbers in `leanings.json`. It
knows the journeys that it was trained on, and `other`; of any other journey it says nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from checks.memo import remembered
from checks.signs import signs

OTHER = "other"
# Weights are kept in hundredths.
UNIT = 100
# How much a name counts beside the model, in log odds: `vocabulary` gives it 0-1. Chosen on the tuning half.
NAMED = 6.0
# Below this the model speaks against a task: what is left then of a score that no plain name upholds.
UNLIKELY, LEFT, PLAIN = 0.03, 0.5, 0.5
# At most so much of what a score lacks can the model add. Chosen on the tuning half.
SHARE, PAGE_SHARE = 0.8, 0.3
# From here on it is told among the reasons.
TOLD = 0.2


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by sign, as (place of the class, hundredths) pairs; the last class is `other`."""

    classes: tuple[str, ...]
    bias: tuple[int, ...]
    weights: Mapping[str, tuple[tuple[int, int], ...]]


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the model shipped beside this module."""
    return read(json.loads(resources.files("checks").joinpath("leanings.json").read_text(encoding="utf-8")))


def read(raw: Mapping[str, Any]) -> Model:
    """Return the model that the JSON of `leanings.json` holds."""
    weights = {sign: tuple(zip(flat[::2], flat[1::2], strict=True)) for sign, flat in raw["weights"].items()}
    return Model(tuple(raw["classes"]), tuple(raw["bias"]), weights)


@remembered(32768)
def is_known_word(stem: str) -> bool:
    """Say whether several councils' titles or addresses have a word, by its stem: then it is no slip."""
    return stem in model().weights


@remembered(32768)
def odds(text: str, url: str) -> Mapping[str, float]:
    """Return the log odds of each known journey for what is called *text* at *url*, {} if it says nothing."""
    known = model()
    totals = list(known.bias)
    told = False
    for sign in signs(text, url):
        for place, weight in known.weights.get(sign, ()):
            totals[place] += weight
            told = True
    if not told:
        return {}
    top = max(totals)
    shares = [math.exp((one - top) / UNIT) for one in totals]
    whole = sum(shares)
    return {
        name: math.log(max(share, 1e-9) / max(whole - share, 1e-9))
        for name, share in zip(known.classes[:-1], shares, strict=False)
    }


def speaking_for(text: str, url: str, journey_id: str) -> tuple[str, ...]:
    """Return up to three words or pieces of an address that speak most for a journey, the strongest first."""
    known = model()
    if journey_id not in known.classes:
        return ()
    place = known.classes.index(journey_id)
    found: dict[str, int] = {}
    for sign in signs(text, url):
        weight = dict(known.weights.get(sign, ())).get(place, 0)
        plain = sign.lstrip("/@~")
        if weight > 0:
            found[plain] = max(weight, found.get(plain, 0))
    return tuple(sorted(found, key=lambda one: (-found[one], one))[:3])


def with_leaning(
    value: float, text: str, url: str, journey_id: str, *, lower: bool = True
) -> tuple[float, bool]:
    """Join a link's score by names (0-1) with the model's, and say whether the model spoke for the task.

    The model adds to a score where it finds the task likely. Where it finds it all but impossible, a score
    that is no more than the scent of a category is halved (if *lower*); a plain name keeps its score.
    """
    leaning = odds(text, url).get(journey_id)
    if leaning is None:
        return value, False
    likely = _likely(leaning, value)
    if likely < UNLIKELY:
        return (LEFT * value if lower and value < PLAIN else value), False
    return value + (1 - value) * SHARE * likely, likely >= TOLD


def raised(value: float, text: str, url: str, journey_id: str) -> tuple[float, bool]:
    """Join a page's score with the model's, which may only raise it: the content has spoken already."""
    leaning = odds(text, url).get(journey_id)
    if leaning is None:
        return value, False
    likely = _likely(leaning, value)
    return value + (1 - value) * PAGE_SHARE * likely, likely >= TOLD


def _likely(leaning: float, value: float) -> float:
    return 1 / (1 + math.exp(-(leaning + NAMED * value)))
