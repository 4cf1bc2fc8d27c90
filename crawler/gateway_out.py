"""The gateway's way out: connections to checked addresses, or through the run's own proxy."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawler.addresses import canonical_host, is_public
from crawler.gateway_http import MAX_HEAD, BadHead, Head, read_head, status_of

# What the browser is told of each kind of trouble.
STATUS = {"denied": 403, "unreachable": 502, "bad-answer": 502, "too-large": 502, "timeout": 504}
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Trouble(Exception):
    """No answer can be had. `kind` is a key of `STATUS`."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Upstream:
    """The run's own proxy; `authorization` is a whole header line or empty."""

    host: str
    port: int
    tls: bool
    authorization: bytes


def upstream(url: str) -> Upstream | None:
    """Read `http://[user:password@]host:port`; None for "". Raises ValueError for what is no such address."""
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
    return Upstream(parts.hostname, parts.port or (443 if tls else 80), tls, authorization)


class WayOut:
    """Opens connections. Time-outs are seconds; every failure is a `Trouble`."""

    def __init__(
        self, *, allow_private: bool, proxy: Upstream | None, connect_timeout: float, idle_timeout: float
    ) -> None:
        self.allow_private = allow_private
        self.proxy = proxy
        self.connect_timeout = connect_timeout
        self.idle_timeout = idle_timeout

    async def connect(self, host: str, port: int) -> Streams:
        """Connect to the run's proxy, or to an address of *host* that was checked: no second look-up."""
        try:
            async with asyncio.timeout(self.connect_timeout):
                if self.proxy:
                    up = self.proxy
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
            whose = "the run's proxy" if self.proxy else host
            raise Trouble("unreachable", f"cannot connect to {whose}: {error.strerror or error}") from None
        raise Trouble("unreachable", f"the name {host} has no address")

    async def tunnel(self, host: str, port: int) -> Streams:
        """Connect to *host* itself, through the run's proxy where there is one."""
        reader, writer = await self.connect(host, port)
        if self.proxy:
            asked = False
            try:
                await self._ask_proxy(reader, writer, f"{bracketed(host)}:{port}")
                asked = True
            finally:
                if not asked:
                    writer.transport.abort()
        return reader, writer

    async def secure(self, host: str, port: int) -> Streams:
        """Connect to *host* with TLS and verify its certificate as any browser would."""
        reader, writer = await self.tunnel(host, port)
        context = ssl.create_default_context()
        context.set_alpn_protocols(["http/1.1"])
        try:
            async with asyncio.timeout(self.connect_timeout):
                await writer.start_tls(context, server_hostname=canonical_host(host))
        except ssl.SSLCertVerificationError as error:
            writer.transport.abort()
            raise Trouble(
                "unreachable", f"the certificate of {host} is not to be trusted: {error.verify_message}"
            ) from None
        except TimeoutError:
            writer.transport.abort()
            raise Trouble("timeout", f"no TLS in {self.connect_timeout:g} s") from None
        except (OSError, ValueError) as error:
            writer.transport.abort()
            raise Trouble("unreachable", f"no TLS with {host}: {error}") from None
        return reader, writer

    async def answer(self, reader: asyncio.StreamReader) -> tuple[Head, int]:
        """Read a response's head, past any interim ones."""
        try:
            async with asyncio.timeout(self.idle_timeout):
                for _ in range(5):
                    head = await read_head(reader)
                    if head is None:
                        raise Trouble("unreachable", "the server closed the connection without an answer")
                    status = status_of(head)
                    if status >= 200:
                        return head, status
        except TimeoutError:
            raise Trouble("timeout", f"no answer in {self.idle_timeout:g} s") from None
        except BadHead as error:
            raise Trouble("bad-answer", str(error)) from None
        except OSError as error:
            raise Trouble("unreachable", f"the connection broke: {error}") from None
        raise Trouble("bad-answer", "nothing but interim responses")

    async def _addresses(self, host: str, port: int) -> list[str]:
        name = canonical_host(host)
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))[:4]
        if not self.allow_private and not all(is_public(address) for address in addresses):
            raise Trouble("denied", "private-address")
        return addresses

    async def _ask_proxy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, authority: str
    ) -> None:
        assert self.proxy is not None
        writer.write(
            f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n".encode("latin-1")
            + self.proxy.authorization
            + b"\r\n"
        )
        await writer.drain()
        _, status = await self.answer(reader)
        if status != 200:
            kind = "timeout" if status == 504 else "unreachable"
            raise Trouble(kind, f"the run's proxy answered {status} for {authority}")


def bracketed(host: str) -> str:
    """Return *host* as it stands in an authority."""
    return f"[{host}]" if ":" in host else host
