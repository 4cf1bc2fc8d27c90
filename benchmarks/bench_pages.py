"""The pages of the two public benches of accessibility tools, served on the loopback to the browser pool."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from checks.accessibility.catalogue import RULES
from checks.model import Device, Evidence
from crawler.axe import axe_path
from crawler.browser import BrowserPool, PoolSettings
from crawler.visit import FACETS, VisitRequest

# Where W3C's examples think that they stand: their images and style sheets are asked for from there.
ACT_ROOT = "/WAI/content-assets/wcag-act-rules"
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a bench. `group` is the case's number or the ACT rule, `expected` ACT's word for it."""

    key: str
    path: str
    group: str
    title: str
    expected: str = "failed"
    rules: tuple[str, ...] = ()
    on: str = ""


@dataclass(slots=True)
class Seen:
    """What a visit brought: facets as the production path keeps them."""

    url: str
    facets: dict[str, Any] = field(default_factory=dict)

    def evidence(self) -> Evidence:
        """Return it as the record of a task page on the desktop."""
        at = "2026-01-01T00:00:00Z"
        return Evidence(
            "bench", "X", "bench", "task", Device.DESKTOP, self.url, self.url, at, None, self.facets
        )


def gds_pages(data: Path) -> list[Page]:
    """Return the 142 cases with the findings that count for each (gds_cases.toml)."""
    folder = data / "gds-accessibility-tool-audit"
    accepted = tomllib.loads((HERE / "gds_cases.toml").read_text(encoding="utf-8"))
    names = {_bare(page.stem): page.name for page in (folder / "tests").glob("*.html")}
    found = []
    tests = json.loads((folder / "tests.json").read_text(encoding="utf-8"))
    listed = [(kind, name) for kind, cases in tests.items() for name in cases]
    for number, (kind, name) in enumerate(listed, 1):
        case = accepted.get(str(number), {})
        path = f"/{case['page']}" if "page" in case else f"/tests/{names[_bare(kind + name)]}"
        rules = tuple(case.get("rules", ()))
        found.append(
            Page(f"gds-{number}", path, str(number), name, rules=rules, on=case.get("on", "main, main *"))
        )
    return found


def act_pages(data: Path) -> list[Page]:
    """Return the examples of the approved ACT rules."""
    cases = json.loads((data / "act-rules" / "testcases.json").read_text(encoding="utf-8"))["testcases"]
    return [
        Page(
            f"act-{case['ruleId']}-{case['testcaseId'][:8]}",
            f"{ACT_ROOT}/{case['relativePath']}",
            case["ruleId"],
            f"{case['ruleName']}: {case['testcaseTitle']}",
            case["expected"],
        )
        for case in cases
        if case["approved"]
    ]


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@cache
def act_rules() -> dict[str, tuple[str, ...]]:
    """Return the W3C ACT rules that each rule implements: axe's as its own metadata says, and ours."""
    source = axe_path().read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for match in re.finditer(r'\{id:"([a-z-]+)",(?:(?!\{id:").){0,2000}?actIds:\[([^\]]*)\]', source, re.S):
        found[match.group(1)] = tuple(re.findall(r'"(\w{6})"', match.group(2)))
    # axe 4.12 implements these too, and its metadata do not say so yet.
    found.setdefault("summary-name", ("2t702h",))
    return found | {rule.id: rule.act for rule in RULES if rule.act}


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer by *handler* on this machine until the block ends; yields the address of the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def served(*folders: tuple[str, Path]) -> Iterator[str]:
    """Serve folders, each under its prefix, until the block ends; yields the address of the server."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            bare = path.split("?", 1)[0].split("#", 1)[0]
            for prefix, folder in folders:
                if bare.startswith(prefix):
                    self.directory = str(folder)
                    return super().translate_path(bare[len(prefix) :] or "/")
            return str(HERE / "nothing")

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as address:
        yield address


def look_at(
    pages: Sequence[Page],
    address: str,
    devices: tuple[Device, ...] = (Device.DESKTOP,),
    workers: int | None = None,
    told: Callable[[int], None] = lambda done: None,
) -> dict[str, Seen]:
    """Visit every page through the browser pool, all facets, and return what it brought by the page's key."""
    seen: dict[str, Seen] = {}

    async def run() -> None:
        pool = BrowserPool(PoolSettings("https://example.org/bench", allow_private=True, workers=workers))
        await pool.start()

        async def one(page: Page) -> None:
            result = await pool.visit(VisitRequest(address + page.path, devices, FACETS - {"picture"}))
            seen[page.key] = Seen(address + page.path, dict(result.best.facets))
            told(len(seen))

        try:
            await asyncio.gather(*(one(page) for page in pages))
        finally:
            await pool.close()

    asyncio.run(run())
    return seen


def select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return list(soup.select(selector))
    except Exception:  # noqa: BLE001 - a selector of axe may be one that only browsers know
        return []


def stands_on(soup: BeautifulSoup, selector: str, targets: list[Tag]) -> bool:
    """Say whether a finding's element is one of the targets, inside one, or the parent of one."""
    known = {id(tag) for tag in targets} | {id(tag.parent) for tag in targets if tag.parent is not None}
    for element in select(soup, selector.split(" >>> ")[0])[:1]:
        if any(id(tag) in known for tag in (element, *element.parents) if id(tag) in known):
            ancestors = {id(tag) for tag in (element, *element.parents)}
            inside = any(id(tag) in ancestors for tag in targets)
            return inside or id(element) in known
    return False


def looks_like(html: str, targets: list[Tag]) -> bool:
    """Say whether an opening tag is a target's: for what a script moved to another place when it was used."""
    opening = BeautifulSoup(html, "lxml").find(True, class_=True)
    names = set(opening.get("class") or ()) if isinstance(opening, Tag) else set()
    return len(names) >= 2 and any(names <= set(tag.get("class") or ()) for tag in targets)
