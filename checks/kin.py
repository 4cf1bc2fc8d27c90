"""The county around a district, or the districts inside a county, and where a page names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.addresses import same_site
from checks.content import Block
from checks.links import Link
from checks.memo import remembered
from checks.model import Applies, Council, CouncilType
from checks.views import PageView, SurveyView, as_list, as_mapping

KIN_LIMIT = 40
# What a council's name holds besides the name of its place.
_KIND_WORDS = frozenset(
    "the of and in royal council county district borough city metropolitan london corporation".split()
)
# A body that is named by its kind alone. A district has one county; a county has several districts.
_COUNTY = re.compile(r"\bcounty council\b(?!lor)", re.I)
_DISTRICTS = re.compile(r"\b(?:district|borough|city)\b[^.]{0,40}\bcouncils?\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SOME_COUNCIL = re.compile(r"\b(?:council|district|borough)\b", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a page names a council, and by what: its `name`, a `link` to its site, its `kind` alone."""

    how: str
    where: Block | Link


@remembered(8)
def kin_of(survey: SurveyView) -> tuple[Council, ...]:
    """Return the councils of the other tier that share this one's area, as the crawl noted them."""
    rows = [as_mapping(one) for one in as_list(as_mapping(survey.crawl).get("kin"))[:KIN_LIMIT]]
    return tuple(
        Council(
            gss=str(row.get("gss") or ""),
            name=str(row.get("name") or "")[:200],
            type=CouncilType(str(row["type"])),
            nation=survey.council.nation,
            region=survey.council.region,
            homepage=str(row.get("homepage") or ""),
        )
        for row in rows
        if row.get("type") in tuple(CouncilType)
    )


def runners_of(survey: SurveyView) -> tuple[Council, ...]:
    """Return those of them that run the service of this journey."""
    return tuple(one for one in kin_of(survey) if survey.journey.applies_to(one) is Applies.YES)


def of_kin(url: str, survey: SurveyView) -> bool:
    """Say whether an address is on the site of a council of the other tier."""
    return any(same_site(url, one.homepage) for one in kin_of(survey))


def mention(council: Council, pages: tuple[PageView, ...]) -> Mention | None:
    """Return where *pages* name *council* in their own content: by its name, else by a link to its site.

    The name of the place alone ("Anyshire") counts where the same sentence or list speaks of a council.
    """
    linked: Mention | None = None
    for page in pages:
        for block in page.blocks:
            if _names(block.text, council.name) or _among_councils(block, council.name):
                return Mention("name", block)
        for link in page.own_links:
            if link.url and same_site(link.url, council.homepage):
                if _names_place(f"{link.text} {link.name}", council.name):
                    return Mention("name", link)
                linked = linked or Mention("link", link)
    return linked


def named_by_kind(council: Council, pages: tuple[PageView, ...]) -> Mention | None:
    """Return where *pages* speak of a council of this kind without naming it: "the county council"."""
    pattern = _COUNTY if council.type is CouncilType.COUNTY else _DISTRICTS
    for page in pages:
        for block in page.blocks:
            if pattern.search(block.text):
                return Mention("kind", block)
    return None


def _names(text: str, name: str) -> bool:
    """Say whether *text* holds the council's name in full, or its place and what kind of council it is."""
    return bool(_pattern(name)[0].search(_plain(text)))


def _names_place(text: str, name: str) -> bool:
    place = _pattern(name)[1]
    return bool(place and place.search(_plain(text)))


def _among_councils(block: Block, name: str) -> bool:
    """Say whether a sentence that speaks of councils holds the place, or an item of a list under one."""
    for sentence in _SENTENCE.split(block.text):
        if _names_place(sentence, name) and _SOME_COUNCIL.search(sentence):
            return True
    if block.element.name not in ("li", "td", "th", "dd", "dt") or not _names_place(block.text, name):
        return False
    before = block.element.find_previous(["p", "h1", "h2", "h3", "h4", "caption", "legend"])
    return before is not None and bool(_SOME_COUNCIL.search(before.get_text(" ", strip=True)[:600]))


@remembered(512)
def _pattern(name: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    words = _plain(name).split()
    place = [word for word in words if word not in _KIND_WORDS]
    full = r"\W+".join(map(re.escape, words)) or r"(?!)"
    if not place:
        return re.compile(rf"\b{full}\b"), None
    # "King's Lynn and West Norfolk" keeps its "and": only words at either end say what kind it is.
    first, last = words.index(place[0]), len(words) - words[::-1].index(place[-1])
    near = r"\W+".join(map(re.escape, words[first:last]))
    kinds = r"(?:(?:county|district|borough|city|metropolitan)\W+)?council"
    return re.compile(rf"\b(?:{full}|{near}\W+{kinds})\b"), re.compile(rf"\b{near}\b")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[-‐-―]", " ", text.casefold().replace("’", "'").replace("&", "and")).split())
