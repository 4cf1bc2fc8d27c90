"""Order a bulky waste collection: have furniture or appliances fetched from home."""

from __future__ import annotations

from checks import bulky_words as words
from checks import shared_questions as shared
from checks.asking import asked, choice, says, told
from checks.model import Journey, Verdict
from checks.passages import passages_on
from checks.reading_time import durations
from checks.registry import question
from checks.shared_phrases import BINS, NOT_COUNTIES, listed
from checks.shared_questions import BC, OWN
from checks.views import PageView
from checks.wording import any_of, fees, is_wait, told_free

JOURNEY = Journey(
    id="order-bulky-waste-collection",
    title="Order a bulky waste collection",
    task="Have large household items fetched from home",
    lgsl=(528,),
    lgil=(0, 8),
    runs=NOT_COUNTIES,
    objects={
        "en": listed(
            """bulky waste collection, bulky waste, bulky household waste, bulky items, bulky item collection,
            bulky collection, bulky refuse, bulky rubbish, bulky household refuse, bulky goods, bulky
            furniture,
            bulky uplift, special uplift, special collection, special refuse collection, special waste
            collection,
            large item collection, large items, large household items, large household waste, large waste
            items,
            large rubbish, household items collection, furniture collection, mattress collection, sofa
            collection,
            collect mattress, collect sofa, collect fridge, fridge collection, white goods collection,
            electrical item collection, appliance collection, unwanted furniture, unwanted household items,
            old furniture, old sofa, old mattress, old fridge, items too big for your bin,
            items that will not fit in your bin, heavy items"""
        ),
        "cy": listed(
            """casglu gwastraff swmpus, gwastraff swmpus, eitemau swmpus, casgliad swmpus, casglu eitemau
            mawr,
            eitemau mawr, casgliadau arbennig, casgliad arbennig, casglu dodrefn"""
        ),
    },
    actions={
        "en": listed(
            """book, order, request, arrange, ask for, pay for, collect, dispose of, get rid of, apply for,
            have
            collected, get collected, remove, pick up, uplift"""
        ),
        "cy": listed("archebu, archebwch, trefnu, trefnwch, gofyn am, gwneud cais am, cael gwared, casglu"),
    },
    topics=BINS,
    queries={
        "en": ("book bulky waste collection", "collect mattress", "large items", "get rid of old furniture"),
        "cy": ("archebu casgliad gwastraff swmpus", "casglu eitemau mawr", "gwastraff swmpus"),
    },
    misspelling="bulky wast colection",
    decoys=listed(
        """bulky waste policy, bulky waste at recycling centres, missed bulky waste collection,
        cancel bulky waste collection, change bulky waste booking, furniture reuse projects, furniture
        recycling,
        donate furniture, furniture packs, clinical waste collection, garden waste collection,
        asbestos collection, commercial bulky waste, trade waste, skip hire, skip permit, fly-tipping,
        dumped furniture, abandoned fridge, litter, bin collection day, missed bin, new bin, large family bin,
        larger bin, recycling centre, tip opening times, book a slot at the tip, street furniture,
        battery recycling, hazardous waste collection"""
    ),
    letters=("B", "F", "L", "M", "S"),
    summary="Whether a resident can book the collection of large items, and knows first what it costs.",
)

_REFUND = any_of(
    r"refund\w*|cancel\w*|(?:change|amend|rearrange|re-?book)\b[^.]{0,20} (?:booking|collection|date"
    r"|items)|ad-?dal\w*"
)


@question(
    "Are the prices told?",
    at="task",
    yes="The page tells the price: “{words}”",
    no="The page does not tell what a collection costs.",
    source=BC,
)
def price_stated(task: PageView) -> Verdict:
    """What it asks: whether the page tells what a collection costs, or that it is free.

    Why it matters: the price decides between the council, the tip and the man with a van.
    How to fix: put the prices into a short table before the start.
    """
    for passage, _ in fees(passages_on(task)):
        if not _REFUND.search(passage.text):
            return says(task, passage)
    free = told_free(passages_on(task), lambda text: bool(_COLLECTION.search(text)))
    return says(task, free.passage if free and free.strength >= 0.7 else None)


items_counted = shared.tells(
    "Does it say how many items a price or booking covers?",
    "how many items a price or booking covers",
    any_of(
        r"(?:up to|maximum of|max(?:imum)?|no more than|first|limit of|between)\b[^.]{0,20} (?:\d+|one"
        r"|two|three|four|five|six|eight|ten) (?:\w+ ){0,3}(?:items?|pieces|things|bags)",
        r"(?:\d+|one|two|three|four|five|six|eight|ten)(?: \w+){0,2} items?|(?:per|each|every|an"
        r"|additional|extra|single|further) (?:\w+ )?items?|counts? as (?:\w+ ){0,3}items?|items? (?:is"
        r"|are) counted|fesul eitem",
    ),
    matters="a suite of three may be one item or three; a crew leaves what is over",
    fix="say the number, and what counts as one item",
)


@question(
    "Is there a list of what is taken?",
    at="task",
    yes="The page tells what is taken: “{words}”",
    no="The page does not tell what is taken.",
    source=OWN,
)
def what_is_taken(task: PageView) -> Verdict:
    """What it asks: whether the page names items that are taken, such as beds, sofas, tables, fridges.

    Why it matters: a booking for something that is not taken is paid for in vain.
    How to fix: list the commonest items.
    """
    found = [
        one for one in passages_on(task) if _ITEM.search(one.text) and not words.NOT_TAKEN.search(one.full)
    ]
    named = {match.lower() for one in found for match in _ITEM.findall(one.text)}
    return says(task, found[0] if len(named) >= ITEMS_NAMED else None)


what_is_not_taken = shared.tells(
    "Does it say what is not taken?",
    "what is not taken",
    words.NOT_TAKEN,
    matters="what the crew leaves behind stays on the pavement",
    fix="list it, and say where it can go instead",
)


upholstery = shared.tells(
    "Is upholstered seating spoken of?",
    "how sofas and other upholstered seats are taken",
    any_of(
        r"upholster\w*|soft furnishings?|persistent organic|pops|sofas?|settees?|armchairs?|three[-"
        r" ]piece|clustogog"
    ),
    matters="they hold fire retardants and must be kept apart and dry; some councils take them apart",
    fix="say in one sentence what to do with them",
    source="Persistent Organic Pollutants Regulations 2007; Environment Agency, waste upholstered "
    "domestic seating",
)


concession = shared.tells(
    "Is a lower price or a free collection for some residents told?",
    "who pays less or nothing",
    any_of(
        r"concession\w*|discount\w*|reduced (?:rate|price|charge|cost|fee)|half price",
        r"(?:benefits?|universal credit|pension(?:er|ers)?|low incomes?|council tax (?:support|reduction)"
        r"|blue badge|over (?:60|65|66|70))",
        r"free (?:\w+ )?collections? (?:per|each|a|every|in)|(?:one|two|three|first) free|(?:entitled"
        r"|eligible) to|gostyngiad\w*",
    ),
    matters="those who cannot carry a bed to the tip are often those who cannot pay",
    fix="say who is entitled and what proof is asked for, or that the price is the same for all",
)


where_to_leave = shared.tells(
    "Does it say where and by when to put the items?",
    "where and by when to put the items",
    words.WHERE_TO_LEAVE,
    but_not=words.OTHER_PLACES,
    matters="crews do not come in; what is not there is not taken, and not refunded",
    fix="say the place and the hour, and that the pavement must stay free",
)


@question(
    "Does it say how soon the items are fetched?",
    at="task",
    yes="The page says how soon: “{words}”",
    no="The page does not say how soon the items are fetched.",
    source=OWN,
)
def lead_time(task: PageView) -> Verdict:
    """What it asks: whether the page says how long one waits for a collection, or shows the next free day.

    Why it matters: who moves out on Friday needs to know before paying.
    How to fix: show the next free day before the payment.
    """
    for one in passages_on(task):
        waits = [wait for wait in durations(one.text) if is_wait(wait)]
        others = _REFUND.search(one.text) or words.OF_THE_RESIDENT.search(one.text)
        if waits and _COLLECTION.search(one.full) and not others:
            return says(task, one)
    return told(task, words.SOON, but_not=_REFUND)


day_of_collection = shared.tells(
    "Can the day be chosen?",
    "how the day of the collection is set",
    any_of(
        r"(?:choose|select|pick|offer(?:ed)?|given|give you|tell you|confirm\w*|advise\w*|agree"
        r"|convenient|preferred)\b[^.]{0,30} (?:dates?|day|slot)",
        r"(?:collect\w*|collections?)\b[^.]{0,40} (?:on (?:mon|tues|wednes|thurs|fri|satur)days?|same day"
        r" as)|available (?:dates|slots|days)|dewis (?:dyddiad|diwrnod)",
    ),
    matters="somebody must carry the items out on that day",
    fix="say it before the start",
)


cancel_or_refund = shared.tells(
    "Are cancelling and refunds explained?",
    "until when a booking can be cancelled or changed, or what is paid back",
    _REFUND,
    matters="plans change, and a neighbour may take the sofa after all",
    fix="say until when, how, and how much",
)


@question(
    "Can the items be chosen from a list?",
    at="form",
    yes="The items can be chosen: “{words}”.",
    no="The form has no list of items to choose from.",
    source=OWN,
)
def item_picker(form: PageView) -> Verdict:
    """What it asks: whether the form lists items to choose from.

    Why it matters: a list shows the price and what is taken at the same time.
    How to fix: offer the list of items with their number, and the sum below it.
    """
    return asked(form, choice(form, _ITEM, 2))


address_lookup = shared.address_lookup()


reuse_linked = shared.links_to(
    "Is giving things away for reuse linked?",
    "charities or projects that take usable things",
    words.REUSE,
    matters="somebody may need the bed, and fetch it for nothing",
    fix="link to local reuse organisations before the booking",
    source=shared.BC,
)


tip_linked = shared.links_to(
    "Is the tip linked?",
    "the recycling centre",
    words.TIP,
    matters="who has a car may spare the price and the wait",
    fix="link to it beside the booking",
)


retailer_take_back = shared.tells(
    "Are shops that take old appliances back mentioned?",
    "that shops take old appliances or furniture back",
    any_of(
        r"(?:retailers?|shops?|stores?|suppliers?|sellers?|manufacturers?|company)\b[^.]{0,60} (?:take"
        r"|collect|remove|accept|dispose|recycle)",
        r"(?:buy|bought|buying|purchas\w+|new (?:one|item|appliance|sofa|fridge))\b[^.]{0,80} (?:old|take"
        r"|collect|remove)|take[- ]back",
    ),
    matters="it is often free, and the van is at the door anyway",
    fix="say it in one sentence",
    source="Waste Electrical and Electronic Equipment Regulations 2013",
)


help_to_carry = shared.tells(
    "Is help for those who cannot carry items out told?",
    "what those can do who cannot bring items outside",
    words.HELP_TO_CARRY,
    but_not=words.WILL_NOT_COME_IN,
    matters="a frail resident with a broken bed has nobody else to ask",
    fix="say what the crew can do, and how to ask for it",
    source="Equality Act 2010, section 20",
)


licensed_carriers = shared.tells(
    "Is a warning against unlicensed carriers given?",
    "that one must check who takes waste away",
    any_of(
        r"(?:licen[cs]e|registration|permit)\b[^.]{0,60} (?:anyone|anybody|whoever|man|van|carrier"
        r"|someone|takes?|private)|(?:dumped|tipped)\b[^.]{0,60} (?:traced|fined?|blame|prosecut\w+)",
        r"fly[- ]?tip\w*|(?:licen[cs]ed|registered|unlicensed) (?:waste )?carriers?|waste carriers?|duty"
        r" of care",
    ),
    matters="a cheap van may tip it in a lane, and the household is answerable",
    fix="say how to check for a licence",
    source="Environmental Protection Act 1990, section 34(2A)",
)


confirmation = shared.tells(
    "Is a confirmation or reminder promised?",
    "that a booking is confirmed or a reminder sent",
    words.CONFIRMATION,
    but_not=words.CONFIRM_YOURSELF,
    matters="without it residents ring to ask whether the crew will come",
    fix="send the day, the items and the reference by e-mail or text",
)


ITEMS_NAMED = 2
_COLLECTION = any_of(r"collect\w*|uplift\w*|bulky|items?|book\w*|furniture|pick(?:ed)? up|casgl\w+|swmpus")
_ITEM = any_of(
    r"mattress(?:es)?|beds?|sofas?|settees?|armchairs?|chairs?|tables?|wardrobes?|cabinets?|cupboards?"
    r"|chests? of drawers",
    r"carpets?|fridges?|freezers?|cookers?|washing machines?|tumble dryers?|dishwashers?|televisions?"
    r"|tvs?|bicycles?|lawnmowers?|desks?|bookcases?|sideboards?|matresi|gwely|soffa|oergell",
)
