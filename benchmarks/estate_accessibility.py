"""What the audit finds on the fictional councils: every planted defect, and nothing of ours on those without any.

    python benchmarks/estate_accessibility.py [--defect ID,...] [--good SLUG,...] [--pages 4] [--json FILE]

Visits one page of each planted defect of `tests/estate`, and home, task, form and statement pages of the councils in
which none is planted, on both screens, through the browser pool. A defect counts as found if a finding stands on its
element, under its criterion or by a rule listed below. On the councils without defects every finding of our own
rules that says failure is printed: each is a false one, or a fault of the estate that nobody planted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench_pages import looks_like, select, stands_on
from bs4 import BeautifulSoup

from checks.accessibility.model import FAILURE, Flaw
from checks.accessibility.page import flaws_of
from checks.gates import bot_gate
from checks.model import Device, Evidence
from crawler.browser import BrowserPool, PoolSettings
from crawler.visit import FACETS, VisitRequest, VisitResult
from tests.estate import Estate

# Where a rule files a defect under another criterion than the estate's table, or under none.
ALSO = {
    "vague-links": ("vague-link", "vague-link-alone"),
    "text-in-pixels": ("tiny-text",),
    "sticky-cover": ("focus-obscured",),
    "empty-link": ("link-name",),
    "no-language": ("html-has-lang",),
}
KINDS = ("home", "task", "form", "statement")
AT = "2026-01-01T00:00:00Z"
_COVER = re.compile(r"covered by (\S.*?) when it has the focus")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--defect", default="", help="ids, joined by commas; default: all")
    parser.add_argument(
        "--good", default="", help="slugs of councils without defects; default: all, - for none"
    )
    parser.add_argument("--pages", type=int, default=len(KINDS), help="pages of each council without defects")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with Estate("all") as estate:
        planted = chosen_defects(estate, set(filter(None, options.defect.split(","))))
        good = good_pages(estate, options.good, options.pages)
        seen = asyncio.run(visited(estate, [row["url"] for row in planted] + [url for _, url in good]))
    rows = [found(row, seen[row["url"]]) for row in planted]
    show_defects(rows)
    ours = false_ones(good, seen)
    if options.json:
        options.json.write_text(json.dumps({"defects": rows, "good": ours}, indent=1, ensure_ascii=False))
    return 0


def chosen_defects(estate: Estate, wanted: set[str]) -> list[dict[str, Any]]:
    """Return one planted defect of each kind, on the first page that has it."""
    first: dict[str, dict[str, Any]] = {}
    for row in estate.defects():
        if not wanted or row["id"] in wanted:
            first.setdefault(row["id"], row)
    return list(first.values())


def good_pages(estate: Estate, wanted: str, most: int) -> list[tuple[str, str]]:
    """Return (slug, address) of pages of councils in which no defect is planted."""
    bad = {row["council_slug"] for row in estate.defects()}
    slugs = [slug for slug in estate.world.bank.councils if slug not in bad]
    if wanted:
        slugs = [slug for slug in slugs if slug in wanted.split(",")]
    truth, statements = estate.truth(), {row["council_slug"]: row["url"] for row in estate.statements()}
    pages = []
    for slug in slugs:
        own = [row for row in truth if row["council_slug"] == slug and row["task_urls"]]
        addresses = [estate.world.bank.councils[slug].home, *(row["task_urls"][0] for row in own[:1])]
        addresses += [row["start_url"] for row in own if row["start_url"] and row["channel"] == "online"][:1]
        addresses += [url for url in (statements[slug],) if url and not url.endswith(".pdf")]
        pages += [(slug, url) for url in addresses[:most]]
    return pages


async def visited(estate: Estate, urls: Iterable[str]) -> Mapping[str, VisitResult]:
    """Visit every address once, both screens, all facets."""
    pool = BrowserPool(
        PoolSettings("https://example.org/bench", proxy=estate.proxy_url, allow_private=True, workers=2)
    )
    await pool.start()
    try:
        wanted = list(dict.fromkeys(urls))
        facets = FACETS - {"picture", "speed", "boxes"}
        results = await asyncio.gather(*(pool.visit(VisitRequest(url, facets=facets)) for url in wanted))
        return dict(zip(wanted, results, strict=True))
    finally:
        await pool.close()


def flaws(result: VisitResult) -> list[tuple[Device, str, Flaw]]:
    """Return what is wrong on each screen, with the page as that screen had it."""
    listed = []
    for device, visit in result.devices.items():
        seen = Evidence(
            "bench",
            "X",
            "bench",
            "task",
            device,
            visit.requested_url,
            visit.final_url,
            AT,
            None,
            visit.facets,
        )
        html = visit.facet("html")
        listed += [(device, html if isinstance(html, str) else "", one) for one in flaws_of(seen)]
    return listed


def found(row: Mapping[str, Any], result: VisitResult) -> dict[str, Any]:
    """Say by which rules a planted defect was found, and how surely."""
    by: set[tuple[str, str, str]] = set()
    soups: dict[str, BeautifulSoup] = {}
    for _, html, flaw in flaws(result):
        if flaw.wcag != row["wcag"] and flaw.rule not in ALSO.get(row["id"], ()):
            continue
        soup = soups.setdefault(html, BeautifulSoup(html, "lxml"))
        targets = select(soup, row["selector"])
        # Of what covers the focus the finding names the first control covered, and in words the cover.
        cover = _COVER.search(flaw.detail)
        places = [flaw.selector, *([cover.group(1)] if cover else [])]
        whole = row["selector"] in ("html", "body")
        if whole or any(stands_on(soup, one, targets) for one in places) or looks_like(flaw.html, targets):
            by.add((flaw.engine, flaw.rule, flaw.certainty))
    return {"id": row["id"], "wcag": row["wcag"], "finds": row["finds"], "url": row["url"], "by": sorted(by)}


def show_defects(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print which planted defects were found, and how."""
    every = list(rows)
    sure = sum(any(certainty == FAILURE for _, _, certainty in row["by"]) for row in every)
    print(
        f"Planted defects: {len(every)}; as failure {sure}, found at all {sum(bool(row['by']) for row in every)}"
    )
    for row in every:
        told = ", ".join(f"{engine}:{rule} ({certainty})" for engine, rule, certainty in row["by"])
        print(f"  {row['id']:22} {row['wcag']:7} {row['finds']:9} {told or 'NOT FOUND at ' + row['url']}")


def _is_gate(result: VisitResult) -> bool:
    http, html = result.best.facet("http"), result.best.facet("html")
    if not isinstance(http, dict) or not isinstance(html, str):
        return True
    return bool(bot_gate(http["status"], http["headers"], html))


def false_ones(good: Iterable[tuple[str, str]], seen: Mapping[str, VisitResult]) -> list[dict[str, str]]:
    """Print and return what our own rules say of pages without planted defects."""
    listed, count = [], Counter[str]()
    pages = list(good)
    for slug, url in list(pages):
        if _is_gate(seen[url]):
            # What stands there turns visitors away: it is nobody's page, and a run would not judge it.
            pages.remove((slug, url))
            continue
        for device, _, flaw in flaws(seen[url]):
            if flaw.engine == "own":
                count[flaw.certainty] += 1
                row = {"council": slug, "url": url, "device": device.value, "rule": flaw.rule}
                listed.append(
                    {**row, "certainty": flaw.certainty, "selector": flaw.selector, "detail": flaw.detail}
                )
    print(f"\nCouncils without defects, {len(pages)} pages: findings of our own rules: {dict(count)}")
    for row in listed:
        if row["certainty"] == FAILURE:
            print(
                f"  {row['council']} {row['device']} {row['rule']} {row['url']} {row['selector']}: {row['detail']}"
            )
    rules = Counter(f"{row['rule']} ({row['certainty']})" for row in listed if row["certainty"] != FAILURE)
    print("  " + ", ".join(f"{rule} {times}" for rule, times in rules.most_common()))
    return listed


if __name__ == "__main__":
    raise SystemExit(main())
