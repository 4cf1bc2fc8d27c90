"""Which part of a page an element opens: menu, header, footer, breadcrumb, notice, side or main content."""

from __future__ import annotations

import re

from checks.memo import remembered

# "" where an element opens nothing of its own.
_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "main": "main",
    "complementary": "aside",
}
_TAGS = {"nav": "nav", "header": "header", "footer": "footer", "main": "main", "aside": "aside"}

_BREADCRUMB = re.compile(
    r"bread-?_?crumb|crumb-?_?trail|(?:^|[\s_-])crumbs?(?:$|[\s_-])|you-?_?are-?_?here", re.I
)
# Three letters in the middle of a name are as often a council's initials.
_COOKIES = re.compile(
    r"cookie|(?:^|[\s_-])(?:consent|gdpr|onetrust|cybot)(?:$|[\s_-])|(?:^|\s)ccc(?:$|[\s_-])", re.I
)
_NOTICE = re.compile(
    r"(?:alert|emergency|announcement|notification|outage|disruption|site-?message)s?[\s_-]*-?(?:banner|"
    r"bar|strip)"
    r"|(?:^|[\s_-])(?:announcements?|sitenotice|site-notice)(?:$|[\s_-])",
    re.I,
)
_FOOTER = re.compile(r"(?:^|[\s_-])(?:\w{0,10}footer\w{0,10}|foot)(?:$|[\s_-])", re.I)
_NAV = re.compile(
    r"(?<!has-)(?<!no-)(?<!with-)(?<!\w)(?:\w{0,8}nav|nav\w{0,3}|navigation|navbar|\w{0,8}menu|menu\w{0,4}|"
    r"languages?-?(?:switch\w*|select\w*|toggle)|skip-?links?)(?:$|[\s_-])",
    re.I,
)
_HEADER = re.compile(
    r"^(?:(?:site|global|main|top|council|corporate)?[_-]?header|masthead|top-?bar|banner|site-?head)$", re.I
)

# Classes on these would speak of the whole page.
_WHOLE = frozenset({"html", "body", "head"})
_GROUPS = frozenset(
    {"div", "ul", "ol", "section", "aside", "table", "td", "p", "form", "dl", "span", "header", "center"}
)


def declared(tag: str, role: str) -> bool:
    """Say whether an element names its region by itself or its role; classes and ids are only hints."""
    return tag in _TAGS or role in _ROLES


@remembered(16384)
def opens(tag: str, role: str, names: str, label: str, inside: str) -> str:
    """Return the region that an element opens, "" where it stays in the one around it.

    `names` is its class and id, `label` its aria-label, `inside` the region around ("" outside all).
    A footer, header or menu inside the main content is a part of that content, and nothing leaves a footer.
    """
    if tag in _WHOLE:
        return ""
    if inside in ("footer", "banner", "breadcrumb"):
        return "main" if tag == "main" or role == "main" else ""
    names = names[:200]
    if _BREADCRUMB.search(names) or (tag == "nav" and _BREADCRUMB.search(label)):
        return "breadcrumb"
    if tag in _GROUPS and _COOKIES.search(names):
        return "banner"
    if tag in _GROUPS and _NOTICE.search(names):
        return "banner"
    found = _ROLES.get(role, "") or _TAGS.get(tag, "")
    if not found and tag in _GROUPS:
        found = _by_name(names)
    if inside in ("main", "aside"):
        # A menu within the content (a guide's pages, a list of things to do) is a resident's to use.
        return "aside" if found in ("nav", "aside") else ("main" if found == "main" else "")
    if inside == "nav" and found in ("header", "nav", "aside"):
        return ""
    return found


def _by_name(names: str) -> str:
    if _FOOTER.search(names):
        return "footer"
    if any(_HEADER.match(one) for one in names.split()):
        return "header"
    if _NAV.search(names):
        return "nav"
    return ""
