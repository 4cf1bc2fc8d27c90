"""Remembers what was worked out about pages, and forgets it when the council they belong to is done with.

The words and addresses of one council's pages are met again and again while it is visited and judged, and
hardly ever after: kept longer, they would fill the memory of a national run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar
from weakref import WeakSet

T = TypeVar("T")

_CACHES: WeakSet[_lru_cache_wrapper[Any]] = WeakSet()


def remembered(most: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Return a decorator that keeps the *most* last results of a pure function until `forget` is called."""

    def keep(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        cached = lru_cache(maxsize=most)(function)
        _CACHES.add(cached)
        return cached

    return keep


def forget() -> None:
    """Forget everything remembered: what is asked again is worked out again, with the same result."""
    for cached in tuple(_CACHES):
        cached.cache_clear()
