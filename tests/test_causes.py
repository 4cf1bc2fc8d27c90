"""Every way a fetch fails has a cause of the methodology, and none of them is a No."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from checks.model import Cause
from crawler.causes import HostStopped, PolicyStop, cause_of_error, cause_of_status


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (200, None),
        (404, None),
        (410, None),
        (401, Cause.BLOCKED),
        (403, Cause.BLOCKED),
        (429, Cause.BLOCKED),
        (408, Cause.TIMEOUT),
        (500, Cause.SERVER_ERROR),
        (503, Cause.SERVER_ERROR),
        (599, Cause.SERVER_ERROR),
    ],
)
def test_status(status, cause):
    assert cause_of_status(status) is cause


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (CannotResolveHostError("x"), Cause.UNREACHABLE),
        (DownloadConnectionRefusedError("x"), Cause.UNREACHABLE),
        (DownloadFailedError("tls handshake"), Cause.UNREACHABLE),
        (ConnectionResetError("x"), Cause.UNREACHABLE),
        (DownloadTimeoutError("x"), Cause.TIMEOUT),
        (TimeoutError("x"), Cause.TIMEOUT),
        (DownloadCancelledError("too large"), Cause.PAGE_BROKEN),
        (ResponseDataLossError(), Cause.PAGE_BROKEN),
        (IgnoreRequest("Forbidden by robots.txt"), Cause.ROBOTS),
        (IgnoreRequest("max redirections reached"), Cause.PAGE_BROKEN),
        (PolicyStop("private address"), Cause.POLICY_STOP),
        (HostStopped(Cause.BLOCKED, "refused"), Cause.BLOCKED),
        (HostStopped(Cause.TIMEOUT, "hangs"), Cause.TIMEOUT),
        (RuntimeError("a bug of ours"), Cause.NOT_MEASURED),
    ],
)
def test_error(error, cause):
    found, detail = cause_of_error(error)
    assert found is cause
    assert detail
    assert len(detail) <= 320
