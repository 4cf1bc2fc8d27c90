"""Patterns of what councils say about Blue Badges."""

from __future__ import annotations

from checks.wording import any_of

_ENTITLED = r"(?:qualif\w+|eligib\w+|entitle\w+|get (?:one|it|a badge|yours)|granted|awarded)"
AUTOMATIC = any_of(
    r"(?:need|have|want|be able|like) to assess (?:you|your)|assess your|may still (?:qualify|be eligible)"
    r"|further assessment",
    rf"{_ENTITLED}\b[^.]{{0,40}} automatic\w*|automatic\w* (?:\w+ )?{_ENTITLED}|automatic(?:ally)? "
    r"(?:criteria|if)",
    r"by right|without (?:\w+ ){0,2}assess\w*|(?:no|not|need no) (?:\w+ ){0,3}(?:further )?assess\w*"
    r"|subject to"
    rf" (?:further )?assess\w*|{_ENTITLED}\b[^.]{{0,30}} (?:straight away|at once|without)",
    r"(?:may|might|must|need to|will|to|have to|has to|others?|are|be) (?:\w+ ){0,2}(?:be )?assess(?:ed"
    r"|ment)|assessment by"
    r"|(?:seen|looked at|assessed|see|visit\w*) (?:\w+ )?(?:by )?(?:an? |our )?(?:\w+ )?(?:therapist|one "
    r"by one|assessor"
    r"|case by case|individually)",
    r"discretionary|(?:may|might|will|to) (?:also )?qualify (?:if|by)|eligib\w+ (?:if|when|because)"
    r"|(?:qualify|entitled) if|awtomatig|asesiad",
)
HIDDEN = any_of(
    r"(?:hidden|non-?visible|invisible|mental|cognitive|neuro\w*) (?:\w+ )?(?:disabilit\w+|conditions?|health"
    r"|impairments?)|(?:great|severe|very|psychological|overwhelming|extreme|considerable) (?:\w+ )?distress",
    r"autis\w+|dementia|overwhelming|anxiety|can(?:no|')t be seen|not (?:be )?visible|anabledd cudd"
    r"|anableddau cudd",
)
NOT_AUTOMATIC = any_of(
    r"apply (?:afresh|anew|from scratch|from new)|(?:send|give|get) (?:you )?no reminders?\b[^.]{0,60} apply",
    r"(?:not|isn't|aren't|don't|doesn't|won't|never|cannot|can't) (?:be )?(?:\w+ )?(?:automatic\w*(?! "
    r"(?:qualif|eligib"
    r"|entitle))\w*|renew(?:ed|s)?)(?! (?:on-?line|by|over|until|more))|no automatic renewal|roll over",
    r"re-?apply\w*|apply (?:\w+ )?again|(?:fresh|whole new|completely new) application|won't send (?:you "
    r")?a new"
    r"|(?:runs? out|expires?|ends?|expir\w+|each time|every three years)\b[^.]{0,60} (?:new|another|full) "
    r"application",
    r"(?:new|another|full) application\b[^.]{0,60} (?:each time|every|runs? out|expir\w+|ends?|renew\w*)"
    r"|ailymgeisio",
)
RENEWAL_TIME = any_of(
    r"(?:\d+|two|three|four|six|eight|ten|twelve) (?:weeks|months)\b[^.]{0,40} (?:before|prior|ahead"
    r"|expir\w+|runs? out"
    r"|in advance|early|beforehand)",
    r"(?:before|prior to)\b[^.]{0,40} (?:expir\w+|runs? out|ends?)|cyn i'ch bathodyn|cyn iddo ddod i ben",
)
DOCUMENTS = any_of(
    r"(?:proof|evidence) of (?:\w+ ){0,3}(?:identity|address|residen\w+|benefit|entitlement|who you are"
    r"|where|your)"
    r"|birth certificate|passport|driving licen[cs]e|national insurance number|(?:award|benefit) (?:\w+ "
    r")?letters?",
    r"letters? (?:of entitlement|about your|from (?:the )?(?:dwp|your|a))|council tax bill|decision letters?"
    r"|medical evidence|evidence from|supporting (?:documents?|evidence)|prawf o|tystiolaeth",
)
OF_THE_BADGE = any_of(
    r"cost(?:s|io)?|charg(?:e|es|ed)|fees?|pa(?:y|ys|id|yable|yment)|price|badges?|fathodyn\w*|bathodyn\w*"
    r"|administration"
)
POUNDS = any_of(r"(?:ten|twenty) pounds")
# A replacement, a fine, a place to park or a sum one is given is not what a badge costs.
OF_SOMETHING_ELSE = any_of(
    r"a mile|mileage",
    r"replac\w+|lost|stolen|duplicate|fine[sd]?|penalt\w+|parking|park|meters?|an hour|per hour|a week|per "
    r"week|calls?"
    r"|mobiles?|allowance|dirwy",
)
ORGANISATIONS = any_of(
    r"organi[sz]ation(?:al|s|'s|s')?|care homes?|companies and charities|charit(?:y|ies)|(?:for|by) groups"
    r"|sefydliad\w*"
)
BENEFITS = any_of(
    r"personal independence payment|pip|disability living allowance|dla|attendance allowance|adult "
    r"disability payment"
    r"|child disability payment|war pension\w*|armed forces (?:\w+ )?compensation|taliad annibyniaeth"
)
POINTS = any_of(
    r"(?:\d+|eight|ten|twelve) (?:or more )?points?|points|score[ds]? (?:\d+|eight|ten|twelve)|higher "
    r"(?:\w+ ){0,3}"
    r"(?:rate|component)|higher|enhanced|mobility (?:component|element|supplement|part|activity|descriptor)"
    r"|tariff"
    r"|pwynt\w*|cyfradd uwch"
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
    r"|places?)"
    r"|parking bays?|bays? (?:outside|near|by|at|in front)|mann?au? parcio"
)
