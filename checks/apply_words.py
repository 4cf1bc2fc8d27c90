"""Patterns that applications for different things share: help with the form, a decision looked at again."""

from __future__ import annotations

from checks.wording import any_of

_FORM = r"(?:apply\w*|applications?|forms?|complet\w+|online|register\w*|bid\w*|fill\w*|it (?:in|out))"
_ANOTHER = (
    r"(?:someone|somebody|friends?|relatives?|family members?|carers?|parent|support worker|advocate"
    r"|representative)"
)

HELP_TO_APPLY = any_of(
    r"(?:take|note|go over) your (?:details|application|answers) (?:over|by|on) the (?:phone|telephone)"
    r"|(?:apply|applying) (?:for|on behalf of) (?:someone|somebody|another person|a relative)",
    r"(?:first|main|preferred) language|(?:difficult\w*|trouble|problems?|struggl\w+)\b[^.]{0,30} (?:form"
    r"|application|complet\w+|apply\w*|filling)",
    rf"(?:help|assist\w*|support(?! (?:your|the|an|any|it|this)))\b(?! us)[^.]{{0,50}} {_FORM}",
    r"(?:form|application)\b[^.]{0,40} (?:for help|with help|assistance|to help you)|(?:need|get|want"
    r"|ask for|offer) help",
    r"(?:need|want|give you) a hand|fill (?:it|them|the \w+|your \w+|this|one) ?(?:in"
    r"|out)? (?:\w+ )?(?:for|with) you|fill (?:in|out) (?:\w+ ){1,3}(?:for|with) you|(?:go|work"
    r"|talk you) through (?:it|the (?:form|application))",
    rf"{_ANOTHER}\b[^.]{{0,20}} (?:can|may|could|to) (?:\w+ )?(?:apply|fill|complete|do (?:it|this|so))"
    rf"|ask {_ANOTHER}|on (?:your|someone's|somebody else's|another person's) behalf"
    r"|on behalf of (?:someone|somebody|another|a)",
    r"(?:staff|advis[eo]rs?|officers?|team)\b[^.]{0,40} (?:can|will|to|who) (?:\w+ )?(?:help|assist)",
    r"(?:another|other|different|your own) (?:languages?|formats?)|large print|braille|easy[- ]read"
    r"|translat\w+|interpret\w+",
    r"(?:paper|printed|postal) (?:\w+ )?(?:forms?|applications?|cop(?:y|ies))|(?:post|send) (?:you )?(?:a"
    r"|the) (?:paper )?form|forms? (?:\w+ )?by post|apply (?:by|over the|in) (?:phone|telephone|post"
    r"|person|writing)",
    r"(?:cannot|can't|unable to|not able to|don't have|do not have|without|no)\b[^.]{0,30} (?:online"
    r"|internet|computer|e-?mail|the web)|computers? in\b|ffurflen bapur|help i (?:wneud|lenwi)",
)
_DECISION = r"(?:decision|band\w*|outcome|assess\w*|result|priority|offer|refusal)"
LOOKED_AT_AGAIN = any_of(
    r"(?:ask|asking|request) (?:us|for us|the council|somebody)\b[^.]{0,20} (?:look|check|think"
    r"|consider)\b[^.]{0,30} again|(?:decision|answer|result)\b[^.]{0,20} (?:is|was|to be) wrong",
    r"(?<!\bwe.)appeal\w*(?! (?:to (?:private|land)|for (?:funds|donations|homes|information|help"
    r"|witnesses)))",
    r"(?:ask\w*|request\w*|right|seek|want|apply for)\b[^.]{0,40} (?:reviews?|reviewed|reconsider\w*"
    rf"|look\w* (?:\w+ ){{0,4}}again)|reviews? (?:of )?(?:the|a|an|our|your|any) (?:\w+ )?{_DECISION}"
    r"|review officer",
    r"(?:us|we|officer|somebody|someone|manager|panel|team)\b[^.]{0,40} look\w* (?:\w+ ){0,4}again"
    r"|reconsider\w*",
    rf"(?:disagree|not happy|unhappy|dissatisfied|not satisfied|wrong)\b[^.]{{0,40}} {_DECISION}"
    rf"|challenge\w*\b[^.]{{0,20}} (?:{_DECISION}|it|us)|(?:think|believe)\b[^.]{{0,40}} (?:wrong|mistake)"
    r"|adolygiad|apelio",
)
