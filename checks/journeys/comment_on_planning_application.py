"""Comment on a planning application: find an application and say what one thinks of it."""

from __future__ import annotations

from checks import planning_words as words
from checks import shared_questions as shared
from checks.asking import TOLD, choice, says
from checks.gating import OFFLINE
from checks.model import Cause, Channel, Journey, Verdict
from checks.passages import passages_on
from checks.planning_search import PLACE, REFERENCE, content_fields, search_field, words_of
from checks.reading_time import durations
from checks.registry import question
from checks.shared_phrases import DISTRICT_TIER, listed
from checks.shared_questions import OWN
from checks.verdicts import could_not_test, no, not_applicable, yes
from checks.views import PageView, SurveyView
from checks.walked import seen_to_the_end, steps_walked, walked_on
from checks.wording import any_of

JOURNEY = Journey(
    id="comment-on-planning-application",
    title="Comment on a planning application",
    task="Find a planning application and send the council a comment on it",
    lgsl=(516, 485),
    lgil=(0, 8),
    runs=DISTRICT_TIER,
    objects={
        "en": listed(
            """planning application, planning applications, planning register, planning search, planning
            application search,
            public access for planning, planning public access, planning portal search, planning online,
            planning explorer,
            planning decisions, planning decision notices, planning decision, current planning applications,
            planning application comments, planning comments, planning objection, objection to planning
            permission,
            planning proposal, planning proposals, neighbour's planning application, weekly list of planning
            applications,
            register of planning applications, planning applications and decisions, development application,
            application for planning permission, view planning applications, planning database, online
            applications, online applications search, development applications, search applications, public
            access, application search, simple search"""
        ),
        "cy": listed(
            """cais cynllunio, ceisiadau cynllunio, cofrestr gynllunio, chwilio am gais cynllunio,
            penderfyniadau cynllunio,
            sylwadau cynllunio, cofrestr ceisiadau cynllunio"""
        ),
    },
    actions={
        "en": listed(
            """comment on, view or comment on, search and comment on, object to, objecting, support, view,
            search, find,
            review, see, look at, track, have your say on, make a comment, make a representation, comment,
            search for,
            view and comment on, respond to, look up"""
        ),
        "cy": listed("gwneud sylw ar, rhoi sylwadau ar, gwrthwynebu, gweld, chwilio, chwilio am, sylwadau"),
    },
    topics={
        "en": listed(
            """planning, planning and building, planning and building control, planning and development,
            planning applications, building control, planning and building standards, land and planning,
            development,
            planning and environment, environment and planning, planning permission"""
        ),
        "cy": listed(
            "cynllunio, cynllunio ac adeiladu, cynllunio a datblygu, rheoli adeiladu, ceisiadau cynllunio"
        ),
    },
    queries={
        "en": (
            "comment on planning application",
            "object to planning application",
            "planning search",
            "view planning applications",
        ),
        "cy": ("rhoi sylwadau ar gais cynllunio", "cais cynllunio", "chwilio am geisiadau cynllunio"),
    },
    misspelling="comment on planning aplication",
    decoys=listed(
        """apply for planning permission, submit a planning application, make a planning application,
        do I need planning permission, planning permission advice, pre-application advice, planning
        application forms,
        planning application fees, planning fees, validation checklist, planning validation, planning
        enforcement,
        report a breach, breach of planning control, planning appeals, planning policy, local plan,
        neighbourhood plan,
        planning committee, planning obligations, section 106, community infrastructure levy, building
        regulations,
        building regulations application, building control application, conservation areas, listed buildings,
        tree preservation order, high hedges, brownfield register, self-build register, planning statistics,
        emergency planning, school place planning, financial planning, workforce planning, licensing
        application,
        minerals and waste planning policy, planning consultation local plan, street naming, land charges,
        discharge of conditions, planning performance"""
    ),
    letters=("P", "C", "O"),
    essential="comment-on-planning-application/applications-found",
    summary="Whether a resident can find an application without an account, and learn how a comment counts.",
)


@question(
    "Can applications be searched without an account?",
    at="walk",
    needs=(),
    yes="Applications can be searched: “{words}”.",
    no="Applications cannot be searched online: {why}.",
    source="Town and Country Planning (Development Management Procedure) (England) Order 2015, article 40",
)
def applications_found(walk: SurveyView) -> Verdict:
    """What it asks: whether the way leads, without signing in, to a search of applications. The comment form
    itself stands behind an application, which we do not open.

    Why it matters: the register is open by law, and nobody can comment on what cannot be found.
    How to fix: link straight to the search, and ask for an account at the comment at the earliest.
    """
    for page in (walk.form, walk.start, walk.task):
        field = search_field(page) if page is not None else None
        if page is not None and field is not None:
            return yes(page.spot(field), words=field.label or field.placeholder or "a search")
    channel = walk.decision.channel if walk.decision else None
    page = walk.form or walk.task
    if page is not None and channel is Channel.SIGN_IN_REQUIRED:
        return no(page.spot(page.main), why="one has to sign in first", confidence=TOLD)
    if page is not None and channel in OFFLINE and channel is not Channel.LOOKUP_ONLY:
        return no(page.spot(page.main), why=OFFLINE[channel], confidence=0.8)
    return could_not_test(
        Cause.NEEDS_REVIEW, "We saw neither a search of applications nor that there is none."
    )


@question(
    "Can one search by address as well as by reference?",
    at="walk",
    needs=(),
    yes="The search takes an address: “{words}”.",
    no="The search takes no address, only “{words}”.",
    source=OWN,
)
def search_by_address(walk: SurveyView) -> Verdict:
    """What it asks: whether the search takes an address, street or postcode, and not only a reference.

    Why it matters: a neighbour knows the house, seldom the number of the application.
    How to fix: take references, addresses and postcodes in one field, and say so in its label.
    """
    for page in (walk.form, walk.start, walk.task):
        if page is None:
            continue
        fields = content_fields(page)
        found = next(
            (one for one in fields if one.means("address", "postcode") or PLACE.search(words_of(one))), None
        )
        if found is not None:
            return yes(page.spot(found), words=found.label or found.placeholder)
        reference = search_field(page)
        if reference is not None and REFERENCE.search(words_of(reference)):
            return no(page.spot(reference), words=reference.label or reference.placeholder, confidence=TOLD)
    return could_not_test(Cause.NOT_MEASURED, "We saw no search of applications.")


@question(
    "Is the time for comments told?",
    at="task",
    yes="The page says how long one can comment: “{words}”",
    no="The page does not say how long one can comment.",
    source="Town and Country Planning (Development Management Procedure) (England) Order 2015, article 33",
)
def time_to_comment(task: PageView) -> Verdict:
    """What it asks: whether the page says within how many days a comment must come, or where the last day
    stands.

    Why it matters: a comment after the decision counts for nothing.
    How to fix: say the usual 21 days, and show the last day on each application.
    """
    for one in passages_on(task):
        limited = [
            wait for wait in durations(one.text) if wait.unit in ("day", "week") and wait.relation != "every"
        ]
        if _COMMENTS.search(f"{one.lead} {one.text}") and (limited or _LAST_DAY.search(one.text)):
            return says(task, one)
    return says(task, None)


@question(
    "Can one choose to support, object or be neutral?",
    at="form",
    yes="One can choose: “{words}”.",
    no="The form does not let one choose.",
    source=OWN,
)
def stance_chosen(form: PageView) -> Verdict:
    """What it asks: whether a comment form that is reached lets one say: support, object or neither.

    Why it matters: a comment without it is counted by guess.
    How to fix: offer the three as choices.
    """
    found = choice(form, _STANCE, 2)
    if found is not None:
        return yes(form.spot(found), words=found.label or found.options[0])
    whole = form.survey is not None and seen_to_the_end(form)
    steps = steps_walked(form.survey) if whole and form.survey is not None else (form,)
    boxes = ((page, one) for page in steps for one in page.fields if one.tag == "textarea")
    page, comment = next(((page, one) for page, one in boxes if one.means("description")), (form, None))
    if comment is None:
        return not_applicable("The first step is a search; the comment form stands behind an application.")
    if not whole and form.survey is not None and walked_on(form.survey):
        return could_not_test(Cause.POLICY_STOP, "No step that we saw offers it; we never send the last one.")
    return no(page.spot(comment), confidence=TOLD)


weekly_list_linked = shared.links_to(
    "Is the weekly list linked?",
    "a list of new applications",
    words.WEEKLY_LIST,
    matters="who watches over a street reads the list each week",
)
map_search_linked = shared.links_to(
    "Is a search on a map linked?",
    "a search on a map",
    any_of(r"maps?|interactive map|near (?:me|you)|in my area|my neighbourhood|map(?:iau)?"),
    matters="on a map one sees what is planned next door without knowing its name",
)
what_counts = shared.tells(
    "Does it say which reasons count?",
    "which reasons can be taken into account",
    words.WHAT_COUNTS,
    but_not=words.UNSIGNED,
    matters="a letter about the value of a house is read and set aside",
    fix="list in two columns what counts and what does not",
)
name_published = shared.tells(
    "Does it say that a comment is published?",
    "that comments are published, and with what",
    words.NAME_PUBLISHED,
    matters="a neighbour's name is on the web the next day",
    fix="say it before the start of the form",
    source="UK GDPR, article 13",
)
redaction = shared.tells(
    "Does it say what is blacked out?",
    "what of a comment is not shown",
    words.REDACTION,
    matters="some do not comment for fear that their telephone number is shown",
    fix="name what is taken out: signature, telephone, e-mail",
)
alerts = shared.tells(
    "Are alerts of new applications offered?",
    "how to be alerted to new applications",
    any_of(
        r"(?:tell|told|e-?mail|text|let|message|hear)\b[^.]{0,30} (?:you|know|by e-?mail|when|of"
        r"|about)\b[^.]{0,60} (?:new|near\w*|proposed|applied|your (?:street|area|ward))",
        r"(?:alerts?|notif\w+|e-?mail(?:s|ed)? (?:updates?|alerts?|you)|track\w*|sav(?:e|ed) search\w*"
        r"|follow)\b[^.]{0,80} (?:applications?|area|planning|near|changes|progress|searches|street)",
        r"(?:sign up|register|subscribe)\b[^.]{0,60} (?:alerts?|notif\w+|updates?|e-?mails?|track|sav\w+)"
        r"|hysbysiad\w*",
    ),
    matters="a notice on a lamp post is seldom read in time",
    fix="offer alerts by area, and say how to stop them",
)
how_decided = shared.tells(
    "Does it say how a decision is made?",
    "who decides and how",
    any_of(
        r"(?:officers?|committee|councillors|members|inspector)\b[^.]{0,40} (?:decides?|votes?|settles?"
        r"|determines?)|(?:by|to|before|at) (?:the |a )?committee",
        r"(?:speak|heard|address)\b[^.]{0,40} (?:minutes|committee|meeting|councillors)",
        r"planning committee|committee (?:meeting|members?)|delegated (?:powers|decisions?|authority)?"
        r"|case officer|planning officers?\b[^.]{0,40} (?:decide|decision|recommend|consider|assess"
        r"|report)",
        r"(?:decided|determined|decision (?:is |will be )?made) by"
        r"|considered by (?:the |a |our )?(?:planning|committee|officers?|councillors)|how (?:we|decisions?"
        r"|applications?)\b[^.]{0,30} (?:decide|made|decided|determined)|speak (?:at|to)\b[^.]{0,30}"
        r" (?:committee|meeting)|pwyllgor",
    ),
    matters="residents wait for a vote that an officer takes alone",
    fix="say what goes to the committee, and how one can speak there",
)
after_comment = shared.tells(
    "Does it say what happens to a comment?",
    "what happens to a comment",
    words.AFTER_COMMENT,
    but_not=words.UNSIGNED,
    matters="who hears nothing thinks that nobody has read it",
    fix="say whether one gets an answer, and where the decision is shown",
)
appeals_told = shared.tells(
    "Are decisions and appeals covered?",
    "where decisions and appeals are found",
    any_of(
        r"appeals?|planning inspectorate|reporter|(?:view|see|find|search)\b[^.]{0,40} decisions?"
        r"|decision notices?|planning and environmental appeals|apel\w*|hysbysiad penderfyniad",
    ),
    matters="the story does not end with a refusal",
    fix="say where decisions are shown and who may appeal",
)
breach_linked = shared.links_to(
    "Is reporting a breach linked?",
    "reporting building without permission",
    any_of(
        r"breach\w*|enforcement|unauthori[sz]ed|without (?:planning )?permission|report (?:\w+"
        r" ){0,3}development|gorfodi"
    ),
    matters="many who search for an application find that there is none",
)
need_permission_linked = shared.links_to(
    "Is the question whether one needs permission linked?",
    "whether one needs permission",
    words.NEED_PERMISSION,
    words.NOT_ONE_S_OWN,
    matters="those who plan to build come to the same page",
)
apply_linked = shared.links_to(
    "Is making an application linked?",
    "making an application of one's own",
    any_of(
        r"(?:apply|submit|make|making|submitting)\b[^.]{0,40} (?:application|planning|permission|online)"
        r"|planning portal|eplanning|apply (?:for|online)|gwneud cais",
    ),
    any_of(r"comment\w*|object\w*|view\w*|search\w*|appeals?|inspectorate"),
    matters="those who want to build need another door",
)
other_ways_to_comment = shared.tells(
    "Are other ways to comment told?",
    "how to comment without the web site",
    any_of(
        r"(?:write|writing|letter|post|by e-?mail|e-?mail (?:us|your|it|them|comments|to|the|planning))"
        r"\b[^.]{0,60} (?:comments?|to us|planning|reference|quot\w+|application|department)"
        r"|comments?\b[^.]{0,60} (?:in writing|by (?:post|e-?mail|letter)|to:"
        r"|e-?mail)|ysgrifennu at",
    ),
    matters="a comment by letter counts as much",
    fix="give the addresses, and say to quote the reference",
)
plans_in_person = shared.tells(
    "Is it said where plans can be seen without a computer?",
    "where plans can be seen without a computer of one's own",
    words.PLANS_IN_PERSON,
    matters="a drawing is hard to read on a phone, and some have none",
    fix="name the places and hours",
)


_COMMENTS = any_of(
    r"comment\w*|object\w*|representations?|consult\w*|views|have your say|respond|responses?|sylwadau"
    r"|gwrthwyneb\w*"
)
_LAST_DAY = any_of(
    r"(?:closing|expiry|last|consultation|comment\w*|deadline|neighbour) (?:\w+ ){0,3}(?:date|day)"
    r"|deadline\w*|by the date|until (?:the|a) (?:decision|date)|before (?:the|a) decision"
)
_STANCE = any_of(r"support\w*|object\w*|neutral\w*|neither|general comment|for|against|cefnogi|gwrthwynebu")
