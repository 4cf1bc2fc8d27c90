"""Holds what runs left behind against the estate's truth about walking: pure functions over rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from store import RunFolder
from store.files import read_lines

Key = tuple[str, str]
WALK = "form-walk"


def walks_of(run: RunFolder) -> dict[Key, dict[str, Any]]:
    """Return how the walk of every form of *run* ended, by GSS code and journey.

    That is the facet `form-walk`; where the way in ended at a log-in before any form, the facet `route` says so.
    """
    return dict(_walks(run))


def _walks(run: RunFolder) -> Iterator[tuple[Key, dict[str, Any]]]:
    for gss in run.finished():
        for row in read_lines(run.path / "councils" / gss / "evidence.jsonl"):
            if row["step"] != "walk":
                continue
            facet, route = row["facets"].get(WALK), row["facets"].get("route")
            if isinstance(facet, dict) and "stop_reason" in facet:
                yield (gss, row["journey"]), facet
            elif isinstance(route, dict) and route.get("end") == "sign-in":
                detail = "the way in ends at a log-in"
                yield (gss, row["journey"]), {"stop_reason": "sign-in", "steps": [], "detail": detail}


def unexcused(ledger: Sequence[Mapping[str, Any]], excused: Mapping[Key, str]) -> list[dict[str, Any]]:
    """Return the lines of *ledger* that no listed liar made (by the estate's slug and journey)."""
    return [dict(line) for line in ledger if (line["council"], line["journey"]) not in excused]


def judge_walk(true: Mapping[str, Any], told: Mapping[str, Any] | None, depth: str) -> str:
    """Return how one form was treated: right, short (ended before its last page), wrong (the reason), or absent.

    *true* is a row of tests/estate/walks.py, *told* the facet. In `observe` every form has one page and the reasons
    of `observe`; a liar about both may end anywhere, since nobody can tell it.
    """
    if told is None:
        return "absent"
    stop, pages = told["stop_reason"], len(told["steps"])
    if depth == "observe":
        return "right" if stop in true["observe"] and pages <= 1 else "wrong"
    if true["liar"] == "both":
        return "right"
    if true["walk"] == "yes":
        return "short" if pages < true["last"] else "right" if stop in true["stops"] else "wrong"
    return "right" if stop in true["stops"] else "wrong"


def judge_walks(
    truth: Sequence[Mapping[str, Any]], told: Mapping[Key, Mapping[str, Any]], depth: str
) -> list[dict[str, Any]]:
    """Return a row for each form of *truth*: what is true of it, what the tool did, and the verdict."""
    rows = []
    for true in truth:
        facet = told.get((true["council"], true["journey"]))
        rows.append(
            {
                "form": f"{true['council_slug']} {true['journey']}",
                "engine": true["engine"],
                "walk": true["walk"],
                "liar": true["liar"],
                "last": true["last"],
                "stops": true["observe"] if depth == "observe" else true["stops"],
                "pages": len(facet["steps"]) if facet else None,
                "stop": facet["stop_reason"] if facet else "",
                "detail": facet["detail"] if facet else "",
                "verdict": judge_walk(true, facet, depth),
            }
        )
    return rows


def shares(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return, for walkable, unwalkable and either-way forms: how many, how many right, and their share."""
    found = {}
    for kind in ("yes", "no", "either"):
        some = [row for row in rows if row["walk"] == kind and row["liar"] != "both"]
        right = sum(row["verdict"] == "right" for row in some)
        found[kind] = {
            "forms": len(some),
            "right": right,
            "share": share(right, len(some)),
        }
    return found


def share(part: int, whole: int) -> float | None:
    """Return a share, None of nothing."""
    return round(part / whole, 4) if whole else None
