"""Order a bulky waste collection: have furniture or appliances fetched from home."""

from __future__ import annotations

from checks import shared_questions as shared
from checks.asking import asked, choice, linked, says, told
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


@question(
    "Does it say how many items a price or booking covers?",
    at="task",
    yes="The page says how many items: “{words}”",
    no="The page does not say how many items a price or booking covers.",
    source=OWN,
)
def items_counted(task: PageView) -> Verdict:
    """What it asks: whether the page says how many items may be booked at once, or are in a price.

    Why it matters: a suite of three may be one item or three; a crew leaves what is over.
    How to fix: say the number, and what counts as one item.
    """
    return told(
        task,
        any_of(
            r"(?:up to|maximum of|max(?:imum)?|no more than|first|limit of|between)\b[^.]{0,20}"
            r" (?:\d+|one|two|three|four|five|six|eight|ten) (?:\w+ ){0,3}(?:items?|pieces|things|bags)",
            r"(?:\d+|one|two|three|four|five|six|eight|ten)(?: \w+){0,2} items?|(?:per|each|every|an"
            r"|additional|extra"
            r"|single|further) (?:\w+ )?items?|counts? as (?:\w+ ){0,3}items?|items? (?:is|are) counted"
            r"|fesul eitem",
        ),
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
    found = [one for one in passages_on(task) if _ITEM.search(one.text) and not _REFUSED.search(one.full)]
    named = {match.lower() for one in found for match in _ITEM.findall(one.text)}
    return says(task, found[0] if len(named) >= ITEMS_NAMED else None)


@question(
    "Does it say what is not taken?",
    at="task",
    yes="The page says what is not taken: “{words}”",
    no="The page does not say what is not taken.",
    source=OWN,
)
def what_is_not_taken(task: PageView) -> Verdict:
    """What it asks: whether the page names what the crew does not take: rubble, gas bottles, garden waste ...

    Why it matters: what the crew leaves behind stays on the pavement.
    How to fix: list it, and say where it can go instead.
    """
    return told(task, _REFUSED)


@question(
    "Is upholstered seating spoken of?",
    at="task",
    yes="The page speaks of upholstered seats: “{words}”",
    no="The page does not speak of upholstered seats.",
    source="Persistent Organic Pollutants Regulations 2007; Environment Agency guidance on waste upholstered "
    "domestic seating",
)
def upholstery(task: PageView) -> Verdict:
    """What it asks: whether the page says how sofas, armchairs and other upholstered seats are taken.

    Why it matters: they hold fire retardants and must be kept apart and dry; some councils take them apart.
    How to fix: say in one sentence what to do with them.
    """
    return told(
        task,
        any_of(
            r"upholster\w*|soft furnishings?|persistent organic|pops|sofas?|settees?|armchairs?"
            r"|three[- ]piece|clustogog"
        ),
    )


@question(
    "Is a lower price or a free collection for some residents told?",
    at="task",
    yes="The page tells of a concession: “{words}”",
    no="The page tells of no concession, nor that there is none.",
    source=OWN,
)
def concession(task: PageView) -> Verdict:
    """What it asks: whether the page says who pays less or nothing, or that nobody does.

    Why it matters: those who cannot carry a bed to the tip are often those who cannot pay.
    How to fix: say who is entitled and what proof is asked for, or that the price is the same for all.
    """
    return told(
        task,
        any_of(
            r"concession\w*|discount\w*|reduced (?:rate|price|charge|cost|fee)|half price",
            r"(?:benefits?|universal credit|pension(?:er|ers)?|low incomes?|council tax (?:support"
            r"|reduction)|blue badge"
            r"|over (?:60|65|66|70))",
            r"free (?:\w+ )?collections? (?:per|each|a|every|in)|(?:one|two|three|first) free|(?:entitled"
            r"|eligible) to"
            r"|gostyngiad\w*",
        ),
    )


@question(
    "Does it say where and by when to put the items?",
    at="task",
    yes="The page says where to put the items: “{words}”",
    no="The page does not say where and by when to put the items.",
    source=OWN,
)
def where_to_leave(task: PageView) -> Verdict:
    """What it asks: whether the page says where the items must stand, and by what hour of the day.

    Why it matters: crews do not come in; what is not there is not taken, and not refunded.
    How to fix: say the place and the hour, and that the pavement must stay free.
    """
    return told(
        task,
        any_of(
            r"(?:leave|left|place|placed|put|present|presented|available|ready|move|moved)\b[^.]{0,60}"
            r" (?:outside|kerb ?side|front (?:garden|of)|ground floor|boundary|by \d|before \d|driveway"
            r"|pavement"
            r"|accessible|night before|edge)",
            r"(?:will not|won't|cannot|can't|do not|don't|unable to) (?:\w+ )?(?:enter|come in(?:to|side)"
            r"|go into"
            r"|collect (?:\w+ ){0,3}from inside)|from inside (?:your|the)|y tu allan",
        ),
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
        if waits and _COLLECTION.search(one.full) and not _REFUND.search(one.text):
            return says(task, one)
    return told(task, any_of(r"next (?:available|free|collection) (?:\w+ )?(?:date|day|slot)s?"))


@question(
    "Can the day be chosen?",
    at="task",
    yes="The page says that the day is chosen or given: “{words}”",
    no="The page does not say how the day of the collection is set.",
    source=OWN,
)
def day_of_collection(task: PageView) -> Verdict:
    """What it asks: whether the page says that one chooses a day, or is given one.

    Why it matters: somebody must carry the items out on that day.
    How to fix: say it before the start.
    """
    return told(
        task,
        any_of(
            r"(?:choose|select|pick|offer(?:ed)?|given|give you|tell you|confirm\w*|advise\w*|agree"
            r"|convenient|preferred)"
            r"\b[^.]{0,30} (?:dates?|day|slot)",
            r"(?:collect\w*|collections?)\b[^.]{0,40} (?:on (?:mon|tues|wednes|thurs|fri|satur)days?"
            r"|same day as)"
            r"|available (?:dates|slots|days)|dewis (?:dyddiad|diwrnod)",
        ),
    )


@question(
    "Are cancelling and refunds explained?",
    at="task",
    yes="The page explains cancelling or refunds: “{words}”",
    no="The page does not speak of cancelling or refunds.",
    source=OWN,
)
def cancel_or_refund(task: PageView) -> Verdict:
    """What it asks: whether the page says until when a booking can be cancelled or changed, and what is paid
    back.

    Why it matters: plans change, and a neighbour may take the sofa after all.
    How to fix: say until when, how, and how much.
    """
    return told(task, _REFUND)


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


@question(
    "Is giving things away for reuse linked?",
    at="task",
    yes="The page links to a way to reuse: “{words}”.",
    no="The page links to no way to give things away.",
    source=BC,
)
def reuse_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to charities or projects that take usable furniture and
    appliances.

    Why it matters: somebody may need the bed, and fetch it for nothing.
    How to fix: link to local reuse organisations before the booking.
    """
    return linked(
        task,
        any_of(
            r"re-?use\w*|charit\w+|donat\w+|furniture (?:project|bank|recycling|shop|scheme|re-?cycl\w*)"
            r"|freecycle|freegle"
            r"|give (?:\w+ )?away|second[- ]hand|heart foundation|emmaus|elusen\w*|ailddefnyddio"
        ),
    )


@question(
    "Is the tip linked?",
    at="task",
    yes="The page links to the tip: “{words}”.",
    no="The page does not link to the tip.",
    source=OWN,
)
def tip_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to the recycling centre where items can be taken for nothing.

    Why it matters: who has a car may spare the price and the wait.
    How to fix: link to it beside the booking.
    """
    return linked(
        task,
        any_of(
            r"tips?|recycling (?:cent\w+|park|site)s?|household waste|waste (?:and recycling )?(?:site"
            r"|cent\w+)"
            r"|civic amenity|hwrcs?|canolfan\w* ailgylchu",
        ),
    )


@question(
    "Are shops that take old appliances back mentioned?",
    at="task",
    yes="The page mentions shops that take appliances back: “{words}”",
    no="The page does not mention that shops take old appliances back.",
    source="Waste Electrical and Electronic Equipment Regulations 2013",
)
def retailer_take_back(task: PageView) -> Verdict:
    """What it asks: whether the page says that the shop which brings a new appliance or sofa may take the
    old one.

    Why it matters: it is often free, and the van is at the door anyway.
    How to fix: say it in one sentence.
    """
    return told(
        task,
        any_of(
            r"(?:retailers?|shops?|stores?|suppliers?|sellers?|manufacturers?|company)\b[^.]{0,60} (?:take"
            r"|collect|remove"
            r"|accept|dispose|recycle)",
            r"(?:buy|bought|buying|purchas\w+|new (?:one|item|appliance|sofa|fridge))\b[^.]{0,80} (?:old"
            r"|take|collect|remove)"
            r"|take[- ]back",
        ),
    )


@question(
    "Is help for those who cannot carry items out told?",
    at="task",
    yes="The page tells of help: “{words}”",
    no="The page tells of no help for those who cannot carry items out.",
    source="Equality Act 2010, section 20",
)
def help_to_carry(task: PageView) -> Verdict:
    """What it asks: whether the page says what those can do who cannot bring items outside.

    Why it matters: a frail resident with a broken bed has nobody else to ask.
    How to fix: say what the crew can do, and how to ask for it.
    """
    return told(
        task,
        any_of(
            r"(?:disab\w+|elderly|frail|infirm|assist\w+|mobility|unable to (?:move|carry|lift|bring)"
            r"|help (?:with )?"
            r"(?:moving|carrying|lifting|to move)|cannot (?:move|carry|lift|bring)|can't (?:move|carry"
            r"|lift|bring))",
            r"anabl\w*|cymorth i symud",
        ),
    )


@question(
    "Is a warning against unlicensed carriers given?",
    at="task",
    yes="The page warns: “{words}”",
    no="The page does not warn against unlicensed carriers.",
    source="Environmental Protection Act 1990, section 34(2A)",
)
def licensed_carriers(task: PageView) -> Verdict:
    """What it asks: whether the page says that a household must check who takes its waste away.

    Why it matters: a cheap van may tip it in a lane, and the household is answerable.
    How to fix: say how to check for a licence.
    """
    return told(
        task,
        any_of(
            r"fly[- ]?tip\w*|(?:licen[cs]ed|registered|unlicensed) (?:waste )?carriers?|waste carriers?"
            r"|duty of care"
        ),
    )


@question(
    "Is a confirmation or reminder promised?",
    at="task",
    yes="The page promises a confirmation: “{words}”",
    no="The page promises neither a confirmation nor a reminder.",
    source=OWN,
)
def confirmation(task: PageView) -> Verdict:
    """What it asks: whether the page promises a confirmation, a reference or a reminder of the booking.

    Why it matters: without it residents ring to ask whether the crew will come.
    How to fix: send the day, the items and the reference by e-mail or text.
    """
    return told(
        task,
        any_of(
            r"confirm\w*\b[^.]{0,40} (?:e-?mail|text|letter|booking|date|collection|by)|reminders?"
            r"|remind you",
            r"(?:booking|reference|order) (?:number|reference|confirmation)|cadarnha\w+",
        ),
    )


ITEMS_NAMED = 2
_COLLECTION = any_of(r"collect\w*|uplift\w*|bulky|items?|book\w*|furniture|pick(?:ed)? up|casgl\w+|swmpus")
_REFUND = any_of(
    r"refund\w*|cancel\w*|(?:change|amend|rearrange|re-?book)\b[^.]{0,20} (?:booking|collection|date"
    r"|items)|ad-?dal\w*"
)
_ITEM = any_of(
    r"mattress(?:es)?|beds?|sofas?|settees?|armchairs?|chairs?|tables?|wardrobes?|cabinets?|cupboards?"
    r"|chests? of drawers",
    r"carpets?|fridges?|freezers?|cookers?|washing machines?|tumble dryers?|dishwashers?|televisions?|tvs?"
    r"|bicycles?"
    r"|lawnmowers?|desks?|bookcases?|sideboards?|matresi|gwely|soffa|oergell",
)
_REFUSED = any_of(
    r"(?:do not|don't|cannot|can't|won't|will not|unable to|not able to|never) (?:\w+ ){0,2}(?:take"
    r"|collect|accept|remove"
    r"|pick up)",
    r"(?:not (?:be )?(?:taken|collected|accepted|included|suitable|allowed)|items? (?:excluded|we exclude)"
    r"|exclu(?:des?|ding)"
    r"|except for|what we (?:don't|do not|can't|cannot)[^.]{0,20})|ni (?:allwn|fyddwn)[^.]{0,20} gasglu",
)
