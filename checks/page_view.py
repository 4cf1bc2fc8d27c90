"""A page as a resident meets it: a read-only view of one step's evidence on one device."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag

from checks.contacts import Email, Phone, emails_in, phones_in
from checks.content import OWN_PLACES, Block, Content, read
from checks.facets import as_list, as_mapping, day_of
from checks.fields import Field
from checks.forms import Form, buttons_of, forms_in, looks_like_map
from checks.links import LINK_LIMIT, Link, leads_home, links_in, one_line, text_of
from checks.model import TASK, Council, Device, Evidence, Journey, Spot
from checks.spots import selector_of, spot_of
from checks.verdicts import snippet

if TYPE_CHECKING:
    from checks.survey_view import SurveyView

FRAME_LIMIT = 12
_BOX_HEADING = re.compile(
    r"^\W*(quick ?links?|related (links|pages|content|information)|in this section|you are here|navigation"
    r"|menu|search|site map|share( this)?( page)?|useful links|popular( pages)?|most popular|main menu"
    r"|breadcrumbs?)\W*$",
    re.I,
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
            (str(row.get("url") or self.url), row["html"]) for row in rows if isinstance(row.get("html"), str)
        )

    @cached_property
    def frames(self) -> tuple[tuple[str, Content], ...]:
        """Return the visible frames as (address, parsed page), in document order."""
        return tuple((url, read(html)) for url, html in self.frame_sources)

    @cached_property
    def title(self) -> str:
        """Return the document's title on one line."""
        return one_line(self.soup.title.get_text(" ") if self.soup.title else "")[:500]

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
                found.append((int(tag.name[1]), text_of(tag), tag))
        for tag in self.soup.find_all(None, {"role": "heading"}, limit=100):
            if (
                isinstance(tag, Tag)
                and not self.content.is_hidden(tag)
                and not re.fullmatch(r"h[1-6]", tag.name)
            ):
                level = str(tag.get("aria-level") or "2")
                found.append((int(level) if level.isdigit() and len(level) == 1 else 2, text_of(tag), tag))
        return tuple(found)

    @cached_property
    def heading_element(self) -> Tag | None:
        """Return the main heading's element: the first h1 of the content, else the nearest to it."""
        spoken = [(level, text, tag) for level, text, tag in self.headings if text]
        # Boxes of links are headed on many sites before the page's own heading comes.
        spoken = [one for one in spoken if not _BOX_HEADING.search(one[1])] or spoken
        own = [(level, text, tag) for level, text, tag in spoken if self.in_main(tag)]
        tops = [tag for level, _, tag in own if level == 1] or [
            tag for level, _, tag in spoken if level == 1 and tag.find("img") is None and not leads_home(tag)
        ]
        if tops:
            return tops[0]
        lower = [tag for level, _, tag in own if level == 2] or [tag for _, _, tag in own]
        return lower[0] if lower else None

    @property
    def heading(self) -> str:
        """Return the main heading's words."""
        return text_of(self.heading_element) if self.heading_element is not None else ""

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
        found = list(links_in(self.content, self.url, -1))
        for index, (url, content) in enumerate(self.frames):
            found.extend(links_in(content, url, index))
        return tuple(found[:LINK_LIMIT])

    @property
    def parts(self) -> tuple[PageView, ...]:
        """Return the other pages of the guide that this task page is a part of."""
        return self.survey.parts if self.survey is not None and self.step == TASK else ()

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
        for part in self.parts:
            found = element if isinstance(element, Tag) else element.element
            if found is not None and any(parent is part.soup for parent in found.parents):
                return part.spot(element)
        tag = element if isinstance(element, Tag) else element.element
        if tag is None and isinstance(element, Form) and element.fields:
            return self.spot(element.fields[0])
        return spot_of(tag if tag is not None else self.main, self.url)
