"""Reads dates and durations as British councils write them, and counts working days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import dateparser
import holidays

from checks.memo import remembered

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)\b\.?"
)
_WEEKDAYS = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_DATE = re.compile(
    rf"\b(?P<weekday>{_WEEKDAYS}\b\.?,?\s+(?:the\s+)?)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|ain|af|fed|eg)?\s+(?:of\s+)?"
    rf"(?P<m>{_MONTHS})(?:,?\s+(?P<y>(?:19|20)\d{{2}}|['’]\d{{2}})\b)?"
    rf"|\b(?P<m2>{_MONTHS})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<y3>(?:19|20)\d{{2}})-(?P<mn3>\d{{2}})-(?P<d3>\d{{2}})\b"
    rf"|(?<![\d/.-])(?P<d4>\d{{1,2}})(?P<sep>[/.-])(?P<mn4>\d{{1,2}})(?P=sep)(?P<y4>(?:19|20)?\d{{2}})(?![\d/-])"
    rf"|\b(?P<m5>{_MONTHS})\s+(?P<y5>(?:19|20)\d{{2}})\b",
    re.I,
)
_COUNTED = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
# "A few" is not counted by whoever writes it; three is the least that it can be.
_NUMBER_WORDS = {
    **{word: number for number, word in enumerate((*_COUNTED, *_TEENS), 1)},
    **_TENS,
    **{f"{ten}-{one}": _TENS[ten] + number for ten in _TENS for number, one in enumerate(_COUNTED[:9], 1)},
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "a few": 3,
    "few": 3,
}
_AMOUNT = r"(?:\d{1,3}(?:\.5)?|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + r")"
_DURATION = re.compile(
    rf"(?P<lead>\b(?:within(?:\s+(?:the\s+next|a\s+maximum\s+of|about|around))?|in(?:\s+(?:about|around|under|less\s+than))?"
    rf"|up\s+to|(?:no|not)\s+(?:more|longer|later)\s+than|less\s+than|at\s+least|more\s+than|over|every|after|for|about|around|allow|o\s+fewn"
    rf"|minimum\s+of|takes?(?:\s+(?:about|around|up\s+to))?)\s+)?"
    rf"\b(?P<low>{_AMOUNT})(?:\s*\([\w ]{{1,12}}\))?(?:\s?(?:-|–|to|or|and)\s?(?P<high>{_AMOUNT}))?\s?-?\s?"
    rf"(?P<working>(?:full\s+)?(?:working|business|week|school|calendar|clear|diwrnod\s+gwaith)[\s-]+)?"
    rf"(?P<unit>minutes?|mins?|hours?|hrs?|days?|fortnights?|weeks?|wks?|months?|years?|yrs?)\b(?P<tail>[^.;]{{0,14}})",
    re.I,
)
_NEXT_DAY = re.compile(
    r"\b(?:by|on|before|within|until)?\s*(?:the\s+)?(?:end\s+of\s+(?:the\s+)?)?"
    r"(?P<which>next|following|same)\s+(?P<working>working|business|week)?\s?-?day\b",
    re.I,
)
_WELSH_NUMBERS = {
    word: number
    for number, words in enumerate(
        "un|dau dwy ddau ddwy|tri tair dri dair|pedwar pedair bedwar bedair|pum pump bum|chwe chwech|saith|"
        "wyth|naw|deg deng ddeg ddeng".split("|"),
        1,
    )
    for word in words.split()
}
# In Welsh the noun stays in the singular after a number, and "working" follows it: "o fewn 5 diwrnod gwaith".
_WELSH_UNITS = {
    "diwrnod": "day", "ddiwrnod": "day", "niwrnod": "day", "wythnos": "week", "mis": "month", "fis": "month",
    "awr": "hour", "munud": "minute", "funud": "minute",
    "blynedd": "year", "mlynedd": "year", "flynedd": "year",
}  # fmt: skip
_WELSH_AMOUNT = rf"(?:\d{{1,3}}|{'|'.join(_WELSH_NUMBERS)})"
_WELSH_DURATION = re.compile(
    r"(?P<lead>\b(?:o\s+fewn|hyd\s+at|dim\s+mwy\s+na|ymhen|mewn|ar\s+[oô]l|bob|o\s+leiaf|tua)\s+)?"
    rf"\b(?P<low>{_WELSH_AMOUNT})(?:\s?(?:-|–|i|neu)\s?(?P<high>{_WELSH_AMOUNT}))?\s+"
    rf"(?P<unit>{'|'.join(_WELSH_UNITS)})\b(?P<working>\s+gwaith\b)?",
    re.I,
)
_WELSH_RELATIONS = {"bob": "every", "o leiaf": "least", "ar ôl": "least", "ar ol": "least", "tua": "", "": ""}
_NOT_A_WAIT = re.compile(
    r"^\s*(?:a|per|each|every)\s+(?:day|week|month|year)|^\s*(?:old|of\s+age)\b|^\s*ago\b|^\s*/", re.I
)
_REACHES = re.compile(r"^\s*(?:before|after|from|later|beforehand|in\s+advance|ahead)\b", re.I)
_UNITS = {"min": "minute", "hr": "hour", "wk": "week", "yr": "year"}
_UNIT_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.5, "year": 365.25}
_SETTINGS = {"DATE_ORDER": "DMY", "PREFER_DAY_OF_MONTH": "first", "RELATIVE_BASE": datetime(2000, 1, 1)}
_NATION_CODES = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern ireland": "NIR"}


@dataclass(frozen=True, slots=True)
class When:
    """A date on a page: `first` to `last` (one day, or a whole month), and whether it gave a year."""

    first: date
    last: date
    text: str
    start: int
    end: int
    year_given: bool


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: `low` to `high` of a `unit` (`minute`, `hour`, `day`, `week`, `month`, `year`).

    `relation`: `within` (a limit), `least` (a minimum), `every` (how often) or `` (just a length).
    """

    low: float
    high: float
    unit: str
    working: bool
    relation: str
    text: str
    start: int
    end: int

    @property
    def days(self) -> float:
        """The longest it can be, in calendar days; five working days are seven."""
        days = self.high * _UNIT_DAYS[self.unit]
        return days * 7 / 5 if self.working else days


def dates(text: str, as_of: date) -> tuple[When, ...]:
    """Return the dates in *text*, day before month, in English or Welsh.

    A date without a year takes the year that fits its weekday, else the one nearest to *as_of*.
    """
    found = []
    for match in _DATE.finditer(text):
        when = _read(match, as_of)
        if when:
            found.append(when)
    return tuple(found)


@remembered(4096)
def durations(text: str) -> tuple[Duration, ...]:
    """Return the lengths of time in *text*: "within 5 working days", "up to 12 weeks", "next working day".

    "24 hours a day" says when somebody is there, "5 years old" an age: neither is a wait; both are left out.
    """
    found = []
    for match in _DURATION.finditer(text):
        if _NOT_A_WAIT.match(match["tail"]):
            continue
        # "A month" may be anything; "a month before they start" and "a week later" are lengths of time.
        if match["low"].lower() in ("a", "an") and not (match["lead"] or _REACHES.match(match["tail"])):
            continue
        low = _number(match["low"])
        high = _number(match["high"]) if match["high"] else low
        spelt = match["unit"].lower().rstrip("s")
        unit = _UNITS.get(spelt, spelt)
        if unit == "fortnight":
            low, high, unit = 2 * low, 2 * high, "week"
        working = bool(match["working"]) and not re.match(r"calendar|clear", match["working"], re.I)
        end = match.end("unit")
        relation = _relation(match["lead"])
        found.append(
            Duration(
                low,
                max(low, high),
                unit,
                working,
                relation,
                text[match.start() : end].strip(),
                match.start(),
                end,
            )
        )
    found += _welsh_durations(text)
    for match in _NEXT_DAY.finditer(text):
        days = 0 if match["which"].lower() == "same" else 1
        found.append(
            Duration(
                days,
                days,
                "day",
                bool(match["working"]),
                "within",
                match.group().strip(),
                match.start(),
                match.end(),
            )
        )
    return tuple(sorted(found, key=lambda one: one.start))


def _welsh_durations(text: str) -> list[Duration]:
    found = []
    for match in _WELSH_DURATION.finditer(text):
        low, high = (
            None if one is None else float(one) if one.isdigit() else float(_WELSH_NUMBERS[one.lower()])
            for one in (match["low"], match["high"])
        )
        assert low is not None
        lead = " ".join((match["lead"] or "").lower().split())
        found.append(
            Duration(
                low,
                max(low, high or low),
                _WELSH_UNITS[match["unit"].lower()],
                bool(match["working"]),
                _WELSH_RELATIONS.get(lead, "within"),
                match.group().strip(),
                match.start(),
                match.end(),
            )
        )
    return found


def _is_working_day(day: date, nation: str = "England") -> bool:
    """Say whether *day* is neither at a weekend nor a bank holiday of the *nation*."""
    return day.weekday() < 5 and day not in _bank_holidays(nation.lower(), day.year)


def add_working_days(day: date, count: int, nation: str = "England") -> date:
    """Return the working day *count* working days after *day*."""
    while count > 0:
        day += timedelta(days=1)
        count -= _is_working_day(day, nation)
    return day


def take_working_days(day: date, count: int, nation: str = "England") -> date:
    """Return the working day *count* working days before *day*."""
    while count > 0:
        day -= timedelta(days=1)
        count -= _is_working_day(day, nation)
    return day


@remembered(64)
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv=_NATION_CODES.get(nation, "ENG"), years=[year]))


def _number(text: str) -> float:
    word = text.lower()
    return float(_NUMBER_WORDS[word]) if word in _NUMBER_WORDS else float(word)


def _relation(lead: str | None) -> str:
    words = (lead or "").lower().split()
    if not words:
        return ""
    if words[0] in (
        "within",
        "in",
        "up",
        "no",
        "not",
        "less",
        "allow",
        "take",
        "takes",
        "o",
        "about",
        "around",
    ):
        return "within"
    return {"at": "least", "more": "least", "over": "least", "minimum": "least", "every": "every"}.get(
        words[0], ""
    )


def _read(match: re.Match[str], as_of: date) -> When | None:
    got = match.groupdict()
    span = (match.group().strip(), match.start(), match.end())
    if got["m5"]:
        first = _parse(f"1 {got['m5']} {got['y5']}")
        return When(first, _month_end(first), *span, True) if first else None
    day = got["d"] or got["d2"] or got["d3"] or got["d4"]
    month = got["m"] or got["m2"] or got["mn3"] or got["mn4"]
    year = got["y"] or got["y2"] or got["y3"] or got["y4"]
    if year:
        full = year if len(year) == 4 else f"20{year[-2:]}"
        one = _parse(f"{day} {month} {full}" if not month.isdigit() else f"{day}/{month}/{full}")
        return When(one, one, *span, True) if one else None
    # A page names a day of the year to come at most, but may have been left for years.
    near = [d for y in range(as_of.year - 6, as_of.year + 2) if (d := _parse(f"{day} {month} {y}"))]
    weekday = (got["weekday"] or "")[:3].lower()
    fitting = [d for d in near if d.strftime("%a").lower() == weekday] or near
    if not fitting:
        return None
    best = min(fitting, key=lambda d: abs((d - as_of).days))
    return When(best, best, *span, False)


@remembered(4096)
def _parse(text: str) -> date | None:
    read = dateparser.parse(text.replace(".", ""), languages=["en", "cy"], settings=_SETTINGS)
    return read.date() if read else None


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
