"""The browser pool on pages that misbehave: what it brings back, and that nothing is ever sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from typing import Any

import pytest

pytest.importorskip("playwright")

from browser_site import LONG, Site, document, endless, redirect, slow

from checks.model import Cause, Device, Missing
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import NoBrowserError, find_browser
from crawler.probes.press import why_not
from crawler.screen import Screen
from crawler.settings import VERSION
from crawler.visit import Control, DeviceVisit, VisitRequest, VisitResult

try:
    CHOICE = find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

DESKTOP = (Device.DESKTOP,)
PHONE = (Device.PHONE,)
BARE = frozenset({"http", "html", "network", "console"})


class Bench:
    """One pool for the whole module in a loop of its own, so that each test pays for its page alone."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.pool = BrowserPool(
            PoolSettings("https://example.org/contact", allow_private=True, workers=1, max_bytes=2_000_000)
        )
        self.run(self.pool.start())

    def run(self, coroutine: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(coroutine, 60))

    def visit(self, url: str, **wanted: Any) -> VisitResult:
        result: VisitResult = self.run(self.pool.visit(VisitRequest(url, **wanted)))
        return result

    def look(self, url: str, **wanted: Any) -> DeviceVisit:
        return self.visit(url, **{"devices": DESKTOP, **wanted}).best

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


def test_a_page_on_both_screens_has_every_facet(bench: Bench, site: Site) -> None:
    frame = '<img src="/pixel.gif"><form><label>Postcode <input name="pc" autocomplete="postal-code"></label></form>'
    site.pages["/frame"] = document(frame)
    site.pages["/"] = document(
        f'<main><h1>Report it</h1>{LONG}<p>You can <a href="/more">read more</a> about this.</p>'
        '<a href="/start" style="display:inline-block;padding:9px;background:#060;color:#fff">Start now</a>'
        '<button aria-label="Open the menu" disabled>=</button><div style="width:600px;height:9px">wide</div>'
        '<div id="host"></div>'
        "<script>host.attachShadow({mode:'open'}).innerHTML='<button>In the shadow</button>'</script>"
        f'</main><iframe title="Form" name="form" src="{site.other}/frame" width="300" height="200"></iframe>'
    )
    result = bench.visit(site.url + "/")
    assert site.methods() == {"GET"}
    # Once on each screen, and once more on a slow line.
    assert sorted(site.paths()) == ["/"] * 3 + ["/frame"] * 3 + ["/pixel.gif"] * 3
    assert all(
        agent.endswith(f" BetterServed/{VERSION} (+https://example.org/contact)") for agent in site.agents
    )
    assert {"Android" in agent for agent in site.agents} == {True, False}
    for visit in result.devices.values():
        assert visit.cause is None
        missing = {name: value for name, value in visit.facets.items() if isinstance(value, Missing)}
        assert not missing
        assert visit.facets["http"]["status"] == 200 and visit.facets["http"]["how"] == "browser"
        assert "<shadow-root><button>In the shadow</button></shadow-root>" in visit.facets["html"]
        (seen,) = visit.facets["frames"]
        assert seen["name"] == "form" and "Postcode" in seen["html"] and seen["url"].startswith(site.other)
        axe = visit.facets["axe"]
        assert axe["engine"] == ("axe-selenium-python" if CHOICE.driver else "playwright")
        assert len(axe["sha256"]) == 64 and axe["passes"] > 0
        (alt,) = [rule for rule in axe["violations"] if rule["id"] == "image-alt"]
        assert alt["nodes"][0]["target"].startswith("iframe") and "wcag2a" in alt["tags"]
        picture = visit.facets["picture"]
        assert result.blobs[picture["sha256"]][:3] == b"\xff\xd8\xff"
        controls = {control["name"]: control for control in visit.facets["layout"]["controls"]}
        assert controls["read more"]["inline"] and not controls["Start now"]["inline"]
        assert controls["Open the menu"]["disabled"] and controls["In the shadow"]["visible"]
        field = controls["Postcode"]
        assert field["frame"] == 0 and field["autocomplete"] == "postal-code" and field["y"] > 100
        assert "Start now" in {control["name"] for control in visit.facets["layout"]["start"]}
        assert visit.facets["timing"]["settled"]
        # Chromium now and then tells nobody but the gateway of what a frame in a process of its own first asks.
        assert visit.facets["network"]["hosts"] in ({"127.0.0.1": 1, "localhost": n} for n in (1, 2))
    desktop, phone = result.devices[Device.DESKTOP], result.devices[Device.PHONE]
    assert [entry["width"] for entry in desktop.facets["layout"]["widths"]] == [1280]
    widths = phone.facets["layout"]["widths"]
    assert [entry["width"] for entry in widths] == [320, 360, 390]
    assert all(entry["scroll_width"] >= 600 and entry["wide"][0]["snippet"] == "wide" for entry in widths)
    assert desktop.facets["layout"]["widths"][0]["scroll_width"] == 1280


def test_nothing_is_ever_sent(bench: Bench, site: Site) -> None:
    site.pages["/trap"] = document(
        f"""{LONG}<form id="f" method="post" action="/post"><input name="a" value="1"></form>
        <form id="g" action="/gone"><input name="slot" value="1"></form>
        <img src="/booking/confirm?id=1" alt=""><a id="p" href="/pinged" ping="/ping">x</a>
        <script>
          fetch('/fetched', {{method: 'POST', body: 'x'}}).catch(() => 0);
          const x = new XMLHttpRequest(); x.open('PUT', '/put'); x.send('x');
          navigator.sendBeacon('/beacon', 'x');
          try {{ new WebSocket('ws://127.0.0.1:{site.port}/socket') }} catch {{}}
          navigator.serviceWorker && navigator.serviceWorker.register('/worker.js').catch(() => 0);
          const i = document.createElement('iframe'); i.name = 'i'; document.body.append(i);
          g.submit(); g.requestSubmit();
          f.target = 'i'; f.submit();
          addEventListener('pagehide', () => navigator.sendBeacon('/bye', 'x'));
          setTimeout(() => {{ f.target = ''; f.submit() }}, 100);
        </script>"""
    )
    visit = bench.look(site.url + "/trap", facets=BARE)
    bench.look(site.url + "/trap2", facets=BARE)
    assert site.methods() == {"GET"}, site.seen
    assert set(site.paths()) <= {"/trap", "/trap2", "/favicon.ico"}, site.seen
    reasons = {(denial["method"], denial["reason"]) for denial in visit.facets["network"]["denied"]}
    assert {("POST", "method"), ("PUT", "method"), ("POST", "beacon"), ("GET", "commit-like")} <= reasons
    assert ("GET", "websocket") in reasons
    assert "Words that make" in visit.facets["html"]


def test_with_scripts_switched_off_a_page_is_shown_as_it_is_served(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screen, "scripts", False)
    site.pages["/"] = document(
        f"<p>{LONG}</p><noscript><img src='/pixel.gif' alt=''></noscript><p>as served</p>"
        "<script>document.body.textContent = 'drawn'; fetch('/asked')</script>"
    )
    bench = Bench()
    try:
        visit = bench.look(site.url + "/", facets=BARE)
    finally:
        bench.close()
    assert visit.cause is None and "<p>as served</p>" in visit.facets["html"]
    assert "/pixel.gif" in site.paths() and "/asked" not in site.paths()


def test_redirects_to_forbidden_places_are_stopped(bench: Bench, site: Site) -> None:
    site.pages["/go"] = redirect("/booking/submit?id=1")
    visit = bench.look(site.url + "/go", facets=BARE)
    assert visit.cause == Cause.POLICY_STOP
    assert visit.facets["html"] == Missing(Cause.POLICY_STOP, visit.detail)
    assert visit.facets["network"]["denied"][0]["reason"] == "commit-like"
    # What is no document is stopped outside the browser: nothing in it is asked about such a redirect.
    site.pages["/with-image"] = document(f"{LONG}<img src='/go' alt=''><iframe src='/go'></iframe>")
    before = bench.pool.gateway.denied
    assert bench.look(site.url + "/with-image", facets=BARE).cause is None
    assert bench.pool.gateway.denied == before + 1
    assert site.paths().count("/go") == 3 and not any("submit" in path for path in site.paths())


def test_dialogs_and_popups_are_noted_and_shut(bench: Bench, site: Site) -> None:
    site.pages["/d"] = document(
        LONG + "<script>alert('hello'); confirm('sure?'); window.open('/popup'); "
        "addEventListener('beforeunload', (e) => e.preventDefault())</script>"
    )
    visit = bench.look(site.url + "/d", facets=BARE)
    assert visit.cause is None
    assert visit.facets["console"]["dialogs"] == ["alert: hello", "confirm: sure?"]
    assert visit.facets["console"]["popups"] == [site.url + "/popup"]
    assert "/popup" not in site.paths()


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/hang", Cause.TIMEOUT),
        ("/loop", Cause.TIMEOUT),
        ("/round", Cause.PAGE_BROKEN),
        ("/file", Cause.NOT_MEASURED),
    ],
)
def test_a_page_that_cannot_be_read_has_a_cause(bench: Bench, site: Site, path: str, cause: Cause) -> None:
    def attachment(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/zip")
        handler.send_header("Content-Disposition", "attachment; filename=a.zip")
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"PK")

    site.pages["/hang"] = slow(8)
    site.pages["/loop"] = document(LONG + "<script>addEventListener('load', () => { for (;;); })</script>")
    site.pages["/round"] = redirect("/round")
    site.pages["/file"] = attachment
    site.pages["/after"] = document(LONG)
    visit = bench.look(site.url + path, timeout_s=2.5)
    assert visit.cause == cause, visit.detail
    assert all(isinstance(visit.facets[name], Missing) for name in ("html", "axe", "layout", "picture"))
    assert visit.facets["html"].cause == cause
    assert bench.look(site.url + "/after", facets=BARE).cause is None


def test_a_server_that_is_not_there(bench: Bench) -> None:
    gone = Site()
    gone.close()
    assert bench.look(gone.url, facets=BARE).cause == Cause.UNREACHABLE
    assert bench.look(gone.url.replace("http", "https"), facets=BARE).cause == Cause.UNREACHABLE
    visit = bench.look("https://nowhere.invalid/", facets=BARE)
    assert visit.cause == Cause.UNREACHABLE and "resolve" in visit.detail


def test_a_huge_body_is_cut(bench: Bench, site: Site) -> None:
    site.pages["/huge"] = endless
    visit = bench.look(site.url + "/huge", facets=BARE, timeout_s=20.0)
    html = visit.facets["html"]
    assert isinstance(html, Missing) or len(html) < 4_500_000
    outcomes = {record.outcome for record in bench.pool.gateway.log if record.url.endswith("/huge")}
    assert outcomes == {"too-large"}


def test_a_crashed_tab_and_a_dead_browser_do_not_end_the_run(bench: Bench, site: Site) -> None:
    site.pages["/ok"] = document(LONG)

    async def crash() -> VisitResult:
        visit = asyncio.create_task(bench.pool.visit(VisitRequest(site.url + "/slow", DESKTOP)))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if "/slow" in site.paths():
                break
        (worker,) = bench.pool._workers
        await asyncio.sleep(0.3)
        page = worker._screens[Device.DESKTOP].page
        with pytest.raises(Exception, match="crash"):
            await asyncio.wait_for(page.goto("chrome://crash"), 5)
        return await visit

    site.pages["/slow"] = document(LONG + "<script>setInterval(() => document.title += 'x', 50)</script>")
    # It may have been the machine: the page is opened once more, and is read.
    assert bench.run(crash()).best.cause is None
    assert site.paths().count("/slow") > 1
    assert bench.look(site.url + "/ok", facets=BARE).cause is None

    before = bench.pool.relaunched
    bench.run(bench.pool._browser.close())
    visit = bench.look(site.url + "/ok", facets=BARE | {"axe"})
    assert visit.cause is None and visit.facets["axe"]["passes"] > 0
    assert bench.pool.relaunched == before + 1


@pytest.mark.parametrize(
    ("banner", "expected"),
    [
        ("<button onclick=\"fetch('/cookies-accepted')\">Accept all cookies</button><button onclick='b.remove()'>Reject all</button>",
         {"banner": True, "refused": True, "accept_only": False}),
        ("<button onclick=\"fetch('/cookies-accepted')\">I accept</button><button onclick='b.remove()'>I do not accept</button>",
         {"banner": True, "refused": True, "accept_only": False}),
        ("<a href='#' onclick='b.remove()'>Dim ond cwcis hanfodol</a><button>Derbyn</button>",
         {"banner": True, "refused": True, "accept_only": False}),
        ("<button onclick=\"fetch('/cookies-accepted')\">OK</button><a href='/cookies'>Find out more</a>",
         {"banner": True, "refused": False, "accept_only": True}),
        ("<form method='post'><button>Accept</button><button>Reject additional cookies</button></form>",
         {"banner": True, "refused": False, "accept_only": False, "by_form": True}),
        ("<button>Accept</button><button>Cookie settings</button>",
         {"banner": True, "refused": False, "accept_only": False}),
    ],
)  # fmt: skip
def test_cookies_are_refused_or_left(
    bench: Bench, site: Site, banner: str, expected: dict[str, bool]
) -> None:
    site.pages["/c"] = document(
        f"<div id='b' style='position:fixed;bottom:0;left:0;right:0;height:300px;background:#fff'>"
        f"<p>We use cookies on this site.</p>{banner}</div><main><h1>Bins</h1>{LONG}<p>About cookies.</p>"
        "<button>Accept the terms</button></main>"
    )
    facet = bench.look(site.url + "/c", facets=frozenset({"cookies"})).facets["cookies"]
    assert {key: facet[key] for key in expected} == expected
    assert 0.3 < facet["covers"] < 0.35
    assert "/cookies-accepted" not in site.paths() and site.methods() == {"GET"}


def test_a_page_about_cookies_has_no_banner(bench: Bench, site: Site) -> None:
    site.pages["/about"] = document(
        f"<header><nav><a href='/'>Home</a></nav></header><main><h1>Cookies</h1>{LONG}<p>We use cookies.</p>"
        "<button>Close</button></main>"
    )
    facet = bench.look(site.url + "/about", facets=frozenset({"cookies"})).facets["cookies"]
    assert not facet["banner"]


def test_no_visit_leaves_anything_to_the_next(bench: Bench, site: Site) -> None:
    site.pages["/set"] = document(
        f"{LONG}<script>document.cookie='a=1'; localStorage.a=1; sessionStorage.a=1; window.name='n';"
        "indexedDB.open('db').onsuccess = () => document.body.append('stored')</script>"
    )
    site.pages["/get"] = document(
        f"{LONG}<p id='o'></p><script>indexedDB.databases().then((d) => o.textContent = "
        "`[${document.cookie}|${localStorage.a}|${sessionStorage.a}|${window.name}|${d.length}]`)</script>"
    )
    assert "stored" in bench.look(site.url + "/set", facets=BARE).facets["html"]
    html = bench.look(site.url + "/get", facets=BARE).facets["html"]
    assert "[|undefined|undefined||0]" in html, html[-300:]
    assert set(site.cookies) == {""}


def test_a_control_without_an_address_is_pressed_only_if_it_leads_somewhere(bench: Bench, site: Site) -> None:
    site.pages["/next"] = document(f"<h1>Step one</h1>{LONG}")
    site.pages["/p"] = document(
        f"{LONG}<button id='go' onclick=\"location='/next'\">Report it now</button>"
        "<button id='bad' onclick=\"fetch('/pressed')\">Submit</button>"
    )
    visit = bench.look(site.url + "/p", facets=BARE, control=Control("#go", "Report it now"))
    assert visit.final_url.endswith("/next") and "Step one" in visit.facets["html"]
    visit = bench.look(site.url + "/p", facets=BARE, control=Control("#bad", "Start"))
    assert visit.cause == Cause.POLICY_STOP and "/pressed" not in site.paths()


FACTS = {"name": "Start now", "tag": "button", "type": "button", "href": "", "sends": False, "fields": 0,
         "disabled": False, "visible": True}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "text", "pressed"),
    [
        ({}, "Start now", True), ({"name": "Report a missed bin"}, "", True), ({"name": "Dechrau"}, "", True),
        ({"sends": True}, "", False), ({"fields": 2}, "", False), ({"disabled": True}, "", False),
        ({"visible": False}, "", False), ({"name": ""}, "", False), ({"name": "Submit"}, "", False),
        ({"name": "Send report"}, "", False), ({"name": "Continue and confirm"}, "", False), ({"type": "file"}, "", False),
        ({"name": "Save and continue"}, "", False), ({}, "Delete", False), ({"name": "Cyflwyno"}, "", False),
        ({"name": "Pay now"}, "", False), ({"name": "Apply and pay now"}, "", False), ({"name": "Menu"}, "", False),
    ],
)  # fmt: skip
def test_what_may_be_pressed(changes: dict[str, Any], text: str, pressed: bool) -> None:
    assert (why_not({**FACTS, **changes}, text) == "") is pressed
    assert why_not(None, text)


def test_speed_is_measured_on_a_slow_line_and_the_phone_is_let_go(bench: Bench, site: Site) -> None:
    held = "<script>const end = performance.now() + 120; while (performance.now() < end);</script>"
    jump = "<script>setTimeout(() => document.body.insertAdjacentHTML('afterbegin', '<div style=height:200px></div>'), 250)</script>"
    site.pages["/big.css"] = b"/*" + b"x" * 150_000 + b"*/"
    site.pages["/"] = document(
        f"<h1>Report it</h1>{LONG}{held}{jump}", '<link rel="stylesheet" href="/big.css">'
    )
    seen = bench.look(f"{site.url}/", devices=PHONE, facets=BARE | {"speed", "layout"})
    speed = seen.facet("speed")
    assert speed["loaded"] and speed["bytes"] > 150_000 and speed["requests"] == 2
    # 150 kB at 1.6 Mbit/s take three quarters of a second.
    assert 700 < speed["first"] <= speed["largest"]
    assert speed["shifts"] and speed["tasks"]
    before = len(site.seen)
    quick = bench.look(f"{site.url}/", devices=PHONE, facets=BARE | {"timing"})
    # On a busy machine the page itself takes longer, slow line or not.
    assert quick.facet("timing")["load_ms"] < max(700, speed["first"]), "the line is as it was"
    assert len(site.seen) > before
    assert isinstance(bench.look(f"{site.url}/", facets=BARE | {"speed"}).facet("speed"), Missing)


def test_a_word_too_long_for_its_box_is_named(bench: Bench, site: Site) -> None:
    word = "www.theverylongnameofacouncilwebsite.example"
    site.pages["/"] = document(f"<main style='width:100%'><h1>Statement for {word}</h1>{LONG}</main>")
    layout = bench.look(f"{site.url}/", devices=PHONE, facets=BARE | {"layout"}).facet("layout")
    narrow = next(one for one in layout["widths"] if one["width"] == 320)
    assert narrow["scroll_width"] > 330
    assert [one["snippet"] for one in narrow["wide"]] == [f"Statement for {word}"]


def test_what_stands_beyond_a_page_that_does_not_scroll_is_out_of_reach(bench: Bench, site: Site) -> None:
    beyond = '<a href="/{0}" style="position:absolute;left:430px;top:{1}px">{0}</a>'
    site.pages["/"] = document(
        LONG
        + '<div style="overflow-x:auto;position:relative;height:60px">'
        + beyond.format("swiped", 10)
        + "</div>"
        + beyond.format("lost", 500)
        + '<a href="/near">near</a>',
        "<style>body{overflow-x:hidden}</style>",
    )
    controls = bench.look(f"{site.url}/", devices=PHONE, facets=BARE | {"layout"}).facet("layout")["controls"]
    assert {one["name"]: one["cut_off"] for one in controls} == {"swiped": False, "lost": True, "near": False}


def test_a_framed_form_wider_than_its_frame_is_measured(bench: Bench, site: Site) -> None:
    site.pages["/form"] = document("<form style='width:620px'><label>Where? <input></label></form>")
    site.pages["/fits"] = document("<form><label>Where? <input></label></form>")
    frame = '<iframe src="{}" style="width:100%;height:300px;border:0" title="Form"></iframe>'
    site.pages["/"] = document(LONG + frame.format("/fits") + frame.format("/form"))
    widths = bench.look(f"{site.url}/", devices=PHONE, facets=BARE | {"layout"}).facet("layout")["widths"]
    assert [entry["width"] for entry in widths] == [320, 360, 390]
    for entry in widths:
        assert entry["scroll_width"] <= entry["width"]
        (framed,) = entry["frames"]
        assert framed["scroll_width"] >= 620 > framed["width"] > 200
        assert framed["frame"] == 1
