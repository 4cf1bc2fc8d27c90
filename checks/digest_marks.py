"""What marks the elements of a page: tags, script addresses, shells, forms that are only links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import unquote, urlencode, urljoin

from checks.addresses import absolute, file_kind
from checks.seen import FormSeen, LinkSeen

SKIP = frozenset({"script", "style", "template", "svg", "math", "object", "datalist", "canvas"})
QUIET = frozenset({"title", "select", "textarea", "noscript", "option", "iframe"})
BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table tr td th caption section article aside header "
    "footer nav main "
    "form fieldset legend details summary blockquote address figure figcaption body br hr center "
    "pre label".split()
)
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "caption", "dt"})
VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"}
)

MOVES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\(|(?:go|nav|redirect|"
    r"open)\w*\s*\()"
    r"\s*['\"]([^'\"]{1,500})['\"]",
    re.I,
)
LOOKS_LIKE_ADDRESS = re.compile(
    r"['\"]((?:https?:)?//?[^'\"\s]{2,400}|[\w./-]{1,300}\.(?:aspx?|php|html?|jsp|"
    r"do)(?:\?[^'\"]{0,200})?)['\"]",
    re.I,
)
PRESSABLE = re.compile(r"\b(?:btn|button|cta|link|card|tile)\b", re.I)
_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button|cta|call-to-action)(?:$|[\s_-])", re.I)
_UNSEEN = re.compile(
    r"display:none|visibility:hidden|(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:;|$)|(?:left|top):-\d{3,}|"
    r"opacity:0(?:\.0+)?(?:;|$)"
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|d-none|hidden|hide|offscreen|screen-reader-text)(?:$|\s)", re.I
)
ASKS_SCRIPT = re.compile(r"javascript|java script|scripting", re.I)
APP_ROOT = re.compile(
    r"^(?:root|app|__next|___gatsby|app-?root|main-?app|react-?root|application|mount)$", re.I
)

METAS = frozenset({"robots", "googlebot", "refresh", "og:type", "article:published_time", "date"})


def drawn_as_button(tag: str, attrib: Mapping[str, str]) -> bool:
    """Say whether a link is drawn as a button: by its role, by what it is, or by the common names of such."""
    if tag in ("button", "input") or attrib.get("role", "").lower() == "button":
        return True
    return bool(_BUTTON.search(attrib.get("class", "")))


def is_unseen(attrib: Mapping[str, str]) -> bool:
    """Say whether the markup of an element says that nobody sees it."""
    style = attrib.get("style", "").replace(" ", "").lower()
    unseen = "hidden" in attrib or attrib.get("aria-hidden", "").lower() == "true"
    return unseen or bool(_UNSEEN.search(style)) or bool(_UNSEEN_CLASS.search(attrib.get("class", "")))


def scripted(script: str, base: str) -> str:
    """Return the address to which a piece of script goes, "" for a postback and for none."""
    script = script[:2000]
    try:
        script = unquote(script) if script[:11].lower() == "javascript:" else script
    except ValueError:
        return ""
    if "__dopostback" in script.lower():
        return ""
    found = MOVES.search(script) or LOOKS_LIKE_ADDRESS.search(script)
    return absolute(found.group(1), base) if found else ""


def refreshed(content: str, base: str) -> str:
    """Return the address of a meta refresh."""
    found = re.match(r"\s*\d{1,3}[\d.]*\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", content, re.I)
    return absolute(found.group(1), base) if found else ""


def is_shell(total: int, content: int, links: int, scripts: int, *, asks: bool, app_root: bool) -> bool:
    """Say whether a page without fields or frames is empty until a script fills it.

    *total* and *content*: characters of all its text and of its main content; *asks*: its noscript asks for
    scripts; *app_root*: it has an element that an application fills.
    """
    if not scripts:
        return False
    if asks and content < 150:
        return True
    return total < 300 and links <= 4 and (asks or app_root or scripts > 1 or total < 40)


def is_plain_way(form: FormSeen) -> bool:
    """Say whether a form is only a link drawn as a button: GET, nothing to fill in, one button."""
    shown = [one for one in form.fields if one.type != "hidden"]
    return form.method == "get" and bool(form.action) and not shown and len(form.buttons) == 1


def as_link(action: str, form: FormSeen) -> LinkSeen:
    """Return a form that is only a link as the link that it is."""
    button = form.buttons[0]
    hidden = [(one.name, one.value) for one in form.fields if one.name]
    if button.name:
        hidden.append((button.name, button.value))
    base = (button.formaction or action).split("#", 1)[0]
    url = urljoin(base, "?" + urlencode(hidden)) if hidden else base
    how: Literal["form"] = "form"
    return LinkSeen(
        url, button.text, "", button.sentence, button.heading, button.place, "", how, file_kind(url)
    )


def selector_of(stack: Sequence[tuple[str, str, int]], tag: str, ident: str) -> str:
    """Return a CSS selector of the innermost open element: its id, else the path down from the body."""
    if re.fullmatch(r"[A-Za-z][\w-]{0,80}", ident):
        return f"#{ident}"
    steps = []
    for name, _, number in reversed(stack):
        if name in ("html", "body"):
            break
        steps.append(f"{name}:nth-child({number})")
    return ("body > " + " > ".join(reversed(steps)))[:1000] if steps else tag
