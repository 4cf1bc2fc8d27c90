"""Report a missed bin: tell the council that a bin was not emptied on its day."""

from __future__ import annotations

from checks import shared_questions as shared
from checks.asking import (
    asked,
    choice,
    link_that_says,
    linked,
    says,
    seen_whole,
)
from checks.bin_words import (
    ASSISTED,
    COLLECTION_DAY,
    NEW_BIN,
    ONLY_YOURS,
    PUT_OUT,
    STAYS_OUT,
    WHOLE_STREET,
)
from checks.model import Journey, Verdict
from checks.passages import passages_on
from checks.reading_time import dates, durations
from checks.registry import question
from checks.shared_phrases import NOT_COUNTIES, REPORT, listed
from checks.shared_questions import BC, OWN
from checks.verdicts import no, yes
from checks.views import PageView
from checks.wording import any_of

JOURNEY = Journey(
    id="report-missed-bin",
    title="Report a missed bin",
    task="Tell the council that it did not empty a bin on its day",
    lgsl=(524,),
    lgil=(17,),
    runs=NOT_COUNTIES,
    objects={
        "en": listed(
            """missed bin, missed bin collection, missed collection, missed waste collection,
            missed refuse collection, missed rubbish collection, missed recycling collection,
            missed recycling, missed rubbish, missed refuse, missed food waste, missed garden waste,
            missed box, missed sack, missed bag, missed uplift, uplift missed, bin not emptied,
            bin not collected, bin hasn't been emptied, bin hasn't been collected, bin wasn't emptied,
            bin wasn't collected, bin not been uplifted, didn't empty bin, didn't collect bin,
            rubbish not collected, waste not collected, recycling not collected, refuse not collected,
            uncollected bin, unemptied bin, non collection of bin, non collection of refuse,
            we missed your bin, forgotten bin, bin left unemptied"""
        ),
        "cy": listed(
            """casgliad a fethwyd, casgliad wedi'i fethu, methu casgliad, bin heb ei gasglu,
            bin heb ei wagio, bin a fethwyd, bin a gollwyd, casgliad bin a gollwyd, casgliad a gollwyd,
            biniau heb eu casglu, gwastraff heb ei gasglu, ailgylchu heb ei gasglu"""
        ),
    },
    actions={
        "en": listed(
            """report, tell us about, let us know about, tell us, inform us, notify us,
            request a return collection, ask us to come back, make a report"""
        ),
        "cy": REPORT["cy"],
    },
    topics={
        "en": listed(
            """bins and recycling, bins, waste and recycling, waste, rubbish and recycling, rubbish,
            refuse, recycling, bin collections, household waste, kerbside collections,
            problems with your bin, problem with a collection, report a problem, report it"""
        ),
        "cy": listed(
            """biniau ac ailgylchu, biniau, gwastraff ac ailgylchu, sbwriel, ailgylchu, casgliadau,
            adrodd am broblem, rhoi gwybod am broblem"""
        ),
    },
    queries={
        "en": ("report missed bin", "bin not emptied", "missed bin collection", "rubbish not collected"),
        "cy": ("rhoi gwybod am fin heb ei gasglu", "casgliad a fethwyd", "bin heb ei wagio"),
    },
    misspelling="report mised bin",
    decoys=listed(
        """missed assisted collection policy, bin collection day, find your collection day,
        check your bin day, collection calendar, order a new bin, replacement bin, damaged bin,
        lost or stolen bin, larger bin, assisted bin collection, bulky waste collection,
        garden waste subscription, clinical waste collection, trade waste, commercial waste,
        overflowing litter bin, dog waste bin, public litter bin, missed bin statistics, fly-tipping,
        changes to collections, christmas collections, missed appointment"""
    ),
    letters=("B", "M", "R"),
    summary="Whether a resident can tell the council that a bin was not emptied, and when it will come back.",
)


address_lookup = shared.address_lookup()


@question(
    "Can the bin that was missed be chosen?",
    at="form",
    yes="The bin can be chosen: “{words}”.",
    no="The form does not ask which bin was missed.",
    source=OWN,
)
def which_bin(form: PageView) -> Verdict:
    """What it asks: whether the form lists the kinds of collection: refuse, recycling, food, garden.

    Why it matters: each kind has its own crew; the wrong one cannot help.
    How to fix: list the bins by colour and content.
    """
    return asked(form, choice(form, _BIN_KINDS, 2))


@question(
    "Can the form be sent without a photograph?",
    at="form",
    yes="The form does not insist on a photograph.",
    no="The form insists on a photograph: “{field}”.",
    source=OWN,
)
def photo_optional(form: PageView) -> Verdict:
    """What it asks: whether a photograph, where one is asked for, can be left out.

    Why it matters: not everybody has a phone with a camera to hand.
    How to fix: make the upload optional.
    """
    uploads = [field for field in form.fields if field.type == "file"]
    if uploads:
        insisted = [field for field in uploads if field.required]
        return no(form.spot(insisted[0]), field=insisted[0].label) if insisted else yes(form.spot(uploads[0]))
    return asked(form, (form.fields[0] if form.fields else form.main) if seen_whole(form) else None)


@question(
    "Does it say from when and until when a missed bin can be reported?",
    at="task",
    yes="The page says when to report: “{words}”",
    no="The page does not say from when or until when to report.",
    source=OWN,
)
def when_to_report(task: PageView) -> Verdict:
    """What it asks: whether the page says how soon or how late after the collection a report is taken.

    Why it matters: crews work until the afternoon; reports made at noon are often about bins not yet reached.
    How to fix: say the hour from which, and the working days within which, to report.
    """
    for passage in passages_on(task):
        late = _TOO_LATE.search(passage.text) and durations(passage.text)
        if late or _TOO_SOON.search(passage.text):
            return says(task, passage)
        if _REPORTING.search(passage.full) and passage.role != "heading":
            limits = [d for d in durations(passage.text) if d.relation != "every" and d.days <= 31]
            if _REPORT_VERB.search(passage.text) and (limits or _CLOCK.search(passage.text)):
                return says(task, passage)
    return says(task, None)


rules_for_putting_out = shared.tells(
    "Are the rules for putting bins out told?",
    "by when and where bins must be out",
    PUT_OUT,
    but_not=STAYS_OUT,
    yes="The page tells the rules: “{words}”",
    asks="whether the page says by what hour and where a bin must stand, with its lid closed",
    matters="many bins are left because they were out too late or too full",
    fix="tell the rules in a short list before the start of the form",
    source=BC,
)


reasons_bin_is_left = shared.tells(
    "Are the reasons why a bin is left told?",
    "why a bin may be left",
    any_of(
        r"contaminat\w*|wrong (?:items?|things|materials?|bin)|too heavy|overweight|over ?loaded|over ?filled"
        r"|overflowing|side waste|extra (?:bags?|waste)",
        r"blocked|parked cars?|in the way|no access|could not (?:get|reach|access)|unable to (?:access|empty"
        r"|collect)|road ?works|not out (?:on time|in time)|put out late",
        r"lid (?:was )?(?:not closed|open|raised)|(?:tag|sticker|hanger|card)\w* on (?:your|the|it)"
        r"|reasons? (?:why|we)|frozen|halogi",
    ),
    asks="whether the page names reasons such as the wrong items, weight, a blocked road or a tag",
    matters="a resident who sees the reason can put it right, and does not report in vain",
    fix="list the reasons, and what the tag on the bin means",
)


@question(
    "Are known delays shown with a date?",
    at="task",
    yes="The page shows delays with a date: “{words}”",
    no="The page shows no delays with a date.",
    source=OWN,
)
def delays_with_date(task: PageView) -> Verdict:
    """What it asks: whether the page tells of current delays or disruption, and of which day.

    Why it matters: on a day of snow or strike thousands report what the council knows.
    How to fix: show the state of today's collections, with its date, even when all is well.
    """
    for passage in passages_on(task):
        if _DELAY.search(passage.full) and passage.role != "heading" and dates(passage.text, task.as_of):
            return says(task, passage)
    if link_that_says(task, _DELAY_LINK):
        return linked(task, _DELAY_LINK)
    return says(task, None)


@question(
    "Does it say when the crew will come back?",
    at="task",
    yes="The page says when the crew comes back: “{words}”",
    no="The page does not say when the crew comes back.",
    source=OWN,
)
def crew_returns(task: PageView) -> Verdict:
    """What it asks: whether the page says within what time a missed bin is emptied, or that it is not until
    the next collection.

    Why it matters: it decides whether the bin stays out or comes in.
    How to fix: state the time in working days.
    """
    for passage in passages_on(task):
        timed = durations(passage.text) or _NEXT_ROUND.search(passage.text)
        if passage.role != "heading" and timed and _RETURN.search(passage.text):
            return says(task, passage)
    return says(task, None)


bin_meanwhile = shared.tells(
    "Does it say what to do with the bin meanwhile?",
    "what to do with the bin meanwhile",
    any_of(
        r"(?:leave|keep) (?:your |the |it |them )?(?:\w+ ){0,3}(?:out|at the|on the|where)|(?:take"
        r"|bring) (?:your |the |it |them )?(?:\w+ ){0,2}(?:back )?in\b|put (?:it|them|(?:your"
        r"|the) \w+) (?:back|away|in(?=\W|$)(?! your| the))",
        r"(?:take|bring) (?:your |the |it )?(?:\w+ )?back|(?:do not|don't) (?:take|move|bring)|until (?:we|it"
        r"|they|the crew) (?:return|is|are|has|have|come)",
        r"at the kerb ?side until|gadewch",
    ),
    yes="The page says what to do with the bin: “{words}”",
    no="The page does not say what to do with the bin meanwhile.",
    asks="whether the page says to leave the bin out or to take it in until the crew returns",
    matters="a bin taken in is missed again; one left out for days blocks the pavement",
    fix="say it in one sentence",
)


assisted_collection = shared.tells(
    "Is the assisted collection covered?",
    "how an assisted collection is reported",
    ASSISTED,
    yes="The page speaks of assisted collections: “{words}”",
    no="The page does not speak of assisted collections.",
    asks="whether the page speaks to those whose bin is fetched from their door",
    matters="for them a missed bin is not a nuisance but a hazard",
    fix="say how they report, and link to the service",
)


collection_day_linked = shared.links_to(
    "Is the collection day linked?",
    "the collection day",
    COLLECTION_DAY,
    asks="whether the page links to the look-up of one's collection day",
    matters="a report may be about the wrong day",
    fix="link to the look-up before the form",
)


shared_bins = shared.tells(
    "Is there a way to report for flats with shared bins?",
    "how shared bins of flats are reported",
    any_of(
        r"flats?|communal|shared bins?|share (?:your |the |a )?bins?|apartments?|block of|managing agent"
        r"|fflatiau"
    ),
    yes="The page speaks of shared bins: “{words}”",
    no="The page does not speak of flats with shared bins.",
    asks="whether the page says how bins shared by a block of flats are reported",
    matters="their residents cannot answer the form's questions for a house",
    fix="say who reports, and how",
)


whole_street = shared.tells(
    "Is a whole street that was missed covered?",
    "what to do if a whole street was missed",
    WHOLE_STREET,
    but_not=ONLY_YOURS,
    yes="The page speaks of a whole street: “{words}”",
    no="The page does not speak of a whole street that was missed.",
    asks="whether the page says what to do if no bin in the street was emptied",
    matters="the crew is then usually still on its way, and no report is needed",
    fix="say so",
)


reference_promised = shared.reference_promised("the crew has been")


new_bin_linked = shared.links_to(
    "Is the way to replace a damaged or stolen bin linked?",
    "the way to replace a bin",
    NEW_BIN,
    yes="The page links to a new bin: “{words}”.",
    asks="whether the page links to the form for a damaged, lost or stolen bin",
    matters="a bin that is gone or broken is often reported as missed",
    fix="link to it beside the form",
)


_BIN_KINDS = any_of(
    r"refuse|rubbish|general|household waste|residual|black|grey|green|blue|brown|purple|recycl\w+|food"
    r"|garden|caddy|box(?:es)?|glass",
    r"paper|card|plastic|clinical|sacks?|bags?|wheel\w*|gwastraff|ailgylchu|bwyd|gardd",
)
_REPORTING = any_of(
    r"report\w*|(?:not|n't) (?:been |be )?(?:emptied|collected|picked up)|wait|tell us|let us know"
    r"|contact us|notify|missed|adrodd|rhoi gwybod"
)
_REPORT_VERB = any_of(
    r"report\w*|tell us|let us know|contact us|notif\w+|wait|send (?:anyone|anybody|somebody|someone"
    r"|a crew) back|call us|get in touch|inform us|complete the form|adrodd|gwybod"
)
_CLOCK = any_of(
    r"(?:after|before|until|till|by|from|between) (?:\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|noon|o'clock)"
    r"|\d{1,2}[.:]\d\d|midday|noon|midnight)",
    r"after the (?:scheduled |collection )?day|end of the (?:working )?day|the (?:next"
    r"|following) (?:working )?day|same day",
)
_DELAY = any_of(
    r"delay\w*|disrupt\w*|suspend\w*|service updates?|catch(?:ing)? up|running late"
    r"|not (?:been )?complet\w+|strike|severe weather|oedi"
)
_DELAY_LINK = any_of(
    r"(?:delays?|disruption|service (?:updates?|status)|today's collections|live (?:updates?|status))"
)
_TOO_LATE = any_of(
    r"(?:after|more than|later than|over|older than)\b[^.]{0,60} (?:can't|cannot|will not|won't|unable to"
    r"|not able to)\b[^.]{0,30} (?:come back|return|send|go back|collect|investigate|accept|take)"
)
_TOO_SOON = any_of(
    r"(?:crews?|we|lorries|teams?)\b[^.]{0,30} (?:work|collect\w*|are out|empty)\b[^.]{0,20} (?:until"
    r"|up to|till) \d{1,2}(?:[.:]\d\d)? ?[ap]m"
)
_RETURN = any_of(
    r"expect (?:us|the crew|them) (?:back|again)|will not return|(?:put"
    r"|present) it (?:back )?out (?:again )?(?:on|for) (?:your|the) next",
    r"(?:we|crews?|teams?|they|lorr(?:y|ies)|truck|vehicle|somebody|someone)(?:(?!\bnot\b|n't\b"
    r"|\bcannot\b)[^.]){0,30} (?:returns?|comes? (?:back|round|again))|allow\b[^.]{0,40} (?:collect|return"
    r"|empty|come)|put right",
    r"(?:we|crews?|they|lorry|somebody|someone)\b(?:(?!\bnot\b|n't\b|\bcannot\b)[^.]){0,30} (?:returns?"
    r"|comes? back|goes back|(?:are|is|be) back|calls? again|tries again|empt(?:y|ies))",
    r"(?:coming|going|be|is|are) back",
    r"(?:we|crews?|teams?|they|lorry)(?:'ll| will| aim| try| usually| should|)(?: \w+){0,3} (?:return"
    r"|come back|go back|re-?visit|collect|empty|clear)",
    r"(?:will|should|can|may) (?:\w+ )?be (?:collected|emptied|cleared|returned)|(?:collect|empty) (?:it"
    r"|your \w+|the \w+) (?:within|by|on)",
    r"not (?:return|come back|be able to return|collect)|byddwn yn dychwelyd",
)
_NEXT_ROUND = any_of(
    r"next (?:scheduled |normal |usual )?(?:day|time)|by (?:the end of )?tomorrow|end of tomorrow",
    r"next (?:scheduled |normal |usual |regular )?(?:collection|round|visit)|following (?:week|collection)"
    r"|as soon as",
)
