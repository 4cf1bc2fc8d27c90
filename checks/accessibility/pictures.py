"""Judges pictures, recordings and frames: what they are called, and words that only a style sheet knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.accessibility.facts import Document, number, word
from checks.accessibility.model import Flaw, Rule, own_flaw
from checks.accessibility.names import stems_of, tokens_of
from checks.facets import as_list

FILE_NAME = Rule(
    "file-name-as-alt",
    "1.1.1",
    "A",
    "serious",
    "A picture's text alternative is no file name",
    "Write what the picture shows, or leave the alternative empty if it only decorates.",
    "WCAG 2.2, 1.1.1 Non-text Content; failure F30",
    sure=True,
)
PICTURE_NAME = Rule(
    "picture-name",
    "1.1.1",
    "A",
    "moderate",
    "A picture's text alternative says what the picture shows",
    "Write what the picture shows.",
    "WCAG 2.2, 1.1.1 Non-text Content; failure F30",
    act=("qt1vmo",),
)
TEXT_IN_PICTURE = Rule(
    "text-in-picture",
    "1.4.5",
    "AA",
    "moderate",
    "Text is text, not a picture of text",
    "Set the words as text with a style sheet.",
    "WCAG 2.2, 1.4.5 Images of Text",
    act=("0va7u6",),
)
HIDDEN_PICTURE = Rule(
    "hidden-picture",
    "1.1.1",
    "A",
    "moderate",
    "A picture with an empty text alternative is decoration",
    "If the picture tells something, write it into the alt attribute.",
    "WCAG 2.2, 1.1.1 Non-text Content; failure F38",
)
EMPTY_ALT_TITLE = Rule(
    "empty-alt-with-title",
    "1.1.1",
    "",
    "moderate",
    "A picture that decorates has neither an alternative nor a title",
    "Write the words into the alt attribute, or leave the title out.",
    "WCAG 2.2, technique H67: null alt and no title",
    twins=("presentation-role-conflict",),
)
DECORATIVE_ALT = Rule(
    "decorative-with-alt",
    "1.1.1",
    "",
    "moderate",
    "A picture marked as decoration has no text alternative",
    'Leave the alternative empty, or take role="presentation" away.',
    "HTML-AAM; WAI-ARIA, presentation role",
    twins=("presentation-role-conflict",),
)
TITLE_DIFFERS = Rule(
    "title-differs",
    "",
    "",
    "minor",
    "A picture has one name",
    "Leave the title attribute out.",
    "WCAG 2.2, technique H67 and notes on the title attribute",
)
SPACER = Rule(
    "spacer-image",
    "",
    "",
    "minor",
    "Space is made by style sheets",
    "Use margins and padding.",
    "WCAG 2.2, technique C18",
)
ANIMATION = Rule(
    "endless-animation",
    "2.2.2",
    "A",
    "moderate",
    "What moves for more than five seconds can be stopped",
    "Let the animation run once, or show a still picture with a button to play it.",
    "WCAG 2.2, 2.2.2 Pause, Stop, Hide; technique G152",
)
BACKGROUND = Rule(
    "background-image",
    "1.1.1",
    "A",
    "moderate",
    "A background picture says nothing that the text does not say",
    "Say in words what the picture says (“Warning”), or use a picture with a text alternative.",
    "WCAG 2.2, 1.1.1 Non-text Content; failure F3",
)
STYLE_WORDS = Rule(
    "style-sheet-words",
    "1.3.1",
    "A",
    "moderate",
    "Words that matter are in the page, not in its style sheet",
    "Write the words into the page.",
    "WCAG 2.2, 1.3.1 Info and Relationships; failure F87",
)
MEDIA = Rule(
    "media-alternative",
    "1.2.1",
    "A",
    "moderate",
    "A recording has captions or a transcript",
    "Add captions to films and a transcript to sounds, and link it beside them.",
    "WCAG 2.2, 1.2.1 to 1.2.3",
)
FRAME_NAME = Rule(
    "frame-name",
    "4.1.2",
    "A",
    "moderate",
    "A frame's title says what is in it",
    "Name what the frame holds.",
    "WCAG 2.2, 4.1.2 Name, Role, Value; technique H64",
)
PLUG_IN = Rule(
    "plug-in-layer",
    "",
    "",
    "minor",
    "Embedded objects are drawn where assistive technology can reach them",
    "Use HTML in place of a plug-in.",
    "HTML: plug-ins are obsolete; wmode transparent and opaque hid objects from screen readers",
)
RULES = (
    FILE_NAME,
    PICTURE_NAME,
    TEXT_IN_PICTURE,
    HIDDEN_PICTURE,
    EMPTY_ALT_TITLE,
    DECORATIVE_ALT,
    TITLE_DIFFERS,
    SPACER,
    ANIMATION,
    BACKGROUND,
    STYLE_WORDS,
    MEDIA,
    FRAME_NAME,
    PLUG_IN,
)

_FILE = re.compile(r"[\w()%+ .-]+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?|avif)", re.I)
_CAMERA = re.compile(r"(?:img|dsc|dscn|dcim|image|pic|photo|screenshot|p)[ _-]?\d{3,}", re.I)
# What files are called that hold pictures of words.
_WORDED = re.compile(r"text|button|banner|poster|leaflet|flyer|infographic|quote", re.I)
LEAST_SIDE = 40
MOVING_S = 5.0
_MARKS = re.compile(
    r"icon|warning|alert|important|info|error|success|danger|tick|cross|required|new\b|pdf|external|phone"
    r"|mail|attention|caution|stop",
    re.I,
)


def picture_flaws(page: Document) -> Iterator[Flaw]:
    """Yield what is wrong with pictures, recordings and frames of one document."""
    said = _said(page)
    pictures = page.listed("pictures")
    for one in pictures:
        if one.get("silent"):
            continue
        yield from _picture(one)
        yield from _named(one, said)
    for one in page.listed("animations"):
        if not 0 < number(one, "seconds") <= MOVING_S:
            yield own_flaw(
                ANIMATION,
                one,
                f"The picture moves for {_long(number(one, 'seconds'))}, and nothing stops it.",
            )
    yield from _grounds(page)
    for one in page.listed("inserted"):
        if not one.get("attribute") and not re.search(
            r"icon|awesome|material|glyph|symbol", word(one, "font"), re.I
        ):
            yield own_flaw(STYLE_WORDS, one, f"The style sheet writes “{word(one, 'words')}”.")
    for one in page.listed("media"):
        yield from _media(one)
    for one in page.listed("windows"):
        if word(one, "title"):
            yield from _frame(one)


def _said(page: Document) -> frozenset[str]:
    """Return the words of the page: its title, texts and the address of nothing."""
    texts = " ".join(word(one, "text") for one in page.listed("texts"))
    return tokens_of(f"{word(page.facts, 'title')} {texts} {word(page.facts, 'site')}")


def _picture(one: Mapping[str, Any]) -> Iterator[Flaw]:
    alt, title, file = one.get("alt"), word(one, "title").strip(), word(one, "file")
    decorated = word(one, "role") in ("presentation", "none")
    if isinstance(alt, str):
        bare = alt.strip()
        if decorated and bare and word(one, "tag") == "img":
            yield own_flaw(DECORATIVE_ALT, one, f"It is marked as decoration and called “{bare}”.")
        if bare and (
            _FILE.fullmatch(bare)
            or _CAMERA.fullmatch(bare)
            or (file and bare.lower() == file.rpartition(".")[0].lower() and re.search(r"[\d_-]", bare))
        ):
            yield own_flaw(FILE_NAME, one, f"The text alternative is “{bare}”.")
        elif not bare and title and not decorated:
            yield own_flaw(EMPTY_ALT_TITLE, one, f"The alternative is empty, the title is “{title}”.")
        elif bare and title and title.lower() != bare.lower():
            yield own_flaw(TITLE_DIFFERS, one, f"The alternative is “{bare}”, the title “{title}”.")
        natural = [size for size in as_list(one.get("natural")) if isinstance(size, int)]
        thin = min(number(one, "w"), number(one, "h")) <= 2 < max(number(one, "w"), number(one, "h"))
        if (
            word(one, "tag") == "img"
            and not bare
            and (
                (thin and max(natural, default=0) <= 8)
                or re.match(r"(?:spacer|blank|transparent|pixel|shim|clear)\d*\.(?:gif|png)$", file, re.I)
            )
            and one.get("shown")
        ):
            yield own_flaw(SPACER, one, "An empty picture makes space.")


def _named(one: Mapping[str, Any], said: frozenset[str]) -> Iterator[Flaw]:
    """Names that nothing on the page confirms, and pictures that have none and stand alone: for a person."""
    if not one.get("shown"):
        return
    name, file = word(one, "name").strip(), word(one, "file")
    large = min(number(one, "w"), number(one, "h")) >= LEAST_SIDE
    if one.get("svg_words") or (large and _WORDED.search(file)):
        yield own_flaw(TEXT_IN_PICTURE, one, "The picture seems to hold words.")
    if not large:
        return
    if word(one, "role") in ("presentation", "none"):
        return
    if not name:
        wide = number(one, "w") >= 3 * number(one, "h") or number(one, "h") >= 100
        if (
            word(one, "tag") == "img"
            and not one.get("link")
            and not word(one, "near")
            and wide
            and one.get("alt") == ""
        ):
            yield own_flaw(HIDDEN_PICTURE, one, "The picture stands alone and has an empty text alternative.")
        return
    words = tokens_of(name) | frozenset(found.lower() for found in re.findall(r"\b[A-Z0-9]{2,}\b", name))
    beside = tokens_of(f"{file} {word(one, 'caption')} {word(one, 'link_words')}") | said
    squeezed = re.sub(r"\W", "", file.lower())
    if words and not any(w in beside or w in squeezed for w in words):
        yield own_flaw(
            PICTURE_NAME, one, f"Nothing on the page says whether “{name}” is what the picture shows."
        )


def _grounds(page: Document) -> Iterator[Flaw]:
    for one in page.listed("grounds"):
        if one.get("control") or one.get("decorative") or word(one, "name") or one.get("inner"):
            continue
        text = word(one, "text")
        once = word(one, "repeat").startswith("no-repeat")
        if text and once and number(one, "pad") >= 16 and _MARKS.search(word(one, "file")):
            yield own_flaw(
                BACKGROUND, one, f"The background is “{word(one, 'file')}”, and the words do not say so."
            )
        elif (
            not text
            and once
            and number(one, "w") >= 100
            and number(one, "h") >= 60
            and not number(one, "children")
        ):
            yield own_flaw(BACKGROUND, one, "An empty element shows a picture and has no words.")
        if not text and _WORDED.search(word(one, "file")) and number(one, "w") >= 100:
            yield own_flaw(TEXT_IN_PICTURE, one, "The background seems to hold words.")


def _media(one: Mapping[str, Any]) -> Iterator[Flaw]:
    tag = word(one, "tag")
    if tag in ("video", "audio"):
        tracks = {str(kind) for kind in as_list(one.get("tracks"))}
        still = one.get("muted") and one.get("loop")
        if not tracks & {"captions", "subtitles", "descriptions"} and not one.get("nearby") and not still:
            yield own_flaw(MEDIA, one, f"The {tag} has no captions, and no transcript stands beside it.")
    params = {
        str(pair[0]): str(pair[1])
        for pair in as_list(one.get("params"))
        if isinstance(pair, list) and len(pair) == 2
    }
    if params.get("wmode") in ("transparent", "opaque"):
        yield own_flaw(PLUG_IN, one, f"The object is drawn with wmode “{params['wmode']}”.")


def _frame(one: Mapping[str, Any]) -> Iterator[Flaw]:
    title, inner = word(one, "title"), word(one, "inner")
    known = tokens_of(inner)
    words = tokens_of(title)
    if words and len(known) >= 3 and not stems_of(title) & stems_of(inner):
        yield own_flaw(FRAME_NAME, one, f"The frame is called “{title}” and holds “{inner[:60]}”.")


def _long(seconds: float) -> str:
    return "ever" if seconds <= 0 else f"{seconds:.0f} s"
