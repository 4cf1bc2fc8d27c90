"""Maps every way a fetch can fail to a cause of the methodology (section 2)."""

from __future__ import annotations

import asyncio
import ssl

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from checks.model import Cause


class PolicyStop(IgnoreRequest):
    """Raised where our own guard refuses to send a request."""


class RobotsStop(IgnoreRequest):
    """Raised where robots.txt wants more patience than a survey has."""


class HostStopped(IgnoreRequest):
    """Raised where a host has failed or refused so often that it is left alone for this run."""

    def __init__(self, cause: Cause, why: str) -> None:
        super().__init__(why)
        self.cause = cause


def cause_of_status(status: int) -> Cause | None:
    """Return the cause for an HTTP status; None for one that carries a page or its honest absence (404)."""
    if status in (401, 403, 407, 429, 451):
        return Cause.BLOCKED
    if status == 408:
        return Cause.TIMEOUT
    if status >= 500:
        return Cause.SERVER_ERROR
    return None


def cause_of_error(error: BaseException) -> tuple[Cause, str]:
    """Return the cause and one line of detail for an exception raised by a fetch."""
    name = f"{type(error).__name__}: {error}"[:300]
    match error:
        case HostStopped():
            return error.cause, str(error)[:300]
        case RobotsStop():
            return Cause.ROBOTS, str(error)[:300]
        case PolicyStop():
            return Cause.POLICY_STOP, str(error)[:300]
        case IgnoreRequest() if "robots" in str(error).lower():
            return Cause.ROBOTS, "robots.txt does not allow this page"
        case IgnoreRequest() if "redirect" in str(error).lower():
            return Cause.PAGE_BROKEN, "it redirects without end"
        case IgnoreRequest():
            return Cause.POLICY_STOP, name
        case DownloadTimeoutError() | TimeoutError() | asyncio.TimeoutError():
            return Cause.TIMEOUT, "no full answer in time"
        case CannotResolveHostError():
            return Cause.UNREACHABLE, "the host name is not known"
        case DownloadConnectionRefusedError():
            return Cause.UNREACHABLE, "the connection was refused"
        case DownloadCancelledError():
            return Cause.PAGE_BROKEN, "the answer is larger than the limit"
        case ssl.SSLError():
            return Cause.UNREACHABLE, name
        case ResponseDataLossError():
            return Cause.PAGE_BROKEN, "the answer broke off"
        case UnsupportedURLSchemeError() | ValueError():
            return Cause.PAGE_BROKEN, name
        case DownloadFailedError() | OSError():
            return Cause.UNREACHABLE, name
        case _:
            # An error that no server can cause is ours, and must not stand against the council.
            return Cause.NOT_MEASURED, name
