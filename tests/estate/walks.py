"""What is true of walking each form: how far a careful stranger gets, and why no further. From the tables alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .forms import Form
from .model import Council
from .site import Site
from .world import World

# Questions about a place, or about what the matter is: nobody is known by the answer.
_PLACE = {"postcode", "house", "place", "street", "column", "land", "side", "about"}
# Labels that go on; "Continue" alone proves nothing (policy), since last pages say it as often.
_GO_ON = {"next", "continue", "save and continue", "next >", "nesaf", "parhau"}
_PROVES = {"next", "next >", "nesaf"}
# How a family says how far one is: these in words or to a screen reader, the others by the colour of a number or a bar alone.
_TOLD = {"semantic", "guides", "tiles", "webforms", "supplier", "portlets"}
_LAST = ("final-control",)
_UNSURE = ("final-control", "unsure-control")


@dataclass(frozen=True)
class Walk:
    """walk: "yes" (its true last step can be reached), "no", or "either" (both ways of treating it are right).

    pages     titles of the pages up to the last before submission, that one included
    last      number of the last page that a careful stranger comes to: the last of `pages`, or the one where a day has to
              be chosen, since to choose one may hold it (H14)
    stops     reasons of which one is right where the walk ends
    liar      what the first page lies about: "", "label", "progress", "both"
    how       how the pages are turned: post, get, link, script, frame
    """

    walk: str
    pages: tuple[str, ...]
    stops: tuple[str, ...]
    liar: str = ""
    how: str = "post"
    last: int = 0


def _proofs(form: Form, family: str, at: int, before: bool) -> set[str]:
    """What the page of step `at` shows of not being the last: each is true in life, and a liar shows it too."""
    step, said = form.steps[at], form.options.get("progress", "family")
    drawn = form.engine in ("postback", "script", "iframe", "links")
    found = set()
    if said == "named":
        found.add("later steps named")
    elif drawn and said != "none" and (said != "family" or family in _TOLD or form.engine == "iframe"):
        found.add("progress")
    if form.next.casefold() in _PROVES:
        found.add("label")
    if {one["name"] for one in step["fields"]} <= _PLACE:
        found.add("place")
    if before:
        found.add("same control")
    return found


def _provable(form: Form, family: str) -> bool:
    """Whether every page before the last shows at least two proofs of it."""
    known = False
    for at in range(len(form.pages) - 1):
        if len(_proofs(form, family, min(at, len(form.steps) - 1), known)) < 2:
            return False
        known = True
    return True


def _wizard(form: Form, family: str) -> Walk:
    first = _proofs(form, family, 0, before=False)
    if "relay" in form.options:
        return Walk("no", form.pages[:1], ("denied",))
    if form.commits == "first":
        lies = len(first) > 1
        return Walk("no", form.pages[:1], () if lies else _UNSURE, "both" if lies else "label")
    stops = (*_LAST, *(("payment",) if "pay" in form.final.casefold() else ()))
    if not _provable(form, family):
        return Walk("either", form.pages, _UNSURE)
    return Walk("yes", form.pages, stops)


def _at_a_day(walk: Walk, form: Form) -> Walk:
    """A walk ends, or may, where one of the free days has to be chosen."""
    days = [
        number
        for number, step in enumerate(form.steps, 1)
        for one in step["fields"]
        if one["name"] == "day" and one["type"] == "radios" and one.get("required") and "options" in one
        if form.kind == "slot"
    ]
    if not days or walk.walk == "no":
        return walk
    may = ("unsure-control", *(("denied",) if form.options.get("hold") else ()))
    return replace(walk, last=days[0], stops=tuple(dict.fromkeys((*walk.stops, *may))))


def _single(form: Form, family: str) -> Walk:
    claims, label = bool(form.options.get("claims")), form.final.casefold() in _GO_ON
    liar = {(True, True): "both", (True, False): "progress", (False, True): "label"}.get((claims, label), "")
    plain = form.final.casefold().split()[0] in ("submit", "send", "cyflwyno", "anfon")
    stops = () if liar == "both" else _LAST if plain else _UNSURE
    return Walk(
        "no", (form.title,), (*stops, *(("payment",) if "pay" in form.final.casefold() else ())), liar
    )


def _script(form: Form, family: str) -> Walk:
    walk = _wizard(form, family)
    titles = tuple(str(step["title"]) for step in form.steps)
    if len(titles) == 1:
        return Walk("no", titles, _UNSURE, how="script")
    return Walk(walk.walk, titles, walk.stops, how="script")


def _frame(form: Form, family: str) -> Walk:
    titles = tuple(str(step["title"]) for step in form.steps)
    return Walk("yes" if len(titles) > 1 else "no", titles, _LAST, how="frame")


def _by_get(form: Form, family: str) -> Walk:
    titles = tuple(str(step["title"]) for step in form.steps)
    if len(titles) == 1:
        return Walk("no", titles, _UNSURE, how="get")
    return Walk("yes" if _provable(form, family) else "either", titles, _UNSURE, how="get")


def _links(form: Form, family: str) -> Walk:
    # Every page is a list of links, none of which says that it goes on: to choose one is right, and so is to leave it.
    titles = (*(str(step["title"]) for step in form.steps), "You have chosen")
    return Walk("either", titles, (*_UNSURE, "no-control"), how="link")


def _map(form: Form, family: str) -> Walk:
    # Street, map (or the link round it), questions. A button that says "Go" under a street is one proof, or two.
    stops = (*_UNSURE, "no-control", "no-further-step", "upload", "denied")
    return Walk("either", (form.title, "Choose a place on the map", form.title), stops, how="get")


ENGINES: dict[str, Callable[[Form, str], Walk]] = {
    "postback": _wizard,
    "single": _single,
    "script": _script,
    "iframe": _frame,
    "get": _by_get,
    "links": _links,
    "map": _map,
}


def _unsure_last(walk: Walk, form: Form) -> Walk:
    """A last page whose label does not say that it sends may be left for either reason."""
    plain = any(word in form.final.casefold() for word in ("submit", "send", "apply", "cyflwyno", "anfon"))
    if plain or not walk.stops:
        return walk
    return replace(walk, stops=tuple(dict.fromkeys((*walk.stops, *_UNSURE))))


def walk_of(site: Site, form: Form, style: str) -> Walk | None:
    """The truth of one form in its owner's looks; None where nothing is to be walked: registers and look-ups take nothing."""
    if form.engine not in ENGINES:
        return None
    rows = [site.bank.snares[name] for name in form.options.get("snares", ())]
    must = tuple({row["stop"] for row in rows if "stop" in row})
    if form.login == "only":
        return Walk("no", (form.options.get("account", "My Account"),), ("sign-in", *must))
    walk = _at_a_day(_unsure_last(ENGINES[form.engine](form, style), form), form)
    if form.kind == "payment":
        walk = Walk("no", walk.pages, ("payment",), how=walk.how)
    if must:
        return Walk("no", walk.pages[:1], must, how=walk.how)
    may = tuple(one for row in rows for one in row.get("may_stop", ()))
    if may and walk.stops:
        free = "either" if walk.walk == "yes" else walk.walk
        return replace(walk, walk=free, stops=tuple(dict.fromkeys((*walk.stops, *may))))
    return walk


def walks(world: World, keep: Callable[[Council], bool] = lambda council: True) -> list[dict[str, Any]]:
    """One row for each form that opens: council, council_slug, journey, url, entry (a guest's), engine, walk, pages, last, stops, liar, how,
    observe (the right ends of a walk that may send nothing).
    """
    rows = []
    for council in world.bank.councils.values():
        if keep(council):
            rows += [_row(council, form, walk) for form, walk in _of(world, council)]
    return rows


def _of(world: World, council: Council) -> Iterator[tuple[Form, Walk]]:
    site = world.by_slug[council.slug]
    for journey, survey in council.surveys.items():
        form = site.forms.get(journey)
        if form is None or survey.way not in ("form", "sign-in"):
            continue
        style = world.bank.suppliers[form.host]["style"] if form.host else site.council.family
        walk = walk_of(site, form, style)
        if walk:
            yield form, walk


def _row(council: Council, form: Form, walk: Walk) -> dict[str, Any]:
    return {
        "council": council.gss,
        "council_slug": council.slug,
        "journey": form.journey,
        "url": form.url,
        "entry": form.url + ("/begin" if form.login == "guest" else ""),
        "engine": form.engine,
        "walk": walk.walk,
        "pages": list(walk.pages),
        "last": walk.last or len(walk.pages),
        "stops": list(walk.stops),
        "liar": walk.liar,
        "how": walk.how,
        "observe": _observe(walk),
    }


def _observe(walk: Walk) -> list[str]:
    """Where nothing may be sent, a walk ends at the first page: for want of permission, unless that page is an end itself."""
    first: Sequence[str] = walk.stops if walk.walk != "yes" or len(walk.pages) == 1 else ()
    return list(dict.fromkeys((*first, "no-permission")))


def excused(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Forms whose page shows two proofs of not being the last and lies about both, by council and journey: their names."""
    return {(row["council_slug"], row["journey"]): row["url"] for row in rows if row["liar"] == "both"}
