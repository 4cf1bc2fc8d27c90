"""Answers about a page that are the same for every journey, worked out once while it is scored for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from checks.seen import PageDigest

Told = TypeVar("Told")


def once_per_page(rule: Callable[[PageDigest], Told]) -> Callable[[PageDigest], Told]:
    """Remember the answer about the page asked about last: pages come one after another, not mixed.

    It is told by identity, because comparing two pages costs more than most rules.
    """
    last: list[tuple[PageDigest, Told]] = []

    @wraps(rule)
    def asked(page: PageDigest) -> Told:
        if not last or last[0][0] is not page:
            last[:] = [(page, rule(page))]
        return last[0][1]

    return asked
