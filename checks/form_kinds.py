"""What a form on a page is for: the task, or search, log-in, feedback, a newsletter, cookies."""

from __future__ import annotations

import re
from dataclasses import replace

from checks.ratings import asks_opinion, is_trap
from checks.seen import FieldSeen, FormSeen, PageDigest

_SEARCH_NAME = re.compile(
    r"^(?:q|s|k|query|search\w*|\w*search(?:box|term|text|query|field|string|input)?|keys?|keywords?|terms?|"
    r"searchtext|criteria|text|fldsearchterm|addsearch|qu|qry|st|sm_\w+)$",
    re.I,
)
_SEARCH_WORDS = re.compile(
    r"\bsearch\b|\bkeywords?\b|\bwhat are you looking for\b|\blooking for\b|\bfind (?:a service|it|"
    r"something)\b|\bchwilio\b|\bchwiliad\b",
    re.I,
)
# A look-up of an address is the first step of many tasks, whatever its button says.
PLACE_WORDS = re.compile(
    r"\bpost ?-?code\b|\baddress\b|\bstreet\b|\broad name\b|\bhouse (?:name|number)\b|\buprn\b|"
    r"\blocation\b|\bproperty\b|"
    r"\bcod ?post\b|\bcyfeiriad\b|\bstryd\b|\blleoliad\b|\breference\b|\baccount number\b|"
    r"\bregistration\b|\bzone\b",
    re.I,
)
_FEEDBACK = re.compile(
    r"\bfeedback\b|\bwas this\b.{0,30}\bhelpful\b|\bhelpful\b.{0,12}\?|\brate (?:this|our)\b|\bhow "
    r"(?:useful|helpful)\b|"
    r"\bwhat (?:were you doing|went wrong)\b|\bimprove (?:this|our) (?:page|site|website)\b|\bcomment "
    r"on this page\b|"
    r"\bproblem with this page\b|\breport (?:a |an )?(?:problem|error|issue) (?:with|on) this page\b|"
    r"\bfind what you\b|"
    r"\bdid you find\b|\badborth\b",
    re.I,
)
_NEWSLETTER = re.compile(
    r"\bnewsletter\b|\bsubscri\w+\b|\bemail (?:alerts?|updates?)\b|\be-?bulletins?\b|\bsign up\b|\bstay "
    r"(?:connected|in touch|up to date)\b|\bcylchlythyr\b",
    re.I,
)
_COOKIES = re.compile(r"\bcookies?\b|\bconsent\b|\bcwcis\b", re.I)
_CHAT = re.compile(
    r"\bchat ?(?:bot|box|message|input)?\b|\b(?:ask|our|virtual|digital) assistant\b|"
    r"\bask (?:me|us) anything\b",
    re.I,
)
_LOGIN = re.compile(r"\b(?:log ?in|sign ?in|user ?name|password|my ?account|mewngofnodi|cyfrinair)\b", re.I)
_SETTINGS = re.compile(
    r"\b(?:language|translate|iaith|text size|font size|contrast|theme|sort by|order by|per page|filter)\b",
    re.I,
)
_SEARCH_PATH = re.compile(r"/(?:site-?)?(?:search\w*|chwilio)(?:[/.]|$)", re.I)
# What a page offers for passing its address on, and for keeping one's own in mind on every page.
_SHARE = re.compile(
    r"\blink to this (?:web ?)?page\b|\bpermalink\b|\bshort(?:ened)? (?:link|url)\b|"
    r"\b(?:e-?mail|send|share|tell) (?:this (?:web ?)?(?:page|article)|(?:to )?a friend)\b|"
    r"\bfriend['’]?s? (?:e-?mail|name)\b|"
    r"\b(?:set|remember|save|change) (?:my |your )?(?:post ?code|address|area|location)\b",
    re.I,
)
_MAIL = re.compile(r"\b(?:e-?mail|web) address\w*", re.I)
# A form that asks more than this is not about the page that it stands on.
MAX_OPINION = 9
_QUIET = frozenset({"hidden", "submit", "button", "image", "reset"})


def shown(form: FormSeen) -> tuple[FieldSeen, ...]:
    """Return the fields that a person sees."""
    return tuple(one for one in form.fields if one.type not in _QUIET)


def is_search_field(field: FieldSeen) -> bool:
    """Say whether a field takes words to search the site for."""
    if field.type not in ("text", "search", ""):
        return False
    if PLACE_WORDS.search(f"{field.label} {_spaced(field.name)}"):
        return False
    if field.type == "search" or _SEARCH_WORDS.search(field.label):
        return True
    # A name like `text` or `s` is a search's only where no label says otherwise.
    # `search_box` ends in a word that says nothing.
    named = any(_SEARCH_NAME.match(one) for one in (_last(field.name), field.name.replace("_", "")))
    return named and (not field.label or "search" in field.name.lower() or " " not in field.label)


def form_kind(form: FormSeen) -> str:
    """Return what a form is for.

    `task`, `search`, `login`, `feedback`, `newsletter`, `cookies`, `settings`, `share`, `chat` or `empty`.

    A page of one big form (WebForms) holds the search, the rating and the task in one: it is the task's if
    the fields under any of its headings are.
    """
    kind = _kind(form)
    if kind in ("task", "empty", "cookies") or form.place == "banner":
        return kind
    groups: dict[str, list[FieldSeen]] = {}
    for field in shown(form):
        groups.setdefault(field.heading, []).append(field)
    if len(groups) < 2 or not any(field.type == "hidden" for field in form.fields):
        return kind
    for heading, fields in groups.items():
        # What the buttons and the classes of the whole say belongs to no part of it.
        part = replace(form, fields=tuple(fields), heading=heading, buttons=(), text="", role="", id="")
        if heading and _kind(part) == "task":
            return "task"
    return kind


def _kind(form: FormSeen) -> str:
    fields = shown(form)
    if not fields:
        return "empty"
    around = " ".join((form.text, form.heading, form.id, *(one.text for one in form.buttons)))
    labels = " ".join(f"{one.label} {_spaced(one.name)}" for one in fields[:30])
    if form.place == "banner" or (
        _COOKIES.search(around) and all(one.type in ("checkbox", "radio") for one in fields)
    ):
        return "cookies"
    if any(one.type == "password" for one in fields) and len(fields) <= 6:
        return "login"
    searching = [one for one in fields if is_search_field(one)]
    rest = [
        one
        for one in fields
        if one not in searching and one.place in ("main", "aside") and not is_trap(one.label)
    ]
    if form.role == "search" and len(rest) < 2:
        return "search"
    asks_site = form.method == "get" and bool(_SEARCH_PATH.search(form.action.split("?")[0]))
    if asks_site and [one.type for one in rest] == ["text"] and not PLACE_WORDS.search(labels):
        return "search"
    if (
        searching
        and not [one for one in rest if one.type not in ("select", "radio", "checkbox")]
        and len(rest) <= 2
    ):
        return "search"
    if not rest:
        return "login" if _LOGIN.search(f"{around} {labels}") else ("search" if searching else "settings")
    return _kind_of_rest(form, rest, around, labels)


def _kind_of_rest(form: FormSeen, rest: list[FieldSeen], around: str, labels: str) -> str:
    """Sort a form by the fields that are left without its search box."""
    # Choices of one question count once.
    asked = len({one.name or str(at) for at, one in enumerate(rest)})
    around = " ".join((around, *dict.fromkeys(one.heading for one in rest)))
    if asked <= 3 and _CHAT.search(f"{around} {labels}"):
        return "chat"
    if asked <= 5 and _SHARE.search(f"{around} {labels}"):
        return "share"
    if _FEEDBACK.search(f"{around} {labels}") and asked <= 6:
        return "feedback"
    opinion = asks_opinion(
        around, (one.name for one in rest), (one.label for one in rest), (one.text for one in form.buttons)
    )
    if opinion and asked <= MAX_OPINION and not PLACE_WORDS.search(_MAIL.sub(" ", labels)):
        return "feedback"
    texts = [one for one in rest if one.type not in ("checkbox", "radio", "select")]
    if len(texts) <= 2 and _NEWSLETTER.search(f"{around} {labels}") and "mail" in labels.lower():
        return "newsletter"
    if len(rest) <= 2 and all(one.type == "select" for one in rest) and form.method == "get":
        return "settings"
    if len(rest) <= 2 and _SETTINGS.search(f"{around} {labels}"):
        return "settings"
    if len(rest) <= 3 and _LOGIN.search(labels) and _LOGIN.search(around):
        return "login"
    return "task"


def task_forms(page: PageDigest) -> tuple[FormSeen, ...]:
    """Return the forms of the page that ask for something to do with a task."""
    return tuple(one for one in page.forms if form_kind(one) == "task")


def loose_task_fields(page: PageDigest) -> tuple[FieldSeen, ...]:
    """Return fields outside any form, as script-made wizards have them, that ask for more than a search."""
    fields = tuple(
        one
        for one in page.fields
        if one.type not in _QUIET
        and one.place in ("main", "aside")
        # A field that nothing names asks for nothing that could be told.
        and (one.label or one.name)
        and not is_search_field(one)
        and not _CHAT.search(f"{one.label} {_spaced(one.name)}")
    )
    labels = " ".join(one.label for one in fields)
    if any(one.type == "password" for one in fields) or _FEEDBACK.search(labels) or _COOKIES.search(labels):
        return ()
    if all(one.type in ("checkbox", "select") for one in fields) and len(fields) <= 2:
        return ()
    return fields


def asks_password(page: PageDigest) -> bool:
    """Say whether the content of the page asks for a password (a log-in box in the header does not count)."""
    every = [field for form in page.forms for field in form.fields] + list(page.fields)
    return any(one.type == "password" and one.place in ("main", "aside") for one in every)


def _last(name: str) -> str:
    return re.split(r"[$:\[\].]|_(?=[A-Za-z]+$)", name.rstrip("]"))[-1] or name


def _spaced(name: str) -> str:
    return re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
