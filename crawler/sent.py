"""What a request carries in its query and body, as names and values; what cannot be read is an error."""

from __future__ import annotations

import email.policy
import json
import re
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

# A longer body is never let out. Forms that carry their state in a hidden field reach some hundred kB.
MAX_BODY = 512 * 1024
MAX_PAIRS = 2000
_MAX_DEPTH = 12
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{1,70}")


class Unreadable(ValueError):
    """A body that is too large, of a kind that is not read, or malformed; the message says which."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One name and value. `path` leads to it in JSON, outermost first; `file` marks an upload."""

    name: str
    value: str
    path: tuple[str, ...] = ()
    file: bool = False


def query_pairs(url: str) -> tuple[Pair, ...]:
    """Return what the query of *url* carries. Raises `Unreadable`."""
    try:
        query = urlsplit(url).query
    except ValueError:
        raise Unreadable("the address is malformed") from None
    return _urlencoded(query)


def body_pairs(body: bytes, content_type: str) -> tuple[Pair, ...]:
    """Return what *body* carries, read as its *content_type* says. Raises `Unreadable`.

    Read are `application/x-www-form-urlencoded`, `multipart/form-data` and JSON; never anything else, since
    what cannot be read cannot be judged.
    """
    if len(body) > MAX_BODY:
        raise Unreadable("the body is too large")
    if not body:
        return ()
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _urlencoded(_text(body))
    if kind == "multipart/form-data":
        return _multipart(body, parameters)
    if kind == "application/json" or kind.endswith("+json"):
        return _json(_text(body))
    raise Unreadable("the body is of a kind that is not read")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("the body is not UTF-8") from None


def _urlencoded(text: str) -> tuple[Pair, ...]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_PAIRS, errors="strict")
    except ValueError:
        raise Unreadable("there are too many values, or they are malformed") from None
    return tuple(Pair(name, value) for name, value in pairs)


def _multipart(body: bytes, parameters: str) -> tuple[Pair, ...]:
    """Read `multipart/form-data` (RFC 7578) as browsers write it: every part named."""
    match = re.fullmatch(r'\s*boundary=(?:"([^"]*)"|([^\s;"]+))\s*', parameters)
    boundary = (match[1] or match[2] or "") if match else ""
    if not _BOUNDARY.fullmatch(boundary):
        raise Unreadable("the multipart boundary is missing or malformed")
    line = b"--" + boundary.encode("ascii")
    pieces = (b"\r\n" + body).split(b"\r\n" + line)
    if len(pieces) < 2 or pieces[0] or pieces[-1] not in (b"--", b"--\r\n"):
        raise Unreadable("the multipart body is not well-formed")
    if len(pieces) - 2 > MAX_PAIRS:
        raise Unreadable("there are too many values")
    return tuple(_part(piece) for piece in pieces[1:-1])


def _part(piece: bytes) -> Pair:
    head, blank, content = piece.partition(b"\r\n\r\n")
    if not head.startswith(b"\r\n") or not blank or len(head) > 8192:
        raise Unreadable("a part of the multipart body is malformed")
    try:
        headers = BytesHeaderParser(policy=email.policy.HTTP).parsebytes(
            _text(head[2:] + b"\r\n\r\n").encode()
        )
        disposition = headers["content-disposition"]
        parameters = disposition.params if disposition is not None else {}
        shape = disposition is not None and disposition.content_disposition == "form-data"
    except (ValueError, IndexError, AttributeError, KeyError, TypeError, LookupError):
        raise Unreadable("a part of the multipart body has no readable head") from None
    named = headers.get_all("content-disposition") or []
    encoded = headers["content-transfer-encoding"] is not None
    if not shape or len(named) != 1 or "name" not in parameters or encoded:
        raise Unreadable("a part of the multipart body has no name, or more than one")
    if "filename" in parameters or "filename*" in str(disposition).lower():
        return Pair(str(parameters["name"]), "…" if content else "", file=True)
    return Pair(str(parameters["name"]), _text(content))


def _json(text: str) -> tuple[Pair, ...]:
    try:
        value = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise Unreadable("the JSON is malformed") from None
    pairs: list[Pair] = []
    _walk(value, (), pairs)
    return tuple(pairs)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    # The last of two equal names counts for one reader and the first for another.
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _walk(value: Any, path: tuple[str, ...], pairs: list[Pair]) -> None:
    if len(path) > _MAX_DEPTH or len(pairs) > MAX_PAIRS:
        raise Unreadable("the JSON is too deep or too long")
    if isinstance(value, dict):
        for name, inner in value.items():
            _walk(inner, (*path, name), pairs)
    elif isinstance(value, list):
        for inner in value:
            # Items bear the name of their list.
            _walk(inner, (*path, ""), pairs)
    else:
        text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
        name = next((step for step in reversed(path) if step), "")
        pairs.append(Pair(name, text, tuple(step for step in path if step)))
