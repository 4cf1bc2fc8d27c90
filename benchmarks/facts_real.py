"""Measures the questions of a task page against labelled real pages (folder in BETTERSERVED_TEST_DATA).

Each labelled page is judged by itself: no crawl, no browser, so questions of the walk are left out. Councils are
parted in two by a hash of their code: rules were written while looking at the first half only; the second is what
to believe. Prints for each question how many labels there are, how many were decided, how many of those right,
with a 95 % Wilson interval. Labels `unsure` are left out. Nothing of the pages is kept.

    python benchmarks/facts_real.py [--half first|second] [--verbose]
"""

from __future__ import annotations

import csv
import hashlib
import os
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from channel_real import council_of, journey_of, page_evidence, responses, wilson

from checks.judge import judge_survey
from checks.model import Answer, Applies, Cause, Council, CouncilType, Journey, Outcome
from checks.registry import JourneyPack, journey_ids, pack_of

AS_OF = date(2016, 2, 7)
# The labels' own facts, where a journey has a question that asks the same.
SAME = {
    ("fact/anonymous-report", "report-fly-tipping"): "report-fly-tipping/anonymous",
    ("fact/photo-upload", "report-fly-tipping"): "report-fly-tipping/photo",
    ("fact/map-offered", "report-fly-tipping"): "report-fly-tipping/map-to-mark",
    ("fact/price-stated", "apply-resident-parking-permit"): "apply-resident-parking-permit/price-stated",
    (
        "fact/documents-listed",
        "apply-resident-parking-permit",
    ): "apply-resident-parking-permit/documents-listed",
}
DECIDED = (Outcome.YES, Outcome.NO)


def main() -> int:
    """Run the measurement; 0 also where the data is not there."""
    folder = os.environ.get("BETTERSERVED_TEST_DATA")
    if not folder:
        print("skipped: BETTERSERVED_TEST_DATA is not set")
        return 0
    data = Path(folder) / "real-2016"
    labels: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader((data / "labels_facts.csv").open(encoding="utf-8")):
        labels.setdefault(row["blob"], []).append(row)
    pages = {row["blob"]: row for row in csv.DictReader((data / "labels_pages.csv").open(encoding="utf-8"))}
    councils = {row["gss"]: row for row in csv.DictReader((data / "councils.csv").open(encoding="utf-8"))}
    tallies: dict[str, dict[str, Counter[str]]] = {"first": {}, "second": {}}
    for _, (status, headers, body) in responses(data / "pages.warc.gz"):
        page = pages.pop(hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest(), None)
        if page is None:
            continue
        council, pack = _asked(council_of(councils[page["gss"]]), page)
        evidence = page_evidence("task", page["url"], status, headers, body, council, pack.journey)
        survey = judge_survey(council, pack, [evidence], run="real", as_of=AS_OF)
        answers = {answer.question: answer for answer in survey.answers}
        half = half_of(page["gss"])
        for label in labels.get(page["blob"], ()):
            name = SAME.get((label["question"], page["journey"]), label["question"])
            answer = answers.get(name)
            known = page["journey"] in journey_ids() or name != "core/title-names-task"
            if answer is None or label["outcome"] == "unsure" or not known:
                continue
            said = _said(answer, label["outcome"])
            tallies[half].setdefault(name, Counter())[said] += 1
            if "--verbose" in sys.argv and half == "first" and said == "wrong":
                print(
                    f"{page['url']}\n  {name}: {answer.outcome.value}, label {label['outcome']} ({label['evidence'][:90]})"
                )
                print(f"  {answer.detail[:160]}")
    wanted = sys.argv[sys.argv.index("--half") + 1 :][:1] if "--half" in sys.argv else list(tallies)
    for half in wanted:
        _print(half, tallies[half])
    return 0


def half_of(gss: str) -> str:
    """Return which half a council belongs to, by a hash of its code."""
    return "second" if hashlib.sha256(gss.encode()).digest()[0] % 2 else "first"


def _said(answer: Answer, label: str) -> str:
    if answer.outcome in DECIDED:
        return "right" if answer.outcome.value == label else "wrong"
    return "held back" if answer.cause is Cause.NEEDS_REVIEW else "not asked"


def _asked(council: Council, page: dict[str, str]) -> tuple[Council, JourneyPack]:
    """Return the journey, and the council as one that runs it (a few labelled pages belong to the other tier)."""
    journey: Journey = journey_of(page)
    pack = pack_of(journey.id) if journey.id in journey_ids() else JourneyPack(journey, (), "stand-in")
    if journey.applies_to(council) is not Applies.YES:
        council = replace(council, type=CouncilType.UNITARY, nation="England")
    return council, pack


def _print(half: str, tally: dict[str, Counter[str]]) -> None:
    print(f"{half} half: question, labels, decided, right of those decided (95 % interval), held back")
    total: Counter[str] = Counter()
    for name, counts in sorted(tally.items()):
        total += counts
        _line(name, counts)
    _line("all", total)
    core: Counter[str] = Counter()
    for name, counts in tally.items():
        core += counts if name.startswith("core/") else Counter()
    _line("core", core)


def _line(name: str, counts: Counter[str]) -> None:
    decided = counts["right"] + counts["wrong"]
    low, high = wilson(counts["right"], decided)
    share = f"{counts['right'] / decided:.0%}" if decided else "-"
    print(
        f"  {name:48} {sum(counts.values()):4} {decided:4} {counts['right']:4} = {share:>4} ({low:.0%} to {high:.0%})"
        f" {counts['held back']:3}"
    )


if __name__ == "__main__":
    sys.exit(main())
