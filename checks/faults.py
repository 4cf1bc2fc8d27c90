"""Says of a page whether it can be judged at all: gates, errors, soft 404s, empty and unfinished pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.gates import bot_gate
from checks.memo import remembered
from checks.model import Cause, Missing
from checks.views import PageView, as_mapping

# A page of fewer visible characters, with nothing to fill in and nothing framed, says nothing.
EMPTY_TEXT = 40
# An error page is short; a long page that mentions an error is about something else.
ERROR_TEXT = 1500

_GONE = re.compile(
    r"\b(can(no|'|’)?t|cannot|could(n['’]t| not)|unable to) find (the|this|that|your) (page|form|file|"
    r"address)\b|"
    r"\b(page|document|file|content|service|form|item|resource|link)\b[^.!?]{0,40}\b(can(no|')?t|could "
    r"not|couldn'?t|cannot|was not|"
    r"wasn'?t|has not been) be? ?(found|located)|\bpage (not found|unavailable)\b|\bnot found\b|\berror "
    r"404\b|\b404\b|"
    r"page (you (requested|are looking for|were looking for|wanted)|that you)[^.]{0,60}(exist|found|"
    r"moved|removed|available)|"
    r"no longer (exists|available)|(has been|was) (moved or (deleted|removed)|removed or)|"
    r"tudalen heb ei (ch)?anfod|methu dod o hyd i'?r dudalen",
    re.I,
)
_ERROR = re.compile(
    r"\b(server|application|runtime|system|internal|technical|unexpected|fatal|database) error\b|"
    r"\bsomething (has )?went wrong\b|"
    r"\b(an?|unknown) error (has )?occurred\b|\berror (code|5\d\d)\b|\bservice unavailable\b|\bbad gateway\b|"
    r"\bhttp(s)? (status|error)\b|\bexception\b|\b(we('| a)re )?(sorry,? )?(we are )?experiencing "
    r"(technical )?(difficulties|problems)\b|"
    r"\btechnical (difficulties|problem|fault|issue)|\btoo many redirects\b|\bproblem (loading|"
    r"displaying|with) (this|the) (form|page|service)\b|"
    r"\b(form|service|page) (could not|cannot|failed to|did not) (be )?(load|display|open)|\binvalid "
    r"(form|request|page|service)\b|"
    r"gwall (technegol|wedi digwydd)",
    re.I,
)
_EXPIRED = re.compile(
    r"\b(your )?session (has )?(expired|timed out|ended)|\btimed out\b|\b(form|page|request|token|link) "
    r"(has )?expired\b|"
    r"sesiwn wedi dod i ben",
    re.I,
)
_SCRIPT = re.compile(
    r"(please )?(enable|turn on|requires?|needs?|allow) (the use of )?javascript|javascript (is|must be|"
    r"needs to be) (disabled|enabled|required|turned)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a page cannot be judged: cause, sentence, and kind (gate, gone, error, expired, empty, shell)."""

    cause: Cause
    why: str
    kind: str


@remembered(256)
def fault_of(page: PageView) -> Fault | None:
    """Return what keeps a page from being judged, None where it can be."""
    html = page.evidence.facet("html")
    http = page.evidence.facet("http")
    if isinstance(html, Missing):
        return Fault(html.cause, html.detail or "The page could not be read.", "missing")
    headers = {str(k).lower(): str(v) for k, v in as_mapping(page.http.get("headers")).items()}
    gate = bot_gate(page.status, headers, page.html)
    if gate:
        return Fault(Cause.BLOCKED, f"A gate stood in the way: {gate}.", "gate")
    if isinstance(http, Missing) and http.cause is not Cause.NOT_MEASURED:
        return Fault(http.cause, http.detail or "The page did not answer.", "missing")
    if page.status is not None and page.status >= 400:
        if page.status in (404, 410):
            return Fault(Cause.PAGE_BROKEN, f"The page answered with HTTP {page.status}.", "gone")
        return Fault(Cause.SERVER_ERROR, f"The page answered with HTTP {page.status}.", "error")
    return _says_fault(page)


def _says_fault(page: PageView) -> Fault | None:
    if page.fields:
        return None
    text = page.text
    named = f"{page.title}\n{page.heading}"
    # The words must be the page's message, so in its title, its heading, or nearly all that it says.
    short = len(text) <= ERROR_TEXT
    lead = text[:400] if short else ""
    if _EXPIRED.search(named) or (len(text) <= 600 and _EXPIRED.search(lead)):
        return Fault(Cause.PAGE_BROKEN, "The page says that its session has expired.", "expired")
    if short and (_GONE.search(named) or (len(text) <= 800 and _GONE.search(lead))):
        return Fault(Cause.PAGE_BROKEN, "The page says that it was not found, with HTTP 200.", "gone")
    if short and (_ERROR.search(named) or (len(text) <= 600 and _ERROR.search(lead))):
        return Fault(Cause.PAGE_BROKEN, "The page shows an error.", "error")
    if _says_nothing(page):
        if page.device.value == "" and ("<script" in page.html.lower() or _SCRIPT.search(page.html)):
            return Fault(
                Cause.NOT_MEASURED, "The page is drawn by script, which only a browser runs.", "shell"
            )
        return Fault(Cause.PAGE_BROKEN, "The page is empty.", "empty")
    return None


def _says_nothing(page: PageView) -> bool:
    if page.frames or page.map_element is not None or page.forms or page.soup.find("iframe") is not None:
        return False
    rest = _SCRIPT.sub("", page.text)
    return len(rest.strip()) < EMPTY_TEXT and len(page.whole_text) < 200 and not page.own_links
