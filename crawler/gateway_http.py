"""As much of HTTP/1.1 as a forward proxy that speaks for one browser needs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

MAX_HEAD = 64 * 1024
# Headers that belong to one connection (RFC 9110, 7.6.1), with those that only a proxy is told.
_HOP = frozenset(
    b"connection proxy-connection keep-alive te trailer upgrade proxy-authorization "
    b"proxy-authenticate".split()
)
MARK = b"x-betterserved-gateway"


class BadHead(ValueError):
    """A request or response head that is not HTTP, or too long."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first line, split in three, and the headers in order."""

    first: tuple[bytes, bytes, bytes]
    headers: tuple[tuple[bytes, bytes], ...]

    def get(self, name: bytes) -> bytes:
        """Return the first value of header *name* (lower case), or b""."""
        return next((value for key, value in self.headers if key.lower() == name), b"")

    def passed_on(self, *without: bytes) -> bytes:
        """Return the headers as bytes, without those of the connection and *without*."""
        named = {word.strip().lower() for word in self.get(b"connection").split(b",")} - {b""}
        drop = _HOP | named | {MARK, *without}
        return b"".join(k + b": " + v + b"\r\n" for k, v in self.headers if k.lower() not in drop)


async def read_head(reader: asyncio.StreamReader) -> Head | None:
    """Read a head; None where the other side closed without a word. Raises `BadHead`."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if not error.partial.strip():
            return None
        raise BadHead("the head ended in the middle") from error
    except asyncio.LimitOverrunError as error:
        raise BadHead("the head is too long") from error
    lines = raw[:-4].split(b"\r\n")
    first = lines[0].split(b" ", 2)
    if len(first) < 2:
        raise BadHead("the first line is not HTTP")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        # A folded or nameless header is how two parsers are made to disagree: refuse it.
        if not colon or not name or name != name.strip():
            raise BadHead("a header is malformed")
        headers.append((name, value.strip()))
    return Head((first[0], first[1], first[2] if len(first) > 2 else b""), tuple(headers))


def status_of(head: Head) -> int:
    """Return a response head's status code. Raises `BadHead`."""
    if not head.first[0].startswith(b"HTTP/1.") or not head.first[1].isdigit():
        raise BadHead("the answer is not HTTP")
    return int(head.first[1])


def body_length(head: Head, method: str, status: int) -> int | None:
    """Return the length of a response's body in bytes; None where only its end tells."""
    if method == "HEAD" or status in (204, 304):
        return 0
    if head.get(b"transfer-encoding"):
        return None
    length = head.get(b"content-length")
    return int(length) if length.isdigit() else None


def refusal(status: int, kind: str, detail: str) -> bytes:
    """Return a whole response that tells the browser why there is none; `kind` is in the header MARK."""
    text = detail.encode("ascii", "replace").replace(b"\r", b" ").replace(b"\n", b" ")
    return (
        b"HTTP/1.1 %d Gateway\r\n%s: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n"
        b"Connection: close\r\n\r\n%s" % (status, MARK, kind.encode("ascii"), len(text), text)
    )
