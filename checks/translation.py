"""Finds the same page in another language: by `hreflang`, or by a switch that names the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from checks.addresses import canonical, worth_following

MAX_HTML = 3_000_000

# What a switch between languages says, in either language and by code.
_NAMES = {
    "cy": r"(?:y |r )?(?:cymraeg|gymraeg|nghymraeg)|cy|cym|welsh",
    "en": r"english|en|eng|saesneg",
}
_AROUND = (
    r"(?:(?:view|read|see|switch to|go to|change to|this page|page|the|site|page content|newid i'?r|newid i|"
    r"darllen|gweld|ewch i'?r|edrych ar|y dudalen hon|yn|in|version|fersiwn|tudalen|language|iaith)\W+)*"
)


@dataclass(frozen=True, slots=True)
class Translation:
    """A link to the same page in another language: absolute address, what it says, how it was told apart."""

    url: str
    text: str
    how: str


def translation(html: str, url: str, language: str) -> Translation | None:
    """Return the link from the page *html* at *url* to itself in *language* (`cy` or `en`), or None.

    A link to a machine translation service is none: it is not the council's own page.
    """
    soup = BeautifulSoup(html[:MAX_HTML], "lxml")
    says = re.compile(rf"{_AROUND}(?:{_NAMES[language]}){_after(language)}", re.I)
    declared, named = [], []
    for tag in soup.find_all(["link", "a"]):
        if not isinstance(tag, Tag) or not tag.get("href"):
            continue
        target = urljoin(url, str(tag["href"]).strip())
        if not target.startswith(("http://", "https://")) or not worth_following(target):
            continue
        if canonical(target) == canonical(url):
            continue
        rel = " ".join(tag.get("rel") or []).lower()
        text = _words(tag)
        tagged = str(tag.get("hreflang") or "").lower().split("-")[0] == language
        if tag.name == "link":
            if tagged and "alternate" in rel:
                declared.append(Translation(target, "", "hreflang"))
        elif (tagged and len(text) < 60) or says.fullmatch(text):
            named.append(Translation(target, text[:200], "hreflang" if tagged else "words"))
    # The switch is what a resident presses; the head's word is for machines.
    return next(iter(named + declared), None)


def _after(language: str) -> str:
    return (
        r"(?:\W+(?:version|site|fersiwn|page|tudalen))?\W*"
        if language == "cy"
        else r"(?:\W+(?:version|site|page))?\W*"
    )


def _words(tag: Tag) -> str:
    text = " ".join(tag.get_text(" ").split())
    if not text:
        image = tag.find("img")
        alt = str(image.get("alt") or "") if isinstance(image, Tag) else ""
        text = str(tag.get("aria-label") or alt or tag.get("title") or "")
    return text.strip()[:300]
