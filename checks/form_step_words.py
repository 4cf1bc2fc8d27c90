"""What the controls of a form's step say, in English and Welsh: that they send, lead on, or turn aside."""

from __future__ import annotations

import re
import unicodedata

from checks.wording import any_of

# The hyphen in "e-mail" is of the word; one that stands alone is not.
_ARROWS = re.compile(r"(?:[\s»›>→⟶➔➜▶►❯«‹<←◀◄❮:.…|*+–—]|(?<![^\s])-+|-+(?![^\s]))+")


def plain(text: str) -> str:
    """Return *text* in lower case with what nobody sees taken out, and widths and blanks made alike."""
    kept = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return " ".join(kept.replace("’", "'").casefold().split())


def bare(text: str) -> str:
    """Return the plain words of a control without the arrows and stops round and between them."""
    return _ARROWS.sub(" ", plain(text)).strip()


# Words that send wherever they stand in the words of a control.
SENDS = any_of(
    r"(?:re-?)?submit\w*|(?:re-?)?send(?:ing)?|confirm\w*|finish\w*|finali[sz]e\w*|complet(?:e|ing)|done"
    r"|pay|paying|payments?|check-?out|buy|purchas\w+|declar\w+|agree\w*|accept\w*|authori[sz]e|approve"
    r"|i am sure|donate|subscribe|sign up|place (?:an |my |your |the |this )?(?:order|booking|request|bid)",
    # Welsh, with its mutations (F11)
    r"[cg]h?yflwyn\w*|(?:d|dd)?anfon\w*|[cg]h?adarnh\w*|g?orffen\w*|[cg]h?wblh\w*|[dt]h?alu|[dt]h?alwch"
    r"|[dt]h?aliad\w*|[dt]d?atgan\w*|[cg]h?ytun\w*|d?derbyn\w*|[pb]h?rynu|thanysgrifi\w*|tanysgrifi\w*"
    r"|gwneud cais|gwnewch gais|gwneud taliad|gosod (?:yr )?archeb",
)
# Words that send where they begin the words of a control or follow "and": elsewhere they may be nouns.
_ACTS = (
    r"report|apply|book|order|request|reserve|register|claim|save|post|log|lodge|file|raise|create|renew"
    r"|vote|sign|publish|notify|tell us|enrol|join|place|upload|delete|remove|withdraw|transfer|issue|arrange"
    r"|ask for|get|make|hold|support|follow|me too|add my|yes"
    r"|archeb\w*|bwci\w*|adrodd\w*|riport\w*|rhoi gwybod|rhowch wybod|ymgeisi\w*|cofrestr\w*|hawli\w*"
    r"|cadw|llofnod\w*|pleidleisi\w*|gofyn am|adnewydd\w*|lanlwyth\w*|uwchlwyth\w*|dileu|crëwch|creu"
)
ACTS_FIRST = re.compile(
    rf"^(?:please |now |i want to |i would like to |ok(?:ay)? |online )*(?:{_ACTS})\b", re.I
)
ACTS_AFTER_AND = re.compile(rf"(?:\band\b|&|\bthen\b|,|/|\ba[c]?\b)\s*(?:{_ACTS})\b", re.I)
ACTS_AFTER_TO = re.compile(rf"\b(?:to|i)\s+(?:{_ACTS})\b", re.I)
# The machine's own name or value of a control, in parts: a name `submit` says nothing, every button has it.
SENDING_NAMES = frozenset(
    "confirm confirmed confirmation finish finished finalise finalize final complete send sending pay "
    "payment paynow checkout declare declaration commit placeorder order purchase buy book booking accept "
    "agree cyflwyno anfon cadarnhau".split()
)
NEXT_NAMES = frozenset("next nextpage nextstep nextsection gonext forward nesaf".split())

# The control keeps what has been typed and leads on; the words say no more than "continue".
_ON = r"continue|proceed|go on|carry on|move on|parhau|pharhau|parhewch|ymlaen|bwrw ymlaen|mynd ymlaen"
_PLACE = (
    r"address(?:es)?|location|place|property|post ?code|street|road|house|area|site|position|pin|point|map"
    r"|[cg]h?yfeiriad|lleoliad|leoliad|cod ?post|god ?post|eiddo|stryd"
)
GOES_ON = re.compile(
    rf"^(?:save (?:and|&|then) |cadw (?:a|ac|&) )?(?:{_ON})(?: (?:now|anyway|here|form|online))?$"
    rf"|^(?:continue|proceed|carry on|go on)(?: with| to| in)?(?: \w+){{0,4}}$"
    rf"|^(?:parhau|parhewch|mynd|bwrw)(?: \w+){{0,4}}$",
    re.I,
)
# Words that name a further step.
NEXT = re.compile(
    r"^(?:(?:save|cadw) (?:and|&|a|ac|then) )?(?:(?:go|move|continue|proceed|skip|on) (?:on )?(?:to "
    r")?(?:the )?)?"
    r"(?:next|nesaf)\b(?: (?:step|page|section|part|question|stage|screen|one|cam|tudalen|adran"
    r"|rhan))?(?: .{0,60})?$"
    r"|^(?:y |i'r |mynd i'r |ewch i'r )*(?:cam|tudalen|dudalen|adran|rhan|cwestiwn) nesaf\b.{0,60}$"
    r"|^(?:go|move|continue|proceed|on) (?:on )?to (?:the )?(?:step|page|section|part|stage|question) \w+$"
    r"|^(?:ymlaen|parhau|parhewch|mynd ymlaen) i (?:gam|cam|dudalen|adran|ran) \w+$"
    r"|^(?:review|preview|check) (?:and edit )?(?:my|your|the|these|all)? ?(?:answers?|details|application"
    r"|report|request|information|form)$"
    r"|^(?:continue|go on|proceed|go|on) to (?:(?:your|the|my|our|contact|personal|problem|more|further"
    r"|next) )*"
    r"(?:details|contact|location|address|questions?|review|summary|check|problem|photos?|map|description)"
    r"(?: (?:details|page|step|section|answers?))?$"
    r"|^(?:gwirio|adolygu) (?:eich |fy |yr )?(?:atebion|manylion|cais)$",
    re.I,
)
FINDS = re.compile(
    rf"^(?:find|look ?up|search(?: for)?|get|show|list|choose|select|use|pick|set|check|locate|mark)"
    r" (?:(?:my|your|the|an?|this|that|these|on|for|by|all|home|nearest|matching|selected|chosen|a) "
    rf")*(?:{_PLACE})"
    rf"(?: (?:address(?:es)?|list|now|on (?:the )?map|search|postcode|location))?$"
    r"|^(?:find|look ?up|search|chwilio|canfod)(?: (?:now|it|again))?$"
    rf"|^(?:{_PLACE}) (?:search|look ?up|finder)$"
    rf"|^(?:chwilio am|chwiliwch am|canfod|dod o hyd i|dewis|dewiswch|defnyddio|dangos)"
    rf" (?:(?:fy|eich|y|yr|am|i|hwn|hon) ?)*(?:{_PLACE})(?: (?:hwn|hon|yma))?$",
    re.I,
)
NAMES_PLACE = re.compile(rf"\b(?:{_PLACE})\b", re.I)
STARTS = re.compile(
    r"^(?:start|begin|get started|let's (?:start|begin)|dechrau|dechreuwch|cychwyn)"
    r"(?:(?! (?:again|over|new|afresh|eto|o'r newydd)\b) .{0,60})?$",
    re.I,
)
AS_GUEST = re.compile(
    r"^(?:(?:or|neu),? )?(?:continue|proceed|carry on|go on|start|skip|parhau|parhewch)\b.{0,30}"
    r"\b(?:without (?:signing|logging|an account"
    r"|registering|creating)|as an? guest|as guest|heb (?:fewngofnodi|gyfrif|gofrestru)|fel "
    r"gwestai)\b.{0,30}$",
    re.I,
)
# What leads back, aside or out: never the way on, whatever else is so.
ASIDE = re.compile(
    r"^(?:go )?(?:back|previous|prev|return|cancel|clear|reset|exit|quit|close|leave|stay|undo|edit"
    r"|change|amend|update"
    r"|remove|delete|add|upload|browse|choose (?:a )?files?|print|download|help|hide|show (?:more|all"
    r"|less)|more|less|expand"
    r"|collapse|skip|zoom|play|listen|share|log ?out|sign ?out|log ?off|log ?in|sign ?in|sign ?up"
    r"|register|create an account"
    r"|my account|menu|search (?:this|the|our) (?:web)?site|accept (?:all |additional |analytics )?cookies"
    r"|reject|cookies?|resend|try again|start (?:again|over|new|afresh)|use my (?:current )?location"
    r"|language|cymraeg|english"
    r"|yn ôl|nôl|blaenorol|canslo|diddymu|clirio|ailosod|gadael|cau|golygu|newid|ychwanegu|argraffu"
    r"|cymorth|mewngofnodi"
    r"|allgofnodi|dechrau eto|i gael help)\b"
    r"|\b(?:save|keep|cadw) (?:(?:and|&|for|as|my|your|the|this|a|ac|ar|gyfer|er|mwyn|yn|progress|form"
    r"|answers) )*"
    r"(?:later|return|exit|leave|close|come back|resume|draft|progress|finish later|dychwelyd|gadael"
    r"|wedyn|nes ymlaen)\b"
    r"|\b(?:finish|complete|continue|return|come back|resume) (?:this |it |the form |to this )?later\b"
    r"|\be-?mail me (?:a )?link\b",
    re.I,
)
PAYS = re.compile(
    r"\b(?:pay|paying|payments?|check-?out|basket|[dt]h?alu|[dt]h?aliad\w*)\b(?! (?:and display|later\b))",
    re.I,
)
SENDS_CODE = re.compile(
    r"\b(?:send|get|request|resend|text|e-?mail)\b.{0,20}\b(?:code|pin|passcode|otp|link)\b"
    r"|\bverify (?:my |your |the |this )?(?:e-?mail|phone|mobile|number|address|account|identity)\b"
    r"|\b(?:anfon|cael) (?:y )?(?:cod|côd)\b|\bdilysu\b",
    re.I,
)


def sending_words(text: str) -> str:
    """Return the words of a control that send, else "": `report` is an act first, and may be a noun later."""
    said = bare(text)
    if not said or FINDS.search(said):
        return ""
    found = SENDS.search(said)
    if found:
        return found.group()
    and_then = ACTS_AFTER_AND.search(said)
    if and_then:
        return and_then.group()
    if NEXT.search(said) or STARTS.search(said):
        return ""
    if GOES_ON.search(said):
        to_act = ACTS_AFTER_TO.search(said)
        return to_act.group() if to_act else ""
    first = ACTS_FIRST.search(said)
    return first.group() if first else ""
