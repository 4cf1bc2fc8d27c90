"""Judges a page's text: language and direction, words that lean on place or colour, how lines are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.accessibility.facts import Document, number, word
from checks.accessibility.languages import (
    RIGHT_TO_LEFT,
    language_of,
    languages_of_script,
    same_language,
    script_of,
)
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.accessibility.readability import grade_of
from checks.facets import as_list, as_mapping

LANGUAGE_OF_PAGE = Rule(
    "language-of-page",
    "3.1.1",
    "A",
    "serious",
    "The page declares the language that it is written in",
    "Set the lang attribute of the html element to the language of the page.",
    "WCAG 2.2, 3.1.1 Language of Page; technique H57",
)
LANGUAGE_OF_PART = Rule(
    "language-of-part",
    "3.1.2",
    "AA",
    "moderate",
    "Passages in another language are marked with it",
    "Put a lang attribute with the passage's language on the element that holds it.",
    "WCAG 2.2, 3.1.2 Language of Parts; technique H58",
)
DIRECTION = Rule(
    "direction",
    "1.3.2",
    "",
    "moderate",
    "Text runs in the direction of its script",
    'Set dir="rtl" on text in Arabic or Hebrew script and dir="ltr" on text in Latin script.',
    "HTML, the dir attribute; technique H56",
)
LOCATION_WORDS = Rule(
    "location-words",
    "1.3.3",
    "A",
    "moderate",
    "Instructions do not rest on where something stands or what shape it has",
    "Name the thing meant, beside saying where it stands.",
    "WCAG 2.2, 1.3.3 Sensory Characteristics; failure F14",
)
COLOUR_WORDS = Rule(
    "colour-words",
    "1.4.1",
    "A",
    "moderate",
    "What is meant is told by more than its colour",
    "Say in words or with a sign what the colour stands for, beside each thing that has it.",
    "WCAG 2.2, 1.4.1 Use of Color and 1.3.3 Sensory Characteristics; failures F13, F14",
)
READING_LEVEL = Rule(
    "reading-level",
    "3.1.5",
    "AAA",
    "minor",
    "The text can be read after nine years of school",
    "Write shorter sentences and commoner words, or give a summary in plain words.",
    "WCAG 2.2, 3.1.5 Reading Level; technique G153",
)
NO_SECTIONS = Rule(
    "no-sections",
    "2.4.10",
    "AAA",
    "minor",
    "Long text is parted by headings",
    "Put headings between the parts of the text.",
    "WCAG 2.2, 2.4.10 Section Headings; technique G141",
)
LINE_HEIGHT = Rule(
    "line-height",
    "1.4.8",
    "AAA",
    "minor",
    "Lines of text have room between them",
    "Set the line height to 1.5 times the size of the text.",
    "WCAG 2.2, 1.4.8 Visual Presentation",
)
LONG_LINES = Rule(
    "long-lines",
    "1.4.8",
    "AAA",
    "minor",
    "Lines of text are at most 80 characters long",
    "Limit the width of text, for example with max-width: 70ch.",
    "WCAG 2.2, 1.4.8 Visual Presentation; technique C20",
)
JUSTIFIED = Rule(
    "justified",
    "1.4.8",
    "AAA",
    "minor",
    "Text is not justified to both margins",
    "Align text to the left.",
    "WCAG 2.2, 1.4.8 Visual Presentation; failure F88",
)
CAPITALS = Rule(
    "capitals",
    "",
    "",
    "minor",
    "Sentences are not set in capitals",
    "Write in small letters, with capitals where the language asks for them.",
    "GOV.UK content design: capitals are harder to read",
)
ITALICS = Rule(
    "italics",
    "",
    "",
    "minor",
    "Long passages are not set in italics",
    "Set running text upright.",
    "British Dyslexia Association style guide",
)
TINY_TEXT = Rule(
    "tiny-text",
    "",
    "",
    "moderate",
    "Text is at least 10 px large",
    "Set text at 16 px or more, notes at no less than 12 px.",
    "GOV.UK content design: readable type sizes",
)
SIDEWAYS_TEXT = Rule(
    "sideways-text",
    "1.4.10",
    "AA",
    "serious",
    "Text fits its box without scrolling sideways",
    "Let the text wrap at the width of its box.",
    "WCAG 2.2, 1.4.10 Reflow",
)
REVERSED_ORDER = Rule(
    "reversed-order",
    "1.3.2",
    "A",
    "moderate",
    "What stands first on the screen stands first in the source",
    "Write the parts in the order in which they are to be read, and place them with flex or grid.",
    "WCAG 2.2, 1.3.2 Meaningful Sequence; failure F1",
)
RULES = (
    LANGUAGE_OF_PAGE,
    LANGUAGE_OF_PART,
    DIRECTION,
    LOCATION_WORDS,
    COLOUR_WORDS,
    READING_LEVEL,
    NO_SECTIONS,
    LINE_HEIGHT,
    LONG_LINES,
    JUSTIFIED,
    CAPITALS,
    ITALICS,
    TINY_TEXT,
    SIDEWAYS_TEXT,
    REVERSED_ORDER,
)

PAGE_WORDS = 40
PROSE = 100  # characters from which a block is running text
LINE_CHARACTERS = 100  # 80 by WCAG, and a fifth for narrow letters
GRADE = 17.0
UNPARTED_WORDS = 350

_COLOUR = r"(?:red|green|blue|yellow|orange|amber|purple|pink|grey|gray|brown|coch|gwyrdd|glas|melyn)"
_THING = (
    r"(?:button|link|icon|box(?:es)?|text|fields?|questions?|items?|entries|dates?|rows?|areas?"
    r"|words?|names?|options?|ones?)"
)
_IN_COLOUR = re.compile(
    rf"\b(?:in|marked|shown|highlighted|coloured|printed)(?: in)? {_COLOUR}\b(?! (?:bin|bins|box|bag|bags"
    r"|caddy|sack|sacks|lid|lids|book|card))"
    rf"|\b(?:press|click|select|choose|use|tap)\b[^.]{{0,20}}\b{_COLOUR} (?:button|link|icon|arrow|tab)\b"
    rf"|\b{_COLOUR} (?:text|fields?|entries|rows?|items?|words?|dates?)\b",
    re.I,
)
_IN_PLACE = re.compile(
    rf"\b{_THING}\b[^.]{{0,25}}\b(?:on|at|to) (?:the|your) (?:right|left)(?:[- ]hand(?: side)?)?\b"
    r"|\b(?:menu|column|panel|list|links?|artist|person|one|picture|image|photo(?:graph)?|sidebar|form"
    r"|map)s? (?:on|at|to) (?:the|your) (?:right|left)\b"
    r"|\b(?:press|click|select|choose|use|tap)\b[^.]{0,30}\b(?:round|square|triangular|circular) "
    r"(?:button|icon|link)\b",
    re.I,
)
# Words in brackets after the place or colour, or a name in quotes, say what is meant in another way.
_NAMED = re.compile(
    r"[‘“\"'][^’”\"']{2,40}[’”\"']|\((?:marked|with|labelled)[^)]*\)|\bcalled\b|\blabelled\b|\bmarked with\b",
    re.I,
)


def text_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with the text of one document."""
    texts = page.listed("texts")
    language = word(page.facts, "language")
    prose = " ".join(word(one, "text") for one in texts if not one.get("lang_own"))
    main = language_of(prose)
    yield from _page_language(page, language, main, prose)
    for one in texts:
        yield from _language(one, language, main)
        yield from _direction(one)
        yield from _leaning(one)
        yield from _set(one)
    yield from _tinted(page, prose)
    for one in page.listed("sideways"):
        yield own_flaw(
            SIDEWAYS_TEXT,
            one,
            f"The text is {number(one, 'scroll'):.0f} px wide in a box of {number(one, 'client'):.0f} px.",
        )
    for one in page.listed("reversed"):
        words = [str(words) for words in as_list(one.get("words"))[:4]]
        yield own_flaw(
            REVERSED_ORDER, one, f"On the screen it reads from the right, in the source: {' | '.join(words)}"
        )
    yield from _parted(page, texts)


def _page_language(page: Document, language: str, spoken: str, prose: str) -> Iterator[Flaw]:
    if language and spoken and len(prose.split()) >= PAGE_WORDS and not same_language(language, spoken):
        fact = page.placed({"selector": "html", "html": word(page.facts, "html")})
        yield own_flaw(
            LANGUAGE_OF_PAGE,
            fact,
            f"The page says that it is in “{language}”, and most of it is in “{spoken}”.",
        )


def _language(one: Mapping[str, Any], language: str, main: str) -> Iterator[Flaw]:
    declared = word(one, "lang") or language
    text = word(one, "text")
    script = script_of(text)
    expected = languages_of_script(script)
    if expected and declared and len(text) >= 2:
        if not any(same_language(declared, known) for known in expected) and script_of(text[:400]) == script:
            yield own_flaw(
                LANGUAGE_OF_PART, one, f"The text is in {script.title()} script and marked “{declared}”."
            )
        return
    spoken = language_of(text)
    if (
        spoken
        and declared
        and not same_language(declared, spoken)
        and (one.get("lang_own") or main != spoken)
    ):
        yield own_flaw(
            LANGUAGE_OF_PART,
            one,
            f"The passage is in “{spoken}” and marked “{declared}”.",
            doubt=one.get("link") is True,
        )


def _direction(one: Mapping[str, Any]) -> Iterator[Flaw]:
    text, direction = word(one, "text"), word(one, "direction")
    letters = sum(letter.isalpha() for letter in text)
    if letters < 8 or word(one, "unicode_bidi") == "plaintext":
        return
    script = script_of(text)
    if script in RIGHT_TO_LEFT and direction == "ltr":
        yield own_flaw(DIRECTION, one, f"Text in {script.title()} script is set from left to right.")
    elif script == "LATIN" and direction == "rtl":
        yield own_flaw(DIRECTION, one, "Text in Latin script is set from right to left.")


def _leaning(one: Mapping[str, Any]) -> Iterator[Flaw]:
    text = word(one, "text")
    for rule, pattern in ((LOCATION_WORDS, _IN_PLACE), (COLOUR_WORDS, _IN_COLOUR)):
        match = pattern.search(text)
        if match and not _NAMED.search(text[max(0, match.start() - 60) : match.end() + 60]):
            yield own_flaw(rule, one, f"“{match.group()}”")


def _set(one: Mapping[str, Any]) -> Iterator[Flaw]:
    """How the lines of one block are set: AAA and good practice."""
    text, lines = word(one, "text"), number(one, "lines")
    length, size = number(one, "length"), number(one, "size")
    letters = as_mapping(one.get("letters"))
    count, least = number(letters, "all"), number(letters, "least")
    if 0 < least < 10 and count >= 3:
        yield own_flaw(TINY_TEXT, one, f"The text is {least:g} px large.")
    if one.get("control") or one.get("heading") or length < PROSE:
        return
    if count and number(letters, "capital") > 0.8 * count and number(letters, "lower") < 0.1 * count:
        yield own_flaw(CAPITALS, one, f"{count:.0f} letters are set in capitals.")
    if count and number(letters, "italic") > 0.8 * count and len(text.split()) >= 20:
        yield own_flaw(ITALICS, one, f"{len(text.split())} words are set in italics.")
    if lines < 2 or not size:
        return
    height = number(one, "line_height")
    if 0 < height < 1.15 * size:
        yield own_flaw(LINE_HEIGHT, one, f"Lines are {height / size:.2f} times the size of the text apart.")
    if word(one, "align") == "justify" and lines >= 2:
        yield own_flaw(JUSTIFIED, one, "The text is justified to both margins.")
    if (length < 1200 and length / lines > LINE_CHARACTERS) or (
        lines == 2 and length > 1.6 * LINE_CHARACTERS
    ):
        yield own_flaw(
            LONG_LINES,
            one,
            f"Lines are about {max(length / lines, length * 0.6 if lines == 2 else 0):.0f} characters long.",
        )


def _tinted(page: Document, prose: str) -> Iterator[Flaw]:
    """Items of a list told apart by nothing but colours that the page's text speaks of."""
    spoken = {match.group().lower() for match in re.finditer(rf"\b{_COLOUR}\b", prose, re.I)}
    for one in page.listed("tinted"):
        shades = {_shade(as_list(colour)) for colour in as_list(one.get("colours"))}
        if len(spoken) >= 2 and len(shades & spoken) >= 2:
            yield own_flaw(
                COLOUR_WORDS,
                one,
                f"Items differ in colour alone, and the text speaks of {', '.join(sorted(spoken))}.",
            )


def _shade(colour: list[Any]) -> str:
    if len(colour) < 3 or not all(isinstance(part, int | float) for part in colour[:3]):
        return ""
    red, green, blue = colour[:3]
    if max(red, green, blue) - min(red, green, blue) < 40:
        return "grey"
    if red > 1.5 * max(green, blue):
        return "red"
    if green > 1.3 * max(red, blue):
        return "green"
    return "blue" if blue > 1.3 * max(red, green) else ""


def _parted(page: Document, texts: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    """Long text without a heading between, and text that is hard to read."""
    run: list[Mapping[str, Any]] = []
    count = 0
    for one in [*texts, {"heading": True}]:
        if one.get("heading"):
            if count >= UNPARTED_WORDS and run:
                longest = max(run, key=lambda fact: number(fact, "length"))
                yield own_flaw(NO_SECTIONS, longest, f"{count} words follow each other without a heading.")
            run, count = [], 0
        elif not one.get("control") and number(one, "length") >= 40:
            run.append(one)
            count += max(len(word(one, "text").split()), int(number(one, "length") / 6.5))
    for one in texts:
        text = word(one, "text")
        if len(text.split()) >= 60 and not one.get("control") and not one.get("link"):
            grade = grade_of(text)
            if grade is not None and grade >= GRADE and language_of(text) in ("en", ""):
                yield own_flaw(
                    READING_LEVEL, one, f"It takes about {grade:.0f} years of school to read this with ease."
                )
