"""Apply for a Blue Badge: get leave to park nearer, as a disabled person."""

from __future__ import annotations

from checks import badge_words as words
from checks import shared_questions as shared
from checks.apply_words import HELP_TO_APPLY
from checks.asking import says
from checks.gating import OFFLINE
from checks.model import Cause, Channel, Journey, Verdict
from checks.passages import passages_on
from checks.registry import question
from checks.shared_phrases import APPLY, COUNTY_TIER, listed
from checks.shared_questions import OWN
from checks.verdicts import could_not_test, no, yes
from checks.views import PageView, SurveyView
from checks.wording import any_of, fees, told_free

JOURNEY = Journey(
    id="apply-for-blue-badge",
    title="Apply for a Blue Badge",
    task="Get a Blue Badge to park nearer, as a disabled person",
    lgsl=(279,),
    lgil=(0, 8),
    runs=COUNTY_TIER,
    objects={
        "en": listed(
            """blue badge, blue badges, blue badge scheme, blue badge parking permit, disabled parking permit,
            disabled parking badge, disabled person's parking badge, disabled persons parking permit,
            disabled badge, disabled blue badge, disability parking badge, parking badge, disabled parking,
            parking for disabled people, parking permit for disabled people, disabled driver badge, orange
            badge,
            blue parking badge, blue disabled badge"""
        ),
        "cy": listed(
            """bathodyn glas, bathodynnau glas, cynllun bathodyn glas, bathodyn parcio i bobl anabl,
            parcio i bobl anabl, bathodyn anabl, parcio anabl"""
        ),
    },
    actions={
        "en": (
            *APPLY["en"],
            *listed("renew, apply for or renew, reapply, order, start your application, eligible"),
        ),
        "cy": (*APPLY["cy"], *listed("adnewyddu, adnewyddwch")),
    },
    topics={
        "en": listed(
            """parking, disability, disabled people, adult social care, social care, health and social care,
            adults,
            care and support, travel and transport, parking permits, roads and parking, mobility,
            transport and parking, concessionary travel, permits, older people, apply"""
        ),
        "cy": listed(
            "parcio, anabledd, gofal cymdeithasol, teithio a chludiant, trwyddedau, oedolion, gwneud cais"
        ),
    },
    queries={
        "en": ("apply for blue badge", "blue badge", "disabled parking", "disabled parking permit"),
        "cy": ("gwneud cais am fathodyn glas", "bathodyn glas", "parcio i bobl anabl"),
    },
    misspelling="apply for blue bage",
    decoys=listed(
        """blue badge fraud, report blue badge misuse, misuse of blue badge, blue badge abuse, blue badge
        enforcement,
        lost or stolen blue badge, lost blue badge, replacement blue badge, return a blue badge,
        organisational blue badge, organisation blue badge, blue badge for organisations, blue badge bays map,
        where to park with blue badge, blue badge parking locations, blue badge appeal, report changes,
        change your details, disabled parking bay, disabled bay, disabled parking space outside your home,
        disabled parking space,
        apply for a disabled bay, disabled bus pass, railcard, disabled facilities grant,
        resident parking permit, carer parking permit, shopmobility, blue bin, toll exemption, car tax
        exemption,
        blue badge statistics"""
    ),
    letters=("B", "D"),
    essential="apply-for-blue-badge/reaches-application",
    summary="Whether a disabled resident is led to a live application, and knows first who can have a badge.",
)


@question(
    "Is one led to an application that opens?",
    at="walk",
    needs=(),
    yes="One is led to an application: {how}.",
    no="One is not led to an application online: {why}.",
    source=shared.BC,
)
def reaches_application(walk: SurveyView) -> Verdict:
    """What it asks: whether the page leads to an application online, the council's own or the national
    service.

    Why it matters: whoever cannot walk far should not have to fetch, print or post a form.
    How to fix: link straight to the start page of the application.
    """
    channel = walk.decision.channel if walk.decision else None
    page = walk.form or walk.task
    spots = (page.spot(page.main),) if page is not None else ()
    if channel in _LED:
        return yes(*spots, how=_LED[channel])
    if channel in OFFLINE:
        return no(*spots, why=OFFLINE[channel])
    if channel is Channel.BROKEN:
        return could_not_test(Cause.PAGE_BROKEN, "The way into the application failed.", *spots)
    return could_not_test(Cause.NEEDS_REVIEW, "Where the page leads could not be told.", *spots)


_LED = {
    Channel.ONLINE: "a form opens",
    Channel.SIGN_IN_REQUIRED: "it opens behind a sign-in",
    Channel.NATIONAL_SERVICE: "the national service",
}

automatic = shared.tells(
    "Does it say who qualifies without further assessment?",
    "who qualifies automatically and who is assessed",
    words.AUTOMATIC,
    matters="an award letter spares an assessment; who does not know it waits for one in vain",
    fix="list the benefits that qualify, and say what happens in all other cases",
)
hidden_disability = shared.tells(
    "Are hidden disabilities included?",
    "that disabilities that cannot be seen count too",
    words.HIDDEN,
    matters="since 2019 they can qualify in England; many who can do not know it",
    fix="say so, with two or three examples",
    source="Disabled Persons (Badges for Motor Vehicles) (England) (Amendment) Regulations 2019",
)
benefit_points = shared.tells(
    "Are the benefits that qualify named with their points?",
    "which benefits qualify, with the points or rate needed",
    words.BENEFITS,
    words.POINTS,
    matters="the points stand on the award letter: with them a resident can tell at once",
    fix="name each benefit with its points or rate, in a list",
)
documents = shared.tells(
    "Does it say which documents to have ready?",
    "which documents to have ready",
    words.DOCUMENTS,
    matters="an application without its papers stops, and the wait starts again",
    fix="list the proofs of identity, address and benefit, with examples",
)
photo_rules = shared.tells(
    "Does it say what photograph is needed?",
    "what photograph is needed",
    any_of(
        r"(?:recent|digital|passport(?:[- ]style)?|colour|clear|new"
        r"|head and shoulders) (?:\w+ ){0,3}(?:photo\w*|picture)",
        r"(?:photo\w*|picture)\b[^.]{0,60} (?:of (?:yourself|you|your)|must|should|needs?|head|face"
        r"|background|passport"
        r"|size)|llun (?:digidol|diweddar|pasbort)|ffotograff",
    ),
    matters="photographs that do not fit are among the commonest reasons for delay",
    fix="say what must be seen, and that a phone's picture will do",
)


@question(
    "Does it say what a badge costs?",
    at="task",
    yes="The page tells what a badge costs: “{words}”",
    no="The page does not tell what a badge costs.",
    source=OWN,
)
def price_of_badge(task: PageView) -> Verdict:
    """What it asks: whether the page tells what a badge costs, or that it is free.

    Why it matters: sites that only look official charge several times the price.
    How to fix: say the price, or that it is free, and who alone takes applications.
    """
    told = [one for one in passages_on(task) if not words.OF_SOMETHING_ELSE.search(one.text)]
    paid = [one for one, _ in fees(told)] + [one for one in told if words.POUNDS.search(one.text)]
    found = next((one for one in paid if words.OF_THE_BADGE.search(one.full)), None)
    free = told_free(told, lambda text: bool(words.OF_THE_BADGE.search(text)))
    return says(task, found or (free.passage if free else None))


decision_time = shared.tells(
    "Does it say how long it takes?",
    "how long an application takes",
    any_of(
        r"(?:\d+|one|two|three|four|six|eight|ten|twelve)(?: ?(?:-|to) ?\d+)? (?:working "
        r"|calendar )?(?:days|weeks|months)",
        r"wythnos\w*",
    ),
    any_of(
        r"process\w*|decision|decide|assess\w*|takes?|wait\w*|allow|receive|hear|within|up to|penderfyn\w*"
        r"|cymryd|hyd at"
    ),
    matters="it may take twelve weeks; who knows it applies in time",
    fix="say the usual and the longest time",
)
renewal_time = shared.tells(
    "Does it say how long before its end to renew?",
    "how long before its end a badge should be renewed",
    words.RENEWAL_TIME,
    matters="a badge out of date is a fine, even while the new one is on its way",
    fix="say how many weeks before the date on the badge one should apply",
)
no_automatic_renewal = shared.tells(
    "Does it say that a badge must be applied for again?",
    "that a badge does not renew itself",
    words.NOT_AUTOMATIC,
    matters="residents wait for a reminder that does not come",
    fix="say that it lasts three years, and that nobody writes before",
)
replacement_linked = shared.links_to(
    "Is replacing a lost or stolen badge linked?",
    "replacing a lost, stolen or damaged badge",
    words.REPLACEMENT,
    words.LOST_THINGS,
    matters="who lost a badge arrives here too, and must not fill in the whole application",
)
misuse_linked = shared.links_to(
    "Is reporting misuse linked?",
    "reporting the misuse of a badge",
    words.MISUSE,
    matters="misuse takes up the bays that badge holders need",
    fix="link to the report from the page about badges",
)
organisations = shared.tells(
    "Are badges for organisations covered?",
    "how an organisation gets a badge",
    words.ORGANISATIONS,
    matters="a care home needs a badge for its bus, and another form",
    fix="say in one sentence what they do, and link to their form",
)
terminal_illness = shared.tells(
    "Is a quicker way for the terminally ill told?",
    "a quicker way for people at the end of life",
    any_of(
        r"terminal\w*|end of life|ds1500|sr1|fast[- ]track\w*|life[- ]limiting|urgent application"
        r"|salwch terfynol"
    ),
    matters="twelve weeks may be too long",
    fix="say whom to ring, and which form of the doctor's is enough",
)
review = shared.tells(
    "Does it say what to do after a refusal?",
    "what to do after a refusal",
    any_of(
        r"appeal\w*|(?:ask|request|right)\b[^.]{0,40} (?:review|reconsider\w*|look again)|(?:refus\w+"
        r"|turned down|unsuccessful"
        r"|rejected|not (?:be )?(?:awarded|eligible|successful))|disagree|not happy with|apelio|gwrthod\w*",
    ),
    matters="there is no tribunal; only the council itself can look again, and within a time",
    fix="say how to ask for a review, and until when",
)
where_to_park = shared.tells(
    "Does it say where one may park with a badge?",
    "where and how one may park with a badge",
    any_of(
        r"(?:yellow lines?|parking disc|clock|time limit|three hours|3 hours|red routes?|pay and display"
        r"|on-street"
        r"|disabled (?:parking )?(?:bays?|spaces?))",
        r"where (?:\w+ ){0,3}(?:can|may) (?:\w+ )?park|how to (?:use|display)|(?:use|using"
        r"|display\w*) (?:your|the|a) (?:blue )?badge"
        r"|llinellau melyn|cloc parcio",
    ),
    matters="the rules differ by nation and street, and a mistake is a fine",
    fix="say the main rules, and link to the national booklet",
)
bay_linked = shared.links_to(
    "Is a disabled bay near home linked?",
    "asking for a disabled bay near home",
    words.BAY,
    matters="the badge does not keep a place before one's door; many think so",
)
help_to_apply = shared.tells(
    "Is help for those who cannot apply online told?",
    "how to get help or to apply without the internet",
    HELP_TO_APPLY,
    matters="many applicants are old, ill, or apply for somebody who is",
    fix="give a telephone number and the places where somebody helps",
)
changes_linked = shared.links_to(
    "Is telling of a change of details linked?",
    "telling of a change of name, address or condition",
    any_of(
        r"chang\w+ (?:\w+ ){0,4}(?:details|address|name|circumstances)|report (?:a )?changes?"
        r"|update (?:your )?details"
        r"|(?:moved?|moving) (?:house|home|address)|(?:return|hand back|cancel)\w*"
        r"|newid (?:\w+ )?(?:manylion|cyfeiriad)",
    ),
    matters="a holder who moved needs no new application, only a new address",
)
