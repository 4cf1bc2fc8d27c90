"""What is said of a step of a form and its controls: the answers of the step classifier."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """What pressing a control would do: send the form, lead to a further step, or nobody can tell."""

    FINAL = "final"
    NON_FINAL = "non-final"
    UNSURE = "unsure"


class StopReason(StrEnum):
    """Why a walk ends where it ends; those up to SENSITIVE are said by the classifier."""

    FINAL = "final-control"
    UNSURE = "unsure-control"
    PAYMENT = "payment"
    SIGN_IN = "sign-in"
    CODE = "one-time-code"
    CAPTCHA = "captcha"
    UPLOAD = "upload"
    NO_CONTROL = "no-control"
    SENSITIVE = "special-category"
    BUDGET = "budget"
    GATE = "gate"
    ROBOTS = "robots"
    STUCK = "no-further-step"
    DENIED = "denied"
    PERMISSION = "no-permission"
    KILLED = "kill-switch"
    BROKEN = "page-broken"


@dataclass(frozen=True, slots=True)
class ControlVerdict:
    """What one control is.

    `control` is its place in the facet's `controls`. `reasons`: what speaks for its being final, each
    beginning with the rule ("F1 says “Submit”"). `proofs`: what shows, independently of each other, that a
    further step follows ("N1 ...").
    """

    control: int
    kind: StepKind
    reasons: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """What a step is: NON_FINAL with the `control` to press to go on, or another kind with a `stop`.

    `reasons` and `proofs` are those of the control that decided; `controls` has every control of the task.
    """

    kind: StepKind
    control: int | None
    stop: StopReason | None
    reasons: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    controls: tuple[ControlVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class StepBefore:
    """What may be known of an earlier step of the same walk, whose control was pressed and led on.

    `control`: the words on the control that was pressed; `mark`: its make-up (tag, type, name), by which the
    same control is known again. `heading`: the step's main heading; `number`, `total`: where its progress
    said it was (0 for unknown); `stage`, `share`: the current entry of its list of steps, how full its bar
    was; `fields`: its fields by their words; `personal`: it asked who somebody is; `promise`: the words in
    which it said what comes before anything is sent.
    """

    control: str
    mark: str = ""
    heading: str = ""
    number: int = 0
    total: int = 0
    stage: str = ""
    share: float = 0.0
    fields: frozenset[str] = frozenset()
    personal: bool = False
    promise: str = ""
