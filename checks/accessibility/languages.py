"""The language a text is in, told by its script and by its commonest words; short texts are left open."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

# The commonest words that carry no meaning of their own, as counted in general prose. Words that two of these
# languages share count for both, so that only what is peculiar to one decides.
_COMMON = {
    "en": "the of and to in a is that for it was on are as with his they at be this from have or by one "
    "had not but "
    "what all were when we there can an your which their said if will each about how up out them then "
    "she many some "
    "so these would other into has more her two him see could no make than been its who now people my "
    "over did down "
    "only way find use may long get you i he our us do me am any should must please here where "
    "information contact",
    "cy": "y yr yn ac a i o ar am eich chi mae ei gan gyda bydd neu os cael hyn wedi fel ond ein eu oes "
    "nid na sydd "
    "gwasanaeth cyngor rhaid gallwch wrth drwy er mwyn dros unrhyw bod ni fod rydym gwybodaeth at hwn "
    "hon hyd cyn",
    "fr": "le la les des et en un une du de que qui dans pour pas sur au aux avec ce cette il elle nous "
    "vous ils sont "
    "est être par plus ne se son sa ses leur mais ou où ont été fait comme tout aussi bien très même "
    "sans votre notre",
    "de": "der die das und ist von mit sich des auf für nicht ein eine einen dem den zu im es sie er wir "
    "ich auch als "
    "an nach wie aus bei oder wird sind hat werden kann nur noch durch über einer um am aber vor zur zum "
    "haben ihre",
    "es": "el la los las de que y en un una por con para como su sus al lo más pero le ha este esta sin "
    "sobre ser son "
    "también fue hay donde todo nos ya muy entre cuando desde era está están porque usted nuestro o si "
    "no se del",
    "it": "il lo la gli le di che e è in un una per con non si del della dei delle al alla da come più "
    "anche sono ma "
    "questo questa nel nella ha essere suo sua loro o se ci sul dal dalla tutti quando dove molto ogni "
    "ancora",
    "pt": "o a os as de que e em um uma para com não por mais dos das no na se ao ou como mas foi seu "
    "sua ser está "
    "são também pelo pela até isso ela entre era depois sem mesmo aos seus quem nas já eu você muito há",
    "pl": "i w na z do że się nie to jest o jak po co od za przez dla czy ale był tym ich jego już być "
    "oraz może są "
    "lub tylko jej tak także które który która przy pod nas aby bez gdy można ze we należy",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er om ook als dan maar bij uit door "
    "naar ze hij "
    "wordt worden heeft hebben werd deze dit nog wel over geen kan moet u uw wij onze zich tot",
    "ro": "și de la în a cu pe pentru este că nu din care mai sunt o un sau ce se au fi prin dar după "
    "fost la ca ale "
    "lui această acest fără până dacă ar trebuie vă dumneavoastră",
    "ga": "an na agus ar is i a le go do ag bhí sé atá sa de don nó ón mar níl seo sin chun faoi tá ní gach",
    "gd": "an na agus air a tha is ann le do gu aig bha sin seo no mar bho chaidh gach nach airson",
}
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


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _COMMON.items()}


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
    """Return the language of a text in Latin script, or "" where that cannot be told.

    At least ten words are needed, of which a good part must be among a language's commonest words, and twice
    as many as among those of any other.
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:6000])]
    if len(words) < LEAST_WORDS:
        return ""
    counts = {language: sum(word in known for word in words) for language, known in _lists().items()}
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    (best, count), (_, second) = ranked[0], ranked[1]
    enough = count >= 4 and count >= 0.25 * len(words)
    return best if enough and count >= 1.6 * second + 1 else ""


def same_language(tag: str, language: str) -> bool:
    """Say whether a language tag (`en-GB`) is of *language*; Norwegian and the like are left alone."""
    return tag.strip().lower().replace("_", "-").split("-")[0] == language
