"""What a run of the tool came to on an engine's form, held against the engine's table and both ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.foreign.engines import Engine, Step
from benchmarks.foreign.recording import Line
from checks.model import Evidence

# Why a walk may end at its true last page: its button is seen for what it is, or is not sure enough to be pressed.
_ENDS = frozenset({"final-control", "unsure-control"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One engine in one depth. `reached` counts pages of the form from 1, 0 where its form was not found."""

    engine: str
    depth: str
    reached: int
    of: int
    right: int
    """The page that a walk has to come to: the last, or the first that does not show that another follows."""
    stop: str
    detail: str
    pages: tuple[str, ...]
    sent: tuple[str, ...]
    """What the proxy saw with a method that may change something, wherever it was meant for."""
    submitted: tuple[str, ...]
    """What of that is the submission, and what the service itself counted."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with it; empty where it is as it should be."""
        faults = [f"submitted: {one}" for one in self.submitted]
        if self.depth == "observe":
            faults += [f"sent: {one}" for one in self.sent]
            if not self.reached:
                faults.append("the form was not read")
            return tuple(faults)
        if self.reached < self.right:
            faults.append(
                f"stopped on page {self.reached} of {self.of}: {self.stop or 'no walk'} {self.detail}".rstrip()
            )
        elif self.stop not in _ENDS:
            faults.append(f"stopped on page {self.reached} for another reason: {self.stop}")
        return tuple(faults)


def outcome_of(
    engine: Engine,
    depth: str,
    evidence: Iterable[Evidence],
    lines: Sequence[Line],
    made: Sequence[Mapping[str, Any]],
) -> Outcome:
    """Read what a run says of *engine*: its evidence, the proxy's *lines* of every host and the service's own ledger."""
    of_form = [one for one in evidence if one.journey == engine.journey]
    walk = next((one for each in of_form if isinstance(one := each.facet("form-walk"), Mapping)), {})
    pages = [page_of(engine, one) for each in of_form if isinstance(one := each.facet("form-step"), Mapping)]
    return Outcome(
        engine=engine.name,
        depth=depth,
        reached=max(pages, default=0),
        of=len(engine.steps),
        right=engine.careful or len(engine.steps),
        stop=str(walk.get("stop_reason", "")),
        detail=str(walk.get("detail", "")),
        pages=tuple(engine.steps[number - 1].heading for number in sorted(set(pages)) if number),
        sent=tuple(_told(line) for line in lines if line.sends),
        submitted=(
            *(_told(line) for line in lines if submits(engine, line)),
            *(f"{one.get('what')} in the ledger of the service" for one in made),
        ),
    )


def submits(engine: Engine, line: Line) -> bool:
    """Whether a request is the one that makes the report."""
    if not line.sends or line.host != engine.host or line.path != engine.submission:
        return False
    return not engine.final_field or engine.final_field in line.body


def page_of(engine: Engine, facet: Mapping[str, Any]) -> int:
    """Which page of the form the facet `form-step` shows, from 1; 0 for none of them."""
    return next((number for number, step in enumerate(engine.steps, 1) if _shows(facet, step)), 0)


def _shows(facet: Mapping[str, Any], step: Step) -> bool:
    fields = [one for one in facet.get("fields", ()) if one.get("visible", True)]
    asked = {_plain(one.get(key)) for one in fields for key in ("label", "group")}
    if step.answers:
        return all(_plain(label) in asked for label, _ in step.answers)
    return _plain(step.heading) in {_plain(one.get("text")) for one in facet.get("headings", ())}


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split()).rstrip(" :*").casefold()


def _told(line: Line) -> str:
    return f"{line.method} {line.host}{line.path} ({', '.join(line.body) or 'nothing'})"
