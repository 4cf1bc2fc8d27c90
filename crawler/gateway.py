"""The second line outside the browser: a forward proxy of our own that enforces the same guard.

Chromium is pointed at it, so what the route handler in the browser does not see (redirected requests, a
bug) still meets the policy. Plain HTTP is judged whole; of HTTPS only the host is visible, and only TLS
may pass.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import ssl
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawler.addresses import canonical_host, is_public
from crawler.gateway_http import MAX_HEAD, BadHead, Head, body_length, read_head, refusal, status_of
from crawler.guard import RequestFacts, decide

_STATUS = {"denied": 403, "unreachable": 502, "bad-answer": 502, "too-large": 502, "timeout": 504}
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class GatewayRecord:
    """One request that met the gateway. `outcome`: "ok", or a kind of `_STATUS`; `detail` says why."""

    method: str
    url: str
    outcome: str
    detail: str = ""
    status: int = 0
    bytes: int = 0


class Trouble(Exception):
    """No answer can be had. `kind` is a key of `_STATUS`."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class _Upstream:
    host: str
    port: int
    tls: bool
    authorization: bytes


class Gateway:
    """A forward proxy on 127.0.0.1. Start and close it in the event loop of the browser pool.

    `upstream` is the run's own proxy (`http://[user:password@]host:port`), through which everything then
    goes. `max_bytes` caps one response, `max_tunnel_bytes` what comes through one TLS connection; the
    time-outs are seconds.
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
    ) -> None:
        self.allow_private = allow_private
        self.max_bytes = max_bytes
        self.max_tunnel_bytes = max_tunnel_bytes
        self.connect_timeout = connect_timeout
        self.idle_timeout = idle_timeout
        self.total_timeout = total_timeout
        self.log: deque[GatewayRecord] = deque(maxlen=log_size)
        self.denied = 0
        self._upstream = _upstream(upstream)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._troubles: dict[str, Trouble] = {}
        self.port = 0

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
        host = canonical_host(_hostname(url))
        try:
            if method == "CONNECT":
                record = await self._tunnel(url, reader, writer)
            else:
                record = await self._forward(head, method, url, reader, writer)
            self._troubles.pop(host, None)
        except Trouble as trouble:
            self.denied += trouble.kind == "denied"
            record = GatewayRecord(method, url[:2000], trouble.kind, trouble.detail)
            if len(self._troubles) < 10_000:
                self._troubles[host] = trouble
            writer.write(refusal(_STATUS[trouble.kind], trouble.kind, trouble.detail))
            await writer.drain()
        self.log.append(record)

    def _judge(self, method: str, url: str, has_body: bool) -> None:
        verdict = decide(
            RequestFacts(method, url, has_body=has_body),
            allow_private=self.allow_private,
            proxied=self._upstream is not None,
        )
        if not verdict.allow:
            raise Trouble("denied", verdict.reason)

    async def _tunnel(
        self, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> GatewayRecord:
        self._judge("GET", url, has_body=False)
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        if port == 80:
            # Browsers read plain pages without a tunnel: this would be a WebSocket.
            raise Trouble("denied", "websocket")
        far_reader, far_writer = await self._connect(host, port)
        try:
            if self._upstream:
                await self._ask_upstream(far_reader, far_writer, f"{_authority(host)}:{port}")
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
            async with asyncio.timeout(self.idle_timeout):
                hello = await reader.read(_CHUNK)
            if hello[:2] != b"\x16\x03":
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

    async def _forward(
        self, head: Head, method: str, url: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> GatewayRecord:
        length = head.get(b"content-length")
        self._judge(method, url, has_body=length not in (b"", b"0") or bool(head.get(b"transfer-encoding")))
        parts = urlsplit(url)
        if parts.scheme != "http":
            raise Trouble("denied", "scheme")
        host, port = parts.hostname or "", parts.port or 80
        far_reader, far_writer = await self._connect(host, port)
        try:
            authority = _authority(host) + (f":{port}" if port != 80 else "")
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            asked = f"http://{authority}{path}" if self._upstream else path
            extra = self._upstream.authorization if self._upstream else b""
            far_writer.write(
                f"{method} {asked} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n".encode("latin-1")
                + extra
                + head.passed_on(b"host", b"content-length")
                + b"\r\n"
            )
            await far_writer.drain()
            answer, status = await self._answer(far_reader)
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

    async def _answer(self, far_reader: asyncio.StreamReader) -> tuple[Head, int]:
        """Read the response's head, past any interim ones."""
        try:
            async with asyncio.timeout(self.idle_timeout):
                for _ in range(5):
                    answer = await read_head(far_reader)
                    if answer is None:
                        raise Trouble("unreachable", "the server closed the connection without an answer")
                    status = status_of(answer)
                    if status >= 200:
                        return answer, status
        except TimeoutError:
            raise Trouble("timeout", f"no answer in {self.idle_timeout:g} s") from None
        except BadHead as error:
            raise Trouble("bad-answer", str(error)) from None
        except OSError as error:
            raise Trouble("unreachable", f"the connection broke: {error}") from None
        raise Trouble("bad-answer", "nothing but interim responses")

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the upstream proxy, or to an address of *host* that was checked: no second look-up."""
        try:
            async with asyncio.timeout(self.connect_timeout):
                if self._upstream:
                    up = self._upstream
                    context = ssl.create_default_context() if up.tls else None
                    return await asyncio.open_connection(up.host, up.port, ssl=context, limit=MAX_HEAD)
                for address in (addresses := await self._addresses(host, port)):
                    try:
                        return await asyncio.open_connection(address, port, limit=MAX_HEAD)
                    except OSError:
                        if address == addresses[-1]:
                            raise
        except TimeoutError:
            raise Trouble("timeout", f"no connection in {self.connect_timeout:g} s") from None
        except socket.gaierror:
            raise Trouble("unreachable", f"the name {host} does not resolve") from None
        except OSError as error:
            whose = "the run's proxy" if self._upstream else host
            raise Trouble("unreachable", f"cannot connect to {whose}: {error.strerror or error}") from None
        raise Trouble("unreachable", f"the name {host} has no address")

    async def _addresses(self, host: str, port: int) -> list[str]:
        name = canonical_host(host)
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))[:4]
        if not self.allow_private and not all(is_public(address) for address in addresses):
            raise Trouble("denied", "private-address")
        return addresses

    async def _ask_upstream(
        self, far_reader: asyncio.StreamReader, far_writer: asyncio.StreamWriter, authority: str
    ) -> None:
        assert self._upstream is not None
        far_writer.write(
            f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n".encode("latin-1")
            + self._upstream.authorization
            + b"\r\n"
        )
        await far_writer.drain()
        _, status = await self._answer(far_reader)
        if status != 200:
            kind = "timeout" if status == 504 else "unreachable"
            raise Trouble(kind, f"the run's proxy answered {status} for {authority}")

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


def _authority(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _upstream(url: str) -> _Upstream | None:
    if not url:
        return None
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"the proxy must be an http:// or https:// address, not {url!r}")
    authorization = b""
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        authorization = b"Proxy-Authorization: Basic " + base64.b64encode(login) + b"\r\n"
    tls = parts.scheme == "https"
    return _Upstream(parts.hostname, parts.port or (443 if tls else 80), tls, authorization)
