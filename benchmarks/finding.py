"""Measure the finder on labelled addresses and archived pages against a bag of keywords.

    BETTERSERVED_TEST_DATA=FOLDER python benchmarks/finding.py [--json FILE] [--part held|tune] [--show]

Councils are split in two by their code: rules may be tuned and the model is trained on one half (`tune`), only the
other half (`held`, the default) counts. Averages are over journeys, not rows, and over those with 15 rows or more.

Two ways of asking. *Right journey first*: of all journeys, does the one that the row is labelled with score highest,
alone? *Right page first*: of all labelled pages of a council, near misses among them, does one of the journey's come
first? Good rows and `official-2017` only. A near miss is right if its journey is not first. Rows that say nothing (an
address of bare ids without a title) count as the others do, and are told. A council often registers one address for
several tasks ("Report it"), whose order nobody can tell from its name: beside the strict figure stands that of the
addresses registered for one task, by a name that says something. Four means are compared: phrases and model
together (the finder), each alone, and a bag of keywords.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import math
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from checks import leanings
from checks.addresses import canonical
from checks.digest import LinkSeen, PageDigest, digest
from checks.finding import score_link, score_page
from checks.finding_pages import speaking_parts
from checks.memo import forget
from checks.model import Journey
from checks.page_kinds import path_words
from checks.registry import packs
from checks.route import next_step
from checks.words import stems

GOOD = ("hand", "official", "community")
# Titles of these rows are a council's, a program's or a data set's name, not the page's.
UNTITLED = ("community", "planning-data")
# Counted beside the journeys, and left out of the mean.
NEAR_MISSES, SILENT = "(near misses not taken)", "(rows that say nothing)"

Scorer = Callable[[str, str, Sequence[Journey]], dict[str, float]]


def part_of(gss: str) -> str:
    return "held" if hashlib.sha256(gss.encode()).digest()[0] % 2 else "tune"


def ours(title: str, url: str, journeys: Sequence[Journey]) -> dict[str, float]:
    page = PageDigest(url=url, title=title)
    link = score_link(LinkSeen(url, speaking(title)), journeys).scores
    return {journey.id: max(link[journey.id], score_page(page, journey).score) for journey in journeys}


def trained(title: str, url: str, journeys: Sequence[Journey]) -> dict[str, float]:
    """Score by the trained model alone."""
    said = leanings.odds(speaking(title), url)
    return {one.id: 1 / (1 + math.exp(-said[one.id])) if one.id in said else 0.0 for one in journeys}


def untrained() -> AbstractContextManager[None]:
    """Let the finder go by phrases only."""
    return using(leanings.Model((leanings.OTHER,), (0,), {}))


@contextmanager
def using(model: leanings.Model) -> Iterator[None]:
    """Let the finder go by another model than the one shipped."""
    kept = leanings.model

    def other() -> leanings.Model:
        return model

    try:
        leanings.model = other  # type: ignore[assignment]
        forget()
        yield
    finally:
        leanings.model = kept
        forget()


def says_nothing(title: str, url: str) -> bool:
    """Say whether a row holds no word but the site's name and those by which products number their pages."""
    if title and not _NAMELESS.match(speaking(title)):
        return False
    parts = urlsplit(url)
    spoken_parts = re.findall(r"[a-z]{3,}", f"{parts.path} {parts.query}".lower())
    return not set(spoken_parts) - _NUMBERING


_NAMELESS = re.compile(r"^.{0,60}\b(?:council|main|home)\b.{0,12}$|^(?:fill in|application timeout)$", re.I)
_NUMBERING = frozenset(
    "index default page pages node article articles content home homepage site main info pid cfm asp aspx php html htm jsp "
    "portal citizen category link form forms function functionid eservices ufs ufsmain ebz ebf ebp articleid menuid nqcontent "
    "graphic frmhomepage ignore cuid lang xfp app apps appid www iweb com itouchvision".split()
)


def keywords(title: str, url: str, journeys: Sequence[Journey]) -> dict[str, float]:
    """Count the journey's own words in title and address, each once, weighed by how rare they are among journeys."""
    there = set(stems(title)) | set(stems(path_words(url)))
    bags = {journey.id: _bag(journey) for journey in journeys}
    common = {word: sum(word in bag for bag in bags.values()) for bag in bags.values() for word in bag}
    return {
        name: sum(math.log(1 + len(bags) / common[word]) for word in there & bag) / math.sqrt(1 + len(there))
        for name, bag in bags.items()
    }


MANY = 15


def _bag(journey: Journey) -> set[str]:
    groups = (journey.objects, journey.actions, journey.topics)
    return {word for group in groups for phrases in group.values() for one in phrases for word in stems(one)}


def speaking(title: str) -> str:
    return " ".join(speaking_parts(title))


def journey_first(
    data: Path,
    part: str,
    scorer: Scorer,
    journeys: Sequence[Journey],
    show: bool,
    *,
    single: bool = False,
    only: Container[str] | None = None,
) -> dict[str, tuple[int, int]]:
    """For each good row: does its own journey score highest, alone? For each near miss: does it not?

    *single*: only rows whose address the council registers for no other task, and that say something;
    *only*: councils, by their code.
    """
    ids = {journey.id for journey in journeys}
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _labelled(data, weak=True):
        if row["label_type"] == "positive" and row["label_quality"].startswith(GOOD):
            tasks[row["council_gss"], canonical(row["url"])].add(row["journey_id"])
    hits: dict[str, list[bool]] = defaultdict(list)
    for row in _labelled(data, weak=True):
        if row["journey_id"] not in ids or part_of(row["council_gss"]) != part:
            continue
        if only is not None and row["council_gss"] not in only:
            continue
        near = row["label_type"] == "near_miss"
        good = row["label_type"] == "positive" and row["label_quality"].startswith(GOOD)
        if not near and not good:
            continue
        title = "" if row["label_quality"].startswith(UNTITLED) else row["title"]
        shared = len(tasks[row["council_gss"], canonical(row["url"])]) > 1
        if single and (near or shared or says_nothing(title, row["url"])):
            continue
        scores = scorer(title, row["url"], journeys)
        top = max(scores.values())
        right = top > 0 and [name for name, value in scores.items() if value == top] == [row["journey_id"]]
        if near:
            hits[NEAR_MISSES].append(not right)
            continue
        hits[row["journey_id"]].append(right)
        if says_nothing(title, row["url"]):
            hits[SILENT].append(right)
        if show and not right:
            print("  journey", row["journey_id"], title, row["url"], {k: v for k, v in scores.items() if v})
    return {name: (sum(found), len(found)) for name, found in sorted(hits.items())}


def page_first(
    data: Path, part: str, scorer: Scorer, journeys: Sequence[Journey], show: bool
) -> dict[str, tuple[int, int]]:
    """For each council and journey: of all its labelled pages, is the first ranked one the journey's?"""
    by_council: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    right: dict[tuple[str, str], set[str]] = defaultdict(set)
    # Labelled for the journey by a pattern only: may be right, so neither a hit nor a miss.
    unsure: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _labelled(data, weak=True):
        gss = row["council_gss"]
        if part_of(gss) != part or row["label_type"] not in ("positive", "near_miss", "unlabelled"):
            continue
        key = canonical(row["url"])
        title = "" if row["label_quality"].startswith(UNTITLED) else row["title"]
        before = by_council[gss].get(key)
        if before is None or (title and not before["title"]):
            by_council[gss][key] = {"url": row["url"], "title": title}
        if row["label_type"] == "positive" and row["label_quality"].startswith(GOOD):
            right[gss, row["journey_id"]].add(key)
        elif row["label_type"] == "positive":
            unsure[gss, row["journey_id"]].add(key)
    hits: dict[str, list[bool]] = defaultdict(list)
    for journey in journeys:
        for gss, pages in sorted(by_council.items()):
            wanted = right.get((gss, journey.id))
            if not wanted or len(pages) < 6:
                continue
            scored = sorted(
                (
                    (scorer(one["title"], one["url"], [journey])[journey.id], key)
                    for key, one in pages.items()
                    if key in wanted or key not in unsure[gss, journey.id]
                ),
                key=lambda pair: (-pair[0], pair[1]),
            )
            found = scored[0][0] > 0 and scored[0][1] in wanted
            hits[journey.id].append(found)
            if show and not found:
                print(
                    "  page",
                    journey.id,
                    "wanted",
                    [pages[k] for k in wanted][:2],
                    "took",
                    pages[scored[0][1]],
                    scored[0][0],
                )
    return {name: (sum(found), len(found)) for name, found in sorted(hits.items())}


def _labelled(data: Path, *, weak: bool = False) -> Iterator[dict[str, str]]:
    with (data / "labelled_urls.csv").open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if weak or row["label_quality"].startswith(GOOD):
                yield row


def archived(path: Path) -> dict[str, str]:
    """Return the HTML of every good response of the archive, by canonical address."""
    pages: dict[str, str] = {}
    with gzip.open(path, "rb") as warc:
        while line := warc.readline():
            if not line.startswith(b"WARC/"):
                continue
            head: dict[str, str] = {}
            while line := warc.readline().strip():
                name, _, value = line.decode("utf-8", "replace").partition(":")
                head[name.lower()] = value.strip()
            body = warc.read(int(head.get("content-length", "0")))
            if head.get("warc-type") == "response" and b" 200" in body[:20]:
                html = body.partition(b"\r\n\r\n")[2]
                pages.setdefault(canonical(head["warc-target-uri"]), html.decode("utf-8", "replace"))
    return pages


def real_pages(data: Path, part: str, journeys: Sequence[Journey], show: bool) -> dict[str, tuple[int, int]]:
    """On hand-labelled pages: is the page known for its journey's, is its kind right, is the way in found?"""
    folder = data / "real-2016"
    pages = archived(folder / "pages.warc.gz")
    known = {journey.id: journey for journey in journeys}
    found: dict[str, list[bool]] = defaultdict(list)
    with (folder / "labels_pages.csv").open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            html = pages.get(canonical(row["url"]))
            if html is None or part_of(row["gss"]) != part:
                continue
            page = digest(html, row["url"])
            scores = {name: score_page(page, journey).score for name, journey in known.items()}
            best = max(scores, key=lambda name: scores[name])
            if row["journey"] not in known:
                quiet = scores[best] < 0.5
                found["not a page of these journeys"].append(quiet)
                if show and not quiet:
                    print("  taken for", best, scores[best], row["journey"], row["url"])
                continue
            found["page recognised"].append(best == row["journey"] and scores[best] >= 0.4)
            if show and not found["page recognised"][-1]:
                print(
                    "  not recognised",
                    row["journey"],
                    row["page_kind"],
                    row["url"],
                    scores,
                    page.title,
                    "|",
                    page.h1,
                )
            wanted = {canonical(one) for one in (row["start_href"], *row["start_alt"].split("|")) if one}
            if not wanted:
                continue
            step = next_step(page, known[row["journey"]])
            right = canonical(step.url or page.url) in wanted
            found["start found"].append(right)
            if show and not right:
                print(
                    "  start",
                    row["journey"],
                    row["url"],
                    "wanted",
                    row["start_text"],
                    wanted,
                    "took",
                    step.kind,
                    step.how,
                    step.text,
                    step.url,
                    step.score,
                )
    return {name: (sum(hits), len(hits)) for name, hits in found.items()}


MEANS: dict[str, Scorer] = {
    "finder": ours,
    "phrases alone": ours,
    "model alone": trained,
    "keywords": keywords,
}


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return the Wilson interval at 95 %."""
    if not of:
        return 0.0, 1.0
    share, z = hits / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - reach, middle + reach


def table(name: str, found: dict[str, tuple[int, int]]) -> dict[str, object]:
    print(f"\n{name}")
    for label, (hits, of) in found.items():
        low, high = interval(hits, of)
        share = f"{100 * hits / max(1, of):5.1f} %  ({100 * low:.0f} to {100 * high:.0f})"
        print(f"  {label:<36} {hits:>4} of {of:<4} {share}")
    every = _mean(pair for label, pair in found.items() if not label.startswith("("))
    many = mean_of_many(found)
    print(f"  {f'mean over those with {MANY} rows or more':<36} {'':>12} {100 * many:5.1f} %")
    print(f"  {'mean over all':<36} {'':>12} {100 * every:5.1f} %")
    return {
        "mean": round(every, 4),
        "mean_of_many": round(many, 4),
        **{label: list(pair) for label, pair in found.items()},
    }


def mean_of_many(found: dict[str, tuple[int, int]]) -> float:
    """Return the mean share over the journeys with rows enough."""
    return _mean(pair for label, pair in found.items() if not label.startswith("(") and pair[1] >= MANY)


def _mean(pairs: Iterable[tuple[int, int]]) -> float:
    shares = [hits / of for hits, of in pairs if of]
    return sum(shares) / len(shares) if shares else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--part", choices=("held", "tune"), default="held")
    parser.add_argument("--show", action="store_true", help="print what went wrong (only of the part tune)")
    options = parser.parse_args()
    folder = os.environ.get("BETTERSERVED_TEST_DATA", "")
    if not folder:
        print("skipped: set BETTERSERVED_TEST_DATA to the folder of labelled_urls.csv and real-2016/")
        return 0
    data = Path(folder)
    show = options.show and options.part == "tune"
    journeys = [pack.journey for pack in packs()]
    result = {}
    for name, measure in (("right journey first", journey_first), ("right page first", page_first)):
        for by, scorer in MEANS.items():
            with untrained() if by == "phrases alone" else nullcontext():
                found = measure(data, options.part, scorer, journeys, show and by == "finder")
            result[f"{name}, {by}"] = table(f"{name}, by the {by} ({options.part} councils)", found)
    name = "right journey first, of addresses for one task that say something"
    for by in ("finder", "keywords"):
        found = journey_first(data, options.part, MEANS[by], journeys, False, single=True)
        result[f"{name}, {by}"] = table(f"{name}, by the {by} ({options.part} councils)", found)
    found = real_pages(data, options.part, journeys, show)
    result["real pages"] = table(f"archived pages of 2016, labelled by hand ({options.part} councils)", found)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
