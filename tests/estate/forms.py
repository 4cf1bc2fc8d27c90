"""Forms as data: the questions, where the form lives, and when the server counts something as done."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .bank import Bank
from .families import Family
from .model import Council, Survey, number, pick, vary


@dataclass(frozen=True)
class Form:
    """One form at one address.

    engine    key of engines.ENGINES
    url       address of the start page
    host      supplier's id, or "" for the council's own host
    steps     list of {title, fields: [{name, label, type, required, ...}]}
    commits   "last": at the last POST; "first": as soon as anything is posted
    kind      what the ledger calls it: case, payment, slot, account, upload, mail
    login     "", "guest" (a way round it is offered) or "only"
    """

    no: int
    council: str
    journey: str
    engine: str
    url: str
    host: str
    title: str
    steps: tuple[Mapping[str, Any], ...]
    final: str
    next: str
    commits: str = "last"
    kind: str = "case"
    login: str = ""
    names: str = "plain"
    privacy: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[str, ...]:
        """Titles of the pages of a wizard, the page of answers to check included."""
        titles = tuple(str(step["title"]) for step in self.steps)
        if not self.options.get("check", True):
            return titles
        return (*titles, self.options.get("words", {}).get("check", "Check your answers"))

    def name(self, field_name: str) -> str:
        """The `name` attribute of a field, in the manner of the software that draws the form."""
        digest = hashlib.sha1(f"{self.no}{field_name}".encode(), usedforsecurity=False).hexdigest()
        styles = {
            "hash": f"q{digest}_0_0",
            "ctl": f"ctl00$Main$fld{digest[:3].upper()}",
            "caps": f"SVC{self.no}_PAGE_{digest[:6].upper()}",
            "portlet": f"_form_WAR_eforms_INSTANCE_{digest[:4]}_f{digest[4:8]}",
            "dotted": f"answers[{digest[:8]}]",
        }
        return styles.get(self.names, field_name)


NAMES = {
    "semantic": "plain",
    "tiles": "hash",
    "webforms": "ctl",
    "portlets": "portlet",
    "guides": "caps",
    "shell": "dotted",
}


def pack(state: Mapping[str, Any]) -> str:
    """Where a visitor is in a wizard, as an opaque hidden value."""
    return base64.b64encode(json.dumps(state, sort_keys=True).encode()).decode()


def unpack(text: str) -> dict[str, Any]:
    """The reverse of pack; anything unreadable is a fresh start."""
    try:
        value = json.loads(base64.b64decode(text.encode(), validate=True))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _address(bank: Bank, council: Council, family: Family, supplier: str, no: int, sub: str) -> str:
    if supplier:
        return str(bank.suppliers[supplier]["url"]).format(slug=council.slug, no=no)
    host = f"{sub}.{council.domain}" if sub else council.host
    return f"http://{host}{family.form(no)}"


def _label(value: Any, *seed: str) -> Any:
    chosen = pick(value, *seed) if isinstance(value, list) else value
    return vary(chosen, *seed) if isinstance(chosen, str) else chosen


def _steps(
    table: Mapping[str, Any], council: Council, journey: str, category: bool = False
) -> tuple[Mapping[str, Any], ...]:
    """The questions; with *category* the sorting question of the table's `sort` comes before them."""
    first = [table["sort"]] if category else []
    return tuple(
        {
            "title": _label(step["title"], council.slug, journey, "step"),
            "fields": [
                {**one, "label": _label(one["label"], council.slug, journey, one["name"])}
                for one in step["fields"]
            ],
        }
        for step in (*first, *table["steps"])
    )


def plain_form(table: Mapping[str, Any], council: Council, family: Family) -> Form:
    """The general contact form that every council has: it makes no task an online one."""
    no = number("form", council.slug, "contact")
    return Form(
        no=no,
        council=council.slug,
        journey="contact",
        engine="single",
        url=f"http://{council.host}{family.form(no)}",
        host="",
        title=pick(table["titles"], council.slug),
        steps=_steps(table, council, "contact"),
        final=pick(table["finals"], council.slug),
        next="",
        kind="mail",
        names=NAMES[council.family],
    )


def form_for(bank: Bank, council: Council, survey: Survey, family: Family) -> Form | None:
    """The form of a survey, or None where the way in is not a form."""
    options = survey.options
    engine = options.get("engine")
    if not engine:
        return None
    journey = bank.journeys[survey.journey]
    table = journey["forms"][options.get("form", "main")]
    seed = (council.slug, survey.journey)
    no = number("form", *seed)
    supplier = options.get("host", "")
    sub = options.get("sub", "")
    style = bank.suppliers[supplier].get("names", "plain") if supplier else NAMES[council.family]
    return Form(
        no=no,
        council=council.slug,
        journey=survey.journey,
        engine=engine,
        url=_address(bank, council, family, supplier, no, sub),
        host=supplier,
        title=options.get("form_title") or _label(table["titles"], *seed),
        steps=_steps(table, council, survey.journey, bool(options.get("category"))),
        final=options.get("final") or pick(table["finals"], *seed),
        next=options.get("next") or table.get("next", "Next"),
        commits=options.get("commits", "last"),
        kind=table.get("kind", "case"),
        login=options.get("login", ""),
        names=style,
        privacy=options.get("privacy", True),
        options={
            "lookup": journey.get("lookup", {}),
            "link": survey.link,
            **{key: table[key] for key in ("lang", "words") if key in table},
            **options,
        },
    )
