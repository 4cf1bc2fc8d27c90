"""Finding a task on a site never seen: which links to follow, which page is the task's."""

from __future__ import annotations

from checks.finding_choice import choose_task_page, rank_pages
from checks.finding_links import RankedLink, rank_links, score_link
from checks.finding_pages import (
    Hearsay,
    PageScore,
    page_kind,
    score_page,
    trail_links,
    with_hearsay,
)

__all__ = [
    "Hearsay",
    "PageScore",
    "RankedLink",
    "choose_task_page",
    "page_kind",
    "rank_links",
    "rank_pages",
    "score_link",
    "score_page",
    "trail_links",
    "with_hearsay",
]
