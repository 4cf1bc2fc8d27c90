"""Report a pothole: tell the council about a hole in a road or pavement."""

from __future__ import annotations

from checks import shared_questions as shared
from checks.asking import asked, choice, one_of
from checks.model import Journey, Verdict
from checks.registry import question
from checks.shared_answers import OTHER_ROADS, asks_to_tell
from checks.shared_phrases import COUNTY_TIER, REPORT, STREETS, listed
from checks.shared_questions import OWN
from checks.views import PageView
from checks.wording import any_of

JOURNEY = Journey(
    id="report-pothole",
    title="Report a pothole",
    task="Tell the council about a hole in a road or pavement",
    lgsl=(557,),
    lgil=(17, 0, 8),
    runs=COUNTY_TIER,
    objects={
        "en": listed(
            """pothole, pot hole, potholes, hole in the road, hole in road, holes in the road, hole in the
            pavement,
            road defect, highway defect, road damage, damaged road, damaged road surface, damaged road or
            pavement,
            damaged pavement, broken pavement, uneven pavement, pavement defect, road surface problem, road
            surface,
            road fault, highway fault, highway problem, highways problem, road problem, road or pavement
            problem,
            problem with a road, problem on the road, problem with the road surface, carriageway defect,
            road repair, pavement repair, crumbling road, sunken road, cracked road, bump in the road,
            poor road surface, road or pathway problem, carriageway damage, road maintenance problem, road
            maintenance, road and footway maintenance, road repairs, highway maintenance, road and pavement
            repairs, report a highways problem"""
        ),
        "cy": listed(
            """twll yn y ffordd, tyllau yn y ffordd, ceudwll, tyllau ffordd, twll ffordd, difrod i'r ffordd,
            diffyg ar y ffordd, problem ar y ffordd, wyneb y ffordd, palmant wedi torri, difrod i balmant"""
        ),
    },
    actions={
        "en": (
            *REPORT["en"],
            *listed("get fixed, get repaired, ask us to repair, request a repair, find and report"),
        ),
        "cy": REPORT["cy"],
    },
    topics=STREETS,
    queries={
        "en": ("report pothole", "hole in the road", "damaged road surface", "road defect"),
        "cy": ("rhoi gwybod am dwll yn y ffordd", "tyllau yn y ffordd", "difrod i'r ffordd"),
    },
    misspelling="report potholle",
    # In two words, as the vocabulary reads it: "pothole" is found by them too.
    decoys=listed(
        """pot hole damage claim, claim for pot hole damage, claim compensation, insurance claim, claim
        against
        the
        council, vehicle damage, pot hole repair policy, highway inspection policy, pot hole statistics,
        pot holes repaired last year, pot hole fund, pot hole funding, road resurfacing programme, surface
        dressing,
        roadworks, road closures, report a street light, street lighting fault, traffic light fault,
        blocked drain, flooded road, road gritting, grit bin, road sign, overgrown hedge, dropped kerb,
        abandoned vehicle, road adoption, private road, unadopted road, road safety, speeding,
        obstruction on the road, mud on the road, dead animal on the road, skip permit"""
    ),
    letters=("P", "R", "H"),
    summary="Whether a resident can report a hole in the road with its place, and learn when it is repaired.",
)

map_to_mark = shared.map_to_mark("the pothole")
place_search = shared.place_search("the pothole")
own_location = shared.own_location("the pothole")
place_in_words = shared.place_in_words("the pothole")
photo = shared.photo("the pothole")


@question(
    "Is the size or depth asked with examples?",
    at="form",
    yes="The size is asked: “{words}”.",
    no="The form does not ask how large the hole is.",
    source=OWN,
)
def size_asked(form: PageView) -> Verdict:
    """What it asks: whether the form asks how wide or deep the hole is, by a question or by examples to
    choose.

    Why it matters: size and depth decide how soon somebody comes to look.
    How to fix: offer examples of everyday things: a golf ball, a dinner plate.
    """
    return asked(form, choice(form, _SIZES, 2) or one_of(form.fields, "size"))


@question(
    "Is the position in the road asked?",
    at="form",
    yes="The position in the road is asked: “{words}”.",
    no="The form does not ask where in the road the hole is.",
    source=OWN,
)
def position_asked(form: PageView) -> Verdict:
    """What it asks: whether the form asks if the hole is in the carriageway, a cycle lane or the pavement.

    Why it matters: the same hole is a bump for a car and a fall for a cyclist.
    How to fix: offer the positions as choices.
    """
    named = next(
        (field for field in form.fields if _POSITION_ASKED.search(f"{field.label} {field.group}")), None
    )
    return asked(form, choice(form, _POSITIONS, 2) or named)


anonymous = shared.anonymous("a name that must be given keeps passers-by from reporting")
updates_optional = shared.updates_optional()
few_required = shared.few_required()
danger_number = shared.danger_number("a hole")
repair_time = shared.time_stated("inspected or repaired")
roads_not_ours = shared.not_ours("a road", OTHER_ROADS)
existing_reports = shared.existing_reports("potholes")
progress_linked = shared.progress_linked("a pothole")
reference_promised = shared.reference_promised("it is repaired")

what_counts = shared.tells(
    "Does it say from what size a hole is repaired?",
    "from what size or depth a hole is repaired",
    any_of(
        r"\d+ ?(?:mm|millimet(?:re|er)s?|cm|centimet(?:re|er)s?|inch(?:es)?)",
        r"(?:size|depth|deep|width|large) (?:\w+ ){0,2}(?:of|as) (?:a|an) (?:golf|tennis|dinner|football"
        r"|fist)",
        r"(?:golf ball|dinner plate|tennis ball)|what (?:is|counts as|we (?:class|count) as) a pothole"
        r"|intervention level",
    ),
    matters="a report of a hole too shallow to be repaired ends in disappointment",
    fix="say the depth in millimetres and compare it with an everyday thing",
)
risk_levels = shared.tells(
    "Does it say that the risk decides how soon?",
    "how the risk decides what is repaired first",
    any_of(
        r"(?:priorit\w+|categor\w+|severity|seriousness|level of risk|how (?:dangerous|serious|urgent"
        r"|severe|deep))",
        r"risk (?:assess\w*|based|to|level|of)|(?:most|more|less) (?:serious|dangerous|urgent|severe)"
        r"|blaenoriaeth\w*",
    ),
    matters="two holes in one street are repaired at different times, and residents wonder why",
    fix="say what is repaired within a day, what within a month, and what with the next resurfacing",
)
inspections = shared.tells(
    "Are the council's own inspections explained?",
    "how the council itself inspects its roads",
    any_of(
        r"(?:roads?|streets?|pavements?|highways?|routes?|network)\b[^.]{0,40} (?:inspected|checked"
        r"|surveyed|looked at|driven|walked|patrolled)",
        r"(?:inspect\w*|check|survey|drive|walk|patrol)\b[^.]{0,60} (?:every|each|once|twice|monthly"
        r"|weekly|yearly|(?:a|per) (?:year|month|week))",
        r"(?:we|council|inspectors?|engineers?|officers?|highways? team|teams?|staff)\b[^.]{0,40}"
        r" (?:inspect|survey|check|monitor)\w*\b[^.]{0,40} (?:roads?|network|highways?|pavements?"
        r"|streets?|regular\w*|month\w*|year|annual\w*)",
        r"(?:regular|routine|planned|monthly|annual|safety|scheduled|driven|walked) (?:\w+"
        r" )?(?:inspections?|surveys?)",
        r"inspect(?:ed|ion)? (?:regime|policy|frequenc\w+|schedule|programme|manual)|archwili\w+ rheolaidd",
    ),
    matters="who knows when the inspector passes by knows whether a report is needed",
    fix="say how often roads of each kind are inspected",
)
claim_linked = shared.links_to(
    "Is a claim for damage linked?",
    "claims for damage or injury",
    any_of(r"claims?|compensation|insurance|damage to (?:your|a|my) (?:vehicle|car|property)|hawlio|iawndal"),
    matters="many who report a hole have a burst tyre, and come for that",
)
other_faults_linked = shared.links_to(
    "Are reports of other faults linked?",
    "reports of pavements, drains, signs or lights",
    any_of(
        r"(?:pavements?|footways?|kerbs?|drains?|gull(?:y|ies)|manholes?|street ?lights?|lighting|signs?"
        r"|bollards?|traffic (?:lights?|signals?)|flood\w*|hedges?|trees?|barriers?|verges?|road"
        r" markings?)",
        r"(?:other|another|different) (?:\w+ )?(?:problems?|faults?|issues?|defects?)|draen\w*|goleuadau"
        r"|palmant\w*",
    ),
    matters="residents file a loose kerb or a blocked drain as a pothole where they find nothing else",
)


@question(
    "Does it say what a report should tell?",
    at="task",
    yes="The page says what to tell: “{words}”",
    no="The page does not say what to tell about the hole.",
    source=OWN,
)
def what_to_tell(task: PageView) -> Verdict:
    """What it asks: whether the page says before the start what a report should hold: place, size, a picture.

    Why it matters: who stands by the road can still look; who is back at home cannot.
    How to fix: list it in three points above the start.
    """
    return asks_to_tell(task, _TOLD_OF)


_SIZES = any_of(
    r"\d+ ?(?:mm|cm|inch(?:es)?)|small\w*|medium|large\w*|shallow|deep\w*|dinner plate|golf ball|tennis"
    r" ball|football|fist|saucer|bigger|wide\w*",
)
_POSITIONS = any_of(
    r"carriageway|(?:cycle|bus|traffic|left|right|inside|outside|nearside) (?:lane|track|path|edge)|cycle"
    r" ?way|pavement|footway|footpath|verge|junction|roundabout|middle|centre|edge|kerb|crossing|lane|car"
    r" park|bridge",
)
_POSITION_ASKED = any_of(
    r"where (?:in|on) the (?:road|carriageway|highway)|position (?:in|on|of)|which (?:lane|side)"
)
_TOLD_OF = any_of(
    r"(?:exact |precise )?(?:location|place|position)|size|depth|how (?:big|deep|large|wide)|photo\w*"
    r"|picture|road name|street name|landmark|house number|postcode|what3words|lleoliad"
)
