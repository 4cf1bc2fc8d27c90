"""Report fly-tipping: tell the council about rubbish dumped on public land."""

from __future__ import annotations

from checks import shared_questions as shared
from checks.asking import asked, choice, linked, told
from checks.model import Journey, Verdict
from checks.registry import question
from checks.shared_phrases import DISTRICT_TIER
from checks.shared_questions import OWN
from checks.verdicts import no, not_applicable, yes
from checks.views import PageView
from checks.wording import any_of

JOURNEY = Journey(
    id="report-fly-tipping",
    title="Report fly-tipping",
    task="Tell the council about rubbish that somebody has dumped",
    lgsl=(587,),
    lgil=(17, 0, 8),
    runs=DISTRICT_TIER,
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

map_to_mark = shared.map_to_mark("the rubbish")
place_search = shared.place_search("the rubbish")
own_location = shared.own_location("the rubbish")
place_in_words = shared.place_in_words("the rubbish")
photo = shared.photo("the rubbish")


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


anonymous = shared.anonymous()
few_required = shared.few_required()


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
    return told(task, _PRIVATE_LAND, _WHO_CLEARS)


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
    return told(task, _OTHER_OWNER, but_not=_OUR_OWN_WORK)


clear_up_time = shared.time_stated("cleared")
reference_promised = shared.reference_promised("it is cleared")


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
    return told(task, _PENALTY, but_not=_PARKING)


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
    r"(?:single|one|few|several|\d+) (?:black )?(?:bags?|items?|sacks?)|car boot|boot ?loads?|van ?loads?"
    r"|small van|transit|lorry|truck",
    r"tipper|skip|wheelbarrow|trailer|fits? in|size of an?|car[- ]sized?|larger than|smaller than"
    r"|significant",
)
_NOW = any_of(
    r"(?:doing|dumping|tipping) (?:it |rubbish |waste )?(?:right )?now|(?:see|seen|caught"
    r"|spot\w*) it going on|still (?:there|on the scene|on site|nearby|going on|happening|dumping|at it)"
    r"|going on now|happening (?:now|right now|at the moment)|in progress|taking place|being (?:dumped"
    r"|tipped|committed)|see (?:someone|somebody|anyone|people|a crime)",
    r"(?:doing|dumping|tipping) (?:it|this|that|rubbish|waste|something)\b[^.]{0,20} (?:now|at (?:the"
    r"|this) moment)",
    r"(?:it|this) (?:is )?(?:going on|happening)|in the act|red[- ]handed|witness\w*|caught in the act"
    r"|catch (?:someone|somebody)|as it happens|emergency|immediate danger|wrthi'n digwydd",
)
_POLICE = any_of(r"999|101|police|heddlu|call us|ring us|phone us|telephone")
_DO_NOT_TOUCH = any_of(
    r"leave (?:it|them|the (?:waste|rubbish)|everything)\b[^.]{0,20} (?:where|alone|as)|hands off|(?:keep"
    r"|stay) (?:away|clear|back) from (?:it|the (?:waste|rubbish)|any)|for your (?:own )?safety",
    r"(?:do not|don't|never|please don't|avoid|not to) (?:try to |attempt to |\w+ )?(?:touch|handle|open"
    r"|move|sift|search|go through|disturb|pick|clear)\w*",
    r"peidiwch â chyffwrdd",
)
_PRIVATE_LAND = any_of(
    r"only (?:clear|remove|collect|deal with)\b[^.]{0,40} (?:public|council|our own) (?:owned )?land"
    r"|privately[- ]owned",
    r"private(?:ly owned)? (?:land|property|road|street)s?|land ?owners?(?:'s)?|owner of the land|occupier"
    r"|own land|tir preifat",
)
_WHO_CLEARS = any_of(
    r"public land|council land|land (?:that )?(?:we|the council) own\w*",
    r"clear\w*|remov\w+|responsib\w+|dispos\w+|cannot|can't|not able|unable|advi[cs]e|up to"
    r"|for the (?:land ?)?owner|owner(?:'s)? (?:must|should|has|have|is|are|to)|charge|duty|clirio"
    r"|cyfrifol\w*",
)
_OUR_OWN_WORK = any_of(r"leaflets?|covert|operations?|exercises?|working with|partnership|funded|campaign")
_OTHER_OWNER = any_of(
    r"national highways|highways england|highways agency|transport scotland|traffic scotland|canals?"
    r"|canal (?:and|&) river trust|river trust",
    r"network rail|railways?|environment agency|natural resources wales|sepa|motorways?|trunk roads?"
    r"|neighbouring (?:council|authorit\w+)",
    r"(?:another|other|different) (?:council|authorit\w+|district|borough)|housing associations?"
    r"|next (?:borough|council|district|county)|forestry (?:commission|england)|national trust",
)
_PENALTY = any_of(
    r"fined|fines|(?:a|the|of|unlimited|heavy|receive) fine(?! day)|fine of|penalt\w+|prosecut\w+"
    r"|imprison\w*|prison|jail|(?:is|was) an? (?:\w+ )?(?:crime|offence)|criminal offence|offenders (?:are"
    r"|will|can|may|face)|against the law|illegal|to court",
    r"duty of care|waste carrier'?s? licen[cs]e|(?:check|make sure|ask|whoever|anyone|only use"
    r"|must use)\b[^.]{0,60} (?:carriers?|licen[cs]e)|dirwy|erlyn",
)
_PARKING = any_of(r"parking|litter")
_LAWFUL = any_of(
    r"bulky|large items?|recycling cent\w+|household waste (?:site|recycling|and recycling)|(?:the|a|your"
    r"|our|nearest|council|rubbish) tips?|^tips?$|civic amenity|skip hire",
    r"(?:get|getting) rid of|dispos\w+ of|take your waste|garden waste|ailgylchu",
)
