"""Pay council tax: pay a bill or an instalment."""

from __future__ import annotations

import re

from checks.asking import TOLD, asked, linked, one_of, told
from checks.model import Applies, CouncilType, Journey, Verdict
from checks.passages import passages_on
from checks.reading import financial_year_of, financial_years
from checks.registry import question
from checks.shared_questions import OWN
from checks.verdicts import no, not_applicable, yes
from checks.views import PageView
from checks.wording import any_of

JOURNEY = Journey(
    id="pay-council-tax",
    title="Pay council tax",
    task="Pay a council tax bill or instalment",
    lgsl=(57, 58),
    lgil=(14, 0, 8),
    runs={
        CouncilType.COUNTY: Applies.NO,
        CouncilType.DISTRICT: Applies.YES,
        CouncilType.UNITARY: Applies.YES,
        CouncilType.METROPOLITAN: Applies.YES,
        CouncilType.LONDON_BOROUGH: Applies.YES,
        CouncilType.WELSH_UNITARY: Applies.YES,
        CouncilType.SCOTTISH_UNITARY: Applies.YES,
        # Northern Ireland has rates, collected by a department, and no council tax.
        CouncilType.NORTHERN_IRELAND_DISTRICT: Applies.NO,
    },
    objects={
        "en": (
            "council tax",
            "council tax bill",
            "council tax instalment",
            "council tax payment",
            "council tax account",
            "CTAX",
        ),
        "cy": ("treth gyngor", "treth y cyngor", "bil treth gyngor", "taliad treth gyngor"),
    },
    actions={
        "en": (
            "pay",
            "paying",
            "payment",
            "make a payment",
            "ways to pay",
            "how to pay",
            "pay online",
            "pay by card",
            "pay by debit or credit card",
            "pay your bill",
            "settle",
        ),
        "cy": ("talu", "talwch", "taliad", "gwneud taliad", "sut i dalu", "ffyrdd o dalu"),
    },
    topics={
        "en": (
            "council tax",
            "pay for it",
            "pay",
            "payments",
            "make a payment",
            "online payments",
            "bills and payments",
            "benefits and council tax",
            "money and benefits",
            "taxes",
        ),
        "cy": (
            "treth gyngor",
            "talu",
            "taliadau",
            "talu ar-lein",
            "budd-daliadau a'r dreth gyngor",
            "gwneud taliad",
        ),
    },
    queries={
        "en": (
            "pay council tax",
            "council tax payment",
            "pay my council tax bill",
            "ways to pay council tax",
        ),
        "cy": ("talu'r dreth gyngor", "taliad treth gyngor", "ffyrdd o dalu treth gyngor"),
    },
    misspelling="pay councel tax",
    decoys=(
        "council tax reduction",
        "council tax support",
        "council tax discount",
        "single person discount",
        "council tax exemption",
        "council tax band",
        "council tax bands and charges",
        "how much is council tax",
        "how council tax is spent",
        "council tax refund",
        "council tax rebate",
        "council tax arrears",
        "problems paying council tax",
        "struggling to pay",
        "council tax recovery",
        "council tax summons",
        "council tax appeal",
        "council tax fraud",
        "council tax change of address",
        "moving home",
        "empty property council tax",
        "second homes",
        "council tax e-billing",
        "council tax consultation",
        "council tax leaflet",
        "business rates",
        "pay business rates",
        "pay rent",
        "pay parking fine",
        "housing benefit",
        "council tax data protection",
        "direct debit guarantee",
    ),
    letters=("C", "P"),
    summary="Whether a resident can pay a council tax bill online, and by which other ways.",
)


BC = "Socitm, Better Connected survey of this task, 2016"


@question(
    "Does it say where to find the account number?",
    at="task",
    yes="The page says where the number is: “{words}”",
    no="The page does not say where to find the account number.",
    source=OWN,
)
def account_number_explained(task: PageView) -> Verdict:
    """What it asks: whether the page says what the number is called and where on the bill it stands.

    Why it matters: without the number nothing can be paid, and a wrong one pays for a stranger.
    How to fix: say where it stands, how many digits it has, and show a picture of the bill.
    """
    return told(task, _NUMBER, _WHERE)


@question(
    "Can a direct debit be set up online?",
    at="task",
    yes="The page links to setting up a direct debit: “{words}”.",
    no="The page does not link to setting up a direct debit.",
    source=OWN,
)
def direct_debit_online(task: PageView) -> Verdict:
    """What it asks: whether the page links to a form or page for paying by direct debit.

    Why it matters: it spares the resident a payment to remember each month.
    How to fix: link to an online mandate, not to a form to print.
    """
    return linked(task, _DIRECT_DEBIT)


@question(
    "Are the dates of direct debits told?",
    at="task",
    yes="The page tells the dates of direct debits: “{words}”",
    no="The page does not tell the dates of direct debits.",
    source=OWN,
)
def direct_debit_dates(task: PageView) -> Verdict:
    """What it asks: whether the page says on which days of the month a direct debit is taken.

    Why it matters: residents choose a day after their wages come.
    How to fix: list the days offered.
    """
    return told(task, _DD, _DAYS)


@question(
    "Are the details for a bank transfer shown?",
    at="task",
    yes="The page shows the council's bank details: “{words}”",
    no="The page does not show the council's bank details.",
    source=OWN,
)
def bank_details(task: PageView) -> Verdict:
    """What it asks: whether the page shows the sort code and account number to pay into.

    Why it matters: many residents pay from their bank's own page or by a standing order.
    How to fix: show sort code, account number and the reference to give.
    """
    return told(task, _SORT_CODE, _BANK)


@question(
    "Are ways to pay in cash told?",
    at="task",
    yes="The page tells how to pay in cash: “{words}”",
    no="The page does not tell how to pay in cash.",
    source=OWN,
)
def cash(task: PageView) -> Verdict:
    """What it asks: whether the page says where cash is taken: shops, post offices, council offices.

    Why it matters: some residents have no bank account or card.
    How to fix: name the places and what to bring.
    """
    return told(task, _CASH)


@question(
    "Is there an account in which the balance can be seen?",
    at="task",
    yes="The page links to an account online: “{words}”.",
    no="The page links to no account in which the balance can be seen.",
    source=BC,
)
def balance_online(task: PageView) -> Verdict:
    """What it asks: whether the page links to an account that shows bills, payments and the balance.

    Why it matters: many who come to pay come to ask how much.
    How to fix: link to it beside the payment.
    """
    return linked(task, _ACCOUNT)


@question(
    "Is a bill by e-mail offered?",
    at="task",
    yes="The page offers bills online: “{words}”",
    no="The page does not offer bills online.",
    source=OWN,
)
def paperless_bill(task: PageView) -> Verdict:
    """What it asks: whether the page says that bills can be had by e-mail or in an account.

    Why it matters: it saves paper and postage, and a bill that is at hand is paid.
    How to fix: offer it beside the payment.
    """
    return told(task, _EBILL)


@question(
    "Are discounts linked, such as for one adult alone?",
    at="task",
    yes="The page links to discounts: “{words}”.",
    no="The page does not link to discounts.",
    source=OWN,
)
def discounts_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to discounts and exemptions.

    Why it matters: a resident should not pay a bill that is too high.
    How to fix: link to them beside the payment.
    """
    return linked(task, _DISCOUNT)


@question(
    "Is there guidance for those who struggle to pay?",
    at="task",
    yes="The page speaks to those who struggle to pay: “{words}”",
    no="The page does not speak to those who struggle to pay.",
    source=OWN,
)
def struggling_to_pay(task: PageView) -> Verdict:
    """What it asks: whether the page says what to do if the bill cannot be paid.

    Why it matters: who asks early can agree instalments; who hides gets costs on top.
    How to fix: say it on the payment page, kindly, with a way to make contact.
    """
    return told(task, _STRUGGLE)


@question(
    "Is debt advice linked?",
    at="task",
    yes="The page links to debt advice: “{words}”.",
    no="The page links to no debt advice.",
    source="Debt Respite Scheme (Breathing Space Moratorium and Mental Health Crisis Moratorium) "
    "(England and Wales) Regulations 2020",
)
def debt_advice_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to free debt advice or to Breathing Space.

    Why it matters: a debt to the council has hard consequences, and advice is free.
    How to fix: link to free and independent advice.
    """
    return linked(task, _DEBT)


@question(
    "Is council tax reduction linked?",
    at="task",
    yes="The page links to council tax reduction: “{words}”.",
    no="The page does not link to council tax reduction.",
    source=OWN,
)
def reduction_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to help with the bill for people with a low income.

    Why it matters: some who are entitled do not claim.
    How to fix: link to it where people come to pay.
    """
    return linked(task, _REDUCTION)


@question(
    "Is moving home linked?",
    at="task",
    yes="The page links to moving home: “{words}”.",
    no="The page does not link to moving home.",
    source=OWN,
)
def moving_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to telling the council of a move.

    Why it matters: a bill for the old home is a reason to ring.
    How to fix: link to it beside the payment.
    """
    return linked(task, _MOVE)


@question(
    "Are years named on the page the current financial year?",
    at="task",
    yes="The page speaks of the current financial year: “{words}”.",
    no="The page speaks of {words}, and not of the current financial year.",
    source="Local Government Finance Act 1992",
)
def current_year(task: PageView) -> Verdict:
    """What it asks: whether a page that names financial years names the one in which it is read.

    Why it matters: last year's charges or dates make a resident pay a wrong sum.
    How to fix: renew the page each March.
    """
    now = financial_year_of(task.as_of)
    years = [(passage, year) for passage in passages_on(task) for year in financial_years(passage.text)]
    if not years:
        return not_applicable("The page names no financial year.")
    # From March on, the bills of the coming year are out.
    fitting = [pair for pair in years if pair[1].starts in (now, now + 1)]
    passage, year = fitting[0] if fitting else max(years, key=lambda pair: pair[1].starts)
    verdict = yes if fitting else no
    return verdict(task.spot(passage.element), words=year.text, confidence=TOLD if fitting else 0.8)


@question(
    "Does it say what happens if a payment is missed?",
    at="task",
    yes="The page says what happens: “{words}”",
    no="The page does not say what happens if a payment is missed.",
    source="Council Tax (Administration and Enforcement) Regulations 1992, regulation 23",
)
def missed_payment(task: PageView) -> Verdict:
    """What it asks: whether the page tells of reminders, loss of instalments and summons, or links to it.

    Why it matters: after one reminder the whole year's sum can fall due within a fortnight.
    How to fix: tell the steps and their days in plain words.
    """
    return told(task, _MISSED)


@question(
    "Is a challenge of the band linked?",
    at="task",
    yes="The page links to bands: “{words}”.",
    no="The page does not link to bands or to their challenge.",
    source=OWN,
)
def band_linked(task: PageView) -> Verdict:
    """What it asks: whether the page links to the bands, or to the body that sets them.

    Why it matters: councils do not set bands; residents who disagree must know whom to ask.
    How to fix: link to the Valuation Office Agency, or to the Scottish Assessors.
    """
    return linked(task, _BAND)


@question(
    "Is a receipt or a time for the payment to show promised?",
    at="task",
    yes="The page says when or how the payment is confirmed: “{words}”",
    no="The page says neither that a receipt is given nor when the payment shows.",
    source=OWN,
)
def receipt(task: PageView) -> Verdict:
    """What it asks: whether the page promises a receipt, or says how long a payment takes to show.

    Why it matters: who does not see the payment pays twice, or rings.
    How to fix: promise a receipt by e-mail, and say how many working days it takes.
    """
    return told(task, _RECEIPT)


@question(
    "Is the number on the bill the first thing the payment asks?",
    at="form",
    yes="The payment asks for “{words}”.",
    no="The payment does not ask for the number on the bill.",
    source=OWN,
)
def asks_for_number(form: PageView) -> Verdict:
    """What it asks: whether the first step of the payment asks for the council tax account number.

    Why it matters: a payment without it cannot be matched to a bill.
    How to fix: ask for it first, with the number of digits and a picture.
    """
    return asked(form, one_of(form.fields, "account-number", "reference"))


_NUMBER = any_of(
    r"(?:account|reference|council tax|payment) (?:\w+ )?(?:number|no|ref\w*)|rhif (?:y )?cyfrif|cyfeirnod"
)
_WHERE = any_of(
    r"(?:on|of|at the top of|from) (?:\w+ ){0,4}(?:bills?|statement|letter|demand notice|reminder)"
    r"|\d+[- ](?:digit|figure|character)",
    r"(?:top|right|left|front)\b[^.]{0,20} (?:of|corner)|begin\w* with|starts? with|shown on|printed on"
    r"|found on|ar eich bil",
)
_DIRECT_DEBIT = any_of(r"direct debits?|debyd uniongyrchol")
_DD = any_of(r"direct debits?|instalments?|debyd uniongyrchol|rhandaliad\w*")
_DAYS = any_of(
    r"\d{1,2}(?:st|nd|rd|th)|on the (?:first|last) (?:working )?day"
    r"|(?:first|1st) of (?:each|every|the) month|choice of \w+ (?:payment )?dates",
    r"payment dates?\b[^.]{0,40} \d|twice a month|weekly|fortnightly",
)
_SORT_CODE = re.compile(
    r"(?<![\d-])\d{2}[- –]\d{2}[- –]\d{2}(?![\d-])|\bsort ?code\b[^.]{0,20}\d|\bcod didoli\b", re.I
)
_BANK = any_of(r"sort ?code|account (?:number|no|name)|bank\w*|bacs|standing orders?|cod didoli")
_CASH = any_of(
    r"cash|paypoint|pay point|payzone|post offices?|allpay|barcode|(?:payment|swipe) card|arian parod"
    r"|swyddfa'r post"
)
_ACCOUNT = any_of(
    r"(?:view|see|check|manage|access|log in to|sign in to|register for|open)\b[^.]{0,40} (?:account"
    r"|balance|bill|payments?)",
    r"(?:my|your|online|self[- ]service|council tax) (?:council tax )?account|account online"
    r"|open ?portal|citizen(?:'s)? access|fy nghyfrif",
)
_EBILL = any_of(
    r"e-?bill\w*|paperless|(?:bills?|statements?)\b[^.]{0,30} (?:by e-?mail|online|electronic\w*)"
    r"|(?:e-?mail|online|electronic|digital) bills?|bil(?:iau)? electronig"
)
_DISCOUNT = any_of(
    r"discounts?|exempt\w*|single (?:person|occup\w+|adult)|living alone",
    r"disregard\w*|gostyngiad\w*|eithriad\w*",
)
_STRUGGLE = any_of(
    r"(?:struggl\w+|difficult\w*|trouble|problems?|worried|unable|can't|cannot|hard|behind"
    r"|help)\b[^.]{0,40} (?:pay\w*|bills?|instalments?|council tax)",
    r"pay\w*\b[^.]{0,30} (?:difficult\w*|problems?)|financial (?:difficult\w*|hardship)|arrears|anhawster",
)
_DEBT = any_of(
    r"debt|breathing space|stepchange|citizens advice|money ?helper|money advice|national debtline"
    r"|advice ?uk|payplan|dyled\w*|cyngor ar bopeth"
)
_REDUCTION = any_of(
    r"council tax (?:reduction|support|benefit)|(?:reduc\w+|support|help)\b[^.]{0,30} (?:council tax"
    r"|bill|low income)|benefits?|low income|gostyngiadau'r dreth"
)
_MOVE = any_of(
    r"mov(?:e|ing|ed)\b[^.]{0,20}|change (?:of|your) (?:address|circumstances)|new (?:home|address|resident)",
    r"symud (?:tŷ|cartref)|newid cyfeiriad",
)
_MISSED = any_of(
    r"reminders?|summons\w*|final notice|magistrates|liability order|bailiffs?|enforcement agents?"
    r"|recovery|attachment of|court",
    r"(?:miss\w*|late|do not|don't|fail to|not)\b[^.]{0,20} (?:pay\w*|instalments?)|gw[yŷ]s|ynadon",
)
_BAND = any_of(r"bands?|bandings?|valuation office|voa|assessors?|challenge|band(?:iau)? treth")
_RECEIPT = any_of(
    r"receipt\w*|confirmation (?:e-?mail|number|of (?:your )?payment)|(?:payments?"
    r"|it)\b[^.]{0,40} (?:take|takes|allow|within|up to)\b[^.]{0,30} (?:days?|hours?)",
    r"(?:take|takes|allow|within|up to)\b[^.]{0,20} (?:days?|hours?)\b[^.]{0,40} (?:payments?|account"
    r"|appear|show|reach|clear)|derbynneb",
)
