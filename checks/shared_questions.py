"""Questions that several journeys ask alike, each made for what one journey is about.

The name that a journey's module gives to such a question becomes its id.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from checks.asking import asked, linked, one_of, says, told, told_or_linked
from checks.model import Question, Verdict
from checks.passages import passages_on
from checks.shared_answers import (
    FEW_FIELDS,
    PROGRESS,
    address_looked_up,
    anonymous_possible,
    danger_number_told,
    earlier_reports_shown,
    few_are_required,
    file_asked,
    own_location_asked,
    updates_are_optional,
    wait_told,
)
from checks.views import PageView
from checks.wording import REFERENCE

OWN = "Better Served, methodology 2026-1: a question of our own"
BC = "Socitm, Better Connected survey of this task"


def _made(
    words: str,
    judge: Callable[[PageView], Verdict],
    *,
    at: str,
    yes: str,
    no: str,
    asks: str,
    matters: str,
    fix: str,
    source: str = OWN,
) -> Question:
    doc = f"What it asks: {asks}.\n\nWhy it matters: {matters}.\nHow to fix: {fix}."
    return Question("", words, at, ("html",), None, yes, no, 1, doc, source, judge)


def tells(
    words: str,
    what: str,
    pattern: re.Pattern[str],
    beside: re.Pattern[str] | None = None,
    *,
    but_not: re.Pattern[str] | None = None,
    matters: str,
    fix: str,
    source: str = OWN,
    asks: str = "",
    yes: str = "",
    no: str = "",
) -> Question:
    """Ask whether a passage of the task page tells *what*: it holds *pattern*, and *beside* with it.

    A passage that holds *but_not* does not count.
    `yes`, `no` and `asks` are for sentences that *what* does not fill well.
    """
    return _made(
        words,
        lambda task: told(task, pattern, beside, but_not),
        at="task",
        yes=yes or f"The page tells {what}: “{{words}}”",
        no=no or f"The page does not tell {what}.",
        asks=asks or f"whether the page tells {what}",
        matters=matters,
        fix=fix,
        source=source,
    )


def links_to(
    words: str,
    what: str,
    pattern: re.Pattern[str],
    but_not: re.Pattern[str] | None = None,
    *,
    matters: str,
    fix: str = "link to it beside the way to start",
    source: str = OWN,
    asks: str = "",
    yes: str = "",
    no: str = "",
) -> Question:
    """Ask whether the task page links to *what*, in words that hold *pattern* and not *but_not*.

    `yes`, `no` and `asks` are for sentences that *what* does not fill well.
    """
    return _made(
        words,
        lambda task: linked(task, pattern, but_not),
        at="task",
        yes=yes or f"The page links to {what}: “{{words}}”.",
        no=no or f"The page does not link to {what}.",
        asks=asks or f"whether the page links to {what}",
        matters=matters,
        fix=fix,
        source=source,
    )


def tells_or_links(
    words: str,
    what: str,
    pattern: re.Pattern[str],
    plain: re.Pattern[str],
    *,
    but_not: re.Pattern[str] | None = None,
    matters: str,
    fix: str = "link to it beside the way to start",
    source: str = OWN,
    asks: str = "",
    yes: str = "",
    no: str = "",
) -> Question:
    """Ask whether the task page links to *what*, in words that hold *pattern*, or tells of it in *plain*.

    Words that hold *but_not* do not count. `yes`, `no` and `asks` are as in `tells`.
    """
    return _made(
        words,
        lambda task: told_or_linked(task, pattern, plain, but_not),
        at="task",
        yes=yes or f"The page links to or tells of {what}: “{{words}}”.",
        no=no or f"The page neither links to nor tells of {what}.",
        asks=asks or f"whether the page links to, or tells of, {what}",
        matters=matters,
        fix=fix,
        source=source,
    )


def map_to_mark(thing: str) -> Question:
    """Ask whether the form has a map on which to mark where *thing* ("the pothole") is."""
    return _made(
        "Can the place be marked on a map?",
        lambda form: asked(form, form.map_element, "a map"),
        at="form",
        yes="The place can be marked on a map.",
        no="The form has no map on which to mark the place.",
        asks=f"whether the form shows a map on which the resident can mark where {thing} is",
        matters="what is in the street has seldom an address; a mark saves the crew a search",
        fix="add a map beside the address search, and keep both",
    )


def place_search(thing: str) -> Question:
    """Ask whether a field finds where *thing* is by street or postcode."""
    return _made(
        "Can the place be found by street or postcode?",
        lambda form: asked(form, one_of(form.fields, "postcode", "address")),
        at="form",
        yes="The place can be found by “{words}”.",
        no="The form has no field to find the place by street or postcode.",
        asks=f"whether a field finds where {thing} is by street name or postcode",
        matters="dragging a map of the whole area to one street is slow, the more so on a phone",
        fix="put a search by street or postcode beside the map",
    )


def own_location(thing: str) -> Question:
    """Ask whether a control offers to use where the phone is, beside *thing*."""
    return _made(
        "Can the phone's own location be used?",
        own_location_asked,
        at="form",
        yes="The form offers to use the phone's own location: “{words}”.",
        no="The form does not offer to use the phone's own location.",
        asks="whether a control offers to use where the phone is",
        matters=f"many reports are made beside {thing}, with a phone in the hand",
        fix="offer “Use my location”, and let the mark be moved",
    )


def place_in_words(thing: str) -> Question:
    """Ask whether the place of *thing* can be told as text."""
    return _made(
        "Can the place be told in words, without a map?",
        lambda form: asked(form, one_of(form.fields, "location", "address", "postcode")),
        at="form",
        yes="The place can be told in words: “{words}”.",
        no="The place can be told only on the map.",
        asks=f"whether a field takes the place of {thing} as text: an address, a street or a description",
        matters="a map cannot be used with a screen reader or without a mouse",
        fix="add a field for the place in words beside the map",
        source="WCAG 2.1.1 Keyboard, 1.1.1 Non-text Content",
    )


def photo(thing: str) -> Question:
    """Ask whether the form takes a picture of *thing*."""
    return _made(
        "Can a photograph be added?",
        file_asked,
        at="form",
        yes="A photograph can be added: “{words}”.",
        no="The form takes no photograph.",
        asks=f"whether the form takes a picture of {thing}",
        matters="a picture tells the crew what to bring, and spares a visit to look",
        fix="add an optional upload that takes pictures straight from the camera",
    )


def anonymous(why: str = "fear of reprisal or of post keeps people from reporting") -> Question:
    """Ask whether a report is possible without a name or an e-mail address; *why* is why it matters."""
    return _made(
        "Is a report possible without giving a name?",
        anonymous_possible,
        at="form",
        yes="A report is possible without giving a name.",
        no="The form insists on “{field}”.",
        asks="whether a resident can report without giving a name or an e-mail address",
        matters=why,
        fix="make name and e-mail optional, and say what they are for",
    )


def updates_optional() -> Question:
    """Ask whether the e-mail address, where asked for, can be left out."""
    return _made(
        "Are updates by e-mail a choice?",
        updates_are_optional,
        at="form",
        yes="An e-mail address can be given for updates, or left out: “{words}”.",
        no="The form insists on, or does not take, an e-mail address for updates: “{words}”.",
        asks="whether the form takes an e-mail address for news of the report, and can be sent without it",
        matters="who wants to know is told, and who has no e-mail can still report",
        fix="ask for the address as an option, and say what will be sent",
    )


def few_required() -> Question:
    """Ask whether a form on one page requires eight fields or fewer."""
    return _made(
        "Are few fields required?",
        few_are_required,
        at="form",
        yes="The form requires {count} fields.",
        no="The form requires {count} fields.",
        asks=f"whether a form that was seen whole requires {FEW_FIELDS} fields or fewer, over all its steps",
        matters="each field that insists costs reports",
        fix="require only what the crew needs: where and what",
    )


def reference_promised(done: str) -> Question:
    """Ask whether a reference or an update is promised; *done* is when the last one is due."""
    return _made(
        "Is a reference number or an update promised?",
        lambda task: told(task, REFERENCE),
        at="task",
        yes="The page promises a reference or updates: “{words}”",
        no="The page promises neither a reference nor updates.",
        asks="whether the page promises a reference number, or news of what was done",
        matters="a report that vanishes is made again, by telephone",
        fix=f"promise a reference, and send a message when {done}",
    )


def time_stated(done: str, which: re.Pattern[str] | None = None) -> Question:
    """Ask whether the page says within what time something is *done* ("repaired"), by a word of *which*."""

    def judge(task: PageView) -> Verdict:
        return says(task, wait_told(task, which))

    return _made(
        f"Does it say how soon it is {done}?",
        judge,
        at="task",
        yes=f"The page says how soon it is {done}: “{{words}}”",
        no=f"The page does not say how soon it is {done}.",
        asks=f"whether the page says within how many hours, days or weeks it is {done}",
        matters="who knows the time waits for it, and does not ring or ask again",
        fix="state the usual time in working days",
    )


def danger_number(thing: str) -> Question:
    """Ask whether a telephone number stands where *thing* that is dangerous is spoken of."""
    return _made(
        "Is there a number to ring when it is dangerous?",
        danger_number_told,
        at="task",
        yes="The page says whom to ring: “{words}”",
        no="The page gives no number to ring when it is dangerous.",
        asks=f"whether the page gives a telephone number for {thing} that is a danger now",
        matters="a form is read the next working day; a danger cannot wait for it",
        fix="say what counts as an emergency and whom to ring, by day and by night",
    )


def not_ours(thing: str, *patterns: re.Pattern[str]) -> Question:
    """Ask whether the page says that *thing* may be somebody else's, by one of *patterns*."""

    def judge(task: PageView) -> Verdict:
        found = (one for one in passages_on(task) if any(pattern.search(one.text) for pattern in patterns))
        return says(task, next(found, None))

    return _made(
        "Does it say which are not the council's?",
        judge,
        at="task",
        yes="The page says which are not the council's: “{words}”",
        no="The page does not say which are not the council's.",
        asks=f"whether the page says that {thing} may belong to another body, and names it",
        matters="a report to the wrong body is lost or delayed",
        fix="name the bodies, and link to their own report forms",
    )


def existing_reports(thing: str) -> Question:
    """Ask whether earlier reports of the same *thing* are shown or linked."""
    return _made(
        "Are earlier reports shown?",
        earlier_reports_shown,
        at="task",
        yes="The page shows or links to earlier reports: “{words}”",
        no="The page neither shows earlier reports nor links to them.",
        asks=f"whether the page shows, or links to, what others have already reported of {thing}",
        matters="who sees the report of a neighbour does not make another",
        fix="show the open reports on the map, or link to their list",
    )


def progress_linked(thing: str) -> Question:
    """Ask whether one can look up what has become of a report of *thing*."""
    return _made(
        "Can the progress of a report be looked up?",
        lambda task: linked(task, PROGRESS),
        at="task",
        yes="The page links to the progress of a report: “{words}”.",
        no="The page does not link to the progress of a report.",
        asks=f"whether the page links to where the progress of an earlier report of {thing} is shown",
        matters="many who come have reported before, and want to know",
        fix="link to a look-up by reference number beside the way to report",
    )


def address_lookup() -> Question:
    """Ask whether a postcode or street finds the address to choose from."""
    return _made(
        "Can the address be looked up?",
        address_looked_up,
        at="form",
        yes="The address can be looked up by “{words}”.",
        no="The form has no look-up for the address.",
        asks="whether a postcode or street finds the address to choose from",
        matters="a chosen address is the right one, and quick on a phone",
        fix="ask for the postcode first and offer the addresses found",
    )
