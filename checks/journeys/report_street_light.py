"""Report a street light: tell the council about a lamp that does not work."""

from __future__ import annotations

from checks import shared_questions as shared
from checks.asking import asked, choice
from checks.model import Journey, Verdict
from checks.registry import question
from checks.shared_answers import OTHER_ROADS, asks_to_tell
from checks.shared_phrases import COUNTY_TIER, REPORT, STREETS, listed
from checks.shared_questions import OWN
from checks.views import PageView
from checks.wording import any_of

JOURNEY = Journey(
    id="report-street-light",
    title="Report a street light",
    task="Tell the council about a street light that does not work",
    lgsl=(564,),
    lgil=(17, 0, 8),
    runs=COUNTY_TIER,
    objects={
        "en": listed(
            """street light, street lights, streetlight, streetlights, street lighting, street lamp, street
            lamps, lamp post,
            lamp posts, lamppost, lamp column, lighting column, street light fault, street lighting fault,
            lighting fault,
            faulty street light, broken street light, street light not working, street light out, street
            light off,
            light out in street, street lighting problem, street lighting failure, light not working in my
            street,
            road lighting, highway lighting,
            flickering light, lamp fault, illuminated sign, illuminated bollard,
            street light on during the day, damaged lamp post, dark street"""
        ),
        "cy": listed(
            """golau stryd, goleuadau stryd, lamp stryd, lampau stryd, goleuadau ffordd, colofn oleuo, postyn
            lamp,
            nam ar olau stryd, goleuadau diffygiol, goleuo strydoedd"""
        ),
    },
    actions={
        "en": (
            *REPORT["en"],
            *listed("report a fault, report a problem, get fixed, get repaired, request a repair"),
        ),
        "cy": REPORT["cy"],
    },
    topics={"en": (*STREETS["en"], "street lighting", "lighting"), "cy": STREETS["cy"]},
    queries={
        "en": (
            "report street light",
            "street light not working",
            "lamp post broken",
            "street lighting fault",
        ),
        "cy": ("rhoi gwybod am olau stryd", "goleuadau stryd", "nam ar olau stryd"),
    },
    misspelling="report street ligth",
    decoys=listed(
        """traffic light, traffic lights, traffic signals, report a traffic light fault, zebra crossing
        beacon,
        lighting in unadopted roads, private street lighting, request a new street light, new street lighting,
        street lighting policy, street lighting strategy, part-night lighting, led replacement programme,
        street lighting energy saving, attach something to a lamp post, banners on lamp posts, christmas
        lights,
        festive lighting, hanging baskets, light pollution, security light nuisance, floodlights,
        report a pothole, blocked drain, road sign, street name plate, abandoned vehicle, bus shelter,
        power cut, electric vehicle charging, cctv, street furniture, street cleaning, street trading"""
    ),
    letters=("L", "S", "R"),
    summary="Whether a resident can name the very lamp that is out, and learns when it is mended.",
)

map_to_mark = shared.map_to_mark("the lamp")
place_search = shared.place_search("the lamp")
own_location = shared.own_location("the lamp")
place_in_words = shared.place_in_words("the lamp")
photo = shared.photo("the lamp")


@question(
    "Can the number on the lamp post be given?",
    at="form",
    yes="The number can be given: “{words}”.",
    no="The form does not ask for the number on the lamp post.",
    source=OWN,
)
def column_number_asked(form: PageView) -> Verdict:
    """What it asks: whether a field takes the number that stands on each lamp post.

    Why it matters: with the number the crew drives to the right lamp, by day, when all are off.
    How to fix: ask for it, as an option beside the map.
    """
    found = next((field for field in form.fields if _COLUMN.search(f"{field.label} {field.hint}")), None)
    return asked(form, found)


@question(
    "Can the kind of fault be chosen?",
    at="form",
    yes="The kind of fault is asked: “{words}”.",
    no="The form does not ask for the kind of fault.",
    source=OWN,
)
def fault_asked(form: PageView) -> Verdict:
    """What it asks: whether the form lists faults: out, flickering, on by day, damaged, wires to be seen.

    Why it matters: it decides which parts are brought, and how soon.
    How to fix: list the faults in everyday words.
    """
    return asked(form, choice(form, _FAULTS, 2))


@question(
    "Can several lamps be reported at once?",
    at="form",
    yes="The form asks about several lamps: “{words}”.",
    no="The form does not ask whether several lamps are out.",
    source=OWN,
)
def several_lamps(form: PageView) -> Verdict:
    """What it asks: whether a field or choice tells that more than one lamp, or the whole street, is out.

    Why it matters: a dark street is a fault of the cable, and another crew's work.
    How to fix: ask whether one lamp or several are out.
    """
    named = next((field for field in form.fields if _SEVERAL.search(f"{field.label} {field.group}")), None)
    return asked(form, choice(form, _SEVERAL) or named)


anonymous = shared.anonymous("a name that must be given keeps passers-by from reporting")
updates_optional = shared.updates_optional()
few_required = shared.few_required()
danger_number = shared.danger_number("a damaged lamp or bare wires")
repair_time = shared.time_stated("repaired")
lights_not_ours = shared.not_ours(
    "a lamp",
    OTHER_ROADS,
    any_of(
        r"(?:parish|town|community) councils?|(?:district|borough|city) councils|(?:private"
        r"|un-?adopted)(?:ly)?|owned by (?!us|our|the (?:county |city )?council)|housing associations?"
        r"|footway lights?",
        r"(?:not|\w+n't) (?:all )?ours|(?:other|another|different) (?:owners?|bod(?:y|ies)|council)",
    ),
)
existing_reports = shared.existing_reports("lamps")
progress_linked = shared.progress_linked("a lamp")
reference_promised = shared.reference_promised("the lamp is mended")

_LAMPS = r"(?:lamps?|(?:street ?)?lights?|lighting|they)"
_BY_PLAN = any_of(
    r"(?:between|from|after)\b[^.]{0,30} (?:midnight|\d{1,2} ?[ap]m"
    rf"|\d{{1,2}}[.:]\d\d)[^.]{{0,40}} {_LAMPS}\b[^.]{{0,20}} (?:off|out|dim\w*)",
    rf"{_LAMPS}\b[^.]{{0,40}} (?:off|out|dark|lower|unlit)\b[^.]{{0,30}} (?:midnight|at night|by night"
    r"|\d{1,2} ?[ap]m|\d{1,2}[.:]\d\d|on purpose|part of the night)",
    r"(?:off|dark|out|lower) (?:by design|overnight|all night|from \d)|on purpose|less bright|after midnight",
    r"not (?:every|all)\b[^.]{0,30} (?:all night|stays? on)|lit only",
    r"part[- ]night|(?:we|to) dim|dim(?:med|ming|mer|s)|(?:switch\w*|turn\w*) (?:them |lights? "
    r"|lighting )?off\b[^.]{0,60} (?:night|midnight|between|hours|\d)|(?:off|lit) (?:between|from|after"
    r"|until) (?:midnight|\d)|energy[- ]saving hours|pylu|rhan o'r nos",
)
_A_FAULT = any_of(
    r"(?:tell us|let us know|report) (?:if|when|that)|off and on|on and off|choose|flicker\w*"
    r"|will be (?:mended|repaired)"
)
where_the_number_is = shared.tells(
    "Does it say where the number of a lamp post is found?",
    "where the number of a lamp post is found",
    any_of(
        r"numbers?\b[^.]{0,60} (?:on (?:it|them|the|a|an|each|every)|plate|sticker|label|tag|painted"
        r"|eye[- ]level|metres? (?:up|high|above)|found|fixed|stencilled|printed|attached)",
        r"(?:look for|find|found|see|locate)\b[^.]{0,40} (?:numbers?|id|identification|reference)",
        r"(?:columns?|lamps?|lights?|lamp ?posts?|poles?)\b[^.]{0,30} (?:numbered|(?:has|have|with) (?:a|an"
        r"|its own|their own) (?:\w+ )?(?:number|plate|label|id))|rhif (?:y )?(?:golofn|postyn|lamp)",
    ),
    matters="few know that every lamp post has a number",
    fix="say at what height it stands, and show a picture",
)
dimming = shared.tells(
    "Are lamps explained that are off or dim by night on purpose?",
    "that some lamps are dimmed or off by night on purpose",
    _BY_PLAN,
    but_not=_A_FAULT,
    matters="a lamp that is off by plan is reported every night",
    fix="say which, from when until when, and how to tell them apart",
)
power_company = shared.tells(
    "Are faults of the power company explained?",
    "that some faults are mended by the power company",
    any_of(
        r"(?:electricity|power|energy|network|distribution) (?:\w+ )?(?:company|companies|suppliers?"
        r"|operators?|provider|network|supply|cable|cut)|power (?:failure|outage|cut)|supply fault"
        r"|cable fault|uk power networks|national grid|western power|northern powergrid|sp energy|ssen?"
        r"|electricity north west|cyflenwad trydan",
    ),
    matters="then it takes weeks, and the council can only ask",
    fix="say so, with the usual time, and the number for a power cut",
)


@question(
    "Does it say what a report should tell?",
    at="task",
    yes="The page tells what a report should tell: “{words}”",
    no="The page does not tell what a report should tell.",
    source=shared.OWN,
)
def what_to_tell(task: PageView) -> Verdict:
    """What it asks: whether the page tells what a report should tell.

    Why it matters: who is still beside the lamp can look; who is at home cannot.
    How to fix: list it in three points above the start.
    """
    return asks_to_tell(task, _TOLD_OF)


_TOLD_OF = any_of(
    r"location|street|road|where|house number|postcode|landmark|numbers?|faults?|problem|what is wrong"
    r"|lleoliad"
)
signals_linked = shared.links_to(
    "Are traffic lights and signs linked?",
    "reports of traffic lights, signs or bollards",
    any_of(
        r"traffic (?:lights?|signals?)|crossings?|bollards?|(?:road|traffic|street|illuminated) signs?"
        r"|goleuadau traffig|arwydd\w*"
    ),
    matters="they are mended by others, and sooner",
)
new_light_linked = shared.links_to(
    "Is asking for a new lamp linked?",
    "asking for a new lamp",
    any_of(
        r"(?:new|additional|more|extra|request|mov(?:e|ing)|relocat\w+|shield\w*"
        r"|upgrade)\b[^.]{0,40} (?:street ?)?(?:lights?|lighting|lamps?)|light (?:is )?too bright"
        r"|goleuadau newydd",
    ),
    matters="some who report a dark corner have never had a lamp there",
)

_COLUMN = any_of(
    r"(?:column|lamp ?post|post|lamp|light|unit|asset|pole) (?:\w+ )?(?:number|ref\w*|id|no)|number (?:on"
    r"|of) (?:the )?(?:column|lamp|light|post)"
)
_FAULTS = any_of(
    r"(?:not (?:working|lit|on)|out|off)|flicker\w*|flash\w*|on (?:all|during|in) (?:the )?(?:day|time)"
    r"|(?:day|always) (?:burning|on)|damage\w*|wires?|wiring|door|cover|knocked|lean\w*|vandal\w*|dim"
    r"|noisy|obscured|broken|missing|rust\w*"
)
_SEVERAL = any_of(
    r"(?:several|multiple|more than one|many|all|two or more|group of|row of|number of"
    r"|how many) (?:\w+ )?(?:lights?|lamps?|columns?)|(?:whole|entire) (?:street|road)|section of"
)
