"""The guards of a walk's browser, each removed in turn with the other line off: each holds alone and is needed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")

from browser_site import LONG, Site, document, redirect

from crawler import form_session, gateway, gateway_http, redirects, screen
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import NoBrowserError, find_browser
from crawler.failures import VisitError
from crawler.form_session import FormScreen, FormSession
from crawler.gateway import Gateway
from crawler.gateway_http import facts_of
from crawler.guard import RequestFacts, Verdict
from crawler.permits import Permit, PermitBook
from crawler.probes import source
from crawler.screen import Screen

try:
    find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

Patch = pytest.MonkeyPatch
ROOT = Path(__file__).resolve().parent.parent


class Bench:
    """One pool for the module, in a loop of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.pool = BrowserPool(PoolSettings("https://example.org/contact", allow_private=True, workers=1))
        self.run(self.pool.start())

    def run(self, coroutine: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(coroutine, 60))


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.run(bench.pool.close())
    bench.loop.close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def off(patch: Patch, line: str) -> None:
    """Let *line* pass whatever it is asked about."""
    take, redirected = PermitBook.take, PermitBook.redirect
    yes = Verdict(True)
    patch.setattr(PermitBook, "take", lambda book, one, facts: yes if one == line else take(book, one, facts))
    patch.setattr(
        PermitBook, "redirect", lambda book, one, *more: yes if one == line else redirected(book, one, *more)
    )
    if line == "gateway":
        patch.setattr(gateway, "_is_tls", lambda hello: True)


def nothing(*_: Any, **__: Any) -> None:
    return None


Act = Callable[[FormSession, Site], Awaitable[Any]]


async def look(session: FormSession, site: Site) -> None:
    await session.page.goto(site.url + "/", wait_until="commit")
    await asyncio.sleep(0.2)


async def fill(session: FormSession, site: Site) -> None:
    """Take note of the form and get its permit, as a walker does, and press."""
    await session.page.goto(site.url + "/", wait_until="commit")
    frame = session.page.main_frame
    session.screen.form_frame = frame
    session.book.read(site=frame.url, names=["where"], actions=[site.url + "/one"])
    session.book.fill(["here"])
    session.book.issue(url="/one", names=["where"], page=frame.url)
    await session.press(frame.locator("button"))


async def look_on(session: FormSession, site: Site) -> None:
    await session.page.goto(site.url + "/on", wait_until="commit")


async def look_up(session: FormSession, site: Site, *, ready: bool = False) -> None:
    await session.page.goto(site.url + "/", wait_until="commit")
    await session.page.wait_for_load_state("load")
    await asyncio.sleep(0.2)
    if ready:
        await session.ready()
    frame = session.page.frames[-1]
    session.book.read(site=frame.url, names=[], actions=[])
    session.book.fill(["AB1 2CD"], address=True)
    await frame.evaluate(
        "() => fetch('/address-lookup', {method: 'POST', body: new URLSearchParams({postcode: 'AB1 2CD'})}).catch(() => 0)"
    )


async def fetched_file(session: FormSession, site: Site) -> bool:
    """Say whether a download was kept."""
    came = asyncio.get_running_loop().create_future()
    session.page.on("download", lambda one: came.done() or came.set_result(one))
    await look(session, site)
    download = await asyncio.wait_for(came, 5)
    return await download.failure() is None


async def chosen_file(session: FormSession, site: Site) -> bool:
    """Say whether a file chooser was met without a word in the log."""
    await look(session, site)
    await session.press(session.page.locator("input"))
    await asyncio.sleep(0.2)
    return not any(entry.reason == "file-chooser" for entry in session.denied)


async def pressed_when_frozen(session: FormSession, site: Site) -> bool:
    await look(session, site)
    session.freeze("final")
    with contextlib.suppress(VisitError):
        await session.press(session.page.locator("button"))
    return await session.page.title() == "pressed"


def posts(path: str = "/leak", most: int = 0) -> Callable[[Site], bool]:
    return lambda site: site.seen.count(("POST", path)) > most


def gets(path: str) -> Callable[[Site], bool]:
    return lambda site: path in site.paths()


FORM = "<form method='post' action='/one'><input name='where' value='here'><button>Next</button></form>"
LOOKED_UP = {"/address-lookup": redirect("/leak", 307)}


@dataclass(frozen=True)
class Guard:
    """`act` returns True, or `leaked` says so of the server's ledger, once the guard is gone."""

    name: str
    line: str
    remove: Callable[[Patch], None]
    page: str
    leaked: Callable[[Site], bool] | None = None
    act: Act = look
    more: dict[str, object] | None = None
    depth: str = "steps"
    lookups: bool = False
    also_off: Callable[[Patch], None] = nothing


def unowned(patch: Patch) -> None:
    """Let what is asked outside the page pass for the page's own."""
    patch.setattr(Screen, "_ours", lambda self, request: True)
    patch.setattr(FormScreen, "_judge_request", lambda self, request: Verdict(True))


def method(owner: Any, name: str, value: Any) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(owner, name, value)


async def let_through(self: Screen, socket: Any) -> None:
    socket.connect_to_server()


async def accept(self: Screen, dialog: Any) -> None:
    await dialog.accept()


def option(name: str, value: object) -> Callable[[Patch], None]:
    real = FormScreen._options
    return lambda patch: patch.setattr(FormScreen, "_options", lambda self: real(self) | {name: value})


def without(script: str) -> Callable[[Patch], None]:
    real = form_session.source
    return lambda patch: patch.setattr(
        form_session, "source", lambda name: "(() => 0)" if name == script else real(name)
    )


async def unwatched(self: FormScreen, frame: Any) -> None:
    return None


def attachment(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/zip")
    handler.send_header("Content-Disposition", "attachment; filename=a.zip")
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"PK")


def script_file(text: str, kind: str = "text/javascript") -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text.encode())

    return answer


SHARED = {"/shared.js": script_file("fetch('/leak', {method: 'POST', body: 'x'})")}
RULES = '{"prefetch": [{"source": "list", "urls": ["/leak"], "eagerness": "immediate"}]}'
AHEAD = f"""<script type="speculationrules">{RULES}</script><script>
  const late = document.createElement('div'); late.innerHTML = '<link rel="prefetch" href="/leak">';
  late.append(Object.assign(document.createElement('script'), {{type: 'speculationrules', text: '{RULES}'}}));
  document.body.append(late);
</script>"""


def rules_by_header(handler: Any) -> None:
    body = document(LONG).encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Speculation-Rules", '"/rules.json"')
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def unaware(*given: Any) -> RequestFacts:
    facts = facts_of(*given)
    return replace(facts, resource_type="document") if facts.resource_type == "prefetch" else facts


async def still_asks_ahead(session: FormSession, site: Site) -> bool:
    """Say whether the page still holds what the browser fetches ahead.

    The browser may have read it before our script takes it out, so what was fetched proves nothing here:
    only the gateway is sure to hold that.
    """
    await look(session, site)
    return bool(
        await session.page.evaluate(
            "document.querySelector('script[type=speculationrules],link[rel=prefetch]') !== null"
        )
    )


ADDS = "<script>document.forms[0].onsubmit = (e) => e.target.append(Object.assign(document.createElement('input'), {name: 'declare', value: 'on'}))</script>"
MOVES = "<script>document.forms[0].onsubmit = (e) => { e.target.action = '/leak' }</script>"
SENDS = "<form id='f' method='post' action='/leak'></form><script>f.submit()</script>"

UNWATCHED = method(FormScreen, "_watch_frame", unwatched)

GUARDS = [
    Guard("the rules", "browser", method(FormScreen, "_judge", lambda self, facts: Verdict(True)), SENDS, posts()),
    Guard("the rules", "gateway", method(Gateway, "_judge", nothing), SENDS, posts()),
    Guard("the rules, in a frame", "gateway", method(Gateway, "_judge", nothing),
          "<iframe name='i'></iframe>" + SENDS.replace("<form", "<form target='i'"), posts()),
    Guard("a permit's names", "browser", method(Permit, "_refuses_names", lambda self, facts: ""), FORM + ADDS,
          posts("/one"), fill),
    Guard("a permit's names", "gateway", method(Permit, "_refuses_names", lambda self, facts: ""), FORM + ADDS,
          posts("/one"), fill),
    Guard("a permit's names, multipart", "browser", method(Permit, "_refuses_names", lambda self, facts: ""),
          FORM.replace("action", "enctype='multipart/form-data' action") + ADDS, posts("/one"), fill),
    Guard("a permit's address", "browser", method(Permit, "_refuses_address", lambda self, facts: ""), FORM + MOVES,
          posts(), fill),
    Guard("a permit's address", "gateway", method(Permit, "_refuses_address", lambda self, facts: ""), FORM + MOVES,
          posts(), fill),
    Guard("redirects of what was sent", "browser", method(FormScreen, "_may_redirect", lambda self, one: True), FORM,
          posts(), fill, {"/one": redirect("/leak", 307)}),
    Guard("redirects of look-ups", "browser", method(FormScreen, "_redirected", ("Document",)), "",
          posts(), look_up, LOOKED_UP, "observe", True),
    Guard("redirects of look-ups in a frame of another site", "browser", UNWATCHED,
          "<iframe src='{other}/inner'></iframe>", posts(), look_up, LOOKED_UP | {"/inner": document(LONG)}, "observe", True),
    Guard("popups", "browser", unowned, "<script>open('/leak')</script>", gets("/leak")),
    Guard("sockets", "browser", method(Screen, "_shut", let_through),
          "<script>new WebSocket(`ws://${location.host}/leak`)</script>", gets("/leak"), depth="observe"),
    Guard("sockets", "gateway", method(gateway, "_is_tls", lambda hello: True),
          "<script>new WebSocket(`ws://${location.host}/leak`)</script>", gets("/leak"), depth="observe"),
    Guard("sockets of workers, where TLS stays shut", "browser", without("report"),
          "<script>new Worker(URL.createObjectURL(new Blob([`new WebSocket('ws://${location.host}/leak')`])))</script>",
          gets("/leak"), depth="observe"),
    Guard("service workers", "browser", option("service_workers", "allow"),
          "<script>navigator.serviceWorker.register('/sw.js')</script>", gets("/sw.js"), more={"/sw.js": script_file("")}, also_off=unowned),
    Guard("shared workers", "browser", without("report"), "<script>new SharedWorker('/shared.js')</script>",
          lambda site: bool(posts()(site) or gets("/shared.js")(site)), more=SHARED),
    Guard("downloads", "browser", option("accept_downloads", True),
          "<a href='/file' id='a'>x</a><script>a.click()</script>", act=fetched_file, more={"/file": attachment}),
    Guard("file choosers", "browser", method(FormScreen, "_choosing", nothing), "<input type='file'>", act=chosen_file),
    Guard("dialogs", "browser", method(FormScreen, "_dialog", accept),
          "<script>if (confirm('Send?')) fetch('/leak')</script>", gets("/leak")),
    Guard("forms sent by GET, in observe", "browser", without("hold"),
          "<form id='g' action='/gone'><input name='slot' value='1'></form><script>g.submit()</script>",
          gets("/gone?slot=1"), depth="observe"),
    Guard("forms sent by GET, in steps", "browser", without("report"),
          "<form id='g' action='/gone'><input name='slot' value='1'></form><script>g.submit()</script>",
          gets("/gone?slot=1")),
    Guard("methods in headers", "browser", method(form_session, "meant_method", lambda method, headers: method),
          "<script>fetch('/leak', {headers: {'X-HTTP-Method-Override': 'POST'}})</script>", gets("/leak")),
    Guard("methods in headers", "gateway", method(gateway_http, "meant_method", lambda method, headers: method),
          "<script>fetch('/leak', {headers: {'X-HTTP-Method-Override': 'POST'}})</script>", gets("/leak")),
    Guard("pages fetched ahead", "browser", method(screen, "source", lambda name: "" if name == "ahead" else source(name)),
          AHEAD, act=still_asks_ahead),
    Guard("pages fetched ahead, by a header", "browser", method(redirects, "_asks_ahead", lambda header: False), "",
          gets("/leak"), look_on, {"/on": rules_by_header, "/rules.json": script_file(RULES, "application/speculationrules+json")}),
    Guard("pages fetched ahead", "gateway", method(gateway, "facts_of", unaware), AHEAD, gets("/leak"),
          also_off=method(screen, "source", lambda name: "" if name == "ahead" else source(name))),
    Guard("presses after the end", "browser", method(FormSession, "_may_go_on", nothing),
          "<button onclick=\"document.title='pressed'\">Next</button>", act=pressed_when_frozen),
]  # fmt: skip


@pytest.mark.parametrize("guard", GUARDS, ids=[f"{one.name} ({one.line})" for one in GUARDS])
@pytest.mark.slow
def test_each_guard_of_the_browser_holds_alone_and_is_needed(
    guard: Guard, bench: Bench, site: Site, monkeypatch: Patch
) -> None:
    site.pages |= guard.more or {}
    site.pages["/"] = document(LONG + guard.page.replace("{other}", site.other))

    async def leaks(patience: int) -> bool:
        """Try, and wait for what comes of it: shortly where nothing should, long where the machine may be slow."""
        site.seen.clear()
        async with bench.pool.form_session(depth=guard.depth, lookups=guard.lookups) as session:
            told = bool(await guard.act(session, site))
            for _ in range(patience if guard.leaked else 0):
                told = told or bool(guard.leaked and guard.leaked(site))
                if told:
                    break
                await asyncio.sleep(0.1)
        return told

    if guard.name == "sockets" and guard.line == "gateway":
        monkeypatch.setattr(Screen, "_shut", let_through)
    else:
        off(monkeypatch, "gateway" if guard.line == "browser" else "browser")
    guard.also_off(monkeypatch)
    assert not bench.run(leaks(3)), site.seen
    if guard.remove is UNWATCHED and bench.pool.choice and bench.pool.choice.is_shell:
        pytest.skip("held, and not needed: in the headless shell no frame has a process of its own")
    guard.remove(monkeypatch)
    assert bench.run(leaks(80)), site.seen


def test_a_frame_that_is_not_watched_yet_looks_nothing_up(
    bench: Bench, site: Site, monkeypatch: Patch
) -> None:
    """On a slow machine a frame of another site can ask, and be redirected, before its answers are held."""
    site.pages |= LOOKED_UP | {"/inner": document(LONG)}
    site.pages["/"] = document(f"{LONG}<iframe src='{site.other}/inner'></iframe>")
    off(monkeypatch, "gateway")
    watch = FormScreen._watch_frame

    async def late(self: FormScreen, frame: Any) -> None:
        await asyncio.sleep(1.5)
        await watch(self, frame)

    monkeypatch.setattr(FormScreen, "_watch_frame", late)

    async def denied(*, ready: bool) -> str:
        site.seen.clear()
        async with bench.pool.form_session(depth="observe", lookups=True) as session:
            await look_up(session, site, ready=ready)
            await asyncio.sleep(0.5)
            assert not posts()(site), site.seen
            return session.denied[-1].reason

    assert bench.run(denied(ready=False)) == "unwatched"
    assert ("POST", "/address-lookup") not in site.seen
    assert bench.run(denied(ready=True)) == "redirect-replays"
    assert site.seen.count(("POST", "/address-lookup")) == 1


EVERYTHING = """
<form id="f" method="post" action="/leak"><input name="a" value="1"></form><form id="g" action="/booking/confirm"><input name="id" value="1"></form>
<iframe name="i"></iframe><img src="/booking/confirm?id=1" alt=""><a id="p" href="/pinged" ping="/leak">x</a>
<script>
  const send = {method: 'POST', body: 'x'};
  fetch('/leak', send).catch(() => 0); fetch('/leak', {...send, keepalive: true, mode: 'no-cors'}).catch(() => 0);
  const x = new XMLHttpRequest(); x.open('PUT', '/leak'); x.send('x');
  navigator.sendBeacon('/leak', 'x');
  try { new WebSocket(`ws://${location.host}/leak`) } catch {}
  try { new SharedWorker(URL.createObjectURL(new Blob([`fetch('${origin}/leak', {method: 'POST'})`]))) } catch {}
  new Worker(URL.createObjectURL(new Blob([`fetch('${origin}/leak', {method: 'POST', body: 'x'})`])));
  navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0);
  f.target = 'i'; f.submit(); f.target = '_blank'; f.submit(); g.submit();
  const inner = document.querySelector('iframe').contentWindow;
  inner.fetch('/leak', send).catch(() => 0);
  addEventListener('pagehide', () => navigator.sendBeacon('/leak', 'x'));
  setTimeout(() => { f.target = ''; f.submit() }, 50); setTimeout(() => f.requestSubmit(), 90);
</script>"""


@pytest.mark.parametrize("line", ["both", "browser", "gateway"])
def test_nothing_that_a_page_can_do_sends_anything(
    line: str, bench: Bench, site: Site, monkeypatch: Patch
) -> None:
    site.pages["/inner"] = document(EVERYTHING)
    frames = f"<iframe src='{site.other}/inner'></iframe><iframe sandbox='allow-scripts allow-forms' src='/inner'></iframe>"
    # What is fetched ahead is sure to be held by the gateway alone (see still_asks_ahead).
    ahead = "" if line == "browser" else AHEAD
    site.pages["/"] = document(LONG + EVERYTHING + ahead + frames)
    if line != "both":
        off(monkeypatch, "gateway" if line == "browser" else "browser")

    # A popup may be shut before it asks for anything.
    wanted = {"method", "commit-like"} | (set() if line == "gateway" else {"websocket", "beacon"})

    async def walk() -> tuple[FormSession, set[str]]:
        async with bench.pool.form_session(depth="steps") as session:
            await look(session, site)
            for _ in range(80):
                await asyncio.sleep(0.1)
                if wanted <= {entry.reason for entry in session.denied}:
                    break
            await asyncio.sleep(0.3)
        return session, {entry.reason for entry in session.denied}

    session, reasons = bench.run(walk())
    assert not [one for one in site.seen if one[0] != "GET" or "confirm" in one[1] or "leak" in one[1]], (
        site.seen
    )
    assert wanted <= reasons
    if line != "gateway":
        assert {"fetch", "xhr"} <= {report["what"] for report in session.reports}


KILLED = """
import asyncio, sys
from crawler.browser import BrowserPool, PoolSettings

async def main():
    pool = BrowserPool(PoolSettings("https://example.org/contact", allow_private=True, workers=1))
    await pool.start()
    async with pool.form_session(depth="steps") as session:
        await session.page.goto("about:blank")
        print(session.screen.gateway.port, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only /proc tells which processes there are")
def test_a_killed_walk_leaves_no_browser() -> None:
    walk = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert walk.stdout is not None
    assert int(walk.stdout.readline()) > 0
    family = descendants(walk.pid)
    assert any("chrom" in name for name in family.values()), family
    os.kill(walk.pid, signal.SIGKILL)
    walk.wait()
    for _ in range(100):
        left = {pid for pid in family if Path(f"/proc/{pid}").is_dir() and name_of(pid) == family[pid]}
        if not left:
            break
        time.sleep(0.1)
    assert not left, {pid: family[pid] for pid in left}


def descendants(pid: int) -> dict[int, str]:
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found: dict[int, str] = {}
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        for child, its in parents.items():
            if its == parent:
                found[child] = name_of(child)
                waiting.append(child)
    return found


def name_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        status = (Path("/proc") / str(pid) / "stat").read_text()
        # A zombie is gone: nobody in a container may be there to bury it.
        if status.rpartition(")")[2].split()[0] != "Z":
            return status.partition("(")[2].rpartition(")")[0]
    return ""
