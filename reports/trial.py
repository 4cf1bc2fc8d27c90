"""One journey on one site, in the terminal: what was found, how the task is done, every answer and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from checks.model import WALK, Answer, Evidence, Missing, Outcome, Spot, Survey
from checks.registry import JourneyPack, all_questions
from reports.words import CHANNEL_WORDS, FLAG_WORDS, OUTCOME_WORDS, cause_words, step_words

_STYLE = {
    Outcome.YES: "green",
    Outcome.NO: "red",
    Outcome.NOT_APPLICABLE: "dim",
    Outcome.COULD_NOT_TEST: "yellow",
}
_CANDIDATES, _SPOTS, _LONGEST = 5, 2, 160


def show_trial(console: Console, pack: JourneyPack, survey: Survey, evidence: Sequence[Evidence]) -> None:
    """Print *survey* with its evidence. Whatever comes from a page is shown as plain text."""
    console.print(Text(f"\n{pack.journey.title}: {plain(survey.council_name)}", "bold"))
    _show_finding(console, survey, evidence)
    _show_channel(console, survey)
    questions = {question.id: question for question in all_questions()}
    console.print(Text("\nAnswers", "bold"))
    for answer in survey.answers:
        words = questions[answer.question].words if answer.question in questions else answer.question
        _show_answer(console, answer, words)
    counts = {outcome: sum(one.outcome is outcome for one in survey.answers) for outcome in Outcome}
    console.print(Text("\n" + ", ".join(f"{OUTCOME_WORDS[one]}: {count}" for one, count in counts.items())))


def plain(text: object) -> str:
    """Return text of a page for a terminal: one line, bounded, nothing that could steer the terminal."""
    kept = "".join(letter if letter.isprintable() else " " for letter in str(text))
    line = " ".join(kept.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _show_finding(console: Console, survey: Survey, evidence: Sequence[Evidence]) -> None:
    walk = next((one for one in evidence if one.step == WALK and one.journey == survey.journey), None)
    crawl = walk.facet("crawl") if walk else None
    console.print(Text("\nThe task page", "bold"))
    if isinstance(crawl, Missing):
        detail = f" ({plain(crawl.detail)})" if crawl.detail else ""
        console.print(Text(f"  Not looked for: {cause_words(crawl.cause)}{detail}"))
        return
    if not isinstance(crawl, Mapping):
        console.print(Text("  Not looked for: nothing was seen of the site"))
        return
    clicks = "" if survey.clicks is None else f", {survey.clicks} clicks from the home page"
    console.print(
        Text(f"  {plain(survey.task_url) or 'none found'}{clicks}; {crawl.get('pages', 0)} pages read")
    )
    for candidate in _maps(crawl.get("candidates"))[:_CANDIDATES]:
        score, title = candidate.get("score", 0), plain(candidate.get("title", ""))
        console.print(Text(f"  {score:>5.2f}  {plain(candidate.get('url', ''))}  {title}"))
        reasons = "; ".join(plain(reason) for reason in candidate.get("reasons") or ())
        console.print(Text(f"         {reasons}", "dim"))


def _show_channel(console: Console, survey: Survey) -> None:
    decision = survey.decision
    console.print(Text("\nHow the task is done", "bold"))
    if decision.channel is None:
        said = f"could not be told: {cause_words(decision.cause)}"
    else:
        name, meaning = CHANNEL_WORDS[decision.channel]
        said = f"{name} ({decision.channel}): {meaning}"
    flags = "".join(f"; {FLAG_WORDS[flag]}" for flag in sorted(decision.flags))
    console.print(Text(f"  {said} Confidence {decision.confidence:.2f}{flags}"))
    for reason in decision.reasons:
        console.print(Text(f"  - {plain(reason)}"))
    _show_spots(console, decision.spots)


def _show_answer(console: Console, answer: Answer, words: str) -> None:
    why = cause_words(answer.cause) if answer.outcome is Outcome.COULD_NOT_TEST else ""
    console.print(
        Text(f"  {OUTCOME_WORDS[answer.outcome]:<15}", _STYLE[answer.outcome]),
        Text(f"{words}  [{answer.question}]"),
    )
    told = "; ".join(part for part in (why, plain(answer.detail)) if part)
    if told:
        console.print(Text(f"{'':17} {told}"))
    if answer.spots:
        where = step_words(answer.step) + (f", {answer.device}" if answer.device else "")
        console.print(Text(f"{'':17} seen: {where}, {plain(answer.url)}", "dim"))
        _show_spots(console, answer.spots)


def _show_spots(console: Console, spots: Sequence[Spot]) -> None:
    for spot in spots[:_SPOTS]:
        where = f"{plain(spot.selector)}: " if spot.selector else ""
        console.print(Text(f"{'':17} {where}{plain(spot.snippet)}", "dim"))


def _maps(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
