"""Pieces that several pages show: stars, bars, answers, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.model import Answer, Device, Outcome, Spot
from reports.changes import Change
from reports.decisions import Decision
from reports.edition import SurveyResult
from reports.figures import Distribution, Tally
from reports.frame import Frame, question_path
from reports.overall import Overall
from reports.precision import RIGHT
from reports.present import (
    Bar,
    Link,
    clip,
    day,
    moment,
    number,
    safe_link,
    share,
    stacked_bar,
)
from reports.said import counted, in_english, joined, said, sentence
from reports.scoring import Score, percent
from reports.statistics import wilson
from reports.words import DEVICE_WORDS, GATE_WORDS, OUTCOME_WORDS, cause_words, step_words
from store import Sighting

# How many spots of one answer a page shows; the open data has them all.
SPOTS = 3


@dataclass(frozen=True, slots=True)
class SpotView:
    """One place on a page, bounded."""

    selector: str
    snippet: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as shown."""

    anchor: str
    words: str
    path: str
    outcome: str
    outcome_words: str
    detail: str
    worth: str
    spots: tuple[SpotView, ...]
    more_spots: int
    link: Link | None
    seen: str
    version: int
    confidence: str
    question: str
    review: Mapping[str, str] | None
    replies: Sequence[Mapping[str, str]] = ()


def range_words(low: float | None, high: float | None) -> str:
    """Return a range of scores, or an empty text where it is a point or unknown."""
    if low is None or high is None or low == high:
        return ""
    return f"{number(low)}–{number(high)}"


def score_words(score: Score) -> dict[str, Any]:
    """Return what always stands beside a score: range, counts, gates."""
    return {
        "score": number(score.score),
        "range": range_words(score.low, score.high),
        "coverage": number(int(score.coverage * 1000) / 10),
        "points": score.points,
        "possible": score.possible,
        "decided": len(score.decided),
        "not_applicable": len(score.not_applicable),
        "could_not_test": len(score.could_not_test),
        "left_out": len(score.left_out),
        "capped": GATE_WORDS.get(score.capped_by, ""),
        "why": score.not_ranked,
    }


def overall_words(overall: Overall) -> dict[str, Any]:
    """Return what stands beside a council's overall stars."""
    return {
        "score": number(overall.score),
        "range": range_words(overall.low, overall.high),
        "mean": "–" if overall.mean is None else f"{overall.mean:.2f}",
        "parts": share(overall.starred, overall.parts),
        "capped": GATE_WORDS.get(overall.capped_by, ""),
        "why": overall.not_ranked,
    }


def distribution_bar(one: Distribution) -> Bar:
    """Return a bar of four, three, two, one star and no stars."""
    four, three, two, single = (one.stars.get(stars, 0) for stars in (4, 3, 2, 1))
    words = said(
        "4 stars: {four}, 3 stars: {three}, 2 stars: {two}, 1 stars: {one}, no stars: {none}",
        four=four,
        three=three,
        two=two,
        one=single,
        none=one.none,
    )
    parts = [(f"s{stars}", count) for stars, count in one.stars.items()]
    return stacked_bar([*parts, ("none", one.none)], words)


def interval_view(part: int, whole: int) -> dict[str, str]:
    """Return a share with its denominator and Wilson interval: `64.2 %`, `34 of 53`, `51–76 %`."""
    if not whole:
        return {"percent": "–", "of": said("none decided"), "range": ""}
    low, high = wilson(part, whole)
    return {
        "percent": f"{number(percent(part, whole))} %",
        "of": share(part, whole),
        "range": f"{round(100 * low)}–{round(100 * high)} %",
    }


def tally_view(tally: Tally) -> dict[str, Any]:
    """Return a tally with its bar: Yes, No, and what could not be tested."""
    words = said(
        "Yes {yes}, No {no}, could not test {unknown}",
        yes=tally.yes,
        no=tally.no,
        unknown=tally.could_not_test,
    )
    parts = [("yes", tally.yes), ("no", tally.no), ("none", tally.could_not_test)]
    return {
        "percent": "–" if tally.percent is None else f"{number(tally.percent)} %",
        "of": share(tally.yes, tally.decided),
        "range": interval_view(tally.yes, tally.decided)["range"],
        "yes": tally.yes,
        "no": tally.no,
        "not_applicable": tally.not_applicable,
        "could_not_test": tally.could_not_test,
        "bar": stacked_bar(parts, words),
    }


def precision_view(frame: Frame, question: str) -> dict[str, str]:
    """Return how right a question's rule is, as people measured it, and what that allows."""
    one = frame.precision.get(question)
    if one is None:
        return {"of": "", "percent": "", "range": "", "yes": "", "no": "", "says": said("not checked yet")}
    if frame.edition.fictional or frame.edition.simulated:
        says: str = said("checked on invented councils: counts for nothing")
    elif one.missing:
        says = counted("{count} more decision to check", "{count} more decisions to check", one.missing)
    elif one.settled:
        says = said("a methodology may name it")
    else:
        says = said("right too seldom: {needed} % are needed", needed=RIGHT)
    yes, no = share(one.yes_right, one.yes), share(one.no_right, one.no)
    return {**interval_view(one.right, one.checked), "yes": yes, "no": no, "says": says}


def spots_view(spots: Iterable[Spot], known: str = "") -> tuple[tuple[SpotView, ...], int]:
    """Return the first spots, bounded, and how many more there are; *known* is an address already shown."""
    # The whole page is no place on it: a No for something absent has nothing to point at.
    every = tuple(spot for spot in spots if spot.selector not in ("body", "html", "html > body"))
    shown = tuple(
        SpotView(
            clip(spot.selector, 160),
            clip(spot.snippet),
            safe_link(spot.url) if spot.url and spot.url != known else None,
        )
        for spot in every[:SPOTS]
    )
    return shown, len(every) - len(shown)


def answer_view(answer: Answer, frame: Frame, times: Mapping[tuple[str, str], str]) -> AnswerView:
    """Return *answer* as shown; *times* says when each step was seen on each device."""
    weight = frame.methodology.weight_of(answer.question)
    spots, more = spots_view(answer.spots, answer.url)
    detail = in_english(clip(answer.detail, 600))
    decision = frame.edition.decided.holding.get((answer.council, answer.journey, answer.question))
    if answer.outcome is Outcome.COULD_NOT_TEST and not decision:
        cause = cause_words(answer.cause)
        detail = _cause_and(cause, detail)
    return AnswerView(
        anchor=answer.question.replace("/", "-"),
        words=frame.question_words(answer.question),
        path=question_path(answer.question) if answer.question in frame.questions else "",
        outcome=answer.outcome.value,
        outcome_words=OUTCOME_WORDS[answer.outcome],
        detail=detail,
        worth=said("weight {weight}", weight=weight) if weight else said("on trial, not scored"),
        spots=spots,
        more_spots=more,
        link=safe_link(answer.url) if answer.url else None,
        seen=seen_words(answer.step, answer.device, times),
        version=answer.version,
        confidence=f"{int(answer.confidence * 100)} %",
        question=answer.question,
        review=_review_view(decision) if decision else None,
    )


def _review_view(decision: Decision) -> dict[str, str]:
    """Return who decided when, and what the rule had said; the reason is the answer's detail."""
    machine = decision.machine
    rule = in_english(clip(machine.detail, 400))
    if machine.outcome is Outcome.COULD_NOT_TEST:
        rule = _cause_and(cause_words(machine.cause), rule)
    return {
        "who": clip(decision.review.reviewer, 80),
        "when": day(decision.review.date.isoformat()),
        "run": clip(decision.review.run, 80) if decision.carried else "",
        "verb": said("decided otherwise than the rule") if decision.changed else said("confirmed"),
        "machine": machine.outcome.value,
        "machine_words": OUTCOME_WORDS[machine.outcome],
        "said": rule,
    }


def _cause_and(cause: str, detail: str) -> str:
    """Return why something was not tested, and what was written down beside it."""
    return joined(" ", [said("{cause}.", cause=sentence(cause)), *([detail] if detail else [])])


def seen_words(step: str, device: str, times: Mapping[tuple[str, str], str]) -> str:
    """Return where and when something was seen: `task page, phone, 22 November 2026, 14:05 UTC`."""
    when = times.get((step, device)) or times.get((step, ""))
    where = [step_words(step)]
    if device:
        where.append(DEVICE_WORDS.get(Device(device), device))
    return joined(", ", where + ([moment(when)] if when else []))


def times_of(sightings: Iterable[Sighting]) -> dict[tuple[str, str], str]:
    """Return when each step was seen on each device."""
    return {(one.step, one.device): one.fetched_at for one in sightings}


def task_picture(frame: Frame, one: SurveyResult) -> dict[str, Any] | None:
    """Return the picture that stands for a journey: its task page on a phone, else on a desktop."""
    for device in ("phone", "desktop"):
        for seen in one.sightings:
            if (seen.step, seen.device) == ("task", device):
                picture = frame.pictures.publish(seen.picture)
                if picture:
                    return {
                        "file": picture,
                        "device": DEVICE_WORDS[Device(device)],
                        "when": moment(seen.fetched_at),
                    }
    return None


def says_something(change: Change) -> bool:
    """Say whether an answer went from Yes to No or back; to and from unknown is no news of the site."""
    return {change.before, change.after} == {Outcome.YES.value, Outcome.NO.value}
