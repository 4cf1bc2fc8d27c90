"""Patterns of what councils say about school admissions."""

from __future__ import annotations

from checks.wording import any_of

_DEMAND = r"(?:applications?|applicants?|children|requests?|families|people|pupils)"
_GIVEN = (
    r"(?:places?|offers?|offered|allocat\w+|distances?|admitted|admissions?|preferences|full|oversubscribed)"
)
_AREA = r"(?:area|borough|county|city|district|town|council)"

PREFERENCES = any_of(
    r"(?:up to|at least|maximum of|choose|name|list|least|all|your|room for|pick"
    r"|as many as) (?:\w+ )?(?:three|four|five|six|3|4|5|6)(?: \w+)?(?: preferences| schools| choices|)",
    r"(?:three|four|five|six|3|4|5|6) (?:different |school )?(?:preferences|choices)|placing request"
    r"|(?:use|fill in|make) all (?:of )?your (?:preferences|choices)|(?:tair|pedair|pum|chwe) (?:dewis"
    r"|ysgol)",
)
ORDER = any_of(
    r"(?:whichever|the (?:one|school)|the highest)\b[^.]{0,20} (?:you )?(?:placed|put|ranked|named"
    r"|listed) (?:highest|first|top)|(?:true|genuine|real) (?:order|preferences?)",
    r"(?:in|the) order\b[^.]{0,40} (?:want|like|prefer|wish|choose)|(?:told|see|know|shown"
    r"|share)\b[^.]{0,40} (?:order|other schools|placed|rank\w*)",
    r"(?:put|list|name|place|rank)\w*\b[^.]{0,60} (?:first|favourite|top|in (?:the|your|true"
    r"|an?) (?:\w+ )?order (?:of|in|that|you))|does not matter|(?:higher|highest|top|first"
    r"|next) (?:\w+ )?(?:on|in|of) (?:your|the) list",
    r"(?:in|the|your|which|what|this) order\b[^.]{0,40} (?:preference|prefer|schools?)|rank(?:ed"
    r"|ing)? (?:them|your|the|schools|each)|preferences?\b[^.]{0,60} (?:order|equal\w*|rank\w*)|(?:naming"
    r"|putting|placing|listing|choosing)\b[^.]{0,30} first|highest preference|equal preference"
    r"|first (?:preference|choice)|trefn",
)
PLACES_GIVEN = any_of(
    r"(?:set|have|apply|use|publish) their own (?:rules|criteria|polic(?:y|ies)|arrangements)|precedence"
    r"|(?:can't|cannot|unable to) (?:take|admit|offer)\b[^.]{0,30} (?:everyone|everybody|all|every child)",
    r"oversubscri\w+|tie[- ]?break\w*|draw(?:ing|s|n)? lots|random allocation|criteri(?:a|on)|meini prawf",
    r"admissions? (?:arrangements|criteria|polic(?:y|ies)|rules?|authorit(?:y|ies))|rules (?:for|of"
    r"|on) admission",
    r"(?:schools?|governors?|academ\w+|each|every)(?:'s)?\b[^.]{0,40} (?:rules|polic(?:y|ies))",
    r"rules\b[^.]{0,30} (?:of|for) (?:each|every|the|a) school|rules by which",
    r"priority (?:is|goes|will|order|given|group|area|admission)|(?:get|gets|given|have|order of|give|high"
    r"|highest|higher) priority",
    rf"(?:more|too many) {_DEMAND}(?: than|,| for|;)|not enough (?:places|room)|(?:school is|schools? are"
    r"|is) (?:full|oversubscribed)\b[^.]{0,60} (?:use|look|rules|decide|rank|order)",
    r"(?:siblings?|brothers? (?:and|or) sisters?)\b[^.]{0,60} (?:first|next|priority|places?|then|distance)",
    r"(?:nearest|closest|near\w*|distance)\b[^.]{0,30} (?:come|get|first|priority|are given|are offered)",
    r"(?:places?|offers?)\b[^.]{0,40} (?:in (?:this|the following) order|by (?:distance|ability|need"
    r"|the rules))",
    rf"(?:rank\w*|decid\w+|choose|chosen|order\w*)\b[^.]{{0,40}} (?:between|among) {_DEMAND}"
    rf"|rank\w* {_DEMAND}",
    r"who (?:gets?|is given|will get|is offered) (?:a |the |priority|an? offer)",
    r"how (?:we|places|schools|it|they|the school) (?:\w+ )?(?:decides?|allocates?|are (?:allocated"
    r"|offered|given|shared)|chooses?)",
    r"measure\w*\b[^.]{0,30} distance|live (?:equally|the same distance|as far)",
)
RULES_OF_OTHER_THINGS = any_of(
    r"uniform|phones?|park(?:ing)?|behaviour|school attendance|dress|transport|absence"
)
LAST_YEAR = any_of(
    r"last successful|(?:were|was) (?:successful|unsuccessful|refused|turned away)\b[^.]{0,30} (?:last"
    r"|previous) year|(?:how far|distance)\b[^.]{0,60} (?:last|previous) (?:\w+ )?(?:applicant|child|pupil"
    r"|year)",
    r"(?:last|final) (?:place|child|offer|pupil|applicant)\b[^.]{0,60} (?:went|lived|offered|miles?"
    r"|metres?|km|away|distance)",
    r"(?:furthest|farthest) (?:child|address|home|offer)|how far (?:away )?(?:children|pupils|they) lived",
    r"(?:furthest|last|cut[- ]?off|greatest|maximum) (?:distance|child|pupil|place|applicant|person)s?"
    r"|cut[- ]?offs?",
    rf"(?:last|previous|past|earlier|recent) years?(?:'s)?\b[^.]{{0,60}} {_GIVEN}",
    rf"(?:{_GIVEN}|(?:how many|numbers? of) (?:\w+ )?applications"
    r"|how many\b[^.]{0,30} applied)\b[^.]{0,60} (?:last|(?:in|of|from|over|for) (?:the )?(?:previous"
    r"|past|recent|earlier)) years?",
    r"(?:in|for) (?:september |the )?20\d\d\b[^.]{0,80} (?:had|got|were|was) (?:\w+ ){0,4}(?:offered"
    r"|admitted|places?|preferences|of their|one of|turned away)",
    r"(?:admitted|offered|allocated|given)\b[^.]{0,40} (?:in|for) (?:september )?20\d\d",
    r"allocations? (?:data|statistics|figures|information|tables?|history|in 20\d\d|for 20\d\d)"
    r"|how places were|(?:admissions?|offer(?: day)?) (?:data|statistics|figures)|(?:previous"
    r"|past) (?:allocations?|admissions?|offers)",
)
TO_COME = any_of(r"will be|closing|deadline|apply (?:by|for)|last day")
DOCUMENTS = any_of(
    r"(?:require|need|sight of|bring|send|with) (?:\w+ ){0,4}(?:bank statements?|official letters?"
    r"|benefit letters?|pay ?slips?)|address (?:verification|checks?|evidence)|bearing your (?:name"
    r"|address)",
    r"proofs? (?:of|that)\b[^.]{0,30} (?:liv\w+|home)",
    r"(?:prove|proves|show|shows|proving|showing|proof|evidence|confirm\w*)\b[^.]{0,40} (?:where"
    r"|that)\b[^.]{0,30} (?:live|lives|lived|living|address|home|age)",
    r"(?:proof|evidence|confirmation) of (?:\w+ ){0,4}(?:address|residen\w+|birth|age|identity|date|home)"
    r"|(?:prove|proving) (?:your|the|an?|his|her|their) (?:\w+ )?(?:address|age|identity|date)",
    r"(?:show|send|bring|upload|attach|provide|see|need|want|ask(?:ed)? for|enclose"
    r"|take)\b[^.]{0,60} (?:bills?|certificates?|passports?|tenancy|lease|mortgage|licen[cs]e|statements?"
    r"|contracts?|(?:items?|letters?|documents?|papers?) (?:with|showing|that|from|confirming))",
    r"birth certificates?|tenancy agreements?|utility bills?|council tax (?:bill|number|account|reference)"
    r"|child benefit|exchange of contracts|completion (?:letter|statement)|medical card|passport"
    r"|driving licence",
    r"(?:copy|copies) of (?:\w+ ){0,3}(?:bill|certificate|letter)|(?:supporting|documentary) (?:documents?"
    r"|evidence)|address evidence|tystysgrif geni",
)
NOTHING_NEEDED = any_of(r"(?:do not|don't|no) need (?:any|to (?:send|show|give|upload|bring))|not asked for")
SUPPLEMENTARY = any_of(
    r"supplement\w+ (?:\w+ )?forms?|sif|(?:additional|second|extra|separate) form|own form|eleven[- ]plus"
    r"|11\+",
    r"(?:faith|church|religious|catholic|voluntary aided|grammar|selective) schools?\b[^.]{0,80} (?:forms?"
    r"|tests?)|(?:form|test)\b[^.]{0,60} (?:faith|church|religious|catholic|voluntary aided|grammar"
    r"|selective)",
)
SPECIAL_NEEDS = any_of(
    r"(?:special|extra|additional) (?:\w+ )?(?:needs|help|support)|(?:with|has|have"
    r"|having) an? (?:\w+ )?(?:plan|statement)|co-?ordinated support plan",
    r"special educational needs?|(?-i:SEND?|SENCo|ALN)|ehcp?s?|education,? health (?:and|&) care"
    r"|additional (?:learning|support) needs|disabilit\w+|anghenion (?:dysgu )?(?:addysgol|ychwanegol)"
    r"|statement of",
)
_BEGIN = r"(?:start|starting|starts|begin|entry|admission|attend|go|come)"
SUMMER_BORN = any_of(
    r"(?:out of|outside) (?:their |the |its )?(?:cohort|year group)|(?:reception"
    r"|year r)\b[^.]{0,20} (?:rather than|instead of)\b[^.]{0,10} year (?:1|one)",
    r"(?:start|begin|wait)\w*\b[^.]{0,30} (?:a year later|the year after|until (?:they are )?five)",
    r"summer[- ]born|born in (?:the )?summer|defer\w*|gohirio|born (?:between|from|on or after"
    r"|after)\b[^.]{0,6} april",
    r"delay\w*\b[^.]{0,30} (?:start\w*|entry|admission|school|reception)|decelerat\w+",
    rf"{_BEGIN}\b[^.]{{0,30}} (?:part[- ]time|half[- ]days?|mornings only)|(?:start|starting|starts|begin"
    r"|entry|admission)\b[^.]{0,30} (?:later|a year late)",
    r"(?:put|putting) off\b[^.]{0,30} (?:start\w*|entry|school|place)|hold\w* (?:\w+ ){1,2}back|held back"
    r"|wait (?:a|another|one) (?:more )?year|put off (?:the|their|your|a)|(?:until|till) (?:they|he|she"
    r"|the child) (?:are|is|turns?|reach\w*) (?:five|5)",
    r"(?:out of|outside) (?:of )?(?:\w+ )?(?:normal|usual|chronological|own) (?:age|year)"
    r"|compulsory school age|term (?:after|following)\b[^.]{0,20} (?:fifth|5th)|fifth birthday",
)
MOVING_IN = any_of(
    r"(?:you|i'm|i am|we're|we are|who|famil(?:y|ies)|parents?|just|recently|plan\w* to|about to|going to"
    r"|be|also)(?: (?:are|is|will be|have|has|just|plan to))* (?:mov(?:e|ed|ing)|relocat\w+)(?! (?:up"
    r"|schools?|on|between|(?:in)?to (?:secondary|junior|year|senior)|from (?:primary|infant|year)))",
    r"mov(?:e|ed|ing) (?:house|home|here|address|away|within|(?:in)?to (?:the|our|this"
    rf"|a new) (?:\w+ )?{_AREA}|in(?:to)? (?:the|our|this) {_AREA})",
    r"new to (?!schools?|reception|primary|this|us\b|the (?:site|website|service|school))\w+"
    r"|address (?:\w+ )?changes?|chang\w+ (?:of |your )?address|new address",
    r"armed forces|(?:service|forces|military) (?:famil(?:y|ies)|personnel|children|pupils)"
    r"|ministry of defence|crown servants?|posting (?:letter|order|date)|posted (?:to|abroad)"
    r"|overseas posting",
    r"(?:from|arriv\w+ from|living) (?:abroad|overseas|another country)|symud i'r ardal",
)
OTHER_COUNCIL = any_of(
    r"(?:apply|application)\b[^.]{0,40} where you live|(?:wherever|even if|whichever)\b[^.]{0,40} school"
    r"|school\b[^.]{0,40} (?:another|other|different|next) (?:area|side)",
    r"(?:schools?|places?)\b[^.]{0,30} (?:outside|across|over) (?:the |our |this )?(?:area|border|boundary"
    r"|borough|county|district)|schools? outside (?:of )?\w+|council (?:that )?you (?:pay|live)",
    r"(?:apply|application|form|through|to|with|contact)\b[^.]{0,60} (?:your (?:own "
    r"|home )?(?:local authority|council)|(?:home|own|their) (?:local )?(?:authority|council)"
    r"|council (?:where|in which|you live|area))",
    r"home (?:local )?authority|(?:another|other|neighbouring|different) (?:local )?(?:authorit\w+"
    r"|councils?|boroughs?|count(?:y|ies))|(?:live|living) (?:outside|in (?:another|a different))",
)
LATE = any_of(
    r"(?:form|application|it)\b[^.]{0,20} (?:arrives?|comes?|reaches us|is sent"
    r"|is received)\b[^.]{0,20} after|second round|next round|late(?: ones)? (?:are|will be) (?:dealt"
    r"|looked|processed|considered)",
    r"(?:you(?:'re| are| were)|it is|it comes|comes|arrives?|sent in|form is) (?:too |\w+ )?late"
    r"|late (?:ones|forms?|requests?|ways)|too late|count(?:s|ed)? as late",
    r"(?:miss\w*|past|after) (?:it|that|this|the|these) (?:last |final |closing )?(?:day|date|dates"
    r"|deadline)|not (?:\w+ )?(?:in|on) time|(?:late|miss\w*|after|past|deadline"
    r"|clos\w+)\b[^.]{0,80} still apply|still apply,? but|on[- ]time applica\w+",
    r"late(?:r)? (?:applications?|applicants?|form)|appl\w+ (?:\w+ )?late|after the (?:closing|deadline)"
    r"|miss\w* the (?:deadline|closing)|(?:received|submitted|made) after|cais hwyr|ceisiadau hwyr|hwyr",
)
WAITING_LIST = any_of(
    r"waiting lists?|reserve lists?|continued interest|rhestr(?:au)? aros|if a place (?:comes|becomes"
    r"|falls|is given up)|(?:stay|remain|kept|keep\w*) (?:\w+ ){0,3}on (?:the|our|a|that|its) list"
    r"|places? (?:come|become|fall)s? (?:free|up|vacant|available)"
)
APPEAL = any_of(
    r"appeals?|refused|turned down|apel\w*|apêl|challenge\w*|(?:not happy|unhappy|disagree)\b[^.]{0,40}"
    r"|(?:don't|do not|didn't|did not) get (?:\w+ ){0,3}(?:place|school|preference|choice)"
)
CHARITY_APPEAL = any_of(r"fund\w*|donat\w+|charit\w+|mayor")
TRAVEL = any_of(
    r"(?:school|home[- ]to[- ]school|free) (?:transport|travel|bus\w*)|transport (?:to|for)|travel (?:to"
    r"|assistance|pass\w*|help|costs?)|get(?:ting)? to (?:and from )?school|bus pass\w*|cludiant"
)
