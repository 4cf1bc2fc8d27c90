"""Patterns of what councils say about the collection of bulky waste."""

from __future__ import annotations

from checks.wording import any_of

_LIFT = r"(?:carry|move|lift|bring|get|fetch|take|carrying|moving|lifting|bringing)"
_NOBODY = (
    r"(?:nobody|no one|no-one|not anyone|cannot|can't|unable to|not able to|struggle to|find it hard to)"
)
HELP_TO_CARRY = any_of(
    r"(?:trouble|difficulty|problems?|unable|struggl\w+)\b[^.]{0,20} (?:lifting|carrying|moving|bringing)"
    r"|(?:extra|second|another) (?:crew member|pair of hands|person|loader)|assisted (?:lift|collection)",
    r"(?:too (?:heavy|old|ill|frail))\b[^.]{0,50} (?:carry|move|lift|bring|get)|(?:third|extra"
    r"|second) (?:person|pair of hands)|access needs",
    rf"{_LIFT}\b[^.]{{0,40}} (?:for you|on your own|help|alone|yourself\?)|help (?:you )?(?:to"
    rf"|with)?\b[^.]{{0,30}} {_LIFT}|{_NOBODY}\b[^.]{{0,40}} {_LIFT}\b(?! (?:it |them )?(?:away|back"
    r"|to the tip))",
    r"(?:collect\w*|collections?|tak(?:e|en)|fetch\w*|remov\w+|come|go)\b[^.]{0,30} (?:from (?:inside"
    r"|indoors|within)|into your (?:home|house|property))|(?:indoor|internal|inside"
    r"|assisted) (?:\w+ )?(?:collections?|service)",
    r"disab\w+|elderly|frail|infirm|mobility|anabl\w*|cymorth i symud|no one to help|nobody to help",
)
WILL_NOT_COME_IN = any_of(
    r"(?:we|crews?|they|staff|drivers?|teams?|contractors?|collectors?)\b[^.]{0,20} (?:cannot|can't|not"
    r"|won't|unable to|never)\b[^.]{0,30} (?:help|enter|come (?:in|into)|go into|collect|remove|take"
    r"|carry (?:items|things) )\b(?!.*(?:\bif you\b|disab|but\b))",
    r"only (?:collect|take|remove)",
)
_THINGS = (
    r"(?:rubble|asbestos|tyres|gas (?:bottles|cylinders)|soil|plasterboard|paint|batteries|glass|pianos?"
    r"|builders?'? waste|building (?:waste|materials)|hazardous|chemicals|car parts|vehicle parts"
    r"|garden waste|(?:trade|commercial) waste)"
)
_MONEY = r"(?! (?:any |your )?(?:cash|cheques?|cards?|payments?|bookings?|orders?|calls?|appointments?))"
NOT_TAKEN = any_of(
    r"(?:we|crews?|items?|things) (?:\w+ )?(?:leave|left|refuse|turn away)|(?:leave|leaves|left) (?:it "
    r"|them )?behind",
    r"(?:do not|don't|cannot|can't|won't|will not|unable to|not able to|never) (?:\w+ ){0,2}(?:take"
    rf"|collect|accept|remove|pick up){_MONEY}",
    r"not (?:be )?(?:taken|collected|accepted|included|suitable|allowed)|items? (?:excluded|we exclude)"
    r"|exclu(?:des?|ding)|except for|ni (?:allwn|fyddwn)[^.]{0,20} gasglu",
    r"(?:not|never|cannot|can't|don't|won't|unable to|no|sorry|exclud\w+|except"
    rf"|apart from)\b[^.]{{0,60}} {_THINGS}|{_THINGS}\b[^.]{{0,60}} (?:not|elsewhere|separately|excluded"
    r"|instead|must go|are left|is left)",
    rf"leave\b[^.]{{0,20}} {_THINGS}|what we (?:leave|cannot|can't|don't|do not|won't|will not)|(?:excluded"
    r"|prohibited|unacceptable|refused|non-?acceptable) (?:items|materials|waste|things)",
    r"(?:things|items|waste) (?:that |which )?(?:to take elsewhere|(?:we |are |is )?(?:not|cannot|can't"
    r"|don't|won't|do not|unable))|not (?:\w+ )?(?:included in|part of) (?:this|the) (?:service"
    r"|collection)",
)
_OUTSIDE = (
    r"(?:outside|outdoors|kerb ?side|kerb|gate|doorstep|where (?:the|our|we)|front|ground floor|boundary"
    r"|by (?:the )?(?:\d|gate|door|road)|before \d|driveway|drive|pavement|accessible|night before|edge"
    r"|easy to reach|bin store|garden)"
)
WHERE_TO_LEAVE = any_of(
    r"(?:leave|left|place|placed|put|present|presented|available|ready|move|moved|bring|brought|have|has"
    rf"|must be|should be|need to be|is|are)\b(?!\.)[^.]{{0,60}} {_OUTSIDE}",
    r"(?:collect\w*|pick\w* up|fetch\w*) (?:\w+ ){0,3}(?:only )?from (?:the |your "
    rf"|an? )?(?:\w+ ){{0,2}}{_OUTSIDE}",
    r"(?:will not|won't|cannot|can't|do not|don't|unable to) (?:\w+ )?(?:enter|come in(?:to|side)|go into"
    r"|collect (?:\w+ ){0,3}from inside)|from inside (?:your|the)|y tu allan",
)
OTHER_PLACES = any_of(r"offices?|cent(?:re|er)s?|tips?|shops?|close[sd]?|open\w*|parking")
SOON = any_of(
    r"(?:next|first|earliest) (?:slot|date|day|appointment|space|collection) (?:is|will be)|(?:next|first"
    r"|earliest) (?:free |available )?slot",
    r"next (?:available|free|collection) (?:\w+ )?(?:date|day|slot)s?|(?:first|earliest"
    r"|soonest) (?:\w+ )?(?:available )?(?:date|day|slot|collection|we can)|(?:date|day|slot)s? available"
    r"|fully booked|(?:appointments?|slots?|collections?|dates?|bookings?) (?:are )?(?:now "
    r"|currently )?(?:being )?(?:available|taken) (?:from|for|on)|earliest\b[^.]{0,30} (?:is|date)"
    r"|waiting (?:time|list)|there is a wait",
)
OF_THE_RESIDENT = any_of(
    r"(?:pay|paid|book|order|apply|ring|call|tell us|let us know|contact us|cancel\w*|refund\w*"
    r"|change)\b[^.]{0,20} (?:at least|no later|up to|\d|two|three|within)|lines?|calls?|answered|reply"
    r"|refund\w*"
)
CONFIRMATION = any_of(
    r"(?:e-?mail|text|letter|message)\b[^.]{0,20} confirm\w*\b[^.]{0,40}(?:follow|slot|date|booking"
    r"|collection|sent)?",
    r"(?:e-?mail|text|write to|letter|message|call|tell)\b[^.]{0,30} (?:with|giving|to (?:give|tell)"
    r"|you) (?:you )?(?:the|your|a) (?:date|day|collection)",
    r"(?:get|receive|send|sent|given|have|e-?mail(?:ed)?|text(?:ed)?|issue"
    r"|provide)\b[^.]{0,40} (?:confirmation|reminder|booking (?:number|reference)|reference(?: number)?"
    r"|order number|receipt)",
    r"(?:we|we'll|crew|team) (?:\w+ )?(?:e-?mail|text|write|message|ring|phone|call|tell|contact"
    r"|remind)\b[^.]{0,40} (?:with your date|to confirm|to remind|day before|evening before|night before"
    r"|before we come|your date)",
    r"(?:drop|send|give) you (?:a|an) (?:\w+ )?(?:text|e-?mail|call|message|letter)",
    r"(?:e-?mail|text|write to|message|ring|phone|tell|contact|remind) you\b[^.]{0,40} (?:to confirm"
    r"|to remind|before|your date|when)",
    r"confirm\w*\b[^.]{0,40} (?:by e-?mail|by text|by letter|your booking|the (?:date|day|collection)"
    r"|your (?:date|collection))|remind you|cadarnha\w+",
)
CONFIRM_YOURSELF = any_of(r"confirm that you|(?:have|with) your (?:\w+ )?(?:reference|number)|ready|quote")
REUSE = any_of(
    r"re-?use\w*|charit(?:y|ies)(?! (?:number|no|commission))|donat\w+|furniture (?:project|bank|recycling"
    r"|shop|scheme|re-?cycl\w*)|freecycle|freegle|giv(?:e|ing) (?:\w+ )?away|pass (?:it|them|things|items"
    r"|\w+) on|pass on|second[- ]hand|heart foundation|emmaus|elusen\w*|ailddefnyddio"
)
TIP = any_of(
    r"(?:the|your|our|a|nearest|local|council|rubbish|waste|household|to) tips?|^tips?$"
    r"|recycling (?:cent\w+|park|site)s?|household waste|waste (?:and recycling )?(?:site|cent\w+)"
    r"|civic amenity|hwrcs?|canolfan\w* ailgylchu|(?:find|visit|book) (?:a |the )?tips?"
)
