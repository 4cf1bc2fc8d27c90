"""The language a text is in, told by its script or by a trained model; short texts are left open."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from checks.language import language_of as told_language

# Languages in Latin script that British public bodies publish in, and so those that a text is told among.
LATIN = tuple("en cy gd ga fr de es it pt pl nl ro so tr lt lv sq sk cs hu vi".split())
SURE = 0.99
_SCRIPTS = {
    "ARABIC": ("ar", "ur", "fa", "ps", "ku", "sd"),
    "HEBREW": ("he", "yi"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be"),
    "GREEK": ("el",),
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn", "as"),
    "GURMUKHI": ("pa",),
    "GUJARATI": ("gu",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "THAI": ("th",),
    "ETHIOPIC": ("am", "ti"),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "SINHALA": ("si",),
}
RIGHT_TO_LEFT = frozenset({"ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO"})
LEAST_WORDS = 10
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def script_of(text: str) -> str:
    """Return the script of most letters of *text* (`LATIN`, `ARABIC` ...), "" where it has no letters."""
    found: Counter[str] = Counter()
    for letter in text[:2000]:
        if letter.isalpha():
            found[unicodedata.name(letter, "?").split(" ")[0].split("-")[0]] += 1
    if not found:
        return ""
    name, count = found.most_common(1)[0]
    return name if count * 2 > sum(found.values()) else ""


def languages_of_script(script: str) -> tuple[str, ...]:
    """Return the languages commonly written in a script other than Latin, () for Latin and the unknown."""
    return _SCRIPTS.get(script, ())


def language_of(text: str) -> str:
    """Return the language of a text in Latin script, or "" where that cannot be told: it takes ten words."""
    if len(_WORD.findall(text[:6000])) < LEAST_WORDS:
        return ""
    return told_language(text, LATIN, SURE)


def same_language(tag: str, language: str) -> bool:
    """Say whether a language tag (`en-GB`) is of *language*; Norwegian and the like are left alone."""
    return tag.strip().lower().replace("_", "-").split("-")[0] == language
