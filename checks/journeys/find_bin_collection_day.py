"""Find a bin collection day: learn when the next collection is at an address."""

from __future__ import annotations

import re

from checks import shared_questions as shared
from checks.absence import lacking
from checks.asking import TOLD, asked, link_that_says, linked, one_of, told
from checks.bin_words import GARDEN, NEW_BIN, PUT_OUT
from checks.fields import Field
from checks.gating import OFFLINE
from checks.model import Cause, Channel, Journey, Verdict
from checks.passages import passages_on
from checks.reading_time import dates
from checks.registry import question
from checks.shared_phrases import BINS, NOT_COUNTIES, listed
from checks.shared_questions import BC, OWN
from checks.verdicts import could_not_test, no, not_applicable, yes
from checks.views import PageView, SurveyView
from checks.wording import any_of

JOURNEY = Journey(
    id="find-bin-collection-day",
    title="Find a bin collection day",
    task="Learn on which day a bin is next collected",
    lgsl=(524,),
    lgil=(8, 0),
    runs=NOT_COUNTIES,
    objects={
        "en": listed(
            """bin collection day, bin day, bin days, bin collection dates, bin collection calendar, bin
            calendar,
            collection day, collection days, collection dates, collection calendar, collection schedule,
            collection times, bin collection schedule, bin collection times, waste collection day,
            waste collection dates, waste collection calendar, waste calendar, refuse collection day,
            refuse collection dates, refuse calendar, rubbish collection day, rubbish collection dates,
            rubbish day, recycling collection day, recycling collection dates, recycling calendar, recycling
            day,
            recycling and rubbish calendar, when is my bin collected,
            when are my bins collected,
            when is my bin emptied, when will my bin be emptied, when do you collect my bins, which bin this
            week,
            which bin do I put out, what day is bin day, next bin collection, next collection, rubbish
            collections, refuse collections, recycling collections, bin schedule, household bin collections,
            waste
            collections, collection information, bin collection information, your bin collections, your waste
            collections, bin collections at your address, uplift day,
            bin uplift dates, bin rota, garden waste collection dates, bin collection, bin collections,
            waste collection service, find waste collections, collection search"""
        ),
        "cy": listed(
            """diwrnod casglu, diwrnod casglu biniau, dyddiad casglu, dyddiadau casglu, dyddiadau casglu
            biniau,
            calendr casglu, calendr biniau, calendr ailgylchu, diwrnod bin, pryd mae fy miniau'n cael eu
            casglu,
            amserlen gasglu, casgliadau biniau"""
        ),
    },
    actions={
        "en": listed(
            """find, find out, check, look up, see, view, search for, get, know, show, what day, which day,
            when is,
            when are, when do you, download, tell me"""
        ),
        "cy": listed("dod o hyd i, gwirio, gwiriwch, gweld, chwilio am, pryd, darganfod, edrychwch"),
    },
    topics=BINS,
    queries={
        "en": ("find bin collection day", "bin day", "when is my bin collected", "recycling calendar"),
        "cy": ("dod o hyd i ddiwrnod casglu biniau", "diwrnod casglu", "calendr ailgylchu"),
    },
    misspelling="bin colection day",
    decoys=listed(
        """garden waste collection, garden waste collections, garden waste service, garden waste collection
        service, missed bin collection, missed collection, missed bin, bin not emptied,
        bulky waste collection,
        bulky collection, large item collection, special collection, garden waste subscription, new bin,
        replacement bin, order a bin, assisted collection, assisted bin collection, clinical waste collection,
        trade waste collection, commercial waste collection, business waste collection, what goes in your bin,
        changes to bin collections consultation, tip opening times, recycling centre opening times,
        litter bin emptying, council tax collection, bin collection policy, collections policy,
        contaminated bin, dead animal collection, stray dog collection, street sweeping schedule,
        waste collection contract"""
    ),
    letters=("B", "R", "W", "C"),
    essential="find-bin-collection-day/next-collection-looked-up",
    summary="Whether a resident can learn from the web site when each bin is next collected.",
)

_HOLIDAYS = any_of(
    r"christmas|new year|bank holidays?|easter|public holidays?|festive|boxing day|nadolig|gwyliau banc"
)


@question(
    "Can the next collection be looked up for an address or street?",
    at="walk",
    needs=(),
    yes="The next collection can be looked up by {how}.",
    no="The next collection cannot be looked up: {why}.",
    source=BC,
)
def next_collection_looked_up(walk: SurveyView) -> Verdict:
    """What it asks: whether a look-up by postcode or street, a map, or a list of streets on a web page tells
    the next collection, and not a file to download.

    Why it matters: it is what most residents ever come for; a calendar in a file has to be found, opened and
    read for the right street.
    How to fix: ask for the postcode on the page and show the next dates.
    """
    channel = walk.decision.channel if walk.decision else None
    for page in (walk.form, walk.task):
        if page is None:
            continue
        field = _place_field(page)
        if field is not None:
            return yes(page.spot(field), how=f"“{field.label or field.placeholder or 'an address'}”")
        streets = [p for p in passages_on(page) if _STREET.search(p.text) and _WEEKDAY.search(p.full)]
        if len(streets) >= STREETS_OF_A_LIST:
            return yes(page.spot(streets[0].element), how="a list of streets", confidence=TOLD)
        if page.map_element is not None:
            return yes(page.spot(page.map_element), how="a map", confidence=0.8)
    if channel in OFFLINE and channel is not Channel.LOOKUP_ONLY and walk.task is not None:
        return no(walk.task.spot(walk.task.main), why=OFFLINE[channel], confidence=TOLD)
    if channel is Channel.SIGN_IN_REQUIRED and walk.form is not None:
        return no(walk.form.spot(walk.form.main), why="one has to sign in first", confidence=TOLD)
    return could_not_test(Cause.NEEDS_REVIEW, "We saw neither a look-up nor that there is none.")


@question(
    "Does the look-up stand on the page itself?",
    at="task",
    yes="The look-up stands on the page: “{words}”.",
    no="The look-up does not stand on the page.",
    source=OWN,
)
def lookup_on_page(task: PageView) -> Verdict:
    """What it asks: whether the field for the postcode or street is on the task page, not behind a further
    link.

    Why it matters: residents ask this question every week; each click is asked for every week too.
    How to fix: put the look-up at the top of the page that the menus and searches lead to.
    """
    field = _place_field(task)
    if field is None:
        return lacking(task, confidence=TOLD)
    return yes(task.spot(field), words=field.label or field.placeholder or "an address")


@question(
    "Can a postcode be typed with or without its space?",
    at="form",
    yes="The field “{words}” leaves room for a postcode in any form.",
    no="The field “{words}” restricts how a postcode is typed.",
    source="GOV.UK Design System, pattern “Addresses”: let users enter postcodes in any format",
)
def postcode_in_any_form(form: PageView) -> Verdict:
    """What it asks: whether the postcode's field takes eight characters and does not tell residents to leave
    out the space or to use capitals.

    Why it matters: a phone's keyboard and autocomplete decide how a postcode is typed, not its owner.
    How to fix: take any form, and put it in order on the server.
    """
    field = one_of(form.fields, "postcode")
    if field is None:
        verdict = asked(form, None)
        return verdict if verdict.cause else not_applicable("The look-up does not ask for a postcode.")
    longest = str(field.element.get("maxlength") or "")
    words = f"{field.label} {field.hint} {field.placeholder}"
    short = longest.isdigit() and 0 < int(longest) < POSTCODE_LENGTH
    return (no if short or _RESTRICTS.search(words) else yes)(form.spot(field), words=field.label)


@question(
    "Is a calendar for one's own diary offered?",
    at="task",
    yes="The page offers a calendar: “{words}”.",
    no="The page offers no calendar for one's own diary.",
    source=OWN,
)
def diary_calendar(task: PageView) -> Verdict:
    """What it asks: whether the page links to, or speaks of, dates that can be added to a diary (iCalendar).

    Why it matters: a phone that reminds its owner needs no look-up each week.
    How to fix: offer the dates as an .ics file or a calendar to subscribe to.
    """
    file = next((link for link in task.own_links if _ICS.search(link.url)), None)
    if file is not None:
        return yes(task.spot(file), words=file.text or file.name)
    return told(
        task,
        any_of(
            r"add (?:\S+ ){1,5}to (?:your|my|a) (?:\S+ ){0,2}(?:calendar|diary)",
            r"i-?cal(?:endar)?|\.ics",
        ),
    )


reminders = shared.tells(
    "Are reminders by e-mail or text offered?",
    "how to be reminded of the collection",
    any_of(
        r"(?:e-?mail|text|message|alert|tell|write to|nudge) you\b[^.]{0,40} (?:before|evening|night|day"
        r"|ahead|week|collection)",
        r"remind(?:er|ers|ed)?\b[^.]{0,60} (?:bins?|collect\w*|e-?mail|text|app|alerts?|day|week)",
        r"(?:get|send you|receive) an? (?:\w+ )?(?:alert|notification|text|message)|(?:e-?mail|text|sms|app"
        r"|bin|collection|free|weekly) (?:\w+ )?(?:reminders?|alerts?"
        r"|notifications?)",
        r"(?:sign up|register|subscribe)\b[^.]{0,40} (?:reminders?|alerts?|notifications?)|nodyn atgoffa",
    ),
    matters="with bins on different weeks, the commonest miss is the resident's own",
    fix="offer a weekly reminder, and say how to stop it",
)


printable = shared.tells(
    "Can the dates be printed?",
    "how to get the dates on paper",
    any_of(
        r"print(?:ed|able|out)?\b[^.]{0,50} (?:calendar|dates?|schedule|copy|collections?)",
        r"(?:download|view|save)\b[^.]{0,40} (?:calendar|schedule)|(?:calendar|schedule)s?\b[^.]{0,30}"
        r" (?:pdf|print)",
        r"paper (?:copy|calendar)|lawrlwytho[^.]{0,20} calendr|argraffu",
    ),
    matters="the calendar on the fridge serves the whole household, the one without a phone too",
    fix="offer a page or file for print, made from the same dates",
)


time_to_put_out = shared.tells(
    "Does it say by when to put bins out?",
    "by what hour, or where, a bin must stand",
    PUT_OUT,
    matters="the right day is of no use when the crew came at six",
    fix="say it beside the look-up in one sentence",
)


holiday_changes = shared.tells(
    "Are changes at Christmas and bank holidays told?",
    "what changes at Christmas and on bank holidays",
    _HOLIDAYS,
    matters="in those weeks bins stand out on the wrong day in whole streets",
    fix="say it all the year round, and put the dates into the look-up",
)


@question(
    "Are the holiday dates shown still to come or of this season?",
    at="task",
    yes="The holiday dates are not past: “{words}”.",
    no="The holiday dates are past: “{words}”.",
    source=OWN,
)
def holiday_dates_current(task: PageView) -> Verdict:
    """What it asks: whether dates named beside Christmas, Easter or a bank holiday are not all past by more
    than a fortnight.

    Why it matters: last year's table makes residents put bins out on a wrong day, and doubt the rest.
    How to fix: let such notices expire by themselves.
    """
    found = [
        (passage, day)
        for passage in passages_on(task)
        if _HOLIDAYS.search(passage.full) and passage.role != "heading"
        for day in dates(passage.text, task.as_of)
    ]
    if not found:
        return not_applicable("The page names no date of a holiday.")
    passage, day = max(found, key=lambda pair: pair[1].last)
    late = (task.as_of - day.last).days > FORTNIGHT
    return (no if late else yes)(task.spot(passage.element), words=day.text, confidence=0.8)


what_goes_in = shared.tells(
    "Does it say what goes into each bin?",
    "what goes into which bin",
    any_of(
        r"what (?:can |to |you can |should |we )?(?:I |you )?(?:goes|go|put|collect"
        r"|recycle)\b[^.?]{0,40}(?:bins?|box(?:es)?|where|recycl\w*|bags?|kerbside)?",
        r"(?:put|place) (?:\w+ ){1,6}in(?:to)? (?:your|the) (?:\w+ ){0,3}(?:bin|box|caddy|bag)",
        r"(?:black|grey|green|blue|brown|purple|red|burgundy) (?:\w+ )?(?:bin|box|bag|caddy"
        r"|sack)s?\b[^.]{0,30}(?:for|is|takes|\(|:|-)",
        r"beth (?:sy'n|i'w|gallaf)\b[^.?]{0,30} (?:bin|rhoi|ailgylchu)",
    ),
    matters="the day and the bin are one question to whoever stands at the door",
    fix="name contents and colour with each collection, and link to the full list",
)


not_taken = shared.tells(
    "Does it say what is not taken?",
    "what must not be put into a bin",
    any_of(
        r"(?:do not|don't|cannot|can't|never|won't|will not|not) (?:take|taken|accept|accepted|collect"
        r"|collected|allowed|want|empty)(?! (?:on|at|before|after|until))|(?:left|leave) (?:behind|out)",
        r"(?:side waste|anything (?:beside|next to)|(?:extra|loose) (?:bags|waste))|no (?:bags?|rubble"
        r"|glass|plastic bags|nappies|hot ash|soil|food|liquids?)",
        r"(?:do not|don't|cannot|can't|never|please don't|must not|should not|won't|will not|unable to)"
        r" (?:\w+ ){0,2}(?:put|place|include|accept|take|collect|empty|recycle)\b[^.]{0,60}(?:in|these"
        r"|side waste|items?|if|bins?|extra|following|contaminat\w*|waste)",
        r"contaminat\w+|wrong (?:items?|things|bin)|(?:no|not) (?:\w+ )?(?:side|extra) waste|peidiwch â"
        r" rhoi",
    ),
    matters="one wrong item can keep a bin, or a whole lorry, from being emptied",
    fix="name the few things that go wrong most, and what the crew then does",
)


garden_waste_linked = shared.links_to(
    "Is the garden waste collection linked?",
    "the collection of garden waste",
    GARDEN,
    matters="it often has days and a subscription of its own",
    fix="link to it, or show its dates with the others",
)


food_waste = shared.tells(
    "Is food waste covered?",
    "how food waste is collected",
    any_of(r"food (?:waste|caddy|bins?|recycling|scraps)|(?:kitchen|food) cadd(?:y|ies)|gwastraff bwyd"),
    matters="it is collected in its own rhythm, and the collection is new to many",
    fix="name it with the other collections",
    source="Environmental Protection Act 1990, section 45A (England), as amended by the Environment Act 2021",
)


missed_bin_linked = shared.links_to(
    "Is reporting a missed bin linked?",
    "the report of a bin that was not emptied",
    any_of(
        r"(?:we|crew|lorry|they)(?:'ve| have| has)? (?:missed|forgot\w*|passed|left|not (?:been|come"
        r"|emptied|taken))|(?:not|never|n't) (?:been )?(?:emptied|collected|come)",
        r"missed (?:\w+ ){0,2}(?:bins?|collections?|waste|recycling|uplift)",
        r"(?:bins?|collection|recycling|rubbish)\b[^.]{0,30} (?:not (?:been )?|hasn't been |wasn't |was"
        r" )?(?:missed|not (?:emptied|collected))|(?:heb ei|a gollwyd|a fethwyd)",
    ),
    matters="who looks up the day after the crew has passed by wants to report next",
    fix="link to it beside the look-up and in its result",
)


new_bin_linked = shared.links_to(
    "Is ordering a new bin linked?",
    "the form for a new, damaged or missing bin",
    NEW_BIN,
    matters="people who moved in look up the day first, and find that a bin is missing",
    fix="link to it beside the look-up",
)


@question(
    "Are current delays shown or linked?",
    at="task",
    yes="The page tells of delays or links to them: “{words}”",
    no="The page neither tells of delays nor links to them.",
    source=OWN,
)
def delays_shown(task: PageView) -> Verdict:
    """What it asks: whether the page says, or links to, where today's disruption is told.

    Why it matters: on a day of snow or strike the usual day is not the answer.
    How to fix: show the state of today's collections above the look-up.
    """
    pattern = any_of(
        r"(?:delay|disrupt)\w*|service (?:updates?|status|alerts?)|running late|severe weather|strike|oedi"
    )
    return linked(task, pattern) if link_that_says(task, pattern) else told(task, pattern)


STREETS_OF_A_LIST = 8
POSTCODE_LENGTH = 8
FORTNIGHT = 14
_STREET = re.compile(
    r"\b(?:road|street|avenue|close|lane|drive|crescent|terrace|gardens|grove|way|place|heol|ffordd"
    r"|stryd)\b",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur)days?|dydd \w+)\b", re.I)
_ICS = re.compile(r"\.ics\b|^webcal:|format=ical", re.I)
_RESTRICTS = any_of(
    r"without (?:a |any |the )?spaces?|no spaces?|(?:do not|don't) (?:\w+ )?spaces?|(?:in )?capitals?"
    r"|upper ?case",
    r"must (?:include|have|contain) (?:a |the )?space|heb fylchau",
)


def _place_field(page: PageView) -> Field | None:
    return one_of(page.fields, "postcode", "address", "location")
