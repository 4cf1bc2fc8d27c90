"""The gateway: what reaches a server through it, and how it ends when servers misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from crawler.gateway import Gateway

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Server:
    """A scripted server on the loopback interface that keeps what it was sent."""

    def __init__(self, answer: bytes, *, hang: bool = False, keep_open: bool = False) -> None:
        self.answer, self.hang, self.keep_open = answer, hang, keep_open
        self.seen: list[bytes] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.seen.append(await reader.readuntil(b"\r\n\r\n"))
            if self.hang:
                await asyncio.sleep(30)
            writer.write(self.answer)
            await writer.drain()
            if self.keep_open:
                await asyncio.sleep(30)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def setting(server: Server | None = None, **options: object) -> AsyncIterator[Gateway]:
    gateway = Gateway(**{"allow_private": True, "connect_timeout": 2, "idle_timeout": 0.5, **options})
    listening = None
    if server:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
    await gateway.start()
    try:
        yield gateway
    finally:
        async with asyncio.timeout(3):
            await gateway.close()
        if listening:
            listening.close()


async def say(gateway: Gateway, text: str | bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(text.encode() if isinstance(text, str) else text)
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def run(coroutine: Awaitable[None]) -> None:
    asyncio.run(asyncio.wait_for(coroutine, 15))


PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n"
    b"X-BetterServed-Gateway: denied\r\n\r\nhello"
)


def test_a_page_comes_through_and_nothing_of_the_connection_does() -> None:
    async def main() -> None:
        server = Server(PAGE, keep_open=True)
        async with setting(server) as gateway:
            answer = await say(
                gateway,
                f"GET http://127.0.0.1:{server.port}/a?b=1 HTTP/1.1\r\nHost: elsewhere.example\r\n"
                "Proxy-Connection: keep-alive\r\nProxy-Authorization: Basic x\r\nCookie: c=1\r\n\r\n",
            )
            assert answer.endswith(b"hello")
            assert b"x-betterserved-gateway" not in answer.lower()
            assert b"Connection: close" in answer
            sent = server.seen[0]
            assert sent.startswith(b"GET /a?b=1 HTTP/1.1\r\n")
            assert b"Host: 127.0.0.1:%d\r\n" % server.port in sent
            assert b"Cookie: c=1" in sent
            assert b"proxy" not in sent.lower() and b"elsewhere" not in sent
            assert [(r.outcome, r.status, r.bytes) for r in gateway.log] == [("ok", 200, 5)]

    run(main())


@pytest.mark.parametrize(
    ("request_head", "reason"),
    [
        ("POST http://127.0.0.1:{port}/ HTTP/1.1\r\nContent-Length: 3\r\n\r\na=1", "method"),
        ("PUT http://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n", "method"),
        ("GET http://127.0.0.1:{port}/ HTTP/1.1\r\nContent-Length: 3\r\n\r\na=1", "body"),
        ("GET http://127.0.0.1:{port}/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "body"),
        ("GET http://127.0.0.1:{port}/booking/confirm?id=1 HTTP/1.1\r\n\r\n", "commit-like"),
        ("GET http://u:p@127.0.0.1:{port}/ HTTP/1.1\r\n\r\n", "credentials"),
        ("GET https://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n", "scheme"),
        ("GET ftp://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n", "scheme"),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", "scheme"),
        ("CONNECT 127.0.0.1:80 HTTP/1.1\r\n\r\n", "websocket"),
        ("CONNECT checkout.stripe.com:443 HTTP/1.1\r\n\r\n", "payment-host"),
    ],
)
def test_what_the_guard_denies_never_reaches_the_server(request_head: str, reason: str) -> None:
    async def main() -> None:
        server = Server(PAGE)
        async with setting(server) as gateway:
            answer = await say(gateway, request_head.format(port=server.port))
            assert answer.startswith(b"HTTP/1.1 403")
            assert b"x-betterserved-gateway: denied" in answer and answer.endswith(reason.encode())
            assert server.seen == []
            assert gateway.denied == 1 and gateway.log[0].detail == reason

    run(main())


@pytest.mark.parametrize(
    "head",
    [
        "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://localhost:{port}/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n",
        "CONNECT [::ffff:127.0.0.1]:443 HTTP/1.1\r\n\r\n",
        "CONNECT 2130706433:443 HTTP/1.1\r\n\r\n",
    ],
)
def test_private_places_are_out_of_reach(head: str) -> None:
    async def main() -> None:
        server = Server(PAGE)
        async with setting(server, allow_private=False) as gateway:
            answer = await say(gateway, head.format(port=server.port))
            assert answer.startswith(b"HTTP/1.1 403")
            assert server.seen == []

    run(main())


def test_a_public_name_with_a_private_address_is_refused_and_looked_up_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def main() -> None:
        server = Server(PAGE)
        asked: list[str] = []
        async with setting(server, allow_private=False) as gateway:

            async def rebinding(host: str, port: int, **_: object) -> list[object]:
                asked.append(host)
                return [(2, 1, 6, "", ("127.0.0.1", port))]

            monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", rebinding)
            head = "GET http://www.anytown.gov.uk:8080/ HTTP/1.1\r\nHost: a\r\n\r\n"
            answer = await say(gateway, head)
            assert answer.endswith(b"private-address")
            trouble = gateway.trouble("http://www.anytown.gov.uk:8080/other")
            assert trouble and trouble.kind == "denied"
            assert asked == ["www.anytown.gov.uk"] and server.seen == []

    run(main())


def test_only_tls_passes_a_tunnel() -> None:
    async def main() -> None:
        server = Server(PAGE)
        async with setting(server) as gateway:
            connect = f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n\r\n"
            answer = await say(gateway, connect + "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx")
            assert server.seen == []
            assert gateway.log[0].detail == "not-tls"
            answer = await say(gateway, connect.encode() + b"\x16\x03\x01 hello\r\n\r\n")
            assert answer.endswith(b"hello")
            assert server.seen[0].startswith(b"\x16\x03\x01")

    run(main())


def test_everything_goes_through_the_runs_proxy() -> None:
    async def main() -> None:
        upstream = Server(PAGE)
        async with setting(upstream) as plain:
            proxy = f"http://me:p%40ss@127.0.0.1:{upstream.port}"
            async with setting(None, upstream=proxy, allow_private=False) as gateway:
                head = "GET http://www.anytown.gov.uk/bins HTTP/1.1\r\nHost: a\r\n\r\n"
                assert (await say(gateway, head)).endswith(b"hello")
                assert upstream.seen[0].startswith(b"GET http://www.anytown.gov.uk/bins HTTP/1.1\r\n")
                assert b"Proxy-Authorization: Basic bWU6cEBzcw==" in upstream.seen[0]
                denied = "GET http://169.254.169.254/ HTTP/1.1\r\nHost: a\r\n\r\n"
                assert (await say(gateway, denied)).endswith(b"private-address")
                assert len(upstream.seen) == 1
            upstream.answer = b"HTTP/1.1 403 No\r\n\r\n"
            async with setting(None, upstream=proxy, allow_private=False) as gateway:
                answer = await say(gateway, "CONNECT www.anytown.gov.uk:443 HTTP/1.1\r\n\r\n")
                assert answer.startswith(b"HTTP/1.1 502") and b"403" in answer
            assert plain.log.maxlen

    run(main())


@pytest.mark.parametrize(
    ("answer", "options", "kind"),
    [
        (b"", {"hang": True}, b"timeout"),
        (b"", {}, b"unreachable"),
        (b"nonsense\r\n\r\n", {}, b"bad-answer"),
        (b"HTTP/1.1 200 OK\r\n folded\r\n\r\n", {}, b"bad-answer"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", {}, b"bad-answer"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 6, {}, b"bad-answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", {}, b"too-large"),
    ],
)
def test_a_server_that_misbehaves_is_named(answer: bytes, options: dict[str, bool], kind: bytes) -> None:
    async def main() -> None:
        server = Server(answer, **options)
        async with setting(server, max_bytes=1000) as gateway:
            said = await say(gateway, f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b"x-betterserved-gateway: " + kind in said
            trouble = gateway.trouble(f"http://127.0.0.1:{server.port}/")
            assert trouble and trouble.kind.encode() == kind

    run(main())


def test_nobody_home() -> None:
    async def main() -> None:
        async with setting() as gateway:
            said = await say(gateway, "GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b"unreachable" in said
            said = await say(gateway, "GET http://nowhere.invalid/ HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b"does not resolve" in said

    run(main())


def test_a_body_without_end_is_cut_and_not_taken_for_whole() -> None:
    async def main() -> None:
        server = Server(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000)
        async with setting(server, max_bytes=100_000) as gateway:
            said = await say(gateway, f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\nHost: a\r\n\r\n")
            assert len(said) < 140_000
            assert gateway.log[0].outcome == "too-large"

    run(main())


def test_a_visitor_who_leaves_or_mumbles_holds_nothing_up() -> None:
    async def main() -> None:
        server = Server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", keep_open=True)
        async with setting(server, idle_timeout=5) as gateway:
            _, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
            writer.write(f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            await asyncio.sleep(0.1)
            writer.transport.abort()
            for _ in range(50):
                if gateway.log:
                    break
                await asyncio.sleep(0.02)
            assert gateway.log[0].bytes == 4
            assert (await say(gateway, "mumble\r\n\r\n")).startswith(b"HTTP/1.1 400")
            assert (await say(gateway, b"GET http://a.example/ HTTP/1.1\r\n X: y\r\n\r\n")).startswith(
                b"HTTP/1.1 400"
            )
            _, idle = await asyncio.open_connection("127.0.0.1", gateway.port)
            idle.write(b"GET ht")

    run(main())


def test_the_log_is_bounded() -> None:
    async def main() -> None:
        server = Server(PAGE)
        async with setting(server, log_size=3) as gateway:
            for _ in range(5):
                await say(gateway, f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\nHost: a\r\n\r\n")
            assert len(gateway.log) == 3

    run(main())


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "http://", "ftp://x"])
def test_a_proxy_that_is_none_is_named(proxy: str) -> None:
    with pytest.raises(ValueError, match="proxy"):
        Gateway(upstream=proxy)
