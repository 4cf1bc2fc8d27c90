"""What the words on and around a control say: that it acts, names the task, or is for something else."""

from __future__ import annotations

from checks.addresses import host_of
from checks.cases import begins_with_search, is_list
from checks.finding_links import is_generic, is_other_verb, relevance
from checks.memo import remembered
from checks.page_kinds import off_kind, off_path, path_of
from checks.route_words import (
    ABOUT_PAGE,
    BARE,
    CONTACT_PATH,
    FORM_HOST,
    FORM_QUERY,
    FORMISH,
    GUEST,
    IMPERATIVES,
    KEPT,
    LESS,
    LOOK_UP_VERB,
    LOOKED_AT,
    MEANS,
    NEXT_PART,
    NOTHING_TO,
    OR_RENEW,
    PRESSING,
    REGISTER,
    REPORTING,
    START,
)
from checks.vocabulary import TextMatch, Vocabulary
from checks.words import stem, stems, words

# What a sentence that bids one act gives to a link in it whose own words name nothing known.
INSTRUCTED = 0.68
# What is left where the heading above speaks of another task.
UNDER_ANOTHER = 0.4
ACTS = "says that one acts"


def leads_to_form(url: str) -> bool:
    """Say whether an address looks like that of a form or an online service. A hint, never needed."""
    if FORMISH.search(path_of(url)) or FORM_HOST.search(host_of(url)):
        return True
    return "?" in url and bool(FORM_QUERY.search(url.split("?", 1)[1]))


@remembered(8192)
def is_bare(text: str) -> bool:
    """Say whether a text names no thing of its own: "Start now", "Search the register", "Tell us where"."""
    if is_generic(text):
        return True
    said = [one for one in words(text) if stem(one)]
    return bool(said) and len(said) <= 7 and all(one in BARE or one.isdigit() for one in said)


@remembered(8192)
def is_about_page(says: str, sentence: str, heading: str) -> bool:
    """Say whether a control is there to tell what one thinks of the page or the site."""
    return any(ABOUT_PAGE.search(text[:300]) for text in (says, sentence, heading) if text)


def is_denied(says: str) -> bool:
    """Say whether a text says that one cannot; a "non-urgent" problem is none of these."""
    return any(stem(one) == "not" and one != "non" for one in words(says))


def weigh(
    says: str, name: str, sentence: str, heading: str, url: str, task: Vocabulary, about: float
) -> tuple[float, tuple[str, ...]]:
    """Weigh a control, 0-1: does it name the task, say that one acts, have an address like a form's."""
    says = NEXT_PART.sub("", OR_RENEW.sub(r"\g<act> for", says))
    text, more = says[:200], name[:200]
    fit, reasons = relevance(task, text, more, sentence, heading, url)
    why = list(reasons)
    match = task.match(text)
    looks = _enters_search(text, task)
    bare = is_bare(text) or _is_partial(text, task) or looks
    acts = (
        looks
        or bool(START.search(says))
        or _bids(match, says, bare)
        or (bare and bool(START.search(sentence)))
    )
    told = not match.decoy and bool(sentence) and _is_means(sentence, says, task)
    if (bare or not match.object) and acts and bids_another(says, task):
        # "Report a problem" on a page about permits is the way to something else.
        fit *= 0.5
        acts = told = False
    elif match.object and not match.action and bids_another(says, task):
        fit *= 0.5
        acts = False
        why.append("names the thing, and bids one do something else with it")
    elif bare and acts:
        own = task.match(heading[:200])
        if not (own.decoy >= 0.8 and (not own.object or not own.distinct)):
            fit = max(fit, 0.85 * about)
            why.append("acts, and the page names the task")
    if told:
        fit = max(fit, INSTRUCTED * max(about, task.match(sentence[:300]).score))
        acts = True
        why.append("its sentence bids one use it")
    score = 0.55 * fit
    if acts:
        score += 0.3 if PRESSING.match(says.strip()) else 0.24
        why.append(ACTS)
    if url and leads_to_form(url):
        score += 0.16
        why.append("address of a form or service")
    elif url and bare and not acts:
        score *= 0.6
    if not match.object and _under_another(heading, sentence, task):
        score *= UNDER_ANOTHER
        why.append(f"stands under “{heading[:40]}”")
    return _lessened(score, why, says, name, url, task)


def _lessened(
    score: float, why: list[str], says: str, name: str, url: str, task: Vocabulary
) -> tuple[float, tuple[str, ...]]:
    """Take off for what the control says it is: another task, a refusal, news, paper, an account."""
    match = task.match(says[:200])
    if is_denied(says) and not any(
        "not" in phrase.stems for phrase in task.objects if phrase.words == match.object_words
    ):
        score *= 0.3
        why.append("says that one cannot")
    if match.decoy >= 0.8 and not (match.object and match.distinct):
        score *= 0.35
        why.append(f"names “{match.decoy_words}”")
    text = f"{says} {name}"
    off, keep = off_kind(text)
    if off and off_kind(match.action_words)[0] == off:
        # "Have your say" is what one does with a planning application.
        off, keep = "", 1.0
    far, less = off_path(url) if url else ("", 1.0)
    if min(keep, less) < 1:
        score *= min(keep, less)
        why.append(f"reads as {off or far}")
    if url and CONTACT_PATH.search(path_of(url)) and not match.object:
        score *= 0.45
        why.append("leads to the general contact page")
    # "Pay council tax: more information" is a way to pay; "Register for ..." may be how one joins a list.
    known = {"information"} if match.action and match.object else set()
    known |= {"account"} if match.action else set()
    # To view a calendar or an application may be the task itself.
    known |= {"track"} if match.action_words.split(" ")[0] in ("view", "check", "track") else set()
    for label, part, pattern in LESS:
        if label not in known and pattern.search(text):
            score *= part
            why.append(label)
            break
    if GUEST.search(text):
        score = max(score, 0.75)
        why.append("without an account")
    return min(1.0, score), tuple(dict.fromkeys(why))


def is_for_something_else(says: str, task: Vocabulary) -> bool:
    """Say whether a control's own words are of another task, a refusal, or no task at all."""
    text = task.match(says[:200])
    if is_denied(says) or (text.decoy >= 0.8 and not text.object) or off_kind(says)[1] < 1.0:
        return True
    return not text.object and bids_another(says, task)


def names_only_another(says: str, task: Vocabulary) -> bool:
    """Say whether a text bids one do something with a thing of which the task knows no word."""
    said = words(says)
    if not said or said[0] not in IMPERATIVES or is_bare(says):
        return False
    own = task.own_words - task.verbs
    return not any(stem(one) in own for one in said if one not in BARE)


def is_outright(says: str, task: Vocabulary) -> bool:
    """Say whether a text names both the thing and what one does with it, and no other task."""
    found = task.match(says[:200])
    return found.object > 0 and found.distinct and found.action > 0 and found.decoy < 0.8


@remembered(8192)
def bids_another(text: str, task: Vocabulary) -> bool:
    """Say whether a text bids one do what this task does not; "the register" is a thing, and bids nothing."""
    if task.journey.id.startswith("find-") and REPORTING.search(text):
        return True
    return is_other_verb(REGISTER.sub(" ", text), task)


def _bids(match: TextMatch, says: str, bare: bool) -> bool:
    """Say whether a text begins with what one does with the task's thing, or with no other thing named."""
    if not match.action or not (match.object or bare):
        return False
    if words(says)[:1] == words(match.action_words)[:1]:
        return True
    # "Bulky waste collection" is the thing's name, though one may also "collect" it.
    verbs = set(stems(match.action_words)) - set(stems(match.object_words))
    return bool(verbs.intersection(stems(says)[:3]))


@remembered(8192)
def _is_partial(text: str, task: Vocabulary) -> bool:
    """Say whether a text acts, and names the task by parts of its name: "Report a collection issue"."""
    said = task.match(text)
    if not said.action or said.object or said.decoy >= 0.8:
        return False
    return all(
        one in BARE or one.isdigit() or not stem(one) or stem(one) in task.own_words for one in words(text)
    )


@remembered(8192)
def _enters_search(text: str, task: Vocabulary) -> bool:
    """Say whether a text leads to the search that a task begins with: "See the plans", "The register"."""
    if not begins_with_search(task.journey) or is_list(text):
        return False
    said = [one for one in words(text) if stem(one)]
    known = BARE | KEPT | LOOKED_AT
    if not 0 < len(said) <= 6 or any(one not in known and stem(one) not in task.own_words for one in said):
        return False
    if any(one in KEPT for one in said):
        return True
    things = [one for one in said if one in LOOKED_AT or stem(one) in task.own_words - task.verbs]
    return bool(LOOK_UP_VERB.search(text)) and bool(things)


def _is_means(sentence: str, says: str, task: Vocabulary) -> bool:
    """Say whether a sentence bids one do this task by the link in it: "report it using Street Doctor"."""
    at = sentence.find(says[:60]) if says else -1
    if at <= 0 or not MEANS.search(sentence[:at]):
        return False
    if NOTHING_TO.search(sentence[:at]):
        return False
    found = task.match(sentence[:300])
    if not (found.action or START.search(sentence[:at])) or bids_another(sentence, task):
        return False
    if found.decoy >= 0.8 and not (found.object and found.distinct):
        return False
    return not is_denied(sentence) and off_kind(says)[1] == 1.0


def _under_another(heading: str, sentence: str, task: Vocabulary) -> bool:
    """Say whether the heading above bids one do something else than this task: "Report dog fouling"."""
    if not heading or is_bare(heading) or _is_partial(heading[:200], task):
        return False
    over = task.match(heading[:200])
    if over.object and over.distinct:
        return False
    if task.match(sentence[:300]).object:
        return False
    first = next((one for one in words(heading)), "")
    if first in IMPERATIVES and stem(first) not in task.verbs:
        return True
    return over.decoy >= 0.8 or (bool(PRESSING.match(heading.strip())) and not over.topic)
