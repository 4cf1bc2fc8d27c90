"""Measures channel classification against labelled real pages (folder in BETTERSERVED_TEST_DATA).

Each labelled page is judged by itself, with the page behind its start link where the archive has it; no crawl,
no browser. Prints right, wrong and held back, with 95 % Wilson intervals, for all and for each half of the councils:
rules are tuned on the one and reported on the other. `--verbose` lists what is not right in the half for tuning alone.
Nothing of the pages is kept.

    python benchmarks/channel_real.py [--verbose]
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from checks.addresses import canonical
from checks.channel import decide_channel
from checks.channel_scene import scene_of
from checks.model import Applies, Council, CouncilType, Device, Evidence, Journey
from checks.registry import journey_ids, pack_of
from checks.views import SurveyView

TUNING, HELD_BACK = "tuning", "held back"
DAY = "2016-02-07T12:00:00Z"


def main() -> int:
    """Run the measurement; 0 also where the data is not there."""
    folder = os.environ.get("BETTERSERVED_TEST_DATA")
    if not folder:
        print("skipped: BETTERSERVED_TEST_DATA is not set")
        return 0
    data = Path(folder) / "real-2016"
    rows = [row for row in csv.DictReader((data / "labels_pages.csv").open()) if row["channel"] != "unclear"]
    councils = {row["gss"]: row for row in csv.DictReader((data / "councils.csv").open())}
    archive: dict[str, tuple[int, dict[str, str], bytes]] = {}
    by_blob: dict[str, tuple[int, dict[str, str], bytes]] = {}
    for address, one in responses(data / "pages.warc.gz"):
        archive[address] = one
        by_blob[hashlib.sha1(b"blob %d\0" % len(one[2]) + one[2]).hexdigest()] = one
    tally: Counter[tuple[str, str]] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    for row in rows:
        status, headers, body = by_blob[row["blob"]]
        council = council_of(councils[row["gss"]])
        journey = journey_of(row)
        evidence = [page_evidence("task", row["url"], status, headers, body, council, journey)]
        first = SurveyView(council, journey, evidence)
        assert first.task is not None
        way = scene_of(first, first.task).way
        beyond = archive.get(canonical(way.url)) if way.kind == "follow" else None
        if beyond is not None and beyond[0] == 200:
            evidence.append(page_evidence("start", way.url, *beyond, council, journey))
        decision = decide_channel(SurveyView(council, journey, evidence))
        said = (
            decision.channel.value
            if decision.channel
            else f"({decision.cause.value if decision.cause else '?'})"
        )
        verdict = (
            "right"
            if said in (row["channel"], row["channel_alt"])
            else ("held back" if decision.channel is None else "wrong")
        )
        half = half_of(row["gss"])
        tally[half, verdict] += 1
        confusion[row["channel"], said] += 1
        if "--verbose" in sys.argv and verdict != "right" and half == TUNING:
            print(
                f"{verdict}: {row['channel']} as {said} {decision.confidence} {row['journey']} {row['url']}"
            )
            print("   ", *decision.reasons, "|", way.kind, way.score, way.text[:60], way.url[:90])
    for name, halves in (
        ("all", (TUNING, HELD_BACK)),
        ("tuning half", (TUNING,)),
        ("held-back half", (HELD_BACK,)),
    ):
        right, wrong, back = (
            sum(tally[half, kind] for half in halves) for kind in ("right", "wrong", "held back")
        )
        print(f"{name}: right {right} of {right + wrong + back}: {share(right, right + wrong + back)}")
        print(f"  of the {right + wrong} decided {share(right, right + wrong)}; held back {back}")
    for (truth, said), count in sorted(confusion.items()):
        print(f"  {truth:20} {said:20} {count}")
    return 0


def half_of(gss: str) -> str:
    """Return the half that a council belongs to, by a hash of its code."""
    return TUNING if hashlib.sha256(gss.encode()).digest()[0] % 2 else HELD_BACK


def share(right: int, total: int) -> str:
    """Return a share in percent with its interval."""
    low, high = wilson(right, total)
    return f"{right / max(1, total):.0%} ({low:.0%} to {high:.0%})"


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a proportion."""
    if not total:
        return 0.0, 1.0
    p = right / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half


def responses(path: Path) -> Iterator[tuple[str, tuple[int, dict[str, str], bytes]]]:
    """Yield (canonical address, (status, headers, body)) of a WARC's response records."""
    with gzip.open(path, "rb") as stream:
        while line := stream.readline():
            if not line.startswith(b"WARC/"):
                continue
            head = _headers(stream)
            block = stream.read(int(head["content-length"]))
            if head.get("warc-type") != "response":
                continue
            top, _, body = block.partition(b"\r\n\r\n")
            first, *rest = top.decode("latin-1").split("\r\n")
            fields = {k.strip().lower(): v.strip() for k, _, v in (one.partition(":") for one in rest)}
            yield canonical(head["warc-target-uri"]), (int(first.split()[1]), fields, body)


def _headers(stream: gzip.GzipFile) -> dict[str, str]:
    found = {}
    while (line := stream.readline().strip()) != b"":
        key, _, value = line.decode("utf-8", "replace").partition(":")
        found[key.strip().lower()] = value.strip()
    return found


def page_evidence(
    step: str, url: str, status: int, headers: dict[str, str], body: bytes, council: Council, journey: Journey
) -> Evidence:
    """Return an archived response as the evidence that the HTTP tier would have left."""
    kind = headers.get("content-type", "text/html")
    charset = kind.lower().partition("charset=")[2].strip("\"' ;") or "utf-8"
    try:
        html = body.decode(charset, "replace")
    except LookupError:
        html = body.decode("utf-8", "replace")
    facets = {"html": html, "http": {"status": status, "content_type": kind, "headers": headers}}
    return Evidence("real", council.gss, journey.id, step, Device.HTTP, url, url, DAY, None, facets)


def council_of(row: dict[str, str]) -> Council:
    """Return a row of councils.csv as a council."""
    return Council(
        row["gss"], row["name"], CouncilType(row["type"]), row["nation"], row["region"], row["homepage"]
    )


def journey_of(row: dict[str, str]) -> Journey:
    """Return the journey, or a stand-in made of its id's words where it has no module yet."""
    name = row["journey"] if row["journey"] != "none" else (row["near_miss_for"] or "report-something")
    if name in journey_ids():
        return pack_of(name).journey
    action, _, thing = name.removeprefix("apply-for-").partition("-") if not name.startswith("apply-for-") else (
        "apply", "", name.removeprefix("apply-for-")
    )  # fmt: skip
    thing = thing.replace("-", " ")
    return Journey(
        id=name, title=name.replace("-", " ").capitalize(), task=name, lgsl=(), lgil=(),
        runs=dict.fromkeys(CouncilType, Applies.YES), objects={"en": (thing,)}, actions={"en": (action,)},
        topics={}, queries={"en": (thing,)}, misspelling=thing,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
