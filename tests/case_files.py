"""Reads case files: Markdown with fenced evidence and what the judge must say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from checks.model import Cause, Channel, Device, Evidence, Journey, Missing, Outcome
from checks.scaffold import UNFINISHED

CASES = Path(__file__).parent / "cases"
VISITED_AT = "2026-11-22T09:00:00Z"
SITE = "https://www.anytown.gov.uk"
DEVICES = {"http": Device.HTTP, "desktop": Device.DESKTOP, "phone": Device.PHONE}
_HEADING = re.compile(r"^##\s+(?P<name>.+?)\s*$")
_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<words>.*)$")
_STEP = re.compile(r"walk|home|landing|task|start|form-\d+")


class CaseFileError(ValueError):
    """A case file that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line of an `expect` block: what the judge must say of a question, or of the channel."""

    line: int
    question: str
    outcome: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A headed case: the evidence it lays before the judge and what it expects."""

    path: Path
    line: int
    name: str
    journey: str
    as_of: date
    settings: dict[str, str]
    evidence: tuple[Evidence, ...]
    expected: tuple[Expectation, ...]

    @property
    def id(self) -> str:
        """Name the case for pytest: file and heading."""
        return f"{self.path.stem}: {self.name}"


@dataclass(slots=True)
class _Draft:
    line: int
    name: str
    settings: dict[str, str]
    facets: dict[tuple[str, Device], dict[str, Any]] = field(default_factory=dict)
    expected: list[Expectation] = field(default_factory=list)


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of one file. Raises `CaseFileError` naming file and line."""
    drafts: list[_Draft] = []
    shared = {"journey": path.stem.replace("_", "-"), "as-of": VISITED_AT[:10]}
    for line, words, body in _parts(path):
        if words is None:
            drafts.append(_Draft(line, body, dict(shared)))
        elif words[:1] == ["setup"]:
            (drafts[-1].settings if drafts else shared).update(_setup(path, line, body))
        elif not drafts:
            raise _error(path, line, f"a {' '.join(words)!r} block stands before the first '## case' heading")
        else:
            _add(path, line, words, body, drafts[-1])
    if not drafts:
        raise _error(path, 1, "no case: each case starts with a '## heading'")
    return tuple(_case(path, draft) for draft in drafts)


def case_files(folder: Path = CASES) -> tuple[Path, ...]:
    """Return the case files of *folder*, by name."""
    return tuple(sorted(folder.glob("*.md")))


def _parts(path: Path) -> Iterator[tuple[int, list[str] | None, str]]:
    """Yield `(line, None, heading)` and `(line, fence words, body)` in the order of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        heading, fence = _HEADING.match(line), _FENCE.match(line)
        if heading:
            yield number, None, heading["name"]
        elif fence:
            opened, body = number, []
            while number < len(lines) and lines[number].rstrip() != fence["ticks"]:
                body.append(lines[number])
                number += 1
            if number == len(lines):
                raise _error(path, opened, "the fenced block is never closed")
            number += 1
            yield opened, fence["words"].split(), "\n".join(body)


def _setup(path: Path, line: int, body: str) -> dict[str, str]:
    settings = {}
    for offset, text in enumerate(body.splitlines(), 1):
        if not text.strip():
            continue
        key, colon, value = text.partition(": ")
        if not colon:
            raise _error(path, line + offset, f"{text!r} is not 'key: value'")
        known = ("journey", "as-of", "council-name", "council-type", "nation")
        if key not in known and not re.fullmatch(rf"(?:url|clicks) (?:{_STEP.pattern})", key):
            raise _error(
                path, line + offset, f"unknown setting {key!r}; there are: {', '.join(known)}, url STEP"
            )
        settings[key] = value.strip()
    return settings


def _add(path: Path, line: int, words: list[str], body: str, draft: _Draft) -> None:
    kind = words[0] if words else ""
    if kind == "expect":
        draft.expected.extend(_expectations(path, line, body))
        return
    least = {"html": 2, "json": 3, "missing": 4}.get(kind)
    if least is None:
        raise _error(path, line, f"unknown block {kind!r}; there are: setup, html, json, missing, expect")
    if not least <= len(words) <= least + 1:
        raise _error(path, line, f"{' '.join(words)!r}: a {kind} block is written {_SHAPES[kind]}")
    if not _STEP.fullmatch(words[1]):
        raise _error(path, line, f"unknown step {words[1]!r}")
    device = words[least] if len(words) > least else "http"
    if device not in DEVICES:
        raise _error(path, line, f"unknown device {device!r}; there are: {', '.join(DEVICES)}")
    facets = draft.facets.setdefault((words[1], DEVICES[device]), {})
    if kind == "html":
        facets["html"] = body
    elif kind == "json":
        facets[words[2]] = _json(path, line, body)
    else:
        facets[words[2]] = Missing(_cause(path, line, words[3]), body.strip())


_SHAPES = {
    "html": "html STEP [DEVICE]",
    "json": "json STEP FACET [DEVICE]",
    "missing": "missing STEP FACET CAUSE [DEVICE]",
}


def _json(path: Path, line: int, body: str) -> Any:
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        raise _error(path, line + error.lineno, f"not JSON: {error.msg}") from error


def _cause(path: Path, line: int, word: str) -> Cause:
    try:
        return Cause(word)
    except ValueError:
        raise _error(path, line, f"unknown cause {word!r}") from None


def _expectations(path: Path, line: int, body: str) -> Iterator[Expectation]:
    for offset, text in enumerate(body.splitlines(), 1):
        if not text.strip():
            continue
        match = re.fullmatch(r"([\w/-]+): ([\w-]+)(?: ([\w-]+))?", text.strip())
        if not match:
            raise _error(path, line + offset, f"{text!r} is not 'question-id: outcome [cause]'")
        question, outcome, cause = match.group(1), match.group(2), match.group(3) or ""
        allowed = {one.value for one in (Channel if question == "channel" else Outcome)}
        if question == "channel":
            allowed |= {cause.value for cause in Cause}
        if outcome not in allowed:
            raise _error(path, line + offset, f"unknown outcome {outcome!r} of {question}")
        if (outcome == Outcome.COULD_NOT_TEST) != bool(cause) and question != "channel":
            raise _error(
                path, line + offset, f"{question}: a cause goes with could-not-test, and only with it"
            )
        if cause:
            _cause(path, line + offset, cause)
        yield Expectation(line + offset, question, outcome, cause)


def _case(path: Path, draft: _Draft) -> Case:
    if not draft.expected:
        raise _error(path, draft.line, f"case {draft.name!r} expects nothing: it has no expect block")
    evidence = []
    for (step, device), facets in draft.facets.items():
        default = f"{SITE}/" if step == "home" else f"{SITE}/{step}"
        url = draft.settings.get(f"url {step}", default)
        if "html" in facets and "http" not in facets and step != "walk":
            facets["http"] = _HTTP_OK | {"how": "browser" if device else "http"}
        clicks = draft.settings.get(f"clicks {step}", "")
        evidence.append(
            Evidence(
                run="cases",
                council="E06000001",
                journey=draft.settings["journey"],
                step=step,
                device=device,
                requested_url=url,
                final_url=url,
                fetched_at=VISITED_AT,
                clicks=int(clicks) if clicks else None,
                facets=facets,
            )
        )
    try:
        as_of = date.fromisoformat(draft.settings["as-of"])
    except ValueError:
        raise _error(
            path, draft.line, f"as-of {draft.settings['as-of']!r} is not a date like 2026-11-22"
        ) from None
    return Case(
        path,
        draft.line,
        draft.name,
        draft.settings["journey"],
        as_of,
        draft.settings,
        tuple(evidence),
        tuple(draft.expected),
    )


_HTTP_OK = {
    "status": 200,
    "content_type": "text/html; charset=utf-8",
    "headers": {},
    "redirects": [],
    "ms": 120,
    "bytes": 20000,
    "truncated": False,
}


def _error(path: Path, line: int, what: str) -> CaseFileError:
    return CaseFileError(f"{path.name}, line {line}: {what}")


def lint(
    cases: dict[str, tuple[Case, ...]],
    journeys: dict[str, Journey],
    questions: dict[str, str],
    blocks: Iterable[str] = (),
) -> list[str]:
    """Return what the case files lack, a sentence each.

    `cases` are the cases by file stem, `journeys` all journeys by id, `questions` maps the id of each
    question to its docstring. `core.md` holds the cases of the core block, and each of the blocks that are
    scored apart has a file of its name.
    """
    files = {"core", *blocks, *(journey.replace("-", "_") for journey in journeys)}
    found = [
        f"no case file tests/cases/{stem}.md: each journey has one" for stem in sorted(files - set(cases))
    ]
    found += [f"tests/cases/{stem}.md belongs to no journey" for stem in sorted(set(cases) - files)]
    seen: dict[str, set[str]] = {}
    for case in (case for group in cases.values() for case in group):
        if case.journey not in journeys:
            found.append(f"{case.path.name}, line {case.line}: unknown journey {case.journey!r}")
        for one in case.expected:
            if one.question != "channel" and one.question not in questions:
                found.append(f"{case.path.name}, line {one.line}: unknown question {one.question!r}")
            seen.setdefault(one.question, set()).add(one.outcome)
    for question, doc in sorted(questions.items()):
        found += [
            f"{question} has no case that ends in {wanted}"
            for wanted in ("yes", "no")
            if wanted not in seen.get(question, ())
        ]
        found += [f"{question}: its docstring has no part {part!r}" for part in DOC_PARTS if part not in doc]
        if UNFINISHED in doc:
            found.append(f"{question}: its docstring is still to be filled in")
    found += [
        f"journey {id} is still to be filled in" for id, one in journeys.items() if UNFINISHED in str(one)
    ]
    found += [
        f"{case.path.name}, line {case.line}: case {case.name!r} is still to be filled in"
        for group in cases.values()
        for case in group
        if UNFINISHED in case.name or any(UNFINISHED in str(one.facets) for one in case.evidence)
    ]
    return found


DOC_PARTS = ("What it asks:", "Why it matters:", "How to fix:")
