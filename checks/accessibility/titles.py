"""Judges a page's title: left as a tool wrote it, or silent about what the page is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.accessibility.facts import Document, number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.accessibility.names import stems_of

TITLE_PLACEHOLDER = Rule(
    "title-placeholder",
    "2.4.2",
    "A",
    "serious",
    "The page's title says what the page is about",
    "Write a title that names the page and the site.",
    "WCAG 2.2, 2.4.2 Page Titled; failure F25",
    act=("c4a8a4",),
)
TITLE_MEANING = Rule(
    "title-meaning",
    "2.4.2",
    "A",
    "serious",
    "The page's title names what the page is about",
    "Put the words of the main heading into the title.",
    "WCAG 2.2, 2.4.2 Page Titled; failure F25",
    act=("c4a8a4",),
)
RULES = (TITLE_PLACEHOLDER, TITLE_MEANING)

# Titles that a tool put in and nobody changed (F25's own list, and editors' defaults).
_PLACEHOLDER = re.compile(
    r"\W*(?:(?:untitled|no title|new|default|blank)(?: (?:document|page|web ?page|site|title))?(?:[ -]?\d+)?"
    r"|(?:insert|enter|add|type|put|your) (?:the |your |a |page )*title(?: (?:of your (?:html )?document "
    r")?here)?"
    r"|enter the title of your html document here|title(?: goes)?(?: here)?|(?:page|document|web ?page"
    r"|html)(?: title)?(?: ?\d+)?|index|react app|vite app|welcome to nginx!?"
    r"|[\w%-]+\.(?:html?|php|aspx?|jsp|doc|indd))\W*",
    re.I,
)


def title_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with the title of a page; frames have titles of their own."""
    title = word(page.facts, "title")
    if not title.strip() or page.prefix:
        return
    fact = {"selector": "title", "html": f"<title>{title}"}
    if _PLACEHOLDER.fullmatch(title):
        yield own_flaw(TITLE_PLACEHOLDER, fact, f"The title is “{title}”.")
        return
    if page.facts.get("home"):
        return  # A home page is called by its site's name.
    heads = [one for one in page.listed("headings") if number(one, "level") == 1 and word(one, "text")]
    texts = " ".join(word(one, "text") for one in page.listed("texts")[:60])
    title_words = stems_of(title)
    if not title_words:
        return
    if heads:
        spoken = [stems_of(word(one, "text")) for one in heads[:3]]
        # The title repeats the site's name alone, or speaks of something that no main heading does.
        alone = any(_is_tail(title, word(one, "text")) for one in heads[:3])
        if alone or (
            all(spoken) and not any(_enough(head & title_words, head, title_words) for head in spoken)
        ):
            yield own_flaw(
                TITLE_MEANING,
                fact,
                f"The title “{title}” leaves out what the main heading says: “{word(heads[0], 'text')}”.",
            )
    elif len(texts.split()) >= 8 and 2 * len(title_words - stems_of(texts)) >= len(title_words):
        yield own_flaw(TITLE_MEANING, fact, f"The title “{title}” uses words that the page does not.")


def _is_tail(title: str, heading: str) -> bool:
    """Say whether the heading names something and then, as its last words, all that the title says."""
    bare, whole = " ".join(title.lower().split()), " ".join(heading.lower().split())
    return whole.endswith(f" {bare}") and len(whole[: -len(bare)].split()) >= 3


def _enough(shared: frozenset[str], head: frozenset[str], title: frozenset[str]) -> bool:
    return len(shared) * 2 >= min(len(head), len(title)) and len(shared) * 3 >= len(head) * 1 and bool(shared)
