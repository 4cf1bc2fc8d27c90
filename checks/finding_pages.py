"""Which page is the one that a resident would call the page of the task."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checks.addresses import canonical
from checks.finding_links import is_generic, leaning_reason
from checks.form_kinds import task_forms
from checks.leanings import raised
from checks.model import Journey
from checks.page_kinds import is_furniture, off_kind, off_path, path_words
from checks.per_page import once_per_page
from checks.route import leads_to_form
from checks.seen import FormSeen, LinkSeen, PageDigest
from checks.vocabulary import TextMatch, Vocabulary, vocabulary
from checks.words import stems

KINDS = ("task", "form", "guide", "news", "policy", "directory", "landing", "other")

_TITLE_PARTS = re.compile(r"\s+(?:[|»›·•]|[-–—]|::?|\\|/)\s+|\s*\|\s*|\s*»\s*")
_SITE_PART = re.compile(
    # "Pay council tax" and "Council housing" name no council.
    r"^(?:(?:welcome to |www\.)?.{0,60}\b(?:council(?! ?(?:tax|hous|home|flat|tenan))|cyngor|borough|county|"
    r"district|gov\.uk)|home|homepage)\b.{0,12}$|^(?:the )?(?:(?:london|royal|metropolitan) )*"
    r"(?:borough|city|county|district|isle|vale) of [\w' -]{2,40}$",
    re.I,
)
# The line of a page that dates it as news. "Last updated" is on task pages too, and does not count.
_PUBLISHED = re.compile(
    r"^\W*(?:(?:date )?(?:published|posted)(?: on)?|release date|date|press release|news (?:release|item))\b"
    r"[:\s]{1,4}.{0,20}?(?:20\d\d|\d{1,2}[/.]\d{1,2}[/.]\d\d)|^(?:\w{3,9},? )?\d{1,2}(?:st|nd|rd|th)? "
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* 20\d\d$|^20\d\d-\d\d-\d\d$",
    re.I | re.M,
)
_ADDRESSES_YOU = re.compile(
    r"\b(?:you (?:can|must|should|need|will|may)|your|tell us|contact us|ring|telephone|phone|call us|"
    r"e-?mail|visit|write to|"
    r"gallwch|ffon\w*|cysyllt\w*)\b",
    re.I,
)
_NOT_FOUND = re.compile(
    r"\b(?:page|file|document) (?:not found|cannot be found|can(?:no|')t be found|has (?:moved|been "
    r"removed)|does(?:n't| not) exist|"
    r"no longer exists)|^(?:error )?404\b|\bheb ei (?:ddarganfod|chanfod)\b",
    re.I,
)
_RESULTS = re.compile(
    r"\bsearch results?\b|\bresults for\b|\bsite ?map\b|\ba ?(?:-|to) ?z (?:of|index|list)|\bcanlyniadau\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PageScore:
    """How well a page fits a journey (0-1), its kind (one of `KINDS`), if it has a way to act, and why.

    `ways` are the canonical addresses to which its ways to act lead, `beside` those of them that only links
    beside the content lead to; `off` names whom or what else the page reads as for ("for businesses").
    """

    score: float
    kind: str
    reasons: tuple[str, ...]
    acts: bool = False
    url: str = ""
    ways: tuple[str, ...] = ()
    off: str = ""
    beside: tuple[str, ...] = ()


def score_page(page: PageDigest, journey: Journey) -> PageScore:
    """Say how well *page* fits *journey*, by title, headings, content, ways to act, address and kind."""
    words = vocabulary(journey)
    reasons: list[str] = []
    title = _best_part(words, page.title)
    heading = _best_heading(words, page)
    path = words.match(path_words(page.url))
    blocks = page.text.split("\n")
    named, acted = words.count(blocks[:150])
    # "Paying your bill" in the council tax section: the section or the content says which bill.
    partial = not (title.score or heading.score) and _is_partial(words, page)
    partial = partial and bool(named or path.object or any(words.match(one).object for one in trail(page)))
    acts, way, ways, beside = _way_to_act(page, words, partial or max(heading.score, title.score) >= 0.4)
    kind = page_kind(page)
    if acts and kind in ("guide", "landing", "other") and (head_of(title, heading).score or named or partial):
        kind = "task"
    head = head_of(title, heading)
    told = "title" if head is title else "heading"
    second = min(title.score, heading.score)
    value = 0.62 * head.score + 0.08 * second
    if head.score:
        reasons.append(
            f"{told} names “{head.object_words}”"
            + (f" with “{head.action_words}”" if head.action_words else "")
        )
    if path.score > 0.3:
        value += 0.1 * path.score
        reasons.append(f"address names “{path.object_words}”")
    if named:
        # Many words of the task do not make it the page of the task: news and policies have more.
        value += min(0.1, 0.04 * named) + min(0.06, 0.03 * acted)
        reasons.append(f"{named} paragraphs name it" + (f", {acted} with an action" if acted else ""))
    if acts and (named or head.score or path.score > 0.3 or partial):
        value += 0.14
        reasons.append(way)
    if partial:
        value += 0.42
        reasons.append("title or heading names the task in part, section or content the rest")
    elif not head.score and named >= 2:
        # The site's name as title and heading ("Fill In", "Welcome"): only the content can tell.
        value += 0.16 if acts else 0.08
        reasons.append("title and heading name no task, the content does")
    if not acts and not page.phones and not page.emails and not _ADDRESSES_YOU.search(page.text[:6000]):
        value *= 0.8
        reasons.append("says nothing to a reader who wants to act")
    named_as = " ".join(dict.fromkeys((*speaking_parts(page.title)[:2], page.h1)))[:300]
    if named_as and not page.shell and head.decoy < 0.8 and kind in ("task", "form", "guide", "other"):
        # A section has the words of all its tasks; the address of an empty shell is too little to go by.
        value, spoke = raised(value, named_as, page.url, journey.id)
        if spoke:
            reasons.append(leaning_reason(named_as, page.url, journey.id))
    value, off = _less(value, kind, page, words, head, reasons)
    if page.lang.lower().startswith("cy"):
        # Of two pages that are each other's translation, the one in the language that is asked.
        value *= 0.85
        reasons.append("in Welsh")
    return PageScore(
        round(max(0.0, min(1.0, value)), 4), kind, tuple(reasons), acts, page.url, ways, off, beside
    )


def _less(
    value: float, kind: str, page: PageDigest, words: Vocabulary, head: TextMatch, reasons: list[str]
) -> tuple[float, str]:
    """Return what is left of a page's value for what else it reads as, and that."""
    other = ""
    if kind == "news":
        value *= 0.3
        reasons.append("news")
    elif kind == "policy":
        value *= 0.35
        reasons.append("a policy, figures or small print")
    elif kind == "directory":
        value *= 0.6
        reasons.append("a directory or list of results")
    elif kind == "landing" and not head.action:
        value *= 0.85
        reasons.append("a landing page")
    text = f"{page.title} {page.h1}"
    off, keep = _reads_off(words, page)
    if keep == 1:
        off, keep = section_kind(page)
    if (
        keep < 1
        and kind not in ("news", "policy")
        and not any(off_kind(o.words)[0] == off for o in words.objects)
    ):
        value *= max(0.35, keep)
        other = off
        reasons.append(f"reads as {off}")
    if head.decoy >= 0.8 and not head.distinct:
        reasons.append(f"names “{head.decoy_words}”")
    elif not head.score and (found := words.match(text)).decoy >= 0.8:
        value *= 0.6
        reasons.append(f"names “{found.decoy_words}”")
    if _NOT_FOUND.search(f"{page.title}\n{page.h1}"):
        value *= 0.1
        reasons.append("says that the page is not found")
    return value, other


def _reads_off(words: Vocabulary, page: PageDigest) -> tuple[str, float]:
    """Say what decoy the page's own names make of it: where one of them names the task plainly, none."""
    naming = [
        one for one in (page.h1, *speaking_parts(page.title)[:3]) if one and words.match(one[:300]).score
    ]
    found = [off_kind(one) for one in naming] or [off_kind(page.h1 or page.title or path_words(page.url))]
    return max(found, key=lambda one: one[1])


SPOKEN_FOR = 0.3
HOLDS_FORM = "holds a form"
REGISTERED = "GOV.UK registers it for this task"


@dataclass(frozen=True, slots=True)
class Hearsay:
    """What others say that a page is for: GOV.UK registers it for the task, the A-Z's entries (`names`)
    that lead to it, and in how many answers of the site's search it stands among the first three."""

    registered: bool = False
    names: tuple[str, ...] = ()
    searches: int = 0


def with_hearsay(score: PageScore, said: Hearsay, journey: Journey) -> PageScore:
    """Add what others say of a page: it may speak of "big items" and be what they call bulky waste."""
    if score.kind in DECOYS or score.off:
        return score
    value, reasons = score.score, list(score.reasons)
    if said.registered:
        value += 0.25 if score.kind != "landing" else 0.1
        reasons.append(REGISTERED)
    words = vocabulary(journey)
    name = max(said.names, key=lambda one: words.match(one).score, default="")
    if name and (called := words.match(name).score) >= 0.5:
        value += 0.25 * called
        reasons.append(f"the A-Z calls it “{name[:60]}”")
    if said.searches and value >= SPOKEN_FOR:
        # A search always answers something: its word counts only for a page that is spoken for otherwise.
        value += min(0.2, 0.08 * said.searches)
        reasons.append(f"among the first results of {said.searches} searches")
    return replace(score, score=round(min(1.0, value), 4), reasons=tuple(reasons))


def head_of(title: TextMatch, heading: TextMatch) -> TextMatch:
    """Return the stronger of the two."""
    return title if title.score >= heading.score else heading


@once_per_page
def page_kind(page: PageDigest) -> str:
    """Return one of `KINDS`, by the page's own marks and its make-up, whatever the journey."""
    off, _ = off_kind(page.h1 or page.title or path_words(page.url))
    section, _ = section_kind(page)
    path, _ = off_path(page.url)
    if page.og_type == "article" and page.published and path == "news":
        return "news"
    if "news" in (path, off, section) or _PUBLISHED.search(page.text[:400]):
        return "news"
    if off in _PAPERS or section in _PAPERS or path in _PAPERS:
        return "policy"
    if _RESULTS.search(f"{page.title} {page.h1}"):
        return "directory"
    forms = task_forms(page)
    prose = _prose(page.text)
    if forms and prose < 250:
        return "form"
    content = [link for link in page.links if link.place == "main"]
    if len(content) >= 60 and prose < 100:
        return "directory"
    if forms:
        return "task"
    if any(_GUIDE_NEXT.match(link.text) or "next" in link.rel.split() for link in page.links):
        return "guide"
    if len(content) >= 5 and prose < 25 * len(content) and prose < 300:
        return "landing"
    return "guide" if prose >= 80 else "other"


_PAPERS = ("policy", "figures", "freedom of information", "small print", "meetings")


def trail(page: PageDigest) -> list[str]:
    """Return the sections in which a page says it stands: the names in its breadcrumb, but for itself."""
    return [link.says for link in trail_links(page)]


@once_per_page
def trail_links(page: PageDigest) -> list[LinkSeen]:
    """Return the links of a page's breadcrumb: marked as one, or a line that reads as one."""
    own = page.h1.lower()
    line = next((one for one in page.text[:3000].split("\n") if _CRUMBS.match(one)), "")
    named = {part.strip(" :").lower() for part in _CRUMB_SIGN.split(_HERE.sub("", line))}
    crumbs = [one for one in page.links if one.place == "breadcrumb" or one.says.lower() in named]
    return [one for one in crumbs if one.says and len(one.says) <= 60 and one.says.lower() != own]


_HERE = re.compile(r"^\W*(?:you are here|rydych chi yma|ydych chi yma)\b[:\s]*", re.I)
_CRUMB_SIGN = re.compile(r"\s*[>/»›→|\\]\s*")
_CRUMBS = re.compile(r"^\W*(?:you are here\b|(?:home|homepage|hafan)\s*[>/»›→|])", re.I)


@once_per_page
def section_kind(page: PageDigest) -> tuple[str, float]:
    """Return which decoys the page's section holds and what is left of its score, as `off_kind` does."""
    return min((off_kind(one) for one in trail(page)), key=lambda found: found[1], default=("", 1.0))


_GUIDE_NEXT = re.compile(r"^(?:next(?: page)?|nesaf|tudalen nesaf)\b", re.I)


DECOYS = ("news", "policy", "directory")


def _is_partial(words: Vocabulary, page: PageDigest) -> bool:
    parts = [*speaking_parts(page.title)[:3], page.h1]
    return any(words.is_partial(one[:200]) for one in parts if one)


def speaking_parts(title: str) -> list[str]:
    """Return the parts of a title without the site's name: "Fly-tipping | Foo Council" has one."""
    parts = [part.strip() for part in _TITLE_PARTS.split(title) if part.strip()]
    speaking = [part for part in parts if not _SITE_PART.match(part)]
    # A title in one part may name both: "Abandoned vehicles [Foo Council]".
    return speaking or (parts if len(parts) == 1 and len(parts[0].split()) > 1 else [])


def _best_part(words: Vocabulary, title: str) -> TextMatch:
    matches = (words.match(part[:300]) for part in speaking_parts(title))
    return max(matches, key=lambda match: (match.score, match.decoy), default=TextMatch())


def _best_heading(words: Vocabulary, page: PageDigest) -> TextMatch:
    """Match the main heading; where it is the site's name, the first of the others counts, a little less."""
    first = words.match(page.h1[:300]) if page.h1 else TextMatch()
    if first.score or (page.h1 and not _SITE_PART.match(page.h1) and len(page.h1) > 12):
        return first
    for one in page.headings[:4]:
        if (found := words.match(one[:300])).score >= 0.5:
            return found
    return first


def _way_to_act(
    page: PageDigest, words: Vocabulary, about: bool
) -> tuple[bool, str, tuple[str, ...], tuple[str, ...]]:
    """Return if the page has a way to act, in what words, where such ways lead, and which stand beside."""
    own = canonical(page.url)
    ways: dict[str, str] = {}
    main: set[str] = set()
    for link in page.links:
        if link.place in ("main", "aside") and (_acts(link, words) or (about and _starts(link))):
            ways.setdefault(canonical(link.url), link.says[:60])
            if link.place == "main":
                main.add(canonical(link.url))
    ways.pop(own, None)
    found = tuple(ways)[:20]
    beside = tuple(one for one in found if one not in main)
    if any(_is_of_task(form, page, words, about) for form in task_forms(page)):
        return True, HOLDS_FORM, found, beside
    if ways:
        return True, f"has the way in: “{next(iter(ways.values()))}”", found, beside
    if about and any(not frame.hidden and leads_to_form(frame.url) for frame in page.frames):
        return True, "holds a framed form", (), ()
    return False, "", (), ()


def _is_of_task(form: FormSeen, page: PageDigest, words: Vocabulary, about: bool) -> bool:
    """Say whether a form may be the task's: by its page's name or its own, or where the page has no name."""
    near = f"{form.heading[:200]} {' '.join(one.text for one in form.buttons)[:200]}"
    return about or words.match(near).score > 0 or words.is_partial(near) or not _speaks(page)


def _speaks(page: PageDigest) -> bool:
    """Say whether the page's name tells of a matter of its own: "Fill in" and the council's name do not."""
    for one in (page.h1, *speaking_parts(page.title)[:2]):
        if one and not _SITE_PART.match(one) and not is_generic(one) and len(stems(one)) > 1:
            return True
    return False


def _acts(link: LinkSeen, words: Vocabulary) -> bool:
    if is_furniture(link.says) or link.file:
        return False
    match = words.match(link.says[:200])
    return match.score >= 0.75 and match.action > 0 and off_kind(link.says)[1] == 1.0


def _starts(link: LinkSeen) -> bool:
    says = link.says
    return (
        bool(says)
        and is_generic(says)
        and bool(_START.search(says))
        and not is_furniture(says)
        and not link.file
    )


_START = re.compile(
    r"\b(?:start|begin|report|apply|pay|book|order|request|register|form|online|tell us|let us know|continue|"
    r"dechrau|cais|talu|adrodd|gwybod|ffurflen|ar-lein)\b",
    re.I,
)


def _prose(text: str) -> int:
    return sum(len(block.split()) for block in text.split("\n") if block.count(" ") >= 7)
