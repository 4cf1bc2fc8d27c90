"""Patterns of meaning in a council's prose: what to have ready, what it costs, what happens next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from checks.passages import Passage
from checks.reading import Money, prices, says_free
from checks.reading_time import Duration, dates, durations


@cache
def any_of(*parts: str) -> re.Pattern[str]:
    """Return one pattern that finds any of *parts* as whole words, in either case and either apostrophe."""
    spoken = "|".join(parts).replace("'", "['’]")
    joined = spoken.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"\b(?:{joined})\b", re.I)


@dataclass(frozen=True, slots=True)
class Sign:
    """A passage that bears on a question, the words that say so, and how sure they are (0-1)."""

    passage: Passage
    words: str
    strength: float


# "(PDF, 878KB)" after a link says what the link downloads, not what one may send.
FILE_NOTE = re.compile(
    r"[(\[]\s*(?:ms |microsoft )?(?:pdf|word|docx?|rtf|xlsx?|excel|odt)\b[^()\[\]]{0,20}?\d+(?:\.\d+)? ?[km]b"
    r"\s*[)\]]",
    re.I,
)


def first(passages: Iterable[Passage], pattern: re.Pattern[str]) -> Passage | None:
    """Return the first passage in whose own text *pattern* is found."""
    return next((one for one in passages if pattern.search(one.text)), None)


def near(passages: Iterable[Passage], one: re.Pattern[str], other: re.Pattern[str]) -> Passage | None:
    """Return the first passage with one of two patterns whose paragraph, heading or lead has the other."""
    listed = list(passages)
    paragraphs: dict[int, list[str]] = {}
    for passage in listed:
        paragraphs.setdefault(id(passage.element), []).append(passage.text)
    for passage in listed:
        said = " ".join([passage.heading, passage.lead, *paragraphs[id(passage.element)]])
        here = one.search(passage.text) or other.search(passage.text)
        if here and one.search(said) and other.search(said):
            return passage
    return None


_YOU = r"you(?:'ll| will| may| might)?(?: also)?"
_WE = r"we(?:'ll| will)?(?: also)?"
_NEEDED = any_of(
    rf"{_YOU} (?:need|require|must|be required|be asked)(?: to)? "
    r"(?:have|provide|give|supply|upload|attach|enter|send|show|submit|include|tell us|know|quote|bring"
    r"|prove"
    r"|your|the following|these|an?|copies)",
    r"you(?:'ll| will) need(?! to(?! (?:know|tell|say|give|show|describe)))",
    r"(?:documents|information|details|evidence) (?:that )?"
    r"(?:you(?:'ll| will)? (?:need|must)|(?:is|are) (?:needed|required)|we(?:'ll| will)? (?:need|ask"
    r"|require))",
    rf"{_WE} (?:need|require|ask)(?: you)?(?: for| to)? "
    r"(?:see|know|have|provide|your|the following|proof|evidence|documents|copies|details)",
    r"(?:have|get) (?:your|the following|these|this|all)\b[^.]{0,60} (?:ready|to hand|handy|available"
    r"|with you)",
    r"(?:ensure|make sure)\b[^.]{0,60} (?:details|information|documents|evidence)\b[^.]{0,40} "
    r"(?:available|ready|to hand|included|provided|supplied)",
    r"(?:ready|to hand) (?:before|when) you",
    r"(?:give|giving)(?: us)? (?:us (?:with )?)?(?:the following|proof|evidence|copies of|your (?:documents"
    r"|account"
    r" number))",
    rf"{_YOU} be asked (?:for|to (?:give|say|enter|upload))|(?:find|gather|collect|prepare) (?:these|this"
    r"|the following|your"
    r"|all) (?:papers?|documents?|details|information|items|things)|before you (?:start|begin|apply),? "
    r"(?:please )?(?:find|get"
    r"|have|gather|collect)",
    r"(?:provide|upload|attach|supply|send(?: us)?|bring|include|quote|enter|record|have|providing) "
    r"(?:us (?:with )?)?(?:the following|proof|evidence|copies of|your (?:documents|reference"
    r"|account number|council tax))",
    r"please bring|(?:with|enclos\w+|together with|along with) (?:a )?(?:cop(?:y|ies)|proof|evidence) of",
    r"as much (?:information|detail)s?(?: \w+){0,2} as (?:possible|you can)",
    r"bydd angen(?: i chi)?",
)
# "We will ask you for:" announces a list; nothing need be named in the sentence itself.
_ASKED_FOR = re.compile(
    r"\b(?:(?:we(?:'|’)ll|we will|we) (?:need|ask)(?: you)?(?: also)?(?: for| to know)?"
    r"|you(?:(?:'|’)ll| will)?"
    r" (?:need|be asked)(?: for| to (?:know|tell us|give|have|say))?|have (?:this |these )?ready)\s*[:–-]?$",
    re.I,
)
_LISTED_LEAST = 2
_NEEDED_HEADING = any_of(
    r"(?:what|things) (?:do )?(?:you(?:'ll| will)? (?:need|have ready)|we(?:'ll| will)? need)",
    r"you(?:'ll| will) need",
    r"before you (?:start|begin|apply|report|pay)",
    r"documents (?:you|we|required|needed)",
    r"(?:supporting|required|necessary) (?:documents?|evidence|information)",
    r"(?:proof|evidence) (?:of|you|we|required|needed)",
    r"(?:information|details) (?:you(?:'ll| will)?|we(?:'ll| will)?) (?:need|must)",
    r"have (?:these |this )?ready",
    r"cyn i chi ddechrau",
    r"beth fydd ei angen",
)
# Headings that announce what will be asked; "before you start" may head conditions as well, and is none.
_ASKED_HEADING = any_of(
    r"what (?:do )?(?:you(?:'ll| will)? (?:need|have ready)|we(?:'ll| will)? (?:need|ask))",
    r"(?:information|details|documents|things) (?:that )?(?:you(?:'ll| will)? need|we(?:'ll|"
    r" will)? (?:need|ask))",
    r"have (?:these|this|it)? ?ready|you(?:'ll| will) need|beth fydd ei angen",
)
# Things one can fetch, hold or look up; conditions, checks and rules are none.
_THING = any_of(
    r"account (?:number|no|ref\w*)",
    r"(?:reference|column|card|phone|telephone|mobile|national insurance|\w*\s?tax) (?:number|no)",
    r"reference|bills?|statements?|(?:debit|credit|bank) card|licen[cs]es?|passports?|certificates?"
    r"|documents?|documentation",
    r"proof|papers?|evidence|log ?book|v5c?|insurance|agreement|contract|photo\w*|pictures?|images?"
    r"|postcodes?"
    r"|address|names?",
    r"e-?mail|number ?plate|registration|vehicle details|location|details?|payslips?|letters?|cop(?:y"
    r"|ies)|information",
    r"bank (?:details|account)|sort code|grid reference|dates? of birth|rhif|tystiolaeth|dogfennau",
)
_CHECKS = any_of(
    r"check|make sure|only (?:report|be)|cannot|can't|do not|don't|unless|must (?:be|not|have been)",
    r"was (?:out|put|left)|by \d{1,2}(?:[.:]\d\d)? ?am",
)


def things_to_have(passages: Iterable[Passage]) -> Sign | None:
    """Return the best sign that the page says what to have ready (documents, numbers, photographs ...).

    Strength 0.9 is a plain statement, 0.85 a list of things announced as what will be asked, 0.4 words
    of need without a thing, or a thing without them.
    """
    every = list(passages)
    best = max(filter(None, map(_needed, every)), key=lambda sign: sign.strength, default=None)
    if best is not None and best.strength >= 0.85:
        return best
    return _announced_list(every) or best


def _needed(one: Passage) -> Sign | None:
    if one.role == "heading":
        return None
    said, thing = _NEEDED.search(one.text), _THING.search(one.text)
    question = one.text.rstrip().endswith("?")
    if said and thing:
        return Sign(one, one.text, 0.4 if question else 0.9)
    headed = _NEEDED_HEADING.search(one.heading)
    if said and headed and not question:
        return Sign(one, one.text, 0.85)
    above = headed or _NEEDED.search(one.lead) or _NEEDED_HEADING.search(one.lead)
    if above and thing and not _CHECKS.search(one.text):
        return Sign(one, one.text, 0.9)
    return Sign(one, one.text, 0.4) if above else None


def _announced_list(passages: Iterable[Passage]) -> Sign | None:
    """Return the first item of a list that is announced as what one will be asked for, not as conditions."""
    lists: dict[tuple[str, str], list[Passage]] = {}
    for one in passages:
        announced = _ASKED_FOR.search(one.lead.strip()) or _NEEDED.search(one.lead)
        headed = _ASKED_HEADING.search(one.heading) or _is_paper(one)
        if one.role == "item" and (announced or headed):
            lists.setdefault((one.heading, one.lead), []).append(one)
    for items in lists.values():
        things = [one for one in items if not _CHECKS.search(one.text)]
        if len(things) >= _LISTED_LEAST and len(things) * 2 > len(items):
            return Sign(things[0], "; ".join(one.text for one in things), 0.85)
    return None


def _is_paper(one: Passage) -> bool:
    """Say whether an item under a bare "Documents" is one to fetch, and not one to download."""
    return bool(_PAPERS.fullmatch(one.heading) and _THING.search(one.text)) and one.element.find("a") is None


_PAPERS = re.compile(
    r"\W*(?:your |the |supporting )?(?:documents?|documentation|paperwork|evidence|proofs?|dogfennau)\W*",
    re.I,
)
_NOT_A_FEE = any_of(
    r"fine[sd]?|penalt\w+|prosecut\w+|court|magistrates|convict\w+|illegal\w*|reward|savings?|grants?"
    r"|budget|income",
    r"costs? (?:the )?(?:council|taxpayers?|us|local)|cost of (?:clear|remov|deal)\w+|earn\w*|capital"
    r"|benefit|compensation",
    r"summons\w*|spend\w*|spent|invest\w*|value of|worth|liable|up to £\d{2},?\d{3}|discounts?|allowance"
    r"|dirwy",
)
_FREE_ELSEWHERE = any_of(
    r"free ?phone|freepost|call(?:s|ing)?\b[^.]{0,30} free|app|wi-?fi|paypoint|post offices?"
    r"|(?:meals?|parking|travel|transport|buses|pass(?:es)?|advice|lessons|childcare|entry|swimming"
    r"|downloads?|samples)"
    r" (?:is|are) free|free (?:school )?(?:meals?|parking|travel|transport|bus\w*|advice|legal|debt)"
)
_FREE_HERE = any_of(
    r"this (?:service|is|permit|scheme|collection)|the service|it(?:'s| is)|reporting|to (?:report"
    r"|apply|pay|use)",
    r"permits?|collections?|application|report|payment|gwasanaeth",
    r"(?:applying|commenting|joining|registering|booking|paying|telling us|payments?)"
    r"|to (?:join|comment|book|register|tell us)",
    # A sentence that says no more speaks of the page's own task.
    r"^(?:there (?:is|are) no (?:charges?|fees?)|it costs nothing|no charge|free of charge)(?=\W*$)",
)


def fees(passages: Iterable[Passage]) -> list[tuple[Passage, Money]]:
    """Return the sums a resident pays: fines, rewards, budgets, incomes and discounts left out."""
    found: list[tuple[Passage, Money]] = []
    for one in passages:
        if not (_NOT_A_FEE.search(one.text) or _NOT_A_FEE.search(one.heading)):
            found.extend((one, money) for money in prices(one.text))
    return found


_SHARE_FEE = any_of(
    r"\d+(?:\.\d+)? ?% (?:\w+ ){0,3}(?:charge|fee|surcharge)",
    r"(?:charge|fee|surcharge) of \d+(?:\.\d+)?(?= ?%)",
)


def share_fee(passages: Iterable[Passage]) -> Passage | None:
    """Return the passage that tells of a charge in percent, such as one for paying by credit card."""
    return first(passages, _SHARE_FEE)


def told_free(passages: Iterable[Passage], about: Callable[[str], bool]) -> Sign | None:
    """Return the passage that says the task costs nothing.

    `about` says of a text whether it speaks of the task; where none does, the sign is weak.
    """
    for one in passages:
        words = says_free(one.text)
        if words and not _FREE_ELSEWHERE.search(one.full):
            plain = about(one.full) or _FREE_HERE.search(one.text)
            return Sign(one, words, 0.8 if plain else 0.4)
    return None


_DONE = (
    r"(?:removed|cleared|collected|returned|emptied|investigated|inspected|assessed|processed"
    r"|dealt with|issued|sent|posted"
    r"|emailed|repaired|fixed|contacted|notified|informed|credited|updated|attended|resolved|completed"
    r"|decided|delivered"
    r"|dispatched|made|confirmed)"
)
_DO = (
    r"(?:remove|clear|collect|return|come back|re-?visit|investigate|inspect|assess|respond|reply"
    r"|contact|process|deal with"
    r"|issue|send|post|e-?mail|repair|fix|make (?:it )?safe|empty|update|confirm|let you know|tell you"
    r"|get back|acknowledge|visit"
    r"|review|decide|attend|resolve|complete|deliver|look into|arrange)"
)
_THEN = r"(?:(?:usually|normally|then|always|also|will) )?"
_IN_TIME = r"(?:within|in (?:up to|under|about)|by the end of)"
# What the council will do, or the resident will get, once the task is done.
NEXT_STEP = any_of(
    rf"we(?:'ll| will| aim| try| usually| normally| hope| should| endeavour)(?: \w+){{0,3}}? {_DO}",
    rf"(?:will|should|can|may|to|usually|normally|are|is)(?: \w+){{0,3}}? be(?: \w+){{0,2}}? {_DONE}",
    rf"(?:is|are|usually|normally)(?: usually| normally)? {_DONE}",
    rf"(?:letters?|e-?mails?|offers?|permits?) (?:\w+ )?{_DONE} (?:on|by|within)",
    r"you(?:'ll| will| should)(?: \w+)? (?:receive|get|be (?:sent|contacted|notified|informed|told"
    r"|emailed)|hear)",
    r"(?:take|takes|allow)\b[^.]{0,60} (?:process|issue\w*|permit|application|payment|account|appear"
    r"|show|reach|arrive"
    r"|deliver\w*|notice|reply|clear)",
    r"(?:applications?|permits?|badges?|requests?|claims?|repairs?|reports?|orders?|it|this|decisions?)(?: "
    r"\w+){0,2} takes?\b"
    r"[^.]{0,30} (?:hours?|days?|weeks?|months?)",
    r"(?:process\w*|issu\w+|deliver\w*|appear|show|reach|arrive|clear)\b[^.]{0,60} (?:take|takes|within"
    r"|allow|up to)",
    r"your (?:permit|payment|application|report|request)\b[^.]{0,40} will",
    r"(?:our|the) (?:crew|team|contractor|officer|inspector|engineer)s? (?:will|aim|should)",
    # What is done as a rule is said in the present: "we decide within 8 weeks", "you hear from us in ...".
    rf"we {_THEN}{_DO}\b[^.]{{0,80}} {_IN_TIME}",
    rf"(?<!\bif.)you {_THEN}(?:hear|get|receive)\b[^.]{{0,80}} {_IN_TIME}",
    rf"(?:crew|team|officer|inspector|engineer|electrician|surveyor|warden|someone)s? {_THEN}"
    rf"(?:comes?|calls?|visits?|attends?|inspects?|looks?)\b[^.]{{0,60}} {_IN_TIME}",
    r"(?:cases|applications|decisions|requests|reports|claims|faults|repairs) (?:are|is)\b[^.]{0,20} "
    rf"(?:settled|decided|made|handled|answered|mended|done)\b[^.]{{0,40}} {_IN_TIME}",
    r"offer (?:day|date)|byddwn(?: ni)? yn|ein nod",
    # What the council puts out at set times, and who comes when.
    r"(?:are|is|get|gets|will be) (?:published|ready|available|announced|released|posted|put"
    r" (?:up|out|online)|set out"
    r"|listed|printed)\b[^.]{0,40} (?:before|in advance|ahead|after|within)",
    rf"we {_THEN}(?:write|answer|act|start|begin|aim|try|hope|come|go|call|ring|phone|mend|take"
    rf" it|pick|check|look|see|read|deal)\b[^.]{{0,80}}"
    rf" {_IN_TIME}",
    rf"(?:most|all|every|many|repairs?|reports?|requests?|cases|claims|letters?|it|they) (?:\w+"
    rf" ){{0,3}}?(?:is|are|gets?)"
    rf" (?:\w+ )?(?:{_DONE}|mended|answered|settled|looked (?:at|into)|seen|put right"
    rf"|sorted)\b[^.]{{0,60}} {_IN_TIME}",
    r"(?<!\bif.)you (?:have|get) (?:an? |your |the )?(?:answer|decision|reply|permit|badge|result)\b",
)
NEXT_HEADING = any_of(
    r"what (?:happens|we(?:'ll| will)? do|will happen|you can expect)|next steps?|after you(?:'ve"
    r"| have)?|once you(?:'ve| have)?",
    r"when will (?:i|my|you|we|it)|how long|timescales?|service standards?|response times?|our aim"
    r"|beth sy'n digwydd",
)


_HOLIDAY = any_of(r"christmas|new year|bank holidays?|easter|public holidays?|nadolig")


def next_steps(passages: Iterable[Passage], as_of: date) -> list[Sign]:
    """Return the passages that say what happens next; strength 0.9 where one says when.

    0.6 is a limit of time of which it cannot be told whether it is the council's; 0.5 an outcome without one.
    """
    found: list[Sign] = []
    for one in passages:
        if one.role == "heading":
            continue
        said, headed = NEXT_STEP.search(one.text), NEXT_HEADING.search(one.heading)
        waits = [wait for wait in durations(one.text) if is_wait(wait)]
        when = [wait.text for wait in waits]
        # A changed collection at Christmas is news, not what follows from doing the task.
        if said and not _HOLIDAY.search(one.full):
            when += [day.text for day in dates(one.text, as_of)]
        if (said or headed) and when:
            found.append(Sign(one, when[0], 0.9))
        elif said:
            found.append(Sign(one, said.group(), 0.5))
        limits = [wait.text for wait in waits if wait.relation == "within"]
        if limits and not (said or headed) and not _NOT_THE_COUNCILS.search(one.text):
            found.append(Sign(one, limits[0], 0.6))
    return found


# Limits of time that bind the resident, age a document or bound an offence do not say what happens next.
_NOT_THE_COUNCILS = any_of(
    r"you(?:'ll| will)? (?:must|have to|need|should|can|may|cannot|can't)|must|within (?:the"
    r" )?(?:last|past|previous)"
    r"|(?:in|over|for) the (?:last|past|previous|first)|last (?:\w+ )?\d+|dated|valid|lasts?"
    r"|old|ago|fine|penalt\w+",
    r"(?:please|report|tell|let|contact|ring|call|apply|appeal|object|comment|pay|return|cancel"
    r"|write|send|renew"
    r"|collect|claim|ask|notify|give|check|try|wait)\b(?:(?!\bwe\b)[^.]){0,80} (?:within|in|by"
    r"|up to|no later|allow)"
    r"|if you|unless|parking|parked|stay|miles|metres|opening|open|lines",
)


def is_wait(wait: Duration) -> bool:
    """Say whether a duration can be a wait: no rhythm, no minutes to fill in a form, no years."""
    return wait.relation != "every" and wait.unit not in ("minute", "year") and wait.days <= 120


# What a council promises to give back to whoever reports or applies.
REFERENCE = any_of(
    r"(?:reference|tracking|case|report|request|receipt) (?:number|code|no|id)|(?:a|your) reference(?! "
    r"(?:ready|to hand|handy|number))",
    r"track (?:your|the|its|progress)|follow (?:the progress of )?(?:your|its|the) (?:report|request"
    r"|progress|case)|(?:keep|kept) (?:you )?(?:informed|updated|up to date)"
    r"|progress of your",
    r"(?:e-?mail|text|send|message|notify|tell) you (?:when|once|with|as soon|an? (?:update|confirmation))",
    r"(?:confirmation|acknowledge\w*) (?:e-?mail|message|by)|receive (?:an? )?(?:\w+ )?(?:updates?"
    r"|confirmation|e-?mail|text)",
    r"updates? (?:by|on) (?:e-?mail|text|your)|cyfeirnod",
)
