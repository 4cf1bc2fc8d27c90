"""The methodology: a dated TOML file that says which questions count, and how much."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
DEFAULT = "2026-1"
WEIGHTS = (1, 2, 3)
IMPACTS = ("minor", "moderate", "serious", "critical")
_HERE = Path(__file__).parent


class MethodologyError(ValueError):
    """A methodology file that cannot be used: one line that names the file and the key."""


@dataclass(frozen=True, slots=True)
class OverallRules:
    """How a council's overall stars are made; weights count like a journey's, `coverage` is per cent."""

    coverage: int
    accessibility: int
    mobile: int
    four_needs: int


@dataclass(frozen=True, slots=True)
class AccessibilityRules:
    """Bands of the accessibility mark; `three` and `two` are per cent of failing page states."""

    impacts: tuple[str, ...]
    statement_checks: int
    three: int
    two: int
    keyboard_cap: int
    keyboard_criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Methodology:
    """What answers are worth. `bands` maps stars to the lowest score in per cent; `sha256` is the file's."""

    id: str
    title: str
    date: date
    provisional: bool
    bands: Mapping[int, int]
    coverage: int
    essential_cap: int
    out_of_date_cap: int
    out_of_date_question: str
    overall: OverallRules
    accessibility: AccessibilityRules
    mobile_questions: tuple[str, ...]
    mobile_cap: int
    mobile_cap_question: str
    journeys: Mapping[str, int]
    questions: Mapping[str, int]
    not_yet: Mapping[str, str]
    sha256: str
    # Asked for every survey, and again for everything that might be mended.
    _scored: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    # A thousand draws of each survey come to the same few hundred pairs.
    _earned: dict[tuple[int, int], int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def weight_of(self, question: str) -> int:
        """Return what *question* weighs: 1, 2 or 3, or 0 where it is on trial."""
        return self.questions.get(question, 0)

    def scored_questions(self, journey: str) -> tuple[str, ...]:
        """Return the ids of the questions that count in a survey of *journey*, in the file's order."""
        if journey not in self._scored:
            own = ("core", journey)
            self._scored[journey] = tuple(one for one in self.questions if one.partition("/")[0] in own)
        return self._scored[journey]

    def stars_for(self, yes: int, decided: int) -> int:
        """Return the stars that *yes* of *decided* weight earns; whole numbers, so no rounding decides."""
        pair = yes, decided
        if pair not in self._earned:
            self._earned[pair] = 1 + sum(yes * 100 >= band * decided for band in self.bands.values())
        return self._earned[pair]

    def stars_of_each(self, yes: Numbers, decided: Numbers) -> Numbers:
        """Return what `stars_for` says of each pair of *yes* and *decided*, arrays of one length."""
        reached = ((yes * 100 >= band * decided).astype(np.int64) for band in self.bands.values())
        return sum(reached, np.ones_like(yes))


def load(name: str | Path = DEFAULT) -> Methodology:
    """Load a methodology by id (one of this package's) or by path. Raises `MethodologyError`."""
    path = Path(name)
    if path.suffix != ".toml":
        path = _HERE / f"{name}.toml"
    try:
        data = path.read_bytes()
    except OSError as error:
        known = ", ".join(sorted(one.stem for one in _HERE.glob("*.toml")))
        raise MethodologyError(
            f"{path}: cannot be read ({error.strerror}); this version has {known}"
        ) from error
    return parse(data, path.name)


def parse(data: bytes, file: str) -> Methodology:
    """Read a methodology from the bytes of its file. Raises `MethodologyError` naming *file* and the key."""
    try:
        raw = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MethodologyError(f"{file}: is not TOML: {error}") from error
    top = _Table(file, "", raw)
    stars, gates = top.table("stars"), top.table("gates")
    overall, access, mobile = top.table("overall"), top.table("accessibility"), top.table("mobile")
    result = Methodology(
        id=top.text("id"),
        title=top.text("title"),
        date=top.day("date"),
        provisional=top.flag("provisional"),
        bands=_bands(stars),
        coverage=gates.number("coverage", 0, 100),
        essential_cap=gates.number("essential_no", 1, 4),
        out_of_date_cap=gates.number("out_of_date", 1, 4),
        out_of_date_question=gates.text("out_of_date_question"),
        overall=OverallRules(
            coverage=overall.number("coverage", 0, 100),
            accessibility=overall.number("accessibility", 0, 3),
            mobile=overall.number("mobile", 0, 3),
            four_needs=overall.number("four_needs", 1, 4),
        ),
        accessibility=AccessibilityRules(
            impacts=access.texts("impacts", IMPACTS),
            statement_checks=access.number("statement_checks", 0, 100),
            three=access.number("three", 0, 100),
            two=access.number("two", 0, 100),
            keyboard_cap=access.number("keyboard_cap", 1, 4),
            keyboard_criteria=access.texts("keyboard_criteria"),
        ),
        mobile_questions=mobile.texts("questions"),
        mobile_cap=mobile.number("cap", 1, 4),
        mobile_cap_question=mobile.text("cap_question"),
        journeys=top.table("journeys").weights(),
        questions=top.table("questions").weights(),
        not_yet=top.table("not_yet").all_texts(),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    if result.accessibility.three > result.accessibility.two:
        raise MethodologyError(f"{file}: accessibility.three is above accessibility.two")
    for table in (top, stars, gates, overall, access, mobile):
        table.refuse_the_rest()
    _check_ids(file, result)
    return result


class _Table:
    """One table of the file; remembers what has been asked of it, so that the rest can be refused."""

    def __init__(self, file: str, name: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self.name = name
        self.values = values
        self.asked: set[str] = set()

    def wrong(self, key: str, why: str) -> MethodologyError:
        return MethodologyError(f"{self.file}: {self._name(key)}: {why}")

    def get(self, key: str) -> Any:
        self.asked.add(key)
        if key not in self.values:
            raise self.wrong(key, "is missing")
        return self.values[key]

    def table(self, key: str) -> _Table:
        value = self.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return _Table(self.file, key, value)

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, f"{value!r} is not text")
        return value

    def day(self, key: str) -> date:
        value = self.get(key)
        if type(value) is not date:
            raise self.wrong(key, f"{value!r} is not a date such as 2026-11-22")
        return value

    def flag(self, key: str) -> bool:
        value = self.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, f"{value!r} is not true or false")
        return value

    def number(self, key: str, low: int, high: int) -> int:
        value = self.get(key)
        if type(value) is not int or not low <= value <= high:
            raise self.wrong(key, f"{value!r} is not a whole number from {low} to {high}")
        return value

    def texts(self, key: str, allowed: Sequence[str] = ()) -> tuple[str, ...]:
        value = self.get(key)
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(key, "must be a list of texts")
        strange = [one for one in value if allowed and one not in allowed]
        if strange:
            raise self.wrong(key, f"{strange[0]!r} is not one of {', '.join(allowed)}")
        return tuple(value)

    def all_texts(self) -> dict[str, str]:
        return {key: self.text(key) for key in self.values}

    def weights(self) -> dict[str, int]:
        for key, value in self.values.items():
            if type(value) is not int or value not in WEIGHTS:
                raise self.wrong(key, f"weight {value!r} is not 1, 2 or 3")
        return dict(self.values)

    def refuse_the_rest(self) -> None:
        strange = sorted(set(self.values) - self.asked)
        if strange:
            raise self.wrong(
                strange[0], f"is not a key of a methodology; known here: {', '.join(sorted(self.asked))}"
            )

    def _name(self, key: str) -> str:
        shown = f'"{key}"' if "/" in key else key
        return f"{self.name}.{shown}" if self.name else shown


def _bands(table: _Table) -> dict[int, int]:
    bands = {stars: table.number(str(stars), 1, 100) for stars in (4, 3, 2)}
    if not bands[4] > bands[3] > bands[2]:
        raise table.wrong("4", "the bands of 4, 3 and 2 stars must fall, such as 85, 65, 40")
    return bands


def _check_ids(file: str, methodology: Methodology) -> None:
    for question in methodology.questions:
        prefix, slash, name = question.partition("/")
        if not (slash and name):
            raise MethodologyError(f'{file}: questions."{question}": is not an id such as core/form-opens')
        if prefix != "core" and prefix not in methodology.journeys:
            raise MethodologyError(
                f'{file}: questions."{question}": its journey {prefix!r} is not named under [journeys]'
            )
