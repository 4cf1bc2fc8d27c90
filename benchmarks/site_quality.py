"""Does a built site hold up to what it asks of others: axe, our own audit, vnu, Lighthouse, weight, no third party?

    python benchmarks/site_quality.py SITE [--tools FOLDER] [--skip axe,own,vnu,lighthouse] [--json FILE]

SITE is what `betterserved report` or benchmarks/site_build.py --keep wrote. Of each kind of page the heaviest is taken.
axe runs at three widths, light and dark; our own audit runs whole, on both screens, as it does on a council's site. The Nu HTML checker reads every page; it and
Lighthouse come from npm (`vnu-jar`, `lighthouse`) into a temporary folder, or lie in `--tools` already. What is not there
(Java, Node) is said and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_pages import Page, look_at, served
from playwright.sync_api import sync_playwright

from checks.findings import findings_of
from checks.model import Device
from crawler.axe import axe_path
from crawler.chromium import find_browser

PAGE_BYTES = 150_000
KINDS = {
    "home": "index.html",
    "league table": "league/*.html",
    "league table of a journey": "league/*/*.html",
    "scorecard": "councils/*.html",
    "survey": "councils/*/[!r]*.html",
    "requests": "councils/*/requests.html",
    "journey": "journeys/*.html",
    "question": "questions/*/*.html",
    "questions": "questions/index.html",
    "places": "places/index.html",
    "place": "places/[!i]*.html",
    "platforms": "platforms/index.html",
    "platform": "platforms/[!i]*.html",
    "compare": "compare.html",
    "changes": "changes.html",
    "methodology": "methodology.html",
    "data": "data.html",
    "about": "about.html",
    "errata": "errata.html",
    "home in Welsh": "cy/index.html",
    "league table in Welsh": "cy/league/*.html",
    "scorecard in Welsh": "cy/councils/*.html",
    "survey in Welsh": "cy/councils/*/[!r]*.html",
    "journey in Welsh": "cy/journeys/*.html",
    "question in Welsh": "cy/questions/*/*.html",
    "place in Welsh": "cy/places/[!i]*.html",
    "compare in Welsh": "cy/compare.html",
    "methodology in Welsh": "cy/methodology.html",
    "data in Welsh": "cy/data.html",
}
WIDTHS = (320, 390, 1280)
MAIN = ("home", "league table", "scorecard", "survey", "journey")
_LIMIT_S = 1800


def page_kinds(site: Path) -> dict[str, Path]:
    """Return the heaviest page of each kind that the site has."""
    found = {}
    for kind, pattern in KINDS.items():
        pages = sorted(site.glob(pattern), key=lambda one: (one.stat().st_size, str(one)))
        if pages:
            found[kind] = pages[-1].relative_to(site)
    return found


def axe_findings(address: str, kinds: Mapping[str, Path]) -> list[str]:
    """Return what axe finds on each kind of page at each width, light and dark, and pages wider than the screen."""
    found = []
    source = axe_path().read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser().path), args=["--no-sandbox"])
        for width, scheme in product(WIDTHS, ("light", "dark")):
            # The pages' own policy lets no script in, that of axe included.
            context = browser.new_context(
                viewport={"width": width, "height": 844},
                color_scheme=scheme,  # type: ignore[arg-type]
                bypass_csp=True,
            )
            page = context.new_page()
            for kind, path in kinds.items():
                page.goto(f"{address}/{path}")
                page.add_script_tag(content=source)
                wrong = page.evaluate(
                    "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))"
                )
                found += [f"{kind}, {width} {scheme}: {rule} {html[:100]}" for rule, html in wrong]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{kind}, {width} {scheme}: wider than the screen")
            context.close()
        browser.close()
    return found


def own_findings(address: str, kinds: Mapping[str, Path]) -> dict[str, list[str]]:
    """Return what our own audit finds to fail on each kind of page, on both screens, and what it asked of others."""
    pages = [Page(kind, f"/{path}", kind, kind) for kind, path in kinds.items()]
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    for device in (Device.DESKTOP, Device.PHONE):
        for kind, seen in look_at(pages, address, (device,), workers=1).items():
            evidence = replace(seen.evidence(), device=device)
            for one in findings_of("X", [evidence]):
                if one.certainty == "failure":
                    found[kind].append(f"{device}: {one.rule} ({one.impact}) {one.selector[:100]}")
            network = seen.facets.get("network")
            hosts = set(network.get("hosts", ())) if isinstance(network, dict) else set()
            found[kind] += [f"{device}: asks {host}" for host in sorted(hosts - {"127.0.0.1"})]
    return found


def vnu_errors(site: Path, tools: Path) -> list[str]:
    """Return the errors and warnings of the Nu HTML checker over every page of the site.

    Pictures that it holds against the pages' policy are left out: read from a disk, nothing is 'self'.
    """
    jar = next(tools.rglob("vnu.jar"))
    told = subprocess.run(
        ["java", "-Xmx1500m", "-jar", str(jar), "--skip-non-html", "--format", "gnu", str(site)],
        capture_output=True, text=True, timeout=_LIMIT_S, check=False,
    )  # fmt: skip
    lines = (told.stderr + told.stdout).splitlines()
    return [line for line in lines if line.strip() and "Content Security Policy" not in line]


def lighthouse(address: str, kinds: Mapping[str, Path], tools: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield Lighthouse's scores, 0-100, of the main kinds of page, on its throttled phone."""
    flags = "--headless=new --disable-gpu --disable-dev-shm-usage"
    flags += " --no-sandbox" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    for kind in MAIN:
        told = subprocess.run(
            [
                str(tools / "node_modules" / ".bin" / "lighthouse"), f"{address}/{kinds[kind]}", "--quiet",
                "--only-categories=accessibility,performance,best-practices", "--output=json",
                f"--chrome-flags={flags}",
            ],
            capture_output=True, text=True, timeout=_LIMIT_S, check=True,
            env={**os.environ, "CHROME_PATH": str(find_browser().path)},
        )  # fmt: skip
        scores = json.loads(told.stdout)["categories"]
        yield kind, {name: round(100 * one["score"]) for name, one in scores.items()}


def _installed(work: Path) -> Path:
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", "vnu-jar", "lighthouse"],
        cwd=work, check=True, timeout=_LIMIT_S, capture_output=True,
        env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
    )  # fmt: skip
    return work


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("--tools", type=Path, help="a folder in which npm has installed the tools already")
    parser.add_argument("--skip", default="", help="parts to leave out: axe, own, vnu, lighthouse")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    skipped = set(options.skip.split(","))
    for part, program in (("vnu", "java"), ("vnu", "npm"), ("lighthouse", "npm")):
        if shutil.which(program) is None and part not in skipped:
            print(f"{part}: left out, because {program} is not installed")
            skipped.add(part)
    with tempfile.TemporaryDirectory() as work:
        tools = options.tools
        if tools is None and not {"vnu", "lighthouse"} <= skipped:
            tools = _installed(Path(work))
        figures = _all(options.site.resolve(), tools, skipped)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0 if figures["good"] else 1


def _all(site: Path, tools: Path, skipped: set[str]) -> dict[str, Any]:
    kinds = page_kinds(site)
    figures: dict[str, Any] = {"good": True, "bytes": {}}
    for kind, path in kinds.items():
        figures["bytes"][kind] = (site / path).stat().st_size
    heaviest = max(figures["bytes"], key=figures["bytes"].get)
    print(
        f"{len(kinds)} kinds of page; the heaviest is {heaviest}, {figures['bytes'][heaviest]:,} bytes",
        flush=True,
    )
    figures["good"] &= figures["bytes"][heaviest] < PAGE_BYTES
    if "vnu" not in skipped:
        figures["vnu"] = vnu_errors(site, tools)
        print(f"vnu: {len(figures['vnu'])} messages", *figures["vnu"][:10], sep="\n  ", flush=True)
        figures["good"] &= not figures["vnu"]
    with served(("/", site)) as address:
        if "axe" not in skipped:
            figures["axe"] = axe_findings(address, kinds)
            print(f"axe: {len(figures['axe'])} violations", *figures["axe"][:10], sep="\n  ", flush=True)
            figures["good"] &= not figures["axe"]
        if "own" not in skipped:
            figures["own"] = own_findings(address, kinds)
            failed = {kind: some for kind, some in figures["own"].items() if some}
            print(f"own audit: {sum(map(len, failed.values()))} failures", flush=True)
            for kind, some in failed.items():
                print(f"  {kind}", *some[:6], sep="\n    ", flush=True)
            figures["good"] &= not failed
        if "lighthouse" not in skipped:
            figures["lighthouse"] = {}
            for kind, scores in lighthouse(address, kinds, tools):
                figures["lighthouse"][kind] = scores
                print(f"lighthouse, {kind}: {scores}", flush=True)
                figures["good"] &= scores["accessibility"] == 100 and scores["performance"] >= 95
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
