"""The councils' own site search: a good one, a middling one and a poor one, over the pages of one site."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import log

from .model import Page
from .site import Site

_STOP = frozenset(
    "a an and are as at be by can for from has have how i if in is it my not of on or our that the to we what where will with you your".split()
)


def stem(word: str) -> str:
    """A rough English stem: plural, -ing and -ed endings off."""
    for ending in ("ings", "ing", "ies", "ied", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            root += "y" if ending in ("ies", "ied") else ""
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] else root
    return word


def words(text: str) -> list[str]:
    """Stems of the words that matter, hyphens parted."""
    return [
        stem(word) for word in re.findall(r"[a-z0-9]+", text.lower().replace("'", "")) if word not in _STOP
    ]


def _texts(value: object) -> str:
    if isinstance(value, str):
        return re.sub(r"\]\([^)]*\)", " ", value)
    if isinstance(value, dict):
        return " ".join(_texts(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(_texts(one) for one in value)
    return ""


@lru_cache(maxsize=128)
def _index(site: Site) -> list[tuple[Page, Counter[str], set[str], int]]:
    rows = []
    for page in site.pages.values():
        if page.kind in ("home", "search", "a-z") or not page.listed or page.lang != "en":
            continue
        body = words(f"{page.title} {page.summary} {_texts(list(page.blocks))}")
        parts = [word for key in page.parts[1:] for word in words(_texts(list(site.pages[key].blocks)))]
        rows.append(
            (
                page,
                Counter(body + parts),
                set(words(f"{page.title} {page.terms}")),
                len(body) + len(parts) + 1,
            )
        )
    return rows


def _close(word: str, known: set[str]) -> str:
    """The known word one slip away, for a search that forgives misspelling; else the word."""
    if word in known or len(word) < 4:
        return word
    for other in sorted(known):
        if abs(len(other) - len(word)) <= 1 and other[0] == word[0] and _slips(word, other) <= 1:
            return other
    return word


def _slips(one: str, other: str) -> int:
    """Edits between two words, a swap of neighbours counting as one."""
    if len(one) == len(other):
        differ = [place for place in range(len(one)) if one[place] != other[place]]
        if len(differ) == 2 and differ[1] == differ[0] + 1 and one[differ[0]] == other[differ[1]]:
            return 1
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        last, row = row, [n]
        for m, b in enumerate(other, 1):
            row.append(min(last[m] + 1, row[-1] + 1, last[m - 1] + (a != b)))
    return row[-1]


def search(site: Site, query: str, limit: int = 10) -> list[Page]:
    """Pages for a query, best first, by the quality that the council's table declares."""
    quality = site.council.get("search", "good")
    index = _index(site)
    asked = words(query)
    if not asked or quality == "none":
        return []
    if quality == "poor":
        # Every word counts the same wherever it stands, long pages first: news and policies win.
        rows: list[tuple[float, Page]] = [
            (sum(counts[word] for word in asked), page) for page, counts, _, _ in index
        ]
    else:
        known = {word for _, counts, terms, _ in index for word in (*counts, *terms)}
        if quality == "good":
            asked = [_close(word, known) for word in asked]
        rarity = {
            word: log(1 + len(index) / (1 + sum(1 for _, counts, _, _ in index if counts[word])))
            for word in asked
        }
        boost = 4.0 if quality == "good" else 1.5
        rows = []
        for page, counts, terms, length in index:
            score = sum(
                rarity[word] * (counts[word] / (counts[word] + 0.5 + length / 200))
                for word in asked
                if counts[word]
            )
            score += sum(boost * rarity[word] for word in asked if word in terms) / (1 + len(terms) / 12)
            score *= 0.6 if page.kind in ("news", "policy") and quality == "good" else 1.0
            rows.append((score, page))
    found = [(score, page) for score, page in rows if score > 0]
    return [page for _, page in sorted(found, key=lambda row: (-row[0], row[1].key))[:limit]]
