"""The gateway on the walk of a form: the same rules as in the browser, TLS opened, and nothing sent twice."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.gateway import Gateway
from crawler.permits import PermitBook
from crawler.throwaway import Authority

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
# What Chromium says of itself; a script can write neither.
NAVIGATES = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nUpgrade-Insecure-Requests: 1\r\n"
FETCHES = "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"


class Server:
    """Answers every request with `answer` and keeps what it was sent, head and body."""

    def __init__(self, answer: bytes = PAGE, authority: Authority | None = None) -> None:
        self.answer = answer
        self.seen: list[bytes] = []
        self.port = 0
        self._authority = authority
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        context = self._authority.context("127.0.0.1") if self._authority else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = 0
            for line in head.lower().split(b"\r\n"):
                if line.startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.seen.append(head + await reader.readexactly(length))
            writer.write(self.answer.replace(b"{port}", str(self.port).encode()))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def close(self) -> None:
        assert self._server
        self._server.close()


@asynccontextmanager
async def walking(
    server: Server, *, depth: str = "steps", opens_tls: bool = False, **options: object
) -> AsyncIterator[tuple[Gateway, PermitBook]]:
    book = PermitBook(depth=depth, lookups=True, allow_private=True, **options)  # type: ignore[arg-type]
    authority = Authority() if opens_tls else None
    gateway = Gateway(allow_private=True, connect_timeout=2, idle_timeout=0.2, book=book, authority=authority)
    await server.start()
    await gateway.start()
    gateway.authority = authority  # type: ignore[attr-defined]
    try:
        yield gateway, book
    finally:
        await gateway.close()
        server.close()


async def say(gateway: Gateway, text: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    try:
        async with asyncio.timeout(5):
            writer.write(text.encode("latin-1"))
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def say_in_tunnel(gateway: Gateway, port: int, text: str) -> bytes:
    """Ask as a browser does that trusts the walk's own authority, and nobody else's."""
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    try:
        async with asyncio.timeout(5):
            writer.write(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in answer.split(b"\r\n")[0]:
                return answer + await reader.read()
            trust = ssl.create_default_context(
                cadata=gateway.authority.certificate.public_bytes(Encoding.PEM).decode()  # type: ignore[attr-defined]
            )
            await writer.start_tls(trust, server_hostname="127.0.0.1")
            writer.write(text.encode("latin-1"))
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def run(coroutine: Awaitable[None]) -> None:
    asyncio.run(asyncio.wait_for(coroutine, 20))


def post(port: int, path: str = "/one", body: str = "where=here", headers: str = NAVIGATES + FORM) -> str:
    return f"POST http://127.0.0.1:{port}{path} HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: {len(body)}\r\n\r\n{body}"


def permit(book: PermitBook, origin: str, **more: object) -> None:
    book.read(site=origin + "/one", names=["where"], actions=[origin + "/one"])
    book.fill(["here"])
    book.issue(**({"url": "/one", "names": ["where"], "page": origin + "/one"} | more))  # type: ignore[arg-type]


def test_a_permitted_form_is_sent_once_and_whole() -> None:
    async def main() -> None:
        server = Server()
        async with walking(server) as (gateway, book):
            origin = f"http://127.0.0.1:{server.port}"
            assert (await say(gateway, post(server.port))).endswith(b"no-permit")
            permit(book, origin)
            sent = post(server.port, headers=f"{NAVIGATES}{FORM}Origin: {origin}\r\nCookie: c=1\r\n")
            assert (await say(gateway, sent)).endswith(b"hello")
            assert server.seen[0].startswith(b"POST /one HTTP/1.1\r\n")
            assert server.seen[0].endswith(b"Content-Length: 10\r\n\r\nwhere=here")
            assert b"Cookie: c=1" in server.seen[0]
            assert (await say(gateway, sent)).endswith(b"no-permit")
            assert len(server.seen) == 1 and book.frozen
            assert {(e.line, e.verdict) for e in book.log} == {("gateway", "denied"), ("gateway", "allowed")}

    run(main())


@pytest.mark.parametrize(
    ("path", "body", "headers", "reason"),
    [
        ("/two", "where=here", NAVIGATES + FORM, "permit-address"),
        ("/one", "where=here&name=x", NAVIGATES + FORM, "permit-names"),
        ("/one", "where=here", NAVIGATES + FORM + "Origin: https://elsewhere.example\r\n", "permit-page"),
        ("/one", "where=here", NAVIGATES + "Content-Type: text/plain\r\n", "permit-body"),
        ("/one", "where=here", NAVIGATES, "permit-body"),
        ("/one", "where=here", FETCHES + FORM, "method"),
        ("/one", "where=here", FORM + "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: empty\r\n", "beacon"),
        ("/one", "where=here", FORM + "Upgrade: websocket\r\n", "websocket"),
        ("/one", "where=here", FORM, "method"),
    ],
)
def test_what_is_not_permitted_never_reaches_the_server(
    path: str, body: str, headers: str, reason: str
) -> None:
    async def main() -> None:
        server = Server()
        async with walking(server) as (gateway, book):
            permit(book, f"http://127.0.0.1:{server.port}")
            answer = await say(gateway, post(server.port, path, body, headers))
            assert answer.endswith(reason.encode()), answer
            assert server.seen == []

    run(main())


@pytest.mark.parametrize(
    "framing",
    [
        "Transfer-Encoding: chunked\r\n\r\na\r\nwhere=here\r\n0\r\n\r\n",
        "Content-Length: 10\r\nContent-Length: 11\r\n\r\nwhere=here",
        "Content-Length: 99999999\r\n\r\nwhere=here",
        "Content-Length: +10\r\n\r\nwhere=here",
        "Content-Length: 50\r\n\r\nwhere=here",
    ],
)
def test_a_body_whose_length_is_in_doubt_is_not_sent(framing: str) -> None:
    async def main() -> None:
        server = Server()
        async with walking(server) as (gateway, book):
            permit(book, f"http://127.0.0.1:{server.port}")
            head = f"POST http://127.0.0.1:{server.port}/one HTTP/1.1\r\n{NAVIGATES}{FORM}"
            assert b" 403 " in await say(gateway, head + framing)
            assert server.seen == []

    run(main())


def test_what_comes_after_a_body_is_no_second_request() -> None:
    async def main() -> None:
        server = Server()
        async with walking(server) as (gateway, book):
            permit(book, f"http://127.0.0.1:{server.port}")
            await say(gateway, post(server.port) + post(server.port, "/two"))
            assert len(server.seen) == 1 and server.seen[0].endswith(b"where=here")

    run(main())


@pytest.mark.parametrize(
    ("status", "to", "reason"),
    [
        (307, "/two", b"redirect-replays"),
        (308, "http://127.0.0.1:{port}/two", b"redirect-replays"),
        (303, "http://localhost:{port}/two", b"redirect-site"),
        (303, "/booking/submit", b"commit-like"),
        (303, "/two?a=1", b""),
    ],
)
def test_the_browser_is_not_told_of_a_forbidden_redirect(status: int, to: str, reason: bytes) -> None:
    async def main() -> None:
        answer = f"HTTP/1.1 {status} Go\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
        server = Server(answer.encode())
        async with walking(server) as (gateway, book):
            permit(book, f"http://127.0.0.1:{server.port}")
            said = await say(gateway, post(server.port))
            assert book.frozen == bool(reason)
            if reason:
                assert said.endswith(reason) and b"ocation:" not in said
            else:
                assert b"Location: /two?a=1" in said
                server.answer = PAGE
                follow = f"GET http://127.0.0.1:{server.port}/two?a=1 HTTP/1.1\r\n{NAVIGATES}\r\n"
                assert (await say(gateway, follow)).endswith(b"hello")
                assert (await say(gateway, follow)).endswith(b"no-permit")

    run(main())


def test_look_ups_pass_and_what_carries_more_does_not() -> None:
    async def main() -> None:
        server = Server()
        async with walking(server, depth="observe") as (gateway, book):
            origin = f"http://127.0.0.1:{server.port}"
            book.read(site=origin + "/one", names=["pc"], actions=[])
            ask = post(server.port, "/address/search", "postcode=AB1+2CD", FETCHES + FORM)
            more = post(server.port, "/address/search", "postcode=AB1+2CD&name=x", FETCHES + FORM)
            as_page = post(server.port, "/address/search", "postcode=AB1+2CD", NAVIGATES + FORM)
            assert (await say(gateway, ask)).endswith(b"method")
            book.fill(["AB1 2CD"], address=True)
            assert (await say(gateway, ask)).endswith(b"hello")
            for denied in (more, as_page):
                assert (await say(gateway, denied)).endswith(b"method")
            pixel = f"GET {origin}/px?pc=AB12CD HTTP/1.1\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n\r\n"
            assert (await say(gateway, pixel)).endswith(b"typed")
            book.freeze("final")
            assert (await say(gateway, ask)).endswith(b"frozen")
            assert len(server.seen) == 1

    run(main())


def test_budget_and_kill_switch_hold_outside_the_browser(tmp_path: Path) -> None:
    async def main() -> None:
        server = Server()
        async with walking(server, budget=2, kill_switch=tmp_path / "STOP") as (gateway, _):
            page = f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\n\r\n"
            for _ in range(2):
                assert (await say(gateway, page)).endswith(b"hello")
            assert (await say(gateway, page)).endswith(b"budget")
            (tmp_path / "STOP").touch()
            assert (await say(gateway, page)).endswith(b"kill-switch")
            assert len(server.seen) == 2

    run(main())


def test_tls_is_opened_and_judged_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async def main() -> None:
        own = Authority()
        server = Server(authority=own)
        (tmp_path / "ca.pem").write_bytes(own.certificate.public_bytes(Encoding.PEM))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        async with walking(server, opens_tls=True) as (gateway, book):
            origin = f"https://127.0.0.1:{server.port}"
            sent = f"POST /one HTTP/1.1\r\nHost: elsewhere.example\r\n{NAVIGATES}{FORM}Content-Length: 10\r\n\r\nwhere=here"
            assert (await say_in_tunnel(gateway, server.port, sent)).endswith(b"no-permit")
            assert server.seen == []
            permit(book, origin)
            assert (await say_in_tunnel(gateway, server.port, sent)).endswith(b"hello")
            assert f"Host: 127.0.0.1:{server.port}".encode() in server.seen[0]
            assert b"elsewhere" not in server.seen[0]
            assert [entry.url for entry in book.log if entry.verdict == "allowed"] == [origin + "/one"]
            assert (await say_in_tunnel(gateway, server.port, sent)).endswith(b"no-permit")
            for target in ("https://elsewhere.example/", "*"):
                odd = f"GET {target} HTTP/1.1\r\n\r\n"
                assert b" 400 " in await say_in_tunnel(gateway, server.port, odd)
            assert len(server.seen) == 1

    run(main())


def test_a_certificate_that_nobody_vouches_for_is_no_server() -> None:
    async def main() -> None:
        server = Server(authority=Authority())
        async with walking(server, opens_tls=True) as (gateway, _):
            said = await say_in_tunnel(gateway, server.port, f"GET / HTTP/1.1\r\n{NAVIGATES}\r\n")
            assert b"unreachable" in said and b"certificate" in said
            assert server.seen == []
            trouble = gateway.trouble(f"https://127.0.0.1:{server.port}/")
            assert trouble and trouble.kind == "unreachable"

    run(main())


def test_places_are_judged_before_a_tunnel_is_opened() -> None:
    async def main() -> None:
        server = Server()
        async with walking(server, opens_tls=True) as (gateway, book):
            gateway.allow_private = False
            book._allow_private = False
            for host in ("127.0.0.1:443", "checkout.stripe.com:443", "localhost:443"):
                answer = await say(gateway, f"CONNECT {host} HTTP/1.1\r\n\r\n")
                assert answer.startswith(b"HTTP/1.1 403"), host
            assert len(book.log) == 3

    run(main())


def test_the_throwaway_authority_makes_a_bounded_number_of_certificates() -> None:
    authority = Authority()
    first = authority.context("www.anytown.gov.uk")
    assert authority.context("www.anytown.gov.uk") is first
    assert Authority().certificate.public_key() != authority.certificate.public_key()
    made = 1
    with pytest.raises(ValueError, match="too many"):
        for made in range(1000):
            authority.context(f"h{made}.example")
    assert 100 < made < 500


@given(
    st.lists(
        st.sampled_from(
            ["Content-Length: 4", "Content-Length: 0", "Content-Length: x", "Transfer-Encoding: chunked",
             "Content-Type: multipart/form-data; boundary=b", "Content-Type: application/json", "Origin: null",
             "Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: navigate", "Upgrade: h2c", "Referer: x", ": y", "a b: c"]
        ),
        max_size=6,
    ),
    st.sampled_from(["POST", "post", "GET", "PUT", "POST ", "\x00", ""]),
    st.binary(max_size=80),
)  # fmt: skip
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_no_bytes_at_all_make_it_send(headers: list[str], method: str, body: bytes) -> None:
    async def main() -> None:
        server = Server()
        async with walking(server) as (gateway, book):
            permit(book, f"http://127.0.0.1:{server.port}")
            head = f"{method} http://127.0.0.1:{server.port}/one HTTP/1.1\r\n" + "".join(
                f"{h}\r\n" for h in headers
            )
            await say(gateway, head + "\r\n" + body.decode("latin-1"))
            for seen in server.seen:
                assert seen.upper().startswith((b"GET ", b"POST /ONE HTTP/1.1"))
                if seen.upper().startswith(b"POST"):
                    # Only the form itself, and this body names no field of it.
                    assert seen.endswith(b"\r\n\r\n")

    run(main())
