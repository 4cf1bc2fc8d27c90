"""The controls of a page that may lead on to a task: links, frames, scripted buttons, forms of one button."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from checks.addresses import DOCUMENTS, canonical, commits, host_of, same_site, why_not
from checks.finding_links import relevance
from checks.form_kinds import form_kind
from checks.memo import remembered
from checks.page_kinds import is_furniture, is_share_host, off_kind, path_of
from checks.route_words import (
    BELOW,
    CALLED_FORM,
    CALLED_SERVICE,
    CONTACT_BOX,
    CONTACT_PATH,
    COUNCIL,
    LESS,
    NATIONAL,
    NEIGHBOURS,
    NO_FORM_FRAME,
    PAPER_FORM,
    PRESSING,
    START,
    THEIRS,
    TO_LEARN,
)
from checks.seen import ButtonSeen, FormSeen, FrameSeen, LinkSeen, PageDigest
from checks.vocabulary import Vocabulary
from checks.way_rows import hub, register, sole_supplier
from checks.way_text import (
    ACTS,
    is_about_page,
    is_bare,
    is_for_something_else,
    is_outright,
    leads_to_form,
    names_only_another,
    weigh,
)

FOLLOW = 0.45
FLOOR = 0.46
# What a way in counts in the site's menu and among a page's neighbours, by what it says.
IN_MENU, IN_MENU_OUTRIGHT = 0.5, 0.62
# A control drawn as a button is what the page wants pressed; so many links in a row are a menu.
BUTTON, MENU_RUN = 0.06, 12
MENU = "stands in a menu"
NATIONAL_ACTS = 0.06
SHORT_PAGE = 1500
# What is left of a way to get in touch that stands in a box beside every page, and names no task.
IN_CONTACT_BOX = 0.6
# What is left for another site's page that is only named, among them charities and the government's advice.
ONLY_NAMED = 0.8
BY_LETTER = 0.6
_IS_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.I)

Kind = Literal["form-here", "follow", "sign-in", "document", "hand-over", "none"]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The way in from a page, with what a resident would press.

    `kind`: `form-here` (a form of the task is on this page), `follow` (`url` by `how`), `sign-in` (nothing
    but signing in or registering), `document` (a file to download), `hand-over` (another authority's or a
    national service's site), `none`. `how`: `link`, `frame`, `script` or `post`; a script without
    an address has only a `selector`; a `post` is a button that sends something, which is never pressed.
    `authority` of a hand-over: `national` or `other`. `alternatives` are the other ways, best first.
    """

    kind: Kind
    url: str = ""
    text: str = ""
    how: Literal["link", "frame", "script", "post"] = "link"
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    selector: str = ""
    authority: str = ""
    alternatives: tuple[NextStep, ...] = ()


def ways_of(page: PageDigest, task: Vocabulary) -> list[NextStep]:
    """Return every control of the content that may lead on, each address once, best first."""
    found: dict[str, NextStep] = {}
    own = canonical(page.url)
    about = max(about_task(page, task), 0.45)
    row = hub(page)
    sole = sole_supplier(page)
    letter = register(page, task, about_task(page, task))
    if letter is not None:
        reasons = ("an index by letter of the task's pages",)
        found[canonical(letter.url)] = NextStep("follow", letter.url, letter.says, "link", BY_LETTER, reasons)
    for link in page.links:
        step = None if id(link) in row else _link_way(link, page, task, about, sole)
        if step is None or canonical(step.url) == own:
            continue
        if _is_part(page.url, link.url) and link.says.casefold() == page.h1.casefold():
            # The page's own section, by the page's own name.
            continue
        key = canonical(step.url)
        if key not in found or step.score > found[key].score:
            found[key] = step
    for frame in page.frames:
        step = _frame_way(frame, page, task, about)
        if step is not None:
            found.setdefault(canonical(frame.url), step)
    for at, control in enumerate(page.controls):
        step = None if id(control) in row else _control_way(control, task, about)
        if step is not None:
            found.setdefault(f"control {at}", step)
    for at, form in enumerate(page.forms):
        step = _posting_way(form, task, about)
        if step is not None:
            found.setdefault(f"form {at}", step)
    # Among equals one that bids act, then the first on the page, which a resident meets.
    return sorted(found.values(), key=lambda one: (-one.score, not START.search(one.text)))


def about_task(page: PageDigest, task: Vocabulary) -> float:
    """Return how surely the page's title or main heading names the task, 0-1."""
    return max(task.match(page.h1[:300]).score, task.match(page.title[:300]).score)


def _link_way(link: LinkSeen, page: PageDigest, task: Vocabulary, about: float, sole: str) -> NextStep | None:
    says = link.says
    host = host_of(link.url)
    # A council's name written where an address belongs leads nowhere.
    if link.file or is_share_host(host) or is_furniture(says) or "%" in host:
        return None
    if _leads_home(link.url, page.url):
        return None
    trouble = why_not(link.url)
    if trouble.startswith(("trap", "file", "copy")) or (commits(link.url) and not PRESSING.match(says)):
        return None
    if link.place in ("footer", "banner", "breadcrumb") or is_about_page(says, link.sentence, link.heading):
        return None
    menu = _in_menu(link) and not _is_part(link.url, page.url)
    if (menu or link.run >= MENU_RUN) and is_bare(says):
        return None
    score, reasons = weigh(says, link.name, link.sentence, link.heading, link.url, task, about)
    score, reasons = _floor(score, reasons, link, page, task, about, sole)
    if menu:
        # The site's menu stands on every page: a way in only if it names the task outright.
        score *= IN_MENU_OUTRIGHT if is_outright(says, task) else IN_MENU
        reasons = (*reasons, MENU)
    elif link.button and score >= FOLLOW:
        score = min(1.0, score + BUTTON)
    if score <= 0.1:
        return None
    authority = _authority(link, page.url)
    if authority == "national" and not menu:
        # GOV.UK has a page about everything; only one that acts is a way in.
        score = min(1.0, score + NATIONAL_ACTS) if ACTS in reasons and is_outright(says, task) else score
    elif ACTS not in reasons and not (authority or same_site(link.url, page.url) or leads_to_form(link.url)):
        score *= 1.0 if _IS_ADDRESS.match(says) or host == sole else ONLY_NAMED
    kind: Kind = "hand-over" if authority else "follow"
    how: Literal["link", "script"] = "script" if link.how == "script" else "link"
    return NextStep(kind, link.url, says, how, round(score, 4), reasons, "", authority)


@remembered(8192)
def _leads_home(url: str, page: str) -> bool:
    """Say whether an address is the first page of the site that the page is on: it leads to everything."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and host_of(url) == host_of(page)


def _is_part(url: str, page: str) -> bool:
    """Say whether an address is below its page's own: a part of a guide, wherever the parts are listed."""
    own = path_of(page).rstrip("/")
    return own.count("/") >= 2 and same_site(url, page) and path_of(url).startswith(f"{own}/")


def _in_menu(link: LinkSeen | ButtonSeen) -> bool:
    """Say whether a control stands in a menu: by its markup, above the main heading, in a long row."""
    if link.place in ("nav", "header") or link.above:
        return True
    return isinstance(link, LinkSeen) and link.run >= MENU_RUN and link.place != "main"


def _floor(
    score: float,
    reasons: tuple[str, ...],
    link: LinkSeen,
    page: PageDigest,
    task: Vocabulary,
    about: float,
    sole: str,
) -> tuple[float, tuple[str, ...]]:
    """Weigh where a link stands and leads: a list of neighbours less, a form or another council more."""
    if link.place == "aside" and CONTACT_BOX.match(link.heading) and not task.match(link.says[:200]).object:
        return score * IN_CONTACT_BOX, (*reasons, "one of the ways to get in touch about anything")
    alone = (
        link.run <= 1 and link.place == "main" and is_bare(link.says) and PRESSING.match(link.says.strip())
    )
    if NEIGHBOURS.search(link.heading) and not alone:
        less = IN_MENU_OUTRIGHT if is_outright(link.says, task) else IN_MENU
        return score * less, (*reasons, f"listed under “{link.heading[:40]}”")
    plain = link.place == "main" and not link.above and not is_for_something_else(link.says, task)
    plain = plain and not any(one.search(link.says) for *_, one in LESS)
    plain = plain and not names_only_another(link.says, task)
    beside = link.run <= 2 or (is_bare(link.says) and link.run < MENU_RUN)
    if plain and beside and about >= 0.5 and leads_to_form(link.url) and score < FLOOR:
        return FLOOR, (*reasons, "the task's page leads to a form by it")
    said = CALLED_SERVICE if host_of(link.url) == sole else CALLED_FORM
    plain = plain and not CONTACT_PATH.search(path_of(link.url))
    if plain and link.run <= 2 and about >= 0.5 and said.search(link.says) and score < FLOOR:
        return FLOOR, (*reasons, "the task's page leads to what calls itself a form or service")
    to_learn = TO_LEARN.search(link.sentence)
    if plain and about >= 0.5 and not to_learn and _other_council(link, page.url) and score < FLOOR:
        return FLOOR, (*reasons, "leads to another council")
    return score, reasons


def _other_council(link: LinkSeen, page: str) -> bool:
    """Say whether a link to another site is said to be another council's."""
    if same_site(link.url, page):
        return False
    own = host_of(page).replace("-", "")
    said = f"{link.says}\n{link.sentence}"
    if THEIRS.search(said):
        return True
    named = COUNCIL.findall(said)
    return any(name.lower().split()[-1] not in own for name in named)


def is_public_body(url: str) -> bool:
    """Say whether an address is a public body's (another council's, the government's), not a supplier's."""
    return bool(_authority(LinkSeen(url, ""), ""))


def _authority(link: LinkSeen, page: str) -> str:
    """Return `national` or `other` for another public body's address, "" for the council and suppliers."""
    host = host_of(link.url)
    if same_site(link.url, page):
        return ""
    if host in ("www.gov.uk", "gov.uk") or (
        NATIONAL.search(host) and not re.search(r"\.[a-z-]+\.gov\.uk$", host)
    ):
        return "national"
    if host.endswith((".service.gov.uk", ".nidirect.gov.uk", ".tfl.gov.uk", ".direct.gov.uk")):
        return "national"
    other = host.endswith((".gov.uk", ".gov.scot", ".llyw.cymru")) or _other_council(link, page)
    return "other" if other else ""


def _frame_way(frame: FrameSeen, page: PageDigest, task: Vocabulary, about: float) -> NextStep | None:
    if not _may_hold_form(frame):
        return None
    named = max(task.match(frame.title[:200]).score, relevance(task, frame.title, "", "", "", frame.url)[0])
    formish = leads_to_form(frame.url)
    many = sum(_may_hold_form(one) for one in page.frames)
    score = 0.3 + 0.35 * formish + 0.25 * named + 0.1 * about
    score += 0.2 * (many <= 2 and (len(page.text) < SHORT_PAGE or bool(BELOW.search(page.text))))
    # A supplier's frame, alone on a page that bids one act.
    score += 0.15 * (many == 1 and not same_site(frame.url, page.url) and bool(START.search(page.h1)))
    score += 0.1 * bool(re.search(r"\bform\b", frame.title, re.I))
    reasons = ("a frame" + (" whose address is that of a form" if formish else ""),)
    return NextStep("follow", frame.url, frame.title, "frame", round(min(1.0, score), 4), reasons)


def _may_hold_form(frame: FrameSeen) -> bool:
    return not frame.hidden and not NO_FORM_FRAME.search(f"{frame.url} {frame.title}")


def _control_way(control: ButtonSeen, task: Vocabulary, about: float) -> NextStep | None:
    if (
        control.disabled
        or is_furniture(control.text)
        or not control.text
        or control.place not in ("main", "aside")
        or (_in_menu(control) and is_bare(control.text))
        or is_about_page(control.text, control.sentence, control.heading)
    ):
        return None
    if control.form >= 0 and control.type not in ("button", "postback"):
        return None
    score, reasons = weigh(control.text, "", control.sentence, control.heading, "", task, about)
    if score < 0.3:
        return None
    return NextStep(
        "follow",
        "",
        control.text,
        "script",
        round(score, 4),
        (*reasons, "only a script makes it work"),
        control.selector,
    )


def _posting_way(form: FormSeen, task: Vocabulary, about: float) -> NextStep | None:
    """Return a form that is only a button, "Begin this form", as the way in that it is.

    A page of one big form (WebForms) has its search box in it too, and still only a button for the task.
    """
    kind = form_kind(form)
    if form.method != "post" or kind not in ("empty", "search", "settings"):
        return None
    if kind == "empty" and form.place not in ("main", "aside"):
        return None
    best: NextStep | None = None
    for button in form.buttons:
        if button.disabled or not button.text or is_furniture(button.text):
            continue
        if kind != "empty" and not _is_own_button(button, task):
            continue
        score, reasons = weigh(button.text, "", button.sentence, button.heading, form.action, task, about)
        if score >= 0.3 and (best is None or score > best.score):
            reasons = (*reasons, "a button that sends a form with nothing to fill in")
            url = button.formaction or form.action
            best = NextStep("follow", url, button.text, "post", round(score, 4), reasons, button.selector)
    return best


def _is_own_button(button: ButtonSeen, task: Vocabulary) -> bool:
    """Say whether a button in one form with a search box is not the search's, and bids one start."""
    if (
        button.place not in ("main", "aside")
        or button.above
        or is_about_page(button.text, button.sentence, button.heading)
    ):
        return False
    return bool(PRESSING.match(button.text.strip())) or is_outright(button.text, task)


_CONTACT = re.compile(r"\b(?:contact\w*|enquir\w*|complain\w*|e-?mail\w*|cysylltu|cysylltwch)\b", re.I)


def lone_form_way(page: PageDigest, task: Vocabulary) -> NextStep | None:
    """Return the only link of the content that leads to a form, whatever it says: "Choose your items"."""
    found: dict[str, LinkSeen] = {}
    for link in page.links:
        said = link.says
        if link.place != "main" or link.above or link.run > 2 or link.file or not said:
            continue
        if not leads_to_form(link.url) or why_not(link.url) or _leads_home(link.url, page.url):
            continue
        if is_about_page(said, link.sentence, link.heading) or is_furniture(said) or _CONTACT.search(said):
            continue
        if not is_share_host(host_of(link.url)):
            found.setdefault(canonical(link.url), link)
    if len(found) != 1:
        return None
    link = next(iter(found.values()))
    another = is_for_something_else(link.says, task) or any(one.search(link.says) for *_, one in LESS)
    if another or _authority(link, page.url) or canonical(link.url) == canonical(page.url):
        return None
    return NextStep("follow", link.url, link.says, score=FLOOR, reasons=("the only link to a form",))


def document_way(page: PageDigest, task: Vocabulary) -> NextStep | None:
    """Return the document that is the task's form on paper, or None."""
    best: NextStep | None = None
    for link in page.links:
        if link.file not in DOCUMENTS or link.place in ("footer", "banner", "nav", "header"):
            continue
        fit, reasons = relevance(task, link.says[:200], link.name, link.sentence, link.heading, link.url)
        form = bool(PAPER_FORM.search(f"{link.says} {link.sentence}"))
        score = 0.4 * fit + (0.45 if form else 0.0)
        if off_kind(link.says)[1] < 1:
            score *= 0.4
        if form and score >= 0.4 and (best is None or score > best.score):
            best = NextStep(
                "document", link.url, link.says, "link", round(score, 4), (*reasons, f"a {link.file} form")
            )
    return best
