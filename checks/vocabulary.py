"""A journey's words made ready for matching: how strongly a text names the task, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from checks.leanings import is_known_word
from checks.memo import remembered
from checks.model import Journey
from checks.words import is_typo_of, stem, stems, welsh_forms, word_set, words, words_of

SLACK = 3
TYPO = 0.85
LONGER = 0.08


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as its stems; `words` is how a person writes it."""

    stems: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How a text names a task: strengths 0-1 of object, action, topic and decoy, and the phrases found.

    `score` joins them; `distinct` is False where the decoy found takes in the whole object ("council tax"
    in "council tax band"), so that the object says nothing by itself.
    """

    score: float = 0.0
    object: float = 0.0
    action: float = 0.0
    topic: float = 0.0
    decoy: float = 0.0
    object_words: str = ""
    action_words: str = ""
    topic_words: str = ""
    decoy_words: str = ""
    distinct: bool = True


NOTHING = TextMatch()
# Phrases by their first stem, each with the set of its stems.
Index = Mapping[str, tuple[tuple[frozenset[str], Phrase], ...]]
# Words remembered as saying nothing; a page of junk must not fill the memory.
MANY_WORDS = 20_000

# Words of controls that name nothing.
_NEUTRAL = frozenset(
    stems("start begin online form now new make use go fill complete click open get today first another")
)


class Vocabulary:
    """The words of one journey. `match` reads a short text; `count` looks through a long one."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        welsh = _welsh(journey)
        self.objects = _phrases(journey.objects, welsh)
        self.actions = _phrases(journey.actions, welsh)
        self.topics = _phrases(journey.topics, welsh)
        self.decoys = _phrases({"en": journey.decoys}, {})
        self._index = [_by_first(group) for group in (self.objects, self.actions, self.topics, self.decoys)]
        self._named = {one for phrase in (*self.objects, *self.actions) for one in phrase.stems}
        self._topical = {one for phrase in self.topics for one in phrase.stems}
        every = (*self.objects, *self.actions, *self.topics, *self.decoys)
        self._known = {one for phrase in every for one in phrase.stems}
        self._forms = _joined(journey) | welsh
        self._spellings = _spellings(every, self._forms)
        named = {
            phrase.stems: sum(_within(phrase.stems, d.stems) for d in self.decoys) for phrase in self.objects
        }
        # The more neighbours share a name, the less the name alone says: "council tax" needs its verb.
        share = max(1, len(self.decoys))
        self._alone = {one: 0.85 - min(0.45, 0.8 * count / share) for one, count in named.items()}
        # Objects as sets of stems, by the stem without which they are not named.
        self._needs: dict[str, list[frozenset[str]]] = {}
        for phrase in self.objects:
            self._needs.setdefault(self._head(phrase), []).append(frozenset(phrase.stems))
        self._things = {one for phrase in self.objects for one in phrase.stems}
        self._live: dict[str, tuple[str, ...]] = {}
        self._dead: set[str] = set()
        # Every word by which the task or its category is called.
        self.own_words = frozenset(self._named | self._topical)
        self.verbs = {phrase.stems[0] for phrase in self.actions}
        self._spelt = _glued_words(journey)
        longest = sorted(self._spelt, key=lambda one: (-len(one), one))
        self._glued = re.compile("|".join(map(re.escape, longest)), re.I) if longest else None
        self.read = remembered(8192)(self._read)
        self.word = remembered(8192)(self._word)
        self.plain_word = remembered(8192)(partial(self._word, typos=False))
        self.match = remembered(8192)(self._match)

    def tokens(self, text: str, typos: bool = True) -> tuple[tuple[str, float], ...]:
        """Return the stems of *text* in this journey's spelling, and how sure each is (less for a typo)."""
        one_word = self.word if typos else self.plain_word
        found: list[tuple[str, float]] = []
        for word in words_of(text):
            found += one_word(word)
        return tuple(found)

    def _head(self, phrase: Phrase) -> str:
        """Return the word of an object that says most."""
        return max(phrase.stems, key=lambda one: (one not in self._topical, len(one)))

    def _word(self, word: str, typos: bool = True) -> tuple[tuple[str, float], ...]:
        """Return the tokens of one word; pages repeat their words, so each is looked at once."""
        if self._glued is not None and len(word) > 8:
            parted = self._glued.sub(lambda found: f" {self._spelt[found.group().lower()]} ", word)
            if parted != word:
                # Words written as one, as addresses have them: "reportflytipping" -> "report fly tipping".
                return tuple(token for part in words(parted) for token in self._word(part, typos))
        one = stem(word)
        if not one:
            return ()
        if one in self._forms:
            return tuple((part, 1.0) for part in self._forms[one])
        if one not in self._known and typos and not is_known_word(one) and (meant := self.read(word)):
            return tuple((part, TYPO) for part in meant)
        return ((one, 1.0),)

    def _read(self, word: str) -> tuple[str, ...]:
        """Return the stems that a mistyped word was meant to have, () where it is just another word."""
        if len(word) < 4 or word.isdigit():
            return ()
        near = self._spellings.get(word[0], ())
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=2)
        if found is None or not is_typo_of(word, found[0]):
            return ()
        meant = stem(found[0])
        return self._forms.get(meant, (meant,))

    def _match(self, text: str, typos: bool = True) -> TextMatch:
        tokens = self.tokens(text, typos=typos)
        there = dict.fromkeys(one for one, _ in tokens)
        if self._known.isdisjoint(there):
            return NOTHING
        obj, thing = _best(tokens, there, self._index[0])
        act, verb = _best(tokens, there, self._index[1])
        top, topic = _best(tokens, there, self._index[2], ordered=False)
        dec, decoy = _best(tokens, there, self._index[3])
        if topic:
            # A long text that mentions a topic is not its category page.
            named = sum(one in self._topical for one, _ in tokens)
            top *= max(0.35, (0.6 * named + 0.4 * min(named, len(topic.stems))) / len(tokens))
        distinct = not (thing and decoy and self._takes_in(decoy, thing))
        score = 0.0
        if thing:
            alone = self._alone[thing.stems]
            score = obj * (alone + (1 - alone) * 0.95 * act if act else alone)
            # Words that belong to neither: the longer the text, the less surely it is about this task.
            score *= max(0.75, 1 - 0.03 * max(0, len(tokens) - len(thing.stems) - 3))
            if any(one == "not" for one, _ in tokens) and "not" not in thing.stems:
                # "If you cannot pay", "what we do not collect": the task denied is another page.
                score *= 0.35
            if decoy and dec >= 0.8:
                score *= 0.3 if not distinct else 0.85
        return TextMatch(
            round(score, 4),
            round(obj, 4),
            round(act, 4),
            round(top, 4),
            round(dec, 4),
            thing.words if thing else "",
            verb.words if verb else "",
            topic.words if topic else "",
            decoy.words if decoy else "",
            distinct,
        )

    def _takes_in(self, decoy: Phrase, thing: Phrase) -> bool:
        """Say whether a decoy holds the whole object, its verb left aside."""
        bare = tuple(one for one in thing.stems if one not in self.verbs)
        return _within(bare or thing.stems, decoy.stems)

    def is_partial(self, text: str) -> bool:
        """Say whether a text acts and names the task by a part of its name only: "Apply for a permit"."""
        said = self.match(text)
        if not said.action or said.object or said.decoy >= 0.8:
            return False
        return all(one in self._named or one in _NEUTRAL for one, _ in self.tokens(text))

    def count(self, blocks: Iterable[str]) -> tuple[int, int]:
        """Return how many blocks name the object, and how many name it with an action."""
        objects = both = 0
        for block in blocks:
            text = block[:400]
            # Most of a page names no task at all: the whole match is made only where the object stands.
            if not self._may_name(text) or self._named_in(text) < 0.7:
                continue
            match = self.match(text, typos=False)
            if match.object >= 0.7 and match.distinct:
                objects += 1
                both += match.action > 0
        return objects, both

    def _may_name(self, text: str) -> bool:
        """Say whether a text has all the words of an object, in whatever order; each word is judged once."""
        there = word_set(text)
        if there <= self._dead:
            return False
        said: set[str] = set()
        for word in there - self._dead:
            mine = self._live.get(word)
            if mine is None:
                mine = tuple(token for token, _ in self.plain_word(word) if token in self._things)
                if not mine:
                    self._dead.add(word)
                    continue
                self._live[word] = mine
            said.update(mine)
        if len(self._dead) > MANY_WORDS:
            self._dead.clear()
        return any(needs <= said for one in said for needs in self._needs.get(one, ()))

    def _named_in(self, text: str) -> float:
        """Return how closely the words of an object stand together in *text*, as written."""
        tokens = self.tokens(text, typos=False)
        return _best(tokens, dict.fromkeys(one for one, _ in tokens), self._index[0])[0]


_made: dict[str, Vocabulary] = {}


def vocabulary(journey: Journey) -> Vocabulary:
    """Return the vocabulary of *journey*, made once."""
    made = _made.get(journey.id)
    if made is None or made.journey is not journey:
        made = _made[journey.id] = Vocabulary(journey)
    return made


def _phrases(
    by_language: Mapping[str, Iterable[str]], forms: Mapping[str, tuple[str, ...]]
) -> tuple[Phrase, ...]:
    found: dict[tuple[str, ...], Phrase] = {}
    for language, phrases in by_language.items():
        for one in phrases:
            parts = stems(one)
            if language == "cy":
                parts = tuple(forms.get(part, (part,))[0] for part in parts)
            if parts:
                found.setdefault(parts, Phrase(parts, one))
    # Longest first: "residents' parking permit" is found before "parking permit".
    return tuple(sorted(found.values(), key=lambda phrase: -len(phrase.stems)))


def _spellings(phrases: Iterable[Phrase], forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words as they are spelt, against which a slip is held, by first letter, in a fixed order."""
    spelt = {word for phrase in phrases for word in words(phrase.words.replace("'", "")) if stem(word)}
    found: dict[str, list[str]] = {}
    for word in sorted(spelt | set(forms)):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(group) for first, group in found.items()}


def _by_first(phrases: tuple[Phrase, ...]) -> Index:
    found: dict[str, list[tuple[frozenset[str], Phrase]]] = {}
    for phrase in phrases:
        found.setdefault(phrase.stems[0], []).append((frozenset(phrase.stems), phrase))
    return {first: tuple(group) for first, group in found.items()}


def _joined(journey: Journey) -> dict[str, tuple[str, ...]]:
    """Map `flytip` to `fly`, `tip`: two words of a phrase that people also write as one."""
    found: dict[str, tuple[str, ...]] = {}
    for group in (journey.objects, journey.topics, {"en": journey.decoys}):
        for phrases in group.values():
            for phrase in phrases:
                spelt = words(phrase)
                for first, second in pairwise(spelt):
                    parts = (stem(first), stem(second))
                    joined = stem(first + second)
                    if all(parts) and len(joined) > 5:
                        found.setdefault(joined, parts)
    return found


def _glued_words(journey: Journey) -> dict[str, str]:
    """Map each phrase written as one word to its words: `counciltax` to "council tax"."""
    found: dict[str, str] = {}
    for group in (journey.objects, journey.topics):
        for phrases in group.values():
            for phrase in phrases:
                spelt = [one for one in words(phrase.replace("'", "")) if stem(one)]
                if 2 <= len(spelt) <= 3 and len("".join(spelt)) >= 6:
                    found.setdefault("".join(spelt), " ".join(spelt))
    return found


def _welsh(journey: Journey) -> dict[str, tuple[str, ...]]:
    """Map each mutated form to its radical: `dreth` to `treth`; an English word stays itself."""
    groups = (journey.objects, journey.actions, journey.topics)
    english = {one for group in groups for phrase in group.get("en", ()) for one in stems(phrase)}
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for phrase in group.get("cy", ()):
            for one in stems(phrase):
                for form in welsh_forms(one)[1:]:
                    if form not in english and form != one:
                        found.setdefault(form, (one,))
    # A form of a form (`dreth` is itself in the list) leads on to the first of them.
    return {
        form: found.get(root[0], root) if found.get(root[0]) != (form,) else root
        for form, root in found.items()
    }


def _within(small: tuple[str, ...], large: tuple[str, ...]) -> bool:
    return set(small) <= set(large)


def _best(
    tokens: tuple[tuple[str, float], ...], there: Iterable[str], phrases: Index, *, ordered: bool = True
) -> tuple[float, Phrase | None]:
    """Return the phrase that *tokens* name best, and how closely; *there*: their stems, each once."""
    best: Phrase | None = None
    strength = 0.0
    every = set(there)
    for first in there:
        for needs, phrase in phrases.get(first, ()):
            if not needs <= every:
                continue
            # The longer phrase wins unless it fits much worse, since it says more.
            found = _strength(tokens, phrase.stems, ordered)
            if found and (
                best is None or found + LONGER * len(phrase.stems) > strength + LONGER * len(best.stems)
            ):
                strength, best = found, phrase
    return strength, best


def _strength(tokens: tuple[tuple[str, float], ...], wanted: tuple[str, ...], ordered: bool) -> float:
    """Return how closely the stems stand together: 1 side by side and in order, less apart, 0 too far."""
    need = set(wanted)
    if len(need) == 1:
        return max(certainty for one, certainty in tokens if one in need)
    best = 0.0
    places = [(at, one, certainty) for at, (one, certainty) in enumerate(tokens) if one in need]
    for start, (first, _, _) in enumerate(places):
        seen: dict[str, int] = {}
        sure = 1.0
        for at, one, certainty in places[start:]:
            if at - first >= len(need) + SLACK:
                break
            if one not in seen:
                seen[one] = at
                sure *= certainty
            if len(seen) == len(need):
                apart = at - first + 1 - len(need)
                order = [seen[one] for one in dict.fromkeys(wanted)]
                close = (1.0, 0.95, 0.88, 0.8)[min(3, max(0, apart))]
                best = max(best, sure * close * (1.0 if not ordered or order == sorted(order) else 0.92))
                break
    return best
