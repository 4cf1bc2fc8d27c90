"""What an answer rests on, as one hash: a person's decision holds for as long as it stays the same."""

from __future__ import annotations

import hashlib
import json

from bs4 import BeautifulSoup

from checks.model import Answer
from store import RunFolder, Sighting

# What surrounds the content changes without the page changing; scripts and styles nobody reads.
_AROUND = ["script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside"]
_MOST = 3_000_000


def page_words(source: str) -> str:
    """Return the words of a page's content: of its one `main`, else of all but menus, header and footer."""
    page = BeautifulSoup(source[:_MOST].replace("\0", " "), "lxml")
    for one in page.find_all(_AROUND):
        one.decompose()
    mains = page.select("main, [role=main]")
    return _line((mains[0] if len(mains) == 1 else page).get_text(" "))


def evidence_hash(answer: Answer, words: str) -> str:
    """Return the SHA-256 of what *answer* rests on; *words* are those of the page that it names.

    That is: the question at its version, the page's address without fragment, the places on it that the rule
    points at, and the page's words, for a No means that all of them were read. An answer about a whole
    journey has no page: there the rule's sentence stands for what was counted. The outcome is no part of it.
    """
    rests = {
        "question": answer.question,
        "version": answer.version,
        "step": answer.step,
        "url": answer.url.partition("#")[0],
        "spots": sorted([one.selector, _line(one.snippet), one.url] for one in answer.spots),
        "words": words,
        "detail": "" if words else _line(answer.detail),
    }
    return hashlib.sha256(json.dumps(rests, sort_keys=True).encode()).hexdigest()


def _line(text: str) -> str:
    return " ".join(text.split())


class EvidenceReader:
    """Reads what answers of one run rest on; a council's sightings are read once."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self.finished = frozenset(run.finished())
        self._sightings: dict[str, list[Sighting]] = {}

    def sightings(self, gss: str) -> list[Sighting]:
        """Return what was seen of a council, nothing where it was not visited."""
        if gss not in self._sightings:
            self._sightings[gss] = self._run.sightings(gss) if gss in self.finished else []
        return self._sightings[gss]

    def page(self, answer: Answer) -> str:
        """Return the SHA-256 of the page that *answer* names; empty where it names none or none was kept."""
        if not answer.step:
            return ""
        own = [
            one
            for one in self.sightings(answer.council)
            if one.html and one.step == answer.step and one.journey in ("", answer.journey)
        ]
        own.sort(key=lambda one: (one.final_url != answer.url, one.device != answer.device))
        return own[0].html if own else ""

    def words(self, answer: Answer) -> str:
        """Return the words of the page that *answer* names; empty where there is none, or it was purged."""
        page = self.page(answer)
        return page_words(self._run.get_text(page)) if page and self._run.has_text(page) else ""

    def hash(self, answer: Answer) -> str:
        """Return the hash of what *answer* rests on, empty where its page was purged."""
        page = self.page(answer)
        if page and not self._run.has_text(page):
            return ""
        return evidence_hash(answer, self.words(answer))
