"""Which hosts turned a run away, kept from one session of it to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from checks.model import Cause
from crawler.causes import HostStopped
from store import RunFolder

STOPPED = "host-stopped"
# A run that is resumed on another day may ask again; one that crashed and is resumed at once may not.
KEPT = timedelta(days=1)


def left_alone_before(run: RunFolder) -> Iterator[tuple[str, HostStopped, float]]:
    """Yield the hosts that turned away an earlier session within `KEPT`, why, and for how many seconds more.

    A host that only failed to answer is asked again: that may have been our own connection.
    """
    now = datetime.now(UTC)
    for row in run.told(STOPPED):
        try:
            left = datetime.fromisoformat(str(row["at"])) + KEPT - now
            host, why = str(row["host"]), str(row["why"])
        except (KeyError, ValueError, TypeError):
            continue
        if row.get("cause") == Cause.BLOCKED and left > timedelta(0):
            yield host, HostStopped(Cause.BLOCKED, why), left.total_seconds()
