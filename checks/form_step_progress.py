"""How a step says where it stands in its form, in English and Welsh: counts, last steps, what is to come."""

from __future__ import annotations

import re

_UNITS = (
    r"steps?|pages?|sections?|parts?|stages?|screens?|questions?|cam(?:au)?|g[au]m|tudalen|dudalen"
    r"|adran|rhan|ran|cwestiwn|gwestiwn"
)
# By what they stand for: each entry holds every word for its number.
_NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero|one un|two dau ddau dwy ddwy|three tri dri tair dair|four pedwar bedwar pedair bedair|"
        "five pump bump|six chwech chwe|seven saith|eight wyth|nine naw|ten deg ddeg|eleven|twelve".split("|")
    )
    for word in words.split()
}
_ORDINALS = {
    word: number
    for number, words in enumerate(
        "|first 1st cyntaf|second 2nd ail|third 3rd trydydd trydedd|fourth 4th pedwerydd pedwaredd|fifth 5th "
        "pumed|sixth 6th chweched|seventh|eighth|ninth|tenth".split("|")
    )
    for word in words.split()
}
_NUMBER = rf"\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_OF = r"of|out of|/|\\|o|allan o|from"
COUNT = re.compile(
    rf"\b(?:{_UNITS})\W{{0,3}}(?P<now>{_NUMBER})\W{{0,2}}\s*(?:{_OF})\s*(?:a total of |the "
    rf")?(?P<all>{_NUMBER})\b",
    re.I,
)
COUNT_ORDINAL = re.compile(
    rf"\b(?:y )?(?P<now>{'|'.join(_ORDINALS)})(?: (?:{_UNITS}))? (?:{_OF}) (?P<all>{_NUMBER})\b"
    rf"|\b(?:{_UNITS}) (?P<welsh>cyntaf|olaf) (?:{_OF}) (?P<sum>{_NUMBER})\b",
    re.I,
)
COUNT_AFTER = re.compile(
    rf"\b(?P<now>{_NUMBER}) (?:{_OF}) (?P<all>{_NUMBER}) (?:{_UNITS})\b(?! (?:completed?|done|left))", re.I
)
# Nothing but the two numbers: a count only in an element that is there to show progress.
COUNT_BARE = re.compile(rf"^\W*(?P<now>{_NUMBER})\s*(?:{_OF})\s*(?P<all>{_NUMBER})\W*$", re.I)
NUMBERED = re.compile(rf"^(?:(?:{_UNITS})?\s*(?:{_NUMBER})(?![^\W\d])|\d+)\s*", re.I)
REMAINING = re.compile(
    rf"\b(?P<left>{_NUMBER}) (?:more |further )?(?:{_UNITS}) (?:left|remaining|to go|more|ar ôl)\b", re.I
)
LAST_WORDS = re.compile(
    r"^\W*(?:and |just )*(?:(?:one|a) (?:last|final) (?:thing|question|step|bit)|finally\b|lastly\b"
    r"|(?:the )?(?:last|final) (?:thing|question|bit)|un peth (?:olaf|arall)|yn olaf\b)",
    re.I,
)
LAST_STEP = re.compile(
    rf"^\W*(?:(?:this is )?(?:the|your) )?(?:last|final) (?:{_UNITS})\b(?!.{{0,40}}\b(?:you (?:can|will)"
    r"|of the form is)\b)"
    rf"|\bthis is (?:the|your) (?:last|final) (?:{_UNITS})\b|^\W*(?:y )?(?:cam|tudalen|adran|rhan"
    r"|cwestiwn) olaf\b|\bdyma'r (?:cam|dudalen|adran) olaf\b",
    re.I,
)
# Names of steps that come when everything is sent, and those in which one pays.
DONE_STEP = re.compile(
    r"^\W*(?:\d+\W*)?(?:confirmation|confirmed|completed?|done|finish(?:ed)?|thank(?:s| you).*|receipt"
    r"|success|submitted|sent|end|result|reference"
    r"|cadarnhad|diolch.*|gorffen|wedi(?:'i)? .*|cwblhau)\W*$",
    re.I,
)
PAY_STEP = re.compile(r"\b(?:pay|payment|payments|checkout|card details|[dt]h?alu|[dt]h?aliad\w*)\b", re.I)
COMING_STEP = re.compile(
    r"\b(?:check|review|summary|submit|send|declar\w+|confirm|answers|gwirio|adolygu|crynodeb|cyflwyno"
    r"|anfon)\b",
    re.I,
)
# What the page says of what comes before anything is sent (N7).
PROMISES_CHECK = re.compile(
    r"\b(?:you(?:'ll| will| can|'ll be able to| will be able to| will have a chance to| get to)(?: also| "
    r"then)?) (?:check|review|change|see|read (?:over|through))\b"
    r"[^.]{0,60}\b(?:before|answers|at the end|later|submit|send)"
    r"|\b(?:check|review|change) (?:your|the|these) (?:answers|details|report|application"
    r"|request)\b[^.]{0,40}\bbefore (?:you )?(?:submit|send|finish|it)"
    r"|\bnothing (?:is|will be|gets) (?:sent|submitted)\b[^.]{0,40}\buntil\b|\bon the (?:last|final"
    r"|summary|review) (?:page|step)\b"
    r"|\bbyddwch (?:chi )?yn gallu (?:gwirio|adolygu|newid)\b|\bcyn (?:i chi )?(?:eu |ei )?(?:anfon"
    r"|cyflwyno)\b",
    re.I,
)
PROMISES_MORE = re.compile(
    r"\b(?:on|in) the (?:next|following) (?:page|step|screen|section|part)s?\b|\bnext,? we(?:'ll| will) "
    r"ask\b|\bwe(?:'ll| will) (?:then |later )?ask (?:you )?(?:for|about)\b"
    r"[^.]{0,60}\b(?:next|later|after|then)\b|\bwe(?:'ll| will) (?:then|next|later) ask\b|\bar y "
    r"(?:dudalen|cam|sgrin) nesaf\b|\bbyddwn (?:ni )?(?:wedyn |yna )?yn gofyn\b",
    re.I,
)


def number(word: str) -> int:
    """Return the number that a numeral says, in digits, English or Welsh."""
    said = word.casefold()
    return int(said) if said.isdigit() else _NUMBERS.get(said, _ORDINALS.get(said, 0))


def counts(text: str, shows_progress: bool = False) -> tuple[tuple[int, int], ...]:
    """Return each "step n of m" that *text* says, as (n, m); "2 / 5" alone only where it *shows_progress*."""
    patterns = (COUNT, COUNT_AFTER, *((COUNT_BARE,) if shows_progress else ()))
    found = [
        (number(one["now"]), number(one["all"])) for pattern in patterns for one in pattern.finditer(text)
    ]
    for one in COUNT_ORDINAL.finditer(text):
        if one["welsh"]:
            total = number(one["sum"])
            found.append((1 if one["welsh"].casefold() == "cyntaf" else total, total))
        else:
            found.append((number(one["now"]), number(one["all"])))
    return tuple((now, whole) for now, whole in found if 0 < whole <= 40)


def left(text: str) -> int | None:
    """Return how many steps *text* says are left, None where it does not say."""
    found = REMAINING.search(text)
    return number(found["left"]) if found else None
