"""Report an abandoned vehicle: tell the council about a car that nobody seems to own."""

from __future__ import annotations

from checks import shared_questions as shared
from checks.asking import asked, one_of
from checks.model import Journey, Verdict
from checks.registry import question
from checks.shared_phrases import DISTRICT_TIER, REPORT, listed
from checks.shared_questions import OWN
from checks.views import PageView
from checks.wording import any_of

JOURNEY = Journey(
    id="report-abandoned-vehicle",
    title="Report an abandoned vehicle",
    task="Tell the council about a vehicle that seems to be abandoned",
    lgsl=(372,),
    lgil=(17, 0, 8),
    runs=DISTRICT_TIER,
    objects={
        "en": listed(
            """abandoned vehicle, abandoned vehicles, abandoned car, abandoned cars, abandoned van, abandoned
            motorbike,
            abandoned caravan, abandoned or nuisance vehicle, abandoned and untaxed vehicles, dumped car,
            dumped vehicle,
            dumped caravan, burnt out car, burnt-out vehicle, deserted car, discarded vehicle, unwanted
            vehicle left,
            vehicle left in the street, car left in my street, car left on the road,
            nuisance vehicle, derelict car, wrecked car"""
        ),
        "cy": listed(
            """cerbyd wedi'i adael, cerbydau wedi'u gadael, cerbyd gadawedig, cerbydau gadawedig, car wedi'i
            adael,
            ceir wedi'u gadael, car wedi'i ddympio, cerbyd segur"""
        ),
    },
    actions={
        "en": (*REPORT["en"], *listed("get removed, ask us to remove, request removal, have removed")),
        "cy": REPORT["cy"],
    },
    topics={
        "en": listed(
            """streets, roads and parking, parking, roads and highways, environment, environmental health,
            street problems, street care, street cleaning, environmental problems, environmental crime,
            envirocrime,
            antisocial behaviour, community safety, neighbourhood problems, report it, report a problem,
            pollution, cars and vehicles, transport and streets, clean streets"""
        ),
        "cy": listed(
            "ffyrdd a pharcio, parcio, yr amgylchedd, strydoedd, adrodd am broblem, troseddau amgylcheddol"
        ),
    },
    queries={
        "en": ("report abandoned vehicle", "abandoned car", "dumped car", "untaxed car in my street"),
        "cy": ("rhoi gwybod am gerbyd wedi'i adael", "car wedi'i adael", "cerbydau gadawedig"),
    },
    misspelling="report abandonned car",
    decoys=listed(
        """abandoned trolley, abandoned shopping trolley, abandoned bicycle, abandoned property, abandoned
        building,
        abandoned rubbish, abandoned waste, fly-tipping, dumped rubbish, scrap car collection, scrap metal
        dealer,
        scrap metal licence, illegal parking, illegally parked car, parking enforcement, blocked driveway,
        vehicle crossover, dropped kerb, parking fine, penalty charge notice, vehicles for sale on the road,
        vehicle repairs on the street, idling vehicles, taxi licensing, hackney carriage vehicle,
        private hire vehicle licence, electric vehicle charging, vehicle access crossing, heavy goods vehicle,
        untaxed vehicle, untaxed car, stolen vehicle, removed vehicles policy, abandoned vehicle policy,
        abandoned vehicle statistics,
        car parks, resident parking permit, pothole, street light"""
    ),
    letters=("A", "V", "C", "R"),
    summary="Whether a resident can report a vehicle with its number, and learns what counts as abandoned.",
)

map_to_mark = shared.map_to_mark("the vehicle")
place_search = shared.place_search("the vehicle")
own_location = shared.own_location("the vehicle")
place_in_words = shared.place_in_words("the vehicle")
photo = shared.photo("the vehicle")


@question(
    "Is the number plate asked?",
    at="form",
    yes="The form asks for “{words}”.",
    no="The form does not ask for the number plate.",
    source=OWN,
)
def number_plate(form: PageView) -> Verdict:
    """What it asks: whether a field takes the vehicle's registration number.

    Why it matters: with it the keeper is found in a minute.
    How to fix: ask for it, and let it be left out where the plates are gone.
    """
    return asked(form, one_of(form.fields, "registration"))


@question(
    "Are make, model or colour asked?",
    at="form",
    yes="The form asks for “{words}”.",
    no="The form does not ask what the vehicle looks like.",
    source=OWN,
)
def looks(form: PageView) -> Verdict:
    """What it asks: whether the form asks for make, model or colour.

    Why it matters: plates are often gone or false.
    How to fix: ask for the colour and the make in two short fields.
    """
    return asked(form, next((one for one in form.fields if _LOOKS.search(f"{one.label} {one.group}")), None))


@question(
    "Is it asked how long the vehicle has stood there?",
    at="form",
    yes="The form asks how long: “{words}”.",
    no="The form does not ask how long the vehicle has stood there.",
    source=OWN,
)
def how_long(form: PageView) -> Verdict:
    """What it asks: whether the form asks since when or how long the vehicle has stood.

    Why it matters: a week and a year are different cases.
    How to fix: offer spans to choose from.
    """
    return asked(
        form, next((one for one in form.fields if _HOW_LONG.search(f"{one.label} {one.group}")), None)
    )


anonymous = shared.anonymous("who reports a neighbour's car fears for the peace of the street")
updates_optional = shared.updates_optional()
few_required = shared.few_required()
removal_time = shared.time_stated("looked at or removed")
reference_promised = shared.reference_promised("the vehicle is gone")
danger_number = shared.danger_number("a vehicle")

what_counts = shared.tells(
    "Does it say what counts as abandoned?",
    "what counts as abandoned",
    any_of(
        r"(?:(?:is|been|not|un-?)\s?tax\w*|tax(?:ed)? (?:disc|status)|no (?:tax|keeper|number plates?|mot)"
        r"|(?:flat|missing) (?:tyres?|wheels?)"
        r"|burn(?:t|ed)[- ]?out|number plates?|broken windows?|rubbish inside|run[- ]?down|mould"
        r"|significant(?:ly)? damage\w*|stationary)",
        r"(?:considered|count\w*|classed|treated|regarded|defined|likely to be|may be"
        r"|appears?) (?:\w+ ){0,3}abandoned|heb ei dreth",
    ),
    matters="most reports are of cars that are merely parked",
    fix="list the signs in a short list",
    source="Refuse Disposal (Amenity) Act 1978, section 3",
)
check_tax_linked = shared.links_to(
    "Is the check of a vehicle's tax linked?",
    "the check whether a vehicle is taxed",
    any_of(r"tax\w*|dvla|mot|vehicle enquiry|check (?:if|whether) (?:a|the) (?:vehicle|car)|threth\w*"),
    any_of(r"council tax|treth gyngor"),
    matters="anybody can look it up in a minute, and a taxed car is seldom abandoned",
    fix="link to the national look-up before the start",
)
untaxed_elsewhere = shared.tells(
    "Does it say where an untaxed vehicle is reported?",
    "who deals with a vehicle that is only untaxed",
    any_of(r"dvla|driver and vehicle licensing|untaxed|without (?:road |vehicle )?tax|heb ei drethu"),
    matters="tax alone is not the council's matter everywhere",
    fix="say so, with a link to the national form",
)
merely_parked = shared.tells(
    "Does it say what is not dealt with?",
    "what is not dealt with, such as a car that is merely parked",
    any_of(
        r"(?:not|isn't|aren't|won't|cannot|can't|don't|doesn't) (?:\w+ ){0,4}(?:abandoned|remove"
        r"|investigate|deal|take action|necessarily"
        r"|illegal|an offence|respond)|(?:parked (?:illegally|inconsiderately|legally|dangerously|badly"
        r"|for a long)|parking (?:problem|dispute"
        r"|issue)s?|nuisance parking|inconsiderate\w*|broken down)",
    ),
    matters="a quarrel over a parking place is not solved by this form",
    fix="say what the council cannot do, and who can",
)
private_land = shared.tells(
    "Is private land explained?",
    "what happens to a vehicle on private land",
    any_of(
        r"private(?:ly[- ]owned)? (?:land|property|road|street|car park)s?|land ?owners?(?:'s)?|occupier"
        r"|owner of the land|tir preifat"
    ),
    matters="the owner must be told first, and may have to pay",
    fix="say who may report it and what it costs",
    source="Refuse Disposal (Amenity) Act 1978, section 3(2)",
)
police = shared.tells(
    "Does it say when to ring the police?",
    "when the police are the ones to tell",
    any_of(r"police|101|999|stolen|involved in (?:a )?crime|heddlu|wedi'i ddwyn"),
    matters="a car that was stolen, or stands dangerously, cannot wait for a form",
    fix="say in one sentence when to ring 101 or 999",
)
penalties = shared.tells(
    "Is it said that to abandon a vehicle is an offence?",
    "that abandoning a vehicle is an offence",
    any_of(
        r"offence|fined?|fines|prosecut\w*|penalt\w+|against the law|illegal to abandon|prison|dirwy|erlyn\w*"
    ),
    matters="some leave a car because scrapping it seems dear; it is free",
    fix="say the penalty, and how to give up a car lawfully",
    source="Refuse Disposal (Amenity) Act 1978, section 2",
)
own_vehicle = shared.tells(
    "Does it say how to get rid of one's own vehicle?",
    "how to give up a vehicle of one's own",
    any_of(
        r"(?:your (?:own )?|unwanted |old |end[- ]of[- ]life )(?:vehicle|car|van)\b[^.]{0,60} (?:scrap\w*"
        r"|dispos\w*|surrender\w*|collect\w*|remov\w*"
        r"|rid|dismantl\w*|facility)|(?:scrap\w*|dispos\w* of|surrender\w*|get rid of|give up"
        r"|hand over) (?:\w+ ){0,3}(?:vehicles?|cars?|vans?)"
        r"|authorised treatment facilit\w+",
    ),
    matters="a lawful way that is known keeps cars off the street",
    fix="link to the licensed scrap yards, or to the council's own collection",
)

_LOOKS = any_of(r"make|model|colou?r|type of (?:vehicle|car)|vehicle (?:type|details|description)|lliw")
_HOW_LONG = any_of(
    r"how long|since when|when did (?:you|it)|first (?:notice|seen|saw)\w*|length of time|days|weeks"
    r"|been there|ers pryd"
)
