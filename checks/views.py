"""Read-only views of evidence: a page as a resident meets it, and a survey's pages together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag

from checks.contacts import Email, Phone, emails_in, phones_in
from checks.content import OWN_PLACES, Block, Content, read
from checks.fields import Field
from checks.forms import Form, buttons_of, forms_in, looks_like_map
from checks.model import (
    HOME,
    LANDING,
    START,
    TASK,
    WALK,
    ChannelDecision,
    Council,
    Device,
    Evidence,
    Journey,
    Missing,
    Spot,
    form_step,
)  # fmt: skip
from checks.spots import selector_of, spot_of
from checks.verdicts import snippet

LINK_LIMIT = 2_000
FRAME_LIMIT = 12
FORM_STEPS = 12
DEVICES = (Device.DESKTOP, Device.PHONE, Device.HTTP)  # the best rendering first
_DOCUMENT = re.compile(r"\.(pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?)$", re.I)
_SAYS_DOCUMENT = re.compile(
    r"[\[(]\s*(pdf|word|ms word|rtf|odt|excel)\b|\b(pdf|word) (form|version|document|file)\b|"
    r"\[\s*\d+(\.\d+)?\s*[km]b\s*\]",
    re.I,
)
_GO = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['\"]([^'\"]{1,1500})['\"]",
    re.I,
)
_REFRESH = re.compile(r"^\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page: a link, an image map's area, or a button whose script only goes there.

    `text` is what is seen, `name` what assistive technology says, `url` absolute without fragment
    ("" where the address is unusable), `place` as in `Content.place`, `frame` the index in `frames`.
    """

    text: str
    name: str
    url: str
    href: str
    place: str
    element: Tag
    frame: int = -1

    @property
    def own(self) -> bool:
        """Say whether it stands in the page's own content, not in its furniture."""
        return self.place in OWN_PLACES

    @property
    def document(self) -> bool:
        """Say whether it leads to a file (PDF, Word ...) by its address, type or words."""
        return bool(
            _DOCUMENT.search(urlsplit(self.url).path)
            or "pdf" in str(self.element.get("type") or "").lower()
            or _SAYS_DOCUMENT.search(f"{self.text} {self.name}")
        )


class PageView:
    """One step's page on one device. Everything is read lazily; nothing raises on broken markup."""

    def __init__(
        self,
        evidence: Evidence,
        council: Council | None = None,
        journey: Journey | None = None,
        as_of: date | None = None,
        survey: SurveyView | None = None,
    ) -> None:
        self.evidence = evidence
        self.council = council
        self.journey = journey
        self.survey = survey
        self.as_of = as_of or day_of(evidence.fetched_at)

    @property
    def step(self) -> str:
        """Return the step: `home`, `task`, `form-1` ..."""
        return self.evidence.step

    @property
    def device(self) -> Device:
        """Return the screen it was seen on."""
        return self.evidence.device

    @property
    def url(self) -> str:
        """Return the address the page ended at."""
        return self.evidence.final_url or self.evidence.requested_url

    @property
    def html(self) -> str:
        """Return the page's HTML, "" where there is none."""
        value = self.evidence.facet("html")
        return value if isinstance(value, str) else ""

    @property
    def layout(self) -> Any:
        """Return the `layout` facet, or `Missing`."""
        return self.evidence.facet("layout")

    @property
    def axe(self) -> Any:
        """Return the `axe` facet, or `Missing`."""
        return self.evidence.facet("axe")

    @property
    def http(self) -> Mapping[str, Any]:
        """Return the `http` facet, {} where it is missing."""
        return as_mapping(self.evidence.facet("http"))

    @property
    def status(self) -> int | None:
        """Return the HTTP status, None where nothing answered."""
        value = self.http.get("status")
        return value if isinstance(value, int) else None

    @property
    def content(self) -> Content:
        """Return the parsed page with its places (shared between equal pages: never change it)."""
        return read(self.html)

    @property
    def soup(self) -> BeautifulSoup:
        """Return the parsed document. Read only."""
        return self.content.soup

    @cached_property
    def frame_sources(self) -> tuple[tuple[str, str], ...]:
        """Return the visible frames as (address, HTML), in document order."""
        rows = [as_mapping(one) for one in as_list(self.evidence.facet("frames"))[:FRAME_LIMIT]]
        return tuple(
            (str(row.get("url") or self.url), row["html"]) for row in rows if _is_text(row.get("html"))
        )

    @cached_property
    def frames(self) -> tuple[tuple[str, Content], ...]:
        """Return the visible frames as (address, parsed page), in document order."""
        return tuple((url, read(html)) for url, html in self.frame_sources)

    @cached_property
    def title(self) -> str:
        """Return the document's title on one line."""
        return _line(self.soup.title.get_text(" ") if self.soup.title else "")[:500]

    @cached_property
    def lang(self) -> str:
        """Return the declared language of the page (`en`, `cy-GB`, "")."""
        root = self.soup.find("html")
        return (
            str(root.get("lang") or root.get("xml:lang") or "").strip()[:35] if isinstance(root, Tag) else ""
        )

    @cached_property
    def headings(self) -> tuple[tuple[int, str, Tag], ...]:
        """Return the visible headings as (level, text, element), furniture's included."""
        found = []
        for tag in self.soup.find_all(re.compile(r"^h[1-6]$"), limit=500):
            if isinstance(tag, Tag) and not self.content.is_hidden(tag):
                found.append((int(tag.name[1]), _text(tag), tag))
        for tag in self.soup.find_all(None, {"role": "heading"}, limit=100):
            if (
                isinstance(tag, Tag)
                and not self.content.is_hidden(tag)
                and not re.fullmatch(r"h[1-6]", tag.name)
            ):
                level = str(tag.get("aria-level") or "2")
                found.append((int(level) if level.isdigit() and len(level) == 1 else 2, _text(tag), tag))
        return tuple(found)

    @cached_property
    def heading_element(self) -> Tag | None:
        """Return the main heading's element: the first h1 of the content, else the nearest to it."""
        spoken = [(level, text, tag) for level, text, tag in self.headings if text]
        own = [(level, text, tag) for level, text, tag in spoken if self.in_main(tag)]
        tops = [tag for level, _, tag in own if level == 1] or [
            tag for level, _, tag in spoken if level == 1 and tag.find("img") is None and not _leads_home(tag)
        ]
        if tops:
            return tops[0]
        lower = [tag for level, _, tag in own if level == 2] or [tag for _, _, tag in own]
        return lower[0] if lower else None

    @property
    def heading(self) -> str:
        """Return the main heading's words."""
        return _text(self.heading_element) if self.heading_element is not None else ""

    @property
    def main(self) -> Tag:
        """Return the element that holds the main content, the whole document where none stands out."""
        return self.content.main or self.soup

    def in_main(self, element: Tag) -> bool:
        """Say whether an element belongs to the page's own content or contact box."""
        return self.place(element) in OWN_PLACES

    def place(self, element: Tag) -> str:
        """Return `main`, `contact`, or its furniture: `header`, `nav`, `footer`, `cookie` ..."""
        return self.content.place(element)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return the page's own text in blocks (paragraphs, cells, items), its frames' text last."""
        own = [block for block in self.content.blocks if block.place in OWN_PLACES]
        return (*own, *(b for _, content in self.frames for b in content.blocks if b.place in OWN_PLACES))

    @cached_property
    def text(self) -> str:
        """Return the visible main text, a block a line."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def whole_text(self) -> str:
        """Return all visible text, furniture included."""
        frames = [block.text for _, content in self.frames for block in content.blocks]
        return "\n".join([*(block.text for block in self.content.blocks), *frames])

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return every link of the page and its frames, in order; see `own_links` for the content's."""
        found = list(_links(self.content, self.url, -1))
        for index, (url, content) in enumerate(self.frames):
            found.extend(_links(content, url, index))
        return tuple(found[:LINK_LIMIT])

    @property
    def own_links(self) -> tuple[Link, ...]:
        """Return the links of the page's own content."""
        return tuple(link for link in self.links if link.own)

    @cached_property
    def phones(self) -> tuple[Phone, ...]:
        """Return the telephone numbers of the page's own content and contact box."""
        return phones_in(self.blocks, ((x.element, x.href, x.place) for x in self.own_links))

    @cached_property
    def emails(self) -> tuple[Email, ...]:
        """Return the e-mail addresses of the page's own content and contact box."""
        return emails_in(self.blocks, ((x.element, x.href, x.place) for x in self.own_links))

    @property
    def documents(self) -> tuple[Link, ...]:
        """Return the content's links to files (PDF, Word ...)."""
        return tuple(link for link in self.own_links if link.document)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Return all forms with their purpose, those of frames included."""
        found = list(forms_in(self.content, self.url))
        for index, (url, content) in enumerate(self.frames):
            found.extend(forms_in(content, url, index))
        return tuple(found)

    @property
    def task_forms(self) -> tuple[Form, ...]:
        """Return the forms that serve the task: no search, feedback, newsletter, log-in or cookie form."""
        return tuple(form for form in self.forms if form.purpose == "task")

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the task's forms."""
        return tuple(field for form in self.task_forms for field in form.fields)

    def required(self, *meanings: str) -> tuple[Field, ...]:
        """Return the task's fields that must be filled and ask for any of *meanings* (all, if none)."""
        return tuple(field for form in self.task_forms for field in form.required(*meanings))

    def field(self, *meanings: str) -> Field | None:
        """Return the task's first field that asks for any of *meanings* (see `checks.fields`)."""
        return next((field for field in self.fields if field.means(*meanings)), None)

    def options(self) -> tuple[str, ...]:
        """Return every choice the task's forms offer."""
        return tuple(option for form in self.task_forms for option in form.options())

    def has_upload(self) -> bool:
        """Say whether the task's forms take a file."""
        return any(form.has_upload() for form in self.task_forms)

    @cached_property
    def map_element(self) -> Tag | None:
        """Return the element in which a map is drawn, on the page or in a frame."""
        roots = [self.soup, *(content.soup for _, content in self.frames)]
        return next((found for root in roots if (found := looks_like_map(root)) is not None), None)

    def has_map(self) -> bool:
        """Say whether a map is drawn."""
        return self.map_element is not None

    @cached_property
    def buttons(self) -> tuple[tuple[str, Tag], ...]:
        """Return the buttons of the content and the frames as (name, element)."""
        own = [(name, tag) for name, tag in buttons_of(self.soup, self.content) if self.in_main(tag)]
        return (*own, *(pair for _, content in self.frames for pair in buttons_of(content.soup, content)))

    @cached_property
    def controls(self) -> tuple[Mapping[str, Any], ...]:
        """Return the measured controls of `layout` (empty where it is missing)."""
        return tuple(as_mapping(one) for one in as_list(as_mapping(self.layout).get("controls")))

    @cached_property
    def password(self) -> Tag | None:
        """Return the first visible password box, on the page or in a frame."""
        roots = [self.content, *(content for _, content in self.frames)]
        for content in roots:
            for tag in content.soup.find_all(
                "input", attrs={"type": re.compile(r"^\s*password\s*$", re.I)}, limit=20
            ):
                if isinstance(tag, Tag) and not content.is_hidden(tag):
                    return tag
        return None

    def spot(self, element: Tag | Field | Link | Form | Phone | Email | Block) -> Spot:
        """Return where something stands on this page, with a snippet, to show beside an answer."""
        if isinstance(element, Field) and element.label:
            return Spot(selector_of(element.element), snippet(element.label), self.url)
        tag = element if isinstance(element, Tag) else element.element
        if tag is None and isinstance(element, Form) and element.fields:
            return self.spot(element.fields[0])
        return spot_of(tag if tag is not None else self.main, self.url)

    def find_text(self, pattern: str | re.Pattern[str]) -> tuple[Block, ...]:
        """Return the blocks of the content in which a pattern is found (case is ignored)."""
        regex = re.compile(pattern, re.I) if isinstance(pattern, str) else pattern
        return tuple(block for block in self.blocks if regex.search(block.text))


class SurveyView:
    """One council's journey: its pages by step, and what the walk found."""

    def __init__(
        self, council: Council, journey: Journey, evidence: Iterable[Evidence], as_of: date | None = None
    ) -> None:
        self.council = council
        self.journey = journey
        self.evidence = tuple(evidence)
        self._by_key = {(one.step, one.device): one for one in self.evidence}
        self.as_of = as_of or max((day_of(one.fetched_at) for one in self.evidence), default=date.min)
        self.decision: ChannelDecision | None = None  # set by the judge before any question is asked
        self._pages: dict[tuple[str, Device], PageView] = {}

    def page(self, step: str, device: Device) -> PageView | None:
        """Return the page of a step on a device, None where no evidence of it exists."""
        found = self._by_key.get((step, device))
        if found is None:
            return None
        key = (step, device)
        if key not in self._pages:
            self._pages[key] = PageView(found, self.council, self.journey, self.as_of, self)
        return self._pages[key]

    def best(self, step: str) -> PageView | None:
        """Return a step's best rendering: desktop, phone, HTTP; one with HTML first."""
        pages = [page for device in DEVICES if (page := self.page(step, device)) is not None]
        return next((page for page in pages if page.html), pages[0] if pages else None)

    @property
    def home(self) -> PageView | None:
        """Return the home page."""
        return self.best(HOME)

    @property
    def landing(self) -> PageView | None:
        """Return the service landing page above the task page."""
        return self.best(LANDING)

    @property
    def task(self) -> PageView | None:
        """Return the task page."""
        return self.best(TASK)

    @property
    def start(self) -> PageView | None:
        """Return the page behind the way to start."""
        return self.best(START)

    @property
    def form(self) -> PageView | None:
        """Return the first form step; a task or start page that holds the form itself is that step."""
        return self.form_on(None)

    def form_on(self, device: Device | None) -> PageView | None:
        """Return the first form step on one device, on the best if None."""
        for step in (form_step(1), START, TASK):
            found = self.best(step) if device is None else self.page(step, device)
            if found is not None and (step == form_step(1) or found.task_forms):
                return found
        return None

    @cached_property
    def pages(self) -> tuple[PageView, ...]:
        """Return the pages on the way, in order, each in its best rendering."""
        steps = [HOME, LANDING, TASK, START, *(form_step(n) for n in range(1, FORM_STEPS + 1))]
        return tuple(page for step in steps if (page := self.best(step)) is not None)

    def facet(self, name: str) -> Any:
        """Return a facet of the walk, or `Missing`."""
        walk = self._by_key.get((WALK, Device.HTTP))
        return walk.facet(name) if walk is not None else _NO_WALK.facet(name)

    @property
    def crawl(self) -> Any:
        """Return what the crawl found, or `Missing`."""
        return self.facet("crawl")

    @property
    def search(self) -> Any:
        """Return what the site's own search answered, or `Missing`."""
        return self.facet("search")

    @property
    def a_to_z(self) -> Any:
        """Return the A-Z's letter pages, or `Missing`."""
        return self.facet("a-to-z")

    @property
    def govuk(self) -> Any:
        """Return GOV.UK's registered links for the service, or `Missing`."""
        return self.facet("govuk")

    @property
    def route(self) -> Any:
        """Return the way from the task page to the form, or `Missing`."""
        return self.facet("route")


_NO_WALK = Evidence("", "", "", WALK, Device.HTTP, "", "", "", None, {})


@lru_cache(maxsize=512)
def day_of(stamp: str) -> date:
    """Return the day in London of an ISO 8601 time in UTC; 1 January 1 where it is not one."""
    try:
        when = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    except ValueError:
        return date.min
    return when.astimezone(ZoneInfo("Europe/London")).date() if when.tzinfo else when.date()


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return a facet's value if it is a mapping, else an empty one (`Missing` and junk alike)."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Any) -> list[Any]:
    """Return a facet's list, or an empty one."""
    return list(value) if isinstance(value, list | tuple) and not isinstance(value, Missing) else []


def _links(content: Content, base: str, frame: int) -> Iterable[Link]:
    base = _base(content, base)
    for tag in content.soup.find_all(("a", "area", "button", "input", "div", "span"), limit=LINK_LIMIT * 10):
        if not isinstance(tag, Tag) or content.is_hidden(tag):
            continue
        if tag.name in ("a", "area"):
            href = str(tag.get("href") or "").strip()[:2000]
            if not href or href.startswith("#") or href.lower().startswith("javascript"):
                href = _goes_to(tag) or href
            if not href:
                continue
        else:
            href = _goes_to(tag)
            if not href:
                continue
        text = _text(tag)
        yield Link(
            text, _name(tag, text, content), _absolute(href, base), href, content.place(tag), tag, frame
        )


def _goes_to(tag: Tag) -> str:
    """Return the address to which a script handler on the element does nothing but go."""
    handler = f"{tag.get('onclick') or ''} {tag.get('href') or ''}"[:3000]
    match = _GO.search(handler)
    return match.group(1) if match else ""


def _base(content: Content, url: str) -> str:
    tag = content.soup.find("base", href=True)
    return _absolute(str(tag["href"]), url) or url if isinstance(tag, Tag) else url


def _absolute(href: str, base: str) -> str:
    try:
        full = urljoin(base, href)
        parts = urlsplit(full)
        return full.partition("#")[0] if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _name(tag: Tag, text: str, content: Content) -> str:
    pointed = [content.soup.find(id=one) for one in str(tag.get("aria-labelledby") or "").split()[:6]]
    labelled = _line(" ".join(_text(one) for one in pointed if isinstance(one, Tag)))
    own = _line(str(tag.get("aria-label") or ""))
    alts = [_line(str(img.get("alt") or "")) for img in tag.find_all("img", limit=5) if isinstance(img, Tag)]
    inner = _line(" ".join([text, *alts]))
    return (
        labelled or own or inner or _line(str(tag.get("value") or tag.get("alt") or tag.get("title") or ""))
    )[:300]


def _text(tag: Tag) -> str:
    return _line(tag.get_text(" "))[:500]


def _line(text: str) -> str:
    return " ".join(text[:5000].split())


def _leads_home(tag: Tag) -> bool:
    link = tag.find("a") or tag.find_parent("a")
    return isinstance(link, Tag) and urlsplit(str(link.get("href") or "x")[:500]).path in ("", "/")
