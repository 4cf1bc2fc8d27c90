"""A No because a page does not have something: held back where the page could not be read whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from bs4 import Tag

from checks.addresses import canonical, host_of
from checks.facets import as_list, as_mapping
from checks.language import language_of_page
from checks.memo import remembered
from checks.model import Cause, Missing, Spot, Verdict
from checks.naming import Naming, naming
from checks.passages import passages_on
from checks.translation import translation
from checks.verdicts import could_not_test, no
from checks.views import Link, PageView

# Frames in which no council writes about a task.
_NO_PROSE = re.compile(
    r"\b(youtube|youtu\.be|vimeo|google\.[a-z.]+/maps|maps\.google|openstreetmap|googletagmanager|doubleclick"
    r"|facebook|twitter|recaptcha|captcha|analytics|cookie|player|video|advert|chat(?:bot)?|readspeaker"
    r"|browsealoud|translate|maps?)\b",
    re.I,
)
# A page that has so many sentences of its own tells about the task, however many links stand beside them.
_TELLS = 3
# So few words of its own on a page of so many in all: the content was not found, or there is none.
_FEW_WORDS, _MANY_WORDS = 15, 60
# With fewer links it is a thin page, not a list.
_LINKS = 4
_SENTENCE_WORDS = 7


def lacking(page: PageView, *spots: Spot, confidence: float) -> Verdict:
    """Answer No: *page* was read in full and does not have it. Else say what of it was not read.

    Not read in full is a page cut short, one with hardly a word outside of its furniture, one with a frame in
    its content that was not opened, one in Welsh beside one in English, and a list of links with one
    that leads to the task's own page.
    """
    if page.http.get("truncated"):
        return could_not_test(Cause.PAGE_BROKEN, "The page was too large to read to its end.", *spots)
    if _content_not_found(page):
        why = "Hardly a word of the page could be told from its menus and furniture."
        return could_not_test(Cause.NEEDS_REVIEW, why, *spots)
    if in_welsh_alone(page):
        why = "The page found is in Welsh; the page in English that it links to was not read."
        return could_not_test(Cause.NOT_MEASURED, why, *spots)
    frame = unread_frame(page)
    if frame is not None:
        return could_not_test(
            Cause.NOT_MEASURED, "A frame in the page's content was not read.", page.spot(frame)
        )
    onward = page_beyond(page)
    if onward is not None:
        cause = _cause_beyond(page, onward)
        why = f"The page found is a list of links; the page behind “{onward.text[:80]}” was not read."
        return could_not_test(cause, why, page.spot(onward))
    return no(*(spots or (page.spot(page.main),)), confidence=confidence)


@remembered(64)
def _content_not_found(page: PageView) -> bool:
    """Say whether nearly all words of a page were taken for furniture: what it tells may be among them."""
    own = sum(len(one.text.split()) for one in passages_on(page) if one.role != "heading")
    return own < _FEW_WORDS and not page.task_forms and len(page.whole_text.split()) > _MANY_WORDS


@remembered(64)
def in_welsh_alone(page: PageView) -> bool:
    """Say whether the page read is in Welsh and links to itself in English, which may tell more."""
    if page.council is None or page.council.nation != "Wales":
        return False
    if language_of_page(page.heading, page.text) != "cy":
        return False
    return translation(page.html, page.url, "en") is not None


@remembered(64)
def unread_frame(page: PageView) -> Tag | None:
    """Return the first frame of the page's own content that may hold words and of which none were read."""
    if not isinstance(page.evidence.facet("frames"), Missing):
        return None  # a browser looked into every frame that can be seen
    read = _read_behind(page)
    for frame in page.soup.find_all("iframe", limit=40):
        if not isinstance(frame, Tag) or page.content.is_hidden(frame) or not page.in_main(frame):
            continue
        source = str(frame.get("src") or "").strip()
        said = f"{source} {frame.get('title') or ''} {frame.get('id') or ''} {frame.get('name') or ''}"
        url = urljoin(page.url, source) if source else ""
        no_prose = _NO_PROSE.search(said.replace("_", " "))
        if host_of(url) and not no_prose and not _is_small(frame) and canonical(url) not in read:
            return frame
    return None


@remembered(64)
def page_beyond(page: PageView) -> Link | None:
    """Return the link to the task's own page where *page* is only a list of links, else None."""
    journey = page.journey
    if journey is None or page.task_forms or page.step != "task":
        return None
    if naming(page.heading or page.title, journey) in (Naming.TASK, Naming.THING):
        return None
    links = [link for link in page.own_links if link.url and not link.document and link.text]
    anchors = {link.text for link in links}
    sentences = [
        one for one in passages_on(page)
        if one.role != "heading" and len(one.text.split()) >= _SENTENCE_WORDS and one.text not in anchors
    ]  # fmt: skip
    if len(links) < _LINKS or len(sentences) >= _TELLS:
        return None
    forms = _read_behind(page, forms_only=True)
    passed = {canonical(page.url), *forms}
    for link in links:
        named = naming(f"{link.text} {link.name}", journey) in (Naming.TASK, Naming.THING)
        if named and canonical(link.url) not in passed:
            return link
    return None


def _read_behind(page: PageView, forms_only: bool = False) -> set[str]:
    """Return the canonical addresses of the pages that were read behind *page*."""
    survey = page.survey
    pages = [one for one in (survey.start, survey.form) if one is not None] if survey else []
    return {
        canonical(url)
        for one in pages if one.task_forms or not forms_only
        for url in (one.url, one.evidence.requested_url)
    }  # fmt: skip


def _cause_beyond(page: PageView, onward: Link) -> Cause:
    """Return why the page behind a link was not read: it failed, or we did not get there."""
    route = as_mapping(page.survey.route) if page.survey else {}
    for row in (*as_list(route.get("steps")), *as_list(route.get("attempts"))):
        step = as_mapping(row)
        if canonical(str(step.get("url") or "")) == canonical(onward.url):
            status = step.get("status")
            if step.get("cause") or (isinstance(status, int) and status >= 400):
                return Cause.PAGE_BROKEN
    return Cause.NOT_FOUND_BY_US


def _is_small(frame: Tag) -> bool:
    sizes = [str(frame.get(side) or "").removesuffix("px") for side in ("width", "height")]
    return any(size.isdigit() and int(size) <= 50 for size in sizes)
