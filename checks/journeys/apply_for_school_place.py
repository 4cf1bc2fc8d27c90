"""Apply for a school place: name the schools one prefers for a child."""

from __future__ import annotations

from checks import school_words as words
from checks import shared_questions as shared
from checks.asking import TOLD, says
from checks.dated import dated_passage
from checks.gating import OFFLINE
from checks.model import Cause, Channel, Journey, Verdict
from checks.passages import passages_on
from checks.registry import question
from checks.shared_phrases import APPLY, COUNTY_TIER, listed
from checks.shared_questions import BC, OWN
from checks.verdicts import could_not_test, no, yes
from checks.views import PageView, SurveyView
from checks.wording import any_of, first

JOURNEY = Journey(
    id="apply-for-school-place",
    title="Apply for a school place",
    task="Apply for a place at a primary or secondary school",
    lgsl=(13, 14),
    lgil=(0, 8),
    runs=COUNTY_TIER,
    objects={
        "en": listed(
            """school place, school places, school admission, school admissions, school application,
            primary school place, secondary school place, primary school admissions, secondary school
            admissions, place at a school, place at primary school, place at secondary school, reception
            place, reception class place, infant school place, junior school place, secondary transfer,
            transfer to secondary school, primary school application, secondary school application,
            apply primary school, apply secondary school, start primary school, starting school,
            starting primary school, starting secondary school, moving to secondary school, enrol your
            child at school, enrol your child, school enrolment, placing request, register for primary
            one, P1 registration, primary one, in-year admission, change school, changing schools, in-
            year school place, nursery and school admissions, admission to school"""
        ),
        "cy": listed(
            """lle mewn ysgol, lle ysgol, lleoedd ysgol, derbyniadau ysgol, derbyniadau i ysgolion,
            mynediad i ysgolion, derbyn i ysgolion, ysgol gynradd, ysgol uwchradd, dechrau ysgol"""
        ),
    },
    actions={
        "en": (
            *APPLY["en"],
            *listed("submit your application, choose, enrol, admissions, how to apply, start"),
        ),
        "cy": (*APPLY["cy"], *listed("derbyniadau, sut i wneud cais")),
    },
    topics={
        "en": listed(
            """schools, education, schools and education, schools and learning, education and learning,
            children and education, children and families, learning, schools and colleges, childcare and
            schools, primary schools, secondary schools, children and young people, parents"""
        ),
        "cy": listed("ysgolion, addysg, ysgolion a dysgu, addysg a dysgu, plant a theuluoedd"),
    },
    queries={
        "en": (
            "apply for school place",
            "school admissions",
            "apply secondary school",
            "apply primary school",
        ),
        "cy": ("gwneud cais am le mewn ysgol", "derbyniadau ysgol", "lle ysgol gynradd"),
    },
    misspelling="scool admissions",
    decoys=listed(
        """school admission appeals, appeal a school place, school appeal, admission arrangements
        consultation, co-ordinated admissions scheme, admissions policy, admissions forum, offer day,
        school offer day, free school meals, school meals, school transport, school bus pass, school
        term dates, term dates, school closures, school holidays, school uniform grant, school clothing
        grant, nursery place, early education, free childcare, childcare place, special school
        transport, home education, school attendance, exclusions, school governor, become a school
        governor, school jobs, school catering, school performance, ofsted, school crossing patrol,
        school streets, school place planning, school organisation plan, new schools, sixth form,
        further education, adult learning courses, school parking, student finance, school visits, list
        of schools, find a school, school catchment areas, school census"""
    ),
    letters=("A", "S"),
    essential="apply-for-school-place/application-or-opening",
    summary="Whether a parent finds the live application or its dates, and learns how places are given.",
)


@question(
    "Is there a live application, or the day on which it opens?",
    at="walk",
    needs=(),
    yes="{how}",
    no="There is neither an application online nor a date on which it opens: {why}.",
    source=BC,
)
def application_or_opening(walk: SurveyView) -> Verdict:
    """What it asks: whether the page leads to the application online or, between rounds, names the date on
    which the next one opens.

    Why it matters: the round is open for some weeks of the year; who misses it gets what is left.
    How to fix: link to the application while it is open, and show the next opening date when it is not.
    """
    channel = walk.decision.channel if walk.decision else None
    task = walk.task
    if channel in (Channel.ONLINE, Channel.SIGN_IN_REQUIRED, Channel.NATIONAL_SERVICE):
        spots = (task.spot(task.main),) if task is not None else ()
        return yes(*spots, how="The page leads to an application online.")
    opening = dated_passage(task, _OPENS, _BORN) if task is not None else None
    if task is not None and opening is not None:
        return yes(
            task.spot(opening.element), how=f"The next round opens: {opening.text[:120]}", confidence=TOLD
        )
    if task is not None and channel in OFFLINE:
        return no(task.spot(task.main), why=OFFLINE[channel], confidence=0.8)
    return could_not_test(Cause.NEEDS_REVIEW, "Where the page leads could not be told.")


@question(
    "Is the closing date of this round told?",
    at="task",
    yes="The page tells the closing date: “{words}”",
    no="The page tells no closing date of the current or coming round.",
    source=OWN,
)
def closing_date(task: PageView) -> Verdict:
    """What it asks: whether the page gives the date by which one must have applied, not more than a year
    past.

    Why it matters: one day late means after everybody else.
    How to fix: show the date for each age, with its year, at the top.
    """
    return says(task, dated_passage(task, _CLOSES, _BORN))


@question(
    "Is the opening date told?",
    at="task",
    yes="The page tells the opening date: “{words}”",
    no="The page tells no opening date of the current or coming round.",
    source=OWN,
)
def opening_date(task: PageView) -> Verdict:
    """What it asks: whether the page gives the date from which one can apply.

    Why it matters: parents visit the page for months before they can do anything.
    How to fix: show it beside the closing date.
    """
    return says(task, dated_passage(task, _OPENS, _BORN))


@question(
    "Is the offer day told?",
    at="task",
    yes="The page tells the offer day: “{words}”",
    no="The page tells no offer day.",
    source="School Information (England) Regulations 2008; School Admissions Code 2021",
)
def offer_day(task: PageView) -> Verdict:
    """What it asks: whether the page gives the date on which parents learn which school it is.

    Why it matters: childcare and work are arranged around it.
    How to fix: show it beside the closing date, and say how the offer comes.
    """
    return says(task, dated_passage(task, _OFFER, _BORN))


@question(
    "Are first, secondary and in-year applications kept apart?",
    at="task",
    yes="The page leads each age its own way: “{words}”",
    no="The page does not keep first, secondary and in-year applications apart.",
    source=OWN,
)
def ages_apart(task: PageView) -> Verdict:
    """What it asks: whether the page speaks of, or links to, two or more of: starting primary school, moving
    to
    secondary school, changing school within the year.

    Why it matters: each has its own dates and form.
    How to fix: begin with three links, one for each.
    """
    found = [one for one in (first(passages_on(task), pattern) for pattern in _AGES) if one is not None]
    return says(task, found[-1] if len(found) > 1 else None)


preferences = shared.tells(
    "Does it say how many schools one may name?",
    "how many schools one may name",
    words.PREFERENCES,
    matters="naming one school does not make it more likely, but many think so",
    fix="say how many, and that naming fewer gains nothing",
)
order_explained = shared.tells(
    "Is the order of preferences explained?",
    "what the order of the preferences does",
    words.ORDER,
    matters="parents put a safe school first for fear, and get it",
    fix="explain in three sentences how preferences are treated",
)
distance_or_catchment = shared.tells(
    "Is there a way to learn the distance or catchment?",
    "how to learn one's distance or catchment",
    any_of(
        r"catchment\w*|distance|nearest school|priority area|(?:find|check) (?:your|my|a) (?:\w+ )?school"
        r"|dalgylch"
    ),
    matters="it decides more places than anything else",
    fix="link to a look-up by postcode",
)
how_places_are_given = shared.tells(
    "Does it say how places are given?",
    "by which rules places are given",
    words.PLACES_GIVEN,
    but_not=words.RULES_OF_OTHER_THINGS,
    matters="parents can weigh their chances only by the rules",
    fix="summarise the order of the criteria, and link to each school's own",
    source="School Admissions Code 2021, section 1 (England)",
)
last_years_places = shared.tells(
    "Does it say how last year's places were given?",
    "how places were given last year",
    words.LAST_YEAR,
    but_not=words.TO_COME,
    matters="last year's furthest distance is the best guess there is",
    fix="show for each school how many applied, and the last distance",
)
documents = shared.tells(
    "Does it say which proofs are needed?",
    "which proofs of address or age are needed",
    words.DOCUMENTS,
    but_not=words.NOTHING_NEEDED,
    matters="an address that is not proven may lose the place",
    fix="list the proofs, and how to send them",
)
supplementary_forms = shared.tells(
    "Are the further forms of some schools mentioned?",
    "that some schools ask for a form of their own",
    words.SUPPLEMENTARY,
    matters="without the second form the first preference counts for little",
    fix="say which schools, with links to their forms",
)
special_needs = shared.tells(
    "Are children with special needs covered?",
    "how a child with special needs or a plan applies",
    words.SPECIAL_NEEDS,
    matters="with a plan the ordinary form is the wrong one",
    fix="say so in the first lines, and link to the right team",
    source="Children and Families Act 2014, section 39 (England)",
)
children_in_care = shared.tells(
    "Are children in care covered?",
    "that children in care come first or apply otherwise",
    any_of(
        r"looked[- ]after|in care|previously (?:looked|in)|adopted|foster\w*|care order|plant sy'n derbyn"
        r" gofal"
    ),
    matters="their places come first by law; whoever cares for them must know",
    fix="say who applies, and with which proof",
    source="School Admissions Code 2021, paragraph 1.7 (England)",
)
summer_born = shared.tells(
    "Is starting later or part-time explained?",
    "how a child can start later or part-time",
    words.SUMMER_BORN,
    matters="a child of four and one day may need another year",
    fix="say what can be asked for, whom, and until when",
    source="School Admissions Code 2021, paragraphs 2.17 to 2.20 (England)",
)
moving_in = shared.tells(
    "Are families who move covered?",
    "what families do who move into the area or serve in the forces",
    words.MOVING_IN,
    matters="they have no address yet when the round closes",
    fix="say which proof is taken for the new address",
)
other_council = shared.tells(
    "Is it said where to apply for a school of another council?",
    "to whom one applies for a school in another council's area",
    words.OTHER_COUNCIL,
    matters="one applies where one lives, not where the school is; it is often done the other way",
    fix="say it in one sentence",
    source="School Admissions Code 2021, paragraph 2.2 (England)",
)
late_application = shared.tells(
    "Are late applications explained?",
    "what happens to a late application",
    words.LATE,
    matters="families who learn of the date too late still need a school",
    fix="say how to apply late, and when those are looked at",
)
waiting_list = shared.tells(
    "Are waiting lists explained?",
    "how waiting lists work",
    words.WAITING_LIST,
    matters="places come free until the first day of term",
    fix="say how one gets on the list and how long it is kept",
)
appeals_linked = shared.links_to(
    "Is an appeal linked?",
    "appealing against a decision",
    words.APPEAL,
    words.CHARITY_APPEAL,
    matters="the time to appeal is short",
    source="School Admission Appeals Code 2022 (England)",
)
travel_linked = shared.links_to(
    "Is travel to school linked?",
    "help with travel to school",
    words.TRAVEL,
    matters="free travel is often only to the nearest school; it belongs to the choice",
    fix="link to it before the start of the form",
)


_CLOSES = any_of(
    r"clos(?:es|ing|e|ed)|deadline|(?:must|should|need to|have to) (?:\w+ )?(?:apply|submit\w*|be (?:in"
    r"|received|submitted|made))|apply (?:\w+ )?(?:by|before)|by (?:midnight|11[.:]59)|last (?:day|date)"
    r"|until|no later than|dyddiad cau"
)
_OPENS = any_of(
    r"open(?:s|ing|ed)?(?! (?:evenings?|days?|events?|mornings?|house|afternoons?))|when (?:to|you can) apply"
    r"|(?:can|may|able to) (?:\w+ )?apply (?:\w+ )?(?:from|on|between|after)|apply"
    r" (?:from|between)|applications? (?:\w+ ){0,2}(?:start|begin|from)|available from|agor"
)
_OFFER = any_of(
    r"(?:get|have|receive|see|learn|send|e-?mail|write)\b[^.]{0,30} (?:the |your |an |our )?(?:answer"
    r"|offer|place|school|result|decision)",
    r"offer(?:s|ed)? (?:day|date|letters?|e-?mails?|will|of)|offers? (?:\w+ ){0,3}(?:sent|made|released"
    r"|on)|(?:told|notified|informed|hear|find out|know|outcome|result|decision)\b[^.]{0,60}|(?:places?"
    r"|offers?) (?:\w+ )?(?:offered|allocated|sent|made)|cynnig",
)
_BORN = any_of(r"born|births?|turns? (?:four|4)|identifier|ganed")
_AGES = (
    any_of(
        r"(?:start\w*|reception|infant|primary) (?:\w+ )?(?:school|class|place|education|admission"
        r"|one)\w*|primary|p1|ysgol gynradd"
    ),
    any_of(r"secondary|year (?:7|seven)|ysgol uwchradd|upper school|middle school"),
    any_of(
        r"in[- ]year|(?:chang|mov|transferr?)\w+ (?:\w+ ){0,2}schools?|during the (?:school )?year|mid[-"
        r" ]?year|newid ysgol"
    ),
)
