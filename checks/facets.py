"""Reads facets without trusting their shape: junk and `Missing` become empty, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from checks.memo import remembered
from checks.model import Missing


@remembered(512)
def day_of(stamp: str) -> date:
    """Return the day in London of an ISO 8601 time in UTC; 1 January 1 where it is not one."""
    try:
        when = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    except ValueError:
        return date.min
    return when.astimezone(ZoneInfo("Europe/London")).date() if when.tzinfo else when.date()


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return a facet's value if it is a mapping, else an empty one (`Missing` and junk alike)."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Any) -> list[Any]:
    """Return a facet's list, or an empty one."""
    return list(value) if isinstance(value, list | tuple) and not isinstance(value, Missing) else []
