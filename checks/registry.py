"""Finds questions and journeys, and refuses two of one name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from checks.model import Applies, Council, Device, Journey, Question, Verdict

ENTRY_POINT_GROUP = "betterserved.journeys"
VIEWS = ("walk", "home", "landing", "task", "form")
_QUESTION = "__betterserved_question__"


class RegistryError(ValueError):
    """Two journeys or questions share a name, or one of them is not well formed."""


@dataclass(frozen=True, slots=True)
class JourneyPack:
    """A journey with the questions that are its own, and the module that defines both."""

    journey: Journey
    questions: tuple[Question, ...]
    module: str


@dataclass(frozen=True, slots=True)
class Block:
    """Questions asked of some surveys only and scored apart: a module of `checks.blocks`.

    `asked_of` says of a council, and of whether it runs the journey, if the block is asked.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    asked_of: Callable[[Council, Applies], bool]


def question(
    words: str,
    *,
    at: str,
    yes: str,
    no: str,
    needs: tuple[str, ...] = ("html",),
    device: Device | None = None,
    version: int = 1,
    source: str = "",
    id: str = "",
    first_step: bool = False,
) -> Callable[[Callable[..., Verdict]], Callable[..., Verdict]]:
    """Mark a function of one view as a question; its name in kebab case becomes its id.

    `at` is the view it is given (`walk`, `home`, `landing`, `task`, `form`), `needs` the facets without
    which it is never called, `yes` and `no` one sentence each about the page, filled from the
    verdict's words. `first_step`: no further step of a form's walk may answer it.
    Raise `version` whenever the rule's meaning changes. Raises `RegistryError`.
    """
    if at not in VIEWS:
        raise RegistryError(f"question {words!r}: at={at!r} is not one of {', '.join(VIEWS)}")

    def mark(function: Callable[..., Verdict]) -> Callable[..., Verdict]:
        doc = inspect.getdoc(function)
        if not doc:
            raise RegistryError(f"question {function.__name__} has no docstring")
        setattr(
            function,
            _QUESTION,
            Question(
                id=id or function.__name__.replace("_", "-"),
                words=words,
                at=at,
                needs=needs,
                device=device,
                yes=yes,
                no=no,
                version=version,
                doc=doc,
                source=source,
                judge=function,
                first_step=first_step,
            ),
        )
        return function

    return mark


def questions_of(module: ModuleType, prefix: str) -> tuple[Question, ...]:
    """Return the questions *module* itself defines, in source order, with ids `prefix/name`.

    A question is a marked function, or one made from a shared question; its name here becomes its id.
    """
    found = []
    for name, value in vars(module).items():
        marked = getattr(value, _QUESTION, None)
        if isinstance(value, Question):
            found.append(replace(value, id=name.replace("_", "-")))
        elif isinstance(marked, Question) and value.__module__ == module.__name__:
            found.append(marked)
    named = tuple(_with_prefix(q, prefix) for q in found)
    _refuse_twins([q.id for q in named], f"in {module.__name__}")
    return named


@cache
def packs() -> tuple[JourneyPack, ...]:
    """Return every journey, those of this package and those of installed plug-ins, by id.

    Raises `RegistryError` naming both modules where two journeys share an id.
    """
    found: dict[str, JourneyPack] = {}
    for module in _journey_modules():
        pack = _pack(module)
        other = found.get(pack.journey.id)
        if other:
            raise RegistryError(
                f"journey {pack.journey.id!r} is defined twice: in {other.module} and in {pack.module}; "
                "rename one or uninstall its package"
            )
        found[pack.journey.id] = pack
    return tuple(found[key] for key in sorted(found))


@cache
def core_questions() -> tuple[Question, ...]:
    """Return the core block, asked in every survey."""
    found: list[Question] = []
    package = importlib.import_module("checks.core")
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"checks.core.{info.name}")
        found.extend(questions_of(module, "core"))
    _refuse_twins([q.id for q in found], "in checks.core")
    return tuple(sorted(found, key=lambda q: (VIEWS.index(q.at), q.id)))


@cache
def blocks() -> tuple[Block, ...]:
    """Return the blocks that are scored apart, by id: the name of the module, and of its questions' ids."""
    package = importlib.import_module("checks.blocks")
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"checks.blocks.{info.name}")
        found.append(Block(info.name, module.TITLE, questions_of(module, info.name), module.asked_of))
    return tuple(sorted(found, key=lambda one: one.id))


def journey_ids() -> tuple[str, ...]:
    """Return the ids of every known journey."""
    return tuple(pack.journey.id for pack in packs())


def pack_of(journey_id: str) -> JourneyPack:
    """Return one journey's pack. Raises `KeyError` with the ids that exist."""
    for pack in packs():
        if pack.journey.id == journey_id:
            return pack
    raise KeyError(f"no journey {journey_id!r}; there are: {', '.join(journey_ids())}")


def all_questions() -> tuple[Question, ...]:
    """Return the core block, then every journey's own questions, then the blocks that are scored apart."""
    own = tuple(q for pack in packs() for q in pack.questions)
    return core_questions() + own + tuple(q for block in blocks() for q in block.questions)


def _journey_modules() -> Iterator[ModuleType]:
    package = importlib.import_module("checks.journeys")
    for info in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"checks.journeys.{info.name}")
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: (point.name, point.value)):
        loaded = point.load()
        yield loaded if isinstance(loaded, ModuleType) else sys.modules[loaded.__module__]


def _pack(module: ModuleType) -> JourneyPack:
    journey = getattr(module, "JOURNEY", None)
    if not isinstance(journey, Journey):
        raise RegistryError(f"{module.__name__} defines no JOURNEY = Journey(...)")
    return JourneyPack(journey, questions_of(module, journey.id), module.__name__)


def _with_prefix(found: Question, prefix: str) -> Question:
    return replace(found, id=f"{prefix}/{found.id}")


def _refuse_twins(ids: list[str], where: str) -> None:
    twins = sorted({one for one in ids if ids.count(one) > 1})
    if twins:
        raise RegistryError(f"question defined twice {where}: {', '.join(twins)}")
