"""Patterns of what councils say about household bins, for the journeys that are about them."""

from __future__ import annotations

from checks.wording import any_of

_HOUR = r"(?:\d{1,2}(?:[.:]\d\d)? ?(?:am|a\.m)|0?[4-8][.:]\d\d)"
_PLACE = r"(?:kerb\w*|kerb side|edge|boundary|pavement|collection point|front|roadside)"
_BE = r"(?:must|has to|have to|needs? to|should) (?:be|have been)"
PUT_OUT = any_of(
    rf"(?:by|before|no later than|at) {_HOUR}|{_PLACE} (?:by|before|on time)",
    rf"(?:put|place[ds]?|present\w*|set|{_BE}|was|were|is|are|left) (?:\w+ ){{0,4}}(?:at|on|to|in"
    rf"|by) (?:the )?{_PLACE}",
    r"(?:put|place|present|set) (?:\w+ ){0,3}out\b[^.]{0,40} (?:night|evening|before|by|on the (?:day"
    r"|morning)|earlier)",
    r"lids?\b[^.]{0,15} (?:closed|shut|down)|handles?\b[^.]{0,15} (?:road|out|facing|face)",
    r"edge of (?:your|the) (?:property|boundary|pavement|kerb)|property boundary|collection point"
    r"|ymyl y palmant",
)
# What is said of a bin that was missed is no rule for the next time.
STAYS_OUT = any_of(
    r"until (?:we|it|they|the|our)|till|meanwhile|in the meantime|(?:we|crews?) (?:may |will "
    r"|might )?(?:leave|left)|late|not out|^(?:please )?(?:leave|keep)\b(?!.*\b(?:by|before) \d)"
)
COLLECTION_DAY = any_of(
    r"(?:look ?up|check|find|see|know|show)(?: out)? (?:your|my|which|what|the|when)\b[^.]{0,30} days?",
    r"(?:collection|bin|recycling|refuse) (?:days?|dates?|calendars?|schedules?|times?)|when (?:is|are"
    r"|will) (?:my|your|we)[^.]{0,40}",
    r"(?:check|find|look up|see)(?: out)? (?:your|my|when|which|what|the)[^.]{0,40} (?:day|dates?"
    r"|collect\w*|bins?)|(?:look up|check|find) (?:your|my) (?:bin )?day|which day (?:we|is|it|your)"
    r"|diwrnod casglu",
)
_GONE = r"(?:lost|broken|gone|missing|stolen|damaged|run over|bigger|larger|smaller|extra|crushed|burnt)"
NEW_BIN = any_of(
    r"(?:lost|broken|stolen|damaged|missing|cracked) (?:one|yours|it)|(?:yours|it|one) (?:is|was"
    r"|has been) (?:lost|broken|stolen|damaged|missing|cracked)|another (?:bin|box|one|container)"
    r"|ask for another",
    r"(?:new|replace\w*|damaged?|broken|lost|stolen|missing|repair\w*|order|request)\b[^.]{0,40} (?:bins?"
    r"|box(?:es)?|containers?|caddy|caddies|sacks?)",
    r"(?:bins?|box(?:es)?|containers?|caddy)\b[^.]{0,30} (?:damaged|broken|lost|stolen|replac\w+|delivery)"
    r"|bin newydd",
    rf"{_GONE}\b[^.]{{0,60}} (?:ask(?: for)?|order|request|apply|another|replac\w+|report it|tell us|get)",
)
GARDEN = any_of(
    r"(?:brown|garden) lids?",
    r"garden(?:ing)? (?:waste|bins?|sacks?|refuse|recycling|club)|green waste|gwastraff gardd|grass"
    r"|hedge cuttings?|prunings",
    r"(?:brown|green) (?:bins?|sacks?)\b[^.]{0,40} (?:sign up|subscri\w+|join\w*|service|club|renew)"
    r"|(?:sign up|subscri\w+|join|renew)\b[^.]{0,40} (?:garden|brown|green)",
)
_STREET = r"(?:street|road|estate|area|row|close|village)"
WHOLE_STREET = any_of(
    rf"(?:every|each|any other|more than one) (?:bins?|house|home|property)\b[^.]{{0,30}} {_STREET}",
    r"(?:whole|entire) (?:block|village|row)",
    rf"(?:whole|entire|all of (?:your|the)|rest of (?:your|the)) {_STREET}|every (?:bin|house|home) (?:in"
    r"|on)",
    rf"(?:nobody|no one|no-one|none)(?:'s)?\b[^.]{{0,50}} (?:bins?|emptied|collected|{_STREET}|neighbours)",
    r"(?:everyone|everybody)(?:'s)?\b[^.]{0,40} (?:missed|not|waiting|full)|all (?:of )?(?:your neighbours"
    r"|(?:the )?bins (?:in|on))",
    rf"other (?:bins|houses|homes|residents|properties)\b[^.]{{0,40}} (?:{_STREET}|too|as well|also|full"
    r"|missed)",
    r"neighbours?(?:'s?)?\b[^.]{0,60} (?:missed|not|as well|too|also|still|been (?:emptied|collected))",
    rf"(?:your|the) {_STREET}\b[^.]{{0,20}} (?:was|has been|is|were|hasn't been|has not been"
    r"|not been) (?:\w+ )?(?:missed|collected|emptied|done|late)",
)
ONLY_YOURS = any_of(
    r"not yours|but yours|only yours|just yours|yours (?:was|has|is|were)n't|yours (?:was|has) not"
)
_HELPED = r"(?:collect\w*|fetch\w*|bring\w*|brought|take|taken|put|pull\w*|wheel\w*)"
_BIN = r"(?:bins?|box(?:es)?|containers?)"
ASSISTED = any_of(
    r"list (?:for|of those who (?:get|have)) help|(?:fetch|collect|bring|take|carry"
    r"|wheel)\w*\b[^.]{0,30} (?:for you|from your (?:door|house|home|side|back))",
    r"cannot (?:move|put out|wheel) (?:your|the|their) bins?",
    rf"assisted|pull[- ]?out|{_HELPED} (?:out )?(?:your|the|their) {_BIN}\b[^.]{{0,30}} (?:for you"
    r"|from (?:your|the|their) (?:door|home|house|garden|property)|out for|because of)",
    rf"{_BIN} (?:\w+ ){{0,2}}{_HELPED} (?:out )?(?:from (?:the|your) (?:door|house|home|property)|for you)"
    rf"|{_HELPED} out (?:your|the) {_BIN}",
    rf"help\w*\b[^.]{{0,20}} (?:with|putting|moving|to put)\b[^.]{{0,20}} {_BIN}|list for (?:help"
    r"|assistance)|â chymorth",
)
