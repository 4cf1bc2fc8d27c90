"""Sorts the forms of a page: the task's own from search, feedback, log-in and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import Tag

from checks.content import OWN_PLACES, Content
from checks.fields import Field, fields_in, with_unmarked_required
from checks.form_kinds import MAX_OPINION
from checks.ratings import asks_opinion

FORM_LIMIT = 60
# Names that site searches give their one box; a task's own look-up asks for something by name.
_SEARCH_NAMES = frozenset(
    "q query search searchterm searchterms searchtext searchquery searchbox searchstring keys keyword "
    "keywords s term terms "
    "sitesearch searchkeyword keyword searchfor qs text search_api_fulltext search_term search_query".split()
)
_TASK_LOOKUP = re.compile(
    r"post\s?code|address|street|road|house|planning|application|reference|bin\b|collection|permit|zone|"
    r"school|cod\s?post|uprn|"
    r"location|town|village|parish|property|cyfeiriad|stryd|directory|account",
    re.I,
)
_FEEDBACK = re.compile(
    r"was this (page|information|helpful|useful)|is this page useful|rate (this|our) (page|site)|did "
    r"you find (this|what)|page (useful|helpful)|"
    r"(problem|wrong|issue) with this (web)?page|improve (this|our) (page|website|site)|feedback (on|"
    r"about) (this|our) (page|website|site)|"
    r"how (useful|helpful) (was|is) this|what (were you doing|went wrong)|comment on this (web)?page|"
    r"oedd y dudalen",
    re.I,
)
_NEWSLETTER = re.compile(
    r"\bnewsletter|\bsubscribe|\be-?mail (alerts|updates|bulletin)|\bmailing list|\bsign up (for|to) "
    r".{0,40}(news|updates|alerts)|tanysgrif",
    re.I,
)
_COOKIE = re.compile(r"\bcookies?\b|\bcwcis\b", re.I)
_LOGIN = re.compile(
    r"\b(log|sign) ?-?(in|on)\b|\bregister\b|\bcreate (an|your) account\b|\bmewngofnodi\b|\bcofrestru\b|"
    r"\bforgot",
    re.I,
)
_LANGUAGE = re.compile(
    r"\b(language|translate|iaith|text size|font size|theme|contrast|currency|sort by|items per page|"
    r"per page)\b",
    re.I,
)
_MAP = re.compile(
    r"\b(leaflet|openlayers|ol-viewport|ol-map|esri|mapboxgl|mapboxgl-map|maplibregl|gm-style|"
    r"google-?map|map-?canvas|map-?container|osmap|map_box)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A set of fields that belong together.

    `purpose`: `task`, `search`, `feedback`, `newsletter`, `login`, `cookie`, `settings`, `other` or `start`
    (a button with no field to fill: a way in, not a form). `element` is None where the fields stand in no
    form element of their own (script-drawn pages, one form round the whole page). `frame` is the index in
    `frames`, -1 for the page itself.
    """

    purpose: str
    fields: tuple[Field, ...]
    buttons: tuple[str, ...]
    method: str
    action: str
    place: str
    element: Tag | None
    text: str = ""
    frame: int = -1

    def required(self, *meanings: str) -> tuple[Field, ...]:
        """Return the fields that must be filled and ask for any of *meanings* (all, if none given)."""
        return tuple(f for f in self.fields if f.required and (not meanings or f.means(*meanings)))

    def field(self, *meanings: str) -> Field | None:
        """Return the first field that asks for any of *meanings*, best with a meaning of `fields.py`."""
        return next((f for f in self.fields if f.means(*meanings)), None)

    def options(self) -> tuple[str, ...]:
        """Return every choice offered, of lists, radio buttons and ticks."""
        return tuple(option for f in self.fields for option in f.options)

    def has_upload(self) -> bool:
        """Say whether a file can be added."""
        return any(f.type == "file" for f in self.fields)


def forms_in(content: Content, base: str, frame: int = -1) -> tuple[Form, ...]:
    """Return the page's forms; a form element that holds the whole page is parted by purpose."""
    fields = fields_in(content.soup, content)
    owned: dict[int, list[Field]] = {}
    elements: dict[int, Tag | None] = {0: None}
    by_id = {str(f.get("id")): f for f in content.soup.find_all("form") if isinstance(f, Tag) and f.get("id")}
    for field in fields:
        owner = by_id.get(str(field.element.get("form") or "")) or field.element.find_parent("form")
        elements[id(owner) if owner else 0] = owner
        owned.setdefault(id(owner) if owner else 0, []).append(field)
    for form in content.soup.find_all("form", limit=FORM_LIMIT):
        if isinstance(form, Tag) and id(form) not in owned and not content.is_hidden(form):
            elements[id(form)] = form
            owned[id(form)] = []
    found: list[Form] = []
    for key, group in owned.items():
        found.extend(_parts(elements[key], group, content, base, frame))
    return tuple(found[:FORM_LIMIT])


def buttons_of(root: Tag, content: Content) -> list[tuple[str, Tag]]:
    """Return the visible buttons under *root* with their names."""
    found: list[tuple[str, Tag]] = []
    for tag in root.find_all(("button", "input", "a"), limit=400):
        if not isinstance(tag, Tag) or content.is_hidden(tag):
            continue
        kind = str(tag.get("type") or "").lower()
        if tag.name == "input" and kind in ("submit", "button", "image"):
            name = str(tag.get("value") or tag.get("alt") or tag.get("title") or tag.get("aria-label") or "")
        elif tag.name == "button" or (tag.name == "a" and tag.get("role") == "button"):
            name = tag.get_text(" ", strip=True) or str(tag.get("aria-label") or tag.get("title") or "")
        else:
            continue
        found.append((" ".join(name.split())[:120], tag))
    return found


def looks_like_map(soup: Tag) -> Tag | None:
    """Return the element in which a map is drawn, known by the usual map libraries' names or a label."""
    for tag in soup.find_all(("div", "canvas", "iframe", "section", "figure", "img", "object"), limit=4000):
        if not isinstance(tag, Tag):
            continue
        names = f"{tag.get('id') or ''} {' '.join(tag.get('class') or [])}"[:300]
        label = f"{tag.get('aria-label') or ''} {tag.get('title') or ''}"[:200]
        if _MAP.search(names) or re.search(r"(?:^|\s)map(?:$|\s)", names, re.I) or (
            tag.name in ("div", "iframe", "canvas") and re.search(r"\bmap\b", label, re.I)
        ):  # fmt: skip
            return tag
    return None


def _parts(owner: Tag | None, fields: list[Field], content: Content, base: str, frame: int) -> Iterable[Form]:
    buttons = buttons_of(owner if owner is not None else content.soup, content)
    if owner is None and not fields:
        return
    groups: dict[tuple[str, str], list[Field]] = {}
    words = _form_words(owner)
    whole = owner is not None and (_wraps_page(owner) or len({f.place for f in fields}) > 1)
    for field in fields:
        place = "main" if field.place in OWN_PLACES else field.place
        groups.setdefault((_field_purpose(field, whole), place), []).append(field)
    method = str(owner.get("method") or "get").lower()[:10] if owner is not None else ""
    action = _absolute(str(owner.get("action") or "") if owner is not None else "", base)
    if not groups and owner is not None:
        place = content.place(owner)
        names = tuple(name for name, _ in buttons)
        if names:
            purpose = "cookie" if place == "cookie" or _COOKIE.search(" ".join(names)[:500]) else "start"
            yield Form(purpose, (), names, method, action, _own(place), owner, words, frame)
        return
    for (purpose, place), group in groups.items():
        mine = tuple(name for name, tag in buttons if len(groups) == 1 or _own(content.place(tag)) == place)
        spoken = words if not whole else " ".join(f"{f.label} {f.hint}" for f in group)
        kind = _purpose(purpose, place, group, mine, spoken, owner, whole)
        yield Form(
            kind,
            tuple(with_unmarked_required(group)),
            mine,
            method,
            action,
            place,
            None if whole else owner,
            spoken[:2000],
            frame,
        )


def _own(place: str) -> str:
    return "main" if place in OWN_PLACES else place


def _field_purpose(field: Field, whole: bool) -> str:
    if field.place in ("cookie", "search", "feedback", "newsletter", "chat"):
        return field.place
    if (
        whole
        and field.type in ("text", "search")
        and _is_search_name(field)
        and not _TASK_LOOKUP.search(f"{field.label} {field.placeholder}")
    ):
        return "search"
    return "any"


def _purpose(
    given: str,
    place: str,
    fields: list[Field],
    buttons: tuple[str, ...],
    words: str,
    owner: Tag | None,
    whole: bool,
) -> str:
    if given != "any":
        return "feedback" if given == "chat" else given
    names = " ".join(buttons)
    action = str(owner.get("action") or "") if owner is not None and not whole else ""
    passwords = [f for f in fields if f.type == "password"]
    if passwords:
        rest = [
            f
            for f in fields
            if not f.meanings & {"password", "username", "email", "updates", "consent", "captcha"}
        ]
        account = len(rest) <= 8 or re.search(
            r"confirm|repeat|again", " ".join(f.label for f in passwords), re.I
        )
        return "login" if account else "task"
    typed = [f for f in fields if f.typed]
    labels = " ".join(f"{f.label} {f.placeholder}" for f in fields)
    if len(fields) <= 3 and len(typed) == 1 and _searches(typed[0], place, labels, names, action):
        return "search"
    if place not in OWN_PLACES:
        return "settings" if not typed else ("newsletter" if typed[0].means("email") else "other")
    if len(fields) <= 6 and _FEEDBACK.search(f"{words[:800]} {labels} {action}"):
        return "feedback"
    if (
        len(fields) <= MAX_OPINION
        and asks_opinion(
            words[:800],
            (f.name for f in fields),
            (one for f in fields for one in (f.label, f.group, *f.options)),
            buttons,
        )
        and not any(
            f.means("postcode", "location") or (f.means("address") and not f.means("email")) for f in fields
        )
    ):
        return "feedback"
    if (
        len(fields) <= 4
        and any(f.means("email") for f in fields)
        and _NEWSLETTER.search(f"{words[:600]} {names} {action}")
    ):
        return "newsletter"
    if not typed and _COOKIE.search(f"{labels} {names}") and len(fields) <= 8:
        return "cookie"
    if len(fields) == 1 and not typed and _LANGUAGE.search(f"{labels} {names} {action}"):
        return "settings"
    if (
        len(typed) == 1
        and typed[0].means("username", "email")
        and len(fields) <= 2
        and _LOGIN.search(f"{names} {action}")
    ):
        return "login"
    return "task"


def _searches(field: Field, place: str, labels: str, names: str, action: str) -> bool:
    if _TASK_LOOKUP.search(f"{labels} {names}"):
        return False
    if place not in OWN_PLACES:
        return True
    if re.search(r"^\W*search( (this|the|our))?( web)? ?site\b|\bsite search\b", labels, re.I):
        return True
    named = _is_search_name(field) or field.type == "search"
    says = re.search(
        r"\b(search|chwilio|find (it|on this site)|what are you looking for)\b", f"{labels} {names}", re.I
    )
    return bool(named and (says or re.search(r"search|chwilio", action, re.I) or not labels.strip()))


def _is_search_name(field: Field) -> bool:
    last = re.split(r"[$:.\[\]]+|__", f"{field.name}")[-1] or field.name
    bare = re.sub(r"[^a-z]", "", last.lower())
    bare = re.sub(r"^(txt|tb|input|ctl|edit)|(box|input|text|txt)$", "", bare)
    # A portal puts its own name before a field's: `_12_WAR_finder_keywords`.
    plain = last.lower().rpartition("_")[2] if last.startswith("_") else ""
    return (
        bare in _SEARCH_NAMES
        or plain in _SEARCH_NAMES
        or field.type == "search"
        or "search" in re.findall(r"[a-z]+", field.id.lower())
    )


def _wraps_page(owner: Tag) -> bool:
    return owner.find(("header", "footer", "main", "nav")) is not None or (
        owner.parent is not None
        and owner.parent.name == "body"
        and owner.find("h1") is not None
        and owner.find(id=re.compile("footer", re.I)) is not None
    )


def _form_words(owner: Tag | None) -> str:
    if owner is None:
        return ""
    parts = [
        str(s).strip()
        for s in owner.find_all(string=True, limit=400)
        if getattr(s.parent, "name", "") not in ("script", "style", "option")
    ]
    heading = owner.find_previous(re.compile(r"^(h[1-6]|legend)$"))
    near = heading.get_text(" ", strip=True)[:200] if isinstance(heading, Tag) else ""
    return " ".join(f"{near} {' '.join(parts)}".split())[:2000]


def _absolute(action: str, base: str) -> str:
    try:
        return urljoin(base, action.strip()[:2000])
    except ValueError:
        return base
