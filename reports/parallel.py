"""Spreads work over the processors by forking: children see what was read before, and it is not copied."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import current_process, get_all_start_methods, get_context
from typing import Any, TypeVar

Result = TypeVar("Result")
# Each child writes to its own copy of what it touches: more of them cost memory and gain little.
MOST = 4
_work: Callable[[int], Any] | None = None


@contextmanager
def spread(work: Callable[[int], Result], count: int) -> Iterator[Iterator[Result]]:
    """Start `work(0)` to `work(count - 1)` and give their results, in that order, as they are asked for.

    What *work* changes in memory is lost with the child; what it returns must be picklable. Where nothing can
    be forked, within such a child, or where one processor is all there is, the work is done here, when its
    result is asked for.
    """
    global _work
    workers = min(MOST, count, processors())
    if workers < 2 or "fork" not in get_all_start_methods() or current_process().daemon:
        yield map(work, range(count))
        return
    _work = work
    # Otherwise the first collection in a child would touch, and so copy, every object there is.
    gc.collect()
    gc.freeze()
    try:
        with get_context("fork").Pool(workers) as pool:
            yield pool.imap(_call, range(count))
    finally:
        gc.unfreeze()
        _work = None


@contextmanager
def lasting() -> Iterator[None]:
    """Read what is kept to the end without looking for garbage in it: a fifth of the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows do not tell.
        return os.cpu_count() or 1


def _call(at: int) -> Any:
    assert _work is not None
    return _work(at)
