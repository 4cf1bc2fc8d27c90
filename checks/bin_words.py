"""Patterns of what councils say about household bins, for the journeys that are about them."""

from __future__ import annotations

from checks.wording import any_of

PUT_OUT = any_of(
    r"(?:by|before) (?:\d{1,2}(?:[.:]\d\d)? ?(?:am|a\.m)|0?[5-8][.:]\d\d)|kerb ?side|edge of (?:your"
    r"|the) (?:property|boundary|pavement|kerb)",
    r"(?:put|place|left|leave|presented?|was) (?:your |the |it )?(?:\w+ )?(?:out|bins? out"
    r"|at the (?:kerb|boundary|edge))|lid (?:is |was |must be )?(?:closed|shut|down)",
    r"property boundary|collection point|ymyl y palmant",
)
COLLECTION_DAY = any_of(
    r"(?:collection|bin|recycling|refuse) (?:days?|dates?|calendars?|schedules?|times?)|when (?:is|are"
    r"|will) (?:my|your|we)[^.]{0,40}",
    r"(?:check|find)(?: out)? (?:your|my|when)[^.]{0,40} (?:day|dates?|collect\w*|bins?)|diwrnod casglu",
)
NEW_BIN = any_of(
    r"(?:new|replace\w*|damaged?|broken|lost|stolen|missing|repair\w*|order"
    r"|request)\b[^.]{0,40} (?:bins?|box(?:es)?|containers?|caddy|caddies|sacks?)",
    r"(?:bins?|box(?:es)?|containers?|caddy)\b[^.]{0,30} (?:damaged|broken|lost|stolen|replac\w+"
    r"|delivery)|bin newydd",
)
