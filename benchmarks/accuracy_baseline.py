"""The bag-of-keywords finder that stands beside ours in the accuracy bench, over the pages that ours read."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.error import URLError

from bs4 import BeautifulSoup

from benchmarks.finding import keywords
from checks.addresses import canonical
from checks.model import Journey, Missing
from store import RunFolder

MAX_BYTES = 2_000_000
# A list of results repeats the words that were asked for, and nobody would take it for the page sought.
ASKED_PAGES = (("search", "queries"), ("a-to-z", "letters"))


def taken_by_keywords(
    folder: RunFolder, proxy: str, journeys: Sequence[Journey], *, whole: bool
) -> dict[tuple[str, str], str]:
    """Return the page that most speaks the journey's words, by council and journey.

    *whole* reads all the text of the page; otherwise title, main heading and address alone. Pages are
    asked for again through *proxy*, because a run keeps only those of the routes it took.
    """
    taken: dict[tuple[str, str], str] = {}
    for gss, pages in _pages(folder, proxy).items():
        scored = {
            url: keywords(text if whole else title, url, journeys) for url, (title, text) in pages.items()
        }
        for journey in journeys:
            ranked = sorted(scored, key=lambda url: (-scored[url][journey.id], len(url), url))
            if ranked and scored[ranked[0]][journey.id] > 0:
                taken[gss, journey.id] = ranked[0]
    return taken


def _pages(folder: RunFolder, proxy: str) -> dict[str, dict[str, tuple[str, str]]]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
    found: dict[str, dict[str, tuple[str, str]]] = {}
    skip: dict[str, set[str]] = {}
    for row in folder.read_table("pages"):
        gss, url = row["council"], row["final_url"]
        if row["how"] != "http" or row["status"] != 200:
            continue
        if gss not in skip:
            skip[gss] = _asked(folder, gss)
        if canonical(url) in skip[gss] or url in found.setdefault(gss, {}):
            continue
        read = _read(opener, url)
        if read is not None:
            found[gss][url] = read
    return found


def _asked(folder: RunFolder, gss: str) -> set[str]:
    addresses: set[str] = set()
    for evidence in folder.evidence(gss):
        for name, part in ASKED_PAGES:
            facet: Mapping[str, Any] | Missing = evidence.facet(name)
            if not isinstance(facet, Missing):
                addresses |= {canonical(str(one.get("url") or "")) for one in facet.get(part, ())}
    return addresses


def _read(opener: urllib.request.OpenerDirector, url: str) -> tuple[str, str] | None:
    try:
        with opener.open(url, timeout=10) as reply:
            if "html" not in reply.headers.get("content-type", ""):
                return None
            soup = BeautifulSoup(reply.read(MAX_BYTES), "lxml")
    except (URLError, OSError):
        return None
    for tag in soup(["script", "style", "noscript", "template"]):
        tag.decompose()
    title = " ".join(tag.get_text(" ") for tag in (soup.title, soup.h1) if tag is not None)
    return title, re.sub(r"\s+", " ", f"{title} {soup.get_text(' ')}")
