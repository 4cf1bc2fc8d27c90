"""Simulated runs of real councils: drawn from the methodology by a seed, about nobody, and labelled so.

A council has a skill, a type and a platform; a journey and a question have a difficulty. A run repeats the
run before it except where a site changed (few answers, more for the better) or the visit erred. Whatever is
published from such a run says on every page that it is simulated.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import exp
from pathlib import Path

from checks.model import (
    Answer,
    Applies,
    Cause,
    Channel,
    ChannelDecision,
    Council,
    Device,
    Evidence,
    Finding,
    Flag,
    Journey,
    Outcome,
    PageVisit,
    Question,
    Spot,
    Survey,
)
from checks.registry import core_questions, packs
from reports.methodology import Methodology, load
from reports.scoring import scored_rows
from store import CouncilVisit, RunFolder, answer_row, row_of
from tests.synthetic_run import JPEG

DAYS = ("2026-02-16", "2026-05-18", "2026-08-17", "2026-11-16", "2027-02-15", "2027-05-17")
PLATFORMS = {
    "LocalGov Drupal": 0.25,
    "Jadu CMS|Jadu XFP": 0.1,
    "GOSS iCM": 0.0,
    "Umbraco|Granicus AchieveForms": -0.05,
    "Contensis": 0.0,
    "WordPress": -0.2,
    "": 0.0,
}
_WAYS = {
    Channel.ONLINE: 62,
    Channel.SIGN_IN_REQUIRED: 9,
    Channel.NATIONAL_SERVICE: 4,
    Channel.LOOKUP_ONLY: 3,
    Channel.DOCUMENT_FORM: 5,
    Channel.EMAIL_ONLY: 4,
    Channel.PHONE_ONLY: 5,
    Channel.INFORMATION_ONLY: 3,
    Channel.BROKEN: 1,
    Channel.NOT_FOUND: 1,
    Channel.BLOCKED: 1,
    None: 2,
}
_RULES = (
    ("color-contrast", "1.4.3", "serious", "Elements must meet minimum color contrast ratio thresholds"),
    ("label", "4.1.2", "critical", "Form elements must have labels"),
    ("link-name", "2.4.4|4.1.2", "serious", "Links must have discernible text"),
    ("image-alt", "1.1.1", "critical", "Images must have alternative text"),
    ("target-size", "2.5.8", "serious", "Touch targets must have sufficient size and spacing"),
    ("reflow", "1.4.10", "moderate", "Content needs sideways scrolling at 320 px"),
)
CHANGED, ERRED = 0.03, 0.02


def simulated_methodology() -> Methodology:
    """Return the methodology with every known journey and question scored: a full load for the reports."""
    known = load()
    questions = dict(known.questions)
    for pack in packs():
        for question in pack.questions:
            questions.setdefault(question.id, 2)
    return replace(
        known,
        title=f"{known.title}, extended for simulation",
        journeys={pack.journey.id: known.journeys.get(pack.journey.id, 1) for pack in packs()},
        questions=questions,
    )


@dataclass
class World:
    """What is true of the simulated councils between runs."""

    councils: Sequence[Council]
    dice: random.Random
    truth: dict[tuple[str, str], dict[str, bool]] = field(default_factory=dict)
    ways: dict[tuple[str, str], Channel | None] = field(default_factory=dict)
    platforms: dict[str, str] = field(default_factory=dict)


def simulate(
    folder: Path,
    councils: Sequence[Council],
    *,
    runs: int = 4,
    seed: int = 7,
    methodology: Methodology | None = None,
) -> list[RunFolder]:
    """Write *runs* simulated runs of *councils* into *folder*, oldest first; the same seed writes the same."""
    world = World(councils, random.Random(seed))
    rules = methodology or simulated_methodology()
    _begin(world)
    made = []
    for number, day in enumerate(DAYS[:runs]):
        if number:
            _change(world)
        made.append(_write(folder / f"simulated-{day}", world, day, rules))
    return made


def _begin(world: World) -> None:
    dice = world.dice
    hard = {question.id: dice.gauss(-0.9, 1.0) for question in core_questions()}
    for council in world.councils:
        platform = dice.choice(list(PLATFORMS))
        world.platforms[council.gss] = platform
        skill = dice.gauss(0.35, 0.75) + PLATFORMS[platform]
        for pack in packs():
            if pack.journey.applies_to(council) is Applies.NO:
                continue
            key = council.gss, pack.journey.id
            here = skill + dice.gauss(0, 0.35)
            world.ways[key] = dice.choices(list(_WAYS), list(_WAYS.values()))[0]
            world.truth[key] = {
                question.id: dice.random()
                < 1 / (1 + exp(hard.setdefault(question.id, dice.gauss(-0.9, 1.0)) - here))
                for question in (*core_questions(), *pack.questions)
            }


def _change(world: World) -> None:
    dice = world.dice
    for answers in world.truth.values():
        for question, right in answers.items():
            # What is missing is put right twice as often as what is there is lost.
            if dice.random() < (CHANGED * 2 / 3 if right else CHANGED * 4 / 3):
                answers[question] = not right


def _write(path: Path, world: World, day: str, rules: Methodology) -> RunFolder:
    run = RunFolder.create(path)
    dice = world.dice
    run.write_councils(world.councils)
    shots = [run.put_blob(JPEG)]
    surveys: list[Survey] = []
    findings: list[Finding] = []
    pages: list[PageVisit] = []
    for council in world.councils:
        reached = dice.random() > 0.03
        writer = run.council_writer(council.gss)
        own = [
            _survey(run.id, council, pack.journey, pack.questions, world, day, reached)
            for pack in packs()
            if pack.journey.applies_to(council) is not Applies.NO
        ]
        if reached:
            for survey in own:
                for one in _evidence(survey, dice, shots, day):
                    writer.add(one)
            findings += _findings(run.id, council, own, dice)
        visited = list(_pages(run.id, council, own, day, reached))
        for page in visited:
            writer.add_page(page)
        writer.finish(
            CouncilVisit(
                council.gss,
                "" if reached else Cause.UNREACHABLE.value,
                "" if reached else "simulated: no answer",
                len(visited),
                4 * len(own) if reached else 0,
                f"{day}T08:00:00Z",
                f"{day}T08:20:00Z",
                1200.0,
            )
        )
        surveys += own
        pages += visited
    run.write_table("surveys", scored_rows(surveys, rules))
    run.write_table("answers", (answer_row(answer) for one in surveys for answer in one.answers))
    run.write_table("findings", (row_of(one) for one in findings))
    run.write_table("pages", (row_of(one) for one in pages))
    run.write_manifest(
        {
            "run": run.id,
            "started": f"{day}T08:00:00Z",
            "ended": f"{day}T21:00:00Z",
            "versions": {"betterserved": "0.1.0"},
            "options": {"simulated": True},
            "counts": {},
        }
    )
    return run


def _survey(
    run: str,
    council: Council,
    journey: Journey,
    questions: Sequence[Question],
    world: World,
    day: str,
    reached: bool,
) -> Survey:
    dice, key = world.dice, (council.gss, journey.id)
    channel = world.ways[key] if reached else None
    told = channel not in (None, Channel.BLOCKED)
    cause = None if channel else Cause.NOT_FOUND_BY_US if reached else Cause.UNREACHABLE
    base = f"{council.homepage}simulated/{journey.id}"
    answers = tuple(
        _answer(
            run, council.gss, journey.id, question, world.truth[key][question.id], dice, channel, cause, base
        )
        for question in (*core_questions(), *questions)
    )
    return Survey(
        run=run,
        council=council.gss,
        council_name=council.name,
        council_type=council.type,
        journey=journey.id,
        applies=journey.applies_to(council),
        decision=ChannelDecision(
            channel,
            cause,
            frozenset({Flag.THIRD_PARTY_HOST}) if told and dice.random() < 0.3 else frozenset(),
            0.9 if channel else 0.0,
            ("simulated: the first step has 3 fields that can be filled",) if channel else (),
        ),
        task_url=base if told else "",
        start_url=f"{base}/start" if told else "",
        clicks=dice.randint(1, 5) if told else None,
        platform=world.platforms[council.gss] if told else "",
        visited_at=f"{day}T08:10:00Z",
        duration_s=60.0,
        answers=answers,
    )


_FORMLESS = frozenset(
    {Channel.DOCUMENT_FORM, Channel.EMAIL_ONLY, Channel.PHONE_ONLY, Channel.INFORMATION_ONLY}
)


def _answer(
    run: str,
    council: str,
    journey: str,
    question: Question,
    right: bool,
    dice: random.Random,
    channel: Channel | None,
    cause: Cause | None,
    base: str,
) -> Answer:
    throw = dice.random()
    outcome = Outcome.YES if right is not (throw < ERRED) else Outcome.NO
    why = None
    if channel in (None, Channel.BLOCKED):
        outcome, why = Outcome.COULD_NOT_TEST, cause or Cause.BLOCKED
    elif question.id == "core/form-opens":
        outcome = Outcome.YES if channel is Channel.ONLINE else Outcome.NO
    elif channel in _FORMLESS and question.at == "form":
        outcome = Outcome.NOT_APPLICABLE
    elif throw > 0.96:
        outcome, why = Outcome.COULD_NOT_TEST, Cause.NEEDS_REVIEW if throw > 0.98 else Cause.TIMEOUT
    elif throw > 0.88:
        outcome = Outcome.NOT_APPLICABLE
    step = {"form": "form-1", "walk": ""}.get(question.at, question.at)
    decided = outcome in (Outcome.YES, Outcome.NO)
    return Answer(
        run=run,
        council=council,
        journey=journey,
        question=question.id,
        outcome=outcome,
        cause=why,
        confidence=0.95 if decided else 0.5,
        step=step,
        device="desktop" if step else "",
        url=f"{base}#{step}" if channel else "",
        detail="Simulated: the page says “We aim to clear it within 3 working days”." if decided else "",
        version=question.version,
        spots=(Spot("main > p:nth-of-type(2)", "<p>Simulated: we aim to clear it within 3 days</p>", base),)
        if decided
        else (),
    )


def _evidence(survey: Survey, dice: random.Random, shots: Sequence[str], day: str) -> Iterator[Evidence]:
    if survey.decision.channel in (None, Channel.BLOCKED):
        return
    for step in ("home", "task", "form-1") if survey.decision.channel is Channel.ONLINE else ("home", "task"):
        for device in (Device.DESKTOP, Device.PHONE):
            rule = {"id": "label", "impact": "critical", "tags": ["wcag2a"], "nodes": []}
            violations = [rule] if dice.random() < 0.25 else []
            wide = device is Device.DESKTOP
            yield Evidence(
                run=survey.run,
                council=survey.council,
                journey="" if step == "home" else survey.journey,
                step=step,
                device=device,
                requested_url=f"{survey.task_url}/{step}",
                final_url=f"{survey.task_url}/{step}",
                fetched_at=f"{day}T08:12:30Z",
                clicks=None,
                facets={
                    "axe": {"violations": violations, "incomplete": []},
                    "network": _network(step),
                    "picture": {
                        "sha256": dice.choice(shots),
                        "mime": "image/jpeg",
                        "width": 1280 if wide else 390,
                        "height": 2600,
                    },
                },
            )


def _network(step: str) -> dict[str, object]:
    """What a page of a council brings with it, in the measure of real ones."""
    hosts = ("www", "cdn", "fonts", "maps", "forms", "counter", "chat", "video")
    denied = [
        {"method": "POST", "url": f"https://{name}.example/{step}?id=1", "reason": "method"}
        for name in hosts[5:]
    ]
    return {
        "requests": 60,
        "bytes": 900_000,
        "hosts": {f"{name}.example": 8 for name in hosts},
        "denied": denied,
        "failed": 0,
    }


def _findings(
    run: str, council: Council, surveys: Sequence[Survey], dice: random.Random
) -> Iterator[Finding]:
    for survey in surveys:
        for rule, wcag, impact, words in _RULES:
            if dice.random() < 0.4:
                yield Finding(
                    run=run,
                    council=council.gss,
                    journey=survey.journey,
                    step="task",
                    device="phone",
                    engine="own" if rule == "reflow" else "axe",
                    rule=rule,
                    wcag=wcag,
                    impact=impact,
                    selector="#simulated a",
                    snippet='<a class="simulated" href="/">',
                    pages=dice.randint(1, 9),
                    url=survey.task_url,
                    help=words,
                )


def _pages(
    run: str, council: Council, surveys: Sequence[Survey], day: str, reached: bool
) -> Iterator[PageVisit]:
    for at in range(12 * len(surveys) if reached else 1):
        url = f"{council.homepage}simulated/{at}" if at else council.homepage
        yield PageVisit(
            run, council.gss, url, url if reached else "", 200 if reached else None, "http",
            f"{day}T08:00:05Z", 140, 20_000 if reached else 0, None if reached else Cause.UNREACHABLE,
        )  # fmt: skip
