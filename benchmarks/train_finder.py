"""Train the small model of the finder, `checks/leanings.json`, on the tuning half of the labelled addresses.

    BETTERSERVED_TEST_DATA=FOLDER python benchmarks/train_finder.py [--folds 5] [--out FILE]

A multinomial logistic regression over the signs of `checks/signs.py`: one class for each journey and one for all else,
stochastic gradient descent with AdaGrad, in a fixed order. Titles and addresses of councils of the tuning half only,
and the names that the service list gives each service. Rows labelled by a pattern (`weak-*`) count a quarter; pages that
nobody labelled, near misses and the pages of other services are the rest. `--folds` also measures it on councils of the
tuning half that were left out, beside naive Bayes on the same signs, and the whole finder with such a model; nothing
here ever reads the other half.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.finding import GOOD, UNTITLED, journey_first, mean_of_many, ours, part_of, speaking, using
from checks import leanings
from checks.leanings import OTHER, UNIT
from checks.registry import packs
from checks.signs import signs

OUT = Path(__file__).resolve().parent.parent / "checks" / "leanings.json"
# A sign that fewer councils have teaches their names.
COUNCILS = 3
EPOCHS, RATE, DECAY, WEAK = 20, 0.3, 0.0015, 0.25
# Weights nearer to nothing than this, in hundredths, are left out of the file.
FAINT = 8

Weights = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled page: the council it belongs to, its signs, the place of its class, and how much it counts."""

    council: str
    signs: tuple[str, ...]
    place: int
    counts: float
    good: bool


def examples(data: Path, classes: Sequence[str]) -> list[Example]:
    """Return the examples of the tuning half."""
    found = []
    with (data / "labelled_urls.csv").open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            kind, quality = row["label_type"], row["label_quality"]
            if part_of(row["council_gss"]) != "tune" or kind not in ("positive", "near_miss", "unlabelled"):
                continue
            named = row["journey_id"] if kind == "positive" else OTHER
            # These titles say who filed the row or why, not what the page is called.
            untitled = quality.startswith(UNTITLED)
            good = quality.startswith(GOOD)
            found.append(
                Example(
                    row["council_gss"],
                    signs("" if untitled else speaking(row["title"]), row["url"]),
                    classes.index(named if named in classes else OTHER),
                    1.0 if good or kind != "positive" else WEAK,
                    good and kind == "positive",
                )
            )
    with (data / "lgsl_govuk_enabled.csv").open(newline="", encoding="utf-8") as rows:
        codes: dict[int, set[str]] = defaultdict(set)
        for pack in packs():
            for code in pack.journey.lgsl:
                codes[code].add(pack.journey.id)
        for row in csv.DictReader(rows):
            meant = codes.get(int(row["lgsl"]), {OTHER})
            if len(meant) > 1:
                continue  # one service, two of our journeys
            place = classes.index(min(meant))
            for number, text in enumerate((row["esd_label"], *row["govuk_titles"].split(";"))):
                if text.strip():
                    found.append(Example(f"list-{number}", signs(text, ""), place, 1.0, good=False))
    return found


def trained(rows: Sequence[Example], classes: Sequence[str]) -> Weights:
    """Return the weights of each sign by class; the sign "" is the bias."""
    councils: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for sign in row.signs:
            councils[sign].add(row.council)
    size = range(len(classes))
    weights: Weights = {s: [0.0 for _ in size] for s, of in councils.items() if len(of) >= COUNCILS}
    weights[""] = [0.0 for _ in size]
    steps = {sign: [1e-6 for _ in size] for sign in weights}
    known = [[*(sign for sign in row.signs if sign in weights), ""] for row in rows]
    dice, order = random.Random(4), list(range(len(rows)))
    for _ in range(EPOCHS):
        dice.shuffle(order)
        for at in order:
            row, mine = rows[at], [(weights[s], steps[s]) for s in known[at]]
            pull = [row.counts * one for one in _shares([w for w, _ in mine], len(classes))]
            pull[row.place] -= row.counts
            for weight, step in mine:
                for place in size:
                    slope = pull[place] + DECAY * weight[place]
                    if slope > 1e-4 or slope < -1e-4:
                        step[place] += slope * slope
                        weight[place] -= RATE * slope / math.sqrt(step[place])
    return weights


def naive_bayes(rows: Sequence[Example], classes: Sequence[str]) -> Weights:
    """Return the weights of naive Bayes on the same signs, counts smoothed by a half."""
    seen: Weights = defaultdict(lambda: [0.0 for _ in classes])
    for row in rows:
        for sign in (*row.signs, ""):
            seen[sign][row.place] += row.counts
    whole = [sum(counts[place] for sign, counts in seen.items() if sign) for place in range(len(classes))]
    return {
        sign: [
            math.log((one + 0.5) / (whole[place] + 0.5 * len(seen))) if sign else math.log(one + 0.5)
            for place, one in enumerate(counts)
        ]
        for sign, counts in seen.items()
    }


def _shares(weights: Iterable[Sequence[float]], size: int) -> list[float]:
    totals = [math.fsum(column) for column in zip(*weights, strict=True)] or [0.0] * size
    top = max(totals)
    shares = [math.exp(one - top) for one in totals]
    return [one / sum(shares) for one in shares]


def left_out(
    rows: Sequence[Example],
    classes: Sequence[str],
    folds: int,
    train: Callable[[Sequence[Example], Sequence[str]], Weights],
) -> float:
    """Return the share of good rows whose journey comes first, by a model that has not seen their council."""
    hits: dict[int, list[bool]] = defaultdict(list)
    groups = sorted({row.council for row in rows if row.good})
    for fold in range(folds):
        away = set(groups[fold::folds])
        weights = train([row for row in rows if row.council not in away], classes)
        for row in rows:
            if row.council in away and row.good and classes[row.place] != OTHER:
                shares = _shares([weights[s] for s in (*row.signs, "") if s in weights], len(classes))[:-1]
                hits[row.place].append(max(range(len(shares)), key=shares.__getitem__) == row.place)
    enough = [sum(found) / len(found) for found in hits.values() if len(found) >= 15]
    return sum(enough) / len(enough)


def finder_left_out(data: Path, rows: Sequence[Example], classes: Sequence[str], folds: int) -> float:
    """Return the same share for the finder, phrases and model together, by councils that no model has seen."""
    hits: dict[str, tuple[int, int]] = {}
    journeys = [pack.journey for pack in packs()]
    groups = sorted({row.council for row in rows if row.good})
    for fold in range(folds):
        away = frozenset(groups[fold::folds])
        weights = trained([row for row in rows if row.council not in away], classes)
        with using(leanings.read(json.loads(packed(weights, classes)))):
            found = journey_first(data, "tune", ours, journeys, False, only=away)
        for name, (right, of) in found.items():
            before = hits.get(name, (0, 0))
            hits[name] = before[0] + right, before[1] + of
    return mean_of_many(hits)


def packed(weights: Weights, classes: Sequence[str]) -> str:
    """Return the model as JSON: whole hundredths, as (place, weight) one after the other, faint ones left out."""
    lines = {}
    for sign in sorted(weights):
        pairs = [(place, round(UNIT * one)) for place, one in enumerate(weights[sign])]
        kept = [part for place, one in pairs if abs(one) >= FAINT for part in (place, one)]
        if sign and kept:
            lines[sign] = kept
    bias = [round(UNIT * one) for one in weights[""]]
    said = {"trained_by": "benchmarks/train_finder.py", "classes": list(classes), "bias": bias}
    body = ",\n".join(
        f"{json.dumps(k, ensure_ascii=False)}:{json.dumps(v, separators=(',', ':'))}"
        for k, v in lines.items()
    )
    return json.dumps(said)[:-1] + ',\n"weights": {\n' + body + "\n}}\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    folder = os.environ.get("BETTERSERVED_TEST_DATA", "")
    if not folder:
        print("skipped: set BETTERSERVED_TEST_DATA to the folder of labelled_urls.csv")
        return 0
    classes = [*sorted(pack.journey.id for pack in packs()), OTHER]
    rows = examples(Path(folder), classes)
    print(f"{len(rows)} examples of the tuning half")
    for name, train in (("logistic regression", trained), ("naive Bayes", naive_bayes)):
        if options.folds:
            share = left_out(rows, classes, options.folds, train)
            print(f"right journey first on councils left out, {name}: {100 * share:.1f} %")
    if options.folds:
        share = finder_left_out(Path(folder), rows, classes, options.folds)
        print(f"right journey first on councils left out, the finder: {100 * share:.1f} %")
    text = packed(trained(rows, classes), classes)
    options.out.write_text(text, encoding="utf-8")
    print(f"{options.out.name}: {len(text) // 1024} KB, {text.count(chr(10)) - 4} signs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
