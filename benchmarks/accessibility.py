"""How much our probes and axe find on two public benches: GDS's tool audit and W3C's ACT rule examples.

Runs what a run runs (the browser pool's visit, the same probes, the same judges) over the folders
`gds-accessibility-tool-audit` and `act-rules` of BETTERSERVED_TEST_DATA, and skips where they are not. A GDS case
counts only if a finding names that defect on that element: gds_cases.toml says which do. An ACT example counts
only by rules mapped to the ACT rule under test: axe's own `actIds`, and `act` of a rule of ours.

    python benchmarks/accessibility.py [--bench gds|act] [--case 12,113] [--rule afw4f7] [--json FILE]
        [--keep FILE] [--again FILE] [--engine axe]

`--keep` writes what the browser measured, `--again` judges that anew without a browser.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from bench_pages import (
    ACT_ROOT,
    Page,
    Seen,
    act_pages,
    act_rules,
    gds_pages,
    look_at,
    looks_like,
    select,
    served,
    stands_on,
)
from bs4 import BeautifulSoup

from checks.accessibility.model import ADVICE, FAILURE, REVIEW, Flaw
from checks.accessibility.page import flaws_of
from checks.model import Missing

# axe's rule avoid-inline-spacing judges three properties, and names in its summary the one at fault.
PROPERTIES = {"24afc2": "letter-spacing", "9e45ec": "word-spacing", "78fd32": "line-height"}
ERROR, NOTHING = "error", "nothing"


def main() -> int:
    arguments = _arguments()
    folder = os.environ.get("BETTERSERVED_TEST_DATA")
    if not folder:
        print("skipped: BETTERSERVED_TEST_DATA is not set")
        return 0
    data = Path(folder)
    benches = [name for name in ("gds", "act") if arguments.bench in ("", name)]
    pages: list[Page] = []
    for name, kept, listed in (
        ("gds", "gds-accessibility-tool-audit", gds_pages),
        ("act", "act-rules", act_pages),
    ):
        if name in benches and not (data / kept).is_dir():
            print(f"skipped: {data / kept} is not there")
        elif name in benches:
            pages += listed(data)
    wanted = set(filter(None, f"{arguments.case},{arguments.rule}".split(",")))
    pages = [page for page in pages if not wanted or page.group in wanted or page.key in wanted]
    if not pages:
        return 0
    seen = _seen(pages, data, arguments)
    figures: dict[str, Any] = {"lost": _lost(seen)}
    gds = [page for page in pages if page.key.startswith("gds")]
    act = [page for page in pages if page.key.startswith("act")]
    flaws = {key: _flaws(one, arguments.engine) for key, one in seen.items()}
    if gds:
        figures["gds"] = _gds(gds, seen, flaws, verbose=bool(wanted) or arguments.verbose)
    if act:
        figures["act"] = _act(act, flaws, verbose=bool(wanted) or arguments.verbose)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


def _seen(pages: list[Page], data: Path, arguments: argparse.Namespace) -> dict[str, Seen]:
    if arguments.again:
        kept: dict[str, Seen] = pickle.loads(Path(arguments.again).read_bytes())
        return {page.key: kept[page.key] for page in pages if page.key in kept}

    def told(done: int) -> None:
        if done % 20 == 0 or done == len(pages):
            print(f"\r{done} of {len(pages)} pages", end="", file=sys.stderr, flush=True)

    folders = ((ACT_ROOT, data / "act-rules"), ("", data / "gds-accessibility-tool-audit"))
    before = os.times()
    with served(*folders) as address:
        seen = look_at(pages, address, workers=arguments.workers, told=told)
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    print(f"\n{spent / len(pages):.2f} CPU s a page, all processes that have ended", file=sys.stderr)
    if arguments.keep:
        Path(arguments.keep).write_bytes(pickle.dumps(seen))
    return seen


def _flaws(one: Seen, engine: str) -> tuple[Flaw, ...]:
    return tuple(flaw for flaw in flaws_of(one.evidence()) if not engine or flaw.engine == engine)


def _lost(seen: dict[str, Seen]) -> dict[str, int]:
    """Return how often each facet could not be measured: a loss there is no "not found"."""
    lost: Counter[str] = Counter()
    for one in seen.values():
        for name, value in one.facets.items():
            if isinstance(value, Missing):
                lost[f"{name}: {value.cause}: {value.detail[:80]}"] += 1
    for what, count in lost.most_common():
        print(f"not measured on {count} pages: {what}")
    return dict(lost)


def _gds(
    pages: list[Page], seen: dict[str, Seen], flaws: dict[str, tuple[Flaw, ...]], *, verbose: bool
) -> dict[str, Any]:
    rows = []
    others: Counter[str] = Counter()
    for page in pages:
        found, by = NOTHING, []
        html = seen[page.key].facets.get("html")
        soup = BeautifulSoup(html if isinstance(html, str) else "", "lxml")
        targets = select(soup, page.on)
        for flaw in flaws[page.key]:
            named = flaw.rule in page.rules
            here = named and (stands_on(soup, flaw.selector, targets) or looks_like(flaw.html, targets))
            if not here:
                others[f"{flaw.rule} ({flaw.certainty})"] += 1
            if verbose:
                mark = "*" if here else ("!" if named else " ")
                print(
                    f"  {mark} {page.group:>4} {flaw.certainty:8} {flaw.engine}:{flaw.rule} {flaw.selector} {flaw.detail[:90]}"
                )
            if here:
                by.append((flaw.rule, flaw.certainty))
                if flaw.certainty in (FAILURE, ADVICE):
                    found = ERROR
                elif found == NOTHING:
                    found = REVIEW
        rows.append({"case": int(page.group), "title": page.title, "found": found, "by": sorted(set(by))})
    count = Counter(row["found"] for row in rows)
    print(
        f"\nGDS tool audit, {len(rows)} cases: found as error {count[ERROR]}, as review {count[REVIEW]}, "
        f"error or review {count[ERROR] + count[REVIEW]}, not found {count[NOTHING]}"
    )
    for kind in (REVIEW, NOTHING):
        print(
            f"  {kind}: " + "; ".join(f"{row['case']} {row['title']}" for row in rows if row["found"] == kind)
        )
    return {"count": dict(count), "cases": rows, "other_findings": dict(others.most_common())}


def _act(pages: list[Page], flaws: dict[str, tuple[Flaw, ...]], *, verbose: bool) -> dict[str, Any]:
    mapped = act_rules()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    false_fails, missed = [], []
    titles: dict[str, str] = {}
    for page in pages:
        titles[page.group] = page.title.partition(":")[0]
        own = [
            flaw for flaw in flaws[page.key] if page.group in mapped.get(flaw.rule, ()) and _about(flaw, page)
        ]
        if verbose:
            for flaw in flaws[page.key]:
                mark = "*" if flaw in own else " "
                print(
                    f"  {mark} {page.key} {page.expected:12} {flaw.certainty:8} {flaw.rule} {flaw.selector} {flaw.detail[:90]}"
                )
        kinds = {flaw.certainty for flaw in own}
        failed = bool(kinds & {FAILURE, ADVICE})
        row = table[page.group]
        row[page.expected] += 1
        if page.expected == "failed":
            found = "failures" if failed else ("reviews" if REVIEW in kinds else "missed")
            row[found] += 1
            if found != "failures":
                missed.append({"page": page.key, "title": page.title, "found": found})
        elif failed:
            row["false"] += 1
            false_fails.append(
                {
                    "page": page.key,
                    "expected": page.expected,
                    "by": sorted({f"{f.engine}:{f.rule}" for f in own}),
                }
            )
    print(f"\n{'ACT rule':8} {'failed':>6} {'error':>6} {'review':>6} {'missed':>6} {'false':>6}  name")
    for rule, row in sorted(table.items(), key=lambda item: item[1]["failures"] - item[1]["failed"]):
        print(
            f"{rule:8} {row['failed']:6} {row['failures']:6} {row['reviews']:6} {row['missed']:6} {row['false']:6}  {titles[rule]}"
        )
    total: Counter[str] = sum(table.values(), Counter())
    print(
        f"ACT approved rules: {total['failures']} of {total['failed']} failing examples found as error, "
        f"{total['reviews']} as review, {total['missed']} not found; {total['false']} false fails"
    )
    for one in false_fails:
        print(f"  false fail: {one['page']} ({one['expected']}) by {', '.join(one['by'])}")
    for one in missed:
        print(f"  {one['found']}: {one['page']} {one['title']}")
    return {
        "total": dict(total),
        "rules": {rule: dict(row) for rule, row in table.items()},
        "false_fails": false_fails,
        "not_found": missed,
    }


def _about(flaw: Flaw, page: Page) -> bool:
    """Say whether a finding is about the ACT rule's own property, where one rule of axe serves several."""
    asked = PROPERTIES.get(page.group)
    return asked is None or flaw.rule != "avoid-inline-spacing" or asked in flaw.detail


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", default="", choices=("", "gds", "act"))
    parser.add_argument("--case", default="", help="numbers of GDS cases, with commas")
    parser.add_argument("--rule", default="", help="ids of ACT rules, with commas")
    parser.add_argument("--engine", default="", choices=("", "axe", "own"), help="count this engine alone")
    parser.add_argument("--json", default="", help="write the figures here")
    parser.add_argument("--keep", default="", help="write what was measured here")
    parser.add_argument("--again", default="", help="judge what --keep wrote; no browser")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--verbose", action="store_true", help="print every finding")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
