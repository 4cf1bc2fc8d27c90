"""The pages in Welsh: which there are, how they are rendered, and where their links lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader

from checks.model import CouncilType
from reports.frame import Frame, Page
from reports.languages import ENGLISH, WELSH, Welsh, welsh
from reports.said import in_english, joined, lower, sentence
from reports.template_text import translated
from reports.view_compare import DATA
from reports.welsh_names import in_wales

FOLDER = WELSH
# Templates whose words are in the catalogue; a page made from another one is in English only.
TEMPLATES = (
    "about.html",
    "base.html",
    "changes.html",
    "compare.html",
    "council.html",
    "data.html",
    "errata.html",
    "home.html",
    "journey.html",
    "league.html",
    "macros.html",
    "methodology.html",
    "opted_out.html",
    "place.html",
    "places.html",
    "platform.html",
    "platforms.html",
    "question.html",
    "questions.html",
    "requests.html",
    "survey.html",
)
# Of a council's own files, what is there in Welsh beside its pages.
_OWN = ("/badge.svg", "/feed.xml")
_NOTICE = (
    "The Welsh on these pages was drafted by a machine and has not yet been checked by a Welsh speaker. "
    "Please tell us what to correct."
)
_LINK = re.compile(r'(<(?:a|img|link|script)\b[^<>]*? (?:href|src)=")(?![a-z]+:|#|")([^"]*)"')


@dataclass(frozen=True)
class WelshSite:
    """What the Welsh pages of one edition share; `councils` are the file names of those in Wales."""

    tongue: Welsh
    environment: Environment
    councils: frozenset[str]
    changes: bool

    def has(self, path: str) -> bool:
        """Say whether what lies at *path* is there in Welsh too."""
        top, _, rest = path.partition("/")
        if top == "councils":
            own = rest.removesuffix(".html").split("/")[0] in self.councils
            return own and path.endswith((".html", *_OWN))
        if top == "league":
            return path.startswith(_LEAGUES)
        if path == "changes.html":
            return self.changes
        return path == DATA or path.endswith(".html")

    def render(self, page: Page, shared: dict[str, Any]) -> str:
        """Return *page* in Welsh, as it lies at `cy/` and its path."""
        root = "../" * page.path.count("/")
        text = self.environment.get_template(page.template).render(
            {"script": "", **page.values, **page.welsh_values},
            site=shared,
            root=root,
            title=page.title,
            nav=page.nav,
            path=page.path,
            language=WELSH,
            other={"lang": ENGLISH, "name": "English", "path": f"{root}../{page.path}"},
            drafted=in_english(_NOTICE) if self.tongue.drafts else "",
        )
        return _LINK.sub(lambda found: self._link(found, root), text)

    def _link(self, found: re.Match[str], root: str) -> str:
        """Return a link that leads to the English page where there is none in Welsh, and says so."""
        begin, address = found[1], found[2]
        target = re.split("[?#]", address.removeprefix(root))[0]
        if not address.startswith(root) or target.startswith("../") or self.has(target):
            return found[0]
        in_words = target.endswith(".html") or target.startswith("data/")
        tongue = ' hreflang="en"' if begin.startswith("<a") and in_words else ""
        return f'{begin}{root}../{address.removeprefix(root)}"{tongue}'


_LEAGUES = f"league/{CouncilType.WELSH_UNITARY.value}"


def welsh_site(
    frame: Frame, templates: Path, english: Callable[[BaseLoader], Environment]
) -> WelshSite | None:
    """Return what Welsh pages need, or None where no council of the edition is in Wales.

    *english* makes the environment of the English pages with a given loader. Raises `CatalogueError`.
    """
    stems = frozenset(frame.paths[one.council.gss] for one in frame.edition.councils if in_wales(one.council))
    if not stems:
        return None
    tongue = welsh()
    environment = english(_Translated(templates))
    environment.finalize = tongue.say
    environment.filters |= {"sentence": sentence, "lower": lower, "join": _join}
    return WelshSite(tongue, environment, stems, frame.previous is not None and frame.changes is not None)


def _join(items: Any, between: str = "") -> str:
    return joined(between, list(items))


class _Translated(FileSystemLoader):
    """Templates with their words in Welsh, translated once and not for every page."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return (translated(source, welsh().words) if template in TEMPLATES else source), name, current
