"""A walk's session in Chromium: it goes where it may, over TLS too, and says why it went no further."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")

from browser_site import LONG, Site, document, redirect
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.async_api import Error
from test_gateway_walk import Server

from checks.model import Cause
from crawler.browser import BrowserPool, PoolSettings
from crawler.chromium import NoBrowserError, find_browser
from crawler.failures import VisitError
from crawler.form_session import FormSession
from crawler.throwaway import Authority

try:
    find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = pytest.mark.browser

FORM = "<form method='post' action='/one'><input name='where'><input type='hidden' name='t' value='7'><button name='go' value='on'>Next</button></form>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"


class Bench:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.pool = BrowserPool(PoolSettings("https://example.org/contact", allow_private=True, workers=1))
        self.run(self.pool.start())

    def run(self, coroutine: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(coroutine, 90))


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


async def walk(session: FormSession, url: str) -> None:
    """Take one step as a walker does."""
    await session.goto(url)
    frame = await session.frame()
    session.book.read(site=frame.url, names=["where", "t", "go"], actions=[f"{url}one"])
    session.book.fill(["here"])
    await frame.locator("input[name=where]").fill("here")
    session.book.issue(url="/one", names=["where", "t", "go"], page=frame.url, step=1, form="f")
    await session.press(frame.locator("button"))
    for _ in range(100):
        await asyncio.sleep(0.05)
        if not session.book.rules("browser").armed or session.book.frozen:
            break
    await session.settle()


def test_a_step_is_taken_and_the_next_page_is_fresh(bench: Bench, site: Site) -> None:
    site.pages |= {
        "/": document(LONG + FORM),
        "/one": redirect("/two?ref=1", 303),
        "/two": document(f"<h1>Step two</h1>{LONG}{FORM}<a href='/news'>News</a>"),
        "/news": document(LONG),
    }

    async def main() -> None:
        async with bench.pool.form_session(depth="steps") as session:
            await walk(session, site.url + "/")
            assert session.page.url == site.url + "/two?ref=1" and not session.book.frozen
            # Chromium tells its maker nothing of the forms it meets.
            assert {entry.url.split("/")[2] for entry in session.log} == {site.url.split("/")[2]}
            assert not session.book.rules("gateway").armed
            assert {(entry.line, entry.reason) for entry in session.log if entry.method == "POST"} == {
                ("browser", "permit 1"), ("gateway", "permit 1"),
            }  # fmt: skip
            # An old permit is no leave for the new page's form.
            await session.press(session.page.locator("button"))
            await session.settle()
            assert site.seen.count(("POST", "/one")) == 1
            assert session.page.url == site.url + "/two?ref=1"
            await session.press(session.page.locator("a"))
            await session.settle()
            assert session.page.url == site.url + "/news"
            session.freeze("final-control")
            with pytest.raises(VisitError, match="final-control"):
                await session.goto(site.url + "/")
        assert session.page.is_closed()
        assert (
            not bench.pool._browser.contexts[1:] or session.page.context not in bench.pool._browser.contexts
        )

    bench.run(main())
    assert site.methods() == {"GET", "POST"}


def test_a_form_sent_by_get_needs_its_permit(bench: Bench, site: Site) -> None:
    site.pages["/"] = document(LONG + FORM.replace("post", "get"))
    site.pages["/one"] = document(LONG)

    async def main() -> None:
        async with bench.pool.form_session(depth="steps") as session:
            await session.goto(site.url + "/")
            await session.page.evaluate("document.forms[0].submit(), document.forms[0].requestSubmit()")
            await session.settle()
            assert site.paths() == ["/"] and not session.denied
            frame = session.page.main_frame
            session.screen.form_frame = frame
            session.book.read(site=frame.url, names=["where", "t", "go"], actions=[site.url + "/one"])
            session.book.fill(["here"])
            await frame.locator("input[name=where]").fill("here")
            session.book.issue(url="/one", method="GET", names=["where", "t", "go"], page=frame.url)
            await session.press(frame.locator("button"))
            await session.settle()
            assert site.paths() == ["/", "/one?where=here&t=7&go=on"]
            assert session.page.url.startswith(site.url + "/one?") and not session.book.frozen

    bench.run(main())


def test_an_answer_without_a_page_leaves_the_old_one_held(bench: Bench, site: Site) -> None:
    site.pages["/"] = document(LONG + FORM)

    def empty(handler: Any) -> None:
        handler.send_response(204)
        handler.end_headers()

    site.pages["/one"] = empty

    async def main() -> None:
        async with bench.pool.form_session(depth="steps") as session:
            await walk(session, site.url + "/")
            assert session.book.rules("browser").armed
            await session.page.evaluate("location = '/news'")
            await session.settle()
            assert session.page.url == site.url + "/" and "/news" not in site.paths()

    bench.run(main())


def test_a_walk_over_tls_is_judged_by_both_lines(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = Authority()
    (tmp_path / "ca.pem").write_bytes(own.certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    page = document(LONG + FORM).encode()
    server = Server(HEAD % len(page) + page, own)

    async def main() -> None:
        await server.start()
        url = f"https://127.0.0.1:{server.port}/"
        async with bench.pool.form_session(depth="steps") as session:
            await walk(session, url)
            assert session.page.url == url + "one", (session.book.why_frozen, session.log)
            posted = [
                (entry.line, entry.url, entry.reason) for entry in session.log if entry.method == "POST"
            ]
            assert posted == [("browser", url + "one", "permit 1"), ("gateway", url + "one", "permit 1")]
        sent = [seen for seen in server.seen if seen.startswith(b"POST")]
        assert len(sent) == 1 and sent[0].endswith(b"where=here&t=7&go=on")
        assert b"BetterServed/" in sent[0]
        # Nobody else is told to trust that authority: an ordinary visit sees the certificate itself.
        context = await bench.pool._browser.new_context()
        with pytest.raises(Error, match="ERR_"):
            await (await context.new_page()).goto(url)
        await context.close()
        server.close()

    bench.run(main())


def test_a_bad_certificate_is_unreachable(bench: Bench) -> None:
    server = Server(authority=Authority())

    async def main() -> None:
        await server.start()
        async with bench.pool.form_session(depth="steps") as session:
            with pytest.raises(VisitError, match="certificate") as raised:
                await session.goto(f"https://127.0.0.1:{server.port}/")
            assert raised.value.cause == Cause.UNREACHABLE
        server.close()

    bench.run(main())
    assert server.seen == []


def test_kill_switch_and_budget_end_a_walk(bench: Bench, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = document(LONG + FORM)

    async def main() -> None:
        async with bench.pool.form_session(depth="steps", kill_switch=tmp_path / "STOP") as session:
            await session.goto(site.url + "/")
            (tmp_path / "STOP").touch()
            for attempt in (session.goto(site.url + "/"), session.press(session.page.locator("button"))):
                with pytest.raises(VisitError, match="kill-switch"):
                    await attempt
            await session.page.evaluate("fetch('/more').catch(() => 0)")
            assert session.denied[-1].reason == "kill-switch"
        async with bench.pool.form_session(budget=3) as session:
            await session.goto(site.url + "/")
            await session.page.evaluate("Promise.allSettled([1, 2, 3, 4, 5].map((n) => fetch('/n' + n)))")
            assert session.spent == 3 and session.denied[-1].reason == "budget"
            assert sum(path.startswith("/n") for path in site.paths()) == 2

    bench.run(main())
    assert "/more" not in site.paths()


def test_a_look_up_in_observe_and_nothing_else(bench: Bench, site: Site) -> None:
    site.pages["/"] = document(f"{LONG}<input id='pc'><input id='who'>")
    site.pages["/address-lookup"] = "[]"
    ask = "fetch('/address-lookup', {method: 'POST', body: new URLSearchParams({postcode: 'AB1 2CD'})}).then((r) => r.status, () => 0)"

    async def main() -> None:
        async with bench.pool.form_session(lookups=True) as session:
            await session.goto(site.url + "/")
            frame = await session.frame()
            session.book.read(site=frame.url, names=["pc"], actions=[])
            assert await frame.evaluate(ask) == 0
            session.book.fill(["AB1 2CD"], address=True)
            assert await frame.evaluate(ask) == 200
            assert await frame.evaluate(ask.replace("/address-lookup", "/save")) == 0
            session.book.fill(["Test Test"])
            assert await frame.evaluate(ask) == 0
            assert [entry.reason for entry in session.log if entry.verdict == "allowed"][-2:] == [
                "lookup",
                "lookup",
            ]

    bench.run(main())
    assert [one for one in site.seen if one[0] == "POST"] == [("POST", "/address-lookup")]
