"""Patterns of what councils say about planning applications and comments on them."""

from __future__ import annotations

from checks.wording import any_of

_GROUND = (
    r"(?:light|daylight|privacy|traffic|noise|noisy|design|views?|value|prices?|overlooking|overshadowing"
    r"|trees|flooding"
    r"|access|parking|highway safety|boundar(?:y|ies)|competition|private rights)"
)
WHAT_COUNTS = any_of(
    r"(?:relevant|typical|common|planning|valid|material) (?:planning )?(?:issues|matters|points|concerns"
    r"|factors)|loss of (?:sunlight|daylight|trees|amenity|parking)",
    r"(?:reasons?|points|grounds|things|matters) (?:that |which |we )?(?:can |cannot |can't |do |do not "
    r"|may )?(?:count|matter|consider|weigh)",
    r"(?:light|privacy|noise|traffic|design|looks)(?:,| and| or) (?:\w+ ){0,2}(?:light|privacy|noise"
    r"|traffic|parking|design|looks)",
    r"(?:look|looked|weigh\w*|count\w*|matter\w*|consider\w*)(?: at| only| in| for| as| "
    rf"here)?\b[^.]{{0,60}} {_GROUND}",
    rf"{_GROUND}\b[^.]{{0,60}} (?:count|matter|not the (?:view|value)|but not|are (?:reasons|grounds)"
    r"|(?:not|\w+n't)"
    r" (?:\w+ )?(?:relevant|planning|material|valid|considered|count))",
    r"material (?:planning )?(?:consideration|reason|ground|matter)s?|(?:can|cannot|can't|not|\w+n't|only"
    r"|what we|must)"
    r" (?:\w+ ){0,4}(?:take|taken|consider\w*)(?: \w+){0,4} (?:into account|account|comments?|objections?"
    r"|matters|issues)"
    r"(?! of your (?:choice|needs))",
    r"what (?:counts|matters|we (?:can|cannot|can't|must|will|are able to|do not|don't) (?:not )?(?:look at"
    r"|consider"
    r"|take|ignore))|(?:things|matters|issues|comments|reasons|points) (?:that )?(?:we|which|you) (?:must"
    r"|cannot|can't|can"
    r"|do not|don't|will) (?:not )?(?:ignore|consider|look at|take|count|use|accept|include|weigh)",
    r"(?:valid|relevant|planning|good|acceptable|common) (?:planning )?(?:reasons?|grounds|objections?"
    r"|considerations?)"
    r"|reasons? (?:need|must|have|should) (?:to )?be about",
    r"loss of (?:light|privacy|view|value)|overlooking|overshadowing|property values?|planning (?:grounds"
    r"|reasons"
    r"|matters)|ystyriaethau cynllunio|ystyriaeth berthnasol",
)
UNSIGNED = any_of(r"anonymous\w*|unsigned|without a name|confidential\w*")
NAME_PUBLISHED = any_of(
    r"(?:names?|address|comments?|objections?|letters?|(?:what(?:ever)?|everything) you (?:say|write"
    r"|send))\b[^.]{0,60}"
    r" (?:shown|put|placed|posted|appears?|read|open|seen|online)\b",
    r"(?:anyone|everyone|everybody|anybody|all) (?:can|to) (?:see|read|view)|(?:cannot|can't|do not|don't) "
    r"(?:accept|take"
    r"|keep)\b[^.]{0,30} (?:anonymous|secret|private)",
    r"(?:comments?|representations?|names?|objections?|letters?|address|they|it|these|responses?"
    r"|details)\b[^.]{0,60}"
    r" (?:publish\w*|public(?:ly)?|on (?:our|the) web ?site|available (?:to|for|on|online)|seen by|be "
    r"viewed|visible)",
    r"publish(?:ed)?\b[^.]{0,40} (?:comments?|names?|address|representations?|online)|(?:not|cannot be"
    r"|can't be)"
    r" (?:\w+ )?(?:confidential|anonymous\w*|private)|cyhoedd\w+",
)
_PERSONAL = r"(?:e-?mail|telephone|phone|signatures?|details|numbers?|offensive|defamatory|remarks)"
REDACTION = any_of(
    r"(?:take out|taken out|cover\w*|cross\w* out|black\w* out|blank\w* out|strik\w+ out|left out|leave out"
    r"|hide|hidden"
    rf"|delete\w*|remove\w*|edit\w* out)\b[^.]{{0,80}} {_PERSONAL}",
    r"(?:signatures?|e-?mail(?: address(?:es)?)?|(?:tele)?phone numbers?|remarks|language"
    r"|comments)\b[^.]{0,60}"
    r" (?:taken out|covered|crossed out|left out|hidden|deleted|kept back|edited out|blacked out)",
    r"redact\w*|(?:not|will not|won't|never|before) (?:be )?(?:\w+ )?(?:show\w*|display\w*|publish\w*"
    r"|remov\w+|make"
    r" public)\b[^.]{0,60} (?:e-?mail|telephone|phone|signature\w*|contact|personal|address)|(?:e-?mail\w*"
    r"|telephone"
    r"|phone|signature\w*|personal (?:details|information|data))\b[^.]{0,60} (?:removed|hidden|not (?:be "
    r")?(?:shown"
    r"|published|displayed)|withheld|blanked|blacked)",
)
AFTER_COMMENT = any_of(
    r"(?:comments?|representations?|objections?|letters?|responses?|views)\b[^.]{0,60} (?:considered"
    r"|acknowledg\w+|taken"
    r" into account|forwarded|passed|read by|summari[sz]ed|reported)|acknowledg\w+",
    r"(?:officers?|planners?|we)\b[^.]{0,20} (?:reads?|considers?|looks? at|weighs?)\b[^.]{0,30} "
    r"(?:comments?|letters?"
    r"|objections?|representations?|views)",
    r"(?:not|unable to|cannot|can't|don't|won't) (?:\w+ )?(?:reply|respond|enter|answer|write back)"
    r"|(?:inform|tell|notify"
    r"|write to|let) (?:you|those|everyone|anyone)\b[^.]{0,40} (?:decision|outcome)",
)
NEED_PERMISSION = any_of(
    r"need(?:s|ed)?\b[^.]{0,40} (?:permission|consent|leave|approval|to apply)|permitted development|when "
    r"(?:is )?"
    r"(?:planning )?permission (?:is )?(?:needed|required)|require(?:s|d)?\b[^.]{0,20} permission",
    r"interactive (?:house|guidance)|common projects|before you build|(?:can|may) (?:I|you) build|without "
    r"(?:applying"
    r"|needing)",
    r"(?:want|planning|thinking|going|hoping|like|plan)(?: (?:to|of|about|on))? (?:\w+ ){0,3}(?:build\w*"
    r"|exten\w+"
    r"|conver\w+|work (?:of|at|on|to) your|alter\w*)|oes angen caniatâd",
)
NOT_ONE_S_OWN = any_of(
    r"report\w*|without (?:planning )?permission|breach\w*|object\w*|comment\w*|regulations?"
)
PLANS_IN_PERSON = any_of(
    r"(?:view|viewed|see|seen|inspect|inspected|look at|looked at|available|use|computers?"
    r"|access)\b[^.]{0,80} (?:at|in)"
    r" (?:\w+ ){0,4}(?:council offices?|offices?|library|libraries|reception|customer (?:service|contact) "
    r"centre|civic"
    r" (?:centre|offices)|town hall|appointment)",
    r"public (?:computers?|terminals?)|paper cop(?:y|ies)|hard cop(?:y|ies)|llyfrgell\w*",
)
WEEKLY_LIST = any_of(
    r"(?:weekly|monthly|recent|latest|new|current|this week's) (?:and \w+ )?(?:lists?|planning "
    r"(?:applications|register)"
    r"|applications)|lists? of (?:new|recent|current|planning)|(?:applications|decisions) (?:\w+ )?(?:this"
    r"|last|each)"
    r" (?:week|month)|rhestr(?:au)? wythnosol"
)
