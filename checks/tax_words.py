"""Patterns of what councils say about paying council tax."""

from __future__ import annotations

from checks.wording import any_of

DIRECT_DEBIT = any_of(r"direct debits?|debyd uniongyrchol")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)|(?:first|1st|last|fifteenth) (?:working )?(?:day)?)"
DEBIT_DATES = any_of(
    r"(?:days|dates)\b[^.]{0,20}: \d{1,2}\w*(?:,| or| and) ?\d+",
    rf"{_DAY}(?:,| or| and|;)\b|(?:on|between|from) (?:the )?{_DAY}[^.]{{0,40}} (?:month|and|or)"
    r"|choice of \w+ (?:payment )?dates?|(?:on|from|between) (?:the )?\d{1,2}(?:st|nd|rd|th)",
    r"^\d{1,2}(?:st|nd|rd|th)|on the (?:first|last) (?:working )?day|twice a month|weekly|fortnightly"
    r"|(?:payment|debit) dates?\b[^.]{0,40}\d\w*",
)
# Dates on which a bill falls due, or by which a form must come, are not those on which a debit is taken.
FALLS_DUE = any_of(
    r"instalments? (?:\w+ )?(?:falls?|is|are|become)\b|(?:fall|falls|are|is) due|by the \d|set (?:it "
    r"|one )?up\b[^.]{0,40} by|(?:days|weeks) before|cheques?|reach us|payment date is|on,? or before"
)
ACCOUNT = any_of(
    r"(?:view|see|check|manage|access|look at|find out|keep track of)\b[^.]{0,40} (?:balance"
    r"|how much you owe|what you (?:owe|have paid)|statements?|payments|instalments|payment history)",
    r"(?:view|see|manage|access)\b[^.]{0,30} (?:bills?|accounts?|council tax)\b[^.]{0,30} (?:online"
    r"|account|portal|in one place)|(?:log ?in|sign in|register|sign up)\b[^.]{0,40} (?:account"
    r"|my ?account|see|view|manage|check)",
    r"(?:view|see|check|manage|access|open) (?:your|my) (?:council tax )?(?:account|bills?|balance"
    r"|council tax)",
    r"(?:my|online|self[- ]service) (?:council tax )?account|account online|open ?portal"
    r"|citizen(?:'s)? access|myaccount|council tax online|self[- ]serv\w+ portal|(?:create"
    r"|with) an? (?:\w+ ){0,2}account|fy nghyfrif",
)
BANK_ACCOUNT = any_of(r"bank|building society|sort code|account (?:number|no)|to find (?:the|your)")
DISCOUNTS = any_of(
    r"money off|reliefs?|(?:qualify|eligible|entitled) (?:for|to) (?:\w+ )?(?:discount|reduction|less"
    r"|money off)",
    r"(?:only|one|just one) adult|(?:lower|reduce|cut|reducing)\b[^.]{0,20} (?:bill|tax|charge)|reductions?",
    r"(?<!\bno.)discounts?|exempt\w*|single (?:person|occup\w+|adult)|(?:live|lives|living) (?:alone"
    r"|by yourself|on your own)|only adult|disregard\w*",
    r"pay(?:ing)? less|reduc(?:e|ing) (?:your|my|the) (?:bill|council tax)|(?:\d+%|25 per cent) off"
    r"|less to pay|lower bill|students?\b[^.]{0,40} (?:count|discount|exempt|pay)|do not count"
    r"|gostyngiad\w*|eithriad\w*",
)
TICKETS = any_of(r"tickets?|theatre|leisure|gym|shop\w*")
STRUGGLING = any_of(
    r"(?:having|have|in|any|with) (?:\w+ )?(?:difficult(?:y|ies)|trouble|hardship)(?=\W*$)|(?:having"
    r"|have) (?:\w+ )?(?:difficult(?:y|ies)|trouble) (?:keeping|meeting|paying|with your)",
    r"(?:fall\w*|fell|get\w*|got|gone|running) (?:\w+ )?behind|money (?:worries|troubles?|is tight)"
    r"|(?:cannot|can't|not able to|how to|if you) afford|short of money",
    r"(?:struggl\w+|difficult\w*|trouble|problems?|worried|hard|help)\b[^.]{0,40} (?:pay\w*|bills?"
    r"|instalments?|council tax)|(?:unable|can't|cannot|not able|won't be able)\b[^.]{0,20} (?:pay\w*|meet"
    r"|keep up)(?! (?:by|using|with|online|here|at|in cash|over))",
    r"(?:behind|keep(?:ing)? up)\b[^.]{0,30} (?:pay\w*|bills?|instalments?)|fall(?:ing|en)? behind"
    r"|falling behind|money (?:problems|worries|troubles)|debts?(?! (?:recovery|collector))"
    r"|if you are struggling|are you struggling",
    r"(?:think|know) (?:that )?you (?:will|may|might) (?:miss|not be able)"
    r"|pay\w*\b[^.]{0,30} (?:difficult\w*|problems?)|financial (?:difficult\w*|hardship)|arrears|anhawster",
)
MOVING = any_of(
    r"mov(?:e|ing|ed)\b(?! (?:traffic|image|on|forward|money))[^.]{0,20}|change (?:of|your) (?:address"
    r"|circumstances)|new (?:home|address|resident)|symud (?:tŷ|cartref)|newid cyfeiriad"
)
