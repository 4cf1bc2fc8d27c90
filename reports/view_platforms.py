"""Pages of platforms: the table of all, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.frame import Frame, Page, journey_path, question_path
from reports.parts import interval_view
from reports.platforms import BARRIERS, PHONE, Platform, platforms
from reports.present import plural, slug, stars_view
from reports.said import said


def platform_pages(frame: Frame) -> Iterator[Page]:
    """Return the list of platforms and a page for each."""
    found = platforms(frame.edition.councils)
    paths = platform_paths(found)
    values = {
        "rows": [_row(one, paths) for one in found],
        "questions": [(frame.question_words(one), question_path(one)) for one in (PHONE, BARRIERS)],
        "script": "table.js",
    }
    yield Page("platforms/index.html", "platforms.html", said("Platforms"), values, "platforms")
    for one in found:
        yield _page(frame, one, paths)


def platform_paths(found: Sequence[Platform]) -> dict[str, str]:
    """Return the path of each platform's page, by its name."""
    paths: dict[str, str] = {}
    for one in found:
        stem = slug(one.name.lower())
        stem = f"{stem}-platform" if stem == "index" else stem
        path = f"platforms/{stem}.html"
        paths[one.name] = path if path not in paths.values() else f"platforms/{stem}-{len(paths)}.html"
    return paths


def _page(frame: Frame, one: Platform, paths: Mapping[str, str]) -> Page:
    by_journey: dict[str, list[Any]] = {}
    for survey in one.surveys:
        by_journey.setdefault(survey.journey.id, []).append(survey)
    rows = []
    for journey in frame.edition.journeys:
        some = by_journey.get(journey.id, [])
        if some:
            starred = [survey for survey in some if survey.score.stars is not None]
            good = sum((survey.score.stars or 0) >= 3 for survey in starred)
            rows.append(
                {
                    "title": journey.title,
                    "path": journey_path(journey.id),
                    "count": len(some),
                    "good": interval_view(good, len(starred)),
                }
            )
    values = {
        "name": one.name,
        "row": _row(one, paths),
        "rows": rows,
        "questions": [(frame.question_words(key), question_path(key)) for key in (PHONE, BARRIERS)],
        "councils": [
            {
                "name": council.name,
                "path": frame.council_path(council.council.gss),
                "stars": stars_view(council.overall.stars),
            }
            for council in sorted(one.councils, key=lambda council: council.name.casefold())
        ],
    }
    return Page(paths[one.name], "platform.html", one.name, values, "platforms")


def _row(one: Platform, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "path": paths[one.name],
        "councils": len(one.councils),
        "councils_words": plural(len(one.councils), "council"),
        "surveys": len(one.surveys),
        "surveys_words": plural(len(one.surveys), "survey"),
        "mean": "–" if one.mean.stars is None else f"{one.mean.stars:.2f}",
        "good": interval_view(one.good, one.mean.count),
        "online": interval_view(one.online.online, one.online.told),
        "phone": interval_view(one.phone.yes, one.phone.decided),
        "barriers": interval_view(one.barriers.yes, one.barriers.decided),
    }
