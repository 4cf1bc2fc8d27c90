"""A run in a few lines: for a message to the team, for machines, and for thresholds that ring a bell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from checks.model import Cause, Outcome
from reports.present import plural
from reports.words import cause_words
from store import RunFolder
from store.inputs import InputError, nearest

# Councils that are named; a message is not a list.
NAMED = 10
_THRESHOLD = re.compile(r"(?P<name>[a-z-]+)=(?P<limit>\d+(?:\.\d+)?)(?P<percent>\s*%)?")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What became of a run, in counts.

    started, ended     ISO 8601 in UTC, "" where unknown; `hours` between them, None where one is unknown
    councils           asked for; `unvisited` are not finished, `untested` could not be tested, by cause
    named              the first few of those that could not be tested: name and cause
    sessions           how often it was begun or taken up again
    stars              surveys by stars 1 to 4; "none": those that ask of a service but have none
    answers            by outcome; `needs_review` and `crashed` are among those that could not be tested
    """

    run: str
    started: str
    ended: str
    hours: float | None
    sessions: int
    councils: int
    unvisited: int
    untested: Mapping[str, int]
    named: tuple[tuple[str, str], ...]
    pages: int
    browser_pages: int
    surveys: int
    stars: Mapping[str, int]
    answers: Mapping[str, int]
    needs_review: int
    crashed: int


def summarise(run: RunFolder) -> RunSummary:
    """Return what became of *run*. Raises `StoreError` where it was not judged."""
    record = run.crawl_record() or run.manifest() or {}
    councils = run.councils()
    finished = frozenset(run.finished())
    visits = [(one, run.visit(one.gss)) for one in councils if one.gss in finished]
    failed = [(one.name, visit.cause) for one, visit in visits if visit.cause]
    answers: Counter[str] = Counter(dict.fromkeys(Outcome, 0))
    causes: Counter[str] = Counter()
    for row in run.rows("answers"):
        answers[str(row["outcome"])] += 1
        causes[str(row["cause"] or "")] += 1
    stars = Counter(str(row["stars"] or "none") for row in run.rows("surveys") if row["applies"] == "yes")
    started, ended = str(record.get("started") or ""), str(record.get("ended") or "")
    return RunSummary(
        run=run.id,
        started=started,
        ended=ended,
        hours=_hours(started, ended),
        sessions=len(record.get("sessions") or ()) or 1,
        councils=len(councils),
        unvisited=len(councils) - len(visits),
        untested=dict(Counter(cause for _, cause in failed).most_common()),
        named=tuple(failed[:NAMED]),
        pages=sum(visit.pages for _, visit in visits),
        browser_pages=sum(visit.browser_pages for _, visit in visits),
        surveys=sum(stars.values()),
        stars=dict(sorted(stars.items())),
        answers=dict(answers),
        needs_review=causes[Cause.NEEDS_REVIEW.value],
        crashed=causes[Cause.CHECK_CRASHED.value],
    )


def as_json(summary: RunSummary) -> dict[str, Any]:
    """Return *summary* for machines, with the shares that thresholds are held against, in per cent."""
    shares = {name: None if one is None else round(one, 2) for name, one in shares_of(summary).items()}
    return asdict(summary) | {"per_cent": shares}


def as_markdown(summary: RunSummary) -> str:
    """Return *summary* as a message of a dozen lines."""
    visited = summary.councils - summary.unvisited
    took = f", {summary.hours:.1f} hours" if summary.hours is not None else ""
    again = f", taken up again {plural(summary.sessions - 1, 'time')}" if summary.sessions > 1 else ""
    lines = [
        f"## Run {_plain(summary.run)}",
        "",
        f"{summary.started or 'start unknown'} to {summary.ended or 'not ended'}{took}{again}",
        "",
        f"- **Councils**: {visited:,} of {summary.councils:,} visited; "
        f"{summary.pages:,} pages, {summary.browser_pages:,} in the browser",
    ]
    if summary.untested:
        causes = ", ".join(f"{count:,} {cause_words(Cause(one))}" for one, count in summary.untested.items())
        names = ", ".join(f"{_plain(name)} ({cause})" for name, cause in summary.named)
        more = sum(summary.untested.values()) - len(summary.named)
        lines.append(f"- **Could not be tested**: {causes}. {names}{f' and {more:,} more' if more else ''}")
    stars = ", ".join(f"{count:,} × {one}" for one, count in summary.stars.items())
    lines.append(f"- **Surveys**: {summary.surveys:,}; by stars: {stars or 'none'}")
    said = ", ".join(f"{count:,} {one}" for one, count in summary.answers.items())
    lines.append(f"- **Answers**: {said}; {summary.needs_review:,} need a person")
    if summary.crashed:
        lines.append(f"- **Our own checks crashed** on {plural(summary.crashed, 'answer')}")
    if summary.unvisited:
        lines.append(f"- **Not finished**: go on with `--run-id {summary.run} --resume`")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a run may have at most: a number, or with `percent` a share in per cent."""

    name: str
    limit: float
    percent: bool


# What a threshold can be set on, and what it is a share of.
THRESHOLDS = {
    "unvisited": "councils",
    "untested": "councils",
    "blocked": "councils",
    "unreachable": "councils",
    "undecided": "answers",
    "needs-review": "answers",
    "crashed": "answers",
}


def read_thresholds(words: Iterable[str]) -> tuple[Threshold, ...]:
    """Return thresholds written as `blocked=5%` or `crashed=0`. Raises `InputError`."""
    found = []
    for word in words:
        read = _THRESHOLD.fullmatch(word.strip())
        if read is None:
            raise InputError(f"--fail-on {word}: write it as NAME=NUMBER or NAME=NUMBER%, such as blocked=5%")
        name = read["name"]
        if name not in THRESHOLDS:
            known = ", ".join(THRESHOLDS)
            raise InputError(f"--fail-on {word}: {name} is none of {known}{nearest(name, THRESHOLDS)}")
        found.append(Threshold(name, float(read["limit"]), bool(read["percent"])))
    return tuple(found)


def exceeded(summary: RunSummary, thresholds: Sequence[Threshold]) -> list[str]:
    """Return a sentence for each threshold that the run is over."""
    counts, shares = counts_of(summary), shares_of(summary)
    said = []
    for one in thresholds:
        share = shares[one.name]
        found = counts[one.name] if not one.percent else share or 0.0
        if found > one.limit:
            shown = plural(counts[one.name], THRESHOLDS[one.name].removesuffix("s"))
            shown += f" ({share:.1f} %)" if share is not None else ""
            said.append(f"{one.name}: {shown}, more than {one.limit:g}{' %' if one.percent else ''}")
    return said


def counts_of(summary: RunSummary) -> dict[str, int]:
    """Return what thresholds can be set on, as numbers."""
    return {
        "unvisited": summary.unvisited,
        "untested": sum(summary.untested.values()),
        "blocked": summary.untested.get(Cause.BLOCKED.value, 0),
        "unreachable": summary.untested.get(Cause.UNREACHABLE.value, 0),
        "undecided": summary.answers.get(Outcome.COULD_NOT_TEST.value, 0),
        "needs-review": summary.needs_review,
        "crashed": summary.crashed,
    }


def shares_of(summary: RunSummary) -> dict[str, float | None]:
    """Return the same in per cent: of the councils asked for, of the answers that apply; None of nothing."""
    applying = sum(summary.answers.values()) - summary.answers.get(Outcome.NOT_APPLICABLE.value, 0)
    wholes = {"councils": summary.councils, "answers": applying}
    return {
        name: 100 * count / wholes[THRESHOLDS[name]] if wholes[THRESHOLDS[name]] else None
        for name, count in counts_of(summary).items()
    }


def _hours(started: str, ended: str) -> float | None:
    try:
        return round(
            (datetime.fromisoformat(ended) - datetime.fromisoformat(started)).total_seconds() / 3600, 2
        )
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Return *text* as Markdown shows it: names come from a file that a stranger may have written."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
