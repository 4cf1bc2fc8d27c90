"""Makes a run folder out of nothing, for tests of reports: every name and page in it is invented."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from checks.model import (
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    Council,
    CouncilType,
    Device,
    Evidence,
    Finding,
    Flag,
    Journey,
    Missing,
    Outcome,
    PageVisit,
    Question,
    Spot,
    Survey,
)
from checks.registry import blocks, core_questions, packs
from reports.methodology import Methodology, load
from reports.scoring import scored_rows
from store import CouncilVisit, RunFolder, answer_row, row_of

# A grey JPEG of 1 x 1 px.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</code></main><iframe src=//evil.example>",
    "{{ 7 * 7 }} {% raw %} &lt;b&gt; &amp;",
    "\u202eright to left\u202c \x00\x1b[31m \ud800",
)
HOSTILE_URLS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//http://a.example",
    "data:text/html,<script>alert(1)</script>",
    "http://user:secret@evil.example/",
    'https://council.example/"onmouseover="alert(1)',
    "https://council.example/" + "a" * 5000,
    "http://[broken",
)
NAMES = {
    CouncilType.COUNTY: ("Marshire County Council", "Northwold County Council"),
    CouncilType.DISTRICT: (
        "Abbotswick District Council",
        "Brindle Vale Borough Council",
        "Copperdown District Council",
        "Great Dunning and Little Sawbridge under Wychcombe Borough Council",
        "Eastmere District Council",
    ),
    CouncilType.UNITARY: ("Fallowfield Council", "Greyport City Council", "Council of the Isles of Thrum"),
    CouncilType.METROPOLITAN: (
        "Hallamby Metropolitan Borough Council",
        "Ironbridge Moor Metropolitan Borough Council",
    ),
    CouncilType.LONDON_BOROUGH: ("London Borough of Kingsmarsh", "Royal Borough of Larkham"),
    CouncilType.WELSH_UNITARY: ("Llanfair-y-Môr County Borough Council", "Cyngor Sir Ynys Wen"),
    CouncilType.SCOTTISH_UNITARY: ("Strathmuir Council", "Comhairle Eilean Ghorm"),
    CouncilType.NORTHERN_IRELAND_DISTRICT: ("Ballyhollow and Dunmore District Council",),
}
WELSH = {"Llanfair-y-Môr County Borough Council": "Cyngor Bwrdeistref Sirol Llanfair-y-Môr"}
NATIONS = {
    CouncilType.WELSH_UNITARY: "Wales",
    CouncilType.SCOTTISH_UNITARY: "Scotland",
    CouncilType.NORTHERN_IRELAND_DISTRICT: "Northern Ireland",
}


def councils(names: dict[CouncilType, tuple[str, ...]] | None = None) -> list[Council]:
    """Return invented councils of every type, GSS codes included."""
    found = []
    for kind, some in (names or NAMES).items():
        for name in some:
            nation = NATIONS.get(kind, "England")
            found.append(
                Council(
                    gss=f"X{len(found) + 1:08d}",
                    name=name,
                    type=kind,
                    nation=nation,
                    region=nation if nation != "England" else "Middle England",
                    homepage=f"http://www.council-{len(found) + 1}.example/",
                    parent_gss="X00000001" if kind is CouncilType.DISTRICT and names is None else "",
                    extra={
                        "welsh_name": WELSH.get(name, ""),
                        "combined_authority": "Moorland Combined Authority"
                        if kind is CouncilType.METROPOLITAN
                        else "",
                    },
                )
            )
    return found


def make_run(
    path: Path,
    *,
    seed: int = 1,
    asked: Sequence[Council] | None = None,
    hostile: bool = False,
    started: str = "2026-11-20T08:00:00Z",
    methodology: Methodology | None = None,
    pictures: Sequence[bytes] = (JPEG,),
) -> RunFolder:
    """Write a run of *asked* in which answers are drawn by *seed*; the same seed draws the same run."""
    run = RunFolder.create(path)
    dice = random.Random(seed)
    asked = asked if asked is not None else councils()
    run.write_councils(asked)
    shots = [run.put_blob(data) for data in pictures]
    surveys: list[Survey] = []
    findings: list[Finding] = []
    pages: list[PageVisit] = []
    for number, council in enumerate(asked):
        writer = run.council_writer(council.gss)
        # One council in nine cannot be reached at all.
        reached = number % 9 != 7
        own = [_survey(run.id, council, pack.journey, dice, reached, hostile) for pack in packs()]
        own = [one for one in own if one is not None]
        for survey in own:
            if reached:
                for one in _evidence(survey, dice, shots, hostile):
                    writer.add(one)
        page = _page(run.id, council, reached)
        writer.add_page(page)
        writer.finish(
            CouncilVisit(
                council.gss,
                "" if reached else Cause.UNREACHABLE.value,
                "" if reached else _text("DNS lookup failed: www.council.example", hostile, dice),
                40,
                12 if reached else 0,
                started,
                started[:11] + "09:30:00Z",
                900.0,
            )
        )
        pages.append(page)
        surveys += own
        if reached:
            findings += list(_findings(run.id, council, dice, hostile))
    run.write_table("surveys", scored_rows(surveys, methodology or load()))
    run.write_table("answers", (answer_row(answer) for one in surveys for answer in one.answers))
    run.write_table("findings", (row_of(one) for one in findings))
    run.write_table("pages", (row_of(one) for one in pages))
    run.write_manifest(manifest(run.id, started))
    return run


def manifest(run: str, started: str) -> dict[str, Any]:
    """Return a manifest of invented councils."""
    return {
        "run": run,
        "started": started,
        "ended": started[:11] + "21:00:00Z",
        "versions": {"betterserved": "0.1.0", "axe": "4.12.1", "browser": "156.0.1"},
        "options": {
            "fictional": True,
            "proxy": "http://127.0.0.1:9",
            "contact_url": "https://assessor.example/",
        },
        "counts": {},
    }


def _text(plain: str, hostile: bool, dice: random.Random) -> str:
    return f"{plain} {dice.choice(HOSTILE)}" if hostile else plain


def _url(plain: str, hostile: bool, dice: random.Random) -> str:
    return dice.choice((plain, *HOSTILE_URLS)) if hostile else plain


def _survey(
    run: str, council: Council, journey: Journey, dice: random.Random, reached: bool, hostile: bool
) -> Survey | None:
    applies = journey.applies_to(council)
    if applies is Applies.NO:
        return None
    ways = (Channel.ONLINE,) * 6 + (Channel.SIGN_IN_REQUIRED, Channel.PHONE_ONLY, Channel.BLOCKED, None)
    channel = dice.choice(ways) if reached else None
    cause = None if channel else (Cause.NOT_FOUND_BY_US if reached else Cause.UNREACHABLE)
    base = f"{council.homepage}{journey.id}"
    decision = ChannelDecision(
        channel,
        cause,
        frozenset({Flag.THIRD_PARTY_HOST})
        if channel is Channel.ONLINE and dice.random() < 0.4
        else frozenset(),
        0.9 if channel else 0.0,
        (_text("the first step has 3 fields that can be filled", hostile, dice),) if channel else (),
        (Spot("form#report", _text('<input type="text">', hostile, dice), _url(base, hostile, dice)),),
    )
    skill = dice.uniform(0.35, 1.0)
    answers = tuple(
        _answer(run, council, journey, question.id, question.at, dice, skill, channel, reached, base, hostile)
        for question in _asked(council, journey, applies)
    )
    return Survey(
        run=run,
        council=council.gss,
        council_name=council.name,
        council_type=council.type,
        journey=journey.id,
        applies=applies,
        decision=decision,
        task_url=_url(base, hostile, dice) if channel else "",
        start_url=_url(f"{base}/start", hostile, dice) if channel else "",
        clicks=dice.randint(1, 5) if channel else None,
        platform=_text("jadu", hostile, dice) if channel else "",
        visited_at="2026-11-20T08:10:00Z",
        duration_s=61.25,
        answers=answers,
    )


def _asked(council: Council, journey: Journey, applies: Applies) -> list[Question]:
    apart = [one for block in blocks() if block.asked_of(council, applies) for one in block.questions]
    if applies is Applies.SIGNPOST:
        return apart
    return [*core_questions(), *next(p.questions for p in packs() if p.journey == journey)]


def _answer(
    run: str,
    council: Council,
    journey: Journey,
    question: str,
    at: str,
    dice: random.Random,
    skill: float,
    channel: Channel | None,
    reached: bool,
    base: str,
    hostile: bool,
) -> Answer:
    outcome = dice.choices(list(Outcome), (skill, 1.02 - skill, 0.12, 0.05))[0]
    cause = dice.choice((Cause.NEEDS_REVIEW, Cause.TIMEOUT, Cause.NOT_MEASURED))
    if channel is Channel.PHONE_ONLY and question == "core/form-opens":
        outcome = Outcome.NO
    if channel in (None, Channel.BLOCKED):
        outcome = Outcome.COULD_NOT_TEST
        cause = Cause.UNREACHABLE if not reached else Cause.BLOCKED if channel else Cause.NOT_FOUND_BY_US
    untested = outcome is Outcome.COULD_NOT_TEST
    step = {"form": "form-1", "walk": "walk"}.get(at, at)
    return Answer(
        run=run,
        council=council.gss,
        journey=journey.id,
        question=question,
        outcome=outcome,
        cause=cause if untested else None,
        confidence=0.5 if untested else round(dice.uniform(0.8, 1), 2),
        step="" if step == "walk" else step,
        device="" if step == "walk" else "desktop",
        url=_url(f"{base}#{step}", hostile, dice) if reached else "",
        detail=_text("The page says “We aim to clear it within 3 working days”.", hostile, dice),
        version=1,
        spots=()
        if untested
        else (Spot("main > p:nth-of-type(2)", _text("<p>We aim to clear it", hostile, dice), base),),
    )


def _evidence(survey: Survey, dice: random.Random, shots: Sequence[str], hostile: bool) -> Iterable[Evidence]:
    steps = ("home", "task") if survey.decision.channel is not Channel.ONLINE else ("home", "task", "form-1")
    for step in steps:
        for device in (Device.HTTP, Device.DESKTOP, Device.PHONE):
            wide = device is Device.DESKTOP
            picture = {
                "sha256": dice.choice(shots),
                "mime": "image/jpeg",
                "width": 1280 if wide else 390,
                "height": 2600,
            }
            facets: dict[str, Any] = {"html": "<p>invented</p>"}
            if device is not Device.HTTP:
                serious = dice.random() < 0.2
                rule = {"id": "label", "impact": "critical", "tags": ["wcag2a"], "nodes": []}
                facets["axe"] = {
                    "version": "4.12.1",
                    "violations": [rule] if serious else [],
                    "incomplete": [],
                }
                facets["picture"] = picture
                facets["network"] = _network(hostile)
                facets["layout"] = Missing(Cause.TIMEOUT, "the page did not come to rest")
            url = f"http://www.council.example/{survey.council}/{survey.journey}/{step}"
            yield Evidence(
                run=survey.run,
                council=survey.council,
                journey="" if step == "home" else survey.journey,
                step=step,
                device=device,
                requested_url=url,
                final_url=_url(url, hostile, dice),
                fetched_at="2026-11-20T08:12:30Z",
                clicks=None,
                facets=facets,
            )


def _network(hostile: bool) -> dict[str, Any]:
    """What a page did around it: files of two hosts, and two things that the guard denied."""
    words = HOSTILE[0] if hostile else "counted"
    address = HOSTILE_URLS[0] if hostile else "http://counter.example/hit?who=AB1+2CD&page=bins"
    return {
        "requests": 9,
        "bytes": 90_000,
        "hosts": {"www.council.example": 7, words if hostile else "cdn.example": 2},
        "denied": [
            {"method": "POST", "url": address, "reason": "method"},
            {
                "method": "GET",
                "url": "http://chat.example/socket",
                "reason": words if hostile else "websocket",
            },
        ],
        "failed": 0,
    }


def _findings(run: str, council: Council, dice: random.Random, hostile: bool) -> Iterable[Finding]:
    for rule, wcag, impact, words in (
        ("color-contrast", "1.4.3", "serious", "Elements must meet minimum color contrast ratio thresholds"),
        ("label", "4.1.2", "critical", "Form elements must have labels"),
        ("reflow", "1.4.10", "moderate", "Content needs sideways scrolling at 320 px"),
    ):
        if dice.random() < 0.6:
            yield Finding(
                run=run,
                council=council.gss,
                journey="report-fly-tipping",
                step="task",
                device="phone",
                engine="own" if rule == "reflow" else "axe",
                rule=_text(rule, hostile, dice),
                wcag=wcag,
                impact=impact,
                selector=_text("#content a", hostile, dice),
                snippet=_text('<a class="x" href="/">', hostile, dice),
                pages=dice.randint(1, 9),
                url=_url(f"{council.homepage}task", hostile, dice),
                certainty="review" if rule == "reflow" else "failure",
                help=_text(words, hostile, dice),
            )


def _page(run: str, council: Council, reached: bool) -> PageVisit:
    return PageVisit(
        run=run,
        council=council.gss,
        url=council.homepage,
        final_url=council.homepage if reached else "",
        status=200 if reached else None,
        how="http",
        fetched_at="2026-11-20T08:00:05Z",
        ms=140,
        bytes=20_000 if reached else 0,
        cause=None if reached else Cause.UNREACHABLE,
    )
