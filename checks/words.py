"""Words of a text as stems, so that "Fly-tipping", "fly tipped" and "flytipping" meet."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from checks.memo import remembered

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_NOT = re.compile(r"(?:n['’]?t|^cannot|^not|^no[nt]?)$")
_NEGATED = frozenset(
    "isnt arent wasnt werent hasnt havent hadnt didnt dont doesnt wont cant couldnt not cannot never "
    "non".split()
)

STOP = frozenset(
    "a an the of to for your my our their his her its in on at is are be been being has have had was "
    "were am as "
    "and or with by from it this that these those you we i us me they if so any some all into out up "
    "about how "
    "do does did can will would should may please which who what when where there here also than then just "
    # Welsh particles, prepositions and possessives
    "y yr r n yn i o ar ac ei eu eich ein fy dy wedi sy sydd mae gan gyda neu".split()
)

# Words whose everyday stem would join two things that councils keep apart, or part one thing.
_FIXED = {
    "parking": "parking",
    "parked": "parking",
    "parcio": "parcio",
    "housing": "housing",
    "building": "building",
    "planning": "planning",
    "lighting": "light",
    "lights": "light",
    "application": "apply",
    "applications": "apply",
    "applying": "apply",
    "applied": "apply",
    "applies": "apply",
    "payment": "pay",
    "payments": "pay",
    "paid": "pay",
    "pays": "pay",
    # "Missed bin reports" are counted; one reports by "report" or "reporting".
    "reports": "reports",
    "payable": "pay",
    "collection": "collect",
    "collections": "collect",
    "residential": "resident",
    "residency": "resident",
    "residence": "resident",
    "business": "business",
    "businesses": "business",
    "licence": "licen",
    "license": "licen",
    "licences": "licen",
    "licensing": "licen",
    "news": "news",
    "notices": "notice",
    "missing": "missing",
    "abandonment": "abandon",
    "dumper": "dump",
    "tippers": "tip",
    "tipper": "tip",
    "this": "this",
    "gas": "gas",
    "bus": "bus",
    "buses": "bus",
    "address": "address",
    "access": "access",
    "process": "process",
    "status": "status",
    "bring": "bring",
    "spring": "spring",
    "string": "string",
    "thing": "thing",
    "king": "king",
    "need": "need",
    "feed": "feed",
    "bed": "bed",
    "red": "red",
    "shed": "shed",
    "speed": "speed",
}


def words(text: str) -> list[str]:
    """Return the words of *text* in lower case, hyphens and underscores read as spaces."""
    return _WORD.findall(text.lower())


@remembered(4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of *text*, kept for the next journey that asks about the same text."""
    return tuple(words(text))


@remembered(4096)
def word_set(text: str) -> frozenset[str]:
    """Return the different words of *text*."""
    return frozenset(words_of(text))


@remembered(65536)
def stem(word: str) -> str:
    """Return the light stem of one lower-case word; every "n't" becomes `not`, a stop word is empty."""
    word = word.replace("’", "'")
    plain = word.replace("'", "")
    if plain in _NEGATED:
        return "not"
    if "'" in word:
        # Possessives and Welsh joined particles: council's, residents', talu'r, wedi'i.
        word = word.split("'", 1)[0]
    if word in STOP or (len(word) == 1 and not word.isdigit()):
        return ""
    fixed = _FIXED.get(word)
    if fixed is not None:
        return fixed
    if len(word) > 40:
        word = word[:40]
    return _strip(word)


def _strip(word: str) -> str:
    size = len(word)
    if size > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif size > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        word = word[:-2]
    elif size > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    size = len(word)
    if size > 5 and word.endswith("ing"):
        word = _undouble(word[:-3])
    elif size > 5 and word.endswith("ied"):
        word = word[:-3] + "y"
    elif size > 4 and word.endswith("ed"):
        word = _undouble(word[:-2])
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word


@remembered(16384)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of *text* in order, stop words left out."""
    return tuple(one for one in map(stem, _WORD.findall(text.lower())) if one)


# English words one letter away from a word of some council task, which are not misspellings of it.
_NOT_TYPOS = frozenset(
    "resort packing barking marking working booking walking talking banking ranking export deport retort "
    "rapport permits counsel countil council councillor councillors pact paste taste haste wasted tastes "
    "past dumpling damped "
    "bumped strict struct staff street streets stree refused refuge refute rubbing published holiday "
    "county country "
    "count counter housing household listing litter letter better fitter later water matter latter "
    "visitor visited "
    "place plate plane planet planned panning panting sport spirit support supported report reports".split()
)


def is_typo_of(word: str, meant: str) -> bool:
    """Say whether *word* looks like *meant* mistyped by one slip (two from nine letters on).

    The first letter must agree: people seldom miss it, and other words differ there.
    """
    size = len(meant)
    if size < 5 or len(word) < 4 or word[0] != meant[0] or word in _NOT_TYPOS:
        return False
    slips = 2 if size >= 9 else 1
    return OSA.distance(word, meant, score_cutoff=slips) <= slips


# Soft, nasal and aspirate mutation: the radical's first letters and what they can become.
_MUTATIONS = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("c", ("g", "ngh", "ch")),
    ("p", ("b", "mh", "ph")),
    ("t", ("d", "nh", "th")),
    ("g", ("", "ng")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("m", ("f",)),
)


def welsh_forms(word: str) -> tuple[str, ...]:
    """Return a Welsh stem with its mutated forms: `treth` gives `dreth`, `nhreth`, `threth` too."""
    for radical, changed in _MUTATIONS:
        if word.startswith(radical) and not (radical in "tcp" and word[1:2] == "h"):
            rest = word[len(radical) :]
            return (word, *(start + rest for start in changed if len(start + rest) > 2))
    return (word,)
