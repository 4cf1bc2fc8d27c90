"""The points of an accessibility statement, one function each: the regulations' own, then GDS's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from checks.accessibility.statement_scene import Page, Scene
from checks.accessibility.statement_words import (
    AA,
    BOARDS,
    COMMITTED,
    CONTACT,
    CRITERION,
    FEEDBACK,
    NAMED,
    NOT_COMPLIANT,
    OPTIONS,
    PLACEHOLDER,
    PREPARED,
    REGULATIONS,
    RESPONSE,
    REVIEWED,
    SCOPE,
    TESTED,
    VERSION,
    WRONGLY_OUT,
)
from checks.addresses import host_of
from checks.model import Outcome
from checks.reading_time import dates

YEAR = timedelta(days=366)


Answer = tuple[Outcome, str]


def _yes(detail: str = "") -> Answer:
    return Outcome.YES, detail


def _no(detail: str) -> Answer:
    return Outcome.NO, detail


def _na(detail: str) -> Answer:
    return Outcome.NOT_APPLICABLE, detail


def _statement(page: Page) -> Answer:
    if OPTIONS.search(" ".join(page.headings[:2])) and not REGULATIONS.search(page.text):
        return _no("The page tells how to set up a browser and is no statement.")
    if REGULATIONS.search(page.text) or _states(page) or COMMITTED.search(page.text):
        return _yes()
    return _no("Nothing on the page says how far the site complies with the regulations.")


def _heading(page: Page) -> Answer:
    head = next(iter(page.headings), "")
    if not re.search(r"accessibility statement|datganiad hygyrchedd", head, re.I):
        return _no(f"The heading is “{head}”.")
    named = _names_site(head, page.scene)
    return _yes(head) if named else _no(f"The heading “{head}” does not name the site.")


def _names_site(text: str, scene: Scene) -> bool:
    host = scene.site.lower().removeprefix("www.")
    words = [w for w in re.findall(r"[a-z]{4,}", scene.council.lower()) if w not in _COUNCIL]
    return (
        host in text.lower()
        or (bool(words) and all(w in text.lower() for w in words))
        or bool(NAMED.search(text))
    )


_COUNCIL = frozenset("council borough county city district royal london metropolitan upon with".split())


def _scope(page: Page) -> Answer:
    sentence = next((line for line in page.text.split("\n") if SCOPE.search(line)), "")
    if not sentence:
        return _no("Nothing says to which site it applies.")
    host = page.scene.site.lower().removeprefix("www.")
    if host in page.text.lower() or _names_site(sentence, page.scene):
        return _yes(sentence)
    return _no(f"“{sentence[:120]}” does not name {page.scene.site}.")


def _commitment(page: Page) -> Answer:
    if not COMMITTED.search(page.text):
        return _no("The commitment is not made.")
    line = next((line for line in page.text.split("\n") if COMMITTED.search(line)), "")
    return (
        _yes(line)
        if REGULATIONS.search(line)
        else _no("The commitment does not name the (No. 2) Regulations 2018.")
    )


def _web_page(page: Page) -> Answer:
    return _yes()


def _one_page(page: Page) -> Answer:
    parts = [name for url, name in page.links if _PART.search(name) and host_of(url) == page.scene.site]
    if parts and not _states(page):
        return _no(f"Parts stand on other pages: “{parts[0].strip()}”.")
    return _yes()


_PART = re.compile(
    r"non-accessible content|compliance status|enforcement procedure|known (?:accessibility )?issues", re.I
)


def _status_heading(page: Page) -> Answer:
    return (
        _yes()
        if page.has("compliance status", "statws cydymffurfi")
        else _no("There is no heading “Compliance status”.")
    )


def _states(page: Page) -> list[str]:
    """Return the statuses that the statement claims: fully, partially, not."""
    lines = [line for line in page.text.split("\n") if not PLACEHOLDER.search(line)]
    found = []
    for name, pattern in NOT_COMPLIANT.items():
        if any(pattern.search(line) for line in lines):
            found.append(name)
    return found


def _one_status(page: Page) -> Answer:
    states = _states(page)
    if len(states) != 1:
        return _no(
            "No compliance status is given." if not states else f"Several are given: {', '.join(states)}."
        )
    line = next(line for line in page.text.split("\n") if NOT_COMPLIANT[states[0]].search(line))
    if not VERSION.search(line) or not AA.search(line):
        return _no("The status does not name the version of WCAG and the level AA.")
    return _yes(line)


def _status_fits(page: Page) -> Answer:
    states = _states(page)
    if not states:
        return _na("No status is given.")
    if states == ["fully"] and page.scene.failing:
        return _no(f"It claims to comply fully. Seen to fail: {_listed(page.scene.failing)}.")
    return _yes()


def _version(page: Page) -> Answer:
    lines = [one for one in page.text.split("\n") if any(p.search(one) for p in NOT_COMPLIANT.values())]
    claimed = {match.group(1) for match in VERSION.finditer("\n".join(lines))}
    versions = claimed or {match.group(1) for match in VERSION.finditer(page.text)}
    if not versions:
        return _no("No version of WCAG is named.")
    return _yes() if "2.2" in versions else _no(f"It speaks of WCAG {', '.join(sorted(versions))}.")


def _non_accessible(page: Page) -> Answer:
    if _states(page) == ["fully"]:
        return _na("It claims to comply fully.")
    found = page.has(
        "non-accessible content", "content that (?:is|isn.t|is not) (?:not )?accessible", "cynnwys nad yw"
    )
    return _yes() if found else _no("There is no heading “Non-accessible content”.")


def _subheadings(page: Page) -> Answer:
    if _states(page) == ["fully"]:
        return _na("It claims to comply fully.")
    wanted = {
        "non-compliance": ("non-?compliance with", "non-?compliance"),
        "disproportionate burden": ("disproportionate burden",),
        "out of scope": ("not within (?:the )?scope", "out(?:side)? of (?:the )?scope", "outside the scope"),
    }
    lacking = [name for name, words in wanted.items() if not page.has(*words)]
    return _no(f"There is no heading for {', '.join(lacking)}.") if lacking else _yes()


def _criteria(page: Page) -> Answer:
    if _states(page) == ["fully"]:
        return _na("It claims to comply fully.")
    listed = set(CRITERION.findall(page.text))
    seen = page.scene.failing
    if not listed:
        also = f" Seen to fail: {_listed(seen)}." if seen else ""
        return _no(f"No success criterion is given by its number.{also}")
    unlisted = seen - listed
    if unlisted:
        also = f" It lists {_listed(seen & listed)}, which we saw too." if seen & listed else ""
        return _no(f"Seen to fail and not listed: {_listed(unlisted)}.{also}")
    if not seen:
        return _yes(f"It lists {_listed(listed)}; we saw no failure that it leaves out.")
    return _yes(f"All that we saw fail is listed: {_listed(seen)}.")


def _listed(criteria: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(criteria, key=lambda one: [int(part) for part in one.split(".")]))


def _fix_dates(page: Page) -> Answer:
    late = []
    for line in page.text.split("\n"):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", line):
            if _MEND.search(sentence):
                ends = _days(sentence, page.scene.today)
                if ends and max(ends) < page.scene.today:
                    late.append(sentence)
    if late:
        return _no(f"A date for mending has passed: “{late[0][:120]}”.")
    return _yes()


_MEND = re.compile(
    r"\b(?:plan|aim|intend|will|hope|expect|due|going)\b[^.]{0,80}\b(?:fix|mend|resolve|correct|replace"
    r"|improve|update|address|remov|complet|remediat|publish|make)\w*|\bby (?:the end of )?(?:\w+ )?20\d\d\b",
    re.I,
)


def _days(text: str, today: date) -> list[date]:
    """Return the last day of each date in a text: a month or a year ends with its last day."""
    found = [when.last for when in dates(text, today) if when.year_given]
    for match in re.finditer(r"\b(?:by|before|during|end of|in) (?:the end of )?(20\d\d)\b", text, re.I):
        found.append(date(int(match.group(1)), 12, 31))
    return found


def _out_of_scope(page: Page) -> Answer:
    text = page.under("not within (?:the )?scope", "out(?:side)? of (?:the )?scope", "outside the scope")
    wrong = WRONGLY_OUT.search(text)
    if wrong:
        return _no(f"“{wrong.group()}” is within the scope of the regulations.")
    return _yes() if text else _na("Nothing is declared out of scope.")


def _preparation(page: Page) -> Answer:
    found = page.has("preparation of (?:this|the) (?:accessibility )?statement", "paratoi")
    return _yes() if found else _no("There is no heading “Preparation of this accessibility statement”.")


def _dated(page: Page, pattern: re.Pattern[str]) -> date | None:
    for line in page.text.split("\n"):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", line):
            match = pattern.search(sentence)
            if match:
                days = _days(sentence[match.start() :], page.scene.today) or _days(sentence, page.scene.today)
                if days:
                    return days[0]
    return None


def _prepared(page: Page) -> Answer:
    day = _dated(page, PREPARED)
    return _yes(f"{day:%-d %B %Y}") if day else _no("No date of preparation is given.")


def _reviewed(page: Page) -> Answer:
    day = _dated(page, REVIEWED)
    return _yes(f"{day:%-d %B %Y}") if day else _no("No date of the last review is given.")


def _within_a_year(page: Page) -> Answer:
    days = [
        day for day in (_dated(page, REVIEWED), _dated(page, PREPARED)) if day and day <= page.scene.today
    ]
    if not days:
        return _no("No date says when it was last looked at.")
    last = max(days)
    fresh = page.scene.today - last <= YEAR
    return _yes() if fresh else _no(f"It was last looked at on {last:%-d %B %Y}, more than a year ago.")


def _tested(page: Page) -> Answer:
    lines = [line for line in page.text.split("\n") if TESTED.search(line)]
    if not lines:
        return _no("Nothing says how the site was tested.")
    whole = " ".join(lines)
    lacking = []
    if not _BY.search(whole):
        lacking.append("by whom")
    if not _dated(page, TESTED):
        lacking.append("when")
    return _no(f"It does not say {' or '.join(lacking)} the site was tested.") if lacking else _yes()


_BY = re.compile(
    r"\bby (?!20\d\d)\w+|\bcarried out by\b|\bwe (?:tested|used|ran|carried|assessed)|\bour (?:own "
    r")?\w*\s?(?:team|staff)\b|\b(?:tool|software|checker|shaw trust|axe|wave|siteimprove|silktide)\b",
    re.I,
)


def _feedback(page: Page) -> Answer:
    if not page.has(FEEDBACK.pattern):
        return _no("There is no heading “Feedback and contact information”.")
    ways = [url for url, _ in page.links if re.match(r"(?:mailto|tel):", url, re.I)]
    if ways or CONTACT.search(page.text):
        return _yes()
    return _no("No e-mail address, telephone number or form is given.")


def _response(page: Page) -> Answer:
    match = RESPONSE.search(page.text)
    return _yes(match.group()[:120]) if match else _no("It does not say within what time an answer comes.")


def _enforcement(page: Page) -> Answer:
    return (
        _yes() if page.has("enforcement", "gorfod") else _no("There is no heading “Enforcement procedure”.")
    )


def _board(page: Page) -> Answer:
    named, linked, name = BOARDS["ni" if page.scene.northern_ireland else "gb"]
    if not named.search(page.text):
        return _no(f"{name} is not named.")
    reached = any(linked.search(url) for url, _ in page.links)
    return _yes() if reached else _no("The body that helps people complain is not linked.")


def _placeholders(page: Page) -> Answer:
    match = PLACEHOLDER.search(page.text)
    return _no(f"Words of the template are left: “{match.group()}”.") if match else _yes()


def _parsing(page: Page) -> Answer:
    return (
        _no("4.1.1 is cited, which WCAG 2.2 has removed.") if re.search(r"\b4\.1\.1\b", page.text) else _yes()
    )


def _audit(page: Page) -> Answer:
    failures = page.scene.page_failures
    if failures is None:
        return Outcome.COULD_NOT_TEST, "The statement's page was not opened in a browser."
    return _yes() if not failures else _no(f"Failures found on the statement's own page: {failures}.")


CHECKS: tuple[Callable[[Page], Answer], ...] = (
    _statement,
    _heading,
    _scope,
    _commitment,
    _web_page,
    _one_page,
    _status_heading,
    _one_status,
    _status_fits,
    _version,
    _non_accessible,
    _subheadings,
    _criteria,
    _fix_dates,
    _out_of_scope,
    _preparation,
    _prepared,
    _reviewed,
    _within_a_year,
    _tested,
    _feedback,
    _response,
    _enforcement,
    _board,
    _placeholders,
    _parsing,
    _audit,
)
