"""Patterns of what councils say about the register for social housing."""

from __future__ import annotations

from checks.wording import any_of

_N = (
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|several|many|some"
    r"|a few)"
)
_HOME = r"(?:homes?|propert(?:y|ies)|houses?|flats?|tenanc(?:y|ies))"
_FOLK = r"(?:people|applicants?|those|households?|famil(?:y|ies)|everyone|everybody|all)"

WHO_CANNOT = any_of(
    r"not (?:permitted|entitled|able|allowed|eligible) to (?:join|apply|register)|(?:may|will|can|might"
    r"|we) exclude|(?:barred|prevented|banned) from",
    r"(?:cannot|can't|unable to|may not|not (?:be )?(?:able|allowed) to"
    r"|won't be able to) (?:\w+ ){0,2}(?:join|register|qualify|be (?:on|put|included|added|accepted"
    r"|registered|considered)|go on)",
    r"(?:cannot|can't|unable to|may not|not (?:be )?(?:able|allowed) to) apply(?! (?:by|on-?line|over|in"
    r"|at|through|until|till|yet|more|twice|via|using|with|here|for (?:more|two)))",
    r"(?:will|do|does|would) not (?:\w+ )?(?:qualify|be (?:accepted|eligible|included))|(?:not"
    r"|\w+n't) (?:\w+ )?(?:accept|register|include) (?:you|anyone|people|applica\w+)"
    r"|won't (?:\w+ )?(?:qualify|be (?:accepted|eligible))",
    r"(?:turn(?:ed)?|turning) (?:you |people )?down|disqualif\w+|not (?:be )?(?:allowed|accepted|admitted"
    r"|included) on",
    r"^who (?:cannot|can't|is not|isn't|may not)|who (?:cannot|can't|can not|may not|will not|is not"
    r"|are not|does not) (?:\w+ )?(?:join|apply|be|qualify|eligible|register|allowed)|(?:not eligible"
    r"|ineligible|not qualify|excluded|exclusions?|non-?qualifying|refus\w+ (?:your|an) application)",
    r"subject to immigration control|unacceptable behaviour|no (?:recourse|right) to public funds"
    r"|ni (?:allwch|chewch) ymuno",
)
LIKELY_WAIT = any_of(
    r"(?:usual|typical|average|mean|likely|current)\b[^.]{0,20} wait\w*",
    r"wait\w*\b[^.]{0,80} (?:years?|months?)|(?:years?|months?)\b[^.]{0,40} (?:on the (?:list|register)"
    r"|before (?:you|they|an offer|being))",
    rf"(?:wait\w*|on the (?:list|register))\b[^.]{{0,80}} {_N}(?: \w+){{0,3}} (?:years?|months?|weeks?)",
    rf"{_N}(?: \w+){{0,3}} (?:years?|months?)\b[^.]{{0,60}} (?:wait\w*|for a {_HOME}|to be (?:re-?)?housed)",
    r"(?:re-?)?housed\b[^.]{0,20} (?:in|within|after)\b[^.]{0,20} (?:years?|months?)|tak(?:e|es|ing"
    r"|en)\b[^.]{0,30} years|years to (?:get|be|find)",
    r"average wait\w*|wait\w* times?|long (?:time|wait)|amser(?:oedd)? aros",
    r"how long\b[^.]{0,40} (?:wait\w*|take|be (?:re-?)?housed|until)",
)
_GETS = r"(?:offered|housed|rehoused|given a|gets? an?|find a|moves?|receives?|let a)"
CHANCE = any_of(
    rf"(?:are not|aren't|is not|isn't) (?:nearly )?enough (?:\w+ ){{0,2}}{_HOME}|never (?:get|receive|be)"
    r"|(?:reasonable|realistic|good|real) (?:chance|prospect|hope)",
    r"(?:most|many)\b[^.]{0,40} never|(?:slim|small|low|little|poor) chances?|(?:do not|don't|should not"
    r"|cannot) (?:\w+ )?(?:expect|count on|rely on)",
    rf"(?:most|many|few|fewer|only|not (?:all|every ?(?:one|body)))\b[^.]{{0,60}} {_GETS}",
    r"(?:one|two|three|1|2|3) (?:person |household |applicant )?in (?:every )?(?:\d+|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a hundred)",
    rf"(?:out )?of every (?:\d+|ten|twenty|hundred)|\d+ ?(?:%|per ?cent) of (?:\w+ ){{0,2}}{_FOLK}",
    r"(?:will|may|might|do|are|is) (?:not|never)\b[^.]{0,30} (?:offered|rehoused|housed)"
    r"|won't (?:ever )?(?:be|get) (?:offered|housed|rehoused|a home)|(?:most|many)(?: people| of them"
    r"| applicants)? (?:will not|won't|never will|will never|will have to wait)",
    r"(?:cannot|can't|not able to|unable to) (?:\w+ )?(?:re-?house|offer|house|find"
    rf"|help) (?:\w+ ){{0,4}}{_FOLK}",
    r"(?:chances?|hopes?|likelihood|prospects?) (?:is|are|of)|(?:far"
    rf"|many) more\b[^.]{{0,40}} than (?:{_HOME}|there are)|be realistic|realistic (?:chance|prospect"
    r"|about)",
    r"unlikely|very few|not guarantee\w*|no guarantee|does not mean|doesn't mean|high demand|demand (?:for"
    r"|is|far)|in demand|short supply|shortage|may never|limited (?:number|supply|amount)|more (?:people"
    r"|applicants|demand)",
    rf"(?:not enough|too few|few|only (?:a )?(?:few|small|\d+)) (?:\w+ ){{0,3}}{_HOME}|chance of|annhebygol"
    r"|galw mawr",
)
_RANKS = r"(?:bands?|banding|points|priority groups?|one of (?:\w+ )?groups|categor(?:y|ies))"
BANDS = any_of(
    r"points (?:are|will be|is|for)|(?:given|assigned|awarded|has|have) (?:a|one) (?:\w+ )?(?:priority"
    r"|banding|grade|category)|(?:greatest|highest|most|urgent) (?:housing )?need\b[^.]{0,40} (?:top|first"
    r"|before|ahead|come)",
    r"[a-e1-5] ?[:–-] (?:\w+ )?(?:urgent|serious|high|some|low|no) (?:\w+ )?need|(?:most|more"
    r"|least) urgent\b[^.]{0,30} (?:first|before|need)",
    r"bands? (?:[a-e1-5]|one|two|three|reasons?|you|we|by|are|is|depend\w*)|(?:which|your|four|five|three"
    r"|six|priority|each|what) bands?|banding|^bands?\W*$",
    rf"(?:put|plac(?:e|es|ed)|assess\w*|award\w*|given|gives?|gets?|earn|priority)\b[^.]{{0,40}} {_RANKS}",
    r"points[- ](?:based|system|scheme)|more points|number of points|how many points|priority (?:need"
    r"|points|pass|depends|is (?:based|given|decided|worked))|reasonable preference",
    r"housing need\b[^.]{0,40} (?:band|points|priorit\w+)|rank\w* (?:\w+ ){0,2}(?:by|in order|according)"
    r"|(?:in )?order of (?:need|priority)|gold, silver|silver,? (?:and|or) bronze",
    r"(?:emergency|urgent|high|medium|low|gold|silver|bronze) (?:priority )?band"
    r"|band(?:iau)? (?:\w+ )?blaenoriaeth",
)
OTHER_BANDS = any_of(r"council tax|brass|tax bands?|rubber")
BIDDING = any_of(
    rf"bid(?:s|ding)?|choice[- ]based|express (?:an |your )?interest|advertis\w+\b[^.]{{0,40}} {_HOME}"
    rf"|{_HOME}\b[^.]{{0,40}} advertis\w+|direct (?:offers?|lets?|matching)",
    rf"(?:offer|match)\w* (?:you )?(?:a |an |to )?(?:a )?(?:suitable )?{_HOME}|cynnig am|gwneud cynnig",
)
DOCUMENTS = any_of(
    r"(?:proof|evidence) of (?:\w+ ){0,3}(?:identity|id|address|residen\w+|income|who|where|your|pregnancy"
    r"|savings)|birth certificates?|passports?|bank statements?|wage slips?|payslips?"
    r"|national insurance numbers?",
    r"tenancy agreements?|photo(?:graphic)? id|\bid for\b|supporting (?:documents?|evidence|information)"
    r"|documents? (?:you|we|required|needed)|prawf o|tystiolaeth",
)
PARTNERS = any_of(
    r"housing associations?|registered (?:social )?(?:providers?|landlords?)|(?:social|local|partner|other"
    r"|council) landlords?|partner(?:s|ship)? (?:landlords?|organi[sz]ations?|councils?|with)"
    r"|cymdeithas\w* tai"
)
CHANGES = any_of(
    r"chang\w+ (?:\w+ ){0,4}circumstances|circumstances (?:\w+ ){0,2}change|(?:tell|inform|notify"
    r"|let)\b[^.]{0,30} (?:changes?|move|moved)|update (?:your )?(?:application|details|account)"
    r"|newid (?:\w+ ){0,2}amgylchiadau",
    r"(?:keep|kept)\b[^.]{0,30} up to date|(?:if|when) (?:something|anything|your \w+) changes",
)
