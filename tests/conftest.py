"""Settings for every test: noisy machines fail no property test for being slow; long files begin first."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


# About so long a test takes, in seconds, with two others at work: one marked slow without a figure, any other.
SLOW_S, QUICK_S = 15.0, 0.2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, as their marks say.

    A file is the work of one worker: a long one begun last would keep it busy when the others have no more.
    """
    takes: defaultdict[Path, float] = defaultdict(float)
    for item in items:
        slow = item.get_closest_marker("slow")
        takes[item.path] += slow.kwargs.get("seconds", SLOW_S) if slow else QUICK_S
    items.sort(key=lambda item: (-takes[item.path], item.path))
