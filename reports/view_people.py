"""People's part of an edition on its pages: its state, decisions, replies and corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from reports.edition import CouncilResult
from reports.errata import errata
from reports.frame import Frame, Page
from reports.present import clip, day, listing, plural
from reports.replies import Reply, Verdict
from reports.said import joined, said
from reports.words import OUTCOME_WORDS

WORDS = 2000
VERDICT_WORDS = {
    Verdict.OPEN: said("open"),
    Verdict.UPHELD: said("upheld"),
    Verdict.PARTLY: said("partly upheld"),
    Verdict.REFUSED: said("not upheld"),
}


def reply_views(frame: Frame, council: str, journey: str, question: str) -> list[dict[str, str]]:
    """Return the replies about one answer, in the order of their file."""
    return [
        reply_view(one) for one in frame.replies_of.get(council, ()) if one.about(council, journey, question)
    ]


def reply_view(one: Reply) -> dict[str, str]:
    """Return a reply as shown: its words, and what was decided."""
    return {
        "words": clip(one.words, WORDS),
        "when": day(one.date.isoformat()),
        "verdict": VERDICT_WORDS[one.verdict],
        "reason": clip(one.reason, WORDS),
    }


def council_replies(frame: Frame, council: CouncilResult) -> dict[str, Any] | None:
    """Return a council's replies counted and listed, or None where it made none."""
    gss = council.council.gss
    replies = frame.replies_of.get(gss, ())
    if not replies:
        return None
    rows = []
    for one in replies:
        where = [journey for journey, survey in council.surveys.items() if _asked(survey, one)]
        anchor = one.question.replace("/", "-")
        links = [
            {
                "title": council.surveys[journey].journey.title,
                "path": f"{frame.survey_path(gss, journey)}#{anchor}",
            }
            for journey in where
        ]
        rows.append({**reply_view(one), "question": frame.question_words(one.question), "links": links})
    return {"counts": counted(replies), "rows": rows}


def _asked(survey: Any, reply: Reply) -> bool:
    return any(
        reply.about(answer.council, answer.journey, answer.question) for answer in survey.survey.answers
    )


def counted(replies: Sequence[Reply]) -> str:
    """Return `3 replies: 1 upheld, 2 open`."""
    kinds = Counter(one.verdict for one in replies)
    told = listing([joined(" ", [str(kinds[kind]), VERDICT_WORDS[kind]]) for kind in Verdict if kinds[kind]])
    return said("{replies}: {told}", replies=plural(len(replies), "reply", "replies"), told=told)


def people_counts(frame: Frame) -> dict[str, str]:
    """Return for the about page how many answers people decided, and how many replies there were."""
    decided = frame.edition.decided
    changed = sum(one.changed for one in decided.holding.values())
    held = len(decided.holding)
    here = [one for some in frame.replies_of.values() for one in some]
    return {
        "reviewed": (
            said(
                "People decided {answers}: {changed} otherwise than the rule, {confirmed} as it had.",
                answers=plural(held, "answer"),
                changed=f"{changed:,}",
                confirmed=f"{held - changed:,}",
            )
            if held
            else said("No answer of this edition was decided by a person.")
        ),
        "lapsed": (
            said(
                "{decisions} lapsed: the data say why.",
                decisions=plural(len(decided.lapsed), "earlier decision"),
            )
            if decided.lapsed
            else ""
        ),
        "replies": said("{replies}.", replies=counted(here))
        if here
        else said("No council has replied to an answer of this edition yet."),
    }


def errata_page(frame: Frame) -> Page:
    """Return the page of corrections, newest first, each with its day."""
    names = {one.council.gss: one.name for one in frame.edition.councils}
    rows = []
    for one in errata(frame.edition.decided, frame.register.notes, frame.register.published):
        known = one.council in names
        path = frame.council_path(one.council) if known else ""
        if known and one.journey:
            path = frame.survey_path(one.council, one.journey)
        anchor = f"#{one.question.replace('/', '-')}" if one.question else ""
        rows.append(
            {
                "date": day(one.date.isoformat()),
                "name": names.get(one.council, clip(one.council, 40)) or said("All"),
                "path": f"{path}{anchor}" if path else "",
                "question": frame.question_words(one.question) if one.question else "",
                "before": OUTCOME_WORDS[one.before] if one.before else "",
                "after": OUTCOME_WORDS[one.after] if one.after else "",
                "reason": clip(one.reason, WORDS),
            }
        )
    values = {"rows": rows, "state": frame.register.state.value}
    return Page("errata.html", "errata.html", said("Corrections"), values, "about")


def people_warnings(frame: Frame) -> Iterator[str]:
    """Yield what whoever publishes should know: lapsed decisions, replies that went nowhere."""
    lapsed = len(frame.edition.decided.lapsed)
    if lapsed:
        yield (
            f"{plural(lapsed, 'decision')} of people lapsed: data/reviews.csv lists each with its reason, "
            "and the answers wait in `betterserved review`"
        )
    here = {one.council.gss for one in frame.edition.councils}
    strange = sorted({one.council for one in frame.register.replies if one.council not in here})
    if strange:
        yield f"replies.csv has replies of councils that this run does not have: {', '.join(strange)}"
    held = frame.edition.decided.holding
    for one in frame.register.replies:
        if one.verdict in (Verdict.UPHELD, Verdict.PARTLY) and one.council in here:
            changed = any(one.about(*key) and decision.changed for key, decision in held.items())
            if not changed:
                yield (
                    f"the reply of {one.council} about {one.question} is {one.verdict.value}, "
                    "and no row of reviews.csv changes that answer"
                )
