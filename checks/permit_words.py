"""Patterns of what councils say about residents' parking permits."""

from __future__ import annotations

from checks.wording import any_of

_CARS = r"(?:cars?|vehicles?|vans?)(?! ?parks?)"
_COUNT = r"(?:one|two|three|four|five|\d)"

COMPANY_CARS = any_of(
    r"company,|belongs? to (?:your|an?|the) (?:employer|firm|company|work)",
    r"(?:company|hired?|rental|rented|leased?|courtesy|foreign|employer's|works?|pool)\b(?:,? (?:or |and "
    rf"|other )?[\w-]+){{0,3}},? {_CARS}|(?:company|hire|lease|courtesy) {_CARS}",
    r"(?:company|lease|leased|hire|hired),? (?:and |or |lease |leased |hire |hired )*(?:and "
    r"|or )?foreign-registered",
    rf"{_CARS}\b[^.]{{0,30}} (?:on|by|under|from) (?:a )?(?:lease|hire|rental|your (?:employer|work"
    rf"|company))|{_CARS}\b[^.]{{0,30}} (?:provided|owned|supplied) by (?:your|an|a"
    r"|the) (?:\w+ )?(?:employer|company|firm|work)",
    r"(?:foreign|non-uk|overseas)\b[^.]{0,20} regist\w+|registered (?:abroad|overseas|outside"
    r"|in another country)|motability|not registered (?:to|in) (?:you|your)|your (?:employer"
    r"|work)(?:'s)? (?:\w+ )?(?:confirm\w*|letter|authoris\w+|permission)",
)
THE_COUNCILS_LEASE = any_of(r"(?:we|council) (?:leases?|hires?|rents?)")
# "At once" in such a sentence is what the resident must do.
TELL_US = any_of(
    r"(?:tell|let) us|notify us|inform us|contact us|(?:contact|call|ring) (?:us|the council|our)|must"
    r"|you (?:need|have) to"
)
COVER = any_of(
    r"(?:park|parking)\b[^.]{0,50} (?:with|on|using) (?:the |your |a )?(?:proof|copy|print\w*"
    r"|number) of your (?:application|receipt|e-?mail)|until (?:you|your|the|it)\b[^.]{0,30} (?:turns? up"
    r"|had the|have had)",
    r"until (?:it|one|this|yours) (?:comes?|arrives?|is (?:sent|issued|ready|here))|while (?:we|it is"
    r"|your application)",
    r"temporary (?:permits?|cover|parking|vouchers?)|while (?:you(?:'re| are)?|we) (?:\w+ )?(?:wait\w*"
    r"|process\w*|check|decide)|until (?:we have|we've) (?:decided|checked|approved)",
    r"(?:until|till|before) (?:you|your|the|it) (?:\w+ )?(?:receive|gets?|permit|have|arrives?|comes?"
    r"|is (?:active|issued|approved))|in the meantime|meanwhile|do not park\b[^.]{0,60} (?:until|before"
    r"|without)",
    r"(?:receipt|confirmation|acknowledgement|e-?mail)\b[^.]{0,60} (?:covers?|lets? you park|(?:as"
    r"|like) (?:a|your) permit|dashboard|windscreen)|(?:park|display|show)\b[^.]{0,40} (?:receipt"
    r"|confirmation|acknowledgement)",
)
_HOME = r"(?:household|address|property|home|person|resident|driver|dwelling|flat)"
LIMITS = any_of(
    rf"(?:{_HOME}s?|you) (?:may|can) (?:have|hold|get|buy) (?:only |up to |at most )?{_COUNT}",
    rf"(?:maximum|limit(?:ed)?|up to|no more than|only)\b[^.]{{0,40}} (?:permits?|per {_HOME}|(?:each|every"
    rf"|any) {_HOME}|vehicles?)",
    rf"{_COUNT} (?:\w+ )?(?:permits?|cars?|vehicles?) (?:per|for each|for every|at each|to each|can|may|are"
    rf"|is)|(?:per|for each|at each|for every) {_HOME}",
    rf"{_HOME}s?\b[^.]{{0,20}} (?:may|can|is|are)\b[^.]{{0,30}} {_COUNT} (?:\w+ )?permits?",
    r"(?:over|above|more than|taller|longer|heavier|wider|higher)\b[^;:!?]{0,25} (?:tonnes?|kg|kilos?"
    r"|metres?|m|feet)\b",
    r"car[- ]?free|(?:do|does|will|would) not qualify|not (?:eligible|entitled|able)|cannot (?:apply|get"
    r"|have)|can't (?:apply|get|have)|(?:new|recent) developments?|excluded|exempt from the scheme",
)
