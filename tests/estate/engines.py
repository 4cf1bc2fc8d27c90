"""Form behaviours: each engine is one function from a call to a page or a reply. One row in ENGINES adds one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .forms import Form, pack, unpack
from .model import Request, Response, redirect

if TYPE_CHECKING:
    from .world import World

STREETS = ("Alder Close", "Brook Lane", "Chapel Row", "Station Road")


@dataclass(frozen=True)
class Call:
    """One request to one form. `sub` is what follows the form's own path; `action` is where the form posts to."""

    world: World
    form: Form
    request: Request
    sub: str
    action: str

    def draw(self, template: str, **values: Any) -> str:
        """A fragment of the form in the looks of its owner."""
        return self.world.draw_form(self.form, template, action=self.action, **values)

    def commit(self, kind: str, detail: str) -> None:
        """Tell the ledger that, in life, something would now have been done."""
        self.world.commit(kind, self.request, self.form, detail)


@dataclass(frozen=True)
class Screen:
    """A page of a form, to be put into the owner's frame."""

    title: str
    html: str
    status: int = 200


Reply = Screen | Response
Engine = Callable[[Call], Reply]


def addresses(postcode: str) -> list[dict[str, str]]:
    """Four made-up addresses for any text that could be a postcode; none for anything else."""
    clean = "".join(postcode.upper().split())
    if not (5 <= len(clean) <= 8 and clean.isalnum() and clean[0].isalpha() and clean[-3].isdigit()):
        return []
    town = f"{clean[:-3]} {clean[-3:]}"
    return [
        {"uprn": f"1000{n}7{len(street)}", "text": f"{n * 3} {street}, {town}"}
        for n, street in enumerate(STREETS, 1)
    ]


def _answers(call: Call, step: Mapping[str, Any]) -> dict[str, str]:
    return {one["name"]: call.request.value(call.form.name(one["name"])).strip() for one in step["fields"]}


def _missing(step: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, str]:
    return {
        one["name"]: one["label"]
        for one in step["fields"]
        if one.get("required") and not answers.get(one["name"])
    }


def _done(call: Call) -> Screen:
    reference = f"{call.form.no}-{len(call.world.ledger) + 1:04d}"
    return Screen("Thank you", call.draw("done", reference=reference))


ASIDE = {"/keep": ("mail", "kept for later"), "/hold": ("slot", "held as soon as chosen")}


def postback(call: Call) -> Reply:
    """A wizard whose every step is posted to the one address; the state rides in a hidden field."""
    form, steps = call.form, call.form.steps
    if call.request.method == "POST" and call.sub in ASIDE:
        call.commit(*ASIDE[call.sub])
        return Screen("Kept", "<h1>Kept for you</h1><p>We have written to you.</p>")
    if call.request.method != "POST":
        return Screen(
            form.title,
            call.draw("wizard", step=steps[0], index=0, values={}, errors={}, state=pack({"at": 0})),
        )
    state = unpack(call.request.value("form_state"))
    at, kept = int(state.get("at", 0)), dict(state.get("kept", {}))
    if at >= len(steps):
        if form.commits == "last":
            call.commit(form.kind, "check page sent")
        return _done(call)
    answers = _answers(call, steps[at])
    errors = _missing(steps[at], answers)
    kept.update(answers)
    if errors:
        html = call.draw(
            "wizard", step=steps[at], index=at, values=answers, errors=errors, state=pack({"at": at})
        )
        return Screen(f"Error: {form.title}", html)
    if "relay" in form.options and at == 0:
        return redirect(form.options["relay"], 307)
    if form.commits == "first" and at == 0:
        call.commit(form.kind, "record made at the first step")
    if at + 1 < len(steps):
        hidden = pack({"at": at + 1, "kept": kept})
        html = call.draw("wizard", step=steps[at + 1], index=at + 1, values={}, errors={}, state=hidden)
        return Screen(form.title, html)
    if form.options.get("check", True):
        rows = [(one["label"], kept.get(one["name"], "")) for step in steps for one in step["fields"]]
        return Screen(
            form.pages[-1], call.draw("check", rows=rows, state=pack({"at": len(steps), "kept": kept}))
        )
    if form.commits == "last":
        call.commit(form.kind, "last step sent")
    return _done(call)


def single(call: Call) -> Reply:
    """All questions on one page; its one button is final."""
    step = {"title": call.form.title, "fields": [one for part in call.form.steps for one in part["fields"]]}
    if call.request.method != "POST":
        return Screen(call.form.title, call.draw("single", step=step, values={}, errors={}))
    answers = _answers(call, step)
    errors = _missing(step, answers)
    if call.form.commits == "first":
        call.commit(call.form.kind, "saved before it was checked")
    if errors:
        return Screen(
            f"Error: {call.form.title}", call.draw("single", step=step, values=answers, errors=errors)
        )
    if call.form.commits == "last":
        call.commit(call.form.kind, "form sent")
    return _done(call)


def script(call: Call) -> Reply:
    """All steps in one document; script shows one at a time and sends the lot with fetch()."""
    if call.request.method == "POST":
        call.commit(call.form.kind if call.sub != "/draft" else "draft", f"sent by script {call.sub}")
        return Response(json.dumps({"reference": call.form.no}), type="application/json")
    return Screen(call.form.title, call.draw("script"))


def iframe(call: Call) -> Reply:
    """The supplier's renderer: a page with a frame; in it, script that builds the questions and looks up addresses."""
    request, form = call.request, call.form
    if call.sub == "/authenticated":
        return Response(json.dumps({"authenticated": False, "sid": f"s{form.no}"}), type="application/json")
    if call.sub == "/runLookup":
        sent = request.value("postcode") or _json(request).get("postcode", "")
        return Response(json.dumps({"rows": addresses(str(sent))}), type="application/json")
    if request.method == "POST":
        call.commit(form.kind, "sent by script from the frame")
        return Response(json.dumps({"reference": form.no}), type="application/json")
    if call.sub == "/fill":
        return Response(call.draw("frame", definition=_definition(form)))
    return Screen(form.title, call.draw("framed"))


def _definition(form: Form) -> dict[str, Any]:
    steps = [
        {"title": step["title"], "fields": [{**one, "id": form.name(one["name"])} for one in step["fields"]]}
        for step in form.steps
    ]
    return {"title": form.title, "steps": steps, "final": form.final, "next": form.next}


def _json(request: Request) -> dict[str, Any]:
    try:
        value = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def place_on_map(call: Call) -> Reply:
    """Street or postcode first (GET), then a map to click, then one form; the photograph is stored as soon as chosen."""
    request, form = call.request, call.form
    if request.method == "POST":
        call.commit("upload" if call.sub == "/photo" else form.kind, "map report")
        return _done(call)
    if request.query.get("lat") or request.query.get("skipped"):
        step = {"title": form.title, "fields": [one for part in form.steps for one in part["fields"]]}
        return Screen(form.title, call.draw("single", step=step, values={}, errors={}, upload=True))
    if request.query.get("pc"):
        return Screen("Choose a place on the map", call.draw("map", near=request.query["pc"][0]))
    return Screen(form.title, call.draw("place"))


def by_address_bar(call: Call) -> Reply:
    """A wizard by GET: every step is a query, and the last one does the thing."""
    form, steps = call.form, call.form.steps
    if call.request.query.get("done"):
        call.commit(form.kind, "a GET with all answers")
        return _done(call)
    asked = call.request.query.get("step", ["1"])[0]
    at = min(max(int(asked) if asked.isdigit() else 1, 1), len(steps)) - 1
    kept = {name: values[0] for name, values in call.request.query.items() if name not in ("step", "fid")}
    answers = {} if at == 0 else _answers(call, steps[at - 1])
    errors = _missing(steps[at - 1], answers) if at else {}
    if errors:
        at -= 1
    return Screen(
        form.title, call.draw("get", step=steps[at], index=at, kept=kept, errors=errors, values=answers)
    )


def by_links(call: Call) -> Reply:
    """A booking by plain links: choose, choose again, and the last link does it."""
    form, request = call.form, call.request
    if call.sub == "/submit":
        call.commit(form.kind, "a link that commits was followed")
        return _done(call)
    asked = request.query.get("step", ["1"])[0]
    at = min(int(asked), len(form.steps) + 1) if asked.isdigit() and asked != "0" else 1
    picks = form.steps[at - 1]["fields"] if at <= len(form.steps) else ()
    choices = next(
        (one for one in picks if one.get("options")), {"label": form.title, "options": ["Yes", "No"]}
    )
    return Screen(form.title, call.draw("links", at=at, choices=choices, last=at > len(form.steps)))


CASES = (
    ("Single-storey extension and new porch", "12 Alder Close"),
    ("Change of use from shop to two flats", "31 Station Road"),
    ("Loft conversion with dormer to the rear", "5 Chapel Row"),
    ("Felling of one lime tree in a conservation area", "The Old Vicarage, Brook Lane"),
)


def register(call: Call) -> Reply:
    """A public register by GET: search, list, case with its tabs, and a comment form that is sent by POST."""
    form, request = call.form, call.request
    rows = [
        {"ref": f"26/{form.no % 900 + n:05d}", "no": form.no % 900 + n, "what": what, "where": where}
        for n, (what, where) in enumerate(CASES)
    ]
    open_to = form.options.get("comments", "open") == "open"
    parts = call.sub.strip("/").split("/")
    case = next((row for row in rows if len(parts) > 1 and parts[1] == str(row["no"])), None)
    if case and parts[2:] == ["comment"] and open_to:
        step = {
            "title": f"Comment on {case['ref']}",
            "fields": [one for part in form.steps for one in part["fields"]],
        }
        if request.method == "POST":
            call.commit(form.kind, "comment sent")
            return _done(call)
        action = f"{form.url}/case/{case['no']}/comment"
        return Screen(
            f"Comment on {case['ref']}",
            call.world.draw_form(form, "single", action=action, step=step, values={}, errors={}),
        )
    if case:
        return Screen(
            f"{case['ref']}: {case['what']}",
            call.draw("case", case=case, tab=request.value("tab"), open_to=open_to),
        )
    asked = request.value("searchstring") or (parts[0] == "weekly" and "weekly")
    return Screen(form.title, call.draw("register_search", rows=rows if asked else [], asked=asked))


def look_up(call: Call) -> Reply:
    """A postcode look-up that tells something and takes nothing."""
    found = addresses(call.request.value("postcode"))
    chosen = call.request.value("uprn")
    asked = bool(call.request.value("postcode"))
    return Screen(call.form.title, call.draw("lookup", found=found, chosen=chosen, asked=asked))


def closed(call: Call) -> Reply:
    """A page that says so, with status 200."""
    return Screen(call.form.title, call.draw("closed"))


def gone(call: Call) -> Reply:
    """Not there any more."""
    return Screen(
        "Page not found",
        "<h1>Page not found</h1><p>The page you asked for has moved or been removed.</p>",
        404,
    )


def crash(call: Call) -> Reply:
    """Fails every time."""
    return Response("<h1>Server Error in '/' Application.</h1><p>Runtime Error</p>", 500)


def empty(call: Call) -> Reply:
    """Status 200 and nothing in it."""
    return Response("")


def loop(call: Call) -> Reply:
    """Redirects to itself for ever."""
    return redirect(call.form.url)


def gate(call: Call) -> Reply:
    """A bot gate in front of the form."""
    return call.world.gate(403)


ENGINES: dict[str, Engine] = {
    "postback": postback,
    "single": single,
    "script": script,
    "iframe": iframe,
    "map": place_on_map,
    "get": by_address_bar,
    "links": by_links,
    "register": register,
    "lookup": look_up,
    "closed": closed,
    "gone": gone,
    "crash": crash,
    "empty": empty,
    "loop": loop,
    "gate": gate,
}


def respond(call: Call) -> Reply:
    """The form's reply, with its log-in page before it where there is one."""
    form, request = call.form, call.request
    if form.options.get("session") and request.method == "GET" and not call.sub:
        # A session of four pages: whoever comes back to the same address later finds it expired, under the same title.
        token = request.value("s")
        if not token:
            joint = "&" if "?" in form.url else "?"
            return redirect(f"{form.url}{joint}s={call.world.visit('session of ' + form.url) + 40961:x}")
        if call.world.visit(f"{form.url} {token}") > 4:
            return Screen(form.title, call.draw("expired"))
    if form.login and not call.sub.startswith("/begin"):
        if call.sub == "/new":
            if request.method == "POST":
                call.commit("account", "registered")
                return _done(call)
            return Screen("Register", call.draw("register"))
        if call.sub == "/forgotten":
            if request.method == "POST":
                call.commit("mail", "password reminder")
            return Screen("Reset your password", call.draw("forgotten"))
        if request.method == "POST":
            call.commit("sign-in", "credentials sent")
        guest = form.login == "guest"
        return Screen("Sign in", call.draw("login", guest=guest, failed=request.method == "POST"))
    if form.login == "guest":
        sub = call.sub.removeprefix("/begin")
        # What a guest sends goes where guests are, not to the log-in page.
        call = Call(call.world, form, request, sub, f"{call.action}/begin")
    elif form.login:
        return redirect(form.url)
    return ENGINES[form.engine](call)
