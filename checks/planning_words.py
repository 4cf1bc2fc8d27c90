"""Patterns of what councils say about planning applications and comments on them."""

from __future__ import annotations

from checks.wording import any_of

_GROUND = (
    r"(?:light|daylight|privacy|traffic|noise|noisy|design|views?|value|prices?|overlooking|overshadowing"
    r"|trees|flooding|access|parking|highway safety|boundar(?:y|ies)|competition|private rights)"
)
WHAT_COUNTS = any_of(
    r"(?:relevant|typical|common|planning|valid|material) (?:planning )?(?:issues|matters|points|concerns"
    r"|factors)|loss of (?:sunlight|daylight|trees|amenity|parking)",
    r"(?:reasons?|points|grounds|things|matters) (?:that |which |we )?(?:can |cannot |can't |do |do not "
    r"|may )?(?:count|matter|consider|weigh)",
    r"(?:light|privacy|noise|traffic|design|looks)(?:,| and| or) (?:\w+ ){0,2}(?:light|privacy|noise"
    r"|traffic|parking|design|looks)",
    r"(?:look|looked|weigh\w*|count\w*|matter\w*|consider\w*)(?: at| only| in| for| as"
    rf"| here)?\b[^.]{{0,60}} {_GROUND}",
    rf"{_GROUND}\b[^.]{{0,60}} (?:count|matter|not the (?:view|value)|but not|are (?:reasons|grounds)"
    r"|(?:not|\w+n't) (?:\w+ )?(?:relevant|planning|material|valid|considered|count))",
    r"material (?:planning )?(?:consideration|reason|ground|matter)s?|(?:can|cannot|can't|not|\w+n't|only"
    r"|what we|must) (?:\w+ ){0,4}(?:take|taken|consider\w*)(?: \w+){0,4} (?:into account|account"
    r"|comments?|objections?|matters|issues)(?! of your (?:choice|needs))",
    r"what (?:counts|matters|we (?:can|cannot|can't|must|will|are able to|do not"
    r"|don't) (?:not )?(?:look at|consider|take|ignore))|(?:things|matters|issues|comments|reasons"
    r"|points) (?:that )?(?:we|which|you) (?:must|cannot|can't|can|do not|don't|will) (?:not )?(?:ignore"
    r"|consider|look at|take|count|use|accept|include|weigh)",
    r"(?:valid|relevant|planning|good|acceptable|common) (?:planning )?(?:reasons?|grounds|objections?"
    r"|considerations?)|reasons? (?:need|must|have|should) (?:to )?be about",
    r"loss of (?:light|privacy|view|value)|overlooking|overshadowing|property values?|planning (?:grounds"
    r"|reasons|matters)|ystyriaethau cynllunio|ystyriaeth berthnasol",
)
UNSIGNED = any_of(r"anonymous\w*|unsigned|without a name|confidential\w*")
NAME_PUBLISHED = any_of(
    r"(?:names?|address|comments?|objections?|letters?|(?:what(?:ever)?|everything) you (?:say|write"
    r"|send))\b[^.]{0,60} (?:shown|put|placed|posted|appears?|read|open|seen|online)\b",
    r"(?:anyone|everyone|everybody|anybody|all) (?:can|to) (?:see|read|view)|(?:cannot|can't|do not"
    r"|don't) (?:accept|take|keep)\b[^.]{0,30} (?:anonymous|secret|private)",
    r"(?:comments?|representations?|names?|objections?|letters?|address|they|it|these|responses?"
    r"|details)\b[^.]{0,60} (?:publish\w*|public(?:ly)?|on (?:our|the) web ?site|available (?:to|for|on"
    r"|online)|seen by|be viewed|visible)",
    r"publish(?:ed)?\b[^.]{0,40} (?:comments?|names?|address|representations?|online)|(?:not|cannot be"
    r"|can't be) (?:\w+ )?(?:confidential|anonymous\w*|private)|cyhoedd\w+",
)
_PERSONAL = r"(?:e-?mail|telephone|phone|signatures?|details|numbers?|offensive|defamatory|remarks)"
REDACTION = any_of(
    r"(?:take out|taken out|cover\w*|cross\w* out|black\w* out|blank\w* out|strik\w+ out|left out"
    rf"|leave out|hide|hidden|delete\w*|remove\w*|edit\w* out)\b[^.]{{0,80}} {_PERSONAL}",
    r"(?:signatures?|e-?mail(?: address(?:es)?)?|(?:tele)?phone numbers?|remarks|language"
    r"|comments)\b[^.]{0,60} (?:taken out|covered|crossed out|left out|hidden|deleted|kept back|edited out"
    r"|blacked out)",
    r"redact\w*|(?:not|will not|won't|never|before) (?:be )?(?:\w+ )?(?:show\w*|display\w*|publish\w*"
    r"|remov\w+|make public)\b[^.]{0,60} (?:e-?mail|telephone|phone|signature\w*|contact|personal|address)"
    r"|(?:e-?mail\w*|telephone|phone|signature\w*|personal (?:details|information"
    r"|data))\b[^.]{0,60} (?:removed|hidden|not (?:be )?(?:shown|published|displayed)|withheld|blanked"
    r"|blacked)",
)
AFTER_COMMENT = any_of(
    r"(?:comments?|representations?|objections?|letters?|responses?|views)\b[^.]{0,60} (?:considered"
    r"|acknowledg\w+|taken into account|forwarded|passed|read by|summari[sz]ed|reported)|acknowledg\w+",
    r"(?:officers?|planners?|we)\b[^.]{0,20} (?:reads?|considers?|looks? at"
    r"|weighs?)\b[^.]{0,30} (?:comments?|letters?|objections?|representations?|views)",
    r"(?:not|unable to|cannot|can't|don't|won't) (?:\w+ )?(?:reply|respond|enter|answer|write back)"
    r"|(?:inform|tell|notify|write to|let) (?:you|those|everyone|anyone)\b[^.]{0,40} (?:decision|outcome)",
)
NEED_PERMISSION = any_of(
    r"need(?:s|ed)?\b[^.]{0,40} (?:permission|consent|leave|approval|to apply)|permitted development"
    r"|when (?:is )?(?:planning )?permission (?:is )?(?:needed|required)|require(?:s"
    r"|d)?\b[^.]{0,20} permission",
    r"interactive (?:house|guidance)|common projects|before you build|(?:can|may) (?:I|you) build"
    r"|without (?:applying|needing)",
    r"(?:want|planning|thinking|going|hoping|like|plan)(?: (?:to|of|about|on))? (?:\w+ ){0,3}(?:build\w*"
    r"|exten\w+|conver\w+|work (?:of|at|on|to) your|alter\w*)|oes angen caniatâd",
)
NOT_ONE_S_OWN = any_of(
    r"report\w*|without (?:planning )?permission|breach\w*|object\w*|comment\w*|regulations?"
)
PLANS_IN_PERSON = any_of(
    r"(?:view|viewed|see|seen|inspect|inspected|look at|looked at|available|use|computers?"
    r"|access)\b[^.]{0,80} (?:at|in) (?:\w+ ){0,4}(?:council offices?|offices?|library|libraries|reception"
    r"|customer (?:service|contact) centre|civic (?:centre|offices)|town hall|appointment)",
    r"public (?:computers?|terminals?)|paper cop(?:y|ies)|hard cop(?:y|ies)|llyfrgell\w*",
)
WEEKLY_LIST = any_of(
    r"(?:weekly|monthly|recent|latest|new|current|this week's) (?:and \w+ )?(?:lists?"
    r"|planning (?:applications|register)|applications)|lists? of (?:new|recent|current|planning)"
    r"|(?:applications|decisions) (?:\w+ )?(?:this|last|each) (?:week|month)|rhestr(?:au)? wythnosol"
)
