"""Report fly-tipping: tell the council about rubbish dumped on public land."""

from __future__ import annotations

from checks.asking import (
    TOLD,
    asked,
    button_that_says,
    choice,
    linked,
    one_of,
    says,
    seen_whole,
    told,
)
from checks.model import Applies, CouncilType, Journey, Verdict
from checks.passages import passages_on
from checks.reading_time import durations
from checks.registry import question
from checks.verdicts import no, not_applicable, yes
from checks.views import PageView
from checks.wording import REFERENCE, any_of, next_steps

JOURNEY = Journey(
    id="report-fly-tipping",
    title="Report fly-tipping",
    task="Tell the council about rubbish that somebody has dumped",
    lgsl=(587,),
    lgil=(17, 0, 8),
    runs={
        CouncilType.COUNTY: Applies.SIGNPOST,
        CouncilType.DISTRICT: Applies.YES,
        CouncilType.UNITARY: Applies.YES,
        CouncilType.METROPOLITAN: Applies.YES,
        CouncilType.LONDON_BOROUGH: Applies.YES,
        CouncilType.WELSH_UNITARY: Applies.YES,
        CouncilType.SCOTTISH_UNITARY: Applies.YES,
        CouncilType.NORTHERN_IRELAND_DISTRICT: Applies.YES,
    },
    objects={
        "en": (
            "fly-tipping",
            "fly-tip",
            "fly-tipped waste",
            "fly-tipper",
            "dumped rubbish",
            "dumped waste",
            "dumped household items",
            "dumped mattress",
            "dumped furniture",
            "dumping rubbish",
            "dumping waste",
            "illegal dumping",
            "illegally dumped",
            "illegal tipping",
            "unlawfully deposited waste",
            "rubbish left in the street",
            "rubbish left on the pavement",
            "abandoned rubbish",
            "abandoned waste",
            "unwanted items left in the street",
            "waste left on the street",
            "rubbish in alleyway",
        ),
        "cy": (
            "tipio anghyfreithlon",
            "tipio slei",
            "sbwriel wedi'i ddympio",
            "gwastraff wedi'i ddympio",
            "gwastraff wedi'i adael",
            "dympio sbwriel",
            "dympio anghyfreithlon",
        ),
    },
    actions={
        "en": (
            "report",
            "tell us about",
            "let us know about",
            "inform us",
            "notify us",
            "flag up",
            "make a report",
            "tell us",
            "get removed",
            "ask us to clear",
            "request removal",
        ),
        "cy": ("rhoi gwybod", "rhowch wybod", "adrodd", "riportio", "dweud wrthym", "hysbysu"),
    },
    topics={
        "en": (
            "waste",
            "rubbish",
            "bins and recycling",
            "litter",
            "street cleaning",
            "street care",
            "cleaner streets",
            "environmental health",
            "environment",
            "pollution",
            "streets and highways",
            "street problems",
            "environmental crime",
            "envirocrime",
            "report a problem",
            "report it",
            "in my area",
            "neighbourhood problems",
        ),
        "cy": (
            "gwastraff",
            "sbwriel",
            "biniau ac ailgylchu",
            "glanhau strydoedd",
            "yr amgylchedd",
            "adrodd am broblem",
            "rhoi gwybod am broblem",
        ),
    },
    queries={
        "en": ("report fly tipping", "dumped rubbish", "illegal dumping", "rubbish left in the street"),
        "cy": ("rhoi gwybod am dipio anghyfreithlon", "sbwriel wedi'i ddympio", "tipio anghyfreithlon"),
    },
    misspelling="report fly tiping",
    decoys=(
        "fly-tipping on private land",
        "fly-tipping statistics",
        "fly-tipping figures",
        "fly-tipping prosecutions",
        "fly-tipping fined",
        "fly-tipping enforcement policy",
        "fly-tipping strategy",
        "fly-tipping campaign",
        "pay a fly-tipping fine",
        "fixed penalty notice",
        "fly-posting",
        "graffiti",
        "abandoned vehicle",
        "abandoned trolley",
        "bulky waste collection",
        "missed bin",
        "litter bin",
        "dog fouling",
        "dead animal",
        "skip permit",
        "business waste duty of care",
        "waste carrier licence",
        "tip opening times",
        "household waste recycling centre",
        "noise",
    ),
    letters=("F", "R"),
    summary="Whether a resident can tell the council about dumped rubbish, and what then happens.",
)


OWN = "Better Served, methodology 2026-1: a question of our own"


@question(
    "Can the place be marked on a map?",
    at="form",
    yes="The place can be marked on a map.",
    no="The form has no map on which to mark the place.",
    source=OWN,
)
def map_to_mark(form: PageView) -> Verdict:
    """What it asks: whether the form shows a map on which the resident can mark where the rubbish lies.

    Why it matters: rubbish is dumped where there is no address; a mark saves the crew a search.
    How to fix: add a map beside the address search, and keep both.
    """
    return asked(form, form.map_element, "a map")


@question(
    "Can the place be found by street or postcode?",
    at="form",
    yes="The place can be found by “{words}”.",
    no="The form has no field to find the place by street or postcode.",
    source=OWN,
)
def place_search(form: PageView) -> Verdict:
    """What it asks: whether a field finds the place by street name or postcode.

    Why it matters: dragging a map of the whole district to one street is slow, the more so on a phone.
    How to fix: put a search by street or postcode beside the map.
    """
    return asked(form, one_of(form.fields, "postcode", "address"))


@question(
    "Can the phone's own location be used?",
    at="form",
    yes="The form offers to use the phone's own location: “{words}”.",
    no="The form does not offer to use the phone's own location.",
    source=OWN,
)
def own_location(form: PageView) -> Verdict:
    """What it asks: whether a control offers to use where the phone is.

    Why it matters: many reports are made beside the rubbish, with a phone in the hand.
    How to fix: offer “Use my location”, and let the mark be moved.
    """
    found = button_that_says(form, _MY_LOCATION)
    return asked(form, found, " ".join(found.get_text(" ").split()) if found else "")


@question(
    "Can the place be told in words, without a map?",
    at="form",
    yes="The place can be told in words: “{words}”.",
    no="The place can be told only on the map.",
    source="WCAG 2.1.1 Keyboard, 1.1.1 Non-text Content",
)
def place_in_words(form: PageView) -> Verdict:
    """What it asks: whether a field takes the place as text: an address, a street or a description.

    Why it matters: a map cannot be used with a screen reader or without a mouse.
    How to fix: add a field for the place in words beside the map.
    """
    return asked(form, one_of(form.fields, "location", "address", "postcode"))


@question(
    "Can a photograph be added?",
    at="form",
    yes="A photograph can be added: “{words}”.",
    no="The form takes no photograph.",
    source=OWN,
)
def photo(form: PageView) -> Verdict:
    """What it asks: whether the form takes a picture.

    Why it matters: a picture tells the crew what to bring, and may be evidence.
    How to fix: add an optional upload that takes pictures straight from the camera.
    """
    found = next((field for field in form.fields if field.type == "file"), None)
    return asked(form, found, found.label or "a file" if found else "")


@question(
    "Can the kind of waste be chosen?",
    at="form",
    yes="The kind of waste is asked: “{words}”.",
    no="The form does not ask for the kind of waste.",
    source=OWN,
)
def kind_of_waste(form: PageView) -> Verdict:
    """What it asks: whether the form lists kinds of waste to choose from.

    Why it matters: the kind decides which crew is sent, and how soon.
    How to fix: list the kinds residents see: household, garden, building, electrical, tyres.
    """
    return asked(form, choice(form, _WASTE, 2))


@question(
    "Can hazardous waste be named: asbestos, chemicals, needles?",
    at="form",
    yes="Hazardous waste can be named among the kinds: “{words}”.",
    no="No choice of the form names hazardous waste.",
    source=OWN,
)
def hazardous_waste(form: PageView) -> Verdict:
    """What it asks: whether a choice names asbestos, chemicals, needles or the like.

    Why it matters: such waste needs trained people, and quickly.
    How to fix: add it to the kinds of waste, and say whom to ring.
    """
    return asked(form, choice(form, _HAZARD))


@question(
    "Is the amount asked with examples?",
    at="form",
    yes="The amount is asked with examples: “{words}”.",
    no="The form does not ask for the amount with examples.",
    source=OWN,
)
def amount_with_examples(form: PageView) -> Verdict:
    """What it asks: whether the amount is chosen from examples such as a bag, a boot-load, a van-load.

    Why it matters: the amount decides which vehicle is sent; few residents can tell cubic metres.
    How to fix: offer the amounts of the national fly-tipping returns in everyday words.
    """
    return asked(form, choice(form, _AMOUNT, 2))


@question(
    "Are details of who did it optional?",
    at="form",
    yes="Details of who did it can be left out.",
    no="The form insists on “{field}”.",
    source=OWN,
)
def witness_optional(form: PageView) -> Verdict:
    """What it asks: whether what was seen of the offender or vehicle, where asked, can be left out.

    Why it matters: many residents only find the rubbish; a field that insists makes them invent or give up.
    How to fix: make the field optional and say so.
    """
    fields = [field for field in form.fields if field.means("witness", "vehicle", "registration")]
    if not fields:
        verdict = asked(form, None)
        return verdict if verdict.cause else not_applicable("The form asks nothing of who did it.")
    insisted = [field for field in fields if field.required]
    return no(form.spot(insisted[0]), field=insisted[0].label) if insisted else yes(form.spot(fields[0]))


@question(
    "Is a report possible without giving a name?",
    at="form",
    yes="A report is possible without giving a name.",
    no="The form insists on “{field}”.",
    source=OWN,
)
def anonymous(form: PageView) -> Verdict:
    """What it asks: whether a resident can report without giving a name or an e-mail address.

    Why it matters: fear of reprisal keeps people from reporting.
    How to fix: make name and e-mail optional, and say what they are for.
    """
    insisted = form.required("name", "email", "phone")
    if insisted:
        return no(form.spot(insisted[0]), field=insisted[0].label)
    way = button_that_says(form, _ANONYMOUS)
    if way is not None:
        return yes(form.spot(way))
    return asked(form, form.fields[0] if seen_whole(form) else None)


@question(
    "Are few fields required?",
    at="form",
    yes="The form requires {count} fields.",
    no="The form requires {count} fields.",
    source=OWN,
)
def few_required(form: PageView) -> Verdict:
    """What it asks: whether a form that stands on one page requires eight fields or fewer.

    Why it matters: each field that insists costs reports.
    How to fix: require only what the crew needs: where, what, how much.
    """
    count = len(form.required())
    if count > FEW_FIELDS:
        return no(*(form.spot(field) for field in form.required()[:5]), count=count)
    if not seen_whole(form):
        return asked(form, None)
    return yes(form.spot(form.fields[0]), count=count)


@question(
    "Does it say what to do if it is happening now?",
    at="task",
    yes="The page says what to do if it is happening now: “{words}”",
    no="The page does not say what to do if it is happening now.",
    source=OWN,
)
def happening_now(task: PageView) -> Verdict:
    """What it asks: whether the page says whom to ring when rubbish is being dumped at that moment.

    Why it matters: a form is read the next day; an offender is gone in minutes.
    How to fix: say when to ring the police on 999 or 101, and to keep away.
    """
    return told(task, _NOW, _POLICE)


@question(
    "Does it say not to touch the waste?",
    at="task",
    yes="The page warns against touching the waste: “{words}”",
    no="The page does not warn against touching the waste.",
    source=OWN,
)
def leave_alone(task: PageView) -> Verdict:
    """What it asks: whether the page says not to touch, sift or move what was dumped.

    Why it matters: it may hold needles, asbestos or chemicals, and it may be evidence.
    How to fix: add one sentence: do not touch or move it.
    """
    return told(task, _DO_NOT_TOUCH)


@question(
    "Is rubbish on private land explained?",
    at="task",
    yes="The page explains rubbish on private land: “{words}”",
    no="The page does not speak of private land.",
    source=OWN,
)
def private_land(task: PageView) -> Verdict:
    """What it asks: whether the page says who clears rubbish from private land.

    Why it matters: councils often clear only public land; an owner who waits waits in vain.
    How to fix: say who is responsible, and what help the council gives owners.
    """
    return told(task, _PRIVATE_LAND)


@question(
    "Are other owners explained: highways, canals, railways, neighbouring councils?",
    at="task",
    yes="The page names land of others: “{words}”",
    no="The page does not say whose land is not the council's.",
    source=OWN,
)
def other_owners(task: PageView) -> Verdict:
    """What it asks: whether the page names other bodies whose land residents may mean.

    Why it matters: a report to the wrong body is lost or delayed.
    How to fix: name the bodies, and link to their own report forms.
    """
    return told(task, _OTHER_OWNER)


@question(
    "Is the time to clear it stated?",
    at="task",
    yes="The page says when it will be cleared: “{words}”",
    no="The page does not say when it will be cleared.",
    source=OWN,
)
def clear_up_time(task: PageView) -> Verdict:
    """What it asks: whether the page says within how many hours or days rubbish is looked at or cleared.

    Why it matters: who knows the time does not report again.
    How to fix: state the usual time in working days.
    """
    signs = [sign for sign in next_steps(passages_on(task), task.as_of) if sign.strength >= TOLD]
    return says(task, next((sign.passage for sign in signs if durations(sign.passage.text)), None))


@question(
    "Is a reference number or an update promised?",
    at="task",
    yes="The page promises a reference or updates: “{words}”",
    no="The page promises neither a reference nor updates.",
    source=OWN,
)
def reference_promised(task: PageView) -> Verdict:
    """What it asks: whether the page promises a reference number, or news of what was done.

    Why it matters: a report that vanishes is made again, by telephone.
    How to fix: promise a reference, and send a message when it is cleared.
    """
    return told(task, REFERENCE)


@question(
    "Are the penalties for offenders mentioned?",
    at="task",
    yes="The page mentions penalties: “{words}”",
    no="The page does not mention penalties.",
    source="Environmental Protection Act 1990, sections 33 and 34",
)
def penalties(task: PageView) -> Verdict:
    """What it asks: whether the page says that fly-tipping is an offence, with its penalties, or that a
    householder must check who takes waste away.

    Why it matters: a household that pays a stranger may not know that it is answerable.
    How to fix: say in two sentences what offenders and householders risk.
    """
    return told(task, _PENALTY)


@question(
    "Is the lawful way to get rid of waste linked?",
    at="task",
    yes="The page links to a lawful way: “{words}”.",
    no="The page links to no lawful way to get rid of waste.",
    source=OWN,
)
def lawful_way(task: PageView) -> Verdict:
    """What it asks: whether the page links to the tip, the bulky collection or the like.

    Why it matters: who came to ask how to get rid of something leaves with an answer.
    How to fix: link to the bulky waste collection and the recycling centres.
    """
    return linked(task, _LAWFUL)


FEW_FIELDS = 8
_MY_LOCATION = any_of(
    r"(?:use|find|get|detect|share) (?:my|your|this) (?:current )?(?:location|position|phone's location)",
    r"(?:my|current) location|locate me|near me|where i am|fy lleoliad",
)
_ANONYMOUS = any_of(
    r"anonymous(?:ly)?|without (?:giving|leaving) (?:your|my|a) (?:name|details)|as a guest|yn ddienw"
)
_WASTE = any_of(
    r"household|domestic|garden|green waste|building|builders'?|construction|rubble|soil|electrical"
    r"|electrics|appliances?",
    r"white goods|fridges?|furniture|mattress(?:es)?|sofas?|ty[rn]es?|tires?|black bags?|bags?"
    r"|vehicle parts|animal|commercial",
    r"asbestos|clinical|chemicals?|oil|fuel|needles|carpets?|wood|timber|metal|paint|cardboard|gwastraff",
)
_HAZARD = any_of(
    r"asbestos|hazard\w*|chemicals?|needles?|syringes?|sharps|clinical|medical|toxic|dangerous|oil|drug"
    r"|gas (?:bottles?|cylinders?)|asbestos"
)
_AMOUNT = any_of(
    r"(?:single|one|few|several|\d+) (?:black )?(?:bags?|items?|sacks?)|car boot|boot ?loads?"
    r"|van ?loads?|small van|transit|lorry|truck",
    r"tipper|skip|wheelbarrow|trailer|fits? in|size of an?|car[- ]sized?|larger than|smaller than"
    r"|significant",
)
_NOW = any_of(
    r"happening (?:now|right now|at the moment)|in progress|taking place|being (?:dumped|tipped"
    r"|committed)|see (?:someone|somebody|anyone|people|a crime)",
    r"witness\w*|caught in the act|catch (?:someone|somebody)|as it happens|emergency|immediate danger"
    r"|wrthi'n digwydd",
)
_POLICE = any_of(r"999|101|police|heddlu|call us|ring us|phone us|telephone")
_DO_NOT_TOUCH = any_of(
    r"(?:do not|don't|never|please don't|avoid|not to) (?:\w+ )?(?:touch|handle|open|move|sift|search"
    r"|go through|disturb|approach|pick|clear)\w*",
    r"peidiwch â chyffwrdd",
)
_PRIVATE_LAND = any_of(
    r"private(?:ly owned)? (?:land|property|road|street)s?|land ?owners?(?:'s)?|owner of the land"
    r"|occupier|own land|tir preifat"
)
_OTHER_OWNER = any_of(
    r"national highways|highways england|highways agency|transport scotland|traffic scotland|canals?"
    r"|canal (?:and|&) river trust|river trust",
    r"network rail|railways?|environment agency|natural resources wales|sepa|motorways?|trunk roads?"
    r"|neighbouring (?:council|authorit\w+)",
    r"(?:another|other|different) (?:council|authorit\w+|district|borough)|housing associations?"
    r"|forestry (?:commission|england)|national trust",
)
_PENALTY = any_of(
    r"(?:fined?|fines|penalt\w+|prosecut\w+|imprison\w*|prison|jail|criminal offence|against the law"
    r"|illegal)",
    r"duty of care|waste carrier'?s?|licensed carrier|dirwy|erlyn",
)
_LAWFUL = any_of(
    r"bulky|large items?|recycling cent\w+|household waste (?:site|recycling|and recycling)|tips?"
    r"|civic amenity|skip hire",
    r"(?:get|getting) rid of|dispos\w+ of|take your waste|garden waste|ailgylchu",
)
