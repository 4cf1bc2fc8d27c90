"""The commonest ways to answer: a page tells something, links to something, or a form asks something."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import Tag

from checks.absence import lacking
from checks.fields import Field
from checks.model import Cause, Verdict
from checks.page_kinds import path_words
from checks.passages import Passage, passages_on
from checks.verdicts import could_not_test, no, snippet, yes
from checks.views import Link, PageView
from checks.walked import chose_on_the_way, seen_to_the_end, walked_on
from checks.way_text import is_bare
from checks.wording import any_of, first, near

# A rule that reads prose is right about nine times in ten; a missing sentence may have been put otherwise.
TOLD, NOT_TOLD = 0.9, 0.8
WORDS_LIMIT = 160
# A longer one speaks of more than the link in it.
SENTENCE_LIMIT = 200

_NEXT = any_of(r"next|continue|go on|proceed|find|look ?up|search|start|begin|nesaf|parhau")
_FINAL = any_of(r"submit|send|report|finish|complete|confirm|pay|apply|cyflwyno|anfon")
_MORE_STEPS = re.compile(
    r"\b(?:step|page|section|cam)\s*1\s*(?:of|/|o)\s*(?:[2-9]|1\d)\b|\b1\s*/\s*[2-9]\b", re.I
)


def told(
    page: PageView,
    pattern: re.Pattern[str],
    beside: re.Pattern[str] | None = None,
    but_not: re.Pattern[str] | None = None,
) -> Verdict:
    """Answer Yes if a passage without *but_not* holds *pattern*, and with it *beside*; else No."""
    passages = [one for one in passages_on(page) if not (but_not and but_not.search(one.text))]
    found = first(passages, pattern) if beside is None else near(passages, pattern, beside)
    return says(page, found)


def says(page: PageView, found: Passage | None, confidence: float = TOLD) -> Verdict:
    """Answer Yes with the words of *found*, or No of the page that was read."""
    if found is None:
        return lacking(page, confidence=NOT_TOLD)
    return yes(page.spot(found.element), words=snippet(found.text)[:WORDS_LIMIT], confidence=confidence)


def linked(page: PageView, pattern: re.Pattern[str], but_not: re.Pattern[str] | None = None) -> Verdict:
    """Answer Yes if the content, or its list of related pages, has a link that says *pattern*; else No."""
    found = link_that_says(page, pattern, but_not)
    if found is None:
        return lacking(page, confidence=NOT_TOLD)
    return yes(page.spot(found), words=(found.name or found.text)[:WORDS_LIMIT], confidence=TOLD)


def link_that_says(
    page: PageView, pattern: re.Pattern[str], but_not: re.Pattern[str] | None = None
) -> Link | None:
    """Return the first link of the content or its related pages whose words hold *pattern*.

    Where no link's own words do, those of the sentence it stands in count ("Ask for another."), then,
    for one that says nothing ("Look here"), those of the address it leads to.
    """
    shown = [
        link for view in (page, *page.parts) for link in view.links if link.own or link.place == "related"
    ]
    for link in shown:
        if _says(f"{link.text} {link.name}", pattern, but_not):
            return link
    for link in shown:
        if link.own and _says(sentence_around(page, link), pattern, but_not):
            return link
    # "Look here": what the link does not say, the name of the page that it leads to may.
    bare = (link for link in shown if link.own and is_bare(link.text or link.name))
    return next((link for link in bare if _says(path_words(link.url), pattern, but_not)), None)


def sentence_around(page: PageView, link: Link) -> str:
    """Return the sentence in which a link stands, with the question before it that it answers; "" if none."""
    around = {id(link.element), *(id(parent) for parent in link.element.parents)}
    before: Passage | None = None
    for one in passages_on(page):
        if id(one.element) in around and link.text and link.text in one.text:
            asks = before is not None and before.element is one.element and before.text.endswith("?")
            said = f"{before.text} {one.text}" if asks and before is not None else one.text
            return said if len(said) <= SENTENCE_LIMIT else ""
        before = one
    return ""


def told_or_linked(
    page: PageView, pattern: re.Pattern[str], plain: re.Pattern[str], but_not: re.Pattern[str] | None = None
) -> Verdict:
    """Answer as `linked` where a link says *pattern*; else as `told` of *plain*, which prose has to hold."""
    if link_that_says(page, pattern, but_not) is not None:
        return linked(page, pattern, but_not)
    return told(page, plain, but_not=but_not)


def _says(text: str, pattern: re.Pattern[str], but_not: re.Pattern[str] | None) -> bool:
    return bool(pattern.search(text)) and not (but_not and but_not.search(text))


def asked(form: PageView, found: Field | Tag | None, words: str = "") -> Verdict:
    """Answer Yes if the step asks it; No only at the end of a form that was seen whole."""
    if found is not None:
        label = words or (found.label if isinstance(found, Field) else "")
        return yes(form.spot(found), words=snippet(label)[:WORDS_LIMIT])
    if seen_whole(form):
        chose = form.survey is not None and chose_on_the_way(form.survey)
        return no(form.spot(form.main), confidence=NOT_TOLD if chose else TOLD)
    if form.survey is not None and walked_on(form.survey):
        return could_not_test(Cause.POLICY_STOP, "No step that we saw asks it; we never send the last one.")
    why = "The first step does not ask it; later steps are not visited in this run."
    return could_not_test(Cause.NOT_MEASURED, why)


def seen_whole(form: PageView) -> bool:
    """Say whether all of a form was seen by the end of this page.

    Either it stands on this page alone, which asks for details and ends in a final button, or this is the
    last step of a walk that came to the end.
    """
    if form.survey is not None and walked_on(form.survey):
        return seen_to_the_end(form)
    fields = [field for field in form.fields if field.shown and not field.disabled]
    if len(fields) < 3 or _MORE_STEPS.search(form.text):
        return False
    names = [name for name, _ in form.buttons]
    final = any(_FINAL.search(name) and not _NEXT.search(name) for name in names)
    return final and any(
        field.means("description", "name", "email", "phone", "account-number") for field in fields
    )


def choice(form: PageView, pattern: re.Pattern[str], least: int = 1) -> Field | None:
    """Return the first field of which at least *least* choices hold *pattern*."""
    for field in form.fields:
        if sum(1 for option in field.options if pattern.search(option)) >= least:
            return field
    return None


def button_that_says(form: PageView, pattern: re.Pattern[str]) -> Tag | None:
    """Return the first button or link of the form's page whose name holds *pattern*."""
    for name, tag in form.buttons:
        if pattern.search(name):
            return tag
    return next((link.element for link in form.own_links if pattern.search(f"{link.text} {link.name}")), None)


def one_of(fields: Iterable[Field], *meanings: str) -> Field | None:
    """Return the first field that asks for any of *meanings*."""
    return next((field for field in fields if field.means(*meanings)), None)
