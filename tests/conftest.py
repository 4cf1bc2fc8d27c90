"""Settings for every test: noisy machines fail no property test for being slow; long files begin first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files whose marks say that they take minutes, then with those that have many tests.

    A file is the work of one worker: a long one begun last would keep it busy when the others have no more. All that
    is slow is not begun together, since much of it waits and would leave the processors idle, and then wanted.
    """
    tests = Counter(item.path for item in items)
    takes: Counter[Path] = Counter()
    for item in items:
        slow = item.get_closest_marker("slow")
        takes[item.path] += slow.kwargs.get("seconds", 0) if slow else 0
    items.sort(key=lambda item: (-takes[item.path], -tests[item.path], item.path))
