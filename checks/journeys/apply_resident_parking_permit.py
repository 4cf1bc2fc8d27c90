"""Apply for a resident parking permit: get leave to park in a controlled zone near home."""

from __future__ import annotations

from checks import permit_words as words
from checks import shared_questions as shared
from checks.asking import TOLD, linked, one_of, says
from checks.model import Applies, CouncilType, Journey, Verdict
from checks.passages import passages_on
from checks.reading_time import durations
from checks.registry import question
from checks.shared_answers import file_asked
from checks.shared_phrases import DISTRICT_TIER, listed
from checks.shared_questions import BC, OWN
from checks.verdicts import unsure, yes
from checks.views import PageView
from checks.wording import FILE_NOTE, any_of, fees, first, next_steps, told_free

JOURNEY = Journey(
    id="apply-resident-parking-permit",
    title="Apply for a resident parking permit",
    task="Get a permit to park near home",
    lgsl=(474,),
    lgil=(0, 1, 8),
    # In two-tier areas either council may run it by agreement: the district is asked first.
    runs={**DISTRICT_TIER, CouncilType.NORTHERN_IRELAND_DISTRICT: Applies.NO},
    objects={
        "en": listed(
            """resident parking permit, residents' parking permit, residential parking permit,
            residents' permit, resident permit, residents' parking, residents' parking scheme,
            resident virtual permit, household parking permit, permit to park near your home,
            permit to park outside your home, permit to park in your street, parking near your home,
            parking outside your home, parking on your street, parking in residents' zones,
            parking permit, residents' parking zone permit, residents' bay permit,
            on-street parking permit, controlled parking zone permit"""
        ),
        "cy": listed(
            """trwydded barcio i breswylwyr, trwydded barcio preswylwyr, trwydded parcio preswylwyr,
            trwydded preswylydd, trwyddedau parcio, hawlen barcio i breswylwyr,
            hawlen barcio preswylwyr, parcio i breswylwyr, parcio i drigolion, trwydded barcio trigolion"""
        ),
    },
    actions={
        "en": listed("apply for, apply, get, buy, order, request, purchase, obtain, make an application"),
        "cy": ("gwneud cais", "gwnewch gais", "ymgeisio", "ymgeisiwch", "cais am", "prynu", "cael"),
    },
    topics={
        "en": listed(
            """parking, parking permits, permits, parking zones, controlled parking zones,
            parking and travel, roads and parking, roads travel and parking, transport and streets,
            streets parking and transport, car parks, travel and transport, on-street parking,
            apply for it, apply, licences and permits"""
        ),
        "cy": listed(
            """parcio, trwyddedau, ffyrdd a pharcio, parcio a theithio, trafnidiaeth a strydoedd,
            teithio ffyrdd a pharcio, gwneud cais"""
        ),
    },
    queries={
        "en": listed(
            """apply for resident parking permit, residents parking permit,
            permit to park outside my house, parking permit"""
        ),
        "cy": ("gwneud cais am drwydded barcio i breswylwyr", "trwydded parcio", "parcio preswylwyr"),
    },
    misspelling="resident parking permitt",
    decoys=listed(
        """visitor parking permit, visitor vouchers, business parking permit, trade parking permit,
        tradesperson permit, contractor permit, staff parking permit, carer parking permit,
        healthcare worker permit, hotel permit, landlord permit, car park season ticket, season ticket,
        blue badge, disabled parking bay, parking fine, penalty charge notice, suspend a parking bay,
        parking suspension, parking dispensation, skip permit, recycling centre permit, tip permit,
        van permit for recycling centre, residents' parking consultation,
        request a new residents' parking scheme, parking strategy, renew your permit,
        cancel your permit, permit terms and conditions, report permit misuse, planning permission,
        electric vehicle charging, workplace parking, school parking"""
    ),
    letters=("P", "R"),
    summary="Whether a resident can get a permit to park near home, what it costs and how long it takes.",
)


@question(
    "Can the parking zone be looked up by street or postcode, or on a map?",
    at="task",
    yes="The zone can be looked up: “{words}”.",
    no="The page offers no look-up of the zone.",
    source=BC,
)
def zone_lookup(task: PageView) -> Verdict:
    """What it asks: whether the page has, or links to, a look-up, a list or a map of the zones.

    Why it matters: a resident who is in no zone needs no permit and can get none.
    How to fix: offer a look-up by postcode at the top of the page.
    """
    field = one_of(task.fields, "postcode", "address")
    if field is not None:
        return yes(task.spot(field), words=field.label)
    return linked(task, _ZONE_LOOKUP)


@question(
    "Is the price of the permit stated?",
    at="task",
    yes="The page states the price: “{words}”",
    no="The page does not state the price of the permit.",
    source=OWN,
)
def price_stated(task: PageView) -> Verdict:
    """What it asks: whether the page states what a resident's permit costs, or that it is free.

    Why it matters: prices differ widely from council to council.
    How to fix: show a table: permit, length, price.
    """
    passages = passages_on(task)
    paid = [one for one, _ in fees(passages)]
    mine = [one for one in paid if _PERMIT.search(one.full) and not _OTHER_PERMIT.search(one.full)]
    if mine:
        return says(task, mine[0])
    free = told_free(passages, lambda text: bool(_PERMIT.search(text)))
    if free and free.strength >= TOLD - 0.1:
        return says(task, free.passage, free.strength)
    if paid:
        return unsure(
            "The page states prices; whether of this permit could not be told.", task.spot(paid[0].element)
        )
    return says(task, None)


price_by_vehicle = shared.tells(
    "Is a surcharge for emissions or a second car explained?",
    "whether emissions or a second car change the price",
    any_of(
        r"emissions?|co2|carbon|engine (?:size|capacity)|\d+ ?cc|diesel|electric|fuel type|surcharge|euro \d",
        r"(?:second|third|2nd|3rd|additional|extra|subsequent|each further) (?:\w+ ){0,2}(?:permits?"
        r"|vehicles?|cars?)",
    ),
    yes="The page explains what makes the price differ: “{words}”",
    no="The page does not say whether emissions or a second car change the price.",
    asks="whether the page says that the price depends on emissions, engine or number of cars",
    matters="the difference can be large",
    fix="say what the price depends on, and how to look it up",
)


documents_listed = shared.tells(
    "Are the documents to prove address and vehicle listed?",
    "the documents that are needed",
    any_of(
        r"proof of (?:address|residen\w+|your|where you live|ownership|vehicle|identity)|utility bills?"
        r"|council tax (?:bill|statement)",
        r"tenancy agreement|bank statement|v5c?|(?:vehicle )?(?:registration (?:document|certificate)"
        r"|log ?book)|insurance (?:certificate|document|schedule)",
        r"driving licen[cs]e|mortgage statement|prawf o gyfeiriad",
    ),
    yes="The page lists documents: “{words}”",
    no="The page does not list the documents that are needed.",
    asks="whether the page names documents accepted as proof of the address or of the vehicle",
    matters="the wrong document holds up an application",
    fix="list the documents accepted, for owners, tenants and company cars",
    source=BC,
)


@question(
    "Are the formats and the size of uploads told?",
    at="task",
    yes="The page tells formats or size: “{words}”",
    no="The page does not tell formats or size of uploads.",
    source=OWN,
)
def upload_formats(task: PageView) -> Verdict:
    """What it asks: whether the page says which files are taken and how large they may be, or that
    photographs will do.

    Why it matters: an upload that fails at the last step loses the whole application.
    How to fix: say which formats and what size, and take photographs from a phone.
    """
    found = next((one for one in passages_on(task) if _FORMATS.search(FILE_NOTE.sub(" ", one.text))), None)
    return says(task, found)


@question(
    "Is the time to decide stated?",
    at="task",
    yes="The page states how long it takes: “{words}”",
    no="The page does not state how long it takes.",
    source=BC,
)
def time_to_decide(task: PageView) -> Verdict:
    """What it asks: whether the page says within what time a permit is issued, or that it is at once.

    Why it matters: until then the car has nowhere to stand.
    How to fix: state the time in working days.
    """
    passages = passages_on(task)
    signs = [sign for sign in next_steps(passages, task.as_of) if sign.strength >= TOLD]
    timed = next((sign.passage for sign in signs if durations(sign.passage.text)), None)
    at_once = [one for one in passages if not words.TELL_US.search(one.text)]
    return says(task, timed or first(at_once, _AT_ONCE))


paper_or_virtual = shared.tells(
    "Does it say whether the permit is paper or virtual?",
    "whether the permit is paper or virtual",
    any_of(
        r"virtual|paperless|digital permit|electronic permit|e-?permit|no (?:paper|physical) permit"
        r"|(?:paper|physical) (?:permit|copy)",
        r"(?:display\w*|stick\w*|place)\b[^.]{0,40} (?:windscreen|permit|dashboard|vehicle)|(?:sent|posted"
        r"|delivered) (?:to you |out )?by post|permit (?:will be|is) (?:sent|posted)",
        r"windscreen",
    ),
    yes="The page says what kind of permit it is: “{words}”",
    no="The page does not say whether the permit is paper or virtual.",
    asks="whether the page says that the permit is virtual, or how it arrives and is displayed",
    matters="who waits for a paper that never comes leaves the car unmoved, or rings",
    fix="say it in one sentence",
    source=BC,
)


cover_while_waiting = shared.tells(
    "Does it say what to do while waiting for the permit?",
    "what to do while waiting",
    words.COVER,
    yes="The page says what to do meanwhile: “{words}”",
    no="The page does not say what to do while waiting.",
    asks="whether the page tells of temporary cover, or where to park until the permit is valid",
    matters="people who move house need a permit on the first day",
    fix="offer temporary cover, or say plainly where to park",
    source=BC,
)


visitor_permits_linked = shared.links_to(
    "Are visitor permits linked?",
    "visitor permits",
    any_of(r"visitors?'?s?|guest permits?|scratch ?cards?|ymwelwyr"),
    asks="whether the page links to permits or vouchers for visitors",
    matters="it is the next thing a resident of a zone needs",
    fix="link to it beside the resident's permit",
    source=BC,
)


renewal = shared.tells(
    "Is renewing covered?",
    "how to renew a permit",
    any_of(r"renew\w*|reminders?|expir\w+|adnewydd\w*"),
    yes="The page covers renewing: “{words}”",
    no="The page does not say how to renew a permit.",
    asks="whether the page says how to renew, or that a reminder is sent",
    matters="a permit that has run out is fined on the same day",
    fix="link to renewing and promise a reminder",
)


change_of_vehicle = shared.tells(
    "Is a change of vehicle or address covered?",
    "what to do on a change of vehicle or address",
    any_of(
        r"(?:chang\w+|updat\w+|amend\w*|transfer\w*|new|swap\w*|different)\b[^.]{0,40} (?:vehicles?|cars?"
        r"|address|registration)",
        r"(?:sold|sell|replace\w*)\b[^.]{0,30} (?:vehicle|car)|(?:move|moving|moved) (?:house|home|address)"
        r"|courtesy car|newid cerbyd",
    ),
    yes="The page covers a change of vehicle or address: “{words}”",
    no="The page does not say what to do on a change of vehicle or address.",
    asks="whether the page says how to put another vehicle or address on the permit",
    matters="a permit for the car sold protects nobody",
    fix="link to the change, and say what it costs",
)


lost_or_refunded = shared.tells(
    "Is a lost permit or a refund covered?",
    "of lost permits or of refunds",
    any_of(
        r"(?:lost|stolen|damaged|missing|replacement)\b[^.]{0,30} (?:permits?|it)"
        r"|permits?\b[^.]{0,40} (?:lost|stolen|damaged)|refund\w*|no longer need\w*",
        r"surrender\w*|cancel\w* (?:your|the|a) permit|ad-?daliad",
    ),
    yes="The page covers lost permits or refunds: “{words}”",
    no="The page speaks neither of lost permits nor of refunds.",
    asks="whether the page says what to do with a lost, stolen or no longer needed permit",
    matters="who moves away has paid for months not used",
    fix="say it in two sentences",
)


company_cars = shared.tells(
    "Are company, hire and foreign cars covered?",
    "of company, hire or foreign cars",
    words.COMPANY_CARS,
    but_not=words.THE_COUNCILS_LEASE,
    yes="The page covers such cars: “{words}”",
    no="The page does not speak of company, hire or foreign cars.",
    asks="whether the page says what is asked for a car that is not the resident's own",
    matters="their keepers have no log book to show",
    fix="list the papers accepted instead",
)


limits_stated = shared.tells(
    "Are limits and exclusions stated?",
    "how many permits a household may have or who can have none",
    words.LIMITS,
    yes="The page states a limit: “{words}”",
    no="The page states neither how many permits a household may have nor who can have none.",
    asks="whether the page says how many permits a household may have, and which homes have none",
    matters="tenants of car-free developments often learn it after they have moved in",
    fix="state the limit and list the addresses left out",
)


ways_to_pay = shared.tells(
    "Are the ways to pay told before the start?",
    "how the permit is paid for",
    any_of(
        r"(?:debit|credit|bank|payment) (?:or (?:credit|debit) )?cards?(?! statements?)|(?:pay|payment|paid"
        r"|payable)\b[^.]{0,30} (?:by|with|using|online|card|cheque|direct debit|cash|phone)",
        r"direct debit|paypal|apple pay|google pay|cheques?",
    ),
    yes="The page tells how to pay: “{words}”",
    asks="whether the page says by what means a permit can be paid for",
    matters="who has no card needs to know before the last step",
    fix="name the cards and other means accepted",
)


@question(
    "Can documents be uploaded?",
    at="form",
    yes="Documents can be uploaded: “{words}”.",
    no="The form takes no documents.",
    source=OWN,
)
def upload(form: PageView) -> Verdict:
    """What it asks: whether the form takes files.

    Why it matters: papers sent by post take days and get lost.
    How to fix: take photographs of documents in the form.
    """
    return file_asked(form)


_ZONE_LOOKUP = any_of(
    r"(?:find|check|look up|search|see|view)\b[^.]{0,50} (?:zones?|streets?|address|postcode|eligib\w+"
    r"|permit area)",
    r"(?:zones?|parking|street)\b[^.]{0,20} (?:maps?|finder|checker|list|look ?up|search)|(?:map"
    r"|list) of\b[^.]{0,40} (?:zones?|streets|roads|schemes?)",
    r"(?:is|am) (?:my|i)\b[^.]{0,40} zone|which zone|parthau",
)
_PERMIT = any_of(r"resident\w*|permits?|household|trwydded\w*")
_OTHER_PERMIT = any_of(
    r"visitors?|business\w*|trade\w*|carers?|staff|season tickets?|contractor\w*|hotel|landlord|skip"
    r"|suspension|vouchers?|ymwelwyr"
)
_FORMATS = any_of(
    r"(?:pdf|jpe?g|png|gif|tiff?|bmp|docx?)(?:,| or| and|/)|\d+ ?(?:mb|megabytes?|kb)|(?:file"
    r"|document) (?:size|formats?|types?)",
    r"(?:scan\w*|photo\w*|picture|image|copy|copies|screenshot)\b[^.]{0,40} (?:of (?:your|the|each)"
    r"|upload\w*|attach\w*|accept\w*)",
)
_AT_ONCE = any_of(
    r"(?:approved|issued|granted|ready|yours|sent) (?:on )?the same day|(?:immediately|instantly|straight "
    r"?away|right away|at once|instant)\b|(?:valid|active|start\w*"
    r"|issued) (?:from|on) the (?:same|next)"
)
