"""Walks of forms on the loopback interface: how far they get, why they end, and that nothing is ever sent in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

pytest.importorskip("playwright")

from browser_site import Site, document

from checks.form_step_model import StopReason
from checks.model import Cause, Missing
from crawler import form_values
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import NoBrowserError, find_browser
from crawler.form_filling import Means
from crawler.form_walk import FormWalk, WalkAsk, walk_form
from crawler.permissions import Permission, today
from crawler.probes.form_step import form_frame, measure_form_step
from crawler.turns import Turn
from crawler.visit import Control

try:
    CHOICE = find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

POSTCODE = "TE5 1NG"
HOSTS = frozenset({"127.0.0.1"})
DAY = date(2026, 11, 22)


def permission(**more: Any) -> Permission:
    told = {"since": today() - timedelta(1), "until": today() + timedelta(1), "hosts": HOSTS} | more
    return Permission("E1", "Testham", "An officer", "REF/1", **told)


class Bench:
    """One browser for the whole module. `turns`: the addresses whose host's turn was taken, in order."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.pool = BrowserPool(PoolSettings("https://example.org/contact", allow_private=True, workers=1))
        self.run(self.pool.start())
        self.turns: list[str] = []
        self.refused: dict[str, Missing] = {}

    def run(self, coroutine: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(coroutine, 90))

    def walk(self, *addresses: str, switch: Path | None = None, budget: int = 200, **more: Any) -> FormWalk:
        self.turns.clear()
        told = {"depth": "steps", "permission": permission()} | more
        return self.run(self._walk(addresses, switch, budget, told))

    async def _walk(
        self, addresses: tuple[str, ...], switch: Path | None, budget: int, told: dict[str, Any]
    ) -> FormWalk:
        depth, postcode = told["depth"], told.pop("postcode", POSTCODE)
        first = told.pop("first", None)
        opened = self.pool.form_session(
            depth=depth, lookups=bool(postcode), kill_switch=switch, budget=budget
        )
        async with opened as session:
            if first is None:
                await session.goto(addresses[-1])
                if told.get("control"):
                    await session.page.click(told["control"].selector)
                first = await measure_form_step(await form_frame(session.page))
            ask = WalkAsk(addresses, first, Means(postcode, DAY), **told)

            async def capture(number: int) -> dict[str, Any]:
                return {"html": await session.page.content()}

            return await walk_form(session, ask, self._turn, capture)

    @asynccontextmanager
    async def _turn(self, url: str) -> Any:
        self.turns.append(urlsplit(url).path)
        refused = self.refused.get(urlsplit(url).path)
        yield refused or Turn()

    def close(self) -> None:
        self.run(self.pool.close())
        self.loop.close()


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(autouse=True)
def nobody_refuses(bench: Bench) -> None:
    bench.refused.clear()


class Wizard:
    """A wizard at one address that is posted step by step. `sent`: the bodies, one dict for each POST.

    A step is (title, fields, button); the last one's POST is the one that must never come.
    """

    def __init__(self, *steps: tuple[str, str, str], form: str = "novalidate", wrong: str = "") -> None:
        self.steps, self.form, self.wrong = steps, form, wrong
        self.sent: list[dict[str, str]] = []
        self.refuses_with = 200
        self.at_post: Callable[[int], None] = lambda number: None

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        at, error = 0, ""
        if handler.command == "POST":
            length = int(handler.headers.get("Content-Length") or 0)
            body = dict(parse_qsl(handler.rfile.read(length).decode(), keep_blank_values=True))
            self.sent.append(body)
            self.at_post(len(self.sent))
            at = int(body.get("at", "0"))
            empty = [name for name, value in body.items() if not value.strip() and name != "email"]
            error = self.wrong or (f"Enter your {empty[0]}" if empty else "")
            at += not error
        shown = self.page(min(at, len(self.steps)), error, body if handler.command == "POST" else {})
        answer(handler, shown, status=self.refuses_with if error else 200)

    def page(self, at: int, error: str, kept: dict[str, str]) -> str:
        if at == len(self.steps):
            return document("<main><h1>Thank you</h1><p>Your reference is 1.</p></main>")
        title, fields, button = self.steps[at]
        for name, value in kept.items():
            fields = fields.replace(f'name="{name}"', f'name="{name}" value="{value}"')
        said = f'<div role="alert" class="error-summary"><p>{error}</p></div>' if error else ""
        return document(
            f"<main>{said}<p>Step {at + 1} of {len(self.steps)}</p><h1>{title}</h1>"
            f'<form method="post" {self.form}><input type="hidden" name="at" value="{at}">{fields}{button}</form>'
            "</main>"
        )

    @property
    def finished(self) -> bool:
        return any(int(body.get("at", 0)) == len(self.steps) - 1 for body in self.sent)


def text(name: str, label: str, more: str = "required") -> str:
    return f'<p><label for="{name}">{label}</label> <input id="{name}" name="{name}" {more}></p>'


def answer(
    handler: BaseHTTPRequestHandler, page: str, kind: str = "text/html; charset=utf-8", status: int = 200
) -> None:
    body = page.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


NEXT = '<button type="submit">Next</button>'
PLACE = ("Where is it?", text("street", "Street"), NEXT)
WHAT = (
    "What is it?",
    '<fieldset><legend>What is it?</legend><p><input type="radio" name="kind" id="k1" value="a" required>'
    '<label for="k1">Black bags</label></p><p><input type="radio" name="kind" id="k2" value="b">'
    '<label for="k2">Asbestos</label></p></fieldset>',
    NEXT,
)
ABOUT = ("About you", text("name", "Your name") + text("email", "E-mail", 'type="email"'), NEXT)
CHECK = (
    "Check your answers",
    "<dl><dt>Street</dt><dd>Test <a href='?change=1'>Change</a></dd></dl>",
    '<button type="submit">Accept and send</button>',
)


def test_a_posted_wizard_is_walked_to_its_last_page_and_not_sent(bench: Bench, site: Site) -> None:
    wizard = site.pages["/form"] = Wizard(PLACE, WHAT, ABOUT, CHECK)
    walk = bench.walk(f"{site.url}/form")
    assert (walk.stop, [one.step for one in walk.steps]) == (
        StopReason.FINAL,
        ["form-1", "form-2", "form-3", "form-4"],
    )
    assert [one.control for one in walk.steps] == ["Next", "Next", "Next", ""]
    assert walk.permission == "REF/1" and walk.depth == "steps"
    assert not wizard.finished
    allowed = form_values.reserved(POSTCODE, DAY) | {"", "a", *map(str, range(4))}
    assert {value for body in wizard.sent for value in body.values()} <= allowed
    assert wizard.sent[-1] == {"at": "2", "name": form_values.NAME, "email": ""}, "what is optional is left"
    # The first step went out twice: once with its answer left out, to see how the form says so.
    assert [body["at"] for body in wizard.sent] == ["0", "0", "1", "2"]
    assert walk.errors["errors"] == ["Enter your street"] and not walk.errors["accepted"]
    assert "Check your answers" in walk.steps[3].facets["html"] and walk.steps[0].facets == {}
    permits = [row for row in walk.log if row["verdict"] == "allowed" and row["reason"].startswith("permit")]
    assert {row["line"] for row in permits} == {"browser", "gateway"} and len(permits) == 8
    assert bench.turns == ["/form"] * 5


def test_a_step_that_asks_more_once_it_is_filled_in_says_so(bench: Bench, site: Site) -> None:
    more = f'<div id="more" hidden>{text("size", "How big is it?", "")}</div>'
    shows = "<script>street.oninput = () => { more.hidden = false; }</script>"
    site.pages["/form"] = Wizard((PLACE[0], PLACE[1] + more + shows, NEXT), WHAT, CHECK)
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert walk.steps[0].grew and not walk.steps[0].chose, walk.detail
    site.pages["/form"] = Wizard(WHAT, CHECK)
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert [(one.grew, one.chose) for one in walk.steps] == [(False, True), (False, False)], walk.detail


@pytest.mark.parametrize("form", ["novalidate", 'onsubmit="event.preventDefault(); this.submit()"'])
def test_a_page_that_asks_whoever_leaves_it_to_stay_is_walked_on_from(
    bench: Bench, site: Site, form: str
) -> None:
    stay = "<script>addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'x'; })</script>"
    wizard = site.pages["/form"] = Wizard((PLACE[0], PLACE[1] + stay, NEXT), CHECK, form=form)
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 2), walk.detail
    assert not wizard.finished


def test_an_answer_that_leads_to_an_address_that_acts_is_not_followed(bench: Bench, site: Site) -> None:
    wizard = Wizard(PLACE, CHECK)

    def form(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "GET":
            wizard(handler)
            return
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        handler.send_response(303)
        handler.send_header("Location", "/confirm")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.pages["/form"], site.pages["/confirm"] = form, document("<h1>Check your answers</h1>")
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert (walk.stop, len(walk.steps)) == (StopReason.DENIED, 1), walk.detail
    assert "/confirm" not in site.paths()


@pytest.mark.parametrize("status", [400, 422])
def test_a_step_that_refuses_with_a_status_of_its_own_is_read_and_walked_on(
    bench: Bench, site: Site, status: int
) -> None:
    wizard = site.pages["/form"] = Wizard(PLACE, CHECK)
    wizard.refuses_with = status
    walk = bench.walk(f"{site.url}/form")
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 2), walk.detail
    assert walk.errors["errors"] == ["Enter your street"] and not walk.errors["accepted"]


def test_an_answer_left_out_that_nothing_was_seen_of_is_no_finding(bench: Bench, site: Site) -> None:
    wizard = site.pages["/form"] = Wizard(PLACE, CHECK)
    wizard.refuses_with = 500
    walk = bench.walk(f"{site.url}/form")
    assert walk.stop is StopReason.BROKEN and walk.errors == {}


def test_errors_that_a_script_would_have_asked_its_server_for_are_not_known(bench: Bench, site: Site) -> None:
    asks = SCRIPTED.replace(
        "if (!document.getElementById(names[at - 1]).querySelector('input').reportValidity()) return;",
        "const one = document.getElementById(names[at - 1]).querySelector('input');"
        "if (!one.value) { fetch('/check', {method: 'POST', body: 'x'}).catch(() => {}); return; }",
    ).replace(" required", "")
    assert "/check" in asks
    site.pages["/form"] = document(f"<form novalidate>{asks}</form>")
    walk = bench.walk(f"{site.url}/form")
    assert any("/check" in row["url"] and row["verdict"] == "denied" for row in walk.log), walk.detail
    assert walk.errors == {}


@pytest.mark.parametrize("button", ["Submit", "Next", "Continue", "Send my report"])
def test_one_page_that_asks_for_all_is_left_alone_whatever_its_button_says(
    bench: Bench, site: Site, button: str
) -> None:
    fields = text("street", "Street") + text("what", "What happened?") + text("name", "Your name")
    page = f'<main><h1>Report it</h1><form method="post">{fields}<button>{button}</button></form></main>'
    site.pages["/form"] = document(page)
    walk = bench.walk(f"{site.url}/form")
    assert walk.stop in (StopReason.FINAL, StopReason.UNSURE) and len(walk.steps) == 1
    assert {method for method, _ in site.seen} == {"GET"}


SCRIPTED = """<main><p id="at">Step 1 of 3</p><h1 id="h">Where is it?</h1>
<div id="one"><p><label for="street">Street</label><input id="street" required></p></div>
<div id="two" hidden><p><label for="size">How big is it?</label><input id="size" required></p></div>
<div id="three" hidden><p><label for="name">Your name</label><input id="name" required></p></div>
<button type="button" id="go">Next</button>
<script>
let at = 1;
go.onclick = () => {
  const names = ['one', 'two', 'three'];
  if (at === 3) { fetch('/send', {method: 'POST', body: 'x'}); return; }
  if (!document.getElementById(names[at - 1]).querySelector('input').reportValidity()) return;
  document.getElementById(names[at - 1]).hidden = true;
  document.getElementById(names[at]).hidden = false;
  at += 1;
  document.getElementById('at').textContent = 'Step ' + at + ' of 3';
  document.getElementById('h').textContent = ['', '', 'How big is it?', 'About you'][at];
  if (at === 3) go.textContent = 'Submit';
};
</script></main>"""


def test_a_wizard_of_script_alone_is_walked_without_sending_anything(bench: Bench, site: Site) -> None:
    site.pages["/form"] = document(SCRIPTED)
    walk = bench.walk(f"{site.url}/form")
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 3)
    assert {method for method, _ in site.seen} == {"GET"}
    assert walk.errors["native"] and not walk.errors["errors"], "the browser says what is missing"


@pytest.mark.slow
def test_a_form_that_a_script_draws_late_is_waited_for(bench: Bench, site: Site) -> None:
    site.pages["/form"] = document(SCRIPTED)
    first = bench.walk(f"{site.url}/form").steps[0].facet
    site.pages["/late"] = document(
        "<main id='m'><p>Loading</p></main><script>setTimeout(async () => {"
        "const page = new DOMParser().parseFromString(await (await fetch('/form')).text(), 'text/html');"
        "const script = document.createElement('script');"
        "script.textContent = page.querySelector('main script').textContent;"
        "m.innerHTML = page.querySelector('main').innerHTML; m.append(script)}, 2500)</script>"
    )
    # As some software does, each time the form is drawn its fields have other names.
    first["fields"][0]["name"] = "drawn-1"
    walk = bench.walk(f"{site.url}/late", first=first)
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 3), walk.detail


def test_a_form_in_a_frame_is_walked_in_its_frame(bench: Bench, site: Site) -> None:
    wizard = site.pages["/inner"] = Wizard(PLACE, WHAT, CHECK)
    site.pages["/form"] = document(
        '<main><h1>Report it</h1><iframe src="/inner" title="Form" width="700" height="500"></iframe></main>'
    )
    walk = bench.walk(f"{site.url}/form")
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 3), walk.detail
    assert not wizard.finished and all(one.url.endswith("/inner") for one in walk.steps)


def test_a_guest_passes_the_sign_in_by_its_link(bench: Bench, site: Site) -> None:
    wizard = site.pages["/begin"] = Wizard(PLACE, CHECK)
    site.pages["/form"] = document(
        f"<main><h1>Sign in</h1><form method='post' action='/in'>{text('user', 'E-mail', 'type=email required')}"
        f"{text('word', 'Password', 'type=password required')}<button>Sign in</button></form>"
        "<p><a href='/begin'>Continue without an account</a></p></main>"
    )
    walk = bench.walk(f"{site.url}/form")
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 3), walk.detail
    assert not wizard.finished and ("POST", "/in") not in site.seen


def test_a_wizard_by_get_is_walked_in_the_turn_of_its_host(bench: Bench, site: Site) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        at = int(dict(parse_qsl(urlsplit(handler.path).query)).get("at", 0))
        title, fields, _ = (PLACE, WHAT, ABOUT)[at]
        label = "Book" if at == 2 else "Next"
        answer(
            handler,
            document(
                f"<main><p>Step {at + 1} of 3</p><h1>{title}</h1><form method='get'>"
                f"<input type='hidden' name='at' value='{at + 1}'>{fields}<button>{label}</button></form></main>"
            ),
        )

    site.pages["/form"] = page
    walk = bench.walk(f"{site.url}/form")
    assert len(walk.steps) == 3 and walk.stop in (StopReason.FINAL, StopReason.UNSURE), walk.detail
    assert not any("at=3" in path for _, path in site.seen)


def test_a_script_that_sends_the_step_is_allowed_that_step_and_no_more(bench: Bench, site: Site) -> None:
    go = "<script>function __doPostBack() { document.forms[0].submit(); }</script>"
    go += """<a href="javascript:__doPostBack('next','')" role="button">Next</a>"""
    wizard = site.pages["/form"] = Wizard((PLACE[0], PLACE[1], go), (WHAT[0], WHAT[1], go), CHECK)
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 3), walk.detail
    assert [body["at"] for body in wizard.sent] == ["0", "1"] and not wizard.finished


def test_the_name_of_another_button_is_not_sent_by_this_one(bench: Bench, site: Site) -> None:
    adds = "const one = document.createElement('input'); one.type = 'hidden'; one.name = 'later'; one.value = '1'; this.form.append(one)"
    buttons = f'<button onclick="{adds}">Next</button><button name="later" value="1">Back</button>'
    wizard = site.pages["/form"] = Wizard((PLACE[0], PLACE[1], buttons), WHAT, CHECK)
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert wizard.sent == [] and walk.stop is StopReason.DENIED, walk.detail


def test_a_look_up_whose_script_sends_the_form_gets_no_permit(bench: Bench, site: Site) -> None:
    """It was pressed as one that does not send the form; seen to, it is not the way on."""
    find = '<button type="button" onclick="this.form.submit()">Find address</button>'
    place = ("Where is it?", text("pc", "Postcode") + find, NEXT)
    wizard = site.pages["/form"] = Wizard(place, WHAT, CHECK)
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert wizard.sent == [] and walk.stop is StopReason.UNSURE, walk.detail


def test_a_form_that_takes_no_answer_of_ours_is_tried_twice_and_left(bench: Bench, site: Site) -> None:
    wizard = site.pages["/form"] = Wizard(PLACE, WHAT, CHECK, wrong="Enter a street in Testham")
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert (walk.stop, len(walk.steps)) == (StopReason.STUCK, 1)
    assert "Enter a street in Testham" in walk.detail and len(wizard.sent) == 2


def test_a_form_that_comes_back_to_its_beginning_ends_the_walk(bench: Bench, site: Site) -> None:
    wizard = Wizard(PLACE, WHAT, CHECK)
    wizard.page = lambda at, error, kept: Wizard.page(wizard, at % 2, error, kept)  # type: ignore[method-assign]
    site.pages["/form"] = wizard
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert walk.stop is StopReason.STUCK and "came back" in walk.detail and len(walk.steps) == 2


def test_more_steps_than_allowed_end_the_walk(bench: Bench, site: Site) -> None:
    site.pages["/form"] = Wizard(PLACE, WHAT, ABOUT, CHECK)
    walk = bench.walk(f"{site.url}/form", most_steps=2)
    assert (walk.stop, len(walk.steps)) == (StopReason.BUDGET, 2)


def test_the_kill_switch_ends_a_walk_in_its_middle(bench: Bench, site: Site, tmp_path: Path) -> None:
    switch = tmp_path / "STOP"
    wizard = site.pages["/form"] = Wizard(PLACE, WHAT, ABOUT, CHECK)
    wizard.at_post = lambda number: switch.touch() if number == 2 else None
    walk = bench.walk(f"{site.url}/form", switch=switch)
    assert walk.stop is StopReason.KILLED and len(wizard.sent) == 2


def test_a_step_on_a_host_that_the_permission_does_not_name_is_not_pressed(bench: Bench, site: Site) -> None:
    site.pages["/form"] = Wizard(PLACE, WHAT, CHECK)
    elsewhere = permission(hosts=frozenset({"forms.council.example"}))
    walk = bench.walk(f"{site.url}/form", permission=elsewhere)
    assert walk.stop is StopReason.PERMISSION and "127.0.0.1" in walk.detail
    over = bench.walk(f"{site.url}/form", permission=permission(until=today() - timedelta(1)))
    assert over.stop is StopReason.PERMISSION and "ended on" in over.detail
    assert {method for method, _ in site.seen} == {"GET"}


@pytest.mark.parametrize(
    ("cause", "stop"), [(Cause.ROBOTS, StopReason.ROBOTS), (Cause.BLOCKED, StopReason.GATE)]
)
def test_a_turn_that_is_not_given_ends_the_walk(
    bench: Bench, site: Site, cause: Cause, stop: StopReason
) -> None:
    page = Wizard(PLACE, WHAT, CHECK, form='novalidate action="/next"')
    site.pages["/form"] = site.pages["/next"] = page
    bench.refused["/next"] = Missing(cause, "not allowed")
    walk = bench.walk(f"{site.url}/form")
    assert walk.stop is stop and page.sent == []


@pytest.mark.slow
def test_an_address_whose_session_is_over_is_not_the_form(bench: Bench, site: Site) -> None:
    site.pages["/form"] = Wizard(PLACE, CHECK)
    site.pages["/old"] = document("<main><h1>Your session has ended</h1><p>Start again.</p></main>")
    walk = bench.walk(f"{site.url}/old", f"{site.url}/form")
    assert (walk.stop, len(walk.steps)) == (StopReason.FINAL, 2)
    gone = bench.walk(f"{site.url}/old", first=walk.steps[0].facet)
    assert gone.stop is StopReason.BROKEN and not gone.steps


def test_a_form_behind_a_control_is_opened_by_it(bench: Bench, site: Site) -> None:
    site.pages["/form"] = document(
        "<main><h1>Report it</h1><button type='button' id='start' onclick='one.hidden = !(hidden = true)'>Start now</button>"
        f"<div id='one' hidden><p>Step 1 of 2</p><h2>{PLACE[0]}</h2><form method='post'>{PLACE[1]}"
        "<button>Submit</button></form></div></main>"
    )
    walk = bench.walk(f"{site.url}/form", control=Control("#start", "Start now"))
    assert walk.stop in (StopReason.FINAL, StopReason.UNSURE) and len(walk.steps) == 1


LOOKUP = """<main><h1>Your address</h1><p>Step 1 of 3</p><form method="post" onsubmit="return false">
<p><label for="pc">Postcode</label><input id="pc" name="pc" required></p>
<button type="button" id="look">Find address</button>
<p id="found" hidden><label for="list">Choose your address</label><select id="list" name="uprn" required></select></p>
<button type="submit">Submit</button></form><script>
look.onclick = async () => {
  const answer = await fetch('/address/lookup', {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({postcode: pc.value})});
  for (const one of [{text: 'Choose', uprn: ''}, ...await answer.json()]) list.add(new Option(one.text, one.uprn));
  found.hidden = false;
};
</script></main>"""


def lookup(handler: BaseHTTPRequestHandler) -> None:
    handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    rows = [{"text": f"{n} Alder Close", "uprn": f"100{n}"} for n in range(1, 4)]
    answer(handler, json.dumps(rows), "application/json")


def test_in_observe_an_address_is_looked_up_and_nothing_else_is_pressed(bench: Bench, site: Site) -> None:
    site.pages["/form"], site.pages["/address/lookup"] = document(LOOKUP), lookup
    walk = bench.walk(f"{site.url}/form", depth="observe", permission=None)
    assert walk.stop is StopReason.PERMISSION and walk.permission == ""
    assert walk.lookup == {"control": "Find address", "offered": 3}
    assert [one for one in site.seen if one[0] != "GET"] == [("POST", "/address/lookup")]


def test_in_observe_a_field_that_saves_itself_on_leaving_it_is_held(bench: Bench, site: Site) -> None:
    keeps = LOOKUP.replace("</script>", "pc.onchange = () => fetch('/session/9f8a/fields/postcode', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({value: pc.value})});</script>")  # fmt: skip
    site.pages["/form"], site.pages["/address/lookup"] = document(keeps), lookup
    walk = bench.walk(f"{site.url}/form", depth="observe", permission=None)
    assert walk.lookup == {"control": "Find address", "offered": 3}
    assert [one for one in site.seen if one[0] != "GET"] == [("POST", "/address/lookup")]
    assert any(one["verdict"] == "denied" and "/fields/postcode" in one["url"] for one in walk.log)


def test_in_observe_a_look_up_that_is_a_document_is_left_alone(bench: Bench, site: Site) -> None:
    page = f'<main><h1>Your address</h1><form method="post">{text("pc", "Postcode")}<button>Find address</button>'
    site.pages["/form"] = document(f"{page}</form></main>")
    walk = bench.walk(f"{site.url}/form", depth="observe", permission=None)
    assert walk.stop is StopReason.PERMISSION and walk.lookup == {}
    assert {method for method, _ in site.seen} == {"GET"}


def test_without_a_postcode_nothing_is_typed_in_observe(bench: Bench, site: Site) -> None:
    site.pages["/form"], site.pages["/address/lookup"] = document(LOOKUP), lookup
    walk = bench.walk(f"{site.url}/form", depth="observe", permission=None, postcode="")
    assert walk.lookup == {} and {method for method, _ in site.seen} == {"GET"}


def test_a_page_that_breaks_what_probes_rest_on_ends_its_walk_alone(bench: Bench, site: Site) -> None:
    wizard = Wizard(PLACE, WHAT, CHECK)
    lies = "<script>Element.prototype.getAttribute = () => { throw new Error('no'); };</script>"
    wizard.page = lambda at, error, kept: Wizard.page(wizard, at, error, kept) + lies * (at > 0)  # type: ignore[method-assign]
    site.pages["/form"] = wizard
    walk = bench.walk(f"{site.url}/form", clear_errors=False)
    assert walk.stop is StopReason.BROKEN and len(walk.steps) == 1 and len(wizard.sent) == 1


def test_a_walk_that_takes_too_long_is_ended(bench: Bench, site: Site) -> None:
    site.pages["/form"] = Wizard(PLACE, WHAT, CHECK)
    walk = bench.walk(f"{site.url}/form", patience_s=0.5)
    assert walk.stop is StopReason.BUDGET


def test_few_requests_left_end_the_walk(bench: Bench, site: Site) -> None:
    wizard = site.pages["/form"] = Wizard(PLACE, WHAT, ABOUT, CHECK)
    walk = bench.walk(f"{site.url}/form", budget=4, clear_errors=False)
    assert walk.stop in (StopReason.BUDGET, StopReason.DENIED) and not wizard.finished, walk.detail
