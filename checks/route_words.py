"""The wordings and addresses by which a way in, a sign-in and a hand-over are told."""

from __future__ import annotations

import re

NATIONAL = re.compile(
    r"(?:^|\.)(?:gov\.uk|service\.gov\.uk|nidirect\.gov\.uk|mygov\.scot|gov\.scot|gov\.wales|"
    r"llyw\.cymru|tfl\.gov\.uk|"
    r"highwaysengland\.co\.uk|nationalhighways\.co\.uk|direct\.gov\.uk|environment-agency\.gov\.uk|"
    r"parentalguidance\.gov\.uk)$"
)
GUEST = re.compile(
    r"\b(?:continue|proceed|carry on|report|apply|pay|go on|start)?\s*(?:without|as a)\s*(?:an? |having "
    r"|creating |the )*"
    r"(?:account|sign(?:ing)? ?(?:in|up)|log(?:ging)? ?in|regist\w+|guest)\b|"
    r"^\W*guest(?: (?:user|check ?out|access|log ?-?in|account))?\W*$|\bskip (?:sign|"
    r"log|regist)\w*|"
    r"\bdo(?:n['’]t| not) (?:have|need|want) (?:to |an )(?:account|sign|log|regist)\w*|\banonymous\w*\b|"
    r"\bheb (?:gyfrif|gofrestru|fewngofnodi)\b",
    re.I,
)
SIGN_IN = re.compile(
    r"^(?:\W*)(?:sign|log) ?(?:in|on|up)\b|\bregister (?:for|to|an|now|here)?\b.*\b(?:account|online|"
    r"use)\b|^(?:register|sign up|create an account)$|"
    r"\bmy ?account\b|\bcreate an account\b|\b(?:log|sign) ?in(?:to)? (?:to|or)\b|^mewngofnodi|^cofrestru",
    re.I,
)
NEEDS_ACCOUNT = re.compile(
    r"\b(?:you (?:will )?(?:need|must|have) (?:to )?(?:first )?(?:an? |have an? |sign|log|regist|"
    r"create)\w*.{0,40}(?:account|in\b|register)|"
    r"(?:log|sign) ?in or register|register or (?:log|sign) ?in|please (?:log|sign) ?in)\b",
    re.I,
)
START = re.compile(
    r"\b(?:start|begin|get started|report|apply|pay|tell us|let us know|show us|send us|give us|request|"
    r"do it|complete|fill in|"
    r"fill out|submit|"
    r"use (?:our|the|this)|go to|continue|proceed|make a|online form|e-?form|form|application|online|"
    r"dechrau|gwneud cais|gwnewch gais|talu|talwch|adrodd|rhoi gwybod|rhowch wybod|ffurflen|ar-lein|"
    r"ymlaen)\b",
    re.I,
)
NEIGHBOURS = re.compile(
    r"^\W*(?:related|see also|more (?:on|about|in)|also (?:in|on)|in this (?:area|section)|other "
    r"(?:pages|services|links)|"
    r"elsewhere|useful links|you (?:may|might)|further (?:information|reading)|cysylltiedig|gweler hefyd)",
    re.I,
)
THEIRS = re.compile(
    r"\b(?:their|its) (?:own )?(?:web ?site|site|web ?page|page|service|form)\b|"
    r"\bthe (?:county|district|borough|neighbouring) council(?:['’]s)?\b|\beu (?:gwefan|tudalen)\b",
    re.I,
)
COUNCIL = re.compile(
    r"\b([A-Z][\w'-]+)(?: (?:and|&) [A-Z][\w'-]+)?(?: (?:County|Borough|District|City|"
    # "Pay Council Tax" names no council.
    r"Metropolitan))* Council\b(?! (?:[Tt]ax|[Hh]ous|[Hh]ome|[Tt]enan|[Pp]ropert|[Oo]ffice))"
)
PRESSING = re.compile(
    r"^(?:start|begin|report|apply|pay|tell us|dechrau|talu|adrodd|rhoi gwybod|gwneud cais)\b.{0,40}$", re.I
)
LESS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("back", 0.3, re.compile(r"^\W*(?:prev(?:ious)?|back|return to|blaenorol|yn ôl)\b", re.I)),
    (
        "overview",
        0.6,
        re.compile(r"^\W*(?:ways|how|where|when|sut|ffyrdd) (?:to|you can|can i|do i|i|o)\b", re.I),
    ),
    (
        "track",
        0.35,
        re.compile(
            r"\b(?:track|check (?:the )?(?:status|progress)|existing (?:report|application|request)|"
            r"view (?:your|my|existing)|update (?:your|an)|olrhain)\b",
            re.I,
        ),
    ),
    ("renew", 0.6, re.compile(r"\b(?:renew\w*|adnewyddu)\b", re.I)),
    (
        "change or cancel",
        0.4,
        re.compile(
            r"\b(?:cancel\w*|amend\w*|change of|change (?:your|my|a|the)|replace\w*|lost|stolen|"
            r"refund\w*|appeal\w*|challenge|withdraw)\b",
            re.I,
        ),
    ),
    (
        "contact",
        0.45,
        re.compile(
            r"^(?:contact us|contact|get in touch|enquir\w+|general enquir\w+|make (?:a|an) (?:enquiry|"
            r"comment|complaint)|complaints?|cysylltu)\b",
            re.I,
        ),
    ),
    ("account", 0.55, SIGN_IN),
    (
        "information",
        0.6,
        re.compile(
            r"\b(?:guidance|advice|find out|learn more|more information|read (?:more|about|our)|what is|"
            r"how (?:we|long|much)|rules|conditions|map of|list of|faqs?|questions)\b",
            re.I,
        ),
    ),
)
# A part of a path that is a program's, or a word that is the whole of a part: `/pay/`, not `/how-to-pay`.
FORMISH = re.compile(
    r"(?:^|[/._?=&-])(?:e?-?forms?\w*|\w*forms?(?:service)?|webforms?|fillform|renderform|xfp|"
    r"achieveforms?|dform|ufs|ofml|"
    r"selfservice|self-service|servicerequest|reportit|applyonline|mipermit|fixmystreet|webpage|"
    r"doitonline|do-?it-?online)"
    r"(?=$|[/._?=&-])"
    r"|/(?:service|requests?|report(?:ing)?|report-?it|apply|application|pay|payments?|paye?online|"
    r"epay\w*|webpay\w*|permits?|"
    r"myaccount|online-?services?|portal|crm|citizens?(?:portal|access|space|hub|self)?|customers?|start|wizard)(?=$|[/.])",
    re.I,
)
FORM_HOST = re.compile(
    r"(?:^|[.-])(?:forms?|eforms?|self|my|selfserve|services?|online|secure|pay|payments?|epayments?|"
    r"apply|report|permits?|portal|contact|crm|doitonline|e-?services?)(?:[.-])",
    re.I,
)
NO_FORM_FRAME = re.compile(
    r"youtube|vimeo|google\.com/maps|maps\.google|googletagmanager|doubleclick|facebook|twitter|"
    r"recaptcha|hcaptcha|"
    r"player|video|soundcloud|analytics|adservice|addthis|browsealoud|about:|chat|consent|cookie|"
    r"captcha|slideshare|issuu",
    re.I,
)
