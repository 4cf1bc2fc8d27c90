"""Judges links: what they are called, where they lead, whether they can be told from the text around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from checks.accessibility.facts import Document, number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.facets import as_list, as_mapping

VAGUE_ALONE = Rule(
    "vague-link-alone",
    "2.4.4",
    "A",
    "serious",
    "A link's words, with the sentence, list item or heading around them, say where it leads",
    "Write in the link itself what it leads to.",
    "WCAG 2.2, 2.4.4 Link Purpose (In Context); failure F63",
)
VAGUE = Rule(
    "vague-link",
    "2.4.9",
    "AAA",
    "minor",
    "A link's own words say where it leads",
    "Write in the link itself what it leads to: screen readers list links without the text around them.",
    "WCAG 2.2, 2.4.9 Link Purpose (Link Only); failure F84",
)
WORDLESS = Rule(
    "wordless-link",
    "2.4.4",
    "A",
    "serious",
    "A link is called by a word",
    "Put words into the link.",
    "WCAG 2.2, 2.4.4 Link Purpose (In Context); failure F89",
)
HIDDEN_WORDS = Rule(
    "hidden-link-words",
    "2.4.9",
    "AAA",
    "moderate",
    "Words that complete a link can be read by screen readers",
    "Hide the words from sight alone (clip them to a pixel), not with display: none or visibility: hidden.",
    "WCAG 2.2, 2.4.9 Link Purpose (Link Only); technique C7",
)
SCRIPT_ADDRESS = Rule(
    "script-address",
    "",
    "",
    "moderate",
    "A link leads to an address",
    "Use a button for what is no link.",
    "HTML, the a element: links lead to resources; WAI-ARIA Authoring Practices",
)
NOWHERE = Rule(
    "link-to-nowhere",
    "",
    "",
    "moderate",
    "A link leads to an address",
    "Give the link an address, or use a button for what is no link.",
    "HTML, the a element: links lead to resources; WAI-ARIA Authoring Practices",
)
NEW_WINDOW = Rule(
    "new-window",
    "3.2.5",
    "AAA",
    "minor",
    "A link that opens another window says so",
    "Let links open in the same window, or say in the link that it opens another.",
    "WCAG 2.2, 3.2.5 Change on Request; technique G201",
)
FILE_LINK = Rule(
    "file-link",
    "",
    "",
    "minor",
    "A link to a file says what kind it is",
    "Say in the link what kind of file it is and how large.",
    "GOV.UK content design: attachments",
)
MEDIA_LINK = Rule(
    "media-link",
    "1.2.1",
    "A",
    "moderate",
    "A sound or film has a transcript",
    "Put a transcript on a page and link it beside the recording.",
    "WCAG 2.2, 1.2.1 Audio-only and Video-only (Prerecorded)",
)
PICTURE_LINK = Rule(
    "picture-link",
    "",
    "",
    "minor",
    "A link to a picture file says that it leads to a picture",
    "Show the picture on a page with a text alternative: a picture file alone can have none.",
    "WCAG 2.2, 1.1.1 Non-text Content; a file on its own has no alt attribute",
)
ADJACENT = Rule(
    "adjacent-links",
    "",
    "",
    "minor",
    "Links beside each other are parted by more than a space",
    "Put the links into a list, or a printed sign between them.",
    "WCAG 1.0, checkpoint 10.5",
)
TWIN = Rule(
    "twin-links",
    "",
    "",
    "minor",
    "A picture and the words beside it are one link",
    "Put the picture and the words into one link.",
    "WCAG 2.2, technique H2",
)
TITLE_REPEATS = Rule(
    "title-repeats",
    "",
    "",
    "minor",
    "A link's title adds something to its words",
    "Leave the title attribute out.",
    "HTML, the title attribute: advisory information; technique H33",
)
SAME_NAME = Rule(
    "same-name-links",
    "2.4.9",
    "AAA",
    "minor",
    "Links called the same lead to the same place",
    "Say in each link what is different about its target.",
    "WCAG 2.2, 2.4.9 Link Purpose (Link Only); failure F84",
)
UNMARKED = Rule(
    "link-unmarked",
    "1.4.1",
    "A",
    "serious",
    "A link in text can be told from the text",
    "Underline links in text.",
    "WCAG 2.2, 1.4.1 Use of Color; failure F73",
    twins=("link-in-text-block",),
)
COLOUR_ONLY = Rule(
    "link-colour-only",
    "",
    "",
    "minor",
    "Links in text are told by more than their colour",
    "Underline links in text.",
    "WCAG 2.2, 1.4.1 Use of Color; technique G182 asks for 3:1 and more on focus",
    twins=("link-in-text-block",),
)
RULES = (
    VAGUE_ALONE,
    VAGUE,
    WORDLESS,
    HIDDEN_WORDS,
    SCRIPT_ADDRESS,
    NOWHERE,
    NEW_WINDOW,
    FILE_LINK,
    MEDIA_LINK,
    PICTURE_LINK,
    ADJACENT,
    TWIN,
    TITLE_REPEATS,
    SAME_NAME,
    UNMARKED,
    COLOUR_ONLY,
)

_VAGUE = re.compile(
    r"(?:please )?(?:(?:click|press|tap|follow|visit|go|see|use|open|try|view|select)(?: on)? "
    r")?(?:(?:this|the|that|our|following|my) )*"
    r"(?:here|link|page|web ?page|web ?site|site|article|document|file|pdf|more|details?|info(?:rmation)?"
    r"|this|that|it|click|url|post)"
    r"(?: (?:here|link|page|below|now|more|on this|about (?:this|it)))*"
    r"|(?:read|see|find|view|show|learn|get|know|tell me|find out|discover|click for|click to (?:read|see"
    r"|find out))(?: (?:it|this|them))?(?: more)?(?: (?:here|now|about (?:this|it|us)?|details?"
    r"|info(?:rmation)?))?(?: here)?"
    r"|(?:more|further|full|additional) (?:here|details?|info(?:rmation)?|on this)|(?:read|view) (?:on"
    r"|full (?:article|story|post|details))|learn more|continue reading"
    r"|yma|cliciwch yma|mwy|darllen mwy|rhagor|darllenwch fwy|gweld mwy|dysgu mwy|linc|tudalen",
    re.I,
)
_OPENS = re.compile(
    r"\b(?:new|another|separate|external) (?:\w+ )?(?:window|tab|page|site|website)\b|\bexternal\b"
    r"|\bopens? in\b|ffenestr newydd|tab newydd|gwefan allanol",
    re.I,
)
_FILES = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|zip|rtf)(?:$|[?#])", re.I)
_MEDIA = re.compile(r"\.(mp3|wav|ogg|oga|m4a|aac|flac|mp4|m4v|mov|avi|wmv|webm|ogv|mpe?g)(?:$|[?#])", re.I)
_IMAGES = re.compile(r"\.(jpe?g|png|gif|webp|bmp|tiff?|svg|avif)(?:$|[?#])", re.I)
_SAYS_FILE = re.compile(
    r"\b(?:pdf|word|excel|powerpoint|docx?|xlsx?|pptx?|odt|ods|csv|zip|rtf|spread ?sheet|document format"
    r"|\d+(?:\.\d+)? ?[km]b)\b",
    re.I,
)
_SAYS_IMAGE = re.compile(
    r"\b(?:image|picture|photo(?:graph)?s?|map|plan|diagram|jpe?g|png|gif|enlarge|larger|full[- ]size"
    r"|zoom|poster|chart|drawing|view)\b",
    re.I,
)
_TRANSCRIPT = re.compile(r"transcript|text version|caption|subtitle|trawsgrifiad|signed", re.I)
_TOP = re.compile(r"\b(?:top|start of|brig)\b|^\W*$", re.I)


def is_vague(name: str) -> bool:
    """Say whether a link's words alone do not tell where it leads ("click here", "more", "page")."""
    bare = re.sub(r"[^\w\s]", " ", name)
    return bool(_VAGUE.fullmatch(" ".join(bare.split())))


def link_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with the links of one document."""
    links = [one for one in page.listed("links") if not one.get("silent")]
    for one in links:
        name = word(one, "name")
        yield from _words(one, name)
        yield from _target(one, name, links)
        yield from _look(one)
    yield from _neighbours(links)
    yield from _namesakes(links)


def _words(one: Mapping[str, Any], name: str) -> Iterator[Flaw]:
    if not name.strip():
        return  # axe's link-name
    if one.get("wordless"):
        if not word(one, "title") and not re.search(r"[^\s.,;:|·•…\-–—>»›<«‹\]\[()/\\*'\"]", name):
            yield own_flaw(WORDLESS, one, f"The link is called “{name}”.")
        return
    hidden = word(one, "hidden")
    if hidden and not one.get("pictures"):
        seen = word(one, "text")
        if is_vague(seen) or len(seen.split()) <= 2:
            yield own_flaw(HIDDEN_WORDS, one, f"Nobody is told the words “{hidden}”.")
    if not is_vague(name):
        return
    context = " ".join(
        (word(one, "rest"), word(one, "item"), word(one, "row"), word(one, "described"), word(one, "heading"))
    )
    told = [
        text
        for text in re.findall(r"[^\W\d_]{3,}", context)
        if text.lower() not in _EMPTY and not is_vague(text)
    ]
    known = {text.lower() for text in re.findall(r"\w+", name)}
    if len([text for text in told if text.lower() not in known]) < 1:
        yield own_flaw(VAGUE_ALONE, one, f"The link is called “{name}”, and nothing beside it says more.")
    else:
        yield own_flaw(VAGUE, one, f"The link is called “{name}”.")


_EMPTY = frozenset(
    "the and for with you your our this that from are can will more here click read please".split()
)


def _target(one: Mapping[str, Any], name: str, links: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    href, url = word(one, "href").strip(), word(one, "url")
    said = " ".join([name, word(one, "title"), word(one, "described"), *map(str, as_list(one.get("alts")))])
    if re.match(r"javascript:", href, re.I):
        yield own_flaw(SCRIPT_ADDRESS, one, "The link's address is a script.")
    elif href in ("#", "#!", "#0") and not _TOP.search(name) and not one.get("pictures"):
        yield own_flaw(NOWHERE, one, "The link's address is “#”.")
    if word(one, "target").lower() in ("_blank", "_new") and not _OPENS.search(
        f"{said} {word(one, 'follows')} {word(one, 'hidden')}"
    ):
        yield own_flaw(NEW_WINDOW, one, f"“{name}” opens another window and does not say so.")
    path = url.split("#")[0]
    near = f"{said} {word(one, 'follows')} {word(one, 'rest')[:200]} {word(one, 'item')[:200]}"
    if _FILES.search(path) and not _SAYS_FILE.search(near):
        yield own_flaw(FILE_LINK, one, f"“{name}” leads to a file and does not say so.")
    if _MEDIA.search(path):
        around = " ".join([near, *(word(other, "name") for other in links)])
        if not _TRANSCRIPT.search(around):
            yield own_flaw(MEDIA_LINK, one, f"“{name}” leads to a recording, and no transcript is linked.")
    if _IMAGES.search(path) and not one.get("pictures") and not _SAYS_IMAGE.search(near):
        yield own_flaw(PICTURE_LINK, one, f"“{name}” leads to a picture file and does not say so.")
    title = word(one, "title")
    if title and title.strip().lower() == word(one, "text").strip().lower():
        yield own_flaw(TITLE_REPEATS, one, f"The title repeats the words “{title}”.")


def _look(one: Mapping[str, Any]) -> Iterator[Flaw]:
    """Whether a link that stands among other words can be told from them when nothing points at it."""
    look = as_mapping(one.get("look"))
    if (
        one.get("place")
        or not one.get("inline")
        or one.get("pictures")
        or not one.get("seen")
        or one.get("wordless")
    ):
        return
    cues = look.get("underlined") or look.get("boxed") or look.get("style") or abs(number(look, "size")) >= 1
    if cues or number(look, "weight") >= 200 or number(look, "words") < 2:
        return
    if look.get("same"):
        yield own_flaw(UNMARKED, one, "The link looks exactly like the text around it.")
    else:
        ratio = number(look, "contrast")
        yield own_flaw(COLOUR_ONLY, one, f"Only its colour tells the link from the text, at {ratio:.1f}:1.")


def _neighbours(links: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    for one in links:
        beside = as_mapping(one.get("adjacent"))
        if not beside:
            continue
        parted = re.search(r"[^\s]", word(beside, "between"))
        if (
            beside.get("same")
            and not parted
            and (number(beside, "pictures") > 0) != (number(one, "pictures") > 0)
        ):
            yield own_flaw(TWIN, one, "A picture and the words beside it are two links to one place.")
        elif (
            beside.get("plain")
            and not parted
            and 0 <= number(beside, "gap") < 8
            and not number(one, "pictures")
            and not number(beside, "pictures")
        ):
            yield own_flaw(
                ADJACENT,
                one,
                f"“{word(beside, 'name')}” and “{word(one, 'name')}” are parted by a space alone.",
            )


def _namesakes(links: list[Mapping[str, Any]]) -> Iterator[Flaw]:
    named: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for one in links:
        name = " ".join(word(one, "name").lower().split())
        url = word(one, "url").split("#")[0].rstrip("/")
        if name and not is_vague(name) and re.match(r"https?:", url) and not one.get("wordless"):
            named[name].setdefault(url, one)
    for name, targets in named.items():
        # The same words under different headings or in different rows are told apart by those.
        contexts = {(word(one, "heading"), word(one, "row")) for one in targets.values()}
        if len(targets) > 1 and len(contexts) < len(targets):
            second = list(targets.values())[1]
            yield own_flaw(
                SAME_NAME, second, f"{len(targets)} links called “{name}” lead to different places."
            )
