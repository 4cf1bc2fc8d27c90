"""From what a browser says went wrong to a cause of the methodology (section 2)."""

from __future__ import annotations

import re

from checks.model import Cause

_NET = re.compile(r"net::(ERR_\w+)")
_TIMEOUTS = {"ERR_TIMED_OUT", "ERR_CONNECTION_TIMED_OUT", "ERR_NETWORK_IO_SUSPENDED"}
_BROKEN = {
    "ERR_TOO_MANY_REDIRECTS",
    "ERR_INVALID_REDIRECT",
    "ERR_UNSAFE_REDIRECT",
    "ERR_INVALID_RESPONSE",
    "ERR_CONTENT_DECODING_FAILED",
    "ERR_CONTENT_LENGTH_MISMATCH",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH",
    "ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION",
}
_OURS = {"ERR_BLOCKED_BY_CLIENT", "ERR_UNSAFE_PORT", "ERR_DISALLOWED_URL_SCHEME", "ERR_UNKNOWN_URL_SCHEME"}
# Kinds of trouble that the gateway names.
_GATEWAY = {
    "denied": Cause.POLICY_STOP,
    "timeout": Cause.TIMEOUT,
    "unreachable": Cause.UNREACHABLE,
    "bad-answer": Cause.UNREACHABLE,
    "too-large": Cause.PAGE_BROKEN,
}


class VisitError(Exception):
    """The page could not be read, and the cause is known."""

    def __init__(self, cause: Cause, detail: str) -> None:
        super().__init__(detail)
        self.cause = cause
        self.detail = detail


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says: Playwright adds a log, Selenium a stack."""
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0][:300]


def cause_of_gateway(kind: str) -> Cause:
    """Return the cause for a kind of trouble that the gateway reported."""
    return _GATEWAY.get(kind, Cause.UNREACHABLE)


def cause_of_text(text: str) -> Cause:
    """Return the cause for a message of Playwright, Chromium or Selenium."""
    match = _NET.search(text)
    if match:
        code = match[1]
        if code in _TIMEOUTS:
            return Cause.TIMEOUT
        if code in _OURS:
            return Cause.POLICY_STOP
        return Cause.PAGE_BROKEN if code in _BROKEN else Cause.UNREACHABLE
    lower = text.lower()
    if "crash" in lower:
        return Cause.PAGE_BROKEN
    if "timeout" in lower or "timed out" in lower:
        return Cause.TIMEOUT
    if "download is starting" in lower:
        return Cause.NOT_MEASURED
    return Cause.PAGE_BROKEN
