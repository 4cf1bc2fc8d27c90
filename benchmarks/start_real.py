"""Measures whether the start of a task is found on labelled real pages (folder in BETTERSERVED_TEST_DATA).

Each labelled page is read by itself, as served, no crawl and no browser. Found: the way in that `checks.route`
takes leads to the labelled address (or its alternative), or is the form on this page or in its frame where the label says so.
Pages without a labelled start count apart: there no way in should be taken. Councils are parted in two by a hash
of their code, as in `facts_real`: rules are written while looking at the first half only.

    python benchmarks/start_real.py [--half first|second] [--verbose]
"""

from __future__ import annotations

import csv
import hashlib
import os
import sys
from collections import Counter
from pathlib import Path

from channel_real import council_of, journey_of, page_evidence, responses, wilson
from facts_real import half_of

from checks.addresses import canonical
from checks.channel_scene import scene_of
from checks.digest import digest
from checks.model import Journey
from checks.route import NextStep, next_step
from checks.views import SurveyView


def main() -> int:
    """Run the measurement; 0 also where the data is not there."""
    folder = os.environ.get("BETTERSERVED_TEST_DATA")
    if not folder:
        print("skipped: BETTERSERVED_TEST_DATA is not set")
        return 0
    data = Path(folder) / "real-2016"
    with (data / "labels_pages.csv").open(encoding="utf-8") as stream:
        labels = {row["blob"]: row for row in csv.DictReader(stream)}
    with (data / "councils.csv").open(encoding="utf-8") as stream:
        councils = {row["gss"]: council_of(row) for row in csv.DictReader(stream)}
    halves = sys.argv[sys.argv.index("--half") + 1 :][:1] if "--half" in sys.argv else ["first", "second"]
    tally: Counter[tuple[str, str, str]] = Counter()
    for _, (status, headers, body) in responses(data / "pages.warc.gz"):
        row = labels.pop(hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest(), None)
        if row is None or half_of(row["gss"]) not in halves:
            continue
        journey = journey_of(row)
        evidence = page_evidence("task", row["url"], status, headers, body, councils[row["gss"]], journey)
        html = str(evidence.facets["html"])
        for reader, way in (
            ("crawler", next_step(digest(html, row["url"]), journey)),
            ("checks", _scene_way(SurveyView(councils[row["gss"]], journey, [evidence]))),
        ):
            verdict = judge(row, way)
            tally[half_of(row["gss"]), reader, verdict] += 1
            if "--verbose" in sys.argv and not verdict.startswith("right"):
                _tell(reader, verdict, row, way, journey)
    for half in halves:
        for reader in ("crawler", "checks"):
            _print(half, reader, tally)
    return 0


def judge(row: dict[str, str], way: NextStep) -> str:
    """Return `right`, `wrong` or `missed`; of a page without a start `right: none` or `wrong: invented`."""
    wanted = {canonical(one) for one in (row["start_href"], *row["start_alt"].split("|")) if one}
    if not wanted:
        return "wrong: invented" if way.kind in ("form-here", "follow") else "right: none"
    if way.kind == "none":
        return "missed"
    here = canonical(row["url"]) in wanted or "form-page" in row["page_kind"]
    if way.kind == "form-here" or (way.how == "post" and "form-page" in row["page_kind"]):
        # A form of which this page shows the button only is on this page too.
        return "right" if here else "wrong"
    return "right" if canonical(way.url) in wanted else "wrong"


def _scene_way(view: SurveyView) -> NextStep:
    assert view.task is not None
    return scene_of(view, view.task).way


def _tell(reader: str, verdict: str, row: dict[str, str], way: NextStep, journey: Journey) -> None:
    print(f"{verdict} ({reader}): {journey.id} {row['page_kind']} {row['url']}")
    print(f"    label: “{row['start_text']}” {row['start_href']} {row['start_alt']}")
    print(f"    said: {way.kind} {way.how} {way.score} “{way.text[:60]}” {way.url} {way.reasons}")


def _print(half: str, reader: str, tally: Counter[tuple[str, str, str]]) -> None:
    counts = {said: count for (a, b, said), count in tally.items() if (a, b) == (half, reader)}
    total = sum(count for said, count in counts.items() if ":" not in said)
    right = counts.get("right", 0)
    low, high = wilson(right, total)
    share = f"{right / total:.0%}" if total else "-"
    none, invented = counts.get("right: none", 0), counts.get("wrong: invented", 0)
    print(
        f"{half} half, {reader}: start found on {right} of {total}: {share} ({low:.0%} to {high:.0%}),"
        f" wrong {counts.get('wrong', 0)}, missed {counts.get('missed', 0)};"
        f" none taken on {none} of {none + invented} without one"
    )


if __name__ == "__main__":
    sys.exit(main())
