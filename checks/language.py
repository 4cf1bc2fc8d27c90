"""Which language a text is written in, whatever its page declares."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Shorter texts (a name, "Talu") do not tell one language from another.
SHORTEST = 15
SURE = 0.9
LONGEST = 5_000
# A page is in a language if so much of what can be told is; notices and boxes may stay in the other one.
HALF, MOST, NEARLY_ALL = 0.5, 0.75, 0.9
ENOUGH = 100


def language_of(text: str, among: tuple[str, ...] = ("cy", "en"), sure: float = SURE) -> str:
    """Return the ISO 639-1 code of the language that *text* is in, one of *among*.

    Empty where the text is too short to tell or reads as a mixture: the model gives less than *sure*.
    """
    words = " ".join(text.split())[:LONGEST]
    if len(words) < SHORTEST:
        return ""
    code, probability = _identifier(among).classify(words)
    return str(code) if float(probability) >= sure else ""


def language_of_page(h1: str, text: str, among: tuple[str, str] = ("cy", "en")) -> str:
    """Return which of two languages the content *text* under the main heading *h1* is in, a block a line.

    Menus and notices above the heading do not count. Empty where neither is plain: a page whose prose is
    short, or in both languages.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    start = lines.index(h1.strip()) if h1.strip() in lines else 0
    counts = dict.fromkeys(among, 0)
    for line in lines[start:]:
        code = language_of(line, among)
        if code:
            counts[code] += len(line)
    whole = sum(counts.values())
    heading = language_of(h1, among)
    for one in among:
        share = counts[one] / whole if whole else 0.0
        least = HALF if heading == one else MOST if not heading else NEARLY_ALL
        if share > least and (whole >= ENOUGH or least < NEARLY_ALL):
            return one
    return ""


@cache
def _identifier(among: tuple[str, ...]) -> LanguageIdentifier:
    # The model takes a moment to load: only a run that asks pays for it.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(among))
    return identifier
