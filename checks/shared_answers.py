"""The rules behind the questions that several journeys share."""

from __future__ import annotations

import re

from checks.asking import (
    TOLD,
    asked,
    button_that_says,
    link_that_says,
    linked,
    one_of,
    says,
    seen_whole,
    told,
)
from checks.model import Verdict
from checks.passages import Passage, passages_on
from checks.reading import telephones
from checks.reading_time import durations
from checks.verdicts import no, yes
from checks.views import PageView
from checks.walked import steps_walked, walked_on
from checks.wording import any_of, next_steps

FEW_FIELDS = 8


def file_asked(form: PageView) -> Verdict:
    """Answer Yes if the step takes a file."""
    found = next((field for field in form.fields if field.type == "file"), None)
    return asked(form, found, found.label or "a file" if found else "")


def wait_told(task: PageView, which: re.Pattern[str] | None = None) -> Passage | None:
    """Return the passage that says what is done next and in what time, where given by a word of *which*."""
    for sign in next_steps(passages_on(task), task.as_of):
        passage = sign.passage
        if _NOT_THE_DEED.search(passage.text):
            continue
        if sign.strength >= TOLD and durations(passage.text) and (not which or which.search(passage.full)):
            return passage
    return None


def asks_to_tell(task: PageView, thing: re.Pattern[str]) -> Verdict:
    """Answer Yes if a sentence, or what introduces its list, asks residents to tell and it names *thing*."""
    for one in passages_on(task):
        asks = _TO_TELL.search(f"{one.lead} {one.text}") or _WHAT_TO_TELL.search(one.heading)
        if asks and thing.search(one.text) and one.role != "heading":
            return says(task, one)
    return says(task, None)


def own_location_asked(form: PageView) -> Verdict:
    """Answer Yes if a button offers to use where the phone is."""
    found = button_that_says(form, _MY_LOCATION)
    return asked(form, found, " ".join(found.get_text(" ").split()) if found else "")


def anonymous_possible(form: PageView) -> Verdict:
    """Answer No if a name, e-mail or telephone number is insisted on, Yes if none is."""
    insisted = form.required("name", "email", "phone")
    if insisted:
        return no(form.spot(insisted[0]), field=insisted[0].label)
    way = button_that_says(form, _ANONYMOUS)
    if way is not None:
        return yes(form.spot(way))
    return asked(form, (form.fields[0] if form.fields else form.main) if seen_whole(form) else None)


def updates_are_optional(form: PageView) -> Verdict:
    """Answer Yes if an e-mail address can be given and can be left out."""
    field = one_of(form.fields, "email", "updates")
    if field is None:
        verdict = asked(form, None)
        return verdict if verdict.cause else no(form.spot(form.main), words="no such field")
    verdict_of = no if form.required("email") else yes
    return verdict_of(form.spot(field), words=field.label)


def few_are_required(form: PageView) -> Verdict:
    """Answer Yes if no more than `FEW_FIELDS` fields are required, over all steps that were seen."""
    steps = steps_walked(form.survey) if form.survey is not None and walked_on(form.survey) else (form,)
    required = [page.spot(field) for page in steps for field in page.required()]
    if len(required) > FEW_FIELDS:
        return no(*required[:5], count=len(required))
    if not seen_whole(form):
        return asked(form, None)
    return yes(form.spot(form.fields[0] if form.fields else form.main), count=len(required))


def danger_number_told(task: PageView) -> Verdict:
    """Answer Yes if a telephone number stands where danger is spoken of."""
    passages = passages_on(task)
    paragraphs: dict[int, str] = {}
    for one in passages:
        paragraphs[id(one.element)] = f"{paragraphs.get(id(one.element), '')} {one.text}"
    for one in passages:
        around = f"{one.heading} {one.lead} {paragraphs[id(one.element)]}"
        if telephones(one.text) and _DANGER.search(around):
            return says(task, one)
    return says(task, None)


def earlier_reports_shown(task: PageView) -> Verdict:
    """Answer Yes if the page speaks of, or links to, reports made before."""
    if link_that_says(task, _EARLIER):
        return linked(task, _EARLIER)
    return told(task, _EARLIER)


def address_looked_up(form: PageView) -> Verdict:
    """Answer Yes if a postcode or a street finds the address."""
    found = one_of(form.fields, "postcode")
    if found is None and button_that_says(form, _FIND) is not None:
        found = one_of(form.fields, "address")
    return asked(form, found)


# Bodies that look after roads, lamps and land which residents take for the council's.
OTHER_ROADS = any_of(
    r"national highways|highways england|highways agency|transport scotland|traffic scotland|traffic wales"
    r"|transport for london|tfl|red routes?|motorways?|trunk roads?",
    r"(?:private(?:ly owned)?|un-?adopted) (?:\w+ )?(?:roads?|streets?|land|lanes?|car parks?|estates?"
    r"|lights?)",
    r"(?:county|borough|district|city|parish|town|community|neighbouring|another|other) council(?:'s|s)?"
    r" (?:is|are|look|maintain|own|who|which|that)",
    r"(?:not|isn't|aren't|don't|do not) (?:\w+ ){0,3}(?:our responsibility|maintain(?:ed)? by (?:us"
    r"|the council)"
    r"|responsible for|look after|our roads)",
    r"(?:responsibility of|responsible for) (?:\w+ ){0,4}(?:private|motorways?|trunk|parish|county)",
    r"housing associations?|management compan\w+|cefnffyrdd|traffyrdd|ffordd breifat",
)
_TO_TELL = any_of(
    r"(?:tell us|give us|let us know|please (?:give|say|describe|state|tell|provide|include|note)|describe"
    r"|include (?:the|your|as|a)|provide (?:us with )?(?:the|as|your|a)|details of|quote|note (?:the|down))",
    r"you(?:'ll| will)? (?:\w+ )?need(?: to (?:know|tell|give|say|have|provide))?(?! to)"
    r"|we(?:'ll| will)? (?:\w+ )?(?:need|ask)(?: you)?(?: for| to know)?|helps? us (?:to )?(?:find|locate)",
)
_WHAT_TO_TELL = any_of(
    r"what (?:to tell|we(?:'ll| will)? need|you(?:'ll| will)? need|to have)|have ready|(?:details"
    r"|information)"
    r" (?:we|you)|before you (?:start|report)"
)
# How soon a letter is acknowledged or a claim answered is not how soon the thing is done.
_NOT_THE_DEED = any_of(r"acknowledg\w+|claims?|complaints?|appeals?|freedom of information")
_MY_LOCATION = any_of(
    r"(?:use|find|get|detect|share) (?:my|your|this) (?:current )?(?:location|position|phone's location)",
    r"(?:my|current) location|locate me|near me|where i am|fy lleoliad",
)
_ANONYMOUS = any_of(
    r"anonymous(?:ly)?|without (?:giving|leaving) (?:your|my|a) (?:name|details)|as a guest|yn ddienw"
)
_FIND = any_of(r"find|look ?up|search|select (?:your )?address|chwilio")
_DANGER = any_of(
    r"danger\w*|emergenc\w+|urgent\w*|immediate(?:ly)?|hazard\w*|out[- ]of[- ](?:office )?hours"
    r"|risk (?:of|to)|unsafe|exposed|at once",
    r"24[- ]?(?:hours?|/7)|outside (?:of )?(?:office|working|normal|these) hours|peryg\w*|beryg\w*"
    r"|argyfwng|brys",
)
_EARLIER = any_of(
    r"(?:already|previously|recently) (?:been )?(?:reported|logged)|(?:existing|earlier|previous|recent"
    r"|open|current) (?:reports|problems|faults|defects|issues)|other (?:people's )?reports",
    r"(?:see|view|check|show|browse)\b[^.]{0,30} (?:reports|reported|known (?:faults|problems|defects))"
    r"|others have reported|wedi(?:'i|'u) adrodd",
)
PROGRESS = any_of(
    r"(?:track|check|follow|see|view|chase|find out)\b[^.]{0,40} (?:progress|status|reports?|reported"
    r"|update)",
    r"(?:progress|status) of (?:your|a|an|my|the|existing)|(?:my|your) (?:reports|requests)|gwirio cynnydd",
)
