"""Snares: what a form's page does behind a visitor's back, or at a touch. Each is one row of data/snares.toml."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .forms import Form
from .model import Request, Response, redirect, vary

if TYPE_CHECKING:
    from .world import World


def place(form: Form, name: str) -> str:
    """Where a snare of this form sends what it sends: an opaque path below the form's own address."""
    return f"/r{hashlib.sha256(f'{form.no}|{name}'.encode()).hexdigest()[:7]}"


def markup(world: World, form: Form) -> str:
    """What the form's snares add to each of its pages."""
    made = ""
    for name in form.options.get("snares", ()):
        text = vary(world.bank.snares[name]["html"], form.council, form.journey)
        address = form.url + place(form, name)
        made += text.replace("{do}", address).replace("{ws}", address.replace("http://", "ws://"))
        made = made.replace("{form}", form.url)
    return made


def answer(world: World, form: Form, request: Request, sub: str) -> Response | None:
    """The reply to what a snare sent, which the ledger has then; None if it was not a snare's address."""
    for name in form.options.get("snares", ()):
        row = world.bank.snares[name]
        if sub.removesuffix("/logout") != place(form, name) or "kind" not in row:
            continue
        if "forward" in row:
            return redirect(row["forward"], int(row.get("status", 307)))
        world.commit(row["kind"], request, form, f"snare: {name}")
        return Response("{}", type="application/json")
    return None
