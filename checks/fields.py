"""Reads form fields by what they ask, whatever platform drew them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bs4 import Tag

from checks.content import Content
from checks.memo import remembered

FIELD_LIMIT = 300
OPTION_LIMIT = 200
_TYPING = frozenset(
    "text email tel url number date datetime-local month week time password search file color range".split()
)
_NOT_FIELDS = frozenset("hidden submit button image reset".split())

# What a field asks, by the words of its label, name or autocomplete token (English and Welsh).
_MEANINGS: dict[str, re.Pattern[str]] = {
    meaning: re.compile(pattern, re.I)
    for meaning, pattern in {
        "postcode": r"\bpost\s?code|\bpost code|\bpostal-code\b|\bzip\b|cod\s?post",
        "address": r"\baddress(?!es? (bar|book))\b|\bstreet(?!\s?light)|\bhouse (number|name)|"
        r"\bproperty\b|\buprn\b|cyfeiriad|\bstryd\b|\baddress-line",
        "email": r"\be-?mail\b|e-?bost",
        "phone": r"\b(tele)?phone\b|\bmobile\b|\btel\b|\bcontact number|\bffôn\b|\bffon\b",
        "name": r"\b(your|full|first|last|family|given|middle|contact|customer|applicant|resident|"
        r"christian)[ -]?names?\b|\bfore-?names?\b|"
        r"\bsurname\b|^names?\b|"
        r"\bgiven-name\b|\bfamily-name\b|\benw\b|\bcyfenw\b",
        "title": r"^title\b|\bhonorific-prefix\b|^teitl\b",
        "date": r"\bdate\b|\bwhen (did|was|were|is)\b|\bday\b|\bdyddiad\b",
        "birth": r"\bdate of birth\b|\bdob\b|\bbday\b|\bborn\b|dyddiad geni",
        "location": r"\blocation\b|\bwhere (is|was|are|were|did)\b|\bgrid ref|\beasting|\bnorthing|"
        r"\blatitude|\blongitude|\blandmark|"
        r"\bnearest\b|\bwhat3words\b|\blleoliad\b|\bplace\b",
        "description": r"\bdescri(be|ption)|\bdetails?\b|\bcomments?\b|\bfurther information\b|\btell "
        r"us (about|more|what)|\bmessage\b|"
        r"\bdisgrif|\bmanylion\b",
        "photo": r"\bphoto|\bpicture|\bimage|\bupload|\battach|\bllun(iau)?\b",
        "reference": r"\breference\b|\bref\b|\bref\.? ?(no|number)|\bcyfeirnod\b",
        "account-number": r"\baccount (no|num|ref)|\baccount number|\bcouncil tax (account|ref|number)|"
        r"\bpayment ref|rhif (y )?cyfrif",
        "amount": r"\bamount\b|\bhow much\b|\bswm\b",
        "card": r"\bcard (number|no)|\bcc-number\b|\bcvv\b|\bcvc\b|\bsecurity code\b|\bexpiry\b|\bsort "
        r"code\b|\bcc-",
        "password": r"\bpassword\b|\bpasscode\b|\bpin\b|cyfrinair",
        "username": r"\buser ?name\b|\buser ?id\b|\blog ?in\b|enw defnyddiwr",
        "registration": r"\b(vehicle )?registration\b|\bnumber ?plate\b|\bvrm\b|\bcar reg\b|"
        r"\breg(istration)? (no|number)|rhif cofrestru",
        "vehicle": r"\bvehicle\b|\bcar (make|model)|\bmake (and|or) model|\bmake of\b|\bcolour of\b|"
        r"\bcerbyd\b",
        "bin": r"\bbins?\b|\bcontainer|\bbox\b|\bcaddy\b|\brecycling\b|\brefuse\b|\bfood waste\b|"
        r"\bgarden waste\b|\bwheelie|\bbiniau\b|\bbin\b",
        "size": r"\bsize\b|\bhow (big|large|much|many|deep|wide)\b|\bamount of\b|\bquantity\b|\bdepth\b|"
        r"\bmaint\b",
        "kind": r"\btype of\b|\bwhat (type|kind|sort|is|was)\b|\bkind of\b|\bcategory\b|\bmath o\b",
        "witness": r"\bwitness|\bdid you see\b|\bwho (did|was|is) (it|responsible)|\boffender|\bsuspect|"
        r"\bculprit",
        "consent": r"\bconsent\b|\bi agree\b|\bi (can )?confirm\b|\bi declare\b|\bi (have read|"
        r"understand|accept)\b|\bterms\b|\bcytuno\b",
        "captcha": r"\bcaptcha\b|\bnot a robot\b|\bcharacters (shown|in the)|\bverification code\b|\bhuman\b",
        "search": r"^search\b|\bkeywords?\b|^chwilio\b|\bsearch (this|the|our) (web)?site\b",
        "updates": r"\bupdates?\b|\bkeep me informed\b|\bnotify me\b|\bdiweddar",
        "permit": r"\bpermit\b|\bzone\b|\btrwydded\b",
    }.items()
}  # fmt: skip
_BY_TYPE = {"email": "email", "tel": "phone", "password": "password", "file": "photo", "date": "date"}
_STAR = re.compile(
    r"\*|\((required|mandatory|must be completed|gofynnol)\)|\brequired field\b|\bmandatory\b", re.I
)
_OPTIONAL = re.compile(r"\(?\b(optional|if (known|you know|applicable|you have|relevant)|dewisol)\b\)?", re.I)
_TRAP = re.compile(
    r"leave (this|it)? ?(field )?(blank|empty)|do not (fill|complete)|don'?t fill|not for humans|honeypot",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks. Radio buttons and ticks of one name are one field with `options`."""

    label: str
    name: str
    id: str
    tag: str
    type: str
    required: bool
    optional: bool
    autocomplete: str
    inputmode: str
    placeholder: str
    hint: str
    group: str
    options: tuple[str, ...]
    place: str
    element: Tag
    disabled: bool = False
    shown: bool = True

    @property
    def meanings(self) -> frozenset[str]:
        """Return what the field asks for: `postcode`, `name`, `email`, `photo` ... (see `_MEANINGS`)."""
        return meanings_of(self)

    def means(self, *wanted: str) -> bool:
        """Say whether the field asks for any of *wanted*: a known meaning, else words in its label."""
        label = f"{self.label} {self.group}".lower()
        return any(w in self.meanings if w in _MEANINGS else w.lower() in label for w in wanted)

    @property
    def typed(self) -> bool:
        """Say whether one types into it (and does not choose, tick or upload)."""
        return self.tag == "textarea" or (
            self.tag == "input" and self.type in _TYPING - {"file", "range", "color"}
        )


def meanings_of(field: Field) -> frozenset[str]:
    """Return the meanings of a field: its label first; name and id only where no label says."""
    words = " ".join(part for part in (field.label, field.autocomplete) if part)
    return meanings_in(words, (field.placeholder, field.name, field.id, field.group), field.tag, field.type)


def meanings_in(words: str, else_: Iterable[str], tag: str, kind: str) -> frozenset[str]:
    """Return what a field of type *kind* asks for: by its *words*, else by *else_* (names)."""
    found = {meaning for meaning, pattern in _MEANINGS.items() if pattern.search(words)}
    if not found:
        spoken = " ".join(_spoken(part) for part in else_ if part)
        found = {meaning for meaning, pattern in _MEANINGS.items() if pattern.search(spoken)}
    if tag == "input" and kind in _BY_TYPE:
        found.add(_BY_TYPE[kind])
    if "birth" in found:
        found.discard("date")
    if "email" in found:
        found.discard("address")
    if kind == "password":
        found.discard("username")
    if "account-number" in found:
        found.discard("username")
    return frozenset(found)


def fields_in(root: Tag, content: Content) -> list[Field]:
    """Return the fields a resident can see under *root*, in order, groups of one name joined."""
    labels = _labels(content)
    found: list[Field] = []
    grouped: dict[tuple[str, str], int] = {}
    for tag in root.find_all(("input", "select", "textarea"), limit=FIELD_LIMIT * 4):
        if not isinstance(tag, Tag):
            continue
        kind = _kind(tag)
        if kind in _NOT_FIELDS or content.is_hidden(tag) or _is_trap(tag, labels):
            continue
        field = _field(tag, kind, content, labels)
        if kind in ("radio", "checkbox") and field.name:
            key = (kind, field.name)
            if key in grouped:
                found[grouped[key]] = _join(found[grouped[key]], field)
                continue
            grouped[key] = len(found)
        found.append(field)
        if len(found) >= FIELD_LIMIT:
            break
    return [_settle(field) for field in found]


def _kind(tag: Tag) -> str:
    if tag.name != "input":
        return tag.name
    return str(tag.get("type") or "text").strip().lower()


@remembered(24)
def _labels(content: Content) -> dict[str, Tag]:
    found: dict[str, Tag] = {}
    for label in content.soup.find_all("label"):
        if isinstance(label, Tag) and label.get("for"):
            found.setdefault(str(label["for"]), label)
    return found


def _field(tag: Tag, kind: str, content: Content, labels: dict[str, Tag]) -> Field:
    label = label_of(tag, labels, content)
    hint = " ".join(
        found.get_text(" ", strip=True)[:200]
        for one in str(tag.get("aria-describedby") or "").split()[:4]
        if isinstance(found := content.soup.find(id=one), Tag)
    )
    legend = ""
    group = tag.find_parent("fieldset")
    if isinstance(group, Tag):
        named = group.find("legend")
        legend = named.get_text(" ", strip=True)[:200] if isinstance(named, Tag) else ""
    if not legend and (holder := tag.find_parent(attrs={"role": ("radiogroup", "group")})) is not None:
        legend = _aria_name(holder, content)
    words = f"{label} {hint}"
    return Field(
        label=label,
        name=str(tag.get("name") or "")[:120],
        id=str(tag.get("id") or "")[:120],
        tag=tag.name,
        type=kind,
        required=tag.has_attr("required")
        or str(tag.get("aria-required")).lower() == "true"
        or bool(_STAR.search(label)),
        optional=bool(_OPTIONAL.search(words)),
        autocomplete=str(tag.get("autocomplete") or "").lower()[:60],
        inputmode=str(tag.get("inputmode") or "").lower()[:20],
        placeholder=str(tag.get("placeholder") or "")[:120],
        hint=hint[:300],
        group=legend,
        options=_options(tag, label),
        place=content.place(tag),
        element=tag,
        disabled=tag.has_attr("disabled")
        or tag.find_parent("fieldset", attrs={"disabled": True}) is not None,
    )


def label_of(tag: Tag, labels: dict[str, Tag], content: Content) -> str:
    """Return a control's label: as assistive technology finds it, else the words just before it."""
    named = _aria_name(tag, content)
    if named:
        return named
    own = labels.get(str(tag.get("id") or ""))
    wrapper = own or tag.find_parent("label")
    if isinstance(wrapper, Tag):
        words = _words(wrapper)
        if words:
            return words
    for attribute in ("title", "placeholder", "alt"):
        if str(tag.get(attribute) or "").strip():
            return " ".join(str(tag[attribute]).split())[:200]
    return _before(tag)


def _aria_name(tag: Tag, content: Content) -> str:
    pointed = [content.soup.find(id=one) for one in str(tag.get("aria-labelledby") or "").split()[:6]]
    words = " ".join(_words(one) for one in pointed if isinstance(one, Tag))
    return (words or " ".join(str(tag.get("aria-label") or "").split()))[:300]


def _words(tag: Tag) -> str:
    parts = [
        str(s) for s in tag.find_all(string=True, limit=200)
        if s.parent is None or s.parent.name not in ("option", "select", "script", "style", "textarea")
    ]  # fmt: skip
    return " ".join(" ".join(parts).split())[:300]


def _before(tag: Tag) -> str:
    """Return the text that stands right before an unlabelled control: same line, cell or row."""
    parts: list[str] = []
    node = tag.previous_element
    for _ in range(12):
        if node is None or (
            isinstance(node, Tag) and node.name in ("input", "select", "textarea", "form", "body")
        ):
            break
        if (
            not isinstance(node, Tag)
            and str(node).strip()
            and getattr(node.parent, "name", "") not in ("option", "script", "style")
        ):
            parts.append(str(node).strip())
            break
        node = node.previous_element
    return " ".join(" ".join(parts).split())[-200:]


def _options(tag: Tag, label: str) -> tuple[str, ...]:
    if tag.name == "select":
        texts = (
            " ".join(o.get_text(" ", strip=True).split())[:120]
            for o in tag.find_all("option", limit=OPTION_LIMIT)
        )
        return tuple(
            text
            for text in texts
            if text and not re.match(r"^[-–—. ]*(please )?(select|choose|dewis)\b", text, re.I)
        )
    if tag.name == "input" and str(tag.get("type") or "").lower() in ("radio", "checkbox"):
        return (label or str(tag.get("value") or "")[:120],)
    return ()


def _join(first: Field, more: Field) -> Field:
    return replace(
        first,
        options=(first.options + more.options)[:OPTION_LIMIT],
        required=first.required or more.required,
        disabled=first.disabled and more.disabled,
    )


def _settle(field: Field) -> Field:
    """Give a group of choices its legend as label, so that "Yes" is not what it seems to ask."""
    if field.type in ("radio", "checkbox") and len(field.options) > 1:
        label = field.group or _before(field.element) or field.label
        return replace(field, label=label, required=field.required or bool(_STAR.search(label)))
    return field


def _is_trap(tag: Tag, labels: dict[str, Tag]) -> bool:
    label = labels.get(str(tag.get("id") or ""))
    words = " ".join(
        [str(tag.get("name") or ""), str(tag.get("title") or ""), _words(label) if label else ""]
    )
    return bool(_TRAP.search(words))


def _spoken(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])", " ", name)


def with_unmarked_required(fields: Iterable[Field]) -> list[Field]:
    """Where a form marks only its optional fields, the others are required (the GOV.UK custom)."""
    listed = list(fields)
    if any(f.required for f in listed) or not any(f.optional for f in listed):
        return listed
    return [replace(f, required=not f.optional and f.type != "checkbox") for f in listed]
