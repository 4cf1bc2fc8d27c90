"""Patterns of what councils say about Blue Badges."""

from __future__ import annotations

from checks.wording import any_of

_ENTITLED = r"(?:qualif\w+|eligib\w+|entitle\w+|get (?:one|it|a badge|yours)|granted|awarded)"
AUTOMATIC = any_of(
    r"(?:need|have|want|be able|like) to assess (?:you|your)|assess your|may still (?:qualify|be eligible)"
    r"|further assessment",
    rf"{_ENTITLED}\b[^.]{{0,40}} automatic\w*|automatic\w* (?:\w+ )?{_ENTITLED}"
    r"|automatic(?:ally)? (?:criteria|if)",
    r"by right|without (?:\w+ ){0,2}assess\w*|(?:no|not|need no) (?:\w+ ){0,3}(?:further )?assess\w*"
    rf"|subject to (?:further )?assess\w*|{_ENTITLED}\b[^.]{{0,30}} (?:straight away|at once|without)",
    r"(?:may|might|must|need to|will|to|have to|has to|others?|are|be) (?:\w+ ){0,2}(?:be )?assess(?:ed"
    r"|ment)|assessment by|(?:seen|looked at|assessed|see|visit\w*) (?:\w+ )?(?:by )?(?:an? "
    r"|our )?(?:\w+ )?(?:therapist|one by one|assessor|case by case|individually)",
    r"discretionary|(?:may|might|will|to) (?:also )?qualify (?:if|by)|eligib\w+ (?:if|when|because)"
    r"|(?:qualify|entitled) if|awtomatig|asesiad",
)
HIDDEN = any_of(
    r"(?:hidden|non-?visible|invisible|mental|cognitive|neuro\w*) (?:\w+ )?(?:disabilit\w+|conditions?"
    r"|health|impairments?)|(?:great|severe|very|psychological|overwhelming|extreme"
    r"|considerable) (?:\w+ )?distress",
    r"autis\w+|dementia|overwhelming|anxiety|can(?:no|')t be seen|not (?:be )?visible|anabledd cudd"
    r"|anableddau cudd",
)
NOT_AUTOMATIC = any_of(
    r"apply (?:afresh|anew|from scratch|from new)|(?:send|give|get) (?:you )?no reminders?\b[^.]{0,60} apply",
    r"(?:not|isn't|aren't|don't|doesn't|won't|never|cannot"
    r"|can't) (?:be )?(?:\w+ )?(?:automatic(?:ally)?\b(?! (?:qualif|eligib|entitle))|renew(?:ed"
    r"|s)?)(?! (?:on-?line|by|over|until|more))|no automatic renewal|roll over",
    r"re-?apply\w*|apply (?:\w+ )?again|(?:fresh|whole new|completely new) application"
    r"|won't send (?:you )?a new|(?:runs? out|expires?|ends?|expir\w+|each time"
    r"|every three years)\b[^.]{0,60} (?:new|another|full) application",
    r"(?:new|another|full) application\b[^.]{0,60} (?:each time|every|runs? out|expir\w+|ends?|renew\w*)"
    r"|ailymgeisio",
)
RENEWAL_TIME = any_of(
    r"(?:\d+|two|three|four|six|eight|ten|twelve) (?:weeks|months)\b[^.]{0,40} (?:before|prior|ahead"
    r"|expir\w+|runs? out|in advance|early|beforehand)",
    r"(?:before|prior to)\b[^.]{0,40} (?:expir\w+|runs? out|ends?)|cyn i'ch bathodyn|cyn iddo ddod i ben",
)
DOCUMENTS = any_of(
    r"(?:proof|evidence) of (?:\w+ ){0,3}(?:identity|address|residen\w+|benefit|entitlement|who you are"
    r"|where|your)|birth certificate|passport|driving licen[cs]e|national insurance number|(?:award"
    r"|benefit) (?:\w+ )?letters?",
    r"letters? (?:of entitlement|about your|from (?:the )?(?:dwp|your|a))|council tax bill"
    r"|decision letters?|medical evidence|evidence from|supporting (?:documents?|evidence)|prawf o"
    r"|tystiolaeth",
)
OF_THE_BADGE = any_of(
    r"cost(?:s|io)?|charg(?:e|es|ed)|fees?|pa(?:y|ys|id|yable|yment)|price|badges?|fathodyn\w*|bathodyn\w*"
    r"|administration"
)
POUNDS = any_of(r"(?:ten|twenty) pounds")
# A replacement, a fine, a place to park or a sum one is given is not what a badge costs.
OF_SOMETHING_ELSE = any_of(
    r"a mile|mileage",
    r"replac\w+|lost|stolen|duplicate|fine[sd]?|penalt\w+|parking|park|meters?|an hour|per hour|a week"
    r"|per week|calls?|mobiles?|allowance|dirwy",
)
ORGANISATIONS = any_of(
    r"organi[sz]ation(?:al|s|'s|s')?|care homes?|companies and charities|charit(?:y|ies)|(?:for|by) groups"
    r"|sefydliad\w*"
)
BENEFITS = any_of(
    r"personal independence payment|pip|disability living allowance|dla|attendance allowance"
    r"|adult disability payment|child disability payment|war pension\w*|armed forces (?:\w+ )?compensation"
    r"|taliad annibyniaeth"
)
POINTS = any_of(
    r"(?:\d+|eight|ten|twelve) (?:or more )?points?|points|score[ds]? (?:\d+|eight|ten|twelve)"
    r"|higher (?:\w+ ){0,3}(?:rate|component)|higher|enhanced|mobility (?:component|element|supplement"
    r"|part|activity|descriptor)|tariff|pwynt\w*|cyfradd uwch"
)
REPLACEMENT = any_of(r"lost|stolen|replac\w+|damaged|faded|ar goll|wedi'i ddwyn")
LOST_THINGS = any_of(r"propert(?:y|ies)|dogs?|pets?|cats?|bins?|library|bus pass\w*")
MISUSE = any_of(
    r"misus\w+|fraud\w*|abus\w+ (?:of )?(?:\w+ ){0,3}badges?|badges?\b[^.]{0,30} abus\w+|stolen badge"
    r"|badge\b[^.]{0,40} (?:isn't|is not|aren't|are not) (?:theirs|entitled)|report (?:\w+ ){0,4}badge"
    r"|camddefnydd\w*|twyll"
)
BAY = any_of(
    r"(?:disabled|blue badge|accessible|advisory|personalised) (?:\w+ )?(?:parking )?(?:bays?|spaces?"
    r"|places?)|parking bays?|bays? (?:outside|near|by|at|in front)|mann?au? parcio"
)
