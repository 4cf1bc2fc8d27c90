"""Pay council tax: pay a bill or an instalment."""

from __future__ import annotations

import re

from checks import shared_questions as shared
from checks import tax_words as words
from checks.asking import TOLD, asked, one_of
from checks.model import Applies, Cause, CouncilType, Journey, Verdict
from checks.passages import passages_on
from checks.reading import financial_year_of, financial_years
from checks.registry import question
from checks.shared_phrases import NOT_COUNTIES, listed
from checks.shared_questions import OWN
from checks.verdicts import could_not_test, no, not_applicable, yes
from checks.views import PageView
from checks.walked import walked_on
from checks.wording import any_of

JOURNEY = Journey(
    id="pay-council-tax",
    title="Pay council tax",
    task="Pay a council tax bill or instalment",
    lgsl=(57, 58),
    lgil=(14, 0, 8),
    # Northern Ireland has rates, collected by a department, and no council tax.
    runs={**NOT_COUNTIES, CouncilType.NORTHERN_IRELAND_DISTRICT: Applies.NO},
    objects={
        "en": listed(
            """council tax, council tax bill, council tax instalment, council tax payment,
            council tax account, CTAX"""
        ),
        "cy": ("treth gyngor", "treth y cyngor", "bil treth gyngor", "taliad treth gyngor"),
    },
    actions={
        "en": listed(
            """pay, paying, payment, make a payment, ways to pay, how to pay, pay online, pay by card,
            pay by debit or credit card, pay your bill, settle"""
        ),
        "cy": ("talu", "talwch", "taliad", "gwneud taliad", "sut i dalu", "ffyrdd o dalu"),
    },
    topics={
        "en": listed(
            """council tax, pay for it, pay, payments, make a payment, online payments, bills and payments,
            benefits and council tax, money and benefits, taxes"""
        ),
        "cy": listed(
            "treth gyngor, talu, taliadau, talu ar-lein, budd-daliadau a'r dreth gyngor, gwneud taliad"
        ),
    },
    queries={
        "en": listed(
            "pay council tax, council tax payment, pay my council tax bill, ways to pay council tax"
        ),
        "cy": ("talu'r dreth gyngor", "taliad treth gyngor", "ffyrdd o dalu treth gyngor"),
    },
    misspelling="pay councel tax",
    decoys=listed(
        """council tax reduction, council tax support, council tax discount, single person discount,
        council tax exemption, council tax band, council tax bands and charges, how much is council tax,
        how council tax is spent, council tax refund, council tax rebate, council tax arrears,
        problems paying council tax, struggling to pay, council tax recovery, council tax summons,
        council tax appeal, council tax fraud, council tax change of address, moving home,
        empty property council tax, second homes, council tax e-billing, council tax consultation,
        council tax leaflet, business rates, pay business rates, pay rent, pay parking fine,
        housing benefit, council tax data protection, direct debit guarantee"""
    ),
    letters=("C", "P"),
    summary="Whether a resident can pay a council tax bill online, and by which other ways.",
)


BC = "Socitm, Better Connected survey of this task, 2016"


account_number_explained = shared.tells(
    "Does it say where to find the account number?",
    "where to find the account number",
    any_of(
        r"(?:account|reference|council tax|payment) (?:\w+ )?(?:number|no|ref\w*)"
        r"|rhif (?:y )?cyfrif|cyfeirnod"
    ),
    any_of(
        r"(?:on|of|at the top of|from) (?:\w+ ){0,4}(?:bills?|statement|letter|demand notice|reminder)"
        r"|\d+[- ](?:digit|figure|character)",
        r"(?:top|right|left|front)\b[^.]{0,20} (?:of|corner)|begin\w* with|starts? with|shown on|printed on"
        r"|found on|ar eich bil",
    ),
    yes="The page says where the number is: “{words}”",
    no="The page does not say where to find the account number.",
    asks="whether the page says what the number is called and where on the bill it stands",
    matters="without the number nothing can be paid, and a wrong one pays for a stranger",
    fix="say where it stands, how many digits it has, and show a picture of the bill",
)


direct_debit_online = shared.links_to(
    "Can a direct debit be set up online?",
    "setting up a direct debit",
    any_of(r"direct debits?|debyd uniongyrchol"),
    asks="whether the page links to a form or page for paying by direct debit",
    matters="it spares the resident a payment to remember each month",
    fix="link to an online mandate, not to a form to print",
)


direct_debit_dates = shared.tells(
    "Are the dates of direct debits told?",
    "the dates of direct debits",
    words.DIRECT_DEBIT,
    words.DEBIT_DATES,
    but_not=words.FALLS_DUE,
    asks="whether the page says on which days of the month a direct debit is taken",
    matters="residents choose a day after their wages come",
    fix="list the days offered",
)


bank_details = shared.tells(
    "Are the details for a bank transfer shown?",
    "the council's bank details",
    re.compile(
        r"(?<![\d-])\d{2}[- –]\d{2}[- –]\d{2}(?![\d-])|\bsort ?code\b[^.]{0,20}\d|\bcod didoli\b", re.I
    ),
    any_of(r"sort ?code|account (?:number|no|name)|bank\w*|bacs|standing orders?|cod didoli"),
    yes="The page shows the council's bank details: “{words}”",
    no="The page does not show the council's bank details.",
    asks="whether the page shows the sort code and account number to pay into",
    matters="many residents pay from their bank's own page or by a standing order",
    fix="show sort code, account number and the reference to give",
)


cash = shared.tells(
    "Are ways to pay in cash told?",
    "how to pay in cash",
    any_of(
        r"cash|paypoint|pay point|payzone|post offices?|allpay|barcode|(?:payment|swipe) card|arian parod"
        r"|swyddfa'r post"
    ),
    asks="whether the page says where cash is taken: shops, post offices, council offices",
    matters="some residents have no bank account or card",
    fix="name the places and what to bring",
)


balance_online = shared.tells_or_links(
    "Is there an account in which the balance can be seen?",
    "an account in which the balance can be seen",
    any_of(
        r"(?:view|see|check|manage|access|log in to|sign in to|register for|open)\b[^.]{0,40} (?:account"
        r"|balance|bill|payments?)",
        r"(?:my|your|online|self[- ]service|council tax) (?:council tax )?account|account online"
        r"|open ?portal|citizen(?:'s)? access|fy nghyfrif",
    ),
    words.ACCOUNT,
    but_not=words.BANK_ACCOUNT,
    yes="The page offers an account online: “{words}”.",
    no="The page tells of no account in which the balance can be seen.",
    asks="whether the page links to, or tells of, an account that shows bills, payments and the balance",
    matters="many who come to pay come to ask how much",
    fix="link to it beside the payment",
    source=BC,
)


paperless_bill = shared.tells(
    "Is a bill by e-mail offered?",
    "how to have bills online",
    any_of(
        r"e-?bill\w*|paperless|(?:bills?|statements?)\b[^.]{0,30} (?:by e-?mail|online|electronic\w*)"
        r"|(?:e-?mail|online|electronic|digital) bills?|bil(?:iau)? electronig"
    ),
    yes="The page offers bills online: “{words}”",
    no="The page does not offer bills online.",
    asks="whether the page says that bills can be had by e-mail or in an account",
    matters="it saves paper and postage, and a bill that is at hand is paid",
    fix="offer it beside the payment",
)


discounts_linked = shared.links_to(
    "Are discounts linked, such as for one adult alone?",
    "discounts",
    words.DISCOUNTS,
    words.TICKETS,
    asks="whether the page links to discounts and exemptions",
    matters="a resident should not pay a bill that is too high",
    fix="link to them beside the payment",
)


struggling_to_pay = shared.tells(
    "Is there guidance for those who struggle to pay?",
    "what to do for those who struggle to pay",
    words.STRUGGLING,
    yes="The page speaks to those who struggle to pay: “{words}”",
    no="The page does not speak to those who struggle to pay.",
    asks="whether the page says what to do if the bill cannot be paid",
    matters="who asks early can agree instalments; who hides gets costs on top",
    fix="say it on the payment page, kindly, with a way to make contact",
)


debt_advice_linked = shared.links_to(
    "Is debt advice linked?",
    "debt advice",
    any_of(
        r"debt|breathing space|stepchange|citizens advice|money ?helper|money advice|national debtline"
        r"|advice ?uk|payplan|dyled\w*|cyngor ar bopeth"
    ),
    no="The page links to no debt advice.",
    asks="whether the page links to free debt advice or to Breathing Space",
    matters="a debt to the council has hard consequences, and advice is free",
    fix="link to free and independent advice",
    source="Debt Respite Scheme (Breathing Space Moratorium and Mental Health Crisis Moratorium) "
    "(England and Wales) Regulations 2020",
)


reduction_linked = shared.links_to(
    "Is council tax reduction linked?",
    "council tax reduction",
    any_of(
        r"council tax (?:reduction|support|benefit)|(?:reduc\w+|support|help)\b[^.]{0,30} (?:council tax"
        r"|bill|low income)|benefits?|low income|gostyngiadau'r dreth"
    ),
    asks="whether the page links to help with the bill for people with a low income",
    matters="some who are entitled do not claim",
    fix="link to it where people come to pay",
)


moving_linked = shared.links_to(
    "Is moving home linked?",
    "moving home",
    words.MOVING,
    asks="whether the page links to telling the council of a move",
    matters="a bill for the old home is a reason to ring",
    fix="link to it beside the payment",
)


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


missed_payment = shared.tells(
    "Does it say what happens if a payment is missed?",
    "what happens if a payment is missed",
    any_of(
        r"reminders?|summons\w*|final notice|magistrates|liability order|bailiffs?|enforcement agents?"
        r"|recovery|attachment of|court",
        r"miss\w*\b[^.]{0,20} (?:pay\w*|instalments?)|late (?:pay\w*|instalments?)|(?:do not|don't|fail to"
        r"|if it is not|isn't|not been|is not) (?:\w+ )?(?:pay|paid|make (?:a|your))|gw[yŷ]s|ynadon",
    ),
    yes="The page says what happens: “{words}”",
    no="The page does not say what happens if a payment is missed.",
    asks="whether the page tells of reminders, loss of instalments and summons, or links to it",
    matters="after one reminder the whole year's sum can fall due within a fortnight",
    fix="tell the steps and their days in plain words",
    source="Council Tax (Administration and Enforcement) Regulations 1992, regulation 23",
)


band_linked = shared.links_to(
    "Is a challenge of the band linked?",
    "bands or to their challenge",
    any_of(r"bands?|bandings?|valuation office|voa|assessors?|challenge|band(?:iau)? treth"),
    yes="The page links to bands: “{words}”.",
    asks="whether the page links to the bands, or to the body that sets them",
    matters="councils do not set bands; residents who disagree must know whom to ask",
    fix="link to the Valuation Office Agency, or to the Scottish Assessors",
)


receipt = shared.tells(
    "Is a receipt or a time for the payment to show promised?",
    "that a receipt is given or when the payment shows",
    any_of(
        r"receipt\w*|confirmation (?:e-?mail|number|of (?:your )?payment)|(?:payments?"
        r"|it)\b[^.]{0,40} (?:take|takes|allow|within|up to)\b[^.]{0,30} (?:days?|hours?)",
        r"(?:take|takes|allow|within|up to)\b[^.]{0,20} (?:days?|hours?)\b[^.]{0,40} (?:payments?|account"
        r"|appear|show|reach|clear)|derbynneb",
    ),
    yes="The page says when or how the payment is confirmed: “{words}”",
    no="The page says neither that a receipt is given nor when the payment shows.",
    asks="whether the page promises a receipt, or says how long a payment takes to show",
    matters="who does not see the payment pays twice, or rings",
    fix="promise a receipt by e-mail, and say how many working days it takes",
)


@question(
    "Is the number on the bill the first thing the payment asks?",
    at="form",
    yes="The payment asks for “{words}”.",
    no="The payment does not ask for the number on the bill.",
    source=OWN,
    first_step=True,
)
def asks_for_number(form: PageView) -> Verdict:
    """What it asks: whether the first step of the payment asks for the council tax account number.

    Why it matters: a payment without it cannot be matched to a bill.
    How to fix: ask for it first, with the number of digits and a picture.
    """
    found = one_of(form.fields, "account-number", "reference")
    if found is None and form.survey is not None and walked_on(form.survey):
        return could_not_test(
            Cause.POLICY_STOP, "The first step does not ask it; we do not judge what a later one asks."
        )
    return asked(form, found)
