"""Patterns of what councils say about household bins, for the journeys that are about them."""

from __future__ import annotations

from checks.wording import any_of

PUT_OUT = any_of(
    r"(?:by|before) (?:\d{1,2}(?:[.:]\d\d)? ?(?:am|a\.m)|0?[5-8][.:]\d\d)|kerb ?side|edge of (?:your"
    r"|the) (?:property|boundary|pavement|kerb)",
    # "It was not out" is why a bin was left, and "leave it where it is" what to do then: no rules.
    r"(?:put|place|present) (?:your |the |it |them |all )?(?:\w+ )?(?:out|bins? out)"
    r"|(?:be|put|placed?|out|presented?|left) (?:\w+ ){0,3}at the (?:kerb|boundary|edge)",
    r"(?:with|keep|and|its|their|the|every|all) (?:the |its )?lids? (?:\w+ ){0,3}(?:closed|shut|down)"
    r"|^lids? (?:closed|shut"
    r"|down)",
    r"property boundary|collection point|ymyl y palmant",
)
COLLECTION_DAY = any_of(
    r"(?:collection|bin|recycling|refuse) (?:days?|dates?|calendars?|schedules?|times?)|when (?:is|are"
    r"|will) (?:my|your|we)[^.]{0,40}",
    r"(?:look ?up|check|find|see|know|show)(?: out)? (?:your|my|which|what|the|when)\b[^.]{0,30} days?",
    r"(?:check|find)(?: out)? (?:your|my|when)[^.]{0,40} (?:day|dates?|collect\w*|bins?)|diwrnod casglu",
)
NEW_BIN = any_of(
    r"(?:new|replace\w*|damaged?|broken|lost|stolen|missing|repair\w*|order"
    r"|request)\b[^.]{0,40} (?:bins?|box(?:es)?|containers?|caddy|caddies|sacks?)",
    r"(?:lost|broken|stolen|damaged|missing|cracked) (?:one|yours|it)|(?:yours|it|one) (?:is|was"
    r"|has been) (?:lost|broken"
    r"|stolen|damaged|missing|cracked)|another (?:bin|box|one|container)|ask for another",
    r"(?:bins?|box(?:es)?|containers?|caddy)\b[^.]{0,30} (?:damaged|broken|lost|stolen|replac\w+"
    r"|delivery)|bin newydd",
)
