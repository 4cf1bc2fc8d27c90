"""The second line outside the browser: a forward proxy of our own that enforces the same guard.

Chromium is pointed at it, so what the route handler in the browser does not see (redirected requests, a
bug) still meets the policy. Plain HTTP is judged whole. Of HTTPS only the host is visible, and only TLS may
pass, unless the walk of a form hands in an `Authority`: then TLS is opened here, and judged whole too.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.addresses import canonical_host
from crawler.gateway_http import (
    MAX_HEAD,
    BadHead,
    Head,
    body_length,
    facts_of,
    has_body,
    read_head,
    refusal,
    told_length,
)
from crawler.gateway_out import STATUS, Trouble, WayOut, bracketed
from crawler.gateway_out import upstream as _upstream
from crawler.guard import RequestFacts, decide
from crawler.permits import PermitBook
from crawler.sent import MAX_BODY
from crawler.throwaway import Authority

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class GatewayRecord:
    """One request that met the gateway. `outcome`: "ok", or a kind of `STATUS`; `detail` says why."""

    method: str
    url: str
    outcome: str
    detail: str = ""
    status: int = 0
    bytes: int = 0


class Gateway:
    """A forward proxy on 127.0.0.1. Start and close it in the event loop of the browser pool.

    `upstream` is the run's own proxy (`http://[user:password@]host:port`), through which everything then
    goes. `max_bytes` caps one response, `max_tunnel_bytes` what comes through one TLS connection; the
    time-outs are seconds. `book` holds the rules of a walk, `authority` opens its TLS.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        upstream: str = "",
        max_bytes: int = 20_000_000,
        max_tunnel_bytes: int = 100_000_000,
        connect_timeout: float = 10.0,
        idle_timeout: float = 20.0,
        total_timeout: float = 60.0,
        log_size: int = 5_000,
        book: PermitBook | None = None,
        authority: Authority | None = None,
    ) -> None:
        self.allow_private = allow_private
        self.max_bytes = max_bytes
        self.max_tunnel_bytes = max_tunnel_bytes
        self.idle_timeout = idle_timeout
        self.total_timeout = total_timeout
        self.log: deque[GatewayRecord] = deque(maxlen=log_size)
        self.denied = 0
        self.port = 0
        self._book = book
        self._authority = authority
        self._out = WayOut(
            allow_private=allow_private,
            proxy=_upstream(upstream),
            connect_timeout=connect_timeout,
            idle_timeout=idle_timeout,
        )
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._troubles: dict[str, Trouble] = {}

    @property
    def address(self) -> str:
        """Return the address that Chromium is given."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen on a free port of the loopback interface."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MAX_HEAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop listening and drop every connection."""
        if self._server:
            self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server:
            await self._server.wait_closed()

    def trouble(self, url: str) -> Trouble | None:
        """Return why the host of *url* last gave no answer; None if its last request went well.

        A browser is told little of why a tunnel failed, so the cause of a failed visit is looked up here.
        """
        return self._troubles.get(canonical_host(urlsplit(url).hostname or ""))

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            async with asyncio.timeout(self.total_timeout):
                await self._serve(reader, writer)
        except (TimeoutError, ConnectionError, OSError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self.idle_timeout):
                head = await read_head(reader)
        except BadHead as error:
            writer.write(refusal(400, "bad-request", str(error)))
            await writer.drain()
            return
        if head is None:
            return
        method = head.first[0].decode("latin-1")
        target = head.first[1].decode("latin-1")
        url = f"https://{target}/" if method == "CONNECT" else target
        self.log.append(await self._told(head, method, url, reader, writer))

    async def _told(
        self, head: Head, method: str, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> GatewayRecord:
        """Answer a request, with a refusal where there is no other answer, and return its record."""
        host = canonical_host(_hostname(url))
        try:
            if method == "CONNECT" and self._authority is not None:
                record = await self._opened(url, reader, writer)
            elif method == "CONNECT":
                record = await self._tunnel(url, reader, writer)
            else:
                record = await self._forward(head, method, url, reader, writer)
            if method != "CONNECT" or self._authority is None:
                self._troubles.pop(host, None)
        except Trouble as trouble:
            self.denied += trouble.kind == "denied"
            record = GatewayRecord(method, url[:2000], trouble.kind, trouble.detail)
            if len(self._troubles) < 10_000:
                self._troubles[host] = trouble
            writer.write(refusal(STATUS[trouble.kind], trouble.kind, trouble.detail))
            await writer.drain()
        return record

    def _judge(self, facts: RequestFacts) -> None:
        """Ask the walk's book, which counts and logs and spends, or the guard where there is no walk."""
        if self._book is not None:
            verdict = self._book.take("gateway", facts)
        else:
            verdict = decide(facts, allow_private=self.allow_private, proxied=self._out.proxy is not None)
        if not verdict.allow:
            raise Trouble("denied", verdict.reason)

    def _judge_host(self, url: str) -> tuple[str, int]:
        """Judge what a tunnel leads to; what is asked in it is judged when it is read."""
        asked = RequestFacts("GET", url, "tunnel")
        verdict = decide(asked, allow_private=self.allow_private, proxied=self._out.proxy is not None)
        if not verdict.allow or self._authority is None:
            # The book tells of every refusal, and of a tunnel that stays shut to us as of one request.
            self._judge(asked)
        if not verdict.allow:
            raise Trouble("denied", verdict.reason)
        parts = urlsplit(url)
        port = parts.port or 443
        if port == 80:
            # Browsers read plain pages without a tunnel: this would be a WebSocket.
            raise Trouble("denied", "websocket")
        return parts.hostname or "", port

    async def _opened(
        self, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> GatewayRecord:
        """End the browser's TLS here, and forward the one request that comes through it."""
        assert self._authority is not None
        host, port = self._judge_host(url)
        try:
            context = self._authority.context(canonical_host(host))
        except (ValueError, UnicodeError) as error:
            raise Trouble("denied", f"bad-host: {error}") from None
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        try:
            async with asyncio.timeout(self.idle_timeout):
                await writer.start_tls(context)
                head = await read_head(reader)
        except (ssl.SSLError, BadHead) as error:
            writer.transport.abort()
            self.denied += 1
            return GatewayRecord("CONNECT", url, "denied", f"not-tls: {error}"[:200])
        if head is None:
            return GatewayRecord("CONNECT", url, "ok", "closed")
        method, target = (piece.decode("latin-1") for piece in head.first[:2])
        if not target.startswith("/"):
            writer.write(refusal(400, "bad-request", "a request in a tunnel names a path"))
            await writer.drain()
            return GatewayRecord(method, url, "denied", "bad-url")
        authority = bracketed(host) + (f":{port}" if port != 443 else "")
        return await self._told(head, method, f"https://{authority}{target}", reader, writer)

    async def _tunnel(
        self, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> GatewayRecord:
        host, port = self._judge_host(url)
        far_reader, far_writer = await self._out.tunnel(host, port)
        try:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
            async with asyncio.timeout(self.idle_timeout):
                hello = await reader.read(_CHUNK)
            if not _is_tls(hello):
                # Not a TLS handshake: a request that we could not read must not pass as one that we need not.
                writer.transport.abort()
                self.denied += bool(hello)
                return GatewayRecord(
                    "CONNECT", url, "denied" if hello else "ok", "not-tls" if hello else "closed"
                )
            far_writer.write(hello)
            await far_writer.drain()
            count = _Counter(self.max_tunnel_bytes)
            await _first(self._copy(reader, far_writer), self._copy(far_reader, writer, count))
            if count.over:
                writer.transport.abort()
                return GatewayRecord("CONNECT", url, "too-large", "", 200, count.bytes)
            return GatewayRecord("CONNECT", url, "ok", "", 200, count.bytes)
        finally:
            far_writer.transport.abort()

    async def _body(self, head: Head, method: str, reader: asyncio.StreamReader) -> bytes:
        """Read the body of what a walk may send; b"" where nothing may be sent anyway, and it is not read."""
        if self._book is None or not has_body(head) or method.upper() != "POST":
            return b""
        length = told_length(head)
        if length is None or length > MAX_BODY:
            raise Trouble("denied", "body")
        try:
            async with asyncio.timeout(self.idle_timeout):
                return await reader.readexactly(length)
        except (TimeoutError, asyncio.IncompleteReadError):
            raise Trouble("denied", "body") from None

    async def _forward(
        self, head: Head, method: str, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> GatewayRecord:
        body = await self._body(head, method, reader)
        facts = facts_of(head, method, url, body)
        self._judge(facts)
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        if parts.scheme != "http" and not (tls and writer.get_extra_info("sslcontext")):
            raise Trouble("denied", "scheme")
        far_reader, far_writer = await self._ask(head, method, url, body)
        try:
            answer, status = await self._out.answer(far_reader)
            self._follow(facts, status, answer)
            length_told = body_length(answer, method, status)
            if length_told is not None and length_told > self.max_bytes:
                raise Trouble("too-large", f"{length_told} bytes are more than {self.max_bytes}")
            writer.write(
                b" ".join(answer.first) + b"\r\n" + answer.passed_on() + b"Connection: close\r\n\r\n"
            )
            await writer.drain()
            count = _Counter(self.max_bytes)
            if length_told != 0:
                await _first(self._copy(far_reader, writer, count, length_told), _until_closed(reader))
            if count.over or (length_told is not None and count.bytes < length_told):
                # The browser must not take what came for the whole.
                writer.transport.abort()
            outcome = "too-large" if count.over else "ok"
            return GatewayRecord(method, url[:2000], outcome, "", status, count.bytes)
        finally:
            far_writer.transport.abort()

    async def _ask(
        self, head: Head, method: str, url: str, body: bytes
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Put the request to its server."""
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if tls else 80)
        reader, writer = await (self._out.secure(host, port) if tls else self._out.connect(host, port))
        authority = bracketed(host) + (f":{port}" if port != (443 if tls else 80) else "")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        proxy = None if tls else self._out.proxy
        length = b"Content-Length: %d\r\n" % len(body) if body or method.upper() == "POST" else b""
        writer.write(
            f"{method} {f'http://{authority}{path}' if proxy else path} HTTP/1.1\r\n"
            f"Host: {authority}\r\nConnection: close\r\n".encode("latin-1")
            + (proxy.authorization if proxy else b"")
            + head.passed_on(b"host", b"content-length", b"expect")
            + length
            + b"\r\n"
            + body
        )
        try:
            await writer.drain()
        except OSError as error:
            writer.transport.abort()
            raise Trouble("unreachable", f"the connection broke: {error}") from None
        return reader, writer

    def _follow(self, facts: RequestFacts, status: int, answer: Head) -> None:
        """Judge where an answer sends the browser next: on a walk it is not even told of what is denied."""
        location = answer.get(b"location").decode("latin-1")
        if self._book is None or status not in (301, 302, 303, 307, 308) or not location:
            return
        verdict = self._book.redirect("gateway", facts, status, urljoin(facts.url, location))
        if not verdict.allow:
            raise Trouble("denied", verdict.reason)

    async def _copy(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        count: _Counter | None = None,
        length: int | None = None,
    ) -> None:
        """Pass bytes on until the end, the cap, or *length* bytes. Without *count* silence is no fault."""
        while True:
            async with asyncio.timeout(self.idle_timeout if count else self.total_timeout):
                chunk = await reader.read(_CHUNK)
            if not chunk:
                return
            if count and not count.add(len(chunk)):
                return
            writer.write(chunk)
            await writer.drain()
            if count and length is not None and count.bytes >= length:
                return


class _Counter:
    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.bytes = 0

    def add(self, number: int) -> bool:
        self.bytes += number
        return self.bytes <= self.cap

    @property
    def over(self) -> bool:
        return self.bytes > self.cap


def _is_tls(hello: bytes) -> bool:
    """Say whether a tunnel's first bytes begin a TLS handshake."""
    return hello[:2] == b"\x16\x03"


async def _until_closed(reader: asyncio.StreamReader) -> None:
    while await reader.read(_CHUNK):
        pass


async def _first(*things: Awaitable[None]) -> None:
    """Wait for the first to end, end the others, and let broken connections be ends."""
    tasks = [asyncio.ensure_future(thing) for thing in things]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(OSError):
            await asyncio.gather(*tasks, return_exceptions=True)


def _hostname(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
