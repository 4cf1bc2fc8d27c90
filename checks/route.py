"""The way in from a task's page: a form here, a control to follow, a sign-in, a document, a hand-over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from checks.addresses import DOCUMENTS, canonical, commits, host_of, same_site, why_not
from checks.finding_links import is_generic, is_other_verb, relevance
from checks.form_kinds import asks_password, form_kind, loose_task_fields, shown, task_forms
from checks.model import Journey
from checks.page_kinds import is_furniture, is_share_host, off_kind, path_of
from checks.route_words import (
    COUNCIL,
    FORM_HOST,
    FORMISH,
    GUEST,
    LESS,
    NATIONAL,
    NEEDS_ACCOUNT,
    NEIGHBOURS,
    NO_FORM_FRAME,
    PRESSING,
    SIGN_IN,
    START,
    THEIRS,
)
from checks.seen import ButtonSeen, FormSeen, FrameSeen, LinkSeen, PageDigest
from checks.vocabulary import Vocabulary, vocabulary
from checks.words import stems

FOLLOW = 0.45
FLOOR = 0.46
# What a way in counts in the site's menu and among a page's neighbours, by what it says.
IN_MENU, IN_MENU_OUTRIGHT = 0.5, 0.62
MAX_ALTERNATIVES = 8

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


def leads_to_form(url: str) -> bool:
    """Say whether an address looks like that of a form or an online service. A hint, never needed."""
    return bool(FORMISH.search(path_of(url)) or FORM_HOST.search(host_of(url)))


def next_step(page: PageDigest, journey: Journey) -> NextStep:
    """Return the way in to *journey* from its task or start page, with the other ways as alternatives."""
    words = vocabulary(journey)
    # Among equals the first on the page is the one a resident meets.
    ways = sorted(_ways(page, words), key=lambda one: -one.score)
    here = _form_here(page, words)
    guest = next((one for one in ways if GUEST.search(one.text) and one.kind == "follow"), None)
    if asks_password(page) and (here is None or _is_part_of_login(page)):
        if guest is not None:
            return _with(replace(guest, reasons=("a way without an account", *guest.reasons)), ways)
        return _with(
            NextStep("sign-in", page.url, _sign_in_text(page), score=0.9, reasons=("asks for a password",)),
            ways,
        )
    best = ways[0] if ways else None
    if here is not None and (best is None or best.score < here.score or best.kind != "follow"):
        return _with(here, ways)
    if best is not None and best.score >= FOLLOW:
        return _with(best, [*ways, *([here] if here else [])])
    if here is not None:
        return _with(here, ways)
    signs = [link for link in page.links if link.place in ("main", "aside") and SIGN_IN.search(link.says)]
    about = max(words.match(page.h1[:300]).score, words.match(page.title[:300]).score) >= 0.4
    if (
        signs
        and (about or len(page.text) < 1500)
        and NEEDS_ACCOUNT.search(f"{page.text[:6000]}\n{signs[0].says}")
    ):
        link = signs[0]
        return _with(
            NextStep(
                "sign-in", link.url, link.says, score=0.7, reasons=("only ways to sign in or register",)
            ),
            ways,
        )
    document = _document(page, words)
    if document is not None:
        return _with(document, ways)
    return NextStep(
        "none", score=0.0, reasons=("no control leads on",), alternatives=tuple(ways[:MAX_ALTERNATIVES])
    )


def _with(step: NextStep, ways: list[NextStep]) -> NextStep:
    others = tuple(one for one in ways if (one.url, one.selector) != (step.url, step.selector))
    return replace(step, alternatives=others[:MAX_ALTERNATIVES])


def _form_here(page: PageDigest, words: Vocabulary) -> NextStep | None:
    forms = task_forms(page)
    loose = loose_task_fields(page)
    about = max(words.match(page.h1[:300]).score, words.match(page.title[:300]).score)
    best: NextStep | None = None
    for form in forms:
        fields = shown(form)
        near = words.match(form.heading[:200])
        said = " ".join(button.text for button in form.buttons)
        score = 0.6 + 0.03 * min(5, len(fields)) + 0.2 * max(about, near.score)
        if (near.decoy >= 0.8 and not near.object) or (about == 0 and near.score == 0 and len(fields) <= 1):
            # A form for something else stands on the page: a collection day, a newsletter, a directory.
            score -= 0.3
        elif form.method == "get" and near.score == 0 and len(fields) <= 2:
            # A look-up beside the way in: "Your nearest ...", "Choose your address".
            score -= 0.15
        if off_kind(f"{form.heading} {said}")[0] == "for businesses":
            score -= 0.2
        reason = f"holds a form with {len(fields)} field{'s' * (len(fields) != 1)}"
        step = NextStep("form-here", page.url, said[:200], score=round(min(1.0, score), 4), reasons=(reason,))
        if best is None or step.score > best.score:
            best = step
    if best is None and loose and (page.controls or len(loose) > 1):
        reason = "holds fields that a script sends"
        best = NextStep(
            "form-here", page.url, how="script", score=round(0.6 + 0.2 * about, 4), reasons=(reason,)
        )
    return best


def _is_part_of_login(page: PageDigest) -> bool:
    return all(any(one.type == "password" for one in shown(form)) for form in task_forms(page))


def _sign_in_text(page: PageDigest) -> str:
    for form in page.forms:
        if any(one.type == "password" for one in form.fields):
            return next((button.text for button in form.buttons if button.text), "")
    return ""


def _ways(page: PageDigest, words: Vocabulary) -> list[NextStep]:
    """Return every control of the content that may lead on, each address once."""
    found: dict[str, NextStep] = {}
    own = canonical(page.url)
    about = max(words.match(page.h1[:300]).score, words.match(page.title[:300]).score, 0.45)
    for link in page.links:
        step = _link_way(link, page, words, about)
        if step is None or canonical(step.url) == own:
            continue
        key = canonical(step.url)
        if key not in found or step.score > found[key].score:
            found[key] = step
    for frame in page.frames:
        step = _frame_way(frame, page, words, about)
        if step is not None:
            found.setdefault(canonical(frame.url), step)
    for at, control in enumerate(page.controls):
        step = _control_way(control, words, about)
        if step is not None:
            found.setdefault(f"control {at}", step)
    for at, form in enumerate(page.forms):
        step = _posting_way(form, words, about)
        if step is not None:
            found.setdefault(f"form {at}", step)
    return list(found.values())


def _link_way(link: LinkSeen, page: PageDigest, words: Vocabulary, about: float) -> NextStep | None:
    says = link.says
    if link.file or is_share_host(host_of(link.url)) or is_furniture(says):
        return None
    trouble = why_not(link.url)
    if trouble.startswith(("trap", "file", "copy")) or (commits(link.url) and not PRESSING.match(says)):
        return None
    if link.place in ("footer", "banner", "breadcrumb"):
        return None
    if link.place in ("nav", "header") and is_generic(says):
        return None
    score, reasons = _weigh(says, link.name, link.sentence, link.heading, link.url, words, about)
    score, reasons = _floor(score, reasons, link, page, words, about)
    if link.place in ("nav", "header"):
        # The site's menu stands on every page: a way in only if it names the task outright.
        score *= IN_MENU_OUTRIGHT if _outright(says, words) else IN_MENU
    if score <= 0.1:
        return None
    authority = _authority(link, page.url)
    kind: Kind = "hand-over" if authority else "follow"
    return NextStep(
        kind,
        link.url,
        says,
        "script" if link.how == "script" else "link",
        round(score, 4),
        reasons,
        "",
        authority,
    )


def _floor(
    score: float, reasons: tuple[str, ...], link: LinkSeen, page: PageDigest, words: Vocabulary, about: float
) -> tuple[float, tuple[str, ...]]:
    """Weigh where a link stands and leads: a list of neighbours less, a form or another council more."""
    if NEIGHBOURS.search(link.heading):
        less = IN_MENU_OUTRIGHT if _outright(link.says, words) else IN_MENU
        return score * less, (*reasons, f"listed under “{link.heading[:40]}”")
    text = words.match(link.says[:200])
    other = _denied(link.says) or (text.decoy >= 0.8 and not text.object) or off_kind(link.says)[1] < 1.0
    other = other or (not text.object and is_other_verb(link.says, words))
    plain = link.place == "main" and not other and not any(one.search(link.says) for *_, one in LESS)
    if plain and about >= 0.5 and leads_to_form(link.url) and score < FLOOR:
        return FLOOR, (*reasons, "the task's page leads to a form by it")
    if plain and about >= 0.5 and _other_council(link, page.url) and score < FLOOR:
        return FLOOR, (*reasons, "leads to another council")
    return score, reasons


def _outright(says: str, words: Vocabulary) -> bool:
    """Say whether a text names both the thing and what one does with it, and no other task."""
    found = words.match(says[:200])
    return found.object > 0 and found.distinct and found.action > 0 and found.decoy < 0.8


def _denied(says: str) -> bool:
    return "not" in stems(says)


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


def _weigh(
    says: str, name: str, sentence: str, heading: str, url: str, words: Vocabulary, about: float
) -> tuple[float, tuple[str, ...]]:
    """Weigh a control: does it name the task, say that one acts, have an address like a form's."""
    fit, reasons = relevance(words, says[:200], name[:200], sentence, heading, url)
    why = list(reasons)
    generic = is_generic(says) or words.is_partial(says[:200])
    acts = bool(START.search(says)) or (generic and bool(START.search(sentence)))
    match = words.match(says[:200])
    if (generic or not match.object) and acts and is_other_verb(says, words):
        # "Report a problem" on a page about permits is the way to something else.
        fit *= 0.5
        acts = False
    elif generic and acts:
        own = words.match(heading[:200])
        if not (own.decoy >= 0.8 and (not own.object or not own.distinct)):
            fit = max(fit, 0.85 * about)
            why.append("acts, and the page names the task")
    score = 0.55 * fit
    if acts:
        score += 0.3 if PRESSING.match(says.strip()) else 0.24
        why.append("says that one acts")
    if url and leads_to_form(url):
        score += 0.16
        why.append("address of a form or service")
    elif url and generic and not acts:
        score *= 0.6
    if _denied(says) and not any(
        "not" in phrase.stems for phrase in words.objects if phrase.words == match.object_words
    ):
        score *= 0.3
        why.append("says that one cannot")
    if match.decoy >= 0.8 and not (match.object and match.distinct):
        score *= 0.35
        why.append(f"names “{match.decoy_words}”")
    text = f"{says} {name}"
    off, keep = off_kind(text)
    if keep < 1:
        score *= keep
        why.append(f"reads as {off}")
    for label, less, pattern in LESS:
        if pattern.search(text) and not (match.action and label in ("information", "account")):
            score *= less
            why.append(label)
            break
    if GUEST.search(text):
        score = max(score, 0.75)
        why.append("without an account")
    return min(1.0, score), tuple(dict.fromkeys(why))


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


def _frame_way(frame: FrameSeen, page: PageDigest, words: Vocabulary, about: float) -> NextStep | None:
    if frame.hidden or NO_FORM_FRAME.search(f"{frame.url} {frame.title}"):
        return None
    named = max(words.match(frame.title[:200]).score, relevance(words, frame.title, "", "", "", frame.url)[0])
    formish = leads_to_form(frame.url)
    visible = [
        one for one in page.frames if not one.hidden and not NO_FORM_FRAME.search(f"{one.url} {one.title}")
    ]
    score = 0.3 + 0.35 * formish + 0.25 * named + 0.1 * about
    score += 0.2 * (len(visible) == 1 and len(page.text) < 1500)
    score += 0.1 * bool(re.search(r"\bform\b", frame.title, re.I))
    reasons = ("a frame" + (" whose address is that of a form" if formish else ""),)
    return NextStep("follow", frame.url, frame.title, "frame", round(min(1.0, score), 4), reasons)


def _control_way(control: ButtonSeen, words: Vocabulary, about: float) -> NextStep | None:
    if (
        control.disabled
        or is_furniture(control.text)
        or not control.text
        or control.place not in ("main", "aside")
    ):
        return None
    if control.form >= 0 and control.type not in ("button", "postback"):
        return None
    score, reasons = _weigh(control.text, "", control.sentence, control.heading, "", words, about)
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


def _posting_way(form: FormSeen, words: Vocabulary, about: float) -> NextStep | None:
    """Return a form that is only a button, "Begin this form", as the way in that it is."""
    if form.method != "post" or form_kind(form) != "empty" or form.place not in ("main", "aside"):
        return None
    best: NextStep | None = None
    for button in form.buttons:
        if button.disabled or not button.text or is_furniture(button.text):
            continue
        score, reasons = _weigh(button.text, "", button.sentence, button.heading, form.action, words, about)
        if score >= 0.3 and (best is None or score > best.score):
            reasons = (*reasons, "a button that sends a form with nothing to fill in")
            url = button.formaction or form.action
            best = NextStep("follow", url, button.text, "post", round(score, 4), reasons, button.selector)
    return best


def _document(page: PageDigest, words: Vocabulary) -> NextStep | None:
    best: NextStep | None = None
    for link in page.links:
        if link.file not in DOCUMENTS or link.place in ("footer", "banner", "nav", "header"):
            continue
        fit, reasons = relevance(words, link.says[:200], link.name, link.sentence, link.heading, link.url)
        form = bool(
            re.search(r"\b(?:form|application|apply|ffurflen|cais)\b", f"{link.says} {link.sentence}", re.I)
        )
        score = 0.4 * fit + (0.45 if form else 0.0)
        if off_kind(link.says)[1] < 1:
            score *= 0.4
        if form and score >= 0.4 and (best is None or score > best.score):
            best = NextStep(
                "document", link.url, link.says, "link", round(score, 4), (*reasons, f"a {link.file} form")
            )
    return best
