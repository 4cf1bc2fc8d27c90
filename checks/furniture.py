"""Names the parts of a page by what their authors call them: menus, banners, side boxes, contact boxes."""

from __future__ import annotations

import re

from bs4 import Tag

# Words in ids and classes by which authors of every kind of site name the parts of a page.
TOKENS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "cookie",
        frozenset(
            "cookie cookies cookiebanner consent cccnotify cccoverlay cccmodule gdpr onetrust "
            "cybotcookiebotdialog".split()
        ),
    ),
    (
        "nav",
        frozenset(
            "nav navbar navigation menu megamenu breadcrumb breadcrumbs crumbs topnav pagination".split()
        ),
    ),
    ("footer", frozenset("footer sitefooter pagefooter colophon".split())),
    ("header", frozenset("header siteheader masthead topbar logo branding".split())),
    ("search", frozenset("search sitesearch searchbox searchform searchbar".split())),
    ("skip", frozenset("skip skiplink skiplinks skipto".split())),
    ("share", frozenset("share sharing social addthis sharethis socialmedia".split())),
    ("related", frozenset("related seealso relatedlinks relatedcontent".split())),
    ("feedback", frozenset("feedback pagefeedback pagerating rating rateit helpful govmetric".split())),
    ("newsletter", frozenset("newsletter subscribe mailinglist signup stayconnected".split())),
    ("chat", frozenset("chat livechat webchat chatbot".split())),
)
_ROLES = {
    "navigation": "nav", "banner": "header", "contentinfo": "footer", "search": "search",
    "menu": "nav", "menubar": "nav",
}  # fmt: skip
MAIN_NAMES = frozenset(
    "content maincontent main pagecontent primary contentmain bodycontent centrecontent".split()
)
RELATED_HEADING = re.compile(
    r"^(related\b|see also|you (may|might) also|more (about|in|from)\b|in this section|also in|popular|"
    r"most (viewed|read)"
    r"|latest news|news\b|share this|follow us|connect with us|quick links|useful links|other pages|"
    r"elsewhere|top tasks"
    r"|recently viewed|was this page|did you find|rate this|tudalennau cysylltiedig|hefyd)",
    re.I,
)
_CONTACT = re.compile(r"\b(contact|get in touch|cysylltu|cysylltwch)\b", re.I)
_LOOKS_UP = re.compile(r"post\s?code|address|street|house|cod\s?post|cyfeiriad|uprn", re.I)
_SPLIT = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=[A-Z])")


def tokens(tag: Tag) -> frozenset[str]:
    """Return the words in a tag's id and class: whole, and split at hyphens and capitals."""
    names = [str(tag.get("id") or "")]
    names += str(tag.get("class") or "").split()[:20]
    found: set[str] = set()
    for name in names:
        short = str(name)[:80]
        found.update(part.lower() for part in _SPLIT.split(short) if part)
        found.add(re.sub(r"[^a-z0-9]", "", short.lower()))
    return frozenset(found)


def own_place(tag: Tag, share: float, dense: bool, many: int, within: bool) -> str:
    """Return the furniture a part is by its element, role or name, `main` where it is none."""
    role = str(tag.get("role") or "").lower()
    if tag.name == "nav" or role in _ROLES:
        # A call to action may be set in a nav inside the content: a short one there is content.
        if within and tag.name == "nav" and many <= 2:
            return "main"
        return "nav" if tag.name == "nav" else _ROLES[role]
    if tag.name in ("header", "footer") and not within and tag.find_parent(("article", "section")) is None:
        return tag.name
    words = tokens(tag)
    if tag.name in ("aside",) or role == "complementary" or words & {"sidebar", "rightcol", "rightcolumn"}:
        return _side(tag, dense, many)
    # A name that covers most of the page ("has-menu", "search-results") names a state, not a part.
    if share > 0.5 or not words:
        return "main"
    for place, names in TOKENS:
        if not words & names:
            continue
        if place == "search" and not _site_box(tag):
            continue
        # A part that holds the main heading is the content, whatever its author called it.
        if place not in ("header", "cookie") and share > 0.2 and tag.find("h1") is not None:
            continue
        if place in ("header", "search", "related", "feedback", "newsletter") and within:  # noqa: SIM102
            if place == "header" or (place != "feedback" and not dense and share > 0.15):
                continue
        if place == "nav" and not dense and many < 3 and tag.find("input") is not None:
            continue
        return place
    return "main"


def is_only_named(tag: Tag) -> bool:
    """Say whether only a class, an id or its make-up makes a part furniture, not its element or role."""
    role = str(tag.get("role") or "").lower()
    return tag.name not in ("nav", "header", "footer", "aside") and role not in _ROLES


def _site_box(tag: Tag) -> bool:
    """Say whether a part named after search holds at most the site's own search box, not a task's look-up."""
    silent = ("hidden", "submit", "button", "image", "reset")
    boxes = [
        box
        for box in tag.find_all(("input", "select", "textarea"))
        if str(box.get("type") or "").lower() not in silent
    ]
    return len(boxes) <= 1 and not _LOOKS_UP.search(str(tag)[:3000])


def _side(tag: Tag, dense: bool, many: int) -> str:
    heading = tag.find(re.compile(r"^h[1-6]$"))
    words = heading.get_text(" ", strip=True)[:80] if isinstance(heading, Tag) else ""
    if _CONTACT.search(words):
        return "contact"
    if RELATED_HEADING.search(words) or (dense and many >= 4):
        return "related"
    return "main"


def holds_a_way(tag: Tag) -> bool:
    """Say whether a part outside the declared main element holds the heading, a frame or a look-up."""
    if tag.name not in ("div", "section", "form", "article"):
        return False
    if tag.find(("h1", "iframe")) is not None:
        return True
    boxes = tag.find_all(("input", "select", "textarea"), limit=40)
    return any(_LOOKS_UP.search(str(box)[:600]) for box in boxes) or any(
        _LOOKS_UP.search(label.get_text(" ")[:120]) for label in tag.find_all("label", limit=40)
    )


def is_contact_box(tag: Tag, inside: set[int]) -> bool:
    """Say whether a part beside the content is the page's own contact box, by name or heading."""
    if tag.name not in ("div", "section", "aside", "address", "dl", "ul"):
        return False
    if any(id(child) in inside for child in tag.children if isinstance(child, Tag)):
        return False
    named = bool(tokens(tag) & {"contact", "contacts", "contactus", "contactdetails", "contactbox"})
    heading = tag.find(re.compile(r"^h[2-6]$"))
    return named or (
        isinstance(heading, Tag) and bool(_CONTACT.search(heading.get_text(" ", strip=True)[:60]))
    )
