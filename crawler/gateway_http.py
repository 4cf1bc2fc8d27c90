"""As much of HTTP/1.1 as a forward proxy that speaks for one browser needs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from crawler.guard import RequestFacts, meant_method

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


# What Chromium calls the places that a document may take (Fetch Metadata, `Sec-Fetch-Dest`).
_CHILDREN = frozenset({"iframe", "frame", "embed", "object", "fencedframe"})
# What asks for these says so where it says nothing else (plain HTTP to a host that is not this machine).
_NO_SCRIPT = ("image/", "text/css", "text/html", "audio/", "video/")


def facts_of(head: Head, method: str, url: str, body: bytes = b"") -> RequestFacts:
    """Return what a request's head tells of it; what scripts can write of it only makes it stricter."""
    dest = _text(head, b"sec-fetch-dest")
    mode = _text(head, b"sec-fetch-mode")
    navigates = mode == "navigate" or bool(head.get(b"upgrade-insecure-requests"))
    if head.get(b"upgrade") or mode == "websocket":
        kind = "websocket"
    elif dest == "report":
        kind = "cspreport"
    elif navigates:
        kind = "document"
    elif dest == "empty":
        # A beacon, or a fetch whose answer its page will never see: no look-up.
        kind = "ping" if mode == "no-cors" and method.upper() == "POST" else "fetch"
    elif dest:
        kind = dest
    else:
        kind = "" if _text(head, b"accept").startswith(_NO_SCRIPT) else "fetch"
    if b"prefetch" in head.get(b"sec-purpose") or b"prerender" in head.get(b"sec-purpose"):
        kind = "prefetch"
    origin = _text(head, b"origin")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in head.headers}
    return RequestFacts(
        meant_method(method, headers),
        url,
        kind,
        is_navigation=navigates,
        has_body=has_body(head),
        page_url=origin if origin.startswith("http") else _text(head, b"referer"),
        body=body,
        content_type=_text(head, b"content-type"),
        child=dest in _CHILDREN,
    )


def has_body(head: Head) -> bool:
    """Say whether a request's head announces a body."""
    return head.get(b"content-length") not in (b"", b"0") or bool(head.get(b"transfer-encoding"))


def told_length(head: Head) -> int | None:
    """Return how long a request's body is said to be; None where it cannot be known, or is said twice."""
    told = {value for key, value in head.headers if key.lower() == b"content-length"}
    if head.get(b"transfer-encoding") or len(told) > 1:
        return None
    length = next(iter(told), b"0")
    return int(length) if length.isdigit() and len(length) < 12 else None


def _text(head: Head, name: bytes) -> str:
    return head.get(name).decode("latin-1").strip()


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
