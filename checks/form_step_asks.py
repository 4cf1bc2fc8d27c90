"""What a form's step asks and says, in English and Welsh: fields, declarations, terms, payment."""

from __future__ import annotations

import re

# Sums and the like that only a person is thought to answer.
_SUM = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|un|dau|tri|pedwar|pump)"
ROBOT_TEST = re.compile(
    rf"\b{_SUM} ?(?:\+|plus|add(?:ed to)?|minus|times|x|multiplied by|a) ?{_SUM}\s*(?:\?|=|$)"
    r"|\banti-?spam\b|\bare you (?:a )?(?:human|robot)|\bprove (?:that )?you(?:'re| are)\b|\bnot a robot\b",
    re.I,
)
# An address or number given here is answered with a code or link.
WILL_SEND_CODE = re.compile(
    r"\bwe(?:'ll| will|'re going to)? (?:then )?(?:send|e-?mail|text) (?:you )?(?:an? |the )?(?:\w+ "
    r"){0,3}(?:code|pin|link|passcode)\b"
    r"|\b(?:code|link|pin) will be (?:sent|e-?mailed|texted)\b|\bverify your (?:e-?mail|phone|mobile"
    r"|number|identity)\b"
    r"|\bbyddwn (?:ni )?(?:yn |'n )?anfon (?:cod|dolen)",
    re.I,
)
CODE_FIELD = re.compile(
    r"\b(?:verification|confirmation|security|authentication|access|one[- ]time|activation|sms|6[- ]digit"
    r"|six[- ]digit)"
    r" (?:pass)?(?:code|pin|password|number)\b|\bone[- ]time\b.{0,20}\b(?:code|password|pin)\b|\botp\b"
    r"|\bcode (?:we|that we|you)\b.{0,20}\b(?:sent|texted|e-?mailed|received)\b|\bcod (?:dilysu|diogelwch"
    r"|mynediad)\b",
    re.I,
)
# Where something is, beyond an address.
PLACE_FIELD = re.compile(
    r"\b(?:town|village|parish|ward|(?:lamp|lighting)[ -]?(?:post|column|unit)?s?|column|asset|grit bin"
    r"|road|lane|area|district|neighbourhood|easting|northing|what3words"
    r"|tref|pentref|plwyf|ardal|ffordd|heol)\b",
    re.I,
)
AMOUNT_FIELD = re.compile(
    r"\b(?:amount|sum|how much)\b.{0,40}\b(?:pay|paying|payment)\b|\bpayment amount\b"
    r"|\bswm\b.{0,20}\bd?talu\b",
    re.I,
)
PAYMENT_PAGE = re.compile(
    r"^\W*(?:pay\b(?! and display| gap)|(?:make|take|enter|your|card|online|debit card|secure) (?:a "
    r")?payments?\b"
    r"|payments?(?: details| page| amount| method)?\W*$|talu\b|eich taliad|manylion talu)",
    re.I,
)
CARD_FIELD = re.compile(
    r"\b(?:number|digits|name|rhif|enw)\b.{0,20}\b(?:card|cerdyn)\b|\b(?:credit|debit|payment|bank) card\b|"
    r"\b(?:card|cerdyn) (?:number|no|details|holder|type|expiry)|\bcardholder|\bname on (?:the |your "
    r")?card|\bcvv\b|\bcvc\b"
    r"|\bsort code\b|\bcc-(?:number|name|csc|exp\w*|type)\b|\bbank account (?:number|no)|\brhif (?:y "
    r"|eich )?cerdyn",
    re.I,
)
SIGN_IN = re.compile(
    r"^\W*(?:(?:please|you (?:must|need to|have to)|before you (?:can )?start)\W+)?(?:sign|log) ?-?in\b"
    r"|\b(?:create|register for|open|set up|activate) (?:an?|your|my) (?:\w+ ){0,2}account\b"
    r"|\bmewngofnod\w*|\bcreu (?:cyfrif|eich cyfrif)"
    r"|\b(?:sign|log) ?-?in to (?:continue|your|my)\b",
    re.I,
)
# UK GDPR article 9 (special categories) and 10 (criminal convictions).
SENSITIVE = re.compile(
    r"\bethnic\w*|\brace\b(?! (?:track|course|day))|\breligio\w*|\bfaith\b|\bsexual(?:ity| orientation)"
    r"|\bgender (?:identity|reassignment)"
    r"|\btransgender|\bsame gender\b|\bdisabilit\w+|\bdisabled\b(?! (?:parking|bay|access|toilet|badge"
    r"|space|facilit))"
    r"|\byour (?:physical |mental )?health\b|\bmental health\b|\bhealth (?:condition|problem|issue)s?\b"
    r"|\bmedical\w*|\bdiagnos\w+|\bmedication\b"
    r"|\billness\w*|\bimpairment|\blong[- ]term (?:condition|illness)|\bpregnan\w+|\btrade union|\bunion "
    r"member|\bpolitical\b"
    r"|\bconvictions?\b|\bcriminal (?:record|offence)|\bbiometric|\bgenetic\b|\bimmigration status|\basylum"
    r"|\b(?:are|is|do|does|have|has|can) (?:you|he|she|they|the (?:applicant|resident|person"
    r"|child))\b.{0,60}\b(?:walk(?:ing)?|vulnerab\w+|incontinen\w+|dement\w+)\b"
    r"|\bvulnerab\w+|\bincontinen\w+"
    r"|\bethnig\w*|\bhil\b|\bcrefydd\w*|\bgrefydd\w*|\bcyfeiriadedd rhywiol|\b[ac]?nabl(?:edd)?\w*"
    r"|\biechyd (?:meddwl|corfforol)|\beich iechyd"
    r"|\bcyflwr (?:meddygol|iechyd)|\bmeddygol\b|\bbeichiog\w*|\bundeb llafur|\beuogfarn\w*",
    re.I,
)
# Choices that tell what is asked where the question does not.
SENSITIVE_CHOICES = re.compile(
    r"\b(?:white british|asian or asian british|black or black british|mixed (?:or multiple )?ethnic"
    r"|gypsy|roma"
    r"|christian|muslim|islam|hindu|sikh|jewish|buddhist|heterosexual|bisexual|gay (?:man|or lesbian)"
    r"|lesbian)\b",
    re.I,
)
# A named place, thing or body is no person's name.
NOT_A_PERSON = re.compile(
    r"\bnames? of (?:the |your |this )?(?:road|street|park|place|area|building|site|premises|business"
    r"|company|school|organi[sz]ation"
    r"|estate|shop|house|property|event|pub|lane)\b|\b(?:road|street|place|park|building|site|business"
    r"|company|school|organi[sz]ation"
    r"|house|premises|property|brand|shop|event|file|ward|parish|town|area|lane|estate|product|item) "
    r"names?\b|\benw(?:'r)? (?:y |yr |'r )?(?:stryd|ffordd|lle|parc"
    r"|adeilad|busnes|ysgol|tŷ|ty|heol)\b",
    re.I,
)
PERSONAL_WORDS = re.compile(
    r"\bnational insurance\b|\bnhs number\b|\bdriving licen[cs]e\b|\bpassport\b|\bnext of kin\b|\bdate "
    r"of birth\b|\bcontact (?:details|information|you)\b"
    r"|\b(?:home|contact|correspondence|billing|postal|current|your full|applicant'?s?|previous"
    r"|delivery) address\b|\byour details\b|\babout you\b"
    r"|\b(?:reach|contact|ring|call|phone|text|write to|reply to|email) you\b|\bwho (?:are you|is "
    r"(?:reporting|applying|asking))\b"
    r"|\byswiriant gwladol\b|\bmanylion cyswllt\b|\beich manylion\b|\bcysylltu â chi\b|\bcyfeiriad "
    r"(?:cartref|gohebu|cyswllt)\b|\bsignature\b|\bllofnod\b",
    re.I,
)
# Times on offer: choosing one may hold it.
SLOT = re.compile(
    r"\b(?:appointments?|time ?slots?|slots?|available (?:dates?|times?|days?)|(?:collection|delivery"
    r"|visit|preferred|convenient) (?:dates?|times?|slot|day)"
    r"|(?:choose|select|pick|book) (?:an?|your|the) (?:date|time|day|slot)|apwyntiad\w*|dyddiad(?:au)? "
    r"(?:casglu|ar gael)|amser(?:oedd)? ar gael)\b",
    re.I,
)
SLOT_CHOICE = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b\d{1,2} ?(?:am|pm)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{0,12}\b\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)? (?:jan"
    r"|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b",
    re.I,
)

# --- What the page says -------------------------------------------------------------------------------------

# Headings of a page that shows the answers once more before they are sent (F2).
CHECKS_ANSWERS = re.compile(
    r"^(?:\W|step|cam|\d|of|o|please|now|final)*(?:"
    r"(?:check|review|confirm|verify)(?: (?:and|&|or|then|before|you|your|the|these|all|over|through|edit"
    r"|amend|following|above))*"
    r" (?:answers?|details?|information|application|report|request|booking|order|submission|everything"
    r"|claim|form|entry|entries"
    r"|choices|data|payment|submit|submitting|send|sending|confirm)\b"
    r"|(?:your |my )?(?:answers?|application|report|request|booking|order) (?:summary|review|overview)"
    r"|summary\b|overview\b|review$|confirmation$"
    r"|(?:are|is) (?:these|this|your|the|everything)\b.{0,40}\b(?:correct|right|ok)\b"
    r"|(?:what|here is what) you(?:'ve| have) told us|before you (?:submit|send|confirm|finish|complete"
    r"|pay)\b"
    r"|(?:you are |you're )?(?:nearly|almost) (?:there|done|finished)|ready to (?:submit|send)|(?:submit"
    r"|send|complete|finish) (?:your|the|this)\b"
    r"|(?:gwiri\w+|adolyg\w+|cadarnh\w+)(?: (?:a|ac|eich|yr|y|'r|fy))* (?:atebion|manylion|cais"
    r"|gwybodaeth|adroddiad|archeb)|crynodeb"
    r"|cyn (?:i chi )?(?:gyflwyno|anfon)|eich atebion)",
    re.I,
)
DECLARES = re.compile(
    r"\bdeclar\w+|\bi (?:can |hereby )?(?:confirm|certify|warrant|attest|swear)\b.{0,80}\b(?:correct|true"
    r"|accurate|complete|honest"
    r"|information|details|read|understand|understood|best of my)\b|\b(?:information|details"
    r"|answers)\b.{0,60}\b(?:is|are) (?:correct|true|accurate)\b"
    r"|\bbest of my knowledge\b|\bdatgan\w*|\brwy(?:f|'n| yn)?\b.{0,20}\bcadarnhau\b|\byn (?:gywir|wir)\b",
    re.I,
)
TERMS = re.compile(
    r"\b(?:terms|conditions|privacy|data protection|policy|agreement|licen[cs]e conditions|telerau|amodau"
    r"|preifatrwydd|polisi)\b",
    re.I,
)
ACCEPTS = re.compile(
    r"\b(?:agree|accept|consent|have read|read and|understand|acknowledge|cytuno|cytunaf|derbyn|wedi "
    r"darllen|deall)\b",
    re.I,
)
# "By continuing you agree ..." stands for the tick; a notice of cookies or about the site's use does not.
BY_PRESSING = re.compile(
    r"\bby (?:submitting|sending|clicking|pressing|selecting|tapping|continuing|proceeding|choosing"
    r"|completing)\b[^.]{0,80}"
    r"\b(?:you(?:'re| are)?|i|we) (?:\w+ )?(?:agree\w*|accept\w*|confirm\w*|declar\w*|consent\w*|certif\w*)",
    re.I,
)
COOKIES = re.compile(r"\bcookies?\b|\bcwcis?\b|\buse (?:of )?(?:this|our|the) (?:web)?site\b", re.I)
# "Press Next and we will log your report": the words of the control stand in place of {}.
PRESS_SENDS = (
    r"\b(?:click|press|select|tap|choose|hit|use|pwyswch|cliciwch)\w*\W+(?:\w+\W+){{0,4}}?{}\b[^.]{{0,80}}"
    r"\b(?:submit|send|sent|finish|book|confirm|log|lodge|raise|register|report it"
    r"|place (?:your|the|an?|this)"
    r"|complete your"
    r"|gyflwyno|anfon)\w*"
)
WILL_BE_SENT = re.compile(
    r"\b(?:when|once|as soon as|if|after) you (?:press|click|select|tap|continue|go on|proceed"
    r"|choose)\b[^.]{0,80}"
    r"\b(?:submitted|sent|logged|created|booked|raised|recorded|charged|we(?:'ll| will) (?:send|log"
    r"|create|book|raise|record|charge))\b"
    r"|\bthis (?:button )?will (?:submit|send|log|create|book)\b",
    re.I,
)
PAYMENT_TERMS = re.compile(
    r"\b(?:total|amount) (?:to pay|due|payable)\b|\byou(?:'ll| will)? be charged (?:now|when you|as soon)\b"
    r"|\bpay(?:ment)? (?:terms|conditions)\b|\b(?:authori[sz]e|agree to|accept) (?:the |this )?(?:payment"
    r"|charge|fee)\b"
    r"|\bcyfanswm i'w dalu\b",
    re.I,
)
