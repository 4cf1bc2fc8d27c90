"""A council's site made of a dictionary, behind the same interface as the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from checks.model import Cause, Council, CouncilType, Missing
from crawler.fetching import Fetched, PageLog
from crawler.visit import VisitRequest, VisitResult

HOST = "http://www.testham.example"
COUNCIL = Council("E06999999", "Testham Council", CouncilType.UNITARY, "England", "South East", f"{HOST}/")
AT = "2026-11-22T10:00:00Z"


def html(title: str, body: str, nav: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title} - Testham Council</title></head><body>'
        f"<header><nav>{nav}</nav></header><main><h1>{title}</h1>{body}</main>"
        "<footer><a href='/contact'>Contact us</a> <a href='/privacy'>Privacy</a></footer></body></html>"
    )


@dataclass
class FakeFetcher:
    """Serves `pages` (path to HTML, to a status, or to a `Cause`); counts what it was asked for."""

    pages: Mapping[str, str | int | Cause]
    log: PageLog
    asked: list[str] = field(default_factory=list)
    waited: float = 0.0
    files: dict[str, bytes] = field(default_factory=dict)
    looked: list[VisitRequest] = field(default_factory=list)

    async def get(self, url: str) -> Fetched:
        self.asked.append(url)
        answer = self.pages.get(url.removeprefix(HOST), 404)
        status, text, cause = 200, "", None
        if isinstance(answer, Cause):
            status, cause = None, answer
        elif isinstance(answer, int):
            status = answer
        elif answer.startswith("-> "):
            return await self.get(urljoin(url, answer[3:]))
        else:
            text = answer
        kind = "application/xml" if text.startswith("<?xml") else "text/html"
        kind = "application/pdf" if text.startswith("%PDF") else kind
        self.log.add(url, url, status, "http", AT, 1, len(text), cause)
        return Fetched(url, url, status, kind, text, {}, (), 1, len(text), AT, cause, "")

    async def file(self, url: str, limit: int) -> tuple[Fetched, bytes]:
        fetched = await self.get(url)
        body = self.files.get(url.removeprefix(HOST), fetched.html.encode())
        return fetched, body[:limit]

    async def visit(self, request: VisitRequest) -> VisitResult | Missing:
        self.looked.append(request)
        return Missing(Cause.NOT_MEASURED, "no browser in this test")

    async def wait(self, seconds: float) -> None:
        self.waited += seconds
