"""Drafts a case from the evidence of a survey: cut down, redacted, and judged as it stands then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from checks.judge import judge_survey
from checks.model import TASK, WALK, Answer, Council, Device, Evidence, Missing, Outcome
from checks.redaction import SITE_HOST, Redactor
from checks.registry import JourneyPack
from checks.scaffold import UNFINISHED
from checks.survey_view import SurveyView

HOME = f"https://{SITE_HOST}/"
NAME = "Anytown Borough Council"
WALK_FACETS = ("crawl", "search", "a-to-z", "govuk", "route")
# What the reader of case files takes each case for; see docs/adding-a-journey.md.
CASE_GSS = "E06000001"
_FENCE = re.compile(r"`{3,}")


class NothingToDraft(ValueError):
    """The survey has no evidence of a page from which a case could be drafted."""


def draft_case(council: Council, pack: JourneyPack, evidence: Iterable[Evidence]) -> str:
    """Return a case of one survey as Markdown, for a person to rewrite in words of their own.

    Of each step the best rendering is kept, as the HTTP tier would leave it, without layouts.
    The answers expected are those that the judge gives to the draft itself. Raises `NothingToDraft`.
    """
    survey = SurveyView(council, pack.journey, evidence)
    if survey.best(TASK) is None and isinstance(survey.crawl, Missing):
        raise NothingToDraft(f"{council.name}: no page of {pack.journey.id} was visited in this run")
    redact = Redactor(council.homepage, council.name)
    cut = _cut(survey, redact)
    stand_in = replace(council, gss=CASE_GSS, name=NAME, homepage=HOME, region="", parent_gss="", extra={})
    judged = judge_survey(stand_in, pack, cut, run="draft", as_of=survey.as_of)
    decision = judged.decision
    channel = decision.channel or decision.cause
    expected = [f"channel: {channel.value}"] if channel is not None else []
    expected += [_expected(answer) for answer in judged.answers]
    blocks = [
        f"## {UNFINISHED}: what this page is an example of",
        "A draft from evidence. Write the page again in words of your own, keep only what the\n"
        "case is about, and check what is expected: it is what the judge says now. Never commit a\n"
        "council's page.",
        _fenced("setup", "\n".join(_settings(stand_in, pack, survey, cut))),
        *(block for one in cut for block in _blocks(one)),
        _fenced("expect", "\n".join(expected)),
    ]
    return "\n\n".join(blocks) + "\n"


def _cut(survey: SurveyView, redact: Redactor) -> list[Evidence]:
    kept = []
    for one in survey.evidence:
        if one.step == WALK:
            facets = {name: one.facets[name] for name in WALK_FACETS if name in one.facets}
            facets = {
                name: value if isinstance(value, Missing) else redact.value(value)
                for name, value in facets.items()
            }
            kept.append(_moved(one, redact, facets))
    for page in survey.pages:
        one = page.evidence
        html = one.facet("html")
        status = {key: page.http[key] for key in ("status", "content_type") if key in page.http}
        facets = {
            "html": html if isinstance(html, Missing) else redact.html(html),
            "http": status | {"how": "http"},
        }
        if page.frame_sources:
            facets["frames"] = [
                {"url": redact.url(url), "html": redact.html(frame)} for url, frame in page.frame_sources[:3]
            ]
        kept.append(_moved(one, redact, facets))
    return kept


def _moved(one: Evidence, redact: Redactor, facets: dict[str, object]) -> Evidence:
    url = redact.url(one.final_url or one.requested_url)
    return replace(
        one,
        run="draft",
        council=CASE_GSS,
        device=Device.HTTP,
        requested_url=url,
        final_url=url,
        facets=facets,
    )


def _settings(council: Council, pack: JourneyPack, survey: SurveyView, cut: list[Evidence]) -> list[str]:
    lines = [
        f"journey: {pack.journey.id}",
        f"as-of: {survey.as_of.isoformat()}",
        f"council-name: {council.name}",
        f"council-type: {council.type.value}",
        f"nation: {council.nation}",
    ]
    for one in cut:
        if one.step != WALK:
            lines.append(f"url {one.step}: {one.final_url}")
            if one.clicks is not None:
                lines.append(f"clicks {one.step}: {one.clicks}")
    return lines


def _blocks(one: Evidence) -> list[str]:
    found = []
    for name, value in one.facets.items():
        if isinstance(value, Missing):
            found.append(_fenced(f"missing {one.step} {name} {value.cause.value}", value.detail[:200]))
        elif name == "html":
            found.append(_fenced(f"html {one.step}", value))
        else:
            found.append(
                _fenced(
                    f"json {one.step} {name}", json.dumps(value, ensure_ascii=False, indent=1, default=str)
                )
            )
    return found


def _expected(answer: Answer) -> str:
    cause = f" {answer.cause.value}" if answer.outcome is Outcome.COULD_NOT_TEST and answer.cause else ""
    return f"{answer.question}: {answer.outcome.value}{cause}"


def _fenced(words: str, body: str) -> str:
    longest = max((len(run) for run in _FENCE.findall(body)), default=2)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{words}\n{body}\n{ticks}"
