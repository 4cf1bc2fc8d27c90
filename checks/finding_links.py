"""Which links of a page lead towards a task, judged as a resident reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checks.addresses import canonical, host_of, worth_following
from checks.leanings import speaking_for, with_leaning
from checks.memo import remembered
from checks.model import Journey
from checks.page_kinds import is_furniture, is_share_host, off_kind, off_path, path_words
from checks.seen import LinkSeen, PageDigest
from checks.signs import service_code
from checks.vocabulary import NOTHING, TextMatch, Vocabulary, vocabulary
from checks.words import stems

# How much a region counts: a footer is the last place where a resident looks.
_PLACES: Mapping[str, float] = {
    "main": 1.0,
    "aside": 0.95,
    "nav": 0.95,
    "header": 0.9,
    "breadcrumb": 0.55,
    "footer": 0.75,
    "banner": 0.5,
}
# Texts that act without naming a thing: they take their meaning from what stands around them.
GENERIC = re.compile(
    r"^(?:please )?(?:click |tap |press )?(?:here|this|link|more|read more|find out more|more "
    r"(?:information|details|info)|"
    r"continue|next|go|proceed|begin|open|view|see|details|"
    r"(?:start|begin|get started|start now|start here|start online|"
    r"(?:start|begin|continue|go|proceed)(?: to| with)? (?:this|the|your|our|an?) (?:online |web )?"
    r"(?:form|process|application|report|request|service|payment))(?: now| online| here)?|"
    r"(?:report|apply|pay|book|order|request|register|renew|tell us|let us know|do|complete|submit|"
    r"access|use|fill in|"
    r"fill out|go to|view|make)(?: ?(?:for|it|this|here|now|online|one|a|an|the|our|your|report|payment|"
    r"request|application|"
    r"form|service|problem|issue|about|using|via|in|and|or|on|page|website|portal|system|web|e-?form|new))*|"
    r"(?:the |our |an? |this )?(?:simple |secure |short |quick |easy )?(?:on-?line "
    r")?(?:e-?)?(?:report(?:ing)?|application|"
    r"payment|request|web|contact)? ?(?:form|service|page|portal|system|website)|"
    r"(?:ymlaen|nesaf|dechrau(?: nawr)?|yma|ffurflen(?: ar-lein)?|gwneud cais(?: ar-lein| nawr)?|"
    r"talu(?: ar-lein| nawr)?|"
    r"rhoi gwybod(?: ar-lein)?|adrodd(?: ar-lein)?))\W*$",
    re.I,
)
_HUB = re.compile(
    r"^(?:(?:all |our |council |online |a-z (?:of )?|a to z (?:of )?)?services(?: a-z)?|residents?|"
    r"(?:for |i am a )residents?|"
    r"do it online|online (?:forms|services)|a ?(?:-|to) ?z\b.*|report|report it|report (?:a|an) "
    r"(?:problem|issue|fault)(?: online)?|"
    r"pay|pay (?:it|for it|online)|apply|apply (?:it|for it|online)|request it|book it|contact us|"
    r"self[- ]service|more services|"
    r"what would you like to do\??|i want to\W*|popular (?:services|tasks|pages)|top tasks|"
    r"gwasanaethau(?: ar-lein)?|"
    r"preswylwyr|trigolion|a i y)$",
    re.I,
)
# What the national list's code of the service in an address is worth: two tasks may share one.
LISTED = 0.4
# What councils let residents do: a journey has one or two of these, and the others lead elsewhere.
# "Go to the register" names a thing; "register" alone bids one do something.
_AS_NOUN = re.compile(
    r"\b(?:the|our|a|an|this|your|any|planning|housing|public|electoral) "
    r"(?:register|report|order|request|object|comment)\b",
    re.I,
)
_VERBS = frozenset({"report", "apply", "pay", "book", "order", "request", "register", "object", "comment"})
_ACCOUNT = re.compile(
    r"^(?:my ?account|log ?in|sign ?in|register|create an account|my ?council|fy nghyfrif|mewngofnodi)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class RankedLink:
    """A link worth following: `score` is the best of `scores` (by journey id), each 0-1, with reasons."""

    url: str
    score: float
    scores: Mapping[str, float]
    reasons: tuple[str, ...]
    text: str = ""
    place: str = "main"


def rank_links(page: PageDigest, journeys: Sequence[Journey]) -> list[RankedLink]:
    """Return the page's followable links, best first, each address once.

    Links of every region count, by what a resident reads: the text, else the accessible name; then the
    address; where the text names no thing ("Start now", "here"), the sentence, heading and page around it.
    A category page ("Bins and waste") has the scent of its tasks, so that a best-first crawl passes it.
    """
    best: dict[str, RankedLink] = {}
    own = canonical(page.url)
    context = _page_context(page)
    for link in page.links:
        if not _followable(link):
            continue
        key = canonical(link.url)
        if key == own:
            continue
        ranked = score_link(link, journeys, context if link.place in ("main", "aside") else "")
        before = best.get(key)
        best[key] = ranked if before is None else _merged(before, ranked)
    return sorted(best.values(), key=lambda one: (-one.score, one.url))


def score_link(link: LinkSeen, journeys: Sequence[Journey], context: str = "") -> RankedLink:
    """Score one link by itself; *context* is the main heading of its page, for texts that name no thing."""
    # Only a short text can be too poor to stand alone; the others are cached without what is around them.
    leans = is_generic(link.says) or (link.says.count(" ") < 6 and link.place in ("main", "aside"))
    values, reasons = scored(
        link.says[:200],
        link.name[:200] if link.text else "",
        link.sentence if leans else "",
        link.heading if leans else "",
        link.place,
        link.url,
        context if leans else "",
        tuple(vocabulary(journey) for journey in journeys),
    )
    scores = {journey.id: value for journey, value in zip(journeys, values, strict=True)}
    return RankedLink(link.url, max(values, default=0.0), scores, reasons, link.says, link.place)


def _followable(link: LinkSeen) -> bool:
    return not link.file and worth_following(link.url) and not is_share_host(host_of(link.url))


def _merged(one: RankedLink, other: RankedLink) -> RankedLink:
    """Join two links to one address: the best of both for each journey, told as the stronger is."""
    stronger = other if other.score > one.score else one
    scores = {name: max(value, other.scores[name]) for name, value in one.scores.items()}
    return replace(stronger, url=one.url, scores=scores)


@remembered(32768)
def is_generic(text: str) -> bool:
    """Say whether a control's text acts without naming a thing: "Start now", "here", "online form"."""
    return not text or bool(GENERIC.match(text.strip(" .:»›>…!*\"'()[]"))) or len(text.strip()) < 3


def relevance(
    words: Vocabulary, text: str, name: str, sentence: str, heading: str, url: str
) -> tuple[float, tuple[str, ...]]:
    """Return how surely one control names the task (0-1), by its text and what stands around it, and why."""
    return _named(words, text, name, sentence, heading, "", path_words(url))


def _page_context(page: PageDigest) -> str:
    return (page.h1 or page.title)[:200]


@remembered(65536)
def scored(
    text: str,
    name: str,
    sentence: str,
    heading: str,
    place: str,
    url: str,
    context: str,
    vocabularies: tuple[Vocabulary, ...],
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Score one link for every journey. Menus repeat on every page, so most answers come from the cache."""
    values: list[float] = []
    told: dict[str, None] = {}
    slug = path_words(url)
    said = text or name
    hub = bool(_HUB.match(_bare(said)))
    for words in vocabularies:
        value, why = _one(words, text, name, sentence, heading, context, slug)
        listed = service_code(url) in words.journey.lgsl
        if value < LISTED and listed:
            value, why = (
                LISTED,
                (f"address holds the service's code {service_code(url)} of the national list",),
            )
        if words.match(said).decoy < 0.8:
            # A neighbour's name is known for one; its words would speak for this task too.
            value, spoke = with_leaning(value, said, url, words.journey.id, lower=not (hub or listed))
            if spoke:
                why += (leaning_reason(said, url, words.journey.id),)
        if value > 0.05:
            less, told_less = _less(text or name, url, words)
            value *= less * _PLACES.get(place, 1.0)
            why += told_less
        values.append(round(min(1.0, value), 4))
        if value >= 0.2:
            told.update(dict.fromkeys(f"{words.journey.id}: {one}" for one in why))
    return tuple(values), tuple(told)[:8]


def _less(text: str, url: str, words: Vocabulary) -> tuple[float, tuple[str, ...]]:
    """Return what is left of a link's score for the kind of thing that it leads to."""
    if is_furniture(text):
        return 0.1, ("a part of the page's furniture",)
    # Where only the address speaks, it is read as a text would be: "/council-tax-statistics".
    off, keep = off_kind(path_words(url) if is_generic(text) else text)
    if keep < 1 and not _is_own_word(words, off):
        return keep, (f"reads as {off}",)
    far, keep = off_path(url)
    if keep < 1 and not _is_own_word(words, far):
        return max(keep, 0.4), (f"address of {far}",)
    return 1.0, ()


def _one(
    words: Vocabulary, text: str, name: str, sentence: str, heading: str, context: str, slug: str
) -> tuple[float, tuple[str, ...]]:
    value, why = _named(words, text, name, sentence, heading, context, slug)
    said = words.match(text) if text else words.match(name)
    scent, smell = _scent(words, said, words.match(slug) if slug else NOTHING, text)
    return (scent, (smell,)) if scent > value else (value, why)


def _named(
    words: Vocabulary, text: str, name: str, sentence: str, heading: str, context: str, slug: str
) -> tuple[float, tuple[str, ...]]:
    said = words.match(text) if text else words.match(name)
    why: tuple[str, ...] = ()
    value = said.score
    if said.score:
        why = (_reason("text", said),)
    if name and (named := words.match(name)).score > value + 0.05:
        value, why = 0.97 * named.score, (_reason("name", named),)
    if (sentence or heading or context) and (is_generic(text) or words.is_partial(text)):
        for part, text_around, share in (
            ("sentence", sentence, 0.92),
            ("heading above", heading, 0.88),
            ("page", context, 0.8),
        ):
            if not text_around:
                continue
            found = words.match(text_around)
            # The link brings the action, what stands around it the thing.
            joined = min(1.0, found.score * (1.12 if said.action and not found.action else 1.0)) * share
            if joined > value and found.distinct:
                value, why = joined, (_reason(part, found),)
    path = words.match(slug) if slug else None
    if path and path.score > 0.3:
        if value > 0.3:
            value = min(1.0, value + 0.06 * path.score)
            why += (_reason("address", path),)
        elif not said.decoy:
            value = max(value, 0.7 * path.score)
            why = (_reason("address", path),)
    return value, why


def _scent(words: Vocabulary, said: TextMatch, path: TextMatch, text: str) -> tuple[float, str]:
    """Return how strongly a link smells of the category under which the task is filed."""
    scent, smell = 0.0, ""
    if said.topic > 0.3:
        scent, smell = 0.42 * said.topic, f"category “{said.topic_words}”"
    if path.topic >= 0.5 and 0.3 * path.topic > scent:
        scent, smell = 0.3 * path.topic, f"category “{path.topic_words}” in the address"
    bare = _bare(text)
    if scent < 0.3 and _HUB.match(bare):
        scent = 0.34 if said.action else (0.06 if is_other_verb(text, words) else 0.2)
        smell = "a way to all services"
    elif scent < 0.12 and said.action and not said.decoy:
        scent, smell = 0.12, f"action “{said.action_words}”"
    if _ACCOUNT.match(bare):
        scent = min(scent, 0.05)
    if said.decoy >= 0.9 and not said.object:
        scent = min(scent, 0.15)
    return scent, smell


def _bare(text: str) -> str:
    return text.strip(" .:»›>…")


def is_other_verb(text: str, words: Vocabulary) -> bool:
    """Say whether a text bids a resident do what this journey does not: "Apply" for one that reports."""
    verbs = _VERBS.intersection(stems(_AS_NOUN.sub(" ", text)))
    return bool(verbs) and verbs.isdisjoint(words.verbs)


@remembered(4096)
def _is_own_word(words: Vocabulary, off: str) -> bool:
    """Say whether the word that marks a decoy is a part of the task's own name."""
    return any(off_kind(phrase.words)[0] == off for phrase in words.objects[:60])


def leaning_reason(text: str, url: str, journey_id: str) -> str:
    """Return the words by which the trained model spoke for a task, as a reason."""
    told = ", ".join(f"“{one}”" for one in speaking_for(text, url, journey_id))
    return f"words that speak for it: {told}" if told else "few words, most often this task's"


def _reason(where: str, match: TextMatch) -> str:
    parts = f"{where} names “{match.object_words}”"
    if match.action_words:
        parts += f" with “{match.action_words}”"
    if match.decoy_words and match.decoy >= 0.8:
        parts += f", but “{match.decoy_words}” too"
    return parts
