"""Apply for housing: join the council's housing register."""

from __future__ import annotations

from checks import housing_words as words
from checks import shared_questions as shared
from checks.absence import lacking
from checks.apply_words import HELP_TO_APPLY, LOOKED_AT_AGAIN
from checks.asking import NOT_TOLD, says
from checks.model import Journey, Verdict
from checks.passages import passages_on
from checks.reading import telephones
from checks.registry import question
from checks.shared_phrases import APPLY, DISTRICT_TIER, listed
from checks.shared_questions import BC
from checks.views import PageView
from checks.wording import any_of, first

JOURNEY = Journey(
    id="apply-for-housing",
    title="Apply for housing",
    task="Join the council's housing register",
    lgsl=(92,),
    lgil=(0, 8),
    runs=DISTRICT_TIER,
    # One national body lets all public housing in Northern Ireland.
    nations_out=("Northern Ireland",),
    objects={
        "en": listed(
            """housing register, council house, council housing, council home, council homes, council flat,
            council property, social housing, social home, housing waiting list, council house waiting list,
            housing list, waiting list for a council house, common housing register, homes register,
            housing application, council and housing association homes, housing association home, rent a home,
            home from the council, affordable rented home, choice based lettings, homechoice, home choice,
            homefinder,
            home finder, homeseeker, homemove, council tenancy, place to live, transfer to another home,
            find a council home, a home to rent, rehousing, housing options register"""
        ),
        "cy": listed(
            """cofrestr tai, cofrestr dai, tai cyngor, tŷ cyngor, tai cymdeithasol, rhestr aros am dai,
            cartref cyngor,
            cais am dai, rhestr tai, cofrestr tai cyffredin"""
        ),
    },
    actions={
        "en": (
            *APPLY["en"],
            *listed("join, register, find, get on, sign up, rent, be rehoused, get a council house"),
        ),
        "cy": (*APPLY["cy"], *listed("ymuno â, ymunwch â, cofrestru, dod o hyd i, rhentu")),
    },
    topics={
        "en": listed(
            """housing, housing and homelessness, find a home, finding a home, homes, council housing,
            housing advice,
            housing options, renting, housing and tenants, looking for a home, home and housing, apply"""
        ),
        "cy": listed("tai, tai a digartrefedd, dod o hyd i gartref, cyngor ar dai, rhentu, opsiynau tai"),
    },
    queries={
        "en": ("apply for housing", "council house", "housing register", "council house waiting list"),
        "cy": ("gwneud cais am dai", "tŷ cyngor", "cofrestr tai"),
    },
    misspelling="aply for counsil house",
    decoys=listed(
        """housing benefit, allocations policy, allocation policy, allocations scheme, lettings policy,
        housing strategy,
        housing repairs, report a repair, council house repair, pay rent, rent arrears, right to buy,
        mutual exchange, swap your home, garage to rent, rent a garage, bid for a home, bid for a property,
        place a bid, homelessness, homelessness strategy, housing needs assessment, sheltered housing,
        extra care housing, housing development, new council homes, housing planning application, self-build
        register,
        register of landlords, landlord registration, hmo licence, hmo register, selective licensing,
        housing complaints, leaseholders, tenancy fraud, tenant participation, housing benefit change of
        circumstances,
        housing supply statistics, electoral register, disabled facilities grant, key worker housing,
        first homes, shared ownership, help to buy, home improvement grant"""
    ),
    letters=("C", "H"),
    essential="apply-for-housing/who-can-apply",
    summary="Whether a resident can tell from web pages who can join, how long it takes, and can join.",
)


@question(
    "Does a web page say who can apply?",
    at="task",
    yes="The page says who can apply: “{words}”",
    no="The page does not say who can apply.",
    source=BC,
)
def who_can_apply(task: PageView) -> Verdict:
    """What it asks: whether the page itself says who can join the register: local connection, income, age,
    status, and not only a policy to download.

    Why it matters: most who ask cannot be housed; they should not need forty pages of policy to learn it.
    How to fix: put the conditions on the page as a short list.
    """
    return says(task, first([one for one in passages_on(task) if one.role != "heading"], _ELIGIBLE))


@question(
    "Is a number for those homeless tonight in view?",
    at="task",
    yes="The page gives a number: “{words}”",
    no="The page gives no telephone number for somebody homeless tonight.",
    source="Housing Act 1996, section 188; Housing (Scotland) Act 1987, section 29; "
    "Housing (Wales) Act 2014, section 68",
)
def homeless_tonight(task: PageView) -> Verdict:
    """What it asks: whether a telephone number stands where the page speaks of having nowhere to stay.

    Why it matters: somebody with nowhere to sleep does not need a register but a person.
    How to fix: put the number by day and by night above everything else.
    """
    for one in passages_on(task):
        if telephones(one.text) and _HOMELESS.search(f"{one.heading} {one.element.get_text(' ')[:1500]}"):
            return says(task, one)
    return lacking(task, confidence=NOT_TOLD)


who_cannot = shared.tells(
    "Does it say who cannot join?",
    "who cannot join the register",
    words.WHO_CANNOT,
    matters="an application that must fail costs hours, and hope",
    fix="list the commonest reasons: owners, arrears, no local connection",
)
likely_wait = shared.tells(
    "Does it say how long the wait may be?",
    "how long one may wait for a home",
    words.LIKELY_WAIT,
    matters="five years or five months: it decides whether to look elsewhere now",
    fix="show the usual wait by size of home and band, with the year it was counted in",
    source=BC,
)
chance_told = shared.tells(
    "Is the chance of success said plainly?",
    "how likely it is to be offered a home",
    words.CHANCE,
    matters="hope of a home that will not come keeps families from other ways",
    fix="say it in one plain sentence",
)
register_figures = shared.tells(
    "Does it say how many wait and how many homes are let?",
    "how many wait or how many homes are let",
    any_of(
        r"\d[\d,]{1,6} (?:\w+ ){0,3}(?:households?|people|applicants?|applications?|families|homes?"
        r"|properties)\b[^.]{0,60} (?:register\w*|list|wait\w*|let|year|available|became|came up|allocated)",
        r"\d[\d,]{1,6} (?:\w+ ){0,2}(?:applicants?|applications|lettings?)"
        r"|(?:let|allocated|housed|waiting|rehoused)\b[^.]{0,30} \d[\d,]{1,6} (?:\w+ ){0,2}(?:households?"
        r"|people|families|homes?|properties)",
    ),
    matters="two figures say more than a page about demand",
    fix="show both, with their date",
)
bands = shared.tells(
    "Are the bands or points explained on the page?",
    "how applications are put in order",
    words.BANDS,
    but_not=words.OTHER_BANDS,
    matters="the band decides the wait",
    fix="summarise the bands in a short table",
)
precheck_linked = shared.links_to(
    "Is there a check before the application?",
    "a check whether one can apply",
    any_of(
        r"(?:check|see|find out)\b[^.]{0,40} (?:eligib\w+|qualif\w+|can (?:apply|join)|options)"
        r"|(?:eligibility|self|housing|options) (?:check\w*|assessment|tool|calculator)|(?:am i|are you)"
        r" eligible|pre-?assess\w+|gwirio cymhwys\w*",
    ),
    matters="five questions spare most people an application of forty",
    fix="offer a short check that tells likely outcomes and other ways",
)
documents = shared.tells(
    "Does it say which documents to have ready?",
    "which documents to have ready",
    words.DOCUMENTS,
    matters="an application is not looked at until all its papers are there",
    fix="list them for each adult and child",
)
partners = shared.tells(
    "Is the part of housing associations explained?",
    "what part housing associations and partners play",
    words.PARTNERS,
    matters="many councils own no homes; residents wait for one of theirs",
    fix="say who owns the homes, and that one application is for all of them",
)
how_to_bid = shared.tells(
    "Is bidding for homes explained?",
    "how homes are advertised and bid for",
    words.BIDDING,
    matters="those on the register who do not bid are never offered a home",
    fix="say where homes are shown, when, and how often one may bid",
)
change_of_circumstances = shared.tells(
    "Does it say to tell of changes?",
    "what to do when circumstances change",
    words.CHANGES,
    matters="a new baby changes the band; an old address loses the offer",
    fix="link to the form for changes",
)
renewal = shared.tells(
    "Does it say whether an application must be renewed?",
    "whether an application must be renewed",
    any_of(
        r"renew\w*|re-?register\w*|annual(?:ly)? review\w*|still (?:want|need|wish|looking)",
        r"(?:you|your|applications?|applicants?|register)\b[^.]{0,80} (?:every|each|once a|twice a)"
        r" (?:year|12 months"
        r"|six months)|(?:every|each|once a|twice a) (?:year|12 months|six months)\b[^.]{0,80} (?:you"
        r"|your|applicants?)",
        r"review\b[^.]{0,30} (?:applications?|the (?:register|list))|(?:removed from|taken off"
        r"|cancel\w*)\b[^.]{0,40}"
        r"(?:list|register|application)?|(?:keep|kept) (?:your (?:application|details)) (?:open|live|up"
        r" to date)",
    ),
    matters="years of waiting end with one letter that was not answered",
    fix="say when and how, and send a message before",
)
domestic_abuse = shared.tells(
    "Is there a word to those who suffer abuse at home?",
    "where those can turn who suffer abuse at home",
    any_of(
        r"domestic (?:abuse|violence)|abus(?:e|ive)\b[^.]{0,30} (?:home|partner|relationship)|fleeing"
        r"|trais|cam-?drin"
    ),
    matters="a partner may read the screen and the post",
    fix="name the helpline and the council's own, and offer a quick way off the page",
    source="Domestic Abuse Act 2021, part 7 (England)",
)
medical_need = shared.tells(
    "Is a medical need covered?",
    "how illness or disability is taken into account",
    any_of(
        r"medical|health (?:condition|problem|need|reason|and housing|assessment)s?|disab\w+|adapted"
        r" (?:home|propert\w+)|wheelchair|occupational therap\w+|meddygol|anabl\w+",
    ),
    matters="a home without stairs is for some the only home",
    fix="say which proof is needed, and who assesses it",
)
review = shared.tells(
    "Does it say how to have a decision reviewed?",
    "how to have a decision reviewed",
    LOOKED_AT_AGAIN,
    matters="the right to a review ends after a few weeks",
    fix="say how, to whom and within how many days",
    source="Housing Act 1996, section 166A(9) (England)",
)
other_options_linked = shared.links_to(
    "Are other ways to a home linked?",
    "other ways to a home",
    any_of(
        r"private(?:ly)? rent\w*|rent(?:ing)? privately|exchange|swap|shared ownership|low[- ]cost|home"
        r" ?swap|other (?:housing )?options|landlords?|buy(?:ing)? a home|right to buy|supported housing"
        r"|sheltered|older people|rhentu preifat|cyfnewid",
    ),
    matters="most who ask will need another way",
    fix="link to private renting, exchange and shared ownership",
)
policy_linked = shared.links_to(
    "Is the policy linked?",
    "the policy by which homes are given out",
    any_of(
        r"(?:allocation|letting|housing|nomination|priorit\w+)s?\b[^.]{0,30} (?:polic(?:y|ies)|scheme"
        r"|plan)|polisi"
    ),
    matters="who asks for a review needs the rule itself",
    fix="link to it with its date, beside the summary",
    source="Housing Act 1996, section 168 (England and Wales)",
)
decision_time = shared.time_stated("decided or answered")
help_to_apply = shared.tells(
    "Is help with the application told?",
    "where to get help with the application",
    HELP_TO_APPLY,
    matters="those most in need of a home have often neither computer nor fluent English",
    fix="give a number and places, and offer other languages",
)

_ELIGIBLE = any_of(
    r"(?:you|anyone|people|households?|applicants?)\b[^.]{0,30} (?:can|may|should|will)\b[^.]{0,60} (?:join"
    r"|apply|qualify|eligible|register (?:if|when|only))",
    r"(?:you|people|applicants?)\b[^.]{0,30} (?:must|need to|have to)\b[^.]{0,60} (?:(?:aged )?(?:over|at "
    r"least"
    r"|1[68])|(?:a )?(?:local|lived|live in)|eligible)",
    r"local connection|eligible (?:if|to|for)|(?:aged|over|at least|or over) (?:16|18)|(?:1[68]|sixteen"
    r"|eighteen) (?:or over|years)|lived in\b[^.]{0,60} (?:years?|months)|(?:income|savings"
    r"|earn)\b[^.]{0,40} £|to (?:qualify|be eligible|join|apply),? you (?:must|need|have to|should)\b(?! "
    r"be on)",
    r"immigration (?:status|control)|cysylltiad lleol|gymwys",
)
_HOMELESS = any_of(
    r"homeless\w*|nowhere (?:to (?:stay|sleep|go|live)|safe)|tonight|rough sleep\w*|sleeping rough|los\w+"
    r" your home|out[- ]of[- ]hours|evict\w+|digartref\w*"
)
