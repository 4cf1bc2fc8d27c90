"""How many years of school a text asks for, by Flesch and Kincaid."""

from __future__ import annotations

import re

LEAST_WORDS = 60
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_END = re.compile(r"[.!?:;]+(?=\s|$)")


def grade_of(text: str) -> float | None:
    """Return the Flesch-Kincaid grade of an English text, None for fewer than sixty words.

    0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others, 1975); a colon or semicolon
    ends a sentence here, so that lists are not taken for long ones.
    """
    words = _WORD.findall(text)
    if len(words) < LEAST_WORDS:
        return None
    sentences = max(1, len(_END.findall(text)))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    bare = word.lower().replace("’", "").replace("'", "")
    count = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$|es$|(?<=[^td])ed$", "", bare)))
    return max(1, count)
