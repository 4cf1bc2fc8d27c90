"""Ways to get a task done without a form: paper, e-mail, telephone, a visit or a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from checks import channel_words as say
from checks import offline_words as off
from checks.channel_scene import Ruling, Scene
from checks.channel_signals import is_own_name
from checks.contacts import Email, Phone, phones_in
from checks.content import Block
from checks.model import Channel
from checks.views import Link, PageView

_FORM = re.compile(r"\b(forms?|ffurflen\w*|application|mandate|cais)\b", re.I)
MIN_LINE = 8
_HEADING = re.compile(r"^(h[2-6]|dt|th|summary|caption)$")
_LISTED = frozenset({"td", "li", "th", "dd", "tr"})
_LETTER = re.compile(r"(streets?( names?)?:? ?)?[A-Z]( ?[-–] ?[A-Z])?")
_DATED = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2} (january|february|march|april|may|june|"
    r"july|august|"
    r"september|october|november|december)\b|\bdydd (llun|mawrth|mercher|iau|gwener|sadwrn|sul)\b",
    re.I,
)


def offline_ways(scene: Scene) -> Iterator[Ruling]:
    """Yield the offline ways that the task page offers, in the order of the methodology's table."""
    page = scene.task
    papers = paper_forms(page, scene)
    if papers:
        link, confidence = papers[0]
        yield Ruling(Channel.DOCUMENT_FORM, confidence, "Only a form to download.", (page.spot(link),))
    emails, phones = own_emails(page, scene), own_phones(page, scene)
    call, place = told(page, off.TOLD_TO_CALL, scene), in_person(page)
    # A contact box lists both; what the text tells the resident to do comes before what is merely listed.
    written = emails and (told(page, off.TOLD_TO_MAIL, scene) is not None or call is None or not phones)
    if emails and written:
        yield Ruling(Channel.EMAIL_ONLY, 0.82, "Only an e-mail address.", (page.spot(emails[0]),))
    if phones and (call is not None or place is None):
        # A number given for those who cannot use the way online speaks of a way online.
        beside = all(off.BESIDE.search(f"{one.context} {_label(one.element)}") for one in phones)
        sure = 0.62 if beside else 0.85 if call is not None else 0.78
        yield Ruling(Channel.PHONE_ONLY, sure, "Only a telephone number.", (page.spot(phones[0]),))
    elif call is not None and place is None and _number_anywhere(page):
        yield Ruling(Channel.PHONE_ONLY, 0.74, "The page says to telephone.", (page.spot(call),))
    if place is not None:
        yield Ruling(Channel.IN_PERSON_OR_POST, 0.8, "Only a visit or a letter.", (page.spot(place),))


def paper_forms(page: PageView, scene: Scene) -> list[tuple[Link, float]]:
    """Return the documents that are forms to fill in, or calendars of days to look up, surest first."""
    found = []
    for link in page.documents:
        words = f"{link.text} {link.name}"
        around = _around(link.element)
        if scene.lookup_task:
            if not off.NO_CALENDAR.search(words) and off.CALENDAR.search(f"{words} {around}"):
                found.append((link, 0.8))
        elif _FORM.search(words):
            found.append((link, 0.85))
        elif off.PAPER_NOT.search(words):
            continue
        elif off.PAPER.search(words) or (off.PAPER.search(around) and not off.PAPER_NOT.search(around)):
            found.append((link, 0.75))
    return sorted(found, key=lambda pair: -pair[1])


def own_emails(page: PageView, scene: Scene) -> list[Email]:
    """Return the addresses that are the council's to be written to, not another body's."""
    return [
        one
        for one in page.emails
        if scene.body(f"https://{one.host}/") != "national"
        and not one.host.endswith(("police.uk", "nhs.uk", "nhs.net"))
        and not _belongs_elsewhere(one.context, one.element, scene)
        and not _is_furniture(one.context, scene)
    ]


def own_phones(page: PageView, scene: Scene) -> list[Phone]:
    """Return the numbers that are the council's, not those of the police or another body."""
    return [
        one
        for one in page.phones
        if not one.short
        and not _belongs_elsewhere(one.context, one.element, scene)
        and not _is_furniture(one.context, scene)
    ]


def told(page: PageView, pattern: re.Pattern[str], scene: Scene) -> Block | None:
    """Return the sentence of the content (not of a contact box) that tells the resident so."""
    return next(
        (
            block
            for block in page.blocks
            if block.place == "main"
            and pattern.search(block.text[:800])
            and not _belongs_elsewhere(block.text[:800], block.element, scene)
        ),
        None,
    )


def in_person(page: PageView) -> Block | None:
    """Return where the page says to come, or to write."""
    return next((block for block in page.blocks if off.WRITE.search(block.text[:800])), None)


def lists_days(page: PageView) -> bool:
    """Say whether a page itself lists collection days or streets: a look-up without a form."""
    rows = [block for block in page.blocks if block.element.name in _LISTED]
    dated = sum(bool(_DATED.search(block.text[:200])) for block in rows)
    letters = sum(bool(_LETTER.fullmatch(link.text.strip())) for link in page.own_links)
    return dated >= 5 or letters >= 8


def _is_furniture(context: str, scene: Scene) -> bool:
    """Say whether the home page has the same line: then it is the site's, whatever its place is called."""
    home = scene.survey.home
    if home is None or home.url == scene.task.url:
        return False
    plain = " ".join(context.split())
    # A bare number says nothing of whose line it is.
    worded = len(re.sub(r"[\d\s()+-]", "", plain)) >= MIN_LINE
    return worded and any(plain in block.text for block in home.content.blocks)


def _belongs_elsewhere(context: str, element: Tag, scene: Scene) -> bool:
    """Say whether a number or address is another body's, by its sentence, row or heading."""
    for said in (context, _row(element), _label(element)):
        if off.OTHER_BODY_PHONE.search(said) or off.OTHER_MATTER.search(said):
            return True
        bodies = [match.group() for match in say.BODY.finditer(said)]
        if bodies:
            return all(not is_own_name(body, scene) for body in bodies)
    return False


def _row(element: Tag) -> str:
    row = element if element.name == "tr" else element.find_parent("tr")
    return row.get_text(" ", strip=True)[:300] if isinstance(row, Tag) else ""


def _label(element: Tag) -> str:
    above = element.find_previous(_HEADING)
    return above.get_text(" ", strip=True)[:120] if isinstance(above, Tag) else ""


def _around(element: Tag) -> str:
    """Return what stands round a link: its block, the heading above, the paragraph before."""
    parent = element.parent
    if parent is None:
        return ""
    before = parent.find_previous_sibling()
    near = before.get_text(" ", strip=True)[-200:] if isinstance(before, Tag) else ""
    return f"{parent.get_text(' ', strip=True)[:300]} {_label(element)} {near}"


def _number_anywhere(page: PageView) -> bool:
    """Say whether a telephone number stands anywhere on the page, its furniture included."""
    return any(not one.short for one in phones_in(page.content.blocks, ()))
