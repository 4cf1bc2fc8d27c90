"""What the crawler asks of the browser, and what the browser brings back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.model import Cause, Device, Evidence, Missing

# Facets of docs/evidence.md that a browser visit can bring.
FACETS = frozenset(
    "http html frames layout structure zoom axe pointer keyboard dialogs timing network picture console "
    "cookies boxes speed form-step".split()
)

# Left out without audits: axe, keys pressed, controls opened, text zoomed, the pointer moved, the page opened
# again on a slow line.
AUDITS = frozenset({"structure", "zoom", "axe", "pointer", "keyboard", "dialogs", "boxes", "speed"})


@dataclass(frozen=True, slots=True)
class Control:
    """A control without an address of its own (a script opens the next step) that may be pressed.

    `selector` is a CSS selector on the page visited; `text` is what the control is expected to say
    and decides, with the control's own name, whether pressing it is safe.
    """

    selector: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """One page to look at. With `control`, the page reached by pressing it is the one that is read."""

    url: str
    devices: tuple[Device, ...] = (Device.DESKTOP, Device.PHONE)
    facets: frozenset[str] = FACETS
    control: Control | None = None
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True)
class DeviceVisit:
    """What one device saw.

    `facets` holds every facet that was asked for, each a value or a `Missing`. `cause` says why the
    page as a whole could not be read; None where it was read, whatever its status code.
    """

    device: Device
    requested_url: str
    final_url: str
    fetched_at: str
    facets: Mapping[str, Any]
    cause: Cause | None = None
    detail: str = ""

    def facet(self, name: str) -> Any:
        """Return the facet's value, or `Missing`."""
        return self.facets.get(name, Missing(Cause.NOT_MEASURED, f"{name} was not collected"))


@dataclass(frozen=True, slots=True)
class VisitResult:
    """Everything a visit brought back. `blobs` are the pictures named in the facets, by SHA-256."""

    request: VisitRequest
    devices: Mapping[Device, DeviceVisit]
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def best(self) -> DeviceVisit:
        """Return the best rendering there is: desktop before phone, a page read before one that was not."""
        ranked = sorted(
            self.devices.values(), key=lambda v: (v.cause is not None, v.device != Device.DESKTOP)
        )
        return ranked[0]


def as_evidence(
    request: VisitRequest, device: Device, final_url: str, fetched_at: str, facets: Mapping[str, Any]
) -> Evidence:
    """Return what one screen has shown so far as a rule reads it, which needs no run or council for that."""
    return Evidence(
        run="",
        council="",
        journey="",
        step="",
        device=device,
        requested_url=request.url,
        final_url=final_url,
        fetched_at=fetched_at,
        clicks=None,
        facets=facets,
    )
