"""Fetches the PDF documents that a task is done with, a few for each journey, and measures them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checks.addresses import canonical, commits, file_kind
from checks.model import Cause, Device, Evidence, Missing
from crawler.evidence import EvidenceMaker
from crawler.fetching import Fetched
from crawler.probes.pdf import MAX_BYTES, measure_pdf
from crawler.reader import PageRead, Reader
from crawler.routes import Route

PER_JOURNEY, PER_COUNCIL = 3, 12
# Words of a document that a task is done with, before those of one to read.
_TO_ACT = re.compile(
    r"\b(?:form|apply|application|claim|request|register|registration|declaration|mandate|calendar|timetable"
    r"|ffurflen|cais|calendr)\b",
    re.I,
)
_SAYS_PDF = re.compile(r"\bpdf\b", re.I)


@dataclass(slots=True)
class DocumentSeen:
    """A document as fetched, and its facet `pdf`."""

    fetched: Fetched
    facet: dict[str, Any] | Missing


class Documents:
    """The documents of one council: each is fetched once, whatever links it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._seen: dict[str, DocumentSeen] = {}

    async def of_route(self, route: Route, task: PageRead | None) -> list[DocumentSeen]:
        """Return the documents of a route: the one it ends at, then those that the task page links."""
        found = []
        for url in list(_addresses(route, task))[:PER_JOURNEY]:
            one = await self._one(url)
            if one is not None:
                found.append(one)
        return found

    async def _one(self, url: str) -> DocumentSeen | None:
        key = canonical(url)
        if key not in self._seen:
            if len(self._seen) >= PER_COUNCIL or not self._reader.remaining:
                return None
            fetched, body = await self._reader.file(url, MAX_BYTES)
            self._seen[key] = DocumentSeen(fetched, await _facet(fetched, body))
        return self._seen[key]


async def _facet(fetched: Fetched, body: bytes) -> dict[str, Any] | Missing:
    if fetched.cause:
        return Missing(fetched.cause, fetched.detail)
    if fetched.missing:
        return Missing(Cause.NOT_FOUND_BY_US, f"HTTP {fetched.status}")
    if b"%PDF-" not in body[:1024]:
        return Missing(Cause.NOT_MEASURED, f"it is no PDF: {fetched.content_type or 'of no known type'}")
    return await measure_pdf(body)


def _addresses(route: Route, task: PageRead | None) -> Iterator[str]:
    """Yield the addresses of PDFs, each once: what the route ends at first, what is to act with next."""
    ranked = [(0, route.detail)] if route.end == "document" and file_kind(route.detail) in ("pdf", "") else []
    for page in (task, *route.parts):
        for link in page.digest.links if page is not None else ():
            pdf = file_kind(link.url) == "pdf" or (_SAYS_PDF.search(link.says) and not file_kind(link.url))
            if link.place == "main" and pdf and not commits(link.url):
                ranked.append((1 if _TO_ACT.search(f"{link.says} {link.url}") else 2, link.url))
    seen = set()
    for _, url in sorted(ranked, key=lambda one: one[0]):
        if canonical(url) not in seen:
            seen.add(canonical(url))
            yield url


def document_evidence(maker: EvidenceMaker, journey: str, seen: Sequence[DocumentSeen]) -> Iterator[Evidence]:
    """Yield the records of a journey's documents: `document-1`, `document-2` ..."""
    for number, one in enumerate(seen, 1):
        fetched = one.fetched
        http: Any = fetched.http_facet()
        if fetched.status is None:
            http = Missing(fetched.cause or Cause.UNREACHABLE, fetched.detail)
        yield Evidence(
            run=maker.run,
            council=maker.council,
            journey=journey,
            step=f"document-{number}",
            device=Device.HTTP,
            requested_url=fetched.url,
            final_url=fetched.final_url,
            fetched_at=fetched.at,
            clicks=None,
            facets={"http": http, "pdf": one.facet},
        )
