"""The only things ever typed into a form: reserved for such use, nobody's, or plainly said to be a check."""

from __future__ import annotations

from datetime import date, timedelta

# https://www.ofcom.org.uk/ reserves these ranges for drama; the first two also pass validators that know
# which numbers are in use.
PHONES = ("020 7946 0000", "0114 496 0123", "02079460000", "01144960123")
# RFC 2606 reserves the domain: no mail to it ever arrives.
EMAIL = "automated.check@example.org"
WEB_ADDRESS = "https://example.org/"
NAME = "Test Test (automated check)"
FIRST_NAME = "Test"
# Age identifier 00 comes into use in September 2050: such a plate is on no vehicle.
PLATES = ("AA00 AAA", "AA00AAA")
TEXTS = (
    "This is an automated check of the form by Better Served. It will not be submitted.",
    "Automated check, will not be submitted",
    "Automated check",
    "Test",
)
HOUSE = "1"
AGE = "30"
TIME = "10:00"
NUMBERS = ("1", "2", "5", "10", "20", "50", "100")
FUTURE_DAYS, PAST_DAYS = 21, 2
_PARTS = ("%d", "%m", "%Y")
_WHOLE = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%Y-%m-%d")


def ahead(day: date) -> date:
    """Return a near day to come, seen from *day*: the first weekday three weeks on."""
    soon = day + timedelta(FUTURE_DAYS)
    return soon + timedelta(max(0, 7 - soon.weekday()) if soon.weekday() > 4 else 0)


def before(day: date) -> date:
    """Return a day just past, seen from *day*."""
    return day - timedelta(PAST_DAYS)


def written(day: date) -> tuple[str, ...]:
    """Return the ways in which forms want a whole date."""
    return tuple(day.strftime(pattern) for pattern in _WHOLE)


def parts(day: date) -> tuple[str, str, str]:
    """Return day, month and year, each as typed into a box of its own."""
    return str(day.day), str(day.month), str(day.year)


def reserved(postcode: str, day: date) -> frozenset[str]:
    """Return everything that may ever be typed in a run with this *postcode* ("" for none) on *day*.

    The tests hold what is typed against it: a typed value that is not here was not typed by us.
    """
    days = (ahead(day), before(day))
    dates = {text for one in days for text in (*written(one), *parts(one), one.strftime("%Y-%m"))}
    padded = {one.strftime(pattern) for one in days for pattern in _PARTS}
    stamps = {f"{one.isoformat()}T{TIME}" for one in days} | {one.strftime("%G-W%V") for one in days}
    words = {*PHONES, EMAIL, WEB_ADDRESS, NAME, "Test Test", FIRST_NAME, *PLATES, *TEXTS, HOUSE, AGE, TIME}
    return frozenset(words | {*NUMBERS} | dates | padded | stamps | set(postcodes(postcode)))


def postcodes(postcode: str) -> tuple[str, ...]:
    """Return the public building's postcode as it may be typed: with its space, then without."""
    bare = "".join(postcode.upper().split())
    return (f"{bare[:-3]} {bare[-3:]}", bare) if bare else ()
