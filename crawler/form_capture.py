"""Captures a further step of a form as it stands in a walk's session, with the facets of any page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from checks.model import Device
from crawler.axe import AxeSeat
from crawler.look import Look
from crawler.visit import VisitRequest

if TYPE_CHECKING:
    from crawler.form_session import FormSession

# What can be seen without pressing a key or opening the page anew, which would undo the walk.
STEP_FACETS = frozenset("html frames layout axe picture console network form-step".split())


async def capture_step(session: FormSession, seat: AxeSeat) -> tuple[Mapping[str, Any], Mapping[str, bytes]]:
    """Return the facets of the step that stands there, and the pictures that they name, by SHA-256.

    A facet that cannot be measured is `Missing`; nothing is raised for what a page does.
    """
    asked = VisitRequest(session.page.url, (Device.DESKTOP,), STEP_FACETS)
    look = Look(asked, session.screen, seat, None)
    await look.read()
    await look.round_off(None, "")
    return look.facets, look.blobs
