"""Any two councils side by side: a page, and beside it the figures that its script puts into a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from typing import Any

from reports.edition import CouncilResult
from reports.figures import online
from reports.frame import Frame, Page
from reports.present import clip, number, slug
from reports.said import said
from reports.words import CHANNEL_WORDS, STAR_WORDS, TYPE_WORDS

PATH = "compare.html"
DATA = "compare-data.js"
_CHANNELS = tuple(CHANNEL_WORDS)


def compare_page(frame: Frame) -> Page:
    """Return the page; without its script it says where councils stand side by side all the same."""
    return Page(PATH, "compare.html", said("Compare two councils"), {"script": "compare.js", "data": DATA})


def compare_link(frame: Frame, gss: str) -> str:
    """Return the path of the page with that council chosen."""
    return f"{PATH}?with={frame.paths[gss]}"


def compare_data(frame: Frame, say: Callable[[str], str] = str, here: Container[str] | None = None) -> str:
    """Return the figures as a script: a page opened from a disk may load one, but may not fetch a file.

    It holds JSON in ASCII only, so that nothing in a name can end it or run. *say* puts words into the
    language of the page; *here* holds the file names of the councils that have pages in it, None for all.
    """
    journeys = frame.edition.journeys
    known = [one for one in frame.edition.councils if not one.opted_out]
    kinds = [league.type for league in frame.edition.leagues]
    whole = {
        "types": [say(TYPE_WORDS[kind][1]) for kind in kinds],
        "channels": [say(CHANNEL_WORDS[channel][0]) for channel in _CHANNELS],
        "stars": [say(STAR_WORDS[count]) for count in (1, 2, 3, 4)],
        "journeys": [[say(clip(one.title, 80)), slug(one.id)] for one in journeys],
        "councils": [
            [
                frame.paths[one.council.gss],
                say(clip(one.name, 120)),
                kinds.index(one.council.type),
                *_row(frame, one),
                # Its pages lie beside this language's folder, in English.
                int(here is not None and frame.paths[one.council.gss] not in here),
            ]
            for one in sorted(known, key=lambda one: say(one.name).casefold())
        ],
    }
    text = json.dumps(whole, separators=(",", ":"))
    return f'"use strict";\nvar COMPARE = {text};\n'


def _row(frame: Frame, one: CouncilResult) -> list[Any]:
    """Return stars, score with range, place, online, the marks, and stars, score and channel by journey."""
    whole, standing = one.overall, one.standing
    place = [standing.place, standing.tied, standing.of] if standing else 0
    counted = online(one.asked)
    cells: list[Any] = []
    for journey in frame.edition.journeys:
        survey = one.surveys.get(journey.id)
        if survey is None or not survey.score.counts:
            cells.append(0)
            continue
        channel = survey.survey.decision.channel
        at = _CHANNELS.index(channel) if channel else -1
        cells.append([survey.score.stars or 0, _number(survey.score.score, survey.score.stars), at])
    score = [number(whole.score), number(whole.low), number(whole.high)] if whole.stars else 0
    marks = [one.accessibility.stars or 0, one.mobile.stars or 0]
    return [whole.stars or 0, score, place, [counted.online, counted.told], marks, cells]


def _number(score: float | None, stars: int | None) -> float | None:
    return score if stars else None
