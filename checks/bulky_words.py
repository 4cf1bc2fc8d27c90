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
    r"(?:too (?:heavy|old|ill|frail))\b[^.]{0,50} (?:carry|move|lift|bring|get)|(?:third|extra|second) "
    r"(?:person|pair of hands)|access needs",
    rf"{_LIFT}\b[^.]{{0,40}} (?:for you|on your own|help|alone|yourself\?)|help (?:you )?(?:to"
    r"|with)?\b[^.]{0,30}"
    rf" {_LIFT}|{_NOBODY}\b[^.]{{0,40}} {_LIFT}\b(?! (?:it |them )?(?:away|back|to the tip))",
    r"(?:collect\w*|collections?|tak(?:e|en)|fetch\w*|remov\w+|come|go)\b[^.]{0,30} (?:from (?:inside"
    r"|indoors|within)"
    r"|into your (?:home|house|property))|(?:indoor|internal|inside|assisted) (?:\w+ )?(?:collections?"
    r"|service)",
    r"disab\w+|elderly|frail|infirm|mobility|anabl\w*|cymorth i symud|no one to help|nobody to help",
)
WILL_NOT_COME_IN = any_of(
    r"(?:we|crews?|they|staff|drivers?|teams?|contractors?|collectors?)\b[^.]{0,20} (?:cannot|can't|not"
    r"|won't|unable to"
    r"|never)\b[^.]{0,30} (?:help|enter|come (?:in|into)|go into|collect|remove|take"
    r"|carry (?:items|things) )\b(?!.*(?:\bif you\b|disab|but\b))",
    r"only (?:collect|take|remove)",
)
_THINGS = (
    r"(?:rubble|asbestos|tyres|gas (?:bottles|cylinders)|soil|plasterboard|paint|batteries|glass|pianos?"
    r"|builders?'?"
    r" waste|building (?:waste|materials)|hazardous|chemicals|car parts|vehicle parts|garden waste|(?:trade"
    r"|commercial)"
    r" waste)"
)
_MONEY = r"(?! (?:any |your )?(?:cash|cheques?|cards?|payments?|bookings?|orders?|calls?|appointments?))"
NOT_TAKEN = any_of(
    r"(?:we|crews?|items?|things) (?:\w+ )?(?:leave|left|refuse|turn away)|(?:leave|leaves|left) (?:it "
    r"|them )?behind",
    r"(?:do not|don't|cannot|can't|won't|will not|unable to|not able to|never) (?:\w+ ){0,2}(?:take"
    r"|collect|accept"
    rf"|remove|pick up){_MONEY}",
    r"not (?:be )?(?:taken|collected|accepted|included|suitable|allowed)|items? (?:excluded|we exclude)"
    r"|exclu(?:des?|ding)|except for|ni (?:allwn|fyddwn)[^.]{0,20} gasglu",
    r"(?:not|never|cannot|can't|don't|won't|unable to|no|sorry|exclud\w+|except|apart from)\b[^.]{0,60} "
    rf"{_THINGS}"
    rf"|{_THINGS}\b[^.]{{0,60}} (?:not|elsewhere|separately|excluded|instead|must go|are left|is left)",
    rf"leave\b[^.]{{0,20}} {_THINGS}|what we (?:leave|cannot|can't|don't|do not|won't|will not)"
    r"|(?:excluded|prohibited|unacceptable|refused|non-?acceptable) (?:items|materials|waste|things)",
    r"(?:things|items|waste) (?:that |which )?(?:to take elsewhere|(?:we |are |is )?(?:not|cannot|can't"
    r"|don't|won't|do not"
    r"|unable))|not (?:\w+ )?(?:included in|part of) (?:this|the) (?:service|collection)",
)
_OUTSIDE = (
    r"(?:outside|outdoors|kerb ?side|kerb|gate|doorstep|where (?:the|our|we)|front|ground floor|boundary"
    r"|by (?:the )?(?:\d|gate|door|road)|before \d"
    r"|driveway|drive"
    r"|pavement|accessible|night before|edge|easy to reach|bin store|garden)"
)
WHERE_TO_LEAVE = any_of(
    r"(?:leave|left|place|placed|put|present|presented|available|ready|move|moved|bring|brought|have|has"
    r"|must be|should"
    rf" be|need to be|is|are)\b(?!\.)[^.]{{0,60}} {_OUTSIDE}",
    r"(?:collect\w*|pick\w* up|fetch\w*) (?:\w+ ){0,3}(?:only )?from (?:the |your |an? )?(?:\w+ "
    rf"){{0,2}}{_OUTSIDE}",
    r"(?:will not|won't|cannot|can't|do not|don't|unable to) (?:\w+ )?(?:enter|come in(?:to|side)|go into"
    r"|collect"
    r" (?:\w+ ){0,3}from inside)|from inside (?:your|the)|y tu allan",
)
OTHER_PLACES = any_of(r"offices?|cent(?:re|er)s?|tips?|shops?|close[sd]?|open\w*|parking")
SOON = any_of(
    r"(?:next|first|earliest) (?:slot|date|day|appointment|space|collection) (?:is|will be)|(?:next|first"
    r"|earliest) (?:free |available )?slot",
    r"next (?:available|free|collection) (?:\w+ )?(?:date|day|slot)s?|(?:first|earliest|soonest) (?:\w+ "
    r")?(?:available"
    r" )?(?:date|day|slot|collection|we can)|(?:date|day|slot)s? available|fully booked|(?:appointments?"
    r"|slots?"
    r"|collections?|dates?|bookings?) (?:are )?(?:now |currently )?(?:being )?(?:available|taken) (?:from"
    r"|for|on)"
    r"|earliest\b[^.]{0,30} (?:is|date)|waiting (?:time|list)|there is a wait",
)
OF_THE_RESIDENT = any_of(
    r"(?:pay|paid|book|order|apply|ring|call|tell us|let us know|contact us|cancel\w*|refund\w*"
    r"|change)\b[^.]{0,20}"
    r" (?:at least|no later|up to|\d|two|three|within)|lines?|calls?|answered|reply|refund\w*"
)
CONFIRMATION = any_of(
    r"(?:e-?mail|text|letter|message)\b[^.]{0,20} confirm\w*\b[^.]{0,40}(?:follow|slot|date|booking"
    r"|collection|sent)?",
    r"(?:e-?mail|text|write to|letter|message|call|tell)\b[^.]{0,30} (?:with|giving|to (?:give|tell)|you) "
    r"(?:you )?(?:the|your|a) (?:date|day|collection)",
    r"(?:get|receive|send|sent|given|have|e-?mail(?:ed)?|text(?:ed)?|issue|provide)\b[^.]{0,40} "
    r"(?:confirmation|reminder"
    r"|booking (?:number|reference)|reference(?: number)?|order number|receipt)",
    r"(?:e-?mail|text|write to|write|message|ring|phone|tell|contact|remind)\b (?:you )?[^.]{0,40} (?:with "
    r"your date|to"
    r" confirm|to remind|day before|evening before|night before|before we come|before your collection|your "
    r"date)",
    r"confirm\w*\b[^.]{0,40} (?:by e-?mail|by text|by letter|your booking|the (?:date|day|collection)|your "
    r"(?:date"
    r"|collection))|remind you|cadarnha\w+",
)
CONFIRM_YOURSELF = any_of(r"confirm that you|(?:have|with) your (?:\w+ )?(?:reference|number)|ready|quote")
REUSE = any_of(
    r"re-?use\w*|charit(?:y|ies)(?! (?:number|no|commission))|donat\w+|furniture (?:project|bank|recycling"
    r"|shop|scheme"
    r"|re-?cycl\w*)|freecycle|freegle|giv(?:e|ing) (?:\w+ )?away|pass (?:it|them|things|items|\w+) on|pass on"
    r"|second[- ]hand|heart foundation|emmaus|elusen\w*|ailddefnyddio"
)
TIP = any_of(
    r"(?:the|your|our|a|nearest|local|council|rubbish|waste|household|to) tips?|^tips?$|recycling "
    r"(?:cent\w+|park|site)s?"
    r"|household waste|waste (?:and recycling )?(?:site|cent\w+)|civic amenity|hwrcs?|canolfan\w* ailgylchu"
    r"|(?:find|visit|book) (?:a |the )?tips?"
)
